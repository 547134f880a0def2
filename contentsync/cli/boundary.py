"""The one place where errors become words and exit codes."""

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from contentsync.cli.options import Options

if TYPE_CHECKING:
    from contentsync.model.errors import UserError

WRONG_USAGE = 1
"""Not 2, which means that there are changes."""

INTERRUPTED = 130
"""What shells expect of a program that was stopped with Ctrl-C (128 + SIGINT)."""


def guarded(work: Callable[[], int], options: Options, argv: list[str]) -> int:
    """Run it; whatever it raises is said on stderr (with `--json` as a document on stdout) and becomes the exit code.

    A `UserError` has its own code, wrong usage is 1, Ctrl-C is 130. Anything else is a bug: it is written to a file,
    and the message says which.
    """
    _survive_any_text()
    try:
        return work()
    except (KeyboardInterrupt, click.Abort):
        sys.stderr.write("\nstopped\n")
        return INTERRUPTED
    except click.exceptions.NoArgsIsHelpError as error:
        sys.stderr.write(f"{error.format_message()}\n")
        return WRONG_USAGE
    except Exception as error:
        said = _in_words(error, argv)
        # Wrong usage may end the reading of the words before it comes to --json.
        _tell(said, options, is_json=options.json or "--json" in argv)
        return said.exit_code


def _survive_any_text() -> None:
    """A terminal that cannot show a character gets its code: no screen may fail over a post's text."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="backslashreplace")


def _in_words(error: Exception, argv: list[str]) -> "UserError":
    # Imported late: help and version must not pay for the model.
    from contentsync.cli.crash import report
    from contentsync.model.errors import UserError

    if isinstance(error, UserError):
        return error
    if isinstance(error, click.UsageError):
        path = error.ctx.command_path if error.ctx else "contentsync"
        return UserError(error.format_message(), f"{path} --help")
    if isinstance(error, click.ClickException):
        return UserError(error.format_message())
    return report(error, argv)


def _tell(error: "UserError", options: Options, *, is_json: bool) -> None:
    from contentsync.cli.sources import lines_of
    from contentsync.cli.sources import repository_root
    from contentsync.review.error import error_document
    from contentsync.review.error import error_lines

    if is_json:
        import json

        sys.stdout.write(json.dumps(error_document(error), indent=2) + "\n")
        return
    sys.stdout.flush()
    sys.stderr.write("\n".join(error_lines(error, lines_of(repository_root(options.root)))) + "\n")
