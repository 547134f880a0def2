"""JSON Schemas of the networks' options, for editors: types, allowed values, descriptions."""

from collections.abc import Callable
from collections.abc import Mapping
from typing import Any

from contentsync.platforms.networks import PLATFORMS
from contentsync.platforms.table import Kind
from contentsync.platforms.table import Option
from contentsync.platforms.table import Platform

Schema = dict[str, Any]


def _given(**keywords: object) -> Schema:
    return {keyword: value for keyword, value in keywords.items() if value not in (None, "", ())}


def _whole(value: float | None) -> float | None:
    return int(value) if value is not None and value == int(value) else value


def _text(option: Option) -> Schema:
    pattern = f"^(?:{option.pattern})$" if option.pattern else ""
    kinds = {"type": "string"} if pattern else {"type": ["string", "integer"]}
    return kinds | _given(maxLength=option.longest, pattern=pattern, minLength=1)


def _number(kind: str) -> Callable[[Option], Schema]:
    return lambda option: {"type": kind} | _given(minimum=_whole(option.least), maximum=_whole(option.most))


def _choice(option: Option) -> Schema:
    digits = [int(choice) for choice in option.choices if choice.isdigit()]
    return {"enum": [*option.choices, *digits]}


def _array(entry: Callable[[Option], Schema]) -> Callable[[Option], Schema]:
    return lambda option: (
        {"type": "array", "items": entry(option)}
        | _given(minItems=_whole(option.least) or 1, maxItems=_whole(option.most))
    )


def _entry(option: Option) -> Schema:
    plain = _choice(option) if option.choices else _text(option)
    return {"anyOf": [plain, {"type": "object"}]} if option.kind == "list" else plain


def _json(option: Option) -> Schema:
    rows: Schema = {"type": "array"} | _given(minItems=_whole(option.least) or 1, maxItems=_whole(option.most))
    return {"anyOf": [{"type": "object", "minProperties": 1}, rows]}


ADDRESS = r"^[Hh][Tt][Tt][Pp][Ss]?://[^\s/]+\S*$|\{\{"
"""Or with a variable in it, which is filled before the address is looked at."""

TRACK: Schema = {
    "type": "object",
    "properties": {key: {"type": "string", "minLength": 1} for key in ("file", "language", "name")},
    "required": ["file", "language"],
    "additionalProperties": False,
}

KINDS: dict[Kind, Callable[[Option], Schema]] = {
    "text": _text,
    "bool": lambda option: {"type": "boolean"},
    "int": _number("integer"),
    "number": _number("number"),
    "choice": _choice,
    "list": _array(_entry),
    "csv": _array(_entry),
    "json": _json,
    "url": lambda option: {"type": "string", "pattern": ADDRESS} | _given(maxLength=option.longest),
    "file": lambda option: {"type": "string", "minLength": 1},
    "files": _array(lambda option: {"type": "string", "minLength": 1}),
    "tracks": _array(lambda option: TRACK),
}


def _option(options: list[Option]) -> Schema:
    """One property. Options that share a name differ by post type: either form is right."""
    forms = [KINDS[option.kind](option) for option in options]
    about = " ".join(f"{option.about} ({', '.join(option.types)})" for option in options)
    return {"description": about} | (forms[0] if len(forms) == 1 else {"anyOf": forms})


def _platform(platform: Platform, shared: Mapping[str, Schema]) -> Schema:
    named: dict[str, list[Option]] = {}
    for option in platform.options:
        named.setdefault(option.name, []).append(option)
    return {
        "type": "object",
        "description": f"Options of {platform.label}, for {', '.join(platform.post_types)} posts.",
        "properties": dict(shared) | {name: _option(options) for name, options in named.items()},
        "additionalProperties": False,
    }


def platform_schemas(shared: Mapping[str, Schema] | None = None) -> dict[str, Schema]:
    """Draft-07 schema of each network's mapping. `shared` holds those of the keys that are not options (`text` …)."""
    return {name: _platform(platform, shared or {}) for name, platform in PLATFORMS.items()}
