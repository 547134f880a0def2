"""May this apply go ahead? Asked before the first write."""

from typing import TYPE_CHECKING

from contentsync.cli.screen import Screen
from contentsync.engine import guards
from contentsync.model.errors import UserError

if TYPE_CHECKING:
    from contentsync.engine.planned import Planned


def check_approval(screen: Screen, is_sandbox: bool, is_approved: bool) -> None:
    """Raise where nobody can say yes, or where an automation service would only pretend to publish."""
    if is_sandbox and screen.is_ci and not screen.options.sandbox:
        raise UserError(
            "contentsync.yaml says `api: {url: sandbox}`, so this automated run would publish nothing",
            "contentsync apply --sandbox if that is meant; else take the line out and set UPLOAD_POST_API_KEY",
        )
    if not is_approved and not screen.is_interactive:
        raise UserError(
            "apply asks before it writes, and nobody is there to answer", "contentsync apply --auto-approve"
        )


def check_guards(planned: "Planned", allow_delete: int) -> None:
    """Raise with every guard that the plan hits and that no flag lifts. Nothing was written then."""
    hit = guards.check(planned.plan, planned.state, planned.snapshot.statuses, allow_delete)
    if hit:
        message = "\n".join(["nothing was applied:", *(guard.message for guard in hit)])
        raise UserError(message, "\n".join(guard.fix for guard in hit))
