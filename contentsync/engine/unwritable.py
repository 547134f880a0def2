"""The half of `Writer` and `Store` that writes, for a remote and a state that are only thought of."""

from contentsync.model.outcome import Outcome
from contentsync.model.outcome import Refused
from contentsync.state.document import State


class Unwritable:
    """Refuses every call that would reach the service. That somebody writes the state is a bug."""

    def refuse(self, *_: object) -> Outcome:
        """In place of every write."""
        return Refused("nothing can be written without a key", 401)

    create = edit = cancel = retry = refuse

    def write(self, state: State, expected: str, note: str = "") -> str:
        raise AssertionError("a state that is only thought of is never written")
