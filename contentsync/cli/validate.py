"""`contentsync validate`: what is wrong in the files, found offline."""

from pathlib import Path

import click

from contentsync.cli.options import Options

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
    from contentsync.cli.paths import chosen_paths
    from contentsync.cli.paths import is_in
    from contentsync.cli.screen import Screen
    from contentsync.cli.session import open_session
    from contentsync.cli.sources import lines_of
    from contentsync.model.problem import Severity
    from contentsync.review.problems import problems_document
    from contentsync.review.problems import problems_screen

    screen = Screen(options)
    with open_session(options) as workspace:
        settings = workspace.settings
        chosen = chosen_paths(options, settings, paths, "contentsync validate looks at all posts")
        desired = workspace.checked()
    problems = tuple(problem for problem in desired.problems if is_in(problem.file, chosen))
    if options.json:
        screen.document(problems_document(problems, desired))
    else:
        screen.say(problems_screen(problems, desired, screen.paint, lines_of(settings.root), is_quiet=options.quiet))
    return int(any(problem.severity is Severity.ERROR for problem in problems))
