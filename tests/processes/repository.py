"""A real git repository of posts, and the bare one that it is a clone of and keeps its state on."""

import json
import subprocess
from pathlib import Path

from contentsync.state.codec import decode
from contentsync.state.document import State
from contentsync.testing.posts import Post
from contentsync.testing.world import NAMESPACE

SETTINGS = f"namespace: {NAMESPACE}\ndefaults: {{profile: acme, timezone: UTC}}\nstate: {{store: git}}\n"
REF = f"refs/contentsync/{NAMESPACE}"
AUTHOR = ("-c", "user.name=A Person", "-c", "user.email=person@example.com")


def git(root: Path, *words: str) -> bytes:
    return subprocess.run(["git", *AUTHOR, *words], cwd=root, check=True, capture_output=True).stdout


class Repository:
    """`root` is somebody's clone, in which authors write; `remote` is what all clones meet at."""

    def __init__(self, folder: Path) -> None:
        self.remote, self.root = folder / "remote.git", folder / "clone"
        git(folder, "init", "--quiet", "--bare", "--initial-branch=main", str(self.remote))
        git(folder, "clone", "--quiet", str(self.remote), str(self.root))
        git(self.root, "checkout", "--quiet", "-B", "main")
        (self.root / "contentsync.yaml").write_text(SETTINGS)
        (self.root / ".gitignore").write_text(".contentsync/\n")
        (self.root / "content").mkdir()
        self.commit({}, {})

    def commit(self, before: dict[str, Post], after: dict[str, Post]) -> None:
        """Write what changed, commit and push it."""
        for name, post in before.items():
            if name not in after:
                (self.root / post.file).unlink()
        for name, post in after.items():
            if before.get(name) != post:
                (self.root / post.file).write_text(written(post))
        git(self.root, "add", "--all")
        git(self.root, "commit", "--quiet", "--allow-empty", "--message", "edited")
        git(self.root, "push", "--quiet", "--set-upstream", "origin", "main")

    def clone(self, folder: Path) -> Path:
        """Another clone, of the same commit."""
        git(folder.parent, "clone", "--quiet", str(self.remote), str(folder))
        return folder

    @property
    def version(self) -> str:
        """Which commit the state's ref is at; empty where there is none."""
        path = self.remote / REF
        return path.read_text() if path.exists() else ""

    @property
    def data(self) -> bytes:
        """The state document, as the judge reads it; empty where nothing was written."""
        return git(self.remote, "cat-file", "blob", f"{REF}:state.json") if self.version else b""

    def state(self) -> State:
        data = self.data
        return decode(data, "the remote") if data else State(namespace=NAMESPACE)


def written(post: Post) -> str:
    """The post as its file."""
    assert post.at is not None
    keys = {"publish_at": f"{post.at:%Y-%m-%dT%H:%M:%SZ}", "platforms": list(post.platforms), "text": post.text}
    if post.comment:
        keys["first_comment"] = post.comment
    return "".join(f"{key}: {json.dumps(value)}\n" for key, value in keys.items())
