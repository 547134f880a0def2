"""`contentsync resolve`: end what waits for a person."""

import click

from contentsync.cli.options import Options

HELP = """Say what is to become of a post that waits for you. The plan names the command for each.

\b
  --retry        what failed is tried again
  --restore      what was cancelled in Upload-Post is scheduled again
  --forget       leave it as it is; contentsync asks no more
  --take file    what the file says is right
  --take remote  what Upload-Post shows is right, and is written into the file

\b
Examples:
  contentsync resolve podcast-12 --restore
  contentsync resolve launch@acme:tiktok --take remote
"""
WAYS = ("retry", "restore", "forget")


@click.command("resolve", help=HELP)
@click.argument("address")
@click.option("--retry", is_flag=True, help="Try what failed again.")
@click.option("--restore", is_flag=True, help="Schedule what was cancelled again.")
@click.option("--forget", is_flag=True, help="Leave it as it is.")
@click.option("--take", type=click.Choice(["file", "remote"]), help="Whose text and date are right.")
@click.pass_obj
def command(options: Options, address: str, retry: bool, restore: bool, forget: bool, take: str | None) -> int:
    from contentsync.cli.screen import Screen
    from contentsync.cli.session import open_session
    from contentsync.review.escape import escaped

    ways = [way for way, is_set in zip(WAYS, (retry, restore, forget), strict=True) if is_set]
    ways += [f"take-{take}"] if take else []
    if len(ways) != 1:
        raise click.UsageError("say exactly one of --retry, --restore, --forget, --take file, --take remote")
    screen = Screen(options)
    with open_session(options) as workspace:
        done = workspace.resolve(address, ways[0])
    screen.say(f"{escaped(done)}\nNext: contentsync plan{' --sandbox' if options.sandbox else ''}")
    if options.json:
        screen.document({"address": address, "how": ways[0], "done": done})
    return 0
