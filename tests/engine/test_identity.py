"""What is frozen with `cs1`: a change here would make every scheduled post look edited, or nobody's."""

from typing import Any

import pytest
from msgspec.structs import replace

from contentsync.model.delivery import Delivery
from contentsync.model.delivery import Medium
from contentsync.model.identity import ExternalId
from contentsync.model.identity import address_digest
from contentsync.model.identity import address_of
from contentsync.model.identity import body_digest
from contentsync.model.identity import body_parts
from contentsync.model.identity import canonical_body
from contentsync.model.identity import external_id
from contentsync.model.identity import idempotency_key
from contentsync.model.identity import normal
from contentsync.model.identity import parse_external_id
from tests.engine.world import NAMESPACE
from tests.engine.world import START_AT
from tests.engine.world import post

PLAIN = post()
PICTURE = Medium("a.jpg", "image", path="content/a.jpg", sha256="ab" * 32, size=7, alt="A quay")
CLIP = Medium(
    "b.mp4", "video", path="content/b.mp4", sha256="cd" * 32, size=9,
    cover=Medium("c.jpg", "image", path="content/c.jpg", sha256="ef" * 32),
    captions=Medium("b.srt", "captions", url="https://media.example/b.srt"),
)  # fmt: skip
RICH = post(
    platforms=["linkedin", "x"],
    text="Café\r\nopen",
    title="Spring",
    texts={"x": "Short"},
    comment="More below ",
    link="https://example.com/a",
    media=(PICTURE, CLIP),
    options={"x": {"reply_settings": "following"}, "linkedin": {"visibility": "PUBLIC", "page": "Acme Inc"}},
    attachments={"x.card": PICTURE},
)


def test_addresses() -> None:
    assert address_of("launch", "acme") == "launch@acme"
    assert address_of("launch", "acme", "tiktok") == "launch@acme:tiktok"


@pytest.mark.parametrize(
    ("address", "digest"),
    [
        ("launch@acme", "swuriudbzcqyavm5v5w5"),
        ("launch@acme:tiktok", "tmg44eyehil6nv3vwi44"),
        ("fr\u00fchling/caf\u00e9@acme", "rn6n6skrtghbrtrdqsgi"),
        ("fru\u0308hling/cafe\u0301@acme", "rn6n6skrtghbrtrdqsgi"),
    ],
)
def test_address_digest(address: str, digest: str) -> None:
    assert address_digest(address) == digest


def test_external_id() -> None:
    assert external_id(NAMESPACE, PLAIN, 0) == f"cs1:{NAMESPACE}:swuriudbzcqyavm5v5w5:hhn6jefzm36ye4j5hhroqceh:0"
    assert external_id(NAMESPACE, PLAIN, 12, is_parked=True).endswith(":12p")


def test_external_id_is_short_and_ascii() -> None:
    longest = external_id("n" * 32, replace(PLAIN, address="é" * 300 + "@acme"), 99_999, is_parked=True)
    assert len(longest) <= 120
    assert longest.isascii()


@pytest.mark.parametrize("n", [0, 7, 1000])
@pytest.mark.parametrize("is_parked", [False, True])
def test_external_ids_are_read_back(n: int, is_parked: bool) -> None:
    label = ExternalId(NAMESPACE, "a" * 20, "b" * 24, n, is_parked)
    assert parse_external_id(str(label)) == label


@pytest.mark.parametrize(
    "text", ["", "camp-7", "cs1:a:b:c", "cs2:a:b:c:0", "cs1:a:b:c:x", "cs1:a:b:c:", "cs1:a:b:c:-1"]
)
def test_labels_of_others(text: str) -> None:
    assert parse_external_id(text) is None


def test_idempotency_key() -> None:
    assert idempotency_key(external_id(NAMESPACE, PLAIN, 0)) == "a0dc780192cc4c8cb9c1de72da693370"


@pytest.mark.parametrize(
    ("delivery", "digest"), [(PLAIN, "hhn6jefzm36ye4j5hhroqceh"), (RICH, "vooo6fu55glkhtdqtd2gjmit")]
)
def test_body_digest(delivery: Delivery, digest: str) -> None:
    assert body_digest(delivery) == digest


def test_canonical_body_has_only_what_was_given() -> None:
    assert canonical_body(PLAIN) == {"type": "text", "platforms": {"x": {}}}


@pytest.mark.parametrize(
    "edit",
    [
        {"text": "Another", "wire_title": "Another"},
        {"title": "Another"},
        {"publish_at": START_AT},
        {"labels": ("spring",)},
        {"protect": True},
        {"options": {"linkedin": {"visibility": "PUBLIC"}}},
        {"media": ()},
    ],
    ids=lambda edit: next(iter(edit)),
)
def test_what_patch_carries_is_not_in_the_body(edit: dict[str, Any]) -> None:
    """Options of networks that are not asked for do not count either."""
    assert body_digest(replace(PLAIN, **edit)) == PLAIN.body


EDITS: dict[str, dict[str, Any]] = {
    "type": {"post_type": "photo"},
    "media": {"media": (replace(PICTURE, sha256="00" * 32), CLIP)},
    "alt": {"media": (replace(PICTURE, alt="A boat"), CLIP)},
    "order": {"media": (CLIP, PICTURE)},
    "cover": {"media": (PICTURE, replace(CLIP, cover=None))},
    "captions": {"media": (PICTURE, replace(CLIP, captions=None))},
    "files": {"attachments": {}},
    "link": {"link": "https://example.com/b"},
    "first_comment": {"first_comment": "Other"},
    "options": {"options": {}},
    "platforms": {"platforms": ("x",)},
    "text beside own texts": {"text": "Another"},
    "title beside own texts": {"title": "Another"},
    "own text": {"texts": {"x": "Shorter"}},
    "own title": {"titles": {"x": "Own"}},
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_what_patch_cannot_carry_is_in_the_body(edit: dict[str, Any]) -> None:
    assert body_digest(replace(RICH, **edit)) != RICH.body


def test_spelling_is_not_an_edit() -> None:
    """Line ends, composed letters and blanks at the ends."""
    again = replace(RICH, text="Cafe\u0301\nopen\n", first_comment="More below")
    assert body_digest(again) == RICH.body


def test_a_moved_file_is_not_an_edit() -> None:
    assert body_digest(replace(RICH, media=(replace(PICTURE, src="/x.jpg", path="x.jpg"), CLIP))) == RICH.body


def test_parts_say_what_changed() -> None:
    before, after = body_parts(RICH), body_parts(replace(RICH, link="https://example.com/b", options={}))
    changed = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    assert changed == {"link", "options of x", "options of linkedin"}


def test_normal() -> None:
    assert normal(" Cafe\u0301\r\nopen\r ") == "Café\nopen"
