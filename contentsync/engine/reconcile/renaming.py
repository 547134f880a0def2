"""What state remembers, under the addresses that posts have now."""

from msgspec.structs import replace

from contentsync.engine.reconcile.facts import old_address
from contentsync.model.delivery import Delivery
from contentsync.model.delivery import Desired
from contentsync.state.document import Entry
from contentsync.state.document import State


def renamed(desired: Desired, state: State) -> dict[str, Entry]:
    """State's entries, those of a renamed post under its new address (`renamed_from`), where that is still free.

    A renaming that is taken back needs no word: state knows the former addresses.
    """
    posts = dict(state.posts)
    wanted = {delivery.address for delivery in desired.deliveries}
    former = {name: address for address, entry in posts.items() for name in entry.former}
    for delivery in (*desired.deliveries, *desired.drafts):
        if delivery.address in posts:
            continue
        names = (old_address(delivery), delivery.address) if delivery.renamed_from else (delivery.address,)
        places = (place for name in names for place in (name, former.get(name, "")))
        old = next((place for place in places if place in posts and place not in wanted), None)
        if old is not None:
            _move(posts, old, delivery)
    return posts


def _move(posts: dict[str, Entry], old: str, delivery: Delivery) -> None:
    entry = posts.pop(old)
    posts[delivery.address] = replace(entry, post_id=delivery.post_id, former=(*entry.former, old))
