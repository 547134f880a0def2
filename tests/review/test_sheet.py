import csv
import io

import pytest
from msgspec.structs import replace

from contentsync.model.change import Action
from contentsync.model.change import Plan
from contentsync.model.delivery import Source
from contentsync.review.material import Material
from contentsync.review.sheet import COLUMNS
from contentsync.review.sheet import review_csv

from .campaign import NOW
from .campaign import PHOTO
from .campaign import PLAN
from .campaign import at
from .campaign import change
from .campaign import delivery
from .test_occasions import DRAFT
from .test_occasions import STRANGER
from .test_occasions import material


def lines(made: Material) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(review_csv(made), newline="")))


def of_text(text: str) -> str:
    wanted = change(Action.CREATE, delivery("one", at(12, 1, 8), text=text), "22", "new")
    (line,) = lines(material(Plan(changes=(wanted,), now=NOW)))
    return line["text"]


def test_a_line_for_each_delivery_and_platform() -> None:
    post = delivery(
        "launch", at(3, 1, 8, 2027), platforms=("linkedin", "x"), text="For all", texts={"x": "For X"}, link="https://a.b",
        titles={"linkedin": "Head"}, first_comment="More", media=(PHOTO,), labels=("spring", "new"), post_type="photo",
    )  # fmt: skip
    first, second = lines(material(Plan(changes=(change(Action.CREATE, post, "22", "new"),), now=NOW)))
    assert first == {
        "what": "new", "utc": "2027-03-01T08:00:00Z", "local": "2027-03-01 09:00", "timezone": "Europe/Madrid",
        "was_utc": "", "address": "launch", "profile": "acme", "platform": "linkedin", "type": "photo", "title": "Head",
        "text": "For all", "link": "https://a.b", "first_comment": "More", "media": "content/launch.jpg",
        "labels": "spring new", "file": "content/launch.yaml", "line": "1",
    }  # fmt: skip
    assert (second["platform"], second["text"], second["title"]) == ("x", "For X", "")


def test_all_of_a_plan() -> None:
    found = {line["address"]: line for line in lines(material(PLAN, drafts=(DRAFT,), strangers=(STRANGER,)))}
    assert found["webinar"]["was_utc"] == "2026-11-30T09:00:00Z"
    assert found["poetry"]["what"] == "draft"
    assert (found["j1"]["what"], found["j1"]["text"], found["j1"]["file"]) == (
        "not from this repository",
        "By hand",
        "",
    )
    assert (found["black-friday-3"]["what"], found["black-friday-3"]["file"]) == ("cancelled", "")


def test_where_a_cancelled_one_was_written() -> None:
    gone = change(
        Action.DELETE, delivery("gone", at(12, 1, 8)), "6", "", delivery=None, source=Source("content/g.md", 0)
    )
    (line,) = lines(material(Plan(changes=(gone,), now=NOW)))
    assert (line["file"], line["line"]) == ("content/g.md", "")


def test_no_moment_and_no_platform() -> None:
    wanted = replace(
        change(Action.CREATE, replace(delivery("now", NOW), publish_at=None), "22", ""), at=None, platforms=()
    )
    (line,) = lines(material(Plan(changes=(wanted,), now=NOW)))
    assert (line["utc"], line["local"], line["platform"]) == ("", "", "")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＠SUM"])
def test_no_cell_is_a_formula(text: str) -> None:
    assert of_text(text).startswith("'")


@pytest.mark.parametrize("text", ['say "hi", all; of\nyou', "a,b", "café 東京", "1+1=2"])
def test_texts_stay_what_they_are(text: str) -> None:
    assert of_text(text) == text


def test_nothing_steers_a_terminal() -> None:
    assert of_text("a\x1b[2J\u202eb") == "a\\x1b[2J\\u202eb"


def test_lines_end_as_the_rfc_says() -> None:
    made = review_csv(material(PLAN))
    assert made.split("\r\n")[0] == ",".join(COLUMNS)
    assert made.endswith("\r\n")
    assert "\n" not in made.replace("\r\n", "")
