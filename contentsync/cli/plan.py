"""`contentsync plan`: what apply would do."""

import click

from contentsync.cli.options import Options
from contentsync.cli.session import PROFILE
from contentsync.cli.session import TARGET

HELP = """Read the files, the schedule and the history, and show what apply would do. Writes nothing.

\b
Examples:
  contentsync plan
  contentsync plan --sandbox
  contentsync plan --profile acme --target winter-launch
  contentsync plan --json | jq '.changes[] | select(.action == "create")'

Exit codes: 0 planned, 1 a file or the server has an error, 3 a post will be missed unless someone acts;
with --detailed-exitcode 2 where there are changes.
"""


@click.command("plan", help=HELP)
@TARGET
@PROFILE
@click.option("--detailed-exitcode", is_flag=True, help="Exit 2 where there are changes.")
@click.pass_obj
def command(options: Options, targets: tuple[str, ...], profiles: tuple[str, ...], detailed_exitcode: bool) -> int:
    from contentsync.cli.planned import plan_exit_code
    from contentsync.cli.planned import rows_of
    from contentsync.cli.screen import Screen
    from contentsync.cli.session import check_scope
    from contentsync.cli.session import open_session
    from contentsync.cli.session import scope
    from contentsync.cli.sources import lines_of
    from contentsync.review.document import plan_document
    from contentsync.review.terminal import plan_screen

    screen = Screen(options)
    with open_session(options) as workspace:
        planned = workspace.plan(scope(targets, profiles))
        check_scope(planned, targets, profiles)
        if options.json:
            screen.document(plan_document(planned.plan, is_sandbox=planned.is_sandbox))
        else:
            rows, source = rows_of(workspace, planned), lines_of(workspace.settings.root)
            text = plan_screen(rows, screen.paint, source, is_quiet=options.quiet, is_verbose=options.verbose)
            screen.say(text)
    return plan_exit_code(planned, is_detailed=detailed_exitcode)
