"""Signs that nobody sees: pointed at where they deceive, left alone where a script or an emoji needs them."""

from pathlib import Path

import pytest

from contentsync.review.paint import Paint
from contentsync.review.source_line import problem_lines
from tests.content.repository import POST
from tests.content.repository import codes
from tests.content.repository import loaded


def found(folder: Path, text: str) -> list[str]:
    return codes(loaded(folder, {"a.yaml": POST.replace("Hello", f"Hello {text}")}))


@pytest.mark.parametrize(
    "text", ["a\u202eb", "\u2066a\u2069", "pass\u200bword", "a\u2060b", "a\u200db", "x\U000e0041", "tag\u200b"]
)
def test_what_deceives(tmp_path: Path, text: str) -> None:
    first = next(number for number, sign in enumerate(f"text: Hello {text}", 1) if not sign.isprintable())
    assert found(tmp_path, text) == [f"a.yaml:5:{first} CS329"]


def test_no_sign_of_them_is_missed(tmp_path: Path) -> None:
    signs = [*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200B, 0x200C, 0x200D, 0x2060]
    signs += [0xE0001, *range(0xE0020, 0xE0080)]
    posts = {f"p{sign}.yaml": POST.replace("Hello", f'"Hello é a\\U{sign:08x}a"') for sign in signs}
    assert {problem.file for problem in loaded(tmp_path, posts).problems} == {f"content/{name}" for name in posts}


@pytest.mark.parametrize(
    "text",
    [
        "plain",
        "👩\u200d👩\u200d👧",
        "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        "می\u200cخواهم",
        "שלום\u200f!",
        "क्\u200dष",
        "❤\ufe0f",
        "naïve – “yes”\u00a0!",
    ],
)
def test_what_scripts_and_emoji_need(tmp_path: Path, text: str) -> None:
    assert found(tmp_path, text) == []


def test_every_text_is_looked_at_and_shown_escaped(tmp_path: Path) -> None:
    sign = "\u202e"
    words = (
        f"title: T{sign}\nfirst_comment: C{sign}\nplatforms:\n  x: {{text: X{sign}}}\n  youtube: {{title: Y{sign}}}\n"
    )
    text = f"profile: acme\npublish_at: 2027-03-01T09:00Z\nmedia: https://example.com/a.mp4\ntext: A{sign}\n{words}"
    desired = loaded(tmp_path, {"a.yaml": text})
    hidden = [each for each in desired.problems if each.code == "CS329"]
    assert [each.line for each in hidden] == [4, 5, 6, 8, 9]
    lines = [problem_lines(each, lambda file, line: text.split("\n")[line - 1], Paint(False)) for each in hidden]
    screen = "\n".join(line for each in lines for line in each)
    assert sign not in screen
    assert "\\u202e" in screen
