"""Nodes to plain values, and what of YAML a post may not use."""

from typing import Any
from typing import NamedTuple

from contentsync.content.composer import DEPTH_LIMIT
from contentsync.content.composer import IMPLICIT
from contentsync.content.composer import PLAIN
from contentsync.content.composer import MappingNode
from contentsync.content.composer import Node
from contentsync.content.composer import ScalarNode
from contentsync.content.composer import SequenceNode
from contentsync.content.directive import is_directive
from contentsync.content.scalars import WORDS
from contentsync.content.scalars import plain
from contentsync.content.spot import Spot

# A file of 1 MiB holds fewer by far; only aliases of aliases grow beyond it.
VALUE_LIMIT = 200_000
MERGE = "<<"


class Names(NamedTuple):
    """How values under certain keys are taken.

    `written`: numbers and booleans there are text, as they were written. `read`: followers read it, so that a comment
    after an unquoted value is an error: what follows the `#` would be lost without a word.
    """

    written: frozenset[str]
    read: frozenset[str]


class TooManyValuesError(Exception):
    """Aliases have made more than `VALUE_LIMIT` values of one file."""


class Builder:
    """One per file. `spots` collects what is wrong; the values are as good as they can be made nevertheless.

    `raw` is the text that the nodes are of; `offset` is added to each line number.
    """

    def __init__(self, names: Names, raw: bytes, offset: int = 0) -> None:
        self.spots: list[Spot] = []
        self._written = names.written
        self._read = names.read
        self._lines: list[str] = []
        self._firsts: tuple[Node | None, dict[str, Node]] = (None, {})
        self._raw = raw if b" #" in raw or b"\t#" in raw else b""
        self._offset = offset
        self._count = 0

    def build(self, node: Node, depth: int = 1) -> Any:
        """The value of a node. Raises TooManyValuesError."""
        if type(node) is ScalarNode:
            return self._scalar(node)
        self._count += len(node.value)
        if self._count > VALUE_LIMIT:
            raise TooManyValuesError
        if depth > DEPTH_LIMIT:
            self._report(node, "CS106", f"nested deeper than {DEPTH_LIMIT} levels", "A post needs four or five.")
            return None
        if node.tag not in IMPLICIT:
            self._report_tag(node)
        if type(node) is SequenceNode:
            return [self.build(child, depth + 1) for child in node.value]
        return self._mapping(node, depth)

    def _scalar(self, node: ScalarNode) -> Any:
        if node.tag is PLAIN:
            return plain(node.value)
        if node.tag not in IMPLICIT:
            self._report_tag(node)
        return node.value

    def _mapping(self, node: Node, depth: int) -> dict[str, Any]:
        values: dict[str, Any] = {}
        merged: list[Node] = []
        for key, child in node.value:
            name = key.value
            if type(name) is not str:
                self._report(key, "CS202", "a key has to be one word", "Quote it if it is meant as text.")
            elif name == MERGE and key.tag is PLAIN:
                merged.append(child)
            elif name in values:
                self._report_duplicate(key, node)
            elif type(child) is ScalarNode and name in self._written:
                values[name] = self._text(name, child)
            else:
                values[name] = self.build(child, depth + 1)
        for child in merged:
            values = self._merged(values, child, depth)
        return values

    def _text(self, name: str, node: ScalarNode) -> str | None:
        if node.tag is not PLAIN:
            text: str = self._scalar(node)
            return text
        if self._raw and name in self._read:
            self._check_comment(name, node)
        return None if node.value in WORDS and WORDS[node.value] is None else node.value

    def _merged(self, values: dict[str, Any], node: Node, depth: int) -> dict[str, Any]:
        for source in node.value if type(node) is SequenceNode else [node]:
            if type(source) is MappingNode:
                values = {**self.build(source, depth + 1), **values}
            else:
                self._report(source, "CS202", "`<<` takes a mapping", "Write `<<: *name`, the anchor on a mapping.")
        return values

    def _check_comment(self, name: str, node: ScalarNode) -> None:
        end = node.end_mark
        if not self._lines:
            self._lines = self._raw.decode().split("\n")
        line = self._lines[end.line] if end.line < len(self._lines) else ""
        rest = line[end.column :].strip()
        if not rest.startswith("#") or is_directive(rest):
            return
        column = line.index("#", end.column) + 1
        self.spots.append(
            Spot(
                end.line + 1 + self._offset,
                column,
                "CS103",
                f"`#` begins a comment here: {rest[:40]!r} would not be part of `{name}`",
                f"Quote the text: {name}: {quoted(f'{node.value} {rest}'.strip())}",
            )
        )

    def _report_tag(self, node: Node) -> None:
        shown = node.tag.replace("tag:yaml.org,2002:", "!!")
        self._report(node, "CS105", f"YAML tags such as {shown} are not read", "Leave the tag out, or quote the text.")

    def _report_duplicate(self, key: Node, node: Node) -> None:
        if self._firsts[0] is not node:
            # One look at the keys of a mapping, however many of them are there twice.
            self._firsts = node, {other.value: other for other, _ in reversed(node.value) if type(other) is ScalarNode}
        first = self._firsts[1][key.value]
        self._report(
            key,
            "CS102",
            f"`{key.value}` stands here twice, first on line {first.start_mark.line + 1 + self._offset}",
            "Keep one of the two.",
        )

    def _report(self, node: Node, code: str, message: str, fix: str) -> None:
        mark = node.start_mark
        self.spots.append(Spot(mark.line + 1 + self._offset, mark.column + 1, code, message, fix))


def quoted(text: str) -> str:
    """The text as a YAML scalar in quotes that keep it as it is."""
    if "'" not in text:
        return f"'{text}'"
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
