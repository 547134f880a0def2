"""Problems as SARIF 2.1.0, for what collects findings of many tools: GitHub's code scanning, editors, dashboards."""

import json
import re
from collections import Counter
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from contentsync import __version__
from contentsync.model.baseline import fingerprint
from contentsync.model.codes import CODES
from contentsync.model.problem import Problem
from contentsync.review.escape import escaped
from contentsync.review.pages import opening
from contentsync.review.pages import problem_page
from contentsync.review.report import Report

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
FINGERPRINT = "contentsync/v1"
_ARGUMENT = re.compile(r"\{(\d+)\}")
# Elsewhere than among the docs they lead nowhere.
_LINK_TO_DOCS = re.compile(r"\[([^\]]+)\]\(\.\./[^)]*\)")


def problems_sarif(report: Report, docs: str) -> str:
    """One run. `docs` is the address of the published docs, whose pages rules link to; "" where there is none."""
    codes = sorted({problem.code for problem in report.problems})
    places = {code: number for number, code in enumerate(codes)}
    seen: Counter[tuple[str, str]] = Counter()
    run = {
        "tool": {
            "driver": {
                "name": "contentsync",
                "version": __version__,
                "semanticVersion": __version__,
                "rules": [_rule(code, docs) for code in codes],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": [_result(problem, places, seen) for problem in report.problems],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _rule(code: str, docs: str) -> dict[str, Any]:
    page = _LINK_TO_DOCS.sub(r"\1", problem_page(code))
    link = {"helpUri": f"{docs.rstrip('/')}/problems/{code}.md"} if docs else {}
    return {
        "id": code,
        "name": "".join(map(str.capitalize, CODES[code].name.split("-"))),
        "shortDescription": {"text": CODES[code].name.replace("-", " ")},
        "fullDescription": {"text": opening(page)},
        "help": {"text": page, "markdown": page},
        **link,
    }


def _result(problem: Problem, places: Mapping[str, int], seen: Counter[tuple[str, str]]) -> dict[str, Any]:
    mark = fingerprint(problem)
    seen[problem.file, mark] += 1
    return {
        "ruleId": problem.code,
        "ruleIndex": places[problem.code],
        "level": str(problem.severity),
        "message": {"text": _message(problem)},
        "locations": [{"physicalLocation": _location(problem)}],
        "partialFingerprints": {FINGERPRINT: f"{mark}:{seen[problem.file, mark]}"},
    }


def _location(problem: Problem) -> dict[str, Any]:
    path = quote(problem.file.encode("utf-8", "surrogateescape"))
    location: dict[str, Any] = {"artifactLocation": {"uri": path, "uriBaseId": "%SRCROOT%"}}
    region = {"startLine": problem.line, "startColumn": problem.column}
    if problem.line:
        location["region"] = {name: number for name, number in region.items() if number}
    return location


def _message(problem: Problem) -> str:
    """Message and fix. What others wrote is neither a link nor a place for an argument (SARIF 2.1.0, §3.11.5 and 6)."""
    text = "\n".join(escaped(line) for line in (problem.message, *problem.fix.splitlines()))
    return _ARGUMENT.sub(r"{{\1}}", text.replace("](", "] ("))
