"""Lists of pages, boards and locations, and the pins that choose one for every post of a profile."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint
from flask import request

from contentsync.sandbox.access import caller
from contentsync.sandbox.refusal import message
from contentsync.sandbox.web import Answer
from contentsync.sandbox.web import json_body
from contentsync.sandbox.web import profile_or_refusal
from contentsync.sandbox.web import service

routes = Blueprint("pages", __name__, url_prefix="/uploadposts")


def _profile(platform: str) -> dict[str, Any]:
    """The profile asked for; without one, the first that has the platform connected."""
    name = request.args.get("profile")
    if name:
        profile = profile_or_refusal(name, message(404, "Profile not found"))
    else:
        found = (p for p in service().profiles() if p["social_accounts"].get(platform))
        profile = next(found, {"social_accounts": {}})
    if not profile["social_accounts"].get(platform):
        raise message(404, f"No {platform.capitalize()} account connected")
    return profile


@routes.get("/facebook/pages")
def facebook_pages() -> Answer:
    pages = _profile("facebook")["facebook_pages"]
    if not pages:
        raise message(404, "No Facebook pages found")
    return {"success": True, "pages": pages}, 200


@routes.get("/linkedin/pages")
def linkedin_pages() -> Answer:
    pages = _profile("linkedin")["linkedin_pages"]
    if not pages:
        raise message(404, "No LinkedIn pages found")
    return {"success": True, "pages": pages}, 200


@routes.get("/pinterest/boards")
def boards() -> Answer:
    profile = _profile("pinterest")
    shown = [{"id": board["id"], "name": board["name"]} for board in profile["boards"]]
    used = profile["social_accounts"]["pinterest"]["username"]
    return {"success": True, "boards": shown, "pinterest_account_used": used}, 200


@routes.post("/pinterest/boards")
def create_board() -> Answer:
    body = json_body()
    profile = profile_or_refusal(str(body.get("profile")), message(404, "Profile not found"))
    if not body.get("name"):
        raise message(400, "name is required")
    board = {"id": _number(), "name": body["name"], "privacy": body.get("privacy", "PUBLIC")}
    profile["boards"].append(board)
    service().save_profile(profile)
    return {"success": True, "board": board}, 201


def _number() -> str:
    return str(int(service().new_id()[:12], 16))


@routes.get("/pinterest/boards/<board_id>/sections")
def sections(board_id: str) -> Answer:
    profile = _profile("pinterest")
    _board(profile, board_id)
    return {"success": True, "sections": profile["sections"].get(board_id, [])}, 200


@routes.post("/pinterest/boards/<board_id>/sections")
def create_section(board_id: str) -> Answer:
    body = json_body()
    profile = profile_or_refusal(str(body.get("profile")), message(404, "Profile not found"))
    _board(profile, board_id)
    if not body.get("name"):
        raise message(400, "name is required")
    section = {"id": _number(), "name": body["name"]}
    profile["sections"].setdefault(board_id, []).append(section)
    service().save_profile(profile)
    return {"success": True, "section": section}, 201


def _board(profile: dict[str, Any], board_id: str) -> None:
    if board_id not in [board["id"] for board in profile["boards"]]:
        raise message(404, "Board not found")


@routes.get("/google-business/locations")
def locations() -> Answer:
    return {"success": True, "locations": _profile("google_business")["locations"]}, 200


@routes.post("/google-business/locations/select")
def select_location() -> Answer:
    body = json_body()
    name = str(body.get("profile") or _profile("google_business")["username"])
    profile = profile_or_refusal(name, message(404, "Profile not found"))
    found = PINS["google-business-location"].pinned(profile, str(body.get("location_id")))
    return {"success": True, "google_business_id": found["name"], "display_name": found["title"]}, 200


@dataclass(frozen=True, slots=True)
class Pin:
    """Where the choices are, the keys a pin has on the profile, and the keys of a choice's id and name."""

    choices: str
    pinned_id: str
    pinned_name: str
    choice_id: str
    choice_name: str

    def pinned(self, profile: dict[str, Any], wanted: str) -> dict[str, Any]:
        """Pin one of the choices. 404 where there is no such one."""
        found: dict[str, Any] | None = next((c for c in profile[self.choices] if c[self.choice_id] == wanted), None)
        if found is None:
            raise message(404, "The selected page or location is not available on this profile")
        profile["pins"] |= {self.pinned_id: found[self.choice_id], self.pinned_name: found[self.choice_name]}
        service().save_profile(profile)
        return found


PINS = {
    "facebook-page": Pin("facebook_pages", "facebook_page_id", "facebook_page_name", "id", "name"),
    "linkedin-page": Pin("linkedin_pages", "linkedin_page_id", "linkedin_page_name", "id", "name"),
    "google-business-location": Pin("locations", "gbp_location_id", "gbp_location_name", "name", "title"),
}


def _pinning_profile(given: dict[str, Any]) -> dict[str, Any]:
    """A token means its own profile; a key names one."""
    name = caller().profile or given.get("profile") or given.get("profile_username") or given.get("username")
    if not name:
        raise message(400, "profile is required")
    return profile_or_refusal(str(name), message(404, "Profile not found"))


def pin(kind: str) -> Answer:
    return _pinned(kind, _pinning_profile(request.args)), 200


def set_pin(kind: str) -> Answer:
    body = json_body()
    profile = _pinning_profile(body)
    PINS[kind].pinned(profile, str(body.get("selected_page_id") or body.get("selected_location_id")))
    return _pinned(kind, profile), 200


def drop_pin(kind: str) -> Answer:
    profile = _pinning_profile({**request.args, **(request.get_json(silent=True) or {})})
    for key in (PINS[kind].pinned_id, PINS[kind].pinned_name):
        profile["pins"].pop(key, None)
    service().save_profile(profile)
    return _pinned(kind, profile), 200


def _pinned(kind: str, profile: dict[str, Any]) -> dict[str, Any]:
    pin = PINS[kind]
    listed = "locations" if pin.choices == "locations" else "pages"
    keys = {key: profile["pins"].get(key) for key in (pin.pinned_id, pin.pinned_name)}
    return {"success": True, listed: profile[pin.choices], **keys}


# Written out: a pattern would lose against /users/<username>.
for _kind in PINS:
    for _method, _view in (("GET", pin), ("POST", set_pin), ("DELETE", drop_pin)):
        routes.add_url_rule(f"/users/{_kind}", view_func=_view, methods=[_method], defaults={"kind": _kind})
