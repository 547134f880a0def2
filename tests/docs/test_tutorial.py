"""The tutorial, done word for word."""

import os
from pathlib import Path

from tests.docs.consoles import follow
from tests.docs.consoles import newcomer
from tests.docs.consoles import steps

STEPS = steps(Path(__file__).parents[2] / "docs" / "tutorial.md")


def test_from_an_empty_folder_to_a_published_post(tmp_path: Path) -> None:
    folder = tmp_path / "work"
    folder.mkdir()
    assert set(STEPS) == {""}
    follow(STEPS[""], folder, newcomer(tmp_path, os.environ))
    assert (folder / "shop/review.html").read_text(encoding="utf-8").startswith("<!doctype html>")
