"""The days of a calendar: crowded ones, closed ones, and what is to be seen of what is wrong."""

from collections.abc import Sequence
from datetime import timedelta

from msgspec.structs import replace

from contentsync.media import Facts
from contentsync.model.change import Action
from contentsync.model.change import Change
from contentsync.model.change import Fields
from contentsync.model.change import Plan
from contentsync.model.delivery import Delivery
from contentsync.model.houserules import Blackout
from contentsync.model.houserules import HouseRules
from contentsync.model.houserules import Rulebook
from contentsync.model.problem import Problem
from contentsync.model.problem import Severity
from contentsync.review.material import Material
from contentsync.review.page import page
from contentsync.review.page.posts import Post
from contentsync.review.page.posts import posts_of
from contentsync.review.page.sheets import MOST_OF_A_DAY
from contentsync.review.page.sheets import Cell
from contentsync.review.page.sheets import Entry
from contentsync.review.page.sheets import sheets_of
from contentsync.review.page.shots import Album
from contentsync.review.page.troubles import Grade
from contentsync.review.rows import plan_rows
from tests.review.campaign import HEADER
from tests.review.campaign import NOW
from tests.review.campaign import at
from tests.review.campaign import change
from tests.review.campaign import delivery

DAY = at(12, 8, 8)


def same(post_id: str, hours: int = 0) -> Change:
    return change(Action.NONE, delivery(post_id, DAY + timedelta(hours=hours)), "16", "as wanted")


def warning(wanted: Delivery, code: str, **more: str) -> Problem:
    return Problem(wanted.source.file, 1, 0, code, "said", severity=Severity.WARNING, post=wanted.post_id, **more)


def material(changes: Sequence[Change], problems: Sequence[Problem] = (), rulebook: Rulebook | None = None) -> Material:
    plan = Plan(changes=tuple(changes), now=NOW, problems=tuple(problems))
    return Material(plan_rows(plan, HEADER), plan, rulebook=rulebook or Rulebook())


def posts(found: Material) -> list[Post]:
    return posts_of(found, Album(), lambda medium: Facts())[0]


def cell(found: list[Post], blackout: tuple[Blackout, ...] = ()) -> Cell:
    (sheet,) = sheets_of(found, "UTC", NOW.date(), blackout)
    return next(each for week in sheet.weeks for each in week if each.date == DAY.date())


def names(entries: Sequence[Entry]) -> list[str]:
    return [f"{'<' if each.is_old else ''}{each.post.occasion.address}" for each in entries]


def test_what_there_is_room_for() -> None:
    full = cell(posts(material([same(f"p{hour}", hour) for hour in range(MOST_OF_A_DAY)])))
    assert (len(full.entries), full.folded, full.crowd) == (5, (), 0)


def test_of_a_crowd_what_must_not_be_missed_stays() -> None:
    new = change(Action.CREATE, delivery("new", DAY + timedelta(hours=9)), "22", "new")
    close = same("close", 8)
    moved = change(Action.UPDATE, delivery("moved", DAY + timedelta(days=1)), "20", "", before=Fields(scheduled_at=DAY))
    assert close.delivery
    found = posts(
        material(
            [*(same(f"p{hour}", hour) for hour in range(6)), new, close, moved], [warning(close.delivery, "CS332")]
        )
    )
    day = cell(found)
    assert names(day.entries) == ["<moved", "p0", "close", "new"]
    assert names(day.folded) == ["p1", "p2", "p3", "p4", "p5"]
    assert day.crowd == 8
    assert day.folded_grade is None


def test_what_is_wrong_with_the_folded_is_said() -> None:
    changes = [
        change(Action.CREATE, delivery(f"p{hour}", DAY + timedelta(hours=hour)), "22", "new") for hour in range(9)
    ]
    wanted = [each.delivery for each in changes if each.delivery]
    (one, *_), (*_, last) = wanted, wanted
    assert cell(posts(material(changes, [warning(last, "CS333")]))).folded_grade is None
    clashes = [warning(each, "CS332") for each in wanted]
    assert cell(posts(material(changes, clashes))).folded_grade is Grade.CLASH
    error = replace(warning(last, "CS204"), severity=Severity.ERROR)
    day = cell(posts(material([same("quiet"), *changes], [*clashes, error, warning(one, "CS310")])))
    assert names(day.entries) == ["p0", "p1", "p2", "p8"]
    assert day.folded_grade is Grade.CLASH


def test_days_without_posts() -> None:
    found = posts(material([same("a")]))
    day = DAY.date()
    assert cell(found, blackout=(Blackout(day, day, "Fair"),)).closed == "no posts: Fair"
    assert cell(found, blackout=(Blackout(day - timedelta(1), day),)).closed == "no posts"
    assert cell(found, blackout=(Blackout(day + timedelta(1), day + timedelta(2)),)).closed == ""


def test_a_profile_has_its_own_days_without_posts() -> None:
    other = replace(delivery("b", DAY), profile="beta", address="b@beta")
    closed = HouseRules(blackout=(Blackout(DAY.date(), DAY.date(), "Fair"),))
    changes = [same("a"), change(Action.NONE, other, "16", "as wanted")]
    html = page(material(changes, rulebook=Rulebook(own={"beta": closed})), lambda medium: None)
    assert html.count("no posts: Fair") == 1
    assert html.index('id="profile-beta"') < html.index("no posts: Fair")


def test_what_is_said_of_one_delivery_stands_at_that_one() -> None:
    one = delivery("a", DAY)
    other = replace(one, profile="beta", address="a@beta")
    changes = [change(Action.NONE, each, "16", "as wanted") for each in (one, other)]
    problems = [warning(one, "CS332", address="a@beta"), warning(one, "CS310")]
    first, second = posts(material(changes, problems))
    assert [each.code for each in first.problems] == ["CS310"]
    assert [each.code for each in second.problems] == ["CS310", "CS332"]
    assert second.trouble
    assert second.trouble.words == "too close to another post, 1 warning"


def test_an_error_stands_at_the_posts_of_its_file() -> None:
    broken = same("a")
    assert broken.source
    problem = Problem(broken.source.file, 3, 1, "CS101", "no YAML")
    (post,) = posts(material([broken], [problem]))
    assert post.problems == (problem,)


def test_signs_that_a_reader_hears() -> None:
    close = same("close", 1)
    assert close.delivery
    html = page(material([close], [warning(close.delivery, "CS332")]), lambda medium: None)
    assert '<span class="aside">, unchanged, too close to another post</span>' in html
    assert '<use href="#i-clash"/></svg> clashes with another post or a house rule</li>' in html


def test_a_crowd_on_the_page() -> None:
    html = page(material([same(f"p{hour}", hour) for hour in range(9)]), lambda medium: None)
    assert '<span class="crowd">9<span class="unit"> posts</span></span>' in html
    assert '<summary>+5<span class="unit"> more</span></summary>' in html
