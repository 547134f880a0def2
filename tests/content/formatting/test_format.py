"""Whatever is written: the same meaning, every comment, and nothing left to say the second time."""

from pathlib import Path

import pytest
import yaml
from hypothesis import assume
from hypothesis import given
from hypothesis import settings

from contentsync.content.formatting.format import MARKDOWN
from contentsync.content.formatting.format import POSTS
from contentsync.content.formatting.format import Form
from contentsync.content.formatting.format import form_of
from contentsync.content.formatting.format import formatted

from .posts import comments
from .posts import files
from .posts import is_good
from .posts import meaning

ROOT = Path(__file__).parents[3]


def check(raw: bytes, form: Form) -> bytes:
    once = formatted(raw, form)
    assert meaning(once, form) == meaning(raw, form)
    assert comments(once, form) == comments(raw, form)
    assert formatted(once, form) == once
    return once


@given(files())
@settings(max_examples=150, deadline=None)
def test_any_file(file: tuple[bytes, bool]) -> None:
    raw, is_markdown = file
    form = MARKDOWN if is_markdown else POSTS
    assume(is_good(raw, form))
    check(raw, form)


CASES = [
    pytest.param(text.encode(), form_of(name), id=f"{file.stem}: {case['case']}: {name}")
    for file in sorted((ROOT / "tests/content/cases").glob("*.yaml"))
    for case in yaml.load_all(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    for name, text in case["files"].items()
    if name.endswith((".yaml", ".md")) and is_good(text.encode(), form_of(name))
]


@pytest.mark.parametrize(("raw", "form"), CASES)
def test_every_file_of_the_cases(raw: bytes, form: Form) -> None:
    check(raw, form)


EXAMPLES = sorted(path for path in (ROOT / "examples/content").rglob("*") if path.suffix in (".yaml", ".md"))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_the_examples_are_as_they_should_be(path: Path) -> None:
    raw = path.read_bytes()
    assert check(raw, form_of(path.name)) == raw


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("text: a\n# b\nid: b # c\n", "# b\nid: b # c\ntext: a\n", id="comments go with their key"),
        pytest.param(
            "# all\ntext: a\nid: b\n", "# all\ntext: a\nid: b\n", id="a comment above the first may be about all"
        ),
        pytest.param(
            "# all\n\n# t\ntext: a\nid: b\n",
            "# all\n\nid: b\n# t\ntext: a\n",
            id="one below an empty line is about its key",
        ),
        pytest.param(
            "# yaml-language-server: $schema=a\ntext: a\nid: b\n",
            "# yaml-language-server: $schema=a\nid: b\ntext: a\n",
            id="the line for editors stays at the top",
        ),
        pytest.param(
            "text: a\n\nid: b\n\n# end\n",
            "id: b\ntext: a\n\n# end\n",
            id="no empty line comes to the top, the end stays",
        ),
        pytest.param(
            "- text: a\n  # i\n  id: b\n# second\n-   text: c\n    id: d\n",
            "# i\n- id: b\n  text: a\n# second\n- id: d\n  text: c\n",
            id="posts of a list",
        ),
        pytest.param("-\n  # i\n  text: a\n  id: b\n", None, id="a dash by itself"),
        pytest.param("- {text: a, id: b}\n", None, id="flow stays as it is"),
        pytest.param("text: &t a\nlabels: *t\nid: b\n", None, id="an anchor stands before its alias"),
        pytest.param("text: |+\n  a\n\nid: b\n", None, id="a text that keeps empty lines stays where it is"),
        pytest.param(
            "text: a # contentsync: ignore CS310 why\nid: b\n", None, id="a comment that ignores stays on its line"
        ),
        pytest.param("? text\n: a\n", None, id="a key with a question mark"),
        pytest.param(
            "media:\n- a.jpg\n# c\n-   b.jpg\n",
            "media:\n  - a.jpg\n  # c\n  - b.jpg\n",
            id="a list in the column of its key",
        ),
        pytest.param(
            "media:\n    - &m\n      src: a.jpg\n    - *m\n",
            None,
            id="levels stay where an anchor could be one's beginning",
        ),
        pytest.param("text:\ta\n", "text: a\n", id="a tab"),
        pytest.param("- text: |\n    a", "- text: |\n    a\n", id="the last post of a list"),
        pytest.param(
            "platforms:\n        x:\n            text: |\n              a\n             # deep\n       # mid\nid: b\n",
            "id: b\nplatforms:\n  x:\n    text: |\n      a\n     # deep\n # mid\n",
            id="comments stay out of the text above",
        ),
        pytest.param(
            "  title: 'a\n\n --- b'\n",
            "title: 'a\n\n --- b'\n",
            id="a line in quotes does not become the end of a document",
        ),
        pytest.param(
            "  title: 'a\n\n    b'\n  labels: [a,\n    b]\n",
            "title: 'a\n\n  b'\nlabels: [a,\n  b]\n",
            id="quotes and lists that go on move along",
        ),
        pytest.param(" text:   |2-\n   a\n \n   b", "text: |2-\n  a\n\n  b\n", id="a text with its indent said"),
        pytest.param("first_comment: |\n  a", "first_comment: |\n  a\n", id="a text at the end of the file"),
        pytest.param("text: |+\n  a\n# end", "text: |+\n  a\n# end\n", id="a comment at the end of the file"),
        pytest.param("media:\n  alt: |\n    a", None, id="a text at the end that would get a line more"),
        pytest.param(
            "platforms:\n  x:\n    text: >\n      a",
            "platforms:\n  x:\n    text: >\n      a\n",
            id="words of a network",
        ),
        pytest.param(
            "media:\n  alt: |+\n    a\n ", "media:\n  alt: |+\n    a\n", id="a blank that is begun below a text"
        ),
        pytest.param("platforms:\n  x:\n    first_comment: >\n      a", None, id="an option of a network"),
        pytest.param("publish_at: 2027-03-01T09:00\n", "publish_at: 2027-03-01 09:00\n", id="a local time"),
        pytest.param("publish_at: '2027-03-01T09:00'\n", None, id="quotes are left alone"),
        pytest.param("publish_at: 2027-03-01T09:00:30\n", None, id="seconds say something"),
        pytest.param("publish_at: 2027-03-01\n  09:00\n", None, id="a time on two lines"),
        pytest.param("text: a\r\rid: b\n", None, id="a lone carriage return"),
        pytest.param("\ufefftext: a\r\n\r\n", "text: a\n", id="mark and line ends"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_what_is_said(before: str, after: str | None) -> None:
    assert formatted(before.encode(), POSTS).decode() == (before if after is None else after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("--- \r\nid:  a\r\n... \r\n\r\nBody  \r\n\r\n", "---\nid: a\n...\n\nBody\n"),
        ("---\n---", "---\n---\n"),
        (
            "---\ntext: a\nid: b\n# contentsync: c\n---\na  \nb\u00a0",
            "---\nid: b\ntext: a\n# contentsync: c\n---\na  \nb\n",
        ),
    ],
)
def test_markdown(before: str, after: str) -> None:
    assert formatted(before.encode(), MARKDOWN).decode() == after


def test_defaults_have_an_order_and_no_times() -> None:
    raw = b"variables: {a: b}\npublish_at: 2027-03-01T09:00\n"
    assert formatted(raw, form_of("a/_defaults.yaml")) == b"publish_at: 2027-03-01T09:00\nvariables: {a: b}\n"
