"""Secrets, and the forms in which they travel, out of everything that is printed or written."""

import base64
import json
import re
from collections.abc import Iterable
from html import escape
from typing import TextIO
from urllib.parse import quote
from urllib.parse import quote_plus

SHORTEST = 6
"""A shorter secret is a word that texts have; masking it would only show which."""


def forms(secret: str) -> tuple[str, ...]:
    """The secret and its encodings, longest first: for URLs, in base64 with and without padding, in JSON."""
    if len(secret) < SHORTEST:
        return ()
    raw = secret.encode()
    encoded = [each(raw).decode() for each in (base64.b64encode, base64.urlsafe_b64encode)]
    found = {
        secret,
        quote(secret, safe=""),
        quote_plus(secret),
        json.dumps(secret)[1:-1],
        *encoded,
        *(text.rstrip("=") for text in encoded),
    }
    return tuple(sorted(found, key=lambda form: (-len(form), form)))


class Mask:
    """Replaces secrets by `***`, also where they were made harmless for Markdown or HTML. Shows none of them in its own
    repr.
    """

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        found = {form for secret in secrets for form in forms(secret)}
        self.forms = tuple(sorted(found, key=lambda form: (-len(form), form)))
        self._pattern = re.compile("|".join(_however_written(form) for form in self.forms))

    def __call__(self, text: str) -> str:
        return self._pattern.sub("***", text) if self.forms else text

    def __repr__(self) -> str:
        return "Mask(***)"


def _however_written(form: str) -> str:
    """A pattern for a text whose signs may stand behind a backslash, as entities, or apart by a space of no width."""
    signs = [{re.escape(sign), re.escape(escape(sign)), re.escape(f"&#{ord(sign)};")} for sign in form]
    return "\u200b?".join(rf"\\?(?:{'|'.join(sorted(each))})" for each in signs)


class MaskedStream:
    """A text stream without secrets; everything but `write` is the stream's own."""

    def __init__(self, stream: TextIO, mask: Mask) -> None:
        self._stream, self._mask = stream, mask

    def write(self, text: str) -> int:
        """One piece of text; a secret that is cut in two by two calls passes."""
        self._stream.write(self._mask(text))
        return len(text)

    def __getattr__(self, name: str) -> object:
        return getattr(self._stream, name)
