from collections.abc import Callable
from datetime import UTC
from datetime import datetime

from contentsync.model.change import Patch
from contentsync.review.memory import entry_document
from contentsync.review.memory import memory_document
from contentsync.review.memory import memory_screen
from contentsync.state.document import Call
from contentsync.state.document import Entry
from contentsync.state.document import Failed
from contentsync.state.document import Intent
from contentsync.state.document import JobRecord
from contentsync.state.document import Lease
from contentsync.state.document import Published
from contentsync.state.document import Sent
from contentsync.state.document import State
from contentsync.state.document import Tombstone

AT = datetime(2027, 3, 1, 8, tzinfo=UTC)
JOB = JobRecord("j1", Sent(AT), AT)
STATE = State(
    namespace="acme-abc234",
    lease=Lease("runner-7", AT),
    posts={
        "launch@acme": Entry("launch", "acme", ("x",), job=JOB, parked=JobRecord("j2", Sent(AT), AT)),
        "launch@bolt": Entry("launch", "bolt", ("x",), intent=Intent("cs1:a:b:c:0", "k", 0, "d", Sent(AT), AT, AT)),
        "news@acme": Entry(
            "news", "acme", ("linkedin", "x"), published={"x": Published(AT)}, failed={"linkedin": Failed(AT)}
        ),
        "old@acme": Entry("old", "acme", ("x",), tombstone=Tombstone(AT, "j0", "person"), held="missed\x1b"),
        "edit@acme": Entry("edit", "acme", ("x",), job=JobRecord("j4", Sent(AT), AT, call=Call(AT, Patch(title="Hi")))),
        "idea@acme": Entry("idea", "acme", ("x",)),
    },
)


def test_one_line_for_every_address(golden: Callable[[str, str], None]) -> None:
    golden("state.txt", memory_screen(STATE))


def test_as_plain_values() -> None:
    document = memory_document(STATE)
    assert document["posts"]["launch@acme"] == entry_document(STATE.posts["launch@acme"])
    assert document["posts"]["launch@acme"]["job"]["sent"]["at"] == "2027-03-01T08:00:00Z"
