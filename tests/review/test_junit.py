from xml.etree import ElementTree as Xml

import pytest

from contentsync.model.problem import Problem
from contentsync.model.problem import Severity
from contentsync.review.junit import problems_junit
from contentsync.review.report import Report


def suite_of(*problems: Problem, files: tuple[str, ...] = ()) -> Xml.Element:
    root = Xml.fromstring(problems_junit(Report(problems, files, 1)))
    assert root.tag == "testsuites"
    (suite,) = root
    assert root.attrib == suite.attrib
    return suite


def test_a_case_for_each_file() -> None:
    error = Problem("b.yaml", 3, 13, "CS207", "02:30 does not exist", "Write 03:30\nor 01:30")
    other = Problem("b.yaml", 4, 1, "CS201", "no key `txt`")
    warning = Problem("c.txt", 0, 0, "CS111", "odd", severity=Severity.WARNING)
    suite = suite_of(error, other, warning, files=("a.yaml", "b.yaml"))
    assert suite.attrib == {
        "name": "contentsync validate",
        "tests": "3",
        "failures": "1",
        "errors": "0",
        "skipped": "0",
    }
    assert [(case.get("name"), [child.tag for child in case]) for case in suite] == [
        ("a.yaml", []),
        ("b.yaml", ["failure"]),
        ("c.txt", ["system-out"]),
    ]
    (failure,) = suite[1]
    assert failure.attrib == {"type": "CS207", "message": "2 errors"}
    assert failure.text == (
        "error CS207 b.yaml:3:13  02:30 does not exist\n    Write 03:30\n    or 01:30\n"
        "error CS201 b.yaml:4:1  no key `txt`"
    )
    assert suite[2][0].text == "warning CS111 c.txt  odd"


def test_nothing_to_look_at() -> None:
    assert suite_of().get("tests") == "0"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("]]></failure><testcase name='forged'/>", "]]></failure><testcase name='forged'/>"),
        ("&amp;<!-- --><![CDATA[x]]>", "&amp;<!-- --><![CDATA[x]]>"),
        ("a\x00\x08\x1b[2J", "a\\x00\\x08\\x1b[2J"),
        ("\ufffe\uffff\ud800\u202e", "\\ufffe\\uffff\\ud800\\u202e"),
        ("\"'", "\"'"),
    ],
)
def test_hostile_text_is_read_back_as_text(text: str, shown: str) -> None:
    (case,) = suite_of(Problem(f"{text}.yaml", 1, 1, "CS201", text, text))
    assert case.get("name") == f"{shown}.yaml"
    assert case[0].text == f"error CS201 {shown}.yaml:1:1  {shown}\n    {shown}"
