"""`contentsync profiles create`, `delete` and `connect`: what changes an account, or opens it to somebody."""

from typing import TYPE_CHECKING

import click

from contentsync.cli.options import Options
from contentsync.cli.state_edits import YES

if TYPE_CHECKING:
    from contentsync.model.outcome import Outcome
    from contentsync.model.remote import Profile
    from contentsync.workspace import Workspace


@click.command("create")
@click.argument("name")
@click.pass_obj
def create(options: Options, name: str) -> int:
    """Make a profile. Nothing is connected to it yet."""
    from contentsync.cli.screen import Screen
    from contentsync.cli.session import open_session
    from contentsync.review.escape import escaped

    screen = Screen(options)
    with open_session(options) as workspace:
        check_done(workspace.connection.client.create_profile(name), f"{name} could not be made")
    flag = " --sandbox" if options.sandbox else ""
    screen.say(f"{escaped(name)} is made\nNext: contentsync profiles connect {escaped(name)}{flag}")
    if options.json:
        screen.document({"created": name})
    return 0


@click.command("delete")
@click.argument("name")
@YES
@click.pass_obj
def delete(options: Options, name: str, yes: bool) -> int:
    """Delete a profile from Upload-Post, and with it what is scheduled there. Asks first; while posts of this
    repository are scheduled there, only with --yes.
    """
    from contentsync.cli.approval import is_agreed
    from contentsync.cli.screen import Screen
    from contentsync.cli.session import open_session
    from contentsync.model.errors import UserError
    from contentsync.review.counting import counted
    from contentsync.review.escape import escaped

    screen = Screen(options)
    with open_session(options) as workspace:
        networks = ", ".join(sorted(known_profile(workspace, name).connections)) or "nothing"
        count = _scheduled(workspace, name)
        posts = counted(count, "scheduled post", "scheduled posts")
        if count and not yes:
            fix = "remove their files and apply first; or type it again with --yes"
            raise UserError(f"{posts} of this repository would go with {name}", fix)
        notice = f"{escaped(name)} is deleted from Upload-Post for good; connected: {escaped(networks)}"
        if not is_agreed(screen, notice, f"Delete {escaped(name)}?", yes):
            return 1
        check_done(workspace.connection.client.delete_profile(name), f"{name} could not be deleted")
    screen.say(f"{escaped(name)} is deleted" + (f", and {posts} of this repository with it" if count else ""))
    if options.json:
        screen.document({"deleted": name, "scheduled": count})
    return 0


@click.command("connect")
@click.argument("name")
@click.pass_obj
def connect(options: Options, name: str) -> int:
    """Print a link by which whoever has it connects accounts to the profile. Pass it on like a password."""
    from contentsync.cli.screen import Screen
    from contentsync.cli.session import open_session
    from contentsync.review.escape import escaped

    screen = Screen(options)
    with open_session(options) as workspace:
        known_profile(workspace, name)
        link = workspace.connection.client.generate_jwt(name)
    screen.say(f"{escaped(link.url)}\nIt holds for {escaped(link.duration or 'a time that Upload-Post does not say')}.")
    if options.json:
        screen.document({"profile": name, "url": link.url, "duration": link.duration})
    return 0


def known_profile(workspace: "Workspace", name: str) -> "Profile":
    """The profile of that name. UserError, with the most similar one, where there is none."""
    from contentsync.cli.session import nearest
    from contentsync.model.errors import UserError

    profiles = {profile.username: profile for profile in workspace.connection.client.profiles().profiles}
    if name not in profiles:
        fix = nearest(name, profiles, "did you mean", "contentsync profiles list shows them")
        raise UserError(f"the account has no profile {name}", fix)
    return profiles[name]


def check_done(outcome: "Outcome", what: str) -> None:
    """Raise `UserError` where it was not done, or where nobody knows."""
    from contentsync.model.errors import UserError
    from contentsync.model.outcome import Done
    from contentsync.model.outcome import Refused
    from contentsync.model.outcome import Unsent

    if isinstance(outcome, Refused):
        raise UserError(f"{what}: {outcome.reason}", "contentsync profiles list shows what there is")
    if isinstance(outcome, Unsent):
        raise UserError(f"{what}: {outcome.cause}", "nothing was changed; run the command again")
    if not isinstance(outcome, Done):
        raise UserError(f"it is not known whether it happened: {what}", "contentsync profiles list shows what there is")


def _scheduled(workspace: "Workspace", name: str) -> int:
    """How many deliveries of the profile have a job, or may have one."""
    entries = [entry for entry in workspace.state().posts.values() if entry.profile == name]
    return sum(any((entry.job, entry.parked, entry.intent)) for entry in entries)
