"""Each way of counting against an oracle, or against what the network documents."""

import json
from collections import Counter
from pathlib import Path

import pytest
import regex
from hypothesis import example
from hypothesis import given
from hypothesis import strategies as st

from contentsync.rules.counting import longest
from contentsync.rules.counting import measured
from contentsync.rules.counting import weighted_length
from contentsync.rules.counting.links import MAX_SCANNED
from contentsync.rules.counting.links import links

HERE = Path(__file__).parent
VECTORS = json.loads((HERE / "x_vectors.json").read_text(encoding="utf-8"))
BREAKS = [line for line in (HERE / "grapheme_breaks.txt").read_text(encoding="utf-8").splitlines() if "÷" in line]
MEASURES = ("characters", "weighted", "graphemes", "bytes", "utf-16", "threads", "mastodon", "html", "markdown")


def test_there_are_vectors_of_every_kind():
    kinds = Counter(row["kind"] for row in VECTORS)
    assert kinds.keys() == {"plain", "scripts", "cjk", "combining", "links", "mixed", "emoji", "keycaps", "flags"}
    assert min(kinds.values()) >= 29
    assert len(VECTORS) >= 900
    assert len({row["text"] for row in VECTORS}) == len(VECTORS)
    assert sum("newer" in row for row in VECTORS) >= 20


@pytest.mark.parametrize("row", VECTORS, ids=lambda row: f"{row['kind']} {ascii(row['text'])[:40]}")
def test_weight_on_x_is_that_of_the_oracle(row: dict):
    assert weighted_length(row["text"]) == row["weight"]
    assert row["weight"] >= row.get("newer", 0)


@pytest.mark.parametrize(
    ("text", "weight"),
    [
        ("🎉", 2),
        ("漢字かな", 8),
        ("\u1112\u1161\u11ab", 2),
        ("a—b", 3),
        ("a…", 3),
        ("bare example.com/foo", 28),
        ("見てexample.comを", 29),
        ("write to me@example.com", 23),
        ("see foo.bar and v2.0 and README.md and index.py", 92),
    ],
)
def test_weights_that_were_measured_before(text: str, weight: int):
    assert weighted_length(text) == weight


@pytest.mark.parametrize("line", BREAKS, ids=lambda line: line.strip("÷ "))
def test_graphemes_are_those_of_the_unicode_break_tests(line: str):
    clusters = [
        "".join(chr(int(code, 16)) for code in cluster.replace("×", " ").split())
        for cluster in line.strip("÷ \t").split("÷")
    ]
    assert measured("".join(clusters), "graphemes") == len(clusters)


@pytest.mark.parametrize(
    ("measure", "text", "length"),
    [
        ("characters", "e\u0301🎉", 3),
        ("graphemes", "plain", 5),
        ("graphemes", "Größe 🎉 한국어", 11),
        ("graphemes", "e\u0301", 1),
        ("graphemes", "👨‍👩‍👧‍👦👍🏽", 2),
        ("graphemes", "a\r\nb", 3),
        ("bytes", "Größe 🎉", 12),
        ("bytes", "plain", 5),
        ("utf-16", "a🎉é", 4),
        ("utf-16", "plain", 5),
        ("threads", "plain — é 漢字", 12),
        ("threads", "🎉", 4),
        ("threads", "👨‍👩‍👧‍👦!", 26),
        ("threads", "❤️ 1️⃣ © ❤", 6 + 1 + 7 + 1 + 1 + 1 + 1),
        ("threads", "🇪🇸", 8),
        ("threads", "→ 漢", 3),
        ("mastodon", "plain", 5),
        ("mastodon", "see https://example.com/a/very/long/path/of/things ok", 30),
        ("mastodon", "see http://a.co ok", 30),
        ("mastodon", "example.com", 11),
        ("mastodon", "hi @ana@mastodon.example and @bo", 15),
        ("mastodon", "me@example.com", 14),
        ("mastodon", "👍🏽", 1),
        ("html", "<b>a</b> &lt; b < c", 9),
        ("markdown", "*a* _b_ ~c~ ||d|| `e` \\*", 11),
        ("markdown", "[a b](https://example.com) (c)\n>d", 9),
    ],
)
def test_measures(measure, text: str, length: int):
    assert measured(text, measure) == length


TEXTS = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=40)
PIECES = [
    "https://",
    "a.co",
    "http://x ",
    "example.com/",
    "🎉",
    "👍🏽",
    "\u0958",
    "\U0001d160",
    "\ufb2c",
    "e\u0301",
    " ",
]
PIECES += [".", ". ", ".\n", "@a@b.c", "漢", "1\ufe0f\u20e3", "\u0600", "\u200d", "©", "\r\n", "é", "🇪", "हिन्दी"]


@given(st.one_of(TEXTS, st.lists(st.sampled_from(PIECES), max_size=12).map("".join)))
def test_the_quick_bound_is_never_less_than_any_measure(text: str):
    assert all(measured(text, measure) <= longest(text) for measure in MEASURES)


@example("🌀\u200d©")
@given(st.one_of(TEXTS, st.lists(st.sampled_from(PIECES), max_size=12).map("".join)))
def test_on_threads_each_emoji_of_the_whole_text_is_as_long_as_its_bytes(text: str):
    emoji = regex.compile(r"\p{Emoji_Presentation}|\p{Emoji}\ufe0f|\p{Regional_Indicator}|\u20e3")
    clusters = regex.findall(r"\X", text)
    expected = sum(len(each.encode()) if emoji.search(each) else len(each) for each in clusters)
    assert measured(text, "threads") == expected


@given(TEXTS, TEXTS)
def test_what_is_told_apart_by_a_line_adds_up(one: str, other: str):
    assert weighted_length(f"{one} \n {other}") == weighted_length(f"{one} ") + 1 + weighted_length(f" {other}")


def test_links_say_where_they_are():
    text = "see example.com, https://a.com/b and c.org/d"
    found = links(text)
    assert [text[link.start : link.end] for link in found] == ["example.com", "https://a.com/b", "c.org/d"]
    assert [link.is_host for link in found] == [True, False, False]


@pytest.mark.parametrize(
    "piece",
    [
        "a.com",
        ".com",
        "x.x.x.",
        "(" * 50 + "a.co",
        "あ" * 300 + ".com",
        "-._" * 99 + ".com",
        "http://",
        "a.com/(a(",
        "a.com/!!",
    ],
)
def test_texts_made_to_hurt_are_read_through(piece: str):
    text = piece * (MAX_SCANNED // len(piece))
    assert weighted_length(text) > 0
    assert weighted_length(text + piece * 99_999) >= len(text)
