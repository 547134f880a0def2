"""A post to its deliveries: one per profile, and one per platform that has a time or media of its own."""

from collections.abc import Collection
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec

from contentsync.content.binding import Binder
from contentsync.content.binding import post_type
from contentsync.content.finding import Finding
from contentsync.content.finding import Path
from contentsync.content.keys import PLATFORM_KEYS
from contentsync.content.moments import ON_MERGE
from contentsync.content.moments import Trouble
from contentsync.content.moments import moment
from contentsync.content.moments import zone
from contentsync.model.delivery import Delivery
from contentsync.model.delivery import Medium
from contentsync.model.delivery import PostType
from contentsync.model.delivery import Source
from contentsync.model.identity import address_of
from contentsync.model.identity import body_digest
from contentsync.platforms import PLATFORMS
from contentsync.platforms import check_options
from contentsync.platforms import wire_texts
from contentsync.platforms.texts import unmet_texts
from contentsync.platforms.texts import untitled

_OWN = frozenset({"publish_at", "timezone", "media"})
_HANDLED = frozenset(PLATFORM_KEYS)
# Options of these kinds are files (a path, or an https:// address) and are bound as the media are.
_FILES: dict[str, frozenset[str]] = {
    platform.name: frozenset(option.name for option in platform.options if option.kind == "file")
    for platform in PLATFORMS.values()
}


class Post(msgspec.Struct, frozen=True):
    """A post of the right shape: `values` with defaults and variables in, `own` as its file has them."""

    id: str
    values: Mapping[str, Any]
    own: Mapping[str, Any]
    source: Source


class _Branch(msgspec.Struct):
    """What one delivery of a post will be, before profile and address."""

    platform: str
    platforms: tuple[str, ...]
    publish_at: datetime | None
    timezone: str
    media: tuple[Medium, ...]
    post_type: PostType


def deliveries(
    post: Post, binder: Binder, x_links: bool | Collection[str]
) -> tuple[list[Delivery], list[Finding]]:
    """The deliveries of a post, without those that have an error, and what is wrong or worth a warning."""
    findings: list[Finding] = []
    given = post.values.get("profile")
    profiles = [str(each) for each in given] if isinstance(given, list) else [str(given)] if given else []
    platforms: dict[str, dict[str, Any]] = post.values.get("platforms") or {}
    if not profiles:
        fix = "Write profile: NAME here, in `_defaults.yaml` or in contentsync.yaml."
        findings.append(Finding((), "CS203", "this post has no `profile`", fix))
    if not platforms:
        findings.append(
            Finding((), "CS203", "this post has no `platforms`", "Write: platforms: [x, linkedin]")
        )
    found = []
    for branch in _branches(post, platforms, binder, findings):
        found += _deliveries(post, branch, platforms, profiles, binder, findings)
    return found, findings


def _branches(
    post: Post, platforms: Mapping[str, dict[str, Any]], binder: Binder, findings: list[Finding]
) -> list[_Branch]:
    own = sorted(name for name, options in platforms.items() if not _OWN.isdisjoint(options))
    shared = tuple(sorted(name for name in platforms if name not in own))
    branches = [_branch(post, {}, "", shared, binder, findings)] if shared else []
    branches += [_branch(post, platforms[name], name, (name,), binder, findings) for name in own]
    return [branch for branch in branches if branch]


def _branch(
    post: Post,
    options: Mapping[str, Any],
    platform: str,
    platforms: tuple[str, ...],
    binder: Binder,
    findings: list[Finding],
) -> _Branch | None:
    values = post.values
    at: Path = ("platforms", platform) if platform else ()
    before = len(findings)
    timezone = options.get("timezone") or values.get("timezone") or ""
    publish_at = _publish_at(post, options, at, timezone, findings)
    written, path = (
        (options["media"], (*at, "media")) if "media" in options else (values.get("media"), ("media",))
    )
    media = binder.media(written, path, findings) if written else ()
    kind = post_type(media, platforms, path)
    if isinstance(kind, Finding):
        findings.append(kind)
        return None
    if len(findings) > before:
        return None
    return _Branch(platform, platforms, publish_at, timezone or "UTC", media, kind)


def _publish_at(
    post: Post, options: Mapping[str, Any], at: Path, timezone: str, findings: list[Finding]
) -> datetime | None:
    is_own = "publish_at" in options
    written = options["publish_at"] if is_own else post.values.get("publish_at")
    path = (*at, "publish_at") if is_own else ("publish_at",)
    if not written:
        fix = "Write publish_at: 2027-03-01 09:00, or publish_at: on-merge"
        findings.append(Finding((), "CS203", "this post has no `publish_at`", fix))
        return None
    there = zone(timezone) if timezone else None
    if isinstance(there, Trouble):
        path = (*at, "timezone") if "timezone" in options else ("timezone",)
        findings.append(Finding(path, there.code, there.message, there.fix))
        return None
    if written == ON_MERGE:
        return None
    found = moment(written, timezone)
    if isinstance(found, Trouble):
        findings.append(Finding(path, found.code, found.message, found.fix))
        return None
    return found


def _deliveries(
    post: Post,
    branch: _Branch,
    platforms: Mapping[str, dict[str, Any]],
    profiles: list[str],
    binder: Binder,
    findings: list[Finding],
) -> list[Delivery]:
    before = len(findings)
    options = {name: _options(post, branch, name, platforms[name], findings) for name in branch.platforms}
    texts, titles = _own(platforms, branch, "text"), _own(platforms, branch, "title")
    values = post.values
    text, title = (values.get("text") or "").rstrip(), values.get("title") or ""
    _check_words(branch, text, title, texts, titles, findings)
    attachments = _attachments(options, binder, findings)
    if any(finding.severity == "error" for finding in findings[before:]):
        return []
    wire = wire_texts(branch.platforms, branch.post_type, text, title, texts, titles)
    delivery = Delivery(
        address="",
        post_id=post.id,
        profile="",
        platforms=branch.platforms,
        post_type=branch.post_type,
        publish_at=branch.publish_at,
        timezone=branch.timezone,
        source=post.source,
        text=text,
        title=title,
        link=values.get("link") or "",
        first_comment=values.get("first_comment") or "",
        texts=texts,
        titles=titles,
        options={name: given for name, given in options.items() if given},
        media=branch.media,
        attachments=attachments,
        wire_title=wire.title,
        wire_caption=wire.caption,
        has_own_texts=bool(wire.overrides),
        labels=_labels(values.get("labels")),
        protect=values.get("protect") or False,
        renamed_from=values.get("renamed_from") or "",
        repost_of=values.get("repost_of") or "",
        imported=values.get("imported") or "",
    )
    body = body_digest(delivery)
    return [
        msgspec.structs.replace(
            delivery, address=address_of(post.id, profile, branch.platform), profile=profile, body=body
        )
        for profile in profiles
    ]


def _options(
    post: Post, branch: _Branch, name: str, written: Mapping[str, Any], findings: list[Finding]
) -> dict[str, Any]:
    options = {key: value for key, value in written.items() if key not in _HANDLED}
    found = check_options(name, branch.post_type, options)
    inherited = {
        each.path[0] for each in found if each.code == "CS304" and not _is_own(post, name, each.path[0])
    }
    if inherited:
        # Defaults are for posts of every type: what does not fit this one's is not added to it.
        options = {key: value for key, value in options.items() if key not in inherited}
        found = check_options(name, branch.post_type, options)
    for each in found:
        path = ("platforms", name, *each.path)
        findings.append(Finding(path, each.code, each.message, each.fix, each.severity))
    return options


def _is_own(post: Post, platform: str, option: str | int) -> bool:
    own = post.own.get("platforms")
    return isinstance(own, dict) and isinstance(own.get(platform), dict) and option in own[platform]


def _own(platforms: Mapping[str, dict[str, Any]], branch: _Branch, key: str) -> dict[str, str]:
    return {name: platforms[name][key].rstrip() for name in branch.platforms if platforms[name].get(key)}


def _check_words(
    branch: _Branch,
    text: str,
    title: str,
    texts: Mapping[str, str],
    titles: Mapping[str, str],
    findings: list[Finding],
) -> None:
    if not text and not title and not branch.media and set(texts) != set(branch.platforms):
        findings.append(
            Finding((), "CS211", "there is nothing to say: no text and no media", "Write: text: |")
        )
    for name in untitled(branch.platforms, branch.post_type, title, titles):
        message = f"{PLATFORMS[name].label} needs a `title` for a {branch.post_type}"
        findings.append(Finding(("platforms", name), "CS306", message, "Add title: A headline"))
    for name in unmet_texts(branch.platforms, branch.post_type, text, title, texts, titles):
        message = f"{PLATFORMS[name].label} cannot have words of its own beside the other networks"
        fix = f"Give {name} a `publish_at` of its own: then it is a delivery by itself."
        findings.append(Finding(("platforms", name), "CS307", message, fix))


def _attachments(
    options: Mapping[str, Mapping[str, Any]], binder: Binder, findings: list[Finding]
) -> dict[str, Medium]:
    found = {}
    for name, given in options.items():
        for option in _FILES[name] & given.keys():
            medium = binder.file(given[option], ("platforms", name, option), findings)
            if medium:
                found[f"{name}.{option}"] = medium
    return found


def _labels(written: Any) -> tuple[str, ...]:
    if not written:
        return ()
    return tuple(str(each) for each in written) if isinstance(written, list) else (str(written),)
