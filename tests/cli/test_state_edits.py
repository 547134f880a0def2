import json
from collections.abc import Callable
from pathlib import Path

from .conftest import LAUNCH
from .conftest import Contentsync

STATE = ".contentsync/sandbox/state.json"


def test_rm_forgets_and_leaves_the_job(contentsync: Contentsync, posts: Path) -> None:
    contentsync("apply", "--sandbox", "--auto-approve")
    (posts / "content/launch.yaml").unlink()
    ran = contentsync("state", "rm", "launch", "--sandbox", "--yes")
    assert (ran.code, ran.out) == (0, "launch@acme is forgotten\nNext: contentsync plan --sandbox\n")
    assert contentsync("state", "list", "--sandbox").out == "acme-abc234: 0 deliveries\n"
    assert [job["state"] for job in json.loads(contentsync("sandbox", "jobs", "--json").out)] == ["scheduled"]


def test_rm_asks_and_only_yes_is_yes(contentsync: Contentsync, posts: Path, person: Callable[[str], None]) -> None:
    contentsync("apply", "--sandbox", "--auto-approve")
    person("y\n")
    ran = contentsync("state", "rm", "launch", "--sandbox")
    assert ran.code == 1
    assert ran.out.startswith("launch@acme is forgotten (job ")
    assert ran.out.endswith("nothing changes in Upload-Post\nForget launch@acme? (yes/no) Nothing was changed.\n")
    assert "launch" in contentsync("state", "list", "--sandbox").out
    person("yes\n")
    assert contentsync("state", "rm", "launch", "--sandbox").code == 0
    assert "launch" not in contentsync("state", "list", "--sandbox").out


def test_rm_without_anybody_to_ask(contentsync: Contentsync, posts: Path) -> None:
    contentsync("apply", "--sandbox", "--auto-approve")
    before = (posts / STATE).read_bytes()
    for more in ((), ("--json",)):
        assert contentsync("state", "rm", "launch", "--sandbox", *more).code == 1
    assert "type it again with --yes" in contentsync("state", "rm", "launch", "--sandbox").err
    assert (posts / STATE).read_bytes() == before
    assert json.loads(contentsync("state", "rm", "launch", "--sandbox", "--yes", "--json").out) == {
        "removed": "launch@acme"
    }


def test_an_address_must_mean_one(contentsync: Contentsync, posts: Path) -> None:
    (posts / "content/launch.yaml").write_text(LAUNCH + "profile: [acme, press]\n")
    contentsync("apply", "--sandbox", "--auto-approve")
    several = contentsync("state", "rm", "launch", "--sandbox", "--yes")
    assert (several.code, "launch means several: launch@acme, launch@press" in several.err) == (1, True)
    none = contentsync("state", "mv", "lunch", "dinner", "--sandbox")
    assert (none.code, "nothing is remembered of lunch" in none.err) == (1, True)


def test_mv_is_what_a_rename_is(contentsync: Contentsync, posts: Path) -> None:
    contentsync("apply", "--sandbox", "--auto-approve")
    (posts / "content/launch.yaml").rename(posts / "content/start.yaml")
    ran = contentsync("state", "mv", "launch", "start", "--sandbox")
    assert (ran.code, ran.out) == (0, "launch@acme is now start@acme\nNext: contentsync plan --sandbox\n")
    assert "Plan: nothing to do." in contentsync("plan", "--sandbox").out
    back = contentsync("state", "mv", "start", "launch@acme", "--sandbox", "--json")
    assert json.loads(back.out) == {"from": "start@acme", "to": "launch@acme"}


def test_a_state_that_was_lost_is_found_again(contentsync: Contentsync, posts: Path) -> None:
    contentsync("apply", "--sandbox", "--auto-approve")
    again = contentsync("state", "rebuild", "--sandbox")
    assert again.out.startswith("nothing was found that is not remembered already\n")
    (posts / STATE).unlink()
    ran = contentsync("state", "rebuild", "--sandbox")
    assert (ran.code, ran.out) == (0, "found launch@acme\nNext: contentsync plan --sandbox\n")
    assert "Plan: nothing to do." in contentsync("plan", "--sandbox").out
    (posts / STATE).unlink()
    assert json.loads(contentsync("state", "rebuild", "--sandbox", "--json").out) == {"found": ["launch@acme"]}
