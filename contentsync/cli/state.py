"""`contentsync state`: what contentsync remembers."""

from typing import TYPE_CHECKING

import click

from contentsync.cli.options import Options
from contentsync.cli.state_edits import mv
from contentsync.cli.state_edits import rebuild
from contentsync.cli.state_edits import rm
from contentsync.cli.state_history import history
from contentsync.cli.state_namespace import mv_namespace

if TYPE_CHECKING:
    from contentsync.state.document import State

HELP = """Look at the state: which job belongs to which post, what was published, what is under way. And mend it by
hand, which is seldom needed: `contentsync resolve` ends what waits.

\b
Examples:
  contentsync state list
  contentsync state show winter-launch
  contentsync state history
  contentsync state mv old-id new-id
  contentsync state rebuild
  contentsync state unlock
"""


@click.group("state", help=HELP)
def command() -> None:
    """Those that change it stand in files of their own."""


for each in (history, mv, mv_namespace, rebuild, rm):
    command.add_command(each)


@command.command("path")
@click.pass_obj
def path(options: Options) -> int:
    """Print where the state is kept."""
    from contentsync.cli.screen import Screen
    from contentsync.cli.session import open_session
    from contentsync.review.escape import escaped

    screen = Screen(options)
    with open_session(options) as workspace:
        screen.say(escaped(workspace.store.where))
        if options.json:
            screen.document({"path": workspace.store.where})
    return 0


@command.command("list")
@click.pass_obj
def entries(options: Options) -> int:
    """List every remembered delivery with its job."""
    from contentsync.cli.screen import Screen
    from contentsync.review.memory import memory_document
    from contentsync.review.memory import memory_screen

    screen, state = Screen(options), _read(options)
    screen.say(memory_screen(state))
    if options.json:
        screen.document(memory_document(state))
    return 0


@command.command("show")
@click.argument("address")
@click.pass_obj
def entry(options: Options, address: str) -> int:
    """Print everything that is remembered of one delivery, as JSON."""
    from contentsync.cli.screen import Screen
    from contentsync.model.errors import UserError
    from contentsync.review.addresses import matching_addresses
    from contentsync.review.memory import entry_document

    state = _read(options)
    found = matching_addresses(address, state.posts)
    if not found:
        raise UserError(f"nothing is remembered of {address}", "contentsync state list shows what is")
    Screen(options).document({name: entry_document(state.posts[name]) for name in found})
    return 0


@command.command("unlock", short_help="Take the lease away from a run that has died.")
@click.pass_obj
def unlock(options: Options) -> int:
    """Take the lease away from a run of which you know that it has died; by itself it ends after some minutes."""
    from msgspec.structs import replace

    from contentsync.cli.screen import Screen
    from contentsync.cli.session import open_session
    from contentsync.review.escape import escaped
    from contentsync.state.store import MovedError

    screen = Screen(options)
    with open_session(options) as workspace:
        stored = workspace.store.read()
        lease = stored.state.lease if stored.state else None
        said = "no run holds the lease"
        if stored.state and lease:
            try:
                workspace.store.write(replace(stored.state, lease=None), stored.version)
            except MovedError:
                raise _still_writing(lease.run) from None
            said = f"the lease of {lease.run} is taken away"
    screen.say(escaped(said))
    if options.json:
        screen.document({"unlocked": lease.run if lease else None})
    return 0


def _still_writing(run: str) -> Exception:
    from contentsync.model.errors import StaleError

    return StaleError(f"{run} wrote at this very moment: it is alive", "wait for it to end")


def _read(options: Options) -> "State":
    from contentsync.cli.session import open_session
    from contentsync.state.document import State

    with open_session(options) as workspace:
        return workspace.store.read().state or State(namespace=workspace.settings.namespace)
