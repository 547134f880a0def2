"""`contentsync sandbox`, run as people run it."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from contentsync.cli.main import run
from contentsync.sandbox import Sandbox

from .conftest import START_AT
from .conftest import Api
from .conftest import ServedSandbox

AT = "2027-01-05T10:00:00Z"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The embedded sandbox of a folder, standing still, with one job."""
    path = tmp_path / ".contentsync" / "sandbox"
    sandbox = Sandbox(path, now=START_AT, ticking=False)
    Api(sandbox).text("Hello\nsecond line", at=AT, foo="1")
    sandbox.close()
    return path


@pytest.fixture
def words(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.chdir(tmp_path)
    return ["sandbox"]


def said(capsys: pytest.CaptureFixture[str], *argv: str, code: int = 0) -> str:
    assert run(list(argv)) == code
    captured = capsys.readouterr()
    return captured.out if code == 0 else captured.err


def test_the_embedded_one_is_below_the_folder(capsys, words: list[str], data: Path, tmp_path: Path) -> None:
    out = said(capsys, *words, "jobs")
    assert "scheduled   2027-01-05T10:00:00Z  text  acme  x  ignored fields: foo" in out
    assert out.endswith("1 jobs\n")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    assert said(capsys, "-C", str(elsewhere), "sandbox", "jobs") == "0 jobs\n"
    assert said(capsys, "-C", str(elsewhere), "sandbox", "jobs", "--data", str(data)) == out


def test_the_clock_and_the_ledger(capsys, words: list[str]) -> None:
    assert said(capsys, *words, "clock") == "2027-01-04T08:00:00Z  standing still\n"
    assert said(capsys, *words, "ledger") == "0 in the ledger\n"
    assert said(capsys, *words, "clock", "--advance", "P2D") == "2027-01-06T08:00:00Z  standing still\n"
    assert (
        said(capsys, *words, "ledger")
        == "2027-01-05T10:00:00Z  published  acme  x                Hello\n1 in the ledger\n"
    )
    assert json.loads(said(capsys, *words, "clock", "--to", "2027-01-07", "--json")) == {
        "now": "2027-01-07T00:00:00Z",
        "ticking": False,
    }


@pytest.mark.parametrize("verb", ["ledger", "jobs", "clock", "settings", "faults", "reset"])
def test_json_is_one_document(capsys, words: list[str], verb: str) -> None:
    json.loads(said(capsys, *words, verb, "--json"))
    json.loads(said(capsys, "--json", *words, verb))


def test_settings(capsys, words: list[str]) -> None:
    assert 'plan = "professional"' in said(capsys, *words, "settings")
    out = said(capsys, *words, "settings", "plan=free", "list_lag=60", 'echo_external_id={"upload": false}')
    assert 'plan = "free"' in out
    assert "list_lag = 60" in out
    assert '"upload": false, "upload_photos": true' in said(capsys, *words, "settings")
    assert "is not one of free" in said(capsys, *words, "settings", "plan=gold", code=1)
    assert "'plan' is not NAME=VALUE" in said(capsys, *words, "settings", "plan", code=1)


def test_faults(capsys, words: list[str]) -> None:
    out = said(capsys, *words, "faults", '{"kind": "drop_after", "nth": 1}')
    assert out == '{"kind": "drop_after", "nth": 1}  seen 0, fired 0\n1 rules\n'
    assert "is not one of refuse" in said(capsys, *words, "faults", '{"kind": "x"}', code=1)
    assert "not JSON" in said(capsys, *words, "faults", "{", code=1)
    assert said(capsys, *words, "faults", "--clear") == "0 rules\n"


def test_reset(capsys, words: list[str]) -> None:
    said(capsys, *words, "settings", "plan=free")
    # A clock that runs may have gone on by the time that it is read.
    assert said(capsys, *words, "reset", "--now", "2026-01-01T00:00:00Z").startswith("empty again, at 2026-01-01T00:0")
    assert said(capsys, *words, "jobs") == "0 jobs\n"
    assert 'plan = "professional"' in said(capsys, *words, "settings")


def test_a_folder_with_settings_begins_as_they_say(capsys, tmp_path: Path) -> None:
    (tmp_path / "contentsync.yaml").write_text(
        "namespace: acme-a1b2c3\nsandbox: {now: 2027-03-01T08:00:00Z, plan: free}\n"
    )
    inside = tmp_path / "content"
    inside.mkdir()
    assert said(capsys, "-C", str(inside), "sandbox", "clock").startswith("2027-03-01T08:00:0")
    assert 'plan = "free"' in said(capsys, "-C", str(inside), "sandbox", "settings")
    said(capsys, "-C", str(inside), "sandbox", "settings", "plan=basic")
    assert said(capsys, "-C", str(inside), "sandbox", "reset").startswith("empty again, at 2027-03-01T08:00:0")
    assert 'plan = "free"' in said(capsys, "-C", str(inside), "sandbox", "settings")
    assert (tmp_path / ".contentsync" / "sandbox").is_dir()


def test_a_broken_settings_file_is_not_passed_over(capsys, tmp_path: Path) -> None:
    (tmp_path / "contentsync.yaml").write_text("namespace: acme-a1b2c3\nsandbox: {now: noon}\n")
    assert "noon" in said(capsys, "-C", str(tmp_path), "sandbox", "clock", code=1)
    (tmp_path / "contentsync.yaml").write_text("namespace: acme-a1b2c3\nsandbox: {plan: gold}\n")
    assert "'gold' is not one of free" in said(capsys, "-C", str(tmp_path), "sandbox", "clock", code=1)


@pytest.mark.parametrize("ending", ["", "/", "/api", "/api/"])
def test_a_served_one(capsys, served: ServedSandbox, ending: str) -> None:
    Api(served.sandbox).text("Hello", at=AT)
    url = served.url + ending
    assert (
        said(capsys, "sandbox", "clock", "--url", url, "--advance", "P2D") == "2027-01-06T08:00:00Z  standing still\n"
    )
    assert said(capsys, "sandbox", "ledger", "--url", url).endswith("1 in the ledger\n")


@pytest.mark.parametrize(
    ("argv", "error"),
    [
        (["clock", "--url", "http://127.0.0.1:1"], "no sandbox answers at http://127.0.0.1:1"),
        (["clock", "--url", "127.0.0.1"], "no sandbox answers at 127.0.0.1"),
        (["clock", "--url", "http://127.0.0.1:1", "--data", "x"], "--url and --data exclude each other"),
        (["clock", "--to", AT, "--advance", "P1D"], "--to and --advance exclude each other"),
        (["clock", "--advance", "2 days"], "not an ISO 8601 duration: '2 days'"),
        (["clock", "--to", "2020-01-01"], "the sandbox is already at"),
        (["ledger", "--data", "/dev/null/x"], "/dev/null/x"),
        (["serve", "--now", "noon"], "'noon' is not a date"),
    ],
)
def test_errors_say_what_to_do(capsys, words: list[str], argv: list[str], error: str) -> None:
    assert error in said(capsys, *words, *argv, code=1)


def test_a_served_page_that_is_no_sandbox(capsys, served: ServedSandbox) -> None:
    def page(environ: Any, start_response: Any) -> list[bytes]:
        start_response("200 OK", [("Content-Type", "text/html")])
        return [b"<html>"]

    served.sandbox.app = page  # type: ignore[method-assign]
    assert "no sandbox answers" in said(capsys, "sandbox", "ledger", "--url", served.url, code=1)


def test_serve_prints_what_a_user_needs(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "contentsync", "sandbox", "serve", "--port", "0", "--api-key", "k1"]
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    assert process.stdout is not None
    lines = [process.stdout.readline() for _ in range(3)]
    port = lines[0].partition("127.0.0.1:")[2].partition("/")[0]
    assert lines[1:] == [
        "export UPLOAD_POST_API_KEY=k1\n",
        f"export CONTENTSYNC_API_URL=http://127.0.0.1:{port}/api\n",
    ]
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=20)
    assert process.returncode == 0


def test_help_is_light() -> None:
    code = "import sys; from contentsync.cli.main import run; run(['sandbox', '--help']); print(sorted(sys.modules))"
    out = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=Path(__file__).parents[2], check=True
    ).stdout
    assert not [name for name in ("flask", "waitress", "httpx", "sqlite3.dbapi2") if f"'{name}'" in out]
