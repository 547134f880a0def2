from collections.abc import Callable

import pytest
from msgspec.structs import replace

from contentsync.model.change import Action
from contentsync.model.change import Plan
from contentsync.model.problem import Problem
from contentsync.review.drift import Findings
from contentsync.review.drift import drift_markdown
from contentsync.review.links import Links
from contentsync.review.rows import plan_rows
from contentsync.review.sections import utf16_units
from contentsync.review.statuses import Standing

from .campaign import CANCELLED
from .campaign import HEADER
from .campaign import NOW
from .campaign import PLAN
from .campaign import change
from .campaign import delivery
from .test_markdown import HOSTILE
from .test_plan_markdown import LINKS
from .test_plan_markdown import is_text

ROOM = 60_000
FAILED = Standing(
    "friday", "failed", NOW, "Europe/Madrid", ("x",), detail="x refused it", hint="contentsync resolve friday --retry"
)
QUIET = Plan(changes=(change(Action.NONE, CANCELLED, "16", "as wanted"),), now=NOW)


def findings(plan: Plan = PLAN, *standings: Standing, **more: object) -> Findings:
    return Findings(plan_rows(plan, HEADER), standings, **more)  # type: ignore[arg-type]


def test_nothing_is_no_text() -> None:
    found = findings(QUIET)
    assert (found.title, drift_markdown(found, LINKS, room=ROOM)) == ("", "")


def test_an_edit_after_publishing_is_only_a_warning() -> None:
    edited = replace(QUIET.changes[0], code="CS602", rule="9", reason="published and edited since")
    assert findings(replace(QUIET, changes=(edited,))).title == ""


def test_all_of_it(golden: Callable[[str, str], None]) -> None:
    plan = replace(PLAN, problems=(*PLAN.problems, Problem("content/a.yaml", 3, 1, "CS204", "no such time", "a fix")))
    found = findings(plan, FAILED, disconnected={"x needs to be connected again": ["launch@acme"]})
    text = drift_markdown(found, LINKS, room=ROOM)
    golden("drift.md", text)
    assert found.title == (
        "1 failed or lost, 1 waiting for a person, 4 not as the files say, 1 with an error, 1 account to connect again"
    )
    assert "| `friday` | `retry` |\n| `podcast-12` | `restore` |" in text


def test_errors_by_the_settings_stand_apart() -> None:
    found = findings(replace(QUIET, problems=(Problem("content/a.yaml", 1, 0, "CS504", "too many", "another day"),)))
    text = drift_markdown(found, LINKS, room=ROOM)
    assert "#### 🛑 Errors by the settings\n" in text
    assert "left alone" not in text


def test_what_is_said_twice_is_said_once() -> None:
    podcast = Standing("podcast-12", "waiting", NOW, "UTC", ("x",), detail="cancelled by a person", is_risk=True)
    found = findings(PLAN, podcast)
    assert (len(found.failed), found.waiting) == (1, [])


def test_where_nobody_knows_the_commit() -> None:
    assert drift_markdown(findings(), Links(), room=ROOM).endswith("<sub>contentsync ci drift</sub>\n")


@pytest.mark.parametrize("count", [1, 50, 500, 5_000])
def test_it_fits(count: int) -> None:
    standings = tuple(replace(FAILED, address=f"campaign/post-{number}") for number in range(count))
    held = [delivery(f"held-{number}", NOW) for number in range(count)]
    plan = Plan(changes=tuple(change(Action.HOLD, post, "22", "missed") for post in held), now=NOW)
    found = drift_markdown(findings(plan, *standings), LINKS, room=ROOM)
    assert utf16_units(found) <= ROOM
    assert f"{count:,} failed or lost, {count:,} waiting for a person" in found
    assert (f"campaign/post-{count - 1}" in found.replace("\u200b", "").replace("\\", "")) is (count <= 500)


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_that_somebody_wrote_is_anything_but_text(text: str) -> None:
    standing = replace(FAILED, address=text, platforms=(text,), detail=text, hint=text)
    held = replace(change(Action.HOLD, CANCELLED, "22", text, hint=text), address=f"{text}@acme")
    plan = Plan(changes=(held,), now=NOW, problems=(Problem(f"{text}.yaml", 3, 1, "CS204", text, text),))
    is_text(drift_markdown(findings(plan, standing, disconnected={text: [text]}), LINKS, room=ROOM))
