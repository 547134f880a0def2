"""Comments for us change nothing of what is delivered, wherever they stand, and nothing of what must stay an error."""

import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from msgspec.structs import replace

from contentsync.content.directive import is_directive
from contentsync.model.delivery import Delivery
from contentsync.model.delivery import Source

from .repository import loaded

LINES = (
    "profile: acme",
    "publish_at: 2027-03-01 09:00",
    "timezone: Europe/Madrid",
    "platforms:",
    "  x: {reply_settings: following}",
    "  linkedin:",
    "    visibility: PUBLIC",
    "labels:",
    "  - spring",
    "  - product",
    "first_comment: 'More: #below'",
    "title: Words",
    "text: |",
    "  See https://example.com",
    "",
    "  and README.md",
)
# Behind the head of a block text every line is part of it.
COMMENTS = st.sampled_from(
    [
        "# contentsync: ignore CS310, CS326, CS320 why",
        "# contentsync: ignore CS326 why",
        "# Another comment.",
        "",
    ]
)


def deliveries(lines: list[str]) -> list[Delivery]:
    with tempfile.TemporaryDirectory() as folder:
        found = loaded(Path(folder), {"a.yaml": "\n".join(lines) + "\n"})
        assert not found.bad_posts
        return [replace(each, source=Source("", 0)) for each in found.deliveries]


PLAIN = deliveries(list(LINES))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, LINES.index("text: |")), COMMENTS), max_size=8),
    st.sets(st.sampled_from([0, 1, 2, 5, 6, 8, 9, 10, 11, 12])),
)
def test_what_is_delivered_is_the_same(above: list[tuple[int, str]], behind: set[int]) -> None:
    lines = [
        f"{line} # contentsync: ignore CS310 why" if number in behind else line for number, line in enumerate(LINES)
    ]
    for number, comment in sorted(above, reverse=True):
        lines.insert(number, comment)
    assert deliveries(lines) == PLAIN
    assert len(PLAIN) == 1


@settings(max_examples=200, deadline=None)
@given(st.text("abc #:'CS310ignorecontentsync", max_size=40))
def test_a_text_is_whole_or_an_error(rest: str) -> None:
    """The trap for comments in texts: whatever stands behind a `#` is for us, or reported, or in the text."""
    raw = f"profile: acme\npublish_at: on-merge\nplatforms: [linkedin]\ntext: Words {rest}\n"
    with tempfile.TemporaryDirectory() as folder:
        found = loaded(Path(folder), {"a.yaml": raw})
    if found.deliveries:
        text, line = found.deliveries[0].text, f"Words {rest}".strip()
        assert text == line or is_directive(line.removeprefix(text).strip())
    else:
        assert found.problems
