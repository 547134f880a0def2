"""What the server answered, and how to say it to a person."""

from typing import Any
from typing import TypeVar

import msgspec

Form = TypeVar("Form")

EXCERPT = 200
REASON = 500
# The service has no single key for its message (Upload-Post docs, error-handling page, and its clients).
MESSAGE_KEYS = ("message", "error", "detail", "details")


class Answer(msgspec.Struct, frozen=True):
    """`question` is `GET /uploadposts/me`. `headers` have lower-case names."""

    question: str
    status: int
    content: bytes
    headers: dict[str, str]

    def read(self, form: type[Form] | Any) -> Form:
        """The body as that type. msgspec.DecodeError where it is not of that form."""
        body: Form = msgspec.json.decode(self.content, type=form)
        return body

    @property
    def age(self) -> int:
        """How many seconds a proxy has kept it (RFC 9111, section 5.1); 0 for a fresh one."""
        age = self.headers.get("age", "")
        return int(age) if age.isdecimal() else 0

    @property
    def fields(self) -> dict[str, Any]:
        """The body where it is a JSON object, else nothing."""
        try:
            body = msgspec.json.decode(self.content)
        except msgspec.DecodeError:
            return {}
        return body if isinstance(body, dict) else {}

    @property
    def message(self) -> str:
        """What the server says went wrong: the first message key that is not empty, else the body as it is.

        In one line, and safe to print.
        """
        fields = self.fields
        said = next((fields[key] for key in MESSAGE_KEYS if fields.get(key)), None)
        if said is None:
            return excerpt(self.content) or "no reason given"
        return _printable(said if isinstance(said, str) else msgspec.json.encode(said).decode())[:REASON]


def excerpt(content: bytes) -> str:
    """The first 200 characters, in one line, whatever is not printable escaped."""
    return _printable(content[: EXCERPT * 8].decode("utf-8", "replace"))[:EXCERPT]


def _printable(text: str) -> str:
    """What a server says ends up in a terminal, before anybody knows that it is its word."""
    return "".join(char if char.isprintable() else repr(char)[1:-1] for char in " ".join(text.split()))
