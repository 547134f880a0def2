"""What a lost answer leaves open, where the schedule shows only a part of a job."""

from datetime import UTC
from datetime import datetime
from datetime import timedelta

from msgspec.structs import replace

from contentsync.engine.reconcile.calls import settled
from contentsync.model.change import Patch
from contentsync.model.remote import Job
from contentsync.model.windows import Windows
from contentsync.state.document import Call
from contentsync.state.document import JobRecord
from contentsync.state.document import Sent

NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)
AT = NOW + timedelta(days=1)
JOB = Job(job_id="j1", scheduled_at=AT, profile="acme", platforms=("x",), title="First", caption=None, external_id="")
OPEN = Call(not_after=NOW, patch=Patch(title="Second", caption="Second caption"))
RECORD = JobRecord("j1", Sent(AT, "body", "First", "Caption"), NOW, call=OPEN)


def test_a_text_that_is_not_shown_stays_open_for_as_long_as_it_takes() -> None:
    after = settled(RECORD, [JOB], NOW + timedelta(days=1), Windows())
    assert after == replace(RECORD, call=replace(OPEN, patch=Patch(caption="Second caption")))


def test_what_is_shown_has_arrived_though_the_rest_is_not_known() -> None:
    job = replace(JOB, title="Second")
    assert settled(RECORD, [job], NOW, Windows()) == RECORD
    after = settled(RECORD, [job], NOW + timedelta(minutes=5), Windows())
    assert after.sent == replace(RECORD.sent, title="Second")
    assert after.call == replace(OPEN, patch=Patch(caption="Second caption"))


def test_of_two_calls_one_may_arrive_though_the_other_has() -> None:
    record = replace(RECORD, call=Call(not_after=NOW, patch=Patch(title="Second"), is_second=True))
    job = replace(JOB, title="Second")
    assert settled(record, [job], NOW, Windows()) == record
    assert settled(record, [job], NOW + timedelta(minutes=5), Windows()).call is None
