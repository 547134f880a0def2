"""Is everything in place? One check a line, each with what to do where it is not."""

from collections.abc import Callable
from datetime import timedelta

import msgspec

from contentsync.model.errors import UserError
from contentsync.workspace import Workspace


class Check(msgspec.Struct, frozen=True):
    """What was looked at, whether it is well, what was seen, and what to do.

    `is_looked_at` is False where something else has to be put right first; then it is not `ok` either.
    """

    name: str
    ok: bool
    detail: str
    fix: str = ""
    is_looked_at: bool = True


def checks(workspace: Workspace) -> list[Check]:
    """All of them. One that fails hides no other, save that nothing can be asked of a server that does not answer."""
    looks: tuple[tuple[str, Callable[[Workspace], str]], ...] = (
        ("settings", _settings),
        ("files", _files),
        ("server", _server),
    )
    asking: tuple[tuple[str, Callable[[Workspace], str]], ...] = (
        ("account", _account),
        ("clock", _clock),
        ("state", _state),
    )
    found = [_checked(name, look, workspace) for name, look in looks]
    if found[-1].ok:
        return [*found, *(_checked(name, look, workspace) for name, look in asking)]
    return [*found, *(Check(name, False, "not looked at", is_looked_at=False) for name, _ in asking)]


def _checked(name: str, look: Callable[[Workspace], str], workspace: Workspace) -> Check:
    try:
        return Check(name, True, look(workspace))
    except UserError as error:
        return Check(name, False, error.message, error.fix)


def _settings(workspace: Workspace) -> str:
    return f"{workspace.settings.file}, namespace {workspace.settings.namespace}"


def _files(workspace: Workspace) -> str:
    desired = workspace.desired()
    if desired.bad_files or desired.bad_posts:
        count = len(desired.bad_files) + len(desired.bad_posts)
        raise UserError(f"{count} with errors", "contentsync validate shows them")
    return f"{desired.post_count} posts, {len(desired.deliveries)} deliveries"


def _server(workspace: Workspace) -> str:
    account = workspace.connection.client.me()
    where = "the sandbox" if workspace.connection.is_sandbox else workspace.settings.api_url
    return f"{where} answers, {account.email} ({account.plan})"


def _account(workspace: Workspace) -> str:
    profiles = workspace.connection.client.profiles().profiles
    if not profiles:
        raise UserError("the account has no profile", "make one in Upload-Post and connect its networks")
    return ", ".join(f"{profile.username} ({len(profile.connections)} connected)" for profile in profiles)


def _clock(workspace: Workspace) -> str:
    if workspace.connection.is_sandbox:
        return f"{workspace.clock.now():%Y-%m-%dT%H:%M:%SZ}, the sandbox's own"
    workspace.check_skew()
    skew = workspace.connection.client.skew or timedelta()
    return f"{skew.total_seconds():.0f} s off the server's"


def _state(workspace: Workspace) -> str:
    state = workspace.state()
    return f"{len(state.posts)} addresses in {workspace.store.where}" if state.lineage else "nothing applied yet"
