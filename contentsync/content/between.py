"""What is wrong between posts, kept by the digest of everything that it follows from: the posts themselves."""

from collections.abc import Collection
from pathlib import Path

import msgspec

from contentsync.content.cache import digest
from contentsync.content.cache import made_by
from contentsync.media.replacing import replace
from contentsync.model.delivery import Delivery
from contentsync.model.houserules import Rulebook
from contentsync.model.problem import Problem
from contentsync.rules.across import across_files

NAME = "between.msgpack"


class _Document(msgspec.Struct, array_like=True):
    key: bytes
    problems: tuple[Problem, ...]


def between(deliveries: Collection[Delivery], rulebook: Rulebook, cache: Path) -> tuple[Problem, ...]:
    """What `across_files` finds. It looks again only where a delivery, a rule or this program is another.

    `cache` is a folder. What cannot be read or written there is done without.
    """
    key = digest((made_by(), deliveries, rulebook))
    known = _read(cache / NAME)
    if known is not None and known.key == key:
        return known.problems
    found = across_files(deliveries, rulebook)
    try:
        replace(cache / NAME, msgspec.msgpack.encode(_Document(key, found)))
    except OSError:
        return found
    return found


def _read(path: Path) -> _Document | None:
    try:
        return msgspec.msgpack.decode(path.read_bytes(), type=_Document)
    except (OSError, msgspec.MsgspecError):
        return None
