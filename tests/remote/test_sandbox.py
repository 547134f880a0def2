"""Every call against the emulator: two readings of the API that share no code."""

import hashlib
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from contentsync.model.change import Patch
from contentsync.model.outcome import Done
from contentsync.model.outcome import Refused
from contentsync.model.outcome import Unknown
from contentsync.model.outcome import Unsent
from contentsync.model.remote import Destination
from contentsync.model.remote import Phase
from contentsync.model.wire import FilePart
from contentsync.model.wire import WireForm
from contentsync.remote import Client
from contentsync.remote import RefusedKeyError
from contentsync.remote import TokenCheck
from contentsync.sandbox import Sandbox
from contentsync.testing import FrozenClock
from contentsync.testing import wsgi_transport
from tests.loopback import serving

from .wire import NOW

AT = NOW + timedelta(days=1)
TEXT = WireForm(
    "upload_text", (("user", "acme"), ("platform[]", "linkedin"), ("platform[]", "x"), ("title", "Grüße\n\n🎉"))
)
EXTERNAL = "cs1:acme:a:b:1"


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    made = Sandbox(now=NOW)
    yield made
    made.close()


@pytest.fixture
def client(sandbox: Sandbox, tmp_path: Path) -> Iterator[Client]:
    transport = wsgi_transport(sandbox.app)
    with Client("http://sandbox/api", "sandbox", clock=FrozenClock(NOW), root=tmp_path, transport=transport) as made:
        yield made


def created(client: Client, form: WireForm = TEXT, external_id: str = EXTERNAL) -> str:
    found = client.create(form, AT, external_id, external_id)
    assert isinstance(found, Done), found
    assert found.answer.scheduled_at == AT
    return found.answer.job_id


def part(root: Path, field: str, name: str, kind: str) -> FilePart:
    content = name.encode() * 1000
    (root / name).write_bytes(content)
    return FilePart(field, name, name, kind, hashlib.sha256(content).hexdigest(), len(content))


@pytest.mark.parametrize("shape", ["object", "array", "scheduled"])
@pytest.mark.parametrize("dates", ["naive", "Z", "offset"])
def test_what_is_created_is_what_is_listed(sandbox: Sandbox, client: Client, shape: str, dates: str) -> None:
    sandbox.configure(schedule_shape=shape, date_format=dates)
    job_id = created(client)
    (job,) = client.schedule()
    assert (job.job_id, job.scheduled_at, job.profile, job.platforms) == (job_id, AT, "acme", ("linkedin", "x"))
    assert (job.title, job.external_id, job.post_type) == ("Grüße\n\n🎉", EXTERNAL, "text")
    assert client.sandbox_now == NOW
    assert client.skew == timedelta()


@pytest.mark.parametrize(
    ("endpoint", "fields", "parts", "platform", "post_type"),
    [
        ("upload", (("title", "t"),), [("video", "a.mp4", "video/mp4")], "youtube", "video"),
        ("upload_photos", (), [("photos[]", "a.jpg", "image/jpeg"), ("photos[]", "b.jpg", "image/jpeg")], "x", "photo"),
        ("upload_document", (("title", "t"),), [("document", "a.pdf", "application/pdf")], "linkedin", "unknown"),
    ],
)
def test_media_arrive_as_they_are(
    sandbox: Sandbox,
    client: Client,
    tmp_path: Path,
    endpoint: str,
    fields: tuple[tuple[str, str], ...],
    parts: list[tuple[str, str, str]],
    platform: str,
    post_type: str,
) -> None:
    files = tuple(part(tmp_path, *given) for given in parts)
    created(client, WireForm(endpoint, (("user", "acme"), ("platform[]", platform), *fields), files))
    (job,) = client.schedule()
    assert (job.post_type, job.source_filename) == (post_type, parts[0][1])
    sandbox.advance_to(AT)
    (row,) = sandbox.ledger()
    assert row["media"] == [file.sha256 for file in files]


def test_a_server_that_knows_videos_by_the_other_name(sandbox: Sandbox, client: Client, tmp_path: Path) -> None:
    sandbox.configure(upload_videos_only="404")
    files = (part(tmp_path, "video", "a.mp4", "video/mp4"),)
    created(client, WireForm("upload", (("user", "acme"), ("platform[]", "x"), ("title", "t")), files))


def test_a_list_with_a_hidden_cap(sandbox: Sandbox, client: Client) -> None:
    sandbox.configure(list_limit=2)
    jobs = [created(client, external_id=f"cs1:acme:a:b:{number}") for number in range(5)]
    assert sorted(job.job_id for job in client.schedule()) == sorted(jobs)


def test_a_post_from_waiting_to_history(sandbox: Sandbox, client: Client) -> None:
    job_id = created(client)
    assert client.status(job_id).phase is Phase.QUEUED
    before = client.history(None)
    assert [(found.platform, found.is_waiting, found.run_at) for found in before.running] == [
        ("linkedin", True, AT),
        ("x", True, AT),
    ]
    sandbox.advance_to(AT)
    assert client.schedule() == ()
    status = client.status(job_id)
    assert (status.phase, status.completed, status.total, status.external_id) == (Phase.COMPLETED, 2, 2, EXTERNAL)
    rows = client.history_of(EXTERNAL)
    assert sorted((row.platform, row.success, row.at, row.job_id) for row in rows) == [
        ("linkedin", True, AT, job_id),
        ("x", True, AT, job_id),
    ]
    assert all(row.total_platforms == 2 and row.title for row in rows)
    assert client.history(None).rows == rows
    assert client.history_of("cs1:acme:a:b:2") == ()


def test_an_edit_and_a_cancel(client: Client) -> None:
    job_id = created(client)
    later_at = AT + timedelta(days=2)
    found = client.edit(job_id, Patch(scheduled_at=later_at, title="new"))
    assert isinstance(found, Done)
    assert (found.answer.scheduled_at, found.answer.title) == (later_at, "new")
    (job,) = client.schedule()
    assert (job.scheduled_at, job.title) == (later_at, "new")
    assert isinstance(client.cancel(job_id), Done)
    assert client.cancel(job_id) == Refused("Job not found", 404)
    assert client.status(job_id).phase is Phase.NOT_FOUND


@pytest.mark.parametrize("tombstone", ["not_found", "failed", "cancelled"])
def test_what_is_left_of_a_cancelled_job(sandbox: Sandbox, client: Client, tombstone: str) -> None:
    sandbox.configure(tombstone=tombstone)
    job_id = created(client)
    client.cancel(job_id)
    status = client.status(job_id)
    assert status.phase.name == tombstone.upper()
    assert (status.completed, status.failed) == (0, 0)


def test_a_key_that_repeats_is_the_same_job(client: Client) -> None:
    assert created(client) == created(client)
    assert len(client.schedule()) == 1


def test_a_create_that_went_out_at_once(sandbox: Sandbox, client: Client) -> None:
    sandbox.configure(scheduled_answers=200)
    found = client.create(TEXT, AT, EXTERNAL, "k")
    assert isinstance(found, Done)
    assert found.answer.is_published


def test_an_answer_that_was_lost(sandbox: Sandbox, client: Client) -> None:
    sandbox.add_fault({"method": "POST", "kind": "drop_after", "times": 1})
    assert isinstance(client.create(TEXT, AT, EXTERNAL, "k"), Unknown)
    assert [job.external_id for job in client.schedule()] == [EXTERNAL]


@pytest.mark.parametrize(
    ("fault", "outcome"),
    [
        ({"kind": "refuse"}, Refused),
        ({"kind": "drop_before"}, Unknown),
        ({"kind": "error_before"}, Unknown),
        ({"kind": "error_after"}, Unknown),
        ({"kind": "html"}, Unknown),
        ({"kind": "truncate"}, Unknown),
        ({"kind": "wrong_json"}, Unknown),
        ({"kind": "rate_limit"}, Unsent),
        ({"kind": "rate_limit", "headers": True}, Unsent),
    ],
)
def test_faults_of_writes(sandbox: Sandbox, client: Client, fault: dict[str, object], outcome: type) -> None:
    sandbox.add_fault({"method": "POST", "times": 1, **fault})
    assert type(client.create(TEXT, AT, EXTERNAL, "k")) is outcome


@pytest.mark.parametrize("kind", ["drop_before", "error_before", "html", "rate_limit"])
def test_faults_of_reads_are_survived(sandbox: Sandbox, client: Client, kind: str) -> None:
    created(client)
    sandbox.add_fault({"method": "GET", "kind": kind, "times": 2})
    assert len(client.schedule()) == 1


def test_a_full_month_is_a_refusal(sandbox: Sandbox, client: Client) -> None:
    sandbox.configure(plan="free", monthly_uploads=1)
    found = client.create(TEXT, AT, EXTERNAL, "k")
    assert isinstance(found, Refused)
    assert found.status == 429


def test_a_failed_platform_is_sent_again(sandbox: Sandbox, client: Client) -> None:
    sandbox.configure(fail_platforms={"x": "X is down"})
    job_id = created(client)
    sandbox.advance_to(AT)
    (failed,) = [row for row in client.history(None).rows if not row.success]
    assert (failed.platform, failed.error) == ("x", "X is down")
    sandbox.configure(fail_platforms={})
    assert isinstance(client.retry(job_id), Done)
    assert any(row.success for row in client.history(None).rows if row.platform == "x")


def test_an_unconnected_platform_is_skipped(sandbox: Sandbox, client: Client) -> None:
    sandbox.change_account({"profile": "acme", "platform": "x", "connected": False})
    created(client)
    sandbox.advance_to(AT)
    (skipped,) = [row for row in client.history(None).rows if row.platform == "x"]
    assert (skipped.skipped, skipped.success) == (True, False)


def test_a_published_post_is_taken_down(sandbox: Sandbox, client: Client) -> None:
    created(client)
    sandbox.advance_to(AT)
    (row,) = [row for row in client.history(None).rows if row.platform == "x"]
    assert isinstance(client.unpublish("acme", "x", row.post_id), Done)
    refused = client.unpublish("acme", "instagram", "1")
    assert isinstance(refused, Refused)
    assert refused.error_code == "platform_not_supported"


def test_the_account(client: Client) -> None:
    assert client.me().plan == "professional"
    profiles = {profile.username: profile for profile in client.profiles().profiles}
    assert "x" in profiles["acme"].connections
    assert profiles["bare"].connections == {}
    assert isinstance(client.create_profile("new"), Done)
    assert client.create_profile("new") == Refused("Username already exists", 409)
    assert "new" in {profile.username for profile in client.profiles().profiles}
    assert isinstance(client.delete_profile("new"), Done)


def test_destinations_and_pins(sandbox: Sandbox, client: Client) -> None:
    assert client.places("facebook_page", "acme") == (Destination("100200300", "Acme"),)
    assert client.places("linkedin_page", "acme") == (Destination("urn:li:organization:5001", "Acme"),)
    assert client.places("pinterest_board", "acme") == (Destination("9001", "Ideas"),)
    assert client.places("google_business_location", "acme") == (Destination("accounts/1/locations/2", "Acme"),)
    assert client.places("facebook_page", "bare") == ()
    assert client.pins("acme") == {}
    sandbox.change_account({"profile": "acme", "pins": {"facebook_page_id": "100200300"}})
    assert client.pins("acme") == {"facebook_page_id": Destination("100200300", "")}
    assert client.tiktok_levels("acme")[0].id == "PUBLIC_TO_EVERYONE"
    (acme,) = (profile for profile in client.profiles().profiles if profile.username == "acme")
    assert acme.pins == client.pins("acme")


def test_figures_and_tokens(client: Client) -> None:
    assert "x" in client.analytics("acme", ["x"])
    link = client.generate_jwt("acme", language="es")
    assert client.validate_jwt(link.url.partition("token=")[2]) == TokenCheck(True, "acme")
    assert not client.validate_jwt("nonsense").is_valid


def test_another_key_is_refused(sandbox: Sandbox, tmp_path: Path) -> None:
    transport = wsgi_transport(sandbox.app)
    client = Client("http://sandbox/api", "other", clock=FrozenClock(NOW), root=tmp_path, transport=transport)
    with client, pytest.raises(RefusedKeyError):
        client.me()


def test_a_served_sandbox_takes_a_video(sandbox: Sandbox, tmp_path: Path) -> None:
    with serving(sandbox) as url, Client(f"{url}/api", "sandbox", clock=FrozenClock(NOW), root=tmp_path) as client:
        files = (part(tmp_path, "video", "a.mp4", "video/mp4"),)
        created(client, WireForm("upload", (("user", "acme"), ("platform[]", "x"), ("title", "t")), files))
        assert len(client.schedule()) == 1
        assert client.sandbox_now == NOW
        sandbox.add_fault({"method": "DELETE", "kind": "drop_after"})
        (job,) = client.schedule()
        assert isinstance(client.cancel(job.job_id), Unknown)
        assert client.schedule() == ()
