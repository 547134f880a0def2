"""`contentsync init`: settings, a first post, and what editors need."""

import os
import re
import secrets
from datetime import datetime
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from contentsync.cli.options import Options

HELP = """Set up a folder of posts in a git repository: contentsync.yaml, a first post two days ahead, and the line in
.gitignore. Overwrites nothing and calls nobody. With --ci, the workflow that plans pull requests and applies what is
merged; in a folder that is set up already, that alone.

\b
Examples:
  contentsync init
  contentsync init social --profile acme --timezone Europe/Madrid
  contentsync init --ci github
"""
FIRST_POST = "content/first-post.yaml"
IGNORED = ".contentsync/"
SANDBOX_PROFILE = "acme"
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


@click.command("init", help=HELP)
@click.argument("folder", metavar="[DIR]", default=".", type=click.Path(path_type=Path))
@click.option("--profile", default=SANDBOX_PROFILE, metavar="NAME", help="The profile that posts go out under.")
@click.option("--timezone", "zone", default="", metavar="ZONE", help="IANA name; that of this machine if not given.")
@click.option("--ci", "forge", type=click.Choice(["github"]), help="Write the workflow for it too.")
@click.pass_obj
def command(options: Options, folder: Path, profile: str, zone: str, forge: str | None) -> int:
    from contentsync.cli.files import write_new
    from contentsync.cli.forge import after_workflow
    from contentsync.cli.forge import workflow_files
    from contentsync.cli.screen import Screen
    from contentsync.model.errors import UserError
    from contentsync.settings import FILE

    screen = Screen(options)
    folder = (options.root / folder).resolve()
    root = _root_above(folder)
    is_new = not (folder / FILE).exists()
    if not is_new and not forge:
        raise UserError(f"{folder / FILE} exists already", "contentsync plan shows what it says")
    texts = _texts(folder, profile, _checked_zone(zone)) if is_new else {}
    if forge:
        texts |= workflow_files(root, folder)
    write_new(texts)
    if is_new:
        _ignore(folder)
    screen.say("\n".join([*_wrote(folder, list(texts)), *(_next(folder, options) if is_new else ())]))
    if forge:
        screen.say(after_workflow(root, folder))
    if options.json:
        screen.document({"folder": str(folder), "written": [_from(folder, path) for path in texts]})
    return 0


def _root_above(folder: Path) -> Path:
    from contentsync.model.errors import UserError
    from contentsync.repo import find_root

    root = find_root(folder)
    if root is None:
        raise UserError(
            f"{folder} is not in a git repository, and a repository is what contentsync publishes",
            f"git init {folder}, then: contentsync init {folder}",
        )
    return root


def _checked_zone(given: str) -> str:
    from contentsync.cli.zone import is_zone
    from contentsync.cli.zone import machine_zone
    from contentsync.model.errors import UserError
    from contentsync.settings import environment

    if given and not is_zone(given):
        raise UserError(f"{given} is no time zone", "use an IANA name: contentsync init --timezone Europe/Madrid")
    return given or machine_zone(environment())


def _texts(folder: Path, profile: str, zone: str) -> dict[Path, str]:
    from contentsync.cli.schemas import FOR_EDITORS
    from contentsync.cli.schemas import schema_file
    from contentsync.cli.schemas import schema_text
    from contentsync.cli.templates import FIRST_TEXT
    from contentsync.cli.templates import post_text
    from contentsync.cli.templates import settings_text
    from contentsync.settings import FILE

    schemas = folder / ".contentsync" / "schemas"
    texts = {folder / FILE: settings_text(_namespace(folder), profile, zone, _store(folder))}
    if not (folder / FIRST_POST).exists():
        at = two_days_ahead(zone)
        schema = "../.contentsync/schemas/post.schema.json"
        texts[folder / FIRST_POST] = post_text(publish_at=at, platforms=["x"], text=FIRST_TEXT, schema=schema)
    for name in FOR_EDITORS:
        schema_file(schemas, name).unlink(missing_ok=True)
        texts[schema_file(schemas, name)] = schema_text(name)
    return texts


def two_days_ahead(zone: str) -> str:
    """`2027-03-03 09:00`: nine o'clock in that zone, two days from now. No zone changes its clocks at nine."""
    return f"{datetime.now(ZoneInfo(zone)) + timedelta(days=2):%Y-%m-%d} 09:00"


def _namespace(folder: Path) -> str:
    slug = re.sub(r"[^a-z0-9]+", "-", folder.name.lower()).strip("-")[:25].strip("-") or "posts"
    return f"{slug}-{''.join(secrets.choice(_LETTERS) for _ in range(6))}"


def _store(folder: Path) -> str:
    """Where there is a remote, several people or CI may come to apply: they need one state."""
    from contentsync.repo import find_root
    from contentsync.repo import remote_url

    root = find_root(folder)
    return "git" if root and remote_url(root) else "file"


def _ignore(folder: Path) -> None:
    file = folder / ".gitignore"
    text = file.read_text(encoding="utf-8") if file.exists() else ""
    if IGNORED not in text.splitlines():
        start = f"{text}\n" if text and not text.endswith("\n") else text
        file.write_text(f"{start}{IGNORED}\n", encoding="utf-8")


def _from(folder: Path, path: Path) -> str:
    """The path as people find it from that folder."""
    return Path(os.path.relpath(path, folder)).as_posix()


def _wrote(folder: Path, written: list[Path]) -> list[str]:
    from contentsync.review.escape import escaped

    shown = [f"  {escaped(_from(folder, path))}" for path in written if ".contentsync" not in path.parts]
    return [f"Wrote in {escaped(str(folder))}:", *shown]


def _next(folder: Path, options: Options) -> list[str]:
    from contentsync.review.escape import escaped

    here = "" if folder == options.root.resolve() else f" -C {escaped(str(folder))}"
    return [
        "",
        "Next:",
        f"  contentsync{here} plan --sandbox     what would be scheduled, tried on the emulator",
        f"  contentsync{here} apply --sandbox    schedule it there",
        "For real: write your own profile into contentsync.yaml, set UPLOAD_POST_API_KEY, leave --sandbox out.",
    ]
