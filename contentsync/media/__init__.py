"""Media of posts: where a file lies, what kind it is, the digest of its content, and what is in it."""

from contentsync.media.error import MediaError
from contentsync.media.facts import Facts
from contentsync.media.index import MediaIndex
from contentsync.media.kinds import kind_of
from contentsync.media.looking import facts_of

__all__ = ["Facts", "MediaError", "MediaIndex", "facts_of", "kind_of"]
