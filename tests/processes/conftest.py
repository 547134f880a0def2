"""A fresh campaign for each test."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import pytest

from tests.processes.campaign import Campaign


class Made(Protocol):
    """Begins a campaign whose every choice comes from that seed."""

    def __call__(self, seed: int) -> Campaign: ...


@pytest.fixture
def make_campaign(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Made]:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    made: list[Campaign] = []

    def make(seed: int) -> Campaign:
        made.append(Campaign(tmp_path, seed))
        return made[-1]

    yield make
    for campaign in made:
        campaign.close()
