"""What can happen in a history, by name: authors, people in the calendar, runs, faults, and time.

Each deed takes three small numbers and makes of them whatever is possible in the world as it is, so that a history
with some of its steps left out is still a history.
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from datetime import timedelta
from random import Random

from msgspec.structs import replace

from contentsync.model.errors import UserError
from contentsync.testing.crash import KillAt
from contentsync.testing.posts import Post
from contentsync.testing.posts import deliveries
from contentsync.testing.world import World
from tests.simulation.runners import side_by_side

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
PLATFORMS = (("x",), ("linkedin", "x"), ("linkedin", "mastodon", "x"), ("threads",), ("bluesky", "threads"))
KINDS = ("text", "text", "text", "photo", "document")

Deed = Callable[[World, int, int, int], None]


def chosen(world: World, a: int) -> Post | None:
    """One of the posts there are."""
    names = sorted(world.posts)
    return world.posts[names[a % len(names)]] if names else None


def ids_so_far(world: World) -> int:
    return len({name for edition in world.editions for name in edition.posts})


def words(world: World, name: str) -> str:
    """Words that nobody has used before."""
    return f"Words {len(world.editions)} of {name}, said in a way of their own: {name * 7}"


def later(world: World, b: int) -> timedelta:
    """From half an hour to some fourteen hours."""
    return timedelta(minutes=30 + 20 * (b % 40))


# Authors


def new(world: World, a: int, b: int, c: int) -> None:
    name = f"p{ids_so_far(world)}"
    kind = KINDS[c % len(KINDS)]
    at = (world.now + later(world, b)).replace(second=0, microsecond=0)
    platforms = ("linkedin",) if kind == "document" else PLATFORMS[a % len(PLATFORMS)]
    medium = f"{name}.pdf" if kind == "document" else f"{name}.png" if kind == "photo" else ""
    title = f"Deck {name}" if kind == "document" else ""
    post = Post(name, at, words(world, name), title, platforms, post_type=kind, medium=medium)  # type: ignore[arg-type]
    world.put(replace(post, profiles=("acme", "harbor-books")) if a % 11 == 7 and "x" not in platforms else post)


def on_merge(world: World, a: int, b: int, c: int) -> None:
    name = f"p{ids_so_far(world)}"
    world.put(Post(name, None, words(world, name), platforms=PLATFORMS[a % len(PLATFORMS)]))


def past(world: World, a: int, b: int, c: int) -> None:
    name = f"p{ids_so_far(world)}"
    world.put(Post(name, world.now.replace(second=0, microsecond=0) - later(world, b), words(world, name)))


def far(world: World, a: int, b: int, c: int) -> None:
    """More than a year ahead, and back to where it can be scheduled before long."""
    name = f"p{ids_so_far(world)}"
    world.put(Post(name, world.now.replace(second=0, microsecond=0) + timedelta(days=365), words(world, name)))


def twin(world: World, a: int, b: int, c: int) -> None:
    """The same words in another file."""
    post = chosen(world, a)
    if post is not None and post.post_type == "text" and not post.own_texts:
        at = (world.now + later(world, b)).replace(second=0, microsecond=0)
        world.put(Post(f"p{ids_so_far(world)}", at, post.text, platforms=post.platforms))


def repost(world: World, a: int, b: int, c: int) -> None:
    post = chosen(world, a)
    if post is not None and post.post_type == "text" and not post.own_texts:
        at = (world.now + later(world, b)).replace(second=0, microsecond=0)
        world.put(Post(f"p{ids_so_far(world)}", at, post.text, platforms=post.platforms, repost_of=post.id))


def edited(change: Callable[[World, Post, int], Post]) -> Deed:
    def deed(world: World, a: int, b: int, c: int) -> None:
        post = chosen(world, a)
        if post is not None:
            world.put(change(world, post, b))

    return deed


def _own_text(world: World, post: Post, b: int) -> Post:
    if post.post_type == "document" or len(post.platforms) < 2:
        return post
    return replace(post, own_texts={} if post.own_texts else {post.platforms[-1]: words(world, post.id + "own")})


def _platforms(world: World, post: Post, b: int) -> Post:
    return post if post.post_type == "document" else replace(post, platforms=PLATFORMS[b % len(PLATFORMS)])


def _split(world: World, post: Post, b: int) -> Post:
    if post.own_at or len(post.platforms) < 2:
        return replace(post, own_at={})
    own = (world.now + later(world, b)).replace(second=0, microsecond=0)
    return replace(post, own_at={post.platforms[b % len(post.platforms)]: own})


def rename(world: World, a: int, b: int, c: int) -> None:
    post = chosen(world, a)
    if post is not None:
        name = f"p{ids_so_far(world)}"
        posts = {key: each for key, each in world.posts.items() if key != post.id}
        # A name that no run has seen is not one that it was renamed from.
        was_seen = any(run.applied and post.id in world.editions[run.edition].posts for run in world.runs)
        old = post.id if was_seen or not post.renamed_from else post.renamed_from
        world.commit({**posts, name: replace(post, id=name, renamed_from=old if b % 4 else "")})


def remove(world: World, a: int, b: int, c: int) -> None:
    post = chosen(world, a)
    if post is not None:
        world.remove(post.id)


def revert(world: World, a: int, b: int, c: int) -> None:
    """The last commit is taken back."""
    if len(world.editions) > 1:
        world.commit(world.editions[-2].posts)


# People


def person(act: Callable[[World, str, int], None]) -> Deed:
    def deed(world: World, a: int, b: int, c: int) -> None:
        jobs = world.waiting()
        if jobs:
            act(world, jobs[a % len(jobs)], b)

    return deed


def _shift(world: World, job_id: str, b: int) -> None:
    world.move(job_id, (world.now + later(world, b)).replace(second=0, microsecond=0))


def _copy(world: World, job_id: str, b: int) -> None:
    world.copy(job_id, (world.now + later(world, b)).replace(second=0, microsecond=0))


def stranger(world: World, a: int, b: int, c: int) -> None:
    world.stranger(words(world, f"somebody{a}"), (world.now + later(world, b)).replace(second=0, microsecond=0))


def neighbour(world: World, a: int, b: int, c: int) -> None:
    """Another repository on the same account, whose namespace begins as ours does."""
    world.neighbour(words(world, f"neighbour{a}"), (world.now + later(world, b)).replace(second=0, microsecond=0))


def disconnect(world: World, a: int, b: int, c: int) -> None:
    platform = ("x", "linkedin", "threads")[a % 3]
    world.sandbox.change_account({"profile": "acme", "platform": platform, "connected": bool(b % 2)})


# Runs


def run(world: World, a: int, b: int, c: int) -> None:
    world.run()


def crash(world: World, a: int, b: int, c: int) -> None:
    """A run that is killed at one of its effects, or was over before."""
    world.run(KillAt(1 + a % 60))


def two_runs(world: World, a: int, b: int, c: int) -> None:
    side_by_side(world, Random(1000 * a + b), kill=c % 50 if c % 3 == 0 else 0)


def frozen(world: World, a: int, b: int, c: int) -> None:
    """The machine of a run stands still for minutes at one of its effects."""
    left = 1 + a % 60

    def watch(name: str) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            world.wait(MINUTE * (1 + b % 4))

    world.run(watch)


def skewed(world: World, a: int, b: int, c: int) -> None:
    """A runner whose clock is off by less than what is refused."""
    world.run(skew=timedelta(seconds=a % 110 - 55))


PEOPLE = ("publish_now", "cancel", "shift", "reword", "copy")


def meddle(world: World, a: int, b: int, c: int) -> None:
    """Somebody is at work in the calendar while a run is under way."""
    left = 1 + a % 60

    def watch(name: str) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            DEEDS[PEOPLE[b % len(PEOPLE)]][1](world, c, b, a)

    world.run(watch)


def lose_state(world: World, a: int, b: int, c: int) -> None:
    """Every other time somebody notices, and has it rebuilt from what the service shows."""
    world.lose_state()
    if c % 2:
        rebuild(world)


def rebuild(world: World) -> None:
    session, client = world.session("rebuilding")
    with suppress(UserError):
        session.rebuild(world.desired())
    client.close()


# Faults and time

WRITES = (("POST", "/upload*"), ("PATCH", "/uploadposts/schedule/*"), ("DELETE", "/uploadposts/schedule/*"))
READS = (("GET", "/uploadposts/schedule"), ("GET", "/uploadposts/history"), ("GET", "/uploadposts/status"))
FAULTS = (
    "refuse", "drop_before", "drop_after", "serve_late", "error_before", "error_after", "truncate", "html", "latency",
    "rate_limit", "wrong_json",
)  # fmt: skip


def fault(world: World, a: int, b: int, c: int) -> None:
    """The next request of a kind goes wrong, or one of the two after it."""
    method, path = (WRITES * 2 + READS)[b % 9]
    kind = FAULTS[a % len(FAULTS)]
    rule: dict[str, object] = {"method": method, "path": path, "kind": kind, "nth": 1 + c % 3}
    if kind in ("serve_late", "latency"):
        rule["seconds"] = 5 + (7 * c) % 235
    world.sandbox.add_fault(rule)


def wait(world: World, a: int, b: int, c: int) -> None:
    world.wait(MINUTE * (1 + a % 150))


def days(world: World, a: int, b: int, c: int) -> None:
    """Longer than what is published is looked for."""
    world.wait(timedelta(days=3 + a % 4))


def minutes(world: World, a: int, b: int, c: int) -> None:
    world.wait(MINUTE * (1 + a % 15))


def eve(world: World, a: int, b: int, c: int) -> None:
    """To the minutes before the next moment."""
    moments = [each.publish_at for post in world.posts.values() for each in deliveries(post) if each.publish_at]
    ahead = sorted(at for at in moments if at > world.now + 40 * MINUTE)
    if ahead and ahead[0] < world.now + 24 * HOUR:
        world.wait(ahead[0] - world.now - MINUTE * (a % 40))


def brink(world: World, a: int, b: int, c: int) -> None:
    """To the last seconds before the next moment, on a runner whose clock is past it already."""
    jobs = [job for job in world.sandbox.jobs() if job["state"] == "scheduled"]
    ahead = sorted(at for job in jobs if (at := datetime.fromisoformat(job["due_at"])) < world.now + 24 * HOUR)
    seconds = timedelta(seconds=1 + a % 20)
    if ahead and ahead[0] - world.now > seconds:
        world.wait(ahead[0] - world.now - seconds)
        world.run(skew=timedelta(seconds=25 + b % 30))


DEEDS: dict[str, tuple[int, Deed]] = {
    "new": (14, new),
    "on_merge": (2, on_merge),
    "past": (1, past),
    "far": (1, far),
    "twin": (2, twin),
    "repost": (1, repost),
    "edit_text": (8, edited(lambda w, p, b: replace(p, text=words(w, p.id)))),
    "edit_comment": (7, edited(lambda w, p, b: replace(p, comment=words(w, p.id)))),
    "edit_date": (6, edited(lambda w, p, b: replace(p, at=(w.now + later(w, b)).replace(second=0, microsecond=0)))),
    "edit_own_text": (2, edited(_own_text)),
    "edit_platforms": (4, edited(_platforms)),
    "split": (4, edited(_split)),
    "draft": (2, edited(lambda w, p, b: replace(p, is_draft=not p.is_draft))),
    "break": (3, edited(lambda w, p, b: replace(p, is_broken=not p.is_broken))),
    "protect": (1, edited(lambda w, p, b: replace(p, protect=not p.protect))),
    "rename": (4, rename),
    "remove": (6, remove),
    "revert": (4, revert),
    "reword": (3, person(lambda w, job_id, b: w.reword(job_id, words(w, "person")))),
    "shift": (3, person(_shift)),
    "cancel": (2, person(lambda w, job_id, b: w.cancel(job_id))),
    "publish_now": (2, person(lambda w, job_id, b: w.publish_now(job_id))),
    "copy": (2, person(_copy)),
    "stranger": (1, stranger),
    "neighbour": (2, neighbour),
    "disconnect": (1, disconnect),
    "run": (22, run),
    "crash": (10, crash),
    "two_runs": (6, two_runs),
    "frozen": (3, frozen),
    "skewed": (3, skewed),
    "meddle": (5, meddle),
    "days": (1, days),
    "lose_state": (1, lose_state),
    "fault": (12, fault),
    "wait": (16, wait),
    "minutes": (6, minutes),
    "eve": (4, eve),
    "brink": (2, brink),
}
"""Each with its weight in a random history."""
