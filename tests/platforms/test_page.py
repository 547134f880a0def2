"""docs/platforms.md is what the tables say."""

from pathlib import Path

from contentsync.platforms import PLATFORMS
from contentsync.platforms import page

WRITTEN = Path(__file__).parents[2] / "docs" / "platforms.md"


def test_the_page_in_docs_is_up_to_date():
    assert WRITTEN.read_text(encoding="utf-8") == page(), "write contentsync.platforms.page() to docs/platforms.md"


def test_every_option_and_field_stands_in_the_page():
    text = page()
    for platform in PLATFORMS.values():
        section = text.split(f"\n## {platform.label}\n")[1].split("\n## ")[0]
        for option in platform.options:
            assert f"| `{option.name}` |" in section
            assert option.wire.format(n="N") in section


def test_index_and_notes():
    text = page()
    assert "- [Google Business](#google-business): video, photo, text" in text
    assert "- [Dev.to](#devto): text" in text
    assert "**Takes no posts at the moment:**" in text
    assert "Must be given where `topic_type` is EVENT, OFFER." in text
    assert "Must be given." in text
    assert "Not with `blocked_countries`." in text


def test_tables_have_five_cells():
    for line in page().splitlines():
        if line.startswith("| "):
            assert line.replace("\\|", "").count("|") == 6, line
