import html
import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from contentsync.review.escape import escaped
from contentsync.review.markdown import code
from contentsync.review.markdown import fenced
from contentsync.review.markdown import hint
from contentsync.review.markdown import in_html
from contentsync.review.markdown import inline
from contentsync.review.markdown import quoted
from contentsync.review.markdown import table

BREAK = "\u200b"
READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
HOSTILE = [
    "plain words",
    "@all",
    "@acme/team see #1 and GH-1, acme/social#2, ABC-12",
    "!3 $4 ~label %5 &6 ^note",
    "https://github.com/acme/social/issues/1 www.example.com mailto:a@example.com",
    ":tada: at 10:30:00",
    "<script>alert(1)</script> <img src=x> <!-- --> </details>",
    "![picture](https://example.com/a.png) [link](javascript:alert(1)) <https://example.com>",
    "[ref]: https://example.com",
    "**bold** _it_ ~~gone~~ `code` ``` $x$ \\",
    "a | b || c \\| d",
    "&lt;b&gt; &amp; &#64;name",
    "{{ site.title }} {% raw %} ${{ secrets.KEY }} {1 + 1}",
    "# heading",
    "- list",
    "+ list",
    "12. list",
    "1) list",
    "> quote",
    "---",
    "===",
    "/close",
    "::error::no",
    "::: details",
    "one\ntwo",
    "    code",
    "\x1b[31mred \u202egnp.exe",
    "👩‍💻 café 東京",
    "",
]
ANY = st.text() | st.text(alphabet="`|\\<>&@#1-_*[]()!~ \n\t:/{$a.w=+", max_size=40)


def words(markup: str) -> str:
    """What a reader sees of HTML."""
    return html.unescape(re.sub(r"<[^>]*>", "", markup)).replace(BREAK, "")


def tags(markup: str) -> list[str]:
    return re.findall(r"<(\w+)", markup)


def is_read_as_text(text: str) -> bool:
    found = READER.render(f"before {inline(text)} after")
    return tags(found) == ["p"] and words(found) == f"before {escaped(text.strip())} after\n"


@pytest.mark.parametrize("text", HOSTILE)
def test_a_reader_sees_what_was_written(text: str) -> None:
    assert is_read_as_text(text)


@given(ANY)
def test_a_reader_sees_what_was_written_whatever_it_is(text: str) -> None:
    assert is_read_as_text(text)


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_begins_a_block(text: str) -> None:
    for start in ("", "- ", "> "):
        found = READER.render(start + inline(text) + "\n")
        assert set(tags(found)) <= {"p", "ul", "li", "blockquote"}
        assert words(found).strip() == escaped(text.strip())


@given(st.lists(ANY, min_size=1, max_size=4))
def test_cells_stay_in_their_columns(texts: list[str]) -> None:
    found = READER.render(table([str(place) for place in range(len(texts))], [[inline(text) for text in texts]]))
    assert [words(cell) for cell in re.findall(r"<td>(.*?)</td>", found)] == [escaped(text.strip()) for text in texts]


@given(ANY)
def test_code_is_what_was_written_and_stays_in_its_cell(text: str) -> None:
    found = READER.render(table(["a", "b"], [[code(text), "end"]]))
    assert [words(cell) for cell in re.findall(r"<td>(.*?)</td>", found)] == [escaped(text.strip()), "end"]


def test_code_is_code() -> None:
    assert code("winter-launch:tiktok") == "`winter-launch:tiktok`"


# How GitHub and GitLab find what they link and whom they ping, in the text that Markdown has become.
LINKED = re.compile(r"@\w|(?:#|!|\$|~|%|&|\^)\w|gh-\d|[a-z]-\d|https?://|www\.\w|:[\w+-]+:", re.IGNORECASE)


@given(ANY)
@pytest.mark.parametrize("make", [inline, quoted])
def test_nobody_is_pinged_and_nothing_is_linked(make: Callable[[str], str], text: str) -> None:
    found = html.unescape(re.sub(r"<[^>]*>", "", READER.render(make(text))))
    assert LINKED.search(found) is None


def test_a_mention_would_be_found() -> None:
    assert LINKED.search(words(READER.render("see \\@name")))


@given(ANY)
def test_a_fence_holds(text: str) -> None:
    found = READER.render(fenced(text) + "\n\nafter")
    lines = text.replace("\r\n", "\n").strip("\n").split("\n")
    assert tags(found) == ["pre", "code", "p"]
    assert words(found) == "\n".join(map(escaped, lines)) + "\n\nafter\n"


def test_a_fence_is_longer_than_what_is_in_it() -> None:
    assert fenced("a\n````\nb", "diff") == "`````diff\na\n````\nb\n`````"


def test_a_quotation_keeps_its_lines() -> None:
    assert quoted("One @name\n\n    two\nthree\n") == f"> One @{BREAK}name\n>\n> &nbsp;&nbsp;&nbsp;&nbsp;two\\\n> three"


@given(ANY)
def test_a_quotation_holds(text: str) -> None:
    found = READER.render(quoted(text) + "\n\nafter")
    assert set(tags(found)) <= {"blockquote", "p", "br"}
    assert found.endswith("</blockquote>\n<p>after</p>\n")


def test_code_obeys_no_runner() -> None:
    assert fenced(" ::error::no\nsee ##[error]no") == f"```\n :{BREAK}:error::no\nsee #{BREAK}#[error]no\n```"
    assert code("::error::no") == inline("::error::no")
    assert code("a ##[error]no") == inline("a ##[error]no")


def test_a_command_can_be_copied() -> None:
    assert hint("contentsync resolve a-1 --retry") == "`contentsync resolve a-1 --retry`"
    assert hint("ask @ann") == f"ask @{BREAK}ann"


@pytest.mark.parametrize("text", HOSTILE)
def test_between_tags_a_reader_sees_what_was_written(text: str) -> None:
    found = READER.render(f"<details><summary>{in_html(text)}</summary>\n\nwords\n\n</details>")
    assert tags(found) == ["details", "summary", "p"]
    assert words(found) == f"{escaped(text.strip())}\nwords\n"
