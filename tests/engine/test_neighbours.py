"""What a plan says of posts beside others: in the files, in the schedule, in the history; each thing once."""

from datetime import timedelta

from msgspec.structs import replace

from contentsync.model.change import Action
from contentsync.model.houserules import HouseRules
from contentsync.model.houserules import Rulebook
from tests.engine.world import DAY
from tests.engine.world import HOUR
from tests.engine.world import START_AT
from tests.engine.world import World
from tests.engine.world import post

LAUNCH = "Our new shop opens on Monday at nine, with coffee, cake and the first hundred books at half the price"
NEARLY = LAUNCH.replace("Monday", "Tuesday")


def said(world: World) -> list[str]:
    return [f"{each.code} {each.file}: {each.message}" for each in world.plan().plan.problems]


def date(at: timedelta) -> str:
    return f"{START_AT + at:%Y-%m-%dT%H:%M:%SZ}"


def test_files_that_say_nearly_the_same(world: World) -> None:
    world.write(post("one", text=LAUNCH), post("two", START_AT + DAY + HOUR, NEARLY))
    (before,) = said(world)
    assert before.startswith("CS331 content/two.yaml: nearly the same text as content/one.yaml:1")
    world.settle()
    assert said(world) == [before]


def test_a_twin_is_said_once(world: World) -> None:
    world.write(post("one"), post("two", START_AT + DAY + HOUR))
    assert {change.reason for change in world.plan().plan.changes} == {"new", "twin"}
    assert said(world) == []


def test_an_edit_into_a_twin_is_held_and_said_once(world: World) -> None:
    world.write(post("one"), post("two", START_AT + DAY + HOUR, "Other"))
    world.settle()
    world.write(post("one"), post("two", START_AT + DAY + HOUR))
    assert [change.reason for change in world.plan().plan.changes if change.action is Action.HOLD] == ["twin"]
    assert said(world) == []


def test_twins_that_stand_already_are_a_warning(world: World) -> None:
    world.write(post("one"), post("two", START_AT + DAY + HOUR, repost_of="one"))
    world.settle()
    world.write(post("one"), post("two", START_AT + DAY + HOUR))
    assert [text.split(":")[0] for text in said(world)] == ["CS330 content/two.yaml"]


def test_beside_a_job_of_somebody_else(world: World) -> None:
    job = world.sandbox.ui_create("acme", ["x"], LAUNCH, date(2 * DAY))
    world.sandbox.ui_create("acme", ["x"], LAUNCH, date(20 * DAY))
    world.write(post("one", text=NEARLY))
    assert said(world) == [
        f"CS331 content/one.yaml: nearly the same text as job {job}, which goes out 24 hours later, on x of acme"
    ]
    world.sandbox.ui_cancel(job)
    assert said(world) == []


def test_beside_what_went_out(world: World) -> None:
    world.write(post("one", START_AT + HOUR, LAUNCH))
    world.settle()
    world.wait(4 * HOUR)
    world.write(post("one", START_AT + HOUR, LAUNCH), post("two", START_AT + DAY, NEARLY))
    (found,) = said(world)
    assert "nearly the same text as content/one.yaml:1, which goes out 23 hours earlier, on x of acme" in found
    world.write(post("one", START_AT + HOUR, LAUNCH), post("two", START_AT + DAY, NEARLY, repost_of="one"))
    assert said(world) == []
    world.write(post("two", START_AT + DAY, NEARLY))
    (found,) = said(world)
    assert "nearly the same text as https://x.example/posts/" in found


def test_beside_a_job_that_goes_away(world: World) -> None:
    world.write(post("one", text=LAUNCH))
    world.settle()
    world.write(post("two", START_AT + DAY + HOUR, NEARLY))
    assert said(world) == []


def test_nothing_is_said_of_what_is_past(world: World) -> None:
    world.write(post("one", START_AT - DAY, LAUNCH), post("two", START_AT - DAY + HOUR, LAUNCH))
    assert said(world) == []


def test_house_rules_hold_in_plans(world: World) -> None:
    book = Rulebook(HouseRules(spacing=2 * HOUR))
    job = world.sandbox.ui_create("acme", ["x"], "Something else", date(DAY + HOUR))
    world.write(post("one"))
    (problem,) = replace(world.session(), rulebook=book).plan(world.files).plan.problems
    assert (problem.code, job in problem.message) == ("CS332", True)
