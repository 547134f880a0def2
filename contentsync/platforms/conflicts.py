"""What goes wrong only where networks share one delivery, or an option meets the post around it."""

from collections.abc import Iterator
from functools import cache

import msgspec

from contentsync.model.delivery import Delivery
from contentsync.model.problem import Severity
from contentsync.platforms.common import SHARED_FIELDS
from contentsync.platforms.finding import Finding
from contentsync.platforms.networks import PLATFORMS
from contentsync.platforms.parts import captions_language
from contentsync.platforms.table import Option
from contentsync.platforms.texts import unmet_texts
from contentsync.platforms.texts import untitled
from contentsync.platforms.wire import excluded
from contentsync.platforms.wire import options_for


def conflicts(delivery: Delivery) -> list[Finding]:
    """Findings about a whole delivery, with paths that begin at the post: (`platforms`, network, option).

    Options have been checked before. One delivery is one request, so a field that several networks read can have only
    one value in it; a network with its own `publish_at` is a delivery of its own.
    """
    found = [*_unavailable(delivery), *_words(delivery), *_unread(delivery), *_long_link(delivery)]
    if delivery.options or delivery.media:
        found += [*_shared(delivery), *_links(delivery), *_captions(delivery)]
    sources = {bool(medium.url) for medium in delivery.media}
    if len(sources) > 1:
        message = "Files are sent before addresses, so the order of these media is not kept."
        found.append(Finding(("media",), "CS404", message, "Use only files, or only addresses.", Severity.WARNING))
    return found


def _label(platform: str) -> str:
    return PLATFORMS[platform].label


def _apart(platform: str) -> str:
    return f"Write the same under both, or give {platform} its own `publish_at`, which makes it a delivery of its own."


def _unavailable(delivery: Delivery) -> Iterator[Finding]:
    """The service refuses the whole request, for the other networks as well."""
    for platform in delivery.platforms:
        why = PLATFORMS[platform].unavailable
        if why:
            message = f"{_label(platform)} takes no posts at the moment: {why}"
            fix = f"Take {platform} out of `platforms` until the service has it back."
            yield Finding(("platforms", platform), "CS311", message, fix)


def _words(delivery: Delivery) -> Iterator[Finding]:
    platforms, post_type = delivery.platforms, delivery.post_type
    for platform in untitled(platforms, post_type, delivery.title, delivery.titles):
        message = f"{_label(platform)} needs a headline."
        yield Finding(("platforms", platform), "CS306", message, "Add `title:` to the post.")
    words = delivery.text, delivery.title, delivery.texts, delivery.titles
    for platform in unmet_texts(platforms, post_type, *words):
        own = [key for key, given in (("text", delivery.texts), ("title", delivery.titles)) if platform in given]
        message = f"{_label(platform)} has no field for words of its own, and would show those of the others."
        fix = f"Give {platform} its own `publish_at`, which makes it a delivery of its own."
        yield Finding(("platforms", platform, *own[:1]), "CS307", message, fix)


def _unread(delivery: Delivery) -> Iterator[Finding]:
    """What the post says and no network of the delivery shows."""
    for key, value in (("link", delivery.link), ("first_comment", delivery.first_comment)):
        if value and not any(_reads(platform, delivery.post_type, key) for platform in delivery.platforms):
            message = f"None of {', '.join(delivery.platforms)} shows `{key}` with a {delivery.post_type} post."
            yield Finding((key,), "CS304", message, "Put it into the text, or take it out.", Severity.WARNING)


@cache
def _reads(platform: str, post_type: str, key: str) -> bool:
    return any(option.name in (key, f"{key}_mode") for option in options_for(platform, post_type))


def _shared(delivery: Delivery) -> Iterator[Finding]:
    for field, present in _met(delivery.platforms, delivery.post_type):
        said = {platform: value for platform in present if (value := _value(delivery, platform, field)) is not None}
        writer = next((platform for platform, value in said.items() if value.is_sent_as(field)), "")
        for platform, value in said.items() if writer else ():
            if value.value != said[writer].value:
                name = said[writer].option.name
                message = f"`{name}` of {_label(writer)} reaches {_label(platform)} as well."
                yield Finding(("platforms", writer, name), "CS307", message, _apart(writer))


@cache
def _met(platforms: tuple[str, ...], post_type: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The fields in which several of the networks meet, with those."""
    able = [name for name in platforms if post_type in PLATFORMS[name].places]
    found = ((field, tuple(name for name in readers if name in able)) for field, readers in SHARED_FIELDS.items())
    return tuple((field, present) for field, present in found if len(present) > 1)


class _Value(msgspec.Struct, frozen=True):
    """What one network is to get through a field that several read. None and false: nothing."""

    option: Option
    value: object

    def is_sent_as(self, field: str) -> bool:
        """True where it goes out in that field, and not in one of the network's own."""
        is_address = "://" in str(self.value)
        return bool(self.value) and field == ((self.option.url_wire if is_address else "") or self.option.wire)


def _value(delivery: Delivery, platform: str, field: str) -> _Value | None:
    """None where the network does not read the field in this delivery."""
    option = _reader(platform, delivery.post_type, field)
    if option is None:
        return None
    given = delivery.options.get(platform, {})
    condition, values = option.only_when or ("", ())
    if condition and str(given.get(condition)) not in values:
        return None
    value = given.get(option.name) or None
    if value is None and option.inherits == "cover":
        cover = delivery.media[0].cover if delivery.media else None
        value = (cover.url or cover.path) if cover else None
    return _Value(option, value)


@cache
def _reader(platform: str, post_type: str, field: str) -> Option | None:
    """The option that a network reads a field for."""
    options = options_for(platform, post_type)
    return next((each for each in options if field in (each.wire, each.url_wire, *each.aliases)), None)


def _long_link(delivery: Delivery) -> Iterator[Finding]:
    """The post's link where it is longer than a network takes that has no other."""
    for platform in delivery.platforms if delivery.link else ():
        for option in options_for(platform, delivery.post_type):
            is_shared = option.inherits == "link" and delivery.options.get(platform, {}).get(option.name) is None
            if is_shared and option.longest and len(delivery.link) > option.longest:
                message = f"{_label(platform)} takes a link of {option.longest:,} characters at most"
                fix = f"Shorten it, or give {platform} a `{option.name}` of its own."
                yield Finding(("link",), "CS303", f"{message}; this has {len(delivery.link):,}.", fix)


def _links(delivery: Delivery) -> Iterator[Finding]:
    """Options that need a link or exclude one, where the link is the post's."""
    for platform, given in delivery.options.items():
        for option in _about_links(platform, delivery.post_type):
            if given.get(option.name) is None:
                continue
            path = ("platforms", platform, option.name)
            if "link" in option.needs and not (delivery.link or given.get("link")):
                yield Finding(path, "CS306", f"`{option.name}` needs a link.", "Add `link:` to the post.")
            if "link" in option.exclusive_with and delivery.link and "link" not in given:
                message = f"`{option.name}` and the post's `link` exclude each other."
                fix = f"Take one of them out, or give {platform} a post of its own."
                yield Finding(path, "CS307", message, fix)


@cache
def _about_links(platform: str, post_type: str) -> tuple[Option, ...]:
    """The options that need a link or exclude one."""
    return tuple(each for each in options_for(platform, post_type) if "link" in (*each.needs, *each.exclusive_with))


def _captions(delivery: Delivery) -> Iterator[Finding]:
    """Networks that need the captions' language, or cannot take them as a file."""
    captions = delivery.media[0].captions if delivery.media else None
    for platform in delivery.platforms if captions else ():
        given = delivery.options.get(platform, {})
        for option in options_for(platform, delivery.post_type):
            if given.get(option.name) is not None or excluded(platform, option, given):
                continue
            if option.inherits == "language" and not captions_language(delivery, given):
                message = f"{_label(platform)} needs the language of the captions."
                fix = f"Add `{option.name}:` under {platform}, or name the file like `talk.en.srt`."
                yield Finding(("platforms", platform), "CS306", message, fix)
            if captions and option.inherits == "captions" and option.kind == "url" and not captions.url:
                message = f"{_label(platform)} takes captions only from an address; it gets none of this file."
                fix = f"Put them online and write `{option.name}:`, or their text under `subtitles:`."
                yield Finding(("platforms", platform), "CS304", message, fix, Severity.WARNING)
