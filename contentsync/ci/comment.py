"""The one comment below a pull request: found again by its marker and its author, and only written when it changes."""

import re
from collections.abc import Sequence
from enum import StrEnum

import msgspec

from contentsync.ci.github import Comment
from contentsync.ci.github import GitHub
from contentsync.ci.github import Refusal
from contentsync.ci.github import User

BOT = "github-actions[bot]"
"""Who writes with a workflow's own token."""

_BEGIN = "<!-- contentsync:v1 "
_END = " -->"
_POSTS_UNITS = 4_000
"""What the addresses in a marker may take: GitHub's limit less what the body may have."""


class Marker(msgspec.Struct, frozen=True, omit_defaults=True):
    """The first line of a comment. `key` tells several comments of one pull request apart; `sha` and `plan` say what it
    was made of; `posts` are the full addresses that the pull request changes, so that it can be told later what became
    of them.
    """

    key: str
    sha: str = ""
    plan: str = ""
    posts: tuple[str, ...] = ()


class Written(StrEnum):
    """What became of a comment."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    NOT_NEEDED = "not needed"


def marked(marker: Marker, body: str) -> str:
    """The body below its marker."""
    kept: list[str] = []
    room = _POSTS_UNITS
    for address in marker.posts:
        room -= len(msgspec.json.encode(address)) + 1
        if room < 0:
            break
        kept.append(address)
    data = msgspec.json.encode(msgspec.structs.replace(marker, posts=tuple(kept))).decode()
    # Only this sign can end the remark that it stands in.
    return f"{_BEGIN}{data.replace('>', chr(92) + 'u003e')}{_END}\n{body}"


def marker_of(text: str | None) -> Marker | None:
    """The marker in the first line; None where there is none."""
    line = (text or "").partition("\n")[0].strip()
    if not line.startswith(_BEGIN) or not line.endswith(_END):
        return None
    try:
        return msgspec.json.decode(line[len(_BEGIN) : -len(_END)], type=Marker)
    except msgspec.DecodeError:
        return None


def is_same(old: str | None, new: str) -> bool:
    """Whether both say the same, whichever run it was that said it."""
    return _content(old or "") == _content(new)


def _content(text: str) -> str:
    body = text.replace("\r\n", "\n").partition("\n")[2] if marker_of(text) else text.replace("\r\n", "\n")
    return re.sub(r"/actions/runs/\d+", "/actions/runs/", body).strip()


def authors(github: GitHub) -> frozenset[str]:
    """Who may have written what we write: whoever the token belongs to, and the workflow's own user."""
    login = github.login()
    return frozenset({BOT} if isinstance(login, Refusal) else {BOT, login})


def is_by(user: User | None, names: frozenset[str]) -> bool:
    return user is not None and user.login in names


class Sticky:
    """The comment of one key, below any pull request."""

    def __init__(self, github: GitHub, key: str) -> None:
        self._github, self._key = github, key
        self._authors: frozenset[str] | None = None

    def find(self, number: int) -> Comment | Refusal | None:
        """Our comment; somebody else's with our marker is not ours."""
        if self._authors is None:
            self._authors = authors(self._github)
        comments = self._github.comments(number)
        if isinstance(comments, Refusal):
            return comments
        ours = (comment for comment in comments if is_by(comment.user, self._authors))
        return next((comment for comment in ours if _key(comment) == self._key), None)

    def write(self, number: int, marker: Marker, body: str, *, is_needed: bool) -> Written | Refusal:
        """Update it, or begin it where `is_needed`."""
        found = self.find(number)
        if isinstance(found, Refusal):
            return found
        return self.put(number, found, marker, body, is_needed=is_needed)

    def put(
        self, number: int, found: Comment | None, marker: Marker, body: str, *, is_needed: bool
    ) -> Written | Refusal:
        """The same, of a comment that was found before. Without a plan, its posts stay those of the last one."""
        before = marker_of(found.body) if found else None
        if before and not marker.plan and not marker.posts:
            marker = msgspec.structs.replace(marker, posts=before.posts)
        text = marked(msgspec.structs.replace(marker, key=self._key), body)
        if found is None:
            if not is_needed:
                return Written.NOT_NEEDED
            made = self._github.create_comment(number, text)
            return made if isinstance(made, Refusal) else Written.CREATED
        if is_same(found.body, text):
            return Written.UNCHANGED
        made = self._github.update_comment(found.id, text)
        return made if isinstance(made, Refusal) else Written.UPDATED


def _key(comment: Comment) -> str | None:
    marker = marker_of(comment.body)
    return marker.key if marker else None


def numbers_of(github: GitHub, shas: Sequence[str]) -> list[int]:
    """The merged pull requests that brought these commits; those that nobody tells are left out."""
    found: dict[int, None] = {}
    for sha in shas:
        pulls = github.pulls_of(sha)
        found.update({pull.number: None for pull in ([] if isinstance(pulls, Refusal) else pulls) if pull.merged_at})
    return list(found)
