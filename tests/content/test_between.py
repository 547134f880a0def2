"""What is kept of the problems between posts is what looking again finds, whatever changes."""

from datetime import date
from datetime import time
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from contentsync.content import between as module
from contentsync.content.between import NAME
from contentsync.content.between import between
from contentsync.model.delivery import Delivery
from contentsync.model.houserules import NO_RULES
from contentsync.model.houserules import Blackout
from contentsync.model.houserules import HouseRules
from contentsync.model.houserules import QuietHours
from contentsync.model.houserules import Rulebook
from contentsync.rules.across import across_files
from tests.engine.world import HOUR
from tests.engine.world import START_AT
from tests.engine.world import post

TWO = (post("one", START_AT), post("two", START_AT + HOUR))
SPACED = Rulebook(HouseRules(spacing=timedelta(days=1)))
RULES = HouseRules(
    timedelta(days=1), QuietHours(time(22), time(7), ""), (Blackout(date(2027, 1, 1), date(2027, 1, 1)),)
)


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    assert [problem.code for problem in between(TWO, NO_RULES, tmp_path)] == ["CS330"]
    return tmp_path


def test_what_is_kept_is_used(kept: Path) -> None:
    path = kept / NAME
    path.write_bytes(path.read_bytes().replace(b"CS330", b"CS999"))
    assert [problem.code for problem in between(TWO, NO_RULES, kept)] == ["CS999"]


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
    before = (kept / NAME).read_bytes()
    assert between(deliveries, rulebook, kept) == across_files(deliveries, rulebook)
    assert between(deliveries, rulebook, kept) == across_files(deliveries, rulebook)
    assert (kept / NAME).read_bytes() != before


def test_another_program_looks_again(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = kept / NAME
    path.write_bytes(path.read_bytes().replace(b"CS330", b"CS999"))
    monkeypatch.setattr(module, "made_by", lambda: b"another")
    assert [problem.code for problem in between(TWO, NO_RULES, kept)] == ["CS330"]


@pytest.mark.parametrize("raw", [b"", b"\x00", b"\x92\xc4\x01a\xa1b"])
def test_what_cannot_be_read_is_looked_for_again(kept: Path, raw: bytes) -> None:
    (kept / NAME).write_bytes(raw)
    assert len(between(TWO, NO_RULES, kept)) == 1


def test_a_folder_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert len(between(TWO, NO_RULES, tmp_path / "file")) == 1
