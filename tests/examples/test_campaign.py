"""The example campaign: whole, without a problem, and small enough to keep."""

import json
import shutil
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image

from contentsync.content import load
from contentsync.media import MediaIndex
from contentsync.model.delivery import Desired
from contentsync.settings import Flags
from contentsync.settings import Settings
from contentsync.settings import load as load_settings

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
PROGRAM = Path(sys.executable).with_name("contentsync")
MEDIA = sorted(
    path for path in (EXAMPLES / "content").rglob("*") if path.suffix in (".jpg", ".mp4", ".pdf") and path.is_file()
)


@pytest.fixture(scope="module")
def settings() -> Settings:
    return load_settings(EXAMPLES, {}, Flags(sandbox=True))


@pytest.fixture(scope="module")
def campaign(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Desired:
    cache = tmp_path_factory.mktemp("cache")
    return load(
        settings.root,
        settings.content,
        defaults=settings.defaults,
        media=MediaIndex(settings.root, cache),
        cache=cache,
        variables=settings.variables,
        x_links=settings.x_links,
    )


def test_has_no_problem(campaign: Desired) -> None:
    assert campaign.problems == ()


def test_has_every_kind_of_post(campaign: Desired) -> None:
    assert {delivery.post_type for delivery in campaign.deliveries} == {"text", "photo", "video", "document"}


def test_goes_over_three_weeks_from_the_start_of_its_sandbox(campaign: Desired, settings: Settings) -> None:
    moments = sorted(delivery.publish_at for delivery in campaign.deliveries if delivery.publish_at)
    assert len({delivery.post_id for delivery in campaign.deliveries}) >= 10
    assert settings.sandbox_now is not None
    assert timedelta(0) < moments[0] - settings.sandbox_now < timedelta(days=2)
    assert timedelta(days=18) < moments[-1] - moments[0] < timedelta(days=22)


def test_says_what_its_pictures_show(campaign: Desired) -> None:
    pictures = [medium for each in campaign.deliveries if each.post_type == "photo" for medium in each.media]
    assert len(pictures) >= 8
    assert all(medium.alt for medium in pictures)


def test_has_a_platform_apart_defaults_a_draft_and_a_carousel(campaign: Desired, settings: Settings) -> None:
    assert "open-early@harbor-books:tiktok" in {delivery.address for delivery in campaign.deliveries}
    assert list((EXAMPLES / "content").rglob("_defaults.yaml"))
    assert "poetry-month" in {draft.post_id for draft in campaign.drafts}
    assert max(len(delivery.media) for delivery in campaign.deliveries) == 5


@pytest.mark.parametrize("path", MEDIA, ids=lambda path: path.name)
def test_media_are_small_and_real(path: Path) -> None:
    begins = {".jpg": b"\xff\xd8\xff", ".mp4": b"\x00\x00\x00 ftyp", ".pdf": b"%PDF-"}[path.suffix]
    raw = path.read_bytes()
    assert raw.startswith(begins)
    assert len(raw) <= 300_000
    if path.suffix == ".jpg":
        with Image.open(path) as picture:
            picture.load()
            assert min(picture.size) >= 600


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    folder = tmp_path / "clone"
    shutil.copytree(EXAMPLES, folder / "examples", ignore=shutil.ignore_patterns(".contentsync", "*.py"))
    subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
    return folder / "examples"


def contentsync(folder: Path, *words: str) -> dict[str, object]:
    done = subprocess.run([PROGRAM, *words, "--json"], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    found = json.loads(done.stdout)
    assert isinstance(found, dict)
    return found


def test_is_applied_published_and_then_in_step(clone: Path, campaign: Desired) -> None:
    count = len(campaign.deliveries)
    planned = contentsync(clone, "plan", "--sandbox")
    assert planned["summary"]["create"] == count  # type: ignore[index]
    assert planned["problems"] == []
    applied = contentsync(clone, "apply", "--sandbox", "--auto-approve")
    assert {change["outcome"] for change in applied["changes"]} == {"done"}  # type: ignore[attr-defined]
    contentsync(clone, "sandbox", "clock", "--advance", "P30D")
    after = contentsync(clone, "plan", "--sandbox")
    assert {change["reason"] for change in after["changes"]} == {"published"}  # type: ignore[attr-defined]
