"""The plan of design §9, as values."""

from datetime import UTC
from datetime import datetime
from typing import Any

from contentsync.model.change import Action
from contentsync.model.change import Change
from contentsync.model.change import Fields
from contentsync.model.change import Plan
from contentsync.model.change import Step
from contentsync.model.delivery import Delivery
from contentsync.model.delivery import Medium
from contentsync.model.delivery import Source
from contentsync.model.problem import Problem
from contentsync.model.problem import Severity
from contentsync.review.rows import Header

NOW = datetime(2026, 11, 23, 16, 20, tzinfo=UTC)
HEADER = Header(
    namespace="acme-social-k3f9xa",
    now=NOW,
    zone="Europe/Madrid",
    account="team@acme.dev",
    tariff="Professional",
    posts=14,
    jobs=48,
    results=22,
    seconds=1.1,
    requests=4,
)


def at(month: int, day: int, hour: int, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, tzinfo=UTC)


def delivery(post_id: str, when: datetime, **more: Any) -> Delivery:
    return Delivery(
        address=f"{post_id}@acme",
        post_id=post_id,
        profile="acme",
        platforms=more.pop("platforms", ("x",)),
        post_type=more.pop("post_type", "text"),
        publish_at=when,
        timezone="Europe/Madrid",
        source=Source(f"content/{post_id}.yaml", 1),
        **more,
    )


def change(action: Action, wanted: Delivery, rule: str, reason: str, **more: Any) -> Change:
    return Change(
        address=wanted.address,
        action=action,
        rule=rule,
        reason=reason,
        delivery=more.pop("delivery", wanted),
        profile=wanted.profile,
        platforms=wanted.platforms,
        post_type=wanted.post_type,
        at=wanted.publish_at,
        source=more.pop("source", wanted.source),
        **more,
    )


PHOTO = Medium(src="launch.jpg", kind="image", path="content/launch.jpg", sha256="aa", size=412_000)
LAUNCH = delivery(
    "winter-launch", at(3, 1, 8, 2027), platforms=("linkedin", "x"), post_type="photo", media=(PHOTO,), text="Winter"
)
WEBINAR = delivery("webinar", at(12, 1, 9), platforms=("bluesky",), text="Join us on Tuesday at 10")
TEASER = delivery("teaser", at(11, 28, 17), platforms=("instagram", "tiktok"), post_type="video")
CANCELLED = delivery("black-friday-3", at(12, 4, 8))
PODCAST = delivery("podcast-12", at(12, 5, 8))
LINK_WARNING = Problem(
    file="content/winter-launch.yaml",
    line=9,
    column=3,
    code="CS310",
    message="X removes links on this account",
    fix="LinkedIn only, or set x_links: true",
    severity=Severity.WARNING,
    post="winter-launch",
)
CHANGES = (
    change(Action.REPLACE, TEASER, "19", "cannot be edited in place", step=Step.REPLACE,
           before=Fields(media=("teaser.mp4",)), after=Fields(media=("teaser-2.mp4",))),
    change(Action.UPDATE, WEBINAR, "20", "", step=Step.PATCH,
           before=Fields(scheduled_at=at(11, 30, 9), title="Join us on Monday at 10"),
           after=Fields(scheduled_at=at(12, 1, 9), title="Join us on Tuesday at 10")),
    change(Action.DELETE, CANCELLED, "6", "file removed in 4f1c2ab", step=Step.DELETE, delivery=None, source=None),
    change(Action.CREATE, LAUNCH, "22", "new", step=Step.CREATE,
           after=Fields(scheduled_at=at(3, 1, 8, 2027), text="Winter")),
    change(Action.NONE, PODCAST, "21", "cancelled by a person", code="CS606",
           hint="contentsync resolve podcast-12@acme --restore, or remove its file"),
    *(change(Action.NONE, delivery(f"post-{n}", at(12, 10 + n, 8)), "16", "as wanted") for n in range(7)),
    change(Action.NONE, delivery("old", at(1, 1, 8)), "22", "archive"),
)  # fmt: skip
PLAN = Plan(changes=CHANGES, now=NOW, problems=(LINK_WARNING,), unmanaged=40, digest="d1")
