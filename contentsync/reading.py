"""What the files of a folder say, and what is known about them: no network, no state."""

import gc
from collections.abc import Collection
from collections.abc import Iterator
from collections.abc import Mapping
from contextlib import contextmanager
from functools import cached_property
from typing import Any

from msgspec.structs import replace

from contentsync import repo
from contentsync.baseline import read_baseline
from contentsync.content import load
from contentsync.content.affected import affected
from contentsync.content.between import FILES
from contentsync.content.between import Between
from contentsync.content.revision import load_at
from contentsync.media import MediaIndex
from contentsync.model.baseline import Baseline
from contentsync.model.delivery import Desired
from contentsync.rules.across import across_files
from contentsync.settings import Settings
from contentsync.settings import revised


class Files:
    """The files of one folder of posts, as the settings read them."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.root = settings.root

    @cached_property
    def media(self) -> MediaIndex:
        """What is known of the media in the work tree."""
        return MediaIndex(self.root, self.settings.cache / "media.msgpack")

    def desired(self, instead: Mapping[str, bytes] | None = None) -> Desired:
        """What the files say, or would with other bytes in some of them. No network."""
        settings = self.settings
        with uncollected():
            terms = _terms(settings)
            found = load(
                settings.root, settings.content, media=self.media, cache=settings.cache, instead=instead, **terms
            )
        self.media.save()
        return found

    def checked(self) -> Desired:
        """What the files say, and what is wrong between them. No network."""
        found = self.desired()
        across = across_files(found.deliveries, self.settings.rulebook, Between(self.settings.cache / FILES))
        return replace(found, problems=tuple(sorted((*found.problems, *found.judgement.of(across)))))

    @cached_property
    def baseline(self) -> Baseline:
        """The problems that are known and no longer counted."""
        return read_baseline(self.settings.folder)

    def affected(self, files: Collection[str], ref: str) -> frozenset[str]:
        """Those of the files (posix paths from the root) that what was changed since `ref` may bear on."""
        return affected(self.root, files, repo.changed_since(self.root, ref), self.settings.file)

    def desired_at(self, sha: str) -> Desired:
        """What the files of a commit said, by the contentsync.yaml that it has; nothing where that one is broken."""
        raw = repo.content_of(self.root, sha, self.settings.file)
        settings = revised(self.settings, raw) if raw is not None else None
        if settings is None:
            return Desired(deliveries=())
        cache = settings.cache / "base"
        with uncollected():
            return load_at(sha, self.root, settings.content, self.media, cache=cache, **_terms(settings))


def _terms(settings: Settings) -> dict[str, Any]:
    """What of the settings bears on reading posts."""
    return {
        "defaults": settings.defaults,
        "variables": settings.variables,
        "x_links": settings.x_links,
        "x_premium": settings.x_premium,
        "severities": settings.problems,
        "rulebook": settings.rulebook,
    }


@contextmanager
def uncollected() -> Iterator[None]:
    """Without the cycle collector: a plan is many small values and no circles, and walking them costs a third of it."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            # What the plan is made of stays until the command ends: the collector need not walk it even once.
            gc.freeze()
            gc.enable()
