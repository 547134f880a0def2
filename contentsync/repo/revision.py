"""What a revision holds, read from git's objects: no checkout, and neither work tree nor index is touched."""

from collections.abc import Iterable
from collections.abc import Iterator
from pathlib import Path

import msgspec

from contentsync.model.errors import UserError
from contentsync.repo.process import answered

SECONDS = 120.0
"""How long git may take over its own objects: a large repository on a slow disk."""

LINK = "120000"
"""The mode of a symlink in a tree (git-ls-tree manual)."""

_FORBIDDEN = frozenset({"", ".", "..", ".git"})


class Blob(msgspec.Struct, frozen=True):
    """One file of a tree: its posix path from the root, and the id of its content."""

    path: str
    id: str
    is_link: bool = False


def base_of(root: Path, ref: str) -> str:
    """The commit from which HEAD went its own way: its merge base with `ref`. UserError where git finds none."""
    if not ref or ref.startswith("-"):
        raise UserError(f"{ref!r} is no name of a commit or a branch", "name one, such as origin/main")
    found = _said(root, "rev-parse", "--verify", "--quiet", f"{ref}^{{commit}}")
    if not found:
        raise UserError(f"git knows no commit {ref} here", f"git fetch origin {ref.removeprefix('origin/')}")
    base = _said(root, "merge-base", found, "HEAD")
    if not base:
        fix = "git fetch --unshallow (in GitHub Actions: fetch-depth: 0), or name a base that HEAD comes from"
        raise UserError(f"git finds no commit that {ref} and HEAD have in common", fix)
    return base.split()[0]


def blobs(root: Path, sha: str) -> Iterator[Blob]:
    """All files of a commit, links included, submodules left out."""
    for line in _answer(root, "ls-tree", "-r", "-z", "--full-tree", sha).split(b"\0"):
        head, _, path = line.partition(b"\t")
        if not path:
            continue
        mode, kind, identity = head.decode("ascii").split()
        name = path.decode("utf-8", "surrogateescape")
        if kind == "blob" and _FORBIDDEN.isdisjoint(name.split("/")):
            yield Blob(name, identity, mode == LINK)


def content_of(root: Path, sha: str, path: str) -> bytes | None:
    """The bytes of one file of a commit; None where it has no such file."""
    answer = answered(root, "cat-file", "blob", f"{sha}:{path}", seconds=SECONDS)
    return answer.out if answer.status == 0 else None


def unlike(root: Path, sha: str) -> frozenset[str]:
    """The tracked paths that are not the same in the work tree as in a commit."""
    words = ("diff", "--name-only", "-z", "--no-renames", "--no-ext-diff", "--ignore-submodules=all", sha, "--")
    return frozenset(name.decode("utf-8", "surrogateescape") for name in _answer(root, *words).split(b"\0") if name)


def changed_since(root: Path, ref: str) -> frozenset[str]:
    """The paths that are not as they were where HEAD went its own way from `ref`: committed, staged or not, and new.

    UserError where there is no such place, as in a clone that is too shallow.
    """
    new = _answer(root, "ls-files", "--others", "--exclude-standard", "-z").split(b"\0")
    return unlike(root, base_of(root, ref)) | {name.decode("utf-8", "surrogateescape") for name in new if name}


def export(root: Path, chosen: Iterable[Blob], to: Path) -> None:
    """Write these files below `to`, a folder that is there. Links stay links."""
    wanted = list(chosen)
    ids = "".join(f"{blob.id}\n" for blob in wanted).encode()
    rest = memoryview(_answer(root, "cat-file", "--batch", data=ids)) if wanted else memoryview(b"")
    for blob in wanted:
        # `<id> blob <size>`, a line feed, the content, a line feed (git-cat-file manual, BATCH OUTPUT).
        end = bytes(rest[:128]).index(b"\n")
        _, kind, *length = bytes(rest[:end]).split()
        if kind != b"blob":
            raise UserError(f"git does not have {blob.path} as it was", "git fetch --refetch")
        size = int(length[0])
        content, rest = bytes(rest[end + 1 : end + 1 + size]), rest[end + size + 2 :]
        place = to / blob.path
        place.parent.mkdir(parents=True, exist_ok=True)
        if blob.is_link:
            place.symlink_to(content.decode("utf-8", "surrogateescape"))
        else:
            place.write_bytes(content)


def _said(root: Path, *words: str) -> str:
    answer = answered(root, *words, seconds=SECONDS)
    return answer.out.decode(errors="replace").strip() if answer.status == 0 else ""


def _answer(root: Path, *words: str, data: bytes = b"") -> bytes:
    answer = answered(root, *words, seconds=SECONDS, data=data)
    if answer.status != 0:
        said = answer.err.strip() or f"no answer within {SECONDS:.0f} s"
        raise UserError(f"git {words[0]} failed in {root}: {said}", "Run `git fsck` there and put right what it says.")
    return answer.out
