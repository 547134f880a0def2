"""Whether files say the same before and after: nothing is written that was not compared like this."""

from collections import Counter
from collections.abc import Iterable

from msgspec.structs import replace

from contentsync.content.documents import read
from contentsync.content.keys import NAMES
from contentsync.model.delivery import Delivery
from contentsync.model.delivery import Desired
from contentsync.model.delivery import Source


def same_posts(before: Desired, after: Desired) -> bool:
    """Whether both have the same deliveries and drafts (digests of bodies are part of them), and the same problems."""
    return _posts(before) == _posts(after) and _problems(before) == _problems(after)


def same_values(before: bytes, after: bytes) -> bool:
    """Whether two files of defaults or settings hold the same, whoever reads it."""
    return [post.values for post in read(before, NAMES).posts] == [post.values for post in read(after, NAMES).posts]


def _posts(desired: Desired) -> tuple[object, ...]:
    return _without_lines(desired.deliveries), _without_lines(desired.drafts), desired.bad_posts, desired.bad_files


def _without_lines(deliveries: Iterable[Delivery]) -> list[Delivery]:
    return [replace(each, source=Source(each.source.file, 0)) for each in deliveries]


def _problems(desired: Desired) -> Counter[tuple[str, ...]]:
    return Counter((each.file, each.code, each.post, each.severity) for each in desired.problems)
