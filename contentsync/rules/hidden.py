"""Signs in texts that nobody sees, and that make people read something else than what stands there."""

import re
from collections.abc import Iterator

from contentsync.model.delivery import Delivery
from contentsync.model.problem import Severity
from contentsync.platforms import Finding

# Overrides, embeddings and isolates (Unicode, bidirectional algorithm), and spaces without a width. Marks of direction
# and joiners belong to scripts and emoji; joiners between letters of ASCII, and tags that follow no flag, do not.
_HIDDEN = re.compile(
    "[\u202a-\u202e\u2066-\u2069]"
    "|[\u200b\u2060\ufeff]"
    "|(?<=[\x21-\x7e])[\u200c\u200d](?=[\x21-\x7e])"
    "|(?<![\U0001f3f4\U000e0020-\U000e007f])[\U000e0001\U000e0020-\U000e007f]"
)
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_MAY_BE_HIDDEN = re.compile("[\u200b-\u200d\u2060\ufeff\u202a-\u202e\u2066-\u2069\U000e0001\U000e0020-\U000e007f]")


def hidden_findings(delivery: Delivery) -> Iterator[Finding]:
    """A CS329 warning for the first such sign of each text."""
    for path, text in _texts(delivery):
        found = None if text.isascii() or not _MAY_BE_HIDDEN.search(text) else _HIDDEN.search(text)
        if found:
            what = "turns the direction of what follows" if _TURNS.match(found[0]) else "is invisible"
            message = f"U+{ord(found[0]):04X} stands in this text and {what}: people read something else"
            fix = "Delete it: type the words around it anew."
            yield Finding(path, "CS329", message, fix, Severity.WARNING, found[0])


def _texts(delivery: Delivery) -> Iterator[tuple[tuple[str, ...], str]]:
    yield ("text",), delivery.text
    yield ("title",), delivery.title
    yield ("first_comment",), delivery.first_comment
    yield from ((("platforms", name, "text"), text) for name, text in delivery.texts.items())
    yield from ((("platforms", name, "title"), text) for name, text in delivery.titles.items())
