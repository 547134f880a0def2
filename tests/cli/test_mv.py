"""`contentsync mv` on real files, and on the sandbox: the same post under another name."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from textwrap import indent

import pytest

from contentsync.cli import files as cli_files
from contentsync.model.errors import UserError
from tests.corpus import picture

from .conftest import LAUNCH
from .conftest import Contentsync

DRAFT = "draft: true\nplatforms: [x]\ntext: A\n"
MODELINE = "# yaml-language-server: $schema=../.contentsync/post.json\n# $schema: ../.contentsync/post.json\n"


def tree(folder: Path) -> dict[str, bytes]:
    """Every file that people wrote."""
    paths = (
        path for path in sorted(folder.rglob("*")) if path.is_file() and not {".git", ".contentsync"} & {*path.parts}
    )
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def jobs(contentsync: Contentsync) -> list[dict[str, object]]:
    """Every job that the sandbox ever accepted."""
    found = json.loads(contentsync("sandbox", "jobs", "--json").out)
    assert isinstance(found, list)
    return found


@pytest.fixture
def pictures(posts: Path) -> Path:
    """A post with a picture of its own, one that a draft uses too, and one from elsewhere."""
    content = posts / "content"
    (content / "shared").mkdir()
    for name in ("own.jpg", "both.jpg", "shared/logo.jpg"):
        (content / name).write_bytes(picture(name))
    media = "media: [own.jpg, {src: './both.jpg', alt: B}, shared/logo.jpg, /shared/logo.jpg]\n"
    (content / "launch.yaml").write_text(MODELINE + LAUNCH.replace("[x]", "[facebook]") + media)
    (content / "draft.yaml").write_text("draft: true\nplatforms: [facebook]\nmedia: both.jpg\n")
    return posts


def test_a_file_moves_with_what_is_its_own(contentsync: Contentsync, pictures: Path) -> None:
    assert contentsync("apply", "--sandbox", "--auto-approve").code == 0
    before = jobs(contentsync)
    ran = contentsync("mv", "launch", "spring/launch")
    assert ran == (
        0,
        "moved content/launch.yaml → content/spring/launch.yaml\nmoved content/own.jpg → content/spring/own.jpg\n"
        "renamed launch → spring/launch\nNext: contentsync plan\n",
        "",
    )
    assert (pictures / "content/spring/launch.yaml").read_text() == (
        "# yaml-language-server: $schema=../../.contentsync/post.json\n# $schema: ../../.contentsync/post.json\n"
        f"{LAUNCH.replace('[x]', '[facebook]')}"
        "media: [own.jpg, {src: '../both.jpg', alt: B}, ../shared/logo.jpg, /shared/logo.jpg]\nrenamed_from: launch\n"
    )
    assert not (pictures / "content/launch.yaml").exists()
    assert contentsync("fmt", "--check", "content/spring").code == 0
    stays_the_same(contentsync, before)


def stays_the_same(contentsync: Contentsync, before: list[dict[str, object]]) -> None:
    """What was scheduled is what is scheduled, and a plan and an apply have nothing to write."""
    planned = contentsync("plan", "--sandbox", "--detailed-exitcode")
    assert (planned.code, planned.err) == (0, "")
    assert "Plan: nothing to do." in planned.out
    assert contentsync("apply", "--sandbox", "--auto-approve").code == 0
    assert len(before) == 1
    assert jobs(contentsync) == before


def test_one_of_several_gets_another_id(contentsync: Contentsync, posts: Path) -> None:
    file = posts / "content/launch.yaml"
    file.write_text(f"# first\nid: one # its name\n{DRAFT}---\n{LAUNCH}id: two\n")
    assert contentsync("apply", "--sandbox", "--auto-approve").code == 0
    before = jobs(contentsync)
    assert (
        contentsync("mv", "two", "three").out
        == "renamed two → three\nedited content/launch.yaml\nNext: contentsync plan\n"
    )
    assert file.read_text() == f"# first\nid: one # its name\n{DRAFT}---\n{LAUNCH}id: three\nrenamed_from: two\n"
    stays_the_same(contentsync, before)


def test_renamed_twice_between_two_applies_and_back_again(contentsync: Contentsync, posts: Path) -> None:
    assert contentsync("apply", "--sandbox", "--auto-approve").code == 0
    before = jobs(contentsync)
    assert contentsync("mv", "launch", "second").code == 0
    assert contentsync("mv", "second", "third").code == 0
    assert (posts / "content/third.yaml").read_text() == f"{LAUNCH}renamed_from: launch\n"
    stays_the_same(contentsync, before)
    assert contentsync("mv", "third", "launch").code == 0
    assert (posts / "content/launch.yaml").read_text() == f"{LAUNCH}renamed_from: third\n"
    stays_the_same(contentsync, before)


def test_a_file_with_an_id_keeps_it(contentsync: Contentsync, posts: Path) -> None:
    (posts / "content/launch.yaml").write_text(f"id: launch\n{LAUNCH}")
    ran = contentsync("mv", "content/launch.yaml", "content/a/b/post.yaml", "--json")
    assert json.loads(ran.out) == {
        "moved": {"content/launch.yaml": "content/a/b/post.yaml"},
        "renamed": {},
        "written": ["content/a/b/post.yaml"],
    }
    assert (posts / "content/a/b/post.yaml").read_text() == f"id: launch\n{LAUNCH}"
    assert contentsync("mv", "launch", "content/c.yaml").code == 0
    assert sorted(path.name for path in (posts / "content").iterdir()) == ["c.yaml"]


def test_a_file_of_several_moves_as_a_whole(contentsync: Contentsync, posts: Path) -> None:
    text = f"- id: one\n{indent(DRAFT, '  ')}- id: two\n{indent(LAUNCH, '  ')}"
    (posts / "content/launch.yaml").write_text(text)
    assert contentsync("mv", "content/launch.yaml", "content/sub/all.yaml").code == 0
    assert tree(posts)["content/sub/all.yaml"].decode() == text
    assert "holds 2 posts" in contentsync("mv", "one", "content/one.yaml").err
    assert "name one of them: contentsync mv one new" in contentsync("mv", "content/sub/all.yaml", "new").err


def test_markdown_moves_and_empty_front_matter_gets_a_key(contentsync: Contentsync, posts: Path) -> None:
    (posts / "content/_defaults.yaml").write_text("publish_at: on-merge\n")
    (posts / "content/launch.yaml").unlink()
    (posts / "content/note.md").write_bytes(b"\xef\xbb\xbf---\r\nplatforms: [x]\r\n---\r\nBody  \r\n")
    assert contentsync("mv", "note", "2027/note").code == 0
    after = tree(posts)["content/2027/note.md"]
    assert after == b"\xef\xbb\xbf---\r\nplatforms: [x]\r\nrenamed_from: note\n---\r\nBody  \r\n"
    assert contentsync("mv", "content/2027/note.md", "content/true.md").code == 0
    assert contentsync("mv", "true", "last").code == 0
    assert b"renamed_from: note" in tree(posts)["content/last.md"]


def test_what_repeats_the_post_goes_on_naming_it(contentsync: Contentsync, posts: Path) -> None:
    (posts / "content/again.yaml").write_text(
        "draft: true\nplatforms: [x]\ntext: Again\nrepost_of: launch # once more\n"
    )
    ran = contentsync("mv", "launch", "2027/launch")
    assert "edited content/again.yaml\n" in ran.out
    assert tree(posts)["content/again.yaml"].endswith(b"repost_of: '2027/launch' # once more\n")


@pytest.mark.parametrize(
    ("text", "after"),
    [
        (
            f"- {{id: a, draft: true, text: A, platforms: x}}\n- {{id: launch, {', '.join(LAUNCH.splitlines())}}}\n",
            "{renamed_from: launch, id: b, ",
        ),
        (
            f"- labels: [a]\n  id: launch\n  {LAUNCH.strip().replace(chr(10), chr(10) + '  ')}",
            "\n  renamed_from: launch\n",
        ),
    ],
    ids=["flow", "a list"],
)
def test_however_it_is_written(contentsync: Contentsync, posts: Path, text: str, after: str) -> None:
    (posts / "content/launch.yaml").write_text(text)
    assert contentsync("mv", "launch", "b").code == 0
    assert after in (posts / "content/launch.yaml").read_text()
    assert contentsync("validate").code == 0


def test_paths_of_networks_and_of_every_part_of_a_medium(contentsync: Contentsync, pictures: Path) -> None:
    film = Path(__file__).parents[2] / "examples/content/open-early/open-early.mp4"
    (pictures / "content/shared/film.mp4").write_bytes(film.read_bytes())
    medium = "{src: shared/film.mp4, alt: A, cover: both.jpg}"
    platforms = (
        f"platforms:\n  facebook: {{media: {medium}}}\n  bluesky: {{text: B}}\n  threads:\n    media: [own.jpg]\n"
    )
    (pictures / "content/launch.yaml").write_text(
        platforms + LAUNCH.replace("platforms: [x]\n", "link: https://a.example\n")
    )
    assert contentsync("mv", "launch", "spring/launch").code == 0
    after = (pictures / "content/spring/launch.yaml").read_text()
    assert "media: {src: ../shared/film.mp4, alt: A, cover: ../both.jpg}" in after
    assert "media: [own.jpg]" in after
    assert (pictures / "content/spring/own.jpg").exists()


@pytest.mark.parametrize("link", ["https://example.com/post.json", "/schemas/post.json"])
def test_a_schema_that_stands_at_an_address_stays(contentsync: Contentsync, posts: Path, link: str) -> None:
    (posts / "content/launch.yaml").write_text(f"# yaml-language-server: $schema={link}\n{LAUNCH}")
    assert contentsync("mv", "launch", "spring/launch").code == 0
    assert f"$schema={link}\n" in (posts / "content/spring/launch.yaml").read_text()


def test_media_that_upload_post_has_stay_there(contentsync: Contentsync, posts: Path) -> None:
    (posts / "content/launch.yaml").write_text(f"{LAUNCH}media: kept\nimported: abc\n")
    assert contentsync("mv", "launch", "spring/launch").code == 0
    assert "media: kept\n" in (posts / "content/spring/launch.yaml").read_text()


def taken(posts: Path) -> None:
    (posts / "content/spring").mkdir()
    (posts / "content/spring/launch.yaml").write_text(LAUNCH)


def media_in_the_way(posts: Path) -> None:
    (posts / "content/own.jpg").write_bytes(picture("own.jpg"))
    (posts / "content/launch.yaml").write_text(f"{LAUNCH}media: own.jpg\n")
    (posts / "content/spring").mkdir()
    (posts / "content/spring/own.jpg").write_bytes(picture("own.jpg", (600, 600)))


def other_defaults(posts: Path) -> None:
    (posts / "content/spring").mkdir()
    (posts / "content/spring/_defaults.yaml").write_text("labels: [spring]\n")


def an_error(posts: Path) -> None:
    (posts / "content/launch.yaml").write_text(f"{LAUNCH}txt: a\n")


def a_link(posts: Path) -> None:
    (posts / "content/launch.yaml").rename(posts / "launch.yaml")
    (posts / "content/launch.yaml").symlink_to("../launch.yaml")


def an_odd_key(posts: Path) -> None:
    (posts / "content/launch.yaml").write_text(f"? title\n: Hi\n{LAUNCH}")


def an_option_elsewhere(posts: Path) -> None:
    (posts / "content/sub").mkdir()
    (posts / "content/sub/thumb.jpg").write_bytes(picture("thumb.jpg"))
    (posts / "content/film.mp4").write_bytes(
        (Path(__file__).parents[2] / "examples/content/open-early/open-early.mp4").read_bytes()
    )
    options = "{youtube: {thumbnail: sub/thumb.jpg}}"
    (posts / "content/launch.yaml").write_text(f"{LAUNCH.replace('[x]', options)}title: T\nmedia: film.mp4\n")


def a_variable_in_a_path(posts: Path) -> None:
    (posts / "content/own.jpg").write_bytes(picture("own.jpg"))
    (posts / "content/both.yaml").write_text(f"{LAUNCH}media: own.jpg\n".replace("day", "night"))
    (posts / "content/launch.yaml").write_text(f"{LAUNCH}media: '{{{{ name }}}}.jpg'\n")
    (posts / "content/_defaults.yaml").write_text("variables: {name: own}\n")


@pytest.mark.parametrize(
    ("spoil", "words", "said"),
    [
        (taken, ("launch", "spring/launch"), "there is a post spring/launch already"),
        (taken, ("launch", "content/spring/launch.yaml"), "content/spring/launch.yaml exists already"),
        (media_in_the_way, ("launch", "spring/launch"), "content/spring/own.jpg exists already"),
        (other_defaults, ("launch", "spring/launch"), "spring/launch would not be the same post there: labels"),
        (an_error, ("launch", "spring/launch"), "launch has an error"),
        (an_error, ("content/launch.yaml", "spring/launch"), "CS201"),
        (a_link, ("launch", "spring/launch"), "is a link"),
        (an_odd_key, ("launch", "spring/launch"), "`renamed_from` cannot be added"),
        (an_option_elsewhere, ("launch", "spring/launch"), "sub/thumb.jpg, which youtube.thumbnail names"),
        (a_variable_in_a_path, ("launch", "spring/launch"), "would not be the same post there"),
        (None, ("lunch", "spring/launch"), "contentsync mv launch NEW"),
        (None, ("nothing-like-it", "a"), "contentsync status lists them all"),
        (None, ("content/gone.yaml", "a"), "there is no post content/gone.yaml"),
        (None, ("/etc/passwd", "a"), "there is no post /etc/passwd"),
        (None, ("launch", "a b"), "cannot be an id"),
        (None, ("launch", "content/a b.yaml"), "cannot be an id"),
        (None, ("launch", "../out.yaml"), "posts are files below content"),
        (None, ("launch", "content/.hidden/a.yaml"), "posts are files below content"),
        (None, ("launch", "content/_defaults.yaml"), "posts are files below content"),
        (None, ("launch", "launch"), "there is a post launch already"),
        (None, ("launch", "content/launch.md"), "keep the ending"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_touched(
    contentsync: Contentsync, posts: Path, spoil: Callable[[Path], None] | None, words: tuple[str, str], said: str
) -> None:
    if spoil:
        spoil(posts)
    before = tree(posts)
    ran = contentsync("mv", *words)
    assert ran.code == 1
    assert said in ran.err
    assert tree(posts) == before
    assert not (posts / "content/a").exists()


def test_a_post_with_an_error_may_use_the_same_picture(contentsync: Contentsync, pictures: Path) -> None:
    (pictures / "content/bad.yaml").write_text("media: own.jpg\ntxt: a\n")
    assert contentsync("mv", "launch", "spring/launch").code == 0
    assert (pictures / "content/own.jpg").exists()
    assert b"media: [../own.jpg, " in tree(pictures)["content/spring/launch.yaml"]


@pytest.mark.parametrize("failing", [1, 2])
def test_a_step_that_fails_undoes_the_others(
    contentsync: Contentsync, pictures: Path, monkeypatch: pytest.MonkeyPatch, failing: int
) -> None:
    (pictures / "content/again.yaml").write_text("draft: true\nplatforms: [x]\ntext: Again\nrepost_of: launch\n")
    before, real, calls = tree(pictures), cli_files.write_whole, []

    def write(path: Path, data: bytes) -> None:
        calls.append(path)
        if len(calls) == failing:
            raise UserError("the disk is full")
        real(path, data)

    monkeypatch.setattr(cli_files, "write_whole", write)
    assert "the disk is full" in contentsync("mv", "launch", "spring/launch").err
    assert tree(pictures) == before
    assert not (pictures / "content/spring").exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written(contentsync: Contentsync, posts: Path) -> None:
    (posts / "content/spring").mkdir(mode=0o500)
    assert "cannot be moved" in contentsync("mv", "launch", "spring/launch").err


def test_a_file_in_the_place_of_a_folder(contentsync: Contentsync, posts: Path) -> None:
    (posts / "content/spring").write_text("")
    before = tree(posts)
    ran = contentsync("mv", "launch", "spring/launch")
    assert (ran.code, "cannot be moved" in ran.err) == (1, True)
    assert tree(posts) == before
