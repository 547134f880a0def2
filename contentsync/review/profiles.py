"""Profiles of an account as people and programs read them."""

from collections.abc import Mapping
from typing import Any

from contentsync.model.remote import Destination
from contentsync.model.remote import Profile
from contentsync.model.remote import Profiles
from contentsync.review.counting import counted
from contentsync.review.escape import escaped

Places = Mapping[str, tuple[Destination, ...]]


def profiles_screen(found: Profiles) -> str:
    """One line per profile; at the end how many the plan of the account allows."""
    width = max((len(escaped(profile.username)) for profile in found.profiles), default=0)
    lines = [f"{escaped(each.username):<{width}}  {_networks(each)}" for each in found.profiles]
    limit = f" of {found.limit}" if found.limit else ""
    return "\n".join([*lines, f"{counted(len(found.profiles), 'profile', 'profiles')}{limit}"])


def _networks(profile: Profile) -> str:
    names = [f"{name} (connect again)" if on.needs_reauth else name for name, on in sorted(profile.connections.items())]
    return escaped(", ".join(names) or "nothing connected")


def profile_screen(profile: Profile, places: Places) -> str:
    """Its accounts, then the places that posts can name, with what is pinned."""
    lines = [escaped(profile.username)]
    width = max((len(name) for name in (*profile.connections, *places)), default=0)
    for name, on in sorted(profile.connections.items()):
        again = "  needs to be connected again" if on.needs_reauth else ""
        lines.append(f"  {escaped(name):<{width}}  {escaped(on.handle)}{again}")
    pinned = {pin.id for pin in profile.pins.values()}
    for kind, there in places.items():
        shown = (f"{place.name} ({place.id}){', pinned' if place.id in pinned else ''}" for place in there)
        lines.append(f"  {kind:<{width}}  {escaped('; '.join(shown) or 'none')}")
    return "\n".join(lines if len(lines) > 1 else [*lines, "  nothing connected"])


def profiles_document(found: Profiles) -> dict[str, Any]:
    """The same as plain values."""
    profiles = [{"name": each.username, "accounts": _accounts(each)} for each in found.profiles]
    return {"profiles": profiles, "limit": found.limit or None}


def profile_document(profile: Profile, places: Places) -> dict[str, Any]:
    """One profile as plain values; `pins` by the form field that each overrides."""
    return {
        "name": profile.username,
        "accounts": _accounts(profile),
        "places": {kind: [_place(place) for place in there] for kind, there in places.items()},
        "pins": {wire: _place(pin) for wire, pin in profile.pins.items()},
    }


def _accounts(profile: Profile) -> dict[str, Any]:
    return {
        name: {"handle": on.handle, "needs_reauth": on.needs_reauth} for name, on in sorted(profile.connections.items())
    }


def _place(place: Destination) -> dict[str, str]:
    return {"id": place.id, "name": place.name}
