"""`contentsync review`: the posts as followers will see them."""

from pathlib import Path

import click

from contentsync.cli.ask import Ask
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
With --serve it shows the page in the browser, and again whenever you save a file; the server is asked once.

\b
Examples:
  contentsync review
  contentsync review --base origin/main
  contentsync review --out review.html
  contentsync review --out review.md
  contentsync review --out calendar.ics
  contentsync review --format csv > posts.csv
  contentsync review --serve --open

Exit codes: 0 made, 1 a file or the server has an error, 3 a post will be missed unless someone acts.
"""


@click.command("review", help=HELP)
@TARGET
@PROFILE
@BASE
@OFFLINE
@click.option("--format", "chosen", type=click.Choice(list(FORMATS)), help="What to make; text unless --out says.")
@click.option("--out", type=click.Path(path_type=Path), metavar="FILE", help="Write it there instead of printing it.")
@click.option("--serve", is_flag=True, help="Show the page on this machine while you write.")
@click.option("--port", type=click.IntRange(0, 65535), help="With --serve; 8643 unless given, 0 takes a free one.")
@click.option("--open/--no-open", "opens", default=None, help="With --serve: open it in the browser; no unless given.")
@click.pass_obj
def command(
    options: Options,
    targets: tuple[str, ...],
    profiles: tuple[str, ...],
    base: str,
    offline: bool,
    chosen: str | None,
    out: Path | None,
    serve: bool,
    port: int | None,
    opens: bool | None,
) -> int:
    ask = Ask(targets, profiles, base, offline)
    if serve:
        if out or chosen or options.json:
            raise click.UsageError("--serve shows the page in the browser: leave it out, or --out, --format and --json")
        from contentsync.cli.review_serve import serve_review

        return serve_review(options, ask, port, bool(opens))
    if port is not None or opens is not None:
        raise click.UsageError("--port and --open are for --serve: contentsync review --serve")
    return _make(options, ask, chosen, out)


def _make(options: Options, ask: Ask, chosen: str | None, out: Path | None) -> int:
    from contentsync.cli.files import check_place
    from contentsync.cli.files import write_whole
    from contentsync.cli.planned import material_of
    from contentsync.cli.planned import plan_exit_code
    from contentsync.cli.screen import Screen
    from contentsync.cli.session import open_session
    from contentsync.review.document import plan_document
    from contentsync.review.paint import Paint

    screen, wanted = Screen(options), format_of(chosen, out)
    if out:
        check_place(options.root, out)
    elif screen.draws and not wanted.is_for_screens:
        raise click.UsageError("no terminal shows a page: add --out review.html, or --serve for the browser")
    with open_session(options) as workspace:
        planned = ask.planned(workspace)
        paint, width = (Paint(False), FILE_WIDTH) if out else (screen.paint, screen.width)
        canvas = Canvas(paint, width, lambda medium: workspace.pictures.picture(medium), workspace.media.facts)
        made = wanted.render(material_of(workspace, planned), canvas)
        if options.json:
            x_premium = workspace.settings.x_premium
            screen.document(plan_document(planned.plan, is_sandbox=planned.is_sandbox, x_premium=x_premium))
    if out is None:
        screen.say(made)
    else:
        write_whole(options.root / out, made.encode())
        screen.say(f"Wrote {out}")
    return plan_exit_code(planned, is_detailed=False)
