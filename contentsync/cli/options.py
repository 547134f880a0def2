"""The options that every verb takes, before the verb and after it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from contentsync import __version__


class Options:
    """What was asked for on the whole command line. Filled while click reads the words, then only read.

    `root` is where contentsync.yaml is looked for, from there upwards.
    """

    def __init__(self) -> None:
        self.root = Path.cwd()
        self.sandbox = False
        self.json = False
        self.quiet = False
        self.no_color = False
        self.verbose = False


def _stored(name: str) -> Callable[[click.Context, click.Parameter, Any], None]:
    def store(ctx: click.Context, param: click.Parameter, value: Any) -> None:
        # An option that stands before the verb is not unset by its absence after it.
        if value:
            setattr(ctx.ensure_object(Options), name, value)

    return store


def _print_version(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value:
        click.echo(f"contentsync {__version__}")
        ctx.exit()


def _flag(*names: str, to: str, help_line: str) -> click.Option:
    return click.Option(names, is_flag=True, expose_value=False, callback=_stored(to), help=help_line)


def global_options() -> list[click.Parameter]:
    """Fresh ones, for one command."""
    folder = click.Path(exists=True, file_okay=False, path_type=Path)
    return [
        click.Option(
            ["-C", "chdir"],
            metavar="DIR",
            type=folder,
            expose_value=False,
            callback=_stored("root"),
            help="Work as if started in DIR.",
        ),
        _flag("--sandbox", to="sandbox", help_line="Use the emulator, not Upload-Post."),
        _flag("--json", "as_json", to="json", help_line="Print one JSON document and nothing else."),
        _flag("-q", "--quiet", to="quiet", help_line="Print only what must be known."),
        _flag("--no-color", to="no_color", help_line="No colours; NO_COLOR does the same."),
        _flag("-v", "--verbose", to="verbose", help_line="Say more."),
        click.Option(
            ["--version"],
            is_flag=True,
            is_eager=True,
            expose_value=False,
            callback=_print_version,
            help="Print the version.",
        ),
    ]


def with_globals(command: click.Command) -> click.Command:
    """The command, and whatever it groups, with the global options that it does not define itself."""
    own = {name for param in command.params for name in param.opts}
    command.params += [option for option in global_options() if not own & set(option.opts)]
    if isinstance(command, click.Group):
        for child in command.commands.values():
            with_globals(child)
    return command
