"""An application inside the process as a transport, which breaks connections as a socket does."""

from typing import TYPE_CHECKING

import httpx

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

# What an application raises to break the connection, by name: the sandbox shares no code with its clients.
DROPPED = "ConnectionDropped"


class _InProcess(httpx.WSGITransport):
    def handle_request(self, request: httpx.Request) -> httpx.Response:
        try:
            return super().handle_request(request)
        except ConnectionError as error:
            if type(error).__name__ != DROPPED:
                raise
            raise httpx.ReadError(str(error), request=request) from error


def wsgi_transport(app: "WSGIApplication") -> httpx.BaseTransport:
    """A transport for `httpx.Client` and `remote.Client`; a dropped connection is an httpx.ReadError."""
    return _InProcess(app=app)
