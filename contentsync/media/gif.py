"""GIF, block by block (GIF89a specification). Pillow counts frames by walking all of it twice and takes any end."""

from typing import BinaryIO

from contentsync.media.facts import Facts

_TRAILER, _EXTENSION, _PICTURE, _CONTROL = 0x3B, 0x21, 0x2C, 0xF9


def gif(file: BinaryIO, size: int, name: str) -> Facts:
    """Size of the canvas, number of frames, transparency; `truncated` where the trailer is not reached."""
    head = file.read(13)
    if len(head) < 13:
        return Facts(format=name, fault="truncated")
    width, height = int.from_bytes(head[6:8], "little"), int.from_bytes(head[8:10], "little")
    _skip_colors(file, head[10])
    frames, has_alpha, is_whole = _walk(file)
    return Facts(
        format=name,
        fault="" if is_whole and frames else "truncated",
        width=width,
        height=height,
        frames=max(frames, 1),
        has_alpha=has_alpha,
    )


def _walk(file: BinaryIO) -> tuple[int, bool, bool]:
    """(frames, whether one has transparency, whether the trailer was there)."""
    frames, has_alpha = 0, False
    while block := file.read(1):
        if block[0] == _TRAILER:
            return frames, has_alpha, True
        if block[0] == _EXTENSION:
            label = file.read(1)
            data = _blocks(file)
            has_alpha |= label[:1] == bytes([_CONTROL]) and bool(data[:1]) and bool(data[0] & 1)
        elif block[0] == _PICTURE:
            head = file.read(9)
            _skip_colors(file, head[8] if len(head) == 9 else 0)
            file.read(1)
            frames += bool(_blocks(file))
        else:
            break
    return frames, has_alpha, False


def _skip_colors(file: BinaryIO, packed: int) -> None:
    if packed & 0x80:
        file.seek(3 << ((packed & 7) + 1), 1)


def _blocks(file: BinaryIO) -> bytes:
    """Skips a chain of sub-blocks; returns the first of them."""
    first = b""
    while (length := file.read(1)) and length[0]:
        data = file.read(length[0])
        first = first or data
    return first
