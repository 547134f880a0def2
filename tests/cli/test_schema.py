import json
from pathlib import Path

import pytest

from contentsync.cli.schemas import SCHEMAS

from .conftest import Contentsync


@pytest.mark.parametrize("name", SCHEMAS)
def test_each_is_printed(contentsync: Contentsync, name: str) -> None:
    ran = contentsync("schema", name)
    assert ran.code == 0
    assert "$schema" in json.loads(ran.out)


def test_they_are_written_and_checked(contentsync: Contentsync, folder: Path) -> None:
    assert contentsync("schema", "--write", "schemas") == (0, "", "")
    assert {path.name for path in (folder / "schemas").iterdir()} == {f"{name}.schema.json" for name in SCHEMAS}
    assert contentsync("schema", "--check", "schemas").code == 0
    (folder / "schemas/post.schema.json").write_text("{}")
    (folder / "schemas/plan.schema.json").unlink()
    ran = contentsync("schema", "--check", "schemas")
    assert ran.code == 1
    assert "schemas: post, plan\nfix:   contentsync schema --write " in ran.err
    assert contentsync("schema", "--check", "schemas", "state").code == 0


def test_a_folder_that_cannot_be(contentsync: Contentsync, folder: Path) -> None:
    (folder / "schemas").write_text("a file")
    ran = contentsync("schema", "--write", "schemas")
    assert (ran.code, "cannot be written" in ran.err) == (1, True)
