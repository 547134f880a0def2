"""Where a document points: files at a commit, the run that made it, the review page."""

import re
from urllib.parse import quote

import msgspec

from contentsync.review.markdown import code
from contentsync.review.markdown import inline

# Nothing that could end a link, or be read as something else inside one.
_PLAIN = re.compile(r"https://[A-Za-z0-9.-]+(?::\d+)?(?:/[\w./~%?=&:+,;@-]*)?", re.ASCII)


class Links(msgspec.Struct, frozen=True):
    """Empty where there is nothing to point at. `files` is the address below which the files of `commit` are shown,
    `run` the page with the whole summary, `page` where the review page can be had.
    """

    commit: str = ""
    files: str = ""
    run: str = ""
    page: str = ""

    def to_file(self, words: str, file: str, line: int = 0) -> str:
        """The words as Markdown, linked to a line of a file."""
        if not self.files or not file:
            return inline(words)
        return f"[{inline(words)}]({self.files}/{quote(file)}{f'#L{line}' if line else ''})"

    @property
    def everything(self) -> str:
        """Where nothing was left out, as Markdown."""
        return f"[the summary of the run]({self.run})" if self.run else "`contentsync plan`"


def outside(words: str, url: str) -> str:
    """The words as Markdown, linked to an address that others gave; beside it where it is no ordinary one."""
    return f"[{inline(words)}]({url})" if _PLAIN.fullmatch(url) else f"{inline(words)} {code(url)}".strip()
