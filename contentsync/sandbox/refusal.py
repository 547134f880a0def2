"""How this service says no. There is no single key: each part of the API has its own."""

from typing import Any


class Refusal(Exception):  # noqa: N818 - an answer, not a fault
    """An answer that ends the request: an HTTP status and the JSON body that goes with it."""

    def __init__(self, status: int, body: dict[str, Any]) -> None:
        super().__init__(f"{status} {body}")
        self.status = status
        self.body = body


def message(status: int, text: str, **extra: Any) -> Refusal:
    """The body of uploads, users and most other endpoints."""
    return Refusal(status, {"success": False, "message": text, **extra})


def error(status: int, text: str, **extra: Any) -> Refusal:
    """The body of schedule list, edit and cancel."""
    return Refusal(status, {"success": False, "error": text, **extra})


def bare(status: int, text: str, **extra: Any) -> Refusal:
    """The body of status and history."""
    return Refusal(status, {"error": text, **extra})


def for_path(path: str, status: int, text: str) -> Refusal:
    """The body that the endpoint at `path` (below /api) uses."""
    if path.startswith("/uploadposts/schedule"):
        return error(status, text)
    if path.startswith(("/uploadposts/status", "/uploadposts/history")):
        return bare(status, text)
    return message(status, text)
