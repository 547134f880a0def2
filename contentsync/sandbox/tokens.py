"""Profile tokens: JSON Web Tokens signed with HMAC-SHA256."""

import base64
import binascii
import hashlib
import hmac
import json
from typing import Any

from contentsync.sandbox.publishing import SECOND
from contentsync.sandbox.service import Service

HOURS = 48
_HEADER = {"alg": "HS256", "typ": "JWT"}


class TokenError(ValueError):
    """Not a token of this sandbox, or one that has expired. The message is the reason."""


def issue(here: Service, username: str, *, readonly: bool) -> str:
    """A token for one profile, good for 48 hours."""
    expires = here.now_micros // SECOND + HOURS * 3600
    claims = {"username": username, "readonly_calendar": readonly, "exp": expires}
    signed = f"{_packed(_HEADER)}.{_packed(claims)}"
    return f"{signed}.{_signature(here, signed)}"


def read(here: Service, token: str) -> dict[str, Any]:
    """The claims of a valid token."""
    signed, _, signature = token.rpartition(".")
    if not hmac.compare_digest(signature.encode(), _signature(here, signed).encode()):
        raise TokenError("Invalid token")
    claims = _unpacked(signed.partition(".")[2])
    if claims["exp"] * SECOND <= here.now_micros:
        raise TokenError("Token has expired")
    return claims


def _signature(here: Service, signed: str) -> str:
    return _text(hmac.new(here.secret(), signed.encode(), hashlib.sha256).digest())


def _packed(value: dict[str, Any]) -> str:
    return _text(json.dumps(value, separators=(",", ":")).encode())


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _unpacked(text: str) -> dict[str, Any]:
    try:
        claims = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (binascii.Error, ValueError):
        raise TokenError("Invalid token") from None
    if not isinstance(claims, dict):
        raise TokenError("Invalid token")
    return claims
