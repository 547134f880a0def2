"""What of a plan may not be missed, as alerts of Markdown: cancels first, then what is lost, wrong, or urgent."""

from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Sequence
from datetime import timedelta
from itertools import groupby

from contentsync.model.change import Action
from contentsync.model.problem import Problem
from contentsync.review.counting import counted
from contentsync.review.links import Links
from contentsync.review.markdown import code
from contentsync.review.markdown import hint
from contentsync.review.markdown import inline
from contentsync.review.notices import notices
from contentsync.review.plan_tables import PERIODS
from contentsync.review.plan_tables import UNDATED
from contentsync.review.plan_tables import by_period
from contentsync.review.rows import Header
from contentsync.review.rows import PlanRows
from contentsync.review.rows import Row
from contentsync.review.sections import Section
from contentsync.review.when import short_moment

SOON = timedelta(hours=24)
"""Merged a day later, such a post is not on time any more."""

Notice = tuple[str, str]
"""What is the matter, and what to do about it."""


def alerts(plan: PlanRows, links: Links, notices: Sequence[Notice] = ()) -> Iterator[Section]:
    """The alerts of a plan, in the order of their weight. `notices` are what else stands in the way of an apply."""
    header = plan.header
    yield from _supposed(header)
    cancels = [row for row in plan.rows if row.action is Action.DELETE]
    ours = [row for row in cancels if row.is_from_branch]
    theirs = [row for row in cancels if not row.is_from_branch]
    yield _of_rows("CAUTION", ours, header, links, "will be **cancelled**", _slot)
    yield _of_rows("CAUTION", theirs, header, links, "will be **cancelled**, whether this is merged or not", _slot)
    yield from (
        _alert("CAUTION", f"**{inline(what)}**", [hint(line) for line in fix.splitlines()]) for what, fix in notices
    )
    lost = [row for row in plan.rows if row.is_risk]
    yield _of_rows("CAUTION", lost, header, links, "will be **missed or doubled** unless someone acts", _why)
    yield _of_errors(plan.keeping_back, links, "the posts that have one are left alone")
    yield _of_errors(plan.by_settings, links, "by your settings, and they keep no post back")
    waiting = [row for row in plan.rows if row.is_for_a_person and not row.is_risk]
    yield _of_rows("WARNING", waiting, header, links, "waiting for a person", _why)
    soon = [row for row in plan.rows if _is_soon(row, header)]
    yield _of_rows("WARNING", soon, header, links, "due within a day: not merged in time, they do not go out", _slot)


def _is_soon(row: Row, header: Header) -> bool:
    is_going_out = row.action in (Action.CREATE, Action.UPDATE, Action.REPLACE) and row.is_from_branch
    return is_going_out and row.at is not None and row.delivery is not None and row.at <= header.now + SOON


def _supposed(header: Header) -> Iterator[Section]:
    for notice in notices(header):
        yield _alert("NOTE", f"**{inline(notice)}**", [])


def _alert(kind: str, title: str, lines: Sequence[str]) -> Section:
    return Section((_quote(kind, [title, *lines]),))


def _quote(kind: str, lines: Sequence[str]) -> str:
    return "\n".join([f"> [!{kind}]", *(f"> {line}" for line in lines)])


def _slot(row: Row, header: Header) -> str:
    when = short_moment(row.at, header.zone, header.now) if row.at else UNDATED
    return ", ".join([when, *filter(None, [inline(" ".join(row.platforms)), inline(row.reason)])])


def _why(row: Row, header: Header) -> str:
    when = f"{short_moment(row.at, header.zone, header.now)}: " if row.at else ""
    return when + " → ".join(text for text in (inline(row.reason), hint(row.hint)) if text)


def _of_rows(
    kind: str, rows: Sequence[Row], header: Header, links: Links, what: str, told: Callable[[Row, Header], str]
) -> Section:
    """Line by line; as names; as numbers for each day, week and month."""
    if not rows:
        return Section(("",))
    title = f"{counted(len(rows), 'post')} {what}:"
    lines = [f"- {_linked(row, links)} ({told(row, header)})" for row in rows]
    names = ", ".join(code(row.address) for row in rows)
    sums = [
        ", ".join(f"{when}: {len(group):,}" for when, group in by_period(rows, header, period))
        for period in PERIODS.values()
    ]
    forms = [_quote(kind, [title, *lines]), *(_quote(kind, [title, text]) for text in (names, *sums))]
    return Section(tuple(forms))


def _linked(row: Row, links: Links) -> str:
    has_file = row.source is not None and row.source.line > 0 and bool(links.files)
    return (
        links.to_file(row.address, row.source.file, row.source.line) if has_file and row.source else code(row.address)
    )


def _of_errors(errors: Sequence[Problem], links: Links, what: str) -> Section:
    if not errors:
        return Section(("",))
    title = f"**{counted(len(errors), 'error')}**; {what}:"
    lines = [f"- {problem_line(problem, links)}" for problem in errors]
    files = [(file, len(list(group))) for file, group in groupby(errors, lambda each: each.file)]
    by_file = ", ".join(f"{code(file)}: {count:,}" for file, count in files)
    forms = [_quote("CAUTION", [title, *lines]), _quote("CAUTION", [title, by_file])]
    return Section((*forms, _quote("CAUTION", [f"{title} in {counted(len(files), 'file')}"])))


def problem_line(problem: Problem, links: Links) -> str:
    """`content/a.yaml:3 CS204 message → fix`, as Markdown."""
    where = links.to_file(problem.where, problem.file, problem.line)
    fix = f" → {inline(problem.fix)}" if problem.fix else ""
    return f"{where} {problem.code} {inline(problem.message)}{fix}"
