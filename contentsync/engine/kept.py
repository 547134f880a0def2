"""What was read for one plan, kept to plan with again while somebody writes: nobody is asked a second time."""

from datetime import datetime

from msgspec.structs import replace

from contentsync.engine.planned import Planned
from contentsync.engine.session import Destinations
from contentsync.engine.unwritable import Unwritable
from contentsync.model.delivery import Delivery
from contentsync.model.delivery import Desired
from contentsync.model.remote import Account
from contentsync.model.remote import History
from contentsync.model.remote import HistoryRow
from contentsync.model.remote import Job
from contentsync.model.remote import Phase
from contentsync.model.remote import Profiles
from contentsync.model.remote import Status
from contentsync.state.store import Stored


class Kept(Unwritable):
    """A `Writer` that refuses every write, and the `Store` beside it, as both were when `planned` was made.

    `destinations` are the places that the account can post to, as far as they were asked for.
    """

    def __init__(self, planned: Planned, profiles: Profiles, destinations: Destinations) -> None:
        self.planned, self.destinations = planned, destinations
        self._profiles = profiles

    def me(self) -> Account:
        return self.planned.account

    def profiles(self) -> Profiles:
        return self._profiles

    def schedule(self) -> tuple[Job, ...]:
        return tuple(job for job in self.planned.snapshot.jobs if job.in_list)

    def history(self, since: datetime | None) -> History:
        return self.planned.snapshot.history

    def history_of(self, external_id: str) -> tuple[HistoryRow, ...]:
        return ()

    def status(self, job_id: str) -> Status:
        return self.planned.snapshot.statuses.get(job_id, Status(job_id, Phase.UNREACHABLE))

    @property
    def where(self) -> str:
        return "what was read at the beginning"

    def read(self) -> Stored:
        return self.planned.stored


def with_last(desired: Desired, last: Planned | None) -> Desired:
    """What the files say, with posts that have an error now as they were in the last plan."""
    if last is None:
        return desired
    there = {each.address for each in (*desired.deliveries, *desired.drafts)}

    def is_kept(each: Delivery) -> bool:
        is_bad = each.source.file in desired.bad_files or each.post_id in desired.bad_posts
        return is_bad and each.address not in there

    return replace(
        desired,
        deliveries=(*desired.deliveries, *filter(is_kept, last.desired.deliveries)),
        drafts=(*desired.drafts, *filter(is_kept, last.desired.drafts)),
    )
