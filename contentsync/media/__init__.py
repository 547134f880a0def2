"""Media of posts: where a file lies, what kind it is, and the digest of its content."""

from contentsync.media.error import MediaError
from contentsync.media.index import MediaIndex
from contentsync.media.kinds import kind_of

__all__ = ["MediaError", "MediaIndex", "kind_of"]
