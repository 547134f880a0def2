"""Which commit this is, and which one took a file away."""

from pathlib import Path

import msgspec

from contentsync.repo.command import asked


class Commit(msgspec.Struct, frozen=True):
    """`sha` has 40 hex digits; `branch` is "" where HEAD is detached."""

    sha: str
    branch: str


def head(root: Path) -> Commit | None:
    """The commit that is checked out; None before the first one. UserError where git cannot answer."""
    sha = asked(root, "rev-parse", "--verify", "--quiet", "HEAD^{commit}")
    return Commit(sha, asked(root, "symbolic-ref", "--quiet", "--short", "HEAD")) if sha else None


def removed_in(root: Path, path: str) -> str | None:
    """The short sha of the commit that removed a file (posix path from the root).

    None where the last commit that touched it did not remove it (it is gone from the work tree only), or none did.
    """
    if head(root) is None:
        return None
    lines = asked(root, "log", "-1", "--format=%h", "--name-status", "--", path).split("\n")
    return lines[0] if lines[-1].startswith("D\t") else None
