"""Lists of pages, boards and locations that earlier runs asked for: enough to plan with, for a day."""

from collections.abc import Callable
from datetime import datetime
from datetime import timedelta
from pathlib import Path

import msgspec

from contentsync.media.replacing import replace
from contentsync.model.remote import Destination

HOLDS = timedelta(hours=24)
"""Pages and boards come and go seldom; a name that is not among them is asked for anew at once."""

Place = tuple[str, str]
"""A kind of destination, and a profile."""


class List(msgspec.Struct, frozen=True):
    """What the service said, and when."""

    asked_at: datetime
    places: tuple[Destination, ...]


class Remembered:
    """`file` may be deleted at any time. `owner` names the server and the account, by which lists are kept apart."""

    def __init__(self, file: Path, owner: Callable[[], str], now: Callable[[], datetime]) -> None:
        self._file, self._owner, self._now = file, owner, now
        self._lists = _read(file)

    def get(self, kind: str, profile: str) -> tuple[Destination, ...] | None:
        """A list that still holds; None where there is none."""
        found = self._lists.get(self._key(kind, profile))
        is_held = found is not None and timedelta(0) <= self._now() - found.asked_at < HOLDS
        return found.places if found is not None and is_held else None

    def put(self, kind: str, profile: str, places: tuple[Destination, ...]) -> None:
        """Keep what was just said. A folder that cannot be written to is no error."""
        self._lists[self._key(kind, profile)] = List(self._now(), places)
        try:
            replace(self._file, msgspec.json.encode(self._lists, order="sorted"))
        except OSError:
            return

    def _key(self, kind: str, profile: str) -> str:
        return f"{self._owner()} {kind} {profile}"


def _read(file: Path) -> dict[str, List]:
    try:
        return msgspec.json.decode(file.read_bytes(), type=dict[str, List])
    except (OSError, msgspec.MsgspecError, ValueError):
        return {}
