import json
from pathlib import Path

from .conftest import LAUNCH
from .conftest import Contentsync


def test_from_not_scheduled_to_published(contentsync: Contentsync, posts: Path) -> None:
    before = contentsync("status", "--sandbox")
    assert "Not scheduled yet\n  launch  Mon 1 Mar 09:00 CET" in before.out
    assert "new" not in before.out
    assert contentsync("status", "--sandbox", "--check").code == 3
    contentsync("apply", "--sandbox", "--auto-approve")
    assert "Upcoming\n  launch  " in contentsync("status", "--sandbox").out
    assert contentsync("status", "--sandbox", "--check").code == 0
    contentsync("sandbox", "clock", "--to", "2027-03-01T09:00:00Z")
    after = contentsync("status", "--sandbox")
    assert "Published\n  launch  " in after.out
    assert "      x  https://" in after.out
    assert after.out.splitlines()[0] == after.out.splitlines()[-1]


def test_a_failure_is_lost(contentsync: Contentsync, posts: Path) -> None:
    contentsync("sandbox", "settings", 'fail_platforms={"x": "the account is suspended"}')
    contentsync("apply", "--sandbox", "--auto-approve")
    contentsync("sandbox", "clock", "--to", "2027-03-01T09:00:00Z")
    shown = contentsync("status", "--sandbox", "-q")
    assert "Failed\n  launch" in shown.out
    assert "the account is suspended" in shown.out
    ran = contentsync("status", "--sandbox", "--check", "-q")
    assert ran.code == 3
    assert ran.out.startswith("! launch  Mon 1 Mar 09:00 CET (08:00 UTC, 60 min ago)  x: ")
    assert "contentsync resolve --sandbox launch --retry" in ran.out


def test_the_loss_guard_says_nothing_where_nothing_is_lost(contentsync: Contentsync, posts: Path) -> None:
    lost = contentsync("status", "--sandbox", "--check")
    assert lost.out.splitlines()[1:-1] == [
        "! launch  Mon 1 Mar 09:00 CET (08:00 UTC, in 28 days)  x: not scheduled yet → contentsync apply --sandbox",
        "1 of 1 post would be lost.",
    ]
    contentsync("apply", "--sandbox", "--auto-approve")
    assert "1 post: none would be lost." in contentsync("status", "--sandbox", "--check").out
    assert contentsync("status", "--sandbox", "--check", "-q") == (0, "", "")
    assert json.loads(contentsync("status", "--sandbox", "--check", "--json").out)["posts"][0]["is_lost"] is False


def test_a_post_whose_file_cannot_be_read_is_lost_unless_it_is_scheduled(contentsync: Contentsync, posts: Path) -> None:
    contentsync("apply", "--sandbox", "--auto-approve")
    for name in ("launch", "new"):
        (posts / f"content/{name}.yaml").write_text("publish_at: soon\nplatforms: [x]\ntext: a\n")
    ran = contentsync("status", "--sandbox", "--check", "-q")
    assert (ran.code, ran.out) == (3, "! new: its file has an error → contentsync validate\n")
    assert "  new\n      its file has an error → contentsync validate\n" in contentsync("status", "--sandbox").out


def test_one_post(contentsync: Contentsync, posts: Path) -> None:
    (posts / "content/other.yaml").write_text(LAUNCH.replace("Launch", "Other").replace("-01 ", "-09 "))
    assert "other" not in contentsync("status", "launch", "--sandbox").out
    ran = contentsync("status", "lanch", "--sandbox")
    assert (ran.code, ran.err) == (1, "error: there is no post lanch\nfix:   contentsync status launch\n")


def test_a_cancelled_post_is_no_longer_listed(contentsync: Contentsync, posts: Path) -> None:
    contentsync("apply", "--sandbox", "--auto-approve")
    (posts / "content/launch.yaml").unlink()
    contentsync("apply", "--sandbox", "--auto-approve")
    assert "No posts." in contentsync("status", "--sandbox").out


def test_json(contentsync: Contentsync, posts: Path) -> None:
    contentsync("apply", "--sandbox", "--auto-approve")
    document = json.loads(contentsync("status", "--sandbox", "--json").out)
    post = document["posts"][0]
    assert (document["sandbox"], post["address"], post["state"]) == (True, "launch", "scheduled")
    assert post["at"] == "2027-03-01T08:00:00Z"
    assert post["source"] == {"file": "content/launch.yaml", "line": 1}
    assert post["is_lost"] is False
