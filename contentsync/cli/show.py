"""`contentsync show`: one post in full, or a saved plan."""

from datetime import UTC
from datetime import datetime
from typing import TYPE_CHECKING

import click

from contentsync.cli.options import Options

if TYPE_CHECKING:
    from contentsync.model.delivery import Desired
    from contentsync.review.shown import Shown

HELP = """Show a post with every value that holds for it, the file and line that each comes from, and the form fields
and files that a create sends. Or a saved plan: what it would do, and until when it holds. Needs no key and no network.

\b
Examples:
  contentsync show winter-launch
  contentsync show launch@acme:tiktok
  contentsync show winter-launch --json
  contentsync show plan.json
"""


@click.command("show", help=HELP)
@click.argument("address", metavar="ADDRESS|FILE")
@click.pass_obj
def command(options: Options, address: str) -> int:
    from contentsync.cli.saved_plan import is_saved_plan

    if is_saved_plan(options.root / address):
        return _show_plan(options, address)
    return _show_post(options, address)


def _show_plan(options: Options, file: str) -> int:
    from contentsync.cli.saved_plan import approved_of
    from contentsync.cli.saved_plan import read_plan
    from contentsync.cli.screen import Screen
    from contentsync.review.approved import approved_document
    from contentsync.review.approved import approved_screen

    screen = Screen(options)
    approved = approved_of(read_plan(options.root / file))
    screen.say(approved_screen(approved, file, _zone(options), screen.paint))
    if options.json:
        screen.document(approved_document(approved))
    return 0


def _zone(options: Options) -> str:
    """The repository's own; UTC where the plan is looked at somewhere else."""
    from contentsync.cli.session import load_settings
    from contentsync.model.errors import UserError

    try:
        return str(load_settings(options).defaults.get("timezone") or "UTC")
    except UserError:
        return "UTC"


def _show_post(options: Options, address: str) -> int:
    from contentsync.cli.screen import Screen
    from contentsync.cli.session import open_session
    from contentsync.content.origins import Base
    from contentsync.content.origins import origins
    from contentsync.review.shown import shown_document
    from contentsync.review.shown import shown_screen

    screen = Screen(options)
    with open_session(options) as workspace:
        settings = workspace.settings
        shown = _shown(workspace.desired(), address, settings.x_premium)
        base = Base(settings.root, settings.file, settings.content, settings.defaults, settings.variables)
        values = origins(base, shown[0].delivery.source)
    screen.say(shown_screen(values, shown, datetime.now(UTC), screen.paint))
    if options.json:
        screen.document(shown_document(values, shown))
    return 0


def _shown(desired: "Desired", address: str, x_premium: frozenset[str]) -> "tuple[Shown, ...]":
    from contentsync.platforms import encode
    from contentsync.review.addresses import matching_addresses
    from contentsync.review.addresses import printed_addresses
    from contentsync.review.lengths import counts_of
    from contentsync.review.shown import Shown

    drafts = {delivery.address for delivery in desired.drafts}
    known = {delivery.address: delivery for delivery in (*desired.deliveries, *desired.drafts)}
    found = matching_addresses(address, known)
    if not found:
        raise _unknown(desired, address, list(known))
    names = printed_addresses(known)
    return tuple(
        Shown(names[each], known[each], encode(known[each]), each in drafts, counts_of(known[each], x_premium))
        for each in found
    )


def _unknown(desired: "Desired", address: str, known: list[str]) -> Exception:
    from contentsync.cli.session import nearest
    from contentsync.model.errors import UserError
    from contentsync.review.addresses import parse_address
    from contentsync.review.addresses import printed_addresses

    post_id = parse_address(address).post_id
    if post_id in desired.bad_posts:
        problems = tuple(problem for problem in desired.problems if problem.post == post_id)
        return UserError(f"{post_id} has an error", "contentsync validate shows all of them", problems)
    return UserError(
        f"there is no post {address}", nearest(address, printed_addresses(known).values(), "contentsync show")
    )
