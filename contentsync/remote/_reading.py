"""Questions that change nothing: asked again where the server is busy or in trouble, within bounds."""

from collections.abc import Callable
from random import SystemRandom
from typing import Any
from typing import TypeVar

import httpx
import msgspec

from contentsync.model.clock import Clock
from contentsync.remote._answer import Answer
from contentsync.remote._answer import excerpt
from contentsync.remote._errors import RefusedKeyError
from contentsync.remote._errors import ServerTroubleError
from contentsync.remote._session import Session
from contentsync.remote._session import header_date

Form = TypeVar("Form")
Meaning = TypeVar("Meaning")

RETRIES = 3
FIRST_WAIT = 1.0
# The longest that one question waits for the rate limit. Its window is a minute or ten; who waits longer should know.
LONGEST_WAIT = 120.0
NETWORK_FIX = "Check the network and api.url, then run the command again."
KEY_FIX = "Set UPLOAD_POST_API_KEY to a valid key (Upload-Post dashboard, API keys; the sandbox takes `sandbox`)."
URL_FIX = "Check api.url: it is the address of the API and ends in /api."


class Questions:
    """Asks over a session. Every method raises RefusedKeyError or ServerTroubleError where there is no answer."""

    def __init__(self, session: Session, clock: Clock) -> None:
        self._session = session
        self._clock = clock

    def get(
        self, path: str, form: type[Form] | Any, into: Callable[[Form], Meaning], params: dict[str, str] | None = None
    ) -> Meaning:
        """What `into` makes of the body of a 200; its ValueError says that the body makes no sense."""
        return self.read(self.ask("GET", path, params=params), form, into)

    def read(self, answer: Answer, form: type[Form] | Any, into: Callable[[Form], Meaning]) -> Meaning:
        """What `into` makes of an answer; anything but a readable 200 is an error that quotes it."""
        if answer.status != 200:
            raise self._refused(answer)
        try:
            return into(answer.read(form))
        except (msgspec.DecodeError, ValueError) as error:
            raise self._unreadable(answer, str(error)) from None

    def ask(self, method: str, path: str, **given: Any) -> Answer:
        """Any answer below 500 that is not a rate limit, and is of this moment."""
        waited, failures = 0.0, 0
        while True:
            answer, trouble = self._once(lambda: self._session.request(method, path, **given))
            if answer is not None and answer.status == 429:
                pause = retry_after(answer, self._clock) or backoff(failures)
                if waited + pause > LONGEST_WAIT:
                    raise self._busy(answer, pause)
                waited += pause
            elif answer is not None and answer.status < 500 and not answer.age:
                return answer
            elif failures == RETRIES:
                raise self._trouble(trouble, NETWORK_FIX)
            else:
                pause = backoff(failures)
            failures += 1
            self._clock.sleep(pause)

    def _once(self, made: Callable[[], httpx.Request]) -> tuple[Answer | None, str]:
        base_url = self._session.base_url
        try:
            answer = self._session.send(made())
        except httpx.ConnectError as error:
            return None, f"{base_url} cannot be reached: {error}"
        except httpx.TimeoutException as error:
            return None, f"{base_url} did not answer in time ({type(error).__name__})"
        except httpx.RequestError as error:
            return None, f"{base_url} broke the connection: {error}"
        if answer.age:
            return answer, f"{base_url} is not what answered {answer.question}: a proxy kept that for {answer.age} s"
        if answer.status < 500:
            return answer, ""
        return answer, f"{base_url} is out of order: {answer.question} answered {answer.status}: {answer.message}"

    def _refused(self, answer: Answer) -> RefusedKeyError | ServerTroubleError:
        base_url, message = self._session.base_url, answer.message
        if answer.status == 401:
            text = f"{base_url} does not take the API key: {message}"
            return RefusedKeyError(self._session.scrub(text), KEY_FIX)
        if 300 <= answer.status < 400:
            where = answer.headers.get("location", "elsewhere")
            return self._trouble(f"{base_url} sends {answer.question} to {where!r}, which is not followed", URL_FIX)
        text = f"{base_url} refused {answer.question} ({answer.status}): {message}"
        return self._trouble(text, URL_FIX if answer.status in (404, 405) else "")

    def _busy(self, answer: Answer, pause: float) -> ServerTroubleError:
        text = f"{self._session.base_url} takes no more requests for now: {answer.message}"
        return self._trouble(text, f"Run the command again in {max(1, round(pause))} seconds.")

    def _unreadable(self, answer: Answer, why: str) -> ServerTroubleError:
        text = f"{self._session.base_url} answered {answer.question} with something that cannot be read ({why}): "
        return self._trouble(text + excerpt(answer.content), URL_FIX)

    def _trouble(self, text: str, fix: str) -> ServerTroubleError:
        return ServerTroubleError(self._session.scrub(text), fix)


def backoff(failures: int) -> float:
    """Seconds before the next attempt: 1, 2, 4 …, each up to half longer, so that runners do not march in step."""
    return FIRST_WAIT * float(2**failures) * SystemRandom().uniform(1.0, 1.5)


def retry_after(answer: Answer, clock: Clock) -> float:
    """Seconds until the rate limit ends, as the answer says; 0 where it does not say."""
    reset, given = answer.headers.get("x-ratelimit-reset", ""), answer.headers.get("retry-after", "")
    now = header_date(answer.headers.get("date", "")) or clock.now()
    if reset.isdecimal():
        return max(0.0, float(reset) - now.timestamp())
    if given.isdecimal():
        return float(given)
    until = header_date(given)
    return max(0.0, (until - now).total_seconds()) if until else 0.0
