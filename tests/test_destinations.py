"""Places of an account, and what is still known of them when nobody can be asked any more."""

from datetime import UTC
from datetime import datetime

import pytest
from msgspec.structs import replace

from contentsync.destinations import Destinations
from contentsync.model.delivery import Delivery
from contentsync.model.delivery import Source
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
