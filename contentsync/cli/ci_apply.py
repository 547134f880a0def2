"""`contentsync ci apply`: the tip of the branch, applied and followed up."""

from typing import NamedTuple

from contentsync import repo
from contentsync.ci.outputs import plan_outputs
from contentsync.cli.apply import Carried
from contentsync.cli.apply import carry_out
from contentsync.cli.apply import show
from contentsync.cli.approval import check_guards
from contentsync.cli.approval import check_place
from contentsync.cli.ci_plan import TRAILER
from contentsync.cli.ci_posts import Posts
from contentsync.cli.ci_posts import posts_of
from contentsync.cli.ci_posts import tell_pull_requests
from contentsync.cli.ci_run import Step
from contentsync.cli.ci_tip import branch_of
from contentsync.cli.ci_tip import commit_of
from contentsync.cli.ci_tip import resolve_first
from contentsync.cli.ci_tip import workspace_at_tip
from contentsync.cli.planned import rows_of
from contentsync.cli.planned import to_do
from contentsync.engine.planned import Planned
from contentsync.model.errors import UserError
from contentsync.review.applied import Applied
from contentsync.review.outcomes import outcomes_markdown
from contentsync.review.sections import utf8_bytes
from contentsync.workspace import Workspace

MOST_COMMITS = 20
"""Of how many commits the pull requests are looked for: so many are not merged while one run waits for another."""

_BY_SIGNAL = 128
"""Exit codes above it are of a run that was stopped: it begins nothing more."""


class Done(NamedTuple):
    """What one plan led to: what was done, its exit code, and the error that kept it from being carried out."""

    results: tuple[Applied, ...] = ()
    exit_code: int = 0
    error: UserError | None = None


def apply_tip(step: Step) -> int:
    """Apply, then finish whatever an earlier run began, then say what became of it all."""
    with workspace_at_tip(step) as workspace:
        check_place(step.screen, workspace.is_sandbox)
        resolve_first(step, workspace)
        commits = _commits(step, workspace)
        done = Done() if step.wishes.goes_on else _applied(step, workspace, _allowed(step, workspace, commits))
        if done.exit_code < _BY_SIGNAL:
            done = _followed(done, _continued(step, workspace))
        planned = workspace.plan()
        posts = posts_of(workspace, planned, done.results)
        _tell(step, workspace, planned, posts, done)
        tell_pull_requests(step, posts, [] if step.wishes.goes_on else commits, branch_of(step, workspace.settings))
    step.annotate(planned.plan.problems)
    if done.error:
        raise done.error
    return step.exit_code(done.exit_code, planned.plan.problems, 0)


def _commits(step: Step, workspace: Workspace) -> list[str]:
    """The commits that this run brings, newest first, the tip among them."""
    tip = commit_of(workspace)
    return repo.commits(workspace.root, tip, step.event.before)[:MOST_COMMITS] if tip else []


def _allowed(step: Step, workspace: Workspace, commits: list[str]) -> int:
    """How many posts may be cancelled, as the words say, and whoever merged these commits."""
    said = repo.trailers(workspace.root, TRAILER, commits[0], step.event.before) if commits else []
    return step.wishes.allow_delete + sum(int(text) for text in said if text.isdecimal())


def _applied(step: Step, workspace: Workspace, allow_delete: int) -> Done:
    try:
        planned = workspace.plan()
        show(step.screen, workspace, planned)
        check_guards(planned, allow_delete)
        return _done(planned, carry_out(step.screen, workspace, planned, allow_delete))
    except UserError as error:
        return Done(exit_code=error.exit_code, error=error)


def _continued(step: Step, workspace: Workspace) -> Done:
    """Whatever stopped the apply, what an earlier run began is finished."""
    try:
        planned = workspace.continued()
        if not to_do(planned):
            return Done()
        return _done(planned, carry_out(step.screen, workspace, planned, 0))
    except UserError as error:
        return Done(exit_code=error.exit_code, error=error)


def _done(planned: Planned, carried: Carried) -> Done:
    results = tuple(
        Applied(each.change, each.change.address, str(each.outcome), each.detail, each.job_id)
        for each in carried.applied.results
    )
    return Done(results, carried.exit_code)


def _followed(first: Done, then: Done) -> Done:
    return Done((*first.results, *then.results), first.exit_code or then.exit_code, first.error or then.error)


def _tell(step: Step, workspace: Workspace, planned: Planned, posts: Posts, done: Done) -> None:
    about = [address for address in posts.names if address in posts.results or posts.is_open(address)]
    links, header = step.links(commit_of(workspace)), posts.header
    room = step.summary_room
    text = outcomes_markdown(posts.outcomes(about), header.zone, header.now, links, room=room, measure=utf8_bytes)
    step.write_summary(text)
    failed = sum(1 for each in done.results if each.outcome != "done")
    outputs = plan_outputs(planned.plan, rows_of(workspace, planned))
    counts = {"applied": str(len(done.results) - failed), "failed": str(failed)}
    step.write_outputs({**outputs, **counts, "has-errors": outputs["has-errors"] if not done.error else "true"})
