"""`contentsync validate`: what is wrong in the files, found offline."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from contentsync.cli.options import Options
from contentsync.cli.problem_formats import FORMATS

if TYPE_CHECKING:
    from contentsync.cli.screen import Screen
    from contentsync.reading import Files
    from contentsync.review.report import Report

HELP = """Read all posts and defaults and show everything that is wrong with them, each with its line and what to do.
Needs no key and no network.

Problems that a repository has had before can be written to contentsync.baseline.json: those are known from then on,
and not counted. What is sent does not change by it: a post with an error waits until that is mended.

\b
Examples:
  contentsync validate
  contentsync validate content/spring content/launch.yaml
  contentsync validate --since origin/main
  contentsync validate --format sarif > problems.sarif
  contentsync validate --write-baseline

Exit codes: 0 no errors but known ones, 1 errors.
"""


@click.command("validate", help=HELP)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--since", metavar="REF", help="Only what was changed since HEAD went its own way from REF.")
@click.option("--format", "chosen", type=click.Choice(list(FORMATS)), help="How to say it; text unless told.")
@click.option("--write-baseline", is_flag=True, help="Take all problems there are for known.")
@click.pass_obj
def command(
    options: Options, paths: tuple[Path, ...], since: str | None, chosen: str | None, write_baseline: bool
) -> int:
    from contentsync.cli.paths import chosen_paths
    from contentsync.cli.problem_formats import View
    from contentsync.cli.screen import Screen
    from contentsync.cli.session import read_files
    from contentsync.cli.sources import lines_of

    if write_baseline and (paths or since or chosen or options.json):
        raise click.UsageError("--write-baseline takes all problems: leave paths, --since, --format and --json out")
    if options.json and chosen not in (None, "json"):
        raise click.UsageError(f"say one of --json and --format {chosen}")
    # Errors, too, are then said as a document.
    options.json = options.json or chosen == "json"
    screen = Screen(options)
    files = read_files(options)
    if write_baseline:
        return _write(screen, files)
    names = chosen_paths(options, files.settings, paths, "contentsync validate looks at all posts")
    report = _report(files, names, since)
    view = View(screen.paint, lines_of(files.settings.root), options.quiet, options.verbose)
    screen.whole(FORMATS["json" if options.json else chosen or "text"](report, view))
    return int(report.errors > 0)


def _report(files: "Files", chosen: tuple[str, ...], since: str | None) -> "Report":
    """What is wrong in the files that were asked for. What is gone of the baseline, only a look at all can tell."""
    from contentsync.cli.paths import is_in
    from contentsync.review.report import Report

    found = files.checked()
    known = files.baseline.known(found.problems)
    there = {*found.files, *(problem.file for problem in found.problems)}
    asked = {file for file in there if is_in(file, chosen)}
    if since:
        asked &= files.affected(there, since)
    seen = [problem for problem in found.problems if problem.file in asked]
    return Report(
        problems=tuple(problem for problem in seen if problem not in known),
        files=tuple(sorted(asked)),
        posts=found.post_count,
        known=tuple(problem for problem in seen if problem in known),
        gone=0 if chosen or since else files.baseline.gone(found.problems),
    )


def _write(screen: "Screen", files: "Files") -> int:
    from contentsync.baseline import baseline_text
    from contentsync.cli.files import write_whole
    from contentsync.model.baseline import FILE
    from contentsync.model.baseline import baseline_of
    from contentsync.review.counting import counted

    problems = files.checked().problems
    write_whole(files.settings.folder / FILE, baseline_text(baseline_of(problems)).encode())
    screen.say(f"Wrote {FILE}: {counted(len(problems), 'problem')} known from now on. Commit it.")
    return 0
