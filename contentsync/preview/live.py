"""The page as it is now, or as it last was without an error that leaves no page."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

from contentsync.model.errors import UserError
from contentsync.model.problem import Problem
from contentsync.model.problem import Severity
from contentsync.review.escape import escaped

_SCRIPT = Path(__file__).with_name("live.js")


def script(tag: str, root: Path) -> str:
    """What a page with that tag carries, so that it is loaded anew when there is another. `root` is above all files."""
    served = json.dumps({"tag": tag, "root": root.as_posix().lstrip("/")}).replace("<", "\\u003c")
    return f"const served = {served};\n{_SCRIPT.read_text(encoding='utf-8')}"


class Made(msgspec.Struct, frozen=True):
    """A page with its `tag`, which is another one for another page, and what is wrong with the files."""

    tag: str
    page: str
    problems: tuple[Problem, ...] = ()


class Shown(msgspec.Struct, frozen=True):
    """What stands in the browser: the last page that could be made, and why there is no newer one ("" where it is)."""

    made: Made
    trouble: str = ""
    problems: tuple[Problem, ...] = ()


class Live:
    """Holds what `make` made last. `make` is called by one thread at a time, and may raise `UserError`."""

    def __init__(self, make: Callable[[], Made]) -> None:
        self._make, self._shown = make, Shown(make())

    @property
    def page(self) -> str:
        """The last page that could be made."""
        return self._shown.made.page

    def refresh(self) -> None:
        """Make it again. Where that cannot be, the last one stays, and `now` says why."""
        last = self._shown.made
        try:
            self._shown = Shown(self._make())
        except UserError as error:
            trouble = " → ".join(filter(None, (error.message, error.fix)))
            self._shown = Shown(last, trouble, error.problems)
        except Exception as error:
            # A bug must not end what somebody is looking at; what it was is for its report.
            self._shown = Shown(last, f"this is a bug: {type(error).__name__}: {error}")
            sys.stderr.write(f"{escaped(self._shown.trouble)}\n")

    def now(self) -> dict[str, Any]:
        """`{"tag", "trouble", "problems"}`: what the page's script asks for. Warnings stand in the page itself."""
        shown = self._shown
        found = [*shown.problems, *shown.made.problems]
        return {
            "tag": shown.made.tag,
            "trouble": escaped(shown.trouble),
            "problems": [_document(each) for each in found if each.severity is Severity.ERROR],
        }


def _document(problem: Problem) -> dict[str, str]:
    return {
        "severity": str(problem.severity),
        "code": problem.code,
        "where": escaped(problem.where),
        "message": escaped(problem.message),
        "fix": escaped(problem.fix),
    }
