"""From the two words of a command line to which post, and to what it becomes."""

from collections.abc import Iterable
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from contentsync.content.identity import identified
from contentsync.content.sheet import Sheet
from contentsync.content.sheet import value_at
from contentsync.content.tree import MARKDOWN_SUFFIXES
from contentsync.content.tree import POST_SUFFIXES
from contentsync.content.tree import known_contents
from contentsync.model.delivery import Delivery
from contentsync.model.delivery import Desired
from contentsync.model.errors import UserError
from contentsync.model.problem import Severity

if TYPE_CHECKING:
    from contentsync.settings import Settings

_EXAMPLE = "contentsync mv launch spring/launch"


class Target(msgspec.Struct, frozen=True):
    """The post's `file` and the one it goes to, the same where only the id changes; `ids` are old and new ones."""

    file: str
    new_file: str
    ids: dict[str, str]


def target_of(settings: "Settings", desired: Desired, start: Path, old: str, new: str) -> Target:
    """What both words mean. UserError where they name nothing, too much, or something that is there already."""
    known = (*desired.deliveries, *desired.drafts)
    found = {each.post_id: each.source.file for each in known}
    file = found.get(old) or _file_of(settings, start, old)
    _check(desired, file, old)
    posts = sorted(post_id for post_id in found if found[post_id] == file)
    if not posts:
        raise UserError(f"there is no post {old}", _nearest(old, found))
    derived = _derived(settings, known, file)
    if new.lower().endswith(POST_SUFFIXES):
        if old in found and len(posts) > 1:
            raise UserError(f"{file} holds {len(posts)} posts", f"move the file, or give {old} another id: {_EXAMPLE}")
        return _moved(settings, desired, start, file, new, derived)
    if len(posts) > 1 and old not in found:
        raise UserError(f"{file} holds {len(posts)} posts", f"name one of them: contentsync mv {posts[0]} {new}")
    _check_id(new, desired, found)
    if not derived:
        return Target(file, file, {old if old in found else posts[0]: new})
    suffix = next(suffix for suffix in POST_SUFFIXES if file.lower().endswith(suffix))
    path = settings.root / settings.content / f"{new}{file[-len(suffix) :]}"
    return _moved(settings, desired, start, file, str(path), derived)


def deliveries_of(known: Iterable[Delivery], file: str) -> Iterator[Delivery]:
    """Those that a file makes."""
    return (each for each in known if each.source.file == file)


def _file_of(settings: "Settings", start: Path, word: str) -> str:
    """A file's posix path from the repository's root; the word itself where it lies outside."""
    full = Path(start, word).absolute().resolve()
    return full.relative_to(settings.root).as_posix() if full.is_relative_to(settings.root) else word


def _check(desired: Desired, file: str, old: str) -> None:
    wrong = tuple(
        each for each in desired.problems if each.severity is Severity.ERROR and (each.file == file or each.post == old)
    )
    if wrong or old in desired.bad_posts:
        raise UserError(f"{old} has an error", "put it right first: contentsync validate", wrong)


def _nearest(word: str, known: Iterable[str]) -> str:
    near = get_close_matches(word, list(known), n=1, cutoff=0.5)
    return f"contentsync mv {near[0]} NEW" if near else "contentsync status lists them all"


def _derived(settings: "Settings", known: Iterable[Delivery], file: str) -> str:
    """The id of the file's post if it is only its path, else ""."""
    delivery = next(deliveries_of(known, file))
    post = Sheet(file, known_contents(settings.root, file)).post(delivery.source.line)
    return delivery.post_id if value_at(post, ("id",)) is None else ""


def _check_id(new: str, desired: Desired, found: Iterable[str]) -> None:
    known, findings = identified({"id": new}, "", True)
    if not known:
        raise UserError(findings[0].message, _EXAMPLE)
    if new in found or new in desired.bad_posts:
        raise UserError(f"there is a post {new} already", "choose another id")


def _moved(settings: "Settings", desired: Desired, start: Path, file: str, new: str, derived: str) -> Target:
    """To another file. A post whose id is only its path gets another one with it."""
    target = _file_of(settings, start, new)
    content = f"{settings.content}/"
    below = target.removeprefix(content)
    if not target.startswith(content) or any(part.startswith((".", "_defaults.")) for part in below.split("/")):
        raise UserError(f"{new} would be no post: posts are files below {settings.content}", _EXAMPLE)
    if target.lower().endswith(MARKDOWN_SUFFIXES) is not file.lower().endswith(MARKDOWN_SUFFIXES):
        raise UserError("YAML and Markdown do not become each other by another name", "keep the ending of the file")
    if (settings.root / target).exists() or (settings.root / target).is_symlink():
        raise UserError(f"{target} exists already", "choose another name")
    if (settings.root / file).is_symlink():
        raise UserError(f"{file} is a link", "move the file that it leads to")
    ids: dict[str, str] = {}
    if derived:
        new_id, findings = identified({}, below, True)
        if not new_id:
            raise UserError(findings[0].message, _EXAMPLE)
        _check_id(new_id, desired, {each.post_id for each in (*desired.deliveries, *desired.drafts)})
        ids = {derived: new_id}
    return Target(file, target, ids)
