"""JSON Schemas (draft-07, as editors read it) of posts, defaults and settings, from the tables that check them."""

import re
from collections.abc import Callable
from collections.abc import Mapping
from typing import Any

from contentsync.content.configuration import NAMESPACE
from contentsync.content.configuration import SETTINGS
from contentsync.content.houserules import DAYS
from contentsync.content.houserules import HOURS
from contentsync.content.identity import ID
from contentsync.content.identity import LENGTH_LIMIT
from contentsync.content.keys import DEFAULTS
from contentsync.content.keys import KEYS
from contentsync.content.keys import MEDIUM_KEYS
from contentsync.content.keys import NAMES
from contentsync.content.keys import PLATFORM_KEYS
from contentsync.content.keys import Key
from contentsync.model.codes import CODES
from contentsync.model.judgement import VERDICTS
from contentsync.platforms import platform_schemas

Schema = dict[str, Any]
DRAFT = "http://json-schema.org/draft-07/schema#"
# null unsets what a default says; text may be written as a number where YAML takes it for one.
_WRITTEN = ["string", "number", "boolean"]
_TEXT: Schema = {"type": [*_WRITTEN, "null"]}
_WORD: Schema = {"type": ["string", "number"], "pattern": r"\S"}
_DURATION = r"^(?=\d)(\d+d)?(\d+h)?(\d+m)?(\d+s)?$"


def post_schema() -> Schema:
    """What one document of a YAML file, or the front matter of a Markdown file, may be; a list holds several posts."""
    one = _mapping(KEYS)
    one["properties"]["id"] |= {"pattern": f"^{ID.pattern}$", "maxLength": LENGTH_LIMIT}
    return _titled("A post of contentsync", {"anyOf": [{"$ref": "#/definitions/post"}, _posts()]}) | {
        "definitions": {"post": one, "medium": _mapping(MEDIUM_KEYS) | {"required": ["src"]}}
    }


def defaults_schema() -> Schema:
    """What a `_defaults.yaml` may be."""
    return _titled("Defaults of contentsync", _defaults()) | {
        "definitions": {"medium": _mapping(MEDIUM_KEYS) | {"required": ["src"]}}
    }


def settings_schema() -> Schema:
    """What contentsync.yaml may be."""
    schema = _mapping(SETTINGS)
    schema["properties"]["namespace"] |= {"type": "string", "pattern": f"^{NAMESPACE.pattern}$"}
    schema["properties"]["defaults"] = {"description": SETTINGS["defaults"].about} | _defaults()
    return _titled("Settings of contentsync", schema | {"required": ["namespace"]}) | {
        "definitions": {"medium": _mapping(MEDIUM_KEYS) | {"required": ["src"]}}
    }


def _titled(title: str, schema: Schema) -> Schema:
    return {"$schema": DRAFT, "title": title} | schema


def _posts() -> Schema:
    return {"type": "array", "items": {"$ref": "#/definitions/post"}}


def _defaults() -> Schema:
    schema = _mapping(DEFAULTS)
    schema["properties"]["platforms"] = {
        "description": "Options of networks, added to the posts that go there.",
        "type": ["object", "null"],
        "properties": _networks(),
        "additionalProperties": False,
    }
    return schema


def _mapping(table: Mapping[str, Key]) -> Schema:
    properties = {name: {"description": key.about} | _KINDS[key.kind](key) for name, key in table.items()}
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _networks() -> Schema:
    shared = {name: {"description": key.about} | _KINDS[key.kind](key) for name, key in PLATFORM_KEYS.items()}
    return {name: _options(schema) for name, schema in platform_schemas(shared).items()}


def _options(schema: Schema) -> Schema:
    properties = {name: _unset(_as_written(name, option)) for name, option in schema["properties"].items()}
    return schema | {"type": ["object", "null"], "properties": properties}


def _as_written(name: str, schema: Schema) -> Schema:
    """Under a name whose values are read as text, a number or a word of YAML is the text that stands there."""
    is_text = name in NAMES.written and schema.get("type") in ("string", ["string", "integer"])
    return schema | {"type": _WRITTEN} if is_text and re.search(schema.get("pattern", ""), "1") else schema


def _unset(schema: Schema) -> Schema:
    """The same, or null, which unsets a default. One schema where it can be: editors show each of several by itself."""
    if "enum" in schema:
        return schema | {"enum": [*schema["enum"], None]}
    if "anyOf" in schema:
        return schema | {
            "anyOf": [*schema["anyOf"], *([] if {"type": "null"} in schema["anyOf"] else [{"type": "null"}])]
        }
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    return schema | {"type": [*kinds, *({"null"} - {*kinds})]}


def _platforms(key: Key) -> Schema:
    networks = _networks()
    names: Schema = {"enum": sorted(networks)}
    return {
        "anyOf": [
            names,
            {"type": "array", "items": names, "minItems": 1, "uniqueItems": True},
            {"type": "object", "properties": networks, "additionalProperties": False, "minProperties": 1},
        ]
    }


def _texts(key: Key) -> Schema:
    several: Schema = {"items": _WORD} | ({} if key.name == "labels" else {"minItems": 1})
    return _WORD | several | {"type": [*_WORD["type"], "array", "null"]}


def _media(key: Key) -> Schema:
    one: Schema = {"anyOf": [{"type": "string", "pattern": r"\S"}, {"$ref": "#/definitions/medium"}]}
    return {"anyOf": [*one["anyOf"], {"type": "array", "items": one}, {"type": "null"}]}


def _days(key: Key) -> Schema:
    one: Schema = {"type": "string", "pattern": f"^{DAYS}$"}
    return one | {"type": ["string", "array", "null"], "items": one}


def _section(key: Key) -> Schema:
    return _mapping({inner.name: inner for inner in key.inner}) | {"type": ["object", "null"]}


def _sections(key: Key) -> Schema:
    return {"type": ["object", "null"], "additionalProperties": _section(key)}


def _severities(key: Key) -> Schema:
    codes = {
        code: {"description": each.name, "enum": [*(VERDICTS if each.may_be_lowered else VERDICTS[:1]), None]}
        for code, each in CODES.items()
    }
    return {"type": ["object", "null"], "properties": codes, "additionalProperties": False}


_KINDS: dict[str, Callable[[Key], Schema]] = {
    "text": lambda key: dict(_TEXT),
    "url": lambda key: {"type": ["string", "null"], "pattern": r"^[Hh][Tt][Tt][Pp][Ss]?://[^\s/]|\{\{"},
    "texts": _texts,
    "bool": lambda key: {"type": ["boolean", "null"]},
    "map": lambda key: {"type": ["object", "null"], "additionalProperties": _WORD},
    "platforms": _platforms,
    "media": _media,
    "choice": lambda key: {"enum": [*key.choices, None]},
    "duration": lambda key: {"type": ["string", "integer", "null"], "pattern": _DURATION, "minimum": 0, "maximum": 0},
    "hours": lambda key: {"type": ["string", "null"], "pattern": f"^{HOURS}$"},
    "days": _days,
    "section": _section,
    "sections": _sections,
    "severities": _severities,
    "free": lambda key: {"type": ["object", "null"]},
    "flag_or_texts": lambda key: _texts(key) | {"type": ["boolean", *_texts(key)["type"]]},
}
