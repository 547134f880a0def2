"""What git says when a remote does not do as asked, as an error that a person can act on."""

import re
from typing import NamedTuple

import msgspec

from contentsync.model.errors import OutOfReachError
from contentsync.model.errors import UserError
from contentsync.repo.process import Answer

LONGEST = 600
"""How much of the server's words is shown, in characters."""

FILE = "write `state: {store: file}` in contentsync.yaml"
LATER = "check the network, then run the same command again"


class Place(msgspec.Struct, frozen=True):
    """A ref on a remote, by their names; prints as people read it."""

    ref: str
    remote: str

    def __str__(self) -> str:
        return f"{self.ref} on {self.remote}"


class Row(NamedTuple):
    """`pattern` is searched in all that git printed (LC_ALL=C). `is_passing`: it may work a moment later."""

    pattern: str
    message: str
    fix: str
    is_passing: bool = False


# The first that fits. Words of git 2.31 to 2.47, OpenSSH, curl, GitHub, GitLab and Gitea.
ROWS = (
    Row(
        # Somebody writes the ref at this moment (client's lease, server's ref transaction), or a lock file is left.
        r"stale info|cannot lock ref|failed to (?:update|lock) ref|incorrect old value|reference already exists"
        r"|lock': File exists",
        "{place} cannot be locked: {said}",
        "run the same command again; where it stays so, somebody with access to the server has to look",
        True,
    ),
    Row(r"remote rejected\] \(.*Internal Server Error", "{remote} has trouble of its own: {said}", LATER, True),
    Row(
        r"remote rejected\]|remote unpack failed|shallow update not allowed",
        "the server refuses to store {place}: {said}",
        "let its rules and hooks accept pushes to refs/contentsync/*, or {file}",
    ),
    Row(
        r"Permission denied|Host key verification failed|could not read (?:Username|Password)|Authentication failed"
        r"|terminal prompts disabled|returned error: 40[13]|read.only|[Ww]rite access|[Nn]ot allowed|[Dd]enied",
        "no permission for {place}: {said}",
        "give git a login that may push there (in GitHub Actions: permissions: contents: write), or {file}",
    ),
    Row(
        r"Repository not found|does not appear to be a git repository|repository '.*' not found|returned error: 404",
        "there is no repository behind {remote}: {said}",
        "git remote -v shows its address; where that is right, the login in use may not see it",
    ),
    Row(
        r"no answer within|[Cc]ould not resolve host|Connection (?:refused|timed out|reset|closed)|Operation timed out"
        r"|No route to host|unreachable|unable to access|hung up|early EOF|RPC failed|unexpected disconnect"
        r"|error: (?:429|5\d\d)",
        "{remote} cannot be reached: {said}",
        LATER,
        True,
    ),
    Row("", "git could not reach {place}: {said}", "git ls-remote {remote} shows whether git can reach it at all"),
)


class Complaint(NamedTuple):
    """`is_passing` where the same call may well work a moment later."""

    error: UserError
    is_passing: bool


def complaint(answer: Answer, place: Place, seconds: float) -> Complaint:
    """Why git ended with anything but success; `seconds` is the time it had."""
    text = f"{answer.err}\n{answer.out.decode(errors='replace')}"
    said = _said(text)
    if answer.status is None:
        text = said = f"no answer within {seconds:.0f} s"
    row = next(row for row in ROWS if re.search(row.pattern, text))
    words = {"place": place, "remote": place.remote, "said": said, "file": FILE}
    return Complaint(OutOfReachError(row.message.format(**words), row.fix.format(**words)), row.is_passing)


def scrubbed(text: str) -> str:
    """Without the login in URLs."""
    return re.sub(r"(?<=://)[^/\s'\"]*@", "", text)


def _said(text: str) -> str:
    """The server's own lines and reason where there are any, else git's; on one line."""
    lines = [line.strip() for line in scrubbed(text).splitlines()]
    theirs = [line.removeprefix("remote:").strip() for line in lines if line.startswith("remote:")]
    theirs += re.findall(r"remote rejected\] .*?(\([^()]*\))$", "\n".join(lines), re.MULTILINE)
    ours = [line for line in lines if line.startswith(("fatal:", "error:", "ssh:"))] or lines
    return "; ".join(filter(None, theirs or ours))[:LONGEST] or "git gave no reason"
