"""A delivery as the form that a create sends. Pure: names of pages and boards are looked up before.

Encoding (Upload-Post docs, upload pages): booleans `true` and `false`, numbers in decimal, lists as repeated fields,
JSON as one compact text, empty values left out.
"""

import json
import re
from collections.abc import Iterator
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from contentsync.model.delivery import Delivery
from contentsync.model.wire import FilePart
from contentsync.model.wire import WireForm
from contentsync.platforms.common import GENERIC_FIRST_COMMENT
from contentsync.platforms.networks import PLATFORMS
from contentsync.platforms.parts import Attachment
from contentsync.platforms.parts import Field
from contentsync.platforms.parts import attached
from contentsync.platforms.parts import attachments
from contentsync.platforms.parts import captions_language
from contentsync.platforms.parts import media_parts
from contentsync.platforms.parts import part
from contentsync.platforms.table import Option
from contentsync.platforms.texts import wire_texts

ENDPOINTS = {"video": "upload", "photo": "upload_photos", "text": "upload_text", "document": "upload_document"}
"""Upload-Post docs, upload pages."""

IDENTIFIER = re.compile(r"\d+|urn:.+|accounts/[^/]+(/locations/[^/]+)?|locations/[^/]+")
"""What already is an id: digits (Facebook, Pinterest), an URN (LinkedIn), a resource path (Google Business)."""

Piece = Field | FilePart


@cache
def options_for(platform: str, post_type: str) -> tuple[Option, ...]:
    """The options of a network for a post type, in the order of its table."""
    return tuple(option for option in PLATFORMS[platform].options if post_type in option.types)


def excluded(platform: str, option: Option, given: Mapping[str, object]) -> bool:
    """True where another given option stands in for this one."""
    others = (other for other in PLATFORMS[platform].options if other.name in given)
    return any(other.name in option.exclusive_with or option.name in other.exclusive_with for other in others)


class Aim(NamedTuple):
    """An option that says where on a network a post goes: the kind of place, and what was written, if anything.

    `wire` is the form field; `one_of_several` as in the table.
    """

    platform: str
    option: str
    kind: str
    wire: str
    written: str
    one_of_several: bool

    @property
    def is_name(self) -> bool:
        """Whether a name was written, which has to become an id before a create."""
        return bool(self.written) and not IDENTIFIER.fullmatch(self.written)


def aims(delivery: Delivery) -> Iterator[Aim]:
    """Where the delivery goes on each of its networks that has several places for it."""
    for platform in delivery.platforms:
        given = delivery.options.get(platform, {})
        for option in options_for(platform, delivery.post_type):
            if option.names:
                written = str(given.get(option.name) or "")
                yield Aim(platform, option.name, option.names, option.wire, written, option.one_of_several)


def encode(delivery: Delivery, ids: Mapping[tuple[str, str], str] | None = None) -> WireForm:
    """The wire form. `ids` holds, by platform and option, the id for each of the `aims` that is a name.

    Fields come in a fixed order, so that equal deliveries have equal forms: whom and where, the words, then each
    network's options in the order of its table, then media that are addresses.
    """
    pieces: list[Piece] = [("user", delivery.profile)]
    pieces += [("platform[]", platform) for platform in sorted(delivery.platforms)]
    pieces += _words(delivery)
    for platform in sorted(delivery.platforms):
        sent = {_name(piece) for piece in pieces}
        # Two networks that read one field send it once: `conflicts` has seen to it that they agree.
        pieces += [piece for piece in _options(delivery, platform, ids or {}) if _name(piece) not in sent]
    pieces += media_parts(delivery)
    fields = tuple(piece for piece in pieces if isinstance(piece, tuple) and piece[1] != "")
    files = tuple(piece for piece in pieces if isinstance(piece, FilePart))
    return WireForm(ENDPOINTS[delivery.post_type], fields, files)


def _name(piece: Piece) -> str:
    return piece.field if isinstance(piece, FilePart) else piece[0]


def _words(delivery: Delivery) -> list[Piece]:
    words = wire_texts(
        delivery.platforms, delivery.post_type, delivery.text, delivery.title, delivery.texts, delivery.titles
    )
    pieces: list[Piece] = [("title", words.title), ("description", words.caption), *words.overrides]
    pieces.append((GENERIC_FIRST_COMMENT, delivery.first_comment))
    if delivery.link:
        generic = {
            option.generic
            for platform in delivery.platforms
            for option in options_for(platform, delivery.post_type)
            if option.inherits == "link" and option.generic
        }
        pieces += [(field, delivery.link) for field in sorted(generic)]
    return pieces


def _options(delivery: Delivery, platform: str, ids: Mapping[tuple[str, str], str]) -> Iterator[Piece]:
    given = delivery.options.get(platform, {})
    for option in options_for(platform, delivery.post_type):
        value = given.get(option.name)
        if value is None:
            if option.inherits and not excluded(platform, option, given):
                yield from _inherited(delivery, option, given)
        elif option.kind in ("file", "files", "tracks"):
            for index, attachment in enumerate(attachments(platform, option, value)):
                yield from _attached(delivery, option, attachment, value, index)
        elif option.names:
            yield option.wire, ids.get((platform, option.name), str(value))
        else:
            yield from encoded(option, value)


def _attached(delivery: Delivery, option: Option, attachment: Attachment, value: object, index: int) -> Iterator[Piece]:
    field = option.wire.format(n=index)
    yield attached(delivery, attachment, field, option.url_wire)
    if isinstance(value, list) and option.kind == "tracks":
        for key in ("language", "name"):
            yield field.replace("_file_", f"_{key}_"), str(value[index].get(key, ""))


def _inherited(delivery: Delivery, option: Option, given: Mapping[str, object]) -> Iterator[Piece]:
    """What the post or its media say, where the network's own option does not."""
    condition, values = option.only_when or ("", ())
    if condition and str(given.get(condition)) not in values:
        return
    if option.inherits == "link" and not option.generic:
        yield option.wire, delivery.link
    elif option.inherits == "language":
        yield option.wire, captions_language(delivery, given)
    elif option.inherits == "alt":
        yield from _alts(delivery, option)
    elif delivery.media:
        medium = {"cover": delivery.media[0].cover, "captions": delivery.media[0].captions}.get(option.inherits)
        if medium and (medium.url or option.kind == "file"):
            yield part(option.wire, medium, option.url_wire)


def _alts(delivery: Delivery, option: Option) -> Iterator[Piece]:
    """A list with a gap goes out as one JSON text: empty repeated fields are left out and would shift the rest."""
    alts = [medium.alt for medium in delivery.media]
    while alts and not alts[-1]:
        alts.pop()
    if option.kind == "text":
        yield option.wire, alts[0] if alts else ""
    elif all(alts):
        yield from ((option.wire, alt) for alt in alts)
    else:
        yield option.wire.removesuffix("[]"), _json(alts)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return _json(value) if isinstance(value, (dict, list)) else str(value)


def encoded(option: Option, value: object) -> Iterator[Field]:
    """The fields that carry a checked value."""
    if option.kind == "csv" and isinstance(value, list):
        yield option.wire, ",".join(map(str, value))
    elif option.kind == "list" and isinstance(value, list):
        yield from ((option.wire, _plain(entry)) for entry in value)
    else:
        yield option.wire, _plain(value)
