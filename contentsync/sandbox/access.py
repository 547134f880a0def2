"""Who is asking: an API key for the whole account, or a token for one profile."""

from dataclasses import dataclass

from flask import g
from flask import request

from contentsync.sandbox import refusal
from contentsync.sandbox import tokens
from contentsync.sandbox.web import service

# Where a profile's token is taken instead of a key (API page, base and auth).
TOKEN_PATHS = (
    "/uploadposts/schedule",
    "/uploadposts/users/validate-jwt",
    "/uploadposts/users/facebook-page",
    "/uploadposts/users/linkedin-page",
    "/uploadposts/users/google-business-location",
)


@dataclass(frozen=True, slots=True)
class Caller:
    """`profile` is None for an API key, which reaches every profile of the account."""

    profile: str | None = None
    is_readonly: bool = False


def caller() -> Caller:
    found: Caller = g.caller
    return found


def admit() -> None:
    """Set the caller of this request, or refuse it with 401."""
    path = request.path.removeprefix("/api")
    scheme, _, credential = request.headers.get("Authorization", "").partition(" ")
    if not scheme:
        raise refusal.for_path(path, 401, "Authorization header required")
    if scheme.casefold() == "bearer" and path.startswith(TOKEN_PATHS):
        g.caller = _token_caller(path, credential.strip())
    elif scheme.casefold() == "apikey" and credential.strip():
        if credential.strip() != service().api_key:
            raise refusal.for_path(path, 401, "Invalid API key")
        g.caller = Caller()
    else:
        text = "Invalid or expired token" if scheme.casefold() == "bearer" else "Invalid API key format"
        raise refusal.for_path(path, 401, text)


def _token_caller(path: str, token: str) -> Caller:
    if path.endswith("/validate-jwt"):
        return Caller()
    try:
        claims = tokens.read(service(), token)
    except tokens.TokenError:
        raise refusal.for_path(path, 401, "Invalid or expired token") from None
    return Caller(str(claims["username"]), bool(claims["readonly_calendar"]))
