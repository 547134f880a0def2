import json
from pathlib import Path

import pytest

from .conftest import Contentsync


def test_all_is_well_on_the_sandbox(contentsync: Contentsync, posts: Path) -> None:
    ran = contentsync("doctor", "--sandbox")
    assert ran.code == 0
    assert "FAIL" not in ran.out
    assert all(check["ok"] for check in json.loads(contentsync("doctor", "--sandbox", "--json").out))


def test_what_is_wrong_comes_with_what_to_do(contentsync: Contentsync, posts: Path) -> None:
    ran = contentsync("doctor")
    assert ran.code == 1
    assert "FAIL server     there is no API key" in ran.out
    assert "     fix: export UPLOAD_POST_API_KEY" in ran.out
    assert ran.out.count("FAIL") == ran.out.count("UPLOAD_POST_API_KEY is not set") == 1
    assert ran.out.endswith(
        "-    account    not looked at\n-    clock      not looked at\n-    state      not looked at\n"
    )
    document = json.loads(contentsync("doctor", "--json").out)
    assert [check["ok"] for check in document] == [True, True, False, None, None, None]


def test_a_file_with_an_error_hides_nothing_else(contentsync: Contentsync, posts: Path) -> None:
    (posts / "content/bad.yaml").write_text("publish_at: soon\nplatforms: [x]\ntext: a\n")
    ran = contentsync("doctor", "--sandbox")
    assert ran.code == 1
    assert "FAIL files      1 with errors\n     fix: contentsync validate shows them\n" in ran.out
    assert ran.out.count("FAIL") == 1
    assert "ok   state " in ran.out


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion(contentsync: Contentsync, shell: str) -> None:
    ran = contentsync("completion", shell)
    assert ran.code == 0
    assert "_CONTENTSYNC_COMPLETE" in ran.out


def test_verbs_are_completed(contentsync: Contentsync, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_CONTENTSYNC_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", "contentsync pl")
    monkeypatch.setenv("COMP_CWORD", "1")
    with pytest.raises(SystemExit) as ended:
        contentsync()
    assert ended.value.code == 0


def test_a_word_that_is_no_verb_completes_to_nothing(contentsync: Contentsync, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_CONTENTSYNC_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", "contentsync diff ")
    monkeypatch.setenv("COMP_CWORD", "2")
    with pytest.raises(SystemExit) as ended:
        contentsync()
    assert ended.value.code == 0
