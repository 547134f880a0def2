"""A runner for the composite steps of action.yml: what GitHub does with them, as far as they ask for it."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from typing import NamedTuple

import yaml

ROOT = Path(__file__).parents[2]
ACTION: dict[str, Any] = yaml.load((ROOT / "action.yml").read_text(encoding="utf-8"), yaml.BaseLoader)
_EXPRESSION = re.compile(r"\$\{\{\s*(.+?)\s*\}\}")
_OUTPUT = re.compile(r"^(?P<name>[\w-]+)<<(?P<end>.+)\n(?P<value>(?:.*\n)*?)(?P=end)\n", re.MULTILINE)

# Stands for uv, which has no network here: what it installs is what these tests run with.
UV = """\
#!/bin/sh
echo "$@" >>"$UV_LOG"
case "$1" in
  venv)
    for word; do name="$word"; done
    mkdir -p "$name/bin"
    printf '#!/bin/sh\\nexec "{python}" "$@"\\n' >"$name/bin/python"
    chmod +x "$name/bin/python"
    ;;
esac
"""


class Ran(NamedTuple):
    """How the action ended: exit code of the step that failed (0 for none), its outputs, and what was printed.

    `kept` is what would have been uploaded, None for nothing.
    """

    code: int
    outputs: dict[str, str]
    printed: str
    kept: Path | None


class Runner:
    """One machine. `folder` is where it keeps its temporary files."""

    def __init__(self, folder: Path) -> None:
        self.temporary = folder / "runner"
        tools = self.temporary / "tools"
        tools.mkdir(parents=True)
        (tools / "uv").write_text(UV.format(python=sys.executable))
        (tools / "uv").chmod(0o755)
        self.uv_log = self.temporary / "uv.log"
        self._path = f"{tools}{os.pathsep}{os.environ['PATH']}"

    def run(self, workspace: Path, environ: Mapping[str, str], payload: Mapping[str, Any], **inputs: str) -> Ran:
        """The action, in that checkout, for that event."""
        event, output, summary = (self.temporary / name for name in ("event.json", "output", "summary.md"))
        event.write_text(json.dumps(payload))
        for file in (output, summary):
            file.write_text("")
        given = {name: each.get("default", "") for name, each in ACTION["inputs"].items()}
        given |= {name.replace("_", "-"): value for name, value in inputs.items()}
        context = {f"inputs.{name}": value for name, value in given.items()}
        context |= {
            "github.action_path": str(ROOT),
            "github.server_url": environ["GITHUB_SERVER_URL"],
            "runner.temp": str(self.temporary),
        }
        told = {
            **environ,
            "PATH": self._path,
            "UV_LOG": str(self.uv_log),
            "HOME": str(self.temporary),
            "RUNNER_TEMP": str(self.temporary),
            "GITHUB_ACTION_PATH": str(ROOT),
            "GITHUB_EVENT_PATH": str(event),
            "GITHUB_OUTPUT": str(output),
            "GITHUB_STEP_SUMMARY": str(summary),
        }
        code, printed, kept = 0, "", None
        for step in ACTION["runs"]["steps"]:
            if "run" in step and not code:
                done = subprocess.run(
                    [shutil.which("bash") or "bash", "-eo", "pipefail", "-c", step["run"]],
                    cwd=_filled(step.get("working-directory", str(workspace)), context),
                    env=told | {name: _filled(value, context) for name, value in step.get("env", {}).items()},
                    stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=120, check=False,
                )  # fmt: skip
                code, printed = done.returncode, printed + done.stdout
                context |= {f"steps.{step.get('id')}.outputs.{name}": value for name, value in _read(output).items()}
            elif step["uses"].startswith("actions/upload-artifact@"):
                page = _filled(step["with"]["path"], context)
                kept = Path(page) if page else None
        return Ran(code, _read(output), printed, kept)


def _filled(text: str, context: Mapping[str, str]) -> str:
    """Text with its expressions looked up; one that is not known is as empty as it is on GitHub."""
    return _EXPRESSION.sub(lambda found: context.get(found[1], ""), text)


def _read(output: Path) -> dict[str, str]:
    return {each["name"]: each["value"].rstrip("\n") for each in _OUTPUT.finditer(output.read_text())}
