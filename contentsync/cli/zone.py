"""The time zone of this machine, for the first settings."""

from collections.abc import Mapping
from pathlib import Path
from zoneinfo import ZoneInfo
from zoneinfo import ZoneInfoNotFoundError

LOCALTIME = Path("/etc/localtime")
_MARK = "zoneinfo/"


def is_zone(name: str) -> bool:
    """True for an IANA name, such as `Europe/Madrid`."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def machine_zone(environ: Mapping[str, str], localtime: Path = LOCALTIME) -> str:
    """What `TZ` says, else what the link `localtime` points at, else `UTC`."""
    _, mark, linked = str(localtime.resolve()).partition(_MARK)
    for name in (environ.get("TZ", "").lstrip(":"), linked if mark else ""):
        if name and is_zone(name):
            return name
    return "UTC"
