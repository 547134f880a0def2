"""Local times in the one form that the documentation writes: 2027-03-01 09:00."""

import re
from collections.abc import Iterator

from contentsync.content.composer import PLAIN
from contentsync.content.composer import MappingNode
from contentsync.content.composer import Node
from contentsync.content.formatting.order import mappings
from contentsync.content.formatting.source import Source
from contentsync.content.formatting.source import edited

# With an offset it is an instant of ISO 8601, which stays as it was written.
_LOCAL = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(?::00)?")


def dated(text: str) -> str:
    """The text with each `publish_at` of a post and of its networks in that form, where it says the same."""
    source = Source(text)
    edits = []
    for node in mappings(text):
        for moment in _moments(node):
            found = _LOCAL.fullmatch(moment.value) if moment.tag is PLAIN else None
            span = source.index(moment.start_mark), source.index(moment.end_mark)
            # An anchor, or a break within, would stand in the span too.
            if found and text[slice(*span)] == moment.value:
                edits.append((*span, f"{found[1]} {found[2]}"))
    return edited(text, set(edits))


def _moments(node: Node) -> Iterator[Node]:
    for key, value in node.value:
        if key.value == "publish_at":
            yield value
        elif key.value == "platforms" and isinstance(value, MappingNode):
            for _, options in value.value:
                if isinstance(options, MappingNode):
                    yield from (each for name, each in options.value if name.value == "publish_at")
