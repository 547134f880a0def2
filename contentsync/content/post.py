"""One file of posts to its deliveries and problems."""

import posixpath
from collections.abc import Collection
from collections.abc import Mapping
from typing import Any

import msgspec

from contentsync.content.binding import Binder
from contentsync.content.branches import Post
from contentsync.content.cascade import effective
from contentsync.content.documents import Reading
from contentsync.content.documents import Written
from contentsync.content.documents import read
from contentsync.content.fanout import FanOut
from contentsync.content.finding import Finding
from contentsync.content.frontmatter import marks
from contentsync.content.frontmatter import read_markdown
from contentsync.content.identity import identified
from contentsync.content.ignores import ignores_of
from contentsync.content.inheritance import Inherited
from contentsync.content.keys import NAMES
from contentsync.content.kinds import shown
from contentsync.content.places import Layer
from contentsync.content.places import problem_of
from contentsync.content.places import problem_of_spot
from contentsync.content.shape import check_post
from contentsync.content.tree import MARKDOWN_SUFFIXES
from contentsync.content.variables import filled
from contentsync.media import MediaIndex
from contentsync.model.delivery import Delivery
from contentsync.model.delivery import Source
from contentsync.model.houserules import Rulebook
from contentsync.model.judgement import Ignore
from contentsync.model.judgement import Judgement
from contentsync.model.judgement import Verdict
from contentsync.model.problem import Problem
from contentsync.model.problem import Severity

# Networks that show Markdown as Markdown (API page, Discord and Reddit).
# What a value of the wrong shape, left out, would raise a second time.
_ABSENCES = frozenset({"CS203", "CS211", "CS306"})
# A text that lost its end is still a text: what else is wrong with the post can be told.
_SHORTENED = frozenset({"CS103", "CS104"})
_MARKDOWN_NETWORKS = frozenset({"discord", "reddit"})


class Found(msgspec.Struct, frozen=True):
    """One post of a file. `id` is "" where it is not known; a bad post has no deliveries."""

    id: str
    line: int
    is_bad: bool
    is_draft: bool
    deliveries: tuple[Delivery, ...]


class FileResult(msgspec.Struct, frozen=True, omit_defaults=True):
    """Everything that one file says. `is_whole` is False where posts of it may be missing from `posts`.

    `ignored` are the problems that comments cover, `ignores` those of the file's comments.
    """

    posts: tuple[Found, ...]
    problems: tuple[Problem, ...]
    is_whole: bool
    ignored: tuple[Problem, ...] = ()
    ignores: tuple[Ignore, ...] = ()

    @property
    def is_good(self) -> bool:
        """True where nothing of it is wrong; warnings do not count."""
        return self.is_whole and not any(post.is_bad for post in self.posts)


class Reader(msgspec.Struct, frozen=True):
    """What the reading of every file of a run shares; everything but `media` as in the settings."""

    content_root: str
    media: MediaIndex
    x_links: bool | Collection[str]
    x_premium: frozenset[str]
    severities: Mapping[str, Verdict]
    rulebook: Rulebook

    def file(self, path: str, raw: bytes, above: Inherited) -> FileResult:
        """The posts of the file at that posix path. Never raises for anything that stands in it."""
        reading = _read(path, raw)
        if b"{{" in raw:
            above = msgspec.structs.replace(above, uses_variables=True)
        written = [each for each in reading.posts if each.values is not None]
        if not written and not reading.spots:
            written = reading.posts[:1] or [Written(None, None, 1, 0, [])]
        is_alone = len(written) == 1 and not reading.spots
        ignores = ignores_of(path, raw, written)
        judgement = Judgement(self.severities, (*ignores, *above.ignores))
        said = [problem_of_spot(path, spot) for spot in reading.spots]
        posts = tuple(self._post(path, raw, each, is_alone, above, judgement, said) for each in written)
        problems = tuple(sorted(set(judgement.of(said))))
        ignored = tuple(sorted({problem for problem in said if judgement.is_ignored(problem)}))
        return FileResult(posts, problems, not reading.spots, ignored, ignores)

    @property
    def keys(self) -> tuple[Any, ...]:
        """The settings in a form that is the same for the same setting."""
        x_links = self.x_links if isinstance(self.x_links, bool) else sorted(self.x_links)
        banned = {name: rules.banned_hashtags for name, rules in self.rulebook.own.items()}
        house = self.rulebook.everyone.banned_hashtags, banned
        return x_links, sorted(self.x_premium), sorted(self.severities.items()), house

    def still_holds(self, path: str, result: FileResult) -> bool:
        """Whether the media of a result that was kept are what they were."""
        binder = Binder(self.media, posixpath.dirname(path), self.content_root)
        return all(
            binder.is_bound(medium)
            for post in result.posts
            for delivery in post.deliveries
            if delivery.media or delivery.attachments
            for medium in (*delivery.media, *delivery.attachments.values())
        )

    def _post(
        self,
        path: str,
        raw: bytes,
        written: Written,
        is_alone: bool,
        above: Inherited,
        judgement: Judgement,
        said: list[Problem],
    ) -> Found:
        """Adds all that there is to say of the post to `said`, whatever becomes of it."""
        values = written.values
        relative = path[len(self.content_root) + 1 :]
        post_id, findings = identified(values, relative, is_alone)
        layers = (Layer(path, written.node, written.offset, raw, written.body_line), *above.layers)
        problems = [problem_of_spot(path, spot, post_id) for spot in (*written.spots, *written.remarks)]
        if all(spot.code != "CS106" for spot in written.spots):
            findings += check_post(values) if isinstance(values, dict) else [_not_a_post(values)]
        made: list[Delivery] = []
        if isinstance(values, dict) and _SHORTENED.issuperset(spot.code for spot in written.spots) and not above.broken:
            made = self._deliveries(path, written, post_id, above, findings)
            problems += self._marks(path, written, post_id, made)
        problems += [problem_of(finding, layers, written.line, post_id) for finding in findings]
        is_bad = bool(written.spots or above.broken) or any(
            each.severity is Severity.ERROR for each in judgement.of(problems)
        )
        said += problems
        is_draft = isinstance(values, dict) and values.get("draft", above.values.get("draft")) is True
        return Found(post_id, written.line, is_bad, is_draft, () if is_bad else tuple(made))

    def _deliveries(
        self, path: str, written: Written, post_id: str, above: Inherited, findings: list[Finding]
    ) -> list[Delivery]:
        # What has the wrong shape is left out, so that the rest can still be looked at in the same run.
        own = _whole(written.values, findings)
        values: Any = effective(above.values, own)
        if above.uses_variables:
            values = filled(values, above.variables, findings)
        post = Post(post_id, values, own, Source(path, written.line), written.node, written.offset)
        binder = Binder(self.media, posixpath.dirname(path), self.content_root)
        fan_out = FanOut(post, binder, self.x_links, self.x_premium, self.rulebook)
        made = fan_out.deliveries()
        is_all = own == written.values and not written.spots
        findings += [each for each in fan_out.findings if is_all or each.path or each.code not in _ABSENCES]
        return made

    def _marks(self, path: str, written: Written, post_id: str, made: list[Delivery]) -> list[Problem]:
        networks = {name for delivery in made for name in delivery.platforms}
        if not written.body_line or not made or networks <= _MARKDOWN_NETWORKS:
            return []
        return [problem_of_spot(path, spot, post_id) for spot in marks(made[0].text, written.body_line)]


def _whole(values: dict[str, Any], findings: list[Finding]) -> dict[str, Any]:
    """The values without those that something is wrong with; of the networks, only without the wrong ones."""
    broken = {each.path[0] for each in findings if each.path}
    own = {key: value for key, value in values.items() if key not in broken}
    networks = values.get("platforms")
    wrong = {each.path[1] for each in findings if each.path[:1] == ("platforms",) and len(each.path) > 1}
    if isinstance(networks, dict) and wrong:
        left = {name: options for name, options in networks.items() if name not in wrong}
        return own | {"platforms": left} if left else own
    return own


def _read(path: str, raw: bytes) -> Reading:
    return read_markdown(raw, NAMES) if path.lower().endswith(MARKDOWN_SUFFIXES) else read(raw, NAMES)


def _not_a_post(values: Any) -> Finding:
    return Finding((), "CS110", f"a post is a mapping of keys to values; this is {shown(values)}", "Write: text: |")
