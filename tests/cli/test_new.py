import json
from pathlib import Path

import pytest
import yaml
from freezegun import freeze_time
from hypothesis import given
from hypothesis import strategies as st

from contentsync.cli.templates import scalar

from .conftest import Contentsync


def test_a_post_that_is_valid_at_once(contentsync: Contentsync, posts: Path) -> None:
    with freeze_time("2027-02-01 12:00:00"):
        ran = contentsync("new", "spring/sale")
    assert (ran.code, ran.err) == (0, "")
    assert "Wrote content/spring/sale.yaml" in ran.out
    text = (posts / "content/spring/sale.yaml").read_text()
    assert "publish_at: 2027-02-03 09:00 " in text
    assert "$schema=../../.contentsync/schemas/post.schema.json" in text
    assert contentsync("validate").out == "2 posts read: no problems.\n"


def test_every_option(contentsync: Contentsync, posts: Path) -> None:
    words = [
        "--profile",
        "press",
        "--at",
        "2027-03-20 09:00",
        "--platform",
        "x",
        "--platform",
        "linkedin",
        "--markdown",
    ]
    assert json.loads(contentsync("new", "notes", *words, "--json").out) == {"written": ["content/notes.md"]}
    text = (posts / "content/notes.md").read_text()
    assert "profile: press\npublish_at: 2027-03-20 09:00 " in text
    assert "platforms: [x, linkedin]" in text
    assert contentsync("validate").code == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("launch",), "exists already"),
        (("a b",), "cannot be an id"),
        (("../out",), "cannot be"),
        (("a/../../b",), "cannot be the name of a file"),
        (("one", "--platform", "linkdin"), "linkedin"),
        (("one", "--at", "tomorrow"), "--at:"),
        (("one", "--at", "2027-03-28 02:30"), "does not exist"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    contentsync: Contentsync, posts: Path, words: tuple[str, ...], said: str
) -> None:
    ran = contentsync("new", *words)
    assert ran.code == 1
    assert said in ran.err
    assert [path.name for path in (posts / "content").iterdir()] == ["launch.yaml"]


def test_on_merge(contentsync: Contentsync, posts: Path) -> None:
    assert contentsync("new", "note", "--at", "on-merge").code == 0


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_a_scalar_reads_back_as_its_text(text: str) -> None:
    assert yaml.safe_load(f"profile: {scalar(text)}")["profile"] == text
