"""`contentsync completion`: the script that completes words in a shell."""

import click
from click.shell_completion import get_completion_class

HELP = """Print the completion script of a shell.

\b
Examples:
  eval "$(contentsync completion bash)"
  contentsync completion zsh > "${fpath[1]}/_contentsync"
  contentsync completion fish > ~/.config/fish/completions/contentsync.fish
"""


@click.command("completion", help=HELP)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def command(ctx: click.Context, shell: str) -> int:
    script = get_completion_class(shell)
    assert script is not None
    click.echo(script(ctx.find_root().command, {}, "contentsync", "_CONTENTSYNC_COMPLETE").source())
    return 0
