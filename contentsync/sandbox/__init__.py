"""An emulator of the Upload-Post API, written from its public record alone: it shares no code with the client."""

from contentsync.sandbox.emulator import Sandbox

__all__ = ["Sandbox"]
