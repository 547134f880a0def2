"""`contentsync plan`: what apply would do."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from contentsync.cli.options import Options
from contentsync.cli.session import BASE
from contentsync.cli.session import OFFLINE
from contentsync.cli.session import PROFILE
from contentsync.cli.session import TARGET

if TYPE_CHECKING:
    from contentsync.engine.planned import Planned
    from contentsync.workspace import Workspace

HELP = """Read the files, the schedule and the history, and show what apply would do. Writes nothing,
save the plan itself with --out: `contentsync apply FILE` then does that and nothing else.

\b
Examples:
  contentsync plan
  contentsync plan --sandbox
  contentsync plan --profile acme --target winter-launch
  contentsync plan --base origin/main
  contentsync plan --offline --base origin/main
  contentsync plan --out plan.json
  contentsync plan --base origin/main --format markdown
  contentsync plan --json | jq '.changes[] | select(.action == "create")'

Exit codes: 0 planned, 1 a file or the server has an error, 3 a post will be missed unless someone acts;
with --detailed-exitcode 2 where there are changes.
"""


@click.command("plan", help=HELP)
@TARGET
@PROFILE
@click.option("--detailed-exitcode", is_flag=True, help="Exit 2 where there are changes.")
@BASE
@OFFLINE
@click.option(
    "--format", "chosen", type=click.Choice(["text", "json", "markdown"]), default="text", help="What to print."
)
@click.option("--out", type=click.Path(path_type=Path), metavar="FILE", help="Save the plan, to be applied as it is.")
@click.pass_obj
def command(
    options: Options,
    targets: tuple[str, ...],
    profiles: tuple[str, ...],
    detailed_exitcode: bool,
    base: str,
    offline: bool,
    chosen: str,
    out: Path | None,
) -> int:
    from contentsync.cli.ask import Ask
    from contentsync.cli.planned import plan_exit_code
    from contentsync.cli.planned import rows_of
    from contentsync.cli.screen import Screen
    from contentsync.cli.session import open_session
    from contentsync.cli.sources import lines_of
    from contentsync.review.document import plan_document
    from contentsync.review.terminal import plan_screen

    if offline and out:
        raise click.UsageError("what --offline supposes cannot be saved to be applied: leave out --offline or --out")
    options.json = options.json or chosen == "json"
    screen = Screen(options)
    with open_session(options) as workspace:
        planned = Ask(targets, profiles, base, offline).planned(workspace, is_for_show=not out)
        notes = [_saved(workspace, planned, options.root, out)] if out else []
        if options.json:
            x_premium = workspace.settings.x_premium
            screen.document(plan_document(planned.plan, is_sandbox=planned.is_sandbox, x_premium=x_premium))
        elif chosen == "markdown":
            screen.say(_markdown(workspace, planned))
        else:
            rows, source = rows_of(workspace, planned), lines_of(workspace.settings.root)
            is_quiet, is_verbose = options.quiet, options.verbose
            text = plan_screen(rows, screen.paint, source, is_quiet=is_quiet, is_verbose=is_verbose, notes=notes)
            screen.say(text)
    return plan_exit_code(planned, is_detailed=detailed_exitcode)


def _markdown(workspace: "Workspace", planned: "Planned") -> str:
    from contentsync.cli.planned import material_of
    from contentsync.review.plan_markdown import plan_markdown

    return plan_markdown(material_of(workspace, planned))


def _saved(workspace: "Workspace", planned: "Planned", root: Path, file: Path) -> str:
    """Save the plan, and say so."""
    from contentsync.cli.files import write_whole
    from contentsync.cli.planned import header_of
    from contentsync.engine.saved import encode
    from contentsync.review.approved import holds_text

    plan, header = workspace.save(planned), header_of(workspace, planned)
    write_whole(root / file, encode(plan))
    flag = f" {header.flag}" if header.flag else ""
    holds = holds_text(plan.expires_at, header.zone, planned.now)
    return f"Saved in {file}, which holds {holds}: contentsync apply {file}{flag}"
