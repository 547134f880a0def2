"""Problems as JUnit XML, a test case for each file, for what shows test results: GitLab, Jenkins, Azure, Buildkite."""

from collections import defaultdict
from collections.abc import Sequence
from xml.etree import ElementTree as Xml

from contentsync.model.problem import Problem
from contentsync.model.problem import Severity
from contentsync.review.counting import counted
from contentsync.review.escape import escaped
from contentsync.review.report import Report

NAME = "contentsync validate"


def problems_junit(report: Report) -> str:
    """A file with an error has failed; warnings are what a test prints. Nothing in it is left that XML cannot hold."""
    found: dict[str, list[Problem]] = defaultdict(list)
    for problem in report.problems:
        found[problem.file].append(problem)
    cases = [_case(file, found[file]) for file in sorted({*report.files, *found})]
    failures = sum(1 for case in cases if case.find("failure") is not None)
    counts = {"tests": str(len(cases)), "failures": str(failures), "errors": "0", "skipped": "0"}
    suites = Xml.Element("testsuites", {"name": NAME, **counts})
    suite = Xml.SubElement(suites, "testsuite", {"name": NAME, **counts})
    suite.extend(cases)
    Xml.indent(suites)
    return Xml.tostring(suites, encoding="unicode", xml_declaration=True) + "\n"


def _case(file: str, problems: Sequence[Problem]) -> Xml.Element:
    case = Xml.Element("testcase", {"classname": "contentsync", "name": escaped(file), "file": escaped(file)})
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    if errors:
        head = {"type": errors[0].code, "message": counted(len(errors), "error")}
        Xml.SubElement(case, "failure", head).text = _text(errors)
    warnings = [problem for problem in problems if problem.severity is Severity.WARNING]
    if warnings:
        Xml.SubElement(case, "system-out").text = _text(warnings)
    return case


def _text(problems: Sequence[Problem]) -> str:
    lines = []
    for problem in problems:
        lines.append(f"{problem.severity} {problem.code} {escaped(problem.where)}  {escaped(problem.message)}")
        lines += [f"    {escaped(line)}" for line in problem.fix.splitlines()]
    return "\n".join(lines)
