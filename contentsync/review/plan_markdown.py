"""A plan as Markdown: the comment below a pull request, the summary of a run, and `plan --format markdown`."""

from collections.abc import Iterator
from collections.abc import Sequence

from contentsync.model.errors import UserError
from contentsync.review.counting import counted
from contentsync.review.links import Links
from contentsync.review.markdown import code
from contentsync.review.markdown import hint
from contentsync.review.markdown import inline
from contentsync.review.material import Material
from contentsync.review.plan_alerts import Notice
from contentsync.review.plan_alerts import alerts
from contentsync.review.plan_alerts import problem_line
from contentsync.review.plan_details import details
from contentsync.review.plan_details import folded
from contentsync.review.plan_tables import MOST_ROWS
from contentsync.review.plan_tables import row_tables
from contentsync.review.plan_tables import sum_of
from contentsync.review.plan_weeks import weeks
from contentsync.review.rows import Row
from contentsync.review.sections import Measure
from contentsync.review.sections import Section
from contentsync.review.sections import fitted
from contentsync.review.sections import utf16_units

COMMENT_UNITS = 60_000
"""GitHub refuses a comment above 65,536 UTF-16 units; the rest is for the marker and for what is written in later."""

_UNCHANGED, _WARNINGS = 3, 0
_MOST_NAMES = 40


def plan_markdown(
    material: Material,
    links: Links = Links(),  # noqa: B008 - frozen
    notices: Sequence[Notice] = (),
    *,
    room: int = COMMENT_UNITS,
    measure: Measure = utf16_units,
    most_rows: int = MOST_ROWS,
) -> str:
    """The whole of it, as long as `room` allows. What a reviewer may not miss stands first and is never left out.

    Says the same for the same plan and commit, whenever it is made.
    """
    sections = _sections(material, links, notices, most_rows)
    return fitted(sections, room, measure, links.everything, _end(material, links))


def failure_markdown(error: UserError, links: Links) -> str:
    """Why there is no plan."""
    lines = [f"- {problem_line(problem, links)}" for problem in error.problems]
    sums = counted(len(lines), "problem")
    sections = [
        Section(("### 📅 contentsync: no plan could be made",)),
        Section(("\n".join(["> [!CAUTION]", f"> {inline(error.message)}", f"> {hint(error.fix)}"]),)),
        Section(("\n".join(lines), sums) if lines else ("",)),
    ]
    return fitted(sections, COMMENT_UNITS, utf16_units, links.everything, f"<sub>{_commit(links)}</sub>")


def _commit(links: Links) -> str:
    return f"For {links.commit[:12]}" if links.commit else "contentsync"


def _sections(material: Material, links: Links, notices: Sequence[Notice], most_rows: int) -> Iterator[Section]:
    plan = material.rows
    ours = [row for row in plan.rows if row.is_from_branch]
    others = [row for row in plan.rows if not row.is_from_branch]
    yield Section((_headline(material, ours),))
    yield from alerts(plan, links, notices)
    yield Section(row_tables(ours, plan.header, links, most_rows))
    yield Section((_pointers(links),))
    yield from details(ours, links)
    yield from weeks(material)
    yield _pending(others, material, links, most_rows)
    yield _warnings(material, links)
    yield Section((_quiet(material),), (_UNCHANGED, 0.0), ("count of what is unchanged", "counts"))


def _headline(material: Material, ours: list[Row]) -> str:
    profiles = {row.delivery.profile for row in ours if row.delivery}
    whose = f" ({inline(next(iter(profiles)))})" if len(profiles) == 1 else ""
    nothing = "nothing of this branch changes what goes out" if material.base else "nothing to do"
    return f"### 📅 contentsync: {sum_of(ours) or nothing}{whose}"


def _pointers(links: Links) -> str:
    found = [f"**[See it as followers will ↗]({links.page})**"] if links.page else []
    found += [f"[the whole plan]({links.run})"] if links.run else []
    return " · ".join(found)


def _pending(rows: list[Row], material: Material, links: Links, most_rows: int) -> Section:
    """What was to be done, or had drifted, before this branch, and is done with the next apply in any case."""
    if not rows:
        return Section(("",))
    title = f"⏳ Not from this branch, and to be done in any case: {sum_of(rows)}"
    tables = row_tables(rows, material.rows.header, links, most_rows)
    return Section(tuple(folded(title, [each]) for each in tables))


def _warnings(material: Material, links: Links) -> Section:
    found = [*material.rows.warnings, *(problem for row in material.rows.rows for problem in row.problems)]
    if not found:
        return Section(("",))
    lines = "\n".join(f"- {problem_line(problem, links)}" for problem in found)
    title = f"⚠️ {counted(len(found), 'warning')}"
    return Section((folded(title, [lines]),), (_WARNINGS, 0.0), (f"list of {counted(len(found), 'warning')}", ""))


def _quiet(material: Material) -> str:
    plan = material.rows
    parts = [f"{count:,} {inline(reason)}" for count, reason in plan.quiet]
    parts += [f"{plan.unmanaged:,} not from this repository"] if plan.unmanaged else []
    drafts = [draft.address for draft in material.drafts if material.changed and draft.address in material.changed]
    lines = [f"Besides: {', '.join(parts)}."] if parts else []
    lines += [f"Drafts changed here: {', '.join(code(name) for name in drafts[:_MOST_NAMES])}."] if drafts else []
    return "\n".join(lines)


def _end(material: Material, links: Links) -> str:
    """What it is about. No time of day: that would make another text of the same plan."""
    parts = [f"Plan for {links.commit[:12]}"] if links.commit else []
    parts += ["times are those of " + inline(material.rows.header.zone)]
    if links.commit:
        parts.append("updated with each push; merged, `contentsync apply` does it")
    return f"<sub>{'; '.join(parts)}.</sub>"
