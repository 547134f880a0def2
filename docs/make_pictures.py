"""Makes the pictures of these pages from the real thing: the review page of the example campaign, in a browser.

Run it to renew them, from the repository: `.venv/bin/python docs/make_pictures.py`. Needs Chromium (on Debian: chromium
fonts-noto-color-emoji) and Playwright, which the tests have too.
"""

import shutil
import subprocess
import sys
import tempfile
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs" / "pictures"
PROGRAM = Path(sys.executable).with_name("contentsync")
WIDTH = 1120
OTHERS = {
    "press": ("2027-03-09 10:00", "For the papers: forty years of Harbor Books, in five photographs."),
    "acme": ("2027-03-11 12:00", "Our neighbours at Harbor Books turn forty. We bring the chairs."),
}
"""What two other profiles are to say, so that there are pages to choose from."""


def campaign(folder: Path) -> tuple[Path, Path]:
    """The review of an edit to the campaign, after all of it was applied to a sandbox; and the same among profiles."""
    shutil.copytree(ROOT / "examples", folder, ignore=shutil.ignore_patterns(".contentsync", "*.py"))
    subprocess.run(["git", "init", "-q", str(folder)], check=True)
    _contentsync(folder, "apply", "--sandbox", "--auto-approve", "--quiet")
    for name, old, new in (
        ("saturday-hours.md", "2027-03-06 10:00", "2027-03-07 11:30"),
        ("clocks-forward.yaml", "a short book", "a very short book"),
    ):
        file = folder / "content" / name
        file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    (folder / "content" / "thank-you.md").unlink()
    for profile, (at, text) in OTHERS.items():
        post = f"profile: {profile}\npublish_at: {at}\nplatforms: [x, mastodon]\ntext: |\n  {text}\n"
        (folder / "content" / f"{profile}.yaml").write_text(post, encoding="utf-8")
    _contentsync(folder, "review", "--sandbox", "--profile", "harbor-books", "--out", "review.html")
    _contentsync(folder, "review", "--sandbox", "--out", "profiles.html")
    return folder / "review.html", folder / "profiles.html"


def _contentsync(folder: Path, *words: str) -> None:
    subprocess.run([str(PROGRAM), "-C", str(folder), *words], check=True, stdout=subprocess.DEVNULL)


def keep(name: str, shot: bytes) -> None:
    """As WebP: a tenth of a PNG."""
    PICTURES.mkdir(exist_ok=True)
    Image.open(BytesIO(shot)).convert("RGB").save(PICTURES / f"{name}.webp", quality=82, method=6)


def shoot(page: Page) -> None:
    keep("calendar", page.screenshot(clip={"x": 0, "y": 0, "width": WIDTH, "height": 860}))
    for name, post in (("post", "shop-window"), ("edit", "clocks-forward")):
        keep(name, page.locator("article.post").filter(has_text=post).first.screenshot())


def main() -> None:
    browser_path = shutil.which("chromium") or sys.exit("there is no chromium here: apt-get install chromium")
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        review, profiles = campaign(Path(name) / "harbor-books")
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": WIDTH, "height": 900})
        page.goto(review.as_uri())
        shoot(page)
        page.goto(profiles.as_uri())
        keep("profiles", page.screenshot(clip={"x": 0, "y": 0, "width": WIDTH, "height": 860}))
        browser.close()


if __name__ == "__main__":
    main()
