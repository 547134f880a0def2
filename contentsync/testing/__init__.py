"""Stand-ins for the seams, shipped so that users and we test the same way."""

from contentsync.testing.clock import FrozenClock
from contentsync.testing.transport import wsgi_transport

__all__ = ["FrozenClock", "wsgi_transport"]
