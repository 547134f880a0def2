"""From the words of the command line to an open workspace."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from contentsync.cli.options import Options

if TYPE_CHECKING:
    from contentsync.engine.planning import Scope
    from contentsync.settings import Settings
    from contentsync.workspace import Workspace

TARGET = click.option(
    "--target", "targets", multiple=True, metavar="ADDRESS", help="Only this delivery; may be given several times."
)
PROFILE = click.option(
    "--profile", "profiles", multiple=True, metavar="NAME", help="Only this profile; may be given several times."
)


def load_settings(options: Options) -> "Settings":
    """The settings that hold for this command line. Raises `UserError` with all problems of the file."""
    from contentsync.settings import Flags
    from contentsync.settings import environment
    from contentsync.settings import load

    return load(Path(options.root), environment(), Flags(sandbox=options.sandbox))


def open_session(options: Options) -> "Workspace":
    """The workspace, to be used in a `with`."""
    from contentsync.workspace import open_workspace

    return open_workspace(load_settings(options))


def scope(targets: tuple[str, ...], profiles: tuple[str, ...]) -> "Scope":
    """What a run is narrowed to."""
    from contentsync.engine.planning import Scope

    return Scope(targets=targets, profiles=profiles)
