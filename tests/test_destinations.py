"""Places of an account, and what is still known of them when nobody can be asked any more."""

from datetime import UTC
from datetime import datetime
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from contentsync.destinations import Destinations
from contentsync.model.delivery import Delivery
from contentsync.model.delivery import Source
from contentsync.model.remote import Destination
from contentsync.platforms import PLATFORMS
from contentsync.remembered import Remembered
from contentsync.remote._places import LISTS
from contentsync.testing.world import World

LAUNCH = Delivery(
    address="launch@acme", post_id="launch", profile="acme", platforms=("pinterest",), post_type="photo",
    publish_at=datetime(2027, 3, 1, tzinfo=UTC), timezone="UTC", source=Source("content/launch.yaml", 1),
)  # fmt: skip


def on_board(name: str, profile: str = "acme") -> Delivery:
    return replace(LAUNCH, profile=profile, options={"pinterest": {"board": name}})


@pytest.fixture
def asked() -> Destinations:
    """What was asked of a sandbox that is gone: the boards of one profile."""
    world = World()
    _, client = world.session("look")
    with client:
        destinations = Destinations(client)
        (found,) = destinations.unusable([on_board("no such board")]).values()
        assert found.code == "CS505"
    world.close()
    return destinations


def test_what_was_asked_for_is_known(asked: Destinations) -> None:
    kept = asked.kept()
    (found,) = kept.unusable([on_board("another one")]).values()
    there = found.hint.rpartition("there are ")[2].split(", ")
    assert kept.unusable([on_board(there[0])]) == {}
    assert kept.ids(on_board(there[0])).keys() == {("pinterest", "board")}


def test_what_was_not_is_taken_for_there(asked: Destinations) -> None:
    kept = asked.kept()
    assert kept.unusable([on_board("no such board", profile="other")]) == {}
    assert kept.ids(on_board("no such board", profile="other")) == {}


def test_what_was_not_asked_for_need_not_be_chosen(asked: Destinations) -> None:
    assert asked.kept().unusable([replace(LAUNCH, platforms=("facebook", "tiktok"))]) == {}


def test_every_kind_of_place_has_a_list() -> None:
    assert LISTS.keys() == {option.names for table in PLATFORMS.values() for option in table.options} - {""}


class Counted:
    """A client that has a few boards, and counts how often it is asked for them."""

    def __init__(self, *names: str) -> None:
        self.names, self.times = list(names), 0

    def places(self, kind: str, profile: str) -> tuple[Destination, ...]:
        self.times += 1
        return tuple(Destination(id=f"{self.times}-{name}", name=name) for name in self.names)


class Days:
    """A cache folder, and a clock."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "cache" / "places.json"
        self.now = datetime(2027, 3, 1, 8, tzinfo=UTC)
        self.owner = "https://api.example team@acme.dev"

    def destinations(self, client: Counted) -> Destinations:
        """A new run."""
        return Destinations(client, Remembered(self._file, lambda: self.owner, lambda: self.now))  # type: ignore[arg-type]


@pytest.fixture
def days(tmp_path: Path) -> Days:
    return Days(tmp_path)


def test_a_plan_of_the_same_day_asks_nobody(days: Days) -> None:
    client = Counted("Spring")
    for _ in range(3):
        assert days.destinations(client).unusable([on_board("spring")]) == {}
    assert client.times == 1
    days.now += timedelta(days=1)
    assert days.destinations(client).unusable([on_board("spring")]) == {}
    assert client.times == 2


def test_a_name_that_is_new_is_asked_for_at_once(days: Days) -> None:
    client = Counted("Spring")
    assert days.destinations(client).unusable([on_board("Spring")]) == {}
    client.names.append("Summer")
    assert days.destinations(client).unusable([on_board("Summer")]) == {}
    (unknown,) = days.destinations(client).unusable([on_board("Autumn")]).values()
    assert unknown.hint == "pinterest: board: there are Spring, Summer"
    assert client.times == 3


def test_what_is_sent_goes_where_the_service_says_today(days: Days) -> None:
    client = Counted("Spring")
    assert days.destinations(client).unusable([on_board("Spring")]) == {}
    destinations = days.destinations(client)
    assert destinations.unusable([on_board("Spring")]) == {}
    assert destinations.ids(on_board("Spring")) == {("pinterest", "board"): "2-Spring"}
    assert destinations.ids(on_board("Spring")) == {("pinterest", "board"): "2-Spring"}


def test_another_account_has_lists_of_its_own(days: Days) -> None:
    client = Counted("Spring")
    days.destinations(client).unusable([on_board("Spring")])
    days.owner = "https://api.example other@acme.dev"
    days.destinations(client).unusable([on_board("Spring")])
    assert client.times == 2


def test_a_cache_that_is_broken_or_cannot_be_written_is_done_without(days: Days, tmp_path: Path) -> None:
    client = Counted("Spring")
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache/places.json").write_text("{")
    assert days.destinations(client).unusable([on_board("Spring")]) == {}
    assert days.destinations(client).unusable([on_board("Spring")]) == {}
    assert client.times == 1
    (tmp_path / "cache/places.json").unlink()
    (tmp_path / "cache").rmdir()
    (tmp_path / "cache").write_text("a file in its place")
    assert days.destinations(client).unusable([on_board("Spring")]) == {}
