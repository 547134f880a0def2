"""A sandbox in a directory: killed at any time, it goes on where it was."""

import os
import signal
import sqlite3
import subprocess
import sys
import threading
from datetime import UTC
from datetime import datetime
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from contentsync.sandbox import Sandbox
from contentsync.sandbox import StoreError
from contentsync.sandbox.store import FILE_NAME

from .conftest import START_AT
from .conftest import Api

AT = "2027-01-05T10:00:00Z"


def test_everything_is_there_again(tmp_path: Path) -> None:
    first = Sandbox(tmp_path, now=START_AT, ticking=False)
    job_id = Api(first).text("Hello", at=AT, external_id="e")["job_id"]
    first.configure(plan="free")
    first.add_fault({"kind": "refuse", "path": "/uploadposts/me"})
    first.advance(timedelta(hours=1))
    first.close()

    again = Sandbox(tmp_path, now=datetime(2030, 1, 1, tzinfo=UTC))
    api = Api(again)
    assert again.clock.now() == START_AT + timedelta(hours=1)
    assert ([post["job_id"] for post in api.schedule()], again.settings["plan"]) == ([job_id], "free")
    api.get("/uploadposts/me", 400)
    again.advance(timedelta(days=2))
    assert [row["external_id"] for row in again.ledger()] == ["e"]
    again.close()


def test_a_directory_ticks_and_memory_stands_still(tmp_path: Path, sandbox: Sandbox) -> None:
    assert (sandbox.is_ticking, sandbox.clock.now()) == (False, START_AT)
    ticking = Sandbox(tmp_path, now=START_AT)
    assert ticking.is_ticking
    first = ticking.clock.now()
    assert first > START_AT
    assert ticking.clock.now() > first
    ticking.close()


def test_without_a_time_it_begins_now() -> None:
    before = datetime.now(UTC)
    made = Sandbox()
    assert before <= made.clock.now() <= datetime.now(UTC)
    made.close()


def test_two_processes_share_one_directory(tmp_path: Path) -> None:
    one, other = Sandbox(tmp_path, now=START_AT, ticking=False), Sandbox(tmp_path)
    job_id = Api(one).text("Hello", at=AT)["job_id"]
    other.advance(timedelta(days=2))
    assert [row["job_id"] for row in one.ledger()] == [job_id]
    one.close()
    other.close()


def test_ids_differ_between_directories_and_not_between_runs(tmp_path: Path) -> None:
    made = [Sandbox(tmp_path / name, now=START_AT) for name in "ab"] + [Sandbox(now=START_AT) for _ in "cd"]
    ids = [Api(sandbox).text("Hello", at=AT)["job_id"] for sandbox in made]
    assert ids[0] != ids[1]
    assert ids[2] == ids[3]
    assert all(len(job_id) == 32 and set(job_id) <= set("0123456789abcdef") for job_id in ids)
    for sandbox in made:
        sandbox.close()


def test_another_format_is_not_touched(tmp_path: Path) -> None:
    Sandbox(tmp_path).close()
    with sqlite3.connect(tmp_path / FILE_NAME) as db:
        db.execute("PRAGMA user_version=99")
    db.close()
    with pytest.raises(StoreError, match="sandbox format 99, this release reads 1"):
        Sandbox(tmp_path)


def test_what_is_no_database_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text("my diary, in which I wrote more than a header of a database is long" * 9)
    with pytest.raises(StoreError, match="file is not a database"):
        Sandbox(tmp_path)
    assert (tmp_path / FILE_NAME).read_text().startswith("my diary")


def test_several_threads_get_one_answer_each(sandbox: Sandbox) -> None:
    def upload(number: int) -> None:
        Api(sandbox).text(f"Post {number}", at=AT)

    threads = [threading.Thread(target=upload, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({job["job_id"] for job in sandbox.jobs()}) == 8


def test_a_failing_request_leaves_nothing_behind(sandbox: Sandbox) -> None:
    def fail() -> None:
        with sandbox.turn() as here:
            here.put_settings({"broken": True})
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert sandbox.settings["plan"] == "professional"


def started(data: Path) -> tuple[subprocess.Popen[str], str]:
    words = ["sandbox", "serve", "--port", "0", "--data", str(data), "--now", "2027-01-04T08:00:00Z"]
    process = subprocess.Popen(
        [sys.executable, "-m", "contentsync", *words],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    assert process.stdout is not None
    line = process.stdout.readline()
    assert "http://127.0.0.1:" in line
    return process, line.split("at ")[1].split("/api")[0]


def test_a_killed_server_goes_on_where_it_was(tmp_path: Path) -> None:
    key = {"Authorization": "Apikey sandbox"}
    form = {"user": "acme", "platform[]": "x", "title": "Hello", "scheduled_date": AT}
    process, url = started(tmp_path)
    with process, httpx.Client(headers=key) as http:
        made = http.post(url + "/api/upload_text", data=form).json()["job_id"]
        os.kill(process.pid, signal.SIGKILL)
    process, url = started(tmp_path)
    with process, httpx.Client(headers=key) as http:
        listed = http.get(url + "/api/uploadposts/schedule")
        assert [post["job_id"] for post in listed.json()["scheduled_posts"]] == [made]
        # It went on running: a new start does not set it back.
        assert listed.headers["X-Upload-Post-Sandbox"] > "now=2027-01-04T08:00:00"
        assert http.post(url + "/_sandbox/clock", json={"advance": "P2D"}).json()["ticking"] is True
        assert [row["job_id"] for row in http.get(url + "/_sandbox/ledger").json()] == [made]
        process.send_signal(signal.SIGTERM)
    assert process.returncode == 0
