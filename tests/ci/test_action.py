"""action.yml from end to end: its steps in a shell, a forge, a real git remote, and a served sandbox."""

import re
from collections.abc import Iterator
from datetime import UTC
from datetime import datetime
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.processes.service import Service
from tests.state.remotes import git

from . import events
from .checkers import actionlint
from .checkers import zizmor
from .composite import ACTION
from .composite import ROOT
from .composite import Ran
from .composite import Runner
from .forge import Forge

NOW = datetime(2027, 2, 1, 7, 30, tzinfo=UTC)
SETTINGS = """\
namespace: acme-k3f9xa
defaults: {{profile: acme, timezone: UTC}}
state: {{store: git}}
api: {{url: {url}}}
"""
POST = "publish_at: {at:%Y-%m-%d %H:%M}\nplatforms: [x]\ntext: |\n  {text}\n"


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    served = Service(tmp_path, NOW)
    yield served
    served.close()


class World:
    """A repository with its remote, its forge, and the service that its posts go to."""

    def __init__(self, folder: Path, forge: Forge, service: Service) -> None:
        self.forge, self.service = forge, service
        self.runner = Runner(folder)
        self.remote, self.ours = folder / "remote.git", folder / "ours"
        self._checkouts = folder / "checkouts"
        git(folder, "init", "-q", "--bare", "-b", "main", str(self.remote))
        git(folder, "clone", "-q", str(self.remote), str(self.ours))
        git(self.ours, "checkout", "-q", "-b", "main")
        (self.ours / "content").mkdir()
        self.write("contentsync.yaml", SETTINGS.format(url=service.url))
        self.commit("Begin")

    def write(self, name: str, text: str) -> None:
        (self.ours / name).write_text(text)

    def post(self, name: str, text: str, days: int) -> None:
        self.write(f"content/{name}.yaml", POST.format(at=NOW + timedelta(days=days), text=text))

    def commit(self, message: str) -> str:
        git(self.ours, "add", "-A")
        git(self.ours, "commit", "-q", "-m", message)
        git(self.ours, "push", "-q", "origin", "HEAD")
        return git(self.ours, "rev-parse", "HEAD")

    def checkout(self, sha: str) -> Path:
        """What actions/checkout leaves: the commit, detached, with all that leads to it."""
        self._checkouts.mkdir(exist_ok=True)
        place = self._checkouts / f"{len(list(self._checkouts.iterdir()))}"
        git(self.remote, "clone", "-q", f"file://{self.remote}", str(place))
        git(place, "checkout", "-q", "--detach", sha)
        return place

    def run(self, name: str, sha: str, payload: dict[str, Any], key: str = "sandbox", **inputs: str) -> Ran:
        ref = "refs/pull/7/merge" if name == "pull_request" else "refs/heads/main"
        environ = events.environ(name, sha=sha, ref=ref, GITHUB_API_URL=self.forge.url)
        return self.runner.run(self.checkout(sha), environ, payload, api_key=key, github_token="ghs_token", **inputs)

    def planned(self, **inputs: str) -> Ran:
        """The pull request of the branch that is checked out, as its merge with main."""
        head, base = git(self.ours, "rev-parse", "HEAD"), git(self.ours, "rev-parse", "main")
        git(self.ours, "checkout", "-q", "--detach", "main")
        git(self.ours, "merge", "-q", "--no-ff", "-m", "Merge", head)
        merge = git(self.ours, "rev-parse", "HEAD")
        git(self.ours, "push", "-q", "--force", "origin", "HEAD:refs/heads/merges")
        git(self.ours, "checkout", "-q", "branch")
        fork = inputs.pop("fork", events.REPOSITORY)
        payload = events.pull_request(head=head, base=base, fork=fork)
        return self.run("pull_request", merge, payload, **inputs)

    def merged(self) -> str:
        git(self.ours, "checkout", "-q", "main")
        git(self.ours, "merge", "-q", "--no-ff", "-m", "Merge pull request #7", "branch")
        git(self.ours, "push", "-q", "origin", "main")
        sha = git(self.ours, "rev-parse", "HEAD")
        pull = {"number": 7, "state": "closed", "merged_at": "2027-02-01T08:00:00Z", "merge_commit_sha": sha}
        self.forge.pulls[sha] = [pull]
        self.forge.touched |= {f"content/{file.name}": sha for file in (self.ours / "content").iterdir()}
        return sha

    def jobs(self) -> list[tuple[str, str]]:
        """Text and state of every job that was ever made."""
        return sorted((job["fields"]["title"][0].strip(), job["state"]) for job in self.service.jobs())

    def comment(self) -> str:
        (only,) = self.forge.comments[7]
        return str(only["body"])


@pytest.fixture
def world(tmp_path: Path, forge: Forge, service: Service, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    return World(tmp_path, forge, service)


def test_a_post_from_its_pull_request_to_its_followers(world: World) -> None:
    old = git(world.ours, "rev-parse", "HEAD")
    git(world.ours, "checkout", "-q", "-b", "branch")
    world.post("launch", "Launch day on Monday", 2)
    world.post("later", "And one for later", 9)
    world.commit("Two posts")

    opened = world.planned()
    assert opened.code == 0, opened.printed
    assert (opened.outputs["create"], opened.outputs["has-errors"]) == ("2", "false")
    assert opened.kept is not None
    assert "Launch day on Monday" in opened.kept.read_text(encoding="utf-8")
    assert "launch" in world.comment()
    assert world.jobs() == []

    world.post("launch", "Launch day on Tuesday", 2)
    world.commit("Tuesday")
    assert world.planned().code == 0
    assert "Tuesday" in world.comment()
    assert "Monday" not in world.comment()

    sha = world.merged()
    applied = world.run("push", sha, events.push(old))
    assert applied.code == 0, applied.printed
    assert world.jobs() == [("And one for later", "scheduled"), ("Launch day on Tuesday", "scheduled")]
    world.comment()

    world.service.advance(60 * 24 * 3)
    after = world.run("schedule", sha, events.schedule(), command="continue")
    assert after.code == 0, after.printed
    assert "https://x.example/posts/" in world.comment()

    drifting = next(job["job_id"] for job in world.service.jobs() if job["state"] == "scheduled")
    world.service.ask("people/cancel", {"job_id": drifting})
    for _ in range(2):
        world.run("schedule", sha, events.schedule(), command="drift")
    (issue,) = world.forge.issues
    assert "later" in issue["body"]
    assert issue["state"] == "open"

    pressed_again = world.run("push", old, events.push("0" * 40))
    assert pressed_again.code in (0, 3), pressed_again.printed
    assert world.jobs() == [("And one for later", "cancelled"), ("Launch day on Tuesday", "completed")]
    assert len([row for row in world.service.ledger() if row["success"]]) == 1


def test_a_fork_has_no_key_and_gets_its_plan(world: World) -> None:
    git(world.ours, "checkout", "-q", "-b", "branch")
    world.post("launch", "Launch day", 2)
    # What it changes of the settings decides nothing.
    world.write("contentsync.yaml", SETTINGS.format(url="http://127.0.0.1:9/api"))
    world.commit("A post")
    ran = world.planned(key="", fork="stranger/social")
    assert ran.code == 0, ran.printed
    assert (ran.outputs["offline"], ran.outputs["create"]) == ("true", "1")


def test_nothing_is_taken_from_the_repository_that_is_looked_at(world: World) -> None:
    git(world.ours, "checkout", "-q", "-b", "branch")
    for name in ("click", "msgspec", "contentsync", "sitecustomize"):
        world.write(f"{name}.py", "raise SystemExit('taken over')\n")
    world.write("uv.toml", 'index-url = "https://evil.example"\n')
    world.post("launch", "`$(touch taken)`; ::error::x ${{ secrets.KEY }}", 2)
    world.commit("A post")
    ran = world.planned()
    assert ran.code == 0, ran.printed
    assert "taken over" not in ran.printed
    assert not list(world.ours.parent.rglob("taken"))
    assert not re.search(r"^::error::x", ran.printed, re.MULTILINE)
    installs = world.runner.uv_log.read_text().splitlines()
    assert all("--no-config" in line for line in installs)
    assert any("--require-hashes" in line and str(ROOT / "requirements.lock") in line for line in installs)


def test_zizmor_finds_nothing() -> None:
    assert zizmor(ROOT / "action.yml") == []


def test_actionlint_finds_nothing_in_the_steps() -> None:
    """It reads workflows alone; the steps of an action are the same with its inputs."""
    inputs = {name: {"type": "string", "description": each["description"]} for name, each in ACTION["inputs"].items()}
    job = {"runs-on": "ubuntu-latest", "steps": ACTION["runs"]["steps"]}
    workflow = {"name": "a", "on": {"workflow_call": {"inputs": inputs}}, "jobs": {"a": job}}
    assert actionlint(yaml.safe_dump(workflow)) == []


def test_all_that_is_used_is_pinned_to_a_commit() -> None:
    used = [step["uses"] for step in ACTION["runs"]["steps"] if "uses" in step]
    assert len(used) == 2
    assert all(re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", each) for each in used)


def test_no_expression_reaches_a_shell() -> None:
    assert all("${{" not in step.get("run", "") for step in ACTION["runs"]["steps"])


def test_its_words_are_in_the_docs() -> None:
    page = (ROOT / "docs/ci.md").read_text(encoding="utf-8")
    assert [name for name in (*ACTION["inputs"], *ACTION["outputs"]) if f"`{name}`" not in page] == []
