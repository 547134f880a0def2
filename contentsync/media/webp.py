"""WebP, by the head of its container (RFC 9649). Pillow would set a decoder up for the whole canvas first."""

from typing import BinaryIO

from contentsync.media.facts import Facts

_ALPHA = 0x10
_VP8_START = b"\x9d\x01\x2a"


def webp(file: BinaryIO, size: int, name: str) -> Facts:
    """Canvas, alpha, animation; `truncated` where the file is shorter than it says."""
    head = file.read(34)
    found = _size(head)
    if found is None:
        return Facts(format=name, fault="broken")
    width, height, has_alpha = found
    is_whole = int.from_bytes(head[4:8], "little") + 8 <= size
    frames = _frames(file, size) if head[12:16] == b"VP8X" else 1
    return Facts(
        format=name,
        fault="" if is_whole else "truncated",
        width=width,
        height=height,
        frames=frames,
        has_alpha=has_alpha,
    )


def _size(head: bytes) -> tuple[int, int, bool] | None:
    """(width, height, alpha) of the first chunk."""
    if len(head) < 30:
        return None
    if head[12:16] == b"VP8X":
        width, height = int.from_bytes(head[24:27], "little") + 1, int.from_bytes(head[27:30], "little") + 1
        return width, height, bool(head[20] & _ALPHA)
    if head[12:16] == b"VP8L" and head[20] == 0x2F:
        bits = int.from_bytes(head[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1, bool(bits >> 28 & 1)
    if head[12:16] == b"VP8 " and head[23:26] == _VP8_START:
        width, height = int.from_bytes(head[26:28], "little"), int.from_bytes(head[28:30], "little")
        return width & 0x3FFF, height & 0x3FFF, False
    return None


def _frames(file: BinaryIO, size: int) -> int:
    """The number of ANMF chunks, at least 1. Every step moves on by 8 bytes or more."""
    frames, at = 0, 12
    while at + 8 <= size:
        file.seek(at)
        chunk = file.read(8)
        frames += chunk[:4] == b"ANMF"
        length = int.from_bytes(chunk[4:8], "little")
        at += 8 + length + length % 2
    return max(frames, 1)
