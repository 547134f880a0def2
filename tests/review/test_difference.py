from contentsync.review.difference import difference
from contentsync.review.paint import Paint


def test_lines_are_painted_and_neutralised() -> None:
    shown = difference("a\x1b.yaml", b"-- a\nb\x1b[31m\n", b"-- a\nb\n", Paint(True))
    assert shown.splitlines() == [
        "\x1b[1m--- a/a\\x1b.yaml\x1b[0m",
        "\x1b[1m+++ b/a\\x1b.yaml\x1b[0m",
        "\x1b[36m@@ -1,2 +1,2 @@\x1b[0m",
        " -- a",
        "\x1b[31m-b\\x1b[31m\x1b[0m",
        "\x1b[32m+b\x1b[0m",
    ]


def test_a_file_without_an_end() -> None:
    shown = difference("a.yaml", b"a\nb", b"a\nb\n", Paint(False))
    assert shown.splitlines()[3:] == [" a", "-b", "\\ No newline at end of file", "+b"]
