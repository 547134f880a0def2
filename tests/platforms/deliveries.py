"""Deliveries to test with."""

from typing import Any

from contentsync.model.delivery import Delivery
from contentsync.model.delivery import Medium
from contentsync.model.delivery import Source


def picture(name: str, **given: Any) -> Medium:
    return Medium(src=name, kind="image", path=f"content/{name}", sha256=f"sha-{name}", size=10, **given)


def video(name: str = "talk.mp4", **given: Any) -> Medium:
    return Medium(src=name, kind="video", path=f"content/{name}", sha256=f"sha-{name}", size=20, **given)


def document(name: str = "deck.pdf") -> Medium:
    return Medium(src=name, kind="document", path=f"content/{name}", sha256=f"sha-{name}", size=30)


def captions(name: str = "talk.en.srt") -> Medium:
    return Medium(src=name, kind="captions", path=f"content/{name}", sha256=f"sha-{name}", size=5)


def online(url: str, kind: Any = "image") -> Medium:
    return Medium(src=url, kind=kind, url=url)


def delivery(post_type: Any, *platforms: str, **given: Any) -> Delivery:
    return Delivery(
        address="launch@acme",
        post_id="launch",
        profile="acme",
        platforms=platforms,
        post_type=post_type,
        publish_at=None,
        timezone="UTC",
        source=Source("content/launch.yaml", 1),
        **given,
    )
