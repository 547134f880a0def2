"""Options that are files: bound as the media are, under the key that the wire form looks them up by."""

from collections.abc import Mapping
from typing import Any

from contentsync.content.binding import Binder
from contentsync.content.finding import Finding
from contentsync.model.delivery import Medium
from contentsync.platforms import PLATFORMS
from contentsync.platforms.parts import attachments
from contentsync.platforms.table import Option

_FILES: dict[str, dict[str, Option]] = {
    platform.name: {
        option.name: option for option in platform.options if option.kind in ("file", "files", "tracks")
    }
    for platform in PLATFORMS.values()
}


def attached(
    options: Mapping[str, Mapping[str, Any]], binder: Binder, findings: list[Finding]
) -> dict[str, Medium]:
    """The files that options of the right shape name. Addresses and ids are none; what is missing is a finding."""
    found = {}
    for platform, given in options.items():
        for name in _FILES[platform].keys() & given.keys():
            for each in attachments(platform, _FILES[platform][name], given[name]):
                if each.is_file:
                    medium = binder.file(each.src, ("platforms", platform, *each.path), findings)
                    if medium is not None:
                        found[each.key] = medium
    return found
