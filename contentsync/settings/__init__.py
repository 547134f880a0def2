"""contentsync.yaml, environment and flags to one frozen `Settings`."""

from contentsync.settings.addresses import is_safe_url
from contentsync.settings.load import Base
from contentsync.settings.load import load
from contentsync.settings.load import revised
from contentsync.settings.merging import environment
from contentsync.settings.model import Flags
from contentsync.settings.model import Settings
from contentsync.settings.written import FILE

__all__ = ["FILE", "Base", "Flags", "Settings", "environment", "is_safe_url", "load", "revised"]
