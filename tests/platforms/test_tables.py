"""The tables against an independent reading of the API page, and against themselves."""

from pathlib import Path

import pytest

from contentsync.model.codes import CODES
from contentsync.platforms import PLATFORMS
from contentsync.platforms.common import CONTENT_KEYS
from contentsync.platforms.common import ENGINE_FIELDS
from contentsync.platforms.common import SHARED_FIELDS
from contentsync.platforms.table import Option
from contentsync.platforms.table import Platform

LETTERS = {"V": "video", "P": "photo", "T": "text", "D": "document"}

# Spelled otherwise on purpose: media carry their own alternative texts, and `content` is another name of the body.
REPLACED = {"alt_text": "linkedin_alt_text[]", "content": "hashnode_body"}

# The fields that carry the words of every post.
WORDS = {"title", "description", "first_comment"}


def page_fields() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for line in (Path(__file__).parent / "fields.txt").read_text().splitlines():
        if line and not line.startswith("#"):
            letters, *names = line.split()
            for name in names:
                found.setdefault(name, set()).update(LETTERS[letter] for letter in letters)
    return found


def table_fields() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for platform in PLATFORMS.values():
        for option in platform.options:
            for field in fields_of(option):
                found.setdefault(field, set()).update(option.types)
        for post_type, place in platform.places.items():
            names = [f"{platform.name}_title"] if place.own_title else []
            names += [f"{platform.name}_description"] if place.own_description else []
            for field in [*names, *([place.own_body] if place.own_body else [])]:
                found.setdefault(field, set()).add(post_type)
    return found


def fields_of(option: Option) -> set[str]:
    numbered = option.wire.format(n=0)
    return {numbered, option.url_wire, option.generic, *option.aliases} - {""}


def bounds_of(option: Option) -> str:
    """As `numbers.txt` writes them."""
    least, most = (None if bound is None else f"{bound:g}" for bound in (option.least, option.most))
    counted = [] if least is None and most is None else [f"{least or ''}..{most or ''}"]
    return " ".join([*counted, *([f"<={option.longest}"] if option.longest else []), *option.choices])


def test_the_numbers_and_words_of_options_are_those_of_the_page():
    lines = (Path(__file__).parent / "numbers.txt").read_text().splitlines()
    page = sorted(line for line in lines if line and not line.startswith("#"))
    options = [(platform.name, option) for platform in PLATFORMS.values() for option in platform.options]
    tables = sorted(f"{name} {option.name} {bound}" for name, option in options if (bound := bounds_of(option)))
    assert tables == page


PAGE = page_fields()
TABLES = table_fields()


@pytest.mark.parametrize("field", sorted(PAGE.keys() - ENGINE_FIELDS - WORDS - REPLACED.keys()))
def test_every_field_of_the_page_can_be_written(field):
    assert PAGE[field] <= TABLES.get(field, set())


def test_no_option_is_made_up():
    assert TABLES.keys() - PAGE.keys() == {"youtube_privacy_status"}  # the spelling of the schedule list


@pytest.mark.parametrize("option", [o for p in PLATFORMS.values() for o in p.options], ids=lambda o: o.wire)
def test_no_option_is_offered_on_a_type_that_does_not_have_it(option: Option):
    for field in {option.wire.format(n=0), option.url_wire} - {""}:
        assert set(option.types) <= PAGE[field]


def test_what_replaces_a_field_exists():
    assert set(REPLACED.values()) <= TABLES.keys()
    assert PAGE.keys() >= ENGINE_FIELDS | WORDS


def test_platforms_per_post_type_are_those_of_the_page():
    shared = "tiktok instagram linkedin facebook pinterest threads reddit bluesky x google_business discord telegram"
    video = {*shared.split(), "youtube", "mastodon", "wordpress"}
    photo = {*shared.split(), "mastodon", "lemmy", "wordpress"}
    written = "slack mastodon nostr lemmy devto hashnode wordpress whop listmonk"
    text = {*shared.split(), *written.split()} - {"tiktok", "instagram", "pinterest"}
    for post_type, names in {"video": video, "photo": photo, "text": text, "document": {"linkedin"}}.items():
        assert {platform.name for platform in PLATFORMS.values() if post_type in platform.places} == names


def test_platforms_are_sorted_and_named_by_their_key():
    assert list(PLATFORMS) == sorted(PLATFORMS)
    assert all(name == platform.name for name, platform in PLATFORMS.items())


@pytest.mark.parametrize("platform", PLATFORMS.values(), ids=lambda p: p.name)
def test_a_table_is_consistent(platform: Platform):
    names = {option.name for option in platform.options} | {"link"}
    pairs = [(option.name, post_type) for option in platform.options for post_type in option.types]
    assert len(pairs) == len(set(pairs))
    for option in platform.options:
        assert set(option.types) <= platform.places.keys()
        assert option.name not in CONTENT_KEYS
        assert option.name == option.name.lower()
        assert option.about[0].isupper() or option.about[0] in "`f"
        assert option.about.endswith(".")
        related = {*option.needs, *option.exclusive_with}
        related |= {rule[0] for rule in (option.required_when, option.only_when) if rule}
        assert related <= names
        assert bool(option.choices) or option.kind != "choice"
        assert option.wire.endswith("[]") or option.kind != "list"


def test_shared_fields_are_read_by_the_networks_they_name():
    for field, readers in SHARED_FIELDS.items():
        for name in readers:
            assert any(field in fields_of(option) for option in PLATFORMS[name].options), (field, name)


def test_codes_of_networks_are_in_the_catalogue():
    assert {"CS301", "CS302", "CS303", "CS304", "CS305", "CS306", "CS307", "CS311"} <= CODES.keys()
