"""What was probably meant by a value that an option does not take."""

from collections.abc import Callable

from contentsync.platforms.spelling import nearest
from contentsync.platforms.table import Kind
from contentsync.platforms.table import Option
from contentsync.platforms.values import acceptance

SWITCHES = dict.fromkeys(("true", "yes", "on", "1"), True) | dict.fromkeys(("false", "no", "off", "0"), False)


def _number(option: Option, text: str) -> object:
    return int(text) if text.lstrip("-").isdecimal() else text


def _items(option: Option, text: str) -> object:
    items = [item.strip() for item in text.split(",") if item.strip()]
    return [nearest(item, option.choices) or item for item in items] if option.choices else items


GUESSES: dict[Kind, Callable[[Option, str], object]] = {
    "bool": lambda option, text: SWITCHES.get(text.lower()),
    "int": _number,
    "number": _number,
    "choice": lambda option, text: nearest(text, option.choices),
    "list": _items,
    "csv": _items,
    "files": _items,
    "url": lambda option, text: f"https://{text}" if "." in text and "://" not in text else text,
}


def corrected(option: Option, value: object) -> str:
    """The value as it should stand in the file, empty where no guess is good enough to be taken."""
    guess = GUESSES.get(option.kind)
    if guess is None or isinstance(value, (dict, list)):
        return ""
    meant = guess(option, str(value))
    return _written(meant) if acceptance(option)(meant) else ""


def _written(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f"[{', '.join(map(str, value))}]" if isinstance(value, list) else str(value)
