"""Whose state it is: a fork, a template copy, a second folder or another account never touches somebody's posts."""

from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from contentsync.model.errors import StaleError
from contentsync.model.errors import UserError
from contentsync.state import ownership
from contentsync.state import renaming
from contentsync.state.codec import decode
from contentsync.state.codec import encode
from contentsync.state.document import Entry
from contentsync.state.document import Intent
from contentsync.state.document import JobRecord
from contentsync.state.document import Lease
from contentsync.state.document import Sent
from contentsync.state.document import State
from contentsync.state.edits import check_free
from contentsync.state.edits import moved
from contentsync.state.edits import removed
from contentsync.state.file import FileStore
from contentsync.state.ownership import Owner
from contentsync.state.schema import state_schema
from tests.engine.world import MINUTE
from tests.engine.world import START_AT

OWNER = Owner("acme-social-k3f9xa", "git.example/acme/social", ".", "0123456789abcdef")
STATE = State(
    namespace=OWNER.namespace, lineage="l", repository=OWNER.repository, folder=OWNER.folder, account=OWNER.account,
    posts={"launch@acme": Entry("launch", "acme", ("x",), job=JobRecord("j1", Sent(START_AT), START_AT))},
)  # fmt: skip
INTENT = Intent("cs1:acme-social-k3f9xa:a:b:0", "key", 0, "digest", Sent(START_AT), START_AT, START_AT)


def test_its_owner() -> None:
    ownership.check(STATE, OWNER, "state.json")


@pytest.mark.parametrize("field", ["namespace", "folder", "account"])
def test_another(field: str) -> None:
    with pytest.raises(UserError, match=r"state\.json belongs to another") as caught:
        ownership.check(replace(STATE, **{field: "another"}), OWNER, "state.json")
    assert caught.value.fix


def test_another_repository() -> None:
    with pytest.raises(UserError, match="repository"):
        ownership.check(replace(STATE, repository="git.example/fork/social"), OWNER, "state.json")


def test_what_is_not_known_yet_is_claimed() -> None:
    fresh = State(OWNER.namespace)
    ownership.check(fresh, OWNER, "state.json")
    claimed = ownership.claimed(fresh, OWNER)
    assert (claimed.repository, claimed.folder, claimed.account) == (OWNER.repository, ".", OWNER.account)


def test_account_digest_does_not_depend_on_capitals() -> None:
    assert ownership.account_digest("Team@Acme.dev") == ownership.account_digest("team@acme.dev")
    assert "acme" not in ownership.account_digest("team@acme.dev")


def test_a_line_for_each_address() -> None:
    state = replace(STATE, posts=dict.fromkeys(("b@acme", "a@acme", "ü@acme"), STATE.posts["launch@acme"]))
    data = encode(state)
    assert [line.split(b'"')[1].decode() for line in data.splitlines() if line.startswith(b"  ")] == [
        "a@acme",
        "b@acme",
        "ü@acme",
    ]
    assert decode(data, "it") == state
    assert decode(encode(replace(state, posts={})), "it").posts == {}


def test_removed() -> None:
    assert removed(STATE, "launch@acme").posts == {}
    with pytest.raises(UserError, match="no other@acme"):
        removed(STATE, "other@acme")


def test_moved() -> None:
    after = moved(STATE, "launch@acme", "spring@beta:x").posts
    assert after.keys() == {"spring@beta:x"}
    assert (after["spring@beta:x"].post_id, after["spring@beta:x"].profile) == ("spring", "beta")


@pytest.mark.parametrize("new", ["launch@acme", "spring"])
def test_moved_where_it_cannot_go(new: str) -> None:
    with pytest.raises(UserError):
        moved(STATE, "launch@acme", new)


def test_free() -> None:
    check_free(STATE, START_AT)
    lease = Lease("run-1", START_AT + MINUTE)
    with pytest.raises(StaleError, match="run-1"):
        check_free(replace(STATE, lease=lease), START_AT)
    check_free(replace(STATE, lease=lease), START_AT + MINUTE)


def test_schema_names_every_field() -> None:
    assert state_schema()["$defs"]["Entry"]["properties"].keys() == set(Entry.__struct_fields__)


def test_a_repository_that_got_its_remote_later_is_the_same_one() -> None:
    before = replace(STATE, repository="4b825dc")
    owner = replace(OWNER, was_repository=lambda name: name == "4b825dc")
    ownership.check(before, owner, "state.json")
    assert ownership.claimed(before, owner).repository == OWNER.repository


def test_handed_over_to_another_namespace(tmp_path: Path) -> None:
    old, new = FileStore(tmp_path / "old.json"), FileStore(tmp_path / "new.json")
    assert renaming.check(old, new, OWNER, "acme-new-000000") == 0
    renaming.move(old, new, "acme-new-000000")
    assert new.read().state is None
    old.write(STATE, "")
    assert renaming.check(old, new, OWNER, "acme-new-000000") == 1
    renaming.move(old, new, "acme-new-000000")
    after = new.read().state
    assert after is not None
    assert (after.namespace, after.posts) == ("acme-new-000000", STATE.posts)
    with pytest.raises(UserError, match="namespace"):
        ownership.check(after, OWNER, "new.json")
    marked = old.read().state
    assert marked is not None
    assert marked.namespace == "acme-new-000000"
    renaming.move(old, new, "acme-new-000000")
    assert new.read().state == after


@pytest.mark.parametrize("under_way", [{"intent": INTENT}, {"parked": JobRecord("j2", Sent(START_AT), START_AT)}])
def test_not_handed_over_while_something_is_under_way(tmp_path: Path, under_way: dict[str, Any]) -> None:
    old, new = FileStore(tmp_path / "old.json"), FileStore(tmp_path / "new.json")
    entry = replace(STATE.posts["launch@acme"], **under_way)
    old.write(replace(STATE, posts={"launch@acme": entry}), "")
    with pytest.raises(UserError, match="launch@acme is under way"):
        renaming.check(old, new, OWNER, "acme-new-000000")


def test_not_handed_over_while_somebody_writes_or_onto_another_state(tmp_path: Path) -> None:
    old, new = FileStore(tmp_path / "old.json"), FileStore(tmp_path / "new.json")
    version = old.write(replace(STATE, lease=Lease("run-1", START_AT)), "")
    with pytest.raises(StaleError, match="run-1"):
        renaming.check(old, new, OWNER, "acme-new-000000")
    old.write(STATE, version)
    new.write(State("acme-new-000000", lineage="another"), "")
    with pytest.raises(UserError, match="state of its own"):
        renaming.check(old, new, OWNER, "acme-new-000000")
