"""Of a leaf that went out: once, as its file said by then, and not after a person had cancelled it."""

from collections.abc import Iterator
from datetime import datetime

from contentsync.model.delivery import Delivery
from contentsync.model.windows import Windows
from contentsync.testing.judge.cancelled import was_cancelled
from contentsync.testing.judge.confirmed import confirmed
from contentsync.testing.judge.evidence import Evidence
from contentsync.testing.judge.evidence import Leaf
from contentsync.testing.judge.evidence import Seen
from contentsync.testing.judge.evidence import Version
from contentsync.testing.judge.evidence import leaves
from contentsync.testing.judge.matching import has_moment
from contentsync.testing.judge.matching import has_words
from contentsync.testing.judge.told import is_told
from contentsync.testing.judge.told import not_done

FREEZE = Windows().freeze


def published(evidence: Evidence, leaf: Leaf) -> Iterator[str]:
    """DOUBLE, or what `_once` finds."""
    seen = sorted(evidence.seen[leaf], key=lambda each: each.at)
    seen = [each for each in seen if each is seen[0] or not _was_let_go(evidence, each)]
    if len(seen) > 1 and _was_moved_in_front(evidence, *seen[:2]):
        # A parked job that a person moved in front of the one that it was to stand for, and nobody looked since.
        seen = seen[1:]
    if len(seen) > 1:
        times = ", ".join(f"{each.at:%d %H:%M} by {each.job_id[:6]}" for each in seen)
        yield f"DOUBLE: {leaf} went out {len(seen)} times: {times}"
    else:
        yield from _once(evidence, leaf, seen[0])


def is_old(evidence: Evidence, leaf: Leaf) -> bool:
    """Whether it first went out in another version than the one that stood there by then."""
    seen = evidence.seen[leaf][0]
    newest = [version for version in evidence.versions[leaf] if version.since_at <= seen.at][-1]
    return not _is_as_in(evidence, leaf, newest, seen, seen.at)


def _was_let_go(evidence: Evidence, seen: Seen) -> bool:
    """Whether a person published it at that very moment, or moved a job that was parked: then it is their doing."""
    mine = [deed for deed in evidence.world.deeds if deed.job_id == seen.job_id and deed.kind == "date"]
    return any(seen.is_parked or deed.at == seen.at for deed in mine)


def _was_moved_in_front(evidence: Evidence, first: Seen, second: Seen) -> bool:
    runs = [run for run in evidence.world.runs if run.applied is not None and first.at < run.ended_at < second.at]
    return first.is_parked and _was_let_go(evidence, first) and not runs


def _once(evidence: Evidence, leaf: Leaf, seen: Seen) -> Iterator[str]:
    """WRONG, REVIVED and STALE."""
    edition, since_at = confirmed(evidence, leaf, seen.at)
    allowed = [v for v in evidence.versions[leaf] if v.edition >= edition and v.since_at <= seen.at]
    is_orphan = _was_orphan(evidence, seen)
    if not _is_as_in_any(evidence, leaf, allowed, seen, since_at):
        if not is_orphan:
            yield f"WRONG: {leaf} went out {seen.at:%d %H:%M:%S} as {seen.text!r}, which is not what stood in its file"
        return
    if was_cancelled(evidence, leaf, seen):
        yield f"REVIVED: a person cancelled {leaf}, and it went out at {seen.at:%d %H:%M} all the same"
    newest = allowed[-1]
    is_stale = not is_orphan and not _is_as_in(evidence, leaf, newest, seen, since_at)
    if is_stale and _is_silent(evidence, leaf, newest, seen.at):
        yield f"STALE: {leaf} went out as {seen.text!r} at {seen.at:%d %H:%M}, edited since, and no run said so"


def _is_as_in(evidence: Evidence, leaf: Leaf, version: Version, seen: Seen, since_at: datetime) -> bool:
    said = version.delivery
    return (
        said is not None
        and has_words(evidence, leaf, said, seen, since_at)
        and has_moment(evidence, said, seen, since_at)
    )


def _is_as_in_any(evidence: Evidence, leaf: Leaf, allowed: list[Version], seen: Seen, since_at: datetime) -> bool:
    """Words and date of two editions may meet where a re-creation moved the old job out of the way first."""
    stood = [version.delivery for version in allowed if version.delivery is not None]
    timed = [each for version in allowed for each in _deliveries(evidence, version.edition, leaf)]
    has_said = any(has_words(evidence, leaf, each, seen, since_at) for each in stood)
    return has_said and any(has_moment(evidence, each, seen, since_at) for each in timed)


def _deliveries(evidence: Evidence, edition: int, leaf: Leaf) -> list[Delivery]:
    """Everything that the post of a leaf fans out to on its profile."""
    found = {each.address: each for post, each, _ in leaves(evidence.world.editions[edition])
             if evidence.origins[post.id] == leaf.post and each.profile == leaf.profile}  # fmt: skip
    return list(found.values())


def _was_orphan(evidence: Evidence, seen: Seen) -> bool:
    """Whether the last run that could still change it said that nobody knows whose job this is."""
    runs = [run for run in evidence.world.runs if run.applied is not None and run.ended_at < seen.at]
    last = [run for run in runs if run is runs[-1] or seen.at - run.ended_at < FREEZE]
    return any(f"job:{seen.job_id}" in {change.address for change in run.changes} for run in last)


def _is_silent(evidence: Evidence, leaf: Leaf, newest: Version, before: datetime) -> bool:
    """Whether a run looked at the newest version in time, and kept to itself that it would not go out."""
    looked = [
        run
        for run in evidence.world.runs
        if run.applied is not None and run.edition >= newest.edition and run.ended_at < before
    ]
    if not looked:
        return False
    said = {c.address for c in looked[-1].changes if is_told(c) or c.is_waiting or c.writes}
    return all(evidence.post_at(address) != leaf.post for address in said | not_done(looked[-1]))
