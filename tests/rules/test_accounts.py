"""Whether the accounts are there that a post needs."""

import pytest

from contentsync.model.remote import Connection
from contentsync.model.remote import Profile
from contentsync.rules.accounts import unusable
from tests.engine.world import post

PROFILES = (
    Profile("acme", {"x": Connection("@acme"), "linkedin": Connection("acme", needs_reauth=True)}),
    Profile("beta", {}),
)


@pytest.mark.parametrize(
    ("profile", "platforms", "code", "reason"),
    [
        ("acme", ["x"], "", ""),
        ("acme", ["bluesky", "tiktok", "x"], "CS502", "bluesky, tiktok not connected"),
        ("acme", ["linkedin", "x"], "CS502", "linkedin needs to be connected again"),
        ("beta", ["x"], "CS502", "x not connected"),
        ("gamma", ["x"], "CS501", "unknown profile gamma"),
    ],
)
def test_unusable(profile: str, platforms: list[str], code: str, reason: str) -> None:
    delivery = post(profile=profile, platforms=platforms)
    found = unusable([delivery], PROFILES).get(delivery.address)
    assert (found.code if found else "", found.reason if found else "") == (code, reason)
    assert found is None or found.hint


@pytest.mark.parametrize(
    ("tariff", "platforms", "reason"),
    [
        ("Free", ["tiktok", "x"], "tiktok is not on the free plan"),
        ("Basic", ["tiktok", "x"], ""),
        ("", ["tiktok"], ""),
        ("free", ["x"], ""),
    ],
)
def test_what_the_free_plan_leaves_out(tariff: str, platforms: list[str], reason: str) -> None:
    profiles = [Profile("acme", {"x": Connection("@acme"), "tiktok": Connection("@acme")})]
    delivery = post(platforms=platforms)
    found = unusable([delivery], profiles, tariff).get(delivery.address)
    assert (found.code if found else "", found.reason if found else "") == ("CS510" if reason else "", reason)


def test_an_account_without_profiles() -> None:
    (found,) = unusable([post()], []).values()
    assert "profiles of this account: none" in found.hint
