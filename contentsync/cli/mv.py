"""`contentsync mv`: another id or another place for a post, which stays the same post."""

from typing import TYPE_CHECKING

import click

from contentsync.cli.options import Options

if TYPE_CHECKING:
    from contentsync.moving import Move

HELP = """Give a post another id, or its file another place. It stays the same post: nothing is cancelled, nothing goes
out twice. Media that stand beside the file and that no other post uses go along, and paths are corrected. All of it is
done, or nothing; what is there already is not overwritten. Git sees it once you add it.

OLD is a post's id or its file; NEW is its new id, or, with the ending of a post, its new file.

\b
Examples:
  contentsync mv launch spring/launch
  contentsync mv content/launch/post.yaml content/spring/launch/post.yaml
"""


@click.command("mv", help=HELP)
@click.argument("old")
@click.argument("new")
@click.pass_obj
def command(options: Options, old: str, new: str) -> int:
    from contentsync.cli.files import write_whole
    from contentsync.cli.screen import Screen
    from contentsync.cli.session import open_session
    from contentsync.moving import carried_out
    from contentsync.moving import move_of

    screen = Screen(options)
    with open_session(options) as workspace:
        settings, desired = workspace.settings, workspace.desired()
    move = move_of(settings, desired, options.root, old, new)
    carried_out(settings, move, desired, write_whole)
    screen.say(_said(move))
    if options.json:
        screen.document({"moved": move.files, "renamed": move.ids, "written": sorted(move.texts)})
    return 0


def _said(move: "Move") -> str:
    from contentsync.review.escape import escaped

    lines = [f"moved {escaped(old)} → {escaped(new)}" for old, new in move.files.items()]
    lines += [f"renamed {escaped(old)} → {escaped(new)}" for old, new in move.ids.items()]
    others = sorted(set(move.texts) - set(move.files.values()))
    return "\n".join([*lines, *(f"edited {escaped(file)}" for file in others), "Next: contentsync plan"])
