"""What a person may change of the state by hand: each a pure function, each refusing what would lose something."""

from datetime import datetime

from msgspec.structs import replace

from contentsync.model.errors import StaleError
from contentsync.model.errors import UserError
from contentsync.state.document import Entry
from contentsync.state.document import State


def removed(state: State, address: str) -> State:
    """The state without an address. Its job stays where it is, and counts as an orphan from then on."""
    _entry(state, address)
    return replace(state, posts={name: entry for name, entry in state.posts.items() if name != address})


def moved(state: State, old: str, new: str) -> State:
    """The state with an entry under another address, as `renamed_from` does it."""
    entry = _entry(state, old)
    if new in state.posts:
        raise UserError(f"{new} is remembered already", "contentsync state show " + new)
    post_id, _, rest = new.partition("@")
    if not rest:
        raise UserError(f"{new} is no whole address", f"write it like {post_id}@{entry.profile}")
    posts = {name: kept for name, kept in state.posts.items() if name != old}
    profile = rest.partition(":")[0]
    return replace(state, posts={**posts, new: replace(entry, post_id=post_id, profile=profile)})


def check_free(state: State, now: datetime) -> None:
    """Raise `StaleError` while somebody else's lease is live: what is being applied is not edited."""
    if state.lease is not None and state.lease.until > now:
        raise StaleError(
            f"{state.lease.run} is applying at this moment (its lease ends {state.lease.until:%H:%M:%S} UTC)",
            "wait for it; if it is dead: contentsync state unlock",
        )


def _entry(state: State, address: str) -> Entry:
    entry = state.posts.get(address)
    if entry is None:
        raise UserError(f"state remembers no {address}", "contentsync state list")
    return entry
