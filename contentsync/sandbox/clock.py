"""The sandbox's own time: it stands still, or runs beside the wall clock at a distance."""

from dataclasses import dataclass
from datetime import UTC
from datetime import datetime
from datetime import timedelta
from typing import Any

from contentsync.sandbox import moments


def wall_now() -> datetime:
    """The only place where the sandbox reads the machine's clock."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Reading:
    """What is stored: at `wall_at` it was `virtual_at`. A clock that does not tick is still there."""

    virtual_at: datetime
    wall_at: datetime
    ticking: bool

    def now(self) -> datetime:
        elapsed = wall_now() - self.wall_at if self.ticking else timedelta(0)
        return self.virtual_at + max(elapsed, timedelta(0))

    def moved_to(self, at: datetime) -> "Reading":
        return Reading(at, wall_now(), self.ticking)

    def data(self) -> dict[str, Any]:
        return {
            "virtual_at": moments.micros(self.virtual_at),
            "wall_at": moments.micros(self.wall_at),
            "ticking": self.ticking,
        }


def from_data(data: dict[str, Any]) -> Reading:
    return Reading(moments.from_micros(data["virtual_at"]), moments.from_micros(data["wall_at"]), data["ticking"])


def started_at(now: datetime | None, *, ticking: bool) -> Reading:
    """A clock that shows `now` (aware), or the real time, at this moment."""
    wall_at = wall_now()
    return Reading((now or wall_at).astimezone(UTC), wall_at, ticking)
