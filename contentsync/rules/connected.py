"""What the connected accounts make of a post without a word: a pin that wins, an option that is ignored. Pure."""

from collections.abc import Iterable
from collections.abc import Iterator

from contentsync.model.delivery import Delivery
from contentsync.model.problem import Problem
from contentsync.model.problem import Severity
from contentsync.model.remote import Destination
from contentsync.model.remote import Profile
from contentsync.platforms import Aim
from contentsync.platforms import aims
from contentsync.platforms.table import Option
from contentsync.platforms.wire import options_for


def account_problems(deliveries: Iterable[Delivery], profiles: Iterable[Profile]) -> Iterator[Problem]:
    """CS506 and CS509, by what the service says of the profiles."""
    known = {profile.username: profile for profile in profiles}
    for delivery in deliveries:
        profile = known.get(delivery.profile)
        if profile is not None:
            yield from _pinned(delivery, profile)
            yield from _ignored(delivery, profile)


def _pinned(delivery: Delivery, profile: Profile) -> Iterator[Problem]:
    for aim in aims(delivery) if profile.pins else ():
        pin = profile.pins.get(aim.wire)
        if pin is not None and aim.written and is_another(aim, pin):
            message = f"{aim.platform}: {aim.option}: {pin.name or pin.id} is pinned on {profile.username} and wins "
            fix = f"Take the pin off in Upload-Post, or write {aim.option}: {pin.name or pin.id}"
            yield _problem(delivery, "CS506", f"{message}over {aim.written}", fix)


def is_another(aim: Aim, pin: Destination) -> bool:
    """Whether a post names another place than the pinned one. What cannot be known is taken for the same."""
    if aim.is_name:
        return bool(pin.name) and aim.written.casefold() != pin.name.casefold()
    return _bare(aim.written) != _bare(pin.id)


def _bare(place_id: str) -> str:
    """An id without the words that it may stand behind: `urn:li:organization:17`, `accounts/1/locations/17`."""
    return place_id.rpartition(":")[2].rpartition("/")[2]


def _ignored(delivery: Delivery, profile: Profile) -> Iterator[Problem]:
    for platform in delivery.platforms:
        connection = profile.connections.get(platform)
        if connection is None or not connection.capabilities:
            continue
        for option in options_for(platform, delivery.post_type):
            lacking = _lacking(option, delivery, platform)
            if lacking and lacking not in connection.capabilities:
                message = (
                    f"{platform} ignores {option.name}: the account of {profile.username} cannot do that ({lacking})"
                )
                fix = "Connect the account again with all permissions, or leave the option out."
                yield _problem(delivery, "CS509", message, fix)


def _lacking(option: Option, delivery: Delivery, platform: str) -> str:
    """What the account must be able to do for an option that the delivery makes use of."""
    if option.capability is None:
        return ""
    name, values = option.capability
    given = delivery.options.get(platform, {}).get(option.name)
    is_used = given in values if values else given is not None
    if not is_used and option.inherits == "cover":
        is_used = any(medium.cover is not None for medium in delivery.media)
    return name.format(delivery.post_type) if is_used else ""


def _problem(delivery: Delivery, code: str, message: str, fix: str) -> Problem:
    source, about = delivery.source, (delivery.post_id, delivery.address)
    return Problem(source.file, source.line, 0, code, message, fix, Severity.WARNING, *about)
