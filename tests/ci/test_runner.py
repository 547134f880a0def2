import re
from pathlib import Path

import pytest

from contentsync.ci.runner import SUMMARY_BYTES
from contentsync.ci.runner import Runner
from contentsync.ci.runner import add_summary
from contentsync.ci.runner import failure
from contentsync.ci.runner import mask_commands
from contentsync.ci.runner import notice
from contentsync.ci.runner import runner_of
from contentsync.ci.runner import summary_room
from contentsync.ci.runner import without_commands
from contentsync.ci.runner import write_outputs


def test_the_runner_of_an_environment() -> None:
    environ = {"GITHUB_ACTIONS": "true", "GITHUB_OUTPUT": "/tmp/out", "GITHUB_STEP_SUMMARY": "/tmp/sum"}
    assert runner_of(environ) == Runner(True, Path("/tmp/out"), Path("/tmp/sum"))
    assert runner_of({"GITHUB_OUTPUT": ""}) == Runner()


def test_commands() -> None:
    assert mask_commands(["a%b", "c"]) == ["::add-mask::a%25b", "::add-mask::c"]
    assert notice("50 % of\n::error::it") == "::notice::50 %25 of⏎::error::it"
    assert failure("no\r") == "::error::no\\x0d"


def test_nothing_inside_is_a_command() -> None:
    said: list[str] = []
    with without_commands(said.append):
        said.append("::error::no")
    stop, _, end = said
    assert re.fullmatch(r"::stop-commands::[0-9a-f]{32}", stop)
    assert end == f"::{stop.rpartition('::')[2]}::"


def test_after_an_error_it_stays_so() -> None:
    said: list[str] = []
    with pytest.raises(ValueError, match="no"), without_commands(said.append):
        raise ValueError("no")
    assert len(said) == 1


def test_outputs_cannot_end_themselves(tmp_path: Path) -> None:
    runner = Runner(outputs=tmp_path / "out")
    write_outputs(runner, {"one": "1", "two": "a\nEOF\ntwo<<EOF\nb"})
    write_outputs(Runner(), {"three": "3"})
    pattern = r"(\S+)<<(end-[0-9a-f]{32})\n(.*?)\n\2\n"
    found = re.findall(pattern, (tmp_path / "out").read_text(), re.DOTALL)
    assert {name: value for name, _, value in found} == {"one": "1", "two": "a\nEOF\ntwo<<EOF\nb"}
    assert len({end for _, end, _ in found}) == 2


def test_the_summary_has_room_for_what_is_not_there_yet(tmp_path: Path) -> None:
    runner = Runner(summary=tmp_path / "sum")
    assert summary_room(Runner()) == summary_room(runner) == SUMMARY_BYTES
    add_summary(runner, "é\n\n")
    assert (tmp_path / "sum").read_text() == "é\n\n"
    assert summary_room(runner) == SUMMARY_BYTES - 4
    (tmp_path / "sum").write_bytes(b"a" * (SUMMARY_BYTES + 1))
    assert summary_room(runner) == 0
    add_summary(Runner(), "nobody reads it")
