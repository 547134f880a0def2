"""Text that others wrote, neutralised for Markdown: GitHub's, GitLab's and Forgejo's, in comments, READMEs and wikis.

Nothing in it becomes markup, a link or a picture; nobody is pinged, no issue is referred to, no template is filled in.
"""

import re
from collections.abc import Iterable
from collections.abc import Sequence
from html import escape

from contentsync.review.escape import escaped

_BREAK = "\u200b"
"""A zero-width space. Forges look for mentions in what Markdown has become, so neither a backslash nor an entity keeps
a name from being pinged; Renovate and Dependabot put this sign there in millions of pull requests."""

# @name, #1, and what GitLab has besides (!1, $1, ~label, %1, &1, ^note); GH-1 and keys of trackers; addresses that
# become links by themselves, and with a link to an issue a note in it; emoji by name.
_REFERENCE = re.compile(r"[@#!$~%&^](?=\w)|(?<=[A-Za-z])-(?=\d)|:(?=//)|(?<=www)\.|:(?=[\w+-]+:)", re.IGNORECASE)
_SIGNS = str.maketrans(
    {
        **{sign: f"\\{sign}" for sign in "\\`*_[]|~#$"},
        # An entity also passes the templates of page makers (Liquid, MDX), which look at the text before Markdown does.
        "<": "&lt;",
        ">": "&gt;",
        "&": "&amp;",
        "{": "&#123;",
    }
)
# At the beginning of a line these make lists, headings, rules, and commands of GitLab's comments.
_BEGINNING = re.compile(r"[-+=/:]|(?<=\d)[.)]")
_FIRST = re.compile(r"\d*.?")
_TICKS = re.compile(r"`+")
_SPACES = re.compile(r"^ +")
_FENCE = 3
# Commands to a runner that prints the text: the old form is obeyed anywhere in a line (GitHub, actions/runner).
_COMMAND = re.compile(r"^\s*:(?=:)|#(?=#\[)")


def inline(text: str) -> str:
    """The text on one line, to stand anywhere: in a paragraph, a list, a heading, or a cell of a table."""
    broken = _REFERENCE.sub(rf"\g<0>{_BREAK}", escaped(text.strip())).translate(_SIGNS)
    first = _FIRST.match(broken)
    assert first is not None
    return _BEGINNING.sub(r"\\\g<0>", first[0]) + broken[first.end() :]


def code(text: str) -> str:
    """The text as code, which may stand in a table too; as plain words where that cannot be."""
    shown = escaped(text.strip())
    is_plain = shown and "`" not in shown and "|" not in shown and not _COMMAND.search(shown)
    return f"`{shown}`" if is_plain else inline(text)


def hint(text: str) -> str:
    """What to do: as code where it begins with a command, so that it can be copied as it is."""
    return code(text) if text.startswith("contentsync ") else inline(text)


def in_html(text: str) -> str:
    """The text on one line, to stand between tags on a line of HTML, where Markdown's own signs mean nothing."""
    broken = _REFERENCE.sub(rf"\g<0>{_BREAK}", escaped(text.strip()))
    return escape(broken).replace("{", "&#123;")


def quoted(text: str) -> str:
    """The text as a quotation, line by line as it was written. It stands at the beginning of a line."""
    lines = [_kept(line) for line in _lines(text)]
    ends = ["\\" if line and after else "" for line, after in zip(lines, [*lines[1:], ""], strict=True)]
    return "\n".join(f"> {line}{end}".rstrip() for line, end in zip(lines, ends, strict=True))


def fenced(text: str, language: str = "") -> str:
    """The text as a block of code, in a fence that nothing in it can close. It stands at the beginning of a line."""
    body = "\n".join(_COMMAND.sub(rf"\g<0>{_BREAK}", escaped(line)) for line in _lines(text))
    longest = max((len(run) for run in _TICKS.findall(body)), default=0)
    fence = "`" * max(_FENCE, longest + 1)
    return f"{fence}{language}\n{body}\n{fence}"


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of cells that have been neutralised."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").strip("\n").split("\n")


def _kept(line: str) -> str:
    """One line with its indentation, which would make code of it."""
    indented = _SPACES.match(escaped(line))
    return "&nbsp;" * len(indented[0] if indented else "") + inline(line)
