"""`contentsync status`: what is coming, what went out, what failed, what waits."""

from typing import TYPE_CHECKING

import click

from contentsync.cli.options import Options

if TYPE_CHECKING:
    from contentsync.engine.statuses import Row
    from contentsync.review.statuses import Standing
    from contentsync.workspace import Workspace

HELP = """Show where every post stands: upcoming, published (with the address that followers see), failed, waiting.

\b
Examples:
  contentsync status
  contentsync status winter-launch
  contentsync status --check --quiet     for a cron: exit 3 where a post would be lost
  contentsync status --json
"""
NOT_WANTED = "not wanted"


@click.command("status", help=HELP)
@click.argument("addresses", nargs=-1, metavar="[ADDRESS]...")
@click.option("--check", is_flag=True, help="Exit 3 where a wanted post is neither scheduled, nor out, nor waits.")
@click.pass_obj
def command(options: Options, addresses: tuple[str, ...], check: bool) -> int:
    from contentsync.cli.screen import Screen
    from contentsync.cli.session import open_session
    from contentsync.model.errors import EXIT_DONE
    from contentsync.model.errors import EXIT_WAITING
    from contentsync.review.statuses import status_document
    from contentsync.review.statuses import status_screen

    screen = Screen(options)
    with open_session(options) as workspace:
        standings = _standings(workspace, addresses)
        now, is_sandbox = workspace.clock.now(), workspace.connection.is_sandbox
    zone = str(workspace.settings.defaults.get("timezone") or "UTC")
    screen.say(status_screen(standings, now, zone, screen.paint, is_sandbox=is_sandbox, is_quiet=options.quiet))
    if options.json:
        screen.document(status_document(standings, now, is_sandbox=is_sandbox))
    return EXIT_WAITING if check and any(standing.is_lost for standing in standings) else EXIT_DONE


def _standings(workspace: "Workspace", addresses: tuple[str, ...]) -> "tuple[Standing, ...]":
    from contentsync.review.addresses import printed_addresses

    rows = [row for row in workspace.status() if row.detail != NOT_WANTED]
    names = printed_addresses(row.address for row in rows)
    zones = {delivery.address: delivery.timezone for delivery in workspace.desired().deliveries}
    default = str(workspace.settings.defaults.get("timezone") or "UTC")
    chosen = _chosen(addresses, names)
    flag = "--sandbox" if workspace.settings.is_sandbox_flag else ""
    return tuple(
        _standing(row, names[row.address], zones.get(row.address, default), flag)
        for row in rows
        if row.address in chosen
    )


def _chosen(addresses: tuple[str, ...], names: dict[str, str]) -> set[str]:
    from contentsync.cli.session import nearest
    from contentsync.model.errors import UserError
    from contentsync.review.addresses import matching_addresses

    chosen: set[str] = set()
    for address in addresses:
        found = matching_addresses(address, names)
        if not found:
            raise UserError(f"there is no post {address}", nearest(address, names.values(), "contentsync status"))
        chosen.update(found)
    return chosen if addresses else set(names)


def _standing(row: "Row", address: str, zone: str, flag: str) -> "Standing":
    from contentsync.review.attention import local_hint
    from contentsync.review.statuses import Standing

    return Standing(
        address=address,
        word=str(row.fate),
        at=row.at,
        zone=zone,
        platforms=row.platforms,
        urls=row.urls,
        job_id=row.job_id,
        detail=row.detail,
        hint=local_hint(row.hint, row.address, address, flag),
        source=row.source,
        is_risk=row.is_risk,
    )
