"""May this apply go ahead? Asked before the first write."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from contentsync.cli.screen import Screen
from contentsync.model.errors import UserError

if TYPE_CHECKING:
    from contentsync.workspace import Guard

_ALLOW_DELETE = re.compile(r"--allow-delete (\d+)")


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


def check_guards(guards: "Sequence[Guard]", allow_delete: int) -> None:
    """Raise with every guard that was hit and that no flag lifts. Nothing was written then."""
    hit = [guard for guard in guards if not _is_lifted(guard, allow_delete)]
    if not hit:
        return
    message = "\n".join(["nothing was applied:", *(guard.message for guard in hit)])
    fixes = [" ".join(part for part in (guard.fix, _flag(guard)) if part) for guard in hit]
    raise UserError(message, "\n".join(fixes))


def _is_lifted(guard: "Guard", allow_delete: int) -> bool:
    found = _ALLOW_DELETE.search(guard.allow)
    return found is not None and allow_delete >= int(found[1])


def _flag(guard: "Guard") -> str:
    return f"If it is meant: contentsync apply {guard.allow}" if guard.allow else ""
