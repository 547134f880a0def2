"""The served review: a real process on a port, real files, and a real browser."""

import os
import queue
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import httpx
import pytest
from playwright.sync_api import Browser
from playwright.sync_api import Page
from playwright.sync_api import expect

from tests.browser import chromium

from .conftest import LAUNCH
from .conftest import Contentsync

BOUND = 30.0
"""Seconds after which something will never happen."""
KEY = "a-key-that-nobody-may-see"
OTHER = LAUNCH.replace("Launch day on Monday", "Another post").replace("03-01", "03-05")


class Served(NamedTuple):
    """A running `contentsync review --serve`."""

    process: "subprocess.Popen[str]"
    url: str

    def end(self, number: signal.Signals) -> int:
        self.process.send_signal(number)
        return self.process.wait(timeout=BOUND)


@contextmanager
def served(folder: Path, *words: str) -> Iterator[Served]:
    command = [sys.executable, "-m", "contentsync", "review", "--serve", "--port", "0", *words]
    environ = {**os.environ, "UPLOAD_POST_API_KEY": KEY, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, cwd=folder, env=environ, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        announced = re.search(r"http://127\.0\.0\.1:\d+/", process.stdout.readline())
        try:
            assert announced is not None
            yield Served(process, announced[0])
        finally:
            process.kill()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Whatever the browser complains of is an error, save that the server is gone at the end."""
    with browser.new_context() as context:
        page = context.new_page()
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: said.append(str(error)))
        yield page
        assert [text for text in said if "net::ERR_CONNECTION" not in text] == []


def test_it_follows_the_files(posts: Path, page: Page) -> None:
    file = posts / "content" / "launch.yaml"
    (posts / "content" / "other.yaml").write_text(OTHER)
    with served(posts, "--sandbox") as server:
        page.goto(server.url)
        review, problems = page, page.locator("#live")
        expect(review.get_by_text("Launch day on Monday").first).to_be_visible()
        expect(problems).to_be_hidden()

        # A broken file leaves its card as it was, while others follow.
        file.write_text(LAUNCH.replace("09:00", "25:00"))
        expect(problems).to_contain_text("CS204 content/launch.yaml:1:13")
        beside = page.locator("article.post", has_text="Launch day").locator(".problem.error")
        expect(beside).to_contain_text("CS204")
        expect(page.locator("article .problem.error")).to_have_count(1)
        expect(problems.get_by_role("link")).to_have_attribute("href", f"vscode://file{file.as_posix()}:1:13")
        (posts / "content" / "other.yaml").write_text(OTHER.replace("Another", "One more"))
        expect(review.get_by_text("One more post").first).to_be_attached()
        expect(review.get_by_text("Launch day on Monday").first).to_be_attached()

        file.write_text(LAUNCH.replace("Monday", "Tuesday"))
        expect(review.get_by_text("Launch day on Tuesday").first).to_be_attached()
        expect(problems).to_be_hidden()
        expect(page.locator("article .problem.error")).to_have_count(0)

        # So do settings that cannot be read: nothing is lost of the page.
        settings = (posts / "contentsync.yaml").read_text()
        (posts / "contentsync.yaml").write_text(f"{settings}nonsense: 1\n")
        expect(problems).to_contain_text("contentsync.yaml has a problem")
        expect(problems).to_contain_text("CS201 contentsync.yaml:5:1")
        expect(review.get_by_text("Launch day on Tuesday").first).to_be_attached()
        (posts / "contentsync.yaml").write_text(settings)
        expect(problems).to_be_hidden()


def test_it_stands_where_it_stood(posts: Path, page: Page) -> None:
    for number in range(20):
        (posts / "content" / f"post-{number}.yaml").write_text(OTHER.replace("Another", f"The {number}th"))
    with served(posts, "--sandbox") as server:
        page.goto(server.url)
        review = page
        expect(review.get_by_text("The 19th post").first).to_be_attached()
        page.evaluate("scrollTo(0, 700)")
        (posts / "content" / "launch.yaml").write_text(LAUNCH.replace("Monday", "Tuesday"))
        expect(review.get_by_text("Launch day on Tuesday").first).to_be_attached()
        page.wait_for_function("scrollY === 700")


def test_what_was_chosen_in_it_stays_chosen(posts: Path, page: Page) -> None:
    (posts / "content" / "other.yaml").write_text(OTHER.replace("[x]", "[bluesky]"))
    with served(posts, "--sandbox") as server:
        page.goto(server.url)
        cards = page.locator("article.post:visible")
        expect(cards).to_have_count(2)
        page.get_by_label("Network").select_option("bluesky")
        expect(cards).to_have_count(1)
        (posts / "content" / "other.yaml").write_text(OTHER.replace("[x]", "[bluesky]").replace("Another", "One more"))
        expect(cards).to_contain_text("One more post")
        expect(cards).to_have_count(1)
        # Nothing of that network is left: everything is shown again.
        (posts / "content" / "other.yaml").unlink()
        expect(cards).to_contain_text("Launch day on Monday")


def test_what_is_changed_since_a_base_follows_too(posts: Path, page: Page) -> None:
    git = ("git", "-C", str(posts), "-c", "user.name=a", "-c", "user.email=a@b.c")
    for words in (("add", "content", "contentsync.yaml"), ("commit", "--quiet", "-m", "one")):
        subprocess.run([*git, *words], check=True)
    with served(posts, "--sandbox", "--base", "HEAD") as server:
        page.goto(server.url)
        expect(page.locator("article.post")).to_have_count(1)
        expect(page.locator("article.post[data-branch]")).to_have_count(0)
        (posts / "content" / "launch.yaml").write_text(LAUNCH.replace("Monday", "Tuesday"))
        expect(page.locator("article.post[data-branch]")).to_have_count(1)


def test_hostile_texts_stay_texts(posts: Path, page: Page) -> None:
    with served(posts, "--sandbox") as server:
        page.goto(server.url)
        (posts / "content" / "<img src=x onerror=alert(1)>.yaml").write_text("<b>: 1\n")
        problems = page.locator("#live")
        expect(problems).to_contain_text("<img src=x onerror=alert(1)>.yaml")
        assert problems.locator("img, b").count() == 0


def test_its_end_is_said(posts: Path, browser: Browser) -> None:
    with browser.new_context() as context, served(posts, "--sandbox") as server:
        page = context.new_page()
        page.goto(server.url)
        expect(page.get_by_text("Launch day").first).to_be_visible()
        assert server.end(signal.SIGINT) == 0
        expect(page.locator("#live")).to_contain_text("has ended")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_in_order(posts: Path, number: signal.Signals) -> None:
    with served(posts, "--sandbox", "--offline") as server:
        assert httpx.get(server.url, trust_env=False).status_code == 200
        assert server.end(number) == 0


def test_only_this_machine_is_answered_and_no_key_is_in_it(posts: Path) -> None:
    with served(posts, "--sandbox") as server, httpx.Client(base_url=server.url, trust_env=False) as client:
        assert client.get("", headers={"Host": "evil.example"}).status_code == 403
        answers = [client.get(path) for path in ("", "now")]
        assert [answer.status_code for answer in answers] == [200] * 2
        assert not [answer for answer in answers if KEY in answer.text + str(answer.headers)]


class Visitor:
    """Called in place of a browser: looks at the page until it has the words of an edit, then ends the command."""

    def __init__(self, posts: Path) -> None:
        self._posts, self.pages = posts, queue.Queue[str]()

    def __call__(self, url: str) -> None:
        threading.Thread(target=self._look, args=(url,)).start()

    def _look(self, url: str) -> None:
        try:
            with httpx.Client(base_url=url, trust_env=False) as client:
                self.pages.put(client.get("").text)
                (self._posts / "content" / "launch.yaml").write_text(LAUNCH.replace("Monday", "Tuesday"))
                ends_at = time.monotonic() + BOUND
                while "Tuesday" not in (page := client.get("").text) and time.monotonic() < ends_at:
                    pass
                self.pages.put(page)
        finally:
            os.kill(os.getpid(), signal.SIGINT)


@pytest.mark.parametrize("words", [(), ("--offline",), ("--profile", "acme")])
def test_from_its_beginning_to_its_end(
    contentsync: Contentsync, posts: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    visitor, handler = Visitor(posts), signal.getsignal(signal.SIGINT)
    monkeypatch.setattr("webbrowser.open", visitor)
    ran = contentsync("review", "--sandbox", "--serve", "--port", "0", "--open", *words)
    assert (ran.code, ran.err) == (0, "")
    assert re.fullmatch(r"The review is at http://127\.0\.0\.1:\d+/ and follows your files\. .*\n", ran.out)
    before, after = visitor.pages.get_nowait(), visitor.pages.get_nowait()
    assert "Launch day on Monday" in before
    assert "Launch day on Tuesday" in after
    assert signal.getsignal(signal.SIGINT) is handler


def test_a_taken_port_is_said(contentsync: Contentsync, posts: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        ran = contentsync("review", "--sandbox", "--serve", "--port", port)
    assert ran.code == 1
    assert f"port {port} cannot be served: " in ran.err
    assert "contentsync review --serve --port 0" in ran.err


@pytest.mark.parametrize(
    "words",
    [
        ("--serve", "--out", "a.html"),
        ("--serve", "--format", "text"),
        ("--serve", "--json"),
        ("--port", "0"),
        ("--open",),
        ("--no-open",),
        ("--serve", "--port", "70000"),
    ],
)
def test_what_does_not_go_together(contentsync: Contentsync, posts: Path, words: tuple[str, ...]) -> None:
    ran = contentsync("review", "--sandbox", *words)
    assert ran.code == 1
    assert "--serve" in ran.err or "--port" in ran.err or '"error"' in ran.out
    assert not (posts / ".contentsync").exists()


def test_what_cannot_be_read_at_the_beginning_is_an_error(contentsync: Contentsync, posts: Path) -> None:
    (posts / "contentsync.yaml").write_text("nonsense: 1\n")
    ran = contentsync("review", "--sandbox", "--serve")
    assert ran.code == 1
    assert "CS201" in ran.err
