"""Colour for terminals: eight ANSI styles, and nothing at all where colour is off."""

_STYLES = {
    "bold": "1",
    "dim": "2",
    "red": "31",
    "green": "32",
    "yellow": "33",
    "magenta": "35",
    "cyan": "36",
    "alarm": "1;31",
}


class Paint:
    """`paint("green", text)` gives the text in that style, or unchanged where `is_on` is false.

    The text must have been neutralised before: the codes that this adds are the only escapes of a screen.
    """

    def __init__(self, is_on: bool) -> None:
        self.is_on = is_on

    def __call__(self, style: str, text: str) -> str:
        return f"\x1b[{_STYLES[style]}m{text}\x1b[0m" if self.is_on and style and text else text
