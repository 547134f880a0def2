"""Addresses as people read and type them: with the profile only where a post has several."""

from collections.abc import Iterable

import msgspec


class Address(msgspec.Struct, frozen=True):
    """The parts of `launch@acme:tiktok`; `profile` and `platform` are empty where they were not given."""

    post_id: str
    profile: str = ""
    platform: str = ""

    def __str__(self) -> str:
        profile = f"@{self.profile}" if self.profile else ""
        return f"{self.post_id}{profile}:{self.platform}" if self.platform else f"{self.post_id}{profile}"


def parse_address(text: str) -> Address:
    """The parts of an address, full or as people type it. Ids have neither `@` nor `:`."""
    rest, _, platform = text.partition(":")
    post_id, _, profile = rest.partition("@")
    return Address(post_id, profile, platform)


def printed_addresses(addresses: Iterable[str]) -> dict[str, str]:
    """Full address to printed address, for all addresses of one plan."""
    parsed = {address: parse_address(address) for address in addresses}
    profiles: dict[str, set[str]] = {}
    for parts in parsed.values():
        profiles.setdefault(parts.post_id, set()).add(parts.profile)
    return {
        address: address if len(profiles[parts.post_id]) > 1 else str(Address(parts.post_id, "", parts.platform))
        for address, parts in parsed.items()
    }


def matching_addresses(typed: str, known: Iterable[str]) -> tuple[str, ...]:
    """The known full addresses that a typed one names. A part that was not typed matches every value of it, save that
    an address typed without a platform prefers the delivery that has none.
    """
    wanted = parse_address(typed)
    found = []
    for address in known:
        parts = parse_address(address)
        if parts.post_id == wanted.post_id and wanted.profile in ("", parts.profile):
            found.append((address, parts.platform))
    exact = tuple(address for address, platform in found if platform == wanted.platform)
    return exact if exact or wanted.platform else tuple(address for address, _ in found)


def completed_address(typed: str, like: str) -> str:
    """The full address that is meant by a typed one: profile and platform as in `like`, unless it names its profile."""
    wanted, given = parse_address(typed), parse_address(like)
    if wanted.profile:
        return typed
    return str(Address(wanted.post_id, given.profile, wanted.platform or given.platform))
