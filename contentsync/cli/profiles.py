"""`contentsync profiles`: the profiles of the account, and where each can post."""

from typing import TYPE_CHECKING

import click

from contentsync.cli.options import Options
from contentsync.cli.profile_edits import connect
from contentsync.cli.profile_edits import create
from contentsync.cli.profile_edits import delete

if TYPE_CHECKING:
    from collections.abc import Collection

    from contentsync.model.remote import Destination
    from contentsync.workspace import Workspace

HELP = """Look at the profiles of the account: what is connected, and which pages, boards and locations there are. Make
one, delete one, or print the link by which its accounts are connected.

\b
Examples:
  contentsync profiles list
  contentsync profiles show acme
  contentsync profiles create acme-jobs
  contentsync profiles connect acme-jobs
"""


@click.group("profiles", help=HELP)
def command() -> None:
    """Those that change something stand in a file of their own."""


for each in (connect, create, delete):
    command.add_command(each)


@command.command("list")
@click.pass_obj
def every(options: Options) -> int:
    """List the profiles with what is connected."""
    from contentsync.cli.screen import Screen
    from contentsync.cli.session import open_session
    from contentsync.review.profiles import profiles_document
    from contentsync.review.profiles import profiles_screen

    screen = Screen(options)
    with open_session(options) as workspace:
        found = workspace.connection.client.profiles()
    screen.say(profiles_screen(found))
    if options.json:
        screen.document(profiles_document(found))
    return 0


@command.command("show")
@click.argument("name")
@click.pass_obj
def one(options: Options, name: str) -> int:
    """Show one profile: its accounts, and the pages, boards and locations it can post to."""
    from contentsync.cli.profile_edits import known_profile
    from contentsync.cli.screen import Screen
    from contentsync.cli.session import open_session
    from contentsync.review.profiles import profile_document
    from contentsync.review.profiles import profile_screen

    screen = Screen(options)
    with open_session(options) as workspace:
        profile = known_profile(workspace, name)
        places = _places(workspace, name, profile.connections)
    screen.say(profile_screen(profile, places))
    if options.json:
        screen.document(profile_document(profile, places))
    return 0


def _places(workspace: "Workspace", name: str, connected: "Collection[str]") -> "dict[str, tuple[Destination, ...]]":
    """What is there on the networks that have several places, by what a post calls it."""
    from contentsync.platforms import PLATFORMS

    client = workspace.connection.client
    return {
        f"{platform} {option.name}": client.places(option.names, name)
        for platform, table in PLATFORMS.items()
        if platform in connected
        for option in table.options
        if option.names
    }
