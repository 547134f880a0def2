"""What a team asks of its own posts: how far apart, at which hours, on which days, with which hashtags."""

from collections.abc import Iterable
from datetime import date
from datetime import time
from datetime import timedelta

import msgspec


class QuietHours(msgspec.Struct, frozen=True):
    """Local hours, `begins` inside and `ends` outside; they pass midnight where they end before they begin.

    `zone` is an IANA name, empty for each post's own zone. `text` is how it was written.
    """

    begins: time
    ends: time
    text: str
    zone: str = ""

    def covers(self, at: time) -> bool:
        """Whether that local time is a quiet one."""
        if self.begins < self.ends:
            return self.begins <= at < self.ends
        return at >= self.begins or at < self.ends


class Blackout(msgspec.Struct, frozen=True):
    """Days, both included, in each post's own zone. `reason` is for people, and may be empty."""

    first: date
    last: date
    reason: str = ""


class HouseRules(msgspec.Struct, frozen=True):
    """The rules for one profile. What is not set asks for nothing. Hashtags are without `#`, in folded case."""

    spacing: timedelta = timedelta(0)
    quiet_hours: QuietHours | None = None
    blackout: tuple[Blackout, ...] = ()
    banned_hashtags: tuple[str, ...] = ()


class Rulebook(msgspec.Struct, frozen=True):
    """The rules for `everyone`, and those of the profiles that have their own, which are whole by themselves."""

    everyone: HouseRules = HouseRules()
    own: dict[str, HouseRules] = {}

    def of(self, profile: str) -> HouseRules:
        """What holds for that profile."""
        return self.own.get(profile, self.everyone)

    def banned(self, profiles: Iterable[str]) -> frozenset[str]:
        """The hashtags that one of the profiles may not use."""
        return frozenset(tag for profile in profiles for tag in self.of(profile).banned_hashtags)

    @property
    def asks_nothing(self) -> bool:
        """Whether no rule over the calendar is set for anybody."""
        return not any(
            rules.spacing or rules.quiet_hours or rules.blackout for rules in (self.everyone, *self.own.values())
        )


NO_RULES = Rulebook()
