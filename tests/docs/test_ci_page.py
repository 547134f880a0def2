"""What a workflow can say to `contentsync ci`, and what it hears back, stands on its page."""

import re
from pathlib import Path

import click
import pytest

from contentsync.ci.labels import LABELS
from contentsync.ci.outputs import OUTPUTS
from contentsync.cli.ci import command

from .test_docs import ROOT
from .test_docs import page
from .test_docs import rows

SOURCES = [*(ROOT / "contentsync" / "ci").glob("*.py"), *(ROOT / "contentsync" / "cli").glob("ci*.py")]


def variables(path: Path) -> set[str]:
    return set(re.findall(r'environ\.get\("(\w+)"', path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("name", sorted(set().union(*map(variables, SOURCES))))
def test_every_variable(name: str) -> None:
    assert name in rows(page("ci.md"))


@pytest.mark.parametrize("name", OUTPUTS)
def test_every_output(name: str) -> None:
    assert name in rows(page("ci.md"))


@pytest.mark.parametrize("name", LABELS)
def test_every_label(name: str) -> None:
    assert f"`{name}`" in page("ci.md")


@pytest.mark.parametrize(
    "flag",
    sorted(
        {
            param.opts[0]
            for each in command.commands.values()
            for param in each.params
            if isinstance(param, click.Option)
        }
    ),
)
def test_every_option(flag: str) -> None:
    assert any(word.partition(" ")[0] == flag for word in rows(page("ci.md")) | GLOBAL)


GLOBAL = {"-C", "--sandbox", "--json", "-q", "--quiet", "--no-color", "-v", "--verbose", "--version"}
