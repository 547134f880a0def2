"""Saved plans as `show` and `apply` read them."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from contentsync.engine.saved import SavedPlan
    from contentsync.review.approved import Approved


def is_saved_plan(path: Path) -> bool:
    """Whether a word of the command line means a file of JSON, and not an address."""
    try:
        with path.open("rb") as file:
            return file.read(1) == b"{"
    except OSError:
        return False


def read_plan(path: Path) -> "SavedPlan":
    """The saved plan in that file. UserError where there is none."""
    from contentsync.engine.saved import decode
    from contentsync.model.errors import UserError

    try:
        data = path.read_bytes()
    except OSError as error:
        raise UserError(f"{path} cannot be read: {error.strerror}", "contentsync plan --out FILE") from None
    return decode(data, str(path))


def approved_of(plan: "SavedPlan") -> "Approved":
    """The saved plan in the shape that screens are built from."""
    from contentsync.review.approved import Approved
    from contentsync.review.approved import ApprovedChange

    changes = tuple(
        ApprovedChange(
            address=change.address,
            action=change.action,
            rule=change.rule,
            reason=change.reason,
            at=change.at,
            platforms=change.platforms,
        )
        for change in plan.changes
    )
    return Approved(plan.namespace, plan.made_at, plan.expires_at, plan.digest, changes)
