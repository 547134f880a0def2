"""Real git repositories to keep state on."""

import subprocess
import tempfile
from pathlib import Path

import pytest

AUTHOR = ["-c", "user.name=A Person", "-c", "user.email=person@example.com"]
REF = "refs/contentsync/acme-k3f9xa"
NAMESPACE = "acme-k3f9xa"


def settle(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep git away from the settings of whoever runs the tests; returns the folder of all temporary files."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(folder / "gitconfig"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    temporary = folder / "tmp"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    return temporary


def git(root: Path, *words: str, data: str | None = None) -> str:
    done = subprocess.run(["git", *AUTHOR, *words], cwd=root, check=True, capture_output=True, text=True, input=data)
    return done.stdout.strip()


def new_remote(folder: Path) -> Path:
    """A bare repository with a branch of two commits."""
    folder.mkdir(parents=True)
    remote, first = folder / "remote.git", folder / "first"
    git(folder, "init", "-q", "--bare", "-b", "main", str(remote))
    git(folder, "clone", "-q", str(remote), str(first))
    for text in ("one", "two"):
        (first / "post.yaml").write_text(text)
        git(first, "add", "post.yaml")
        git(first, "commit", "-q", "-m", text)
    git(first, "push", "-q", "origin", "HEAD:main")
    return remote


def clone(remote: Path, name: str, *options: str) -> Path:
    git(remote.parent, "clone", "-q", *options, f"file://{remote}", name)
    return remote.parent / name


def hook(remote: Path, name: str, *lines: str) -> None:
    path = remote / "hooks" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join(["#!/bin/sh", *lines]) + "\n")
    path.chmod(0o755)


def put(remote: Path, data: str, name: str = "state.json", ref: str = REF) -> str:
    """Somebody writes the ref by hand."""
    blob = git(remote, "hash-object", "-w", "--stdin", data=data)
    tree = git(remote, "mktree", data=f"100644 blob {blob}\t{name}\n")
    sha = git(remote, "commit-tree", tree, "-m", "by hand")
    git(remote, "update-ref", ref, sha)
    return sha


def tip(remote: Path) -> str:
    return git(remote, "for-each-ref", "--format=%(objectname)", REF)
