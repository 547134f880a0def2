"""State during a run: lost leases, states that move, full disks, and nothing that was done forgotten."""

import json
import resource
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from contentsync.engine.apply.recorder import Recorder
from contentsync.engine.apply.recorder import Updates
from contentsync.model.errors import StaleError
from contentsync.model.errors import UserError
from contentsync.state.document import Entry
from contentsync.state.document import JobRecord
from contentsync.state.document import Lease
from contentsync.state.document import State
from contentsync.state.file import FileStore
from contentsync.state.rescue import write_rescue
from contentsync.state.store import Stored
from contentsync.testing import FrozenClock
from tests.engine.world import DAY
from tests.engine.world import HOUR
from tests.engine.world import MINUTE
from tests.engine.world import START_AT
from tests.engine.world import World
from tests.engine.world import post

ENTRY = Entry("launch", "acme", ("x",), held="mine")
OTHER = Entry("other", "acme", ("x",), held="theirs")


class Moving:
    """A store that somebody else writes before each write of ours, so many times."""

    def __init__(self, inner: FileStore, times: int, lease: Lease | None = None) -> None:
        self._inner, self._times, self._lease = inner, times, lease

    @property
    def where(self) -> str:
        return self._inner.where

    def read(self) -> Stored:
        return self._inner.read()

    def write(self, state: State, expected: str, note: str = "") -> str:
        if self._times:
            self._times -= 1
            stored = self._inner.read()
            assert stored.state is not None
            posts = {**stored.state.posts, "other@acme": OTHER}
            theirs = replace(stored.state, posts=posts, serial=stored.state.serial + 1)
            self._inner.write(replace(theirs, lease=self._lease or theirs.lease), stored.version)
        return self._inner.write(state, expected, note)


class Unreadable(Moving):
    """The same, and it can be written, but not read."""

    def read(self) -> Stored:
        raise UserError("the state is out of reach", "run the same command again")


@pytest.fixture
def clock() -> FrozenClock:
    return FrozenClock(START_AT)


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "state.json")


def recorder(store: FileStore | Moving, clock: FrozenClock, rescue: Callable[[Updates], str] = str) -> Recorder:
    stored = store.read()
    state = stored.state or State("acme-social-k3f9xa", lineage="l")
    return Recorder(store, clock, "run-1", state, stored.version, rescue)


def kept(store: FileStore) -> State:
    state = store.read().state
    assert state is not None
    return state


def test_what_somebody_else_wrote_is_kept(store: FileStore, clock: FrozenClock) -> None:
    mine = recorder(store, clock)
    mine.begin({})
    mine._store = Moving(store, 3)
    mine.put({"launch@acme": ENTRY})
    assert kept(store).posts == {"launch@acme": ENTRY, "other@acme": OTHER}
    assert kept(store).lease == Lease("run-1", START_AT + 5 * MINUTE)
    assert clock.now() > START_AT


def test_a_record_goes_in_after_the_lease_was_lost_and_leaves_theirs_alone(
    store: FileStore, clock: FrozenClock
) -> None:
    mine, theirs = recorder(store, clock), Lease("run-2", START_AT + HOUR)
    mine.begin({})
    mine._store = Moving(store, 1, theirs)
    mine.put({"launch@acme": ENTRY})
    assert kept(store).posts == {"launch@acme": ENTRY, "other@acme": OTHER}
    with pytest.raises(StaleError, match="lease was taken"):
        mine.check_lease()
    mine.release()
    assert kept(store).lease == theirs


def test_what_was_begun_is_known_after_somebody_put_the_state_back(store: FileStore, clock: FrozenClock) -> None:
    mine = recorder(store, clock)
    mine.begin({"launch@acme": ENTRY})
    stored = store.read()
    store.write(State("acme-social-k3f9xa", lineage="l"), stored.version)
    mine.put({"other@acme": OTHER})
    assert kept(store).posts == {"other@acme": OTHER}
    assert mine.entry("launch@acme") == ENTRY
    with pytest.raises(StaleError, match="lease was taken"):
        mine.check_lease()


def test_a_lease_is_renewed_when_half_of_it_is_gone(store: FileStore, clock: FrozenClock) -> None:
    mine = recorder(store, clock)
    mine.begin({})
    clock.sleep(149)
    mine.check_lease()
    assert kept(store).serial == 1
    clock.sleep(2)
    mine.check_lease()
    assert kept(store).lease == Lease("run-1", clock.now() + 5 * MINUTE)


def test_a_lease_that_ran_out_is_taken_over(store: FileStore, clock: FrozenClock) -> None:
    recorder(store, clock).begin({})
    clock.sleep(300)
    stored = store.read()
    second = Recorder(store, clock, "run-2", kept(store), stored.version, str)
    second.begin({"launch@acme": ENTRY})
    assert kept(store).lease == Lease("run-2", clock.now() + 5 * MINUTE)


def test_a_state_that_moved_before_the_first_write_is_stale(store: FileStore, clock: FrozenClock) -> None:
    recorder(store, clock).begin({})
    late = Recorder(store, clock, "run-1", State("n"), "", str)
    with pytest.raises(StaleError, match="since it was read"):
        late.begin({})


def test_a_state_that_never_stands_still_ends_in_a_rescue_file(
    store: FileStore, clock: FrozenClock, tmp_path: Path
) -> None:
    mine = recorder(store, clock, lambda updates: write_rescue(tmp_path, "run-1", updates))
    mine.begin({})
    mine._store = Moving(store, 1000)
    with pytest.raises(UserError, match="kept moving"):
        mine.put({"launch@acme": ENTRY})
    assert '"held": "mine"' in (tmp_path / "rescue-run-1.json").read_text()


def test_a_state_that_moved_and_cannot_be_read_any_more_ends_in_a_rescue_file(
    store: FileStore, clock: FrozenClock, tmp_path: Path
) -> None:
    mine = recorder(store, clock, lambda updates: write_rescue(tmp_path, "run-1", updates))
    mine.begin({})
    mine._store = Unreadable(store, 1)
    with pytest.raises(UserError, match=r"out of reach\. What was done stands in .*rescue-run-1\.json"):
        mine.put({"launch@acme": ENTRY})
    assert '"held": "mine"' in (tmp_path / "rescue-run-1.json").read_text()


def test_a_full_disk_after_a_send_ends_in_a_rescue_file(store: FileStore, clock: FrozenClock, tmp_path: Path) -> None:
    mine = recorder(store, clock, lambda updates: write_rescue(tmp_path, "run-1", updates))
    mine.begin({})
    mine._store = FileStore(Path("/dev/full/state.json"))
    with pytest.raises(UserError, match=r"rescue-run-1\.json") as caught:
        mine.put({"launch@acme": ENTRY, "gone@acme": None})
    assert caught.value.fix
    assert '"gone@acme": null' in (tmp_path / "rescue-run-1.json").read_text()
    with pytest.raises(UserError, match=r"rescue-run-1\.json"):
        mine.put({"other@acme": OTHER})
    with pytest.raises(UserError, match=r"^cannot write /dev/full/state\.json: File exists$"):
        mine.release()
    assert json.loads((tmp_path / "rescue-run-1.json").read_text()).keys() == {"launch@acme", "gone@acme", "other@acme"}


def test_where_not_even_a_rescue_file_can_be_written_the_text_is_told() -> None:
    assert '"held": "mine"' in write_rescue(Path("/dev/full"), "run-1", {"launch@acme": ENTRY})


def test_a_disk_that_is_full_of_half_a_rescue_file_loses_nothing(tmp_path: Path) -> None:
    write_rescue(tmp_path, "run-1", {"launch@acme": ENTRY})
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20, before[1]))
    try:
        told = write_rescue(tmp_path, "run-1", {"launch@acme": ENTRY, "other@acme": OTHER})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert json.loads(told).keys() == {"launch@acme", "other@acme"}


def test_nothing_to_do_is_noted_once_a_day(store: FileStore, clock: FrozenClock) -> None:
    mine = recorder(store, clock)
    mine.note_applied()
    assert kept(store).applied_at == START_AT
    serial = kept(store).serial
    mine.note_applied()
    assert kept(store).serial == serial
    clock.sleep(DAY.total_seconds() + 1)
    mine.note_applied()
    assert kept(store).applied_at == clock.now()
    assert kept(store).lease is None


def test_a_run_that_slept_does_not_undo_what_another_did(world: World) -> None:
    """It wakes in the middle of its batch; another run has taken the lease, sent everything and written it down."""
    world.write(post(), post("other", text="Other", at=START_AT + 2 * DAY))
    slept: list[str] = []

    def sleep(name: str) -> None:
        if name == "before POST /api/upload_text" and not slept:
            slept.append(name)
            world.wait(30 * MINUTE)
            world.apply()

    with pytest.raises(StaleError):
        world.apply(watch=sleep)
    posts = kept(world.store).posts
    assert {address for address, entry in posts.items() if entry.job is not None} == {"launch@acme", "other@acme"}
    assert len(world.scheduled()) == 2
    world.settle()
    world.wait(3 * DAY)
    assert sum(world.seen().values()) == 2


def test_what_another_run_wrote_down_late_is_not_sent_again(world: World) -> None:
    """Its create was answered, it lost the lease while it slept, and its record comes in just before our own send."""
    world.write(post())
    written: list[str] = []

    def wake(name: str) -> None:
        written.append(name)
        if written.count("after state") == 2 and name == "after state":
            world.wait(3 * MINUTE)
            stored = world.store.read()
            assert stored.state is not None
            entry = world.entry()
            assert entry.intent is not None
            record = JobRecord("theirs", entry.intent.sent, START_AT, external_id=entry.intent.external_id)
            theirs = {"launch@acme": replace(entry, intent=None, job=record)}
            world.store.write(replace(stored.state, posts=theirs), stored.version)

    applied = world.apply(watch=wake)
    assert [(result.outcome, result.detail) for result in applied.results] == [
        ("skipped", "another run has written down what came of it: apply again")
    ]
    assert world.scheduled() == []
    assert world.entry().job is not None


def test_stopped_between_two_calls(world: World) -> None:
    """Ctrl-C: what was not sent is not waited for by the next run."""
    world.write(post(), post("other", text="Other"))
    session = world.session()
    session.apply(session.plan(world.files), world.progress, is_stopped=lambda: bool(world.progress.results))
    assert sorted(world.told().values()) == [("create", "22"), ("none", "16")]


def test_stopped_between_two_edits(world: World) -> None:
    """What was not sent is not waited for, and is not taken for ours where a person does it."""
    world.write(post(), post("other", text="Other", at=START_AT + 2 * DAY))
    world.apply()
    world.write(post(text="Better"))
    session = world.session()
    session.apply(session.plan(world.files), world.progress, is_stopped=lambda: bool(world.progress.results[2:]))
    entry = world.entry("other@acme")
    assert entry.job is not None
    assert entry.job.call is None
    assert world.told() == {"launch@acme": ("none", "16"), "other@acme": ("delete", "6")}
