"""All networks by name, sorted."""

from contentsync.platforms.linkedin import LINKEDIN
from contentsync.platforms.table import Platform
from contentsync.platforms.x import X

PLATFORMS: dict[str, Platform] = {
    platform.name: platform for platform in sorted((LINKEDIN, X), key=lambda platform: platform.name)
}
