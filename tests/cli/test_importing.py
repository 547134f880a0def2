import json
from collections.abc import Callable
from datetime import UTC
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from contentsync.cli.imported import file_text
from contentsync.cli.imported import new_id
from contentsync.cli.imported import texts_of
from contentsync.cli.templates import as_yaml
from contentsync.content.documents import read
from contentsync.content.keys import NAMES
from contentsync.model.remote import Job
from contentsync.sandbox import Sandbox

from .conftest import SETTINGS
from .conftest import Contentsync

Somebody = Callable[..., str]
AT = datetime(2027, 3, 20, 8, tzinfo=UTC)


@pytest.fixture
def somebody(posts: Path) -> Somebody:
    """Schedules by hand, in the sandbox that `--sandbox` uses; returns the job's id."""

    def schedule(text: str, at: str = "2027-03-20T08:00:00Z", kind: str = "text", **fields: Any) -> str:
        sandbox = Sandbox(posts / ".contentsync/sandbox", now=datetime(2027, 2, 1, 7, 30, tzinfo=UTC))
        photo = {"photos[]": ("p.jpg", b"\xff\xd8\xff" + b"x" * 64, "image/jpeg")} if kind == "photos" else None
        platforms = fields.pop("platforms", ["x"])
        form = {"user": "acme", "platform[]": platforms, "title": text, "scheduled_date": at, **fields}
        try:
            with httpx.Client(transport=httpx.WSGITransport(app=sandbox.app)) as client:
                answer = client.post(
                    f"http://sandbox/api/upload_{kind}",
                    data=form,
                    files=photo,
                    headers={"Authorization": "Apikey sandbox"},
                )
        finally:
            sandbox.close()
        assert answer.status_code == 202, answer.text
        return str(answer.json()["job_id"])

    return schedule


def jobs(contentsync: Contentsync) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(contentsync("sandbox", "jobs", "--json").out)
    return found


def test_what_is_not_from_here_is_counted_and_listed(contentsync: Contentsync, posts: Path, somebody: Somebody) -> None:
    assert contentsync("import", "--sandbox").out == "Every scheduled job is from this repository.\n"
    job_id = somebody("Made by hand, " + "and long " * 20)
    contentsync("apply", "--sandbox", "--auto-approve")
    assert "1 unchanged, 1 not from this repository (contentsync import)" in contentsync("plan", "--sandbox").out
    ran = contentsync("import", "--sandbox")
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert lines[0] == "1 scheduled job is not from this repository:"
    assert lines[2] == f"  {job_id}  Sat 20 Mar 09:00 CET (08:00 UTC, in 47 days)"
    assert lines[3].split("  ")[-3:] == ["x", "text", "Made by hand, and long and long and long and long and long a…"]
    assert lines[-1] == f"Take over: contentsync import --sandbox {job_id}, or --all"
    document = json.loads(contentsync("import", "--sandbox", "--json").out)
    assert [(job["job_id"], job["scheduled_at"], job["namespace"]) for job in document["jobs"]] == [
        (job_id, "2027-03-20T08:00:00Z", None)
    ]


def quoted(job_id: str) -> str:
    """As YAML 1.1 needs it: quoted where it looks like a number."""
    return str(yaml.safe_dump(job_id)).split("\n")[0]


def test_it_is_taken_over_without_a_call_and_then_edited(
    contentsync: Contentsync, posts: Path, somebody: Somebody
) -> None:
    job_id = somebody("Made by hand\n\n  indented: #not a comment\n")
    ran = contentsync("import", job_id, "--sandbox")
    file = "content/imported/2027-03-20-made-by-hand-indented-not.yaml"
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == f"Wrote:\n  {file}\nNext: contentsync plan --sandbox shows what apply takes over\n"
    text = (posts / file).read_text()
    assert text == (
        "# yaml-language-server: $schema=../../.contentsync/schemas/post.schema.json\n"
        "id: 2027-03-20-made-by-hand-indented-not\nprofile: acme\npublish_at: 2027-03-20 09:00\n"
        "timezone: Europe/Madrid\nplatforms: [x]\n"
        f"text: |\n  Made by hand\n\n    indented: #not a comment\nimported: {quoted(job_id)}\n"
    )
    plan = contentsync("plan", "--sandbox").out
    assert " » take over  2027-03-20-made-by-hand-indented-not" in plan
    assert "not from this repository" not in plan
    done = contentsync("apply", "--sandbox", "--auto-approve")
    assert "Done: 1 scheduled, 1 taken over." in done.out
    assert [job["job_id"] for job in jobs(contentsync) if job["job_id"] == job_id] == [job_id]
    (posts / file).write_text(text.replace("Made by hand", "Made by a hand").replace("09:00", "10:00"))
    assert "Done: 1 edited." in contentsync("apply", "--sandbox", "--auto-approve").out
    assert sum(job["state"] == "scheduled" for job in jobs(contentsync)) == 2


def test_media_stay_where_they_are(contentsync: Contentsync, posts: Path, somebody: Somebody) -> None:
    job_id = somebody("A photo", kind="photos", platforms=["linkedin", "x"], description="And what it shows")
    contentsync("import", job_id, "--sandbox")
    (file,) = (posts / "content/imported").iterdir()
    assert yaml.safe_load(file.read_text())["media"] == "kept"
    assert " » take over  2027-03-20-a-photo" in contentsync("plan", "--sandbox", "--target", file.stem).out
    assert contentsync("apply", "--sandbox", "--auto-approve").code == 0
    assert "2 unchanged\n" in contentsync("plan", "--sandbox").out


def test_all_of_one_profile_and_none_of_another_repository(
    contentsync: Contentsync, posts: Path, somebody: Somebody
) -> None:
    contentsync("apply", "--sandbox", "--auto-approve")
    (posts / ".contentsync/sandbox/state.json").unlink()
    (posts / "contentsync.yaml").write_text(SETTINGS.replace("acme-abc234", "other-abc234"))
    (posts / "content/launch.yaml").unlink()
    theirs = jobs(contentsync)[0]["job_id"]
    first = somebody("One thing")
    somebody("One thing", at="2027-03-25T08:00:00Z")
    listed = contentsync("import", "--sandbox").out
    assert f"  {theirs}  Mon 1 Mar" in listed
    assert "made by the repository of acme-abc234\n" in listed
    assert "There is nothing to take over." in contentsync("import", "--all", "--profile", "no", "--sandbox").out
    ran = contentsync("import", "--all", "--profile", "acme", "--sandbox", "--json")
    assert json.loads(ran.out)["written"] == [
        "content/imported/2027-03-20-one-thing.yaml",
        "content/imported/2027-03-25-one-thing.yaml",
    ]
    again = contentsync("import", first, "--sandbox")
    assert (again.code, f"no job {first} is scheduled that is not from this repository" in again.err) == (1, True)
    assert "Plan: 2 to take over." in contentsync("plan", "--sandbox").out
    assert contentsync("import", theirs, "--sandbox").code == 0


def test_names_that_are_taken(contentsync: Contentsync, posts: Path, somebody: Somebody) -> None:
    (posts / "content/imported").mkdir()
    (posts / "content/imported/2027-03-20-hello.yaml").write_text("kept: as it is\n")
    somebody("Hello!")
    somebody("Hello?")
    contentsync("import", "--all", "--sandbox")
    names = sorted(path.name for path in (posts / "content/imported").iterdir())
    assert names == ["2027-03-20-hello-2.yaml", "2027-03-20-hello-3.yaml", "2027-03-20-hello.yaml"]
    assert (posts / "content/imported/2027-03-20-hello.yaml").read_text() == "kept: as it is\n"


def test_wrong_words(contentsync: Contentsync, posts: Path, somebody: Somebody) -> None:
    job_id = somebody("Hello")
    both = contentsync("import", job_id, "--all", "--sandbox")
    assert (both.code, "say either JOB_IDs or --all" in both.err) == (1, True)
    typo = contentsync("import", job_id[:-1], "--sandbox")
    assert (typo.code, f"fix:   contentsync import {job_id}" in typo.err) == (1, True)
    assert "contentsync import lists them" in contentsync("import", "zzz", "--sandbox").err


X = {"platforms": ["x"]}
YOUTUBE = {"platforms": ["youtube"]}


def job(title: str | None, caption: str | None = None, **more: Any) -> Job:
    return Job("j1", more.pop("at", AT), "acme", more.pop("platforms", ("x",)), title=title, caption=caption, **more)


@pytest.mark.parametrize(
    ("found", "texts"),
    [
        (job("Hi", post_type="text"), X | {"text": "Hi"}),
        (job("Hi", "", post_type="photo"), X | {"text": "Hi"}),
        (job("Head", "Body", post_type="video", platforms=("youtube",)), YOUTUBE | {"text": "Body", "title": "Head"}),
        (
            job("Head", "Body", post_type="video", platforms=("x", "youtube")),
            {"platforms": {"x": {}, "youtube": {"text": "Body"}}, "title": "Head", "text": "Head"},
        ),
        (job(None, "Body", post_type="video", platforms=("youtube",)), YOUTUBE | {"text": "Body"}),
        (job("Head", "Lost", post_type="text"), X | {"text": "Head"}),
        (job("Hi", "Hello", platforms=("myspace",)), {"platforms": ["myspace"], "text": "Hi"}),
        (job(None, None, post_type="photo"), X),
    ],
)
def test_the_words_that_send_what_the_job_shows(found: Job, texts: dict[str, str]) -> None:
    assert texts_of(found) == texts


def test_a_moment_that_a_clock_shows_twice_is_written_in_utc() -> None:
    at = datetime(2027, 10, 31, 0, 30, tzinfo=UTC)
    assert "publish_at: '2027-10-31T00:30:00Z'\n" in file_text(job("Hi", at=at), "a", "Europe/Madrid", "s")
    assert "publish_at: '2027-10-31T08:00:30Z'\n" in file_text(
        job("Hi", at=datetime(2027, 10, 31, 8, 0, 30, tzinfo=UTC)), "a", "Europe/Madrid", "s"
    )


def test_the_day_in_a_name_is_a_local_one() -> None:
    late = job("日本", at=datetime(2027, 3, 20, 20, tzinfo=UTC))
    assert new_id(late, "Asia/Tokyo", set()) == "2027-03-21"


@given(st.text(st.characters(codec="utf-8")))
def test_any_text_reads_back_as_it_was(text: str) -> None:
    (post,) = read(as_yaml({"text": text}).encode(), NAMES).posts
    assert post.values == {"text": text}
