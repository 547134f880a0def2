"""Handing a state over to another namespace: the one way in which a namespace changes."""

from msgspec.structs import replace

from contentsync.model.errors import StaleError
from contentsync.model.errors import UserError
from contentsync.state import ownership
from contentsync.state.document import State
from contentsync.state.ownership import Owner
from contentsync.state.store import MovedError
from contentsync.state.store import Store


def check(store: Store, target: Store, owner: Owner, namespace: str) -> int:
    """How many addresses would be handed over. Raises `UserError` where that must not be; writes nothing.

    It must not be while somebody writes or something is under way: what was begun carries the old name and has to be
    found by it. Nor where another state lives under the new name.
    """
    state, there = store.read().state, target.read().state
    if state is None:
        return 0
    if state.namespace != namespace:
        ownership.check(state, owner, store.where)
        _check_settled(state)
    if there is not None and there.lineage != state.lineage:
        raise UserError(f"{target.where} has a state of its own", "choose another name")
    return len(state.posts)


def move(store: Store, target: Store, namespace: str) -> None:
    """Hand over what `check` has found fit. `target` is `store` itself where one place holds any namespace.

    The old place is marked first, which makes every run under the old name refuse; then the new one gets the document.
    So a crash leaves one owner or none, and the same call again finishes what is left.
    """
    stored = store.read()
    if stored.state is None:
        return
    state = replace(stored.state, namespace=namespace)
    if state != stored.state:
        _write(store, state, stored.version)
    there = target.read()
    if there.state is None or there.state.namespace != namespace:
        _write(target, state, there.version)


def _write(store: Store, state: State, version: str) -> None:
    try:
        store.write(replace(state, serial=state.serial + 1), version, f"namespace {state.namespace}")
    except MovedError:
        raise StaleError(f"somebody else wrote {store.where} at this moment", "run the same command again") from None


def _check_settled(state: State) -> None:
    if state.lease is not None:
        raise StaleError(
            f"{state.lease.run} may be applying at this moment", "wait for it; if it is dead: contentsync state unlock"
        )
    open_posts = [address for address, entry in sorted(state.posts.items()) if entry.intent or entry.parked]
    if open_posts:
        raise UserError(f"{', '.join(open_posts)} is under way", "finish it first: contentsync apply --continue")
