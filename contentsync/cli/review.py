"""`contentsync review`: the posts as followers will see them."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from contentsync.cli.options import Options
from contentsync.cli.session import BASE
from contentsync.cli.session import OFFLINE
from contentsync.cli.session import PROFILE
from contentsync.cli.session import TARGET

if TYPE_CHECKING:
    from contentsync.review.material import Material
    from contentsync.review.paint import Paint

HELP = """Show what is coming, when and where, as followers will see it, and what apply would change of it.

\b
Examples:
  contentsync review
  contentsync review --base origin/main
"""


def _text(material: "Material", paint: "Paint") -> str:
    from contentsync.review.agenda import agenda_screen

    return agenda_screen(material, paint)


FORMATS: dict[str, "Callable[[Material, Paint], str]"] = {"text": _text}
"""Name to what renders it."""


@click.command("review", help=HELP)
@TARGET
@PROFILE
@BASE
@OFFLINE
@click.option("--format", "chosen", type=click.Choice(list(FORMATS)), default="text", help="What to make.")
@click.option("--out", type=click.Path(path_type=Path), metavar="FILE", help="Write it there instead of printing it.")
@click.pass_obj
def command(
    options: Options,
    targets: tuple[str, ...],
    profiles: tuple[str, ...],
    base: str,
    offline: bool,
    chosen: str,
    out: Path | None,
) -> int:
    from contentsync.cli.files import write_whole
    from contentsync.cli.planned import material_of
    from contentsync.cli.planned import plan_exit_code
    from contentsync.cli.screen import Screen
    from contentsync.cli.session import check_scope
    from contentsync.cli.session import open_session
    from contentsync.cli.session import scope
    from contentsync.review.paint import Paint

    screen = Screen(options)
    with open_session(options) as workspace:
        narrowed = scope(targets, profiles)
        planned = workspace.supposed(base, narrowed) if offline else workspace.plan(narrowed, base)
        check_scope(planned, targets, profiles)
        made = FORMATS[chosen](material_of(workspace, planned), Paint(False) if out else screen.paint)
    if out is None:
        screen.say(made)
    else:
        write_whole(options.root / out, made.encode())
        screen.say(f"Wrote {out}")
    return plan_exit_code(planned, is_detailed=False)
