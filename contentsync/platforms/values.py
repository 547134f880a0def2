"""Whether a value is what an option takes: one function per kind, made once per option."""

import re
from collections.abc import Callable

from contentsync.platforms.table import Kind
from contentsync.platforms.table import Option

Accepts = Callable[[object], bool]

URL = re.compile(r"https?://[^\s/]+\S*", re.IGNORECASE)


def _is_text(value: object) -> bool:
    return (type(value) is str and value != "") or type(value) is int


def _is_url(value: object) -> bool:
    return type(value) is str and URL.fullmatch(value) is not None


def _is_track(value: object) -> bool:
    if not isinstance(value, dict) or not value.keys() <= {"file", "language", "name"}:
        return False
    return all(type(part) is str and part for part in value.values()) and {"file", "language"} <= value.keys()


def _text(option: Option) -> Accepts:
    pattern, longest = re.compile(option.pattern) if option.pattern else None, option.longest
    if pattern is None and longest is None:
        return _is_text
    return lambda value: (
        _is_text(value)
        and (longest is None or len(str(value)) <= longest)
        and (pattern is None or pattern.fullmatch(str(value)) is not None)
    )


def _url(option: Option) -> Accepts:
    longest = option.longest
    return lambda value: _is_url(value) and (longest is None or len(str(value)) <= longest)


def _number(*types: type) -> Callable[[Option], Accepts]:
    def made(option: Option) -> Accepts:
        least = float("-inf") if option.least is None else option.least
        most = float("inf") if option.most is None else option.most
        return lambda value: type(value) in types and least <= value <= most  # type: ignore[operator]

    return made


def _choice(option: Option) -> Accepts:
    choices = frozenset(option.choices)
    return lambda value: _is_text(value) and str(value) in choices


def _each(accepts: Callable[[Option], Accepts]) -> Callable[[Option], Accepts]:
    def made(option: Option) -> Accepts:
        one = accepts(option)
        least = 1 if option.least is None else option.least
        most = float("inf") if option.most is None else option.most
        return lambda value: type(value) is list and least <= len(value) <= most and all(map(one, value))

    return made


def _entry(option: Option) -> Accepts:
    one = _choice(option) if option.choices else _text(option)
    return lambda value: isinstance(value, dict) or one(value)


def _json(option: Option) -> Accepts:
    least, most = option.least or 1, option.most or float("inf")
    return lambda value: (
        isinstance(value, (dict, list)) and (least <= len(value) <= most if isinstance(value, list) else len(value) > 0)
    )


def _file(_: Option) -> Accepts:
    return lambda value: type(value) is str and value != ""


KINDS: dict[Kind, Callable[[Option], Accepts]] = {
    "text": _text,
    "bool": lambda option: lambda value: value is True or value is False,
    "int": _number(int),
    "number": _number(int, float),
    "choice": _choice,
    "list": _each(_entry),
    "csv": _each(lambda option: _choice(option) if option.choices else _text(option)),
    "json": _json,
    "url": _url,
    "file": _file,
    "files": _each(_file),
    "tracks": _each(lambda option: _is_track),
}

WORDS: dict[Kind, str] = {
    "text": "text",
    "bool": "true or false",
    "int": "a whole number",
    "number": "a number",
    "choice": "one of",
    "list": "a list",
    "csv": "a list",
    "json": "a mapping or a list",
    "url": "an address that begins with https://",
    "file": "the path of a file, or an https:// address",
    "files": "a list of files",
    "tracks": "a list of mappings with `file`, `language` and, if you like, `name`",
}


def acceptance(option: Option) -> Accepts:
    """The function that says whether a value is right for an option."""
    return KINDS[option.kind](option)


def expectation(option: Option) -> str:
    """What an option takes, in words, to follow `takes`: `a whole number from 5 to 10,080`."""
    if option.kind == "choice":
        return f"one of {', '.join(option.choices)}"
    words = WORDS[option.kind]
    if option.pattern:
        words = option.pattern_about
    if option.kind in ("list", "csv", "files", "tracks", "json"):
        words += _counted(option)
        if option.choices:
            words += f", each one of {', '.join(option.choices)}"
    elif option.least is not None or option.most is not None:
        words += _ranged(option)
    if option.longest is not None:
        words += f", at most {option.longest:,} characters{'' if option.kind in ('text', 'url') else ' each'}"
    return words


def _counted(option: Option) -> str:
    if option.least is not None and option.most is not None:
        return f" of {option.least:,.0f} to {option.most:,.0f}"
    if option.least is not None:
        return f" of at least {option.least:,.0f}"
    return f" of at most {option.most:,.0f}" if option.most is not None else ""


def _ranged(option: Option) -> str:
    if option.most is None:
        return f" of at least {option.least:,.0f}"
    return f" from {option.least or 0:,.0f} to {option.most:,.0f}"
