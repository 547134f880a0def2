"""`contentsync apply`: make the schedule what the files say."""

from pathlib import Path
from typing import TYPE_CHECKING
from typing import NamedTuple

import click

from contentsync.cli.options import Options
from contentsync.cli.session import PROFILE
from contentsync.cli.session import TARGET

if TYPE_CHECKING:
    from contentsync.cli.screen import Screen
    from contentsync.engine.planned import Applied
    from contentsync.engine.planned import Planned
    from contentsync.model.change import Change
    from contentsync.workspace import Workspace

HELP = """Show the plan, ask, and carry it out: schedule, edit, re-create and cancel until the schedule is what the
files say. A post whose file has an error is left alone, and the others are applied.

With FILE, a plan that `contentsync plan --out` saved: that was approved, so nothing is asked, and nothing else is done.

\b
Examples:
  contentsync apply --sandbox
  contentsync apply
  contentsync apply --target winter-launch
  contentsync apply --auto-approve --json
  contentsync apply --allow-delete 12
  contentsync apply plan.json
  contentsync apply --continue           after an interruption; by an hourly cron

Exit codes: 0 done, 1 something was refused or a file has an error, 3 a post will be missed unless someone acts,
4 another run is writing, the saved plan no longer holds, or the branch is behind its remote.
"""


@click.command("apply", help=HELP)
@click.argument("file", required=False, type=click.Path(path_type=Path))
@TARGET
@PROFILE
@click.option("--auto-approve", is_flag=True, help="Do not ask.")
@click.option(
    "--allow-delete", type=click.IntRange(min=0), default=0, metavar="N", help="Let up to N posts be cancelled."
)
@click.option("--continue", "goes_on", is_flag=True, help="Finish what an earlier run began, and start nothing else.")
@click.pass_obj
def command(
    options: Options,
    file: Path | None,
    targets: tuple[str, ...],
    profiles: tuple[str, ...],
    auto_approve: bool,
    allow_delete: int,
    goes_on: bool,
) -> int:
    from contentsync.cli.approval import check_approval
    from contentsync.cli.approval import check_branch
    from contentsync.cli.approval import check_guards
    from contentsync.cli.approval import check_place
    from contentsync.cli.planned import to_do
    from contentsync.cli.screen import Screen
    from contentsync.cli.session import open_session

    if sum(map(bool, (file, goes_on, targets or profiles))) > 1:
        raise click.UsageError("say one of FILE, --continue, or --target and --profile")
    # What a saved plan or an earlier run began was approved then.
    is_approved = auto_approve or bool(file) or goes_on
    screen = Screen(options)
    with open_session(options) as workspace:
        check_place(screen, workspace.is_sandbox)
        check_approval(screen, is_approved)
        if not workspace.is_sandbox:
            check_branch(screen, workspace.root)
        planned = _planned(workspace, options.root / file if file else None, targets, profiles, goes_on)
        show(screen, workspace, planned)
        check_guards(planned, allow_delete)
        count = to_do(planned)
        if count and not is_approved and not screen.agrees(f"Apply {_these(count)}?"):
            screen.say("Nothing was done.")
            return 1
        return carry_out(screen, workspace, planned, allow_delete).exit_code


def _planned(
    workspace: "Workspace", file: Path | None, targets: tuple[str, ...], profiles: tuple[str, ...], goes_on: bool
) -> "Planned":
    from contentsync.cli.saved_plan import read_plan
    from contentsync.cli.session import check_scope
    from contentsync.cli.session import scope

    if file:
        return workspace.approved(read_plan(file))
    if goes_on:
        return workspace.continued()
    planned = workspace.plan(scope(targets, profiles))
    check_scope(planned, targets, profiles)
    return planned


def _these(count: int) -> str:
    return "this change" if count == 1 else f"these {count:,} changes"


def show(screen: "Screen", workspace: "Workspace", planned: "Planned") -> None:
    """The plan that is about to be carried out."""
    from contentsync.cli.planned import rows_of
    from contentsync.cli.sources import lines_of
    from contentsync.review.terminal import plan_screen

    if screen.options.json:
        return
    rows, source = rows_of(workspace, planned), lines_of(workspace.settings.root)
    text = plan_screen(rows, screen.paint, source, is_quiet=screen.options.quiet, is_verbose=screen.options.verbose)
    screen.say(text)


class Carried(NamedTuple):
    """What an apply did, and what to end with."""

    applied: "Applied"
    exit_code: int


def carry_out(screen: "Screen", workspace: "Workspace", planned: "Planned", allow_delete: int) -> Carried:
    """Apply, and say what came of it."""
    from contentsync.cli.progress import ApplyProgress
    from contentsync.cli.stopping import stopping_in_order
    from contentsync.review.addresses import printed_addresses
    from contentsync.review.document import plan_document

    names = printed_addresses(change.address for change in planned.plan.changes)
    with stopping_in_order() as stop:
        progress = ApplyProgress(screen, names)
        applied = workspace.apply(planned, allow_delete=allow_delete, progress=progress, is_stopped=stop)
    if screen.options.json:
        outcomes = {address: ("", entry.job.job_id) for address, entry in planned.state.posts.items() if entry.job}
        outcomes |= {change.address: ("done", "".join(change.job_ids[:1])) for change in _noted(planned)}
        outcomes |= {result.change.address: (str(result.outcome), result.job_id) for result in applied.results}
        x_premium = workspace.settings.x_premium
        document = plan_document(planned.plan, is_sandbox=planned.is_sandbox, outcomes=outcomes, x_premium=x_premium)
        screen.document(document)
    else:
        _show_end(screen, workspace, planned, applied, names)
    has_more = any(change.writes for change in applied.left.changes)
    stop.end(has_more, "--sandbox" if workspace.settings.is_sandbox_flag else "")
    return Carried(applied, stop.exit_code(applied.exit_code))


def _noted(planned: "Planned") -> "list[Change]":
    """The changes that call nobody: they are in the state as soon as the run has begun."""
    from contentsync.model.change import Action

    noted = (Action.ADOPT, Action.FORGET)
    return [change for change in planned.plan.changes if change.action in noted and not change.writes]


def _show_end(
    screen: "Screen", workspace: "Workspace", planned: "Planned", applied: "Applied", names: dict[str, str]
) -> None:
    from contentsync.cli.planned import header_of
    from contentsync.cli.sources import lines_of
    from contentsync.review.applied import Applied as AppliedChange
    from contentsync.review.applied import applied_screen
    from contentsync.review.rows import plan_rows

    results = tuple(
        AppliedChange(
            result.change,
            names.get(result.change.address, result.change.address),
            str(result.outcome),
            result.detail,
            result.job_id,
        )
        for result in applied.results
    )
    results += tuple(AppliedChange(change, names[change.address], "done") for change in _noted(planned))
    left = plan_rows(applied.left, header_of(workspace, planned))
    new = tuple(problem for problem in applied.problems if problem not in planned.plan.problems)
    screen.say(applied_screen(results, left, new, screen.paint, lines_of(workspace.settings.root)))
