"""A plan as rows, built once; the terminal, and later Markdown and HTML, only lay them out."""

from collections.abc import Collection
from datetime import datetime

import msgspec

from contentsync.model.change import WORDS
from contentsync.model.change import Action
from contentsync.model.change import Change
from contentsync.model.change import Plan
from contentsync.model.codes import keeps_back
from contentsync.model.delivery import Delivery
from contentsync.model.delivery import Source
from contentsync.model.problem import Problem
from contentsync.model.problem import Severity
from contentsync.review.addresses import printed_addresses
from contentsync.review.attention import SAYS_NOTHING
from contentsync.review.attention import is_shown
from contentsync.review.attention import local_hint
from contentsync.review.attention import needs_person
from contentsync.review.attention import next_out
from contentsync.review.attention import plan_summary
from contentsync.review.attention import post_id_of
from contentsync.review.attention import quiet_counts
from contentsync.review.attention import warnings_of
from contentsync.review.edits import Edit
from contentsync.review.edits import edits_of
from contentsync.review.lengths import counts_of
from contentsync.review.lengths import counts_text
from contentsync.review.media import media_text

STYLES: dict[Action, str] = {
    Action.CREATE: "green",
    Action.UPDATE: "yellow",
    Action.REPLACE: "magenta",
    Action.DELETE: "red",
    Action.ADOPT: "cyan",
    Action.FORGET: "dim",
    Action.HOLD: "alarm",
    Action.NONE: "dim",
}
_ORDER = {action: place for place, action in enumerate(STYLES)}


class Header(msgspec.Struct, frozen=True):
    """What stands above a plan. `zone` is the IANA name of the repository's own time zone, `seconds` the wall time.

    `flag` is what a next command has to carry to mean the same place, such as `--sandbox`. `x_premium` are the profiles
    that have Premium on X. `base` is what the files were compared with; `is_supposed` says that no server was asked,
    `unread` why the state could not be read.
    """

    namespace: str
    now: datetime
    zone: str = "UTC"
    account: str = ""
    tariff: str = ""
    is_sandbox: bool = False
    flag: str = ""
    posts: int = 0
    jobs: int = 0
    results: int = 0
    seconds: float = 0.0
    requests: int = 0
    x_premium: frozenset[str] = frozenset()
    base: str = ""
    is_supposed: bool = False
    unread: str = ""


class Row(msgspec.Struct, frozen=True):
    """One change as people read it; nothing in it is neutralised yet. `word` and `symbol` come from `WORDS`.

    `lengths` says how long the words are that would be sent, `problems` are the warnings about this post.
    `is_for_a_person` says that nothing but a person's doing ends it, `is_from_branch` that it comes from what this
    branch changes (or that nobody asked), `is_risk` that it is missed or doubled unless someone acts. `was_at` is the
    moment that a moved one leaves, `delivery` the post itself, None where its file is gone; `lost` are the words of one
    that is cancelled.
    """

    address: str
    action: Action
    symbol: str
    word: str
    style: str
    rule: str
    reason: str
    hint: str
    at: datetime | None
    zone: str
    platforms: tuple[str, ...]
    source: Source | None
    media: str = ""
    lengths: str = ""
    edits: tuple[Edit, ...] = ()
    problems: tuple[Problem, ...] = ()
    is_for_a_person: bool = False
    is_drift: bool = False
    is_from_branch: bool = True
    is_risk: bool = False
    was_at: datetime | None = None
    delivery: Delivery | None = None
    lost: str = ""


class PlanRows(msgspec.Struct, frozen=True):
    """`quiet` counts what has no row, by reason. `errors` stand for themselves, `warnings` are those of no row.

    `next_out` are the posts that followers will see soonest, as (printed address, moment).
    """

    header: Header
    rows: tuple[Row, ...]
    errors: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    quiet: tuple[tuple[int, str], ...]
    unmanaged: int
    summary: dict[str, int]
    next_out: tuple[tuple[str, datetime], ...]
    warning_count: int

    @property
    def keeping_back(self) -> tuple[Problem, ...]:
        """The errors whose posts are left alone."""
        return tuple(problem for problem in self.errors if keeps_back(problem.code))

    @property
    def by_settings(self) -> tuple[Problem, ...]:
        """The errors that only the settings call so."""
        return tuple(problem for problem in self.errors if not keeps_back(problem.code))

    @property
    def waiting(self) -> int:
        """How many rows wait for a person."""
        return sum(1 for row in self.rows if row.is_for_a_person)


def plan_rows(plan: Plan, header: Header, drafts: int = 0, changed: Collection[str] | None = None) -> PlanRows:
    """The rows of a plan: what changes first, by kind and then by time; what does not change only as a count.

    `changed` are the addresses that this branch changes, whose rows then stand first; None where nobody asked.
    """
    names = printed_addresses(change.address for change in plan.changes)
    warnings = warnings_of(plan)
    loud = sorted((change for change in plan.changes if is_shown(change)), key=lambda each: _place(each, changed))
    by_post: dict[str, list[Problem]] = {}
    for problem in warnings:
        by_post.setdefault(problem.post, []).append(problem)
    shown_posts = {post_id_of(change) for change in loud}
    notices = sum(1 for change in loud if change.code and not needs_person(change))
    return PlanRows(
        header=header,
        rows=tuple(
            _row(
                change,
                names,
                header,
                by_post.pop(post_id_of(change), []),
                is_from_branch=changed is None or change.address in changed,
            )
            for change in loud
        ),
        errors=tuple(problem for problem in plan.problems if problem.severity is Severity.ERROR),
        warnings=tuple(problem for problem in warnings if problem.post not in shown_posts),
        quiet=tuple(quiet_counts(plan.changes, drafts)),
        unmanaged=plan.unmanaged,
        summary=plan_summary(plan),
        next_out=next_out(plan, names),
        warning_count=len(warnings) + notices,
    )


def _place(change: Change, changed: Collection[str] | None) -> tuple[bool, int, float, str]:
    is_older = changed is not None and change.address not in changed
    return is_older, _ORDER[change.action], change.at.timestamp() if change.at else 0.0, change.address


def _row(
    change: Change, names: dict[str, str], header: Header, problems: list[Problem], *, is_from_branch: bool
) -> Row:
    symbol, word = _sign(change)
    zone = change.delivery.timezone if change.delivery else header.zone
    return Row(
        address=names[change.address],
        action=change.action,
        symbol=symbol,
        word=word,
        style=STYLES[Action.HOLD if needs_person(change) else change.action],
        rule=change.rule,
        reason="" if change.reason in SAYS_NOTHING else change.reason,
        hint=local_hint(change.hint, change.address, names[change.address], header.flag),
        at=change.at,
        zone=zone,
        platforms=change.platforms,
        source=change.source,
        media=media_text(change.delivery.media) if change.delivery else "",
        lengths=counts_text(counts_of(change.delivery, header.x_premium)) if change.writes else "",
        edits=edits_of(change, zone, header.now),
        problems=tuple(problems),
        is_for_a_person=needs_person(change),
        is_drift=change.is_drift,
        is_from_branch=is_from_branch,
        is_risk=change.is_risk,
        was_at=_was_at(change),
        delivery=change.delivery,
        lost=_lost(change),
    )


def _lost(change: Change) -> str:
    before = change.before if change.action is Action.DELETE else None
    return "\n\n".join(words for words in (before.title, before.text) if words) if before else ""


def _was_at(change: Change) -> datetime | None:
    before = change.before.scheduled_at if change.before else None
    return before if before != change.at and change.action in (Action.UPDATE, Action.REPLACE) else None


def _sign(change: Change) -> tuple[str, str]:
    """Symbol and word. A no-op that waits says so; the exclamation mark is for what a person has to know of."""
    symbol, word = WORDS[change.action]
    if change.action is not Action.NONE:
        return symbol, word
    is_for_a_person = needs_person(change)
    word = WORDS[Action.HOLD][1] if is_for_a_person or change.is_waiting else word
    return WORDS[Action.HOLD][0] if is_for_a_person or change.code else symbol, word
