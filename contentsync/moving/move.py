"""What has to be done for a post to be called otherwise, or to stand elsewhere."""

import posixpath
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from contentsync.content.sheet import Sheet
from contentsync.content.sheet import files_of
from contentsync.content.sheet import value_at
from contentsync.content.tree import known_contents
from contentsync.model.delivery import Delivery
from contentsync.model.delivery import Desired
from contentsync.moving.companions import companions
from contentsync.moving.words import Target
from contentsync.moving.words import deliveries_of
from contentsync.moving.words import target_of

if TYPE_CHECKING:
    from contentsync.settings import Settings


class Move(msgspec.Struct, frozen=True):
    """`files` are old and new posix paths from the repository's root, of the post's file first, then of its media.
    `texts` are what files hold afterwards, by their new path; `ids` are the old and new ids of posts.
    """

    files: dict[str, str]
    texts: dict[str, bytes]
    ids: dict[str, str]


def move_of(settings: "Settings", desired: Desired, start: Path, old: str, new: str) -> Move:
    """What `mv OLD NEW` means, typed in `start`. UserError where it cannot be, nothing having been touched."""
    target = target_of(settings, desired, start, old, new)
    files: dict[str, str] = {}
    if target.file != target.new_file:
        files = {target.file: target.new_file} | companions(settings.root, desired, target)
    return _Moving(settings, desired, target, files).move()


class _Moving:
    """One move. Each file that changes is a sheet, by its old path."""

    def __init__(self, settings: "Settings", desired: Desired, target: Target, files: dict[str, str]) -> None:
        self._root = settings.root
        self._target = target
        self._files = files
        self._known = (*desired.deliveries, *desired.drafts)
        self._sheets: dict[str, Sheet] = {}

    def move(self) -> Move:
        sheet = self._sheet(self._target.file)
        if self._files:
            for delivery in deliveries_of(self._known, self._target.file):
                self._correct(sheet, delivery)
            sheet.relink(self._from_there)
        for old, new in self._target.ids.items():
            self._rename(sheet, old, new)
        texts = {self._files.get(file, file): bytes(each) for file, each in self._sheets.items()}
        return Move(self._files, texts, self._target.ids)

    def _sheet(self, file: str) -> Sheet:
        if file not in self._sheets:
            self._sheets[file] = Sheet(file, known_contents(self._root, file))
        return self._sheets[file]

    def _correct(self, sheet: Sheet, delivery: Delivery) -> None:
        """Let the post's paths lead to where its media are then."""
        post = sheet.post(delivery.source.line)
        for node in files_of(post):
            if _is_beside(node.value, delivery):
                path = self._from_there(node.value)
                if path != posixpath.normpath(node.value):
                    sheet.write(node, path)

    def _from_there(self, path: str) -> str:
        """A path that began at the old place of the file, from the new one."""
        leads_to = posixpath.normpath(posixpath.join(posixpath.dirname(self._target.file), path))
        return posixpath.relpath(self._files.get(leads_to, leads_to), posixpath.dirname(self._target.new_file) or ".")

    def _rename(self, sheet: Sheet, old: str, new: str) -> None:
        line = next(each.source.line for each in self._known if each.post_id == old)
        post = sheet.post(line)
        own_id = value_at(post, ("id",))
        if own_id is not None:
            sheet.write(own_id, new)
        before = value_at(post, ("renamed_from",))
        if before is None:
            sheet.add(post, "renamed_from", old)
        elif before.value == new:
            # State knows the names in between, but nothing has been called by its own name before.
            sheet.write(before, old)
        for source in {each.source for each in self._known if each.repost_of == old}:
            other = self._sheet(source.file)
            said = value_at(other.post(source.line), ("repost_of",))
            if said is not None:
                other.write(said, new)


def _is_beside(path: str, delivery: Delivery) -> bool:
    is_elsewhere = path.startswith("/") or "://" in path or "{{" in path
    return not is_elsewhere and not delivery.keeps_media
