"""Files of posts as people write them, with whatever YAML allows, and what may not change about them."""

import re
from collections import Counter
from typing import Any

from hypothesis import strategies as st

from contentsync.content.documents import Reading
from contentsync.content.documents import read
from contentsync.content.formatting.format import Form
from contentsync.content.formatting.source import Source
from contentsync.content.frontmatter import divided
from contentsync.content.frontmatter import read_markdown
from contentsync.content.keys import NAMES

TRIMMED = ("text", "title", "first_comment")


def reading_of(raw: bytes, form: Form) -> Reading:
    return read_markdown(raw, NAMES) if form.is_markdown else read(raw, NAMES)


def is_good(raw: bytes, form: Form) -> bool:
    reading = reading_of(raw, form)
    return not reading.spots and not any(post.spots for post in reading.posts)


def meaning(raw: bytes, form: Form) -> list[Any]:
    """The values of each post, in their order where order says something."""
    posts = [post.values for post in reading_of(raw, form).posts]
    return [_seen(post) for post in posts] if form.is_post else posts


def _seen(post: Any) -> Any:
    if not isinstance(post, dict):
        return post
    seen = {key: _worded(key, value, TRIMMED) for key, value in post.items()}
    if isinstance(post.get("platforms"), dict):
        networks = post["platforms"].items()
        seen["platforms"] = {
            name: {key: _worded(key, value, TRIMMED[:2]) for key, value in options.items()}
            if isinstance(options, dict)
            else options
            for name, options in networks
        }
    return seen


def _worded(key: str, value: Any, trimmed: tuple[str, ...]) -> Any:
    if key == "publish_at" and isinstance(value, str):
        return re.sub(r"^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(:00)?$", r"\1 \2", value)
    return value.rstrip() if key in trimmed and isinstance(value, str) else value


def comments(raw: bytes, form: Form) -> Counter[str]:
    """Every comment, without the blanks behind it."""
    parts = divided(raw) if form.is_markdown else None
    text = (raw[slice(*parts.front)] if parts else raw).decode("utf-8-sig")  # type: ignore[union-attr]
    source = Source(text)
    found: Counter[str] = Counter()
    done = 0
    for token, _ in source.tokens:
        found.update(re.findall(r"#[^\n\r\x85\u2028\u2029]*", text[done : source.index(token.start_mark)]))
        head = re.compile(r"[|>][-+0-9]*").match(text, source.index(token.start_mark))
        if head and getattr(token, "style", None) in ("|", ">"):
            found.update(re.findall(r"#.*", text[head.end() : source.starts[token.start_mark.line + 1]]))
        done = source.index(token.end_mark)
    return Counter(each.rstrip() for each in found.elements())


WORDS = st.sampled_from(["Hi", "é 🎉", "a  b", "it's", "'q'", '"d"', "x: y"[:1], "on", "010", "2027-03-01", "~x", "-x"])
COMMENT = st.sampled_from(["# why", "#é", "#", "# a: b", "# - x", "# |"])
BLANKS = st.sampled_from(["", "", " ", "  ", "   "])
GAP = st.sampled_from([" ", " ", "  ", "     ", "\t"])
STEP = st.sampled_from([1, 2, 2, 3, 4, 8])
LOCAL = st.sampled_from(["2027-03-01 09:00", "2027-03-01T09:00", "2027-03-01T09:00:00", "2027-03-01T09:00:00Z"])


@st.composite
def _above(draw: st.DrawFn, indent: str) -> str:
    """Comments and blank lines before a key, mostly where the key stands."""
    lines = draw(st.lists(st.one_of(st.just(""), BLANKS, COMMENT), max_size=3))
    out = draw(st.integers(0, len(indent) + 2)) if draw(st.integers(0, 4)) == 0 else len(indent)
    return "".join(f"{' ' * out}{line}{draw(BLANKS)}\n" if line[:1] == "#" else f"{line}\n" for line in lines)


@st.composite
def _block(draw: st.DrawFn, indent: str) -> str:
    head, step = draw(st.sampled_from(["|", ">"])), draw(STEP)
    sign, is_said = draw(st.sampled_from(["", "", "-", "+"])), draw(st.integers(0, 5)) == 0
    lines = draw(
        st.lists(st.one_of(WORDS, st.sampled_from(["", " ", "   ", "  Hi ", "# no", "- no", "a:  b"])), max_size=4)
    )
    inner = indent + " " * step
    body = "".join(f"{inner}{line}\n" if line.strip() else f"{line}\n" for line in ["Hi", *lines])
    beside = draw(st.sampled_from(["", "  ", " # beside"]))
    return f"{head}{step if is_said else ''}{sign}{beside}\n{body}"


@st.composite
def _text(draw: st.DrawFn, indent: str) -> str:
    inner = indent + " " * draw(STEP)
    kind = draw(st.integers(0, 5))
    first, second = draw(WORDS), draw(WORDS)
    end = draw(BLANKS)
    if kind == 0:
        return draw(_block(indent))
    if kind == 1:
        return f"'{first.replace(chr(39), '')}{end}\n\n{draw(BLANKS)}{second.replace(chr(39), '')}'{end}\n"
    if kind == 2:
        return f'"{first.replace(chr(34), "")}\\\n{inner}{second.replace(chr(34), "")}\\  \n{inner}"{end}\n'
    if kind == 3:
        return f"Hi there{end}\n{inner}and there{end}\n\n{inner}too\n"
    return f"'{first.replace(chr(39), '')}'{draw(st.sampled_from(['', '  ', '   # beside ']))}\n"


@st.composite
def _media(draw: st.DrawFn, indent: str) -> str:
    kind = draw(st.integers(0, 3))
    if kind == 0:
        return f"a.jpg{draw(BLANKS)}\n"
    if kind == 1:
        return f"[a.jpg,\n  {{src:  b.jpg, # in\n alt:   'B'}}\n]{draw(BLANKS)}\n"
    dash = indent + " " * (0 if draw(st.booleans()) else draw(STEP))
    lines = ["\n"]
    for _ in range(draw(st.integers(1, 3))):
        gap = draw(st.sampled_from([" ", " ", "   "]))
        inner = dash + " " + gap
        lines.append(draw(_above(dash)))
        if draw(st.booleans()):
            lines.append(f"{dash}-{gap}a.jpg\n")
        else:
            lines.append(f"{dash}-{gap}src:{draw(GAP)}a.jpg{draw(BLANKS)}\n")
            lines.append(draw(_above(inner)))
            lines.append(f"{inner}alt:{draw(GAP)}{draw(_text(inner))}")
    return "".join(lines)


@st.composite
def _networks(draw: st.DrawFn, indent: str) -> str:
    kind = draw(st.integers(0, 3))
    if kind == 0:
        return "[x,   linkedin] # beside\n"
    if kind == 1:
        return f"{{x: {{text:   'Hi'}}, linkedin:{{publish_at: {draw(LOCAL)}}} }}\n"
    inner = indent + " " * draw(STEP)
    deeper = inner + " " * draw(STEP)
    lines = ["\n"]
    for name in draw(st.lists(st.sampled_from(["x", "linkedin", "tiktok"]), unique=True, min_size=1)):
        lines.append(draw(_above(inner)))
        lines.append(f"{inner}{name}:{draw(BLANKS)}\n")
        if draw(st.booleans()):
            lines.append(f"{draw(_above(deeper))}{deeper}text:{draw(GAP)}{draw(_text(deeper))}")
        if draw(st.booleans()):
            lines.append(f"{draw(_above(deeper))}{deeper}publish_at:{draw(GAP)}{draw(LOCAL)}{draw(BLANKS)}\n")
        if draw(st.booleans()):
            lines.append(f"{draw(_above(deeper))}{deeper}media:{draw(GAP)}{draw(_media(deeper))}")
    return "".join(lines)


def _plain(values: st.SearchStrategy[str]) -> Any:
    return lambda indent: st.builds("{}{}\n".format, values, st.sampled_from(["", "  ", " # beside"]))


VALUES = {
    "id": _plain(st.sampled_from(["a", "b-1", "'c'", '"d"'])),
    "profile": _plain(st.sampled_from(["acme", "[acme, other]"])),
    "publish_at": _plain(LOCAL),
    "platforms": _networks,
    "text": _text,
    "title": _text,
    "media": _media,
    "first_comment": _text,
    "draft": _plain(st.sampled_from(["true", "false", "~"])),
    "labels": _plain(st.sampled_from(["[a,b]", "[ a ]", "[]", "a"])),
}


@st.composite
def post(draw: st.DrawFn, indent: str = "", dash: str = "") -> str:
    """One mapping, its keys in any order. `dash` is what stands before the first in a list."""
    lines = []
    for number, key in enumerate(draw(st.lists(st.sampled_from(sorted(VALUES)), unique=True, min_size=1, max_size=6))):
        above = "" if dash and not number else draw(_above(indent))
        start = dash if dash and not number else indent
        lines.append(f"{above}{start}{key}:{draw(GAP)}{draw(VALUES[key](indent))}")
    return "".join(lines)


@st.composite
def documents(draw: st.DrawFn) -> str:
    """A file: one post, several documents, or a list."""
    count = draw(st.integers(1, 2))
    tail = st.sampled_from(["", "\n\n", "# end\n", "\n# end\n", "    # end\n"])
    kind = draw(st.integers(0, 3))
    if kind == 0:
        indent = draw(BLANKS)
        gap = draw(st.sampled_from([" ", "   "]))
        posts = [draw(_above(indent)) + draw(post(f"{indent} {gap}", f"{indent}-{gap}")) for _ in range(count)]
        return "".join(posts) + draw(tail)
    posts = [draw(post(draw(BLANKS) if kind == 1 else "")) for _ in range(count)]
    start = draw(
        st.sampled_from(["", "---\n", "# yaml-language-server: $schema=a.json\n", "# all\n\n", "%YAML 1.2\n---\n"])
    )
    return start + "---  \n".join(posts) + draw(tail)


@st.composite
def files(draw: st.DrawFn) -> tuple[bytes, bool]:
    """The bytes of a file, and whether it is Markdown."""
    is_markdown = draw(st.integers(0, 3)) == 0
    text = draw(documents())
    if is_markdown:
        body = draw(st.sampled_from(["", "Body  \n\n  é \n", "Body", "\n\n"]))
        text = f"---{draw(BLANKS)}\n{draw(post())}---\n{body}"
    elif draw(st.integers(0, 3)) == 0:
        text = text.removesuffix("\n")
    raw = text.encode()
    if draw(st.integers(0, 3)) == 0:
        raw = raw.replace(b"\n", b"\r\n")
    if draw(st.integers(0, 5)) == 0:
        raw = raw.replace(b" # beside", draw(st.sampled_from(["\x85", "\u2028", "\r"])).encode(), 1)
    return (b"\xef\xbb\xbf" if draw(st.integers(0, 5)) == 0 else b"") + raw, is_markdown
