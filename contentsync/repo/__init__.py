"""Git, and only here. Importing this loads neither GitPython nor runs git."""

from contentsync.repo.behind import behind
from contentsync.repo.history import Commit
from contentsync.repo.history import head
from contentsync.repo.history import removed_in
from contentsync.repo.place import find_root
from contentsync.repo.remote import first_commit
from contentsync.repo.remote import identity
from contentsync.repo.remote import remote_url
from contentsync.repo.revision import base_of
from contentsync.repo.revision import changed_since
from contentsync.repo.revision import content_of
from contentsync.repo.revision import unlike
from contentsync.repo.tip import checked_out
from contentsync.repo.tip import commits
from contentsync.repo.tip import parents
from contentsync.repo.tip import tip_of
from contentsync.repo.tip import trailers

__all__ = [
    "Commit",
    "base_of",
    "behind",
    "changed_since",
    "checked_out",
    "commits",
    "content_of",
    "find_root",
    "first_commit",
    "head",
    "identity",
    "parents",
    "remote_url",
    "removed_in",
    "tip_of",
    "trailers",
    "unlike",
]
