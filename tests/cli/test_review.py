import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from icalendar import Calendar
from PIL import Image

from contentsync.cli.formats import FORMATS

from .conftest import LAUNCH
from .conftest import Contentsync
from .test_branch import git


def test_what_is_coming(contentsync: Contentsync, posts: Path) -> None:
    ran = contentsync("review", "--sandbox")
    assert ran.code == 0
    assert "\nMarch 2027\n" in ran.out
    assert "Mon 1 Mar\n  09:00 + launch  x  (new)  Launch day on Monday\n" in ran.out
    assert "Plan: 1 to schedule." in ran.out


def test_a_narrow_terminal(contentsync: Contentsync, posts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    ran = contentsync("review", "--sandbox")
    assert "March 2027" not in ran.out
    assert "Mon 1 Mar\n  09:00 + launch" in ran.out


def test_into_a_file(contentsync: Contentsync, posts: Path) -> None:
    ran = contentsync("review", "--sandbox", "--offline", "--out", "review.txt")
    assert ran.out == "Wrote review.txt\n"
    assert "launch  x  (new)" in (posts / "review.txt").read_text()


@pytest.mark.parametrize(
    ("file", "begins"),
    [
        ("a.html", "<!doctype html>"),
        ("a.txt", "OFFLINE: "),
        ("a.md", "# acme-abc234\n"),
        ("a.MARKDOWN", "# acme-abc234\n"),
        ("a.csv", "what,utc,"),
        ("a.ics", "BEGIN:VCALENDAR\r\n"),
        ("a.unknown", "OFFLINE: "),
    ],
)
def test_a_name_says_the_format(contentsync: Contentsync, posts: Path, file: str, begins: str) -> None:
    assert contentsync("review", "--sandbox", "--offline", "--out", file).code == 0
    assert (posts / file).read_bytes().decode().startswith(begins)


def test_a_format_wins_over_a_name(contentsync: Contentsync, posts: Path) -> None:
    contentsync("review", "--sandbox", "--format", "csv", "--out", "a.md")
    (line,) = csv.DictReader((posts / "a.md").read_text().splitlines())
    assert line["address"] == "launch"


def test_a_calendar_over_its_revisions(contentsync: Contentsync, posts: Path) -> None:
    """New, applied, moved, cancelled, and cancelled before: read back as one event that each time is a later one."""
    file = posts / "content" / "launch.yaml"

    def event() -> tuple[str, int, str, str]:
        assert contentsync("review", "--sandbox", "--out", "a.ics").code == 0
        assert contentsync("sandbox", "clock", "--advance", "PT1M").code == 0
        (found,) = Calendar.from_ical((posts / "a.ics").read_bytes()).events
        return found["UID"], found["SEQUENCE"], found["STATUS"], f"{found.start:%d %H:%M}"

    def apply() -> None:
        assert contentsync("apply", "--sandbox", "--auto-approve").code == 0

    seen = [event()]
    apply()
    seen.append(event())
    file.write_text(LAUNCH.replace("2027-03-01 09:00", "2027-03-02 10:00"))
    seen.append(event())
    apply()
    file.unlink()
    seen.append(event())
    apply()
    seen.append(event())
    assert len({uid for uid, *_ in seen}) == 1
    numbers = [number for _, number, *_ in seen]
    assert numbers == sorted(set(numbers))
    assert [status for _, _, status, _ in seen] == ["CONFIRMED"] * 3 + ["CANCELLED"] * 2
    assert [start for *_, start in seen] == ["01 08:00"] * 2 + ["02 09:00"] * 3
    assert contentsync("review", "--sandbox", "--format", "csv").out.count("\n") == 1


def test_a_cancelled_post_with_its_picture(contentsync: Contentsync, posts: Path) -> None:
    """Both are only in the base any more."""
    content = posts / "content"
    Image.new("RGB", (90, 60), "red").save(content / "red.jpg")
    (content / "photo.yaml").write_text("publish_at: 2027-03-02 09:00\nplatforms: [x]\ntext: A photo\nmedia: red.jpg\n")
    for words in (("add", "content", "contentsync.yaml"), ("commit", "-q", "-m", "Posts")):
        git(posts, *words)
    assert contentsync("apply", "--sandbox", "--auto-approve").code == 0
    for name in ("photo.yaml", "red.jpg"):
        (content / name).unlink()
    for words, pictures in (((), 0), (("--base", "HEAD"), 1)):
        assert contentsync("review", "--sandbox", "--out", "a.html", *words).code == 0
        page = (posts / "a.html").read_text()
        assert "A photo" in page
        assert page.count('href="data:image/') == page.count("will not go out") == pictures


def test_json_is_that_of_the_plan(contentsync: Contentsync, posts: Path) -> None:
    review = json.loads(contentsync("review", "--sandbox", "--json").out)
    assert review["changes"] == json.loads(contentsync("plan", "--sandbox", "--json").out)["changes"]


def test_exit_codes_are_those_of_the_plan(contentsync: Contentsync, posts: Path) -> None:
    (posts / "content" / "bad.yaml").write_text("publish_at: never\nplatforms: [x]\ntext: Words\n")
    ran = contentsync("review", "--sandbox", "--out", "a.md")
    assert ran.code == 1
    assert "## Errors\n" in (posts / "a.md").read_text()


def test_without_a_post(contentsync: Contentsync, posts: Path) -> None:
    (posts / "content" / "launch.yaml").unlink()
    for name in FORMATS:
        assert contentsync("review", "--sandbox", "--format", name).code == 0
    assert contentsync("review", "--sandbox").out.splitlines()[1:3] == [
        "Nothing is coming: contentsync new writes a post.",
        "",
    ]


def test_narrowed_to_a_profile(contentsync: Contentsync, posts: Path) -> None:
    """Neither the drafts nor what others scheduled there of any other one."""
    (posts / "content" / "idea.yaml").write_text(LAUNCH.replace("text: ", "draft: true\ntext: An idea, "))
    (posts / "content" / "press.yaml").write_text(LAUNCH.replace("text: ", "profile: press\ntext: Press, "))
    assert {line["address"] for line in sheet(contentsync)} == {"launch", "idea", "press"}
    assert [line["address"] for line in sheet(contentsync, "--profile", "press")] == ["press"]
    assert [line["address"] for line in sheet(contentsync, "--target", "idea")] == ["idea"]


def sheet(contentsync: Contentsync, *words: str) -> list[dict[str, str]]:
    return list(csv.DictReader(contentsync("review", "--sandbox", "--format", "csv", *words).out.splitlines()))


def test_narrowed_to_nothing(contentsync: Contentsync, posts: Path) -> None:
    ran = contentsync("review", "--sandbox", "--target", "lanch")
    assert ran.code == 1
    assert "--target launch" in ran.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--format", "pdf"), "'pdf' is not one of '"),
        (("--out", "nowhere/a.md"), "there is no folder nowhere\nfix:   mkdir -p nowhere, or name another file\n"),
        (("--out", "content"), "content is a folder\nfix:   name a file in it, such as content/review.md\n"),
    ],
)
def test_misuse_is_answered_before_anything_is_read(
    contentsync: Contentsync, posts: Path, words: tuple[str, ...], said: str
) -> None:
    ran = contentsync("review", "--sandbox", *words)
    assert ran.code == 1
    assert said in ran.err
    assert not (posts / ".contentsync").exists()


def test_a_page_is_not_for_terminals(contentsync: Contentsync, posts: Path, person: Callable[[str], None]) -> None:
    assert contentsync("review", "--sandbox", "--format", "html").out.startswith("<!doctype html>")
    person("")
    ran = contentsync("review", "--sandbox", "--format", "html")
    assert (ran.code, ran.out) == (1, "")
    assert "--out review.html, or --serve" in ran.err


def test_an_unknown_base(contentsync: Contentsync, posts: Path) -> None:
    ran = contentsync("review", "--sandbox", "--base", "nowhere")
    assert ran.code == 1
    assert "nowhere" in ran.err


def test_no_folder_of_posts(contentsync: Contentsync, posts: Path) -> None:
    (posts / "content" / "launch.yaml").unlink()
    (posts / "content").rmdir()
    for words in ((), ("--serve", "--port", "0")):
        ran = contentsync("review", "--sandbox", *words)
        assert ran.code == 1
        assert "there is no folder content" in ran.err
        assert "mkdir content" in ran.err
