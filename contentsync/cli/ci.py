"""`contentsync ci`: what a workflow runs. Reads the event, and says what came of it where people look."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from contentsync.cli.options import Options

HELP = """Plan, apply and check in a workflow of GitHub, Forgejo or GitLab: comment, summary, annotations, outputs.

\b
Examples:
  contentsync ci auto                                   by the event that started the run
  contentsync ci plan --base origin/main --comment-out comment.md
  contentsync ci apply --branch main
  contentsync ci drift

docs/ci.md lists what it reads of the environment.
"""
FILE = click.Path(dir_okay=False, path_type=Path)

Option = Callable[[Callable[..., Any]], Callable[..., Any]]

TELLING: tuple[Option, ...] = (
    click.option(
        "--comment",
        type=click.Choice(["changes", "always", "never"]),
        default="changes",
        help="When to comment on the pull request.",
    ),
    click.option(
        "--comment-key", default="default", metavar="KEY", help="Tells several comments of one pull request apart."
    ),
    click.option("--comment-out", type=FILE, metavar="FILE", help="Write the comment there as well."),
    click.option("--summary-out", type=FILE, metavar="FILE", help="Write the summary there as well."),
    click.option(
        "--fail-on",
        type=click.Choice(["error", "warning", "changes", "never"]),
        default="error",
        help="What makes the job fail.",
    ),
)
PLANNING: tuple[Option, ...] = (
    click.option("--base", default="", metavar="REF", help="What the branch goes to; else the event says it."),
    click.option("--review-page", type=FILE, metavar="FILE", help="Write the review there; its name says the format."),
    click.option("--labels", is_flag=True, help="Label the pull request by what it does."),
)
APPLYING: tuple[Option, ...] = (
    click.option("--allow-delete", type=click.IntRange(min=0), default=0, metavar="N", help="As for apply."),
    click.option(
        "--continue", "goes_on", is_flag=True, help="Finish what an earlier run began, and start nothing else."
    ),
)
TRACKING: tuple[Option, ...] = (
    click.option("--branch", default="", metavar="NAME", help="Whose tip is applied; else the event says it."),
    click.option("--resolve-address", default="", metavar="ADDRESS", help="End what this post waits for, first."),
    click.option("--resolve-how", default="", metavar="HOW", help="retry, restore, forget or take-file."),
)


def taking(*groups: tuple[Option, ...]) -> Option:
    """A command with the options of these groups."""

    def decorated(function: Callable[..., Any]) -> Callable[..., Any]:
        for option in reversed([each for group in groups for each in group]):
            function = option(function)
        return function

    return decorated


@click.group("ci", help=HELP)
def command() -> None:
    """Only groups its commands."""


@command.command("auto", help="Plan, apply or check, as the event that started the run asks for.")
@taking(TELLING, PLANNING, APPLYING, TRACKING)
@click.pass_obj
def auto(options: Options, /, **given: Any) -> int:
    from contentsync.cli.ci_auto import by_event
    from contentsync.cli.ci_run import run

    return run(options, given, by_event)


@command.command("plan", help="Show what merging would do: comment, summary, annotations. Without a key, offline.")
@taking(TELLING, PLANNING)
@click.pass_obj
def plan(options: Options, /, **given: Any) -> int:
    from contentsync.cli.ci_plan import plan_for_reviewers
    from contentsync.cli.ci_run import run

    return run(options, given, plan_for_reviewers)


@command.command("apply", help="Apply the tip of the branch, whatever commit started the run, and say what came of it.")
@taking(TELLING, APPLYING, TRACKING)
@click.pass_obj
def apply(options: Options, /, **given: Any) -> int:
    from contentsync.cli.ci_apply import apply_tip
    from contentsync.cli.ci_run import run

    return run(options, given, apply_tip)


@command.command("drift", help="Check the schedule against the tip of the branch; keeps one issue about what differs.")
@taking(TELLING, TRACKING)
@click.pass_obj
def drift(options: Options, /, **given: Any) -> int:
    from contentsync.cli.ci_drift import check_drift
    from contentsync.cli.ci_run import run

    return run(options, given, check_drift)
