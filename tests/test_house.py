"""The rules of the house that no linter holds: arrows, seams, what is declared, shipped, and never named."""

import ast
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "contentsync"
SOURCES = sorted(PACKAGE.rglob("*.py"))
BIN = Path(sys.executable).parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

# What touches the machine, and the files that may: the seams, the sandbox's own clock, and the command line.
EFFECTS: dict[str, tuple[str, ...]] = {
    "datetime.now": ("clocks.py", "sandbox/clock.py", "cli/"),
    "datetime.utcnow": (),
    "datetime.today": (),
    "date.today": (),
    "time.time": (),
    "time.sleep": ("clocks.py", "sandbox/gate.py"),
    "os.environ": ("settings/merging.py",),
    "os.getenv": (),
    "print": (),
    "input": (),
}


def name_of(node: ast.AST) -> str:
    """`a.b` of a dotted name, else what stands alone."""
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        return f"{node.value.id}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def effects(source: str) -> Iterator[tuple[str, int]]:
    """Every use of something in the table, with its line."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute | ast.Name) and (name := name_of(node)) in EFFECTS:
            yield name, node.lineno


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_effects_stay_at_the_edge(path: Path) -> None:
    here = path.relative_to(PACKAGE).as_posix()
    found = effects(path.read_text(encoding="utf-8"))
    assert [(name, line) for name, line in found if not here.startswith(EFFECTS[name] or ("-",))] == []


def test_an_effect_would_be_found() -> None:
    assert list(effects("import time\nfrom datetime import datetime\ntime.sleep(1)\nprint(datetime.now())")) == [
        ("time.sleep", 3),
        ("print", 4),
        ("datetime.now", 4),
    ]


def test_arrows() -> None:
    done = subprocess.run([BIN / "lint-imports"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def imported() -> set[str]:
    """Top-level names of everything that the package imports, also lazily."""
    names = set()
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level:
                names.add(str(node.module).partition(".")[0])
            elif isinstance(node, ast.Call) and name_of(node.func) == "import_module":
                names |= {str(each.value).partition(".")[0] for each in node.args if isinstance(each, ast.Constant)}
    # The types of the standard library itself have no module at run time.
    return names - set(sys.stdlib_module_names) - {"contentsync", "_typeshed"}


def plain(name: str) -> str:
    """A distribution's name as registries compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def test_what_is_declared_is_imported_and_the_other_way_round() -> None:
    declared = {plain(re.split(r"[<>=!~ ;\[]", line)[0]) for line in PROJECT["project"]["dependencies"]}
    homes = packages_distributions()
    assert {plain(name) for module in imported() for name in homes[module]} == declared


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


def test_the_wheel_has_the_schemas_and_nothing_that_is_not_ours(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert {f"contentsync/schemas/{path.name}" for path in (ROOT / "schemas").iterdir()} <= set(names)
    assert "contentsync/py.typed" in names
    assert {name.partition("/")[0] for name in names} == {
        "contentsync",
        wheel.name.rpartition("-py3")[0] + ".dist-info",
    }


def test_the_wheel_works_by_itself(wheel: Path, tmp_path: Path) -> None:
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--no-compile"]
    subprocess.run([*pip, "--target", str(tmp_path), str(wheel)], check=True, capture_output=True)
    environ = {"PYTHONPATH": str(tmp_path), "PATH": "/nowhere"}
    command = [sys.executable, "-m", "contentsync", "schema", "plan"]
    done = subprocess.run(command, cwd=tmp_path, env=environ, capture_output=True, text=True, check=True)
    assert done.stdout == (ROOT / "schemas" / "plan.schema.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_has_hashes_and_no_address(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    requirements = re.split(r"\n(?=\S)", text.strip())
    assert len(requirements) > 10
    assert all(re.match(r"[a-z0-9.-]+==\S+", each) and "--hash=sha256:" in each for each in requirements)
    assert not re.search(r"://|--\w*index|--find-links|@ ", text)


def test_the_locks_agree_and_have_what_is_declared() -> None:
    pins = [
        set(re.findall(r"^([a-z0-9.-]+)==(\S+)", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE))
        for name in ("requirements.lock", "requirements-dev.lock")
    ]
    assert pins[0] <= pins[1]
    wanted = [*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["dev"]]
    assert {plain(re.split(r"[<>=]", line)[0]) for line in wanted} <= {name for name, _ in pins[1]}


# In pieces, since this file is looked through too.
UNNAMED = [
    "py" + "pi.",
    "python" + "hosted",
    "devpi" + "/",
    "/ro" + "ot/",
    "/wo" + "rk/",
    "/ho" + "me/",
]


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in listed.split("\0") if name]


def test_no_file_names_a_machine_or_a_registry() -> None:
    found = []
    for path in tracked():
        if path.is_file() and path.suffix not in (".jpg", ".mp4", ".pdf"):
            text = path.read_text(encoding="utf-8", errors="replace")
            found += [(path.relative_to(ROOT).as_posix(), word) for word in UNNAMED if word in text]
    assert found == []
