"""One line of a plan: a change, the rule that made it, and the words people read for it."""

from datetime import datetime
from enum import StrEnum
from typing import Any

import msgspec

from contentsync.model.delivery import Delivery
from contentsync.model.delivery import Source


class Action(StrEnum):
    """What a change does. The wire of `plan --json`; people read `WORDS`."""

    CREATE = "create"
    UPDATE = "update"
    REPLACE = "replace"
    DELETE = "delete"
    ADOPT = "adopt"
    FORGET = "forget"
    HOLD = "hold"
    NONE = "none"


WORDS: dict[Action, tuple[str, str]] = {
    Action.CREATE: ("+", "schedule"),
    Action.UPDATE: ("~", "edit"),
    Action.REPLACE: ("±", "re-create"),
    Action.DELETE: ("-", "cancel"),
    Action.ADOPT: ("»", "take over"),
    Action.FORGET: ("·", "(nothing)"),
    Action.HOLD: ("!", "waiting"),
    Action.NONE: (" ", "unchanged"),
}

WRITES = frozenset({Action.CREATE, Action.UPDATE, Action.REPLACE, Action.DELETE})


class Step(StrEnum):
    """What exactly is to be done for a change; one function of `engine.apply` each."""

    NOTHING = ""
    CREATE = "create"
    RESEND = "resend"
    PATCH = "patch"
    DELETE = "delete"
    REPLACE = "replace"
    REPLACE_GO_ON = "replace-go-on"
    UNPARK = "unpark"
    DROP_PARKED = "drop-parked"
    DROP_BOTH = "drop-both"


class Fields(msgspec.Struct, frozen=True, omit_defaults=True):
    """The fields of a post that a plan shows before and after. None: not known, or the same on both sides."""

    scheduled_at: datetime | None = None
    title: str | None = None
    text: str | None = None
    media: tuple[str, ...] | None = None
    platforms: tuple[str, ...] | None = None


class Patch(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a PATCH carries: only what is not None."""

    scheduled_at: datetime | None = None
    title: str | None = None
    caption: str | None = None


class Change(msgspec.Struct, frozen=True):
    """`rule` is the number in design §6, with its branch letter where it has one (`2e`).

    `reason` is short and stable, for people and scripts; `hint` the one command or moment that ends a hold.
    `is_risk` says that a post will be missed or doubled unless someone acts (exit 3). `at` is the moment that the
    change is about. `delivery` is None where the file is gone. `job_ids` are the jobs that a delete or a forget
    names, or that a hold is about.
    `code` is the problem that the change raises, if any. `again_at` is when a wait is over, where there will be time
    left to act on what is known by then.
    """

    address: str
    action: Action
    rule: str
    reason: str
    step: Step = Step.NOTHING
    delivery: Delivery | None = None
    profile: str = ""
    platforms: tuple[str, ...] = ()
    post_type: str = ""
    at: datetime | None = None
    source: Source | None = None
    job_ids: tuple[str, ...] = ()
    n: int = 0
    patch: Patch | None = None
    before: Fields | None = None
    after: Fields | None = None
    hint: str = ""
    code: str = ""
    is_risk: bool = False
    is_drift: bool = False
    is_waiting: bool = False
    again_at: datetime | None = None
    tombstone: str = ""

    @property
    def writes(self) -> bool:
        """True where applying it calls the server."""
        return self.action in WRITES or self.step is not Step.NOTHING


class Plan(msgspec.Struct, frozen=True):
    """`changes` in the order in which they are applied. `unmanaged` counts jobs that are not from this repository.

    `problems` are those of the files and those that changes raise. `requests` is how many calls reading took.
    """

    changes: tuple[Change, ...]
    now: datetime
    problems: tuple[Any, ...] = ()
    unmanaged: int = 0
    digest: str = ""

    def count(self, action: Action) -> int:
        """How many changes have that action."""
        return sum(1 for change in self.changes if change.action is action)
