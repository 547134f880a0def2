"""The workflow that `init --ci github` writes, before the checkers that people run on theirs."""

from pathlib import Path
from urllib.parse import parse_qs
from urllib.parse import urlsplit

import pytest
import yaml

from contentsync.ci.workflows import ACTION
from contentsync.ci.workflows import new_post_link
from contentsync.ci.workflows import workflow_text
from tests.ci.checkers import actionlint
from tests.ci.checkers import zizmor

PINNED = "contentsync/contentsync@3d3c42e5aac5ba805825da76410c181273ba90b1 # v0.1.0"
TEXT = workflow_text(content="social/posts", settings="social/contentsync.yaml", branch="trunk", action=PINNED)


def test_actionlint_finds_nothing() -> None:
    assert actionlint(TEXT) == []


def test_actionlint_would_find_something() -> None:
    assert actionlint(TEXT.replace("github.event.number", "github.number"))[0]["kind"] == "expression"


def test_zizmor_finds_nothing(tmp_path: Path) -> None:
    place = tmp_path / ".github/workflows/contentsync.yml"
    place.parent.mkdir(parents=True)
    place.write_text(TEXT)
    assert zizmor(tmp_path) == []
    place.write_text(TEXT.replace("  pull_request:\n", "  pull_request_target:\n"))
    assert {each["ident"] for each in zizmor(tmp_path)} == {"dangerous-triggers"}


def test_what_it_says() -> None:
    workflow = yaml.load(TEXT, yaml.BaseLoader)
    assert workflow["on"]["push"] == {"branches": ["trunk"], "paths": ["social/posts/**", "social/contentsync.yaml"]}
    jobs = workflow["jobs"]
    assert workflow["permissions"] == {}
    assert [job["permissions"]["contents"] for job in jobs.values()] == ["read", "write", "write"]
    assert jobs["apply"]["concurrency"] == jobs["look-after"]["concurrency"] != jobs["plan"]["concurrency"]
    assert all(job["steps"][1]["uses"] == PINNED.partition(" ")[0] for job in jobs.values())
    assert "@" not in TEXT.replace("@3d3c42e5", "")


def test_the_release_that_writes_it_runs_in_it() -> None:
    assert f"uses: {ACTION}\n" in workflow_text(content="content", settings="contentsync.yaml", branch="main")


def test_a_link_that_begins_a_post() -> None:
    link = new_post_link("github.com/acme/social", "trunk", "content/new post.yaml", "text: |\n  a & b # c?\n")
    parts = urlsplit(link)
    assert (parts.netloc, parts.path) == ("github.com", "/acme/social/new/trunk")
    assert parse_qs(parts.query) == {"filename": ["content/new post.yaml"], "value": ["text: |\n  a & b # c?\n"]}


@pytest.mark.parametrize("repository", ["", "git.example/acme/social", "0123abcd"])
def test_no_link_elsewhere(repository: str) -> None:
    assert new_post_link(repository, "main", "a.yaml", "") == ""
