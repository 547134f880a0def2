"""What a branch does to the posts, told apart from what was pending, or had drifted, before it."""

from contentsync.engine.reconcile.compare import wanted_digest
from contentsync.model.delivery import Desired

Standing = tuple[str, bool, bool]


def changed(head: Desired, base: Desired) -> frozenset[str]:
    """The addresses that `head` adds to `base`, takes from it, or says something else of."""
    before, after = _standings(base), _standings(head)
    return frozenset(address for address in before.keys() | after.keys() if before.get(address) != after.get(address))


def _standings(desired: Desired) -> dict[str, Standing]:
    """By address: everything that is sent, whether it is a draft, and whether it is protected."""
    found = {each.address: (wanted_digest(each), False, each.protect) for each in desired.deliveries}
    return found | {each.address: (wanted_digest(each), True, each.protect) for each in desired.drafts}
