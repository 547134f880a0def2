"""Posts made wrong on purpose: one or two places of a right one dropped, renamed, retyped, moved out of range."""

import copy
from collections.abc import Callable
from collections.abc import Iterator
from random import Random
from typing import Any

from contentsync.content.keys import KEYS
from contentsync.content.keys import MEDIUM_KEYS
from contentsync.content.keys import PLATFORM_KEYS
from contentsync.platforms import PLATFORMS

Place = tuple[Any, Any]
"""A mapping or a list, and the key or index in it."""

OPTIONS = sorted({option.name for platform in PLATFORMS.values() for option in platform.options})
NAMES = sorted({*KEYS, *PLATFORM_KEYS, *MEDIUM_KEYS, *PLATFORMS, *OPTIONS})
CHOICES = sorted({choice for each in PLATFORMS.values() for option in each.options for choice in option.choices})
WORDS: list[Any] = [
    "", " ", "word", "true", "12", "010", "https://example.com/a", "example.com", "ftp://example.com",
    "/media/wide.jpg", "on-merge", "2027-03-01 09:00", "a\nb", "{{ shop }}", "{{ no }}",
    "-", "\u200b", "x" * 101, "x" * 5_000,
]  # fmt: skip
NUMBERS: list[Any] = [0, 1, 2, 7, -1, 1.0, 1.5, -0.5, 25, 101, 10_081, 86_400, 10**6, 10**18, 1e300]
OTHERS: list[Any] = [
    None,
    True,
    False,
    [],
    {},
    [[]],
    [{}],
    ["word"],
    [1],
    ["a", "a"],
    {"src": "/media/wide.jpg"},
    {"a": 1},
]


def places(value: Any) -> Iterator[Place]:
    """Every place of a value, outer ones first."""
    keys = list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else []
    for key in keys:
        yield value, key
        yield from places(value[key])


def _drop(within: Any, key: Any, chance: Random) -> None:
    del within[key]


def _rename(within: Any, key: Any, chance: Random) -> None:
    if isinstance(within, dict):
        within[chance.choice([*NAMES, key[:-1], f"{key}s", key.upper(), "anything"]) or "a"] = within.pop(key)
    else:
        within[key] = chance.choice(NAMES)


def _retype(within: Any, key: Any, chance: Random) -> None:
    within[key] = copy.deepcopy(chance.choice(chance.choice([WORDS, NUMBERS, OTHERS])))


def _overdo(within: Any, key: Any, chance: Random) -> None:
    """More of the same: a list that is longer, a number that is larger, a text that goes on."""
    value = within[key]
    if isinstance(value, bool) or value is None:
        within[key] = [value]
    elif isinstance(value, (int, float)):
        within[key] = value * chance.choice([-1, 10, 1000, 10**9])
    elif isinstance(value, dict):
        within[key] = value | {chance.choice(NAMES): chance.choice(WORDS)}
    else:
        within[key] = value * chance.choice([2, 3, 40])


def _choose(within: Any, key: Any, chance: Random) -> None:
    """Another word of some list, or the same in other letters."""
    value = within[key]
    within[key] = chance.choice([*CHOICES, value.lower(), value.title()]) if isinstance(value, str) else "PUBLIC"


def _nest(within: Any, key: Any, chance: Random) -> None:
    value = within[key]
    inner = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else []
    within[key] = chance.choice([[value], {chance.choice(NAMES): value}, [[value]], *inner[:1]])


CHANGES: tuple[Callable[[Any, Any, Random], None], ...] = (_drop, _rename, _retype, _retype, _overdo, _choose, _nest)


def mutant(post: dict[str, Any], chance: Random) -> dict[str, Any]:
    """A copy of the post with one or two changes."""
    made = copy.deepcopy(post)
    for _ in range(chance.choice([1, 1, 2])):
        there = list(places(made))
        if there:
            chance.choice(CHANGES)(*chance.choice(there), chance)
    return made
