"""Laws of the cascade."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from contentsync.content.cascade import effective
from contentsync.content.cascade import merged

KEYS = st.sampled_from(["a", "b", "c"])
VALUES = st.recursive(
    st.none() | st.integers(0, 3) | st.lists(st.integers(0, 3), max_size=2),
    lambda inner: st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=6,
)
MAPPINGS = st.dictionaries(KEYS, VALUES, max_size=3)


def has_null(value: Any) -> bool:
    return value is None or (isinstance(value, dict) and any(has_null(each) for each in value.values()))


@given(MAPPINGS, MAPPINGS)
def test_the_nearest_wins(far: dict[str, Any], near: dict[str, Any]) -> None:
    result = merged(far, near)
    for key, value in near.items():
        if value is None:
            assert key not in result
        elif not isinstance(value, dict):
            assert result[key] == value
    for key in far.keys() - near.keys():
        assert (key in result) == (far[key] is not None)


@given(MAPPINGS, MAPPINGS)
def test_no_null_is_left_of_what_is_near(far: dict[str, Any], near: dict[str, Any]) -> None:
    assert not has_null(merged(merged({}, far), near))


@given(MAPPINGS)
def test_nothing_changes_nothing(values: dict[str, Any]) -> None:
    clean = merged({}, values)
    assert merged(clean, {}) == clean
    assert merged({}, clean) == clean
    assert merged(clean, clean) == clean


@given(MAPPINGS, MAPPINGS, MAPPINGS)
def test_inputs_are_left_alone(far: dict[str, Any], near: dict[str, Any], post: dict[str, Any]) -> None:
    before = repr((far, near, post))
    effective(merged(far, near), post)
    assert repr((far, near, post)) == before


@given(MAPPINGS, MAPPINGS)
def test_a_post_is_merged_as_any_other_layer_but_for_platforms(defaults: dict[str, Any], post: dict[str, Any]) -> None:
    clean = merged({}, defaults)
    assert effective(clean, post) == merged(clean, post)


def test_platforms_of_a_post_say_which() -> None:
    defaults = {"platforms": {"x": {"a": 1, "b": 2}, "linkedin": {"c": 3}}}
    assert effective(defaults, {"platforms": ["x", "threads"]})["platforms"] == {
        "x": {"a": 1, "b": 2},
        "threads": {},
    }
    assert effective(defaults, {"platforms": {"x": {"b": None}}})["platforms"] == {"x": {"a": 1}}
    assert effective(defaults, {"platforms": {"x": None}})["platforms"] == {"x": {"a": 1, "b": 2}}
    assert effective(defaults, {"platforms": "linkedin"})["platforms"] == {"linkedin": {"c": 3}}
    assert "platforms" not in effective(defaults, {})
