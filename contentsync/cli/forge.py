"""What `init --ci` writes for a forge, and what is left for a person to do there."""

from pathlib import Path

from contentsync.ci.workflows import new_post_link
from contentsync.ci.workflows import workflow_text
from contentsync.repo import head
from contentsync.repo import identity
from contentsync.settings import FILE
from contentsync.settings import Flags
from contentsync.settings import Settings
from contentsync.settings import load

WORKFLOW = ".github/workflows/contentsync.yml"

NEW_POST = """\
publish_at: YYYY-MM-DD 09:00  # local time
platforms: [x]
text: |
  What followers read.
"""
"""Has to be filled in: until then it is a problem in the pull request, and no post."""


def workflow_files(root: Path, folder: Path) -> dict[Path, str]:
    """The workflow of a repository for its folder of posts, which may be about to be written."""
    content = load(folder, {}, Flags()).content if (folder / FILE).exists() else _path(root, folder / "content")
    return {root / WORKFLOW: workflow_text(content=content, settings=_path(root, folder / FILE), branch=_branch(root))}


def after_workflow(root: Path, folder: Path) -> str:
    """What to do once: the secret, the environment, the state; and the link that begins a post from the README."""
    settings = load(folder, {}, Flags())
    lines = [
        "",
        "On GitHub, once, in the settings of the repository: the secret UPLOAD_POST_API_KEY; and an environment",
        f"`contentsync` for the branch {_branch(root)}, with the people, if any, who have to agree before it applies.",
        *_about_state(settings),
    ]
    link = new_post_link(identity(root), _branch(root), f"{settings.content}/new-post.yaml", NEW_POST)
    if link:
        lines += ["", "For your README, a link that begins a post in the browser:", f"  [Write a post]({link})"]
    return "\n".join(lines)


def _about_state(settings: Settings) -> list[str]:
    if settings.store == "git":
        return []
    return [f"In {settings.file}, write `state: {{store: git}}`: what was scheduled is then known to every run."]


def _path(root: Path, path: Path) -> str:
    return path.relative_to(root).as_posix()


def _branch(root: Path) -> str:
    found = head(root)
    return found.branch if found and found.branch else "main"
