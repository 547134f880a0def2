"""What a workspace planned, in the shape that screens are built from."""

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from contentsync.engine.gone import gone
from contentsync.engine.strangers import strangers
from contentsync.model.change import Action
from contentsync.model.change import Change
from contentsync.model.change import Plan
from contentsync.model.delivery import Delivery
from contentsync.model.errors import EXIT_CHANGES
from contentsync.model.errors import EXIT_DONE
from contentsync.model.errors import EXIT_ERROR
from contentsync.model.errors import EXIT_WAITING
from contentsync.model.problem import Severity
from contentsync.repo import removed_in
from contentsync.review.material import Material
from contentsync.review.rows import Header
from contentsync.review.rows import PlanRows
from contentsync.review.rows import plan_rows

if TYPE_CHECKING:
    from contentsync.engine.planned import Planned
    from contentsync.workspace import Workspace


COMMITS_LIMIT = 20
"""How many removed files git is asked about: each takes a look through the history."""


def rows_of(workspace: "Workspace", planned: "Planned") -> PlanRows:
    """The rows of the plan, with what was read above them."""
    return _rows(workspace, planned, with_commits(planned.plan, workspace.settings.root))


def _rows(workspace: "Workspace", planned: "Planned", plan: Plan) -> PlanRows:
    return plan_rows(plan, header_of(workspace, planned), len(planned.drafts), planned.changed)


def material_of(workspace: "Workspace", planned: "Planned") -> Material:
    """What a review of the plan is made of. Git is asked once for what both of its forms show."""
    plan = with_commits(planned.plan, workspace.settings.root)
    return Material(
        rows=_rows(workspace, planned, plan),
        plan=plan,
        drafts=planned.drafts,
        strangers=tuple(strangers(planned)),
        changed=planned.changed,
        base=planned.base,
        gone=gone(planned),
        withdrawn=_withdrawn(planned),
        rulebook=workspace.settings.rulebook,
    )


def _withdrawn(planned: "Planned") -> dict[str, Delivery]:
    """What the base says of the posts that are cancelled."""
    there = planned.before.deliveries if planned.before else ()
    cancelled = {change.address for change in planned.plan.changes if change.action is Action.DELETE}
    return {delivery.address: delivery for delivery in there if delivery.address in cancelled}


def with_commits(plan: Plan, root: Path) -> Plan:
    """The plan with the commit that removed the file of a cancelled post, where it is known."""
    gone = [
        change for change in plan.changes if change.action is Action.DELETE and change.source and not change.delivery
    ]
    files = sorted({change.source.file for change in gone if change.source})[:COMMITS_LIMIT]
    commits = {file: sha for file in files if (sha := removed_in(root, file))}
    return replace(plan, changes=tuple(_with_commit(change, commits) for change in plan.changes))


def _with_commit(change: Change, commits: dict[str, str]) -> Change:
    sha = commits.get(change.source.file) if change.source and change.action is Action.DELETE else None
    return replace(change, reason=f"{change.reason} in {sha}") if sha else change


def header_of(workspace: "Workspace", planned: "Planned") -> Header:
    """What stands above the plan."""
    account = planned.account
    return Header(
        namespace=planned.namespace,
        now=planned.now,
        zone=str(workspace.settings.defaults.get("timezone") or "UTC"),
        account=account.email if account else "",
        tariff=account.plan if account else "",
        is_sandbox=planned.is_sandbox,
        flag="--sandbox" if workspace.settings.is_sandbox_flag else "",
        posts=planned.desired.post_count,
        jobs=planned.jobs_read,
        results=planned.rows_read,
        seconds=planned.seconds,
        requests=planned.requests,
        x_premium=workspace.settings.x_premium,
        base=planned.base,
        is_supposed=planned.is_supposed,
        unread=planned.unread,
    )


def plan_exit_code(planned: "Planned", *, is_detailed: bool) -> int:
    """1 where a file has an error that the baseline does not know, else 3 where a post is at risk, else what
    `--detailed-exitcode` asks for.
    """
    known = planned.desired.baseline.known(planned.plan.problems)
    if any(problem.severity is Severity.ERROR and problem not in known for problem in planned.plan.problems):
        return EXIT_ERROR
    if any(change.is_risk for change in planned.plan.changes):
        return EXIT_WAITING
    return EXIT_CHANGES if is_detailed and to_do(planned) else EXIT_DONE


def to_do(planned: "Planned") -> int:
    """How many changes an apply would make, those that only state sees included."""
    return sum(1 for change in planned.plan.changes if change.writes or change.action in (Action.ADOPT, Action.FORGET))
