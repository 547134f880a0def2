"""The file of the baseline: what is written is read back, and what is no baseline is one clear error."""

from pathlib import Path

import pytest

from contentsync.baseline import baseline_text
from contentsync.baseline import read_baseline
from contentsync.model.baseline import FILE
from contentsync.model.baseline import Baseline
from contentsync.model.baseline import Entry
from contentsync.model.errors import UserError

TWO = Baseline((Entry("content/ü.yaml", "CS310", "ab" * 8, 2), Entry("content/b.yaml", "CS201", "cd" * 8, 1)))


@pytest.mark.parametrize("baseline", [TWO, Baseline()])
def test_what_is_written_is_read_back(tmp_path: Path, baseline: Baseline) -> None:
    (tmp_path / FILE).write_text(baseline_text(baseline), encoding="utf-8")
    assert read_baseline(tmp_path) == baseline


def test_a_line_for_each_entry(tmp_path: Path) -> None:
    assert baseline_text(TWO).splitlines()[1:3] == [
        '  {"file":"content/ü.yaml","code":"CS310","digest":"abababababababab","count":2},',
        '  {"file":"content/b.yaml","code":"CS201","digest":"cdcdcdcdcdcdcdcd","count":1}',
    ]


def test_without_a_file_nothing_is_known(tmp_path: Path) -> None:
    assert read_baseline(tmp_path) == Baseline()


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"", "is no baseline"),
        (b"\xff\xfe", "is no baseline"),
        (b"[" * 100_000, "is no baseline"),
        (b'{"format_version": 1, "problems": [{"file": "a"}]}', "is no baseline"),
        (b"<<<<<<< HEAD", "is no baseline"),
        (b'{"format_version": 2, "problems": []}', "is of format 2, not 1"),
    ],
)
def test_what_is_no_baseline(tmp_path: Path, raw: bytes, message: str) -> None:
    (tmp_path / FILE).write_bytes(raw)
    with pytest.raises(UserError, match=message) as caught:
        read_baseline(tmp_path)
    assert caught.value.fix == "contentsync validate --write-baseline writes it anew"


def test_what_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / FILE).mkdir()
    with pytest.raises(UserError, match="cannot be read: Is a directory"):
        read_baseline(tmp_path)
