import pytest

from contentsync.model.delivery import Medium
from contentsync.review.media import media_text
from contentsync.review.media import size_text


def test_kinds_are_counted_and_sizes_summed() -> None:
    photo = Medium(src="a.jpg", kind="image", path="a.jpg", size=200_000)
    video = Medium(src="b.mp4", kind="video", path="b.mp4", size=79_600_000)
    assert media_text((photo, photo, video)) == "2 photos, 1 video, 80.0 MB"
    assert media_text(()) == ""


def test_what_an_address_weighs_is_not_known() -> None:
    assert media_text((Medium(src="https://a/b.jpg", kind="image", url="https://a/b.jpg"),)) == "1 photo"


@pytest.mark.parametrize(("size", "text"), [(812, "812 B"), (412_000, "412 KB"), (79_600_000, "79.6 MB")])
def test_sizes(size: int, text: str) -> None:
    assert size_text(size) == text
