"""Where a value stands: found again in the nodes of its file, only when something has to be reported."""

from collections.abc import Sequence
from typing import Any

from contentsync.content.composer import MappingNode
from contentsync.content.composer import Node
from contentsync.content.composer import SequenceNode
from contentsync.content.finding import Path

# Codes that are about the key and not about what stands behind it.
_ABOUT_KEYS = frozenset({"CS201", "CS301", "CS302", "CS304", "CS305", "CS311"})


def find(node: Node | None, path: Path, code: str = "") -> tuple[Node | None, int]:
    """The node at the path, or the last one on the way to it, and how many steps of the path were found."""
    for depth, step in enumerate(path):
        key, child = _step(node, step)
        if child is None:
            return node, depth
        node = key if depth == len(path) - 1 and key is not None and code in _ABOUT_KEYS else child
    return node, len(path)


def _step(node: Node | None, step: str | int) -> tuple[Node | None, Node | None]:
    if isinstance(node, MappingNode):
        for key, child in node.value:
            if key.value == step:
                return key, child
        return None, None
    if isinstance(step, int):
        return None, node.value[step] if isinstance(node, SequenceNode) and step < len(node.value) else None
    # A network may stand in a list, or by itself.
    children = node.value if isinstance(node, SequenceNode) else [node] if node else []
    return None, next((child for child in children if child.value == step), None)


def place(node: Node, lines: Sequence[str], needle: str) -> tuple[int, int]:
    """Line and column, from 1, of a node, or of the needle within it."""
    start: Any = node.start_mark
    last: Any = node.end_mark
    if needle:
        for number in range(start.line, min(last.line + 1, len(lines))):
            column = lines[number].find(needle, start.column if number == start.line else 0)
            if column >= 0:
                return number + 1, column + 1
    return start.line + 1, start.column + 1
