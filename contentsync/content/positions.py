"""Where a value stands: found again in the nodes of its file, only when something has to be reported."""

from typing import Any

from contentsync.content.composer import MappingNode
from contentsync.content.composer import Node
from contentsync.content.composer import ScalarNode
from contentsync.content.composer import SequenceNode
from contentsync.content.finding import Path

# Codes that are about the key and not about what stands behind it.
_ABOUT_KEYS = frozenset({"CS201", "CS302", "CS304"})


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
    elif isinstance(node, SequenceNode):
        if isinstance(step, int) and step < len(node.value):
            return None, node.value[step]
        named = [child for child in node.value if isinstance(child, ScalarNode) and child.value == step]
        return None, named[0] if named else None
    elif isinstance(node, ScalarNode) and node.value == step:
        return None, node
    return None, None


def place(node: Node, lines: list[str], needle: str) -> tuple[int, int]:
    """Line and column, from 1, of a node, or of the needle within it."""
    start: Any = node.start_mark
    last: Any = node.end_mark
    if needle:
        for number in range(start.line, min(last.line + 1, len(lines))):
            column = lines[number].find(needle, start.column if number == start.line else 0)
            if column >= 0:
                return number + 1, column + 1
    return start.line + 1, start.column + 1
