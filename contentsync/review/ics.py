"""What is coming as iCalendar, for the calendar programs of people who do not look into repositories.

How updates and cancellations get there, though nothing is remembered of what was rendered before:

- `UID` is the digest of the full address with the namespace, so that an event is found again whatever else changes. The
  sandbox, whose clock is ahead of everyone's, has events of its own.
- Of two events with one UID, the higher SEQUENCE holds, then the later DTSTAMP (RFC 5546, 2.1.5), and Google keeps to
  that even in a calendar that it fetches anew each time (OpenACalendar #176: moved events stayed where they were).
  SEQUENCE is the plan's moment in seconds since 2020, so the calendar that was made last holds, be it of a branch,
  of a revert or of a clone that knows no history. Counting commits would go back with each of these. An event that is
  the same as before comes with a higher number all the same, which changes nothing for whoever has it. The number stays
  below 2^31 until 2088: iCalendar's integers end there (RFC 5545, 3.3.8), and Google refuses a file with a higher one
  (Shelf #2485, milliseconds since 1970).
- A post that the plan cancels comes as `STATUS:CANCELLED`, and so does for a while one that was cancelled before
  (`Material.gone`, from the state's tombstones). A program that subscribes drops what is missing anyway; one that
  imports files learns of it in no other way. A post that was renamed is a new event, and the old one is cancelled.
- DTSTAMP is the plan's moment too: the same plan gives the same bytes.
"""

from collections.abc import Iterator
from collections.abc import Mapping
from datetime import UTC
from datetime import datetime
from datetime import timedelta
from urllib.parse import urlsplit

from icalendar import Calendar
from icalendar import Event

from contentsync.model.identity import address_digest
from contentsync.review.escape import escaped
from contentsync.review.material import Material
from contentsync.review.occasions import Kind
from contentsync.review.occasions import Occasion
from contentsync.review.occasions import occasions
from contentsync.review.rows import Header
from contentsync.review.words import excerpt

_LENGTH = timedelta(minutes=15)
"""A post takes no time, but an event without any is a line that cannot be read or clicked."""
_REFRESH = timedelta(hours=1)
_EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
_WORDS_WIDTH = 60
_STATUS = {Kind.CANCELLED: "CANCELLED", Kind.WAITING: "TENTATIVE", Kind.DRAFT: "TENTATIVE"}
_SAID = frozenset({Kind.CANCELLED, Kind.WAITING, Kind.DRAFT, Kind.UNMANAGED})


def review_ics(material: Material) -> str:
    """A calendar with an event for everything that has a moment. What is both cancelled and a draft now is a draft."""
    header = material.rows.header
    calendar = _calendar(header)
    there: set[str] = set()
    found = sorted(occasions(material), key=lambda occasion: occasion.kind is Kind.CANCELLED)
    events = [*(_of_occasion(each, header) for each in found if each.at), *_gone(material.gone, header)]
    for event in events:
        uid = str(event["UID"])
        if uid not in there:
            there.add(uid)
            calendar.add_component(event)
    made: bytes = calendar.to_ical()
    return made.decode()


def _calendar(header: Header) -> Calendar:
    name = f"{header.namespace} (sandbox)" if header.is_sandbox else header.namespace
    calendar = Calendar()
    for key, value in (
        ("PRODID", "-//contentsync//review//EN"),
        ("VERSION", "2.0"),
        ("CALSCALE", "GREGORIAN"),
        ("METHOD", "PUBLISH"),
        ("NAME", name),
        ("X-WR-CALNAME", name),
        ("X-WR-TIMEZONE", header.zone),
        ("X-PUBLISHED-TTL", "PT1H"),
    ):
        calendar.add(key, value)
    calendar.add("REFRESH-INTERVAL", _REFRESH, parameters={"VALUE": "DURATION"})
    return calendar


def _of_occasion(occasion: Occasion, header: Header) -> Event:
    assert occasion.at is not None
    event = _event(_name(occasion), occasion.at, header)
    prefix = f"{occasion.kind.capitalize()}: " if occasion.kind in _SAID else ""
    words = escaped(excerpt(occasion.words, _WORDS_WIDTH)) or escaped(occasion.address)
    event.add("SUMMARY", f"{prefix}{words} ({escaped(' '.join(occasion.platforms))})")
    event.add("DESCRIPTION", "\n".join(_described(occasion)))
    event.add("STATUS", _STATUS.get(occasion.kind, "CONFIRMED"))
    labels = occasion.delivery.labels if occasion.delivery else ()
    event.add("CATEGORIES", [escaped(name) for name in (*occasion.platforms, *labels)])
    if occasion.delivery and _is_address(occasion.delivery.link):
        event.add("URL", escaped(occasion.delivery.link))
    return event


def _described(occasion: Occasion) -> Iterator[str]:
    """The text as it was written, then what a person needs to find the post."""
    delivery, change = occasion.delivery, occasion.change
    text = (delivery.text if delivery else "") or occasion.words
    yield from (escaped(line) for line in text.strip().split("\n"))
    yield ""
    yield escaped(f"{occasion.address} · {occasion.profile} · {' '.join(occasion.platforms)} · {occasion.kind}")
    if delivery and occasion.kind is not Kind.CANCELLED:
        yield escaped(f"{delivery.source.file}:{delivery.source.line}")
    if change and occasion.kind is Kind.WAITING:
        yield escaped(f"{change.reason} → {change.hint}" if change.hint else change.reason)


def _gone(gone: Mapping[str, datetime], header: Header) -> Iterator[Event]:
    """What it was is not remembered; programs that have the event need no more than its UID."""
    for address, at in gone.items():
        event = _event(address, at, header)
        event.add("SUMMARY", f"Cancelled: {escaped(address)}")
        event.add("STATUS", "CANCELLED")
        yield event


def _event(name: str, at: datetime, header: Header) -> Event:
    """What every event has, by the full address of the delivery."""
    place = f"sandbox.{header.namespace}" if header.is_sandbox else header.namespace
    event = Event()
    event.add("UID", f"{address_digest(name)}@{place}.contentsync")
    event.add("SEQUENCE", max(0, int((header.now - _EPOCH).total_seconds())))
    event.add("DTSTAMP", header.now.astimezone(UTC).replace(microsecond=0))
    event.add("DTSTART", at.astimezone(UTC).replace(microsecond=0))
    event.add("DURATION", _LENGTH)
    event.add("TRANSP", "TRANSPARENT")
    return event


def _name(occasion: Occasion) -> str:
    """The full address, which no other profile's delivery has; of a job of somebody else, its id."""
    if occasion.change:
        return occasion.change.address
    return occasion.delivery.address if occasion.delivery else f"job:{occasion.address}"


def _is_address(link: str) -> bool:
    try:
        return urlsplit(link).scheme in ("http", "https")
    except ValueError:
        return False
