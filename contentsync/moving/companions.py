"""The media that go along with a post: those that stand beside it, and that nobody else has."""

import posixpath
from collections.abc import Collection
from collections.abc import Iterator
from pathlib import Path

from contentsync.content.spot import Spot
from contentsync.content.tree import contents
from contentsync.model.delivery import Delivery
from contentsync.model.delivery import Desired
from contentsync.model.delivery import Medium
from contentsync.model.errors import UserError
from contentsync.model.problem import Severity
from contentsync.moving.words import Target
from contentsync.moving.words import deliveries_of


def companions(root: Path, desired: Desired, target: Target) -> dict[str, str]:
    """Old and new path of each. UserError where something is in the way of one."""
    before, after = posixpath.dirname(target.file), posixpath.dirname(target.new_file)
    if before == after:
        return {}
    found = {}
    for path in sorted(_alone(root, desired, target.file)):
        if posixpath.dirname(path) == before and not (root / path).is_symlink():
            found[path] = posixpath.join(after, posixpath.basename(path))
            if (root / found[path]).exists():
                raise UserError(f"{found[path]} exists already", "rename that file first, or the post's own")
    _check_options(desired, target, found)
    return found


def _check_options(desired: Desired, target: Target, found: Collection[str]) -> None:
    """A path in an option is part of what was sent: with another one the post would be made anew."""
    for delivery in deliveries_of((*desired.deliveries, *desired.drafts), target.file):
        for option, medium in delivery.attachments.items():
            if medium.path and medium.path not in found and not medium.src.startswith("/"):
                message = f"{medium.src}, which {option} names, would not go along: others use it, or it lies elsewhere"
                raise UserError(message, "copy it beside the post under another name, apply that, then move the post")


def _alone(root: Path, desired: Desired, file: str) -> set[str]:
    """The files that posts of that file name by a path from there, and that no other one uses."""
    own: set[str] = set()
    others: set[str] = set()
    for delivery in (*desired.deliveries, *desired.drafts):
        for medium in media_of(delivery):
            is_own = delivery.source.file == file and not medium.src.startswith("/")
            (own if is_own else others).add(medium.path)
    # What a post with an error uses is not known: its file is looked through.
    unknown = [contents(str(root), each) for each in _bad_files(desired)]
    texts = [raw for raw in unknown if not isinstance(raw, Spot)]
    return {path for path in own - others if path and not any(_name(path) in raw for raw in texts)}


def _bad_files(desired: Desired) -> set[str]:
    return {each.file for each in desired.problems if each.severity is Severity.ERROR}


def _name(path: str) -> bytes:
    return posixpath.basename(path).encode()


def media_of(delivery: Delivery) -> Iterator[Medium]:
    """Every file of a delivery."""
    for medium in (*delivery.media, *delivery.attachments.values()):
        yield medium
        yield from (each for each in (medium.cover, medium.captions) if each)
