"""The bytes of a YAML file to the posts that stand in it, each with its line."""

import re
from bisect import bisect_right
from typing import Any

import msgspec
from yaml import YAMLError

from contentsync.content.builder import VALUE_LIMIT
from contentsync.content.builder import Builder
from contentsync.content.builder import Names
from contentsync.content.builder import TooManyValuesError
from contentsync.content.composer import DEPTH_LIMIT
from contentsync.content.composer import Node
from contentsync.content.composer import SequenceNode
from contentsync.content.composer import TooDeepError
from contentsync.content.composer import compose
from contentsync.content.composer import unused_anchors
from contentsync.content.spot import Spot
from contentsync.content.syntax import explain
from contentsync.content.syntax import undecodable

# A post is about 1 KB; the largest network takes 63,206 characters of text (Upload-Post docs, character limits).
SIZE_LIMIT = 1 << 20
_BOUNDARY = re.compile(rb"^---(?=\s)|^---\Z", re.MULTILINE)
_FOREIGN_BOMS = (b"\xff\xfe", b"\xfe\xff")
# With more documents than that, one syntax error is enough to be told of.
_PARTS_LIMIT = 500


class Written(msgspec.Struct):
    """One post as it was written: `values`, and the `node` whose marks say where each value stands.

    `line` counts from 1 in the file; a mark's line is `offset` less than the file's. `spots` are the errors of YAML
    within the post, which is bad if there are any. `body_line` is where a Markdown file's text begins, 0 for YAML.
    `remarks` are about comments that are meant for us and cannot be taken.
    """

    values: Any
    node: Node | None
    line: int
    offset: int
    spots: list[Spot]
    body_line: int = 0
    remarks: list[Spot] = []


class Reading(msgspec.Struct):
    """`spots` are errors that no post can be blamed for: with any, posts may be missing from `posts`."""

    posts: list[Written]
    spots: list[Spot]


def read(raw: bytes, names: Names, offset: int = 0) -> Reading:
    """The posts of a file, or of a piece that begins `offset` lines below its first. Never raises."""
    spot = unfit(raw)
    if spot:
        return Reading([], [spot])
    reading = _attempt(raw, names, offset)
    if not reading.spots:
        return reading
    starts = [0, *(match.start() for match in _BOUNDARY.finditer(raw) if match.start())]
    return _apart(raw, starts, names, offset) if 1 < len(starts) <= _PARTS_LIMIT else reading


def unfit(raw: bytes) -> Spot | None:
    """What rules a file out before it is looked into: its size and its encoding."""
    if len(raw) > SIZE_LIMIT:
        # Whoever read it stopped at the limit: how long it is nobody knows.
        message = "more than 1 MiB is too much for a file of posts"
        return Spot(0, 0, "CS106", message, "Split it into several files.")
    if raw.startswith(_FOREIGN_BOMS) or b"\x00" in raw or not _is_utf8(raw):
        return undecodable(raw)
    return None


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode()
    except UnicodeDecodeError:
        return False
    return True


def _apart(raw: bytes, starts: list[int], names: Names, offset: int) -> Reading:
    """Each document by itself, so that one syntax error hides neither the others' errors nor their posts."""
    reading = Reading([], [])
    for start, end in zip(starts, [*starts[1:], len(raw)], strict=True):
        part = _attempt(raw[start:end], names, offset)
        reading.posts += part.posts
        reading.spots += part.spots
        offset += raw.count(b"\n", start, end)
    return reading


def _attempt(raw: bytes, names: Names, offset: int) -> Reading:
    builder = Builder(names, raw, offset)
    try:
        reading = Reading(_posts(raw, builder, offset), [])
    except YAMLError as error:
        return Reading([], [_moved(explain(error, raw), offset)])
    except TooDeepError as error:
        return Reading([], [_too_deep(error.line + offset)])
    except TooManyValuesError:
        return Reading([], [_too_many()])
    if b"&" in raw:
        _blame(reading, [_anchor(event, offset) for event in unused_anchors(raw)])
    return reading


def _posts(raw: bytes, builder: Builder, offset: int) -> list[Written]:
    posts = []
    for root in compose(raw):
        for node in root.value if type(root) is SequenceNode else [root]:
            before = len(builder.spots)
            values = builder.build(node)
            posts.append(Written(values, node, node.start_mark.line + 1 + offset, offset, builder.spots[before:]))
    return posts


def _blame(reading: Reading, spots: list[Spot]) -> None:
    lines = [post.line for post in reading.posts]
    for spot in spots:
        number = bisect_right(lines, spot.line)
        (reading.posts[number - 1].spots if number else reading.spots).append(spot)


def _anchor(event: Any, offset: int) -> Spot:
    mark = event.start_mark
    return Spot(
        mark.line + 1 + offset,
        mark.column + 1,
        "CS104",
        f"`&{event.anchor}` names an anchor here that nothing uses: it would not be part of the text",
        f"Quote the text if the `&` belongs to it: '&{event.anchor} …'; otherwise remove the anchor.",
    )


def _moved(spot: Spot, offset: int) -> Spot:
    return msgspec.structs.replace(spot, line=spot.line + offset) if offset and spot.line else spot


def _too_deep(line: int) -> Spot:
    return Spot(line + 1, 1, "CS106", f"nested deeper than {DEPTH_LIMIT} levels", "A post needs four or five.")


def _too_many() -> Spot:
    message = f"aliases make more than {VALUE_LIMIT:,} values of this file"
    return Spot(0, 0, "CS106", message, "Write out what the aliases repeat.")
