"""What an editor makes of the schemas: the real yaml-language-server, on files that name their schema themselves."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from contentsync.content.configuration import SETTINGS
from contentsync.content.keys import DEFAULTS
from contentsync.content.keys import KEYS
from contentsync.content.keys import MEDIUM_KEYS
from contentsync.content.keys import PLATFORM_KEYS
from contentsync.platforms import PLATFORMS

from .language_server import ROOT
from .language_server import LanguageServer
from .language_server import language_server

EXAMPLES = ROOT / "examples"
CONTENT = EXAMPLES / "content"
FILES = [EXAMPLES / "contentsync.yaml", *sorted(CONTENT.rglob("*.yaml"))]
POST, DEFAULT, SETTING = (
    (CONTENT / "probe.yaml", "# yaml-language-server: $schema=../../schemas/post.schema.json\n"),
    (CONTENT / "_defaults.yaml", "# yaml-language-server: $schema=../../schemas/defaults.schema.json\n"),
    (EXAMPLES / "contentsync.yaml", "# yaml-language-server: $schema=../schemas/settings.schema.json\n"),
)
Kind = tuple[Path, str]


@pytest.fixture(scope="module")
def server() -> Iterator[LanguageServer]:
    with language_server() as running:
        yield running


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(EXAMPLES).as_posix())
def test_the_examples_have_no_problem(server: LanguageServer, path: Path) -> None:
    assert server.problems(path, path.read_text(encoding="utf-8")) == []


def offered(server: LanguageServer, kind: Kind, text: str) -> dict[str, str]:
    """What is offered where a text ends."""
    path, head = kind
    line = text.count("\n") + 1
    return server.completions(path, f"{head}{text}\n", line, len(text.rpartition("\n")[2]))


@pytest.mark.parametrize(
    ("kind", "keys"), [(POST, KEYS), (DEFAULT, DEFAULTS), (SETTING, SETTINGS)], ids=["post", "defaults", "settings"]
)
def test_every_key_is_offered_and_explained(server: LanguageServer, kind: Kind, keys: dict[str, object]) -> None:
    found = offered(server, kind, "")
    # A piece with all that settings have to have, under the title of their schema.
    found.pop("Settings of contentsync", "")
    assert found.keys() == keys.keys()
    assert all(found.values())


def test_what_stands_there_is_not_offered_again(server: LanguageServer) -> None:
    found = offered(server, POST, "id: a\ntext: b\n")
    assert found.keys() == KEYS.keys() - {"id", "text"}


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (POST, "platforms:\n  tiktok:\n    "),
        (POST, "- id: a\n  platforms:\n    tiktok:\n      "),
        (DEFAULT, "platforms:\n  tiktok:\n    "),
        (SETTING, "defaults:\n  platforms:\n    tiktok:\n      "),
    ],
    ids=["post", "one of a list", "defaults", "settings"],
)
def test_the_keys_of_a_network(server: LanguageServer, kind: Kind, text: str) -> None:
    found = offered(server, kind, text)
    assert found.keys() == PLATFORM_KEYS.keys() | {option.name for option in PLATFORMS["tiktok"].options}
    assert all(found.values())


@pytest.mark.parametrize("text", ["platforms:\n  ", "platforms: [", "platforms:\n  - "])
def test_the_networks(server: LanguageServer, text: str) -> None:
    closing = "]" if text.endswith("[") else ""
    path, head = POST
    line, column = text.count("\n") + 1, len(text.rpartition("\n")[2])
    assert server.completions(path, f"{head}{text}{closing}\n", line, column).keys() == PLATFORMS.keys()


def test_the_words_that_an_option_takes(server: LanguageServer) -> None:
    (level,) = [option for option in PLATFORMS["tiktok"].options if option.name == "privacy_level"]
    assert offered(server, POST, "platforms:\n  tiktok:\n    privacy_level: ").keys() == {*level.choices, "null"}
    assert offered(server, POST, "draft: ").keys() == {"true", "false", "null"}
    assert offered(server, SETTING, "drift: ").keys() == {*SETTINGS["drift"].choices, "null"}


def test_the_parts_of_a_medium(server: LanguageServer) -> None:
    assert offered(server, POST, "media:\n  - src: a.jpg\n    ").keys() == MEDIUM_KEYS.keys() - {"src"}


@pytest.mark.parametrize(
    ("kind", "text", "about"),
    [
        (POST, "publish_at: 2027-03-01 09:00", KEYS["publish_at"].about),
        (POST, "profile: acme", KEYS["profile"].about),
        (POST, "platforms:\n  tiktok:\n    text: a", PLATFORM_KEYS["text"].about),
        (POST, "platforms:\n  tiktok:\n    privacy_level: SELF_ONLY", "Who sees it."),
        (POST, "platforms:\n  tiktok:\n    disable_duet: true", "Nobody can make a duet. (video)"),
        (POST, "media:\n  - src: a.jpg\n    alt: b", MEDIUM_KEYS["alt"].about),
        (DEFAULT, "labels: [a]", KEYS["labels"].about),
        (SETTING, "late: 1h", SETTINGS["late"].about),
    ],
)
def test_what_a_key_is_for(server: LanguageServer, kind: Kind, text: str, about: str) -> None:
    path, head = kind
    last = text.rpartition("\n")[2]
    shown = server.hover(path, head + text, text.count("\n") + 1, len(last) - len(last.lstrip()) + 1)
    assert about in shown.replace("\\", "")
    assert "||" not in shown, "editors show several schemas one after the other"


@pytest.mark.parametrize(
    ("kind", "text", "line", "said"),
    [
        (POST, "id: a\nplatforms:\n  tiktok:\n    privacy_level: NOBODY", 4, '"SELF_ONLY"'),
        (POST, "id: a\nplatforms:\n  tiktok:\n    privcy_level: SELF_ONLY", 4, "privcy_level is not allowed"),
        (POST, "id: a\nplatforms:\n  tiktok: {disable_duet: often}", 3, "boolean"),
        (POST, "id: a\nplatfroms: [x]", 2, "platfroms is not allowed"),
        (POST, "id: a\nplatforms: [x, facebok]", 2, '"facebook"'),
        (POST, "id: a\nmedia:\n  - alt: a", 3, '"src"'),
        (POST, "- id: a\n  draft: maybe", 2, "boolean"),
        (DEFAULT, "labels: [a]\nid: a", 2, "id is not allowed"),
        (SETTING, "namespace: abc\ndrift: maybe", 2, '"revert"'),
    ],
)
def test_what_is_wrong_at_its_line(server: LanguageServer, kind: Kind, text: str, line: int, said: str) -> None:
    path, head = kind
    ((at, message),) = server.problems(path, head + text)
    assert at == line
    assert said in message
