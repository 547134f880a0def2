"""What a post shows, in a few words."""

from collections import Counter
from pathlib import PurePosixPath

from contentsync.model.delivery import Medium

_NOUNS = {"image": "photo", "video": "video", "document": "document", "captions": "captions file"}


def media_text(media: tuple[Medium, ...]) -> str:
    """`1 photo, 1200×675, 412 KB`, `teaser.mp4 0:32, 79.6 MB` or `3 photos, 1 video, 80.1 MB`; empty without media.

    What a URL weighs is not known, nor what a file looks like that is only a Git LFS pointer here.
    """
    if not media:
        return ""
    size = sum(medium.size for medium in media)
    parts = _one(media[0]) if len(media) == 1 else _several(media)
    return ", ".join([*parts, size_text(size)] if size else parts)


def _one(medium: Medium) -> list[str]:
    if medium.duration:
        return [f"{PurePosixPath(medium.src).name} {duration_text(medium.duration)}"]
    return [f"1 {_NOUNS[medium.kind]}", *([f"{medium.width}×{medium.height}"] if medium.width else [])]


def _several(media: tuple[Medium, ...]) -> list[str]:
    counts = Counter(_NOUNS[medium.kind] for medium in media)
    return [f"{count} {noun}{'s' if count > 1 else ''}" for noun, count in counts.items()]


def duration_text(seconds: float) -> str:
    """Seconds as players show them: `0:32`, `1:05:09`; never `0:00` of something that lasts."""
    minutes, rest = divmod(max(round(seconds), 1), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def size_text(size: int) -> str:
    """Bytes as people read them: `812 B`, `412 KB`, `79.6 MB`, by thousands as file managers count."""
    if size < 1_000:
        return f"{size} B"
    if size < 1_000_000:
        return f"{size / 1_000:.0f} KB"
    return f"{size / 1_000_000:.1f} MB"
