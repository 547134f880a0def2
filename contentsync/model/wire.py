"""The wire form: the exact form fields and files that a create sends."""

import msgspec


class FilePart(msgspec.Struct, frozen=True):
    """One file of a multipart body. `path` is posix, from the repository root; `size` in bytes; `sha256` hex."""

    field: str
    path: str
    filename: str
    content_type: str
    sha256: str
    size: int


class WireForm(msgspec.Struct, frozen=True):
    """`endpoint` is `upload`, `upload_photos`, `upload_text` or `upload_document`; `fields` in the order they are sent.

    Date, `external_id` and the idempotency key are not part of it: the moment of sending adds them.
    """

    endpoint: str
    fields: tuple[tuple[str, str], ...]
    files: tuple[FilePart, ...] = ()
