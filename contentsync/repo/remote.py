"""Which repository this is, however it was cloned."""

import re
from pathlib import Path
from urllib.parse import urlsplit

from contentsync.repo.command import asked
from contentsync.repo.history import head

# host:path, as ssh writes it (git-clone manual, GIT URLs): no slash before the first colon.
SCP = re.compile(r"(?:[^/@]+@)?(?P<host>\[[^]]+\]|[^/:@]{2,}):(?P<path>(?!//).*)")


def remote_url(root: Path, name: str = "origin") -> str:
    """The URL that git fetches from, credentials and all; "" without such a remote."""
    return asked(root, "remote", "get-url", name)


def identity(root: Path) -> str:
    """What state records of the repository: `github.com/acme/social`, the same by https and ssh, for everyone.

    Without a remote the sha of the first commit (the smallest, of several); "" before the first commit.
    """
    url = remote_url(root)
    if url:
        return normal_url(url)
    return first_commit(root)


def first_commit(root: Path) -> str:
    """The sha of the first commit (the smallest, of several); "" before it."""
    if head(root) is None:
        return ""
    return min(asked(root, "rev-list", "--max-parents=0", "HEAD").split())


def normal_url(url: str) -> str:
    """Host and path of a git URL without scheme, credentials, port of ssh, `.git` and case; a local path as it is."""
    scp = SCP.fullmatch(url) if "://" not in url else None
    if scp:
        return _joined(scp["host"], scp["path"])
    parts = urlsplit(url)
    if parts.scheme in ("", "file") or not parts.hostname:
        return _trimmed(parts.path or url)
    host = parts.hostname
    if parts.scheme in ("http", "https") and parts.port:
        host = f"{host}:{parts.port}"
    return _joined(host, parts.path)


def _joined(host: str, path: str) -> str:
    # The large forges tell neither hosts nor paths apart by case.
    return f"{host}/{_trimmed(path.strip('/'))}".lower()


def _trimmed(path: str) -> str:
    return path.rstrip("/").removesuffix(".git").rstrip("/")
