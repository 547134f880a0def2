"""A plan on a terminal."""

from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence

from contentsync.model.problem import Problem
from contentsync.model.problem import Severity
from contentsync.review.counting import counted
from contentsync.review.edits import Edit
from contentsync.review.escape import escaped
from contentsync.review.notices import notices
from contentsync.review.paint import Paint
from contentsync.review.rows import Header
from contentsync.review.rows import PlanRows
from contentsync.review.rows import Row
from contentsync.review.source_line import SourceLine
from contentsync.review.source_line import no_source
from contentsync.review.source_line import problem_lines
from contentsync.review.when import distance
from contentsync.review.when import moment
from contentsync.review.when import now_line
from contentsync.review.words import Kind
from contentsync.review.words import Mark
from contentsync.review.words import shortened

_INDENT = " " * 14
ADDRESS_WIDTH = 32
"""Longer addresses push what follows them to the right."""

_SUMS = (
    ("create", "to schedule"),
    ("update", "to edit"),
    ("replace", "to re-create"),
    ("delete", "to cancel"),
    ("adopt", "to take over"),
    ("forget", "to forget"),
)


def plan_screen(
    plan: PlanRows,
    paint: Paint,
    source: SourceLine = no_source,
    *,
    is_quiet: bool = False,
    is_verbose: bool = False,
    notes: Sequence[str] = (),
) -> str:
    """The screen of `contentsync plan`. `is_quiet` leaves only problems, the sum and the `notes` that stand below it;
    `is_verbose` adds the rules.
    """
    lines = list(sandbox_lines(plan.header, paint))
    if not is_quiet:
        lines += _header(plan.header, paint, is_verbose)
        lines += _body(plan, paint, is_verbose)
    for problem in (*plan.errors, *plan.warnings):
        lines += [*problem_lines(problem, source, paint), ""]
    lines.append(paint("bold", sum_line(plan)))
    if not is_quiet:
        lines += _next_lines(plan)
    lines += [escaped(note) for note in notes]
    lines += sandbox_lines(plan.header, paint)
    return "\n".join(lines) + "\n"


def left_lines(plan: PlanRows, paint: Paint) -> list[str]:
    """What a plan says after an apply: nothing, or the rows that are left, and what comes next."""
    width = _width(plan)
    lines = [line for row in plan.rows for line in _row(row, width, plan.header, paint, False)]
    lines = ["Left:", *lines] if lines else ["Nothing is left to do."]
    return [*lines, *_next_lines(plan), *sandbox_lines(plan.header, paint)]


def sum_line(plan: PlanRows) -> str:
    """`Plan: 1 to schedule, 1 to edit. 1 waiting for you. 1 warning.`"""
    todo = to_do_text(plan.summary)
    parts = [f"Plan: {todo}." if todo else "Plan: nothing to do."]
    if plan.waiting:
        parts.append(f"{plan.waiting:,} waiting for you.")
    if plan.keeping_back:
        parts.append(f"{counted(len(plan.keeping_back), 'error')}, whose posts are left alone.")
    if plan.by_settings:
        parts.append(f"{counted(len(plan.by_settings), 'error')} by your settings.")
    if plan.warning_count:
        parts.append(f"{counted(plan.warning_count, 'warning')}.")
    return " ".join(parts)


def to_do_text(counts: Mapping[str, int]) -> str:
    """`1 to schedule, 2 to edit`, of counts by action; empty where there is nothing."""
    return ", ".join(f"{counts[key]:,} {words}" for key, words in _SUMS if counts[key])


def sandbox_lines(header: Header, paint: Paint) -> Iterator[str]:
    """What stands at the beginning and the end of every screen."""
    for notice in notices(header):
        yield paint("cyan", escaped(notice))


def _header(header: Header, paint: Paint, is_verbose: bool) -> Iterator[str]:
    account = f"{header.account} ({header.tariff})" if header.tariff else header.account
    parts = [header.namespace, account, now_line(header.now, header.zone)]
    yield paint("bold", escaped(" · ".join(part for part in parts if part)))
    read = [counted(header.posts, "post"), counted(header.jobs, "scheduled job"), counted(header.results, "result")]
    asked = f", {counted(header.requests, 'request')}" if is_verbose else ""
    if header.is_supposed:
        read = read[:1]
    yield f"{', '.join(read)} read in {header.seconds:.1f} s{asked}"
    yield ""


def _body(plan: PlanRows, paint: Paint, is_verbose: bool) -> Iterator[str]:
    width = _width(plan)
    for title, rows in _groups(plan):
        if title:
            yield paint("bold", escaped(title))
        for row in rows:
            yield from _row(row, width, plan.header, paint, is_verbose)
    rest = [f"{count:,} {escaped(reason)}" for count, reason in plan.quiet]
    if plan.unmanaged:
        rest.append(f"{plan.unmanaged:,} not from this repository (contentsync import)")
    if rest:
        yield paint("dim", f"   {', '.join(rest)}")
    if rest or plan.rows:
        yield ""


def _groups(plan: PlanRows) -> Iterator[tuple[str, list[Row]]]:
    """The rows under their titles: what this branch changes stands apart from what was to be done without it."""
    if not plan.header.base:
        yield "", list(plan.rows)
        return
    groups = (
        (True, f"Changed since {plan.header.base}:"),
        (False, f"To be done without it, as {plan.header.base} is:"),
    )
    for is_from_branch, title in groups:
        rows = [row for row in plan.rows if row.is_from_branch is is_from_branch]
        if rows:
            yield title, rows


def _width(plan: PlanRows) -> int:
    return min(ADDRESS_WIDTH, max((len(escaped(row.address)) for row in plan.rows), default=0))


def _row(row: Row, width: int, header: Header, paint: Paint, is_verbose: bool) -> Iterator[str]:
    parts = [f"{escaped(row.address):<{width}}"]
    if row.at:
        parts.append(moment(row.at, row.zone, header.now))
    parts.append(escaped(" ".join(row.platforms)))
    rule = paint("dim", f"  rule {row.rule}") if is_verbose else ""
    yield f" {paint(row.style, f'{row.symbol} {row.word:<10}')} {'  '.join(part for part in parts if part)}{rule}"
    for detail in _details(row):
        yield f"{_INDENT}{detail}"
    for edit in row.edits:
        yield f"{_INDENT}{edit.name:<9} {_edit(edit, paint)}"
    for problem in row.problems:
        yield f"{_INDENT}{_problem(problem, paint)}"


def _details(row: Row) -> Iterator[str]:
    reason = f"{row.reason} → {row.hint}" if row.reason and row.hint else row.reason or row.hint
    if row.is_drift:
        reason = f"changed in Upload-Post, not here: {reason}" if reason else "changed in Upload-Post, not here"
    if row.source and not row.source.line:
        # Only a file that is gone has no line.
        reason = f"{reason}: {row.source.file}" if reason else row.source.file
    if reason:
        yield escaped(reason)
    where = ""
    if row.source and row.source.line:
        where = f"{row.source.file}:{row.source.line}"
    facts = "   ".join(part for part in (escaped(where), escaped(row.media), escaped(row.lengths)) if part)
    if facts:
        yield facts


def _edit(edit: Edit, paint: Paint) -> str:
    if not edit.marks:
        return f"{escaped(edit.before)} → {escaped(edit.after)}"
    marks = shortened(edit.marks)
    follows_removed = [False, *(mark.kind is Kind.REMOVED for mark in marks)]
    return "".join(
        (" " if mark.kind is Kind.ADDED and after else "") + _mark(mark, paint)
        for mark, after in zip(marks, follows_removed, strict=False)
    )


def _mark(mark: Mark, paint: Paint) -> str:
    text = escaped(mark.text)
    if mark.kind is Kind.REMOVED:
        return paint("red", f"[-{text}-]")
    return paint("green", f"{{+{text}+}}") if mark.kind is Kind.ADDED else text


def _problem(problem: Problem, paint: Paint) -> str:
    style = "red" if problem.severity is Severity.ERROR else "yellow"
    line = f" line {problem.line}" if problem.line else ""
    fix = f" → {escaped(problem.fix)}" if problem.fix else ""
    return f"{paint(style, f'! {problem.code}')}{line}: {escaped(problem.message)}{fix}"


def _next_lines(plan: PlanRows) -> Iterator[str]:
    parts = [f"Next out: {escaped(address)}, {distance(at, plan.header.now)}." for address, at in plan.next_out]
    if any(plan.summary[key] for key, _ in _SUMS) and not plan.header.is_supposed:
        flag = f" {plan.header.flag}" if plan.header.flag else ""
        parts.append(f"Do it: contentsync apply{flag}")
    elif plan.errors:
        parts.append("Check again: contentsync validate")
    if parts:
        yield "     ".join(parts)
