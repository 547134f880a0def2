"""Eight runners at once on one commit, as two pushes and a cron can start them: the work is done once."""

import pytest

from tests.processes.conftest import Made
from tests.processes.rounds import brought_to_an_end
from tests.processes.rounds import left_alone
from tests.processes.rounds import many_at_once

RUNNERS = 8


@pytest.mark.parametrize(("seed", "races"), [(0, 2), pytest.param(1, 10, marks=pytest.mark.full)])
def test_eight_at_once(make_campaign: Made, seed: int, races: int) -> None:
    campaign = make_campaign(seed)
    for _ in range(races):
        campaign.author(edits=4)
        codes = many_at_once(campaign, RUNNERS)
        # One of them did it all: nobody has to come back for the rest.
        assert not any(change.writes for change in campaign.look())
        assert 0 in codes
        campaign.sandbox.advance(15)
    left_alone(campaign)
    brought_to_an_end(campaign)
    assert campaign.counts["races: exit 4"]


@pytest.mark.full
def test_eight_at_once_and_three_of_them_killed(make_campaign: Made) -> None:
    campaign = make_campaign(2)
    for _ in range(10):
        campaign.author(edits=4)
        many_at_once(campaign, RUNNERS, killed=3)
        campaign.sandbox.advance(campaign.random.choice([1, 6, 15]))
    left_alone(campaign)
    brought_to_an_end(campaign)
    assert campaign.counts["kills"]
