"""What a verb prints on, and what it knows about the terminal."""

import json
import sys
from functools import cached_property
from typing import Any

from contentsync.cli.options import Options
from contentsync.review.paint import Paint
from contentsync.settings import environment


class Screen:
    """Text goes to stdout; with `--json` it is held back, and one document goes there instead.

    `is_interactive` says that a person can be asked; `is_ci` that this is a run of an automation service; `draws`
    that bars can be drawn and wiped.
    """

    def __init__(self, options: Options) -> None:
        env = environment()
        self.options = options
        self.is_ci = env.get("CI", "").casefold() not in ("", "0", "false")
        is_terminal = sys.stdout.isatty()
        self.is_interactive = sys.stdin.isatty() and is_terminal and not self.is_ci and not options.json
        self.draws = is_terminal and env.get("TERM") != "dumb" and not options.json and not options.quiet
        self.paint = Paint(
            is_terminal and env.get("TERM") != "dumb" and not options.no_color and not env.get("NO_COLOR")
        )

    @cached_property
    def width(self) -> int:
        """How many columns the terminal has."""
        import shutil

        return shutil.get_terminal_size().columns

    def say(self, text: str) -> None:
        """Print text that has been neutralised, with its line end; nothing for no text."""
        if text and not self.options.json:
            sys.stdout.write(text if text.endswith("\n") else f"{text}\n")
            sys.stdout.flush()

    def warn(self, text: str) -> None:
        """Say on stderr what somebody should know and nothing waits for; the text has been neutralised."""
        sys.stderr.write(f"{self.paint('yellow', 'warning:')} {text}\n")

    def document(self, document: Any) -> None:
        """Print the one document of `--json`; ASCII, so that nothing in it can steer a terminal."""
        sys.stdout.write(json.dumps(document, indent=2) + "\n")

    def whole(self, text: str) -> None:
        """Print a text that is all there is to print, in whatever format; it has been neutralised."""
        sys.stdout.write(text)

    def agrees(self, question: str) -> bool:
        """Ask, and take the word `yes` and nothing else for a yes."""
        sys.stdout.write(f"{question} (yes/no) ")
        sys.stdout.flush()
        return sys.stdin.readline().strip() == "yes"
