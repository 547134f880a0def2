"""Whatever is done to the calendar, each job that was not cancelled goes out once, at its own time."""

from datetime import timedelta

from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from contentsync.sandbox import Sandbox
from contentsync.sandbox import moments

from .conftest import START_AT
from .conftest import Api

STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("create"), st.integers(1, 50)),
        st.tuples(st.just("edit"), st.integers(0, 9), st.integers(1, 50)),
        st.tuples(st.just("cancel"), st.integers(0, 9)),
        st.tuples(st.just("advance"), st.integers(0, 20)),
    ),
    max_size=25,
)


def hours_from(sandbox: Sandbox, hours: int) -> str:
    return moments.spell(sandbox.clock.now() + timedelta(hours=hours), "Z")


@given(STEPS)
@settings(max_examples=60, deadline=None)
def test_every_job_goes_out_once_at_its_time(steps: list[tuple]) -> None:
    sandbox = Sandbox(now=START_AT)
    api = Api(sandbox)
    due: dict[str, str] = {}
    jobs: list[str] = []
    for verb, *words in steps:
        if verb == "create":
            date = hours_from(sandbox, words[0])
            jobs.append(api.text(f"Post {len(jobs)}", at=date)["job_id"])
            due[jobs[-1]] = date
        elif verb == "advance":
            sandbox.advance(timedelta(hours=words[0]))
        elif jobs:
            job_id = jobs[words[0] % len(jobs)]
            path = f"/uploadposts/schedule/{job_id}"
            if verb == "cancel" and api.http.delete(path).status_code == 200:
                del due[job_id]
            elif verb == "edit":
                date = hours_from(sandbox, words[1])
                if api.http.patch(path, json={"scheduled_date": date}).status_code == 200:
                    due[job_id] = date
        waiting = {post["job_id"] for post in api.schedule()}
        gone = {row["job_id"] for row in sandbox.ledger()}
        assert waiting | gone == set(due)
        assert not waiting & gone
    sandbox.advance(timedelta(hours=51))
    published = [(row["job_id"], row["published_at"]) for row in sandbox.ledger()]
    assert sorted(published) == sorted(due.items())
    assert [date for _, date in published] == sorted(due.values())
    sandbox.close()
