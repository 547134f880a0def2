"""Whether a network takes what it is asked for: look-ups settle valid input, words are found only for a fault."""

from collections.abc import Mapping
from functools import cache

import msgspec

from contentsync.model.problem import Severity
from contentsync.platforms.common import CONTENT_KEYS
from contentsync.platforms.corrections import corrected
from contentsync.platforms.finding import Finding
from contentsync.platforms.networks import PLATFORMS
from contentsync.platforms.parts import Attachment
from contentsync.platforms.parts import attachments
from contentsync.platforms.spelling import platform_named
from contentsync.platforms.spelling import right_option
from contentsync.platforms.table import Option
from contentsync.platforms.table import Platform
from contentsync.platforms.values import Accepts
from contentsync.platforms.values import acceptance
from contentsync.platforms.values import expectation


class Rules(msgspec.Struct, frozen=True):
    """The options of one network for one post type, made ready. `plain` have no bearing on any other option."""

    options: dict[str, Option]
    plain: dict[str, Accepts]
    accepts: dict[str, Accepts]
    required: frozenset[str]
    exclusive: dict[str, frozenset[str]]
    files: frozenset[str]


def _exclusive(options: dict[str, Option]) -> dict[str, frozenset[str]]:
    pairs = [(name, other) for name, option in options.items() for other in option.exclusive_with if other in options]
    both = pairs + [(other, name) for name, other in pairs]
    return {name: frozenset(other for first, other in both if first == name) for name in options}


@cache
def _rules(name: str, post_type: str) -> Rules | None:
    """None where the network takes no posts of that type."""
    platform = PLATFORMS[name]
    if post_type not in platform.places:
        return None
    options = {option.name: option for option in platform.options if post_type in option.types}
    accepts: dict[str, Accepts] = {name: acceptance(option) for name, option in options.items()}
    accepts |= dict.fromkeys(CONTENT_KEYS, lambda value: True)
    exclusive = _exclusive(options)
    triggers = {option.required_when[0] for option in options.values() if option.required_when}
    plain = {
        name: accept
        for name, accept in accepts.items()
        if name not in options
        or (
            not (options[name].needs or exclusive[name] or options[name].only_when)
            and not (options[name].caution or options[name].doubt)
            and name not in triggers
        )
    }
    required = frozenset(name for name, option in options.items() if option.required)
    files = frozenset(name for name, option in options.items() if option.kind in ("file", "files", "tracks"))
    return Rules(options, plain, accepts, required, exclusive, files)


def check_platform(name: str) -> Finding | None:
    """CS301 for a network that there is not, with the one that was probably meant."""
    if name in PLATFORMS:
        return None
    meant = platform_named(name)
    fix = f"Write `{meant}`." if meant else f"Known are {', '.join(PLATFORMS)}."
    return Finding((), "CS301", f"There is no network `{name}`.", fix)


def check_name(platform: str, name: str) -> Finding | None:
    """CS302 for an option that a known network has for no kind of post."""
    if any(option.name == name for option in PLATFORMS[platform].options):
        return None
    return _unknown(PLATFORMS[platform], PLATFORMS[platform].post_types[0], name)


def check_options(platform: str, post_type: str, options: Mapping[str, object]) -> list[Finding]:
    """Everything that is wrong with one network's options for a post type; empty for valid input.

    `platform` is a known network. Keys that content reads itself (`text`, `title`, …) are passed over; a value of None
    counts as not given.
    """
    rules = _rules(platform, post_type)
    if rules is None:
        return [_type_not_supported(platform, post_type)]
    if rules.required <= options.keys():
        plain = rules.plain
        for name, value in options.items():
            accepts = plain.get(name)
            if accepts is None or not accepts(value):
                break
        else:
            return []
    return _findings(PLATFORMS[platform], post_type, rules, {k: v for k, v in options.items() if v is not None})


def attachments_of(platform: str, post_type: str, options: Mapping[str, object]) -> list[Attachment]:
    """The files that checked options name and that have to be bound to media, under their keys."""
    rules = _rules(platform, post_type)
    if rules is None or rules.files.isdisjoint(options):
        return []
    named = (name for name in rules.options if name in rules.files and options.get(name) is not None)
    found = (attachment for name in named for attachment in attachments(platform, rules.options[name], options[name]))
    return [attachment for attachment in found if attachment.is_file]


def _type_not_supported(platform: str, post_type: str) -> Finding:
    able = [other.name for other in PLATFORMS.values() if post_type in other.places]
    takes = ", ".join(PLATFORMS[platform].places)
    return Finding(
        (),
        "CS305",
        f"{PLATFORMS[platform].label} takes no {post_type} posts, only {takes}.",
        f"A {post_type} post can go to {', '.join(able)}.",
    )


def _findings(platform: Platform, post_type: str, rules: Rules, options: dict[str, object]) -> list[Finding]:
    found: list[Finding] = []
    for name, value in options.items():
        accepts = rules.accepts.get(name)
        if accepts is None:
            found.append(_unknown(platform, post_type, name))
        elif not accepts(value):
            found.append(_wrong_value(rules.options[name], value))
        elif name in rules.options:
            found += _relations(rules, rules.options[name], options)
    return found + _missing(platform, rules, options)


def _unknown(platform: Platform, post_type: str, name: str) -> Finding:
    types = [post for option in platform.options if option.name == name for post in option.types]
    if types:
        return Finding(
            (name,),
            "CS304",
            f"`{name}` of {platform.label} is for {' and '.join(types)} posts; this is a {post_type} post.",
            "Take it out, or change the media of the post.",
        )
    meant = right_option(platform, post_type, name)
    known = ", ".join(option.name for option in platform.options if post_type in option.types)
    fix = f"Write `{meant}`." if meant else f"For a {post_type} post it has {known or 'none'}."
    return Finding((name,), "CS302", f"{platform.label} has no option `{name}`.", fix)


def _wrong_value(option: Option, value: object) -> Finding:
    meant = corrected(option, value)
    takes = expectation(option)
    fix = f"Write `{option.name}: {meant}`." if meant else f"Write {takes}."
    return Finding((option.name,), "CS303", f"`{option.name}` takes {takes}; {_given(option, value)}.", fix)


def _given(option: Option, value: object) -> str:
    """What the value is, and of a list what is wrong in it."""
    if not value or not isinstance(value, list) or option.kind not in ("list", "csv", "files"):
        return f"this is {_shown(value)}"
    accepts, least = acceptance(option), int(option.least or 1)
    wrong = [entry for entry in value if not accepts([entry] * least)]
    return f"this has {_shown(wrong[0])} in it" if wrong else f"this has {len(value)}"


def _shown(value: object) -> str:
    if isinstance(value, (dict, list)):
        return ("a mapping" if isinstance(value, dict) else "a list") if value else "empty"
    words = str(value).lower() if isinstance(value, bool) else str(value)
    return f"`{words[:60]}`" if words else "empty"


def _relations(rules: Rules, option: Option, options: dict[str, object]) -> list[Finding]:
    found = []
    condition, values = option.only_when or ("", ())
    if condition and str(options.get(condition)) not in values:
        message = f"`{option.name}` has a meaning only where `{condition}` is {' or '.join(values)}."
        found.append(Finding((option.name,), "CS304", message, f"Set `{condition}`, or take `{option.name}` out."))
    for needed in option.needs:
        if needed not in options and needed != "link":
            message = f"`{option.name}` needs `{needed}`, which is not given."
            found.append(Finding((option.name,), "CS306", message, f"Add `{needed}:`, or take `{option.name}` out."))
    given = list(options)
    for other in sorted(rules.exclusive[option.name] & options.keys()):
        if given.index(other) < given.index(option.name):
            message = f"`{option.name}` and `{other}` exclude each other."
            found.append(Finding((option.name,), "CS307", message, f"Take out `{option.name}` or `{other}`."))
    if option.caution:
        found.append(Finding((option.name,), "CS304", option.caution, severity=Severity.WARNING))
    if option.doubt:
        fix = "Look at what is published, and leave it out where that is wrong."
        found.append(Finding((option.name,), "CS312", option.doubt, fix, Severity.WARNING))
    return found


def _missing(platform: Platform, rules: Rules, options: dict[str, object]) -> list[Finding]:
    found = []
    for option in rules.options.values():
        if option.name in options:
            continue
        trigger, values = option.required_when or ("", ())
        if option.required:
            message = f"{platform.label} needs `{option.name}`."
        elif trigger in options and str(options[trigger]) in values:
            message = f"{platform.label} needs `{option.name}` where `{trigger}` is {options[trigger]}."
        else:
            continue
        found.append(Finding((), "CS306", message, f"Add `{option.name}:` ({expectation(option)})."))
    return found
