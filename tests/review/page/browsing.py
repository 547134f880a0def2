"""Pages in a browser, and what it says of them."""

from pathlib import Path
from typing import Any
from typing import Literal

import pytest
from playwright.sync_api import Browser
from playwright.sync_api import Page

_AXE = Path(__file__).parents[2] / "node" / "node_modules" / "axe-core" / "axe.min.js"


class Looked:
    """A page with all that it said and asked for."""

    def __init__(self, page: Page, address: str) -> None:
        self.said: list[str] = []
        self.asked: list[str] = []
        page.on("console", lambda message: self.said.append(message.text))
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("request", lambda request: self.asked.append(request.url))
        page.goto(address)


def serious(browser: Browser, address: str, width: int, scheme: Literal["light", "dark"]) -> list[Any]:
    """What axe finds that is serious; the policy is lifted, since axe is a script of others."""
    if not _AXE.exists():
        pytest.skip("needs axe-core: make tests/node/node_modules/.ready")
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    page.goto(address)
    page.add_script_tag(path=_AXE)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    context.close()
    return [
        (each["id"], each["nodes"][0]["html"], each["nodes"][0]["any"][:1])
        for each in found["violations"]
        if each["impact"] in ("serious", "critical")
    ]
