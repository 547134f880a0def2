"""From what a post writes under `media:` to a medium with kind and digest."""

from pathlib import Path
from urllib.parse import urlsplit

from contentsync.media.digest import Digests
from contentsync.media.error import MediaError
from contentsync.media.facts import UNKNOWN
from contentsync.media.facts import Facts
from contentsync.media.kinds import KINDS
from contentsync.media.kinds import Kind
from contentsync.media.kinds import kind_of
from contentsync.media.known import KnownFacts
from contentsync.media.place import Places
from contentsync.model.delivery import Medium


class MediaIndex:
    """The media of one repository. `root` is its folder, `cache` the file that digests are remembered in; the facts
    of media lie beside it.

    Nothing outside `root` is ever opened, symlinks resolved.
    """

    def __init__(self, root: Path, cache: Path | None) -> None:
        self._places = Places(root)
        self._digests = Digests(root, cache)
        self._facts = KnownFacts(cache.parent if cache else None)
        self._found: dict[tuple[str, str, str], Medium] = {}

    def medium(self, src: str, beside: str, content_root: str) -> Medium:
        """The medium that `src` names, without alt text, cover and captions, which are the post's.

        `beside` is the post's folder and `content_root` the content root, both posix from the repository root.
        A `src` that begins with `/` starts at the content root, `https://` is an address, anything else lies beside
        the post. MediaError with CS401 missing, CS402 outside the repository, CS403 unknown type, CS405 unreadable.
        """
        # Many posts share a picture; within one reading it is looked at once, from wherever it is named.
        if src.startswith("/"):
            beside = ""
        if (known := self._found.get((src, beside, content_root))) is not None:
            return known
        found = self._found[src, beside, content_root] = self._looked_up(src, beside, content_root)
        return found

    def _looked_up(self, src: str, beside: str, content_root: str) -> Medium:
        if "://" in src:
            return _address(src)
        path, real, info = self._places.locate(src, beside, content_root)
        kind = _kind(src, path)
        digest = self._digests.of(path, real, info, src)
        facts = UNKNOWN
        if not digest.is_pointer and kind != "captions":
            known = self._facts.get(digest.sha256)
            facts = known or self._facts.look(digest.sha256, real, info, self._digests.is_settled(path, info))
        return Medium(
            src=src,
            kind=kind,
            path=path,
            sha256=digest.sha256,
            size=digest.size,
            is_pointer=digest.is_pointer,
            width=facts.width,
            height=facts.height,
            duration=facts.duration or 0,
        )

    def facts(self, medium: Medium) -> Facts:
        """What is known of the content of a medium of this index: nothing of addresses and Git LFS pointers."""
        return UNKNOWN if medium.is_pointer or not medium.sha256 else self._facts.get(medium.sha256) or UNKNOWN

    def save(self) -> None:
        """Writes digests and facts to the cache, each in one atomic replace."""
        self._digests.save()
        self._facts.save()


def _address(src: str) -> Medium:
    parts = _parts(src)
    if parts is None:
        raise MediaError("CS405", f"{src} is not an address", "Write it as https://host/path.")
    scheme, path = parts
    if scheme != "https":
        raise MediaError("CS405", f"{src}: only https:// is fetched", "Write https://, or add the file.")
    return Medium(src=src, kind=_kind(src, path), url=src)


def _parts(src: str) -> tuple[str, str] | None:
    try:
        parts = urlsplit(src)
        host = parts.hostname
    except ValueError:
        return None
    is_plain = src.isprintable() and not any(char.isspace() for char in src)
    return (parts.scheme, parts.path) if host and is_plain else None


def _kind(src: str, path: str) -> Kind:
    kind = kind_of(path)
    if kind is None:
        taken = ", ".join(suffix.removeprefix(".") for suffix in KINDS)
        raise MediaError("CS403", f"{src} is of a type that cannot be posted", f"Use one of {taken}.")
    return kind
