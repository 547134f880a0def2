"""What started a run: the environment and the payload of a workflow to one frozen `Event`."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

import msgspec

from contentsync.model.errors import UserError

_HEADS = "refs/heads/"
_NO_COMMIT = "0" * 40
"""What a push says was there before its branch was made (GitHub docs, webhook payloads)."""


class Mode(StrEnum):
    """What a run is to do."""

    PLAN = "plan"
    APPLY = "apply"
    DRIFT = "drift"
    NOTHING = "nothing"


class Event(msgspec.Struct, frozen=True):
    """`name` is GitHub's, empty outside of a workflow. `repository` is `owner/name`, `sha` the commit of the run.

    `branch` is the one that a push went to, `default_branch` that of the repository, `before` where a push found its
    branch. `number` and the heads and bases are those of a pull request or a merge group; `is_fork` says that the head
    is of another repository, or of one that is gone. `inputs` are what a person typed into the form of a workflow.
    """

    name: str = ""
    repository: str = ""
    sha: str = ""
    branch: str = ""
    default_branch: str = ""
    before: str = ""
    number: int = 0
    head_sha: str = ""
    base_sha: str = ""
    base_ref: str = ""
    is_fork: bool = False
    is_draft: bool = False
    inputs: dict[str, str] = {}
    server_url: str = ""
    run_id: str = ""

    @property
    def run_url(self) -> str:
        """The page of this run; empty outside of a workflow."""
        here = self.server_url and self.repository and self.run_id
        return f"{self.server_url}/{self.repository}/actions/runs/{self.run_id}" if here else ""

    @property
    def commit(self) -> str:
        """The commit that people know it by: the head of a pull request, not its merge with the base."""
        return self.head_sha or self.sha

    @property
    def tracked(self) -> str:
        """The branch whose posts are applied; empty where nobody said."""
        # A cron runs on the default branch alone, and its payload may say nothing else.
        own = (self.branch, self.default_branch)
        return next(filter(None, own if self.name == "push" else reversed(own)), "")


class _Repository(msgspec.Struct, frozen=True):
    full_name: str = ""
    default_branch: str = ""


class _Side(msgspec.Struct, frozen=True):
    sha: str = ""
    ref: str = ""
    repo: _Repository | None = None


class _PullRequest(msgspec.Struct, frozen=True):
    number: int
    head: _Side
    base: _Side
    draft: bool | None = False


class _MergeGroup(msgspec.Struct, frozen=True):
    head_sha: str
    base_sha: str
    base_ref: str = ""


class _Payload(msgspec.Struct, frozen=True):
    pull_request: _PullRequest | None = None
    merge_group: _MergeGroup | None = None
    repository: _Repository = _Repository()
    before: str | None = ""
    inputs: dict[str, Any] | None = None


def event_of(environ: Mapping[str, str], payload: bytes = b"") -> Event:
    """The event of a workflow's environment and the file at GITHUB_EVENT_PATH; an empty one outside of a workflow.

    UserError where the payload cannot be read.
    """
    try:
        told = msgspec.json.decode(payload, type=_Payload) if payload.strip() else _Payload()
    except msgspec.DecodeError as error:
        raise UserError(
            f"the event's payload cannot be read: {error}", "GITHUB_EVENT_PATH has to be the file that the runner wrote"
        ) from None
    ref = environ.get("GITHUB_REF", "")
    return Event(
        name=environ.get("GITHUB_EVENT_NAME", ""),
        repository=environ.get("GITHUB_REPOSITORY", "") or told.repository.full_name,
        sha=environ.get("GITHUB_SHA", ""),
        branch=ref.removeprefix(_HEADS) if ref.startswith(_HEADS) else "",
        default_branch=told.repository.default_branch,
        before=told.before if told.before and told.before != _NO_COMMIT else "",
        inputs={name: str(value).strip() for name, value in (told.inputs or {}).items() if value is not None},
        server_url=environ.get("GITHUB_SERVER_URL", "").rstrip("/"),
        run_id=environ.get("GITHUB_RUN_ID", ""),
        **_proposed(told),
    )


def _proposed(told: _Payload) -> dict[str, Any]:
    """The fields of what is to be merged."""
    if pull := told.pull_request:
        return {
            "number": pull.number,
            "head_sha": pull.head.sha,
            "base_sha": pull.base.sha,
            "base_ref": pull.base.ref,
            "is_fork": _name(pull.head) != _name(pull.base) or not _name(pull.head),
            "is_draft": bool(pull.draft),
        }
    if group := told.merge_group:
        ref = group.base_ref.removeprefix(_HEADS)
        return {"head_sha": group.head_sha, "base_sha": group.base_sha, "base_ref": ref}
    return {}


def _name(side: _Side) -> str:
    return side.repo.full_name if side.repo else ""


def mode_of(event: Event) -> Mode:
    """What `ci auto` does. UserError for an event that would hand secrets to what a stranger wrote."""
    check_event(event)
    if event.name in ("pull_request", "merge_group"):
        return Mode.PLAN
    if event.name == "schedule":
        return Mode.DRIFT
    is_tracked = bool(event.branch) and event.branch == event.default_branch
    return Mode.APPLY if event.name in ("push", "workflow_dispatch") and is_tracked else Mode.NOTHING


def check_event(event: Event) -> None:
    """Raise for `pull_request_target` and its like: they have the secrets, and a fork's files are one step away."""
    if event.name in ("pull_request_target", "workflow_run"):
        raise UserError(
            f"contentsync does not run on {event.name}: it has the secrets, and what it looks at may be a stranger's",
            "use `on: pull_request`; a fork gets an offline plan there, without a key",
        )
