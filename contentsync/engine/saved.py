"""Saved plans: what somebody approved, with an expiry, used once, and compared change by change when it is applied."""

import hashlib
from collections.abc import Iterable
from datetime import datetime

import msgspec

from contentsync.model.change import Action
from contentsync.model.change import Change
from contentsync.model.change import Plan
from contentsync.model.change import Step
from contentsync.model.errors import StaleError
from contentsync.model.errors import UserError
from contentsync.model.windows import Windows

FORMAT = 1


class SavedChange(msgspec.Struct, frozen=True):
    """One change that was approved. `seal` is a digest of everything that applying it would send."""

    address: str
    action: Action
    rule: str
    reason: str
    seal: str
    at: datetime | None = None
    platforms: tuple[str, ...] = ()


class SavedPlan(msgspec.Struct, frozen=True):
    """`expires_at` is the first moment at which one of its changes would come too late."""

    format_version: int
    namespace: str
    account: str
    made_at: datetime
    expires_at: datetime | None
    digest: str
    changes: tuple[SavedChange, ...]


def seal(change: Change) -> str:
    """A digest over what would be sent for a change, not over the words it is explained with."""
    body = change.delivery.body if change.delivery else ""
    texts = (change.delivery.wire_title, change.delivery.wire_caption) if change.delivery else ()
    parts = (change.address, change.action, change.step, change.job_ids, change.patch, body, texts, _given_at(change))
    return hashlib.sha256(msgspec.json.encode(parts)).hexdigest()[:24]


def _given_at(change: Change) -> datetime | None:
    """The moment that somebody gave it. One that is made up when it is asked for moves on while the plan waits."""
    delivery = change.delivery
    if delivery is not None and (change.action is Action.CREATE or delivery.publish_at is None):
        return delivery.publish_at
    return change.at


def writes(plan: Plan) -> tuple[Change, ...]:
    """What applying the plan would do, what only state sees included."""
    return tuple(c for c in plan.changes if c.writes or c.action in (Action.ADOPT, Action.FORGET))


def save(plan: Plan, namespace: str, account: str, windows: Windows) -> SavedPlan:
    """The plan as it is approved."""
    changes = writes(plan)
    deadlines = [_deadline(change, plan.now, windows) for change in changes]
    return SavedPlan(
        format_version=FORMAT,
        namespace=namespace,
        account=account,
        made_at=plan.now,
        expires_at=min((at for at in deadlines if at is not None), default=None),
        digest=plan.digest,
        changes=tuple(_saved(change) for change in changes),
    )


def _saved(change: Change) -> SavedChange:
    return SavedChange(
        address=change.address,
        action=change.action,
        rule=change.rule,
        reason=change.reason,
        seal=seal(change),
        at=change.at,
        platforms=change.platforms,
    )


def _deadline(change: Change, now: datetime, windows: Windows) -> datetime | None:
    """The last moment at which applying a change still helps. `on-merge` has none, nor has what comes after it."""
    at = _given_at(change)
    if at is None or at <= now:
        return None
    begun = {Step.CREATE: windows.lead, Step.RESEND: windows.lead, Step.REPLACE_GO_ON: windows.lead}
    return at - {**begun, Step.REPLACE: windows.replace_lead}.get(change.step, windows.freeze)


def encode(saved: SavedPlan) -> bytes:
    """The file's bytes, for people to read as well."""
    return msgspec.json.format(msgspec.json.encode(saved)) + b"\n"


def decode(data: bytes, where: str) -> SavedPlan:
    """A saved plan, or a `UserError` that says why it is none."""
    try:
        saved = msgspec.json.decode(data, type=SavedPlan)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise UserError(f"{where} is not a saved plan: {error}", "make one: contentsync plan --out FILE") from error
    if saved.format_version != FORMAT:
        raise UserError(f"{where} is of format {saved.format_version}, this contentsync reads {FORMAT}", "plan again")
    return saved


def check(saved: SavedPlan, plan: Plan, namespace: str, account: str, used: Iterable[str]) -> None:
    """Raise `StaleError` unless the saved plan still holds: not expired, not used, every change of it still the same.

    Changes that are only in the new plan do not matter: they are not applied.
    """
    if (saved.namespace, saved.account) != (namespace, account):
        raise StaleError("this plan was made for another namespace or account", "contentsync plan --out FILE")
    if saved.digest in used:
        raise StaleError("this plan has been applied before", "contentsync plan --out FILE")
    if saved.expires_at is not None and plan.now >= saved.expires_at:
        raise StaleError(f"this plan expired at {saved.expires_at:%Y-%m-%d %H:%M} UTC", "contentsync plan --out FILE")
    if differences := list(_differences(saved, plan)):
        raise StaleError(f"this plan no longer holds: {'; '.join(differences)}", "contentsync plan --out FILE")


def _differences(saved: SavedPlan, plan: Plan) -> Iterable[str]:
    now = {change.address: change for change in plan.changes}
    for approved in saved.changes:
        change = now.get(approved.address)
        if change is None:
            yield f"{approved.address} is gone"
        elif seal(change) != approved.seal:
            yield f"{approved.address} {_how_it_differs(approved, change)}"


def _how_it_differs(approved: SavedChange, change: Change) -> str:
    if change.action != approved.action:
        return f"was to {approved.action}, and is now to {change.action} ({change.reason})"
    what = "another time" if change.at != approved.at else "other words, media, networks or options"
    return f"has {what} than when it was approved"
