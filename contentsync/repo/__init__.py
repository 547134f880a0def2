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

__all__ = [
    "Commit",
    "base_of",
    "behind",
    "changed_since",
    "content_of",
    "find_root",
    "first_commit",
    "head",
    "identity",
    "remote_url",
    "removed_in",
]
