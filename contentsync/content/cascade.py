"""Defaults: the nearest wins, mappings merge by key, everything else replaces, null unsets."""

from collections.abc import Mapping
from typing import Any


def merged(far: Mapping[str, Any], near: Mapping[str, Any]) -> dict[str, Any]:
    """`near` over `far`. The result has no null in it, on any level of mappings."""
    result = {key: value for key, value in far.items() if value is not None}
    for key, value in near.items():
        below = result.get(key)
        if value is None:
            result.pop(key, None)
        elif isinstance(value, dict):
            result[key] = merged(below if isinstance(below, dict) else {}, value)
        else:
            result[key] = value
    return result


def effective(defaults: Mapping[str, Any], post: Mapping[str, Any]) -> dict[str, Any]:
    """What holds for a post. Its own `platforms`, as a mapping, says which networks; defaults only add options."""
    values = {**defaults, **post}
    for key, value in post.items():
        if value is None:
            del values[key]
        elif type(value) is dict:
            below = defaults.get(key)
            values[key] = merged(below if type(below) is dict else {}, value)
    own, given = post.get("platforms"), defaults.get("platforms")
    if own is not None:
        options = values["platforms"] = _networks(own)
        if given:
            for name in options:
                if name in given and type(given[name]) is dict:
                    options[name] = merged(given[name], options[name])
    else:
        values.pop("platforms", None)
    return values


def _networks(own: Any) -> dict[str, Any]:
    if type(own) is list:
        return {name: {} for name in own}
    if type(own) is str:
        return {own: {}}
    return {name: options or {} for name, options in own.items()}
