"""What the views share: the service of this request, and the type of their answers."""

from typing import TYPE_CHECKING
from typing import Any
from typing import cast

from flask import request

from contentsync.sandbox.refusal import Refusal
from contentsync.sandbox.refusal import message
from contentsync.sandbox.service import Service

if TYPE_CHECKING:
    from contentsync.sandbox.emulator import Sandbox

SERVICE_KEY = "contentsync.sandbox.service"
SANDBOX_KEY = "contentsync.sandbox.emulator"

Answer = tuple[Any, int]


def sandbox() -> "Sandbox":
    return cast("Sandbox", request.environ[SANDBOX_KEY])


def service() -> Service:
    return cast(Service, request.environ[SERVICE_KEY])


def json_body() -> dict[str, Any]:
    """The JSON object of this request; refused with 400 if it is none."""
    body = request.get_json(silent=True)
    if not isinstance(body, dict):
        raise message(400, "Invalid JSON body")
    return body


def profile_or_refusal(username: str, refusal: Refusal) -> dict[str, Any]:
    profile = service().profile(username)
    if profile is None:
        raise refusal
    return profile


def connected_account(username: str, platform: str) -> dict[str, Any]:
    """The account of that platform on a profile; refused with 404 or 400 where there is none."""
    profile = profile_or_refusal(username, message(404, "User not found"))
    account: dict[str, Any] | None = profile["social_accounts"].get(platform)
    if not account:
        raise message(400, f"Profile {username} has no {platform.capitalize()} account configured")
    return account
