"""The workspace of the commit that counts: the tip of the branch, whatever commit started the run."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec.structs import replace

from contentsync import repo
from contentsync.cli.ci_run import Step
from contentsync.model.errors import UserError
from contentsync.settings import Settings
from contentsync.workspace import Workspace
from contentsync.workspace import open_workspace

WAYS = ("retry", "restore", "forget", "take-file")


@contextmanager
def workspace_at_tip(step: Step) -> Iterator[Workspace]:
    """An old run that is started again, or one that waited, must not bring old posts back. Where the tip is checked out
    the folder is taken as it is, else a work tree of its own; state, caches and sandbox stay where they are.
    """
    here = step.settings()
    tip = _tip(step, here)
    if tip in ("", _head(here)):
        with open_workspace(here) as workspace:
            yield workspace
        return
    step.tell(f"the tip of {branch_of(step, here)} is {tip[:12]}, which is not what is checked out: it is what counts")
    with repo.checked_out(here.root, tip) as root:
        there = step.settings(folder=root / Path(here.file).parent)
        with open_workspace(replace(there, private=here.private, state_path=here.state_path)) as workspace:
            yield workspace


def commit_of(workspace: Workspace) -> str:
    """The sha whose posts these are; empty where there is no repository."""
    return _head(workspace.settings)


def _head(settings: Settings) -> str:
    commit = repo.head(settings.root) if repo.find_root(settings.root) else None
    return commit.sha if commit else ""


def branch_of(step: Step, settings: Settings) -> str:
    """The branch whose posts are applied; empty where nobody said and HEAD is detached."""
    commit = repo.head(settings.root)
    return step.wishes.branch or step.event.tracked or (commit.branch if commit else "")


def _tip(step: Step, settings: Settings) -> str:
    """Empty where nothing is tracked: no repository or no remote, which then cannot have moved on."""
    if not repo.find_root(settings.root) or not repo.remote_url(settings.root):
        return ""
    branch = branch_of(step, settings)
    if not branch:
        raise UserError("which branch is applied is not known: HEAD is detached", "contentsync ci apply --branch main")
    return repo.tip_of(settings.root, branch)


def resolve_first(step: Step, workspace: Workspace) -> None:
    """End a hold, as a person asked for by the form of the workflow or the words of the command line."""
    address = step.wishes.resolve_address or step.event.inputs.get("resolve-address", "")
    how = step.wishes.resolve_how or step.event.inputs.get("resolve-how", "")
    # The form of a workflow always has a way chosen: without an address nobody meant it.
    if not address and not step.wishes.resolve_how:
        return
    chosen = how.removeprefix("--").replace(" ", "-")
    if chosen == "take-remote":
        raise UserError(
            "take-remote writes into a file, which a workflow does not commit",
            "write what Upload-Post shows into the file, in a pull request",
        )
    if not address or chosen not in WAYS:
        raise UserError(
            f"resolve-address is {address!r} and resolve-how is {how!r}", f"give both; resolve-how is {', '.join(WAYS)}"
        )
    step.tell(workspace.resolve(address, chosen))
