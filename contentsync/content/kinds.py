"""Whether values are of the kinds that their keys take, by a table of keys; a kind is what a key's `kind` names."""

import re
from collections.abc import Callable
from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

from contentsync.content.durations import duration
from contentsync.content.finding import EXCERPT
from contentsync.content.finding import FINDINGS_LIMIT
from contentsync.content.finding import Finding
from contentsync.content.finding import Path
from contentsync.content.houserules import days
from contentsync.content.houserules import hours
from contentsync.content.keys import MEDIUM_KEYS
from contentsync.content.keys import PLATFORM_KEYS
from contentsync.content.keys import Key
from contentsync.content.keys import did_you_mean
from contentsync.model.codes import CODES
from contentsync.model.judgement import VERDICTS
from contentsync.platforms import check_name
from contentsync.platforms import check_platform


def check_table(values: Mapping[str, Any], table: Mapping[str, Key], at: Path = ()) -> list[Finding]:
    """What is wrong with a mapping by a table of keys; `at` leads to the mapping. null is fine everywhere."""
    found: list[Finding] = []
    for name, value in values.items():
        key = table.get(name)
        if len(found) >= FINDINGS_LIMIT:
            break
        if key is None:
            message = f"there is no key `{name[:EXCERPT]}` {f'in `{at[-1]}`' if at else 'here'}"
            found.append(Finding((*at, name), "CS201", message, did_you_mean(name, table)))
        elif value is not None and not (key.kind == "text" and type(value) is str):
            found += _KINDS[key.kind]((*at, name), value, key)
    return found


def _text(path: Path, value: Any, key: Key) -> list[Finding]:
    return [] if isinstance(value, str) else [_wrong(path, value, "text", f"{path[-1]}: some words")]


def _url(path: Path, value: Any, key: Key) -> list[Finding]:
    if isinstance(value, str) and (_ADDRESS.fullmatch(value) or "{{" in value):
        return []
    return [_wrong(path, value, "an address", f"{path[-1]}: https://example.com/launch")]


def _texts(path: Path, value: Any, key: Key) -> list[Finding]:
    if isinstance(value, list):
        found = [
            _wrong((*path, index), each, "text", f"{path[-1]}: [one, two]")
            for index, each in enumerate(value)
            if not _is_word(each)
        ]
        empty = Finding(path, "CS202", f"`{path[-1]}` is an empty list", "Name at least one, or leave the key out.")
        return found if value or path[-1] == "labels" else [empty]
    return [] if _is_word(value) else [_wrong(path, value, "text or a list of texts", f"{path[-1]}: [one, two]")]


def _is_word(value: Any) -> bool:
    return isinstance(value, (str, int, float)) and not isinstance(value, bool) and str(value).strip() != ""


def _bool(path: Path, value: Any, key: Key) -> list[Finding]:
    return [] if isinstance(value, bool) else [_wrong(path, value, "true or false", f"{path[-1]}: true")]


def _map(path: Path, value: Any, key: Key) -> list[Finding]:
    if not isinstance(value, dict):
        return [_wrong(path, value, "a mapping of names to texts", f"{path[-1]}: {{shop: https://example.com}}")]
    return [
        _wrong((*path, name), text, "text", f"{name}: some words") for name, text in value.items() if not _is_word(text)
    ]


def _platforms(path: Path, value: Any, key: Key) -> list[Finding]:
    if isinstance(value, dict):
        return [found for name, options in value.items() for found in _platform(path, name, options)]
    names = value if isinstance(value, list) else [value]
    found = []
    seen: set[str] = set()
    for index, name in enumerate(names):
        at = (*path, index) if isinstance(value, list) else path
        if not isinstance(name, str):
            found.append(_wrong(at, name, "the name of a network", "platforms: [x, linkedin]"))
        elif len(found) >= FINDINGS_LIMIT:
            break
        elif name in seen:
            found.append(Finding(at, "CS202", f"`{name}` stands in `platforms` twice", "Keep one of the two."))
        else:
            seen.add(name)
            found += _unknown(at, name)
    if not names:
        found.append(Finding(path, "CS203", "`platforms` is empty", "Write: platforms: [x, linkedin]"))
    return found


def _platform(path: Path, name: str, options: Any) -> list[Finding]:
    at = (*path, name)
    if options is None:
        return _unknown(at, name)
    if not isinstance(options, dict):
        return _unknown(at, name) or [_wrong(at, options, "a mapping of options", f"{name}: {{text: Other words}}")]
    found = _unknown(at, name)
    is_known = not found
    for key, value in options.items():
        special = PLATFORM_KEYS.get(key)
        if special is None and value is None and is_known:
            found += _unset(at, name, key)
        elif special is not None and value is not None:
            found += _KINDS[special.kind]((*at, key), value, special)
    return found


def _unset(path: Path, network: str, option: str) -> list[Finding]:
    """A default that is taken away: what no network has is a slip of the finger."""
    found = check_name(network, option)
    return [Finding((*path, option), found.code, found.message, found.fix)] if found else []


def _unknown(path: Path, name: str) -> list[Finding]:
    found = check_platform(name)
    return [Finding(path, found.code, found.message, found.fix, found.severity)] if found else []


def _media(path: Path, value: Any, key: Key) -> list[Finding]:
    if isinstance(value, list):
        return [found for index, each in enumerate(value) for found in _medium((*path, index), each)]
    return _medium(path, value)


def _medium(path: Path, value: Any) -> list[Finding]:
    if isinstance(value, str) and value.strip():
        return []
    if not isinstance(value, dict):
        return [_wrong(path, value, "a file, or {src, alt, cover, captions}", "media: launch.jpg")]
    found = check_table(value, MEDIUM_KEYS, path)
    if not value.get("src") and not any(each.path == (*path, "src") for each in found):
        found.append(Finding(path, "CS203", "this medium has no `src`", "Add src: launch.jpg"))
    return found


def _choice(path: Path, value: Any, key: Key) -> list[Finding]:
    if value in key.choices:
        return []
    return [_wrong(path, value, " or ".join(key.choices), f"{path[-1]}: {key.choices[0]}")]


def _duration(path: Path, value: Any, key: Key) -> list[Finding]:
    return [] if duration(value) is not None else [_wrong(path, value, "a span of time", f"{path[-1]}: 1h30m")]


def _hours(path: Path, value: Any, key: Key) -> list[Finding]:
    wanted = "hours, and behind them a time zone where it is not each post's own"
    return [] if hours(value) else [_wrong(path, value, wanted, f"{path[-1]}: 22:00-07:00 Europe/Madrid")]


def _days(path: Path, value: Any, key: Key) -> list[Finding]:
    if isinstance(value, list):
        return [found for index, each in enumerate(value) for found in _days((*path, index), each, key)]
    return [] if days(value) else [_wrong(path, value, "days, each with a reason or without", EXAMPLE_DAYS)]


def _section(path: Path, value: Any, key: Key) -> list[Finding]:
    if isinstance(value, dict):
        return check_table(value, {inner.name: inner for inner in key.inner}, path)
    return [_wrong(path, value, "a mapping", f"{path[-1]}: {{{key.inner[0].name}: …}}")]


def _sections(path: Path, value: Any, key: Key) -> list[Finding]:
    if not isinstance(value, dict):
        return [_wrong(path, value, "a mapping of names", f"{path[-1]}: {{acme: {{{key.inner[0].name}: …}}}}")]
    given = ((name, section) for name, section in value.items() if section is not None)
    return [found for name, section in given for found in _section((*path, name), section, key)]


def _severities(path: Path, value: Any, key: Key) -> list[Finding]:
    if not isinstance(value, dict):
        return [_wrong(path, value, "a mapping of codes to severities", "problems: {CS310: error, CS426: off}")]
    return [found for code, wanted in value.items() if wanted is not None for found in _severity(path, code, wanted)]


def _severity(path: Path, code: str, wanted: Any) -> list[Finding]:
    at = (*path, code)
    if code not in CODES:
        close = get_close_matches(code.upper(), CODES, n=1)
        fix = f"Did you mean {close[0]}?" if close else "docs/problems.md lists them all."
        return [Finding(at, "CS201", f"there is no problem {code[:EXCERPT]}", fix)]
    if wanted not in VERDICTS:
        return [_wrong(at, wanted, "error, warning or off", f"{code}: error")]
    if wanted != "error" and not CODES[code].may_be_lowered:
        message = f"{code} ({CODES[code].name}) is always an error: with it, nothing can be delivered"
        return [Finding(at, "CS202", message, f"Take {code} out of `problems`.")]
    return []


def _free(path: Path, value: Any, key: Key) -> list[Finding]:
    return [] if isinstance(value, dict) else [_wrong(path, value, "a mapping", f"{path[-1]}: {{name: value}}")]


def _flag_or_texts(path: Path, value: Any, key: Key) -> list[Finding]:
    return [] if isinstance(value, bool) else _texts(path, value, key)


def _wrong(path: Path, value: Any, wanted: str, example: str) -> Finding:
    name = next((part for part in reversed(path) if isinstance(part, str)), "")
    return Finding(path, "CS202", f"`{name}` takes {wanted}; this is {shown(value)}", f"Write it like {example}")


def shown(value: Any) -> str:
    """A value of the wrong kind, in the words of people."""
    return f"{value[:40]!r}" if isinstance(value, str) else _NAMES.get(type(value), "nothing")


EXAMPLE_DAYS = "blackout: [2026-12-24..2026-12-26 Christmas, 2027-01-01]"
_ADDRESS = re.compile(r"https?://[^\s/]\S*", re.IGNORECASE)
_NAMES = {dict: "a mapping", list: "a list", bool: "true or false", int: "a number", float: "a number"}
_KINDS: dict[str, Callable[[Path, Any, Key], list[Finding]]] = {
    "text": _text,
    "url": _url,
    "texts": _texts,
    "bool": _bool,
    "map": _map,
    "platforms": _platforms,
    "media": _media,
    "choice": _choice,
    "duration": _duration,
    "hours": _hours,
    "days": _days,
    "section": _section,
    "sections": _sections,
    "severities": _severities,
    "free": _free,
    "flag_or_texts": _flag_or_texts,
}
