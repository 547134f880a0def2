"""Files in, deliveries and problems out: one YAML document of `cases/` each.

`files` lie below the content root; `defaults`, `variables`, `x_links` and `severities` are those of
the settings. `deliveries` and
`drafts` give the fields that matter, and have to be all there are. A line of `problems` is `file:line:column CODE`, a
`?` before the code of a warning, and then a piece of what its message and fix say. Everything in a case is text; what
its media hold is real, whatever stands there.
"""

from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml

from contentsync.model.delivery import Delivery
from contentsync.model.problem import Problem
from contentsync.model.problem import Severity
from tests.corpus import medium

from .repository import loaded

CASES = [
    pytest.param(case, id=f"{file.stem}: {case['case']}")
    for file in sorted((Path(__file__).parent / "cases").glob("*.yaml"))
    for case in yaml.load_all(file.read_text(), Loader=yaml.BaseLoader)
]

SETTINGS = {"defaults", "variables", "x_links", "severities"}
WANTED = {"case", "files", "deliveries", "drafts", "problems", "bad_posts", "bad_files"}


def plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(each) for each in value]
    return "" if value is None else str(value)


def fields(delivery: Delivery, wanted: dict[str, Any]) -> dict[str, Any]:
    given = msgspec.structs.asdict(delivery)
    given["source"] = f"{delivery.source.file.removeprefix('content/')}:{delivery.source.line}"
    given["media"] = [medium.path or medium.url for medium in delivery.media]
    given["attachments"] = {key: medium.path or medium.url for key, medium in delivery.attachments.items()}
    return {key: plain(given[key]) for key in wanted}


def check_deliveries(given: tuple[Delivery, ...], wanted: list[dict[str, Any]]) -> None:
    assert [each.address for each in given] == [each["address"] for each in wanted]
    for delivery, each in zip(given, wanted, strict=True):
        assert fields(delivery, each) == each


def shown(problem: Problem) -> str:
    mark = "?" if problem.severity is Severity.WARNING else ""
    return f"{problem.where.removeprefix('content/')} {mark}{problem.code} {problem.message} => {problem.fix}"


@pytest.mark.parametrize("case", CASES)
def test_case(case: dict[str, Any], tmp_path: Path) -> None:
    assert case.keys() <= SETTINGS | WANTED
    settings = {key: case[key] for key in SETTINGS & case.keys()}
    files = {name: text if "git-lfs" in text else medium(name) or text for name, text in case["files"].items()}
    desired = loaded(tmp_path, files, **settings)
    problems = [shown(each) for each in desired.problems]
    wanted = case.get("problems", "").splitlines()
    assert len(problems) == len(wanted), "\n".join(problems)
    for problem, line in zip(problems, wanted, strict=True):
        where, code, *says = line.split(" ", 2)
        assert problem.startswith(f"{where} {code} "), problem
        assert all(piece in problem for piece in says), problem
    check_deliveries(desired.deliveries, case.get("deliveries") or [])
    check_deliveries(desired.drafts, case.get("drafts") or [])
    if "bad_posts" in case:
        assert sorted(desired.bad_posts) == case["bad_posts"]
    if "bad_files" in case:
        assert sorted(each.removeprefix("content/") for each in desired.bad_files) == case["bad_files"]
