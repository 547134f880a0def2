"""Whether the accounts that a delivery names are there. The service skips what is not connected, without a word."""

from collections.abc import Iterable

import msgspec

from contentsync.model.delivery import Delivery
from contentsync.model.remote import Profile

NOT_ON_FREE = frozenset({"tiktok"})
"""What the free plan leaves out: the whole request is refused (Upload-Post docs, pricing-and-limits)."""


class Unusable(msgspec.Struct, frozen=True):
    """Why a delivery cannot be sent at present, and what ends that."""

    code: str
    reason: str
    hint: str


def unusable(deliveries: Iterable[Delivery], profiles: Iterable[Profile], tariff: str = "") -> dict[str, Unusable]:
    """By address: deliveries whose profile does not exist, whose networks are not all connected and in order, or are
    not all on the account's plan.
    """
    known = {profile.username: profile for profile in profiles}
    found = {delivery.address: _reason(delivery, known) or _left_out(delivery, tariff) for delivery in deliveries}
    return {address: reason for address, reason in found.items() if reason is not None}


def _reason(delivery: Delivery, known: dict[str, Profile]) -> Unusable | None:
    profile = known.get(delivery.profile)
    if profile is None:
        there = ", ".join(sorted(known)) or "none"
        hint = f"profiles of this account: {there}; mend `profile:`, or make it in Upload-Post"
        return Unusable("CS501", f"unknown profile {delivery.profile}", hint)
    missing = [name for name in delivery.platforms if name not in profile.connections]
    if missing:
        names = ", ".join(missing)
        return Unusable(
            "CS502", f"{names} not connected", f"connect {names} to {delivery.profile}, or drop it from `platforms:`"
        )
    broken = [name for name in delivery.platforms if profile.connections[name].needs_reauth]
    if broken:
        names = ", ".join(broken)
        return Unusable(
            "CS502",
            f"{names} needs to be connected again",
            f"connect {names} of {delivery.profile} again in Upload-Post",
        )
    return None


def _left_out(delivery: Delivery, tariff: str) -> Unusable | None:
    names = ", ".join(name for name in delivery.platforms if name in NOT_ON_FREE)
    if not names or tariff.casefold() != "free":
        return None
    return Unusable("CS510", f"{names} is not on the free plan", f"drop {names} from `platforms:`, or upgrade the plan")
