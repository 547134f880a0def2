"""A post to its deliveries: one per profile, and one per platform that has a time or media of its own."""

from collections.abc import Collection
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec

from contentsync.content.binding import Binder
from contentsync.content.binding import post_type
from contentsync.content.composer import Node
from contentsync.content.finding import Finding
from contentsync.content.finding import Path
from contentsync.content.keys import PLATFORM_KEYS
from contentsync.content.moments import ON_MERGE
from contentsync.content.moments import Trouble
from contentsync.content.moments import moment
from contentsync.content.moments import zone
from contentsync.content.positions import find
from contentsync.content.positions import place
from contentsync.content.xlinks import x_links_findings
from contentsync.model.delivery import Delivery
from contentsync.model.delivery import Medium
from contentsync.model.delivery import PostType
from contentsync.model.delivery import Source
from contentsync.model.houserules import Rulebook
from contentsync.model.identity import address_of
from contentsync.model.identity import body_digest
from contentsync.model.problem import Severity
from contentsync.platforms import PLATFORMS
from contentsync.platforms import attachments_of
from contentsync.platforms import check_options
from contentsync.platforms import conflicts
from contentsync.platforms import speaks
from contentsync.platforms import wire_texts
from contentsync.rules.hashtags import hashtag_findings
from contentsync.rules.hidden import hidden_findings
from contentsync.rules.media import media_findings
from contentsync.rules.text import check_text

KEPT = "kept"
_OWN = frozenset({"publish_at", "timezone", "media"})
_HANDLED = frozenset(PLATFORM_KEYS)


class Post(msgspec.Struct, frozen=True):
    """A post of the right shape: `values` with defaults and variables in, `own` as its file has them.

    `node` is what `own` was read from; its marks count lines from `offset`.
    """

    id: str
    values: Mapping[str, Any]
    own: Mapping[str, Any]
    source: Source
    node: Node | None = None
    offset: int = 0


class _Branch(msgspec.Struct, frozen=True):
    """What one delivery of a post will be, before profile and address. `platform` is "" for the shared one."""

    platform: str
    platforms: tuple[str, ...]
    publish_at: datetime | None
    timezone: str
    media: tuple[Medium, ...]
    post_type: PostType
    keeps_media: bool
    source: Source


class FanOut:
    """One per post. `findings` collects what is wrong with it, or worth a warning."""

    def __init__(
        self,
        post: Post,
        binder: Binder,
        x_links: bool | Collection[str],
        x_premium: Collection[str],
        rulebook: Rulebook,
    ) -> None:
        self.findings: list[Finding] = []
        self._post = post
        self._values = post.values
        self._binder = binder
        self._x_links = x_links
        self._x_premium = x_premium
        self._rulebook = rulebook
        self._platforms: dict[str, dict[str, Any]] = post.values.get("platforms") or {}

    def deliveries(self) -> list[Delivery]:
        """The deliveries of the post; worth nothing where a finding is an error."""
        profiles = self._profiles()
        if not self._platforms:
            self._miss("platforms", "Write: platforms: [x, linkedin]")
            self._publish_at({}, (), self._values.get("timezone") or "")
        own = sorted(name for name, options in self._platforms.items() if not _OWN.isdisjoint(options))
        shared = tuple(sorted(name for name in self._platforms if name not in own))
        branches = [self._branch("", shared, {})] if shared else []
        branches += [self._branch(name, (name,), self._platforms[name]) for name in own]
        return [each for branch in branches if branch for each in self._deliveries(branch, profiles)]

    def _profiles(self) -> list[str]:
        given = self._values.get("profile")
        if type(given) is str:
            return [given]
        if not given:
            self._miss("profile", "Write profile: NAME here, in `_defaults.yaml` or in contentsync.yaml.")
            return []
        named = [str(each) for each in given] if isinstance(given, list) else [str(given)]
        return list(dict.fromkeys(named))

    def _miss(self, key: str, fix: str) -> None:
        self.findings.append(Finding((), "CS203", f"this post has no `{key}`", fix))

    def _branch(self, platform: str, platforms: tuple[str, ...], options: Mapping[str, Any]) -> _Branch | None:
        at: Path = ("platforms", platform) if platform else ()
        timezone = options.get("timezone") or self._values.get("timezone") or ""
        publish_at = self._publish_at(options, at, timezone)
        if "media" in options:
            written, path = options["media"], (*at, "media")
        else:
            written, path = self._values.get("media"), ("media",)
        is_kept = written == KEPT and bool(self._values.get("imported"))
        before = len(self.findings)
        media = self._binder.media(written, path, self.findings) if written and not is_kept else ()
        if len(self.findings) > before:
            return None
        kind = kept_type(platforms) if is_kept else post_type(media, platforms, path)
        if isinstance(kind, Finding):
            self.findings.append(kind)
            return None
        source = self._source((*at, "publish_at") if "publish_at" in options else ("publish_at",))
        return _Branch(platform, platforms, publish_at, timezone or "UTC", media, kind, is_kept, source)

    def _source(self, path: Path) -> Source:
        """Where the post is written, and its moment, if its own file says that."""
        node, depth = find(self._post.node, path)
        if node is None or depth < len(path):
            return self._post.source
        line, column = place(node, (), "")
        return msgspec.structs.replace(self._post.source, moment_line=line + self._post.offset, moment_column=column)

    def _publish_at(self, options: Mapping[str, Any], at: Path, timezone: str) -> datetime | None:
        is_own = "publish_at" in options
        written = options["publish_at"] if is_own else self._values.get("publish_at")
        if not written and self._values.get("draft"):
            return None
        if not written:
            self._miss("publish_at", "Write publish_at: 2027-03-01 09:00, or publish_at: on-merge")
            return None
        there = zone(timezone) if timezone else None
        if isinstance(there, Trouble):
            self._trouble((*at, "timezone") if "timezone" in options else ("timezone",), there)
            return None
        found = None if written == ON_MERGE else moment(written, timezone)
        if isinstance(found, Trouble):
            self._trouble((*at, "publish_at") if is_own else ("publish_at",), found)
            return None
        return found

    def _trouble(self, path: Path, trouble: Trouble) -> None:
        self.findings.append(Finding(path, trouble.code, trouble.message, trouble.fix))

    def _deliveries(self, branch: _Branch, profiles: list[str]) -> list[Delivery]:
        before = len(self.findings)
        options = {name: given for name in branch.platforms if (given := self._options(branch, name))}
        if any(each.severity is Severity.ERROR for each in self.findings[before:]):
            return []
        delivery = self._delivery(branch, options)
        has_premium = all(profile in self._x_premium for profile in profiles)
        media = media_findings(delivery, self._media_at(branch), self._binder.index.facts, has_premium)
        words = check_text(delivery, has_premium)
        tags = hashtag_findings(delivery, self._rulebook.banned(profiles))
        for each in (*conflicts(delivery), *media, *words, *tags, *hidden_findings(delivery)):
            self.findings.append(Finding(each.path, each.code, each.message, each.fix, each.severity, each.needle))
        if "x" in branch.platforms:
            self.findings += x_links_findings(delivery, profiles, self._x_links)
        body = body_digest(delivery)
        post_id = self._post.id
        return [
            msgspec.structs.replace(
                delivery, address=address_of(post_id, profile, branch.platform), profile=profile, body=body
            )
            for profile in profiles
        ]

    def _media_at(self, branch: _Branch) -> Path:
        is_own = bool(branch.platform) and "media" in self._platforms[branch.platform]
        return ("platforms", branch.platform, "media") if is_own else ("media",)

    def _delivery(self, branch: _Branch, options: dict[str, dict[str, Any]]) -> Delivery:
        values, networks = self._values, branch.platforms
        texts, titles = self._own_words(networks, "text"), self._own_words(networks, "title")
        text, title = (values.get("text") or "").rstrip(), (values.get("title") or "").rstrip()
        if not (text or title or branch.media or branch.keeps_media) and any(
            name not in texts and not speaks(name, options.get(name, {})) for name in networks
        ):
            self.findings.append(
                Finding(
                    (),
                    "CS211",
                    "there is nothing to say: no text and no media",
                    "Write: text: What followers read",
                )
            )
        wire = wire_texts(networks, branch.post_type, text, title, texts, titles)
        return Delivery(
            address="",
            post_id=self._post.id,
            profile="",
            platforms=networks,
            post_type=branch.post_type,
            publish_at=branch.publish_at,
            timezone=branch.timezone,
            source=branch.source,
            text=text,
            title=title,
            link=values.get("link") or "",
            first_comment=(values.get("first_comment") or "").rstrip(),
            texts=texts,
            titles=titles,
            options=options,
            media=branch.media,
            attachments=self._attachments(branch.post_type, options) if options else {},
            wire_title=wire.title,
            wire_caption=wire.caption,
            has_own_texts=bool(wire.overrides),
            labels=_labels(values.get("labels")),
            protect=values.get("protect") or False,
            renamed_from=values.get("renamed_from") or "",
            repost_of=values.get("repost_of") or "",
            imported=values.get("imported") or "",
            keeps_media=branch.keeps_media,
        )

    def _attachments(self, kind: PostType, options: Mapping[str, dict[str, Any]]) -> dict[str, Medium]:
        found = {}
        for name, given in options.items():
            for each in attachments_of(name, kind, given):
                medium = self._binder.file(each.src, ("platforms", name, *each.path), self.findings)
                if medium is not None:
                    found[each.key] = medium
        return found

    def _options(self, branch: _Branch, name: str) -> dict[str, Any]:
        written = self._platforms[name]
        options = {key: value for key, value in written.items() if key not in _HANDLED}
        found = check_options(name, branch.post_type, options)
        if not found:
            return options
        inherited = {each.path[0] for each in found if each.code == "CS304" and not self._is_own(name, each.path[0])}
        if inherited:
            # Defaults are for posts of every type: what does not fit this one's is not added to it.
            options = {key: value for key, value in options.items() if key not in inherited}
            found = check_options(name, branch.post_type, options)
        for each in found:
            path = ("platforms", name, *each.path)
            self.findings.append(Finding(path, each.code, each.message, each.fix, each.severity))
        return options

    def _is_own(self, platform: str, option: str | int) -> bool:
        own = self._post.own.get("platforms")
        return isinstance(own, dict) and isinstance(own.get(platform), dict) and option in own[platform]

    def _own_words(self, networks: tuple[str, ...], key: str) -> dict[str, str]:
        return {name: own.rstrip() for name in networks if (own := self._platforms[name].get(key))}


def kept_type(platforms: tuple[str, ...]) -> PostType:
    """The media of a post that was taken over are not known here: the first type that all its networks take."""
    kinds: tuple[PostType, ...] = ("photo", "video", "document")
    return next((kind for kind in kinds if all(kind in PLATFORMS[name].places for name in platforms)), "photo")


def _labels(written: Any) -> tuple[str, ...]:
    if not written:
        return ()
    return tuple(str(each) for each in written) if isinstance(written, list) else (str(written),)
