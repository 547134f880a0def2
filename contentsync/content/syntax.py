"""Errors of YAML in the words of people who write posts, with the corrected line where it can be known."""

import re

from yaml import YAMLError
from yaml.error import MarkedYAMLError

from contentsync.content.builder import quoted
from contentsync.content.spot import Spot

_PAIR = re.compile(r"^(?P<lead>\s*(?:- )?(?P<key>[\w-]+):[ \t]+)(?P<value>\S.*?)\s*$")
_FIRST_SIGNS = "@`%"
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
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if not isinstance(error, MarkedYAMLError) or mark is None:
        return _control_sign(raw) or Spot(
            0, 0, "CS101", f"not YAML: {_flat(str(error))}", "Check it against a post that works."
        )
    lines = raw.decode(errors="replace").splitlines()
    line, column = mark.line, mark.column
    context = error.context_mark
    if "quoted scalar" in (error.context or "") and context is not None:
        line, column = context.line, context.column
    message, fix = _meaning(error, lines, line)
    return Spot(line + 1, column + 1, "CS101", message, fix)


def _meaning(error: MarkedYAMLError, lines: list[str], line: int) -> tuple[str, str]:
    text = lines[line] if line < len(lines) else ""
    problem = _flat(f"{error.context or ''} {error.problem or ''}")
    pair = _PAIR.match(text)
    if "\t" in text[: len(text) - len(text.lstrip())] or "'\\t'" in problem or "tab" in problem:
        return "a tab indents this line: YAML takes spaces only", f"Write: {text.expandtabs(2).rstrip()}"
    if "quoted scalar" in problem:
        return "this quote is never closed", _unclosed(pair)
    if pair and pair["value"][0] in _FIRST_SIGNS:
        return (
            f"a text cannot begin with `{pair['value'][0]}` unquoted",
            f"Write: {pair['lead']}{quoted(pair['value'])}",
        )
    if pair and "mapping values are not allowed" in problem:
        return "`: ` inside an unquoted text is read as a key", _corrected(pair)
    if pair and pair["value"][0] in "\"'[{*&!|>":
        return f"not YAML: {problem}", f"{_BLOCK.format(key=pair['key'])}"
    above = _text_above(lines, line)
    if above:
        return f"this line is not part of `{above}` as it is written", _BLOCK.format(key=above)
    return f"not YAML: {problem}", "Check the indentation, and put long text under `text: |`."


def _corrected(pair: re.Match[str]) -> str:
    return f"Write: {pair['lead']}{quoted(pair['value'])}, or put the text under `{pair['key']}: |`."


def _unclosed(pair: re.Match[str] | None) -> str:
    if not pair:
        return "Close it on the same line, or put the text under `text: |`."
    value, quote = pair["value"], pair["value"][0]
    if quote not in "\"'" or value.count(quote) > 1:
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


def _control_sign(raw: bytes) -> Spot | None:
    text = raw.decode(errors="replace")
    match = re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff\x80-\x84\x86-\x9f]", text)
    if match is None:
        return None
    before = text[: match.start()]
    message = f"an invisible control sign (U+{ord(match[0]):04X}) stands here"
    return Spot(before.count("\n") + 1, len(before) - before.rfind("\n"), "CS107", message, "Delete it.")


def _flat(text: str) -> str:
    return " ".join(text.split())[:200]
