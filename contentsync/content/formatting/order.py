"""The keys of a post in the order of the documentation. Comments go with the key that they stand above or beside."""

from collections.abc import Iterator
from collections.abc import Sequence
from typing import NamedTuple

from yaml.tokens import AliasToken
from yaml.tokens import ScalarToken
from yaml.tokens import Token

from contentsync.content.composer import MappingNode
from contentsync.content.composer import Node
from contentsync.content.composer import ScalarNode
from contentsync.content.composer import SequenceNode
from contentsync.content.composer import compose
from contentsync.content.directive import MARK
from contentsync.content.formatting.source import BLANKS
from contentsync.content.formatting.source import BLOCK
from contentsync.content.formatting.source import Source
from contentsync.content.formatting.source import edited

MODELINES = ("# yaml-language-server:", "# $schema:")
"""How editors are told the schema of a file: the language server's, and JetBrains'."""


class Part(NamedTuple):
    """A key with its value and comments: the lines from `start` to before `end`, the key itself on `line`."""

    name: str
    start: int
    line: int
    end: int


def ordered(text: str, order: Sequence[str]) -> str:
    """The text with the keys of each of its mappings in that order; as it is where moving one is not safe."""
    source = Source(text)
    if not text.endswith("\n") or not _may_be_moved(source):
        return text
    places = {name: number for number, name in enumerate(order)}
    edits = []
    for node in mappings(text):
        parts = parts_of(source, node)
        if not parts or not all(part.name in places for part in parts):
            continue
        kept = parts[:1] if _is_about_all(source, node, parts[0]) else []
        moved = kept + sorted(parts[len(kept) :], key=lambda part: places[part.name])
        if moved != parts:
            dash = _dash_of(source, node.value[0][0])
            edits.append((parts[0].start, parts[-1].end, "".join(_joined(source, moved, dash, parts[0]))))
    return edited(text, [(source.starts[start], source.starts[end], piece) for start, end, piece in edits])


def _may_be_moved(source: Source) -> bool:
    """What a comment ignores depends on the line that it stands on or above."""
    return MARK not in source.text.encode() and all(_may_move(source, token) for token, _ in source.tokens)


def _may_move(source: Source, token: Token) -> bool:
    """An anchor has to stand before what names it, and a text that keeps empty lines would take in others."""
    if isinstance(token, ScalarToken):
        return token.style not in BLOCK or source.chomping(token) != "+"
    return not isinstance(token, AliasToken)


def mappings(text: str) -> Iterator[MappingNode]:
    """The mappings of a file that are posts, defaults or settings."""
    for root in compose(text.encode()):
        for node in root.value if isinstance(root, SequenceNode) else [root]:
            if isinstance(node, MappingNode):
                yield node


def parts_of(source: Source, node: MappingNode) -> list[Part]:
    """The parts of a block mapping, in order; none where a key has no line of its own."""
    keys = [key for key, _ in node.value]
    if node.flow_style or not keys or not all(_has_own_line(source, key, key is keys[0]) for key in keys):
        return []
    lines = [key.start_mark.line for key in keys]
    column = keys[0].start_mark.column
    starts = [_own_comments(source, keys[0]), *(_above(source, line, column) for line in lines[1:])]
    ends = [*starts[1:], _above(source, node.end_mark.line, column)]
    return [Part(key.value, *where) for key, *where in zip(keys, starts, lines, ends, strict=True)]


def _has_own_line(source: Source, key: Node, is_first: bool) -> bool:
    before = source.lines[key.start_mark.line][: key.start_mark.column]
    return isinstance(key, ScalarNode) and (not before.strip(BLANKS) or (is_first and before.strip(BLANKS) == "-"))


def _dash_of(source: Source, key: Node) -> str:
    """What stands before a key on its line if it is the first one of an entry, else ""."""
    before = source.lines[key.start_mark.line][: key.start_mark.column]
    return before if before.strip(BLANKS) else ""


def _above(source: Source, line: int, column: int) -> int:
    """The first of the blank lines and comments above a line, as far as they stand on its level."""
    while line and (source.is_blank(line - 1) or _is_on_level(source, line - 1, column)):
        line -= 1
    return line


def _is_on_level(source: Source, line: int, column: int) -> bool:
    """Whether it is a comment, and not about something further in."""
    return source.is_comment(line) and source.indent_of(line) <= column


def _own_comments(source: Source, first: Node) -> int:
    """Where the comments of the first key begin: below a blank line, with others above that are about all."""
    line = int(first.start_mark.line)
    if _dash_of(source, first):
        return line
    own = line
    while own and _is_on_level(source, own - 1, first.start_mark.column) and not _is_modeline(source, own - 1):
        own -= 1
    above = own
    while above and source.is_blank(above - 1):
        above -= 1
    return own if above and above < own and source.is_comment(above - 1) else line


def _is_modeline(source: Source, line: int) -> bool:
    return source.lines[line].startswith(MODELINES)


def _is_about_all(source: Source, node: MappingNode, first: Part) -> bool:
    """Whether the comment above the first key may be about the whole: then it stays, and the key with it."""
    if first.start < first.line or not first.line or _dash_of(source, node.value[0][0]):
        return False
    return source.is_comment(first.line - 1) and not _is_modeline(source, first.line - 1)


def _joined(source: Source, parts: list[Part], dash: str, was_first: Part) -> Iterator[str]:
    """The lines of the parts in their new order. The dash of an entry goes to its new first key."""
    for part in parts:
        above, (line, *rest) = source.lines[part.start : part.line], source.lines[part.line : part.end]
        if part is was_first:
            line = " " * len(dash) + line[len(dash) :]
        if part is parts[0]:
            line = dash + line[len(dash) :]
            indent = dash.partition("-")[0]
            above = [indent + each.lstrip(BLANKS) if dash else each for each in above]
            above = above[_blanks(above) :]
        yield from (*above, line, *rest)


def _blanks(lines: list[str]) -> int:
    return next((number for number, line in enumerate(lines) if line.strip()), len(lines))
