"""`contentsync new`: the file of a new post."""

import click

from contentsync.cli.options import Options

HELP = """Write the file of a new post below the content folder, with every line that most posts need.

\b
Examples:
  contentsync new spring-sale
  contentsync new 2027/spring-sale --at "2027-03-20 09:00" --platform x --platform linkedin
  contentsync new release-notes --markdown
"""


@click.command("new", help=HELP)
@click.argument("post_id", metavar="ID")
@click.option("--profile", default="", metavar="NAME", help="The profile; that of the defaults if not given.")
@click.option("--at", default="", metavar="TIME", help="Local time, such as 2027-03-20 09:00.")
@click.option("--platform", "platforms", multiple=True, metavar="NAME", help="A network; may be given several times.")
@click.option("--markdown", is_flag=True, help="Markdown with front matter instead of YAML.")
@click.pass_obj
def command(options: Options, post_id: str, profile: str, at: str, platforms: tuple[str, ...], markdown: bool) -> int:
    from contentsync.cli.files import write_new
    from contentsync.cli.init import two_days_ahead
    from contentsync.cli.schemas import schema_link
    from contentsync.cli.screen import Screen
    from contentsync.cli.session import load_settings
    from contentsync.cli.templates import NEW_TEXT
    from contentsync.cli.templates import post_text
    from contentsync.review.escape import escaped

    screen, settings = Screen(options), load_settings(options)
    zone = str(settings.defaults.get("timezone") or "UTC")
    _check_id(post_id)
    _check_platforms(platforms)
    _check_time(at, zone)
    path = settings.root / settings.content / f"{post_id}{'.md' if markdown else '.yaml'}"
    text = post_text(
        publish_at=at or two_days_ahead(zone),
        platforms=platforms or ("x",),
        text=NEW_TEXT,
        schema=schema_link(settings.private, path),
        profile=profile,
        is_markdown=markdown,
    )
    write_new({path: text})
    shown = path.relative_to(settings.root).as_posix()
    screen.say(f"Wrote {escaped(shown)}\nNext: write its text, then: contentsync validate")
    if options.json:
        screen.document({"written": [shown]})
    return 0


def _check_id(post_id: str) -> None:
    from contentsync.content.identity import identified
    from contentsync.model.errors import UserError

    known, findings = identified({"id": post_id}, "", True)
    if not known or any(part in ("", ".", "..") or part.startswith(".") for part in post_id.split("/")):
        message = findings[0].message if findings else f"{post_id!r} cannot be the name of a file"
        raise UserError(message, "contentsync new spring-sale")


def _check_platforms(platforms: tuple[str, ...]) -> None:
    from contentsync.model.errors import UserError
    from contentsync.platforms import check_platform

    for name in platforms:
        finding = check_platform(name)
        if finding:
            raise UserError(finding.message, finding.fix)


def _check_time(at: str, zone: str) -> None:
    from contentsync.content.moments import ON_MERGE
    from contentsync.content.moments import Trouble
    from contentsync.content.moments import moment
    from contentsync.model.errors import UserError

    found = moment(at, zone) if at and at != ON_MERGE else None
    if isinstance(found, Trouble):
        raise UserError(f"--at: {found.message}", found.fix.replace("publish_at: ", ""))
