import io
import json
import re
from pathlib import Path

import click
import pytest

from contentsync.cli.boundary import guarded
from contentsync.cli.options import Options
from contentsync.model.errors import StaleError
from contentsync.model.errors import UserError
from contentsync.model.problem import Problem

Capture = pytest.CaptureFixture[str]


def failing(error: BaseException) -> int:
    def work() -> int:
        raise error

    return guarded(work, Options(), ["plan"])


def test_an_error_of_the_user_says_what_and_what_to_do(capsys: Capture) -> None:
    assert failing(UserError("no such thing", "do this")) == 1
    assert capsys.readouterr().err == "error: no such thing\nfix:   do this\n"


def test_it_has_its_own_exit_code(capsys: Capture) -> None:
    assert failing(StaleError("moved")) == 4
    assert capsys.readouterr().err == "error: moved\n"


def test_its_problems_stand_with_their_lines(capsys: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.yaml").write_text("one\ntwo: 2\n")
    monkeypatch.chdir(tmp_path)
    assert (
        failing(UserError("bad", "", (Problem("a.yaml", 2, 6, "CS202", "wrong"), Problem("b", 1, 1, "CS101", "gone"))))
        == 1
    )
    assert capsys.readouterr().err.splitlines()[:3] == [
        "error CS202 a.yaml:2:6  wrong",
        "     2 | two: 2",
        "              ^",
    ]


def test_with_json_it_is_one_document(capsys: Capture) -> None:
    def work() -> int:
        raise UserError("no", "do")

    assert guarded(work, Options(), ["plan", "--json"]) == 1
    captured = capsys.readouterr()
    assert json.loads(captured.out) == {"error": {"message": "no", "fix": "do", "problems": []}}
    assert captured.err == ""


@pytest.mark.parametrize("error", [KeyboardInterrupt(), click.Abort()])
def test_ctrl_c(error: BaseException, capsys: Capture) -> None:
    assert failing(error) == 130
    assert capsys.readouterr().err == "\nstopped\n"


def test_an_error_of_click_without_a_command(capsys: Capture) -> None:
    assert failing(click.UsageError("odd")) == 1
    assert capsys.readouterr().err == "error: odd\nfix:   contentsync --help\n"
    assert failing(click.ClickException("port 1 cannot be served\ntry --port 0")) == 1
    assert capsys.readouterr().err == "error: port 1 cannot be served\n       try --port 0\n"


def test_a_bug_looks_like_one_and_gives_nothing_away(
    capsys: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("UPLOAD_POST_API_KEY", "sk-very-secret")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert failing(ValueError("key sk-very-secret, Authorization: Apikey abc.def, token=tok123")) == 1
    said = capsys.readouterr().err
    log = Path(re.search(r"the file (\S+\.log)", said)[1]).read_text()  # type: ignore[index]
    for text in (said, log):
        assert "sk-very-secret" not in text
        assert "abc.def" not in text
        assert "tok123" not in text
    assert "this is a bug in contentsync: ValueError" in said
    assert "Traceback" in log
    assert "contentsync 0." in log
    assert "Python 3." in log


def test_a_log_that_cannot_be_written_is_shown(
    capsys: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "gone"))
    assert failing(ValueError("x")) == 1
    assert "Traceback" in capsys.readouterr().err


def test_a_stream_that_is_no_file_is_written_to_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    said = io.StringIO()
    monkeypatch.setattr("sys.stderr", said)
    assert failing(UserError("no", "do")) == 1
    assert said.getvalue() == "error: no\nfix:   do\n"
