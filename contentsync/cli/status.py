"""`contentsync status`: what is coming, what went out, what failed, what waits."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from contentsync.cli.options import Options

if TYPE_CHECKING:
    from contentsync.engine.statuses import Row
    from contentsync.model.delivery import Desired
    from contentsync.review.statuses import Standing
    from contentsync.workspace import Workspace

HELP = """Show where every post stands: upcoming, published (with the address that followers see), failed, waiting.

\b
Examples:
  contentsync status
  contentsync status winter-launch
  contentsync status --check --quiet     for a cron: a line for each post that would be lost, and exit 3
  contentsync status --json
"""
UNREAD = "its file has an error"


@click.command("status", help=HELP)
@click.argument("addresses", nargs=-1, metavar="[ADDRESS]...")
@click.option("--check", is_flag=True, help="Show only what would be lost, and exit 3 where there is any.")
@click.pass_obj
def command(options: Options, addresses: tuple[str, ...], check: bool) -> int:
    from contentsync.cli.screen import Screen
    from contentsync.cli.session import open_session
    from contentsync.model.errors import EXIT_DONE
    from contentsync.model.errors import EXIT_WAITING
    from contentsync.review.statuses import check_screen
    from contentsync.review.statuses import status_document
    from contentsync.review.statuses import status_screen

    screen = Screen(options)
    with open_session(options) as workspace:
        standings = standings_of(workspace, workspace.status(), workspace.desired(), addresses)
        now, is_sandbox = workspace.clock.now(), workspace.connection.is_sandbox
    zone = str(workspace.settings.defaults.get("timezone") or "UTC")
    on_screen = {"is_sandbox": is_sandbox, "is_quiet": options.quiet}
    if check:
        flag = "--sandbox" if workspace.settings.is_sandbox_flag else ""
        screen.say(check_screen(standings, now, screen.paint, **on_screen, flag=flag))
    else:
        screen.say(status_screen(standings, now, zone, screen.paint, **on_screen))
    if options.json:
        screen.document(status_document(standings, now, is_sandbox=is_sandbox))
    return EXIT_WAITING if check and any(standing.is_lost for standing in standings) else EXIT_DONE


def standings_of(
    workspace: "Workspace", rows: "tuple[Row, ...]", desired: "Desired", addresses: tuple[str, ...] = ()
) -> "tuple[Standing, ...]":
    """Where every post stands, or those that are asked for, in the shape that screens are built from."""
    from contentsync.review.addresses import printed_addresses

    names = printed_addresses(row.address for row in rows)
    zones = {delivery.address: delivery.timezone for delivery in desired.deliveries}
    default = str(workspace.settings.defaults.get("timezone") or "UTC")
    chosen = _chosen(addresses, names)
    flag = "--sandbox" if workspace.settings.is_sandbox_flag else ""
    standings = [
        _standing(row, names[row.address], zones.get(row.address, default), flag)
        for row in rows
        if row.address in chosen
    ]
    return (*standings, *(_unread(rows, desired, default) if not addresses else ()))


def _unread(rows: "tuple[Row, ...]", desired: "Desired", zone: str) -> "Iterator[Standing]":
    """What has an error in its file and nothing in the schedule: nobody knows when it would have gone out."""
    from contentsync.model.problem import Severity
    from contentsync.review.addresses import parse_address
    from contentsync.review.statuses import Standing

    told = {parse_address(row.address).post_id for row in rows if row.job_id}
    bad = {problem.post or problem.file for problem in desired.problems if problem.severity is Severity.ERROR}
    for name in sorted(bad - told):
        yield Standing(name, "waiting", None, zone, (), detail=UNREAD, hint="contentsync validate", is_risk=True)


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
