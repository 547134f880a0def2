import io
import sys

import pytest

from contentsync.cli.options import Options
from contentsync.cli.progress import ApplyProgress
from contentsync.cli.screen import Screen
from contentsync.engine.apply.report import Ending
from contentsync.engine.apply.report import Result
from contentsync.model.change import Action
from contentsync.model.change import Change

CHANGE = Change(address="[b]clip@acme", action=Action.CREATE, rule="22", reason="new", platforms=("x",))


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def opened(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """A terminal in the place of stdout. Not a fixture: pytest puts its own stdout back before a test begins."""
    stream = Terminal()
    monkeypatch.setattr(sys, "stdout", stream)
    monkeypatch.setenv("COLUMNS", "100")
    return stream


def test_a_large_upload_is_drawn_while_it_goes_up(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = opened(monkeypatch)
    progress = ApplyProgress(Screen(Options()), {"[b]clip@acme": "[b]clip"})
    progress.started(CHANGE, 1, 1)
    for sent in (0, 40_000_000, 80_000_000):
        progress.sent(sent, 80_000_000)
    progress.finished(Result(CHANGE, Ending.DONE, "j1"))
    text = terminal.getvalue()
    assert "[b]clip" in text
    assert "80.0 MB" in text
    assert text.endswith(" schedule   [b]clip  x\n")


def test_an_upload_that_breaks_off_takes_its_bar_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = opened(monkeypatch)
    progress = ApplyProgress(Screen(Options()), {})
    progress.sent(10, 80_000_000)
    progress.finished(Result(CHANGE, Ending.REFUSED, "", "too large"))
    assert terminal.getvalue().endswith("refused: too large\n")


def test_small_uploads_and_other_outputs_have_no_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = opened(monkeypatch)
    ApplyProgress(Screen(Options()), {}).sent(10, 1000)
    monkeypatch.setenv("TERM", "dumb")
    ApplyProgress(Screen(Options()), {}).sent(10, 80_000_000)
    quiet = Options()
    quiet.quiet = True
    monkeypatch.setenv("TERM", "xterm")
    ApplyProgress(Screen(quiet), {}).sent(10, 80_000_000)
    assert terminal.getvalue() == ""


def test_notes_are_neutralised_and_quiet_leaves_them_out(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = opened(monkeypatch)
    ApplyProgress(Screen(Options()), {}).note("look\x1b[2J")
    quiet = Options()
    quiet.quiet = True
    ApplyProgress(Screen(quiet), {}).note("not said")
    assert terminal.getvalue() == "   look\\x1b[2J\n"
