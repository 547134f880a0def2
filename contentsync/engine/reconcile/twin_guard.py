"""Whether the same words stand near by already, and whether the post that has them lets go of them in this plan."""

from collections import defaultdict
from collections.abc import Callable
from collections.abc import Collection
from collections.abc import Mapping
from datetime import datetime

from msgspec.structs import replace

from contentsync.engine.reconcile.compare import same
from contentsync.engine.reconcile.facts import Twin
from contentsync.engine.reconcile.facts import Want
from contentsync.engine.reconcile.twins import Twins
from contentsync.engine.snapshot import Snapshot
from contentsync.model.delivery import Delivery
from contentsync.model.delivery import Desired
from contentsync.model.remote import Job
from contentsync.rules.postings import text_on
from contentsync.state.document import Entry


class TwinGuard:
    """`jobs` are the listed ones by address, `by_job` whose every known job is, `gone` those that have ended."""

    def __init__(
        self,
        desired: Desired,
        moments: dict[str, datetime],
        snapshot: Snapshot,
        posts: Mapping[str, Entry],
        jobs: Mapping[str, list[Job]],
        by_job: Mapping[str, str],
        gone: Collection[str],
        want: Callable[[str, Entry], Want],
    ) -> None:
        self._moments, self._posts, self._jobs, self._by_job, self._want = moments, posts, jobs, by_job, want
        self._wanted = {delivery.address: delivery for delivery in desired.deliveries}
        self._twins = Twins(desired, moments, snapshot.jobs, snapshot.history.rows, _standing(posts, gone), jobs)
        self._of_post: dict[str, set[str]] | None = None

    def twin(self, address: str, stood_at: datetime | None) -> Twin | None:
        """Where the words of that address stand already; of those only that were not near `stood_at` already."""
        delivery = self._wanted[address]
        found = self._twins.find(delivery, self._moments[address], self._own(delivery), stood_at)
        if found is None:
            return None
        where, owner = found
        return Twin(where, leaving=self._leaving(owner), edited=self._edited(owner, delivery))

    def _own(self, delivery: Delivery) -> frozenset[str]:
        """Whose words are no twin: its own, and those of the post that it is meant to repeat."""
        if self._of_post is None:
            self._of_post = self._by_post()
        address = delivery.address
        own = {address, *(job.job_id for job in self._jobs.get(address, ())), *self._of_post.get(address, ())}
        return frozenset(own | self._of_post.get(delivery.repost_of, set()) if delivery.repost_of else own)

    def _by_post(self) -> dict[str, set[str]]:
        """Job ids by address; and by post id, together with the addresses that are wanted of it."""
        found: dict[str, set[str]] = defaultdict(set)
        for job_id, address in self._by_job.items():
            found[address].add(job_id)
            found[address.partition("@")[0]].add(job_id)
        for address in self._wanted:
            found[address.partition("@")[0]].add(address)
        return found

    def _leaving(self, job_id: str) -> str:
        """The address whose job that is, where nothing wants it any more and it will be cancelled."""
        address = self._by_job.get(job_id, "")
        entry = self._posts.get(address)
        if entry is None or entry.is_protected or self._want(address, entry) is not Want.OFF:
            return ""
        return address if self._is_listed(address, job_id) else ""

    def _edited(self, job_id: str, delivery: Delivery) -> str:
        """The address whose job that is, where its file says something else by now that stands nowhere near."""
        address = self._by_job.get(job_id, "")
        other = self._wanted.get(address)
        if other is None or not self._is_listed(address, job_id):
            return ""
        shared = {*other.platforms} & {*delivery.platforms}
        if any(same(text_on(other, name), text_on(delivery, name)) for name in shared):
            return ""
        return "" if self._twins.find(other, self._moments[address], self._own(other)) else address

    def _is_listed(self, address: str, job_id: str) -> bool:
        return any(job.job_id == job_id for job in self._jobs.get(address, ()))


def _standing(posts: Mapping[str, Entry], gone: Collection[str]) -> dict[str, Entry]:
    """State's entries, without the jobs that are known to be gone."""
    return {
        address: replace(entry, job=None) if entry.job and entry.job.is_listed and entry.job.job_id in gone else entry
        for address, entry in posts.items()
    }
