import json
import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from jsonschema import Draft7Validator

from contentsync.cli.progress import ApplyProgress
from contentsync.review.document import plan_schema

from .conftest import LAUNCH
from .conftest import Contentsync

Person = Callable[[str], None]


def test_it_schedules_and_then_nothing_is_left(contentsync: Contentsync, posts: Path) -> None:
    ran = contentsync("apply", "--sandbox", "--auto-approve")
    assert (ran.code, ran.err) == (0, "")
    assert " ✓ schedule   launch  x\n" in ran.out
    assert "Done: 1 scheduled.\nNothing is left to do.\nNext out: launch, in 28 days.\n" in ran.out
    again = contentsync("apply", "--sandbox", "--auto-approve")
    assert "Nothing was written.\nNothing is left to do.\n" in again.out


def test_a_person_is_asked_and_only_yes_is_yes(contentsync: Contentsync, posts: Path, person: Person) -> None:
    person("y\n")
    ran = contentsync("apply", "--sandbox")
    assert ran.code == 1
    assert "Apply this change? (yes/no) Nothing was done.\n" in ran.out
    two_posts(posts)
    person("yes\n")
    ran = contentsync("apply", "--sandbox")
    assert ran.code == 0
    assert "Apply these 2 changes? (yes/no)" in ran.out
    assert "Done: 2 scheduled." in ran.out


def test_nobody_there_to_answer(contentsync: Contentsync, posts: Path, person: Person) -> None:
    ran = contentsync("apply", "--sandbox")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.endswith("fix:   contentsync apply --auto-approve\n")
    person("yes\n")
    assert contentsync("apply", "--sandbox", "--json").code == 1


def test_in_ci_nobody_is_asked(
    contentsync: Contentsync, posts: Path, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", "true")
    person("yes\n")
    assert "--auto-approve" in contentsync("apply", "--sandbox").err


def test_in_ci_the_sandbox_must_be_meant(
    contentsync: Contentsync, posts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", "true")
    with (posts / "contentsync.yaml").open("a") as file:
        file.write("api: {url: sandbox}\n")
    ran = contentsync("apply", "--auto-approve")
    assert ran.code == 1
    assert "would publish nothing" in ran.err
    assert contentsync("apply", "--auto-approve", "--sandbox").code == 0


def test_json_has_an_outcome_for_every_change(contentsync: Contentsync, posts: Path) -> None:
    first = json.loads(contentsync("apply", "--sandbox", "--auto-approve", "--json").out)
    second = json.loads(contentsync("apply", "--sandbox", "--auto-approve", "--json").out)
    for document in (first, second):
        assert not list(Draft7Validator(plan_schema()).iter_errors(document))
    assert first["changes"][0]["outcome"] == "done"
    assert first["changes"][0]["job_id"]
    assert (second["changes"][0]["outcome"], second["changes"][0]["job_id"]) == ("", first["changes"][0]["job_id"])


def test_a_bad_post_does_not_stop_the_others(contentsync: Contentsync, posts: Path) -> None:
    (posts / "content/bad.yaml").write_text("publish_at: soon\nplatforms: [x]\ntext: a\n")
    ran = contentsync("apply", "--sandbox", "--auto-approve")
    assert ran.code == 1
    assert "Done: 1 scheduled." in ran.out
    assert ran.out.count("error CS204") == 1


def test_too_many_cancellations_stop_before_the_first_write(contentsync: Contentsync, posts: Path) -> None:
    for number in range(5):
        (posts / f"content/p{number}.yaml").write_text(
            LAUNCH.replace("Launch day", f"Number {number} " + "abcde"[number] * 40).replace("-01 ", f"-1{number} ")
        )
    contentsync("apply", "--sandbox", "--auto-approve")
    for number in range(5):
        (posts / f"content/p{number}.yaml").unlink()
    ran = contentsync("apply", "--sandbox", "--auto-approve")
    assert ran.code == 1
    assert "error: nothing was applied:\n       this would cancel 5 of 6 upcoming posts of acme\n" in ran.err
    assert "--allow-delete 5" in ran.err
    jobs = json.loads(contentsync("sandbox", "jobs", "--json").out)
    assert sum(job["state"] == "scheduled" for job in jobs) == 6
    ran = contentsync("apply", "--sandbox", "--auto-approve", "--allow-delete", "5")
    assert (ran.code, "Done: 5 cancelled." in ran.out) == (0, True)


def test_a_refusal_is_told_with_the_reason(contentsync: Contentsync, posts: Path) -> None:
    rule = {"method": "POST", "path": "/upload_text", "times": 1, "kind": "refuse", "status": 400}
    contentsync("sandbox", "faults", json.dumps(rule))
    ran = contentsync("apply", "--sandbox", "--auto-approve")
    assert ran.code == 1
    assert " ✗ schedule   launch  x  refused: " in ran.out
    assert "Done: nothing. 1 refused.\nLeft:\n + schedule   launch" in ran.out
    assert contentsync("apply", "--sandbox", "--auto-approve").code == 0


def test_quiet_says_what_went_wrong_and_the_sum(contentsync: Contentsync, posts: Path) -> None:
    assert " ✓ " not in contentsync("apply", "--sandbox", "--auto-approve", "-q").out


def test_verbose_counts(contentsync: Contentsync, posts: Path) -> None:
    assert " 1/1 schedule launch\n" in contentsync("apply", "--sandbox", "--auto-approve", "-v").out


def test_a_large_upload_has_a_bar_and_leaves_no_trace(contentsync: Contentsync, posts: Path, person: Person) -> None:
    (posts / "content/big.mp4").write_bytes(b"\0" * 3_000_000)
    (posts / "content/launch.yaml").write_text(LAUNCH + "media: big.mp4\n")
    person("yes\n")
    ran = contentsync("apply", "--sandbox")
    assert ran.code == 0
    assert " schedule   launch  x" in ran.out


def two_posts(posts: Path) -> None:
    (posts / "content/two.yaml").write_text(LAUNCH.replace("Launch day", "Another day").replace("-01 ", "-05 "))


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_told_to_end_it_finishes_what_it_writes_and_begins_nothing(
    contentsync: Contentsync, posts: Path, monkeypatch: pytest.MonkeyPatch, number: signal.Signals, code: int
) -> None:
    two_posts(posts)
    before = signal.getsignal(number)
    monkeypatch.setattr(ApplyProgress, "started", lambda *_: os.kill(os.getpid(), number))
    ran = contentsync("apply", "--sandbox", "--auto-approve")
    monkeypatch.undo()
    monkeypatch.chdir(posts)
    assert ran.code == code
    assert "stopping after what is being written now" in ran.err
    assert "contentsync apply --continue --sandbox finishes what was begun, contentsync apply --sandbox does" in ran.err
    assert "Done: 1 scheduled." in ran.out
    assert "Left:\n + schedule   two" in ran.out
    assert signal.getsignal(number) is before
    assert "may write until" not in contentsync("state", "list", "--sandbox").out
    assert "Plan: 1 to schedule." in contentsync("plan", "--sandbox").out


def test_told_twice_it_ends_at_once_and_the_next_run_finds_out(
    contentsync: Contentsync, posts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    two_posts(posts)

    def twice(*_: object) -> None:
        os.kill(os.getpid(), signal.SIGINT)
        os.kill(os.getpid(), signal.SIGINT)

    monkeypatch.setattr(ApplyProgress, "started", twice)
    ran = contentsync("apply", "--sandbox", "--auto-approve")
    monkeypatch.undo()
    monkeypatch.chdir(posts)
    assert (ran.code, ran.err.endswith("\nstopped\n")) == (130, True)
    assert "stopping at once" in ran.err
    contentsync("sandbox", "clock", "--advance", "PT1H")
    assert contentsync("apply", "--sandbox", "--auto-approve").code == 0
    jobs = json.loads(contentsync("sandbox", "jobs", "--json").out)
    assert [job["state"] for job in jobs] == ["scheduled", "scheduled"]
