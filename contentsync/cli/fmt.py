"""`contentsync fmt`: files in one form, with the same meaning."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from contentsync.cli.options import Options

if TYPE_CHECKING:
    from contentsync.cli.screen import Screen
    from contentsync.formatter import Formatting

HELP = """Format posts, `_defaults.yaml` and contentsync.yaml: the order of keys, indents, blanks, line ends and local
times. Comments, quotes and texts stay as they are, and so does what the files mean: that is compared before anything is
written. Files with errors are left alone.

\b
Examples:
  contentsync fmt
  contentsync fmt content/spring content/launch.yaml
  contentsync fmt --check
  contentsync fmt --diff

Exit codes: 0 all is formatted, 1 files were left alone, or with --check: would change.
"""


@click.command("fmt", help=HELP)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--check", is_flag=True, help="Write nothing; list the files that would change, and exit 1.")
@click.option("--diff", is_flag=True, help="Write nothing; print what would change.")
@click.pass_obj
def command(options: Options, paths: tuple[Path, ...], check: bool, diff: bool) -> int:
    from contentsync.cli.files import write_whole
    from contentsync.cli.paths import chosen_paths
    from contentsync.cli.paths import is_in
    from contentsync.cli.screen import Screen
    from contentsync.cli.session import open_session
    from contentsync.formatter import formatting

    screen = Screen(options)
    with open_session(options) as workspace:
        root = workspace.root
        chosen = chosen_paths(options, workspace.settings, paths, "contentsync fmt formats all of them")
        found = formatting(workspace, lambda file: is_in(file, chosen))
    is_dry = check or diff
    for edit in found.edits:
        if not is_dry:
            write_whole(root / edit.file, edit.after)
    if options.json:
        screen.document(_document(found, is_dry))
    else:
        screen.say(_said(found, screen, "would change" if is_dry else "formatted", is_diff=diff))
    return int(bool(found.left) or (check and bool(found.edits)))


def _said(found: "Formatting", screen: "Screen", done: str, *, is_diff: bool) -> str:
    from contentsync.review.counting import counted
    from contentsync.review.difference import difference
    from contentsync.review.escape import escaped

    lines = [
        difference(edit.file, edit.before, edit.after, screen.paint) if is_diff else f"{done} {escaped(edit.file)}"
        for edit in found.edits
    ]
    lines += [f"left alone: {escaped(file)}: {why}" for file, why in found.left.items()]
    if not screen.options.quiet and not is_diff:
        lines.append(f"{len(found.edits)} of {counted(found.looked_at, 'file')} {done}.")
    return "\n".join(lines)


def _document(found: "Formatting", is_dry: bool) -> dict[str, object]:
    return {"changed": [edit.file for edit in found.edits], "written": not is_dry, "left": found.left}
