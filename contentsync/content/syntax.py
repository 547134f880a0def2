"""Errors of YAML in the words of people who write posts, with the corrected line where it can be known."""

import re

from yaml import YAMLError
from yaml.error import MarkedYAMLError
from yaml.reader import ReaderError

from contentsync.content.builder import quoted
from contentsync.content.spot import Spot

_PAIR = re.compile(r"^(?P<lead>\s*(?:- )?(?P<key>[\w-]+):[ \t]+)(?P<value>\S.*?)\s*$")
_FIRST_SIGNS = "@`%&*!|>"
# Errors of what begins at the context's mark, though they show further down.
_ABOUT_BEGINNING = ("quoted scalar", "simple key", "flow sequence", "flow mapping")
_CLOSING = {"[": "]", "{": "}"}
_BLOCK = "Put the text under `{key}: |`, each line two spaces further in."


def undecodable(raw: bytes) -> Spot:
    """CS107 at the first byte that is not UTF-8 text."""
    try:
        at = raw.decode().find("\x00")
        before = raw.decode()[: max(at, 0)]
        message = "a NUL byte is no text" if at >= 0 else "not UTF-8 text"
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode(errors="replace")
        message = f"not UTF-8 text: byte 0x{raw[error.start]:02x}"
    line = before.count("\n") + 1
    return Spot(line, len(before) - before.rfind("\n"), "CS107", message, "Save the file as UTF-8 text.")


def explain(error: YAMLError, raw: bytes) -> Spot:
    """The spot of a syntax error: where it is, what it means, how the line should read."""
    text = raw.decode(errors="replace")
    if isinstance(error, ReaderError):
        return _invisible(error, text)
    marked = error if isinstance(error, MarkedYAMLError) else MarkedYAMLError(problem=str(error))
    mark = marked.problem_mark or marked.context_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    context = marked.context_mark
    if context is not None and any(about in (marked.context or "") for about in _ABOUT_BEGINNING):
        line, column = context.line, context.column
    message, fix = _meaning(_flat(f"{marked.context or ''} {marked.problem or ''}"), text.split("\n"), line)
    return Spot(line + 1, column + 1, "CS101", message, fix)


def _meaning(problem: str, lines: list[str], line: int) -> tuple[str, str]:
    text = lines[line] if line < len(lines) else ""
    pair = _PAIR.match(text)
    if "\t" in text[: len(text) - len(text.lstrip())] or "a tab character" in problem:
        return "a tab indents this line: YAML takes spaces only", f"Write: {text.expandtabs(2).rstrip()}"
    if "duplicate anchor" in problem:
        message = "`&` names an anchor here, and that name is given already"
        return message, "Quote the text if the `&` belongs to it, or put it under `text: |`."
    if "quoted scalar" in problem:
        return "this quote is never closed", _unclosed(pair)
    if pair:
        return _about_value(problem, pair)
    if text.strip()[:1] in tuple(_FIRST_SIGNS):
        shown = text.rstrip()
        indent = shown[: len(shown) - len(shown.lstrip())]
        return (
            f"a text cannot begin with `{shown.strip()[0]}` unquoted",
            f"Write: {indent}{quoted(shown.strip())}",
        )
    above = _text_above(lines, line)
    if above:
        return f"this line is not part of `{above}` as it is written", _BLOCK.format(key=above)
    return f"not YAML: {problem}", "Check the indentation, and put long text under `text: |`."


def _about_value(problem: str, pair: re.Match[str]) -> tuple[str, str]:
    value, first = pair["value"], pair["value"][0]
    if first in _FIRST_SIGNS:
        return f"a text cannot begin with `{first}` unquoted", f"Write: {pair['lead']}{quoted(value)}"
    if first in _CLOSING:
        fix = f"Close it with `{_CLOSING[first]}`; if it is meant as text, write: {pair['lead']}{quoted(value)}"
        return f"`{first}` begins a list or a mapping here, and it does not end well", fix
    if first in "\"'":
        inner = value[1:-1] if value[-1] == first else value
        return "the text goes on after its closing quote", f"Write: {pair['lead']}{quoted(inner)}"
    if "mapping values are not allowed" in problem:
        return "`: ` inside an unquoted text is read as a key", _corrected(pair)
    return f"not YAML: {problem}", _BLOCK.format(key=pair["key"])


def _corrected(pair: re.Match[str]) -> str:
    return f"Write: {pair['lead']}{quoted(pair['value'])}, or put the text under `{pair['key']}: |`."


def _unclosed(pair: re.Match[str] | None) -> str:
    if not pair or pair["value"][0] not in "\"'":
        return "Close it on the same line, or put the text under `text: |`."
    value, quote = pair["value"], pair["value"][0]
    if value.count(quote) > 1:
        return _BLOCK.format(key=pair["key"])
    return f"Write: {pair['lead']}{value}{quote}, or put the text under `{pair['key']}: |`."


def _text_above(lines: list[str], line: int) -> str:
    """The key of the value that the broken line seems to continue, if it began as an unquoted text."""
    for text in reversed(lines[: min(line, len(lines))]):
        pair = _PAIR.match(text)
        if pair:
            return "" if pair["value"][0] in "|>[{" else pair["key"]
        if not text.strip():
            continue
        if re.match(r"\s*[\w-]+:\s*$", text):
            return ""
    return ""


def _invisible(error: ReaderError, text: str) -> Spot:
    # libyaml counts bytes.
    before = text.encode()[: error.position].decode(errors="ignore")
    message = f"an invisible control sign (U+{ord(text[len(before)]):04X}) stands here"
    return Spot(before.count("\n") + 1, len(before) - before.rfind("\n"), "CS107", message, "Delete it.")


def _flat(text: str) -> str:
    return " ".join(text.split())[:200]
