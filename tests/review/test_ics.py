from datetime import UTC
from datetime import datetime
from datetime import timedelta

import pytest
from icalendar import Calendar
from icalendar import Event
from msgspec.structs import replace

from contentsync.model.change import Action
from contentsync.model.change import Change
from contentsync.model.change import Fields
from contentsync.model.change import Plan
from contentsync.model.identity import address_digest
from contentsync.review.ics import review_ics
from contentsync.review.material import Material
from contentsync.review.rows import plan_rows

from .campaign import HEADER
from .campaign import NOW
from .campaign import PLAN
from .campaign import at
from .campaign import change
from .campaign import delivery
from .test_occasions import DRAFT
from .test_occasions import STRANGER
from .test_occasions import material

LAUNCH = delivery("launch", at(12, 1, 8), text="Launch, day; one\nMore", link="https://example.com/a", labels=("a,b",))


def made(*changes: Change, now: datetime = NOW, is_sandbox: bool = False, **more: object) -> Material:
    plan = Plan(changes=changes, now=now)
    rows = plan_rows(plan, replace(HEADER, now=now, is_sandbox=is_sandbox))
    return replace(material(plan, **more), rows=rows)


def read(wanted: Material) -> tuple[Calendar, list[Event]]:
    """As a program reads it that takes nothing that is not iCalendar."""
    calendar = Calendar.from_ical(review_ics(wanted))
    assert calendar.errors == []
    assert all(event.errors == [] for event in calendar.events)
    return calendar, calendar.events


def one(*changes: Change, **more: object) -> Event:
    (event,) = read(made(*changes, **more))[1]  # type: ignore[arg-type]
    return event


NEW = change(Action.CREATE, LAUNCH, "22", "new")


def test_an_event() -> None:
    event = one(NEW)
    assert event["UID"] == f"{address_digest('launch@acme')}@acme-social-k3f9xa.contentsync"
    assert event.start == at(12, 1, 8)
    assert event.end - event.start == timedelta(minutes=15)
    assert event["SUMMARY"] == "Launch, day; one⏎More (x)"
    assert event["DESCRIPTION"] == "Launch, day; one\nMore\n\nlaunch · acme · x · new\ncontent/launch.yaml:1"
    assert event.categories == ["x", "a,b"]
    assert event["URL"] == "https://example.com/a"
    assert event["STATUS"] == "CONFIRMED"
    assert event["TRANSP"] == "TRANSPARENT"
    assert event.DTSTAMP == NOW


def test_words_of_one_network_only() -> None:
    event = one(change(Action.CREATE, replace(LAUNCH, text="", texts={"x": "For X"}), "22", "new"))
    assert event["SUMMARY"] == "For X (x)"
    assert event["DESCRIPTION"].startswith("For X\n")


def test_the_calendar() -> None:
    calendar, _ = read(made(NEW))
    assert calendar["METHOD"] == "PUBLISH"
    assert calendar["X-WR-CALNAME"] == "acme-social-k3f9xa"
    assert calendar["X-WR-TIMEZONE"] == "Europe/Madrid"
    assert calendar["REFRESH-INTERVAL"].dt == timedelta(hours=1)
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\n" in review_ics(made(NEW))


def test_the_same_plan_gives_the_same_bytes_in_lines_that_everyone_reads() -> None:
    text = review_ics(material(PLAN, drafts=(DRAFT,), strangers=(STRANGER,)))
    assert text == review_ics(material(PLAN, drafts=(DRAFT,), strangers=(STRANGER,)))
    lines = text.split("\r\n")
    assert "\n" not in "".join(lines)
    assert max(len(line.encode()) for line in lines) <= 75


def test_how_sure_each_is() -> None:
    _, events = read(material(PLAN, drafts=(DRAFT,), strangers=(STRANGER,)))
    status = {event["SUMMARY"]: event["STATUS"] for event in events}
    assert status == {
        "teaser (instagram tiktok)": "CONFIRMED",
        "Join us on Tuesday at 10 (bluesky)": "CONFIRMED",
        "Draft: A poem a day (x)": "TENTATIVE",
        "Not from this repository: By hand (x)": "CONFIRMED",
        "Cancelled: black-friday-3 (x)": "CANCELLED",
        "Waiting: podcast-12 (x)": "TENTATIVE",
        **{f"post-{number} (x)": "CONFIRMED" for number in range(7)},
        "Winter (linkedin x)": "CONFIRMED",
    }
    waiting = next(event for event in events if event["SUMMARY"].startswith("Waiting"))
    assert waiting["DESCRIPTION"].endswith(
        "cancelled by a person → contentsync resolve podcast-12@acme --restore, or remove its file"
    )


def test_three_revisions() -> None:
    """New, moved, cancelled and applied: one event, which each time comes with a higher number."""
    moved_to = replace(LAUNCH, publish_at=at(12, 2, 9), text="Launch, a day later")
    moved = change(
        Action.UPDATE, moved_to, "20", "", before=Fields(scheduled_at=at(12, 1, 8)),
        after=Fields(scheduled_at=at(12, 2, 9)),
    )  # fmt: skip
    gone = change(Action.DELETE, moved_to, "6", "file removed", delivery=None)
    later = [NOW + timedelta(days=day) for day in range(4)]
    events = [
        one(NEW, now=later[0]),
        one(moved, now=later[1]),
        one(gone, now=later[2]),
        one(now=later[3], gone={LAUNCH.address: later[2]}),
    ]
    assert len({event["UID"] for event in events}) == 1
    assert [event["STATUS"] for event in events] == ["CONFIRMED", "CONFIRMED", "CANCELLED", "CANCELLED"]
    assert [event.start for event in events] == [at(12, 1, 8), at(12, 2, 9), at(12, 2, 9), later[2]]
    numbers = [event["SEQUENCE"] for event in events]
    assert numbers == sorted(set(numbers))
    assert [event.DTSTAMP for event in events] == later


@pytest.mark.parametrize("year", [1999, 2026, 2087])
def test_the_number_is_one_of_icalendar(year: int) -> None:
    assert 0 <= one(NEW, now=datetime(year, 12, 31, tzinfo=UTC))["SEQUENCE"] < 2**31


def test_a_draft_that_was_scheduled_is_one_event() -> None:
    draft = replace(LAUNCH, text="Not yet")
    event = one(change(Action.DELETE, LAUNCH, "6", "now a draft", delivery=None), drafts=(draft,))
    assert (event["STATUS"], event["SUMMARY"]) == ("TENTATIVE", "Draft: Not yet (x)")


def test_profiles_have_events_of_their_own_and_so_has_the_sandbox() -> None:
    other = replace(LAUNCH, address="launch@other", profile="other")
    _, events = read(made(NEW, change(Action.CREATE, other, "22", "new")))
    real = {event["UID"] for event in events}
    assert len(real) == 2
    calendar, events = read(made(NEW, is_sandbox=True))
    assert events[0]["UID"] not in real
    assert calendar["X-WR-CALNAME"].endswith(" (sandbox)")


def test_without_a_moment_there_is_no_event() -> None:
    on_merge = replace(change(Action.CREATE, replace(LAUNCH, publish_at=None), "22", "new"), at=None)
    assert read(made(on_merge))[1] == []


@pytest.mark.parametrize("link", ["javascript:alert(1)", "http://[", "", "file:///etc/passwd"])
def test_only_addresses_of_the_web_are_links(link: str) -> None:
    assert "URL" not in one(change(Action.CREATE, replace(LAUNCH, link=link), "22", "new"))


def test_a_text_adds_no_event_and_no_property() -> None:
    text = "a\r\nEND:VEVENT\r\nBEGIN:VEVENT\nATTACH:file\x1b[2J\u202e"
    bad = replace(LAUNCH, text=text, link="https://a.b/\r\nX-BAD:1", labels=("l\nX-BAD:1",))
    event = one(change(Action.CREATE, bad, "22", "new"))
    assert not {"ATTACH", "X-BAD"} & set(event)
    assert "\\x1b[2J\\u202e" in event["DESCRIPTION"]
