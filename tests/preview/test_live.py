import json
import re
from pathlib import Path

import pytest
from msgspec.structs import replace

from contentsync.model.errors import UserError
from contentsync.model.problem import Problem
from contentsync.model.problem import Severity
from contentsync.preview.live import Live
from contentsync.preview.live import Made
from contentsync.preview.live import script

PROBLEM = Problem("content/a b.yaml", 3, 13, "CS204", "no\x1b date", "Write it", post="a")
SAID = {
    "severity": "error",
    "code": "CS204",
    "where": "content/a b.yaml:3:13",
    "message": "no\\x1b date",
    "fix": "Write it",
}


class Maker:
    """Makes the next of what it is given; an exception is raised."""

    def __init__(self, *made: Made | Exception) -> None:
        self.made = list(made)

    def __call__(self) -> Made:
        made = self.made.pop(0)
        if isinstance(made, Exception):
            raise made
        return made


def live(*made: Made | Exception) -> Live:
    return Live(Maker(*made))


def test_what_was_made_last() -> None:
    shown = live(Made("1", "one"), Made("2", "two", (PROBLEM,)))
    assert (shown.page, shown.now()) == ("one", {"tag": "1", "trouble": "", "problems": []})
    shown.refresh()
    assert (shown.page, shown.now()) == ("two", {"tag": "2", "trouble": "", "problems": [SAID]})


def test_warnings_stand_in_the_page() -> None:
    assert live(Made("1", "one", (replace(PROBLEM, severity=Severity.WARNING),))).now()["problems"] == []


def test_what_cannot_be_made_leaves_the_last_page() -> None:
    broken = UserError("contentsync.yaml has a problem", "Put it right.", (PROBLEM,))
    shown = live(Made("1", "one"), broken, Made("2", "two"))
    shown.refresh()
    trouble = "contentsync.yaml has a problem → Put it right."
    assert (shown.page, shown.now()) == ("one", {"tag": "1", "trouble": trouble, "problems": [SAID]})
    shown.refresh()
    assert (shown.page, shown.now()["trouble"], shown.now()["problems"]) == ("two", "", [])


def test_trouble_with_nothing_to_do_about_it() -> None:
    shown = live(Made("1", "one"), UserError("the disk is full"))
    shown.refresh()
    assert shown.now()["trouble"] == "the disk is full"


def test_a_bug_is_said_and_does_not_end_it(capsys: pytest.CaptureFixture[str]) -> None:
    shown = live(Made("1", "one"), ValueError("no\x1b"), Made("2", "two"))
    shown.refresh()
    assert shown.now()["trouble"] == "this is a bug: ValueError: no\\x1b"
    assert capsys.readouterr().err == "this is a bug: ValueError: no\\x1b\n"
    shown.refresh()
    assert shown.page == "two"


def test_without_a_first_page_there_is_nothing_to_serve() -> None:
    with pytest.raises(UserError):
        live(UserError("no", "yes"))


def test_the_script_knows_its_page_and_closes_no_tag() -> None:
    made = script("abc", Path("/acme/</script><!--"))
    first, rest = made.split("\n", 1)
    assert "<" not in first
    found = re.fullmatch(r"const served = (.*);", first)
    assert found is not None
    assert json.loads(found[1]) == {"tag": "abc", "root": "acme/</script><!--"}
    assert "</" not in rest
    assert "innerHTML" not in rest
