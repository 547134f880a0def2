import pytest

from contentsync.model.delivery import Medium
from contentsync.review.media import duration_text
from contentsync.review.media import media_text
from contentsync.review.media import size_text


def test_kinds_are_counted_and_sizes_summed() -> None:
    photo = Medium(src="a.jpg", kind="image", path="a.jpg", size=200_000)
    video = Medium(src="b.mp4", kind="video", path="b.mp4", size=79_600_000)
    assert media_text((photo, photo, video)) == "2 photos, 1 video, 80.0 MB"
    assert media_text(()) == ""


def test_one_medium_says_how_large_or_how_long_it_is() -> None:
    photo = Medium(src="a.jpg", kind="image", path="a.jpg", size=412_000, width=1200, height=675)
    film = Medium(src="/img/teaser.mp4", kind="video", path="img/teaser.mp4", size=3_000_000, width=9, duration=32.2)
    paper = Medium(src="a.pdf", kind="document", path="a.pdf", size=9_000)
    assert media_text((photo,)) == "1 photo, 1200×675, 412 KB"
    assert media_text((film,)) == "teaser.mp4 0:32, 3.0 MB"
    assert media_text((paper,)) == "1 document, 9 KB"
    assert media_text((photo, photo)) == "2 photos, 824 KB"


@pytest.mark.parametrize(
    ("seconds", "text"), [(0.2, "0:01"), (59.6, "1:00"), (754, "12:34"), (3600, "1:00:00"), (5405, "1:30:05")]
)
def test_lengths(seconds: float, text: str) -> None:
    assert duration_text(seconds) == text


def test_what_an_address_weighs_is_not_known() -> None:
    assert media_text((Medium(src="https://a/b.jpg", kind="image", url="https://a/b.jpg"),)) == "1 photo"


@pytest.mark.parametrize(("size", "text"), [(812, "812 B"), (412_000, "412 KB"), (79_600_000, "79.6 MB")])
def test_sizes(size: int, text: str) -> None:
    assert size_text(size) == text
