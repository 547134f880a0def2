"""What is kept of the problems between posts is what looking again finds, whatever changes."""

import os
import subprocess
import sys
from datetime import date
from datetime import datetime
from datetime import time
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from contentsync.content import between as module
from contentsync.content.between import Between
from contentsync.model.delivery import Delivery
from contentsync.model.houserules import NO_RULES
from contentsync.model.houserules import Blackout
from contentsync.model.houserules import HouseRules
from contentsync.model.houserules import QuietHours
from contentsync.model.houserules import Rulebook
from contentsync.model.problem import Problem
from contentsync.rules.across import across_files
from contentsync.rules.across import across_posts
from contentsync.rules.postings import Posting
from tests.engine.world import HOUR
from tests.engine.world import START_AT
from tests.engine.world import post

TWO = (post("one", START_AT), post("two", START_AT + HOUR))
SPACED = Rulebook(HouseRules(spacing=timedelta(days=1)))
RULES = HouseRules(
    timedelta(days=1), QuietHours(time(22), time(7), ""), (Blackout(date(2027, 1, 1), date(2027, 1, 1)),)
)


STRANGER = Posting("acme", frozenset({"x"}), START_AT, "Hello", "job 77")


def between(deliveries: tuple[Delivery, ...], rulebook: Rulebook, path: Path) -> tuple[Problem, ...]:
    return across_files(deliveries, rulebook, Between(path))


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    path = tmp_path / "cache" / "between.msgpack"
    assert [problem.code for problem in between(TWO, NO_RULES, path)] == ["CS330"]
    return path


def falsify(kept: Path) -> None:
    kept.write_bytes(kept.read_bytes().replace(b"CS330", b"CS999"))


def test_what_is_kept_is_used(kept: Path) -> None:
    falsify(kept)
    assert [problem.code for problem in between(TWO, NO_RULES, kept)] == ["CS999"]


def test_what_is_kept_is_used_by_another_process(kept: Path) -> None:
    """Sets have another order there."""
    falsify(kept)
    others = [Posting("acme", frozenset(f"network{number}" for number in range(30)), START_AT, "A", "job 1")]
    Between(kept)([(TWO[0], START_AT)], NO_RULES, others, {"one@acme"})
    raw = kept.read_bytes()
    code = (
        "from tests.content.test_between import *; networks = frozenset(f'network{number}' for number in range(30));"
        f"Between(Path({str(kept)!r}))([(TWO[0], START_AT)], NO_RULES,"
        "[Posting('acme', networks, START_AT, 'A', 'job 1')], {'one@acme'})"
    )
    written = kept.stat().st_mtime_ns
    subprocess.run([sys.executable, "-c", code], check=True, env={**os.environ, "PYTHONHASHSEED": "7"})
    assert (kept.read_bytes(), kept.stat().st_mtime_ns) == (raw, written)


@pytest.mark.parametrize(
    ("deliveries", "rulebook"),
    [
        (TWO[:1], NO_RULES),
        ((TWO[0], post("two", START_AT + 2 * HOUR)), NO_RULES),
        ((TWO[0], post("two", START_AT + HOUR, text="Something else")), NO_RULES),
        ((TWO[0], post("two", START_AT + HOUR, texts={"x": "Something else"})), NO_RULES),
        ((TWO[0], post("two", START_AT + HOUR, platforms=["bluesky", "x"])), NO_RULES),
        ((TWO[0], post("two", START_AT + HOUR, profile="beta")), NO_RULES),
        ((TWO[0], post("two", START_AT + HOUR, repost_of="one")), NO_RULES),
        ((TWO[0], post("new", START_AT + HOUR)), NO_RULES),
        ((TWO[0], msgspec.structs.replace(TWO[1], source=msgspec.structs.replace(TWO[1].source, line=9))), NO_RULES),
        (TWO, SPACED),
        (TWO, Rulebook(own={"acme": SPACED.everyone})),
        (TWO, Rulebook(RULES)),
    ],
)
def test_whatever_it_follows_from_is_seen(kept: Path, deliveries: tuple[Delivery, ...], rulebook: Rulebook) -> None:
    falsify(kept)
    before = kept.read_bytes()
    assert between(deliveries, rulebook, kept) == across_files(deliveries, rulebook)
    assert between(deliveries, rulebook, kept) == across_files(deliveries, rulebook)
    assert kept.read_bytes() != before


@pytest.mark.parametrize(
    ("moment", "others", "held"),
    [
        (START_AT + HOUR, [], set()),
        (START_AT, [STRANGER], set()),
        (START_AT, [STRANGER, msgspec.structs.replace(STRANGER, where="job 78")], set()),
        (START_AT, [msgspec.structs.replace(STRANGER, text="Other words")], set()),
        (START_AT, [STRANGER], {"one@acme"}),
    ],
)
def test_so_is_what_stands_beside(tmp_path: Path, moment: datetime, others: list[Posting], held: set[str]) -> None:
    path = tmp_path / "between.msgpack"
    look = Between(path)
    look([(TWO[0], START_AT)], NO_RULES, [STRANGER, STRANGER])
    path.write_bytes(path.read_bytes().replace(b"CS330", b"CS999"))
    planned = [(TWO[0], moment)]
    assert look(planned, NO_RULES, iter(others), held) == across_posts(planned, NO_RULES, others, held)


def test_another_program_looks_again(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    falsify(kept)
    monkeypatch.setattr(module, "made_by", lambda: b"another")
    assert [problem.code for problem in between(TWO, NO_RULES, kept)] == ["CS330"]


@pytest.mark.parametrize("raw", [b"", b"\x00", b"\x92\xc4\x01a\xa1b"])
def test_what_cannot_be_read_is_looked_for_again(kept: Path, raw: bytes) -> None:
    kept.write_bytes(raw)
    assert len(between(TWO, NO_RULES, kept)) == 1


def test_a_folder_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert len(between(TWO, NO_RULES, tmp_path / "file" / "between.msgpack")) == 1
