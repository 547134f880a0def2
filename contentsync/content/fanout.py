"""A post to its deliveries: one per profile, and one per platform that has a time or media of its own."""

from collections.abc import Collection
from collections.abc import Mapping
from typing import Any

import msgspec

from contentsync.content.binding import Binder
from contentsync.content.branches import Branch
from contentsync.content.branches import Branches
from contentsync.content.branches import Post
from contentsync.content.branches import missing
from contentsync.content.finding import Finding
from contentsync.content.finding import Path
from contentsync.content.keys import PLATFORM_KEYS
from contentsync.content.xlinks import x_links_findings
from contentsync.model.delivery import Delivery
from contentsync.model.delivery import Medium
from contentsync.model.delivery import PostType
from contentsync.model.houserules import Rulebook
from contentsync.model.identity import address_of
from contentsync.model.identity import body_digest
from contentsync.model.problem import Severity
from contentsync.platforms import attachments_of
from contentsync.platforms import check_options
from contentsync.platforms import conflicts
from contentsync.platforms import speaks
from contentsync.platforms import wire_texts
from contentsync.rules.hashtags import hashtag_findings
from contentsync.rules.hidden import hidden_findings
from contentsync.rules.media import media_findings
from contentsync.rules.text import check_text

_HANDLED = frozenset(PLATFORM_KEYS)


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
            self.findings.append(missing("platforms", "Write: platforms: [x, linkedin]"))
        branches = Branches(self._post, self._binder, self.findings).all()
        return [each for branch in branches for each in self._deliveries(branch, profiles)]

    def _profiles(self) -> list[str]:
        given = self._values.get("profile")
        if type(given) is str:
            return [given]
        if not given:
            fix = "Write profile: NAME here, in `_defaults.yaml` or in contentsync.yaml."
            self.findings.append(missing("profile", fix))
            return []
        named = [str(each) for each in given] if isinstance(given, list) else [str(given)]
        return list(dict.fromkeys(named))

    def _deliveries(self, branch: Branch, profiles: list[str]) -> list[Delivery]:
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

    def _media_at(self, branch: Branch) -> Path:
        is_own = bool(branch.platform) and "media" in self._platforms[branch.platform]
        return ("platforms", branch.platform, "media") if is_own else ("media",)

    def _delivery(self, branch: Branch, options: dict[str, dict[str, Any]]) -> Delivery:
        values, networks = self._values, branch.platforms
        texts, titles = self._own_words(networks, "text"), self._own_words(networks, "title")
        text, title = (values.get("text") or "").rstrip(), (values.get("title") or "").rstrip()
        if not (text or title or branch.media or branch.keeps_media):
            self._find_silent([name for name in networks if name not in texts], options)
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

    def _find_silent(self, networks: list[str], options: Mapping[str, dict[str, Any]]) -> None:
        """A network where nothing is said, and where the options say nothing either."""
        if all(speaks(name, options.get(name, {})) for name in networks):
            return
        message = "there is nothing to say: no text and no media"
        self.findings.append(Finding((), "CS211", message, "Write: text: What followers read"))

    def _attachments(self, kind: PostType, options: Mapping[str, dict[str, Any]]) -> dict[str, Medium]:
        found = {}
        for name, given in options.items():
            for each in attachments_of(name, kind, given):
                medium = self._binder.file(each.src, ("platforms", name, *each.path), self.findings)
                if medium is not None:
                    found[each.key] = medium
        return found

    def _options(self, branch: Branch, name: str) -> dict[str, Any]:
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


def _labels(written: Any) -> tuple[str, ...]:
    if not written:
        return ()
    return tuple(str(each) for each in written) if isinstance(written, list) else (str(written),)
