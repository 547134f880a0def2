"""What `fmt` would change in a folder of posts, each change compared with what was there before."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec

from contentsync.content.configuration import SETTINGS
from contentsync.content.formatting import Form
from contentsync.content.formatting import form_of
from contentsync.content.formatting import formatted
from contentsync.content.formatting import same_posts
from contentsync.content.formatting import same_values
from contentsync.content.tree import known_contents
from contentsync.model.delivery import Desired
from contentsync.model.problem import Severity

if TYPE_CHECKING:
    from contentsync.workspace import Workspace

ERROR = "it has an error"
DEFAULTS = "it inherits from a file with an error"
LINK = "it is a link"
BUG = "formatting it would change what it means, which is a bug of contentsync: please report it"


class Edit(msgspec.Struct, frozen=True):
    """A file, posix path from the repository's root, as it is and as it should be."""

    file: str
    before: bytes
    after: bytes


class Formatting(msgspec.Struct, frozen=True):
    """`edits` are what would change, `left` the files that are left alone, and why; `looked_at` counts all of them."""

    edits: tuple[Edit, ...]
    left: dict[str, str]
    looked_at: int


def formatting(workspace: "Workspace", is_chosen: Callable[[str], bool]) -> Formatting:
    """What is to be changed in the chosen files: of those without an error what keeps its meaning. Writes nothing."""
    desired = workspace.desired()
    settings = workspace.settings.file
    files = [file for file in (settings, *sorted(desired.files)) if is_chosen(file)]
    left = {file: why for file in files if (why := _hindrance(workspace, desired, file))}
    edits = [edit for file in files if file not in left and (edit := _edit(workspace, file)) is not None]
    if not _all_same(workspace, desired, edits):
        wrong = {edit.file for edit in edits if not _all_same(workspace, desired, [edit])}
        left |= dict.fromkeys(wrong, BUG)
        edits = [edit for edit in edits if edit.file not in wrong]
    return Formatting(tuple(edits), left, len(files))


def _hindrance(workspace: "Workspace", desired: Desired, file: str) -> str:
    if (workspace.root / file).is_symlink():
        return LINK
    if any(each.file == file and each.severity is Severity.ERROR for each in desired.problems):
        return ERROR
    # Without deliveries there is nothing to compare.
    is_known = any(each.source.file == file for each in (*desired.deliveries, *desired.drafts))
    return "" if is_known or not _form(workspace, file).is_post else DEFAULTS


def _form(workspace: "Workspace", file: str) -> Form:
    return Form(tuple(SETTINGS)) if file == workspace.settings.file else form_of(file)


def _edit(workspace: "Workspace", file: str) -> Edit | None:
    before = known_contents(workspace.root, file)
    after = formatted(before, _form(workspace, file))
    return Edit(file, before, after) if after != before else None


def _all_same(workspace: "Workspace", desired: Desired, edits: list[Edit]) -> bool:
    inherited = [edit for edit in edits if not _form(workspace, edit.file).is_post]
    if not all(same_values(edit.before, edit.after) for edit in inherited):
        return False
    instead = {edit.file: edit.after for edit in edits if edit.file != workspace.settings.file}
    return not instead or same_posts(desired, workspace.desired(instead))
