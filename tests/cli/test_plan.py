import json
import subprocess
from pathlib import Path

import pytest
from jsonschema import Draft7Validator

from contentsync.review.document import plan_schema

from .conftest import Contentsync


def test_a_plan_on_the_sandbox(contentsync: Contentsync, posts: Path) -> None:
    ran = contentsync("plan", "--sandbox")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("SANDBOX: nothing here reaches Upload-Post or any follower.\nacme-abc234 · ")
    assert " + schedule   launch  Mon 1 Mar 09:00 CET (08:00 UTC, in 28 days)  x\n" in ran.out
    assert "Plan: 1 to schedule.\nNext out: launch, in 28 days.     Do it: contentsync apply --sandbox\n" in ran.out
    assert "\x1b" not in ran.out


def test_the_options_stand_before_the_verb_or_after_it(contentsync: Contentsync, posts: Path, tmp_path: Path) -> None:
    after = contentsync("plan", "--sandbox", "--json", "-C", str(posts))
    before = contentsync("--sandbox", "--json", "-C", str(posts), "plan")
    assert json.loads(after.out)["changes"] == json.loads(before.out)["changes"]


def test_the_document_is_what_the_schema_says(contentsync: Contentsync, posts: Path) -> None:
    ran = contentsync("plan", "--sandbox", "--json")
    document = json.loads(ran.out)
    assert not list(Draft7Validator(plan_schema()).iter_errors(document))
    assert document["sandbox"] is True
    assert document["summary"]["create"] == 1
    assert document["changes"][0]["scheduled_at"] == "2027-03-01T08:00:00Z"
    assert document["changes"][0]["source"] == {"file": "content/launch.yaml", "line": 1}


def test_detailed_exit_codes(contentsync: Contentsync, posts: Path) -> None:
    assert contentsync("plan", "--sandbox", "--detailed-exitcode").code == 2
    assert contentsync("apply", "--sandbox", "--auto-approve").code == 0
    assert contentsync("plan", "--sandbox", "--detailed-exitcode").code == 0


def test_a_post_with_an_error_is_left_alone_and_exit_1(contentsync: Contentsync, posts: Path) -> None:
    (posts / "content/bad.yaml").write_text("publish_at: soon\nplatforms: [x]\ntext: a\n")
    ran = contentsync("plan", "--sandbox")
    assert ran.code == 1
    assert "error CS204 content/bad.yaml:1:13" in ran.out
    assert "     1 | publish_at: soon\n                     ^\n" in ran.out
    assert "Plan: 1 to schedule. 1 error, whose posts are left alone." in ran.out


def test_what_the_settings_call_an_error_between_posts_is_exit_1_and_keeps_none_back(
    contentsync: Contentsync, posts: Path
) -> None:
    with (posts / "contentsync.yaml").open("a") as file:
        file.write("problems: {CS333: error}\nrules: {quiet_hours: '08:00-10:00'}\n")
    ran = contentsync("plan", "--sandbox")
    assert ran.code == 1
    assert "error CS333 content/launch.yaml" in ran.out
    assert "Plan: 1 to schedule. 1 error by your settings.\n" in ran.out


def test_a_post_that_would_be_missed_is_exit_3(contentsync: Contentsync, posts: Path) -> None:
    (posts / "content/soon.yaml").write_text("publish_at: 2027-02-01T07:35Z\nplatforms: [x]\ntext: too soon\n")
    ran = contentsync("plan", "--sandbox", "--detailed-exitcode")
    assert ran.code == 3
    assert " ! waiting    soon    Mon 1 Feb 08:35 CET" in ran.out
    assert "too close → give it a date at least 10 minutes ahead" in ran.out
    assert "1 waiting for you." in ran.out


def test_what_it_is_narrowed_to_must_be_there(contentsync: Contentsync, posts: Path) -> None:
    (posts / "content/other.yaml").write_text("publish_at: 2027-03-02 09:00\nplatforms: [x]\ntext: other\n")
    assert "Plan: 1 to schedule." in contentsync("plan", "--sandbox", "--target", "other").out
    assert "Plan: 2 to schedule." in contentsync("plan", "--sandbox", "--profile", "acme").out
    typo = contentsync("plan", "--sandbox", "--target", "lunch")
    assert (typo.code, typo.err) == (1, "error: there is no post lunch\nfix:   --target launch\n")
    assert contentsync("plan", "--sandbox", "--target", "zzzzzzzz").err.endswith(
        "fix:   contentsync plan lists them all\n"
    )
    wrong = contentsync("plan", "--sandbox", "--profile", "acne")
    assert wrong.err == "error: no post goes out under the profile acne\nfix:   --profile acme\n"


def test_edits_are_shown_word_by_word(contentsync: Contentsync, posts: Path) -> None:
    contentsync("apply", "--sandbox", "--auto-approve")
    post = posts / "content/launch.yaml"
    post.write_text(post.read_text().replace("Monday", "Tuesday").replace("03-01", "03-02"))
    ran = contentsync("plan", "--sandbox")
    assert " ~ edit       launch  Tue 2 Mar 09:00 CET" in ran.out
    assert "time      Mon 1 Mar 09:00 → Tue 2 Mar 09:00\n" in ran.out
    assert "text      Launch day on [-Monday-] {+Tuesday+}\n" in ran.out


def git(folder: Path, *words: str) -> str:
    author = ["-c", "user.name=Ann", "-c", "user.email=ann@example.com", "-c", "commit.gpgsign=false"]
    return subprocess.run(["git", *author, *words], cwd=folder, check=True, capture_output=True, text=True).stdout


def test_a_removed_file_is_a_cancellation(contentsync: Contentsync, posts: Path) -> None:
    git(posts, "add", "content")
    git(posts, "commit", "--quiet", "-m", "Say it")
    contentsync("apply", "--sandbox", "--auto-approve")
    (posts / "content/launch.yaml").unlink()
    ran = contentsync("plan", "--sandbox")
    assert " - cancel     launch" in ran.out
    assert "file removed: content/launch.yaml\n" in ran.out
    assert "Plan: 1 to cancel." in ran.out
    git(posts, "commit", "--quiet", "-a", "-m", "Say nothing")
    sha = git(posts, "log", "-1", "--format=%h").strip()
    assert f"file removed in {sha}: content/launch.yaml\n" in contentsync("plan", "--sandbox").out


def test_a_draft_is_counted(contentsync: Contentsync, posts: Path) -> None:
    (posts / "content/idea.yaml").write_text("publish_at: 2027-03-02 09:00\nplatforms: [x]\ntext: idea\ndraft: true\n")
    assert "   1 draft\n" in contentsync("plan", "--sandbox").out


@pytest.mark.parametrize("words", [("--no-color",), ()])
def test_colours_are_for_terminals(
    contentsync: Contentsync, posts: Path, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, person: object
) -> None:
    person("")  # type: ignore[operator]
    assert ("\x1b[32m+ schedule" in contentsync("plan", "--sandbox", *words).out) is not words
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in contentsync("plan", "--sandbox").out


def test_quiet_and_verbose(contentsync: Contentsync, posts: Path) -> None:
    assert len(contentsync("plan", "--sandbox", "-q").out.splitlines()) == 3
    assert "rule 22" in contentsync("plan", "--sandbox", "-v").out


def test_what_only_a_plan_finds_is_judged_too(contentsync: Contentsync, posts: Path) -> None:
    post = posts / "content" / "launch.yaml"
    contentsync("apply", "--sandbox", "--auto-approve")
    contentsync("sandbox", "clock", "--advance", "P60D")
    post.write_text(post.read_text().replace("Monday", "Tuesday"))
    assert "CS602" in contentsync("plan", "--sandbox", "--json").out
    (posts / "contentsync.yaml").write_text(f"{(posts / 'contentsync.yaml').read_text()}problems: {{CS602: error}}\n")
    assert contentsync("plan", "--sandbox").code == 1
    post.write_text(f"# contentsync: ignore CS602 a slip that nobody saw\n{post.read_text()}")
    ran = contentsync("plan", "--sandbox", "--json")
    assert (ran.code, "CS602" in ran.out) == (0, False)
    assert "CS114" not in contentsync("validate").out


def test_as_markdown(contentsync: Contentsync, posts: Path) -> None:
    ran = contentsync("plan", "--sandbox", "--format", "markdown")
    assert ran.code == 0
    assert ran.out.startswith("### 📅 contentsync: 1 to schedule (acme)\n")
    assert "| ➕ | Mon 1 Mar 09:00 | launch | x | schedule | x 20/280 |" in ran.out


def test_as_json_by_its_name(contentsync: Contentsync, posts: Path) -> None:
    named = contentsync("plan", "--sandbox", "--format", "json")
    assert json.loads(named.out)["summary"]["create"] == 1
