"""`contentsync profiles`, on the sandbox inside the process and on a served one."""

import json
from collections.abc import Callable
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from contentsync.sandbox import Sandbox
from tests.loopback import serving

from .conftest import Contentsync

SANDBOX = "--sandbox"
DATA = ".contentsync/sandbox"


def test_list(contentsync: Contentsync, posts: Path) -> None:
    ran = contentsync("profiles", "list", SANDBOX)
    assert ran.code == 0
    assert "bare          nothing connected\n" in ran.out
    assert "press         linkedin, mastodon, wordpress, x\n" in ran.out
    assert "4 profiles of 25\n" in ran.out
    document = json.loads(contentsync("profiles", "list", SANDBOX, "--json").out)
    assert document["limit"] == 25
    (press,) = (each for each in document["profiles"] if each["name"] == "press")
    assert press["accounts"]["x"] == {"handle": "@press", "needs_reauth": False}


def test_show(contentsync: Contentsync, posts: Path) -> None:
    change(posts, {"profile": "harbor-books", "platform": "x", "account": {"reauth_required": True}})
    pins = {"linkedin_page_id": "urn:li:organization:7002", "linkedin_page_name": "Harbor Books Careers"}
    change(posts, {"profile": "harbor-books", "facebook_pages": [], "pins": pins})
    ran = contentsync("profiles", "show", "harbor-books", SANDBOX)
    assert ran.code == 0
    assert "@harbor-books  needs to be connected again\n" in ran.out
    assert "  facebook page    none\n" in ran.out
    assert "  pinterest board  Spring reading (8001); Shop window (8002)\n" in ran.out
    assert "Harbor Books Careers (urn:li:organization:7002), pinned" in ran.out
    assert "google_business" not in ran.out
    document = json.loads(contentsync("profiles", "show", "harbor-books", SANDBOX, "--json").out)
    assert document["accounts"]["x"]["needs_reauth"] is True
    assert document["places"]["pinterest board"][0] == {"id": "8001", "name": "Spring reading"}
    assert document["pins"]["target_linkedin_page_id"]["name"] == "Harbor Books Careers"


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> Iterator[Sandbox]:
    """A sandbox on a real socket, which the settings' server is for as long as the test runs."""
    with closing(Sandbox()) as sandbox, serving(sandbox) as url:
        monkeypatch.setenv("CONTENTSYNC_API_URL", f"{url}/api")
        monkeypatch.setenv("UPLOAD_POST_API_KEY", "sandbox")
        yield sandbox


def test_on_a_real_socket(contentsync: Contentsync, posts: Path, served: Sandbox) -> None:
    assert contentsync("profiles", "create", "jobs").code == 0
    assert "connect?token=" in contentsync("profiles", "connect", "jobs").out
    assert "5 profiles of 25\n" in contentsync("profiles", "list").out
    assert "pinterest board" in contentsync("profiles", "show", "acme").out
    assert contentsync("profiles", "delete", "jobs", "--yes").code == 0
    served.configure(plan="free")
    refused = contentsync("profiles", "create", "more")
    assert (refused.code, "Profile limit reached for your plan" in refused.err) == (1, True)


def test_show_one_without_accounts(contentsync: Contentsync, posts: Path) -> None:
    assert "bare\n  nothing connected\n" in contentsync("profiles", "show", "bare", SANDBOX).out


@pytest.mark.parametrize("verb", ["show", "connect", "delete"])
def test_a_profile_that_is_not_there(contentsync: Contentsync, posts: Path, verb: str) -> None:
    ran = contentsync("profiles", verb, "acne", SANDBOX)
    assert ran.code == 1
    assert "the account has no profile acne" in ran.err
    assert "did you mean acme" in ran.err


def test_create_connect_and_delete(contentsync: Contentsync, posts: Path) -> None:
    assert (
        "jobs is made\nNext: contentsync profiles connect jobs --sandbox\n"
        in contentsync("profiles", "create", "jobs", SANDBOX).out
    )
    ran = contentsync("profiles", "connect", "jobs", SANDBOX)
    assert "https://app.upload-post.example/connect?token=" in ran.out
    assert "It holds for 48h.\n" in ran.out
    link = json.loads(contentsync("profiles", "connect", "jobs", SANDBOX, "--json").out)
    assert (link["profile"], link["duration"]) == ("jobs", "48h")
    again = contentsync("profiles", "create", "jobs", SANDBOX)
    assert (again.code, "Username already exists" in again.err) == (1, True)
    unasked = contentsync("profiles", "delete", "jobs", SANDBOX)
    assert (unasked.code, "type it again with --yes" in unasked.err) == (1, True)
    assert contentsync("profiles", "delete", "jobs", SANDBOX, "--yes").out.startswith("jobs is deleted\n")
    assert "jobs" not in contentsync("profiles", "list", SANDBOX).out
    made = json.loads(contentsync("profiles", "create", "jobs", SANDBOX, "--json").out)
    assert made == {"created": "jobs"}


def test_delete_asks(contentsync: Contentsync, posts: Path, person: Callable[[str], None]) -> None:
    person("n\n")
    ran = contentsync("profiles", "delete", "press", SANDBOX)
    assert (ran.code, "connected: linkedin, mastodon, wordpress, x" in ran.out) == (1, True)
    person("yes\n")
    assert contentsync("profiles", "delete", "press", SANDBOX).code == 0


def test_delete_says_how_many_posts_would_go(contentsync: Contentsync, posts: Path) -> None:
    contentsync("apply", SANDBOX, "--auto-approve")
    ran = contentsync("profiles", "delete", "acme", SANDBOX)
    assert ran.code == 1
    assert "1 scheduled post of this repository would go with acme" in ran.err
    document = json.loads(contentsync("profiles", "delete", "acme", SANDBOX, "--yes", "--json").out)
    assert document == {"deleted": "acme", "scheduled": 1}


@pytest.mark.parametrize(
    ("kind", "said"),
    [("error_after", "it is not known whether it happened"), ("rate_limit", "nothing was changed")],
)
def test_what_is_not_known_is_said(contentsync: Contentsync, posts: Path, kind: str, said: str) -> None:
    with closing(Sandbox(posts / DATA)) as sandbox:
        sandbox.add_fault({"method": "POST", "path": "/uploadposts/users", "kind": kind})
    assert said in contentsync("profiles", "create", "jobs", SANDBOX).err


def change(posts: Path, what: dict[str, object]) -> None:
    with closing(Sandbox(posts / DATA)) as sandbox:
        sandbox.change_account(what)
