"""Media that were made to hurt, and media that are a little wrong, in posts as people write them."""

from pathlib import Path

import pytest

from contentsync.content import load
from contentsync.media import MediaIndex
from contentsync.model.delivery import Desired
from tests.corpus import FILM
from tests.corpus import jpeg_bomb
from tests.corpus import pdf
from tests.corpus import picture

HEAD = "profile: acme\npublish_at: 2027-03-01 09:00\ntimezone: Europe/Madrid\n"


def loaded(root: Path, cached: bool = False) -> Desired:
    cache = root / "cache" if cached else None
    media = MediaIndex(root, cache / "media.msgpack" if cache else None)
    found = load(root, "content", defaults={}, media=media, cache=cache)
    media.save()
    return found


def problems(root: Path, post: str, **files: bytes) -> list[str]:
    """`line:column CODE` of each problem, `?` before the code of a warning."""
    (root / "content").mkdir(exist_ok=True)
    for name, content in files.items():
        (root / "content" / name.replace("_", ".")).write_bytes(content)
    (root / "content" / "post.yaml").write_text(HEAD + post)
    return [
        f"{each.line}:{each.column} {'?' if each.severity == 'warning' else ''}{each.code}"
        for each in loaded(root).problems
    ]


@pytest.mark.parametrize(
    ("post", "name", "content", "wanted"),
    [
        ("platforms: [x]\nmedia: a.jpg\n", "a_jpg", jpeg_bomb(), ["5:8 CS413"]),
        ("platforms: [x]\nmedia: a.jpg\n", "a_jpg", b"", ["5:8 CS410"]),
        ("platforms: [x]\nmedia: a.jpg\n", "a_jpg", picture("a.jpg")[:3000], ["5:8 CS412"]),
        ("platforms: [x]\nmedia: a.png\n", "a_png", b"<svg onload='x()'/>", ["5:8 CS411"]),
        ("platforms: [x]\nmedia: a.mp4\n", "a_mp4", b"", ["5:8 CS410"]),
        ("platforms: [x]\nmedia: a.mp4\n", "a_mp4", FILM.read_bytes()[:60_000], ["5:8 CS412"]),
        ("platforms: [linkedin]\ntitle: T\nmedia: a.pdf\n", "a_pdf", pdf(0), ["6:8 CS428"]),
        ("platforms: [linkedin]\ntitle: T\nmedia: a.pdf\n", "a_pdf", pdf(1)[:300], ["6:8 ?CS412"]),
        ("platforms: [x]\nmedia: a.jpg\n", "a_jpg", b"rubbish", ["5:8 ?CS411"]),
    ],
)
def test_a_problem_each(tmp_path: Path, post: str, name: str, content: bytes, wanted: list[str]) -> None:
    assert problems(tmp_path, post, **{name: content}) == wanted


def test_the_medium_s_own_line(tmp_path: Path) -> None:
    own = "platforms:\n  x: {}\n  instagram:\n    media:\n      - b.jpg\n      - src: a.jpg\n"
    shared = "media:\n  - src: b.jpg\n    alt: |\n      " + "a" * 1001 + "\n"
    files = {"a_jpg": picture("a.jpg", (300, 300)), "b_jpg": picture("b.jpg")}
    assert problems(tmp_path, own + shared, **files) == ["9:9 ?CS424", "12:10 CS429"]


def test_a_post_with_an_error_waits_and_one_with_a_warning_goes(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    for name, picture_of in (("good", picture("a.jpg")), ("poor", picture("a.jpg", (2000, 2000))), ("bad", b"")):
        (tmp_path / "content" / f"{name}.jpg").write_bytes(picture_of)
        (tmp_path / "content" / f"{name}.yaml").write_text(f"{HEAD}platforms: [instagram]\nmedia: {name}.jpg\n")
    found = loaded(tmp_path)
    assert [each.post_id for each in found.deliveries] == ["good", "poor"]
    assert found.bad_posts == {"bad"}
    assert [each.code for each in found.problems] == ["CS410", "CS424"]


def test_what_is_cached_says_the_same_and_looks_at_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("contentsync.media.digest.RACY_NS", -(10**18))
    problems(tmp_path, "platforms: [instagram]\nmedia: a.jpg\n", a_jpg=picture("a.jpg", (2000, 2000)))
    first = loaded(tmp_path, cached=True)
    monkeypatch.setattr("contentsync.media.known.facts_in", None)
    monkeypatch.setattr("contentsync.content.fanout.media_findings", None)
    again = loaded(tmp_path, cached=True)
    assert again == first
    assert [each.code for each in again.problems] == ["CS424"]
    assert again.deliveries[0].media[0].width == 2000


def test_examples_have_none() -> None:
    root = Path(__file__).parents[2] / "examples"
    found = load(
        root,
        "content",
        defaults={"profile": "harbor", "timezone": "Europe/Madrid"},
        media=MediaIndex(root, None),
        cache=None,
    )
    assert [each for each in found.problems if "CS410" <= each.code <= "CS449"] == []
