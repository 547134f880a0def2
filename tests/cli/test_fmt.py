"""`contentsync fmt` on real files, from the command line."""

import json
from pathlib import Path

import pytest

from contentsync import formatter
from contentsync.content.formatting import Form

from .conftest import Contentsync

UGLY = "platforms:   [x]\r\npublish_at: 2027-03-01T09:00:00 # early\r\ntext: Launch day\x20\x20\r\n"
RIGHT = "publish_at: 2027-03-01 09:00 # early\nplatforms: [x]\ntext: Launch day\n"
SETTINGS = "state: {store: file}\ndefaults:\n    profile: acme\n    timezone: Europe/Madrid\nnamespace: acme-abc234\n"


@pytest.fixture
def ugly(posts: Path) -> Path:
    """Beside a post that is as it should be: another one, settings and defaults that are not."""
    (posts / "content/ugly.yaml").write_bytes(UGLY.encode())
    (posts / "content/_defaults.yaml").write_text("variables:\n     a:  b\n")
    (posts / "contentsync.yaml").write_text(SETTINGS)
    return posts


def test_files_are_formatted_once(contentsync: Contentsync, ugly: Path) -> None:
    ran = contentsync("fmt")
    files = ("contentsync.yaml", "content/_defaults.yaml", "content/ugly.yaml")
    assert ran == (0, "".join(f"formatted {file}\n" for file in files) + "3 of 4 files formatted.\n", "")
    assert (ugly / "content/ugly.yaml").read_bytes() == RIGHT.encode()
    assert (ugly / "content/_defaults.yaml").read_text() == "variables:\n  a: b\n"
    assert (ugly / "contentsync.yaml").read_text() == (
        "namespace: acme-abc234\ndefaults:\n  profile: acme\n  timezone: Europe/Madrid\nstate: {store: file}\n"
    )
    assert contentsync("fmt").out == "0 of 4 files formatted.\n"
    assert contentsync("fmt", "--check") == (0, "0 of 4 files would change.\n", "")


def test_check_writes_nothing(contentsync: Contentsync, ugly: Path) -> None:
    ran = contentsync("fmt", "--check", "content/ugly.yaml")
    assert ran == (1, "would change content/ugly.yaml\n1 of 1 file would change.\n", "")
    assert contentsync("fmt", "--check", "-q", "content").out.splitlines() == [
        "would change content/_defaults.yaml",
        "would change content/ugly.yaml",
    ]
    assert (ugly / "content/ugly.yaml").read_bytes() == UGLY.encode()


def test_diff_shows_what_nobody_sees(contentsync: Contentsync, ugly: Path) -> None:
    ran = contentsync("fmt", "--diff", "content/ugly.yaml")
    assert ran.code == 0
    assert ran.out.splitlines() == [
        "--- a/content/ugly.yaml",
        "+++ b/content/ugly.yaml",
        "@@ -1,3 +1,3 @@",
        "-platforms:   [x]\\x0d",
        "-publish_at: 2027-03-01T09:00:00 # early\\x0d",
        "-text: Launch day  \\x0d",
        *(f"+{line}" for line in RIGHT.splitlines()),
    ]
    assert contentsync("fmt", "--diff", "--check", "content/ugly.yaml").code == 1
    assert (ugly / "content/ugly.yaml").read_bytes() == UGLY.encode()


def test_files_with_errors_are_left_alone_and_named(contentsync: Contentsync, ugly: Path) -> None:
    (ugly / "content/bad.yaml").write_text("text:   a\nplatfroms: [x]\n")
    ran = contentsync("fmt")
    assert ran.code == 1
    assert "left alone: content/bad.yaml: it has an error" in ran.out
    assert (ugly / "content/ugly.yaml").read_bytes() == RIGHT.encode()
    assert contentsync("fmt", "content/ugly.yaml").code == 0


def test_posts_below_broken_defaults_and_links_are_left_alone(contentsync: Contentsync, ugly: Path) -> None:
    (ugly / "content/sub").mkdir()
    (ugly / "content/sub/_defaults.yaml").write_text("profile: [\n")
    (ugly / "content/sub/a.yaml").write_bytes(UGLY.encode())
    (ugly / "content/link.yaml").symlink_to("ugly.yaml")
    document = json.loads(contentsync("fmt", "--json").out)
    assert document == {
        "changed": ["contentsync.yaml", "content/_defaults.yaml", "content/ugly.yaml"],
        "written": True,
        "left": {
            "content/link.yaml": "it is a link",
            "content/sub/_defaults.yaml": "it has an error",
            "content/sub/a.yaml": "it inherits from a file with an error",
        },
    }
    assert (ugly / "content/link.yaml").is_symlink()
    assert (ugly / "content/sub/a.yaml").read_bytes() == UGLY.encode()


@pytest.mark.parametrize("file", ["content/ugly.yaml", "content/_defaults.yaml", "contentsync.yaml"])
def test_a_bug_that_changes_the_meaning_writes_nothing(
    contentsync: Contentsync, ugly: Path, monkeypatch: pytest.MonkeyPatch, file: str
) -> None:
    real, before = formatter.formatted, (ugly / file).read_bytes()

    def wrong(raw: bytes, form: Form) -> bytes:
        if raw != before:
            return real(raw, form)
        return raw.replace(b"Launch", b"Lunch").replace(b"a:  b", b"a:  c").replace(b"Madrid", b"Berlin")

    monkeypatch.setattr(formatter, "formatted", wrong)
    ran = contentsync("fmt")
    assert ran.code == 1
    assert f"left alone: {file}: formatting it would change what it means, which is a bug" in ran.out
    assert ran.out.count("formatted ") == 2
    assert (ugly / file).read_bytes() == before


def test_a_file_that_is_no_post_is_no_business_of_it(contentsync: Contentsync, ugly: Path) -> None:
    (ugly / "README.md").write_text("a  \n")
    assert contentsync("fmt", "README.md") == (0, "0 of 0 files formatted.\n", "")
    assert "there is no gone.yaml in this repository" in contentsync("fmt", "gone.yaml").err


def test_what_we_write_ourselves_is_formatted(contentsync: Contentsync, folder: Path) -> None:
    assert contentsync("init").code == 0
    assert contentsync("new", "spring/sale", "--profile", "press").code == 0
    assert contentsync("new", "notes", "--markdown").code == 0
    assert contentsync("fmt", "--check") == (0, "0 of 4 files would change.\n", "")


def test_a_plan_after_it_shows_nothing(contentsync: Contentsync, ugly: Path) -> None:
    assert contentsync("apply", "--sandbox", "--auto-approve").code == 0
    assert contentsync("fmt").out.endswith("3 of 4 files formatted.\n")
    assert contentsync("plan", "--sandbox", "--detailed-exitcode").code == 0
