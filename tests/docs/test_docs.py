"""Everything that can be typed, set or reported occurs in the docs."""

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import click
import pytest

from contentsync.cli.main import program
from contentsync.cli.verbs import VERBS
from contentsync.content.configuration import SETTINGS
from contentsync.content.keys import KEYS
from contentsync.content.keys import MEDIUM_KEYS
from contentsync.content.keys import PLATFORM_KEYS
from contentsync.media.kinds import SUFFIXES
from contentsync.model import errors
from contentsync.model.change import WORDS
from contentsync.model.codes import CODES

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
VARIABLES = ("UPLOAD_POST_API_KEY", "CONTENTSYNC_API_URL", "CONTENTSYNC_STATE", "NO_COLOR", "CI")


def page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def rows(text: str) -> set[str]:
    """What stands in backticks in the first cells of tables."""
    return {word for line in text.splitlines() if line.startswith("| ") for word in re.findall(r"`([^`]+)`", line)}


def commands(command: click.Command, path: str) -> Iterator[tuple[str, click.Command]]:
    yield path, command
    if isinstance(command, click.Group):
        for name, child in command.commands.items():
            yield from commands(child, f"{path} {name}")


EVERY = [each for verb in VERBS for each in commands(import_module(VERBS[verb].module).command, verb)]
FLAGS = [(path, param.opts[0]) for path, each in EVERY for param in each.params if isinstance(param, click.Option)]


@pytest.mark.parametrize("path", [path for path, _ in EVERY])
def test_every_verb(path: str) -> None:
    assert re.search(rf"`(contentsync )?{path}\b", page("commands.md"))


@pytest.mark.parametrize(("path", "flag"), FLAGS)
def test_every_flag(path: str, flag: str) -> None:
    verb = path.partition(" ")[0]
    section = re.search(rf"^### `contentsync {verb}\b.*?(?=^##|\Z)", page("commands.md"), re.MULTILINE | re.DOTALL)
    everywhere = page("commands.md").partition("## Exit codes")[0]
    sandbox = page("sandbox.md") if verb == "sandbox" else ""
    assert section is not None
    assert re.search(rf"`[^`]*{flag}\b", section[0] + everywhere + sandbox)


@pytest.mark.parametrize("param", program().params, ids=lambda param: param.opts[-1])
def test_every_global_flag(param: click.Parameter) -> None:
    assert all(f"`{name}" in page("commands.md") for name in param.opts if name.startswith("-"))


def test_no_problem_that_does_not_exist() -> None:
    assert set(re.findall(r"CS\d{3}", "".join(path.read_text(encoding="utf-8") for path in DOCS.rglob("*.md")))) <= set(
        CODES
    )


@pytest.mark.parametrize("key", list(SETTINGS))
def test_every_setting(key: str) -> None:
    found = page("settings.md")
    assert f"| `{key}` |" in found
    assert all(f"`{inner.name}`" in found for inner in SETTINGS[key].inner if key != "defaults")


@pytest.mark.parametrize("key", sorted({*KEYS, *PLATFORM_KEYS, *MEDIUM_KEYS}))
def test_every_key_of_a_post(key: str) -> None:
    assert key in rows(page("writing-posts.md"))


@pytest.mark.parametrize(
    "variable", ["UPLOAD_POST_API_KEY", "CONTENTSYNC_API_URL", "CONTENTSYNC_STATE", "NO_COLOR", "CI"]
)
def test_every_variable(variable: str) -> None:
    assert f"| `{variable}` |" in page("settings.md")
    assert f'"{variable}"' in (ROOT / "contentsync" / "settings" / "merging.py").read_text(encoding="utf-8")


def test_no_other_variable() -> None:
    source = (ROOT / "contentsync" / "settings" / "merging.py").read_text(encoding="utf-8")
    assert set(re.findall(r'environ\.get\("(\w+)"', source)) == set(VARIABLES)


@pytest.mark.parametrize("where", ["README.md", "docs/commands.md"])
def test_every_exit_code(where: str) -> None:
    codes = {value for name, value in vars(errors).items() if name.startswith("EXIT_")}
    table = (ROOT / where).read_text(encoding="utf-8").partition("## Exit codes")[2].partition("\n## ")[0]
    assert {int(code) for code in re.findall(r"^\| (\d) \|", table, re.MULTILINE)} == codes


@pytest.mark.parametrize("suffix", [suffix for kind in ("image", "video", "document") for suffix in SUFFIXES[kind]])
def test_every_kind_of_file(suffix: str) -> None:
    assert re.search(rf"\b{suffix}\b", page("writing-posts.md"))


@pytest.mark.parametrize("symbol_and_word", [pair for pair in WORDS.values() if pair[0] not in " ·"])
def test_every_word_of_a_plan(symbol_and_word: tuple[str, str]) -> None:
    assert f"`{' '.join(symbol_and_word)}`" in page("how-it-works.md")


@pytest.mark.parametrize("path", [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))], ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", path.read_text(encoding="utf-8")):
        if target.startswith("https://"):
            continue
        name, _, anchor = target.partition("#")
        linked = (path.parent / name) if name else path
        assert linked.is_file(), target
        assert not anchor or anchor in anchors(linked), target


def anchors(page: Path) -> set[str]:
    """What headings of a page can be linked to."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
