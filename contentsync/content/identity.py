"""The id of a post: what is written, or the path of its file."""

import re
import unicodedata
from typing import Any

from contentsync.content.finding import Finding
from contentsync.content.finding import excerpt
from contentsync.content.tree import POST_SUFFIXES

LENGTH_LIMIT = 100
ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]*")


def identified(values: Any, relative: str, is_alone: bool) -> tuple[str, list[Finding]]:
    """The id, "" where it is not known, and what is wrong with it. `relative` is the path below the content root."""
    written = values.get("id") if isinstance(values, dict) else None
    if written is None and not is_alone:
        message = "a post in a file with several needs an `id`"
        return "", [Finding((), "CS203", message, "Add id: a-name-of-its-own")]
    if written is None:
        written = _without_suffix(relative)
    elif not isinstance(written, str):
        return "", []
    post_id = unicodedata.normalize("NFC", written)
    if ID.fullmatch(post_id) and len(post_id) <= LENGTH_LIMIT:
        return post_id, []
    return "", [_bad(post_id)]


def _without_suffix(relative: str) -> str:
    suffix = next(suffix for suffix in POST_SUFFIXES if relative.lower().endswith(suffix))
    return relative[: -len(suffix)]


def _bad(post_id: str) -> Finding:
    plain = unicodedata.normalize("NFKD", post_id).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^A-Za-z0-9._/-]+", "-", plain).strip("-._/")[:LENGTH_LIMIT] or "a-name"
    message = f"{excerpt(post_id)} cannot be an id: letters, digits and . _ / - only, {LENGTH_LIMIT} characters at most"
    return Finding(("id",), "CS210", message, f"Write: id: {slug}")
