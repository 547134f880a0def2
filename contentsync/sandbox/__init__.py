"""An emulator of the Upload-Post API, written from its public record alone: it shares no code with the client."""

from contentsync.sandbox.accounts import AccountError
from contentsync.sandbox.emulator import Sandbox
from contentsync.sandbox.faults import ConnectionDropped
from contentsync.sandbox.faults import FaultError
from contentsync.sandbox.moments import parse as parse_instant
from contentsync.sandbox.people import PeopleError
from contentsync.sandbox.serving import Server
from contentsync.sandbox.serving import serve
from contentsync.sandbox.settings import SettingError
from contentsync.sandbox.store import StoreError

__all__ = [
    "AccountError",
    "ConnectionDropped",
    "FaultError",
    "PeopleError",
    "Sandbox",
    "Server",
    "SettingError",
    "StoreError",
    "parse_instant",
    "serve",
]
