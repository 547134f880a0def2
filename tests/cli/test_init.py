import errno
import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from freezegun import freeze_time
from jsonschema import Draft7Validator

from .conftest import Contentsync


def test_it_writes_settings_a_post_and_what_editors_need(contentsync: Contentsync, folder: Path) -> None:
    with freeze_time("2027-02-01 12:00:00"):
        ran = contentsync("init")
    assert (ran.code, ran.err) == (0, "")
    settings = yaml.safe_load((folder / "contentsync.yaml").read_text())
    assert settings["namespace"].startswith("acme-")
    assert len(settings["namespace"]) == len("acme-") + 6
    assert settings["defaults"] == {"profile": "acme", "timezone": "Europe/Madrid"}
    assert settings["state"] == {"store": "file"}
    text = (folder / "content/first-post.yaml").read_text()
    assert text.startswith("# yaml-language-server: $schema=../.contentsync/schemas/post.schema.json\n")
    assert "publish_at: 2027-02-03 09:00 " in text
    assert (folder / ".gitignore").read_text() == ".contentsync/\n"
    schema = json.loads((folder / ".contentsync/schemas/post.schema.json").read_text())
    post = yaml.load(text, yaml.BaseLoader) | {"draft": False}
    assert not list(Draft7Validator(schema).iter_errors(post))
    assert "contentsync plan --sandbox" in ran.out
    assert contentsync("validate").code == 0


def test_with_a_remote_the_state_is_kept_there(contentsync: Contentsync, folder: Path) -> None:
    subprocess.run(["git", "remote", "add", "origin", "https://git.example/acme.git"], cwd=folder, check=True)
    assert contentsync("init", "social").code == 0
    settings = yaml.safe_load((folder / "social/contentsync.yaml").read_text())
    assert settings["state"] == {"store": "git"}
    assert contentsync("-C", "social", "validate").code == 0
    path = contentsync("-C", "social", "state", "path").out
    assert path.endswith(f"refs/contentsync/{settings['namespace']} on origin (git.example/acme)\n")


def test_two_folders_never_share_a_namespace(contentsync: Contentsync, folder: Path) -> None:
    spaces = set()
    for name in ("one", "two"):
        assert contentsync("init", name).code == 0
        spaces.add(yaml.safe_load((folder / name / "contentsync.yaml").read_text())["namespace"][-6:])
    assert len(spaces) == 2


def test_a_folder_with_an_odd_name_and_given_values(contentsync: Contentsync, folder: Path) -> None:
    ran = contentsync("init", "Été & Co", "--profile", "yes", "--timezone", "Asia/Tokyo")
    assert ran.code == 0
    assert "contentsync -C" in ran.out
    settings = yaml.safe_load((folder / "Été & Co" / "contentsync.yaml").read_text())
    assert settings["namespace"].startswith("t-co-")
    assert settings["defaults"] == {"profile": "yes", "timezone": "Asia/Tokyo"}


def test_a_name_without_a_letter(contentsync: Contentsync, folder: Path) -> None:
    contentsync("init", "日本")
    assert "namespace: posts-" in (folder / "日本" / "contentsync.yaml").read_text()


def test_it_overwrites_nothing(contentsync: Contentsync, posts: Path) -> None:
    before = (posts / "contentsync.yaml").read_text()
    ran = contentsync("init")
    assert ran.code == 1
    assert "contentsync.yaml exists already" in ran.err
    assert (posts / "contentsync.yaml").read_text() == before
    assert not (posts / ".gitignore").exists()


def test_a_post_that_is_there_stays(contentsync: Contentsync, folder: Path) -> None:
    (folder / "content").mkdir()
    (folder / "content/first-post.yaml").write_text("text: mine\n")
    (folder / ".gitignore").write_text("*.tmp")
    assert contentsync("init").code == 0
    assert (folder / "content/first-post.yaml").read_text() == "text: mine\n"
    assert (folder / ".gitignore").read_text() == "*.tmp\n.contentsync/\n"


def test_the_line_in_gitignore_is_written_once(contentsync: Contentsync, folder: Path) -> None:
    (folder / ".gitignore").write_text(".contentsync/\n")
    contentsync("init")
    assert (folder / ".gitignore").read_text() == ".contentsync/\n"


def test_outside_a_repository_it_says_git_init(contentsync: Contentsync, tmp_path: Path) -> None:
    ran = contentsync("-C", str(tmp_path), "init")
    assert ran.code == 1
    assert f"fix:   git init {tmp_path}" in ran.err
    assert list(tmp_path.iterdir()) == []


def test_a_zone_that_is_none(contentsync: Contentsync, folder: Path) -> None:
    ran = contentsync("init", "--timezone", "Mars/Base")
    assert ran.code == 1
    assert "Mars/Base is no time zone" in ran.err
    assert not (folder / "contentsync.yaml").exists()


def test_where_it_cannot_write_nothing_is_left(contentsync: Contentsync, folder: Path) -> None:
    (folder / "content").write_text("a file where the folder should be")
    ran = contentsync("init")
    assert ran.code == 1
    assert "first-post.yaml cannot be written: a file stands in the place of its folder\n" in ran.err
    assert not (folder / "contentsync.yaml").exists()


def test_on_a_full_disk_nothing_is_left(
    contentsync: Contentsync, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = Path.open

    def full(path: Path, mode: str = "r", **more: Any) -> Any:
        if path.name == "first-post.yaml":
            raise OSError(errno.ENOSPC, "No space left on device")
        return whole(path, mode, **more)

    monkeypatch.setattr(Path, "open", full)
    ran = contentsync("init")
    assert ran.code == 1
    assert "first-post.yaml cannot be written: No space left on device\nfix:   make room" in ran.err
    assert not (folder / "contentsync.yaml").exists()


def test_json(contentsync: Contentsync, folder: Path) -> None:
    document = json.loads(contentsync("init", "--json").out)
    assert document["folder"] == str(folder)
    assert document["written"][:2] == ["contentsync.yaml", "content/first-post.yaml"]


@pytest.mark.parametrize(
    ("variable", "link", "zone"),
    [
        ("Asia/Tokyo", "/usr/share/zoneinfo/Europe/Madrid", "Asia/Tokyo"),
        (":Asia/Tokyo", "", "Asia/Tokyo"),
        ("CET-1CEST", "/usr/share/zoneinfo/Europe/Madrid", "Europe/Madrid"),
        ("", "/usr/share/zoneinfo/Europe/Madrid", "Europe/Madrid"),
        ("", "", "UTC"),
        ("/etc/passwd", "/somewhere/else", "UTC"),
    ],
)
def test_the_zone_of_this_machine(tmp_path: Path, variable: str, link: str, zone: str) -> None:
    from contentsync.cli.zone import machine_zone

    if link:
        (tmp_path / "localtime").symlink_to(link)
    assert machine_zone({"TZ": variable}, tmp_path / "localtime") == zone


def workflow(folder: Path) -> Any:
    return yaml.load((folder / ".github/workflows/contentsync.yml").read_text(), yaml.BaseLoader)


def test_a_new_folder_with_its_workflow(contentsync: Contentsync, folder: Path) -> None:
    subprocess.run(["git", "remote", "add", "origin", "git@github.com:acme/social.git"], cwd=folder, check=True)
    subprocess.run(["git", "symbolic-ref", "HEAD", "refs/heads/trunk"], cwd=folder, check=True)
    ran = contentsync("init", "social", "--ci", "github", "--json")
    assert ran.code == 0
    assert "../.github/workflows/contentsync.yml" in json.loads(ran.out)["written"]
    assert workflow(folder)["on"]["push"]["paths"] == ["social/content/**", "social/contentsync.yaml"]


def test_a_workflow_for_a_folder_that_is_set_up(contentsync: Contentsync, posts: Path) -> None:
    (posts / "contentsync.yaml").write_text((posts / "contentsync.yaml").read_text() + "content: posts\n")
    ran = contentsync("init", "--ci", "github")
    assert ran.code == 0, ran.err
    assert "\n  .github/workflows/contentsync.yml\n" in ran.out
    assert "the secret UPLOAD_POST_API_KEY" in ran.out
    assert "write `state: {store: git}`" in ran.out
    assert "Write a post" not in ran.out
    assert workflow(posts)["on"]["push"]["paths"] == ["posts/**", "contentsync.yaml"]


def test_the_link_for_the_readme(contentsync: Contentsync, folder: Path) -> None:
    subprocess.run(["git", "remote", "add", "origin", "https://github.com/acme/social.git"], cwd=folder, check=True)
    out = contentsync("init", "--ci", "github").out
    assert "state: {store: git}" not in out
    assert "[Write a post](https://github.com/acme/social/new/" in out
    assert "filename=content/new-post.yaml" in out


def test_a_workflow_is_not_overwritten(contentsync: Contentsync, posts: Path) -> None:
    assert contentsync("init", "--ci", "github").code == 0
    ran = contentsync("init", "--ci", "github")
    assert ran.code == 1
    assert "exists already" in ran.err
