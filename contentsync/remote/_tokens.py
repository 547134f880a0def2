"""Links and tokens that open one profile to somebody without the key."""

from typing import Any

import msgspec

from contentsync.remote._forms import LinkForm
from contentsync.remote._forms import TokenForm
from contentsync.remote._reading import Questions

GENERATE = "uploadposts/users/generate-jwt"
VALIDATE = "uploadposts/users/validate-jwt"


class AccessLink(msgspec.Struct, frozen=True):
    """Where a person connects their accounts, and for how long (as the service words it: `48h`). A secret."""

    url: str
    duration: str


class TokenCheck(msgspec.Struct, frozen=True):
    """`profile` is "" and `reason` says why where the token is not valid."""

    is_valid: bool
    profile: str = ""
    reason: str = ""


def generate(questions: Questions, username: str, options: dict[str, Any]) -> AccessLink:
    answer = questions.ask("POST", GENERATE, json={"username": username, **options})
    return questions.read(answer, LinkForm, _link)


def validate(questions: Questions, token: str) -> TokenCheck:
    """Current docs ask with the token as bearer; older ones, and the official Python client, post it."""
    answer = questions.ask("GET", VALIDATE, headers={"Authorization": f"Bearer {token}"})
    if answer.status in (404, 405):
        answer = questions.ask("POST", VALIDATE, json={"jwt": token})
    if "isValid" in answer.fields:
        # A token that is not valid comes with a 401 here, which is not about the key.
        answer = msgspec.structs.replace(answer, status=200)
    return questions.read(answer, TokenForm, _check)


def _link(form: LinkForm) -> AccessLink:
    return AccessLink(form.access_url, form.duration or "")


def _check(form: TokenForm) -> TokenCheck:
    is_valid = bool(form.success and form.profile) if form.is_valid is None else form.is_valid
    return TokenCheck(is_valid, form.profile.username if form.profile else "", form.reason or "")
