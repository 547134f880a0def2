"""For every option a value that it takes and values that it does not."""

from typing import Any

from contentsync.platforms.table import Option

PATTERNED = {
    "thread_image_layout": "2,3,1",
    "thread_media_layout": "5,5",
    "topic_tag": "spring",
    "event_start_date": "2027-03-01",
    "event_end_date": "2027-03-02",
    "event_start_time": "09:00",
    "event_end_time": "18:30",
    "allowed_countries": "ES",
    "blocked_countries": "FR",
}


def word(option: Option) -> str:
    if option.choices:
        return option.choices[-1]
    return PATTERNED.get(option.name, "word")


def right(option: Option) -> Any:
    """A value that the option takes."""
    count = int(option.least or 1)
    many = [word(option)] * count
    return {
        "text": word(option),
        "choice": word(option),
        "bool": True,
        "int": int(option.least or 7),
        "number": float(option.least or 0.5),
        "url": "https://example.com/a",
        "file": "https://example.com/a.jpg",
        "json": [{"link": "https://example.com"}] * count,
        "list": many,
        "csv": many,
        "files": ["https://example.com/a.jpg"],
        "tracks": [{"file": "https://example.com/a.srt", "language": "en", "name": "English"}],
    }[option.kind]


def wrong(option: Option) -> list[Any]:
    """Values that the option does not take."""
    found: list[Any] = {
        "text": ["", True, 1.5, [], {}],
        "choice": ["nonsense", "", True, ["a"]],
        "bool": ["true", "yes", 1, 0, []],
        "int": ["7", 1.5, True, [7]],
        "number": ["7", True, [7.5]],
        "url": ["example.com", "ftp://example.com", "", 5, "https://"],
        "file": ["", 5, ["a.jpg"], True],
        "json": ["{}", {}, [], 5],
        "list": ["word", [], [""], [True], [["a"]], 5],
        "csv": ["a,b", [], [""], [True], [{}], 5],
        "files": ["a.jpg", [], [""], [5]],
        "tracks": [[], "a.srt", [{"file": "a.srt"}], [{"file": "", "language": "en"}], [{"fil": "a"}], ["a.srt"]],
    }[option.kind]
    if option.kind in ("int", "number"):
        found += [option.least - 1] if option.least is not None else []
        found += [option.most + 1] if option.most is not None else []
    if option.kind in ("list", "csv", "json"):
        found += [[word(option)] * int(option.most + 1)] if option.most is not None else []
        found += [[word(option)] * int(option.least - 1)] if option.least is not None else []
        found += [["nonsense"]] if option.choices else []
    if option.longest is not None:
        long = "a" * (option.longest + 1)
        found.append({"text": long, "url": f"https://example.com/{long}"}.get(option.kind, [long]))
    if option.pattern:
        found.append(["..."] if option.kind == "csv" else "&.x")
    return found
