"""What a plan asks the server for, answered at once from files: account, profiles, pages, schedule and history.

Not the sandbox: that would time the sandbox. Started as a process of its own, so that its work is not counted.
"""

import json
import sys
from datetime import timedelta
from http.server import BaseHTTPRequestHandler
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

from benchmarks.posts import NOW
from benchmarks.posts import PROFILES
from contentsync import repo
from contentsync.engine.reconcile.compare import wanted_digest
from contentsync.model.delivery import Delivery
from contentsync.model.identity import external_id
from contentsync.platforms import encode
from contentsync.settings import Flags
from contentsync.settings import Settings
from contentsync.settings import load
from contentsync.state import codec
from contentsync.state import ownership
from contentsync.state.document import Entry
from contentsync.state.document import JobRecord
from contentsync.state.document import Sent
from contentsync.state.document import State
from contentsync.workspace import open_workspace

EMAIL = "benchmark@example.com"
FILES = {
    "/api/uploadposts/me": "me.json",
    "/api/uploadposts/users": "users.json",
    "/api/uploadposts/schedule": "schedule.json",
    "/api/uploadposts/history": "history.json",
    "/api/uploadposts/facebook/pages": "pages.json",
}
_NETWORKS = ("x", "linkedin", "bluesky", "threads", "mastodon", "facebook")


def prepare(folder: Path, answers: Path) -> list[str]:
    """Write what the server answers while nothing is scheduled.

    Beside it goes what there would be after an apply of all posts: `full.json`, a schedule as contentsync itself would
    have sent it, and `state.json`. Returns the words of each post, those for single networks too.
    """
    settings = load(folder, {}, Flags())
    with open_workspace(settings) as workspace:
        deliveries = workspace.desired().deliveries
    answers.mkdir()
    _write(answers / "me.json", {"success": True, "email": EMAIL, "plan": "business"})
    _write(answers / "users.json", {"success": True, "profiles": [_profile(number) for number in range(PROFILES)]})
    _write(answers / "history.json", {"history": [], "total": 0})
    _write(answers / "pages.json", {"success": True, "pages": [{"id": "1", "name": "Page"}]})
    _write(answers / "empty.json", {"scheduled_posts": [], "total": 0})
    jobs = [_job(settings, number, delivery) for number, delivery in enumerate(deliveries)]
    _write(answers / "full.json", {"scheduled_posts": jobs, "total": len(jobs)})
    (answers / "state.json").write_bytes(codec.encode(_state(settings, deliveries)))
    return [" ".join((delivery.text, *delivery.texts.values())) for delivery in deliveries]


def _write(path: Path, answer: Any) -> None:
    path.write_text(json.dumps(answer))


def _profile(number: int) -> dict[str, Any]:
    accounts = {name: {"username": f"brand-{number}", "handle": f"@brand{number}"} for name in _NETWORKS}
    return {"username": f"brand-{number}", "social_accounts": accounts}


def _label(settings: Settings, delivery: Delivery) -> str:
    return external_id(settings.namespace, delivery, 0)


def _job_id(number: int) -> str:
    return f"{number:032x}"


def _job(settings: Settings, number: int, delivery: Delivery) -> dict[str, Any]:
    assert delivery.publish_at is not None
    return {
        "job_id": _job_id(number),
        "scheduled_date": f"{delivery.publish_at:%Y-%m-%dT%H:%M:%S}",
        "profile_username": delivery.profile,
        "platforms": list(delivery.platforms),
        "post_type": delivery.post_type,
        "title": delivery.wire_title,
        "caption": delivery.wire_caption,
        "external_id": _label(settings, delivery),
        "preview_url": f"https://media.example.com/{_job_id(number)}/preview.jpg",
    }


def _state(settings: Settings, deliveries: tuple[Delivery, ...]) -> State:
    found = {delivery.address: _entry(settings, number, delivery) for number, delivery in enumerate(deliveries)}
    return State(
        namespace=settings.namespace,
        lineage="benchmark",
        repository=repo.identity(settings.root),
        folder=settings.folder.relative_to(settings.root).as_posix(),
        account=ownership.account_digest(EMAIL),
        applied_at=NOW - timedelta(hours=1),
        echoes=dict.fromkeys(("upload", "upload_photos", "upload_text"), True),
        posts=found,
    )


def _entry(settings: Settings, number: int, delivery: Delivery) -> Entry:
    assert delivery.publish_at is not None
    sent = Sent(delivery.publish_at, delivery.body, delivery.wire_title, delivery.wire_caption)
    endpoint = encode(delivery).endpoint
    record = JobRecord(
        _job_id(number), sent, NOW - timedelta(hours=1), _label(settings, delivery), endpoint, is_listed=True
    )
    return Entry(
        post_id=delivery.post_id, profile=delivery.profile, platforms=delivery.platforms, post_type=delivery.post_type,
        n=1, file=delivery.source.file, job=record, wanted=wanted_digest(delivery),
    )  # fmt: skip


class Handler(BaseHTTPRequestHandler):
    """GET of the five, over connections that stay open. Says that it is a sandbox, so that its time is believed."""

    protocol_version = "HTTP/1.1"
    answers: Path

    def do_GET(self) -> None:
        name = FILES.get(self.path.partition("?")[0])
        body = (self.answers / name).read_bytes() if name else b'{"message": "not here"}'
        self.send_response(200 if name else 404)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("X-Upload-Post-Sandbox", f"now={NOW:%Y-%m-%dT%H:%M:%SZ}")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing: the output would be timed."""


def main() -> None:
    """Serve the folder of answers that is named; print the port."""
    Handler.answers = Path(sys.argv[1])
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    print(server.server_address[1], flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
