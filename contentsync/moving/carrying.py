"""Doing what a move says, on disk; where a step fails or the posts are not the same afterwards, all is undone."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from contentsync.model.delivery import Delivery
from contentsync.model.delivery import Desired
from contentsync.model.delivery import Medium
from contentsync.model.delivery import Source
from contentsync.model.errors import UserError
from contentsync.model.identity import address_of
from contentsync.moving.move import Move
from contentsync.workspace import open_workspace

if TYPE_CHECKING:
    from contentsync.settings import Settings

Write = Callable[[Path, bytes], None]


def carried_out(settings: "Settings", move: Move, before: Desired, write: Write) -> None:
    """Do it. `write` puts bytes in a file in one step. UserError with nothing changed where it cannot be.

    A process that is killed half way leaves media in a new place and the post in the old one, or the post in the new
    one: no post is ever in two places.
    """
    steps = _Steps(settings.root)
    try:
        for old, new in reversed(move.files.items()):
            steps.rename(old, new)
        for file, raw in move.texts.items():
            steps.write(file, raw, write)
        with open_workspace(settings) as workspace:
            _check(before, workspace.desired(), move)
    except OSError as error:
        steps.undo()
        raise UserError(
            f"{error.filename} cannot be moved: {error.strerror}", "mend that, then type it again"
        ) from None
    except BaseException:
        steps.undo()
        raise
    steps.tidy(settings.root / settings.content)


class _Steps:
    """What has been done so far, with what undoes each step."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._undo: list[Callable[[], object]] = []
        self._left: list[Path] = []

    def rename(self, old: str, new: str) -> None:
        source, target = self._root / old, self._root / new
        for folder in reversed([each for each in target.parents if not each.exists()]):
            folder.mkdir()
            self._undo.append(folder.rmdir)
        source.rename(target)
        self._undo.append(lambda: target.rename(source))
        self._left.append(source.parent)

    def write(self, file: str, raw: bytes, write: Write) -> None:
        path = self._root / file
        before = path.read_bytes()
        self._undo.append(lambda: write(path, before))
        write(path, raw)

    def undo(self) -> None:
        """As far as it can be: what another program has done meanwhile is not undone."""
        for step in reversed(self._undo):
            with suppress(OSError, UserError):
                step()

    def tidy(self, content: Path) -> None:
        """Remove the folders that are empty now, which git would not keep."""
        for left in self._left:
            for folder in (left, *left.parents):
                if folder == content or not folder.is_relative_to(content):
                    break
                with suppress(OSError):
                    folder.rmdir()


def _check(before: Desired, after: Desired, move: Move) -> None:
    wanted, found = _by_address(before, move.ids), _by_address(after, {})
    for address in sorted(wanted.keys() | found.keys()):
        one, two = wanted.get(address), found.get(address)
        if one != two:
            fields = ", ".join(_unlike(one, two)) if one and two else "whether it is there at all"
            raise UserError(
                f"{address.partition('@')[0]} would not be the same post there: {fields}",
                "other defaults may hold there: write into the post what it needs, then move it; nothing was moved",
            )


def _by_address(desired: Desired, ids: dict[str, str]) -> dict[str, Delivery]:
    named = (_named(each, ids) for each in (*desired.deliveries, *desired.drafts))
    return {each.address: each for each in named}


def _unlike(one: Delivery, two: Delivery) -> list[str]:
    return [name for name in one.__struct_fields__ if getattr(one, name) != getattr(two, name)]


def _named(delivery: Delivery, ids: dict[str, str]) -> Delivery:
    """The delivery as it is called then, without what a move may change of it."""
    post_id = ids.get(delivery.post_id, delivery.post_id)
    platform = delivery.address.rpartition(":")[2] if ":" in delivery.address else ""
    return replace(
        delivery,
        address=address_of(post_id, delivery.profile, platform),
        post_id=post_id,
        source=Source("", 0),
        renamed_from="",
        repost_of=ids.get(delivery.repost_of, delivery.repost_of),
        media=tuple(_content(each) for each in delivery.media),
        attachments={key: _content(each) for key, each in delivery.attachments.items()},
    )


def _content(medium: Medium) -> Medium:
    cover, captions = (_content(each) if each else None for each in (medium.cover, medium.captions))
    return replace(medium, src="", path="", cover=cover, captions=captions)
