"""The media of a post: from what is written to files with digests, and the post type that follows from them."""

from collections.abc import Sequence
from typing import Any

import msgspec

from contentsync.content.finding import Finding
from contentsync.content.finding import Path
from contentsync.media import MediaError
from contentsync.media import MediaIndex
from contentsync.model.delivery import Medium
from contentsync.model.delivery import PostType
from contentsync.platforms import PLATFORMS

KEPT = "kept"
"""What `media` says of a post that was taken over: what it has there stays as it is."""


class Binder(msgspec.Struct, frozen=True):
    """Finds the media of the posts of one folder. `beside` and `content_root` are posix paths from the root."""

    index: MediaIndex
    beside: str
    content_root: str

    def media(self, written: Any, path: Path, findings: list[Finding]) -> tuple[Medium, ...]:
        """The media of a `media:` value of the right shape; what cannot be used is a finding."""
        if isinstance(written, list):
            bound = [self._medium(each, (*path, number), findings) for number, each in enumerate(written)]
        else:
            bound = [self._medium(written, path, findings)]
        return tuple(medium for medium in bound if medium)

    def file(self, src: str, path: Path, findings: list[Finding], kind: str = "") -> Medium | None:
        """One file. `kind` is the one it has to be of, if any."""
        try:
            medium = self.index.medium(src, self.beside, self.content_root)
        except MediaError as error:
            findings.append(Finding(path, error.code, error.message, error.fix))
            return None
        if kind and medium.kind != kind:
            message = f"{src} cannot be used here: it is {_SHOWN[medium.kind]}, not {_SHOWN[kind]}"
            findings.append(Finding(path, "CS403", message, f"Name {_SHOWN[kind]}."))
            return None
        return medium

    def is_bound(self, medium: Medium) -> bool:
        """Whether binding the same words again would find the same content."""
        beside = [each for each in (medium.cover, medium.captions) if each]
        try:
            again = self.index.medium(medium.src, self.beside, self.content_root)
        except MediaError:
            return False
        same = (again.path, again.sha256, again.size) == (medium.path, medium.sha256, medium.size)
        return same and again.is_pointer == medium.is_pointer and all(self.is_bound(each) for each in beside)

    def _medium(self, written: Any, path: Path, findings: list[Finding]) -> Medium | None:
        if isinstance(written, str):
            return self.file(written, path, findings)
        medium = self.file(written["src"], (*path, "src"), findings)
        if medium is None:
            return None
        cover, captions = written.get("cover"), written.get("captions")
        return msgspec.structs.replace(
            medium,
            alt=written.get("alt") or "",
            cover=self.file(cover, (*path, "cover"), findings, "image") if cover else None,
            captions=self.file(captions, (*path, "captions"), findings, "captions") if captions else None,
        )


_SHOWN = {
    "image": "a picture",
    "video": "a video",
    "document": "a document",
    "captions": "a file of subtitles",
}


def post_type(media: Sequence[Medium], platforms: Sequence[str], path: Path) -> PostType | Finding:
    """The type that media make of a post; CS403 or CS404 where they cannot be posted together."""
    kinds = {medium.kind for medium in media}
    if not kinds:
        return "text"
    if kinds == {"image"}:
        return "photo"
    if kinds == {"video"} and len(media) == 1:
        return "video"
    if kinds == {"document"} and len(media) == 1:
        return "document"
    if "captions" in kinds:
        return Finding(path, "CS403", "subtitles are no medium of their own", "Write: media: {src: …, captions: …}")
    if "document" in kinds:
        return Finding(path, "CS404", "a post takes one document and nothing beside it", "Make two posts of it.")
    unable = [name for name in platforms if not PLATFORMS[name].mixes_media]
    if not unable:
        return "photo"
    what = "pictures and videos together" if "image" in kinds else "several videos"
    fix = f"Give {', '.join(unable)} `media:` of its own, or drop it: pictures, or one video."
    return Finding(path, "CS404", f"{', '.join(unable)} cannot take {what}", fix)


def kept_type(platforms: tuple[str, ...]) -> PostType:
    """The media of a post that was taken over are not known here: the first type that all its networks take."""
    kinds: tuple[PostType, ...] = ("photo", "video", "document")
    return next((kind for kind in kinds if all(kind in PLATFORMS[name].places for name in platforms)), "photo")
