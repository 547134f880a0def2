"""What became of posts, as Markdown: below a merged pull request, and on the page of a run."""

from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from datetime import datetime

import msgspec

from contentsync.review.applied import OUTCOMES
from contentsync.review.applied import Applied
from contentsync.review.attention import SAYS_NOTHING
from contentsync.review.counting import counted
from contentsync.review.links import Links
from contentsync.review.links import outside
from contentsync.review.markdown import hint
from contentsync.review.markdown import inline
from contentsync.review.markdown import table
from contentsync.review.sections import Measure
from contentsync.review.sections import Section
from contentsync.review.sections import fitted
from contentsync.review.statuses import Standing
from contentsync.review.when import short_moment

GONE = "cancelled"
"""What nobody wants any more and nothing stands for."""

SIGNS: dict[str, tuple[str, str]] = {
    "failed": ("❌", "failed"),
    "waiting": ("⚠️", "waiting"),
    "planned": ("⏳", "not scheduled yet"),
    "publishing": ("📤", "going out"),
    "scheduled": ("🗓", "scheduled"),
    "published": ("✅", "published"),
    "archive": ("▫️", "never sent"),
    GONE: ("✖️", "cancelled"),
}
"""A standing's word to its sign and what people read, what needs them first."""

_WRONG = "❌"


class Outcome(msgspec.Struct, frozen=True):
    """One post and where it stands. `word` is a key of `SIGNS`; `result` is what an apply could not do, if anything."""

    address: str
    word: str
    at: datetime | None = None
    platforms: tuple[str, ...] = ()
    urls: Mapping[str, str] = {}
    file: str = ""
    line: int = 0
    why: str = ""
    hint: str = ""
    result: str = ""


def outcome_of(standing: Standing, applied: Applied | None = None) -> Outcome:
    """Where a post stands, and what the apply before could not do about it."""
    source = standing.source
    says_nothing = standing.detail in SAYS_NOTHING or standing.word in ("scheduled", "published", "archive")
    return Outcome(
        address=standing.address,
        word=standing.word,
        at=standing.at,
        platforms=standing.platforms,
        urls=standing.urls,
        file=source.file if source and source.line else "",
        line=source.line if source else 0,
        why="" if says_nothing else standing.detail,
        hint=standing.hint,
        result=_result(applied),
    )


def gone(address: str, applied: Applied | None = None) -> Outcome:
    """A post that is not there any more."""
    change = applied.change if applied else None
    return Outcome(
        address=address,
        word=GONE,
        at=change.at if change else None,
        platforms=change.platforms if change else (),
        why=change.reason if change else "",
        result=_result(applied),
    )


def _result(applied: Applied | None) -> str:
    if applied is None or applied.outcome == "done":
        return ""
    return ": ".join(part for part in (OUTCOMES[applied.outcome][2], applied.detail) if part)


def outcomes_markdown(
    outcomes: Sequence[Outcome], zone: str, now: datetime, links: Links, *, room: int, measure: Measure
) -> str:
    """A row for each, what needs somebody first; as long as `room` allows."""
    order = list(SIGNS)
    rows = sorted(outcomes, key=lambda each: (not each.result, order.index(each.word), each.at is None, each.at))
    loud = [each for each in rows if each.result or each.word in order[:2]]
    quiet = [each for each in rows if each not in loud]
    head = f"### 📅 contentsync: {outcomes_sum(outcomes)}"
    sections = [
        Section((head,)),
        Section(_tables(loud, zone, now, links)),
        Section(_tables(quiet, zone, now, links)),
    ]
    return fitted(sections, room, measure, links.everything, _end(zone, links))


def outcomes_sum(outcomes: Sequence[Outcome]) -> str:
    """`1 failed, 2 scheduled, 3 published`, or that nothing was to be done."""
    counts = [(sum(1 for each in outcomes if each.word == word), name) for word, (_, name) in SIGNS.items()]
    undone = sum(1 for each in outcomes if each.result)
    parts = [*([f"{undone:,} not done"] if undone else []), *(f"{count:,} {name}" for count, name in counts if count)]
    return ", ".join(parts) or "nothing was to be done"


def _tables(outcomes: Sequence[Outcome], zone: str, now: datetime, links: Links) -> tuple[str, ...]:
    """Whole; without where they can be seen; as a number."""
    if not outcomes:
        return ("",)
    head = ("", f"When ({inline(zone)})", "Post", "What became of it")
    whole = table(head, (_cells(each, zone, now, links) for each in outcomes))
    short = table(("", "Post"), ((_sign(each), inline(each.address)) for each in outcomes))
    return whole, short, f"{counted(len(outcomes), 'post')}: {outcomes_sum(outcomes)}"


def _sign(outcome: Outcome) -> str:
    return _WRONG if outcome.result else SIGNS[outcome.word][0]


def _cells(outcome: Outcome, zone: str, now: datetime, links: Links) -> tuple[str, ...]:
    return (
        _sign(outcome),
        short_moment(outcome.at, zone, now) if outcome.at else "",
        links.to_file(outcome.address, outcome.file, outcome.line),
        " · ".join(_became(outcome)),
    )


def _became(outcome: Outcome) -> Iterator[str]:
    where = [outside(name, url) if url else inline(name) for name, url in sorted(outcome.urls.items())]
    others = [inline(name) for name in outcome.platforms if name not in outcome.urls]
    yield f"{SIGNS[outcome.word][1]}: {' '.join([*where, *others])}".removesuffix(": ")
    yield from (inline(text) for text in (outcome.result, outcome.why) if text)
    if outcome.hint:
        yield hint(outcome.hint)


def _end(zone: str, links: Links) -> str:
    parts = [f"As {links.commit[:12]} was applied"] if links.commit else []
    parts.append(f"times are those of {inline(zone)}")
    parts.append("published addresses and failures are written here later; the plan is in the history of this text")
    return f"<sub>{'; '.join(parts)}.</sub>"
