"""Plain scalars against a second reading of the YAML 1.2 core schema's table."""

import math
import re
from typing import Any

import pytest
from hypothesis import example
from hypothesis import given
from hypothesis import strategies as st

from contentsync.content.documents import read
from contentsync.content.keys import NAMES
from contentsync.content.scalars import plain

# YAML 1.2.2, example 10.9, as the table stands there.
CORE = (
    (r"null|Null|NULL|~|", lambda text: None),
    (r"true|True|TRUE", lambda text: True),
    (r"false|False|FALSE", lambda text: False),
    (r"[-+]?[0-9]+", int),
    (r"0o[0-7]+", lambda text: int(text[2:], 8)),
    (r"0x[0-9a-fA-F]+", lambda text: int(text[2:], 16)),
    (r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", float),
    (r"[-+]?(\.inf|\.Inf|\.INF)", lambda text: float(text.replace(".", ""))),
    (r"\.nan|\.NaN|\.NAN", lambda text: math.nan),
)


QUOTE = "'"


def core(text: str) -> Any:
    for pattern, value in CORE:
        if re.fullmatch(pattern, text):
            return value(text)
    return text


@given(st.text(alphabet="0123456789+-.eExoabfinNIuUlLtrTsR~:_ ", max_size=12))
@example("~")
@example("TRUE")
@example("0x1F")
@example("0o17")
@example("-.INF")
@example(".NaN")
@example("1.")
@example("1e999")
@example("+12")
@example("1__0")
def test_core_schema_except_for_what_stays_as_written(text: str) -> None:
    found, wanted = plain(text), core(text)
    if isinstance(found, str):
        has_leading_zero = re.fullmatch(r"[-+]?0[0-9].*", text)
        is_huge = len(text) > 17 or re.search(r"[eE][-+]?[0-9]{4}", text)
        assert found == text
        assert found == wanted or has_leading_zero or is_huge
    else:
        assert type(found) is type(wanted)
        assert found == wanted or (math.isnan(found) and math.isnan(wanted))


@pytest.mark.parametrize(
    "text", ["no", "No", "yes", "on", "off", "y", "12:30", "1:2:3", "010", "2027-03-01", "1_000", "0b1"]
)
def test_what_yaml_1_1_would_have_changed_stays_text(text: str) -> None:
    assert plain(text) == text


@pytest.mark.parametrize("text", ["9" * 19, "1" * 100_000, "0x" + "f" * 40, "0o" + "7" * 40])
def test_numbers_that_no_reader_has_room_for_stay_text(text: str) -> None:
    assert plain(text) == text


PRINTABLE = st.characters(blacklist_categories=["Cs", "Cc"], blacklist_characters="\u2028\u2029\ufeff\ufffe\uffff")


@given(st.text(alphabet=PRINTABLE, min_size=1, max_size=40))
def test_any_text_survives_quotes(text: str) -> None:
    raw = f"text: '{text.replace(QUOTE, QUOTE * 2)}'\n".encode()
    assert [post.values for post in read(raw, NAMES).posts] == [{"text": text}]
