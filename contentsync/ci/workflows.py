"""What a repository on GitHub needs to plan, review and apply: the workflow, and a link that begins a post."""

from importlib.resources import files
from urllib.parse import quote

from contentsync import __version__

CHECKOUT = "actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1"
"""Pinned to a commit: a tag can be moved."""

ACTION = f"contentsync/contentsync@v{__version__}"
"""The release that wrote the workflow. Its commit is better still: docs/ci.md says how to find it."""

HOST = "github.com/"


def workflow_text(*, content: str, settings: str, branch: str, action: str = ACTION) -> str:
    """The workflow for a content folder and a contentsync.yaml (posix paths from the root), and the branch to apply."""
    words = {"CONTENT": content, "SETTINGS": settings, "BRANCH": branch, "CHECKOUT": CHECKOUT, "ACTION": action}
    text = files("contentsync.ci").joinpath("workflow.yml").read_text(encoding="utf-8")
    for name, word in words.items():
        text = text.replace(f"@{name}@", word)
    return text


def new_post_link(repository: str, branch: str, path: str, text: str) -> str:
    """The address of GitHub's form for a new file with a first text in it; "" for a repository that is not there.

    `repository` is as `repo.identity` says it.
    """
    if not repository.startswith(HOST):
        return ""
    return f"https://{repository}/new/{quote(branch)}?filename={quote(path)}&value={quote(text, safe='')}"
