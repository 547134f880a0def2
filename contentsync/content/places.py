"""From findings and spots to problems: which file, which line."""

from functools import lru_cache

import msgspec

from contentsync.content.composer import Node
from contentsync.content.finding import Finding
from contentsync.content.positions import find
from contentsync.content.positions import place
from contentsync.content.spot import Spot
from contentsync.model.problem import Problem


class Layer(msgspec.Struct, frozen=True):
    """A file that values come from: its posix path, the node that they were read from, and its bytes.

    A mark of the node counts lines from `offset`. `body_line` is where the text of a Markdown file begins, else 0.
    """

    file: str
    node: Node | None
    offset: int
    raw: bytes
    body_line: int = 0


def problem_of_spot(file: str, spot: Spot, post: str = "") -> Problem:
    """A spot of a file as a problem."""
    return Problem(file, spot.line, spot.column, spot.code, spot.message, spot.fix, spot.severity, post)


def problem_of(finding: Finding, layers: tuple[Layer, ...], line: int, post: str = "") -> Problem:
    """The problem of a finding, at the nearest of the files that has the value; else as near to it as the post gets.

    `layers[0]` is the post's own file, `line` the one on which the post begins.
    """
    for number, layer in enumerate(layers):
        node, depth = find(layer.node, finding.path, finding.code)
        if node is not None and finding.path and depth == len(finding.path):
            return _problem(finding, layer, node, "" if number else post)
        if not number and layer.body_line and finding.path == ("text",):
            return _in_body(finding, layer, post)
    node, depth = find(layers[0].node, finding.path)
    if node is not None and depth:
        return _problem(finding, layers[0], node, post)
    return _at(finding, layers[0].file, line, 1, post)


@lru_cache(maxsize=2)
def _lines(raw: bytes) -> tuple[str, ...]:
    """Kept for the next finding in the same file: a file of posts may have many."""
    return tuple(raw.decode(errors="replace").split("\n"))


def _problem(finding: Finding, layer: Layer, node: Node, post: str) -> Problem:
    lines = _lines(layer.raw) if finding.needle else ()
    # Marks count from the piece of the file that was read by itself, lines from the whole of it.
    line, column = place(node, lines[layer.offset :] if layer.offset else lines, finding.needle)
    return _at(finding, layer.file, line + layer.offset, column, post)


def _in_body(finding: Finding, layer: Layer, post: str) -> Problem:
    body = _lines(layer.raw)[layer.body_line - 1 :]
    for number, line in enumerate(body):
        column = line.find(finding.needle)
        if column >= 0:
            return _at(finding, layer.file, layer.body_line + number, column + 1, post)
    return _at(finding, layer.file, layer.body_line, 1, post)


def _at(finding: Finding, file: str, line: int, column: int, post: str) -> Problem:
    return Problem(file, line, column, finding.code, finding.message, finding.fix, finding.severity, post)
