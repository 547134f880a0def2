"""Whose state it is: a fork, a template copy, a second folder or another account never touches somebody's posts."""

import pytest
from msgspec.structs import replace

from contentsync.model.errors import StaleError
from contentsync.model.errors import UserError
from contentsync.state import ownership
from contentsync.state.codec import decode
from contentsync.state.codec import encode
from contentsync.state.document import Entry
from contentsync.state.document import JobRecord
from contentsync.state.document import Lease
from contentsync.state.document import Sent
from contentsync.state.document import State
from contentsync.state.edits import check_free
from contentsync.state.edits import moved
from contentsync.state.edits import removed
from contentsync.state.ownership import Owner
from contentsync.state.schema import state_schema
from tests.engine.world import MINUTE
from tests.engine.world import START_AT

OWNER = Owner("acme-social-k3f9xa", "git.example/acme/social", ".", "0123456789abcdef")
STATE = State(
    namespace=OWNER.namespace, lineage="l", repository=OWNER.repository, folder=OWNER.folder, account=OWNER.account,
    posts={"launch@acme": Entry("launch", "acme", ("x",), job=JobRecord("j1", Sent(START_AT), START_AT))},
)  # fmt: skip


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
