"""What a world shows to the judge, put in order: whose jobs there were, how each leaf was meant, what went out when."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from typing import NamedTuple

import msgspec

from contentsync.model.delivery import Delivery
from contentsync.model.identity import ExternalId
from contentsync.model.identity import address_digest
from contentsync.model.identity import parse_external_id
from contentsync.testing.happenings import Edition
from contentsync.testing.happenings import Ran
from contentsync.testing.posts import Post
from contentsync.testing.posts import deliveries
from contentsync.testing.world import NAMESPACE
from contentsync.testing.world import World


class Leaf(NamedTuple):
    """What a follower can see once. `post` is the first id that the post had."""

    post: str
    profile: str
    platform: str

    def __str__(self) -> str:
        return f"{self.post}@{self.profile}:{self.platform}"


class Version(msgspec.Struct, frozen=True):
    """A leaf as an edition has it; `delivery` is None where it is not wanted."""

    edition: int
    since_at: datetime
    delivery: Delivery | None


class Seen(msgspec.Struct, frozen=True):
    """One success of the ledger."""

    at: datetime
    text: str
    body: str
    job_id: str
    is_parked: bool


class Evidence(msgspec.Struct, frozen=True):
    """`origins` is the first id of every post, `owners` the post and profile of an address by its digest.

    `versions` has one version per edition of every leaf that was ever wanted or seen. `seen` is what followers saw of
    our jobs; of the copies that people made of them only `copied` is known, the leaves. `blind` are posts that nobody
    can judge: nobody could know any more which job is theirs.
    """

    world: World
    origins: dict[str, str]
    owners: dict[str, tuple[str, str]]
    versions: dict[Leaf, list[Version]]
    seen: dict[Leaf, list[Seen]]
    copied: frozenset[Leaf]
    blind: frozenset[str]

    @property
    def last(self) -> Ran:
        """The run that ended when all was over."""
        return self.world.runs[-1]

    def post_at(self, address: str) -> str | None:
        """The first id of the post that a plan calls by that address."""
        return self.origins.get(address.partition("@")[0])


def gather(world: World) -> Evidence:
    """All of it, from a world that has come to rest."""
    origins = _origins(world)
    owners = _owners(world, origins)
    seen, copied = _ledger(world, owners)
    versions = _versions(world, origins)
    for leaf in seen.keys() - versions.keys():
        versions[leaf] = _unwanted(world.editions)
    blind = {origins[post] for post in world.blind} | set(_out_of_sight(world, owners))
    return Evidence(world, origins, owners, versions, seen, frozenset(copied), frozenset(blind))


def label_of(job: dict[str, Any]) -> ExternalId | None:
    """What a job of the sandbox carries, where that is one of our external ids."""
    return parse_external_id(job["fields"].get("external_id", [""])[0])


def leaves(edition: Edition) -> Iterator[tuple[Post, Delivery, str]]:
    """Every platform of every delivery."""
    for post in edition.posts.values():
        for each in deliveries(post):
            for platform in each.platforms:
                yield post, each, platform


def _origins(world: World) -> dict[str, str]:
    origins: dict[str, str] = {}
    for edition in world.editions:
        for post in edition.posts.values():
            old = post.renamed_from
            origins.setdefault(post.id, origins.get(old, old) if old else post.id)
    return origins


def _owners(world: World, origins: dict[str, str]) -> dict[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    for edition in world.editions:
        for post in edition.posts.values():
            for each in deliveries(post):
                found[address_digest(each.address)] = (origins[post.id], each.profile)
    return found


def _out_of_sight(world: World, owners: dict[str, tuple[str, str]]) -> Iterator[str]:
    """Posts whose job a person changed before anybody could know that it is theirs."""
    labels = {job["job_id"]: label_of(job) for job in world.sandbox.jobs()}
    for deed in world.deeds:
        label = labels[deed.job_id]
        if deed.is_blind and label is not None:
            yield owners[label.a][0]


def _ledger(world: World, owners: dict[str, tuple[str, str]]) -> tuple[dict[Leaf, list[Seen]], set[Leaf]]:
    """What went out of our own jobs, and which leaves of copies."""
    seen: dict[Leaf, list[Seen]] = defaultdict(list)
    copied: set[Leaf] = set()
    for row in world.sandbox.ledger():
        label = parse_external_id(row["external_id"] or "")
        if label is None or label.namespace != NAMESPACE or not row["success"]:
            continue
        leaf = Leaf(*owners[label.a], row["leaf"]["platform"])
        if row["job_id"] in world.copies:
            copied.add(leaf)
            continue
        at = datetime.fromisoformat(row["published_at"])
        seen[leaf].append(Seen(at, row["text"], label.body, row["job_id"], label.is_parked))
    return dict(seen), copied


def _unwanted(editions: list[Edition]) -> list[Version]:
    return [Version(number, edition.since_at, None) for number, edition in enumerate(editions)]


def _versions(world: World, origins: dict[str, str]) -> dict[Leaf, list[Version]]:
    found: dict[Leaf, list[Version]] = {}
    for number, edition in enumerate(world.editions):
        wanted: dict[Leaf, Delivery | None] = {}
        for post, each, platform in leaves(edition):
            leaf = Leaf(origins[post.id], each.profile, platform)
            found.setdefault(leaf, _unwanted(world.editions[:number]))
            if post.is_broken:
                wanted[leaf] = found[leaf][-1].delivery
            else:
                wanted[leaf] = None if post.is_draft else each
        for leaf, versions in found.items():
            versions.append(Version(number, edition.since_at, wanted.get(leaf)))
    return found
