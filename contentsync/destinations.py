"""Names of pages, boards and locations to the ids that the service takes, each list asked for once."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from contentsync.model.delivery import Delivery
from contentsync.model.remote import Destination
from contentsync.model.remote import Profile
from contentsync.platforms import Aim
from contentsync.platforms import aims
from contentsync.remembered import Remembered
from contentsync.rules.accounts import Unusable

if TYPE_CHECKING:
    from contentsync.remote import ReadClient

Ids = dict[tuple[str, str], str]

TIKTOK_LEVELS = "tiktok_privacy_level"
EVERYONE = "PUBLIC_TO_EVERYONE"
"""What the service takes for a photo that says nothing (Upload-Post docs, upload-photo page)."""


class Destinations:
    """What the account can post to. Only what some delivery names, or needs to name, is asked for.

    A plan goes by what is `remembered`; a name that is not there, and whatever is about to be sent, is asked for anew.
    """

    def __init__(self, client: "ReadClient", remembered: Remembered | None = None) -> None:
        self._client = client
        self._remembered = remembered
        self._asked: set[tuple[str, str]] = set()
        self._known: dict[tuple[str, str], tuple[Destination, ...]] = {}

    def kept(self) -> "Kept":
        """The same with nobody to ask."""
        return Kept(self._known)

    def ids(self, delivery: Delivery) -> Ids:
        """The ids for everything that the delivery names and that is there, as the service says today."""
        for aim in aims(delivery):
            if aim.is_name:
                self._all(aim.kind, delivery.profile, is_anew=True)
        return {
            (aim.platform, aim.option): found[0].id
            for aim in aims(delivery)
            if aim.is_name and len(found := self._named(aim, delivery.profile)) == 1
        }

    def unusable(self, deliveries: list[Delivery], profiles: tuple[Profile, ...] = ()) -> dict[str, Unusable]:
        """By address: deliveries that name a place which is not there, or of which there are several; that have to
        name one and do not; and those that want what TikTok does not offer the account.
        """
        pins = {profile.username: profile.pins for profile in profiles}
        found = {each.address: next(self._reasons(each, pins.get(each.profile, {})), None) for each in deliveries}
        return {address: reason for address, reason in found.items() if reason is not None}

    def _reasons(self, delivery: Delivery, pins: dict[str, Destination]) -> Iterator[Unusable]:
        for aim in aims(delivery):
            if aim.is_name:
                yield from self._missing(aim, delivery.profile)
            elif aim.one_of_several and not aim.written and aim.wire not in pins:
                yield from self._open(aim, delivery.profile)
        if "tiktok" in delivery.platforms:
            yield from self._closed_level(delivery)

    def _missing(self, aim: Aim, profile: str) -> Iterator[Unusable]:
        same = self._named(aim, profile)
        what = f"{aim.platform}: {aim.option}:"
        if len(same) > 1:
            ids = ", ".join(place.id for place in same)
            yield Unusable("CS505", f"several {aim.option}s named {aim.written}", f"{what} write one of {ids}")
        elif not same:
            yield Unusable(
                "CS505", f"unknown {aim.option} {aim.written}", f"{what} there are {self._list(aim, profile)}"
            )

    def _open(self, aim: Aim, profile: str) -> Iterator[Unusable]:
        places = self._all(aim.kind, profile)
        if len(places) > 1:
            hint = f"{aim.platform}: write {aim.option}: and one of {self._list(aim, profile)}"
            yield Unusable("CS507", f"which {aim.option} of {aim.platform} is not said", hint)
        elif not places:
            hint = f"the account of {profile} has none; connect one that has, or drop {aim.platform} from `platforms:`"
            yield Unusable("CS507", f"no {aim.option} on {aim.platform}", hint)

    def _closed_level(self, delivery: Delivery) -> Iterator[Unusable]:
        given = delivery.options.get("tiktok", {})
        wanted = given.get("privacy_level") or (EVERYONE if delivery.post_type == "photo" else "")
        if not wanted or given.get("post_mode") == "MEDIA_UPLOAD":
            return
        levels = [level.id for level in self._all(TIKTOK_LEVELS, delivery.profile)]
        if levels and wanted not in levels:
            hint = f"tiktok: privacy_level: write one of {', '.join(levels)}"
            yield Unusable("CS508", f"TikTok does not offer {wanted} to this account", hint)

    def _named(self, aim: Aim, profile: str) -> list[Destination]:
        name = aim.written.casefold()
        found = [place for place in self._all(aim.kind, profile) if place.name.casefold() == name]
        if len(found) == 1:
            return found
        return [place for place in self._all(aim.kind, profile, is_anew=True) if place.name.casefold() == name]

    def _list(self, aim: Aim, profile: str) -> str:
        return ", ".join(place.name for place in self._all(aim.kind, profile)) or "none"

    def _all(self, kind: str, profile: str, *, is_anew: bool = False) -> tuple[Destination, ...]:
        """The list of that kind. `is_anew`: as the service says it in this run, whatever was known before."""
        key = (kind, profile)
        if key not in self._known and not is_anew and self._remembered and kind != TIKTOK_LEVELS:
            remembered = self._remembered.get(kind, profile)
            if remembered is not None:
                self._known[key] = remembered
        if key not in self._known or (is_anew and key not in self._asked):
            self._known[key] = self._ask(kind, profile)
            self._asked.add(key)
            if self._remembered and kind != TIKTOK_LEVELS:
                self._remembered.put(kind, profile, self._known[key])
        return self._known[key]

    def _ask(self, kind: str, profile: str) -> tuple[Destination, ...]:
        return self._client.tiktok_levels(profile) if kind == TIKTOK_LEVELS else self._client.places(kind, profile)


class Kept(Destinations):
    """What was asked for once. A name of a list that was not is taken for one that is there."""

    def __init__(self, known: dict[tuple[str, str], tuple[Destination, ...]]) -> None:
        self._known = known

    def unusable(self, deliveries: list[Delivery], profiles: tuple[Profile, ...] = ()) -> dict[str, Unusable]:
        return super().unusable([delivery for delivery in deliveries if self._is_known(delivery)], profiles)

    def _is_known(self, delivery: Delivery) -> bool:
        asked = (aim.kind for aim in aims(delivery) if aim.is_name or (aim.one_of_several and not aim.written))
        return all((kind, delivery.profile) in self._known for kind in asked)

    def _all(self, kind: str, profile: str, *, is_anew: bool = False) -> tuple[Destination, ...]:
        return self._known.get((kind, profile), ())


class NoDestinations:
    """For a plan that asks nobody: every name is taken for one that is there."""

    def ids(self, delivery: Delivery) -> Ids:
        return {}

    def unusable(self, deliveries: list[Delivery], profiles: tuple[Profile, ...] = ()) -> dict[str, Unusable]:
        return {}
