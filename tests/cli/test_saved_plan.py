import json
from pathlib import Path

import pytest

from .conftest import LAUNCH
from .conftest import Contentsync

SECOND = LAUNCH.replace("Launch day", "Another day").replace("-01 ", "-05 ")


def test_a_plan_is_saved_shown_and_applied_once(contentsync: Contentsync, posts: Path) -> None:
    ran = contentsync("plan", "--sandbox", "--out", "plan.json")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines()[-2] == (
        "Saved in plan.json, which holds until Mon 1 Mar 08:50 CET (07:50 UTC), for one apply: "
        "contentsync apply plan.json --sandbox"
    )
    done = contentsync("apply", "plan.json", "--sandbox")
    assert (done.code, "Done: 1 scheduled." in done.out) == (0, True)
    again = contentsync("apply", "plan.json", "--sandbox")
    assert (again.code, again.err) == (
        4,
        "error: this plan has been applied before\nfix:   contentsync plan --out FILE\n",
    )


def test_only_what_was_approved_is_done(contentsync: Contentsync, posts: Path) -> None:
    contentsync("plan", "--sandbox", "--out", "plan.json")
    (posts / "content/second.yaml").write_text(SECOND)
    assert contentsync("apply", "plan.json", "--sandbox").code == 0
    assert "Plan: 1 to schedule." in contentsync("plan", "--sandbox").out


def test_what_is_no_longer_the_same_is_named_and_exit_4(contentsync: Contentsync, posts: Path) -> None:
    contentsync("plan", "--sandbox", "--out", "plan.json")
    (posts / "content/launch.yaml").write_text(LAUNCH.replace("Monday", "Tuesday"))
    ran = contentsync("apply", "plan.json", "--sandbox")
    assert ran.code == 4
    assert "this plan no longer holds: launch@acme has other words" in ran.err
    assert json.loads(contentsync("sandbox", "jobs", "--json").out) == []


def test_an_expired_plan(contentsync: Contentsync, posts: Path) -> None:
    contentsync("plan", "--sandbox", "--out", "plan.json")
    contentsync("sandbox", "clock", "--to", "2027-03-01T07:50:00Z")
    ran = contentsync("apply", "plan.json", "--sandbox")
    assert (ran.code, "this plan expired at 2027-03-01 07:50 UTC" in ran.err) == (4, True)


def test_it_is_shown_without_a_network_whether_it_still_holds_or_not(
    contentsync: Contentsync, posts: Path, tmp_path: Path
) -> None:
    contentsync("plan", "--sandbox", "--out", "plan.json")
    contentsync("apply", "plan.json", "--sandbox")
    ran = contentsync("show", "plan.json")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (
        "Saved plan of acme-abc234, made Mon 1 Feb 08:30 CET (07:30 UTC)\n"
        "It holds until Mon 1 Mar 08:50 CET (07:50 UTC), for one apply.\n"
        "\n"
        " + schedule   launch  Mon 1 Mar 09:00 CET (08:00 UTC)  x  new\n"
        "\n"
        "Plan: 1 to schedule.\n"
        "Do it: contentsync apply plan.json\n"
    )
    elsewhere = contentsync("-C", str(tmp_path), "show", str(posts / "plan.json"))
    assert "made Mon 1 Feb 07:30 UTC\n" in elsewhere.out
    document = json.loads(contentsync("show", "plan.json", "--json").out)
    assert document["expires_at"] == "2027-03-01T07:50:00Z"
    assert [(each["address"], each["action"]) for each in document["changes"]] == [("launch", "create")]


def test_a_plan_with_nothing_to_do(contentsync: Contentsync, posts: Path) -> None:
    contentsync("apply", "--sandbox", "--auto-approve")
    ran = contentsync("plan", "--sandbox", "--quiet", "--out", "plan.json")
    assert "Saved in plan.json, which holds for one apply: contentsync apply plan.json --sandbox\n" in ran.out
    assert "Plan: nothing to do.\n" in contentsync("show", "plan.json").out
    assert json.loads(contentsync("show", "plan.json", "--json").out)["expires_at"] is None
    assert contentsync("apply", "plan.json", "--sandbox").code == 0


def test_what_is_no_saved_plan(contentsync: Contentsync, posts: Path) -> None:
    (posts / "other.json").write_text("{}")
    for verb in ("show", "apply"):
        ran = contentsync(verb, "other.json", "--sandbox")
        assert ran.code == 1
        assert "other.json is not a saved plan" in ran.err
        assert "contentsync plan --out FILE" in ran.err
    missing = contentsync("apply", "plan.json", "--sandbox")
    assert (missing.code, "plan.json cannot be read: No such file" in missing.err) == (1, True)
    assert "there is no post contentsync.yaml" in contentsync("show", "contentsync.yaml").err


def test_a_plan_that_cannot_be_written_leaves_the_old_one(contentsync: Contentsync, posts: Path) -> None:
    ran = contentsync("plan", "--sandbox", "--out", "no/plan.json")
    assert (ran.code, ran.out) == (1, "")
    assert "plan.json cannot be written: No such file or directory" in ran.err
    (posts / "plan.json").mkdir()
    assert contentsync("plan", "--sandbox", "--out", "plan.json").code == 1
    assert not list(posts.glob(".plan.json*"))


def test_an_old_plan_is_replaced_with_its_permissions(contentsync: Contentsync, posts: Path) -> None:
    (posts / "plan.json").write_text("{}")
    (posts / "plan.json").chmod(0o640)
    assert contentsync("plan", "--sandbox", "--out", "plan.json", "--json").code == 0
    assert (posts / "plan.json").stat().st_mode & 0o777 == 0o640
    assert json.loads((posts / "plan.json").read_text())["namespace"] == "acme-abc234"


@pytest.mark.parametrize(
    "words", [("plan.json", "--continue"), ("plan.json", "--target", "launch"), ("--continue", "--profile", "acme")]
)
def test_one_way_of_choosing_at_a_time(contentsync: Contentsync, posts: Path, words: tuple[str, ...]) -> None:
    ran = contentsync("apply", "--sandbox", *words)
    assert (ran.code, "say one of FILE, --continue" in ran.err) == (1, True)


def test_continue_finishes_what_was_begun_and_starts_nothing(contentsync: Contentsync, posts: Path) -> None:
    fault = {"method": "POST", "path": "/upload_text", "times": 1, "kind": "drop_after"}
    lists = {"method": "GET", "path": "/uploadposts/*", "kind": "error_before"}
    contentsync("sandbox", "faults", json.dumps(fault))
    contentsync("sandbox", "faults", json.dumps({**lists, "nth": list(range(6, 60))}))
    contentsync("apply", "--sandbox", "--auto-approve")
    contentsync("sandbox", "faults", "--clear")
    (posts / "content/second.yaml").write_text(SECOND)
    begun = json.loads(contentsync("state", "show", "launch", "--sandbox").out)["launch@acme"]
    assert "intent" in begun
    ran = contentsync("apply", "--sandbox", "--continue")
    assert ran.code == 0
    assert "second" not in ran.out.partition("Nothing")[0]
    finished = json.loads(contentsync("state", "show", "launch", "--sandbox").out)["launch@acme"]
    assert "intent" not in finished
    assert finished["job"]["job_id"]
    jobs = json.loads(contentsync("sandbox", "jobs", "--json").out)
    assert len(jobs) == 1
    assert "Plan: 1 to schedule." in contentsync("plan", "--sandbox").out


def test_continue_with_nothing_begun(contentsync: Contentsync, posts: Path) -> None:
    ran = contentsync("apply", "--sandbox", "--continue")
    assert (ran.code, "Nothing was written." in ran.out) == (0, True)
    assert json.loads(contentsync("sandbox", "jobs", "--json").out) == []


def test_a_file_that_is_a_folder_is_an_address(contentsync: Contentsync, posts: Path) -> None:
    (posts / "launch").mkdir()
    assert "POST upload_text" in contentsync("show", "launch").out


def test_summer_time_that_begins_between_plan_and_apply_moves_nothing(contentsync: Contentsync, posts: Path) -> None:
    (posts / "content/launch.yaml").write_text(LAUNCH.replace("03-01", "03-29"))
    contentsync("plan", "--sandbox", "--out", "plan.json")
    contentsync("sandbox", "clock", "--to", "2027-03-28T10:00:00Z")
    assert contentsync("apply", "plan.json", "--sandbox").code == 0
    (job,) = json.loads(contentsync("sandbox", "jobs", "--json").out)
    assert job["due_at"] == "2027-03-29T07:00:00Z"
    assert contentsync("plan", "--sandbox", "--detailed-exitcode").code == 0


def test_a_zone_that_means_another_moment_by_then_is_named(contentsync: Contentsync, posts: Path) -> None:
    """As where the machine that applies has other tables of zones than the one that planned."""
    contentsync("plan", "--sandbox", "--out", "plan.json")
    settings = posts / "contentsync.yaml"
    settings.write_text(settings.read_text().replace("Europe/Madrid", "Europe/Lisbon"))
    ran = contentsync("apply", "plan.json", "--sandbox")
    assert (ran.code, "launch@acme has another time than when it was approved" in ran.err) == (4, True)
    assert json.loads(contentsync("sandbox", "jobs", "--json").out) == []
