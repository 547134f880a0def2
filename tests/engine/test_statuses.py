from datetime import UTC
from datetime import datetime

import pytest

from contentsync.engine.statuses import GO_ON
from contentsync.engine.statuses import Fate
from contentsync.engine.statuses import rows
from contentsync.model.change import Action
from contentsync.model.change import Change
from contentsync.model.change import Plan
from contentsync.model.change import Step
from contentsync.state.document import Entry
from contentsync.state.document import Published
from contentsync.state.document import State

NOW = datetime(2027, 2, 1, 8, tzinfo=UTC)
OUT = Published(at=NOW, job_id="j1", url="https://x.example/1")


def entry(**published: Published) -> Entry:
    return Entry(post_id="launch", profile="acme", platforms=("x",), published=published)


def row_of(change: Change, remembered: Entry | None = None) -> tuple[Fate, bool, str]:
    state = State(namespace="acme", posts={"launch@acme": remembered} if remembered else {})
    (row,) = rows(Plan(changes=(change,), now=NOW), state, {})
    return row.fate, row.is_risk, row.hint


@pytest.mark.parametrize(
    ("action", "rule", "more", "fate"),
    [
        (Action.CREATE, "22", {}, Fate.PLANNED),
        (Action.UPDATE, "20", {}, Fate.SCHEDULED),
        (Action.ADOPT, "15", {}, Fate.SCHEDULED),
        (Action.HOLD, "6", {}, Fate.WAITING),
        (Action.NONE, "7", {"is_waiting": True}, Fate.PUBLISHING),
        (Action.NONE, "9", {}, Fate.PUBLISHED),
        (Action.NONE, "13", {}, Fate.FAILED),
        (Action.NONE, "16", {}, Fate.SCHEDULED),
        (Action.NONE, "21", {}, Fate.WAITING),
        (Action.NONE, "22", {"reason": "archive"}, Fate.ARCHIVE),
        (Action.FORGET, "7", {}, Fate.ARCHIVE),
    ],
)
def test_where_a_delivery_stands(action: Action, rule: str, more: dict[str, object], fate: Fate) -> None:
    change = Change("launch@acme", action, rule, **{"reason": "why", **more})  # type: ignore[arg-type]
    assert row_of(change) == (fate, False, "")


def test_what_was_published_and_forgotten_was_published() -> None:
    assert row_of(Change("launch@acme", Action.FORGET, "7", "published"), entry(x=OUT))[0] is Fate.PUBLISHED


@pytest.mark.parametrize(
    ("step", "fate"),
    [(Step.UNPARK, Fate.PLANNED), (Step.REPLACE_GO_ON, Fate.SCHEDULED), (Step.DROP_PARKED, Fate.SCHEDULED)],
)
def test_what_is_half_done_has_to_be_finished(step: Step, fate: Fate) -> None:
    change = Change("launch@acme", Action.REPLACE, "1b", "goes on", step=step)
    assert row_of(change) == (fate, True, GO_ON)


def test_what_is_over_is_no_row() -> None:
    change = Change("launch@acme", Action.NONE, "7", "gone, and no longer wanted")
    assert rows(Plan(changes=(change,), now=NOW), State(namespace="acme"), {}) == ()


def test_what_was_published_stays_when_its_file_is_gone() -> None:
    state = State(namespace="acme", posts={"launch@acme": entry(x=OUT), "new@acme": entry()})
    (row,) = rows(Plan(changes=(), now=NOW), state, {})
    assert (row.address, row.fate, row.urls) == ("launch@acme", Fate.PUBLISHED, {"x": OUT.url})
