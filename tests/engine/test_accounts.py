"""Plans that look at the accounts: places that have to be chosen, privacy levels, pins and caps; and who is asked."""

from pathlib import Path
from typing import Any

import pytest

from contentsync.model.delivery import Delivery
from tests.engine.conftest import Made
from tests.engine.world import DAY
from tests.engine.world import HOUR
from tests.engine.world import START_AT
from tests.engine.world import World
from tests.engine.world import medium
from tests.engine.world import post

PAGES = [{"id": "17", "name": "Acme Inc"}, {"id": "18", "name": "Acme Careers"}]
LOCATIONS = [{"name": f"accounts/1/locations/{n}", "title": title} for n, title in enumerate(("Harbour", "Market"))]


def on(platform: str, **options: Any) -> Delivery:
    return post(platforms=[platform], options={platform: options} if options else {})


def photo(root: Path, **options: Any) -> Delivery:
    picture = medium(root, "a.jpg", b"picture")
    return post(platforms=["tiktok"], post_type="photo", media=(picture,), options={"tiktok": options})


def held(world: World, delivery: Delivery) -> tuple[str, str, str]:
    world.write(delivery)
    (change,) = world.plan().plan.changes
    return change.code, change.reason, change.hint


@pytest.mark.parametrize(
    ("platform", "places", "option", "names"),
    [
        ("facebook", {"facebook_pages": PAGES}, "page", "Acme Inc, Acme Careers"),
        ("google_business", {"locations": LOCATIONS}, "location", "Harbour, Market"),
    ],
)
def test_one_of_several_has_to_be_chosen(world: World, platform: str, places: Any, option: str, names: str) -> None:
    assert held(world, on(platform)) == ("", "new", "")
    world.sandbox.change_account({"profile": "acme", **places})
    reason = f"which {option} of {platform} is not said"
    assert held(world, on(platform)) == ("CS507", reason, f"{platform}: write {option}: and one of {names}")
    assert held(world, on(platform, **{option: names.partition(",")[0]})) == ("", "new", "")


def test_a_pin_chooses(world: World) -> None:
    pins = {"facebook_page_id": "18", "facebook_page_name": "Acme Careers"}
    world.sandbox.change_account({"profile": "acme", "facebook_pages": PAGES, "pins": pins})
    assert held(world, on("facebook")) == ("", "new", "")


def test_an_account_without_a_page(world: World) -> None:
    world.sandbox.change_account({"profile": "acme", "facebook_pages": []})
    code, reason, hint = held(world, on("facebook"))
    assert (code, reason) == ("CS507", "no page on facebook")
    assert "drop facebook from `platforms:`" in hint


def test_the_sandbox_would_not_publish_what_is_held(world: World) -> None:
    """The other reading of the API page: what a plan holds would fail there, what it lets through would not."""
    world.write(on("facebook"))
    world.settle()
    world.sandbox.change_account({"profile": "acme", "facebook_pages": PAGES})
    world.wait(2 * DAY)
    assert not any(row["success"] for row in world.sandbox.ledger())


def test_names_that_are_not_there_or_there_twice(world: World) -> None:
    world.sandbox.change_account({"profile": "acme", "facebook_pages": [*PAGES, {"id": "19", "name": "Acme Inc"}]})
    assert held(world, on("facebook", page="Acme"))[1:] == (
        "unknown page Acme",
        "facebook: page: there are Acme Inc, Acme Careers, Acme Inc",
    )
    assert held(world, on("facebook", page="acme inc"))[1:] == (
        "several pages named acme inc",
        "facebook: page: write one of 17, 19",
    )


def test_a_pin_that_wins_is_a_warning_before_and_after(world: World) -> None:
    pins = {"facebook_page_id": "18", "facebook_page_name": "Acme Careers"}
    world.sandbox.change_account({"profile": "acme", "facebook_pages": PAGES})
    world.write(on("facebook", page="Acme Inc"))
    assert world.plan().plan.problems == ()
    world.settle()
    world.sandbox.change_account({"profile": "acme", "pins": pins})
    (problem,) = world.plan().plan.problems
    assert (problem.code, "Acme Careers is pinned on acme and wins over Acme Inc" in problem.message) == ("CS506", True)


@pytest.mark.parametrize(
    ("options", "levels", "code"),
    [
        ({"privacy_level": "SELF_ONLY"}, None, ""),
        ({"privacy_level": "FOLLOWER_OF_CREATOR"}, None, "CS508"),
        ({"privacy_level": "FOLLOWER_OF_CREATOR"}, ["FOLLOWER_OF_CREATOR", "SELF_ONLY"], ""),
        ({}, None, ""),
        ({}, ["SELF_ONLY"], "CS508"),
        ({"post_mode": "MEDIA_UPLOAD"}, ["SELF_ONLY"], ""),
    ],
)
def test_privacy_levels_of_tiktok(world: World, options: Any, levels: list[str] | None, code: str) -> None:
    if levels:
        account = {"privacy_level_options": levels}
        world.sandbox.change_account({"profile": "acme", "platform": "tiktok", "account": account})
    found, _, hint = held(world, photo(world.root, **options))
    assert found == code
    assert not code or "write one of " in hint
    if not code:
        world.settle()
        world.wait(2 * DAY)
        assert [row["success"] for row in world.sandbox.ledger()] == [True]


def test_a_capability_that_is_missing(world: World) -> None:
    account = {"capabilities": ["photo_privacy", "video_privacy"]}
    world.sandbox.change_account({"profile": "acme", "platform": "tiktok", "account": account})
    world.write(photo(world.root, location_id="7", location_name="Here"))
    (problem,) = world.plan().plan.problems
    assert (problem.code, problem.message) == (
        "CS509",
        "tiktok ignores location_id: the account of acme cannot do that (location)",
    )


def test_nobody_is_asked_for_what_no_post_needs(world: World) -> None:
    world.write(post(), post("two", START_AT + 3 * DAY, "Two", platforms=["linkedin"]))
    session = world.session()
    session.plan(world.files)
    few = session.server.requests  # type: ignore[attr-defined]
    world.write(post(), on("facebook"))
    session = world.session()
    session.plan(world.files)
    assert session.server.requests == few + 1  # type: ignore[attr-defined]


def test_caps_count_what_a_plan_moves(make_world: Made) -> None:
    world = make_world(plan="basic")
    many = [post(f"p{n}", START_AT + DAY + n * HOUR, f"Number {n}") for n in range(10)]
    world.write(*many, post("late", START_AT + 5 * DAY, "Late"))
    world.settle()
    assert world.plan().plan.problems == ()
    world.write(*many, post("late", START_AT + DAY + 11 * HOUR, "Late"))
    (problem,) = world.plan().plan.problems
    assert (problem.code, problem.file) == ("CS504", "content/late.yaml")
    moved_away = post("p0", START_AT + 9 * DAY, "Number 0")
    world.write(moved_away, *many[1:], post("late", START_AT + DAY + 11 * HOUR, "Late"))
    assert world.plan().plan.problems == ()
    world.write(*many[1:], post("late", START_AT + DAY + 11 * HOUR, "Late"))
    assert world.plan().plan.problems == ()


def test_credits_that_are_reserved_already(make_world: Made) -> None:
    world = make_world(plan="free")
    world.write(*(post(f"p{n}", START_AT + (n + 1) * 3 * DAY, f"Number {n}") for n in range(9)))
    world.settle()
    assert world.plan().plan.problems == ()
    more = [post(f"p{n}", START_AT + (n + 1) * 3 * DAY, f"Number {n}") for n in range(11)]
    world.write(*more)
    (problem,) = world.plan().plan.problems
    assert "uses 2 of the 10 uploads that the free plan has a month, of which up to 9 are taken" in problem.message
    assert problem.message.endswith("the rest will be refused")
