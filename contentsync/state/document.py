"""The state document: what contentsync remembers per address. Pure values; the stores keep the bytes.

Never a key, a caption or a signed URL of a medium: texts are kept as digests where they are only compared, and as
text only in `Sent`, which holds what the schedule shows to everyone with access to the account anyway.
"""

from datetime import datetime

import msgspec

from contentsync.model.change import Patch

FORMAT = 1
"""Fields that are not known are refused: written back without them, what a newer release had noted would be undone."""


class Sent(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """What was sent, or what the remote then showed: body digest, the two texts that PATCH can change, the moment."""

    at: datetime
    body: str = ""
    title: str = ""
    caption: str = ""


class Call(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """What was asked of a job and may still arrive: a PATCH, or where there is no `patch` a DELETE.

    Sent once, not after `not_after`. `is_second`: an earlier one was open by then, so no answer closes it.
    """

    not_after: datetime
    patch: Patch | None = None
    is_second: bool = False


class JobRecord(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """A job that is ours. `sent_at` is when the create went out, `observed` what the remote showed after it.

    `is_listed` turns true when a list has shown it. `is_resent` says that its create was sent twice, so that a second
    job with the same `external_id` and date is ours too. `reverted_at` is when drift was last put back; what the
    remote shows after that without having changed is `observed`. `parts` are short digests of what the body was made
    of, to say later which part an edit changed. `call` is written before a PATCH or DELETE: found gone with an open
    DELETE, it was us who cancelled it, and no person.
    """

    job_id: str
    sent: Sent
    sent_at: datetime
    external_id: str = ""
    endpoint: str = ""
    observed: Sent | None = None
    is_listed: bool = False
    is_resent: bool = False
    reverted_at: datetime | None = None
    parts: dict[str, str] = {}
    call: Call | None = None


class Intent(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """Written before a create: from now on the call may have happened. Sent once, not after `not_after`.

    `is_parked` marks the create of a replace, and `sent.at` is then the parked date. `first_at` is when the key was
    first used, `is_resent` that it was used more than once. `digest` is of the whole delivery, date and texts included.
    `platforms` and `post_type` are those of this create: a re-creation may have others than the job before it.
    `headline` is what lists and history show in place of the title, where that is another.
    """

    external_id: str
    key: str
    n: int
    digest: str
    sent: Sent
    first_at: datetime
    not_after: datetime
    endpoint: str = ""
    platforms: tuple[str, ...] = ()
    post_type: str = ""
    headline: str = ""
    is_parked: bool = False
    is_resent: bool = False


class Published(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """Proof that followers of one platform saw the post. `body` and texts as sent, to tell later edits."""

    at: datetime
    job_id: str = ""
    url: str = ""
    post_id: str = ""


class Failed(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """A platform's explicit failure or skip, as the history says."""

    at: datetime
    job_id: str = ""
    error: str = ""
    skipped: bool = False


class Tombstone(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """A job of ours that ended without being published: `reason` is `cancelled`, `replaced`, `gone` or `person`; or
    `forgotten`, a person's word to leave it as it is, the jobs in `left` included. `due` is when it would have gone
    out.
    """

    at: datetime
    job_id: str
    reason: str
    left: tuple[str, ...] = ()
    due: datetime | None = None


class Entry(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """Everything remembered of one address.

    `n` is the count that the next create will carry. `job` is the live one; during a replace `parked` is the new
    one. `file` is where it was written last. `fixed_at` is the moment that `on-merge`, or a date that was already
    past (`fixed_for`), was fixed at. `wanted` is the digest of the last delivery that was applied (body, texts,
    date), to tell edits of published posts. `held` is the reason of the last hold, `restore` the wish of a person
    to have a cancelled or failed post sent again. `merged` and `retry_at` count folded answers and say when to try
    again. `is_protected` outlives the file's `protect: true`. `former` are the addresses that it
    had before it was renamed, should the renaming be taken back.
    """

    post_id: str
    profile: str
    platforms: tuple[str, ...]
    post_type: str = "text"
    n: int = 0
    file: str = ""
    job: JobRecord | None = None
    parked: JobRecord | None = None
    intent: Intent | None = None
    published: dict[str, Published] = {}
    failed: dict[str, Failed] = {}
    tombstone: Tombstone | None = None
    fixed_at: datetime | None = None
    fixed_for: datetime | None = None
    wanted: str = ""
    held: str = ""
    merged: int = 0
    retry_at: datetime | None = None
    is_protected: bool = False
    restore: bool = False
    former: tuple[str, ...] = ()

    @property
    def records(self) -> tuple[JobRecord, ...]:
        """Of the live job and of the parked one, where there are such."""
        return tuple(record for record in (self.job, self.parked) if record is not None)


class Lease(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who may write now. `run` names the run for people, `until` is when the lease ends by itself."""

    run: str
    until: datetime


class State(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole document. `posts` is keyed by address. `echoes` maps endpoint to whether it echoes `external_id`.
    `account` is a digest of what `/me` says, empty before the first apply. `used_plans` are digests of saved plans
    that were applied, each with its expiry. `applied_at` is the end of the last apply that left nothing undone.
    `lineage` is made once, at the first write.
    """

    namespace: str
    format: int = FORMAT
    serial: int = 0
    lineage: str = ""
    repository: str = ""
    folder: str = ""
    account: str = ""
    lease: Lease | None = None
    applied_at: datetime | None = None
    echoes: dict[str, bool] = {}
    used_plans: dict[str, datetime] = {}
    posts: dict[str, Entry] = {}
