"""The clocks behind the seam."""

from datetime import UTC
from datetime import datetime
from datetime import timedelta

import pytest

from contentsync.clocks import SystemClock

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


class Machine:
    """Its clock can be set; what it counts since it was switched on cannot."""

    def __init__(self) -> None:
        self.at, self.ticks = NOON, 1000.0
        self.clock = SystemClock(lambda: self.at, lambda: self.ticks)

    def run(self, span: timedelta) -> None:
        self.at += span
        self.ticks += span.total_seconds()


def test_time_goes_on() -> None:
    machine = Machine()
    for _ in range(3):
        machine.run(HOUR)
        assert machine.clock.now() == machine.at


@pytest.mark.parametrize("back", [timedelta(seconds=2), HOUR, 24 * HOUR])
def test_set_back_it_goes_on_from_where_it_was(back: timedelta) -> None:
    machine = Machine()
    machine.run(HOUR)
    machine.clock.now()
    machine.at -= back
    assert machine.clock.now() == NOON + HOUR
    machine.run(HOUR)
    assert machine.clock.now() == NOON + 2 * HOUR


def test_set_forwards_it_follows() -> None:
    """As after a sleep, of which a machine's count of seconds may know nothing."""
    machine = Machine()
    machine.at += 5 * HOUR
    assert machine.clock.now() == NOON + 5 * HOUR
    machine.run(HOUR)
    assert machine.clock.now() == NOON + 6 * HOUR


def test_the_real_one() -> None:
    clock = SystemClock()
    before = datetime.now(UTC)
    first, second = clock.now(), clock.now()
    assert before - timedelta(seconds=1) <= first <= second
