"""The page of each problem in the docs, which is shipped with the program."""

from pathlib import Path

_PACKAGE = Path(__file__).parents[1]
# In a wheel beside the modules, in a working copy among the docs.
_FOLDERS = (_PACKAGE / "problems", _PACKAGE.parent / "docs" / "problems")


def problem_page(code: str) -> str:
    """The Markdown of a code's page."""
    found = next(folder for folder in _FOLDERS if folder.is_dir())
    return (found / f"{code}.md").read_text(encoding="utf-8")


def opening(page: str) -> str:
    """The first paragraph of a page: what the problem means, as one line."""
    return " ".join(page.partition("## What it means")[2].strip().partition("\n\n")[0].split())
