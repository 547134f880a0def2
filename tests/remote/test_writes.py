"""What goes over the wire, byte for byte where it matters."""

import hashlib
import json
import socket
import subprocess
import sys
from datetime import datetime
from datetime import timedelta
from datetime import timezone
from pathlib import Path

import pytest

from contentsync.model.change import Patch
from contentsync.model.outcome import Accepted
from contentsync.model.outcome import Done
from contentsync.model.outcome import Refused
from contentsync.model.outcome import Unknown
from contentsync.model.wire import FilePart
from contentsync.model.wire import WireForm
from contentsync.remote import Client
from contentsync.remote._body import ChangedFileError
from contentsync.remote._body import PlannedFile

from . import wire
from .wire import KEY
from .wire import NOW
from .wire import Server

AT = NOW + timedelta(days=1, hours=1)
ACCEPTED = {"success": True, "job_id": "job1", "scheduled_date": "2027-01-05T09:00:00Z"}


def planned(root: Path, name: str, content: bytes, field: str = "video", kind: str = "video/mp4") -> FilePart:
    path = root / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    return FilePart(field, name, Path(name).name, kind, hashlib.sha256(content).hexdigest(), len(content))


def test_a_text_goes_out_as_multipart_in_its_order(server: Server, client: Client) -> None:
    fields = (
        ("user", "acme"),
        ("platform[]", "linkedin"),
        ("platform[]", "x"),
        ("title", "Grüße 🎉\n\n“quoted” & 100 %"),
    )
    server.then(wire.answer(202, {**ACCEPTED, "request_id": "r1", "external_id": "cs1:n:a:b:1", "warnings": ["cut"]}))
    found = client.create(WireForm("upload_text", fields), AT, "cs1:n:a:b:1", "idem-1")
    assert found == Done(
        Accepted("job1", "r1", datetime.fromisoformat("2027-01-05T09:00:00Z"), "cs1:n:a:b:1", warnings=("cut",))
    )
    (request,) = server.requests
    assert (request.method, request.path) == ("POST", "/api/upload_text")
    assert request.headers["content-type"].startswith("multipart/form-data; boundary=")
    assert request.headers["idempotency-key"] == "idem-1"
    assert request.headers["authorization"] == f"Apikey {KEY}"
    assert request.headers["user-agent"] == request.headers["x-upload-post-source"]
    assert request.headers["user-agent"].startswith("contentsync/")
    sent = [(name, content.decode()) for name, _, content in request.parts]
    assert sent == [*fields, ("scheduled_date", "2027-01-05T09:00:00Z"), ("external_id", "cs1:n:a:b:1")]
    assert b"filename" not in request.body


def test_files_follow_the_fields(server: Server, client: Client, tmp_path: Path) -> None:
    first = planned(tmp_path, "content/ü 1.jpg", b"\xff\xd8 one", "photos[]", "image/jpeg")
    second = planned(tmp_path, "content/2.jpg", bytes(200_000), "photos[]", "image/jpeg")
    server.then(wire.answer(202, ACCEPTED))
    client.create(WireForm("upload_photos", (("user", "acme"),), (first, second)), AT, "e", "k")
    parts = server.requests[0].parts
    assert [name for name, _, _ in parts] == ["user", "scheduled_date", "external_id", "photos[]", "photos[]"]
    assert parts[-2] == ("photos[]", "ü 1.jpg", b"\xff\xd8 one")
    assert parts[-1] == ("photos[]", "2.jpg", bytes(200_000))
    assert b"Content-Type: image/jpeg" in server.requests[0].body
    assert int(server.requests[0].headers["content-length"]) == len(server.requests[0].body)


def test_progress_is_told_up_to_the_end(server: Server, client: Client, tmp_path: Path) -> None:
    video = planned(tmp_path, "a.mp4", bytes(300_000))
    told: list[tuple[int, int]] = []
    client.on_progress = lambda sent, total: told.append((sent, total))
    server.then(wire.answer(202, ACCEPTED))
    assert isinstance(client.create(WireForm("upload", (), (video,)), AT, "e", "k"), Done)
    total = len(server.requests[0].body)
    assert told[-1] == (total, total)
    assert len(told) > 4
    assert told == sorted(told)
    assert {of for _, of in told} == {total}


def test_a_date_in_another_zone_is_sent_in_utc(server: Server, client: Client) -> None:
    local_at = datetime(2027, 3, 1, 9, 0, 0, 999, tzinfo=timezone(timedelta(hours=1)))
    server.then(wire.answer(202, ACCEPTED))
    client.create(WireForm("upload_text", ()), local_at, "e", "k")
    assert server.requests[0].parts[0] == ("scheduled_date", None, b"2027-03-01T08:00:00Z")


@pytest.mark.parametrize("status", [404, 405])
def test_videos_go_to_the_other_name_where_there_is_no_upload(
    server: Server, client: Client, tmp_path: Path, status: int
) -> None:
    form = WireForm("upload", (("user", "acme"),), (planned(tmp_path, "a.mp4", b"frames"),))
    server.then(wire.answer(status, {"error": "Not Found"}), *[wire.answer(202, ACCEPTED)] * 2)
    assert isinstance(client.create(form, AT, "e", "k"), Done)
    assert isinstance(client.create(form, AT, "e", "k"), Done)
    assert [request.path for request in server.requests] == ["/api/upload", "/api/upload_videos", "/api/upload_videos"]
    assert {request.headers["idempotency-key"] for request in server.requests} == {"k"}
    assert all(request.parts[-1] == ("video", "a.mp4", b"frames") for request in server.requests)


def test_a_404_about_the_profile_does_not_move_the_endpoint(server: Server, client: Client, tmp_path: Path) -> None:
    form = WireForm("upload", (("user", "nobody"),), (planned(tmp_path, "a.mp4", b"frames"),))
    server.then(wire.answer(404, {"message": "User not found"}), wire.answer(404, {}), wire.answer(202, ACCEPTED))
    assert client.create(form, AT, "e", "k") == Refused("User not found", 404)
    assert isinstance(client.create(form, AT, "e", "k"), Done)
    assert server.requests[-1].path == "/api/upload"


def test_an_unknown_is_never_sent_to_the_other_name(server: Server, client: Client, tmp_path: Path) -> None:
    form = WireForm("upload", (), (planned(tmp_path, "a.mp4", b"frames"),))
    server.then(wire.reset_after_reading)
    assert isinstance(client.create(form, AT, "e", "k"), Unknown)
    assert len(server.requests) == 1


@pytest.mark.parametrize("content", [b"framez", b"frame", b"frames and more", b""])
def test_a_file_that_changed_is_not_sent(server: Server, client: Client, tmp_path: Path, content: bytes) -> None:
    form = WireForm("upload", (), (planned(tmp_path, "a.mp4", b"frames"),))
    (tmp_path / "a.mp4").write_bytes(content)
    assert client.create(form, AT, "e", "k") == Refused("a.mp4 changed since the plan: plan again", 0)
    assert server.requests == []


def test_a_file_that_is_gone_is_not_sent(server: Server, client: Client, tmp_path: Path) -> None:
    form = WireForm("upload", (), (planned(tmp_path, "a.mp4", b"frames"),))
    (tmp_path / "a.mp4").unlink()
    found = client.create(form, AT, "e", "k")
    assert isinstance(found, Refused)
    assert "a.mp4" in found.reason
    assert server.requests == []


def test_a_pointer_is_answered_with_the_command(client: Client, tmp_path: Path) -> None:
    form = WireForm("upload", (), (planned(tmp_path, "a.mp4", b"frames"),))
    (tmp_path / "a.mp4").write_text("version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 6\n")
    assert client.create(form, AT, "e", "k") == Refused("a.mp4 is a Git LFS pointer here: run `git lfs pull`", 0)


def test_a_file_that_changes_while_it_is_sent_never_arrives_whole(
    server: Server, client: Client, tmp_path: Path
) -> None:
    content = bytes(4 << 20)
    form = WireForm("upload", (), (planned(tmp_path, "a.mp4", content),))
    bodies: list[bytes] = []

    def keep(connection: wire.Connection) -> None:
        connection.read_body()
        assert connection.request is not None
        bodies.append(connection.request.body)

    def spoil(sent: int, total: int) -> None:
        with (tmp_path / "a.mp4").open("r+b") as file:
            file.seek(-10, 2)
            file.write(b"elsewhere!")

    client.on_progress = spoil
    server.then(keep)
    found = client.create(form, AT, "e", "k")
    server.join()
    assert found == Unknown("ChangedFileError: a.mp4 changed since the plan: plan again")
    assert len(bodies[0]) < int(server.requests[0].headers["content-length"])
    assert b"elsewhere!" not in bodies[0]


def test_an_empty_file_is_whole(tmp_path: Path) -> None:
    part = planned(tmp_path, "a.mp4", b"")
    with (tmp_path / "a.mp4").open("rb") as file:
        PlannedFile(file, part).check()


def test_a_file_of_the_right_size_with_other_content(tmp_path: Path) -> None:
    part = planned(tmp_path, "a.mp4", b"frames")
    (tmp_path / "a.mp4").write_bytes(b"framez")
    with (tmp_path / "a.mp4").open("rb") as file, pytest.raises(ChangedFileError):
        PlannedFile(file, part).read(100)


@pytest.mark.parametrize(
    ("patch", "body"),
    [
        (Patch(scheduled_at=AT), {"scheduled_date": "2027-01-05T09:00:00Z"}),
        (Patch(title="new"), {"title": "new"}),
        (Patch(title="", caption="c"), {"title": "", "caption": "c"}),
    ],
)
def test_a_patch_carries_only_what_changes(server: Server, client: Client, patch: Patch, body: dict[str, str]) -> None:
    told = {"success": True, "job_id": "job1", "scheduled_date": "2027-01-05T09:00:00", "title": "t", "caption": "c"}
    server.then(wire.answer(200, told))
    assert client.edit("job1", patch) == Done(Accepted("job1", "", AT, title="t", caption="c"))
    (request,) = server.requests
    assert (request.method, request.path) == ("PATCH", "/api/uploadposts/schedule/job1")
    assert json.loads(request.body) == body


def test_a_cancel_has_no_body(server: Server, client: Client) -> None:
    server.then(wire.answer(200, {"success": True, "message": "gone", "credits_refunded": 2}))
    assert client.cancel("a/../b") == Done(Accepted("a/../b", credits_refunded=2))
    (request,) = server.requests
    assert (request.method, request.path) == ("DELETE", "/api/uploadposts/schedule/a%2F..%2Fb")
    assert request.body == b""


@pytest.mark.parametrize(
    ("call", "method", "path", "body"),
    [
        (lambda c: c.retry("job1"), "POST", "posts/retry", {"job_id": "job1"}),
        (
            lambda c: c.unpublish("acme", "x", "17"),
            "POST",
            "posts/unpublish",
            {"platform": "x", "user": "acme", "post_id": "17"},
        ),
        (lambda c: c.create_profile("acme"), "POST", "users", {"username": "acme"}),
        (lambda c: c.delete_profile("acme"), "DELETE", "users", {"username": "acme"}),
    ],
)
def test_management_is_json(server: Server, client: Client, call, method: str, path: str, body: object) -> None:  # type: ignore[no-untyped-def]
    server.then(wire.answer(201, {"success": True, "request_id": "r1"}))
    assert call(client) == Done(Accepted(request_id="r1"))
    (request,) = server.requests
    assert (request.method, request.path) == (method, f"/api/uploadposts/{path}")
    assert json.loads(request.body) == body


MEASURE = """
import hashlib, resource, sys
from datetime import UTC, datetime
from pathlib import Path
from contentsync.model.wire import FilePart, WireForm
from contentsync.remote import Client
from contentsync.testing import FrozenClock
base, root, size = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
path = root / "a.mp4"
with path.open("wb") as file:
    file.truncate(size)
with path.open("rb") as file:
    sha = hashlib.file_digest(file, "sha256").hexdigest()
form = WireForm("upload", (), (FilePart("video", "a.mp4", "a.mp4", "video/mp4", sha, size),))
at = datetime(2027, 1, 5, tzinfo=UTC)
with Client(base, "some-key", clock=FrozenClock(at), root=root) as client:
    print(type(client.create(form, at, "e", "k")).__name__)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def test_a_large_video_takes_no_more_memory_than_a_small_one(server: Server, tmp_path: Path) -> None:
    def swallow(connection: wire.Connection) -> None:
        connection.swallow_body()
        connection.sock.sendall(b"HTTP/1.1 202 Accepted\r\nConnection: close\r\n\r\n" + json.dumps(ACCEPTED).encode())
        connection.sock.shutdown(socket.SHUT_RDWR)

    def peak(size: int) -> int:
        command = [sys.executable, "-c", MEASURE, server.base, str(tmp_path), str(size)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        outcome, kilobytes = done.stdout.split()
        assert outcome == "Done"
        return int(kilobytes)

    server.default = swallow
    # Issue: at most 1.2 times.
    assert peak(500_000_000) <= 1.2 * peak(1_000)
