"""The Flask application: one for all sandboxes, each request brings its own service."""

from functools import cache
from typing import Any

import msgspec
from flask import Flask
from flask import Request
from flask import jsonify
from flask import request
from flask.json.provider import JSONProvider
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from contentsync.sandbox import access
from contentsync.sandbox import account
from contentsync.sandbox import analytics
from contentsync.sandbox import comments
from contentsync.sandbox import control
from contentsync.sandbox import history
from contentsync.sandbox import pages
from contentsync.sandbox import posts
from contentsync.sandbox import profiles
from contentsync.sandbox import queueing
from contentsync.sandbox import schedule
from contentsync.sandbox import status
from contentsync.sandbox import uploads
from contentsync.sandbox.form import TEXT_LIMIT
from contentsync.sandbox.form import Digesting
from contentsync.sandbox.refusal import Refusal
from contentsync.sandbox.web import service

API = "/api"
CONTROL = "/_sandbox"
ENDPOINTS = (uploads, status, history, schedule, account, profiles, pages, queueing, analytics, posts, comments)


class HashingRequest(Request):
    """Hashes file parts while they arrive, and keeps none of their bytes."""

    def _get_file_stream(self, *_: Any, **__: Any) -> Any:
        return Digesting()


class FastJson(JSONProvider):
    """Long lists are half the work of a request."""

    def dumps(self, obj: Any, **_: Any) -> str:
        return msgspec.json.encode(obj).decode()

    def loads(self, s: str | bytes, **_: Any) -> Any:
        return msgspec.json.decode(s)


class SandboxFlask(Flask):
    request_class = HashingRequest
    json_provider_class = FastJson


@cache
def application() -> Flask:
    """The routes are compiled once, so that a new sandbox costs next to nothing."""
    app = SandboxFlask("contentsync.sandbox", static_folder=None)
    app.config.update(PROPAGATE_EXCEPTIONS=True, MAX_FORM_MEMORY_SIZE=TEXT_LIMIT)
    # The real service redirects nobody: two spellings of an endpoint are two endpoints.
    app.url_map.redirect_defaults = False
    app.url_map.merge_slashes = False
    for endpoint in ENDPOINTS:
        app.register_blueprint(endpoint.routes, url_prefix=API + (endpoint.routes.url_prefix or ""))
    app.register_blueprint(control.routes, url_prefix=CONTROL)
    app.before_request(_admit)
    app.register_error_handler(Refusal, _refused)
    app.register_error_handler(HTTPException, _not_served)
    return app


def _admit() -> None:
    if request.path.startswith(API + "/") and request.url_rule is not None:
        access.admit()


def _refused(refusal: Refusal) -> ResponseReturnValue:
    return jsonify(refusal.body), refusal.status


def _not_served(problem: HTTPException) -> ResponseReturnValue:
    text = f"{request.method} {request.path} is not served here"
    return jsonify(error=problem.name, message=text, request_id=service().new_id()), problem.code or 500
