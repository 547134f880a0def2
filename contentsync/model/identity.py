"""Identity: addresses, external ids, idempotency keys and the body digest. Everything here is frozen with `cs1`.

`external_id` is `cs1:<namespace>:<a>:<body>:<n>[p]`, ASCII, at most 120 characters. Golden tests hold these forms
across releases: a change here would make every scheduled post look edited.
"""

import hashlib
import json
import unicodedata
from base64 import b32encode
from typing import Any

import msgspec

from contentsync.model.delivery import Delivery
from contentsync.model.delivery import Medium

BODY_LENGTH = 24
ADDRESS_LENGTH = 20
PART_LENGTH = 6
_ENOUGH = 15
"""Bytes of a digest that make the longest of them: five are eight characters of base32."""
_CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode


class ExternalId(msgspec.Struct, frozen=True):
    """The parts of one of our external ids. `is_parked` says that the job was created parked, for a replace."""

    namespace: str
    a: str
    body: str
    n: int
    is_parked: bool = False

    def __str__(self) -> str:
        return f"cs1:{self.namespace}:{self.a}:{self.body}:{self.n}{'p' if self.is_parked else ''}"


def parse_external_id(text: str) -> ExternalId | None:
    """The parts of an external id of ours, None for anyone else's."""
    parts = text.split(":")
    if len(parts) != 5 or parts[0] != "cs1":
        return None
    count = parts[4].removesuffix("p")
    if not (count.isascii() and count.isdigit()):
        return None
    return ExternalId(parts[1], parts[2], parts[3], int(count), parts[4].endswith("p"))


def _base32(data: bytes, length: int) -> str:
    return b32encode(hashlib.sha256(data).digest()[:_ENOUGH]).decode("ascii").lower()[:length]


def address_digest(address: str) -> str:
    """`a`: 20 base32 characters of SHA-256 over the NFC address, profile included."""
    return _base32(unicodedata.normalize("NFC", address).encode(), ADDRESS_LENGTH)


def idempotency_key(external_id: str) -> str:
    """The second belt: 32 hex characters of SHA-256 over the external id."""
    return hashlib.sha256(external_id.encode()).hexdigest()[:32]


def address_of(post_id: str, profile: str, platform: str = "") -> str:
    """`launch@acme`, or `launch@acme:tiktok` for a platform that has its own time or media."""
    return f"{post_id}@{profile}:{platform}" if platform else f"{post_id}@{profile}"


def normal(text: str) -> str:
    """Text as it is compared: NFC, CRLF and CR to LF, trimmed."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def _medium(medium: Medium) -> dict[str, Any]:
    given = {"ref": medium.sha256 or medium.url, "alt": medium.alt}
    if medium.cover:
        given["cover"] = medium.cover.sha256 or medium.cover.url
    if medium.captions:
        given["captions"] = medium.captions.sha256 or medium.captions.url
    return {key: value for key, value in given.items() if value}


def canonical_body(delivery: Delivery) -> dict[str, Any]:
    """What the author wrote and PATCH cannot carry: given keys only, names not ids, media by digest, no date.

    The two texts that PATCH can change count only where a per-platform text goes out besides them.
    """
    body: dict[str, Any] = {
        "type": delivery.post_type,
        "platforms": {name: delivery.options.get(name, {}) for name in delivery.platforms},
        "media": [_medium(medium) for medium in delivery.media],
        "files": {key: medium.sha256 or medium.url for key, medium in delivery.attachments.items()},
        "link": delivery.link,
        "first_comment": normal(delivery.first_comment),
    }
    if delivery.has_own_texts:
        body["title"] = normal(delivery.title)
        body["text"] = normal(delivery.text)
        body["titles"] = {name: normal(text) for name, text in delivery.titles.items()}
        body["texts"] = {name: normal(text) for name, text in delivery.texts.items()}
    return {key: value for key, value in body.items() if value}


def body_digest(delivery: Delivery) -> str:
    """24 base32 characters of SHA-256 over the canonical body (JSON, sorted keys, no white space, NFC)."""
    return _base32(unicodedata.normalize("NFC", _CANONICAL(canonical_body(delivery))).encode(), BODY_LENGTH)


def body_parts(delivery: Delivery) -> dict[str, str]:
    """A short digest per part of the body (`media`, `options of x`, …), to say which part an edit changed."""
    body = canonical_body(delivery)
    options = body.pop("platforms", {})
    parts = {**body, **{f"options of {name}": given for name, given in options.items()}}
    return {
        name: _base32(json.dumps(part, sort_keys=True, ensure_ascii=False).encode(), PART_LENGTH)
        for name, part in parts.items()
    }


def external_id(namespace: str, delivery: Delivery, n: int, is_parked: bool = False) -> str:
    """The external id of the n-th creation of a delivery."""
    return str(ExternalId(namespace, address_digest(delivery.address), delivery.body, n, is_parked))
