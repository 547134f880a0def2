"""The review as one HTML file: a calendar, an agenda, and each post as it will look on each network."""

from contentsync.review.page.render import page
from contentsync.review.page.shots import Pictures

__all__ = ["Pictures", "page"]
