"""A content root to everything that the repository says."""

from collections import Counter
from collections.abc import Collection
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec

from contentsync.content.cache import Cache
from contentsync.content.cache import digest
from contentsync.content.cascade import merged
from contentsync.content.frontmatter import has_front_matter
from contentsync.content.ignores import in_vain
from contentsync.content.inheritance import Inherited
from contentsync.content.inheritance import anchored
from contentsync.content.inheritance import inherited
from contentsync.content.places import problem_of_spot
from contentsync.content.post import FileResult
from contentsync.content.post import Found
from contentsync.content.post import Reader
from contentsync.content.spot import Spot
from contentsync.content.tree import DEFAULTS_FILE
from contentsync.content.tree import MARKDOWN_SUFFIXES
from contentsync.content.tree import Folder
from contentsync.content.tree import contents
from contentsync.content.tree import folders
from contentsync.media import MediaIndex
from contentsync.media import kind_of
from contentsync.model.delivery import Delivery
from contentsync.model.delivery import Desired
from contentsync.model.errors import UserError
from contentsync.model.houserules import NO_RULES
from contentsync.model.houserules import Rulebook
from contentsync.model.judgement import Ignore
from contentsync.model.judgement import Judgement
from contentsync.model.judgement import Verdict
from contentsync.model.problem import Problem
from contentsync.model.problem import Severity


def load(
    root: Path,
    content_root: str,
    *,
    defaults: Mapping[str, Any],
    media: MediaIndex,
    cache: Path | None,
    variables: Mapping[str, str] | None = None,
    x_links: bool | Collection[str] = False,
    x_premium: Collection[str] = (),
    severities: Mapping[str, Verdict] | None = None,
    instead: Mapping[str, bytes] | None = None,
    rulebook: Rulebook = NO_RULES,
) -> Desired:
    """Reads every post below `content_root` (posix path from `root`, the repository's folder).

    `defaults` are those of the settings, `variables` likewise; `x_links` says that X keeps links, for all profiles or
    for those named; `x_premium` are the profiles that have Premium there. `severities` are those of the settings, by
    code; of `rulebook` only the hashtags are looked at here. `cache` is a folder for what was read, None for none.
    `instead` are bytes that files are taken to hold.
    Problems of files are in the result, however bad they are; UserError only where there is no content root, or a
    folder in it that cannot be listed.
    """
    if not (root / content_root).is_dir():
        fix = f"Make it: mkdir {content_root}, or set `content:` in contentsync.yaml."
        raise UserError(f"there is no folder {content_root}", fix)
    values = merged(anchored(defaults, content_root, content_root), {})
    above = Inherited(values, variables or {}, uses_variables="{{" in str(values))
    reader = Reader(content_root, media, x_links, frozenset(x_premium), severities or {}, rulebook)
    run = _Run(str(root), content_root, reader, Cache(cache), instead or {})
    run.read(above)
    run.cache.save()
    return _desired(run)


_READMES = frozenset(f"readme{suffix}" for suffix in MARKDOWN_SUFFIXES)


class _Run:
    """One reading of a content root: what its files have said so far."""

    def __init__(
        self, root: str, content_root: str, reader: Reader, cache: Cache, instead: Mapping[str, bytes]
    ) -> None:
        self.root = root
        self.content_root = content_root
        self.reader = reader
        self.cache = cache
        self.instead = instead
        self.results: dict[str, FileResult] = {}
        self.problems: list[Problem] = []
        self.ignores: list[Ignore] = []
        self.defaults_files: list[str] = []
        self.blocked: Counter[str] = Counter()
        self._inherits: dict[str, Inherited] = {}

    def read(self, above: Inherited) -> None:
        """Folder by folder, outer ones first, since the inner ones inherit."""
        for folder in folders(self.root, self.content_root):
            here = self._inherits.get(folder.path.rpartition("/")[0], above)
            if folder.has_defaults:
                here = self._defaults(f"{folder.path}/{DEFAULTS_FILE}", here)
            if folder.misnamed:
                here = self._misnamed(f"{folder.path}/{folder.misnamed}", here)
            self._inherits[folder.path] = here
            settings = digest((*here.identity, self.content_root, *self.reader.keys))
            for name in folder.posts:
                self._file(f"{folder.path}/{name}", here, settings)
            self._unmatched(folder)

    def _contents(self, file: str) -> bytes | Spot:
        return self.instead[file] if file in self.instead else contents(self.root, file)

    def _defaults(self, file: str, above: Inherited) -> Inherited:
        self.defaults_files.append(file)
        raw = self._contents(file)
        if isinstance(raw, Spot):
            self.problems.append(problem_of_spot(file, raw))
            return msgspec.structs.replace(above, broken=file)
        here, problems = inherited(above, file, raw, self.content_root)
        self.problems += problems
        self.ignores += here.ignores[: len(here.ignores) - len(above.ignores)]
        return here

    def _misnamed(self, file: str, above: Inherited) -> Inherited:
        message = "defaults by this name are not read"
        fix = f"Name the file {DEFAULTS_FILE}."
        self.problems.append(Problem(file, 0, 0, "CS112", message, fix))
        return msgspec.structs.replace(above, broken=file)

    def _file(self, path: str, here: Inherited, settings: bytes) -> None:
        raw = self._contents(path)
        if isinstance(raw, Spot):
            self.results[path] = FileResult((), (problem_of_spot(path, raw),), False)
            return
        if _is_readme(path, raw):
            return
        key = sha256(settings + raw).digest()
        result = self.cache.get(path, key)
        if result is None or not self.reader.still_holds(path, result):
            result = self.reader.file(path, raw, here)
            self.cache.put(path, key, result)
        self.results[path] = result
        if here.broken:
            self.blocked[here.broken] += len(result.posts)

    def _unmatched(self, folder: Folder) -> None:
        for name in folder.others:
            if kind_of(name) is None:
                fix = "Move it out of the content folder, or give it a suffix that posts or media have."
                self._warn(f"{folder.path}/{name}", "this file is neither a post nor a medium", fix)
        for name in folder.links:
            fix = "Put the folder itself here, or write the paths of its media with /…"
            self._warn(f"{folder.path}/{name}", "links to folders are not followed", fix)

    def _warn(self, path: str, message: str, fix: str) -> None:
        self.problems.append(Problem(path, 0, 0, "CS111", message, fix, Severity.WARNING))


def _desired(run: _Run) -> Desired:
    found = [(path, post) for path, result in run.results.items() for post in result.posts]
    results = run.results.values()
    judgement = Judgement(run.reader.severities, (*run.ignores, *(each for one in results for each in one.ignores)))
    twice = _twice(found)
    said = _with_counts(run)
    for post_id, places in twice.items():
        said += _duplicates(post_id, places)
    ignored = {problem for result in results for problem in result.ignored} | set(filter(judgement.is_ignored, said))
    problems = judgement.of(said + in_vain(_read_in_full(run), ignored))
    problems += [problem for result in results for problem in result.problems]
    good = [post for _, post in found if not post.is_bad and post.id not in twice]
    bad_files = {path for path, result in run.results.items() if not result.is_whole}
    bad_files |= {path for path, post in found if post.is_bad and not post.id}
    return Desired(
        deliveries=_flat(post for post in good if not post.is_draft),
        drafts=_flat(post for post in good if post.is_draft),
        problems=tuple(sorted(set(problems))),
        bad_files=frozenset(bad_files),
        bad_posts=frozenset(twice) | {post.id for _, post in found if post.is_bad and post.id},
        files=frozenset([*run.results, *run.defaults_files]),
        post_count=len(found),
        judgement=judgement,
    )


def _read_in_full(run: _Run) -> list[Ignore]:
    """The comments of what was looked at to its end: something bad may hide what they ignore."""
    results = run.results.values()
    ignores = [ignore for result in results if result.is_good for ignore in result.ignores]
    return ignores + run.ignores if all(result.is_good for result in results) else ignores


def _is_readme(path: str, raw: bytes) -> bool:
    """A README explains the folder to people; with front matter it is a post like any other."""
    return path.rpartition("/")[2].lower() in _READMES and not has_front_matter(raw)


def _with_counts(run: _Run) -> list[Problem]:
    """The problems of no single post; those of defaults say how many posts wait for them."""
    return [
        msgspec.structs.replace(problem, message=f"{problem.message} (blocks {_count(run.blocked[problem.file])})")
        if problem.file in run.blocked
        else problem
        for problem in run.problems
    ]


def _count(posts: int) -> str:
    return f"{posts} posts" if posts != 1 else "1 post"


def _flat(posts: Any) -> tuple[Delivery, ...]:
    return tuple(delivery for post in posts for delivery in post.deliveries)


def _twice(found: list[tuple[str, Found]]) -> dict[str, list[tuple[str, int]]]:
    places: dict[str, list[tuple[str, int]]] = {}
    for path, post in found:
        if post.id:
            places.setdefault(post.id, []).append((path, post.line))
    return {post_id: where for post_id, where in places.items() if len(where) > 1}


def _duplicates(post_id: str, places: list[tuple[str, int]]) -> list[Problem]:
    problems = []
    for file, line in places:
        others = ", ".join(f"{other}:{number}" for other, number in places[:4] if (other, number) != (file, line))
        message = f"the id {post_id!r} is also at {others}"
        problems.append(Problem(file, line, 1, "CS209", message, "Give one of them another `id`.", post=post_id))
    return problems
