"""`contentsync schema`: the JSON Schemas of what people write and of what contentsync prints."""

from pathlib import Path

import click

from contentsync.cli.options import Options
from contentsync.cli.schemas import SCHEMAS

HELP = """Print a JSON Schema, or write all of them for editors and checks.

\b
Examples:
  contentsync schema post
  contentsync schema --write .contentsync/schemas
  contentsync schema --check schemas
"""


@click.command("schema", help=HELP)
@click.argument("name", required=False, type=click.Choice(list(SCHEMAS)))
@click.option("--write", "target", type=click.Path(path_type=Path), metavar="DIR", help="Write them into DIR.")
@click.option(
    "--check", "checked", type=click.Path(path_type=Path), metavar="DIR", help="Exit 1 where DIR is not up to date."
)
@click.pass_obj
def command(options: Options, name: str | None, target: Path | None, checked: Path | None) -> int:
    from contentsync.cli.schemas import schema_text

    names = [name] if name else list(SCHEMAS)
    if target:
        return _write(options.root / target, names)
    if checked:
        return _check(options.root / checked, names)
    if not name:
        raise click.UsageError(f"say which: {', '.join(SCHEMAS)}, or --write DIR for all")
    click.echo(schema_text(name), nl=False)
    return 0


def _write(folder: Path, names: list[str]) -> int:
    from contentsync.cli.schemas import schema_file
    from contentsync.cli.schemas import schema_text
    from contentsync.model.errors import UserError

    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in names:
            schema_file(folder, name).write_text(schema_text(name), encoding="utf-8", newline="\n")
    except OSError as error:
        raise UserError(f"{folder} cannot be written: {error.strerror}", "choose another folder") from None
    return 0


def _check(folder: Path, names: list[str]) -> int:
    from contentsync.cli.schemas import schema_file
    from contentsync.cli.schemas import schema_text
    from contentsync.model.errors import UserError

    def is_old(path: Path, text: str) -> bool:
        return not path.is_file() or path.read_text(encoding="utf-8") != text

    old = [name for name in names if is_old(schema_file(folder, name), schema_text(name))]
    if old:
        raise UserError(f"out of date in {folder}: {', '.join(old)}", f"contentsync schema --write {folder}")
    return 0
