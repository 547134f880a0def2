"""The sandbox's own endpoints, below /_sandbox. They need no key."""

import inspect
from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask import Blueprint
from flask import request

from contentsync.sandbox import accounts
from contentsync.sandbox import faults
from contentsync.sandbox import moments
from contentsync.sandbox import people
from contentsync.sandbox import settings
from contentsync.sandbox import status
from contentsync.sandbox.refusal import Refusal
from contentsync.sandbox.web import Answer
from contentsync.sandbox.web import sandbox
from contentsync.sandbox.web import service

routes = Blueprint("control", __name__)

VERBS: dict[str, Callable[..., str | None]] = {
    "edit": people.edit,
    "cancel": people.cancel,
    "publish_now": people.publish_now,
    "copy": people.copy,
    "create": people.create,
}


class ControlError(ValueError):
    """A control request that makes no sense; `fix` says what would."""

    def __init__(self, text: str, fix: str) -> None:
        super().__init__(text)
        self.fix = fix


@routes.errorhandler(ValueError)
def refused(wrong: ValueError) -> Answer:
    text, _, fix = str(wrong).partition("; ")
    return {"error": text, "fix": getattr(wrong, "fix", "") or fix or "see docs/sandbox.md"}, 400


def _body() -> dict[str, Any]:
    body = request.get_json(silent=True) if request.get_data() else {}
    if not isinstance(body, dict):
        raise ControlError("the body is not a JSON object", 'send one, such as {"advance": "P2D"}')
    return body


@routes.get("/ledger")
def ledger() -> Answer:
    return service().results.ledger(), 200


@routes.get("/jobs")
def jobs() -> Answer:
    here = service()
    return [status.told(here, job) for job in here.jobs.all()], 200


@routes.get("/clock")
def read_clock() -> Answer:
    return {"now": moments.spell(service().now_at, "Z"), "ticking": service().clock().ticking}, 200


@routes.post("/clock")
def move_clock() -> Answer:
    here, body = service(), _body()
    if len(body) != 1 or not isinstance(body.get("to", body.get("advance")), str):
        raise ControlError("the clock takes to or advance", '{"to": "2027-03-01T08:00:00Z"} or {"advance": "P2D"}')
    ahead = body.get("advance")
    sandbox().move(here, here.now_at + moments.parse_duration(ahead) if ahead else _instant(body["to"]))
    return read_clock()


def _instant(text: str) -> datetime:
    try:
        return moments.parse(text)
    except ValueError:
        raise ControlError(f"not an ISO 8601 date: {text!r}", "write it like 2027-03-01T08:00:00Z") from None


@routes.get("/settings")
def read_settings() -> Answer:
    return service().settings, 200


@routes.post("/settings")
def change_settings() -> Answer:
    here = service()
    here.put_settings(settings.changed(here.settings, _body()))
    return here.settings, 200


@routes.get("/faults")
def read_faults() -> Answer:
    return faults.listed(service()), 200


@routes.post("/faults")
def add_fault() -> Answer:
    faults.add(service(), _body())
    return faults.listed(service()), 201


@routes.delete("/faults")
def clear_faults() -> Answer:
    faults.clear(service())
    return [], 200


@routes.post("/reset")
def reset() -> Answer:
    body = _body()
    sandbox().restart(service(), _instant(str(body["now"])) if "now" in body else None)
    return read_clock()


@routes.post("/accounts")
def change_accounts() -> Answer:
    here, body = service(), _body()
    accounts.change(here, body)
    return here.profile(body["profile"]), 200


@routes.post("/people/<verb>")
def act(verb: str) -> Answer:
    """The body holds the arguments of the verb by name."""
    if verb not in VERBS:
        raise Refusal(404, {"error": f"people cannot {verb}", "fix": f"one of {', '.join(VERBS)}"})
    called, body = VERBS[verb], _body()
    try:
        bound = inspect.signature(called).bind(service(), **body)
    except TypeError as wrong:
        raise ControlError(f"{verb}: {wrong}", f"{verb} takes {', '.join(_arguments(called))}") from None
    made = called(*bound.args, **bound.kwargs)
    return {"job_id": made or body.get("job_id")}, 200


def _arguments(called: Callable[..., Any]) -> list[str]:
    return [name for name in inspect.signature(called).parameters if name != "here"]
