"""Neutralising text that others wrote before it reaches a terminal: escapes, bidi overrides, invisible characters."""

import unicodedata

_JOINERS = "\u200c\u200d"
# Format characters that have a shape of their own (Unicode: Prepended_Concatenation_Mark).
_VISIBLE_FORMATS = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd")
# Letters and marks that leave no mark on the screen.
_BLANKS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
_HIDDEN_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Cn", "Zl", "Zp"})


def escaped(text: str) -> str:
    """The text on one line, with everything that could steer a terminal or deceive a reader spelled out.

    Line feeds show as `⏎`, tabs as a space; other hidden characters as `\\x1b`, `\\u202e` or `\\U000e0041`. Joiners
    stay where scripts and emoji need them: between two characters outside ASCII.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_shown(text, index) for index in range(len(text)))


def _shown(text: str, index: int) -> str:
    character = text[index]
    if character == "\n":
        return "⏎"
    if character == "\t":
        return " "
    if character in _JOINERS and _joins(text, index):
        return character
    if character in _VISIBLE_FORMATS:
        return character
    if character in _BLANKS or unicodedata.category(character) in _HIDDEN_CATEGORIES:
        return _spelled(character)
    return character


def _joins(text: str, index: int) -> bool:
    if not 0 < index < len(text) - 1:
        return False
    return all(ord(other) > 0x7F and other.isprintable() for other in (text[index - 1], text[index + 1]))


def _spelled(character: str) -> str:
    code = ord(character)
    if code <= 0xFF:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"
