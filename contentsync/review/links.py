"""Where a document points: files at a commit, the run that made it, the review page."""

from urllib.parse import quote

import msgspec

from contentsync.review.markdown import inline


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
