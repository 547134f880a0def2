"""All that `fmt` has to say about a file, one thing after the other."""

import codecs
from collections.abc import Sequence

import msgspec

from contentsync.content.formatting.dates import dated
from contentsync.content.formatting.indents import indented
from contentsync.content.formatting.order import ordered
from contentsync.content.formatting.spacing import ended
from contentsync.content.formatting.spacing import spaced
from contentsync.content.formatting.spacing import trimmed
from contentsync.content.frontmatter import Parts
from contentsync.content.frontmatter import divided
from contentsync.content.keys import DEFAULTS
from contentsync.content.keys import KEYS
from contentsync.content.tree import DEFAULTS_FILE
from contentsync.content.tree import MARKDOWN_SUFFIXES


class Form(msgspec.Struct, frozen=True):
    """What kind of file it is: the `order` of its keys, whether it holds posts, and whether it is Markdown."""

    order: Sequence[str]
    is_post: bool = False
    is_markdown: bool = False


POSTS = Form(tuple(KEYS), is_post=True)
MARKDOWN = Form(tuple(KEYS), is_post=True, is_markdown=True)
INHERITED = Form(tuple(DEFAULTS))


def form_of(name: str) -> Form:
    """The form of a file below the content root."""
    if name.rpartition("/")[2] == DEFAULTS_FILE:
        return INHERITED
    return MARKDOWN if name.lower().endswith(MARKDOWN_SUFFIXES) else POSTS


def formatted(raw: bytes, form: Form) -> bytes:
    """The file as it should be: the same bytes for what is so already, the same meaning for any other.

    The file has to be without an error. One with a lone CR is left alone: no two programs see the same lines in it.
    """
    text = raw.removeprefix(codecs.BOM_UTF8).replace(b"\r\n", b"\n")
    if b"\r" in text:
        return raw
    return _markdown(text, form) if form.is_markdown else _yaml(text, form)


def _yaml(raw: bytes, form: Form) -> bytes:
    text = ended(raw.decode(), form.is_post)
    text = indented(spaced(text))
    text = ordered(text, form.order)
    return trimmed(dated(text) if form.is_post else text).encode()


def _markdown(raw: bytes, form: Form) -> bytes:
    """The body is sent as it is: only what follows it, which nobody sees, is taken away."""
    parts = divided(raw)
    assert isinstance(parts, Parts)
    first, last = parts.front
    body = raw[parts.body :].decode().rstrip().encode()
    pieces = [raw[:first].rstrip(), _yaml(raw[first:last], form).rstrip(b"\n"), raw[last : parts.body].rstrip(), body]
    return b"".join(piece + b"\n" for piece in pieces if piece)
