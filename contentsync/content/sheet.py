"""A file of posts that is being edited: some values get others, some keys are added, and all else stays as it is."""

import codecs
import re
from collections.abc import Callable
from collections.abc import Iterator

from contentsync.content.builder import quoted
from contentsync.content.composer import MappingNode
from contentsync.content.composer import Node
from contentsync.content.composer import ScalarNode
from contentsync.content.composer import SequenceNode
from contentsync.content.finding import Path
from contentsync.content.formatting.order import mappings
from contentsync.content.formatting.order import parts_of
from contentsync.content.formatting.source import BLOCK
from contentsync.content.formatting.source import Source
from contentsync.content.formatting.source import edited
from contentsync.content.formatting.spacing import ended
from contentsync.content.frontmatter import Parts
from contentsync.content.frontmatter import divided
from contentsync.content.keys import KEYS
from contentsync.content.keys import MEDIUM_KEYS
from contentsync.content.positions import find
from contentsync.content.tree import MARKDOWN_SUFFIXES
from contentsync.model.errors import UserError

# What is text to every reader of YAML, in lists too: a name or a path, and none of the words that mean something else.
_PLAIN = re.compile(r"(?:\.\.?/)*[A-Za-z][A-Za-z0-9 ./_+-]*")
_WORDS = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})
_FILES = frozenset(MEDIUM_KEYS) - {"alt"}
_MODELINE = re.compile(r"^# (?:yaml-language-server: \$schema=|\$schema: *)(?P<link>\S+)", re.MULTILINE)
_PLACES = {name: number for number, name in enumerate(KEYS)}


class Sheet:
    """One file without an error. Values and keys are found in what it was; the edits are made at the end."""

    def __init__(self, file: str, raw: bytes) -> None:
        mark = codecs.BOM_UTF8 if raw.startswith(codecs.BOM_UTF8) else b""
        parts = divided(raw) if file.lower().endswith(MARKDOWN_SUFFIXES) else None
        start, end = parts.front if isinstance(parts, Parts) else (len(mark), len(raw))
        self._before, self._after = raw[:start], raw[end:]
        # Something may be added below what stands last.
        self._source = Source(ended(raw[start:end].decode(), is_post=True))
        self._edits: dict[tuple[int, int], str] = {}
        self._is_markdown = parts is not None

    def __bytes__(self) -> bytes:
        """The file with all edits."""
        edits = [(*place, piece) for place, piece in self._edits.items()]
        return self._before + edited(self._source.text, edits).encode() + self._after

    def post(self, line: int) -> MappingNode:
        """The post that begins on a line (from 1) of the file."""
        posts = mappings(self._source.text)
        return next(post for post in posts if self._is_markdown or post.start_mark.line + 1 == line)

    def write(self, node: ScalarNode, text: str) -> None:
        """Put a text in the place of a value, in quotes if it has some."""
        start, end = self._source.index(node.start_mark), self._source.index(node.end_mark)
        anchor = re.compile(r"&\S+\s+").match(self._source.text, start)
        written = text if _is_plain(text) and not node.style else quoted(text)
        self._edits[anchor.end() if anchor else start, end] = f"{written}\n" if node.style in BLOCK else written

    def add(self, post: MappingNode, key: str, text: str) -> None:
        """Give a post one more key, in the order of the documentation. UserError where it is written too oddly."""
        line = f"{key}: {text if _is_plain(text) else quoted(text)}"
        if post.flow_style:
            inside = self._source.text.index("{", self._source.index(post.start_mark)) + 1
            self._edits[inside, inside] = f"{line}, "
        else:
            at = self._source.starts[self._line_for(post, key)]
            self._edits[at, at] = f"{' ' * post.value[0][0].start_mark.column}{line}\n"

    def relink(self, moved: Callable[[str], str]) -> None:
        """Correct what the lines for editors say, where that is a path."""
        for found in _MODELINE.finditer(self._source.text):
            if "://" not in found["link"] and not found["link"].startswith("/"):
                self._edits[found.span("link")] = moved(found["link"])

    def _line_for(self, post: MappingNode, key: str) -> int:
        """The line that a new key goes on: below the last one that comes before it in order, and below the first."""
        parts = parts_of(self._source, post)
        if not parts:
            raise UserError(f"`{key}` cannot be added to this post as it is written", f"write `{key}:` into it by hand")
        before = [number for number, part in enumerate(parts) if _PLACES.get(part.name, 0) < _PLACES[key]]
        number = max(before, default=0) + 1
        if number == len(parts) and self._source.text.endswith("\n"):
            return parts[-1].end
        return parts[min(number, len(parts) - 1)].start


def files_of(post: MappingNode) -> Iterator[ScalarNode]:
    """The values of a post that name media: its own, and those of its networks."""
    for key, value in post.value:
        if key.value == "media":
            yield from _media(value)
        elif key.value == "platforms" and isinstance(value, MappingNode):
            for _, options in value.value:
                if isinstance(options, MappingNode):
                    for name, own in options.value:
                        yield from _media(own) if name.value == "media" else ()


def _media(node: Node) -> Iterator[ScalarNode]:
    if isinstance(node, ScalarNode):
        yield node
    elif isinstance(node, SequenceNode):
        for each in node.value:
            yield from _media(each)
    else:
        for key, value in node.value:
            yield from _media(value) if key.value in _FILES else ()


def value_at(post: MappingNode, path: Path) -> ScalarNode | None:
    """The value at a path, if it stands in the post itself."""
    node, depth = find(post, path)
    return node if depth == len(path) and isinstance(node, ScalarNode) else None


def _is_plain(text: str) -> bool:
    return _PLAIN.fullmatch(text) is not None and text[-1] != " " and text.casefold() not in _WORDS
