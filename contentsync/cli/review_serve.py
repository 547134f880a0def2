"""`contentsync review --serve`: the page on this machine, made again whenever a file is saved."""

import hashlib
import signal
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from contentsync.cli.ask import Ask
from contentsync.cli.formats import FORMATS
from contentsync.cli.formats import Canvas
from contentsync.cli.options import Options
from contentsync.cli.planned import material_of
from contentsync.cli.screen import Screen
from contentsync.cli.session import load_settings
from contentsync.cli.session import open_session
from contentsync.cli.session import scope
from contentsync.model.errors import UserError
from contentsync.preview.live import Live
from contentsync.preview.live import Made
from contentsync.preview.live import script
from contentsync.preview.server import HOST
from contentsync.preview.server import PORT
from contentsync.preview.server import application
from contentsync.preview.server import serve
from contentsync.preview.watch import watching
from contentsync.review.paint import Paint

if TYPE_CHECKING:
    from contentsync.engine.kept import Kept
    from contentsync.engine.planned import Planned
    from contentsync.review.material import Material
    from contentsync.workspace import Workspace


class Maker:
    """Makes the page: the first time with what the server says, which is kept; from then on of the files alone."""

    def __init__(self, options: Options, ask: Ask) -> None:
        self._options, self._ask = options, ask
        self._kept: Kept | None = None
        self._last: Planned | None = None
        self._made: Made | None = None

    def __call__(self) -> Made:
        with open_session(self._options) as workspace:
            # How long it took is another one each time, and nothing that a page is made anew for.
            self._last = planned = replace(self._planned(workspace), seconds=0.0, requests=0)
            material = material_of(workspace, planned)
            tag = hashlib.sha256(msgspec.json.encode(material, order="deterministic")).hexdigest()
            if self._made is None or self._made.tag != tag:
                self._made = Made(tag, self._page(workspace, material, tag), planned.plan.problems)
        return self._made

    def _page(self, workspace: "Workspace", material: "Material", tag: str) -> str:
        live = script(tag, workspace.root)
        canvas = Canvas(Paint(False), 0, workspace.pictures.picture, workspace.media.facts, live)
        return FORMATS["html"].render(material, canvas)

    def _planned(self, workspace: "Workspace") -> "Planned":
        ask, last = self._ask, self._last
        if last is None:
            planned = ask.planned(workspace)
            self._kept = None if ask.is_offline else workspace.keep(planned)
            return planned
        narrowed = scope(ask.targets, ask.profiles)
        if self._kept is None:
            return workspace.supposed(ask.base, narrowed, last)
        return workspace.replan(self._kept, last, narrowed)


def serve_review(options: Options, ask: Ask, chosen_port: int | None, opens: bool) -> int:
    """Until Ctrl-C, which is how it ends well."""
    screen, settings = Screen(options), load_settings(options)
    port = PORT if chosen_port is None else chosen_port
    live = Live(Maker(options, ask))

    def ready(taken: int) -> None:
        url = f"http://{HOST}:{taken}/"
        screen.say(f"The review is at {url} and follows your files. Ctrl-C ends it.")
        if opens:
            webbrowser.open(url)

    content = settings.root / settings.content
    with watching(live.refresh, settings.root / settings.file, content), _ended_by_signals():
        try:
            serve(application(live), port, ready)
        except OSError as wrong:
            fix = "contentsync review --serve --port 0"
            raise UserError(f"port {port} cannot be served: {wrong.strerror or wrong}", fix) from None
    return 0


@contextmanager
def _ended_by_signals() -> Iterator[None]:
    def ended(*_: object) -> None:
        raise SystemExit(0)

    before = {number: signal.signal(number, ended) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
