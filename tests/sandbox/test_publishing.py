from datetime import UTC
from datetime import datetime
from datetime import timedelta

from contentsync.sandbox import Sandbox


def test_a_scheduled_text_is_listed_until_it_is_due_and_then_in_history(api, sandbox: Sandbox) -> None:
    made = api.text("Hello", at="2027-01-05T10:00:00Z", external_id="e-1", **{"platform[]": ["x", "linkedin"]})
    assert made == {"success": True, "job_id": made["job_id"], "scheduled_date": "2027-01-05T10:00:00Z"}
    (listed,) = api.schedule()
    assert (listed["job_id"], listed["scheduled_date"]) == (made["job_id"], "2027-01-05T10:00:00")
    assert api.history() == []
    sandbox.advance_to(datetime(2027, 1, 5, 9, 59, 59, tzinfo=UTC))
    assert api.status(made["job_id"])["status"] == "queued"
    assert sandbox.ledger() == []
    sandbox.advance(timedelta(seconds=1))
    assert api.schedule() == []
    assert api.status(made["job_id"])["status"] == "completed"
    assert [(row["platform"], row["job_id"]) for row in api.history()] == [
        ("linkedin", made["job_id"]),
        ("x", made["job_id"]),
    ]
    assert sandbox.ledger() == [
        {
            "leaf": {"profile": "acme", "platform": platform},
            "job_id": made["job_id"],
            "external_id": "e-1",
            "published_at": "2027-01-05T10:00:00Z",
            "title": "Hello",
            "text": "Hello",
            "media": [],
            "success": True,
        }
        for platform in ("x", "linkedin")
    ]
