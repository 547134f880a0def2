"""The YAML of the docs is what contentsync reads without a problem."""

import re
from pathlib import Path

import pytest

from contentsync.content import load
from contentsync.media import MediaIndex
from contentsync.model.problem import Problem
from contentsync.settings import Flags
from contentsync.settings import load as load_settings
from tests.corpus import FILM
from tests.corpus import picture

ROOT = Path(__file__).parents[2]
BLOCK = re.compile(r"^```(yaml|markdown)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SETTINGS = "namespace: docs-k3f9xa\ndefaults: {profile: acme, timezone: Europe/Madrid}\nstate: {store: file}\n"
WHOLE = "publish_at: 2027-03-01 09:00\nplatforms: [linkedin]\ntext: Words.\n"
NEEDED = re.compile(r"^(?:publish_at|platforms|text|media):", re.MULTILINE)


def blocks(name: str) -> list[tuple[str, str]]:
    return [(kind, text) for kind, text in BLOCK.findall((ROOT / name).read_text(encoding="utf-8"))]


def files(folder: Path) -> None:
    for name in ("launch.jpg", "talk.jpg", "logos/acme.png"):
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(picture(name))
    for name in ("talk.mp4", "tall.mp4"):
        (folder / name).write_bytes(FILM.read_bytes())
    (folder / "talk.en.srt").write_text("1\n00:00:00,000 --> 00:00:04,000\nHello\n")


def file_of(kind: str, text: str) -> tuple[str, str]:
    """Where a block would stand, and with it what it leaves out because the page has said it before."""
    if kind == "markdown":
        return "post.md", text
    if "_defaults.yaml" in text:
        return "_defaults.yaml", text
    if "---" in text:
        return "post.yaml", text
    given = set(NEEDED.findall(text))
    rest = "".join(line for line in WHOLE.splitlines(True) if NEEDED.match(line)[0] not in given)  # type: ignore[index]
    return "post.yaml", text + rest


TRAPS = re.findall(
    r"^\| `([a-z_]+: [^`]+)` \|[^|]+\| `([^`]+)` \|$",
    (ROOT / "docs/writing-posts.md").read_text(encoding="utf-8"),
    re.MULTILINE,
)


def problems(name: str, whole: str, folder: Path) -> list[Problem]:
    """What is wrong with one file of posts, beside which lie the media that the docs name."""
    content = folder / "content"
    content.mkdir()
    files(content)
    (content / name).write_text(whole, encoding="utf-8")
    (folder / "contentsync.yaml").write_text(SETTINGS, encoding="utf-8")
    settings = load_settings(folder, {}, Flags())
    found = load(
        settings.root,
        settings.content,
        defaults=settings.defaults,
        media=MediaIndex(folder, folder / "cache"),
        cache=folder / "cache",
        variables={},
        x_links=False,
    )
    # Files that nothing uses are worth a warning each.
    return [problem for problem in found.problems if problem.code != "CS111"]


@pytest.mark.parametrize(
    ("kind", "text"), [each for name in ("README.md", "docs/writing-posts.md") for each in blocks(name)]
)
def test_a_block_has_no_problem(kind: str, text: str, tmp_path: Path) -> None:
    assert problems(*file_of(kind, text), tmp_path) == []


def test_there_are_traps() -> None:
    assert len(TRAPS) == 4


@pytest.mark.parametrize(("trap", "_"), TRAPS)
def test_a_trap_is_an_error(trap: str, _: str, tmp_path: Path) -> None:
    found = problems("post.yaml", f"{WHOLE.replace('text: Words.', '')}{trap}\n", tmp_path)
    assert {problem.code for problem in found} & {"CS101", "CS103", "CS104"}


@pytest.mark.parametrize(("_", "right"), TRAPS)
def test_what_to_write_instead_has_no_problem(_: str, right: str, tmp_path: Path) -> None:
    rest = WHOLE if right.startswith("first_comment") else WHOLE.replace("text: Words.", "")
    assert problems("post.yaml", f"{rest}{right}\n", tmp_path) == []


@pytest.mark.parametrize("text", [text for _, text in blocks("docs/settings.md")])
def test_settings_are_read(text: str, tmp_path: Path) -> None:
    (tmp_path / "contentsync.yaml").write_text(text, encoding="utf-8")
    assert load_settings(tmp_path, {}, Flags()).namespace
