"""A served sandbox in a process of its own, as its control endpoints show it."""

import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx

ROOT = Path(__file__).parents[2]
PATIENCE = 120.0
"""Seconds after which something hangs."""


def environment(temporary: Path, url: str = "") -> dict[str, str]:
    """All that a process of ours gets to see; nobody's settings of git, and its temporary files in one place."""
    key = {"UPLOAD_POST_API_KEY": "sandbox", "CONTENTSYNC_API_URL": url} if url else {}
    git = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    return {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "TMPDIR": str(temporary), "TZ": "UTC", **git, **key}


def contentsync(*words: str) -> list[str]:
    return [sys.executable, "-m", "contentsync", *words]


class Service:
    """Upload-Post, as far as anybody here can tell. Its clock runs on, and is moved by `advance`."""

    def __init__(self, temporary: Path, now: datetime) -> None:
        words = contentsync("sandbox", "serve", "--port", "0", "--now", f"{now:%Y-%m-%dT%H:%M:%SZ}")
        with (temporary / "service.err").open("wb") as err:
            self._process = subprocess.Popen(
                words, stdout=subprocess.PIPE, stderr=err, text=True, env=environment(temporary)
            )
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        self.url = next(word for word in line.split() if word.startswith("http")).rstrip(",")
        base = f"{self.url.removesuffix('/api')}/_sandbox/"
        self._client = httpx.Client(base_url=base, trust_env=False, timeout=PATIENCE)

    def close(self) -> None:
        self._client.close()
        self._process.kill()
        self._process.communicate()

    def ask(self, path: str, body: Any = None) -> Any:
        answer = self._client.get(path) if body is None else self._client.post(path, json=body)
        answer.raise_for_status()
        return answer.json()

    def now(self) -> datetime:
        return datetime.fromisoformat(self.ask("clock")["now"])

    def advance(self, minutes: float) -> None:
        self.ask("clock", {"advance": f"PT{round(minutes * 60)}S"})

    def jobs(self) -> list[dict[str, Any]]:
        return list(self.ask("jobs"))

    def ledger(self) -> list[dict[str, Any]]:
        return list(self.ask("ledger"))

    @property
    def settings(self) -> dict[str, Any]:
        return dict(self.ask("settings"))
