from pathlib import Path

import pytest

from contentsync.content.affected import affected

from .repository import write

FILES = {
    "_defaults.yaml": "profile: acme\n",
    "a.yaml": "media: café.jpg\n",
    "spring/_defaults.yaml": "media: [spring/logo.png]\n",
    "spring/b.md": "---\n---\nHello\n",
    "spring/more/c.yaml": "text: Hello\n",
    "summer/_defaults.yaml": "first_comment: More\n",
    "summer/d.yaml": "media: [{src: '../door.jpg'}, outdoor.jpg]\n",
}
SPRING = {"spring/_defaults.yaml", "spring/b.md", "spring/more/c.yaml"}


@pytest.mark.parametrize(
    ("changed", "wanted"),
    [
        (["content/a.yaml"], {"_defaults.yaml", "a.yaml"}),
        (["content/spring/b.md"], {"_defaults.yaml", "spring/_defaults.yaml", "spring/b.md"}),
        (["content/spring/_defaults.yaml"], {"_defaults.yaml", *SPRING}),
        (["content/spring/logo.png"], {"_defaults.yaml", *SPRING}),
        (["content/cafe\u0301.jpg"], {"_defaults.yaml", "a.yaml"}),
        (["content/door.jpg"], {"_defaults.yaml", "summer/_defaults.yaml", "summer/d.yaml"}),
        (["content/or.jpg", "content/do", "README.md", "content/notes.txt", "content/Hello"], set()),
        (["content/_defaults.yaml"], set(FILES)),
        (["contentsync.yaml"], set(FILES)),
        ([], set()),
    ],
    ids=lambda each: ",".join(each) if isinstance(each, list) else "",
)
def test_what_a_change_may_bear_on(tmp_path: Path, changed: list[str], wanted: set[str]) -> None:
    write(tmp_path, FILES)
    files = [f"content/{name}" for name in FILES]
    found = affected(tmp_path, files, frozenset(changed), "contentsync.yaml")
    assert found == {f"content/{name}" for name in wanted}


def test_a_file_that_cannot_be_read_names_nothing(tmp_path: Path) -> None:
    write(tmp_path, {"a.yaml": "media: door.jpg"})
    (tmp_path / "content/b.yaml").symlink_to("gone.yaml")
    files = ["content/a.yaml", "content/b.yaml"]
    assert affected(tmp_path, files, frozenset({"content/door.jpg"}), "contentsync.yaml") == {"content/a.yaml"}
