"""The same words twice within two days on one account, from two files that do not say `repost_of`."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from datetime import timedelta
from itertools import pairwise

from contentsync.model.identity import normal
from contentsync.testing.judge.evidence import Evidence

NEAR = timedelta(hours=48)


def twins(evidence: Evidence) -> Iterator[str]:
    """TWIN."""
    for (_, platform, text), rows in _rows(evidence).items():
        for (first_at, one), (second_at, other) in pairwise(sorted(rows)):
            if one != other and second_at - first_at < NEAR:
                yield f"TWIN: {one} and {other} both said {text!r} on {platform}"


def _rows(evidence: Evidence) -> dict[tuple[str, str, str], list[tuple[datetime, str]]]:
    """Moment and post of all that went out by itself, by profile, platform and words."""
    posts = [post for edition in evidence.world.editions for post in edition.posts.values()]
    left_out = {evidence.origins[post.id] for post in posts if post.repost_of} | evidence.blind
    reworded = {deed.job_id for deed in evidence.world.deeds if deed.kind == "text"}
    rows: dict[tuple[str, str, str], list[tuple[datetime, str]]] = defaultdict(list)
    for leaf, seen in evidence.seen.items():
        for each in seen:
            if leaf.post not in left_out and each.job_id not in reworded:
                rows[leaf.profile, leaf.platform, normal(each.text)].append((each.at, leaf.post))
    return rows
