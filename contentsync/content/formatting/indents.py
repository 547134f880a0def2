"""Two spaces for each level of lists and mappings. What stands on a level moves with it, texts and comments too."""

from collections.abc import Iterator
from typing import Any
from typing import NamedTuple

from yaml.tokens import AnchorToken
from yaml.tokens import BlockEndToken
from yaml.tokens import BlockEntryToken
from yaml.tokens import BlockMappingStartToken
from yaml.tokens import BlockSequenceStartToken
from yaml.tokens import KeyToken
from yaml.tokens import ScalarToken
from yaml.tokens import TagToken

from contentsync.content.formatting.source import BLOCK
from contentsync.content.formatting.source import BREAKS
from contentsync.content.formatting.source import OPENS
from contentsync.content.formatting.source import Source
from contentsync.content.formatting.source import edited

STEP = 2


class _Level(NamedTuple):
    """A block of keys or of entries: the column it has, and the one it should have."""

    column: int
    wanted: int
    is_list: bool

    @property
    def shift(self) -> int:
        return self.wanted - self.column


_Levels = tuple[_Level, ...]


def indented(text: str) -> str:
    """The text with two spaces for each level, and one space behind each `-`; as it is where that is not safe."""
    source = Source(text)
    if not _is_safe(source):
        return text
    outline = _Outline(source)
    for token, depth in source.tokens:
        outline.take(token, depth)
    return edited(text, [*outline.gaps, *_shifts(source, outline)])


def _is_safe(source: Source) -> bool:
    """Anchors and `?` stand where a level could begin."""
    return not any(
        isinstance(token, (AnchorToken, TagToken))
        or (isinstance(token, KeyToken) and source.text.startswith("?", source.index(token.start_mark)))
        for token, _ in source.tokens
    )


class _Outline:
    """Which levels hold each line.

    `begins` are lines that begin with a key or an entry, `inside` those within a text or a flow collection: how far
    they move, and whether their indent means nothing. `open` is what a line leaves open; `gaps` are edits.
    """

    def __init__(self, source: Source) -> None:
        self.source = source
        self.begins: dict[int, _Levels] = {}
        self.inside: dict[int, tuple[int, bool]] = {}
        self.open: dict[int, _Levels] = {}
        self.gaps: list[tuple[int, int, str]] = []
        self._levels: _Levels = ()
        self._line = 0
        self._dash: Any = None

    def take(self, token: Any, depth: int) -> None:
        """The next token."""
        if isinstance(token, BlockEndToken):
            self._leave_bare_list()
            self._levels = self._levels[:-1]
            return
        if depth == 0:
            self._enter(token)
        self._close_gap(token)
        self._go_on(token, depth)
        self.open[token.start_mark.line] = self._levels

    def _enter(self, token: Any) -> None:
        column = token.start_mark.column
        if isinstance(token, (BlockMappingStartToken, BlockSequenceStartToken)):
            self._open(column, isinstance(token, BlockSequenceStartToken))
        elif isinstance(token, BlockEntryToken):
            if not (self._levels and self._levels[-1].is_list and self._levels[-1].column == column):
                # A list below a key may stand in the key's own column; libyaml does not say where it begins and ends.
                self._open(column, True)
            self._begin(token)
        elif isinstance(token, KeyToken):
            self._leave_bare_list()
            self._begin(token)

    def _open(self, column: int, is_list: bool) -> None:
        wanted = self._levels[-1].wanted + STEP if self._levels else 0
        self._levels = (*self._levels, _Level(column, wanted, is_list))

    def _leave_bare_list(self) -> None:
        if len(self._levels) > 1 and self._levels[-1].column == self._levels[-2].column:
            self._levels = self._levels[:-1]

    def _begin(self, token: Any) -> None:
        line, column = token.start_mark.line, token.start_mark.column
        if self.source.indent_of(line) == column:
            self.begins[line] = self._levels

    def _close_gap(self, token: Any) -> None:
        dash, self._dash = self._dash, token.end_mark if isinstance(token, BlockEntryToken) else None
        if dash is not None and dash.line == token.start_mark.line:
            self.gaps.append((self.source.index(dash), self.source.index(token.start_mark), " "))

    def _go_on(self, token: Any, depth: int) -> None:
        begun = self._line if depth and not (depth == 1 and isinstance(token, OPENS)) else token.start_mark.line
        self._line = token.end_mark.line
        is_block = isinstance(token, ScalarToken) and token.style in BLOCK
        end = self.source.end_of(token) if is_block else self._line + 1
        if depth or isinstance(token, ScalarToken):
            is_loose = depth > 0 or not (is_block or token.plain)
            shift = self._levels[-1].shift if self._levels else 0
            self.inside.update(dict.fromkeys(range(begun + 1, end), (shift, is_loose)))


def _shifts(source: Source, outline: _Outline) -> Iterator[tuple[int, int, str]]:
    """The edits of the lines' beginnings."""
    below = _below(source, outline)
    above: _Levels = ()
    for number, line in enumerate(source.lines):
        shift = _shift(source, outline, number, (*above, *below[number]))
        above = outline.open.get(number, above)
        start = source.starts[number]
        if shift < 0:
            yield start, start + min(-shift, source.indent_of(number)), ""
        elif shift and line.strip(BREAKS):
            yield start, start, " " * shift


def _shift(source: Source, outline: _Outline, number: int, around: _Levels) -> int:
    indent = source.indent_of(number)
    if number in outline.begins:
        return outline.begins[number][-1].shift
    if number in outline.inside:
        shift, is_loose = outline.inside[number]
        # Something that looks like the end of a document may stand there: not in the first column.
        return 0 if is_loose and indent + shift < 1 else shift
    return _column(indent, around) - indent if source.is_comment(number) else 0


def _below(source: Source, outline: _Outline) -> list[_Levels]:
    """For each line the levels of the next one that begins with a key or an entry."""
    found: list[_Levels] = []
    levels: _Levels = ()
    for number in reversed(range(len(source.lines))):
        levels = outline.begins.get(number, levels)
        found.append(levels)
    return found[::-1]


def _column(column: int, around: _Levels) -> int:
    """Where a comment goes that stands in a column: it stays on its level, and out of the next one."""
    wanted = sorted({level.column: level.wanted for level in around}.items())
    for number in reversed(range(len(wanted))):
        if wanted[number][0] <= column:
            there = wanted[number][1] + column - wanted[number][0]
            return min(there, wanted[number + 1][1] - 1) if number + 1 < len(wanted) else there
    return min(column, wanted[0][1]) if wanted else column
