"""Names of pages, boards and locations to the ids that the service takes, each list asked for once."""

from typing import TYPE_CHECKING

from contentsync.model.delivery import Delivery
from contentsync.model.remote import Destination
from contentsync.platforms import named_destinations
from contentsync.rules.accounts import Unusable

if TYPE_CHECKING:
    from contentsync.remote import ReadClient

Ids = dict[tuple[str, str], str]


class Destinations:
    """What the account can post to. Only what some delivery names is asked for."""

    def __init__(self, client: "ReadClient") -> None:
        self._ask = {
            "facebook_page": client.facebook_pages,
            "linkedin_page": client.linkedin_pages,
            "pinterest_board": client.pinterest_boards,
            "google_business_location": client.google_business_locations,
        }
        self._known: dict[tuple[str, str], tuple[Destination, ...]] = {}

    def kept(self) -> "Kept":
        """The same with nobody to ask."""
        return Kept(self._known)

    def ids(self, delivery: Delivery) -> Ids:
        """The ids for everything that the delivery names and that is there."""
        return {
            (platform, option): found[0].id
            for platform, option, kind, name in named_destinations(delivery)
            if len(found := self._named(kind, delivery.profile, name)) == 1
        }

    def unusable(self, deliveries: list[Delivery]) -> dict[str, Unusable]:
        """By address: deliveries that name a place which is not there, or of which there are several."""
        found = {delivery.address: self._missing(delivery) for delivery in deliveries}
        return {address: reason for address, reason in found.items() if reason is not None}

    def _missing(self, delivery: Delivery) -> Unusable | None:
        for platform, option, kind, name in named_destinations(delivery):
            same = self._named(kind, delivery.profile, name)
            if len(same) == 1:
                continue
            if same:
                ids = ", ".join(place.id for place in same)
                return Unusable("CS505", f"several {option}s named {name}", f"{platform}: {option}: write one of {ids}")
            there = ", ".join(place.name for place in self._all(kind, delivery.profile)) or "none"
            return Unusable("CS505", f"unknown {option} {name}", f"{platform}: {option}: there are {there}")
        return None

    def _named(self, kind: str, profile: str, name: str) -> list[Destination]:
        return [place for place in self._all(kind, profile) if place.name.casefold() == name.casefold()]

    def _all(self, kind: str, profile: str) -> tuple[Destination, ...]:
        if (kind, profile) not in self._known:
            self._known[kind, profile] = self._ask[kind](profile)
        return self._known[kind, profile]


class Kept(Destinations):
    """What was asked for once. A name of a list that was not is taken for one that is there."""

    def __init__(self, known: dict[tuple[str, str], tuple[Destination, ...]]) -> None:
        self._known = known

    def unusable(self, deliveries: list[Delivery]) -> dict[str, Unusable]:
        return super().unusable([delivery for delivery in deliveries if self._is_known(delivery)])

    def _is_known(self, delivery: Delivery) -> bool:
        return all((kind, delivery.profile) in self._known for _, _, kind, _ in named_destinations(delivery))

    def _all(self, kind: str, profile: str) -> tuple[Destination, ...]:
        return self._known.get((kind, profile), ())


class NoDestinations:
    """For a plan that asks nobody: every name is taken for one that is there."""

    def ids(self, delivery: Delivery) -> Ids:
        return {}

    def unusable(self, deliveries: list[Delivery]) -> dict[str, Unusable]:
        return {}
