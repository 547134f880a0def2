"""Profiles of the account, and the tokens that open one of them to somebody else."""

import re
from typing import Any

from flask import Blueprint
from flask import request
from werkzeug.http import http_date

from contentsync.sandbox import accounts
from contentsync.sandbox import moments
from contentsync.sandbox import networks
from contentsync.sandbox import tokens
from contentsync.sandbox.refusal import message
from contentsync.sandbox.web import Answer
from contentsync.sandbox.web import json_body
from contentsync.sandbox.web import profile_or_refusal
from contentsync.sandbox.web import service

routes = Blueprint("profiles", __name__, url_prefix="/uploadposts/users")

# API page, profiles per plan.
PROFILES = {"free": 2, "basic": 5, "professional": 25, "advanced": 75, "business": 225}
LANGUAGES = ("en", "es", "de", "fr", "pt", "pl", "tr")
LABELS = 100
LABEL_LENGTH = 300
LABEL_NAME = re.compile(r"^[a-zA-Z0-9_.]+$")
USERNAME = re.compile(r"^[\w.@-]{1,100}$")


def shown(profile: dict[str, Any], *, created: str) -> dict[str, Any]:
    """What the API tells about a profile; `created` is one of the two spellings its dates have."""
    at = moments.parse(profile["created_at"])
    return {
        "username": profile["username"],
        "created_at": http_date(at) if created == "rfc1123" else moments.spell(at, "naive"),
        "social_accounts": profile["social_accounts"],
        **profile["pins"],
    }


@routes.get("")
def listed() -> Answer:
    here = service()
    profiles = [shown(profile, created="naive") for profile in here.profiles()]
    plan = here.settings["plan"]
    return {"success": True, "limit": PROFILES[plan], "plan": plan, "profiles": profiles}, 200


@routes.get("/<username>")
def one(username: str) -> Answer:
    profile = profile_or_refusal(username, message(404, "Profile not found"))
    return {"success": True, "profile": shown(profile, created="rfc1123")}, 200


@routes.post("")
def create() -> Answer:
    here = service()
    username = json_body().get("username")
    if not isinstance(username, str) or not USERNAME.match(username):
        raise message(400, "Username is required")
    if here.profile(username) is not None:
        raise message(409, "Username already exists")
    if len(here.profiles()) >= PROFILES[here.settings["plan"]]:
        raise message(403, "Profile limit reached for your plan", error_code="PROFILE_LIMIT_REACHED")
    made = {**accounts.profile(username, moments.spell(here.now_at, "naive")), "social_accounts": {}}
    here.save_profile(made)
    return {"success": True, "profile": shown(made, created="rfc1123")}, 201


@routes.delete("")
def delete() -> Answer:
    here = service()
    username = str(json_body().get("username"))
    profile_or_refusal(username, message(404, "User not found"))
    here.store.run("DELETE FROM profile WHERE username = ?", username)
    return {"success": True, "message": "Perfil eliminado correctamente"}, 200


@routes.post("/generate-jwt")
def generate_jwt() -> Answer:
    here, body = service(), json_body()
    profile = profile_or_refusal(
        str(body.get("username")), message(404, "Profile not found", error_code="PROFILE_NOT_FOUND")
    )
    if profile["blocked"]:
        raise message(403, "This profile is blocked", error_code="PROFILE_BLOCKED")
    wrong = next((name for name, accepts in TOKEN_OPTIONS.items() if name in body and not accepts(body[name])), None)
    if wrong is not None:
        raise message(400, f"Invalid {wrong}", error_code="invalid_parameter")
    token = tokens.issue(here, profile["username"], readonly=body.get("readonly_calendar", False))
    access_url = f"https://app.upload-post.example/connect?token={token}"
    return {"success": True, "access_url": access_url, "duration": f"{tokens.HOURS}h"}, 200


def _are_labels(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and len(value) <= LABELS
        and all(LABEL_NAME.match(k) and isinstance(v, str) and len(v) <= LABEL_LENGTH for k, v in value.items())
    )


def _are_platforms(value: Any) -> bool:
    return isinstance(value, list) and all(name in networks.EVERY for name in value)


def _is_bool(value: Any) -> bool:
    return isinstance(value, bool)


TOKEN_OPTIONS = {
    "language": LANGUAGES.__contains__,
    "ui_labels": _are_labels,
    "platforms": _are_platforms,
    "show_calendar": _is_bool,
    "readonly_calendar": _is_bool,
}


@routes.get("/validate-jwt")
def validate_bearer() -> Answer:
    _, _, token = request.headers.get("Authorization", "").partition(" ")
    return _validity(token.strip(), refused_with=401)


@routes.post("/validate-jwt")
def validate_posted() -> Answer:
    return _validity(str(json_body().get("jwt")), refused_with=200)


def _validity(token: str, *, refused_with: int) -> Answer:
    here = service()
    try:
        claims = tokens.read(here, token)
    except tokens.TokenError as wrong:
        return {"isValid": False, "reason": str(wrong)}, refused_with
    profile = here.profile(claims["username"])
    if profile is None:
        return {"isValid": False, "reason": "Profile not found"}, refused_with
    return {"success": True, "isValid": True, "profile": shown(profile, created="naive")}, 200
