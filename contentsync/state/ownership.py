"""Whose state is this? A fork, a copy, a second folder or another account must never touch somebody's posts."""

import hashlib
from collections.abc import Callable

import msgspec
from msgspec.structs import replace

from contentsync.model.errors import UserError
from contentsync.state.document import State


class Owner(msgspec.Struct, frozen=True):
    """Who is asking: the namespace of the settings, the repository, the folder in it, and the account's digest.

    `was_repository` says whether a recorded repository is this one under an older name: it had no remote yet.
    """

    namespace: str
    repository: str
    folder: str
    account: str
    was_repository: Callable[[str], bool] = lambda name: False


WORDS = {
    "namespace": "the namespace in contentsync.yaml",
    "repository": "the repository",
    "folder": "the folder of contentsync.yaml in its repository",
    "account": "the account of the key",
}

FIXES = {
    "namespace": (
        "put the old namespace back, and change it with contentsync state mv-namespace; "
        "a folder that begins anew needs a state of its own"
    ),
    "repository": "a copy needs a namespace and a state of its own: write another `namespace` into contentsync.yaml",
    "folder": "move contentsync.yaml back; where both folders stay, write another `namespace` into this one's",
    "account": "use the key of the account that this state belongs to; posts of another need another `namespace`",
}


def account_digest(email: str) -> str:
    """16 hex characters of SHA-256 over what `/me` says the account is."""
    return hashlib.sha256(email.casefold().encode()).hexdigest()[:16]


def check(state: State, owner: Owner, where: str) -> None:
    """Raise `UserError` where the state belongs to another namespace, repository, folder or account."""
    for field, word in WORDS.items():
        theirs, ours = getattr(state, field), getattr(owner, field)
        if field == "repository" and theirs != ours and owner.was_repository(theirs):
            continue
        if theirs and ours and theirs != ours:
            raise UserError(f"{where} belongs to another owner: {word} is {ours}, and was {theirs}", FIXES[field])


def claimed(state: State, owner: Owner) -> State:
    """The state with its owner written in."""
    return replace(
        state,
        repository=owner.repository or state.repository,
        folder=owner.folder or state.folder,
        account=owner.account or state.account,
    )
