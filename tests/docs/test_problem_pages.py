"""docs/problems/: a page for every code, whose example raises that problem, and no other, and whose mended one none.

A block of a page is a file: its first line says which, as in ```yaml content/launch.yaml. Media that are named in it
are there, made like those of the other tests, unless `SPOILT` or `MENDED` has something special for them.
"""

import re
import shutil
import subprocess
from collections.abc import Callable
from collections.abc import Mapping
from functools import partial
from pathlib import Path

import pytest
from msgspec.structs import replace

from contentsync.model.codes import CODES
from contentsync.model.delivery import Desired
from contentsync.model.problem import Severity
from contentsync.settings import Flags
from contentsync.settings import load
from contentsync.workspace import open_workspace
from tests.corpus import FILM
from tests.corpus import jpeg_bomb
from tests.corpus import medium
from tests.corpus import pdf
from tests.corpus import picture

ROOT = Path(__file__).parents[2]
PAGES = ROOT / "docs" / "problems"
SECTIONS = ("What it means", "Why it is there", "An example", "Mended", "When it is right as it is")
BLOCK = re.compile(r"^(?P<fence>```+)\w+ (?P<path>\S+)\n(?P<text>.*?)^(?P=fence)$", re.MULTILINE | re.DOTALL)
MEDIA = re.compile(r"[\w./]*\w\.(?:jpg|png|bmp|mp4|pdf)\b")
SETTINGS = "namespace: acme-social-k3f9xa\ndefaults: {profile: acme, timezone: Europe/Madrid}\n"
# What only a server can tell; the pages of these are read by people alone.
OFFLINE = [code for code in CODES if code < "CS500"]
LOWERED = [code for code in OFFLINE if CODES[code].may_be_lowered]
# An ignored problem is there all the same while its comment gives no reason.
ALONGSIDE = {"CS113": {"CS310"}}


def missing_target(content: Path) -> None:
    (content / "launch.yaml").symlink_to("gone.yaml")


def latin(content: Path) -> None:
    path = content / "launch.yaml"
    path.write_bytes(path.read_text(encoding="utf-8").encode("latin-1"))


def film(*arguments: str) -> Callable[[Path], object]:
    """The film of the examples, made anew by Debian's ffmpeg."""

    def make(content: Path) -> None:
        if shutil.which("ffmpeg") is None:
            pytest.skip("needs ffmpeg: apt-get install -y ffmpeg")
        command = ["ffmpeg", "-v", "error", "-y", "-i", FILM, *arguments, content / "door.mp4"]
        subprocess.run(command, check=True, timeout=100)

    return make


def written(name: str, data: bytes, content: Path) -> None:
    (content / name).write_bytes(data)


Prepared = Mapping[str, Callable[[Path], object]]
SPOILT: Prepared = {
    "CS107": latin,
    "CS108": missing_target,
    "CS401": lambda content: [(content / "dor.jpg").unlink(), written("door.jpg", picture("door.jpg"), content)],
    "CS403": partial(written, "door.zip", b"PK\x03\x04"),
    "CS405": lambda content: (content / "doors").mkdir(),
    "CS410": partial(written, "door.jpg", b""),
    "CS411": partial(written, "door.png", b"<svg xmlns='http://www.w3.org/2000/svg'></svg>"),
    "CS412": partial(written, "door.jpg", picture("door.jpg")[:2000]),
    "CS413": partial(written, "door.jpg", jpeg_bomb()),
    "CS414": film("-vn", "-c:a", "copy"),
    "CS423": partial(written, "door.jpg", picture("door.jpg") + bytes(1_200_000)),
    "CS424": partial(written, "door.jpg", picture("door.jpg", (300, 450))),
    "CS425": partial(written, "door.jpg", picture("door.jpg", (1200, 400))),
    "CS426": film("-t", "1"),
    "CS427": film("-r", "12"),
    "CS428": partial(written, "door.pdf", pdf(301)),
}
MENDED: Prepared = {
    "CS424": partial(written, "door.jpg", picture("door.jpg", (1080, 1620))),
    "CS425": partial(written, "door.jpg", picture("door.jpg", (1080, 1080))),
}


def page(code: str) -> str:
    return (PAGES / f"{code}.md").read_text(encoding="utf-8")


def section(code: str, title: str) -> str:
    found = re.search(rf"^## {title}\n(.*?)(?=^## |\Z)", page(code), re.MULTILINE | re.DOTALL)
    assert found, f"docs/problems/{code}.md has no section `## {title}`"
    return found[1].strip()


def read(folder: Path, code: str, title: str, prepare: Callable[[Path], object] | None) -> Desired:
    """What a section's files say, in a repository of their own. Media that nothing uses are nothing to speak of."""
    content = folder / "content"
    content.mkdir()
    (folder / "contentsync.yaml").write_text(SETTINGS, encoding="utf-8")
    for block in BLOCK.finditer(section(code, title)):
        path = folder / block["path"]
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_text(block["text"], encoding="utf-8")
        for name in MEDIA.findall(block["text"]):
            if not name.startswith((".", "/")) and "example.com" not in name:
                (content / name).write_bytes(medium(name) or b"")
    if prepare:
        prepare(content)
    with open_workspace(load(folder, {}, Flags())) as workspace:
        found = workspace.checked()
    return replace(found, problems=tuple(each for each in found.problems if each.code != "CS111" or code == "CS111"))


def test_every_code_has_a_page_and_every_page_a_code() -> None:
    pages = {path.stem for path in PAGES.iterdir()}
    lacking = [f"docs/problems/{code}.md" for code in CODES if code not in pages]
    assert lacking == [], f"write {lacking} like docs/problems/CS310.md"
    assert sorted(pages - set(CODES)) == []


@pytest.mark.parametrize("code", CODES)
def test_a_page_says_all_that_it_has_to(code: str) -> None:
    assert page(code).startswith(f"# {code}: {CODES[code].name}\n")
    assert all(len(section(code, title).split()) > 3 for title in SECTIONS)
    assert f"[{code}](problems/{code}.md)" in (ROOT / "docs" / "problems.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("code", CODES)
def test_a_page_says_how_to_end_it_where_that_is_possible(code: str) -> None:
    last = section(code, "When it is right as it is")
    assert ("problems: {" in last) == CODES[code].may_be_lowered


@pytest.mark.parametrize("code", OFFLINE)
def test_the_example_raises_that_problem_and_no_other(code: str, tmp_path: Path) -> None:
    found = read(tmp_path, code, "An example", SPOILT.get(code))
    assert {each.code for each in found.problems} == {code} | ALONGSIDE.get(code, set()), found.problems
    # Nothing is lost without a word, and nothing is kept back for a warning.
    is_bad = any(each.severity is Severity.ERROR for each in found.problems)
    assert is_bad == bool(found.bad_posts or found.bad_files)
    assert found.deliveries or is_bad


@pytest.mark.parametrize("code", OFFLINE)
def test_the_mended_example_raises_none(code: str, tmp_path: Path) -> None:
    found = read(tmp_path, code, "Mended", MENDED.get(code))
    assert found.problems == ()
    assert found.deliveries or found.drafts


@pytest.mark.parametrize("code", LOWERED)
def test_the_example_that_is_left_as_it_is_raises_none(code: str, tmp_path: Path) -> None:
    found = read(tmp_path, code, "When it is right as it is", SPOILT.get(code))
    assert found.problems == ()
    assert found.deliveries
    assert not found.bad_posts
