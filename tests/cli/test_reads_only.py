"""What only looks writes nothing: no request but GET, no push, no record, and the calendar stays as it is."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.processes.service import Service
from tests.state.remotes import clone
from tests.state.remotes import git
from tests.state.remotes import new_remote
from tests.state.remotes import settle

from .conftest import LAUNCH
from .conftest import Contentsync

SETTINGS = "namespace: acme-abc234\ndefaults: {profile: acme, timezone: Europe/Madrid}\nstate: {store: git}\n"
REF = "refs/contentsync/acme-abc234"
LOOKS = (
    ("validate",),
    ("validate", "--since", "origin/main"),
    ("plan",),
    ("plan", "--detailed-exitcode", "--verbose"),
    ("plan", "--json"),
    ("plan", "--format", "markdown"),
    ("plan", "--base", "origin/main"),
    ("plan", "--offline", "--base", "origin/main"),
    ("plan", "--profile", "acme", "--target", "edited"),
    ("plan", "--out", "plan.json"),
    ("show", "plan.json"),
    ("show", "edited"),
    ("status",),
    ("status", "--check"),
    ("status", "edited", "--json"),
    ("review",),
    ("review", "--out", "page.html"),
    ("review", "--format", "ics", "--out", "posts.ics"),
    ("review", "--offline"),
    ("import",),
    ("state", "list"),
    ("state", "show", "edited"),
    ("state", "history"),
    ("profiles", "list"),
    ("profiles", "show", "acme"),
    ("doctor",),
    ("fmt", "--check"),
    ("ci", "plan", "--base", "origin/main", "--comment-out", "comment.md", "--review-page", "page.html"),
)
"""`plan.json` is made by the one that saves it."""

Look = tuple[str, ...]


def text(name: str, at: str = "2027-03-01 09:00", more: str = "") -> str:
    words = LAUNCH.replace("Launch day", f"Words of {name}").replace("2027-03-01 09:00", at)
    return f"{words}{more}"


@pytest.fixture
def acme(tmp_path: Path, service: Service, contentsync: Contentsync, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A clone in which an apply would do one of each, and people have been at work in the calendar."""
    settle(tmp_path, monkeypatch)
    mine = clone(new_remote(tmp_path / "there"), "mine")
    (mine / "contentsync.yaml").write_text(SETTINGS)
    (mine / ".gitignore").write_text(".contentsync/\n")
    posts = mine / "content"
    posts.mkdir()
    for name in ("edited", "re-created", "removed", "cancelled", "moved", "as-it-was"):
        (posts / f"{name}.yaml").write_text(text(name))
    (posts / "published.yaml").write_text(text("published", "2027-02-01 09:00"))
    monkeypatch.chdir(mine)
    monkeypatch.setenv("CONTENTSYNC_API_URL", service.url)
    monkeypatch.setenv("UPLOAD_POST_API_KEY", "sandbox")
    committed(mine)
    assert contentsync("apply", "--auto-approve").code == 0
    service.advance(60)
    jobs = {job["fields"]["title"][0]: job["job_id"] for job in service.jobs()}
    service.ask("people/cancel", {"job_id": jobs["Words of cancelled on Monday"]})
    moved = {"job_id": jobs["Words of moved on Monday"], "scheduled_date": "2027-03-02T09:00:00Z"}
    service.ask("people/edit", moved)
    (posts / "edited.yaml").write_text(text("edited").replace("Monday", "Tuesday"))
    (posts / "re-created.yaml").write_text(text("re-created", more="first_comment: More below\n"))
    (posts / "removed.yaml").unlink()
    (posts / "new.yaml").write_text(text("new"))
    (posts / "broken.yaml").write_text("publish_at: tomorrow\n")
    return mine


def committed(root: Path) -> None:
    git(root, "add", "--all")
    git(root, "commit", "-q", "-m", "posts")
    git(root, "push", "-q", "origin", "HEAD:main")
    git(root, "fetch", "-q", "origin")


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every request that leaves this process, where it leaves it."""
    found: list[str] = []
    send: Callable[..., httpx.Response] = httpx.Client.send

    def recorded(client: httpx.Client, request: httpx.Request, **given: Any) -> httpx.Response:
        found.append(f"{request.method} {request.url.path}")
        return send(client, request, **given)

    monkeypatch.setattr(httpx.Client, "send", recorded)
    return found


def seen(root: Path, service: Service) -> tuple[object, ...]:
    """All that a write would change: the calendar, what followers saw, the remote's refs, and the files."""
    refs = git(root, "ls-remote", "origin")
    assert REF in refs
    files = {path: path.read_bytes() for path in sorted((root / "content").iterdir())}
    return (service.jobs(), service.ledger(), refs, git(root, "status", "--porcelain", "content"), files)


def test_looks_only_read(acme: Path, service: Service, contentsync: Contentsync, asked: list[str]) -> None:
    before = seen(acme, service)
    wrong: dict[Look, object] = {}
    speakers = set()
    for words in LOOKS:
        asked.clear()
        ran = contentsync(*words)
        assert "internal error" not in ran.err, ran.err
        speakers |= {words[0]} if any("/uploadposts/" in each for each in asked) else set()
        if any(not each.startswith("GET ") for each in asked) or seen(acme, service) != before:
            wrong[words] = (asked[:], ran)
    assert wrong == {}
    assert speakers == {"plan", "status", "review", "import", "profiles", "doctor", "ci"}
    assert {"plan.json", "page.html", "posts.ics", "comment.md"} <= {path.name for path in acme.iterdir()}


def test_an_apply_is_seen(acme: Path, service: Service, contentsync: Contentsync, asked: list[str]) -> None:
    """What the test above looks at is where writes go."""
    before = seen(acme, service)
    assert contentsync("apply", "--auto-approve").code == 1
    assert {each.partition(" ")[0] for each in asked} == {"GET", "POST", "PATCH", "DELETE"}
    after = seen(acme, service)
    assert [one == other for one, other in zip(before, after, strict=True)] == [False, True, False, True, True]
