"""Several profiles, each on a page of its own within the one file, in a browser."""

from pathlib import Path

import pytest
from msgspec.structs import replace
from playwright.sync_api import Browser
from playwright.sync_api import Locator
from playwright.sync_api import Page

from contentsync.model.change import Action
from contentsync.model.change import Change
from contentsync.model.change import Plan
from contentsync.review.material import Material
from contentsync.review.page import page
from contentsync.review.rows import plan_rows
from tests.review.campaign import CHANGES
from tests.review.campaign import HEADER
from tests.review.campaign import NOW
from tests.review.campaign import at
from tests.review.campaign import change
from tests.review.campaign import delivery
from tests.review.page.browsing import Looked
from tests.review.page.browsing import serious

OTHERS = ("a-shop-with-a-very-long-name-in-the-north-of-the-harbor", "beta", "zine", "日本の書店", "مكتبة")


def new(post_id: str, profile: str) -> Change:
    wanted = replace(delivery(post_id, at(12, 3, 8)), profile=profile, address=f"{post_id}@{profile}")
    return change(Action.CREATE, wanted, "22", "new")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page's address on disk: the campaign of `acme`, and a new post for each of the others."""
    posts = [new(f"post-{number}", profile) for number, profile in enumerate(OTHERS, 20)]
    plan = Plan(changes=(*CHANGES, *posts), now=NOW)
    file = tmp_path_factory.mktemp("profiles") / "review.html"
    file.write_text(page(Material(plan_rows(plan, HEADER), plan), lambda medium: None), encoding="utf-8")
    return file.as_uri()


def shown(page: Page) -> list[str]:
    """The profiles whose pages are to be seen."""
    return [each.get_attribute("data-profile") or "" for each in page.locator(".profile:visible").all()]


def tab(page: Page, name: str) -> Locator:
    return page.locator(".tabs a", has_text=name)


@pytest.mark.parametrize("has_scripts", [True, False])
def test_each_has_a_page(browser: Browser, address: str, has_scripts: bool) -> None:
    page = browser.new_page(java_script_enabled=has_scripts)
    looked = Looked(page, address)
    assert shown(page) == []
    assert page.locator(".directory a").all_inner_texts() == sorted((*OTHERS, "acme"))
    assert page.locator(".changes .line").count() == 10
    tab(page, "acme").click()
    assert shown(page) == ["acme"]
    assert not page.locator("#summary").is_visible()
    assert page.locator("#profile-acme .entry").first.is_visible()
    tab(page, "日本の書店").click()
    assert shown(page) == ["日本の書店"]
    tab(page, "Overview").click()
    assert shown(page) == []
    page.locator(".changes a", has_text="post-21").click()
    assert shown(page) == ["beta"]
    assert page.locator("article:target h4").inner_text() == "post-21"
    page.go_back()
    assert shown(page) == []
    tab(page, "All together").click()
    assert len(shown(page)) == 6
    assert looked.said == []
    page.close()


def test_an_address_leads_to_one(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}#profile-zine")
    assert shown(page) == ["zine"]
    assert page.locator(".tabs [aria-current=page]").inner_text().startswith("zine")
    page.locator(".skip").press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    assert shown(page) == ["zine"]
    page.close()


def test_a_search_looks_at_all(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}#profile-zine")
    page.locator("#f-text").fill("post-21")
    assert shown(page) == ["beta"]
    page.locator("#f-text").fill("")
    assert shown(page) == ["zine"]
    page.close()


def test_paper(browser: Browser, address: str) -> None:
    """Of the overview all, each profile from a new sheet on; of a profile that one."""
    page = browser.new_page()
    page.emulate_media(media="print")
    page.goto(address)
    assert len(shown(page)) == 6
    assert {each.evaluate("each => getComputedStyle(each).breakBefore") for each in page.locator(".profile").all()} == {
        "page"
    }
    page.goto(f"{address}#profile-beta")
    assert shown(page) == ["beta"]
    page.close()


@pytest.mark.parametrize("where", ["", "#profile-acme", "#all"])
def test_no_width_scrolls_sideways(browser: Browser, address: str, where: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}{where}")
    for width in (320, 500, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


@pytest.mark.parametrize("where", ["", "#profile-acme"])
def test_is_accessible(browser: Browser, address: str, where: str) -> None:
    assert serious(browser, f"{address}{where}", 320, "dark") == []


def test_one_profile_is_no_page_among_others(browser: Browser, tmp_path: Path) -> None:
    plan = Plan(changes=CHANGES, now=NOW)
    file = tmp_path / "review.html"
    file.write_text(page(Material(plan_rows(plan, HEADER), plan), lambda medium: None), encoding="utf-8")
    opened = browser.new_page()
    opened.goto(file.as_uri())
    assert shown(opened) == ["acme"]
    assert opened.locator(".tabs a").all_inner_texts() == ["Summary", "Calendar", "Agenda", "Posts"]
    opened.close()


@pytest.mark.parametrize("has_scripts", [True, False])
def test_a_crowded_day_unfolds(browser: Browser, tmp_path: Path, has_scripts: bool) -> None:
    plan = Plan(changes=tuple(new(f"post-{number}", "acme") for number in range(9)), now=NOW)
    file = tmp_path / "review.html"
    file.write_text(page(Material(plan_rows(plan, HEADER), plan), lambda medium: None), encoding="utf-8")
    opened = browser.new_page(java_script_enabled=has_scripts)
    opened.goto(file.as_uri())
    assert opened.locator(".entry:visible").count() == 4
    opened.locator(".rest-of-day summary").click()
    assert opened.locator(".entry:visible").count() == 9
    if has_scripts:
        opened.locator(".rest-of-day summary").click()
        opened.locator("#f-text").fill("post-8")
        assert opened.locator(".entry:visible").count() == 1
        opened.locator("#f-text").fill("")
        assert opened.locator(".entry:visible").count() == 4
    opened.close()
