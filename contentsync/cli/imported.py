"""The file of a job that a person made in Upload-Post, written so that its post is in step with it."""

import re
import unicodedata
from collections.abc import Collection
from collections.abc import Mapping
from datetime import UTC
from types import MappingProxyType
from typing import Any
from typing import NamedTuple
from zoneinfo import ZoneInfo

from contentsync.cli.templates import imported_text
from contentsync.content.binding import KEPT
from contentsync.content.binding import kept_type
from contentsync.content.identity import LENGTH_LIMIT
from contentsync.content.keys import KEYS
from contentsync.content.moments import moment
from contentsync.model.delivery import PostType
from contentsync.model.identity import normal
from contentsync.model.remote import Job
from contentsync.platforms import PLATFORMS
from contentsync.platforms.texts import wire_texts
from contentsync.review.when import utc_text

FOLDER = "imported"
WORDS = 5
"""How many words of its text make the name of a post."""


def new_id(job: Job, zone: str, taken: Collection[str]) -> str:
    """`2027-03-01-launch-day-on-monday`: its day and first words, with a number where that is taken."""
    plain = unicodedata.normalize("NFKD", job.title or job.caption or "").encode("ascii", "ignore").decode().lower()
    day = f"{job.scheduled_at.astimezone(ZoneInfo(zone)):%Y-%m-%d}"
    name = "-".join([day, *re.findall(r"[a-z0-9]+", plain)[:WORDS]])[: LENGTH_LIMIT - 5]
    names = [name, *(f"{name}-{number}" for number in range(2, len(taken) + 3))]
    return next(each for each in names if each not in taken)


def file_text(job: Job, post_id: str, zone: str, schema: str) -> str:
    """What stands in its file. The zone is written too, since a folder's defaults may have another."""
    local = f"{job.scheduled_at.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}"
    at = local if moment(local, zone) == job.scheduled_at else utc_text(job.scheduled_at.astimezone(UTC))
    words = {"id": post_id, "profile": job.profile, "publish_at": at, "timezone": zone, "imported": job.job_id}
    media = {} if job.post_type == "text" else {"media": KEPT}
    values = {**words, **media, **texts_of(job)}
    return imported_text({key: values[key] for key in KEYS if key in values}, schema)


def texts_of(job: Job) -> Mapping[str, Any]:
    """`platforms`, `title` and `text` of the post that sends what the job shows; what comes nearest where none does."""
    networks = tuple(name for name in job.platforms if name in PLATFORMS)
    kind = "text" if job.post_type == "text" else kept_type(networks)
    title, caption = job.title or "", job.caption or ""
    described = [name for name in networks if _is_described(name, kind)]
    own = dict.fromkeys(described, caption) if caption else {}
    ways = [
        _Way(title),
        _Way(caption, title),
        _Way(caption),
        _Way(title, "", own),
        _Way(title, title, own),
    ]
    fitting = (way for way in ways if way.text and way.sends(job, networks, kind))
    return next(fitting, ways[0] if title else ways[2]).values(job.platforms)


class _Way(NamedTuple):
    """One way of writing what a job shows. `own` are texts of single networks."""

    text: str
    title: str = ""
    own: Mapping[str, str] = MappingProxyType({})

    def sends(self, job: Job, networks: tuple[str, ...], kind: PostType) -> bool:
        wire = wire_texts(networks, kind, self.text, self.title, self.own, {})
        pairs = ((wire.title, job.title), (wire.caption, job.caption))
        return not wire.overrides and all(shown is None or normal(sent) == normal(shown) for sent, shown in pairs)

    def values(self, platforms: tuple[str, ...]) -> Mapping[str, Any]:
        own = {name: {"text": self.own[name]} if name in self.own else {} for name in platforms}
        texts = {"title": self.title, "text": self.text}
        return {"platforms": own if self.own else list(platforms), **{key: text for key, text in texts.items() if text}}


def _is_described(platform: str, kind: PostType) -> bool:
    place = PLATFORMS[platform].places.get(kind)
    return place is not None and place.text == "description"
