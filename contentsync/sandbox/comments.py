"""Comments on posts, as far as clients ask for them."""

from typing import Any

from flask import Blueprint
from flask import request

from contentsync.sandbox import moments
from contentsync.sandbox.refusal import message
from contentsync.sandbox.web import Answer
from contentsync.sandbox.web import connected_account
from contentsync.sandbox.web import json_body
from contentsync.sandbox.web import service

routes = Blueprint("comments", __name__, url_prefix="/uploadposts/comments")

COMMENTED = ("instagram", "facebook", "youtube", "linkedin", "tiktok")
ACTIONS = {"hide": True, "unhide": True, "like": False, "unlike": False, "pin": True, "unpin": True}


def _checked(given: Any, *needed: str) -> str:
    """The platform of a request that has everything it needs."""
    missing = next((name for name in ("platform", "user", *needed) if not given.get(name)), None)
    if missing is not None:
        raise message(400, f"{missing} is required")
    platform = str(given["platform"])
    if platform not in COMMENTED:
        raise message(400, f"Comments are not supported for {platform}", error_code="platform_not_supported")
    connected_account(str(given["user"]), platform)
    return platform


def _kept() -> list[dict[str, Any]]:
    return list(service().store.document("comments") or [])


def _add(body: dict[str, Any], parent: Any) -> str:
    """Store a comment; returns its id."""
    here = service()
    comment_id = here.new_id()
    post = body.get("post_id") or body.get("post_url")
    made = {
        "id": comment_id,
        "text": body["message"],
        "timestamp": moments.spell(here.now_at, "Z"),
        "user": {"username": body["user"]},
        "post": post,
        "parent": parent,
    }
    here.store.put_document("comments", [*_kept(), made])
    return comment_id


@routes.get("")
def listed() -> Answer:
    platform = _checked(request.args)
    post = request.args.get("post_id") or request.args.get("post_url")
    parent = request.args.get("comment_id")
    if not post and not parent:
        raise message(400, "post_id or post_url is required")
    found = [c for c in _kept() if (c["parent"] == parent if parent else c["post"] == post and not c["parent"])]
    shown = [{key: comment[key] for key in ("id", "text", "timestamp", "user")} for comment in found]
    return {"success": True, "platform": platform, "comments": shown, "paging": {"after": None}}, 200


@routes.post("/create")
def create() -> Answer:
    body = json_body()
    platform = _checked(body, "message")
    if not any(body.get(name) for name in ("post_id", "post_url", "comment_id")):
        raise message(400, "post_id, post_url or comment_id is required")
    return {"success": True, "platform": platform, "comment_id": _add(body, body.get("comment_id"))}, 200


@routes.post("/public-reply")
def public_reply() -> Answer:
    body = json_body()
    _checked(body, "comment_id", "message")
    return {"success": True, "comment_id": _add(body, body["comment_id"])}, 200


@routes.post("/reply")
def private_reply() -> Answer:
    _checked(json_body(), "comment_id", "message")
    here = service()
    return {"success": True, "recipient_id": here.new_id(), "message_id": here.new_id()}, 200


@routes.delete("/delete")
def delete() -> Answer:
    body = json_body()
    _checked(body, "comment_id")
    left = [comment for comment in _kept() if comment["id"] != body["comment_id"]]
    service().store.put_document("comments", left)
    return {"success": True, "message": "Comment deleted"}, 200


@routes.post("/action")
def act() -> Answer:
    body = json_body()
    platform = _checked(body, "comment_id", "action")
    action = body["action"]
    if action not in ACTIONS:
        raise message(400, f"Invalid action: {action}", error_code="invalid_parameter")
    if ACTIONS[action] and not body.get("post_id"):
        raise message(400, f"post_id is required for {action}")
    done = {"platform": platform, "action": action, "comment_id": body["comment_id"], "result": {}}
    return {"success": True, **done}, 200
