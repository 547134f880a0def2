"""Does the branch that is tracked have commits that are not here?"""

from pathlib import Path

from contentsync.repo.command import asked
from contentsync.repo.complaints import Place
from contentsync.repo.complaints import complaint
from contentsync.repo.history import head
from contentsync.repo.place import find_root
from contentsync.repo.process import answered

SECONDS = 20.0
"""How long the remote has to answer: somebody waits in front of it."""

FETCH = ("fetch", "--quiet", "--no-tags", "--no-auto-maintenance", "--recurse-submodules=no")


def behind(root: Path) -> int | None:
    """How many commits the tracked branch has on its remote that HEAD does not contain, after fetching it.

    None where nothing is tracked: no repository, no commit, a detached HEAD, no upstream, or one that is local.
    UserError where the remote gives no answer. Work tree, index and branches stay as they are.
    """
    commit = head(root) if find_root(root) else None
    if commit is None or not commit.branch:
        return None
    remote = asked(root, "config", f"branch.{commit.branch}.remote")
    ref = asked(root, "config", f"branch.{commit.branch}.merge")
    if remote in ("", ".") or not ref:
        return None
    answer = answered(root, *FETCH, remote, ref, seconds=SECONDS)
    if answer.status != 0:
        raise complaint(answer, Place(ref, remote), SECONDS).error
    return int(asked(root, "rev-list", "--count", "HEAD..FETCH_HEAD"))
