"""The table of what `contentsync validate` can say its problems in. A renderer is imported when it is asked for."""

import json
from collections.abc import Callable
from typing import TYPE_CHECKING
from typing import NamedTuple

if TYPE_CHECKING:
    from contentsync.review.paint import Paint
    from contentsync.review.report import Report
    from contentsync.review.source_line import SourceLine


class View(NamedTuple):
    """How much is said and in what colours, and where lines of files can be had."""

    paint: "Paint"
    source: "SourceLine"
    is_quiet: bool
    is_verbose: bool


def _text(report: "Report", view: View) -> str:
    from contentsync.review.problems import problems_screen

    return problems_screen(report, view.paint, view.source, is_quiet=view.is_quiet, is_verbose=view.is_verbose)


def _json(report: "Report", view: View) -> str:
    from contentsync.review.problems import problems_document

    return json.dumps(problems_document(report), indent=2) + "\n"


def _github(report: "Report", view: View) -> str:
    from contentsync.review.annotations import annotations

    return "".join(f"{line}\n" for line in annotations(report.problems))


def _sarif(report: "Report", view: View) -> str:
    from contentsync.cli.docs import published
    from contentsync.review.sarif import problems_sarif

    return problems_sarif(report, published())


def _junit(report: "Report", view: View) -> str:
    from contentsync.review.junit import problems_junit

    return problems_junit(report)


FORMATS: dict[str, "Callable[[Report, View], str]"] = {
    "text": _text,
    "json": _json,
    "github": _github,
    "sarif": _sarif,
    "junit": _junit,
}
