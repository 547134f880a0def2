"""What connected accounts do without a word: a pin that wins, an option that is ignored."""

from typing import Any

import pytest

from contentsync.model.delivery import Medium
from contentsync.model.problem import Severity
from contentsync.model.remote import Connection
from contentsync.model.remote import Destination
from contentsync.model.remote import Profile
from contentsync.rules.connected import account_problems
from tests.engine.world import post

PINS = {
    "facebook_page_id": Destination("17", "Acme Careers"),
    "target_linkedin_page_id": Destination("urn:li:organization:5001", ""),
    "gbp_location_id": Destination("accounts/1/locations/2", "Acme"),
}


def pinned(platform: str, option: str, written: Any, **pins: Destination) -> list[str]:
    profile = Profile("acme", {}, pins or PINS)
    delivery = post(platforms=[platform], options={platform: {option: written} if written else {}})
    return [f"{each.code} {each.severity} {each.message}" for each in account_problems([delivery], [profile])]


@pytest.mark.parametrize(
    ("platform", "option", "written", "is_another"),
    [
        ("facebook", "page", "Acme Inc", True),
        ("facebook", "page", "acme careers", False),
        ("facebook", "page", "18", True),
        ("facebook", "page", "17", False),
        ("facebook", "page", None, False),
        ("linkedin", "page", "urn:li:organization:5002", True),
        ("linkedin", "page", "5001", False),
        ("linkedin", "page", "Acme Inc", False),
        ("google_business", "location", "locations/3", True),
        ("google_business", "location", "locations/2", False),
    ],
)
def test_a_pin_wins(platform: str, option: str, written: Any, is_another: bool) -> None:
    assert [text[:13] for text in pinned(platform, option, written)] == (["CS506 warning"] if is_another else [])


def test_both_names_are_said() -> None:
    (message,) = pinned("facebook", "page", "Acme Inc")
    assert message.endswith("facebook: page: Acme Careers is pinned on acme and wins over Acme Inc")
    (message,) = pinned("linkedin", "page", "urn:li:organization:5002")
    assert "urn:li:organization:5001 is pinned on acme" in message


def test_a_pin_of_another_network_or_profile() -> None:
    assert pinned("linkedin", "page", "Acme Inc", facebook_page_id=Destination("17", "Acme Careers")) == []
    delivery = post(platforms=["facebook"], options={"facebook": {"page": "Acme Inc"}}, profile="beta")
    assert list(account_problems([delivery], [Profile("acme", {}, PINS)])) == []


def ignored(capabilities: tuple[str, ...], kind: str = "video", options: Any = None, **given: Any) -> list[str]:
    profile = Profile("acme", {"tiktok": Connection("@acme", capabilities=capabilities)})
    delivery = post(platforms=["tiktok"], post_type=kind, options={"tiktok": options or {}}, **given)
    found = list(account_problems([delivery], [profile]))
    assert all((each.code, each.severity) == ("CS509", Severity.WARNING) for each in found)
    return [each.message.partition(":")[0] for each in found]


@pytest.mark.parametrize(
    ("kind", "options", "needed"),
    [
        ("video", {"music_id": "7"}, "music"),
        ("video", {"cover_timestamp": 0}, "cover_timestamp"),
        ("video", {"cover_image": "a.jpg"}, "cover_image"),
        ("video", {"disable_inbox_fallback": True}, "inbox_fallback"),
        ("video", {"privacy_level": "SELF_ONLY"}, "video_privacy"),
        ("photo", {"privacy_level": "SELF_ONLY"}, "photo_privacy"),
        ("photo", {"post_mode": "MEDIA_UPLOAD"}, "draft"),
        ("photo", {"location_id": "7", "location_name": "Here"}, "location"),
    ],
)
def test_an_option_that_the_account_cannot_do(kind: str, options: Any, needed: str) -> None:
    every = ("music", "cover_timestamp", "cover_image", "inbox_fallback", "video_privacy", "photo_privacy", "draft")
    without = tuple(name for name in (*every, "location") if name != needed)
    assert ignored(without, kind, options) == [f"tiktok ignores {next(iter(options))}"]
    assert ignored((needed,), kind, options) == []


def test_a_cover_beside_the_video() -> None:
    film = Medium(src="a.mp4", kind="video", path="a.mp4", cover=Medium(src="a.jpg", kind="image", path="a.jpg"))
    assert ignored(("music",), media=(film,)) == ["tiktok ignores cover_image"]
    assert ignored(("cover_image",), media=(film,)) == []


def test_what_is_not_known_is_not_said() -> None:
    assert ignored((), options={"music_id": "7"}) == []
    assert ignored(("music",), options={"post_mode": "DIRECT_POST"}) == []
    tiktok = post(platforms=["tiktok"], options={"tiktok": {"music_id": "7"}}, post_type="video")
    assert list(account_problems([tiktok], [Profile("acme", {})])) == []
