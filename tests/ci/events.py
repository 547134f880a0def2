"""What GitHub gives a workflow: the environment, and payloads in the shape of its webhooks."""

import json
from pathlib import Path
from typing import Any

from .forge import REPOSITORY

HEAD, BASE, MERGE = "b" * 40, "a" * 40, "c" * 40


def repository(name: str = REPOSITORY) -> dict[str, Any]:
    return {
        "id": 1,
        "full_name": name,
        "default_branch": "main",
        "private": True,
        "owner": {"login": name.partition("/")[0]},
    }


def pull_request(number: int = 7, *, head: str = HEAD, base: str = BASE, fork: str = REPOSITORY) -> dict[str, Any]:
    """`fork` is the repository of the head; empty where that is gone."""
    return {
        "action": "synchronize",
        "number": number,
        "pull_request": {
            "number": number,
            "state": "open",
            "draft": False,
            "title": "Posts of March",
            "head": {"label": "acme:march", "ref": "march", "sha": head, "repo": repository(fork) if fork else None},
            "base": {"label": "acme:main", "ref": "main", "sha": base, "repo": repository()},
        },
        "repository": repository(),
        "sender": {"login": "ann", "type": "User"},
    }


def push(before: str = BASE) -> dict[str, Any]:
    return {"ref": "refs/heads/main", "before": before, "after": HEAD, "forced": False, "repository": repository()}


def schedule() -> dict[str, Any]:
    return {"schedule": "17 */6 * * *", "repository": repository()}


def dispatch(**inputs: Any) -> dict[str, Any]:
    return {"inputs": inputs or None, "ref": "refs/heads/main", "repository": repository()}


def merge_group(head: str = HEAD, base: str = BASE) -> dict[str, Any]:
    group = {"head_sha": head, "head_ref": "refs/heads/gh-readonly-queue/main/pr-7", "base_sha": base}
    return {
        "action": "checks_requested",
        "merge_group": {**group, "base_ref": "refs/heads/main"},
        "repository": repository(),
    }


def environ(name: str, *, sha: str = MERGE, ref: str = "refs/heads/main", **more: str) -> dict[str, str]:
    """The variables of a runner, without those that name files and servers."""
    return {
        "CI": "true",
        "GITHUB_ACTIONS": "true",
        "GITHUB_EVENT_NAME": name,
        "GITHUB_REPOSITORY": REPOSITORY,
        "GITHUB_SHA": sha,
        "GITHUB_REF": ref,
        "GITHUB_SERVER_URL": "https://github.com",
        "GITHUB_RUN_ID": "12",
        **more,
    }


def written(payload: dict[str, Any], folder: Path) -> str:
    """The file at GITHUB_EVENT_PATH."""
    file = folder / "event.json"
    file.write_text(json.dumps(payload))
    return str(file)
