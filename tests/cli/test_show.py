import json
from pathlib import Path

from tests.corpus import picture

from .conftest import LAUNCH
from .conftest import Contentsync


def test_every_value_with_its_file_and_line(contentsync: Contentsync, posts: Path) -> None:
    (posts / "content/spring").mkdir()
    (posts / "content/spring/_defaults.yaml").write_text(
        "profile: press\nplatforms:\n  x:\n    reply_settings: following\n"
    )
    (posts / "content/spring/sale.yaml").write_text(
        "publish_at: 2027-03-01 09:00\nplatforms: [x]\ntext: |\n  One\n  Two\nlabels: [a, b]\n"
    )
    ran = contentsync("show", "spring/sale")
    assert (ran.code, ran.err) == (0, "")
    lines = [" ".join(line.split()) for line in ran.out.splitlines()]
    assert "profile press content/spring/_defaults.yaml:1" in lines
    assert "platforms.x.reply_settings following content/spring/_defaults.yaml:4" in lines
    assert "timezone Europe/Madrid contentsync.yaml:2" in lines
    assert "publish_at 2027-03-01 09:00 content/spring/sale.yaml:1" in lines
    assert "text One content/spring/sale.yaml:3" in lines
    assert "Two" in lines
    assert "labels a, b content/spring/sale.yaml:6" in lines
    assert "POST upload_text" in lines
    assert "title = One⏎Two" in lines
    assert "reply_settings = following" in lines


def test_markdown_files_and_media(contentsync: Contentsync, posts: Path) -> None:
    (posts / "content/a.jpg").write_bytes(picture("a.jpg", (200, 200)))
    (posts / "content/note.md").write_text(
        "---\npublish_at: 2027-03-01 09:00\nplatforms: [x, linkedin]\nmedia: [{src: a.jpg, alt: A thing}]\n---\nHello\n"
    )
    out = contentsync("show", "note").out
    assert "content/note.md:6" in out
    assert "POST upload_photos" in out
    assert "content/a.jpg (image/jpeg, 1 KB, sha256 " in out
    document = json.loads(contentsync("show", "note", "--json").out)
    assert document["deliveries"][0]["endpoint"] == "upload_photos"
    assert document["deliveries"][0]["files"][0]["path"] == "content/a.jpg"
    assert {"name": "text", "value": "Hello", "source": {"file": "content/note.md", "line": 6}} in document["values"]


def test_a_draft_and_a_post_for_the_next_apply(contentsync: Contentsync, posts: Path) -> None:
    (posts / "content/launch.yaml").write_text("publish_at: on-merge\nplatforms: [x]\ntext: Hi\ndraft: true\n")
    out = contentsync("show", "launch").out
    assert "launch  when it is first applied  x  (a draft: never sent)\n" in out
    assert json.loads(contentsync("show", "launch", "--json").out)["deliveries"][0]["scheduled_at"] is None


def test_a_post_with_an_error(contentsync: Contentsync, posts: Path) -> None:
    (posts / "content/bad.yaml").write_text("publish_at: soon\nplatforms: [x]\ntext: a\n")
    ran = contentsync("show", "bad")
    assert ran.code == 1
    assert "CS204" in ran.err
    assert "error: bad has an error\nfix:   contentsync validate shows all of them\n" in ran.err


def test_a_post_that_is_not_there(contentsync: Contentsync, posts: Path) -> None:
    assert contentsync("show", "lunch").err == "error: there is no post lunch\nfix:   contentsync show launch\n"


def test_one_of_several_in_a_file(contentsync: Contentsync, posts: Path) -> None:
    first, second = (LAUNCH.replace("text", f"id: {name}\ntext") for name in ("one", "two"))
    (posts / "content/launch.yaml").write_text(f"---\n{first}---\n{second}")
    out = contentsync("show", "two").out
    assert "content/launch.yaml:8" in out
