"""What each network takes and how the wire spells it: one table per network, which everything else reads."""

from contentsync.platforms.check import attachments_of
from contentsync.platforms.check import check_name
from contentsync.platforms.check import check_options
from contentsync.platforms.check import check_platform
from contentsync.platforms.conflicts import conflicts
from contentsync.platforms.finding import Finding
from contentsync.platforms.links import removed_links
from contentsync.platforms.networks import PLATFORMS
from contentsync.platforms.page import page
from contentsync.platforms.parts import Attachment
from contentsync.platforms.schema import platform_schemas
from contentsync.platforms.texts import WireTexts
from contentsync.platforms.texts import speaks
from contentsync.platforms.texts import wire_texts
from contentsync.platforms.wire import Aim
from contentsync.platforms.wire import aims
from contentsync.platforms.wire import encode

__all__ = [
    "PLATFORMS",
    "Aim",
    "Attachment",
    "Finding",
    "WireTexts",
    "aims",
    "attachments_of",
    "check_name",
    "check_options",
    "check_platform",
    "conflicts",
    "encode",
    "page",
    "platform_schemas",
    "removed_links",
    "speaks",
    "wire_texts",
]
