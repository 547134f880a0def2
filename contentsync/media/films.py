"""Videos, by MediaInfo. It is handed an open file and never a name: it cannot follow what a file refers to."""

from typing import Any
from typing import BinaryIO

from pymediainfo import MediaInfo

from contentsync.media.facts import Facts
from contentsync.media.formats import HEAD

CODECS = {"AVC": "H.264", "HEVC": "H.265", "MPEG Video": "MPEG-2"}
"""MediaInfo's names, where people use another."""
_SIDEWAYS = ("90", "270")


def film(file: BinaryIO, size: int, name: str) -> Facts:
    """The facts of the first picture track and the first sound track; `broken` where no track can be read."""
    tracks = [track.to_data() for track in MediaInfo.parse(file, encoding_errors="replace").tracks]
    general = _first(tracks, "General")
    video, audio = _first(tracks, "Video"), _first(tracks, "Audio")
    is_truncated = general.get("istruncated") == "Yes" and not _is_open_ended(file)
    if not (video or audio):
        return Facts(format=name, fault="truncated" if is_truncated else "broken", duration=0)
    width, height = _shown(video)
    return Facts(
        format=name,
        fault="truncated" if is_truncated else "",
        width=width,
        height=height,
        duration=_seconds(video or audio, general),
        rate=_number(video, "frame_rate"),
        bit_rate=int(_number(general, "overall_bit_rate")),
        codec=_codec(video),
        audio_codec=_codec(audio),
        audio_rate=int(_number(audio, "sampling_rate")),
        has_picture=bool(video),
        is_faststart={"Yes": True, "No": False}.get(general.get("isstreamable", "")),
    )


def _is_open_ended(file: BinaryIO) -> bool:
    """Whether it is a Matroska recording that never says where it ends, as browsers make them: any end is its end."""
    file.seek(0)
    _, segment, rest = file.read(HEAD).partition(b"\x18\x53\x80\x67")
    return bool(segment) and rest.startswith((b"\xff", b"\x01" + b"\xff" * 7))


def _first(tracks: list[dict[str, Any]], kind: str) -> dict[str, Any]:
    return next((track for track in tracks if track.get("track_type") == kind), {})


def _number(track: dict[str, Any], key: str) -> float:
    """A number of a track, 0 where there is none; several are written `48000 / 44100`."""
    return float(str(track.get(key, 0)).partition(" / ")[0])


def _codec(track: dict[str, Any]) -> str:
    written = str(track.get("format", ""))
    return CODECS.get(written, written)


def _seconds(track: dict[str, Any], general: dict[str, Any]) -> float | None:
    """MediaInfo counts milliseconds. A recording that was never closed does not say how long it is."""
    for each in (track, general):
        if "duration" in each:
            return round(_number(each, "duration") / 1000, 3)
    return None


def _shown(track: dict[str, Any]) -> tuple[int, int]:
    width = round(_number(track, "width") * (_number(track, "pixel_aspect_ratio") or 1))
    height = round(_number(track, "height"))
    is_sideways = str(track.get("rotation", "")).partition(".")[0] in _SIDEWAYS
    return (height, width) if is_sideways else (width, height)
