import pytest
from hypothesis import given
from hypothesis import strategies as st

from contentsync.review.sections import Section
from contentsync.review.sections import fitted
from contentsync.review.sections import utf8_bytes
from contentsync.review.sections import utf16_units

WHOLE = Section(("head",))
ROOM = 2_000


def test_what_fits_is_all_there() -> None:
    sections = [WHOLE, Section(("body",), (1, 0.0)), Section(("",))]
    assert fitted(sections, ROOM, len, "there", "end") == "head\n\nbody\n\nend\n"


def test_the_highest_rank_goes_first_and_is_named() -> None:
    far, near = (Section((letter * 600,), (2, at), ("post", "posts")) for letter, at in (("f", 9.0), ("n", 1.0)))
    diff = Section(("d" * 600,), (1, 0.0), ("change", "changes"))
    found = fitted([WHOLE, near, far, diff], ROOM, len, "there")
    assert "f" * 600 not in found
    assert found.count("n" * 600) + found.count("d" * 600) == 2
    assert found.endswith("\n\n_This is not all of it: left out here: 1 post. Everything: there._\n")
    tight = fitted([WHOLE, near, far, diff], 900, len, "there")
    assert tight == "head\n\n_This is not all of it: left out here: 2 posts, 1 change. Everything: there._\n"


def test_what_may_not_be_left_out_is_said_in_fewer_words() -> None:
    rows, names = Section(("r" * 3_000, "r" * 900, "r" * 30)), Section(("n" * 1_000, "n" * 20))
    found = fitted([WHOLE, rows, names], 2_600, len, "there")
    assert found.startswith(f"head\n\n{'r' * 900}\n\n{'n' * 1_000}\n\n_This is not all of it: lists are summed up.")
    assert f"{'r' * 900}\n\n{'n' * 20}\n" in fitted([WHOLE, rows, names], ROOM, len, "there")
    assert f"{'r' * 30}\n\n{'n' * 20}\n" in fitted([WHOLE, rows, names], 800, len, "there")


def test_nothing_more_can_be_shortened() -> None:
    assert fitted([Section(("head" * 300,))], 700, len, "there") == f"{'head' * 300}\n"


@pytest.mark.parametrize(
    ("text", "units", "size"), [("a", 1, 1), ("é", 1, 2), ("漢", 1, 3), ("🎉", 2, 4), ("\ud800", 1, 3)]
)
def test_measures(text: str, units: int, size: int) -> None:
    assert (utf16_units(text), utf8_bytes(text)) == (units, size)


TEXTS = st.text(alphabet="aé漢🎉", max_size=300)


@given(st.lists(st.tuples(TEXTS, st.integers(0, 4)), max_size=30), st.integers(700, 3_000))
def test_it_always_fits(texts: list[tuple[str, int]], room: int) -> None:
    sections = [Section((text, ""), (rank, 0.0) if rank else None) for text, rank in texts]
    found = fitted(sections, room, utf16_units, "there", "end")
    assert utf16_units(found) <= room
