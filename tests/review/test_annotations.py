import re
from collections.abc import Sequence

import pytest

from contentsync.model.problem import Problem
from contentsync.model.problem import Severity
from contentsync.review.annotations import annotations

WARNING = Severity.WARNING


def parsed(lines: Sequence[str]) -> list[tuple[str, dict[str, str], str]]:
    """Level, properties and text, read back as the runner reads them (actions/runner, ActionCommand.cs)."""
    found = []
    for line in lines:
        match = re.fullmatch(r"::(\w+) ?([^:]*)::(.*)", line)
        assert match, line
        level, properties, text = match.groups()
        pairs = [pair.split("=", 1) for pair in properties.split(",") if pair]
        found.append((level, {name: unescaped(value) for name, value in pairs}, unescaped(text)))
    return found


def unescaped(text: str) -> str:
    for code, sign in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, sign)
    return text


def test_a_problem_is_a_command_with_its_place() -> None:
    problem = Problem("content/a.yaml", 3, 13, "CS207", "02:30 does not exist", "Write 03:30\nor 01:30")
    assert annotations([problem]) == [
        "::error file=content/a.yaml,line=3,col=13,title=CS207 time-does-not-exist::"
        "02:30 does not exist%0AWrite 03:30%0Aor 01:30"
    ]


def test_what_is_not_known_of_a_place_is_left_out() -> None:
    assert annotations([Problem("a.yaml", 0, 0, "CS111", "odd", severity=WARNING)]) == [
        "::warning file=a.yaml,title=CS111 file-matches-nothing::odd"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "100% :: of a,b=c",
        "%0A::error::forged",
        "::stop-commands::token",
        "##[error]forged",
        "a:b,c=d%3A%2C%25",
    ],
)
def test_hostile_text_is_read_back_as_it_was_and_is_one_command(text: str) -> None:
    lines = annotations([Problem(f"content/{text}.yaml", 1, 1, "CS201", text, text)])
    assert parsed(lines) == [
        (
            "error",
            {"file": f"content/{text}.yaml", "line": "1", "col": "1", "title": "CS201 unknown-key"},
            f"{text}\n{text}",
        )
    ]


@pytest.mark.parametrize("text", ["a\n::error::forged", "a\r\n::error::forged", "a\x1b[2J", "a\u202eb", "a\u2028b"])
def test_what_would_steer_a_log_is_spelled_out(text: str) -> None:
    (line,) = annotations([Problem(text, 1, 1, "CS201", text, text)])
    assert line.isprintable()
    assert line.startswith("::error ")


def test_errors_first_then_warnings_ten_of_each_and_how_many_more() -> None:
    warnings = [Problem("a.yaml", line, 1, "CS310", "links", severity=WARNING) for line in range(1, 13)]
    errors = [Problem("b.yaml", line, 1, "CS201", "no key") for line in range(1, 12)]
    found = parsed(annotations([*warnings, *errors]))
    assert [level for level, *_ in found] == ["error"] * 10 + ["warning"] * 10 + ["notice"]
    assert found[-1][2] == "1 more error and 2 more warnings, not shown here: contentsync validate lists them all"


def test_nothing_is_said_to_be_left_where_nothing_is() -> None:
    assert len(annotations([Problem("b.yaml", line, 1, "CS201", "no key") for line in range(10)])) == 10
    assert annotations([]) == []


def test_files_of_the_change_stand_first_within_their_level() -> None:
    problems = [Problem(f"{name}.yaml", 1, 1, "CS201", "no key") for name in "abcdefghijklm"]
    problems += [Problem(f"{name}.yaml", 1, 1, "CS310", "links", severity=WARNING) for name in "am"]
    files = [properties.get("file") for _, properties, _ in parsed(annotations(problems, first={"m.yaml"}))]
    assert files == ["m.yaml", *(f"{name}.yaml" for name in "abcdefghi"), "m.yaml", "a.yaml", None]
