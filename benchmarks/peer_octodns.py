"""octoDNS as a peer: the same number of records, one YAML file each, and a target that really has them.

The target of octoDNS's own YamlProvider always looks empty; this one reads its records from a JSON file. The class runs
in octoDNS's own virtual environment and imports nothing of ours.
"""

import json
import logging
from pathlib import Path
from typing import Any

try:
    from octodns.provider.base import BaseProvider
    from octodns.record import Record
except ImportError:  # ours, where only the zone files are written
    BaseProvider = object

CONFIG = """\
---
providers:
  files:
    class: octodns.provider.yaml.YamlProvider
    directory: ./zones
    split_extension: .
    disable_zonefile: true
  target:
    class: peer_octodns.JsonTarget
    path: ./target.json
zones:
  example.com.:
    sources: [files]
    targets: [target]
"""


class JsonTarget(BaseProvider):  # type: ignore[misc, valid-type]
    """A target whose TXT records are a JSON list of name, ttl, type and values."""

    SUPPORTS_GEO = False
    SUPPORTS_DYNAMIC = False
    SUPPORTS = frozenset({"TXT"})

    def __init__(self, id: str, path: str, **others: Any) -> None:  # noqa: A002
        self.log = logging.getLogger(f"JsonTarget[{id}]")
        super().__init__(id, **others)
        self._path = Path(path)

    def populate(self, zone: Any, target: bool = False, lenient: bool = False) -> bool:
        rows = json.loads(self._path.read_bytes())
        for row in rows:
            values = {key: row[key] for key in ("ttl", "type", "values")}
            zone.add_record(Record.new(zone, row["name"], values, source=self, lenient=lenient), lenient=lenient)
        return bool(rows)


def record(number: int, text: str) -> dict[str, Any]:
    """A post's words, what is ASCII of them, as the TXT record that stands for it, in pieces of 200 characters."""
    flat = " ".join(text.encode("ascii", "ignore").decode().split()).replace(";", "").replace('"', "")
    pieces = [flat[start : start + 200] for start in range(0, len(flat), 200)]
    return {"name": f"post-{number:06d}", "ttl": 300, "type": "TXT", "values": pieces}


def write_record(folder: Path, row: dict[str, Any]) -> None:
    """Its zone file, as YamlProvider with `split_extension` reads it."""
    values = "".join(f"    - {json.dumps(value)}\n" for value in row["values"])
    head = f"---\n{row['name']}:\n  ttl: {row['ttl']}\n  type: TXT\n  values:\n"
    (folder / "zones" / "example.com." / f"{row['name']}.yaml").write_text(head + values)


def write(folder: Path, texts: list[str]) -> None:
    """A folder that `octodns-sync --config-file config.yaml` can be run in, with `full.json` and `empty.json`."""
    (folder / "zones" / "example.com.").mkdir(parents=True)
    (folder / "config.yaml").write_text(CONFIG)
    rows = [record(number, text) for number, text in enumerate(texts)]
    for row in rows:
        write_record(folder, row)
    (folder / "full.json").write_text(json.dumps(rows))
    (folder / "empty.json").write_text("[]")
