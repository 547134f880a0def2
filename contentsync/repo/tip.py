"""The tip of a branch on the remote, and its files in a work tree of their own."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from contentsync.model.errors import UserError
from contentsync.repo.behind import FETCH
from contentsync.repo.command import asked
from contentsync.repo.complaints import Place
from contentsync.repo.complaints import complaint
from contentsync.repo.complaints import scrubbed
from contentsync.repo.history import head
from contentsync.repo.process import answered

FETCH_SECONDS = 120.0
CHECKOUT_SECONDS = 900.0
"""Git LFS may have to download the media."""


def tip_of(root: Path, branch: str, remote: str = "origin") -> str:
    """The sha that a branch is at on the remote, fetched. UserError where that gives no answer or has no such branch.

    Work tree, index and branches stay as they are.
    """
    ref = f"refs/heads/{branch}"
    answer = answered(root, *FETCH, remote, ref, seconds=FETCH_SECONDS)
    if "couldn't find remote ref" in answer.err:
        raise UserError(f"{remote} has no branch {branch}", "name the branch whose posts are applied: --branch NAME")
    if answer.status != 0:
        raise complaint(answer, Place(ref, remote), FETCH_SECONDS).error
    return asked(root, "rev-parse", "--verify", "FETCH_HEAD^{commit}")


@contextmanager
def checked_out(root: Path, sha: str) -> Iterator[Path]:
    """The files of a commit in a folder for the time of the block; the work tree that people look at stays as it is."""
    # Nothing but an apply in CI needs such a folder.
    import shutil
    import tempfile

    above = Path(tempfile.mkdtemp(prefix="contentsync-tip-"))
    folder = above / "tip"
    try:
        answer = answered(root, "worktree", "add", "--quiet", "--detach", str(folder), sha, seconds=CHECKOUT_SECONDS)
        if answer.status != 0:
            said = scrubbed(answer.err.strip()) or f"no answer within {CHECKOUT_SECONDS:.0f} s"
            raise UserError(f"git cannot check out {sha[:12]}: {said}", "make room, and let git lfs reach its server")
        yield folder
    finally:
        answered(root, "worktree", "remove", "--force", str(folder), seconds=CHECKOUT_SECONDS)
        shutil.rmtree(above, ignore_errors=True)


def commits(root: Path, tip: str, since: str = "") -> list[str]:
    """The shas of the branch's own commits after `since`, newest first; without it, or where it is not below the tip,
    the tip alone. What a merge brought along is left out.
    """
    return asked(root, "log", "--first-parent", "--format=%H", *_span(root, tip, since)).split()


def trailers(root: Path, key: str, tip: str, since: str = "") -> list[str]:
    """The values of a trailer in `commits`: whoever merges says it, not who is merged."""
    form = f"--format=%(trailers:key={key},valueonly)"
    found = asked(root, "log", "--first-parent", form, *_span(root, tip, since))
    return [line.strip() for line in found.splitlines() if line.strip()]


def _span(root: Path, tip: str, since: str) -> list[str]:
    is_below = since and answered(root, "merge-base", "--is-ancestor", since, tip, seconds=FETCH_SECONDS).status == 0
    return [f"{since}..{tip}"] if is_below and since != tip else ["-1", tip]


def parents(root: Path) -> list[str]:
    """The shas of the parents of HEAD, as far as they were fetched; none before the first commit."""
    return asked(root, "rev-list", "--parents", "-n", "1", "HEAD").split()[1:] if head(root) else []
