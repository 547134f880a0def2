"""What a branch changes, and what a plan says that asks nobody."""

from datetime import UTC
from datetime import datetime
from pathlib import Path

import pytest

from contentsync.engine.branch import changed
from contentsync.engine.supposed import Supposed
from contentsync.model.outcome import Refused
from contentsync.state.document import State
from tests.content.repository import POST
from tests.content.repository import loaded

NOW = datetime(2027, 2, 1, tzinfo=UTC)


def test_what_is_added_taken_away_and_said_otherwise(tmp_path: Path) -> None:
    base = loaded(tmp_path, {"same.yaml": POST, "gone.yaml": POST, "text.yaml": POST, "draft.yaml": POST})
    (tmp_path / "content/gone.yaml").unlink()
    head = loaded(
        tmp_path,
        {
            "new.yaml": POST,
            "text.yaml": POST.replace("Hello", "Goodbye"),
            "draft.yaml": POST + "draft: true\n",
            "same.yaml": "# a comment, and a label\nlabels: [spring]\n" + POST,
        },
    )
    assert changed(head, base) == {"new@acme", "gone@acme", "text@acme", "draft@acme"}
    assert changed(base, base) == frozenset()


@pytest.mark.parametrize("edit", ["protect: true\n", "first_comment: More\n", "platforms: [x, linkedin]\n"])
def test_what_counts(tmp_path: Path, edit: str) -> None:
    base = loaded(tmp_path, {"one.yaml": POST})
    key = edit.partition(":")[0]
    kept = "".join(line for line in POST.splitlines(keepends=True) if not line.startswith(f"{key}:"))
    assert changed(loaded(tmp_path, {"one.yaml": kept + edit}), base) == {"one@acme"}


def test_a_file_that_was_broken_is_a_change(tmp_path: Path) -> None:
    base = loaded(tmp_path, {"one.yaml": POST})
    assert changed(loaded(tmp_path, {"one.yaml": POST + "caption: x\n"}), base) == {"one@acme"}


def test_nothing_is_ever_written_to_what_is_supposed(tmp_path: Path) -> None:
    base = loaded(tmp_path, {"one.yaml": POST})
    remote = Supposed(base, base, "acme-abc234", NOW)
    assert isinstance(remote.cancel("one@acme"), Refused)
    assert remote.history_of("cs1") == ()
    assert remote.status("one@acme").phase == "not found"
    with pytest.raises(AssertionError):
        remote.write(State(namespace="acme-abc234"), "")
