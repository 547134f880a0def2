"""Upload-Post over HTTP. Importing this loads httpx: only commands that call out do."""

from contentsync.remote._client import Client
from contentsync.remote._errors import RefusedKeyError
from contentsync.remote._errors import ServerTroubleError
from contentsync.remote._reader import ReadClient
from contentsync.remote._tokens import AccessLink
from contentsync.remote._tokens import TokenCheck

__all__ = ["AccessLink", "Client", "ReadClient", "RefusedKeyError", "ServerTroubleError", "TokenCheck"]
