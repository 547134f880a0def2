"""A plan as rows, built once; the terminal, and later Markdown and HTML, only lay them out."""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import datetime

import msgspec

from contentsync.model.change import WORDS
from contentsync.model.change import Action
from contentsync.model.change import Change
from contentsync.model.change import Plan
from contentsync.model.change import Step
from contentsync.model.delivery import Source
from contentsync.model.problem import Problem
from contentsync.model.problem import Severity
from contentsync.review.addresses import parse_address
from contentsync.review.addresses import printed_addresses
from contentsync.review.edits import Edit
from contentsync.review.edits import edits_of
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
_AS_WANTED = "as wanted"
_NOT_WANTED = "not wanted"
SAYS_NOTHING = frozenset({"new", "edited", _AS_WANTED})


class Header(msgspec.Struct, frozen=True):
    """What stands above a plan. `zone` is the IANA name of the repository's own time zone, `seconds` the wall time.

    `flag` is what a next command has to carry to mean the same place, such as `--sandbox`.
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


class Row(msgspec.Struct, frozen=True):
    """One change as people read it; nothing in it is neutralised yet. `word` and `symbol` come from `WORDS`.

    `problems` are the warnings about this post. `is_for_a_person` says that nothing but a person's doing ends it.
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
    edits: tuple[Edit, ...] = ()
    problems: tuple[Problem, ...] = ()
    is_for_a_person: bool = False
    is_drift: bool = False


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
    def waiting(self) -> int:
        """How many rows wait for a person."""
        return sum(1 for row in self.rows if row.is_for_a_person)


def plan_rows(plan: Plan, header: Header, drafts: int = 0) -> PlanRows:
    """The rows of a plan: what changes first, by kind and then by time; what does not change only as a count."""
    names = printed_addresses(change.address for change in plan.changes)
    warnings = _warnings(plan)
    loud = sorted((change for change in plan.changes if is_shown(change)), key=_place)
    by_post: dict[str, list[Problem]] = {}
    for problem in warnings:
        by_post.setdefault(problem.post, []).append(problem)
    shown_posts = {_post_id(change) for change in loud}
    notices = sum(1 for change in loud if change.code and not needs_person(change))
    return PlanRows(
        header=header,
        rows=tuple(_row(change, names, header, by_post.pop(_post_id(change), [])) for change in loud),
        errors=tuple(problem for problem in plan.problems if problem.severity is Severity.ERROR),
        warnings=tuple(problem for problem in warnings if problem.post not in shown_posts),
        quiet=tuple(_quiet(plan.changes, drafts)),
        unmanaged=plan.unmanaged,
        summary=plan_summary(plan),
        next_out=_next_out(plan, names),
        warning_count=len(warnings) + notices,
    )


def plan_summary(plan: Plan) -> dict[str, int]:
    """How many changes of each action, and the jobs that are not from this repository."""
    return {**{str(action): plan.count(action) for action in Action}, "unmanaged": plan.unmanaged}


def is_shown(change: Change) -> bool:
    """True for whatever has a row of its own: all but the no-ops that nobody has to know of."""
    return change.action is not Action.NONE or change.step is not Step.NOTHING or bool(change.code or change.hint)


def needs_person(change: Change) -> bool:
    """True where only a person's doing ends it: a hold, or a no-op whose hint is a command."""
    return change.action is Action.HOLD or (change.action is Action.NONE and "contentsync resolve" in change.hint)


def local_hint(hint: str, address: str, printed: str, flag: str) -> str:
    """A hint with the address as it is printed, and commands that mean the same place."""
    hint = hint.replace(address, printed)
    return re.sub(r"\bcontentsync (resolve|apply|plan)\b", rf"contentsync \1 {flag}", hint) if flag else hint


def _post_id(change: Change) -> str:
    return parse_address(change.address).post_id


def _warnings(plan: Plan) -> list[Problem]:
    """Those of the files. What a change raises is said in its own row."""
    raised = {
        (
            change.code,
            change.source.file if change.source else change.address,
            change.source.line if change.source else 0,
        )
        for change in plan.changes
        if change.code
    }
    return [
        problem
        for problem in plan.problems
        if problem.severity is Severity.WARNING and (problem.code, problem.file, problem.line) not in raised
    ]


def _place(change: Change) -> tuple[int, float, str]:
    return _ORDER[change.action], change.at.timestamp() if change.at else 0.0, change.address


def _row(change: Change, names: dict[str, str], header: Header, problems: list[Problem]) -> Row:
    symbol, word = WORDS[Action.HOLD if needs_person(change) else change.action]
    zone = change.delivery.timezone if change.delivery else header.zone
    return Row(
        address=names[change.address],
        action=change.action,
        symbol="!" if change.code and change.action is Action.NONE else symbol,
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
        edits=edits_of(change, zone, header.now),
        problems=tuple(problems),
        is_for_a_person=needs_person(change),
        is_drift=change.is_drift,
    )


def _quiet(changes: Iterable[Change], drafts: int) -> list[tuple[int, str]]:
    reasons = Counter(change.reason for change in changes if not is_shown(change))
    reasons.pop(_NOT_WANTED, None)
    counts = [(reasons.pop(_AS_WANTED, 0), "unchanged"), (drafts, "draft")]
    counts += [(count, reason) for reason, count in sorted(reasons.items())]
    return [(count, reason) for count, reason in counts if count]


def _next_out(plan: Plan, names: dict[str, str]) -> tuple[tuple[str, datetime], ...]:
    gone = (Action.DELETE, Action.HOLD, Action.FORGET)
    ahead = [
        (change.at, names[change.address])
        for change in plan.changes
        if change.at and change.at > plan.now and change.action not in gone and not needs_person(change)
        if change.reason != _NOT_WANTED
    ]
    return tuple((address, at) for at, address in sorted(ahead)[:1])
