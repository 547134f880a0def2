"""The process that looks into films and documents: what it answers, and what happens when it does not."""

import multiprocessing
import resource
import signal
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Thread

import msgspec
import pytest

from contentsync.media import Facts
from contentsync.media import bounded
from contentsync.media import facts_of
from contentsync.media import watched as module
from contentsync.media.bounded import serve
from tests.corpus import FILM
from tests.corpus import pdf


@pytest.fixture
def film(tmp_path: Path) -> Path:
    (tmp_path / "film.mp4").write_bytes(FILM.read_bytes())
    return tmp_path / "film.mp4"


@pytest.fixture
def _restored() -> Iterator[None]:
    """`serve` means its own process; here it runs in this one."""
    handler, limits = signal.getsignal(signal.SIGINT), resource.getrlimit(resource.RLIMIT_AS)
    yield
    signal.signal(signal.SIGINT, handler)
    resource.setrlimit(resource.RLIMIT_AS, limits)


def test_a_reader_that_does_not_answer_is_replaced(film: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert facts_of(film).fault == ""
    with monkeypatch.context() as patched:
        patched.setattr(bounded, "LIMIT_SECONDS", 0.0)
        assert facts_of(film) == Facts(format="mp4", fault="unmeasured")
    assert facts_of(film).width == 720


def test_a_reader_that_has_died_is_replaced(film: Path) -> None:
    facts_of(film)
    assert module._READER._running is not None
    process, _ = module._READER._running
    process.kill()
    process.join()
    assert facts_of(film) == Facts(format="mp4", fault="unmeasured")
    assert facts_of(film).width == 720


def test_a_count_of_samples_that_would_take_minutes(film: Path) -> None:
    """Two thousand million samples of one frame each, in a film of 96 KB."""
    whole = film.read_bytes()
    at = whole.index(b"stts") + 12
    film.write_bytes(whole[:at] + b"\x7f\xff\xff\xff" + whole[at + 4 :])
    assert facts_of(film).format == "mp4"
    film.write_bytes(whole)
    assert facts_of(film).width == 720


@pytest.mark.usefixtures("_restored")
def test_what_the_process_does(film: Path, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf(3))
    here, there = multiprocessing.Pipe()
    for request in ((str(film), "mp4"), (str(tmp_path / "a.pdf"), "pdf")):
        here.send_bytes(msgspec.msgpack.encode(request))
    answers = iter_until_closed(here, there)
    assert [(facts.format, facts.width, facts.pages) for facts in answers] == [("mp4", 720, None), ("pdf", 0, 3)]


def iter_until_closed(here: Connection, there: Connection) -> list[Facts]:
    """A duplex pipe cannot be closed half, so somebody hangs up when both answers are there."""
    found: list[Facts] = []

    def listen() -> None:
        found.extend(msgspec.msgpack.decode(here.recv_bytes(), type=Facts) for _ in range(2))
        here.close()

    listener = Thread(target=listen)
    listener.start()
    serve(there, module.answered)
    listener.join()
    return found
