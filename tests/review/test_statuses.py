from collections.abc import Callable
from datetime import timedelta

from msgspec.structs import replace

from contentsync.model.delivery import Source
from contentsync.review.paint import Paint
from contentsync.review.statuses import SECTIONS
from contentsync.review.statuses import Standing
from contentsync.review.statuses import status_document
from contentsync.review.statuses import status_screen

from .campaign import NOW

PLAIN = Paint(False)
UPCOMING = Standing("launch", "scheduled", NOW + timedelta(days=3), "Europe/Madrid", ("linkedin", "x"), job_id="j1")
STANDINGS = (
    replace(
        UPCOMING, address="old", word="published", at=NOW - timedelta(days=3), urls={"x": "https://x/\x1b1", "b": ""}
    ),
    UPCOMING,
    replace(UPCOMING, address="clip", word="failed", detail="failed", hint="contentsync resolve clip --retry"),
    replace(UPCOMING, address="late", word="waiting", detail="missed", is_risk=True, at=None),
    replace(UPCOMING, address="next", word="waiting", detail="waits until 3 May 2027"),
    replace(UPCOMING, address="idea", word="planned", source=Source("content/idea.yaml", 3)),
)


def test_by_heading_with_what_needs_doing_last(golden: Callable[[str, str], None]) -> None:
    golden("status.txt", status_screen(STANDINGS, NOW, "Europe/Madrid", PLAIN, is_sandbox=True))


def test_quiet_shows_what_would_be_lost() -> None:
    text = status_screen(STANDINGS, NOW, "Europe/Madrid", PLAIN, is_sandbox=False, is_quiet=True)
    assert [line.split()[0] for line in text.splitlines() if line.startswith("  ") and line[2] != " "] == [
        "idea", "late", "clip",
    ]  # fmt: skip


def test_what_is_lost() -> None:
    assert [one.address for one in STANDINGS if one.is_lost] == ["clip", "late", "idea"]


def test_the_document() -> None:
    document = status_document(STANDINGS, NOW, is_sandbox=False)
    assert document["now"] == "2026-11-23T16:20:00Z"
    assert document["posts"][3]["at"] is None
    assert document["posts"][5]["source"] == {"file": "content/idea.yaml", "line": 3}
    assert document["posts"][1]["source"] is None


def test_every_fate_has_a_heading() -> None:
    from contentsync.engine.statuses import Fate

    assert {*map(str, Fate)} == {*SECTIONS}
