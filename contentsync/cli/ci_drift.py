"""`contentsync ci drift`: is everything as the files say? Keeps one issue about what is not."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from contentsync.ci.github import Refusal
from contentsync.ci.issue import keep_issue
from contentsync.ci.outputs import plan_outputs
from contentsync.cli.apply import show
from contentsync.cli.ci_posts import posts_of
from contentsync.cli.ci_posts import tell_pull_requests
from contentsync.cli.ci_run import Step
from contentsync.cli.ci_tip import branch_of
from contentsync.cli.ci_tip import commit_of
from contentsync.cli.ci_tip import resolve_first
from contentsync.cli.ci_tip import workspace_at_tip
from contentsync.cli.planned import plan_exit_code
from contentsync.cli.planned import rows_of
from contentsync.cli.planned import to_do
from contentsync.cli.status import standings_of
from contentsync.model.errors import EXIT_WAITING
from contentsync.review.drift import Findings
from contentsync.review.drift import drift_markdown
from contentsync.review.plan_markdown import COMMENT_UNITS

if TYPE_CHECKING:
    from contentsync.engine.planned import Planned


def check_drift(step: Step) -> int:
    """Look, say it in the issue and the summary, and tell the pull requests what became of their posts."""
    with workspace_at_tip(step) as workspace:
        resolve_first(step, workspace)
        planned = workspace.plan()
        show(step.screen, workspace, planned)
        rows = rows_of(workspace, planned)
        standings = standings_of(workspace, workspace.status_of(planned), planned.desired)
        findings = Findings(rows, standings, _disconnected(planned))
        links = step.links(commit_of(workspace))
        body = step.mask(drift_markdown(findings, links, room=COMMENT_UNITS))
        _keep(step, findings, body)
        step.write_summary(body or "### 📅 contentsync: everything is as the files say\n")
        step.write_comment_file(body)
        step.write_outputs({**plan_outputs(planned.plan, rows), "drift": "true" if body else "false"})
        tell_pull_requests(step, posts_of(workspace, planned), [], branch_of(step, workspace.settings))
    step.annotate(planned.plan.problems)
    code = plan_exit_code(planned, is_detailed=False) or (EXIT_WAITING if findings.failed else 0)
    return step.exit_code(code, planned.plan.problems, to_do(planned))


def _disconnected(planned: "Planned") -> Mapping[str, list[str]]:
    """The posts ahead whose accounts cannot be used now, by what is wrong with those."""
    found: dict[str, list[str]] = {}
    ahead = {each.address for each in planned.desired.deliveries if (each.publish_at or planned.now) >= planned.now}
    for address, broken in planned.terms.unusable.items():
        if address in ahead:
            found.setdefault(f"{broken.reason}: {broken.hint}", []).append(address)
    return found


def _keep(step: Step, findings: Findings, body: str) -> None:
    if step.wishes.comment == "never":
        return
    with step.github() as github:
        if github is None:
            return
        kept = keep_issue(github, step.wishes.comment_key, findings.title, body)
    if isinstance(kept, Refusal):
        step.refused("the issue", kept)
    else:
        step.screen.say(f"issue: {kept}")
