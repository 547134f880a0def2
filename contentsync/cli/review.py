"""`contentsync review`: the posts as followers will see them."""

from pathlib import Path

import click

from contentsync.cli.formats import FORMATS
from contentsync.cli.formats import Canvas
from contentsync.cli.formats import format_of
from contentsync.cli.options import Options
from contentsync.cli.session import BASE
from contentsync.cli.session import OFFLINE
from contentsync.cli.session import PROFILE
from contentsync.cli.session import TARGET

FILE_WIDTH = 80

HELP = """Show what is coming, when and where, as followers will see it, and what apply would change of it.
Writes nothing, save what it made with --out, whose name says the format unless --format does.

\b
Examples:
  contentsync review
  contentsync review --base origin/main
  contentsync review --out review.html
  contentsync review --out review.md
  contentsync review --out calendar.ics
  contentsync review --format csv > posts.csv

Exit codes: 0 made, 1 a file or the server has an error, 3 a post will be missed unless someone acts.
"""


@click.command("review", help=HELP)
@TARGET
@PROFILE
@BASE
@OFFLINE
@click.option("--format", "chosen", type=click.Choice(list(FORMATS)), help="What to make; text unless --out says.")
@click.option("--out", type=click.Path(path_type=Path), metavar="FILE", help="Write it there instead of printing it.")
@click.pass_obj
def command(
    options: Options,
    targets: tuple[str, ...],
    profiles: tuple[str, ...],
    base: str,
    offline: bool,
    chosen: str | None,
    out: Path | None,
) -> int:
    from contentsync.cli.files import check_place
    from contentsync.cli.files import write_whole
    from contentsync.cli.planned import material_of
    from contentsync.cli.planned import plan_exit_code
    from contentsync.cli.screen import Screen
    from contentsync.cli.session import check_scope
    from contentsync.cli.session import open_session
    from contentsync.cli.session import scope
    from contentsync.review.document import plan_document
    from contentsync.review.paint import Paint

    if out:
        check_place(options.root, out)
    screen = Screen(options)
    with open_session(options) as workspace:
        narrowed = scope(targets, profiles)
        planned = workspace.supposed(base, narrowed) if offline else workspace.plan(narrowed, base)
        check_scope(planned, targets, profiles)
        paint, width = (Paint(False), FILE_WIDTH) if out else (screen.paint, screen.width)
        canvas = Canvas(paint, width, workspace.pictures.picture, workspace.media.facts)
        made = format_of(chosen, out).render(material_of(workspace, planned), canvas)
        if options.json:
            x_premium = workspace.settings.x_premium
            screen.document(plan_document(planned.plan, is_sandbox=planned.is_sandbox, x_premium=x_premium))
    if out is None:
        screen.say(made)
    else:
        write_whole(options.root / out, made.encode())
        screen.say(f"Wrote {out}")
    return plan_exit_code(planned, is_detailed=False)
