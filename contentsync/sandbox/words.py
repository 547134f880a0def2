"""What followers of one network read."""

import unicodedata
from dataclasses import dataclass

from contentsync.sandbox import networks
from contentsync.sandbox.job import Job


@dataclass(frozen=True, slots=True)
class Words:
    """Where a network shows only one text, both are that text."""

    title: str
    text: str


def levelled(text: str) -> str:
    """One form for texts that look alike: NFC, LF, and nothing around it."""
    return unicodedata.normalize("NFC", text).replace("\r\n", "\n").strip()


def words(job: Job, platform: str, *, x_links: bool) -> Words:
    """Title and text of a job as that network shows them."""
    title = job.text(f"{platform}_title") or job.text("title") or job.text("x_article_title")
    text = title
    if job.text(f"{platform}_description"):
        text = job.text(f"{platform}_description")
    elif platform in networks.DESCRIBED[job.post_type]:
        text = job.text("description") or title
    if platform == "x" and not x_links:
        return Words(networks.without_links(title), networks.without_links(text))
    return Words(title, text)
