"""What networks make of the media of a delivery. Pure: what is known of each medium is asked of a function."""

import re
from collections.abc import Callable
from collections.abc import Iterator
from functools import cache
from typing import Any

import msgspec

from contentsync.media import Facts
from contentsync.model.delivery import Delivery
from contentsync.model.delivery import Medium
from contentsync.model.problem import Severity
from contentsync.platforms import PLATFORMS
from contentsync.platforms import Finding
from contentsync.platforms.media import MB
from contentsync.platforms.media import Bound
from contentsync.platforms.media import Count
from contentsync.platforms.media import Takes
from contentsync.platforms.table import Option
from contentsync.platforms.wire import options_for
from contentsync.rules.contents import FORMATS
from contentsync.rules.contents import content_findings
from contentsync.rules.measures import QUANTITIES
from contentsync.rules.measures import said
from contentsync.rules.measures import span

Path = tuple[str | int, ...]
FactsOf = Callable[[Medium], Facts]
_KEYS = {"image": "photo", "video": "video", "document": "document"}
_PART = re.compile(r"\d+")


def media_findings(delivery: Delivery, at: Path, facts_of: FactsOf, has_premium: bool = False) -> list[Finding]:
    """Findings with paths that begin at the post; `at` is the path of the `media:` that the delivery goes out with.

    `has_premium` says that the account on X has Premium. Of addresses and Git LFS pointers little is known, so only
    their number, alternative texts and sizes are judged.
    """
    found = list(_counts(delivery, at)) if delivery.media else []
    for number, medium in enumerate(delivery.media):
        path = (*at, number)
        found += _alt_texts(delivery, medium, path)
        found += _judged(delivery, medium, path, facts_of(medium), has_premium)
        if medium.cover:
            found += _covers(delivery, medium.cover, (*path, "cover"), delivery.platforms, facts_of)
    for key, medium in delivery.attachments.items():
        platform, _, name = key.partition(".")
        if any(option.name == name and _takes_cover(option) for option in _options(delivery, platform)):
            found += _covers(delivery, medium, ("platforms", platform, name), (platform,), facts_of)
    return found


def _options(delivery: Delivery, platform: str) -> tuple[Option, ...]:
    return tuple(options_for(platform, delivery.post_type))


def _takes_cover(option: Option) -> bool:
    return option.is_cover or option.inherits == "cover"


def _given(delivery: Delivery, platform: str, option: str) -> Any:
    return delivery.options.get(platform, {}).get(option)


def _judged(delivery: Delivery, medium: Medium, path: Path, facts: Facts, has_premium: bool) -> Iterator[Finding]:
    contents = list(content_findings(medium, facts, path))
    yield from contents
    if any(finding.severity is Severity.ERROR for finding in contents):
        return
    for platform in delivery.platforms:
        kinds: dict[str, Takes] = getattr(PLATFORMS[platform].media, _KEYS.get(medium.kind, "photo"))
        media_type = str(_given(delivery, platform, "media_type") or "")
        takes = kinds.get(media_type) or kinds.get("")
        if takes is not None:
            yield from _limits(takes, delivery, platform, medium, facts, path, has_premium)


def _limits(
    takes: Takes,
    delivery: Delivery,
    platform: str,
    medium: Medium,
    facts: Facts,
    path: Path,
    has_premium: bool = False,
) -> Iterator[Finding]:
    label, given = PLATFORMS[platform].label, delivery.options.get(platform, {})
    yield from _format(takes, label, medium, facts, path)
    for bound in takes.bounds:
        if not bound.formats or facts.format in bound.formats:
            moved = _moved(bound, given.get(bound.option), has_premium)
            finding = _outside(moved, label, medium, facts, path)
            if finding is not None:
                yield finding


def _format(takes: Takes, label: str, medium: Medium, facts: Facts, path: Path) -> Iterator[Finding]:
    """One warning for container, codec and sound."""
    pairs = ((facts.format, takes.formats), (facts.codec, takes.codecs), (facts.audio_codec, takes.audio_codecs))
    wrong = [(given, taken) for given, taken in pairs if given and taken and given not in taken]
    if wrong:
        there = ", ".join(FORMATS.get(given, given) for given, _ in wrong)
        names = ", ".join(" or ".join(FORMATS.get(each, each) for each in taken) for _, taken in wrong)
        best = ", ".join(FORMATS.get(taken[0], taken[0]) for _, taken in wrong)
        fix = f"Export it as {best}, or leave it to Upload-Post to convert it."
        yield Finding(path, "CS422", f"{medium.src} is {there}; {label} takes {names}", fix, Severity.WARNING)


def _moved(bound: Bound, given: Any, has_premium: bool) -> Bound:
    """A bound that the author's option has moved, or what the account has paid for."""
    if bound.option and isinstance(given, int | float):
        return msgspec.structs.replace(bound, most=given * MB, refused_above=given * MB)
    return msgspec.structs.replace(bound, most=bound.premium) if bound.premium and has_premium else bound


def _outside(bound: Bound, label: str, medium: Medium, facts: Facts, path: Path) -> Finding | None:
    quantity = QUANTITIES[bound.of]
    value = quantity.value(medium, facts)
    if value is None:
        return None
    if bound.least <= value <= bound.most:
        return None
    value = round(value, quantity.digits)
    if round(bound.least, quantity.digits) <= value <= _rounded(bound.most, quantity.digits):
        return None
    is_refused = value < bound.refused_below or value > _rounded(bound.refused_above, quantity.digits)
    note = f" ({bound.note})" if bound.note else ""
    message = f"{medium.src} {said(bound, value)}; {label} takes {span(bound)}{note}"
    return Finding(path, quantity.code, message, quantity.fix, Severity.ERROR if is_refused else Severity.WARNING)


def _rounded(number: float, digits: int) -> float:
    """The same for a number without end, which `round` refuses."""
    return number if number == float("inf") else round(number, digits)


def _counts(delivery: Delivery, at: Path) -> Iterator[Finding]:
    there = len(delivery.media)
    for platform in delivery.platforms:
        count = PLATFORMS[platform].media.count
        if count is None:
            continue
        has_option = bool(count.option and _given(delivery, platform, count.option))
        if has_option and not count.most_with:
            yield from _divided(delivery, platform, count)
            continue
        most = count.most_with if has_option else count.most
        if there > most:
            beyond = f"; {count.beyond}{_noted(count)}" if count.beyond and not has_option else ""
            message = f"{there} media; {PLATFORMS[platform].label} shows {most} in one post{beyond}"
            fix = f"Leave some out, or give {platform} `media:` of its own."
            code, severity = ("CS421", Severity.WARNING) if beyond else ("CS420", Severity.ERROR)
            yield Finding(at, code, message, fix, severity)


def _noted(count: Count) -> str:
    return f" ({count.note})" if count.note else ""


def _divided(delivery: Delivery, platform: str, count: Count) -> Iterator[Finding]:
    """The media of a thread as its author divides them among the posts."""
    path = ("platforms", platform, count.option)
    parts = [int(part) for part in _PART.findall(str(_given(delivery, platform, count.option)))]
    there, divided, label = len(delivery.media), sum(parts), PLATFORMS[platform].label
    if divided != there:
        message = f"`{count.option}` divides {divided} media; the post has {there}"
        yield Finding(path, "CS303", message, f"Write numbers that add up to {there}.")
    elif max(parts) > count.most:
        message = f"{max(parts)} media in one post of a thread; {label} shows {count.most}{_noted(count)}"
        yield Finding(path, "CS421", message, f"Divide them into parts of {count.most}.", Severity.WARNING)


def _alt_texts(delivery: Delivery, medium: Medium, path: Path) -> Iterator[Finding]:
    """The alternative text beside a medium, where the network's own option does not stand in for it."""
    for platform in delivery.platforms if medium.alt else ():
        for option in _alt_options(platform, delivery.post_type):
            longest = 0 if _given(delivery, platform, option.name) else option.longest
            if longest and len(medium.alt) > longest:
                label = PLATFORMS[platform].label
                message = f"this `alt` has {len(medium.alt):,} characters; {label} takes {longest:,}"
                fix = f"Shorten it, or give {platform} an `{option.name}:` of its own."
                yield Finding((*path, "alt"), "CS429", message, fix)


@cache
def _alt_options(platform: str, post_type: str) -> tuple[Option, ...]:
    return tuple(option for option in options_for(platform, post_type) if option.inherits == "alt")


def _covers(
    delivery: Delivery, cover: Medium, path: Path, platforms: tuple[str, ...], facts_of: FactsOf
) -> Iterator[Finding]:
    """A film goes out without its cover where that is not taken, so these are warnings."""
    facts = facts_of(cover)
    for finding in content_findings(cover, facts, path):
        yield msgspec.structs.replace(finding, severity=Severity.WARNING)
    for platform in platforms:
        if any(_takes_cover(option) for option in _options(delivery, platform)):
            yield from _limits(PLATFORMS[platform].media.cover, delivery, platform, cover, facts, path)
