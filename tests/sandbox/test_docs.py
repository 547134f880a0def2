"""docs/sandbox.md says everything there is, and its examples work."""

import json
import re
from pathlib import Path

import pytest

from contentsync.cli.main import run
from contentsync.cli.sandbox import command
from contentsync.sandbox import accounts
from contentsync.sandbox.control import VERBS
from contentsync.sandbox.faults import KINDS
from contentsync.sandbox.settings import SWITCHES

from .conftest import ServedSandbox

PAGE = Path(__file__).parents[2] / "docs" / "sandbox.md"
TEXT = PAGE.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [*SWITCHES, *KINDS, *VERBS])
def test_every_switch_fault_and_verb_has_a_line(name: str) -> None:
    assert f"\n| `{name}` |" in TEXT


@pytest.mark.parametrize("name", SWITCHES)
def test_defaults_are_true(name: str) -> None:
    # A fault kind may share a name; the switches stand first.
    line, *_ = re.findall(rf"^\| `{name}` \|(.*)$", TEXT, re.MULTILINE)
    default = line.split("|")[0].strip().strip("`")
    written = {"all but documents": SWITCHES["echo_external_id"].default}
    if default not in written:
        written[default] = json.loads(default) if re.match(r"[\d{tf]", default) else default
    assert written[default] == SWITCHES[name].default


@pytest.mark.parametrize("name", [*command.commands, *accounts.DESTINATIONS, "connected", "account", "blocked"])
def test_commands_and_words_occur(name: str) -> None:
    assert name in TEXT


def test_the_commands_work_as_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, served: ServedSandbox) -> None:
    monkeypatch.chdir(tmp_path)
    text = TEXT.replace("http://127.0.0.1:8642", served.url)
    lines = re.findall(r"^contentsync sandbox (?!serve)(.*)$", text, re.MULTILINE)
    assert len(lines) >= 10
    for line in lines:
        words = [found[0] or found[1] for found in re.findall(r"'([^']*)'|(\S+)", line)]
        assert run(["sandbox", *[word.replace("2027-03-02", "2037-03-02") for word in words]]) == 0, line


def test_the_python_example_works() -> None:
    (example,) = re.findall(r"```python\n(import httpx.*?)```", TEXT, re.DOTALL)
    exec(compile(example, str(PAGE), "exec"), {})


def test_the_json_examples_are_accepted(served: ServedSandbox) -> None:
    import httpx

    for path, body in re.findall(r"8642(/_sandbox/\S+)[ \\\n]+--json '(.*)'", TEXT):
        answer = httpx.post(served.url + path, json=json.loads(body))
        assert answer.status_code == 200, answer.text
