"""The command `contentsync`: finds the verb, hands it its words, and returns its exit code."""

import difflib
from importlib import import_module
from typing import Any

import click

from contentsync.cli.boundary import guarded
from contentsync.cli.options import Options
from contentsync.cli.options import global_options
from contentsync.cli.options import with_globals
from contentsync.cli.verbs import ADVICE
from contentsync.cli.verbs import GROUPS
from contentsync.cli.verbs import TRIED
from contentsync.cli.verbs import VERBS


class Contentsync(click.Group):
    """Looks verbs up in the table and imports them only when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(VERBS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in VERBS:
            return None
        command: click.Command = import_module(VERBS[name].module).command
        return with_globals(command)

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        if args[0] not in VERBS and not ctx.resilient_parsing:
            from contentsync.model.errors import UserError

            raise UserError(f"there is no verb `{args[0]}`", right_verb(args[0]))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        for title, verbs in GROUPS.items():
            with formatter.section(title):
                formatter.write_dl([(name, verb.help_line) for name, verb in verbs.items()])


def right_verb(word: str) -> str:
    """What to type instead of a word that is no verb."""
    if word in ADVICE:
        return ADVICE[word]
    near = difflib.get_close_matches(word, [*VERBS, *TRIED], n=1)
    if word in TRIED or near:
        name = word if word in TRIED else near[0]
        return f"contentsync {TRIED.get(name, name)}"
    return "contentsync --help lists them"


HELP = """Social-media posts as files in git, applied to the Upload-Post schedule.

\b
Begin:         contentsync init
See:           contentsync plan --sandbox
Do it:         contentsync apply --sandbox
For real:      export UPLOAD_POST_API_KEY=...  and leave --sandbox out
"""


def program() -> Contentsync:
    """A fresh command tree."""
    return Contentsync("contentsync", params=global_options(), help=HELP, no_args_is_help=True)


def run(argv: list[str]) -> int:
    """Run one command line (without the program's name) and return its exit code (design, command line)."""
    options = Options()
    return guarded(lambda: _invoke(argv, options), options, argv)


def _invoke(argv: list[str], options: Options) -> int:
    code = program().main(argv, prog_name="contentsync", standalone_mode=False, obj=options)
    return code if isinstance(code, int) else 0
