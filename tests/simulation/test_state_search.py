"""One post, two runs, every interleaving: nothing bad can be reached, and every break of the protocol is."""

import pytest

from tests.simulation.state_search import LARGER
from tests.simulation.state_search import MUTANTS
from tests.simulation.state_search import PROTOCOLS
from tests.simulation.state_search import Search

AT_LEAST = 100_000
"""States. Far fewer would mean that the model has lost its faults."""


@pytest.mark.parametrize("name", [*PROTOCOLS, *(pytest.param(name, marks=pytest.mark.full) for name in LARGER)])
def test_no_bad_state_can_be_reached(name: str) -> None:
    found = Search({**PROTOCOLS, **LARGER}[name]).run()
    assert found.is_safe, found
    assert found.states > AT_LEAST


@pytest.mark.parametrize("name", MUTANTS)
def test_a_broken_protocol_is_caught(name: str) -> None:
    assert not Search(MUTANTS[name]).run(until_bad=True).is_safe
