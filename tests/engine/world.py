"""A repository, a state file and the sandbox, driven through the very session that the command line uses.

The judge is the sandbox's ledger: what followers saw.
"""

import hashlib
from collections import Counter
from collections.abc import Callable
from datetime import UTC
from datetime import datetime
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
from msgspec.structs import replace

from contentsync.clocks import EmbeddedClock
from contentsync.destinations import Destinations
from contentsync.engine.apply.report import Result
from contentsync.engine.planned import Applied
from contentsync.engine.planned import Planned
from contentsync.engine.planning import Scope
from contentsync.engine.reconcile import Terms
from contentsync.engine.session import Session
from contentsync.model.change import Change
from contentsync.model.delivery import Delivery
from contentsync.model.delivery import Desired
from contentsync.model.delivery import Medium
from contentsync.model.delivery import Source
from contentsync.model.identity import address_of
from contentsync.model.identity import body_digest
from contentsync.platforms import encode
from contentsync.platforms import wire_texts
from contentsync.remote import Client
from contentsync.sandbox import Sandbox
from contentsync.state.document import Entry
from contentsync.state.file import FileStore
from contentsync.state.ownership import Owner
from contentsync.state.rescue import write_rescue
from contentsync.state.store import Store
from contentsync.testing import wsgi_transport
from contentsync.testing.crash import WatchedStore

START_AT = datetime(2027, 3, 1, 8, 0, tzinfo=UTC)
NAMESPACE = "acme-social-k3f9xa"
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)

Watch = Callable[[str], None]


class Killed(BaseException):
    """The process is gone: nothing that catches `Exception` notices."""


class KillAt:
    """Kills at the n-th effect (from 1) and refuses all that would follow; 0 only counts."""

    def __init__(self, number: int = 0) -> None:
        self.number, self.count = number, 0

    def __call__(self, name: str) -> None:
        self.count += 1
        if self.number and self.count >= self.number:
            raise Killed(name)


class WatchedTransport(httpx.BaseTransport):
    """Tells of every writing request before it is sent and after it was answered."""

    def __init__(self, inner: httpx.BaseTransport, watch: Watch) -> None:
        self._inner, self._watch = inner, watch

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if request.method == "GET":
            return self._inner.handle_request(request)
        self._watch(f"before {request.method} {request.url.path}")
        response = self._inner.handle_request(request)
        self._watch(f"after {request.method} {request.url.path}")
        return response


class Notes:
    """Progress that is kept for a look at it."""

    def __init__(self) -> None:
        self.notes: list[str] = []
        self.results: list[Result] = []

    def started(self, change: Change, number: int, total: int) -> None:
        assert 1 <= number <= total

    def sent(self, sent: int, total: int) -> None:
        assert sent <= total

    def finished(self, result: Result) -> None:
        self.results.append(result)

    def note(self, text: str) -> None:
        self.notes.append(text)


def medium(root: Path, name: str, content: bytes) -> Medium:
    """A picture or document in the repository."""
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    kind: Any = "document" if name.endswith(".pdf") else "image"
    digest = hashlib.sha256(content).hexdigest()
    return Medium(src=name, kind=kind, path=name, sha256=digest, size=len(content))


def post(name: str = "launch", at: datetime | None = START_AT + DAY, text: str = "Hello", **given: Any) -> Delivery:
    """A delivery as content makes it. `platform` gives it its own address, `comment` is what PATCH cannot carry."""
    own, profile = given.pop("platform", ""), given.pop("profile", "acme")
    platforms = tuple(sorted(given.pop("platforms", (own,) if own else ("x",))))
    kind, texts = given.pop("post_type", "text"), given.pop("texts", {})
    wire = wire_texts(platforms, kind, text, given.get("title", ""), texts, {})
    made = Delivery(
        address=address_of(name, profile, own),
        post_id=name,
        profile=profile,
        platforms=platforms,
        post_type=kind,
        publish_at=at,
        timezone="UTC",
        source=Source(f"content/{name}.yaml", 1),
        text=text,
        texts=texts,
        first_comment=given.pop("comment", ""),
        wire_title=wire.title,
        wire_caption=wire.caption,
        has_own_texts=bool(wire.overrides),
        **given,
    )
    return replace(made, body=body_digest(made))


class World:
    """`files` is the repository. Every run is a process of its own: it knows what the state file says, and no more."""

    def __init__(self, root: Path, terms: Terms | None = None, **switches: Any) -> None:
        self.root, self.terms = root, terms or Terms()
        self.sandbox = Sandbox(now=START_AT, switches=switches)
        self.clock = EmbeddedClock(self.sandbox.now, self.sandbox.advance)
        self.files = Desired(deliveries=())
        self.store = FileStore(root / ".contentsync" / "state.json")
        self.runs = 0
        self.progress = Notes()

    def write(self, *deliveries: Delivery, bad_posts: tuple[str, ...] = (), drafts: tuple[Delivery, ...] = ()) -> None:
        """The repository says this, and nothing else."""
        files = frozenset(d.source.file for d in (*deliveries, *drafts))
        self.files = Desired(deliveries, drafts, bad_posts=frozenset(bad_posts), files=files)

    def session(self, watch: Watch | None = None, store: Store | None = None) -> Session:
        """A new process."""
        self.runs += 1
        transport: httpx.BaseTransport = wsgi_transport(self.sandbox.app)
        kept: Store = store or self.store
        if watch is not None:
            transport = WatchedTransport(transport, watch)
            kept = WatchedStore(self.store, watch)
        client = Client("http://localhost/api", "sandbox", clock=self.clock, root=self.root, transport=transport)
        return Session(
            server=client,
            clock=self.clock,
            store=kept,
            terms=self.terms,
            owner=Owner(namespace=NAMESPACE, repository="acme/social", folder=".", account=""),
            destinations=Destinations(client),
            encode=encode,
            name_run=lambda: f"run-{self.runs}",
            new_lineage=lambda: "lineage",
            rescue=lambda run, updates: write_rescue(self.root / ".contentsync", run, updates),
        )

    def plan(self, scope: Scope | None = None) -> Planned:
        return self.session().plan(self.files, scope)

    def told(self) -> dict[str, tuple[str, str]]:
        """A plan in short: action and rule by address."""
        return {change.address: (change.action.value, change.rule) for change in self.plan().plan.changes}

    def apply(
        self, scope: Scope | None = None, allow_delete: int = 0, watch: Watch | None = None, store: Store | None = None
    ) -> Applied:
        session = self.session(watch, store)
        self.progress = Notes()
        return session.apply(session.plan(self.files, scope), self.progress, allow_delete)

    def settle(self, runs: int = 6) -> Applied:
        """Apply every quarter of an hour, as a cron would, until a run has nothing to write."""
        for _ in range(runs):
            applied = self.apply(allow_delete=100)
            if not applied.results and not any(change.is_waiting for change in applied.left.changes):
                return applied
            self.sandbox.advance(15 * MINUTE)
        return applied

    def entry(self, address: str = "launch@acme") -> Entry:
        state = self.store.read().state
        assert state is not None
        return state.posts[address]

    def scheduled(self) -> list[dict[str, Any]]:
        """Jobs that wait, in the order of their dates."""
        jobs = [job for job in self.sandbox.jobs() if job["state"] == "scheduled"]
        return sorted(jobs, key=lambda job: str(job["due_at"]))

    def seen(self) -> Counter[tuple[str, str]]:
        """How often followers of each network saw which words."""
        rows = [row for row in self.sandbox.ledger() if row["success"]]
        return Counter((row["leaf"]["platform"], row["text"] or row["title"]) for row in rows)

    def wait(self, span: timedelta) -> None:
        self.sandbox.advance(span)

    def fault(self, **rule: Any) -> None:
        self.sandbox.add_fault(rule)
