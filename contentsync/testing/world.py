"""A whole small world in memory: a service, an account, the posts of a repository, a state, and runs of the engine."""

from contextlib import suppress
from datetime import UTC
from datetime import datetime
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx

from contentsync.clocks import EmbeddedClock
from contentsync.destinations import Destinations
from contentsync.engine.apply.recorder import Updates
from contentsync.engine.apply.report import Result
from contentsync.engine.reconcile import Terms
from contentsync.engine.session import Session
from contentsync.model.change import Action
from contentsync.model.change import Change
from contentsync.model.delivery import Desired
from contentsync.model.errors import UserError
from contentsync.model.identity import address_digest
from contentsync.platforms import encode
from contentsync.platforms.wire import ENDPOINTS
from contentsync.remote import Client
from contentsync.sandbox import Sandbox
from contentsync.state.ownership import Owner
from contentsync.state.store import Store
from contentsync.testing.crash import Killed
from contentsync.testing.crash import Watch
from contentsync.testing.crash import WatchedStore
from contentsync.testing.crash import WatchedTransport
from contentsync.testing.happenings import Deed
from contentsync.testing.happenings import Edition
from contentsync.testing.happenings import Ran
from contentsync.testing.memory import MemoryStore
from contentsync.testing.posts import Post
from contentsync.testing.posts import deliveries
from contentsync.testing.transport import wsgi_transport

START_AT = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
URL = "http://localhost/api"
NAMESPACE = "acme-social-k3f9xa"
ANY_NUMBER = 10_000


class Quiet:
    """The progress of a run that nobody looks at."""

    def started(self, change: Change, number: int, total: int) -> None:
        """Nothing is shown."""

    def sent(self, sent: int, total: int) -> None:
        """Nothing is shown."""

    def finished(self, result: Result) -> None:
        """Nothing is shown."""

    def note(self, text: str) -> None:
        """Nothing is shown."""


class World:
    """`posts` is the repository, by post id; `editions` how it stood when. Time moves by `wait` and by what runs wait.

    `switches` are the sandbox's. The clock is the sandbox's own, so a world is the same each time it is run through.
    """

    def __init__(self, terms: Terms | None = None, **switches: Any) -> None:
        self.sandbox = Sandbox(now=START_AT, switches=switches)
        self.store = MemoryStore()
        self.terms = terms or Terms()
        self.editions = [Edition(START_AT, {})]
        self.runs: list[Ran] = []
        self.rescued: list[Updates] = []
        self.deeds: list[Deed] = []
        self.copies: dict[str, str] = {}
        self.strangers: dict[str, dict[str, Any]] = {}
        self.lost_at: datetime | None = None
        self.runs_before_loss = 0
        self.blind: set[str] = set()
        self._lineages = 0

    @property
    def now(self) -> datetime:
        """The time on every clock."""
        return self.sandbox.now()

    def _sleep(self, span: timedelta) -> None:
        """Waits are rounded up to a power of two: the random part of a back-off would make each run another one."""
        seconds = 1.0
        while seconds < span.total_seconds():
            seconds *= 2
        self.wait(timedelta(seconds=seconds))

    def wait(self, span: timedelta) -> None:
        """Let time pass."""
        self.sandbox.advance(span)

    # What authors do

    @property
    def posts(self) -> dict[str, Post]:
        """The repository as it stands."""
        return self.editions[-1].posts

    def put(self, *posts: Post) -> None:
        """Write or overwrite posts, in one commit."""
        self.commit({**self.posts, **{post.id: post for post in posts}})

    def remove(self, *ids: str) -> None:
        """Delete their files, in one commit."""
        self.commit({name: post for name, post in self.posts.items() if name not in ids})

    def commit(self, posts: dict[str, Post]) -> None:
        """The repository is this from now on."""
        self.editions.append(Edition(self.now, posts))

    def desired(self) -> Desired:
        """What reading the repository gives."""
        posts = sorted(self.posts.values(), key=lambda post: post.id)
        good = [post for post in posts if not post.is_broken]
        return Desired(
            deliveries=tuple(each for post in good if not post.is_draft for each in deliveries(post)),
            drafts=tuple(each for post in good if post.is_draft for each in deliveries(post)),
            bad_files=frozenset(post.file for post in posts if post.is_broken),
            files=frozenset(post.file for post in posts),
            post_count=len(posts),
        )

    # What people do in the service's calendar

    def waiting(self) -> list[str]:
        """The ids of all jobs of this repository that wait for their moment, in the order of their dates."""
        label = f"cs1:{NAMESPACE}:"
        jobs = [job for job in self.sandbox.jobs() if job["state"] == "scheduled"]
        mine = [job for job in jobs if job["fields"].get("external_id", [""])[0].startswith(label)]
        return [job["job_id"] for job in sorted(mine, key=lambda job: (job["due_at"], job["job_id"]))]

    def reword(self, job_id: str, title: str) -> None:
        """Somebody changes the text of a job."""
        self.sandbox.ui_edit(job_id, title=title)
        self._did("text", job_id)

    def move(self, job_id: str, at: datetime) -> None:
        """Somebody drags a job to another moment."""
        self.sandbox.ui_edit(job_id, scheduled_date=f"{at:%Y-%m-%dT%H:%M:%SZ}")
        self._did("date", job_id)

    def cancel(self, job_id: str) -> None:
        """Somebody cancels a job."""
        self.sandbox.ui_cancel(job_id)
        self._did("cancel", job_id)

    def publish_now(self, job_id: str) -> None:
        """Somebody lets a job go out at once."""
        self._did("date", job_id)
        self.sandbox.ui_publish_now(job_id)

    def copy(self, job_id: str, at: datetime) -> str:
        """Somebody duplicates a job; the copy is theirs, though it carries our label."""
        copied = self.sandbox.ui_copy(job_id, f"{at:%Y-%m-%dT%H:%M:%SZ}")
        self._did("copy", job_id)
        self.copies[copied] = job_id
        return copied

    def stranger(self, title: str, at: datetime) -> None:
        """Somebody schedules a post of their own."""
        self._keep(self.sandbox.ui_create("acme", ["x"], title, f"{at:%Y-%m-%dT%H:%M:%SZ}"))

    def neighbour(self, title: str, at: datetime) -> None:
        """A copy of this repository, whose namespace begins as ours does, schedules a post of the same name."""
        of = next((each.address for post in self.posts.values() for each in deliveries(post)), "a@acme")
        form = {
            "user": "acme",
            "platform[]": "x",
            "title": title,
            "scheduled_date": f"{at:%Y-%m-%dT%H:%M:%SZ}",
            "external_id": f"cs1:{NAMESPACE}-2:{address_digest(of)}:{'b' * 24}:0",
        }
        with (
            httpx.Client(base_url=URL, transport=wsgi_transport(self.sandbox.app)) as client,
            suppress(httpx.ReadError),
        ):
            client.post("upload_text", data=form, headers={"Authorization": "Apikey sandbox"})
        for job in self.sandbox.jobs():
            if job["fields"].get("external_id") == [form["external_id"]]:
                self._keep(job["job_id"])

    def _keep(self, job_id: str) -> None:
        found = next(job for job in self.sandbox.jobs() if job["job_id"] == job_id)
        self.strangers.setdefault(job_id, {"fields": found["fields"], "due_at": found["due_at"]})

    def _did(self, kind: str, job_id: str) -> None:
        job = next(job for job in self.sandbox.jobs() if job["job_id"] == job_id)
        is_blind = job["external_id"] is None and job_id.encode() not in self.store.data
        state = self.store.read().state
        entries = state.posts.values() if state else ()
        records = [record for entry in entries for record in entry.records]
        open_deletes = {record.job_id for record in records if record.call and record.call.patch is None}
        self.deeds.append(Deed(self.now, kind, job_id, is_blind, is_late=job_id in open_deletes))

    def lose_state(self) -> None:
        """The state is gone, as after a fresh clone of a repository that kept it in a file.

        Of posts whose endpoint does not echo, that were renamed, or whose job is not listed yet, nobody can say from
        then on which job is theirs: they are `blind`.
        """
        echoes = self.sandbox.settings["echo_external_id"]
        posts = [post for edition in self.editions for post in edition.posts.values()]
        self.blind |= {post.id for post in posts if post.renamed_from or not echoes[ENDPOINTS[post.post_type]]}
        lag = timedelta(seconds=self.sandbox.settings["list_lag"])
        made = [(job["created_at"], job["fields"].get("external_id", [""])[0]) for job in self.sandbox.jobs()]
        fresh = {label for at, label in made if datetime.fromisoformat(at) + lag > self.now}
        digests = {label.split(":")[2] for label in fresh if label}
        self.blind |= {p.id for p in posts for each in deliveries(p) if address_digest(each.address) in digests}
        self.store.replace(b"")
        self.lost_at = self.now
        self.runs_before_loss = len(self.runs)

    # What runs do

    def session(self, name: str, watch: Watch | None = None, skew: timedelta = timedelta(0)) -> tuple[Session, Client]:
        """A new process: nothing is remembered but what the store holds. Its clock is `skew` ahead of the service's."""
        clock = EmbeddedClock(lambda: self.now + skew, self._sleep)
        transport: httpx.BaseTransport = wsgi_transport(self.sandbox.app)
        store: Store = self.store
        if watch is not None:
            transport, store = WatchedTransport(transport, watch), WatchedStore(store, watch)
        client = Client(URL, "sandbox", clock=clock, root=Path(), transport=transport)
        session = Session(
            server=client,
            clock=clock,
            store=store,
            terms=self.terms,
            owner=Owner(namespace=NAMESPACE, repository="acme/social", folder=".", account=""),
            destinations=Destinations(client),
            encode=encode,
            name_run=lambda: name,
            new_lineage=self._new_lineage,
            rescue=self._rescue,
        )
        return session, client

    def _new_lineage(self) -> str:
        self._lineages += 1
        return f"lineage-{self._lineages}"

    def _rescue(self, run: str, updates: Updates) -> str:
        self.rescued.append(updates)
        return f"rescue-{run}"

    def run(self, watch: Watch | None = None, skew: timedelta = timedelta(0)) -> Ran:
        """One `contentsync apply`, from its beginning to its end."""
        number, edition, started_at = len(self.runs), len(self.editions) - 1, self.now
        self.runs.append(Ran(started_at, started_at, number, edition, is_killed=True))
        session, client = self.session(f"run-{number}", watch, skew)
        applied, error, is_killed, noted = None, "", False, tuple[Change, ...]()
        try:
            planned = session.plan(self.desired())
            noted = tuple(c for c in planned.plan.changes if c.action is Action.ADOPT and not c.writes)
            applied = session.apply(planned, Quiet(), ANY_NUMBER)
        except UserError as wrong:
            error = f"{type(wrong).__name__}: {wrong.message}"
        except Killed:
            is_killed = True
        finally:
            client.close()
        self.runs[number] = Ran(started_at, self.now, number, edition, applied, error, is_killed, noted)
        return self.runs[number]

    def close(self) -> None:
        """End of the world."""
        self.sandbox.close()
