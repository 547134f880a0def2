"""The plan as Markdown: what stands in it, that it fits, and that nothing in it is anything but text."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from msgspec.structs import replace

from contentsync.model.change import Action
from contentsync.model.change import Change
from contentsync.model.change import Fields
from contentsync.model.change import Plan
from contentsync.model.change import Step
from contentsync.model.delivery import Medium
from contentsync.model.delivery import Source
from contentsync.model.errors import UserError
from contentsync.model.problem import Problem
from contentsync.model.problem import Severity
from contentsync.review.links import Links
from contentsync.review.material import Material
from contentsync.review.plan_markdown import COMMENT_UNITS
from contentsync.review.plan_markdown import failure_markdown
from contentsync.review.plan_markdown import plan_markdown
from contentsync.review.rows import plan_rows
from contentsync.review.sections import utf8_bytes
from contentsync.review.sections import utf16_units

from .campaign import CANCELLED
from .campaign import HEADER
from .campaign import LAUNCH
from .campaign import NOW
from .campaign import PLAN
from .campaign import WEBINAR
from .campaign import at
from .campaign import change
from .campaign import delivery
from .test_markdown import BREAK
from .test_markdown import HOSTILE
from .test_markdown import READER
from .test_markdown import words

LINKS = Links(
    commit="4f1c2ab0" * 5,
    files="https://github.com/acme/social/blob/4f1c2ab0",
    run="https://github.com/acme/social/actions/runs/12",
    page="https://github.com/acme/social/actions/runs/12#artifacts",
)


def material(plan: Plan, changed: frozenset[str] | None = None, **header: object) -> Material:
    base = "main" if changed is not None else ""
    head = replace(HEADER, base=base, **header)
    drafts = (delivery("idea", at(12, 24, 9)),)
    return Material(plan_rows(plan, head, len(drafts), changed), plan, drafts, (), changed, base)


def creates(count: int, text: str = "Words for followers. ") -> tuple[Change, ...]:
    """That many new posts, an hour apart."""
    posts = [
        delivery(
            f"campaign/spring-{number}", NOW + timedelta(hours=number + 30), text=text * 8, platforms=("linkedin", "x")
        )
        for number in range(count)
    ]
    return tuple(change(Action.CREATE, post, "22", "new", step=Step.CREATE) for post in posts)


def cancels(count: int) -> tuple[Change, ...]:
    posts = [delivery(f"campaign/autumn-sale-{number}", NOW + timedelta(hours=number + 30)) for number in range(count)]
    return tuple(
        change(Action.DELETE, post, "6", "file removed in 4f1c2ab", step=Step.DELETE, delivery=None, source=None)
        for post in posts
    )


def plain(found: str) -> str:
    """Without what keeps text from being anything else."""
    return found.replace("\\", "").replace("\u200b", "")


def is_whole(found: str) -> bool:
    """Every fold and every fence is closed."""
    fence = ""
    for line in found.splitlines():
        run = re.match(r"`{3,}", line)
        if run and not fence:
            fence = run[0]
        elif run and line == fence:
            fence = ""
    opened, closed = (
        len(re.findall(rule, found, re.MULTILINE)) for rule in ("^<details.*<summary>.*</summary>$", "^</details>$")
    )
    lines = len(re.findall("^<(?!sub>)", found, re.MULTILINE))
    return not fence and opened == closed and lines == opened + closed


def test_the_plan_of_the_design(golden: Callable[[str, str], None]) -> None:
    found = plan_markdown(material(PLAN))
    golden("plan.md", found)
    assert is_whole(found)


def test_in_a_pull_request(golden: Callable[[str, str], None]) -> None:
    changed = frozenset({"winter-launch@acme", "webinar@acme", "idea@acme"})
    found = plan_markdown(material(PLAN, changed), LINKS, [("this would cancel 24 upcoming posts", "Write: a trailer")])
    golden("pull_request.md", found)
    assert is_whole(found)
    assert found == plan_markdown(
        material(PLAN, changed), LINKS, [("this would cancel 24 upcoming posts", "Write: a trailer")]
    )


def test_what_the_branch_changes_stands_apart() -> None:
    found = plan_markdown(material(PLAN, frozenset({"winter-launch@acme"})))
    title = "⏳ Not from this branch, and to be done in any case: 1 to edit, 1 to re-create, 1 to cancel, 1 waiting"
    assert found.startswith("### 📅 contentsync: 1 to schedule (acme)\n")
    mine, others = found.split(title)
    assert "winter-launch" in mine
    assert "webinar" not in mine
    assert "webinar" in others
    assert "1 post will be **cancelled**, whether this is merged or not:" in mine


def test_a_branch_that_changes_nothing() -> None:
    assert plan_markdown(material(PLAN, frozenset())).startswith(
        "### 📅 contentsync: nothing of this branch changes what"
    )
    assert plan_markdown(material(Plan(changes=(), now=NOW))).startswith("### 📅 contentsync: nothing to do\n")


def test_offline_and_sandbox_are_said() -> None:
    found = plan_markdown(material(PLAN, frozenset(), is_supposed=True, is_sandbox=True))
    assert "> **SANDBOX: nothing here reaches Upload-Post or any follower.**" in found
    assert "> **OFFLINE: nobody was asked; it is supposed that what main says is scheduled already.**" in found
    assert "supposed that nothing is scheduled yet" in plan_markdown(material(PLAN, is_supposed=True))


def test_what_is_lost_and_what_is_soon() -> None:
    soon = delivery("soon", NOW + timedelta(hours=3))
    late = delivery("late", NOW + timedelta(minutes=5))
    plan = Plan(
        changes=(
            change(Action.CREATE, soon, "22", "new", step=Step.CREATE),
            change(Action.HOLD, late, "22", "too close", hint="give it a later time", is_risk=True),
        ),
        now=NOW,
    )
    found = plan_markdown(material(plan))
    assert (
        "> 1 post will be **missed or doubled** unless someone acts:\n> - `late` (Mon 23 Nov 17:25: too close" in found
    )
    assert (
        "> 1 post due within a day: not merged in time, they do not go out:\n> - `soon` (Mon 23 Nov 20:20, x)" in found
    )


def test_what_is_cancelled_can_be_read() -> None:
    before = Fields(title="Half price `today`", text="@everyone")
    gone = change(Action.DELETE, delivery("sale", at(12, 4, 8)), "6", "file removed", delivery=None, before=before)
    found = plan_markdown(material(Plan(changes=(gone,), now=NOW)))
    title = "<details open><summary>❌ <b>sale</b>: x</summary>"
    said = "Would have gone out:\n\n> Half price \\`today\\`\n>\n> @\u200beveryone"
    assert f"{title}\n\n{said}" in found, found
    assert is_whole(found)


def test_errors_stand_with_their_place() -> None:
    problem = Problem("content/a b.yaml", 3, 5, "CS204", "no such time", "publish_at: 2027-03-01 09:00")
    found = plan_markdown(material(Plan(changes=(), now=NOW, problems=(problem,))), LINKS)
    place = "https://github.com/acme/social/blob/4f1c2ab0/content/a%20b.yaml#L3"
    line = f"> - [content/a b.yaml:3:5]({place}) CS204 no such time → publish_at: 2027-03-01 09:00\n"
    assert line in plain(found)


def test_errors_by_the_settings_stand_apart() -> None:
    bad, many = Problem("content/a.yaml", 3, 5, "CS204", "no time"), Problem("content/b.yaml", 1, 0, "CS504", "many")
    found = plain(plan_markdown(material(Plan(changes=(), now=NOW, problems=(bad, many))), LINKS))
    assert "> **1 error**; the posts that have one are left alone:\n> - [content/a.yaml:3:5]" in found
    assert "> **1 error**; by your settings, and they keep no post back:\n> - [content/b.yaml:1]" in found


@pytest.mark.parametrize("count", [1, 50, 500, 5_000])
@pytest.mark.parametrize("make", [creates, cancels])
def test_the_budget(make: Callable[[int], tuple[Change, ...]], count: int) -> None:
    plan = Plan(changes=make(count), now=NOW)
    found = plan_markdown(material(plan, frozenset(each.address for each in plan.changes)), LINKS)
    assert utf16_units(found) <= COMMENT_UNITS
    assert is_whole(found)
    names = [each.address.removesuffix("@acme") for each in plan.changes]
    if make is cancels and count <= 500:
        assert all(f"`{name}`" in found for name in names)
    if make is creates and count <= 50:
        assert all(f"[{name}](" in plain(found) for name in names)
    if count == 5_000:
        assert "This is not all of it: " in found
        assert "Everything: [the summary of the run](https://github.com/acme/social/actions/runs/12)" in found


def test_five_hundred_of_everything_leave_out_nothing_that_must_not_be_missed() -> None:
    problems = [
        Problem(f"content/bad-{n}.yaml", 3, 5, "CS204", "no such time", "publish_at: 2027-03-01 09:00")
        for n in range(40)
    ]
    held = [delivery(f"held-{n}", NOW + timedelta(minutes=n)) for n in range(60)]
    risks = tuple(change(Action.HOLD, post, "22", "missed", hint="a later time", is_risk=True) for post in held)
    plan = Plan(changes=(*creates(250), *cancels(150), *risks), now=NOW, problems=tuple(problems))
    found = plan_markdown(material(plan, frozenset(each.address for each in plan.changes)), LINKS)
    assert utf16_units(found) <= COMMENT_UNITS
    shown = plain(found)
    assert all(f"autumn-sale-{n}`" in shown for n in range(150))
    assert all(f"`held-{n}`" in shown or f"held-{n}]" in shown for n in range(60))
    assert all(f"content/bad-{n}.yaml" in shown for n in range(40))
    assert sum(int(count) for count in re.findall(r"^\| \w{3} \d+ \w+ \d{4} \| (\d+) \|", shown, re.MULTILINE)) == 460


def test_long_names_and_texts_still_fit() -> None:
    long = tuple(
        replace(each, address=f"{'very-long-folder/' * 12}{n}@acme")
        for n, each in enumerate((*cancels(300), *creates(200, "🎉" * 900)))
    )
    problems = tuple(Problem(f"{'folder/' * 20}{n}.yaml", 1, 1, "CS204", "m" * 300) for n in range(600))
    found = plan_markdown(material(Plan(changes=long, now=NOW, problems=problems)), LINKS)
    assert utf16_units(found) <= COMMENT_UNITS
    assert is_whole(found)
    assert "300 posts will be **cancelled**" in found
    assert "**600 errors**; the posts that have one are left alone: in 600 files" in found


def test_far_posts_lose_their_text_before_near_ones() -> None:
    plan = Plan(changes=creates(100, "A long text about many things, and more. " * 3), now=NOW)
    found = plan_markdown(material(plan), LINKS)
    shown = [int(n) for n in re.findall(r"<b>campaign/spring-(\d+)</b>", plain(found))]
    assert 0 < len(shown) < 100
    assert shown == list(range(len(shown)))
    assert f"{100 - len(shown)} posts in full" in found


def test_the_summary_has_more_room() -> None:
    plan = Plan(changes=creates(400), now=NOW)
    found = plan_markdown(material(plan), LINKS, room=1_000_000, measure=utf8_bytes, most_rows=1_000)
    assert found.count("<details") > 400
    assert "This is not all of it" not in found


def test_a_plan_without_links_points_at_the_command() -> None:
    assert "Everything: `contentsync plan`" in plan_markdown(material(Plan(changes=creates(500), now=NOW)))


def hostile(text: str) -> Material:
    """A plan in which that text stands wherever somebody else's can."""
    medium = Medium(src=text, kind="image", path=f"content/{text}", alt=text, sha256="aa")
    post = replace(
        LAUNCH, address=f"{text}@acme", post_id=text, text=text, title=text, texts={"x": text}, first_comment=text,
        link=text, media=(medium,), source=Source(f"content/{text}.yaml", 3),
    )  # fmt: skip
    edited = replace(WEBINAR, address=f"e{text}@acme", text=text)
    gone = replace(CANCELLED, address=f"g{text}@acme")
    fields = [Fields(scheduled_at=at(11, 30, 9), title=f"{text}\n{word}", media=(text,)) for word in ("a", "b")]
    problems = (
        Problem(f"{text}.yaml", 3, 1, "CS204", text, text),
        Problem("a.yaml", 3, 1, "CS310", text, text, Severity.WARNING),
    )
    changes = (
        change(Action.CREATE, post, "22", "new", step=Step.CREATE),
        change(
            Action.UPDATE, edited, "20", text, step=Step.PATCH, before=fields[0], after=replace(fields[1], media=("b",))
        ),
        change(Action.DELETE, gone, "6", text, step=Step.DELETE),
        change(Action.HOLD, replace(gone, address=f"h{text}@acme"), "22", text, hint=text, is_risk=True),
    )
    return material(Plan(changes=changes, now=NOW, problems=problems), zone=text)


OURS = {"p", "h3", "h4", "blockquote", "ul", "li", "strong", "s", "table", "thead", "tbody", "tr", "th", "td", "code",
        "pre", "a", "br", "em", "details", "summary", "b", "sub"}  # fmt: skip


def is_text(found: str, *addresses: str) -> None:
    """Asserts that nothing in it is anything but ours: no tag, link, mention, command, template or hidden sign."""
    assert is_whole(found)
    page = READER.render(found)
    assert set(re.findall(r"<(\w+)", page)) <= OURS
    links = re.findall(r'href="([^"]*)"', page)
    assert all(link.startswith(("https://github.com/acme/social/", *addresses)) for link in links)
    seen = words(re.sub(r"<(code|pre)[^>]*>.*?</\1>|\[!\w+]", "", page, flags=re.DOTALL).replace(BREAK, "\x00"))
    assert not re.search(r"[@#!](?=\w)|GH-\d", seen)
    assert "{{" not in re.sub(r"^```.*?^```|`[^`]*`", "", found, flags=re.DOTALL | re.MULTILINE)
    assert "\x1b" not in found
    assert "\u202e" not in found
    assert not re.search(r"^\s*::", found, re.MULTILINE)


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_that_somebody_wrote_is_anything_but_text(text: str) -> None:
    is_text(plan_markdown(hostile(text), LINKS))


@pytest.mark.parametrize("text", HOSTILE)
def test_a_failure_is_told_as_text_too(text: str) -> None:
    error = UserError(text, text, (Problem(f"{text}.yaml", 3, 1, "CS204", text, text),))
    is_text(failure_markdown(error, LINKS))
    assert failure_markdown(UserError("no answer"), Links()).endswith("<sub>contentsync</sub>\n")


def test_five_thousand_problems_are_counted() -> None:
    problems = tuple(Problem("contentsync.yaml", line, 1, "CS204", "m" * 50) for line in range(5_000))
    found = failure_markdown(UserError("contentsync.yaml has 5000 problems", "mend it", problems), LINKS)
    assert "\n5,000 problems\n" in found
    assert utf16_units(found) <= COMMENT_UNITS
