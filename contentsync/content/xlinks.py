"""The CS310 warning: X removes links, unless the account has the add-on."""

from collections.abc import Collection

from contentsync.content.finding import EXCERPT
from contentsync.content.finding import Finding
from contentsync.content.finding import Path
from contentsync.model.delivery import Delivery
from contentsync.model.problem import Severity
from contentsync.platforms.links import removed_links


def x_links_findings(delivery: Delivery, profiles: list[str], x_links: bool | Collection[str]) -> list[Finding]:
    """A warning for each of the texts for X that has links, where a profile of the post has no add-on."""
    if x_links is True or (x_links and all(profile in x_links for profile in profiles)):
        return []
    found = []
    for path, text in _texts(delivery):
        links = removed_links(text)
        if links:
            more = f" and {len(links) - 1} more" if links[1:] else ""
            message = f"X removes links on this account: {links[0][:EXCERPT]}{more}"
            fix = "Leave x out or give it a `text` without links; with the X Links add-on, set x_links: true."
            found.append(Finding(path, "CS310", message, fix, Severity.WARNING, needle=links[0]))
    return found


def _texts(delivery: Delivery) -> list[tuple[Path, str]]:
    own_text, own_comment = delivery.texts.get("x"), delivery.options.get("x", {}).get("first_comment")
    return [
        (("platforms", "x", "text"), own_text) if own_text else (("text",), delivery.text),
        (("platforms", "x", "first_comment"), str(own_comment))
        if own_comment
        else (("first_comment",), delivery.first_comment),
    ]
