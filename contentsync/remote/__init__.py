"""Upload-Post over HTTP. Importing this loads httpx: only commands that call out do."""

import sys

# httpx looks for its own command line when it is imported, which loads rich and more: 0.1 s that every plan would pay.
# It takes a missing one for what it is.
sys.modules.setdefault("httpx._main", None)  # type: ignore[arg-type]

from contentsync.remote._client import Client  # noqa: E402
from contentsync.remote._errors import RefusedKeyError  # noqa: E402
from contentsync.remote._errors import ServerTroubleError  # noqa: E402
from contentsync.remote._reader import ReadClient  # noqa: E402
from contentsync.remote._tokens import AccessLink  # noqa: E402
from contentsync.remote._tokens import TokenCheck  # noqa: E402

__all__ = ["AccessLink", "Client", "ReadClient", "RefusedKeyError", "ServerTroubleError", "TokenCheck"]
