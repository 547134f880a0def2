import pytest

from contentsync.review.addresses import matching_addresses
from contentsync.review.addresses import parse_address
from contentsync.review.addresses import printed_addresses

KNOWN = ("launch@acme", "launch@acme:tiktok", "launch@bolt", "news@acme", "clip@acme:tiktok")


@pytest.mark.parametrize("text", ["launch", "launch@acme", "launch:tiktok", "2027/launch@acme:tiktok"])
def test_an_address_reads_back(text: str) -> None:
    assert str(parse_address(text)) == text


def test_the_profile_is_printed_where_a_post_has_several() -> None:
    assert printed_addresses(KNOWN) == {
        "launch@acme": "launch@acme",
        "launch@acme:tiktok": "launch@acme:tiktok",
        "launch@bolt": "launch@bolt",
        "news@acme": "news",
        "clip@acme:tiktok": "clip:tiktok",
    }


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("launch", ("launch@acme", "launch@bolt")),
        ("launch@acme", ("launch@acme",)),
        ("launch:tiktok", ("launch@acme:tiktok",)),
        ("launch@bolt:tiktok", ()),
        ("clip", ("clip@acme:tiktok",)),
        ("news", ("news@acme",)),
        ("other", ()),
    ],
)
def test_what_is_typed_finds_what_is_meant(typed: str, found: tuple[str, ...]) -> None:
    assert matching_addresses(typed, KNOWN) == found
