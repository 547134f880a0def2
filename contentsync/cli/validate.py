"""`contentsync validate`: what is wrong in the files, found offline."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from contentsync.cli.options import Options

if TYPE_CHECKING:
    from contentsync.model.problem import Problem
    from contentsync.settings import Settings

HELP = """Read all posts and defaults and show everything that is wrong with them, each with its line and what to do.
Needs no key and no network.

\b
Examples:
  contentsync validate
  contentsync validate content/spring content/launch.yaml
  contentsync validate --json

Exit codes: 0 no errors, 1 errors.
"""


@click.command("validate", help=HELP)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.pass_obj
def command(options: Options, paths: tuple[Path, ...]) -> int:
    from contentsync.cli.screen import Screen
    from contentsync.cli.session import open_session
    from contentsync.cli.sources import lines_of
    from contentsync.model.problem import Severity
    from contentsync.review.problems import problems_document
    from contentsync.review.problems import problems_screen

    screen = Screen(options)
    with open_session(options) as workspace:
        settings = workspace.settings
        chosen = _chosen(options, settings, paths)
        desired = workspace.desired()
    problems = tuple(problem for problem in desired.problems if _is_in(problem, chosen))
    if options.json:
        screen.document(problems_document(problems, desired))
    else:
        screen.say(problems_screen(problems, desired, screen.paint, lines_of(settings.root), is_quiet=options.quiet))
    return int(any(problem.severity is Severity.ERROR for problem in problems))


def _chosen(options: Options, settings: "Settings", paths: tuple[Path, ...]) -> tuple[str, ...]:
    """The paths as the problems name them: posix, from the repository's root."""
    from contentsync.model.errors import UserError

    chosen = []
    for path in paths:
        full = (options.root / path).resolve()
        if not full.exists() or not full.is_relative_to(settings.root):
            raise UserError(f"there is no {path} in this repository", "contentsync validate looks at all posts")
        chosen.append(full.relative_to(settings.root).as_posix())
    return tuple(chosen)


def _is_in(problem: "Problem", chosen: tuple[str, ...]) -> bool:
    return not chosen or any(
        path == "." or problem.file == path or problem.file.startswith(f"{path}/") for path in chosen
    )
