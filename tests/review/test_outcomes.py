from collections.abc import Callable
from typing import Any

import pytest

from contentsync.model.change import Action
from contentsync.review.applied import OUTCOMES
from contentsync.review.applied import Applied
from contentsync.review.links import Links
from contentsync.review.outcomes import SIGNS
from contentsync.review.outcomes import Outcome
from contentsync.review.outcomes import gone
from contentsync.review.outcomes import outcome_of
from contentsync.review.outcomes import outcomes_markdown
from contentsync.review.sections import utf16_units
from contentsync.review.statuses import SECTIONS
from contentsync.review.statuses import Standing

from .campaign import CANCELLED
from .campaign import NOW
from .campaign import WEBINAR
from .campaign import at
from .campaign import change
from .test_markdown import HOSTILE
from .test_plan_markdown import LINKS
from .test_plan_markdown import is_text

ROOM = 60_000


def standing(word: str, **more: Any) -> Standing:
    given = {"at": at(12, 1, 9), "zone": "Europe/Madrid", "platforms": ("x",), "source": WEBINAR.source, **more}
    return Standing("webinar", word, **given)


def markdown(*outcomes: Outcome, links: Links = LINKS, room: int = ROOM) -> str:
    return outcomes_markdown(outcomes, "Europe/Madrid", NOW, links, room=room, measure=utf16_units)


def test_every_standing_and_every_ending_can_be_told() -> None:
    assert SIGNS.keys() >= SECTIONS.keys()
    for outcome in OUTCOMES:
        found = outcome_of(
            standing("scheduled"), Applied(change(Action.UPDATE, WEBINAR, "20", ""), "webinar", outcome, "no")
        )
        assert bool(found.result) is (outcome != "done")


def test_after_the_merge(golden: Callable[[str, str], None]) -> None:
    refused = Applied(change(Action.UPDATE, WEBINAR, "20", ""), "webinar", "refused", "text too long for x")
    removed = Applied(change(Action.DELETE, CANCELLED, "6", "file removed in 4f1c2ab"), "black-friday-3", "done")
    found = markdown(
        outcome_of(standing("scheduled")),
        outcome_of(standing("scheduled"), refused),
        outcome_of(standing("published", platforms=("bluesky", "x"), urls={"x": "https://x.com/acme/status/1"})),
        outcome_of(standing("failed", detail="x refused it", hint="contentsync resolve webinar --retry")),
        gone("black-friday-3", removed),
        gone("unknown"),
    )
    golden("outcomes.md", found)
    assert found.startswith("### 📅 contentsync: 1 not done, 1 failed, 2 scheduled, 1 published, 2 cancelled\n")
    assert found.index("text too long") < found.index("x refused it") < found.index("[x](https://x.com/acme/status/1)")


def test_nothing_was_done() -> None:
    assert markdown(links=Links()).startswith("### 📅 contentsync: nothing was to be done\n")


@pytest.mark.parametrize("count", [1, 50, 500, 5_000])
def test_it_fits(count: int) -> None:
    found = markdown(*(outcome_of(standing("scheduled", at=None)) for _ in range(count)))
    assert utf16_units(found) <= ROOM
    assert f"{count:,} scheduled" in found


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_that_somebody_wrote_is_anything_but_text(text: str) -> None:
    url = f"https://example.com/{text})"
    told = Outcome(
        text, "failed", at(12, 1, 9), (text,), {text: url, "x": "javascript:alert(1)"}, text, 3, text, text, text
    )
    is_text(markdown(told, told), "https://example.com/")
