"""YAML text to nodes: libyaml's parser with its resolver taken out. Nodes know their lines and columns."""

from collections.abc import Iterator
from typing import Any
from typing import cast

from yaml import MappingNode as MappingNode
from yaml import Node as Node
from yaml import ScalarNode as ScalarNode
from yaml import SequenceNode as SequenceNode
from yaml._yaml import CParser
from yaml.events import AliasEvent
from yaml.events import CollectionEndEvent
from yaml.events import CollectionStartEvent
from yaml.events import NodeEvent

PLAIN = "plain"
QUOTED = "quoted"
COLLECTION = "collection"
IMPLICIT = frozenset({PLAIN, QUOTED, COLLECTION})

DEPTH_LIMIT = 64
# Composing recurses in C: a longer text is looked at first if it has as many structural signs as that.
_SHORT = 2048
_SIGNS_LIMIT = 1000


class TooDeepError(Exception):
    """Nested deeper than `DEPTH_LIMIT`; `line` counts from 0."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


class _Composer(CParser):
    """Tags say only how a node was written: `PLAIN`, `QUOTED`, `COLLECTION`; anything else was written as a tag."""

    def resolve(self, kind: type, value: Any, implicit: Any) -> str:
        if kind is ScalarNode:
            return PLAIN if implicit[0] else QUOTED
        return COLLECTION

    def descend_resolver(self, parent: Any, index: Any) -> None:
        pass

    def ascend_resolver(self) -> None:
        pass


def compose(raw: bytes) -> Iterator[Node]:
    """The root node of each document; an alias is the very node of its anchor.

    Raises yaml.YAMLError (with marks) where the text is not YAML, TooDeepError before memory or stack are at risk.
    """
    if len(raw) > _SHORT and sum(map(raw.count, (b"[", b"{", b"- ", b"? ", b"-\n"))) > _SIGNS_LIMIT:
        _check_depth(raw)
    parser = _Composer(raw)
    while parser.check_node():
        yield cast(Node, parser.get_node())


def _check_depth(raw: bytes) -> None:
    depth = 0
    for event in events(raw):
        if isinstance(event, CollectionStartEvent):
            depth += 1
            if depth > DEPTH_LIMIT:
                mark = event.start_mark
                raise TooDeepError(mark.line if mark else 0)
        elif isinstance(event, CollectionEndEvent):
            depth -= 1


def events(raw: bytes) -> Iterator[Any]:
    """The parser's events, one after the other, in constant memory."""
    parser = CParser(raw)
    while parser.check_event():
        yield parser.get_event()


def tokens(raw: bytes) -> Iterator[Any]:
    """The scanner's tokens: every sign of the text has its place here, which nodes and events do not keep."""
    parser = CParser(raw)
    while parser.check_token():
        yield parser.get_token()


def unused_anchors(raw: bytes) -> list[NodeEvent]:
    """The nodes whose anchor no alias names, in order. `&amp` at the start of a text is such an anchor."""
    anchored: dict[str, NodeEvent] = {}
    unused: list[NodeEvent] = []
    for event in events(raw):
        if isinstance(event, AliasEvent):
            anchored.pop(event.anchor or "", None)
        elif isinstance(event, NodeEvent) and event.anchor:
            if event.anchor in anchored:
                unused.append(anchored[event.anchor])
            anchored[event.anchor] = event
    return unused + list(anchored.values())
