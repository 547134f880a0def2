"""The words of a comment that ignores problems: `# contentsync: ignore CS310, CS326 the reason`."""

import re
from typing import NamedTuple

from contentsync.model.codes import CODES

MARK = b"contentsync: ignore"
"""Only files that hold it are looked through."""

COMMENT = re.compile(r"(?:(?<=\s)|^)#[ \t]*contentsync: ignore\b(?P<words>.*)")
IN_TEXT = re.compile(r"(?:#|<!--)[ \t]*contentsync: ignore\b")
_WORDS = re.compile(r"(?P<codes>(?:[ \t]+CS\d+(?:[ \t]*,[ \t]*CS\d+)*)?)(?P<reason>.*)")
_EXAMPLE = "# contentsync: ignore CS310 the add-on is ordered"


class Directive(NamedTuple):
    """`codes` are those that may be ignored; `wrong` holds code, message and fix of what cannot be."""

    codes: tuple[str, ...]
    wrong: tuple[tuple[str, str, str], ...]


def is_directive(comment: str) -> bool:
    """Whether a comment, from its `#` on, is for us and so was never meant for followers."""
    return COMMENT.match(comment) is not None


def directive(words: str) -> Directive:
    """What stands behind `contentsync: ignore`."""
    match = _WORDS.match(words)
    named = tuple(re.findall(r"CS\d+", match["codes"])) if match else ()
    if not named:
        return Directive((), (("CS115", "this comment names no problem to ignore", f"Write: {_EXAMPLE}"),))
    if match and not match["reason"].strip():
        example = f"# contentsync: ignore {', '.join(named)} why that is right here"
        return Directive((), (("CS113", "this comment gives no reason", f"Write: {example}"),))
    wrong = [_wrong(code) for code in named if code not in CODES or not CODES[code].may_be_lowered]
    return Directive(tuple(code for code in named if code in CODES and CODES[code].may_be_lowered), tuple(wrong))


def _wrong(code: str) -> tuple[str, str, str]:
    if code not in CODES:
        return "CS115", f"there is no problem {code}", "Take it out of the comment: docs/problems.md lists them all."
    message = f"{code} cannot be ignored: with it, nothing can be delivered"
    return "CS115", message, "Put right what it says, and take it out of the comment."
