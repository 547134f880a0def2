"""The one place that puts settings, repository, client, state store and clock together."""

import os
import socket
import uuid
from functools import cached_property
from functools import partial
from types import TracebackType
from typing import Self

from contentsync import repo
from contentsync.clocks import SystemClock
from contentsync.connection import Connection
from contentsync.connection import connect
from contentsync.connection import sandbox_folder
from contentsync.content.between import AHEAD
from contentsync.content.between import Between
from contentsync.destinations import Destinations
from contentsync.engine.reconcile import Terms
from contentsync.engine.reconcile.facts import Drift
from contentsync.engine.server import Writer
from contentsync.engine.session import Destinations as DestinationsOf
from contentsync.engine.session import Session
from contentsync.model.clock import Clock
from contentsync.platforms import encode
from contentsync.reading import Files
from contentsync.remembered import Remembered
from contentsync.settings import Settings
from contentsync.state.file import FileStore
from contentsync.state.git import GitStore
from contentsync.state.ownership import Owner
from contentsync.state.rescue import write_rescue
from contentsync.state.store import Store


class Seams(Files):
    """What deciding and writing in one folder go through. What needs the network connects when it is asked for."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self._connection: Connection | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        if self._connection is not None:
            self._connection.closing.close()

    @property
    def connection(self) -> Connection:
        """The server and its clock."""
        if self._connection is None:
            self._connection = connect(self.settings)
        return self._connection

    @property
    def clock(self) -> Clock:
        """The time that everything is decided by."""
        return self.connection.clock

    @property
    def is_sandbox(self) -> bool:
        """Whether the settings name the sandbox inside this process."""
        return self.settings.is_sandbox

    @cached_property
    def store(self) -> Store:
        """Where state is kept. The sandbox has its own, beside its data."""
        return self.sandbox_store() if self.settings.is_sandbox else self.store_of(self.settings.namespace)

    def sandbox_store(self) -> Store:
        """The sandbox's own store."""
        return FileStore(sandbox_folder(self.settings) / "state.json")

    def store_of(self, namespace: str) -> Store:
        """Where the real state of a namespace of this folder is kept."""
        if self.settings.store == "git":
            return GitStore(self.settings.root, namespace, wait=SystemClock().sleep)
        return FileStore(self.settings.state_path)

    @property
    def owner(self) -> Owner:
        """Whose state this is, the account left out: only the server knows that."""
        return Owner(
            namespace=self.settings.namespace,
            repository=repo.identity(self.root),
            folder=self.settings.folder.relative_to(self.root).as_posix(),
            account="",
            was_repository=lambda name: name == repo.first_commit(self.root),
        )

    @cached_property
    def session(self) -> Session:
        """Planning and applying over this folder's seams."""
        return self.session_over(self.connection.client, self.clock, self.store, self.destinations)

    @cached_property
    def destinations(self) -> Destinations:
        """Where the account can post to, each list asked for once a day, and before anything is sent to it."""
        client, settings = self.connection.client, self.settings
        remembered = Remembered(
            settings.cache / "places.json", lambda: f"{settings.api_url} {client.email}", self.clock.now
        )
        return Destinations(client, remembered)

    def session_over(self, server: Writer, clock: Clock, store: Store, destinations: DestinationsOf) -> Session:
        """The same over others, such as what was kept of an earlier look."""
        settings = self.settings
        return Session(
            server=server,
            clock=clock,
            store=store,
            terms=Terms(windows=settings.windows, drift=Drift(settings.drift)),
            owner=self.owner,
            destinations=destinations,
            encode=encode,
            name_run=lambda: f"{socket.gethostname()}-{os.getpid()}-{uuid.uuid4().hex[:6]}",
            new_lineage=lambda: uuid.uuid4().hex,
            rescue=partial(write_rescue, settings.private),
            commit=self._commit,
            rulebook=settings.rulebook,
            across=Between(settings.cache / AHEAD),
        )

    def _commit(self) -> str:
        found = repo.head(self.root)
        return found.sha[:12] if found else ""
