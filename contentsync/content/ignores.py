"""The comments of a file that ignore problems, and the lines that they cover."""

import re
from bisect import bisect_right
from collections.abc import Collection
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence

import msgspec

from contentsync.content.composer import MappingNode
from contentsync.content.composer import Node
from contentsync.content.composer import ScalarNode
from contentsync.content.directive import COMMENT
from contentsync.content.directive import IN_TEXT
from contentsync.content.directive import MARK
from contentsync.content.directive import directive
from contentsync.content.documents import Written
from contentsync.content.spot import Spot
from contentsync.model.judgement import END
from contentsync.model.judgement import Ignore
from contentsync.model.problem import Problem
from contentsync.model.problem import Severity

NOWHERE = -1
MOST = 500
"""How many comments of one file are looked at."""

# What ends a line for the parser, whose marks are compared with these (YAML 1.1, §4.1.4).
_BREAKS = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_ONLY_IN_PLANS = "CS500"
# What is wrong with several posts together is found when all are read.
_BETWEEN_POSTS = frozenset({"CS330", "CS331", "CS332", "CS333", "CS334"})
_FRONT_ENDS = ("---", "...")


class _Value(msgspec.Struct, frozen=True):
    """Where a scalar stands, or where a collection begins, in lines of the file; `begins` is the line of its key."""

    begins: int
    start: tuple[int, int]
    end: tuple[int, int]

    @property
    def last(self) -> int:
        """The last line that has something of it: a block text ends where the next line begins."""
        line, column = self.end
        return line if column > 1 or line == self.start[0] else line - 1

    def has(self, line: int, column: int) -> bool:
        """Whether what stands there is part of the value."""
        return self.start < (line, column) < self.end


def ignores_of(file: str, raw: bytes, posts: Sequence[Written]) -> tuple[Ignore, ...]:
    """What the comments of a file (posix path) ignore in its posts; what cannot be taken becomes a remark of a post."""
    if MARK not in raw or not posts:
        return ()
    search = _Search(file, raw, posts)
    search.run()
    return tuple(search.ignores)


def in_vain(ignores: Iterable[Ignore], ignored: Collection[Problem]) -> list[Problem]:
    """A CS114 warning for each code that a comment ignores in vain; those found later are not known here."""
    return [
        _in_vain(ignore, code)
        for ignore in ignores
        for code in ignore.codes
        if code < _ONLY_IN_PLANS
        and code not in _BETWEEN_POSTS
        and not any(problem.code == code and ignore.covers(problem) for problem in ignored)
    ]


def _in_vain(ignore: Ignore, code: str) -> Problem:
    message = f"this comment ignores nothing: there is no {code} here"
    fix = f"Take {code} out, or put the comment on the line of the value, or directly above it."
    return Problem(ignore.file, ignore.line, ignore.column, "CS114", message, fix, Severity.WARNING)


class _Search:
    """One looking through a file: what its comments ignore so far."""

    def __init__(self, file: str, raw: bytes, posts: Sequence[Written]) -> None:
        self._file = file
        self._posts = posts
        self._lines = _BREAKS.split(raw.decode("utf-8-sig"))
        self._body_line = posts[0].body_line
        self._marked = [number for number, line in enumerate(self._lines, 1) if "contentsync: ignore" in line][:MOST]
        self._below = self._targets()
        self._values = self._by_line({*self._marked, *self._below.values()})
        self._begins = [post.node.start_mark.line + 1 + post.offset if post.node else 1 for post in posts]
        self.ignores: list[Ignore] = []

    def run(self) -> None:
        """Line by line: only one comment can stand on each."""
        for number in self._marked:
            self._look(number, self._lines[number - 1])

    def _look(self, number: int, line: str) -> None:
        found = IN_TEXT.search(line)
        if found and self._is_text(number, found.start() + 1):
            message = "this comment is part of the text and would be published"
            self._report(number, Spot(number, found.start() + 1, "CS116", message, self._instead()))
        elif match := COMMENT.search(line):
            column = match.start() + 1
            target = number if line[: column - 1].strip() else self._below[number]
            said = directive(match["words"])
            for code, message, fix in said.wrong:
                self._report(target, Spot(number, column, code, message, fix))
            if said.codes:
                first, last = self._covered(target)
                self.ignores.append(Ignore(self._file, number, column, said.codes, first, last))

    def _is_text(self, line: int, column: int) -> bool:
        return 0 < self._body_line <= line or any(value.has(line, column) for value in self._values[line])

    def _instead(self) -> str:
        if self._body_line:
            return "Put it into the front matter, as a line `# contentsync: ignore …` directly above the closing ---."
        return "Put it on a line of its own directly above the key of the text."

    def _targets(self) -> dict[int, int]:
        """For each line of interest the one that it would stand directly above as a comment, `NOWHERE` for none."""
        targets, below = {}, NOWHERE
        marked = set(self._marked)
        for number in range(len(self._lines), 0, -1):
            if number in marked:
                targets[number] = below
            line = self._lines[number - 1].strip()
            if not line.startswith("#") and (line != "---" or self._body_line):
                below = number if line else NOWHERE
        return targets

    def _by_line(self, lines: set[int]) -> dict[int, list[_Value]]:
        """The values that have something on each of those lines."""
        found: dict[int, list[_Value]] = {line: [] for line in lines}
        for post in self._posts:
            for value in _values(post):
                for line in range(value.begins, value.last + 1):
                    if line in lines:
                        found[line].append(value)
        return found

    def _covered(self, target: int) -> tuple[int, int]:
        """First and last line: those of the values that stand there, and the file's 0 above its first post."""
        if self._body_line and target > 1 and self._lines[target - 1].strip() in _FRONT_ENDS:
            return self._body_line, END
        first = min((value.begins for value in self._values[target]), default=target)
        last = max((value.last for value in self._values[target]), default=target)
        return (0 if target == self._begins[0] else first), last

    def _report(self, line: int, spot: Spot) -> None:
        self._posts[max(0, bisect_right(self._begins, line) - 1)].remarks.append(spot)


def _values(post: Written) -> Iterator[_Value]:
    """Every value of a post, collections once, whatever aliases repeat."""
    seen: set[int] = set()
    waiting: list[tuple[Node, int]] = [(post.node, post.node.start_mark.line)] if post.node else []
    while waiting:
        node, begins = waiting.pop()
        if type(node) is ScalarNode:
            yield _value(node, begins, post.offset)
        elif id(node) not in seen:
            seen.add(id(node))
            yield _beginning(node, begins, post.offset)
            waiting += _children(node)


def _value(node: ScalarNode, begins: int, offset: int) -> _Value:
    start, end = node.start_mark, node.end_mark
    # The head of a block text may be followed by a comment: the text begins on the next line.
    is_block = node.style in ("|", ">")
    starts = (start.line + offset + 2, 0) if is_block else (start.line + offset + 1, start.column + 1)
    return _Value(begins + offset + 1, starts, (end.line + offset + 1, end.column + 1))


def _beginning(node: Node, begins: int, offset: int) -> _Value:
    """What is said of a whole collection is said at its first line."""
    start = (node.start_mark.line + offset + 1, node.start_mark.column + 1)
    return _Value(begins + offset + 1, start, start)


def _children(node: Node) -> Iterator[tuple[Node, int]]:
    if type(node) is MappingNode:
        for key, child in node.value:
            yield key, key.start_mark.line
            yield child, key.start_mark.line
    else:
        for child in node.value:
            yield child, child.start_mark.line
