"""Input that is broken or hostile: one clear problem each, in bounded time, and nothing else is touched."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck
from hypothesis import example
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from contentsync.content import load
from contentsync.content.builder import VALUE_LIMIT
from contentsync.content.documents import SIZE_LIMIT
from contentsync.content.documents import read
from contentsync.content.frontmatter import read_markdown
from contentsync.content.ignores import MOST
from contentsync.content.keys import NAMES
from contentsync.content.tree import known_contents
from contentsync.media import MediaIndex
from contentsync.model.errors import UserError

from .repository import POST
from .repository import codes
from .repository import loaded
from .repository import write

BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{after}: &{after} [{', '.join([f'*{before}'] * 9)}]\n"
    for before, after in zip("abcdefgh", "bcdefghi", strict=True)
)
BAD_FILES = {
    "2 MB": (b"text: " + b"a" * 2_000_000, "bad.yaml CS106"),
    "just over the limit, in Markdown": (b"---\n---\n" + b"a" * SIZE_LIMIT, "bad.md CS106"),
    "an alias bomb": (BOMB.encode(), "bad.yaml CS106"),
    "a node within itself, with a comment": (
        b"# contentsync: ignore CS310 why\ntext: hi\nlabels: &a [*a]\n",
        "bad.yaml:3:9 CS106",
    ),
    "a node within itself": (b"text: hi\nlabels: &a [*a]\n", "bad.yaml:2:9 CS106"),
    "100,000 nested lists": (b"[" * 100_000, "bad.yaml:1:1 CS106"),
    "100,000 nested lists in a block": (b"- " * 100_000, "bad.yaml:1:1 CS106"),
    "100,000 nested mappings": (b"{a: " * 100_000, "bad.yaml:1:1 CS106"),
    "100,000 nested lists, further down": (
        b"text: hi\n" * 3 + b"media: " + b"[" * 100_000,
        "bad.yaml:4:1 CS106",
    ),
    "a little too deep": (b"id: bad\nmedia: " + b"[" * 70 + b"]" * 70, "bad.yaml:2:71 CS106"),
    "invalid UTF-8": (b"text: hi\ntitle: \xff\xfe\n", "bad.yaml:2:8 CS107"),
    "UTF-16": ("text: hi".encode("utf-16"), "bad.yaml:1:1 CS107"),
    "a NUL byte": (b"text: hi\ntitle: a\x00b\n", "bad.yaml:2:9 CS107"),
    "a NUL byte in Markdown": (b"---\n---\n\x00\n", "bad.md:3:1 CS107"),
    "an invisible sign": (b"text: a\x1bb\n", "bad.yaml:1:8 CS107"),
    "an invisible sign behind others": ("text: é🎉\x9fb\n".encode(), "bad.yaml:1:9 CS107"),
}


@pytest.mark.parametrize("bad", BAD_FILES.values(), ids=BAD_FILES.keys())
def test_a_bad_file_is_one_problem_and_blocks_no_other(bad: tuple[bytes, str], tmp_path: Path) -> None:
    raw, problem = bad
    name = problem.partition(" ")[0].partition(":")[0]
    desired = loaded(tmp_path, {name: raw, "good.yaml": POST})
    assert codes(desired) == [problem]
    assert [each.address for each in desired.deliveries] == ["good@acme"]
    assert desired.bad_files == {f"content/{name}"} or desired.bad_posts == {"bad"}
    assert all(each.message and each.fix for each in desired.problems)


def test_as_many_values_as_are_allowed_are_read() -> None:
    raw = b"[" + b"1, " * (VALUE_LIMIT - 2) + b"1]"
    assert len(read(raw, NAMES).posts) == VALUE_LIMIT - 1


def test_a_long_file_with_many_signs_is_looked_at_and_read() -> None:
    raw = b"labels: [" + b"[a], {b: c}, " * 1000 + b"d]\nid: a\n"
    assert len(read(raw, NAMES).posts[0].values["labels"]) == 2001


LONG = {
    "brackets": ("a.md", "---\nplatforms: [x]\n---\n" + "[" * 500_000),
    "links": ("a.md", "---\nplatforms: [x]\n---\n" + "[a](" * 200_000),
    "variables": ("a.yaml", "platforms: [x]\ntext: |\n  " + "".join(f"{{{{ a{each} }}}} " for each in range(50_000))),
    "keys": ("a.yaml", "".join(f"k{each}: 1\n" for each in range(60_000))),
    "keys that stand twice": ("a.yaml", "".join(f"k{each}: 1\n" for each in range(30_000)) * 2),
    "platforms": ("a.yaml", "platforms: [" + "x, " * 200_000 + "x]"),
    "ids": ("a.yaml", "- {id: a}\n" * 20_000),
    "posts": ("a.yaml", "- {platforms: [x], text: '{{ a }}'}\n" * 10_000),
    "anchors": ("a.yaml", "".join(f"- &a{each} x\n" for each in range(40_000))),
    "a date": ("a.yaml", "publish_at: " + "1/" * 400_000),
}


@pytest.mark.parametrize("file", LONG.values(), ids=LONG.keys())
def test_cost_grows_with_length_and_messages_do_not(file: tuple[str, str], tmp_path: Path) -> None:
    """Each of these takes minutes where a loop within a loop has crept in."""
    name, text = file
    desired = loaded(tmp_path, {name: text}, defaults={"profile": "p", "publish_at": "on-merge"})
    assert all(len(each.message) < 300 for each in desired.problems)


def test_too_many_documents_to_take_apart_are_one_problem(tmp_path: Path) -> None:
    assert codes(loaded(tmp_path, {"a.yaml": "---\ntext: a: b\n" * 600})) == ["a.yaml:2:8 CS101"]


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    write(tmp_path, {"good.yaml": POST})
    content = tmp_path / "content"
    (content / "dangling.yaml").symlink_to("nowhere.yaml")
    (content / "loop.yaml").symlink_to("loop.yaml")
    (content / "loop.jpg").symlink_to("loop.jpg")
    os.mkfifo(content / "pipe.yaml")
    os.mkfifo(content / "pipe")
    desired = loaded(tmp_path)
    assert codes(desired) == ["dangling.yaml CS108", "loop.yaml CS108", "pipe CS111", "pipe.yaml CS111"]
    assert [each.address for each in desired.deliveries] == ["good@acme"]
    assert desired.bad_files == {"content/dangling.yaml", "content/loop.yaml"}


def test_a_name_that_is_no_utf8(tmp_path: Path) -> None:
    write(tmp_path, {"good.yaml": POST})
    Path(os.fsdecode(bytes(tmp_path / "content") + b"/\xff.yaml")).write_text(POST)
    desired = loaded(tmp_path)
    assert [each.code for each in desired.problems] == ["CS108"]
    assert [each.address for each in desired.deliveries] == ["good@acme"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission(tmp_path: Path) -> None:
    write(tmp_path, {"a.yaml": POST})
    (tmp_path / "content/a.yaml").chmod(0)
    assert codes(loaded(tmp_path)) == ["a.yaml CS108"]


def test_links_within_the_repository_are_followed_to_files_only(tmp_path: Path) -> None:
    repository = tmp_path / "repository"
    repository.mkdir()
    (tmp_path / "outside.yaml").write_text(POST)
    write(repository, {"real/a.yaml": POST})
    (repository / ".git").mkdir()
    (repository / ".git/config.yaml").write_text(POST)
    content = repository / "content"
    (content / "inside.yaml").symlink_to("real/a.yaml")
    (content / "outside.yaml").symlink_to("../../outside.yaml")
    (content / "git.yaml").symlink_to("../.git/config.yaml")
    (content / "folder").symlink_to("real")
    (content / "folder.yaml").symlink_to("real")
    desired = loaded(repository)
    assert [each.address for each in desired.deliveries] == ["inside@acme", "real/a@acme"]
    assert codes(desired) == ["folder CS111", "folder.yaml CS108", "git.yaml CS402", "outside.yaml CS402"]


def test_media_that_leave_the_repository_through_a_link(tmp_path: Path) -> None:
    repository = tmp_path / "repository"
    repository.mkdir()
    (tmp_path / "secret.jpg").write_text("secret")
    write(repository, {"a.yaml": POST + "media: link.jpg\n"})
    (repository / "content/link.jpg").symlink_to("../../secret.jpg")
    desired = loaded(repository)
    assert codes(desired) == ["a.yaml:6:8 CS402"]
    assert not desired.deliveries


def test_broken_defaults_by_link_block_what_is_below(tmp_path: Path) -> None:
    write(tmp_path, {"sub/a.yaml": POST, "b.yaml": POST})
    (tmp_path / "content/sub/_defaults.yaml").symlink_to("nowhere")
    desired = loaded(tmp_path)
    assert codes(desired) == ["sub/_defaults.yaml CS108"]
    assert "(blocks 1 post)" in desired.problems[0].message
    assert desired.bad_posts == {"sub/a"}
    assert desired.files == {"content/b.yaml", "content/sub/a.yaml", "content/sub/_defaults.yaml"}


def test_a_file_that_is_gone_meanwhile(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"a.yaml: this file cannot be read"):
        known_contents(tmp_path, "a.yaml")


def test_no_content_root(tmp_path: Path) -> None:
    with pytest.raises(UserError) as raised:
        load(tmp_path, "content", defaults={}, media=MediaIndex(tmp_path, None), cache=None)
    assert "mkdir content" in raised.value.fix


def test_a_folder_that_cannot_be_listed_stops_everything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"sub/a.yaml": POST})
    vanished = tmp_path / "content/sub"
    real = os.scandir

    def scandir(path: str) -> object:
        if path.endswith("/sub"):
            (vanished / "a.yaml").unlink()
            vanished.rmdir()
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    with pytest.raises(UserError, match="content/sub cannot be read"):
        loaded(tmp_path)


SIGNS = [
    "\n",
    "  ",
    "- ",
    "[",
    "]",
    "{",
    "}",
    ": ",
    "#x",
    " # y",
    "&a",
    "*a",
    "<<: ",
    "!!str ",
    "'",
    '"',
    "\t",
    "%",
]
WORDS = ["---\n", "null", "é", "id: a", "x", "linkedin", "text:"]
KEYS = ["platforms: ", "media: ", "a.jpg", "publish_at: ", "2027-03-28 02:30", " |\n"]
PIECES = st.sampled_from(SIGNS + WORDS + KEYS)


@given(st.one_of(st.binary(max_size=200), st.lists(PIECES, max_size=30).map(lambda pieces: "".join(pieces).encode())))
@example(b"? \n- a")
@example(b"%YAML 9.9\n--- a")
@example(b"\xef\xbb\xbf")
@settings(max_examples=400, deadline=None)
def test_reading_never_raises_and_points_into_the_file(raw: bytes) -> None:
    for reading in (
        read(raw, NAMES),
        read_markdown(raw, NAMES),
        read_markdown(b"---\n" + raw + b"\n---\nHi", NAMES),
    ):
        for spot in reading.spots + [spot for post in reading.posts for spot in post.spots]:
            assert 0 <= spot.line <= raw.count(b"\n") + raw.count(b"\r") + raw.count(b"\x85") + raw.count(b"\xe2") + 5
            assert spot.message
            assert spot.fix


@given(st.lists(PIECES, max_size=30).map("".join))
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_loading_never_raises(tmp_path: Path, text: str) -> None:
    desired = loaded(
        tmp_path,
        {"a.yaml": text, "b.md": f"---\n{text}\n---\n{text}", "c/_defaults.yaml": text, "c/d.yaml": POST},
    )
    ids = {each.post_id for each in desired.deliveries + desired.drafts}
    assert not ids & desired.bad_posts
    assert desired.post_count >= len(ids)


def test_of_endless_comments_only_so_many_are_looked_at(tmp_path: Path) -> None:
    comments = "# contentsync: ignore CS310 why\n" * 30_000
    desired = loaded(tmp_path, {"bad.yaml": f"{comments}{POST}"})
    assert len(desired.judgement.ignores) == MOST
    assert {each.first for each in desired.judgement.ignores} == {0}
