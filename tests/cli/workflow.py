"""A repository whose workflow runs contentsync: a real remote, GitHub on loopback, and a served sandbox with a key."""

import re
from collections.abc import Callable
from datetime import UTC
from datetime import datetime
from datetime import timedelta
from pathlib import Path
from typing import Any
from typing import NamedTuple

import pytest

from contentsync.sandbox import Sandbox
from tests.ci import events
from tests.ci.forge import Forge
from tests.state.remotes import git

from .conftest import Contentsync

KEY = 'up_live/+"7Yk==x'
NOW = datetime(2027, 2, 1, 7, 30, tzinfo=UTC)
SETTINGS = "namespace: acme-abc234\ndefaults: {profile: acme, timezone: Europe/Madrid}\nstate: {store: git}\n"
POST = "publish_at: 2027-03-01 09:00\nplatforms: [x]\ntext: NAME, on Monday\n"


class Step(NamedTuple):
    """What a step of a workflow left behind. `said` is all that it printed."""

    code: int
    out: str
    err: str
    outputs: dict[str, str]
    summary: str

    @property
    def said(self) -> str:
        return self.out + self.err


class Workflow:
    """`root` is what the runner has checked out. `go` runs a step as GitHub would."""

    def __init__(
        self, folder: Path, forge: Forge, sandbox: Sandbox, url: str, call: Contentsync, patch: pytest.MonkeyPatch
    ) -> None:
        self.folder, self.forge, self.sandbox, self.url = folder, forge, sandbox, url
        self._call, self._patch = call, patch
        self.remote, self.root = folder / "remote.git", folder / "social"
        git(folder, "init", "-q", "--bare", "-b", "main", str(self.remote))
        git(folder, "clone", "-q", f"file://{self.remote}", str(self.root))
        git(self.root, "checkout", "-q", "-b", "main")
        (self.root / "contentsync.yaml").write_text(SETTINGS)
        (self.root / ".gitignore").write_text(".contentsync/\n")
        (self.root / "content").mkdir()
        self.commit("begin", launch=POST)
        patch.chdir(self.root)

    def commit(self, message: str, **posts: str | None) -> str:
        """Write posts (None: remove them), commit, push, and return the sha."""
        for name, text in posts.items():
            path = self.root / "content" / f"{name}.yaml"
            if text is None:
                path.unlink()
            else:
                path.write_text(text.replace("NAME", name))
            self.forge.touched[f"content/{name}.yaml"] = ""
        git(self.root, "add", "--all")
        git(self.root, "commit", "-q", "--allow-empty", "-m", message)
        sha = git(self.root, "rev-parse", "HEAD")
        for name in posts:
            self.forge.touched[f"content/{name}.yaml"] = sha
        git(self.root, "push", "-q", "origin", "HEAD")
        return sha

    def branch(self, name: str = "march") -> str:
        """Begin a branch; the sha that it begins at."""
        git(self.root, "checkout", "-q", "-b", name)
        return git(self.root, "rev-parse", "HEAD")

    def merge(self, name: str = "march", message: str = "Merge posts of March") -> str:
        """Merge it into main as GitHub does, push, and return the merge's sha."""
        git(self.root, "checkout", "-q", "main")
        git(self.root, "merge", "-q", "--no-ff", "-m", message, name)
        git(self.root, "push", "-q", "origin", "HEAD")
        return git(self.root, "rev-parse", "HEAD")

    def advance(self, **span: float) -> None:
        self.sandbox.advance(timedelta(**span))

    def go(self, *words: str, name: str = "", payload: dict[str, Any] | None = None, **environ: str) -> Step:
        """Run `contentsync ci …`. `environ` wins over what GitHub gives; an empty value unsets it."""
        files = {key: self.folder / key for key in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
        for file in files.values():
            file.write_text("")
        given = {
            **events.environ(name, sha=git(self.root, "rev-parse", "HEAD")),
            **{key: str(file) for key, file in files.items()},
            "GITHUB_EVENT_PATH": events.written(payload or {}, self.folder),
            "GITHUB_API_URL": self.forge.url,
            "GITHUB_TOKEN": "ghs_sixteenletters",
            "UPLOAD_POST_API_KEY": KEY,
            "CONTENTSYNC_API_URL": self.url,
            **environ,
        }
        with self._patch.context() as patch:
            for key, value in given.items():
                patch.setenv(key, value) if value else patch.delenv(key, raising=False)
            ran = self._call("ci", *words)
        outputs = re.findall(r"(\S+)<<(end-\w+)\n(.*?)\n\2\n", files["GITHUB_OUTPUT"].read_text(), re.DOTALL)
        summary = files["GITHUB_STEP_SUMMARY"].read_text()
        return Step(ran.code, ran.out, ran.err, {key: value for key, _, value in outputs}, summary)

    def pull_request(self, *words: str, base: str, number: int = 7, fork: str | None = None, **environ: str) -> Step:
        """A push to a pull request."""
        head = git(self.root, "rev-parse", "HEAD")
        more = {} if fork is None else {"fork": fork}
        payload = events.pull_request(number, head=head, base=base, **more)
        return self.go("auto", *words, name="pull_request", payload=payload, **environ)

    def push(self, *words: str, before: str = "", **environ: str) -> Step:
        """A push to main."""
        return self.go("auto", *words, name="push", payload=events.push(before or "0" * 40), **environ)

    def comment(self, number: int = 7) -> str:
        """Our comment, without its marker."""
        (found,) = self.forge.comments[number]
        return str(found["body"]).partition("\n")[2]

    def jobs(self) -> dict[str, str]:
        """What is scheduled: text to date."""
        with self._client() as ask:
            return {job["title"]: job["scheduled_date"] for job in ask("/uploadposts/schedule")["scheduled_posts"]}

    def published(self) -> list[str]:
        with self._client() as ask:
            return sorted(row["post_title"] for row in ask("/uploadposts/history")["history"])

    def _client(self) -> Any:
        from contextlib import contextmanager

        import httpx

        @contextmanager
        def opened() -> Any:
            with httpx.Client(headers={"Authorization": f"Apikey {KEY}"}, trust_env=False) as http:
                yield lambda path: http.get(self.url + path).json()

        return opened()


Started = Callable[[], Workflow]
