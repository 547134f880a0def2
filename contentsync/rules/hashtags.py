"""Hashtags: the same one twice in a text, more than Instagram takes, and those that the house rules ban.

Upload-Post keeps a list of hashtags that it refuses on Instagram, and does not publish it (its docs,
limit-of-uploads page): no list is made up here, people write the ones that they know.
"""

import re
from collections.abc import Collection
from collections.abc import Iterator

from contentsync.model.delivery import Delivery
from contentsync.model.problem import Severity
from contentsync.platforms import Finding

MOST_ON_INSTAGRAM = 30
"""In a caption (Instagram's own limit; Upload-Post's pages name none), comments counted by themselves."""

_HASHTAG = re.compile(r"(?<![\w&/#])#(\w*[^\W\d_]\w*)")

Path = tuple[str | int, ...]


def hashtags(text: str) -> list[str]:
    """The hashtags of a text in their order, as written, without `#`. A number alone is none, nor is an anchor."""
    return _HASHTAG.findall(text) if "#" in text else []


def hashtag_findings(delivery: Delivery, banned: Collection[str]) -> Iterator[Finding]:
    """Warnings about each text that is written for one network or for several. `banned` is in folded case."""
    for path, text, networks in _texts(delivery):
        found = hashtags(text)
        if found:
            yield from _doubled(path, found)
            yield from _banned(path, found, banned)
            if "instagram" in networks and len(found) > MOST_ON_INSTAGRAM:
                yield _too_many(path, len(found))


def _texts(delivery: Delivery) -> Iterator[tuple[Path, str, Collection[str]]]:
    """Where each text stands, and the networks that have it for a caption."""
    own = delivery.texts
    for name, text in own.items():
        yield ("platforms", name, "text"), text, (name,)
    if delivery.text and len(own) < len(delivery.platforms):
        yield ("text",), delivery.text, [name for name in delivery.platforms if name not in own]
    for name, given in delivery.options.items():
        if "first_comment" in given:
            yield ("platforms", name, "first_comment"), str(given["first_comment"]), ()
    yield ("first_comment",), delivery.first_comment, ()


def _doubled(path: Path, found: list[str]) -> Iterator[Finding]:
    seen: set[str] = set()
    for tag in found:
        if tag.casefold() in seen:
            message = f"#{tag} stands in this text twice"
            yield Finding(path, "CS335", message, "Keep one of them.", Severity.WARNING, f"#{tag}")
            return
        seen.add(tag.casefold())


def _banned(path: Path, found: list[str], banned: Collection[str]) -> Iterator[Finding]:
    for tag in dict.fromkeys(tag for tag in found if tag.casefold() in banned):
        message = f"#{tag} is one of your `banned_hashtags`"
        yield Finding(path, "CS337", message, "Leave it out, or take it from the list.", Severity.WARNING, f"#{tag}")


def _too_many(path: Path, count: int) -> Finding:
    message = f"Instagram takes {MOST_ON_INSTAGRAM} hashtags in a caption; here are {count}"
    return Finding(path, "CS336", message, f"Keep {MOST_ON_INSTAGRAM} of them.", Severity.WARNING)
