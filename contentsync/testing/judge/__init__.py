"""The judge: what followers saw, by the sandbox's ledger, against what the authors wrote and the runs said.

It shares nothing with reconcile: it knows the editions of the repository, the deeds of people, and the words of plans.
"""

from collections.abc import Iterator

from contentsync.testing.judge.evidence import gather
from contentsync.testing.judge.forgotten import forgotten
from contentsync.testing.judge.missing import not_published
from contentsync.testing.judge.published import is_old
from contentsync.testing.judge.published import published
from contentsync.testing.judge.told import BY_A_PERSON
from contentsync.testing.judge.told import is_told
from contentsync.testing.judge.touched import touched
from contentsync.testing.judge.twins import twins
from contentsync.testing.world import World

__all__ = ["Judge", "is_told"]


class Judge:
    """Looks at a world that has come to rest: every moment is past, and a run has ended since."""

    def __init__(self, world: World) -> None:
        self._evidence = gather(world)

    def faults(self) -> list[str]:
        """Everything that must never happen, in words; empty for a good end."""
        found = [*touched(self._evidence), *self._of_leaves(), *twins(self._evidence)]
        # A run that ends with an error says so by itself: its state is as old as the last one that went through.
        return found if self._evidence.last.error else [*found, *forgotten(self._evidence)]

    def _of_leaves(self) -> Iterator[str]:
        evidence = self._evidence
        for leaf in sorted(evidence.versions.keys() | evidence.seen.keys()):
            if leaf.post not in evidence.blind:
                yield from (published if leaf in evidence.seen else not_published)(evidence, leaf)

    def holds(self) -> list[str]:
        """What the last run left to people, and what went out in an earlier version, be it said or not.

        Where no person was needed and there was time, each of them is a fault as well.
        """
        evidence = self._evidence
        left = [
            f"{c.address}: {c.action} {c.rule} {c.reason}"
            for c in evidence.last.changes
            if is_told(c) or c.reason in BY_A_PERSON
        ]
        old = [f"{leaf}: an earlier version went out" for leaf in sorted(evidence.seen) if is_old(evidence, leaf)]
        return [*left, *old]
