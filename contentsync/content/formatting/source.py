"""A YAML text by its lines and tokens: what may be touched, and what stands in texts of people."""

import re
from collections.abc import Iterable
from functools import cached_property
from itertools import accumulate
from typing import Any
from typing import NamedTuple

from yaml.tokens import FlowMappingEndToken
from yaml.tokens import FlowMappingStartToken
from yaml.tokens import FlowSequenceEndToken
from yaml.tokens import FlowSequenceStartToken
from yaml.tokens import ScalarToken
from yaml.tokens import Token

from contentsync.content.composer import tokens

# What ends a line to libyaml, whose marks count lines.
_LINE = re.compile("[^\n\r\x85\u2028\u2029]*(?:\r\n|[\n\r\x85\u2028\u2029])|[^\n\r\x85\u2028\u2029]+\\Z")
BREAKS = "\n\r\x85\u2028\u2029"
_HEADER = re.compile(r"[|>][0-9]?([-+]?)")
BLANKS = " \t"
BLOCK = ("|", ">")
OPENS = (FlowMappingStartToken, FlowSequenceStartToken)
_CLOSES = (FlowMappingEndToken, FlowSequenceEndToken)


class Placed(NamedTuple):
    """A token, and how many flow collections it stands in; one that opens or closes one stands in it."""

    token: Token
    depth: int


class Source:
    """One text, taken apart when it is first asked for. Lines count from 0, and have their ends."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines: list[str] = _LINE.findall(text)

    @cached_property
    def starts(self) -> list[int]:
        """Where each line begins in the text, and where the text ends."""
        return [0, *accumulate(map(len, self.lines))]

    @cached_property
    def tokens(self) -> list[Placed]:
        """What libyaml finds, in order."""
        placed = []
        depth = 0
        for token in tokens(self.text.encode()):
            depth += isinstance(token, OPENS)
            placed.append(Placed(token, depth))
            depth -= isinstance(token, _CLOSES)
        return placed

    @cached_property
    def kept(self) -> frozenset[int]:
        """The lines that hold text of a person to their very end: those of block texts, and of quotes that go on."""
        lines: set[int] = set()
        for token, _ in self.tokens:
            if isinstance(token, ScalarToken):
                if token.style in BLOCK:
                    lines.update(range(token.start_mark.line + 1, self.end_of(token)))
                elif not token.plain:
                    lines.update(range(token.start_mark.line, token.end_mark.line))
        return frozenset(lines)

    def index(self, mark: Any) -> int:
        """Where a mark stands in the text."""
        return self.starts[int(mark.line)] + int(mark.column)

    def end_of(self, token: ScalarToken) -> int:
        """The first line below a block text. Empty lines below it are part of it only if it keeps them."""
        end = int(token.end_mark.line) + int(token.end_mark.column > 0)
        if self.chomping(token) != "+":
            while end > token.start_mark.line + 1 and not self.lines[end - 1].strip(BREAKS):
                end -= 1
        return end

    def chomping(self, token: ScalarToken) -> str:
        """`-` or `+` in the head of a block text, "" where there is neither."""
        found = _HEADER.match(self.text, self.index(token.start_mark))
        return found[1] if found else ""

    def indent_of(self, line: int) -> int:
        """How many spaces the line begins with."""
        text = self.lines[line]
        return len(text) - len(text.lstrip(" "))

    def is_blank(self, line: int) -> bool:
        """Whether nothing stands on it, outside of texts."""
        return line not in self.kept and not self.lines[line].strip(BLANKS + BREAKS)

    def is_comment(self, line: int) -> bool:
        """Whether a comment and nothing else stands on it."""
        return line not in self.kept and self.lines[line].lstrip(BLANKS).startswith("#")


def edited(text: str, edits: Iterable[tuple[int, int, str]]) -> str:
    """The text with other pieces in those places (from, to), which do not overlap."""
    pieces = []
    done = 0
    for start, end, piece in sorted(edits):
        pieces += [text[done:start], piece]
        done = end
    return "".join([*pieces, text[done:]])
