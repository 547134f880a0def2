"""Where X sees links in a text. Each counts 23, however long it is (X, counting characters).

The reading is that of npm twitter-text 3.1.0: with `http(s)://`, or bare with a real top-level domain; no addresses of
mail. A bare host is only its ASCII part: `見てexample.comを` has the link `example.com`.
"""

import re
from collections.abc import Iterator
from functools import cache
from functools import lru_cache
from pathlib import Path

import msgspec

MAX_SCANNED = 50_000
"""Longer texts are not searched for links: no network that counts them takes half as much."""

_LONGEST_LINK = 4096
_LONGEST_SLUG = 40
_LONGEST_LABEL = 63  # RFC 1035
_LONGEST_HOST = 320  # RFC 1035 has 255; the rest is for words that are glued to it

_LATIN = (
    "\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00ff\u0100-\u024f\u0253\u0254\u0256\u0257\u0259\u025b\u0263\u0268\u026f\u0272"
    "\u0289\u028b\u02bb\u0300-\u036f\u1e00-\u1eff"
)
_UNUSED = "\ufffe\ufeff\uffff"
_DIRECTIONS = "\u202a-\u202e\u061c\u200e\u200f\u2066-\u2069"
_SPACES = "\x09-\x0d\x20\x85\xa0\u1680\u180e\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_OUTSIDE = rf"!'#%&()*+,\\/:;<=>?@\[\]^{{|}}~${_SPACES}{_UNUSED}{_DIRECTIONS}"
_SIGN = rf"[^{_OUTSIDE}._\-]"
_LABEL = rf"{_SIGN}[^{_OUTSIDE}.]*+(?<![_\-])\."
_NAME = rf"{_SIGN}[^{_OUTSIDE}._]*+(?<!-)\."
_BEFORE = rf"(?:[^A-Za-z0-9@＠$#＃{_UNUSED}]|^)"

_GENERAL = rf"[A-Za-z\u0400-\u04ff0-9!*';:=+,.$/%#\[\]\-\u2013_~@|&{_LATIN}]"
_BALANCED = rf"\((?:{_GENERAL}+|{_GENERAL}*\({_GENERAL}+\){_GENERAL}*)\)"
_ENDING = rf"[+\-A-Za-z\u0400-\u04ff0-9=_#/{_LATIN}]"
_STEP = rf"(?:{_GENERAL}*(?:{_BALANCED}{_GENERAL}*)*{_ENDING}|{_BALANCED}|@{_GENERAL}+/)"
_QUERY = r"\?[A-Za-z0-9!?*'@();:&=+$/%#\[\]\-_.,~|]*[A-Za-z0-9\-_&=#/]"

_RUN = rf"[^{_OUTSIDE}]*+"
_AFTER_HOST = rf"(?::[0-9]+)?(?P<path>/{_STEP}*)?(?:{_QUERY})?"
_MAY_BE_HOST = re.compile(r"\.[^\W\d_]")
"""No name of a top-level domain begins with anything but a letter."""

_SHORT = rf"https?://t\.co/([a-z0-9]+)(?:{_QUERY})?"
_STOPS = "[.\u3002\uff0e\uff61]"


class Link(msgspec.Struct, frozen=True):
    """`start` and `end` are places in the text. `is_host` says that it is a host by itself, with no scheme and path."""

    start: int
    end: int
    is_host: bool


class _Patterns(msgspec.Struct, frozen=True):
    top: re.Pattern[str]
    host: re.Pattern[str]
    after_host: re.Pattern[str]
    run: re.Pattern[str]
    short: re.Pattern[str]


@cache
def _top() -> str:
    """What matches a top-level domain."""
    lines = Path(__file__).with_name("tlds.txt").read_text(encoding="utf-8").splitlines()
    names = sorted((line for line in lines if line and not line.startswith("#")), key=lambda name: (-len(name), name))
    by_letter: dict[str, list[str]] = {}
    for name in names:
        by_letter.setdefault(name[0], []).append(name[1:])
    tree = "|".join(f"{letter}(?:{'|'.join(rest)})" for letter, rest in sorted(by_letter.items()))
    return rf"(?i:(?:{tree})(?![0-9A-Za-z@+\-])|xn--[\-0-9a-z]+)"


@cache
def _ascii_host() -> re.Pattern[str]:
    return re.compile(rf"(?:[\-A-Za-z0-9{_LATIN}]+\.)+{_top()}")


@cache
def _patterns() -> _Patterns:
    """Made when the first text has a dot before a letter: most runs count nothing anew."""
    top = _top()
    return _Patterns(
        top=re.compile(rf"\.{top}"),
        host=re.compile(rf"(?P<before>{_BEFORE})(?P<scheme>(?i:https?://))?(?P<host>(?:{_LABEL})*{_NAME}{top})"),
        after_host=re.compile(_AFTER_HOST),
        run=re.compile(_RUN),
        short=re.compile(_SHORT, re.IGNORECASE),
    )


@lru_cache(maxsize=8)
def links(text: str) -> tuple[Link, ...]:
    """The links of a text in NFC, in order. Kept for a while: lengths and names of files are asked for one by one."""
    if len(text) > MAX_SCANNED or not _MAY_BE_HOST.search(text):
        return ()
    patterns = _patterns()
    found: list[Link] = []
    read = seek = 0
    while top := patterns.top.search(text, seek):
        begin, end = _run(text, top.start(), read)
        host = patterns.host.search(text, max(begin - len("_https://"), read), end)
        if host is None:
            seek = max(end - 1, top.end())
            continue
        after = patterns.after_host.match(text, host.end())
        assert after is not None
        read = seek = after.end()
        found += _links(text, host, after)
    return tuple(found)


def _run(text: str, dot: int, least: int) -> tuple[int, int]:
    """The stretch around the dot that a host can lie in, with one sign more, which ends it."""
    run = _patterns().run
    before = run.match(text[max(least, dot - _LONGEST_HOST) : dot][::-1])
    after = run.match(text, dot)
    assert before is not None
    assert after is not None
    return dot - before.end(), min(after.end(), dot + _LONGEST_HOST) + 1


def _links(text: str, host: re.Match[str], after: re.Match[str]) -> Iterator[Link]:
    start, end = host.end("before"), after.end()
    if not _is_valid(host["host"], end - start, host["scheme"] or "https://"):
        return
    if host["scheme"]:
        short = _patterns().short.match(text, start, end)
        if short is None or len(short[1]) <= _LONGEST_SLUG:
            yield Link(start, short.end() if short else end, False)
        return
    if host["before"] and host["before"] in "-_./":
        return
    hosts = list(_ascii_host().finditer(host["host"]))
    for number, each in enumerate(hosts, start=1):
        is_last_with_path = number == len(hosts) and after["path"] is not None
        first = host.start("host") + each.start()
        length = len(each[0]) + (end - host.end() if is_last_with_path else 0)
        yield Link(first, first + length, not is_last_with_path)


def _is_valid(host: str, length: int, scheme: str) -> bool:
    if host.startswith("xn--") and not _ascii_host().search(host):
        return False
    labels = [_encoded(label) for label in host.split(".")]
    grown = sum(map(len, labels)) + len(labels) - 1 - len(host)
    return all(len(label) <= _LONGEST_LABEL for label in labels) and len(scheme) + length + grown <= _LONGEST_LINK


def _encoded(label: str) -> str:
    """As the domain name system has it. Signs that East Asian keyboards write for a dot divide a label once more."""
    parts = re.split(_STOPS, label)
    return ".".join(part if part.isascii() else f"xn--{part.encode('punycode').decode()}" for part in parts)
