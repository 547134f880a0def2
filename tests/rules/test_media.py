"""Every rule about media, just inside and just outside; and what files that were written to hurt are told."""

from collections.abc import Callable
from math import inf
from typing import Any

import pytest
from msgspec.structs import replace

from contentsync.media import Facts
from contentsync.model.codes import CODES
from contentsync.model.delivery import Delivery
from contentsync.model.delivery import Medium
from contentsync.model.delivery import Source
from contentsync.platforms import PLATFORMS
from contentsync.platforms import Finding
from contentsync.platforms.media import GB
from contentsync.platforms.media import MB
from contentsync.platforms.media import Bound
from contentsync.platforms.media import Measure
from contentsync.platforms.media import Takes
from contentsync.rules.contents import FORMATS
from contentsync.rules.measures import QUANTITIES
from contentsync.rules.media import media_findings

PHOTO = Facts(format="jpeg", width=1080, height=1350)
FILM = Facts(
    format="mp4",
    width=720,
    height=1280,
    duration=20,
    rate=30,
    bit_rate=5_000_000,
    codec="H.264",
    audio_codec="AAC",
    audio_rate=48_000,
)
PAPER = Facts(format="pdf", pages=12)
KINDS = {"image": ("photo", "a.jpg"), "video": ("video", "a.mp4"), "document": ("document", "a.pdf")}


def medium(kind: Any = "image", **given: Any) -> Medium:
    name = KINDS[kind][1]
    return Medium(**{"src": name, "kind": kind, "path": name, "sha256": "00", "size": 400_000, **given})


def delivery(platform: str, *media: Medium, options: dict[str, Any] | None = None, **given: Any) -> Delivery:
    return Delivery(
        address="a@acme",
        post_id="a",
        profile="acme",
        platforms=(platform,),
        post_type=KINDS[media[0].kind][0],  # type: ignore[arg-type]
        publish_at=None,
        timezone="UTC",
        source=Source("content/a.yaml", 1),
        media=media,
        options={platform: options} if options else {},
        **given,
    )


def found(post: Delivery, facts: Facts) -> list[Finding]:
    return media_findings(post, ("media",), lambda _: facts)


def told(post: Delivery, facts: Facts) -> list[str]:
    """`CS424`, or `?CS424` for a warning."""
    return [f"{'?' if each.severity == 'warning' else ''}{each.code}" for each in found(post, facts)]


def facts_with(facts: Facts, **given: Any) -> Facts:
    return Facts(**{name: getattr(facts, name) for name in Facts.__struct_fields__} | given)


Row = tuple[str, str, dict[str, Any], dict[str, Any], dict[str, Any], str]
# network, kind, options, what is just inside, what is just outside, what is told of it
STORY = {"media_type": "STORIES"}
ROWS: list[Row] = [
    ("instagram", "image", {}, {"size": 8 * MB}, {"size": 8 * MB + 1}, "?CS423"),
    ("instagram", "image", {}, {"width": 320, "height": 400}, {"width": 319, "height": 390}, "?CS424"),
    ("instagram", "image", {}, {"width": 1440, "height": 1800}, {"width": 1441, "height": 1800}, "?CS424"),
    ("instagram", "image", {}, {"width": 1080, "height": 1350}, {"width": 1080, "height": 1370}, "?CS425"),
    ("instagram", "image", {}, {"width": 1200, "height": 628}, {"width": 1200, "height": 625}, "?CS425"),
    ("instagram", "image", STORY, {"size": 8 * MB, "height": 1920}, {"size": 8 * MB + 1}, "?CS423"),
    ("instagram", "image", STORY, {"format": "png"}, {"format": "bmp"}, "?CS422"),
    ("instagram", "image", {}, {"format": "gif"}, {"format": "webp"}, "?CS422"),
    ("instagram", "video", {}, {"size": 300 * MB}, {"size": 300 * MB + 1}, "?CS423"),
    ("instagram", "video", {}, {"duration": 3}, {"duration": 2.9}, "CS426"),
    ("instagram", "video", {}, {"duration": 90.04}, {"duration": 90.2}, "?CS426"),
    ("instagram", "video", {}, {"width": 1920}, {"width": 1921}, "?CS424"),
    ("instagram", "video", {}, {"rate": 23.976}, {"rate": 22}, "?CS427"),
    ("instagram", "video", {}, {"rate": 23}, {"rate": 22.4}, "?CS427"),
    ("instagram", "video", {}, {"rate": 60.1}, {"rate": 61}, "?CS427"),
    ("instagram", "video", {}, {"bit_rate": 25_000_000}, {"bit_rate": 25_000_001}, "?CS427"),
    ("instagram", "video", {}, {"audio_rate": 48_000}, {"audio_rate": 48_001}, "?CS427"),
    ("instagram", "video", {}, {"format": "mov"}, {"format": "webm"}, "?CS422"),
    ("instagram", "video", {}, {"codec": "H.265"}, {"codec": "VP9"}, "?CS422"),
    ("instagram", "video", {}, {"audio_codec": ""}, {"audio_codec": "Opus"}, "?CS422"),
    ("instagram", "video", {"media_type": "STORIES"}, {"duration": 60}, {"duration": 60.2}, "CS426"),
    ("instagram", "video", {"media_type": "STORIES"}, {"size": 100 * MB}, {"size": 100 * MB + 1}, "?CS423"),
    ("instagram", "video", STORY, {"width": 550, "height": 1000}, {"width": 540, "height": 1000}, "?CS425"),
    ("instagram", "video", STORY, {"width": 580, "height": 1000}, {"width": 590, "height": 1000}, "?CS425"),
    ("instagram", "video", STORY, {"width": 1920, "height": 3413}, {"width": 1921, "height": 3413}, "?CS424"),
    ("instagram", "video", STORY, {"rate": 23}, {"rate": 22}, "?CS427"),
    ("instagram", "video", STORY, {"rate": 60}, {"rate": 61}, "?CS427"),
    ("instagram", "video", STORY, {"bit_rate": 25_000_000}, {"bit_rate": 25_000_001}, "?CS427"),
    ("instagram", "video", STORY, {"audio_rate": 48_000}, {"audio_rate": 48_001}, "?CS427"),
    ("instagram", "video", STORY, {"codec": "H.265"}, {"codec": "AV1"}, "?CS422"),
    ("tiktok", "image", {}, {"size": 20 * MB}, {"size": 20 * MB + 1}, "?CS423"),
    ("tiktok", "image", {}, {"width": 1920, "height": 1080}, {"width": 1081, "height": 1081}, "?CS424"),
    ("tiktok", "image", {}, {"width": 1080, "height": 1920}, {"width": 1080, "height": 1921}, "?CS424"),
    ("tiktok", "image", {}, {"format": "webp"}, {"format": "png"}, "?CS422"),
    ("tiktok", "video", {}, {"size": 3 * GB}, {"size": 3 * GB + 1}, "CS423"),
    ("tiktok", "video", {}, {"duration": 3}, {"duration": 2.5}, "CS426"),
    ("tiktok", "video", {}, {"duration": 600}, {"duration": 601}, "CS426"),
    ("tiktok", "video", {}, {"width": 360}, {"width": 359}, "?CS424"),
    ("tiktok", "video", {}, {"height": 4096}, {"height": 4097}, "?CS424"),
    ("tiktok", "video", {}, {"rate": 23}, {"rate": 22}, "?CS427"),
    ("tiktok", "video", {}, {"rate": 60}, {"rate": 61}, "?CS427"),
    ("tiktok", "video", {}, {"format": "mov"}, {"format": "mkv"}, "?CS422"),
    ("tiktok", "video", {}, {"codec": "VP8", "format": "webm"}, {"codec": "AV1"}, "?CS422"),
    ("facebook", "image", {}, {"size": 4 * MB}, {"size": 4 * MB + 1}, "?CS423"),
    ("facebook", "image", {"media_type": "STORIES"}, {"size": 10 * MB}, {"size": 10 * MB + 1}, "?CS423"),
    ("facebook", "image", STORY, {"format": "bmp"}, {"format": "heic"}, "?CS422"),
    ("facebook", "image", {}, {"format": "tiff"}, {"format": "heic"}, "?CS422"),
    ("facebook", "video", {}, {"duration": 3}, {"duration": 2}, "CS426"),
    ("facebook", "video", {}, {"duration": 90}, {"duration": 91}, "?CS426"),
    ("facebook", "video", {}, {"width": 540, "height": 960}, {"width": 539, "height": 960}, "?CS424"),
    ("facebook", "video", {}, {"height": 960, "width": 541}, {"height": 959, "width": 541}, "?CS424"),
    ("facebook", "video", {}, {"width": 550, "height": 1000}, {"width": 540, "height": 1000}, "?CS425"),
    ("facebook", "video", {}, {"width": 580, "height": 1000}, {"width": 590, "height": 1000}, "?CS425"),
    ("facebook", "video", {}, {"rate": 23.976}, {"rate": 23}, "?CS427"),
    ("facebook", "video", {}, {"rate": 60}, {"rate": 61}, "?CS427"),
    ("facebook", "video", {}, {"size": GB}, {"size": GB + 1}, "?CS423"),
    ("facebook", "video", {}, {}, {"format": "webm"}, "?CS422"),
    ("facebook", "video", {"media_type": "STORIES"}, {"duration": 60}, {"duration": 61}, "CS426"),
    ("facebook", "video", STORY, {"width": 550, "height": 1000}, {"width": 540, "height": 1000}, "?CS425"),
    ("facebook", "video", STORY, {"width": 580, "height": 1000}, {"width": 590, "height": 1000}, "?CS425"),
    ("facebook", "video", {"media_type": "VIDEO"}, {"duration": 14_400}, {"duration": 14_401}, "CS426"),
    ("facebook", "video", {"media_type": "VIDEO"}, {"size": GB}, {"size": GB + 1}, "?CS423"),
    ("x", "image", {}, {"size": 5 * MB}, {"size": 5 * MB + 1}, "?CS423"),
    ("x", "image", {}, {"size": 15 * MB, "format": "gif"}, {"size": 15 * MB + 1, "format": "gif"}, "?CS423"),
    ("x", "image", {}, {"format": "webp"}, {"format": "bmp"}, "?CS422"),
    ("x", "video", {}, {"duration": 140}, {"duration": 141}, "?CS426"),
    ("x", "video", {}, {"size": 8 * GB}, {"size": 8 * GB + 1}, "?CS423"),
    ("x", "video", {}, {"width": 1920, "height": 1080}, {"width": 1921, "height": 1080}, "?CS424"),
    ("x", "video", {}, {"width": 32, "height": 32}, {"width": 31, "height": 31}, "?CS424"),
    ("x", "video", {}, {"width": 1500, "height": 500}, {"width": 1500, "height": 498}, "?CS425"),
    ("x", "video", {}, {"width": 500, "height": 1500}, {"width": 480, "height": 1500}, "?CS425"),
    ("x", "video", {}, {"rate": 60}, {"rate": 61}, "?CS427"),
    ("x", "video", {}, {}, {"format": "mov"}, "?CS422"),
    ("linkedin", "image", {}, {"width": 5888, "height": 6140}, {"width": 5888, "height": 6141}, "?CS424"),
    ("linkedin", "image", {}, {"format": "png"}, {"format": "webp"}, "?CS422"),
    ("linkedin", "image", {}, {"format": "gif", "frames": 250}, {"format": "gif", "frames": 251}, "?CS427"),
    ("linkedin", "video", {}, {"size": 75_000}, {"size": 74_999}, "?CS423"),
    ("linkedin", "video", {}, {"size": 500 * MB}, {"size": 500 * MB + 1}, "?CS423"),
    ("linkedin", "video", {}, {"duration": 3}, {"duration": 2}, "CS426"),
    ("linkedin", "video", {}, {"duration": 600}, {"duration": 600.1}, "?CS426"),
    ("linkedin", "video", {}, {"width": 256, "height": 144}, {"width": 255, "height": 144}, "?CS424"),
    ("linkedin", "video", {}, {"width": 256, "height": 144}, {"width": 256, "height": 143}, "?CS424"),
    ("linkedin", "video", {}, {"width": 4096, "height": 2304}, {"width": 4097, "height": 2304}, "?CS424"),
    ("linkedin", "video", {}, {"width": 4096, "height": 2304}, {"width": 4096, "height": 2305}, "?CS424"),
    ("linkedin", "video", {}, {"width": 2400, "height": 1000}, {"width": 2410, "height": 1000}, "?CS425"),
    ("linkedin", "video", {}, {"width": 420, "height": 1000}, {"width": 410, "height": 1000}, "?CS425"),
    ("linkedin", "video", {}, {"rate": 10}, {"rate": 9}, "?CS427"),
    ("linkedin", "video", {}, {"rate": 60}, {"rate": 61}, "?CS427"),
    ("linkedin", "video", {}, {"bit_rate": 192_000}, {"bit_rate": 191_999}, "?CS427"),
    ("linkedin", "video", {}, {"bit_rate": 30_000_000}, {"bit_rate": 30_000_001}, "?CS427"),
    ("linkedin", "video", {}, {}, {"format": "webm"}, "?CS422"),
    ("linkedin", "document", {}, {"size": 100 * MB}, {"size": 100 * MB + 1}, "CS423"),
    ("linkedin", "document", {}, {"pages": 300}, {"pages": 301}, "CS428"),
    ("linkedin", "document", {}, {"pages": 1}, {"pages": 0}, "CS428"),
    ("threads", "image", {}, {"size": 8 * MB}, {"size": 8 * MB + 1}, "?CS423"),
    ("threads", "image", {}, {"width": 1000, "height": 100}, {"width": 1002, "height": 100}, "?CS425"),
    ("threads", "image", {}, {"width": 320, "height": 3200}, {"width": 320, "height": 3400}, "?CS425"),
    ("threads", "image", {}, {"width": 1440, "height": 1440}, {"width": 1441, "height": 1440}, "?CS424"),
    ("threads", "image", {}, {"width": 320}, {"width": 319}, "?CS424"),
    ("threads", "image", {}, {"format": "png"}, {"format": "gif"}, "?CS422"),
    ("threads", "video", {}, {"duration": 300}, {"duration": 301}, "CS426"),
    ("threads", "video", {}, {"size": GB}, {"size": GB + 1}, "?CS423"),
    ("threads", "video", {}, {"bit_rate": 100_000_000}, {"bit_rate": 100_000_001}, "?CS427"),
    ("threads", "video", {}, {"width": 1920}, {"width": 1921}, "?CS424"),
    ("threads", "video", {}, {"rate": 23}, {"rate": 22}, "?CS427"),
    ("threads", "video", {}, {"rate": 60}, {"rate": 61}, "?CS427"),
    ("threads", "video", {}, {"format": "mov", "codec": "H.265"}, {"format": "webm"}, "?CS422"),
    ("pinterest", "image", {}, {"width": 600, "height": 900}, {"width": 599, "height": 900}, "?CS424"),
    ("pinterest", "image", {}, {"width": 600, "height": 900}, {"width": 600, "height": 899}, "?CS424"),
    ("pinterest", "image", {}, {"width": 2000, "height": 3000}, {"width": 2001, "height": 3000}, "?CS424"),
    ("pinterest", "image", {}, {"width": 2000, "height": 3000}, {"width": 2000, "height": 3001}, "?CS424"),
    ("pinterest", "image", {}, {"format": "gif"}, {"format": "heic"}, "?CS422"),
    ("pinterest", "image", {}, {"size": 20 * MB}, {"size": 20 * MB + 1}, "?CS423"),
    ("pinterest", "video", {}, {"duration": 4}, {"duration": 3.5}, "CS426"),
    ("pinterest", "video", {}, {"duration": 900}, {"duration": 901}, "CS426"),
    ("pinterest", "video", {}, {"size": 2 * GB}, {"size": 2 * GB + 1}, "?CS423"),
    ("pinterest", "video", {}, {"width": 500, "height": 1000}, {"width": 490, "height": 1000}, "?CS425"),
    ("pinterest", "video", {}, {"width": 1910, "height": 1000}, {"width": 1920, "height": 1000}, "?CS425"),
    ("pinterest", "video", {}, {"format": "mov"}, {"format": "avi"}, "?CS422"),
    ("bluesky", "image", {}, {"format": "webp"}, {"format": "tiff"}, "?CS422"),
    ("bluesky", "image", {}, {"size": 1_000_000}, {"size": 1_000_001}, "?CS423"),
    ("bluesky", "video", {}, {"size": 300 * MB}, {"size": 300 * MB + 1}, "?CS423"),
    ("bluesky", "video", {}, {"duration": 1}, {"duration": 0.8}, "CS426"),
    ("bluesky", "video", {}, {"duration": 600}, {"duration": 601}, "CS426"),
    ("bluesky", "video", {}, {"width": 360}, {"width": 359}, "?CS424"),
    ("bluesky", "video", {}, {"height": 1920}, {"height": 1921}, "?CS424"),
    ("bluesky", "video", {}, {"rate": 10}, {"rate": 9}, "?CS427"),
    ("bluesky", "video", {}, {"rate": 60}, {"rate": 61}, "?CS427"),
    ("bluesky", "video", {}, {"format": "mpeg"}, {"format": "mkv"}, "?CS422"),
    ("google_business", "video", {}, {"size": 12 * MB}, {"size": 12 * MB + 1}, "?CS423"),
    ("google_business", "video", {}, {"duration": 30}, {"duration": 31}, "CS426"),
    ("google_business", "video", {}, {"width": 720}, {"width": 719}, "?CS424"),
    ("google_business", "video", {}, {}, {"format": "mov"}, "?CS422"),
    ("discord", "image", {}, {"size": 20 * MB}, {"size": 20 * MB + 1}, "CS423"),
    ("discord", "video", {}, {"size": 20 * MB}, {"size": 20 * MB + 1}, "CS423"),
    ("discord", "video", {"max_file_mb": 100}, {"size": 100 * MB}, {"size": 100 * MB + 1}, "CS423"),
    ("discord", "video", {"max_file_mb": 5}, {"size": 5 * MB}, {"size": 6 * MB}, "CS423"),
    ("youtube", "video", {}, {"size": 256 * GB}, {"size": 256 * GB + 1}, "CS423"),
    ("youtube", "video", {}, {"duration": 43_200}, {"duration": 43_201}, "CS426"),
]
# The same where the pages disagree or something may be converted: what is still warned about, and what is refused.
FURTHER: list[Row] = [
    ("instagram", "video", {}, {"duration": 3600}, {"duration": 3600.1}, "CS426"),
    ("facebook", "video", {}, {"size": 10 * GB}, {"size": 10 * GB + 1}, "CS423"),
    ("facebook", "video", {}, {"duration": 14_400}, {"duration": 14_400.1}, "CS426"),
    ("facebook", "video", {"media_type": "VIDEO"}, {"size": 10 * GB}, {"size": 10 * GB + 1}, "CS423"),
    ("x", "video", {}, {"size": 16 * GB}, {"size": 16 * GB + 1}, "CS423"),
    ("x", "video", {}, {"duration": 7500}, {"duration": 7500.1}, "CS426"),
    ("linkedin", "video", {}, {"size": 5 * GB}, {"size": 5 * GB + 1}, "CS423"),
    ("linkedin", "video", {}, {"duration": 1800}, {"duration": 1800.1}, "CS426"),
]
BASE = {"image": PHOTO, "video": FILM, "document": PAPER}
SUFFIX = {"jpeg": "jpg", "tiff": "tif", "mpeg": "mpg"}


def judged(platform: str, kind: str, options: dict[str, Any], given: dict[str, Any]) -> tuple[list[str], str]:
    facts = facts_with(BASE[kind], **{name: value for name, value in given.items() if name != "size"})
    name = f"a.{SUFFIX.get(facts.format, facts.format)}"
    post = delivery(platform, medium(kind, src=name, path=name, size=given.get("size", 400_000)), options=options)
    return told(post, facts), " ".join(each.message for each in found(post, facts))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[0]} {row[1]} {row[4]}")
def test_just_inside_and_just_outside(row: Row) -> None:
    platform, kind, options, inside, outside, code = row
    assert judged(platform, kind, options, inside) == ([], "")
    codes, message = judged(platform, kind, options, outside)
    assert code in codes, codes
    assert PLATFORMS[platform].label in message


@pytest.mark.parametrize("row", FURTHER, ids=lambda row: f"{row[0]} {row[1]} {row[4]}")
def test_just_warned_about_and_just_refused(row: Row) -> None:
    platform, kind, options, warned, refused, code = row
    assert judged(platform, kind, options, warned)[0] == [f"?{code}"]
    assert judged(platform, kind, options, refused)[0] == [code]


def test_with_premium_x_takes_more() -> None:
    def of(size: int, duration: float, has_premium: bool) -> list[str]:
        post, facts = delivery("x", medium("video", size=size)), facts_with(FILM, duration=duration)
        return [each.code for each in media_findings(post, ("media",), lambda _: facts, has_premium)]

    assert of(16 * GB, 7500, True) == []
    assert of(16 * GB, 7500, False) == ["CS423", "CS426"]
    assert of(16 * GB + 1, 7500.1, True) == ["CS423", "CS426"]
    assert told(delivery("x", medium(size=5 * MB + 1)), PHOTO) == ["?CS423"]


def test_container_and_codecs_make_one_problem() -> None:
    web = facts_with(FILM, format="webm", codec="VP9", audio_codec="Opus")
    (finding,) = found(delivery("instagram", medium("video", src="a.webm", path="a.webm")), web)
    assert finding.message == "a.webm is WebM, VP9, Opus; Instagram takes MP4 or MOV, H.264 or H.265, AAC"
    assert finding.fix == "Export it as MP4, H.264, AAC, or leave it to Upload-Post to convert it."


Number = tuple[str, str, str, str, float]
# network, kind, media type, measure, number


def numbers(of_bound: Callable[[Bound], tuple[float, ...]]) -> set[Number]:
    """Those of all tables, rounded as they are compared."""
    words = {"photo": "image", "video": "video", "document": "document"}
    return {
        (name, words[kind], media_type, bound.of, round(number, QUANTITIES[bound.of].digits))
        for name, platform in PLATFORMS.items()
        for kind in words
        for media_type, takes in getattr(platform.media, kind).items()
        for bound in takes.bounds
        for number in of_bound(bound)
        if number not in (0, inf)
    }


def held(rows: list[Row]) -> set[Number]:
    """Every measure of which a row has a value that is still taken, and the next one that is not."""
    return {
        (platform, kind, options.get("media_type", ""), of, taken)
        for platform, kind, options, inside, outside, told_of in rows
        for of, quantity in QUANTITIES.items()
        if quantity.code == told_of.removeprefix("?")
        if (taken := measure(of, kind, inside)) is not None and (refused := measure(of, kind, outside)) is not None
        if 0 < abs(taken - refused) <= max(NEXT.get(of, 1), taken / 1000)
    }


NEXT = {"ratio": 0.02, "seconds": 1, "pixels": 6000, "bit_rate": 1, "audio_rate": 1}


def measure(of: Measure, kind: str, given: dict[str, Any]) -> float | None:
    facts = facts_with(BASE[kind], **{name: value for name, value in given.items() if name != "size"})
    value = QUANTITIES[of].value(medium(kind, size=given.get("size", 400_000)), facts)
    return None if value is None else round(value, QUANTITIES[of].digits)


def test_every_number_of_every_table_has_its_row() -> None:
    """A number that is added to a table, or changed, needs a row here, copied from the API page."""
    assert numbers(lambda bound: (bound.least, bound.most)) - held(ROWS) == set()
    further = numbers(
        lambda bound: (
            *(() if bound.refused_below == bound.least else (bound.refused_below,)),
            *(() if bound.refused_above == bound.most else (bound.refused_above,)),
        )
    )
    assert further - held(FURTHER) == set()


def test_every_table_of_formats_has_its_row() -> None:
    with_formats = {
        (name, kind, media_type)
        for name, platform in PLATFORMS.items()
        for kind, word in (("image", "photo"), ("video", "video"))
        for media_type, takes in getattr(platform.media, word).items()
        if takes.formats
    }
    rows = {(row[0], row[1], row[2].get("media_type", "")) for row in ROWS if row[5] == "?CS422"}
    assert with_formats - rows == set()


def tables() -> list[Takes]:
    kinds = ("photo", "video", "document")
    limits = [platform.media for platform in PLATFORMS.values()]
    return [each for one in limits for kind in kinds for each in getattr(one, kind).values()] + [
        x.cover for x in limits
    ]


def test_tables_name_what_there_is() -> None:
    for takes in tables():
        assert set(takes.formats) <= set(FORMATS)
        assert {bound.of for bound in takes.bounds} <= set(QUANTITIES)
        assert all(bound.least <= bound.most for bound in takes.bounds)
        assert all(bound.refused_below <= bound.least for bound in takes.bounds)
        assert all(bound.most <= bound.refused_above for bound in takes.bounds)
    assert {quantity.code for quantity in QUANTITIES.values()} <= set(CODES)


def test_a_message_has_both_numbers() -> None:
    (finding,) = found(delivery("instagram", medium("video")), facts_with(FILM, duration=1000))
    assert finding.message == (
        "a.mp4 lasts 16:40; Instagram takes 0:03 to 1:30 (other pages of Upload-Post's docs say 15 and 60 minutes)"
    )
    (finding,) = found(delivery("x", medium(size=5 * MB + 1)), PHOTO)
    assert finding.message == "a.jpg has 5.1 MB; X takes at most 5 MB"
    (finding,) = found(delivery("linkedin", medium("video", size=74_999)), FILM)
    assert finding.message.startswith("a.mp4 has 74.9 KB; LinkedIn takes 75 KB to 500 MB")
    (finding,) = found(delivery("bluesky", medium(size=1_000_001)), PHOTO)
    assert finding.message.startswith("a.jpg has 1.1 MB; Bluesky takes at most 1 MB")
    (finding,) = found(delivery("tiktok", medium("video", size=3 * GB + 1)), FILM)
    assert finding.message.startswith("a.mp4 has 3,072.1 MB; TikTok takes at most 3 GB")
    (finding,) = found(delivery("bluesky", medium("video")), facts_with(FILM, height=300))
    assert finding.message == "a.mp4 is 300 pixels on its shorter side; Bluesky takes at least 360"
    (finding,) = found(delivery("youtube", medium("video")), facts_with(FILM, duration=43_202.5))
    assert finding.message == "a.mp4 lasts 12:00:02.5; YouTube takes at most 12:00:00"
    (finding,) = found(delivery("linkedin", medium("video")), facts_with(FILM, bit_rate=100_000))
    assert finding.message == "a.mp4 has 100 kbit/s; LinkedIn takes 192 kbit/s to 30.0 Mbit/s"


@pytest.mark.parametrize(
    ("platform", "most", "code"),
    [
        ("instagram", 10, "CS420"),
        ("tiktok", 35, "CS420"),
        ("pinterest", 5, "CS420"),
        ("discord", 10, "CS420"),
        ("telegram", 10, "CS420"),
        ("mastodon", 4, "CS420"),
        ("x", 4, "?CS421"),
        ("threads", 10, "?CS421"),
        ("bluesky", 4, "?CS421"),
        ("lemmy", 1, "?CS421"),
        ("google_business", 1, "?CS421"),
    ],
)
def test_counts(platform: str, most: int, code: str) -> None:
    facts = facts_with(PHOTO, width=1000, height=1000)
    assert told(delivery(platform, *[medium()] * most), facts) == []
    assert told(delivery(platform, *[medium()] * (most + 1)), facts) == [code]


def test_an_author_who_has_decided_is_not_warned() -> None:
    assert told(delivery("x", *[medium()] * 8, options={"thread_image_layout": "4,4"}), PHOTO) == []
    assert told(delivery("x", *[medium()] * 8, options={"thread_image_layout": "[4, 0, 4]"}), PHOTO) == []
    assert told(delivery("threads", *[medium()] * 12, options={"thread_media_layout": "10,2"}), PHOTO) == []
    assert told(delivery("bluesky", *[medium()] * 20, options={"gallery": True}), PHOTO) == []
    assert told(delivery("bluesky", *[medium()] * 21, options={"gallery": True}), PHOTO) == ["CS420"]


@pytest.mark.parametrize("written", ["4,3", "4,4,1"])
def test_a_division_has_to_add_up(written: str) -> None:
    (finding,) = found(delivery("x", *[medium()] * 8, options={"thread_image_layout": written}), PHOTO)
    assert (finding.path, finding.code) == (("platforms", "x", "thread_image_layout"), "CS303")
    assert finding.fix == "Write numbers that add up to 8."


def test_a_division_into_more_than_every_page_says() -> None:
    (finding,) = found(delivery("threads", *[medium()] * 12, options={"thread_media_layout": "11,1"}), PHOTO)
    assert (finding.path, finding.code) == (("platforms", "threads", "thread_media_layout"), "CS421")
    assert finding.message == (
        "11 media in one post of a thread; Threads shows 10 (another page of Upload-Post's docs says 20)"
    )


@pytest.mark.parametrize(("platform", "longest"), [("instagram", 1000), ("x", 1000), ("pinterest", 500)])
def test_alternative_texts(platform: str, longest: int) -> None:
    facts = facts_with(PHOTO, width=1000, height=1000)
    assert told(delivery(platform, medium(alt="a" * longest)), facts) == []
    too_long = delivery(platform, medium(alt="a" * (longest + 1)))
    assert told(too_long, facts) == ["CS429"]
    assert found(too_long, facts)[0].path == ("media", 0, "alt")
    assert told(delivery(platform, medium(alt="a" * 2000), options={"alt_text": ["short"]}), facts) == []


def cover_told(platform: str, facts: Facts, size: int = 100_000) -> list[str]:
    cover = medium(size=size)
    film = medium("video", cover=cover)
    post = delivery(platform, film)
    given = media_findings(post, ("media",), lambda each: facts if each is cover else FILM)
    assert all(each.path == ("media", 0, "cover") for each in given)
    return [f"{'?' if each.severity == 'warning' else ''}{each.code}" for each in given]


@pytest.mark.parametrize(
    ("platform", "largest", "other"),
    [
        ("instagram", 8 * MB, "png"),
        ("youtube", 2 * MB, "webp"),
        ("linkedin", 10 * MB, "gif"),
        ("tiktok", 20 * MB, "gif"),
    ],
)
def test_covers(platform: str, largest: int, other: str) -> None:
    assert cover_told(platform, PHOTO, largest) == []
    assert cover_told(platform, PHOTO, largest + 1) == ["?CS423"]
    assert "?CS422" in cover_told(platform, facts_with(PHOTO, format=other))


def test_a_cover_that_is_none_does_not_keep_its_film_back() -> None:
    assert cover_told("youtube", Facts(fault="empty")) == ["?CS410"]
    assert cover_told("threads", facts_with(PHOTO, format="png")) == ["?CS411"]


def test_a_cover_that_is_an_option() -> None:
    cover = medium(size=3 * MB)
    post = delivery("youtube", medium("video"), attachments={"youtube.thumbnail": cover, "youtube.other": cover})
    given = media_findings(post, ("media",), lambda each: PHOTO if each is cover else FILM)
    assert [(each.path, each.code) for each in given] == [(("platforms", "youtube", "thumbnail"), "CS423")]


def test_the_cover_of_an_article() -> None:
    def told_of(size: int) -> list[str]:
        cover = medium(size=size)
        post = replace(delivery("x", cover), post_type="text", media=(), attachments={"x.article_cover_media": cover})
        return told(post, PHOTO)

    assert told_of(5 * MB) == []
    assert told_of(5 * MB + 1) == ["?CS423"]


CONTENTS: list[tuple[str, str, Facts, list[str]]] = [
    ("image", "a.jpg", Facts(fault="empty"), ["CS410"]),
    ("video", "a.mp4", facts_with(FILM, duration=0), ["CS410"]),
    ("video", "a.mp4", Facts(format="mp4", fault="broken", duration=0), ["CS410"]),
    ("image", "a.png", Facts(format="svg"), ["CS411"]),
    ("image", "a.png", Facts(format="mp4"), ["CS411"]),
    ("image", "a.png", Facts(), ["?CS411"]),
    ("document", "a.pdf", Facts(format="zip"), ["CS411"]),
    ("image", "a.png", PHOTO, ["?CS411"]),
    ("image", "a.jpeg", PHOTO, []),
    ("video", "a.mov", FILM, []),
    ("document", "a.doc", Facts(format="ole"), []),
    ("document", "a.docx", Facts(format="ole"), ["?CS411"]),
    ("image", "a.jpg", facts_with(PHOTO, fault="truncated"), ["CS412"]),
    ("image", "a.jpg", Facts(format="jpeg", fault="broken"), ["CS412"]),
    ("document", "a.pdf", Facts(format="pdf", fault="broken"), ["?CS412"]),
    ("video", "a.mp4", Facts(format="mp4", fault="unmeasured"), ["?CS412"]),
    ("image", "a.jpg", Facts(format="jpeg", width=35_791_395, height=10), ["CS413"]),
    ("image", "a.jpg", Facts(format="jpeg", width=35_791_394, height=10), []),
    ("video", "a.mp4", facts_with(FILM, has_picture=False), ["CS414"]),
    ("video", "a.webm", facts_with(FILM, format="webm", duration=None), []),
]


@pytest.mark.parametrize(("kind", "name", "facts", "codes"), CONTENTS)
def test_contents(kind: str, name: str, facts: Facts, codes: list[str]) -> None:
    platform = "linkedin" if kind == "document" else "telegram"
    assert told(delivery(platform, medium(kind, src=name, path=name)), facts) == codes


def test_where_only_the_name_is_wrong_the_fix_has_the_right_one() -> None:
    (finding,) = found(delivery("telegram", medium(src="/img/window.png", path="content/img/window.png")), PHOTO)
    assert (finding.message, finding.fix) == ("/img/window.png holds JPEG", "Name it window.jpg.")


def test_of_pointers_and_addresses_little_is_known_and_nothing_guessed() -> None:
    pointer = medium("video", is_pointer=True, size=300 * MB + 1)
    assert told(delivery("instagram", pointer), Facts()) == ["?CS423"]
    address = Medium(src="https://example.com/a.jpg", kind="image", url="https://example.com/a.jpg")
    assert told(delivery("instagram", address), Facts()) == []


def test_films_among_photos_are_judged_as_films() -> None:
    post = delivery("instagram", medium(), medium("video"))
    given = media_findings(post, ("media",), lambda each: PHOTO if each.kind == "image" else facts_with(FILM, rate=12))
    assert [(each.path, each.code) for each in given] == [(("media", 1), "CS427")]


def test_nothing_is_said_of_a_post_without_media() -> None:
    post = delivery("x", medium())
    empty = Delivery(**{name: getattr(post, name) for name in Delivery.__struct_fields__} | {"media": ()})
    assert found(empty, Facts()) == []
