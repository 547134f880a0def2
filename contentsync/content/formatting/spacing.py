"""Blanks that say nothing: behind a `:`, at the end of a line, at the end of the file."""

import re

from yaml.tokens import ScalarToken
from yaml.tokens import ValueToken

from contentsync.content.composer import Node
from contentsync.content.composer import ScalarNode
from contentsync.content.composer import compose
from contentsync.content.formatting.source import BLANKS
from contentsync.content.formatting.source import BLOCK
from contentsync.content.formatting.source import Source
from contentsync.content.formatting.source import edited

_GAP = re.compile(r":([ \t]*)(?=[^\s#,\]}])")
_END = re.compile(r"[ \t]+(?=[\n\r\x85\u2028\u2029]|\Z)")
# Texts whose white space at the end nobody sees: reading takes it off.
_TRIMMED = frozenset({"text", "title", "first_comment"})
_TRIMMED_OF_NETWORKS = frozenset({"text", "title"})


def spaced(text: str) -> str:
    """One space between a `:` and what stands behind it on the same line."""
    source = Source(text)
    edits = []
    for token, _ in source.tokens:
        if isinstance(token, ValueToken):
            gap = _GAP.match(text, source.index(token.start_mark))
            is_first = not source.lines[token.start_mark.line][: token.start_mark.column].strip(BLANKS)
            if gap and not is_first:
                edits.append((*gap.span(1), " "))
    return edited(text, edits)


def trimmed(text: str) -> str:
    """No blanks at the ends of lines, and no empty lines at the end of the file, texts of people left out."""
    source = Source(text)
    lines = [line if number in source.kept else _END.sub("", line) for number, line in enumerate(source.lines)]
    while lines and source.is_blank(len(lines) - 1):
        lines.pop()
    return "".join(lines)


def ended(text: str, is_post: bool) -> str:
    """A line end at the end of the file, except where that would become part of a block text."""
    source = Source(text)
    if not text or text.endswith("\n") or not _may_end(source, is_post):
        return text
    return f"{text}\n"


def _may_end(source: Source, is_post: bool) -> bool:
    last = next((token for token, _ in reversed(source.tokens) if isinstance(token, ScalarToken)), None)
    if last is None or last.style not in BLOCK or source.chomping(last) == "-":
        return True
    line = len(source.lines) - 1
    if line not in source.kept and not (source.chomping(last) == "+" and source.is_blank(line)):
        return True
    return is_post and _is_trimmed(_last_path(list(compose(source.text.encode()))[-1]))


def _last_path(node: Node) -> tuple[str, ...]:
    """The keys that lead to what stands last, from the post on."""
    path: tuple[str, ...] = ()
    while not isinstance(node, ScalarNode):
        last = node.value[-1]
        if isinstance(last, tuple):
            path = (*path, last[0].value)
            last = last[1]
        node = last
    return path


def _is_trimmed(path: tuple[str, ...]) -> bool:
    if len(path) == 3 and path[0] == "platforms":
        return path[2] in _TRIMMED_OF_NETWORKS
    return len(path) == 1 and path[0] in _TRIMMED
