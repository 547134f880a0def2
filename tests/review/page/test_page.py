"""The page as text: the same every time, shut to everything else, and words written to break out stay words."""

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest
from msgspec import structs

from contentsync.media import Facts
from contentsync.media.thumbnails import Picture
from contentsync.model.change import Action
from contentsync.model.change import Fields
from contentsync.model.change import Plan
from contentsync.model.change import Step
from contentsync.model.delivery import Medium
from contentsync.model.problem import Problem
from contentsync.model.problem import Severity
from contentsync.model.remote import Job
from contentsync.review.material import Material
from contentsync.review.page import page
from contentsync.review.page import render
from contentsync.review.rows import plan_rows
from tests.review.campaign import CHANGES
from tests.review.campaign import HEADER
from tests.review.campaign import NOW
from tests.review.campaign import PHOTO
from tests.review.campaign import PLAN
from tests.review.campaign import at
from tests.review.campaign import change
from tests.review.campaign import delivery

DRAFT = delivery("idea", at(12, 9, 8), text="An idea")
STRANGER = Job(job_id="j-77", scheduled_at=at(12, 2, 9), profile="acme", platforms=("x",), title="Typed by hand")
SMALL = Picture(b"pixels", "image/jpeg", 480, 270)


def material(plan: Plan = PLAN, **more: object) -> Material:
    return Material(rows=plan_rows(plan, HEADER, 1), plan=plan, drafts=(DRAFT,), strangers=(STRANGER,), **more)


def no_picture(medium: Medium) -> None:
    return None


class Elements(HTMLParser):
    """Every element with its attributes, and all text outside of style and script."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.lasttag not in ("style", "script"):
            self.texts.append(data)


def test_everything_is_on_it() -> None:
    html = page(material(), no_picture)
    for word in ("winter-launch", "webinar", "teaser", "black-friday-3", "podcast-12", "idea", "j-77", "post-6"):
        assert f">{word}<" in html
    assert "Plan: 1 to schedule, 1 to edit" in html
    assert "contentsync resolve podcast-12 --restore" in html
    assert "content/winter-launch.yaml:9:3" in html


def test_is_the_same_every_time() -> None:
    assert page(material(), no_picture) == page(material(), no_picture)


def test_nothing_but_what_stands_in_it() -> None:
    html = page(material(), lambda medium: SMALL)
    found = Elements(html).found
    (policy,) = [attrs["content"] for tag, attrs in found if attrs.get("http-equiv") == "Content-Security-Policy"]
    style = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)
    scripts = re.findall(r"<script>(.*?)</script>", html, re.DOTALL)
    assert policy == (
        f"default-src 'none'; img-src data:; style-src '{sha(*style)}'; script-src '{sha(*scripts)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    for tag, attrs in found:
        assert tag not in ("link", "iframe", "object", "form", "base")
        assert not any(name.startswith("on") or name in ("src", "style", "srcdoc") for name in attrs), (tag, attrs)
        for address in (attrs.get("href") or "", attrs.get("xlink:href") or ""):
            assert address.startswith(("#", "data:image/", "https://")) or not address


def sha(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def test_a_served_page_looks_for_news_where_it_came_from() -> None:
    html = page(material(), no_picture, live="watch();")
    assert "<script>watch();</script>" in html
    assert f"'{sha('watch();')}'; connect-src 'self'; base-uri" in html


def test_pictures_within_the_size(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def pictures(medium: Medium) -> Picture:
        asked.append(medium.path)
        return Picture(b"p" * 30_000, "image/jpeg", 480, 270)

    plan = Plan(
        changes=tuple(
            change(Action.NONE if number < 5 else Action.CREATE, wanted, "16", "as wanted")
            for number, wanted in enumerate(
                delivery(f"p{n}", at(12, 1 + n, 8), media=(Medium(src="a", kind="image", path=f"{n}.jpg"),))
                for n in range(8)
            )
        ),
        now=NOW,
    )
    whole = page(material(plan), pictures)
    assert len(asked) == whole.count("<image ") == 8
    assert "left out" not in whole
    monkeypatch.setattr(render, "MOST_BYTES", len(whole) - 60_000)
    asked.clear()
    less = page(material(plan), pictures)
    assert asked[:3] == ["5.jpg", "6.jpg", "7.jpg"]
    assert len(less) <= render.MOST_BYTES + 2_000
    assert f"{8 - less.count('<image ')} pictures left out" in less


def test_one_picture_for_all_who_show_it() -> None:
    html = page(material(), lambda medium: SMALL)
    assert html.count("<image ") == 1
    assert html.count('<use href="#m1"') == len(("linkedin", "x"))


HOSTILE = (
    "</script><script>alert(1)</script><img src=x onerror=alert(2)>\" onmouseover='alert(3)' {{ 7*7 }} {% raw %} "
    'javascript:alert(4) https://a.example/"><b> https://user:pass@evil.example/x \x1b[31mred\x07 \u202egnp.exe \u2066 '
    "]]> <!-- --> &lt;b&gt; </style> </title> </template> #tag</span> @me<i>"
)
EVERY = (
    "bluesky",
    "facebook",
    "instagram",
    "linkedin",
    "mastodon",
    "pinterest",
    "reddit",
    "telegram",
    "threads",
    "tiktok",
    "wordpress",
    "x",
    "youtube",
)


def hostile_material() -> Material:
    medium = Medium(src=HOSTILE, kind="image", path=HOSTILE, alt=HOSTILE, sha256="ee", width=3, height=4)
    film = Medium(src=HOSTILE, kind="video", path=HOSTILE, sha256="ff", duration=3)
    options = {
        name: {
            "page": HOSTILE,
            "poll_options": [HOSTILE, HOSTILE],
            "poll_question": HOSTILE,
            "poll_duration": HOSTILE,
            "link": f"javascript:alert(5)//{HOSTILE}",
            "link_title": HOSTILE,
            "first_comment": HOSTILE,
            "subreddit": HOSTILE,
            "langs": [HOSTILE],
            HOSTILE: HOSTILE,
        }
        for name in EVERY
    }
    shared = {"text": HOSTILE, "title": HOSTILE, "link": HOSTILE, "labels": (HOSTILE,), "options": options}
    photo = delivery(HOSTILE, at(12, 1, 8), platforms=EVERY, post_type="photo", media=(medium, film), **shared)
    video = delivery(f"v{HOSTILE}", at(12, 2, 8), platforms=EVERY, post_type="video", media=(film,), **shared)
    problem = Problem(HOSTILE, 1, 1, "CS310", HOSTILE, HOSTILE, Severity.WARNING, HOSTILE)
    error = Problem(HOSTILE, 1, 1, "CS320", HOSTILE, HOSTILE, Severity.ERROR, HOSTILE)
    before, after = Fields(title=f"old {HOSTILE}", text="old"), Fields(title=HOSTILE, text=HOSTILE)
    plan = Plan(
        changes=(
            change(Action.UPDATE, photo, "20", HOSTILE, hint=HOSTILE, step=Step.PATCH, before=before, after=after),
            change(Action.CREATE, video, "22", HOSTILE),
            change(Action.HOLD, delivery("h", at(12, 3, 8)), HOSTILE, HOSTILE, hint=HOSTILE),
            change(Action.DELETE, delivery("d", at(12, 4, 8)), "6", HOSTILE, delivery=None, before=before),
            *CHANGES,
        ),
        now=NOW,
        problems=(problem, error),
    )
    job = Job(HOSTILE, at(12, 5, 8), HOSTILE, (HOSTILE,), title=HOSTILE, caption=HOSTILE, external_id=f"cs1:{HOSTILE}:")
    header = HEADER.__class__(namespace=HOSTILE, now=NOW, account=HOSTILE, tariff=HOSTILE, is_sandbox=True)
    return Material(plan_rows(plan, header), plan, (DRAFT,), (job,), frozenset(), HOSTILE)


def test_words_that_were_written_to_break_out() -> None:
    html = page(hostile_material(), no_picture, lambda medium: Facts(codec=HOSTILE, audio_codec=HOSTILE, rate=25))
    elements = Elements(html)
    tags = [tag for tag, _ in elements.found]
    assert tags.count("script") == 1
    assert not {"img", "i", "template"} & set(tags)
    for tag, attrs in elements.found:
        assert not any(name.startswith("on") for name in attrs), (tag, attrs)
        if address := attrs.get("href"):
            assert re.fullmatch(r"#[\w-]+|https://a\.example/", address), address
            assert tag != "a" or address.startswith("#") or attrs["rel"] == "noopener noreferrer nofollow"
    text = "".join(elements.texts)
    assert "<script>alert(1)</script><img src=x onerror=alert(2)>" in text
    assert "{{ 7*7 }} {% raw %}" in text
    assert "\\x1b[31mred\\x07 \\u202egnp.exe" in text
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200b]", html)


def test_lines_stay_lines() -> None:
    plan = Plan(changes=(change(Action.CREATE, delivery("a", at(12, 1, 8), text="one\n\ntwo"), "22", "new"),), now=NOW)
    assert "one\n\ntwo" in page(material(plan), no_picture)


def test_what_has_no_moment_yet_comes_last() -> None:
    soon, later = delivery("soon", at(12, 1, 8)), delivery("some-day", at(1, 1, 8, 2028))
    on_merge = structs.replace(delivery("when-merged", at(12, 1, 8)), publish_at=None)
    plan = Plan(changes=tuple(change(Action.CREATE, each, "22", "new") for each in (on_merge, later, soon)), now=NOW)
    html = page(material(plan), no_picture)
    days = re.findall(r"<dt>(.*?)</dt>", html)
    assert days[0] == "Tuesday 1 December"
    assert days[-2:] == ["Saturday 1 January 2028", "When first applied"]
    assert html.index('id="p5"') < html.index("When it is first applied")


def test_a_post_that_became_a_draft_is_there_twice() -> None:
    was = change(Action.DELETE, DRAFT, "6", "draft: true now", delivery=None)
    twin = structs.replace(DRAFT, address="idea@beta", profile="beta")
    plan = Plan(changes=(was,), now=NOW)
    html = page(Material(plan_rows(plan, HEADER, 2), plan, drafts=(DRAFT, twin)), no_picture)
    entries = re.findall(r'class="entry k-(\w+)" href="#(p\d)"', html)
    articles = re.findall(r'<article class="post k-(\w+)" id="(p\d)"', html)
    assert sorted(entries) == sorted(articles)
    assert sorted(kind for kind, _ in entries) == ["cancelled", "draft", "draft"]
    assert html.count("draft: true now") == 1


def test_what_a_cancelled_post_would_have_been() -> None:
    was = delivery("sale", at(12, 4, 8), platforms=("bluesky", "x"), text="Half price")
    gone = change(Action.DELETE, was, "6", "file removed", delivery=None, before=Fields(title="Half pri"))
    plan = Plan(changes=(gone,), now=NOW)
    quoted = page(Material(plan_rows(plan, HEADER), plan), no_picture)
    assert '<blockquote class="old" dir="auto"><del>Half pri</del></blockquote>' in quoted
    html = page(Material(plan_rows(plan, HEADER), plan, withdrawn={was.address: was}), no_picture)
    assert html.count('<span class="off">will not go out</span>') == 2
    assert len(re.findall(r"<div class=\"text\"[^>]*>Half price<", html)) == 2
    assert 'class="meter' not in html
    assert 'class="old"' not in html


def test_a_picture_without_a_name() -> None:
    nameless = Medium(src="https://a.example/", kind="image", url="https://a.example/")
    plan = Plan(changes=(change(Action.CREATE, delivery("a", at(12, 1, 8), media=(nameless,)), "22", "new"),), now=NOW)
    assert "at an address" in page(material(plan), no_picture)


def test_nothing_at_all() -> None:
    plan = Plan(changes=(), now=NOW)
    html = page(Material(plan_rows(plan, HEADER), plan), no_picture)
    assert "Nothing is coming, and nothing is scheduled." in html


def test_several_profiles() -> None:
    other = delivery("launch", at(12, 1, 8))
    other = structs.replace(other, profile="beta")
    plan = Plan(changes=(*CHANGES, change(Action.CREATE, other, "22", "new")), now=NOW)
    html = page(material(plan), no_picture)
    found = re.findall(r'<li><a href="#(profile-\w+)" dir="auto">(\w+) ', html)
    assert found == [("profile-acme", "acme"), ("profile-beta", "beta")]
    assert 'id="f-profile"' in html


def test_profiles_whose_names_make_the_same_address() -> None:
    alike = [structs.replace(delivery("launch", at(12, 1, 8)), profile=name) for name in ("a b", "a/b", "a\u3164b")]
    plan = Plan(changes=tuple(change(Action.CREATE, each, "22", "new") for each in alike), now=NOW)
    ids = re.findall(r'id="(profile-[^"]*)"', page(Material(plan_rows(plan, HEADER), plan), no_picture))
    assert ids == ["profile-a-b", "profile-a-b-", "profile-a-u3164b"]


def test_what_no_page_has_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("contentsync.review.page.posts.MOST_CARDS", 8)
    html = page(material(), no_picture)
    assert html.count("It does not change, and has no card here") > 3
    assert 'aria-label="Bluesky"' in html


def test_older_ones_are_counted() -> None:
    old = change(Action.NONE, delivery("old", at(1, 1, 8)), "9", "published")
    assert "1 post of earlier months not shown." in page(material(Plan(changes=(old,), now=NOW)), no_picture)


def test_media_that_have_no_picture() -> None:
    pointer = Medium(src="a.jpg", kind="image", path="a.jpg", is_pointer=True, size=9)
    address = Medium(src="https://a.example/b.jpg?x=1", kind="image", url="https://a.example/b.jpg?x=1")
    film = Medium(src="c.mp4", kind="video", path="c.mp4", width=1080, height=1920, duration=32, size=5_000_000)
    covered = Medium(src="d.mp4", kind="video", path="d.mp4", duration=2, cover=PHOTO)
    wanted = delivery("m", at(12, 1, 8), post_type="photo", media=(pointer, address, film, covered))
    plan = Plan(changes=(change(Action.CREATE, wanted, "22", "new"),), now=NOW)
    facts = Facts(codec="H.264", audio_codec="AAC", rate=29.97)
    html = page(material(plan), lambda medium: SMALL, lambda medium: facts if medium is film else Facts())
    assert "in Git LFS, not downloaded here" in html
    assert "at an address, which nobody opens for a review" in html
    assert "1080×1920, 0:32, 5.0 MB, H.264 and AAC, 29.97 frames a second; no cover declared" in html
    assert html.count("<image ") == 1
