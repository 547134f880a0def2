"""What a workspace planned, in the shape that screens are built from."""

from typing import TYPE_CHECKING

from contentsync.model.errors import EXIT_CHANGES
from contentsync.model.errors import EXIT_DONE
from contentsync.model.errors import EXIT_ERROR
from contentsync.model.errors import EXIT_WAITING
from contentsync.model.problem import Severity
from contentsync.review.rows import Header
from contentsync.review.rows import PlanRows
from contentsync.review.rows import plan_rows

if TYPE_CHECKING:
    from contentsync.engine.planned import Planned
    from contentsync.workspace import Workspace


def rows_of(workspace: "Workspace", planned: "Planned") -> PlanRows:
    """The rows of the plan, with what was read above them."""
    return plan_rows(planned.plan, header_of(workspace, planned), drafts=len(planned.desired.drafts))


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
        posts=planned.desired.post_count,
        jobs=planned.jobs_read,
        results=planned.rows_read,
        seconds=planned.seconds,
        requests=planned.requests,
    )


def plan_exit_code(planned: "Planned", *, is_detailed: bool) -> int:
    """1 where a file has an error, else 3 where a post is at risk, else what `--detailed-exitcode` asks for."""
    if any(problem.severity is Severity.ERROR for problem in planned.plan.problems):
        return EXIT_ERROR
    if any(change.is_risk for change in planned.plan.changes):
        return EXIT_WAITING
    return EXIT_CHANGES if is_detailed and to_do(planned) else EXIT_DONE


def to_do(planned: "Planned") -> int:
    """How many changes an apply would make, those that only state sees included."""
    return sum(1 for change in planned.plan.changes if change.writes or change.action in ("adopt", "forget"))
