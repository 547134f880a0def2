from contentsync.model.errors import UserError
from contentsync.model.problem import Problem
from contentsync.model.problem import Severity
from contentsync.review.error import error_document
from contentsync.review.error import error_lines
from contentsync.review.paint import Paint
from contentsync.review.source_line import no_source
from contentsync.review.source_line import problem_lines

PROBLEM = Problem("a.yaml", 2, 4, "CS201", "no key `txt`", "text:")
PLAIN = Paint(False)


def test_the_caret_stands_below_the_column() -> None:
    assert problem_lines(PROBLEM, lambda file, line: "   txt: hello", PLAIN) == [
        "error CS201 a.yaml:2:4  no key `txt`",
        "     2 |    txt: hello",
        "            ^",
        "    fix: text:",
    ]


def test_the_caret_counts_what_is_shown() -> None:
    lines = problem_lines(PROBLEM, lambda file, line: "\x1b\x1bxtxt", PLAIN)
    assert lines[2].index("^") == lines[1].index("txt")


def test_of_a_long_line_the_part_around_the_column_is_shown() -> None:
    long = Problem("a.yaml", 2, 500, "CS201", "here")
    lines = problem_lines(long, lambda file, line: "x" * 499 + "HERE" + "y" * 500, PLAIN)
    assert lines[1][lines[2].index("^") :].startswith("HERE")
    assert len(lines[1]) < 120


def test_a_fix_of_several_lines_is_indented() -> None:
    lines = problem_lines(Problem("a.yaml", 0, 0, "CS101", "bad", "text: |\n  hello"), no_source, PLAIN)
    assert lines == ["error CS101 a.yaml  bad", "    fix: text: |", "           hello"]


def test_without_a_column_there_is_no_caret() -> None:
    lines = problem_lines(Problem("a.yaml", 3, 0, "CS111", "odd", severity=Severity.WARNING), lambda *_: "x", PLAIN)
    assert lines == ["warning CS111 a.yaml:3  odd", "     3 | x"]


def test_an_error_says_what_and_what_to_do() -> None:
    error = UserError("two\nlines", "type this\nor \x1bthat", (PROBLEM,))
    assert error_lines(error, no_source) == [
        "error CS201 a.yaml:2:4  no key `txt`",
        "    fix: text:",
        "",
        "error: two",
        "       lines",
        "fix:   type this",
        "       or \\x1bthat",
    ]


def test_an_error_as_a_document() -> None:
    document = error_document(UserError("bad", "mend it", (PROBLEM,)))
    assert document["error"]["message"] == "bad"
    assert document["error"]["fix"] == "mend it"
    assert document["error"]["problems"][0]["code"] == "CS201"
