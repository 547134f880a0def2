"""The page in a browser: made from the example campaign on the sandbox, edited, moved and cancelled in."""

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser

from tests.review.page.browsing import Looked
from tests.review.page.browsing import serious

ROOT = Path(__file__).parents[3]
PROGRAM = Path(sys.executable).with_name("contentsync")
FERRY = """\
publish_at: 2027-03-26 08:00
platforms: {x: , linkedin: , instagram: , threads: , pinterest: {title: Ferry reading list}}
text: |
  New on the ferry: a shelf by the window seats. Take one, leave one, write your name inside the cover. #ferryreads

  We counted last year: one hundred and twelve crossings, four hundred books, two marriages. The captain reads poetry
  between the buoys and will deny it. Ask for the little blue card.
media:
  - {src: shop-window/window.jpg, alt: A shop window}
  - {src: reading-list/2-the-salt-almanac.jpg, alt: A blue cover}
"""
ARABIC = "publish_at: 2027-03-25 10:00\nplatforms: [telegram, facebook]\ntext: تفتح المكتبة عند الثامنة\n"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page's address on disk."""
    folder = tmp_path_factory.mktemp("page") / "harbor"
    shutil.copytree(ROOT / "examples", folder, ignore=shutil.ignore_patterns(".contentsync", "__pycache__"))
    subprocess.run(["git", "init", "--quiet", str(folder)], check=True)
    commit = ["-c", "user.name=a", "-c", "user.email=a@b.c", "commit", "--quiet", "-m", "all"]
    for words in (["add", "--all"], commit):
        subprocess.run(["git", "-C", str(folder), *words], check=True)
    _run(folder, "apply", "--auto-approve")
    content = folder / "content"
    (content / "saturday-hours.md").unlink()
    (content / "ferry.yaml").write_text(FERRY)
    (content / "arabic.yaml").write_text(ARABIC)
    _edit(content / "thank-you.md", "2027-03-22 17:00", "2027-03-24 18:30")
    _edit(content / "bookseller-wanted.yaml", "twenty hours", "twenty-four hours")
    _run(folder, "review", "--base", "HEAD", "--out", "review.html")
    return (folder / "review.html").as_uri()


def _run(folder: Path, *words: str) -> None:
    subprocess.run([str(PROGRAM), "-C", str(folder), "--sandbox", *words], check=True, capture_output=True)


def _edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_with_scripts(browser: Browser, address: str) -> None:
    page = browser.new_page()
    looked = Looked(page, address)
    page.locator("#f-zone").select_option("UTC")
    assert page.locator("article time").first.inner_text().endswith("UTC")
    page.locator("#f-zone").select_option("")
    assert "EST" in page.locator("article time").first.inner_text()
    page.locator("#f-kind").select_option("cancelled")
    assert page.locator("article:visible h4").all_inner_texts() == ["saturday-hours"]
    assert page.locator(".entry:visible").count() == 1
    assert page.locator("#f-count").inner_text() == "1 of 19 shown"
    page.locator("#f-kind").select_option("")
    page.locator("#f-text").fill("FERRY pinterest")
    page.locator("#f-network").select_option("pinterest")
    assert page.locator("article:visible h4").all_inner_texts() == ["ferry"]
    assert page.locator(".card:visible").count() == 1
    page.locator("#f-text").fill("")
    page.locator("#f-network").select_option("")
    page.locator("#f-branch").check()
    assert page.locator("article:visible").count() == 5
    assert looked.said == []
    assert [url.split(":")[0] for url in looked.asked if not url.startswith("data:")] == ["file"]
    page.close()


def test_without_scripts(browser: Browser, address: str) -> None:
    page = browser.new_page(java_script_enabled=False)
    looked = Looked(page, address)
    assert page.locator(".sheet caption").all_inner_texts() == ["March 2027", "April 2027"]
    assert page.locator(".entry").count() == 20
    assert page.locator(".entry.k-ghost").inner_text().strip().startswith("<")
    assert page.locator("article").count() == 19
    assert not page.locator(".controls").is_visible()
    ferry = page.locator("article", has=page.locator("h4", has_text="ferry"))
    assert ferry.locator(".card").count() == 5
    fold = ferry.locator(".n-linkedin .fold")
    assert not fold.locator(".rest").is_visible()
    fold.locator("summary").click()
    assert fold.locator(".rest").is_visible()
    assert ferry.locator(".n-x .item").count() == 2
    edited = page.locator("article", has=page.locator("h4", has_text="bookseller-wanted"))
    assert edited.locator(".side").count() == 2
    assert edited.locator("ins").all_inner_texts() == ["-four"]
    assert (
        page.locator("article", has=page.locator("h4", has_text="arabic"))
        .locator(".text")
        .first.evaluate("element => getComputedStyle(element).direction")
        == "rtl"
    )
    assert looked.said == []
    page.close()


def test_pictures_are_drawn(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(address)
    assert page.locator("symbol image").count() == page.locator("symbol[id^=m]").count() > 5
    loaded = (
        "async node => { const i = new Image(); i.src = node.getAttribute('href'); await i.decode(); return i.width }"
    )
    assert page.locator("symbol image").first.evaluate(loaded) > 300
    page.close()


def test_the_keyboard(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(address)
    page.keyboard.press("Tab")
    focused = page.locator(":focus")
    assert focused.inner_text() == "Skip to the posts"
    assert focused.is_visible()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    entry = page.locator(".entry").first
    entry.focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.tagName") == "ARTICLE"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('article') !== null")
    page.close()


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "dark")])
def test_is_accessible(browser: Browser, address: str, width: int, scheme: Literal["light", "dark"]) -> None:
    assert serious(browser, address, width, scheme) == []


def test_no_width_scrolls_sideways(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(address)
    for width in (320, 500, 768, 1000, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


def test_paper(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(address)
    page.emulate_media(media="print")
    assert not page.locator(".bar").is_visible()
    assert page.locator(".fold .rest").first.is_visible()
    page.close()
