"""What every store has to hold, on real files and real repositories."""

import json
import multiprocessing
import os
import random
import resource
import signal
import tempfile
import time
from abc import ABC
from abc import abstractmethod
from collections.abc import Callable
from datetime import UTC
from datetime import datetime
from datetime import timedelta
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from contentsync.model.errors import UserError
from contentsync.state.codec import encode
from contentsync.state.document import FORMAT
from contentsync.state.document import Entry
from contentsync.state.document import JobRecord
from contentsync.state.document import Lease
from contentsync.state.document import Published
from contentsync.state.document import Sent
from contentsync.state.document import State
from contentsync.state.file import FileStore
from contentsync.state.git import GitStore
from contentsync.state.store import MovedError
from contentsync.state.store import Store
from tests.state import remotes

AT = datetime(2027, 3, 1, 8, tzinfo=UTC)
# Not plain fork: under xdist this process has threads.
PROCESSES = multiprocessing.get_context("spawn")
RUNNERS = 8
KILLS = 10
EMPTY = State(namespace=remotes.NAMESPACE)


class Medium(ABC):
    """Where a state is kept: opened again and again, damaged, and made to refuse."""

    @abstractmethod
    def open(self) -> Store: ...

    @abstractmethod
    def damage(self, text: str) -> None: ...

    @abstractmethod
    def remove(self) -> None: ...

    @abstractmethod
    def refuse(self) -> None: ...

    @abstractmethod
    def obstruct(self) -> None: ...

    @property
    @abstractmethod
    def name(self) -> str: ...


class File(Medium):
    def __init__(self, folder: Path) -> None:
        self.path = folder / "private" / "state.json"

    def open(self) -> Store:
        return FileStore(self.path)

    def damage(self, text: str) -> None:
        self.path.write_text(text)

    def remove(self) -> None:
        self.path.unlink()

    def refuse(self) -> None:
        # Root may write anything but a folder that is a file.
        lock = self.path.with_suffix(".lock")
        lock.unlink()
        lock.mkdir()

    def obstruct(self) -> None:
        self.path.unlink()
        self.path.mkdir()

    @property
    def name(self) -> str:
        return str(self.path)


class Ref(Medium):
    def __init__(self, folder: Path) -> None:
        self.remote = remotes.new_remote(folder)
        self.clone = remotes.clone(self.remote, "clone", "--depth=1")

    def open(self) -> Store:
        return GitStore(self.clone, remotes.NAMESPACE, wait=time.sleep)

    def damage(self, text: str) -> None:
        remotes.put(self.remote, text)

    def remove(self) -> None:
        remotes.git(self.remote, "update-ref", "-d", remotes.REF)

    def refuse(self) -> None:
        remotes.hook(self.remote, "pre-receive", "echo read-only today >&2", "exit 1")

    def obstruct(self) -> None:
        self.remote.rename(self.remote.with_name("away"))

    @property
    def name(self) -> str:
        return f"{remotes.REF} on origin"


@pytest.fixture(autouse=True)
def _scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    remotes.settle(tmp_path, monkeypatch)


@pytest.fixture(params=[File, Ref], ids=["file", "git"])
def medium(request: pytest.FixtureRequest, tmp_path: Path) -> Any:
    return request.param(tmp_path / "medium")


def test_where_nothing_was_written_there_is_nothing(medium: Medium) -> None:
    stored = medium.open().read()
    assert (stored.state, stored.version) == (None, "")


def test_what_is_written_is_what_the_next_one_reads(medium: Medium) -> None:
    first = medium.open()
    version = first.write(EMPTY, "")
    assert medium.open().read() == first.read()
    assert medium.open().read().version == version != ""
    later = first.write(replace(EMPTY, serial=1), version)
    stored = medium.open().read()
    assert stored.state == replace(EMPTY, serial=1)
    assert stored.version == later != version


def test_a_version_can_be_handed_to_another_process(medium: Medium) -> None:
    version = medium.open().write(EMPTY, "")
    medium.open().write(replace(EMPTY, serial=1), version)
    stored = medium.open().read()
    assert stored.state == replace(EMPTY, serial=1)


def test_who_comes_second_has_lost_and_changes_nothing(medium: Medium) -> None:
    slow, quick = medium.open(), medium.open()
    version = slow.write(EMPTY, "")
    quick.write(replace(EMPTY, serial=1, repository="quick"), quick.read().version)
    with pytest.raises(MovedError):
        slow.write(replace(EMPTY, serial=1, repository="slow"), version)
    stored = slow.read()
    assert stored.state is not None
    assert stored.state.repository == "quick"
    slow.write(replace(EMPTY, serial=2), stored.version)


def test_the_first_write_can_be_lost_too(medium: Medium) -> None:
    slow, quick = medium.open(), medium.open()
    assert slow.read() == quick.read()
    quick.write(replace(EMPTY, repository="quick"), "")
    with pytest.raises(MovedError):
        slow.write(replace(EMPTY, repository="slow"), "")
    assert medium.open().read().state == replace(EMPTY, repository="quick")


def test_of_two_that_write_the_same_document_one_has_lost(medium: Medium, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"):
        monkeypatch.setenv(name, "1800000000 +0000")
    one, other = medium.open(), medium.open()
    version = one.write(EMPTY, "")
    assert other.read().version == version
    one.write(replace(EMPTY, serial=1), version)
    with pytest.raises(MovedError):
        other.write(replace(EMPTY, serial=1), version)


def test_a_state_that_was_taken_away_has_moved(medium: Medium) -> None:
    store = medium.open()
    version = store.write(EMPTY, "")
    medium.remove()
    with pytest.raises(MovedError):
        store.write(replace(EMPTY, serial=1), version)
    assert store.read().state is None


@pytest.mark.parametrize(
    "text",
    ["not json", "[]", '{"namespace": "acme-k3f9xa"}', '{"format": "one"}', encode(EMPTY).decode()[:-4], "\udcff\x00"],
    ids=["no json", "a list", "no format", "a wrong format", "cut off", "no text"],
)
def test_an_unreadable_document_is_never_taken_for_an_empty_one(medium: Medium, text: str) -> None:
    medium.open().write(EMPTY, "")
    medium.damage(text.encode(errors="replace").decode())
    with pytest.raises(UserError, match="cannot be read as contentsync's state") as caught:
        medium.open().read()
    assert medium.name in caught.value.message
    assert "restore it" in caught.value.fix


def test_a_newer_format_asks_for_a_newer_contentsync(medium: Medium) -> None:
    medium.open().write(EMPTY, "")
    medium.damage(f'{{"format": {FORMAT + 1}, "anything": "else"}}')
    with pytest.raises(UserError, match=f"of format {FORMAT + 1}; this contentsync reads up to {FORMAT}") as caught:
        medium.open().read()
    assert "pip install --upgrade contentsync" in caught.value.fix


@pytest.mark.parametrize("within", ["", "posts", "job"])
def test_what_a_newer_release_added_is_not_written_back_without_it(medium: Medium, within: str) -> None:
    job = JobRecord("j1", Sent(AT), AT)
    state = replace(EMPTY, posts={"a@acme": Entry("a", "acme", ("x",), job=job)})
    medium.open().write(state, "")
    document = json.loads(encode(state))
    part = {"": document, "posts": document["posts"]["a@acme"], "job": document["posts"]["a@acme"]["job"]}[within]
    part["learned_later"] = True
    medium.damage(json.dumps(document))
    with pytest.raises(UserError, match=r"holds what this contentsync does not know: .*`learned_later`") as caught:
        medium.open().read()
    assert "pip install --upgrade contentsync" in caught.value.fix


def test_a_refused_write_leaves_the_old_document(medium: Medium) -> None:
    store = medium.open()
    version = store.write(EMPTY, "")
    medium.refuse()
    with pytest.raises(UserError) as caught:
        store.write(replace(EMPTY, serial=1), version)
    assert medium.name in caught.value.message
    assert caught.value.fix
    stored = medium.open().read()
    assert (stored.state, stored.version) == (EMPTY, version)


def test_a_full_disk_leaves_the_old_document(medium: Medium) -> None:
    store = medium.open()
    version = store.write(EMPTY, "")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1024, before[1]))
    try:
        with pytest.raises(UserError) as caught:
            store.write(replace(EMPTY, posts=dict(_entry(number) for number in range(1000))), version)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert "make room" in caught.value.fix
    stored = medium.open().read()
    assert (stored.state, stored.version) == (EMPTY, version)


def test_what_cannot_be_read_is_never_taken_for_an_empty_state(medium: Medium) -> None:
    medium.open().write(EMPTY, "")
    medium.obstruct()
    with pytest.raises(UserError) as caught:
        medium.open().read()
    assert caught.value.fix


def test_the_place_is_named(medium: Medium) -> None:
    assert medium.name in medium.open().where


def test_a_big_state_comes_back_as_it_was(medium: Medium) -> None:
    state = replace(
        EMPTY, serial=7, lease=Lease("runner-1", AT), posts=dict(_entry(number) for number in range(10_000))
    )
    version = medium.open().write(state, "")
    stored = medium.open().read()
    assert stored.state == state
    assert stored.version == version


def _entry(number: int) -> tuple[str, Entry]:
    at = AT + timedelta(minutes=number)
    text = f'Grüße 🎈 no. {number}: "quoted"\nand a second line'
    entry = Entry(
        post_id=f"post-{number}",
        profile="acme",
        platforms=("x", "linkedin"),
        n=number % 3,
        job=JobRecord(f"job-{number}", Sent(at, f"{number:064x}", text), AT, external_id=f"cs:{number}"),
        published={"x": Published(at, f"job-{number}", f"https://example.com/{number}")} if number % 2 else {},
    )
    return f"post-{number}@acme", entry


def _raced(temporary: str, medium: Medium, version: str, number: int, barrier: Barrier, said: Connection) -> None:
    tempfile.tempdir = temporary
    store = medium.open()
    barrier.wait()
    try:
        store.write(replace(EMPTY, serial=1, repository=str(number)), version)
        said.send(("won", number))
    except MovedError:
        said.send(("lost", number))
    except BaseException as error:
        said.send((repr(error), number))


@pytest.mark.parametrize("is_first", [True, False], ids=["the first write", "a later write"])
def test_of_many_that_start_from_one_version_exactly_one_wins(medium: Medium, is_first: bool) -> None:
    version = "" if is_first else medium.open().write(EMPTY, "")
    barrier = PROCESSES.Barrier(RUNNERS)
    told, said = PROCESSES.Pipe(duplex=False)
    runners = [
        PROCESSES.Process(target=_raced, args=(tempfile.tempdir, medium, version, n, barrier, said))
        for n in range(RUNNERS)
    ]
    for runner in runners:
        runner.start()
    outcomes = [told.recv() for _ in runners]
    for runner in runners:
        runner.join()
    winners = [str(number) for outcome, number in outcomes if outcome == "won"]
    assert sorted(outcome for outcome, _ in outcomes) == ["lost"] * (RUNNERS - 1) + ["won"]
    stored = medium.open().read()
    assert stored.state is not None
    assert [stored.state.repository] == winners


def _written_until_killed(temporary: str, medium: Medium, said: Connection) -> None:
    tempfile.tempdir = temporary
    store = medium.open()
    while True:
        stored = store.read()
        state = stored.state or EMPTY
        version = stored.version
        try:
            while True:
                state = replace(state, serial=state.serial + 1, posts=dict(_entry(number) for number in range(50)))
                version = store.write(state, version)
                said.send(state.serial)
        except MovedError:
            # The git that the last one started may have ended its push after the kill.
            continue


def test_killed_at_any_moment_it_holds_a_whole_document(medium: Medium) -> None:
    chance = random.Random(2027)
    recorded = 0
    for _ in range(KILLS):
        told, said = PROCESSES.Pipe(duplex=False)
        writer = PROCESSES.Process(target=_written_until_killed, args=(tempfile.tempdir, medium, said))
        writer.start()
        said.close()
        recorded = told.recv()
        time.sleep(chance.uniform(0, 0.15))
        assert writer.pid is not None
        os.kill(writer.pid, signal.SIGKILL)
        writer.join()
        recorded = max([recorded, *_rest(told.recv)])
        state = medium.open().read().state
        assert state is not None
        assert state.serial in (recorded, recorded + 1)
        assert len(state.posts) == 50
    assert recorded >= KILLS


def _rest(receive: Callable[[], int]) -> list[int]:
    """What was said before the line broke."""
    found = []
    try:
        while True:
            found.append(receive())
    except (EOFError, OSError):
        return found
