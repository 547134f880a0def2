"""Whether a post, and what it inherits, is of the right shape. What platforms take is checked per delivery."""

from collections.abc import Mapping
from typing import Any

from contentsync.content.finding import Finding
from contentsync.content.finding import Path
from contentsync.content.keys import DEFAULTS
from contentsync.content.keys import KEYS
from contentsync.content.keys import PLATFORM_KEYS
from contentsync.content.kinds import check_table
from contentsync.content.moments import Trouble
from contentsync.content.moments import zone
from contentsync.platforms import PLATFORMS
from contentsync.platforms import check_options


def check_post(values: Mapping[str, Any]) -> list[Finding]:
    """CS201 unknown keys, CS202 wrong kinds, CS301 unknown networks; empty for a post of the right shape."""
    return check_table(values, KEYS)


def check_defaults(values: Mapping[str, Any], at: Path = ()) -> list[Finding]:
    """The same for `_defaults.yaml` and the `defaults:` of the settings, where `platforms` has to be a mapping."""
    found = check_table(values, DEFAULTS, at)
    if isinstance(values.get("platforms"), (list, str)):
        message = "`platforms` of defaults is a mapping to options: which networks a post goes to, the post says"
        fix = "Write: platforms: {linkedin: {visibility: PUBLIC}}"
        found.append(Finding((*at, "platforms"), "CS202", message, fix))
    if not found:
        found += _zone(values.get("timezone"), (*at, "timezone")) + _options(values.get("platforms") or {}, at)
    return found


def _zone(name: str | None, path: Path) -> list[Finding]:
    trouble = zone(name) if name else None
    return [Finding(path, trouble.code, trouble.message, trouble.fix)] if isinstance(trouble, Trouble) else []


def _options(platforms: Mapping[str, Any], at: Path) -> list[Finding]:
    """Options of defaults that are wrong for posts of every type; what fits one type is fine."""
    found = []
    for name, options in platforms.items():
        for option, value in (options or {}).items():
            if option in PLATFORM_KEYS or value is None:
                continue
            for_types = [check_options(name, kind, {option: value}) for kind in PLATFORMS[name].places]
            about = [[each for each in wrong if each.path and each.severity == "error"] for wrong in for_types]
            if all(about):
                # A value that is wrong says more than that the option is for other types.
                worst = min((each for wrong in about for each in wrong), key=lambda each: each.code == "CS304")
                path = (*at, "platforms", name, *worst.path)
                if worst.code in ("CS302", "CS303"):
                    found.append(Finding(path, worst.code, worst.message, worst.fix))
    return found
