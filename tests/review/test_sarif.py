import json
from typing import Any

import pytest

from contentsync import __version__
from contentsync.model.codes import CODES
from contentsync.model.problem import Problem
from contentsync.model.problem import Severity
from contentsync.review.pages import opening
from contentsync.review.pages import problem_page
from contentsync.review.report import Report
from contentsync.review.sarif import problems_sarif

DATE = Problem("content/a b.yaml", 3, 13, "CS207", "02:30 does not exist", "Write 03:30\nor 01:30", post="a")
LINKS = Problem("content/ü%.yaml", 0, 0, "CS310", "X removes links", severity=Severity.WARNING)


def run_of(*problems: Problem, docs: str = "") -> dict[str, Any]:
    document = json.loads(problems_sarif(Report(problems, ("content/a b.yaml",), 1), docs))
    assert document.keys() == {"$schema", "version", "runs"}
    assert document["version"] == "2.1.0"
    (run,) = document["runs"]
    found: dict[str, Any] = run
    return found


def test_a_run_names_the_tool_and_the_rules_that_were_broken() -> None:
    run = run_of(DATE, LINKS, DATE)
    driver = run["tool"]["driver"]
    assert (driver["name"], driver["version"]) == ("contentsync", __version__)
    assert [rule["id"] for rule in driver["rules"]] == ["CS207", "CS310"]
    assert driver["rules"][1]["name"] == "XRemovesLinks"
    assert driver["rules"][1]["shortDescription"] == {"text": "x removes links"}
    assert driver["rules"][1]["fullDescription"] == {"text": "X removes links from posts of this account."}
    assert [result["ruleIndex"] for result in run["results"]] == [0, 1, 0]
    assert run["columnKind"] == "unicodeCodePoints"


def test_a_rule_has_its_page_and_a_link_to_it_where_the_docs_are_published() -> None:
    (rule,) = run_of(LINKS)["tool"]["driver"]["rules"]
    assert rule["help"]["markdown"].startswith("# CS310: x-removes-links")
    assert "](../" not in rule["help"]["markdown"]
    assert "helpUri" not in rule
    (rule,) = run_of(LINKS, docs="https://example.com/docs/")["tool"]["driver"]["rules"]
    assert rule["helpUri"] == "https://example.com/docs/problems/CS310.md"


def test_a_result_has_its_place() -> None:
    first, second = run_of(DATE, LINKS)["results"]
    assert (first["ruleId"], first["level"]) == ("CS207", "error")
    assert first["message"] == {"text": "02:30 does not exist\nWrite 03:30\nor 01:30"}
    assert first["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "content/a%20b.yaml", "uriBaseId": "%SRCROOT%"},
                "region": {"startLine": 3, "startColumn": 13},
            }
        }
    ]
    assert second["level"] == "warning"
    assert second["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "content/%C3%BC%25.yaml", "uriBaseId": "%SRCROOT%"}
    }


def test_a_line_without_a_column() -> None:
    (result,) = run_of(Problem("a.yaml", 3, 0, "CS602", "edited"))["results"]
    assert result["locations"][0]["physicalLocation"]["region"] == {"startLine": 3}


def test_fingerprints_stay_when_lines_move_and_tell_the_same_apart() -> None:
    def marks(*lines: int) -> list[str]:
        problems = [Problem("a.yaml", line, 1, "CS209", f"also at b.yaml:{line}") for line in lines]
        return [result["partialFingerprints"]["contentsync/v1"] for result in run_of(*problems)["results"]]

    assert marks(3, 9) == marks(5, 70)
    assert len(set(marks(3, 9))) == 2


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x1b[2J\u202e", "a\\x1b[2J\\u202e"),
        ("[click](https://example.com)", "[click] (https://example.com)"),
        ("{0} and {name} and {{12}}", "{{0}} and {name} and {{{12}}}"),
        ('"}]}', '"}]}'),
        ("\udcff", "\\udcff"),
    ],
)
def test_hostile_text_is_only_text(text: str, shown: str) -> None:
    (result,) = run_of(Problem(f"{text}.yaml", 1, 1, "CS201", text, text))["results"]
    assert result["message"]["text"] == f"{shown}\n{shown}"


@pytest.mark.parametrize("code", CODES)
def test_every_code_can_be_a_rule(code: str) -> None:
    assert len(opening(problem_page(code)).split()) > 3
    assert "\n" not in opening(problem_page(code))
