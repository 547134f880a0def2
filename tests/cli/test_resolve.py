import json
from pathlib import Path

import pytest

from .conftest import Contentsync


def cancelled_by_hand(contentsync: Contentsync, posts: Path) -> None:
    contentsync("apply", "--sandbox", "--auto-approve")
    from contentsync.sandbox import Sandbox

    sandbox = Sandbox(posts / ".contentsync/sandbox")
    sandbox.ui_cancel(sandbox.jobs()[0]["job_id"])
    sandbox.close()


def test_what_was_cancelled_by_hand_is_restored(contentsync: Contentsync, posts: Path) -> None:
    cancelled_by_hand(contentsync, posts)
    plan = contentsync("plan", "--sandbox")
    assert " ! waiting    launch" in plan.out
    assert "cancelled by a person → contentsync resolve --sandbox launch --restore" in plan.out
    ran = contentsync("resolve", "launch", "--restore", "--sandbox")
    assert ran.code == 0
    assert ran.out.endswith("Next: contentsync plan --sandbox\n")
    assert "Plan: 1 to schedule." in contentsync("plan", "--sandbox").out


def test_json(contentsync: Contentsync, posts: Path) -> None:
    cancelled_by_hand(contentsync, posts)
    document = json.loads(contentsync("resolve", "launch", "--forget", "--sandbox", "--json").out)
    assert (document["address"], document["how"]) == ("launch", "forget")


@pytest.mark.parametrize("ways", [(), ("--retry", "--forget"), ("--forget", "--take", "file")])
def test_exactly_one_way(contentsync: Contentsync, posts: Path, ways: tuple[str, ...]) -> None:
    ran = contentsync("resolve", "launch", *ways, "--sandbox")
    assert ran.code == 1
    assert "exactly one of" in ran.err


def test_a_way_that_does_not_fit(contentsync: Contentsync, posts: Path) -> None:
    contentsync("apply", "--sandbox", "--auto-approve")
    ran = contentsync("resolve", "launch", "--take", "remote", "--sandbox")
    assert ran.code == 1
    assert ran.err.startswith("error: ")
