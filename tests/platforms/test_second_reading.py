"""What we send, read by someone else: the sandbox knows the API from the same page, and shares no code with us."""

import itertools
from collections.abc import Iterator
from datetime import UTC
from datetime import datetime

import httpx
import pytest

from contentsync.model.wire import WireForm
from contentsync.platforms import PLATFORMS
from contentsync.platforms import encode
from contentsync.platforms.table import Option
from contentsync.platforms.table import Platform
from contentsync.sandbox import Sandbox
from tests.rules.test_text import REFUSED
from tests.rules.test_text import words

from .deliveries import delivery
from .deliveries import document
from .deliveries import picture
from .deliveries import video
from .test_check import ROWS
from .test_check import complete

NUMBER = itertools.count()
MEDIA = {"text": (), "photo": (picture("a.jpg", alt="A"),), "video": (video(),), "document": (document(),)}


@pytest.fixture(scope="module")
def service() -> Iterator[httpx.Client]:
    with httpx.Client(
        transport=httpx.WSGITransport(app=SANDBOX.app),
        base_url="http://127.0.0.1/api",
        headers={"Authorization": "Apikey sandbox"},
    ) as client:
        yield client


SANDBOX = Sandbox(now=datetime(2027, 1, 1, tzinfo=UTC))


def posted(service: httpx.Client, form: WireForm, is_scheduled: bool = True) -> httpx.Response:
    fields: dict[str, list[str]] = {"external_id": [f"n{next(NUMBER)}"]}
    fields |= {"scheduled_date": ["2027-03-01T09:00:00Z"]} if is_scheduled else {}
    for name, value in form.fields:
        fields.setdefault(name, []).append(value)
    files = [(part.field, (part.filename, part.path.encode(), part.content_type)) for part in form.files]
    return service.post(f"/{form.endpoint}", data=fields, files=files)


@pytest.mark.parametrize(("platform", "option", "post_type"), [row for row in ROWS if row.values[0].name != "reddit"])
def test_every_option_is_taken(service: httpx.Client, platform: Platform, option: Option, post_type: str):
    SANDBOX.configure(strict_fields=True, rate_limit=False)
    options = complete(platform, option, post_type)
    made = delivery(
        post_type,
        platform.name,
        text=f"Text {next(NUMBER)}",
        title="Headline",
        link="https://example.com" if "link" in option.needs else "",
        media=MEDIA[post_type],
        options={platform.name: options},
    )
    answer = posted(service, encode(made))
    assert answer.status_code == 202, answer.text


SENT_ALONE = [row for row in REFUSED if row[2] != "first_comment"]


@pytest.mark.parametrize(("platform", "post_type", "place", "most"), SENT_ALONE)
def test_every_limit_of_words_is_its_own(
    service: httpx.Client, platform: str, post_type: str, place: str, most: int
) -> None:
    SANDBOX.configure(strict_fields=True, rate_limit=False, daily_caps=False)
    SANDBOX.change_account({"profile": "acme", "platform": platform})
    options = {"pinterest": {"board": "9001"}} if platform == "pinterest" else {}
    for length, succeeds in ((most, True), (most + 1, False)):
        given = {"text": "Some text", "title": "A title"} | {place: words(length)}
        made = delivery(post_type, platform, media=MEDIA[post_type], options=options, **given)
        result = posted(service, encode(made), is_scheduled=False).json()["results"][platform]
        assert result["success"] == succeeds, result


def test_every_network_of_a_type_at_once(service: httpx.Client):
    for post_type in ("text", "photo", "video", "document"):
        able = [p.name for p in PLATFORMS.values() if post_type in p.places and not p.unavailable]
        options = {"pinterest": {"board": "7"}} if "pinterest" in able else {}
        made = delivery(post_type, *able, text="Together", title="Headline", media=MEDIA[post_type], options=options)
        answer = posted(service, encode(made))
        assert answer.status_code == 202, answer.text
