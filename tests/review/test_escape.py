import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contentsync.review.escape import escaped


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain text", "plain text"),
        ("café, 東京, Ω", "café, 東京, Ω"),
        ("one\ntwo", "one⏎two"),
        ("a\tb", "a b"),
        ("\x1b[31mred", "\\x1b[31mred"),
        ("\x1b]0;title\x07", "\\x1b]0;title\\x07"),
        ("\x9b2J", "\\x9b2J"),
        ("a\rb", "a\\x0db"),
        ("\u202egnp.exe", "\\u202egnp.exe"),
        ("\u2066x\u2069", "\\u2066x\\u2069"),
        ("pay\u200bpal", "pay\\u200bpal"),
        ("pay\u200dpal", "pay\\u200dpal"),
        ("\u200d", "\\u200d"),
        ("\ufefftext", "\\ufefftext"),
        ("blank\u3164", "blank\\u3164"),
        ("tag\U000e0041", "tag\\U000e0041"),
        ("half\ud83d", "half\\ud83d"),
        ("line\u2028end", "line\\u2028end"),
    ],
)
def test_what_steers_or_deceives_is_spelled_out(text: str, shown: str) -> None:
    assert escaped(text) == shown


@pytest.mark.parametrize("text", ["👩‍💻", "نامه‌ای", "क्‍ष", "🏳️‍🌈", "٠\u0601١"])
def test_what_scripts_and_emoji_need_stays(text: str) -> None:
    assert escaped(text) == text


@given(st.text())
def test_no_control_character_and_no_line_break_comes_through(text: str) -> None:
    shown = escaped(text)
    assert not any(unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp") for character in shown)
    assert len(shown.splitlines()) <= 1
    shown.encode("utf-8")
