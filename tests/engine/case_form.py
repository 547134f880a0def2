"""What a case file may say. docs: `tests/cases/README.md`. Unknown keys are errors, so that a typo proves nothing."""

from typing import Literal

import msgspec


class Form(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Every part of a case is one of these."""


class File(Form, frozen=True):
    """A delivery. `body` stands for everything that PATCH cannot carry; `megabytes` is its upload."""

    at: str = "+1d"
    title: str = ""
    text: str = "Hello"
    caption: str = ""
    body: str = "body"
    platforms: tuple[str, ...] = ("x",)
    texts: dict[str, str] = {}
    type: Literal["text", "photo", "video", "document"] = "text"
    own_texts: bool = False
    megabytes: int = 0
    draft: bool = False
    protect: bool = False
    renamed_from: str = ""
    repost_of: str = ""
    imported: str = ""
    keeps_media: bool = False


class Shown(Form, frozen=True):
    """What the remote showed after a create or a PATCH, where that was not what was sent."""

    at: str = ""
    text: str = ""


class Remembered(Form, frozen=True):
    """A job that state has. `sent` is when, `at` for when."""

    job: str
    at: str = "+1d"
    text: str = "Hello"
    caption: str = ""
    body: str = "body"
    sent: str = "-2d"
    n: int = 0
    listed: bool = True
    resent: bool = False
    reverted: str = ""
    shown: Shown | None = None
    endpoint: str = ""
    asked: "Asked | None" = None


class Asked(Form, frozen=True):
    """A PATCH of the job that may have been sent, not after `until`; one of nothing is a DELETE."""

    until: str = "-1m"
    at: str = ""
    text: str | None = None
    caption: str | None = None


class Open(Form, frozen=True):
    """A create that may have happened: first sent at `first`, not to be sent after `until`. `headline` is what the
    service shows in place of its text, where that is another.
    """

    first: str = "-1h"
    until: str = "-30m"
    at: str = "+1d"
    text: str = "Hello"
    headline: str = ""
    body: str = "body"
    n: int = 0
    parked: bool = False
    resent: bool = False
    endpoint: str = "upload_text"


class Stone(Form, frozen=True):
    """A job that ended without being published; `left` are those that `resolve --forget` leaves to themselves."""

    job: str = ""
    reason: str = "cancelled"
    at: str = "-1h"
    left: list[str] = []


class Memory(Form, frozen=True):
    """An entry of state. `wanted: same` says that the file is as it was when it was applied last, `other` that it was
    edited since. `published` and `failed` map platform to job, and to what the network said.
    """

    platforms: tuple[str, ...] = ("x",)
    type: str = "text"
    file: str = ""
    post: str = ""
    n: int = 1
    job: Remembered | str | None = None
    parked: Remembered | str | None = None
    intent: Open | None = None
    published: dict[str, str] = {}
    failed: dict[str, str] = {}
    tombstone: Stone | None = None
    fixed: str = ""
    fixed_for: str = ""
    wanted: Literal["", "same", "other"] = ""
    held: str = ""
    merged: int = 0
    retry: str = ""
    protect: bool = False
    restore: bool = False


class Scheduled(Form, frozen=True):
    """A job of the schedule. `of` makes it ours: the external id of that address, with `body`, `n` and `parked`."""

    of: str = ""
    body: str = "body"
    n: int = 0
    parked: bool = False
    at: str = "+1d"
    text: str | None = "Hello"
    caption: str | None = ""
    platforms: tuple[str, ...] = ("x",)
    profile: str = "acme"
    type: str = "text"
    listed: bool = True
    external: str = ""


class Row(Form, frozen=True):
    """A row of the history."""

    job: str = ""
    of: str = ""
    body: str = "body"
    n: int = 0
    platform: str = "x"
    profile: str = "acme"
    at: str = "-1h"
    success: bool = True
    skipped: bool = False
    error: str = ""
    text: str = "Hello"
    total: int = 1


class Upload(Form, frozen=True):
    """An upload that the history shows as running."""

    job: str
    of: str = ""
    platform: str = "x"
    profile: str = "acme"


class Told(Form, frozen=True):
    """What status says of a job."""

    phase: str
    failed: int = 0
    total: int = 1


class Terms(Form, frozen=True):
    """Settings and accounts. `unusable` maps address to the reason."""

    drift: str = "revert"
    late: str = ""
    unusable: dict[str, str] = {}


class Patched(Form, frozen=True):
    """What a PATCH would carry; what is not said here, it must not carry."""

    at: str = ""
    text: str | None = None
    caption: str | None = None


class Kept(Form, frozen=True):
    """What state is to hold afterwards; only what is said here is looked at. `-` says that there is none."""

    job: str = ""
    parked: str = ""
    intent: str = ""
    held: str = ""
    tombstone: str = ""
    published: tuple[str, ...] | None = None
    failed: tuple[str, ...] | None = None
    n: int | None = None
    restore: bool | None = None
    protect: bool | None = None
    listed: bool | None = None
    fixed: str = ""
    shown: str = ""
    asked: str = ""


class Expected(Form, frozen=True):
    """One change. `rule` and `action` are always compared, everything else only where it is said."""

    action: str
    rule: str
    reason: str = ""
    step: str | None = None
    patch: Patched | None = None
    jobs: tuple[str, ...] | None = None
    at: str = ""
    n: int | None = None
    code: str | None = None
    risk: bool = False
    drift: bool = False
    hint: str = ""
    remember: Kept | None = None


class CaseForm(Form, frozen=True):
    """A case file. `expect` is the whole plan: every address that is shown, and no other."""

    about: str
    expect: dict[str, Expected]
    now: str = "2027-03-01T12:00:00Z"
    files: dict[str, File | Literal["bad"]] = {}
    bad_files: tuple[str, ...] = ()
    state: dict[str, Memory] | None = None
    applied: str = ""
    echoes: dict[str, bool] = {}
    schedule: dict[str, Scheduled] = {}
    history: tuple[Row, ...] = ()
    running: tuple[Upload, ...] = ()
    status: dict[str, Told | str] = {}
    settings: Terms = Terms()
    unmanaged: int = 0
    order: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    allow_delete: int = 0
    targets: tuple[str, ...] = ()
    profiles: tuple[str, ...] = ()
    guards: tuple[str, ...] = ()
