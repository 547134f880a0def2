"""The judge: what followers saw, by the sandbox's ledger, against what the authors wrote and the runs said.

It shares nothing with reconcile: it knows the editions of the repository, the deeds of people, and the words of plans.
"""

from collections import defaultdict
from collections.abc import Iterable
from collections.abc import Iterator
from datetime import datetime
from datetime import timedelta
from itertools import pairwise
from typing import Any
from typing import NamedTuple

import msgspec

from contentsync.model.change import Action
from contentsync.model.change import Change
from contentsync.model.delivery import Delivery
from contentsync.model.identity import address_digest
from contentsync.model.identity import normal
from contentsync.model.identity import parse_external_id
from contentsync.state.codec import decode
from contentsync.testing.posts import Post
from contentsync.testing.posts import deliveries
from contentsync.testing.world import NAMESPACE
from contentsync.testing.world import Edition
from contentsync.testing.world import Ran
from contentsync.testing.world import World

BY_A_PERSON = ("cancelled by a person",)
"""A reason that is no hold and no problem, and still tells people why a post did not go out."""


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


class Judge:
    """Looks at a world that has come to rest: every moment is past, and a run has ended since."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._origin = self._origins()
        self._owners = self._addresses()
        self._blind = {self._origin[post] for post in world.blind} | set(self._out_of_sight())
        self._copied: set[Leaf] = set()
        self._seen = self._ledger()
        self._versions = self._all_versions()

    def faults(self) -> list[str]:
        """Everything that must never happen, in words; empty for a good end."""
        found = list(self._unmanaged())
        for leaf in sorted(self._versions.keys() | self._seen.keys()):
            found += self._of_leaf(leaf) if leaf.post not in self._blind else ()
        # A run that ends with an error says so by itself: its state is as old as the last one that went through.
        return [*found, *self._twins(), *(() if self._last.error else self._differences())]

    def holds(self) -> list[str]:
        """What the last run left to people, and what went out in an earlier version, be it said or not.

        Where no person was needed and there was time, each of them is a fault as well.
        """
        left = [
            f"{c.address}: {c.action} {c.rule} {c.reason}"
            for c in self._last.changes
            if is_told(c) or c.reason in BY_A_PERSON
        ]
        return [*left, *(f"{leaf}: an earlier version went out" for leaf in sorted(self._seen) if self._is_old(leaf))]

    def _is_old(self, leaf: Leaf) -> bool:
        seen = self._seen[leaf][0]
        newest = [version for version in self._versions[leaf] if version.since_at <= seen.at][-1].delivery
        return not self._matches(newest, newest, leaf, seen, seen.at)

    @property
    def _last(self) -> Ran:
        return self._world.runs[-1]

    def _out_of_sight(self) -> Iterator[str]:
        """Posts whose job a person changed before anybody could know that it is theirs."""
        labels = {job["job_id"]: job["fields"].get("external_id", [""])[0] for job in self._world.sandbox.jobs()}
        for deed in self._world.deeds:
            parts = parse_external_id(labels[deed.job_id])
            if deed.is_blind and parts is not None:
                yield self._owners[parts.a][0]

    def _origins(self) -> dict[str, str]:
        origin: dict[str, str] = {}
        for edition in self._world.editions:
            for post in edition.posts.values():
                old = post.renamed_from
                origin.setdefault(post.id, origin.get(old, old) if old else post.id)
        return origin

    def _addresses(self) -> dict[str, tuple[str, str]]:
        """Address digest to post and profile, over all editions."""
        found: dict[str, tuple[str, str]] = {}
        for edition in self._world.editions:
            for post in edition.posts.values():
                for each in deliveries(post):
                    found[address_digest(each.address)] = (self._origin[post.id], each.profile)
        return found

    def _ledger(self) -> dict[Leaf, list[Seen]]:
        found: dict[Leaf, list[Seen]] = defaultdict(list)
        for row in self._world.sandbox.ledger():
            parts = parse_external_id(row["external_id"] or "")
            if parts is None or parts.namespace != NAMESPACE or not row["success"]:
                continue
            post, profile = self._owners[parts.a]
            leaf = Leaf(post, profile, row["leaf"]["platform"])
            if row["job_id"] in self._world.copies:
                self._copied.add(leaf)
                continue
            at = datetime.fromisoformat(row["published_at"])
            found[leaf].append(Seen(at, row["text"], parts.body, row["job_id"], parts.is_parked))
        return found

    def _all_versions(self) -> dict[Leaf, list[Version]]:
        """Every leaf there ever was, with one version per edition."""
        editions = self._world.editions
        found: dict[Leaf, list[Version]] = {}
        for number, edition in enumerate(editions):
            wanted: dict[Leaf, Delivery | None] = {}
            for post, each, platform in _leaves(edition):
                leaf = Leaf(self._origin[post.id], each.profile, platform)
                found.setdefault(leaf, [Version(n, e.since_at, None) for n, e in enumerate(editions[:number])])
                if post.is_broken:
                    wanted[leaf] = found[leaf][-1].delivery
                else:
                    wanted[leaf] = None if post.is_draft else each
            for leaf, versions in found.items():
                versions.append(Version(number, edition.since_at, wanted.get(leaf)))
        return found

    def _of_leaf(self, leaf: Leaf) -> Iterator[str]:
        seen = sorted(self._seen.get(leaf, []), key=lambda each: each.at)
        seen = [each for each in seen if each is seen[0] or not self._was_let_go(each)]
        if len(seen) > 1 and self._was_moved_in_front(*seen[:2]):
            # A parked job that a person moved in front of the one that it was to stand for, and nobody looked since.
            seen = seen[1:]
        if len(seen) > 1:
            times = ", ".join(f"{each.at:%d %H:%M} by {each.job_id[:6]}" for each in seen)
            yield f"DOUBLE: {leaf} went out {len(seen)} times: {times}"
        elif seen:
            yield from self._of_seen(leaf, seen[0])
        else:
            yield from self._of_unseen(leaf)

    def _was_let_go(self, seen: Seen) -> bool:
        """Whether a person published it at that very moment, or moved a job that was parked: then it is their doing."""
        mine = [deed for deed in self._world.deeds if deed.job_id == seen.job_id and deed.kind == "date"]
        return any(seen.is_parked or deed.at == seen.at for deed in mine)

    def _was_moved_in_front(self, first: Seen, second: Seen) -> bool:
        return first.is_parked and self._was_let_go(first) and not self._had_run(first.at, second.at)

    def _had_run(self, after: datetime, before: datetime) -> bool:
        """Whether a run ended between two moments, and so could have seen the first."""
        return any(run.applied is not None and after < run.ended_at < before for run in self._world.runs)

    def _of_seen(self, leaf: Leaf, seen: Seen) -> Iterator[str]:
        confirmed, since_at = self._confirmed(leaf, seen.at)
        allowed = [v for v in self._versions.get(leaf, []) if v.edition >= confirmed and v.since_at <= seen.at]
        stood = [version.delivery for version in allowed]
        # Words and date of two editions may meet where a re-creation moved the old job out of the way first.
        timed = [each for version in allowed for each in self._deliveries(version.edition, leaf)]
        matching = any(self._matches(one, other, leaf, seen, since_at) for one in stood for other in timed)
        if not matching and not self._was_orphan(seen):
            yield f"WRONG: {leaf} went out {seen.at:%d %H:%M:%S} as {seen.text!r}, which is not what stood in its file"
        if not matching:
            return
        if self._was_cancelled(leaf, seen):
            yield f"REVIVED: a person cancelled {leaf}, and it went out at {seen.at:%d %H:%M} all the same"
        newest = allowed[-1]
        is_newest = self._matches(newest.delivery, newest.delivery, leaf, seen, since_at)
        if not is_newest and not self._was_orphan(seen) and self._is_silent(leaf, newest, seen.at):
            yield f"STALE: {leaf} went out as {seen.text!r} at {seen.at:%d %H:%M}, edited since, and no run said so"

    def _deliveries(self, edition: int, leaf: Leaf) -> list[Delivery]:
        """Everything that the post of a leaf fans out to on its profile."""
        found = {each.address: each for post, each, _ in _leaves(self._world.editions[edition])
                 if self._origin[post.id] == leaf.post and each.profile == leaf.profile}  # fmt: skip
        return list(found.values())

    def _was_cancelled(self, leaf: Leaf, seen: Seen) -> bool:
        """Whether a person cancelled a job that a run had shown, and its file stayed where it was ever since."""
        jobs = {job["job_id"]: job for job in self._world.sandbox.jobs()}
        for deed in self._world.deeds:
            parts = parse_external_id(jobs[deed.job_id]["fields"].get("external_id", [""])[0])
            is_live = deed.kind == "cancel" and deed.job_id not in self._world.copies and deed.at < seen.at
            if not is_live or parts is None or self._owners[parts.a] != (leaf.post, leaf.profile):
                continue
            made_at = datetime.fromisoformat(jobs[deed.job_id]["created_at"])
            was_listed = any(r.applied and made_at < r.started_at and r.ended_at < deed.at for r in self._world.runs)
            versions = self._versions[leaf]
            before = [version for version in versions if version.since_at < deed.at] or versions[:1]
            stood = [before[-1].delivery]
            stood += [version.delivery for version in versions if version.since_at > made_at]
            is_kept = all(each is not None for each in stood) and len({each.address for each in stood if each}) < 2
            is_known = self._world.lost_at is None and not parts.is_parked
            if was_listed and is_kept and is_known and leaf.platform in jobs[deed.job_id]["platforms"]:
                return True
        return False

    def _was_orphan(self, seen: Seen) -> bool:
        """Whether the last run before it said that nobody knows whose job this is."""
        runs = [run for run in self._world.runs if run.applied is not None and run.ended_at < seen.at]
        return bool(runs) and f"job:{seen.job_id}" in {change.address for change in runs[-1].changes}

    def _confirmed(self, leaf: Leaf, before: datetime) -> tuple[int, datetime]:
        """The newest edition that a run called in order before that instant, and when it did."""
        best = (0, self._world.editions[0].since_at)
        for run in self._world.runs:
            if run.applied is None or run.ended_at >= before:
                continue
            delivery = self._versions[leaf][run.edition].delivery if leaf in self._versions else None
            if run.edition < len(self._world.editions) and self._is_in_order(run, leaf, delivery):
                best = max(best, (run.edition, run.ended_at))
        return best

    def _is_in_order(self, run: Ran, leaf: Leaf, delivery: Delivery | None) -> bool:
        if delivery is None:
            names = {
                a for a, c in _by_address(run.changes).items() if leaf.post == self._origin.get(a.partition("@")[0])
            }
            return not names and not run.error
        change = _by_address(run.changes).get(delivery.address)
        return change is not None and change.rule == "16"

    def _matches(
        self, said: Delivery | None, timed: Delivery | None, leaf: Leaf, seen: Seen, since_at: datetime
    ) -> bool:
        """Whether it went out with the words of one version and at the moment of the other."""
        if said is None or timed is None or said.body != seen.body:
            return False
        deeds = {deed.kind for deed in self._world.deeds if deed.job_id == seen.job_id and deed.at >= since_at}
        text = said.texts.get(leaf.platform, said.text)
        if normal(text) != normal(seen.text) and "text" not in deeds:
            return False
        at, late = timed.publish_at, self._world.terms.windows.late
        if at is None or at == seen.at or "date" in deeds or self._world.sandbox.settings["scheduled_answers"] == 200:
            return True
        if self._world.sandbox.settings["cap_moves_date"] and (seen.at - at) % timedelta(days=1) == timedelta(0):
            return True
        return bool(late) and at < seen.at <= at + late + timedelta(hours=2)

    def _is_silent(self, leaf: Leaf, newest: Version, before: datetime) -> bool:
        """Whether a run looked at the newest version in time, and kept to itself that it would not go out."""
        looked = [
            run
            for run in self._world.runs
            if run.applied is not None and run.edition >= newest.edition and run.ended_at < before
        ]
        if not looked:
            return False
        run = looked[-1]
        said = {c.address for c in run.changes if is_told(c) or c.is_waiting or c.writes}
        said |= {result.change.address for result in run.results if result.outcome != "done"}
        return not any(self._origin.get(address.partition("@")[0]) == leaf.post for address in said)

    def _of_unseen(self, leaf: Leaf) -> Iterator[str]:
        wanted = self._versions[leaf][-1].delivery
        post = self._world.posts.get(wanted.post_id) if wanted else None
        if wanted is None or post is None or post.is_broken or leaf in self._copied:
            return
        if wanted.publish_at is not None and wanted.publish_at > self._world.now:
            return
        change = _by_address(self._last.changes).get(wanted.address)
        said = {result.change.address for result in self._last.results if result.outcome != "done"}
        if self._last.error:
            return
        if wanted.address in said or (change is not None and self._is_explained(change, leaf)):
            return
        word = f"{change.action} {change.rule} {change.reason}" if change else f"nothing {self._last.error}"
        yield f"LOST: {leaf} never went out, and the plan says: {word}"

    def _is_explained(self, change: Change, leaf: Leaf) -> bool:
        if is_told(change) or change.reason in BY_A_PERSON:
            return True
        return change.reason == "archive" and not self._was_in_time(leaf)

    def _was_in_time(self, leaf: Leaf) -> bool:
        """Whether its file stood there at its moment, and a run had ended well before that with memory kept since."""
        runs = [run for run in self._world.runs[self._world.runs_before_loss :] if run.applied is not None]
        last = self._versions[leaf][-1].delivery
        wanted_at = last.publish_at if last is not None else None
        for number, version in enumerate(self._versions[leaf]):
            delivery = version.delivery
            if delivery is None or delivery.publish_at is None or delivery.publish_at != wanted_at:
                continue
            is_read = self._is_read(number, delivery)
            had_runs = any(
                run.ended_at < delivery.publish_at and (_is_finished(run) or self._is_of(run, leaf, delivery))
                for run in runs
            )
            if is_read and had_runs and self._is_wanted_at(leaf, delivery.publish_at):
                return True
        return False

    def _is_of(self, run: Ran, leaf: Leaf, delivery: Delivery) -> bool:
        """Whether a run was of an edition that has the leaf in that form."""
        edition = self._world.editions[run.edition]
        post = edition.posts.get(delivery.post_id)
        return self._versions[leaf][run.edition].delivery == delivery and post is not None and not post.is_broken

    def _is_wanted_at(self, leaf: Leaf, at: datetime) -> bool:
        """Whether its file asked for it when its moment came."""
        stood = [version for version in self._versions[leaf] if version.since_at <= at][-1]
        delivery = stood.delivery
        if delivery is None or delivery.publish_at != at:
            return False
        return self._is_read(stood.edition, delivery)

    def _is_read(self, edition: int, delivery: Delivery) -> bool:
        """Whether the file of it could be read in an edition; one that is broken may have another name by then."""
        post = self._world.editions[edition].posts.get(delivery.post_id)
        return post is not None and not post.is_broken

    def _unmanaged(self) -> Iterator[str]:
        now = {job["job_id"]: job for job in self._world.sandbox.jobs()}
        for job_id, before in self._world.strangers.items():
            for name in ("fields", "due_at"):
                if now[job_id][name] != before[name]:
                    yield f"TOUCHED: {job_id} is not ours, and its {name} changed"
        cancelled = {deed.job_id for deed in self._world.deeds if deed.kind == "cancel"}
        # A copy whose original is gone cannot be told from it: it carries the same label.
        alone = {
            copy
            for copy, of in self._world.copies.items()
            if now[of]["state"] == "cancelled" or self._post_of(now[of]) in self._blind
        }
        for job_id in (self._world.strangers.keys() | self._world.copies.keys()) - cancelled - alone:
            if now[job_id]["state"] == "cancelled":
                yield f"TOUCHED: {job_id} is not ours, and was cancelled"

    def _post_of(self, job: dict[str, Any]) -> str:
        parts = parse_external_id(job["fields"].get("external_id", [""])[0])
        return self._owners[parts.a][0] if parts else ""

    def _twins(self) -> Iterator[str]:
        """The same words twice within two days on one account, from two files that do not say `repost_of`."""
        meant = {post.id for edition in self._world.editions for post in edition.posts.values() if post.repost_of}
        reworded = {deed.job_id for deed in self._world.deeds if deed.kind == "text"}
        rows: dict[tuple[str, str, str], list[tuple[datetime, str]]] = defaultdict(list)
        for leaf, seen in self._seen.items():
            if leaf.post in self._blind:
                continue
            if not meant & {post for post, origin in self._origin.items() if origin == leaf.post}:
                for each in seen:
                    if each.job_id in reworded:
                        continue
                    rows[leaf.profile, leaf.platform, normal(each.text)].append((each.at, leaf.post))
        for (_, platform, text), found in rows.items():
            found.sort()
            for (first_at, one), (second_at, other) in pairwise(found):
                if one != other and second_at - first_at < timedelta(hours=48):
                    yield f"TWIN: {one} and {other} both said {text!r} on {platform}"

    def _differences(self) -> Iterator[str]:
        """Where state and remote are not the same, and the last run did not say so."""
        state = decode(self._world.store.data, "") if self._world.store.data else None
        entries = state.posts if state else {}
        owned = {e.job.job_id for e in entries.values() if e.job} | {
            e.parked.job_id for e in entries.values() if e.parked
        }
        told = " ".join(f"{c.address} {c.hint} {c.job_ids}" for c in self._last.changes if is_told(c) or c.is_waiting)
        posts = {self._origin.get(c.address.partition("@")[0]) for c in self._last.changes if is_told(c)}
        moments = {c.at.isoformat()[:19] for c in self._last.changes if is_told(c) and c.at}
        live = {job["job_id"]: job for job in self._world.sandbox.jobs() if job["state"] == "scheduled"}
        for job_id, job in live.items():
            parts = parse_external_id(job["fields"].get("external_id", [""])[0])
            is_ours = parts is not None and parts.namespace == NAMESPACE and job_id not in self._world.copies
            if (
                parts is None
                or not is_ours
                or job_id in owned
                or job_id in told
                or self._owners[parts.a][0] in self._blind
            ):
                continue
            # A parked job must be named, by its id or its moment: nobody finds it months later.
            if job["due_at"][:19] not in moments and (parts.is_parked or self._owners[parts.a][0] not in posts):
                yield f"FORGOTTEN: job {job_id[:6]} of {self._owners[parts.a][0]} waits for {job['due_at']}"
        for address, entry in entries.items():
            if entry.job is not None and entry.job.job_id not in live and address not in told:
                yield f"GHOST: state says that {address} has job {entry.job.job_id[:6]}"


def _leaves(edition: Edition) -> Iterator[tuple[Post, Delivery, str]]:
    for post in edition.posts.values():
        for each in deliveries(post):
            for platform in each.platforms:
                yield post, each, platform


def _is_finished(run: Ran) -> bool:
    """Whether it left nothing to write: only then it counts as the last apply."""
    return run.applied is not None and not any(change.writes for change in run.changes)


def is_told(change: Change) -> bool:
    """Whether a person reads that something is the matter."""
    return change.action is Action.HOLD or bool(change.code) or change.is_risk


def _by_address(changes: Iterable[Change]) -> dict[str, Change]:
    return {change.address: change for change in changes}
