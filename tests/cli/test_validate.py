import json
from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import Contentsync


def test_no_problems(contentsync: Contentsync, posts: Path) -> None:
    assert contentsync("validate") == (0, "1 post read: no problems.\n", "")


def test_every_problem_with_its_line_and_its_fix(contentsync: Contentsync, posts: Path) -> None:
    (posts / "content/a.yaml").write_text("publish_at: 2027-03-28 02:30\nplatforms: [x]\ntxt: hello\n")
    (posts / "content/notes.txt").write_text("what is this\n")
    ran = contentsync("validate")
    assert ran.code == 1
    assert "error CS207 content/a.yaml:1:13" in ran.out
    assert "     1 | publish_at: 2027-03-28 02:30\n" in ran.out
    assert "CS201 content/a.yaml:3:1" in ran.out
    assert "warning CS111 content/notes.txt" in ran.out
    assert ran.out.endswith("errors, 1 warning.\n")
    assert "warning" not in contentsync("validate", "-q").out.partition("read:")[0]


def test_only_the_paths_that_were_asked_for(contentsync: Contentsync, posts: Path) -> None:
    (posts / "content/spring").mkdir()
    (posts / "content/a.yaml").write_text("txt: hello\n")
    (posts / "content/spring/b.yaml").write_text("txt: hello\n")
    assert contentsync("validate", "content/launch.yaml").code == 0
    ran = contentsync("validate", "content/spring")
    assert ran.code == 1
    assert "content/a.yaml" not in ran.out
    assert contentsync("validate", ".").out.count("content/a.yaml") >= 1
    assert "there is no content/c.yaml in this repository" in contentsync("validate", "content/c.yaml").err
    assert contentsync("validate", "/etc").code == 1


def test_json(contentsync: Contentsync, posts: Path) -> None:
    (posts / "content/a.yaml").write_text("platforms: [x]\ntxt: hello\n")
    ran = contentsync("validate", "--json")
    document = json.loads(ran.out)
    assert (ran.code, document["posts"]) == (1, 2)
    assert {"CS201"} <= {problem["code"] for problem in document["problems"]}
    assert document["problems"][0]["file"] == "content/a.yaml"


def big(folder: Path) -> None:
    (folder / "content/a.yaml").write_text("text: " + "x" * 2_000_000)


def bomb(folder: Path) -> None:
    levels = "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12))
    (folder / "content/a.yaml").write_text(f"a0: &a0 [x]\n{levels}")


def outside(folder: Path) -> None:
    (folder.parent / "secret.jpg").write_bytes(b"x")
    (folder / "content/a.yaml").write_text(
        "publish_at: 2027-03-01 09:00\nplatforms: [x]\ntext: a\nmedia: ../../secret.jpg\n"
    )


def linked_outside(folder: Path) -> None:
    outside(folder)
    (folder / "content/in.jpg").symlink_to(folder.parent / "secret.jpg")
    (folder / "content/a.yaml").write_text("publish_at: 2027-03-01 09:00\nplatforms: [x]\ntext: a\nmedia: in.jpg\n")


def twice(folder: Path) -> None:
    (folder / "content/a.yaml").write_text("id: launch\npublish_at: 2027-03-01 09:00\nplatforms: [x]\ntext: a\n")


def unreadable(folder: Path) -> None:
    (folder / "content/a.yaml").symlink_to(folder / "content/gone.yaml")


def not_utf_8(folder: Path) -> None:
    (folder / "content/a.yaml").write_bytes(b"text: \xff\xfe\x00")


def broken_defaults(folder: Path) -> None:
    (folder / "content/_defaults.yaml").write_text("profile: [\n")


@pytest.mark.parametrize(
    ("spoil", "code", "where"),
    [
        (big, "CS106", "content/a.yaml"),
        (bomb, "CS106", "content/a.yaml"),
        (outside, "CS402", "content/a.yaml:4"),
        (linked_outside, "CS402", "content/a.yaml:4"),
        (twice, "CS209", "content/a.yaml:1"),
        (unreadable, "CS108", "content/a.yaml"),
        (not_utf_8, "CS107", "content/a.yaml"),
        (broken_defaults, "CS1", "content/_defaults.yaml"),
    ],
)
def test_bad_input_is_one_clear_message(
    contentsync: Contentsync, posts: Path, spoil: Callable[[Path], None], code: str, where: str
) -> None:
    spoil(posts)
    ran = contentsync("validate")
    assert (ran.code, ran.err) == (1, "")
    assert f"error {code}" in ran.out
    assert where in ran.out
    assert "fix: " in ran.out
    assert len(ran.out) < 2_000


def test_a_missing_content_folder(contentsync: Contentsync, posts: Path) -> None:
    (posts / "content/launch.yaml").unlink()
    (posts / "content").rmdir()
    ran = contentsync("validate")
    assert ran.code == 1
    assert ran.err.startswith("error: there is no folder content\nfix:   Make it: mkdir content")


def test_no_settings(contentsync: Contentsync, folder: Path) -> None:
    ran = contentsync("validate")
    assert ran.code == 1
    assert "there is no contentsync.yaml" in ran.err
    assert "contentsync init" in ran.err


def test_broken_settings_stand_with_their_lines(contentsync: Contentsync, posts: Path) -> None:
    (posts / "contentsync.yaml").write_text("namespace: acme-abc234\napi_key: k\ndrfit: keep\n")
    ran = contentsync("validate")
    assert ran.code == 1
    assert "contentsync.yaml:2:1" in ran.err
    assert "     2 | api_key: k\n" in ran.err
    assert "UPLOAD_POST_API_KEY" in ran.err


def test_what_is_wrong_between_posts(contentsync: Contentsync, posts: Path) -> None:
    with (posts / "contentsync.yaml").open("a") as settings:
        settings.write("rules: {spacing: 1h, quiet_hours: 22:00-09:30}\n")
    (posts / "content/next.yaml").write_text(
        "text: Launch day on Monday\nplatforms: [x]\n"
        "# contentsync: ignore CS333 people wait for it\npublish_at: 2027-03-01 09:20\n"
    )
    ran = contentsync("validate")
    assert ran.code == 0
    assert "warning CS330 content/next.yaml:1  " in ran.out
    assert "the same text as content/launch.yaml:1, which goes out 20 minutes earlier, on x of acme" in ran.out
    assert "warning CS332 content/next.yaml:4:13  " in ran.out
    assert "warning CS333 content/launch.yaml:1:13  " in ran.out
    assert ran.out.count("warning CS") == 3
    planned = contentsync("plan", "--sandbox").out
    assert ("CS332" in planned, planned.count("CS333"), "CS330" in planned) == (True, 1, False)
    assert "the same text stands at post launch" in planned
