"""What is not as the repository says, as the text of an issue; nothing where everything is."""

import re
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence

import msgspec

from contentsync.model.change import WRITES
from contentsync.model.problem import Problem
from contentsync.review.links import Links
from contentsync.review.markdown import code
from contentsync.review.markdown import hint
from contentsync.review.markdown import inline
from contentsync.review.markdown import table
from contentsync.review.plan_alerts import problem_line
from contentsync.review.plan_tables import row_tables
from contentsync.review.plan_tables import sum_of
from contentsync.review.rows import PlanRows
from contentsync.review.rows import Row
from contentsync.review.sections import Section
from contentsync.review.sections import fitted
from contentsync.review.sections import utf16_units
from contentsync.review.statuses import Standing
from contentsync.review.when import short_moment

_RESOLVE = re.compile(r"contentsync resolve (?:--\S+ )?(?P<address>\S+) --(?P<how>retry|restore|forget|take file)")


class Findings(msgspec.Struct, frozen=True):
    """`plan` is a plan made now, `standings` where every post stands, `disconnected` the addresses of posts ahead, by
    what is wrong with the account that they go out from.
    """

    plan: PlanRows
    standings: tuple[Standing, ...]
    disconnected: Mapping[str, Sequence[str]] = {}

    @property
    def failed(self) -> list[Standing]:
        """What followers do not get to see unless somebody acts."""
        return [each for each in self.standings if each.word == "failed" or each.is_risk]

    @property
    def waiting(self) -> list[Row]:
        told = {each.address for each in self.failed}
        return [row for row in self.plan.rows if row.is_for_a_person and row.address not in told]

    @property
    def to_do(self) -> list[Row]:
        """What the next apply does by itself, drift that it takes back included."""
        told = {each.address for each in self.failed} | {row.address for row in self.waiting}
        return [row for row in self.plan.rows if row.action in WRITES and row.address not in told]

    @property
    def title(self) -> str:
        """One line for all of it; empty where there is nothing."""
        counts = (
            (len(self.failed), "failed or lost"),
            (len(self.waiting), "waiting for a person"),
            (len(self.to_do), "not as the files say"),
            (len(self.plan.errors), "with an error"),
            (len(self.disconnected), "account to connect again"),
        )
        return ", ".join(f"{count:,} {words}" for count, words in counts if count)


def drift_markdown(findings: Findings, links: Links, *, room: int) -> str:
    """Empty where nothing is to be said. Says the same of the same findings, whenever they are made."""
    if not findings.title:
        return ""
    return fitted(_sections(findings, links), room, utf16_units, links.everything, _end(links))


def _sections(findings: Findings, links: Links) -> Iterator[Section]:
    plan = findings.plan
    yield Section((f"**{findings.title}.** Updated by each check, and closed by the first that finds nothing.",))
    lost = [_standing(each, plan, links) for each in findings.failed]
    yield _listed("❌ Failed or lost", lost, [each.address for each in findings.failed])
    waiting = [_waiting(row, plan, links) for row in findings.waiting]
    yield _listed("⚠️ Waiting for a person", waiting, [row.address for row in findings.waiting])
    broken = [
        f"{inline(what)}: {', '.join(code(name) for name in names)}" for what, names in findings.disconnected.items()
    ]
    yield _listed("🔌 Accounts to connect again in Upload-Post", broken, list(findings.disconnected))
    yield _errors("🛑 Errors in files, whose posts are left alone", plan.keeping_back, links)
    yield _errors("🛑 Errors by the settings", plan.by_settings, links)
    yield _forms(findings)
    if findings.to_do:
        title = f"#### ✏️ Not as the files say: {sum_of(findings.to_do)}"
        tables = row_tables(findings.to_do, plan.header, links)
        yield Section(tuple(f"{title}\n\nThe next `contentsync apply` does this.\n\n{each}" for each in tables))


def _errors(title: str, errors: Sequence[Problem], links: Links) -> Section:
    return _listed(title, [problem_line(each, links) for each in errors], sorted({each.file for each in errors}))


def _listed(title: str, lines: list[str], names: list[str]) -> Section:
    """Line by line; as names; as a number."""
    if not lines:
        return Section(("",))
    head = f"#### {title}"
    whole = "\n".join(f"- {line}" for line in lines)
    return Section(
        tuple(f"{head}\n\n{each}" for each in (whole, ", ".join(map(code, names)), f"{len(lines):,} in all"))
    )


def _standing(standing: Standing, plan: PlanRows, links: Links) -> str:
    source = standing.source
    name = links.to_file(standing.address, source.file if source else "", source.line if source else 0)
    when = f" ({short_moment(standing.at, plan.header.zone, plan.header.now)})" if standing.at else ""
    where = inline(" ".join(standing.platforms))
    why = " → ".join(text for text in (inline(standing.detail), hint(standing.hint)) if text)
    return f"{name}{when} {where}: {why}"


def _waiting(row: Row, plan: PlanRows, links: Links) -> str:
    source = row.source if row.source and row.source.line else None
    name = links.to_file(row.address, source.file if source else "", source.line if source else 0)
    when = f" ({short_moment(row.at, plan.header.zone, plan.header.now)})" if row.at else ""
    why = " → ".join(text for text in (inline(row.reason), hint(row.hint)) if text)
    return f"{name}{when} {inline(' '.join(row.platforms))}: {why}"


def _forms(findings: Findings) -> Section:
    """What to type into the form of the workflow, for whoever has no key."""
    hints = [each.hint for each in findings.failed] + [row.hint for row in findings.waiting]
    found = [match for text in hints if (match := _RESOLVE.search(text))]
    if not found:
        return Section(("",))
    rows = [(code(match["address"]), code(match["how"].replace(" ", "-"))) for match in found]
    title = "#### Without a key\n\nRun the workflow by hand (Actions → contentsync → Run workflow) with one of these:"
    return Section((f"{title}\n\n{table(('resolve-address', 'resolve-how'), rows)}", ""))


def _end(links: Links) -> str:
    return f"<sub>Checked against {links.commit[:12]}.</sub>" if links.commit else "<sub>contentsync ci drift</sub>"
