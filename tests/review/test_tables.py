import re
from collections.abc import Callable

from msgspec.structs import replace

from contentsync.model.change import Action
from contentsync.model.change import Fields
from contentsync.model.change import Plan
from contentsync.model.problem import Problem
from contentsync.review.rows import plan_rows
from contentsync.review.tables import review_markdown

from .campaign import HEADER
from .campaign import NOW
from .campaign import PLAN
from .campaign import at
from .campaign import change
from .campaign import delivery
from .test_markdown import HOSTILE
from .test_markdown import LINKED
from .test_markdown import READER
from .test_markdown import tags
from .test_markdown import words
from .test_occasions import DRAFT
from .test_occasions import STRANGER
from .test_occasions import material


def test_the_page(golden: Callable[[str, str], None]) -> None:
    golden("review.md", review_markdown(material(PLAN, drafts=(DRAFT,), strangers=(STRANGER,))))


def test_what_texts_are_made_of_stays_in_its_cells() -> None:
    posts = [delivery(f"post-{n}", at(12, 1 + n % 28, 8), text=text) for n, text in enumerate(HOSTILE)]
    plan = Plan(changes=tuple(change(Action.CREATE, post, "22", "new") for post in posts), now=NOW)
    page = READER.render(review_markdown(material(plan)))
    assert set(tags(page)) == {"h1", "p", "h2", "table", "thead", "tr", "th", "tbody", "td", "code", "br"}
    assert tags(page).count("br") == len(HOSTILE)
    assert words(page).count("new") == len(HOSTILE) + 1
    text = re.sub(r"<code>.*?</code>|<[^>]*>", "", page)
    assert LINKED.findall(re.sub(r"&\w+;", "", text)) == []


def test_profiles_are_named_where_there_are_several() -> None:
    second = replace(delivery("two", at(12, 1, 8)), address="two@other", profile="other")
    changes = (
        change(Action.CREATE, delivery("one", at(12, 1, 8)), "22", "new"),
        change(Action.CREATE, second, "22", ""),
    )
    page = review_markdown(material(Plan(changes=tuple(changes), now=NOW)))
    assert "| acme: x |" in page
    assert "| other: x |" in page


def test_a_month_with_nothing_but_an_old_slot() -> None:
    moved = change(
        Action.UPDATE, delivery("m", at(12, 1, 9)), "20", "", before=Fields(scheduled_at=at(11, 30, 9)),
        after=Fields(scheduled_at=at(12, 1, 9)),
    )  # fmt: skip
    page = review_markdown(material(Plan(changes=(moved,), now=NOW)))
    assert page.count("| When |") == 1
    assert "~~&lt; m~~" in page


def test_without_a_moment_and_from_long_ago() -> None:
    on_merge = replace(delivery("now", NOW), publish_at=None)
    changes = (
        replace(change(Action.CREATE, on_merge, "22", "new"), at=None),
        change(Action.NONE, delivery("old", at(10, 1, 8)), "9", "published"),
    )
    page = review_markdown(material(Plan(changes=changes, now=NOW)))
    assert "## When first applied\n\n|  | When |" in page
    assert "\n\n1 post of earlier months not shown.\n" in page


def test_errors_stand_before_warnings_and_the_sandbox_is_named() -> None:
    error = Problem("content/a.yaml", 3, 1, "CS204", "no | date", "Write @this")
    plan = replace(PLAN, problems=(*PLAN.problems, error))
    page = review_markdown(replace(material(plan), rows=plan_rows(plan, replace(HEADER, is_sandbox=True))))
    assert page.index("## Errors") < page.index("## Warnings")
    assert "| CS204 | `content/a.yaml:3:1` | no \\| date | Write @\u200bthis |" in page
    assert "\n\nSANDBOX: nothing here" in page
