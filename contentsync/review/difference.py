"""What changes in a file, as a unified diff for a terminal."""

import re
from collections.abc import Iterator
from difflib import unified_diff

from contentsync.review.escape import escaped
from contentsync.review.paint import Paint

_STYLES = {"@": "cyan", "-": "red", "+": "green"}
_LINE = re.compile("[^\n]*\n|[^\n]+")
_NO_END = "\\ No newline at end of file"


def difference(file: str, before: bytes, after: bytes, paint: Paint) -> str:
    """The lines that differ, with three around each; signs that nobody could see are spelled out."""
    old, new = (_LINE.findall(raw.decode(errors="replace")) for raw in (before, after))
    head = (f"--- a/{escaped(file)}", f"+++ b/{escaped(file)}")
    body = list(unified_diff(old, new))[len(head) :]
    return "\n".join([*(paint("bold", line) for line in head), *_painted(body, paint)])


def _painted(lines: list[str], paint: Paint) -> Iterator[str]:
    for line in lines:
        whole = line.removesuffix("\n")
        yield paint(_STYLES.get(line[0], ""), escaped(whole))
        if whole == line:
            yield _NO_END
