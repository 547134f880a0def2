"""Believable posts for every network: nothing is said against any of them, and the sandbox publishes each."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from contentsync.content import load
from contentsync.media import MediaIndex
from contentsync.model.delivery import Desired
from contentsync.model.houserules import NO_RULES
from contentsync.platforms import PLATFORMS
from contentsync.rules.across import across_files
from contentsync.settings import Flags
from contentsync.settings import load as load_settings
from tests.corpus.repository import write

PROGRAM = Path(sys.executable).with_name("contentsync")
OPEN = {name: platform for name, platform in PLATFORMS.items() if not platform.unavailable}
"""Of a network that takes no posts at the moment every post is warned, and rightly."""

WARNED = {("x", "first_comment_media")}
"""Options whose use is always warned of."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("corpus"))


@pytest.fixture(scope="module")
def desired(folder: Path) -> Desired:
    settings = load_settings(folder, {}, Flags(sandbox=True))
    return load(
        settings.root,
        settings.content,
        defaults=settings.defaults,
        media=MediaIndex(settings.root, None),
        cache=None,
        variables=settings.variables,
        x_links=settings.x_links,
        x_premium=settings.x_premium,
    )


def test_nothing_is_said_against_it(desired: Desired) -> None:
    assert desired.problems == ()
    assert across_files(desired.deliveries, NO_RULES) == ()
    assert desired.post_count >= 60


def test_has_every_kind_of_post_of_every_network(desired: Desired) -> None:
    there = {(name, each.post_type) for each in desired.deliveries for name in each.platforms}
    assert there == {(name, kind) for name, platform in OPEN.items() for kind in platform.post_types}


def test_has_every_option(desired: Desired) -> None:
    used = {(name, key) for each in desired.deliveries for name, given in each.options.items() for key in given}
    assert used | WARNED == {(name, option.name) for name, platform in OPEN.items() for option in platform.options}


def contentsync(folder: Path, *words: str) -> dict[str, list[dict[str, object]]]:
    done = subprocess.run([PROGRAM, *words, "--json"], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    found = json.loads(done.stdout)
    assert isinstance(found, dict)
    return found


def test_is_planned_applied_and_published_without_a_word(folder: Path, desired: Desired) -> None:
    planned = contentsync(folder, "plan", "--sandbox")
    assert planned["problems"] == []
    assert [change["action"] for change in planned["changes"]] == ["create"] * len(desired.deliveries)
    applied = contentsync(folder, "apply", "--sandbox", "--auto-approve")
    assert [change["outcome"] for change in applied["changes"]] == ["done"] * len(desired.deliveries)
    contentsync(folder, "sandbox", "clock", "--advance", "P160D")
    after = contentsync(folder, "plan", "--sandbox")
    assert after["problems"] == []
    assert {change["reason"] for change in after["changes"]} == {"published"}
