"""The same words, or nearly the same, to the same followers within two days."""

import random
import re
from datetime import timedelta
from itertools import product
from typing import Any

import pytest

from contentsync.model.houserules import NO_RULES
from contentsync.model.problem import Problem
from contentsync.model.problem import Severity
from contentsync.rules.across import across_files
from contentsync.rules.across import across_posts
from contentsync.rules.postings import Posting
from contentsync.rules.repeats import MOST_COMPARED
from contentsync.rules.repeats import NEAR
from contentsync.rules.repeats import SHORTEST
from contentsync.rules.repeats import likeness
from contentsync.rules.repeats import words
from tests.engine.world import DAY
from tests.engine.world import HOUR
from tests.engine.world import START_AT
from tests.engine.world import post

LAUNCH = "Our new shop opens on Monday at nine, with coffee, cake and the first hundred books at half the price"
SECOND = timedelta(seconds=1)


def found(*deliveries: Any) -> list[Problem]:
    return list(across_files(deliveries, NO_RULES))


def codes(*deliveries: Any) -> list[str]:
    return [problem.code for problem in found(*deliveries)]


def test_the_same_text_twice() -> None:
    (problem,) = found(post("one", START_AT), post("two", START_AT + 17 * HOUR))
    assert (problem.code, problem.severity, problem.where) == ("CS330", Severity.WARNING, "content/two.yaml:1")
    assert problem.message == "the same text as content/one.yaml:1, which goes out 17 hours earlier, on x of acme"
    assert "repost_of: one" in problem.fix
    assert problem.post == "two"


@pytest.mark.parametrize(
    ("span", "codes_found"),
    [(48 * HOUR - SECOND, ["CS330"]), (48 * HOUR, []), (timedelta(0), ["CS330"])],
)
def test_within_two_days(span: timedelta, codes_found: list[str]) -> None:
    assert codes(post("one", START_AT), post("two", START_AT + span)) == codes_found


@pytest.mark.parametrize(
    "other",
    [
        post("two", START_AT + HOUR, profile="beta"),
        post("two", START_AT + HOUR, platforms=["linkedin"]),
        post("two", START_AT + HOUR, texts={"x": "Something else for X"}),
        post("two", START_AT + HOUR, repost_of="one"),
        post("two", None),
        post("two", START_AT + HOUR, text=""),
    ],
    ids=["another profile", "another network", "its own text there", "on purpose", "no moment yet", "no text"],
)
def test_what_is_no_repetition(other: Any) -> None:
    assert codes(post("one", START_AT), other) == []


def test_two_posts_of_pictures_alone() -> None:
    assert codes(post("one", START_AT, ""), post("two", START_AT + HOUR, "")) == []


def test_only_the_shared_network_is_named() -> None:
    one = post("one", START_AT, platforms=["bluesky", "linkedin", "x"])
    two = post("two", START_AT + HOUR, platforms=["linkedin", "mastodon", "x"], texts={"x": "Quite another one"})
    (problem,) = found(one, two)
    assert "on linkedin of acme" in problem.message


def test_a_repetition_of_another_post_is_not_on_purpose() -> None:
    assert codes(post("one", START_AT), post("two", START_AT + HOUR, repost_of="zero")) == ["CS330"]


def test_of_three_each_names_the_one_before() -> None:
    posts = [post(name, START_AT + number * HOUR) for number, name in enumerate(("one", "two", "three"))]
    assert {problem.file: problem.message.split(":")[0] for problem in found(*posts)} == {
        "content/two.yaml": "the same text as content/one.yaml",
        "content/three.yaml": "the same text as content/two.yaml",
    }


@pytest.mark.parametrize(
    "other",
    [
        LAUNCH.replace("Monday", "Tuesday"),
        LAUNCH.upper(),
        LAUNCH + " #books #coffee https://example.com/launch?utm_source=x www.example.com",
        "With coffee, cake and the first hundred books at half the price: our new shop opens on Monday at nine",
        LAUNCH + "!!!",
        LAUNCH.replace("nine", "ten").replace("cake", "buns"),
    ],
    ids=["one word", "case", "links and hashtags", "order", "punctuation", "two of twenty"],
)
def test_nearly_the_same(other: str) -> None:
    (problem,) = found(post("one", START_AT, LAUNCH), post("two", START_AT + HOUR, other))
    assert problem.code == "CS331"
    assert problem.message.startswith("nearly the same text as content/one.yaml:1, which goes out 1 hour earlier")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (LAUNCH, LAUNCH.replace("nine", "ten").replace("cake", "buns").replace("Monday", "Friday")),
        ("Day 1 of our sale: lamps", "Day 2 of our sale: chairs"),
        ("1/3 How we choose books", "2/3 Who reads them first"),
        ("Good morning! #monday", "Good morning! #tuesday"),
        ("🎉🎉🎉", "🎉🎉"),
        ("#books #tea", "#books #coffee"),
        ("Saturday: story time at eleven, bring the children", "Sunday: jazz at noon, bring whoever you like"),
        (
            "New episode: Ada Byron on engines. Listen wherever you get your podcasts.",
            "New episode: Grace Hopper on bugs. Listen wherever you get your podcasts.",
        ),
        ("明日は新しい店の開店日です。お待ちしています。", "昨日の催しにお越しいただきありがとうございました。"),
        ("พรุ่งนี้ร้านใหม่ของเราเปิดเวลาเก้าโมงเช้า", "ขอบคุณทุกคนที่มาร่วมงานเมื่อวานนี้มากครับ"),
    ],
)
def test_what_is_not_near_enough(one: str, other: str) -> None:
    assert codes(post("one", START_AT, one), post("two", START_AT + HOUR, other)) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("新しい店は月曜日の朝九時に開店します。珈琲とケーキを用意してお待ちしています。",) * 2,
        ("พรุ่งนี้ร้านใหม่ของเราเปิดเวลาเก้าโมงเช้าพร้อมกาแฟและเค้ก",) * 2,
    ],
)
def test_scripts_without_spaces(one: str, other: str) -> None:
    assert codes(post("one", START_AT, one), post("two", START_AT + HOUR, other + "🎉 #new")) == ["CS331"]


def test_a_thread_of_short_posts() -> None:
    lines = [
        "Five things we learned this year",
        "One: people still love paper",
        "Two: the coffee sells the books",
        "Three: children choose for themselves",
        "Four: rain is good for us",
        "Five: you are the best",
    ]
    assert codes(*(post(f"p{n}", START_AT + n * timedelta(minutes=2), line) for n, line in enumerate(lines))) == []


def test_likeness_is_the_part_of_all_words_that_stands_in_both() -> None:
    assert likeness(words("a b c d"), words("a b c e")) == 3 / 5
    assert likeness(words(""), words("#only https://example.com")) == 0
    assert likeness(words("É"), words("é")) == 1


def test_the_search_finds_what_comparing_all_with_all_finds() -> None:
    stock = [f"word{number}" for number in range(40)]
    texts = [" ".join(stock[(n * 7) % 29 : (n * 7) % 29 + 6 + n % 6]) + f" {stock[n % 3]}" for n in range(120)]
    posts = [post(f"p{n:03}", START_AT + n * timedelta(minutes=10), text) for n, text in enumerate(texts)]
    every = [words(text) for text in texts]
    expected = {
        f"content/p{n:03}.yaml" for n in range(120) if any(likeness(every[n], each) >= NEAR for each in every[:n])
    }
    assert {problem.file for problem in found(*posts)} == expected
    assert 20 < len(expected) < 120


def latest_like(number: int, texts: list[str], hours: list[int]) -> str:
    """By comparing with all: what is said of one of several posts, which are sorted by their hours."""
    mine = words(texts[number])
    near = ""
    for other in reversed(range(number)):
        if hours[number] - hours[other] >= 48:
            break
        if texts[number] == texts[other]:
            return f"the same text as content/p{other:03}.yaml:1"
        theirs = words(texts[other])
        if not near and min(len(mine), len(theirs)) >= SHORTEST and likeness(mine, theirs) >= NEAR:
            near = f"nearly the same text as content/p{other:03}.yaml:1"
    return near


@pytest.mark.parametrize("spread", [1, 40, 200])
@pytest.mark.parametrize("seed", range(4))
def test_of_few_and_of_many_the_latest_is_named(seed: int, spread: int) -> None:
    chance = random.Random(seed)
    stock = [f"word{number}" for number in range(12)]
    texts = [" ".join(chance.sample(stock, chance.randrange(3, 12))) for _ in range(100)]
    hours = sorted(chance.randrange(spread) for _ in texts)
    posts = [
        post(f"p{n:03}", START_AT + hour * HOUR, text) for n, (hour, text) in enumerate(zip(hours, texts, strict=True))
    ]
    expected = {f"content/p{n:03}.yaml": latest_like(n, texts, hours) for n in range(100)}
    said = {problem.file: problem.message.split(",")[0] for problem in found(*posts)}
    assert said == {file: message for file, message in expected.items() if message}
    assert len(said) > 10


def test_words_of_ascii_are_those_of_the_pattern() -> None:
    for one, other in product(set(map(chr, range(128))) - {"#"}, repeat=2):
        text = f"q{one}{other}Z"
        assert words(text) == frozenset(re.findall(r"\w+", text.lower()))


@pytest.mark.parametrize(("between", "codes_found"), [(MOST_COMPARED - 1, ["CS330"]), (MOST_COMPARED, [])])
def test_nobody_looks_beyond_the_latest(between: int, codes_found: list[str]) -> None:
    elsewhere = [post(f"p{n}", START_AT + n * SECOND, platforms=[f"network{n}"]) for n in range(between)]
    assert codes(post("first", START_AT - SECOND), *elsewhere, post("last", START_AT + HOUR)) == codes_found


STRANGER = Posting("acme", frozenset({"x"}), START_AT, "Hello", "job 77")


def test_what_others_scheduled_before_and_after() -> None:
    later, earlier = post("later", START_AT + HOUR), post("earlier", START_AT - 3 * HOUR)
    (problem,) = across_posts([(later, START_AT + HOUR)], NO_RULES, [STRANGER])
    assert problem.message == "the same text as job 77, which goes out 1 hour earlier, on x of acme"
    assert "repost_of" not in problem.fix
    (problem,) = across_posts([(earlier, START_AT - 3 * HOUR)], NO_RULES, [STRANGER])
    assert (problem.file, problem.code) == ("content/earlier.yaml", "CS330")
    assert "which goes out 3 hours later" in problem.message


def test_what_others_do_among_themselves_is_theirs() -> None:
    assert across_posts([], NO_RULES, [STRANGER, Posting("acme", frozenset({"x"}), START_AT + DAY, "Hello", "b")]) == ()
