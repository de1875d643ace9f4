"""The layout of the code: where modules lie, which names a package offers, and that imports form no circle.

The layers and the imports that must never be are import-linter's contracts in pyproject.toml; what a contract can't say
is tested here, on the source text, so that imports for the type checker count like all others.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[1]
SHELLS = frozenset({"app", "protocol", "protocol.mock"})
"""Packages that only hold others: what lies in them is imported by its own name."""
LOOSE = 6
"""Modules that may lie in ``app`` itself, beside its ``__init__``."""

READS_THE_WALL_CLOCK = {
    "app.clock",
    "app.commands.alarms",
    "app.commands.audit",
    "app.commands.check_reach",
}
"""The clock itself; ``--since``; the days that a certificate is still valid."""


class Import(NamedTuple):
    """One name that a module imports."""

    importer: str
    line: int
    module: str
    """The module or package named after ``from``, or after ``import``."""
    name: str
    """The name taken from it; empty for a plain ``import``."""

    @property
    def target(self) -> str:
        """The module that is imported: the submodule where the name is one."""
        whole = f"{self.module}.{self.name}"
        return whole if whole in modules() else self.module


@cache
def modules() -> dict[str, Path]:
    """Every module of both packages by its dotted name."""
    found = {}
    for package in ("app", "protocol"):
        for path in sorted((ROOT / package).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def packages() -> frozenset[str]:
    """Those of :func:`modules` that are packages."""
    return frozenset(name for name, path in modules().items() if path.name == "__init__.py")


@cache
def tree_of(module: str) -> ast.Module:
    """The source of a module, parsed."""
    return ast.parse(modules()[module].read_text(encoding="utf-8"))


def imports_of(importer: str) -> Iterator[Import]:
    """What a module imports of the two packages, wherever in it."""
    for node in ast.walk(tree_of(importer)):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{importer}:{node.lineno}: imports are absolute"
            for alias in node.names:
                yield Import(importer, node.lineno, node.module or "", alias.name)
        elif isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(importer, node.lineno, alias.name, "")


@cache
def all_imports() -> tuple[Import, ...]:
    """Every import of one module of the two packages by another."""
    found = (one for name in modules() for one in imports_of(name))
    return tuple(one for one in found if one.module.partition(".")[0] in ("app", "protocol"))


@cache
def offered(package: str) -> frozenset[str]:
    """The names in the ``__all__`` of a package."""
    return frozenset(getattr(import_module(package), "__all__", ()))


def inside(module: str, package: str) -> bool:
    """Is the module the package itself, or in it at any depth?"""
    return module == package or module.startswith(package + ".")


def past_the_face(one: Import) -> str | None:
    """The package whose face an import goes past; None where it goes through each face on its way."""
    parts = one.target.split(".")
    for depth in range(1, len(parts)):
        package = ".".join(parts[:depth])
        if package in packages() and package not in SHELLS and not inside(one.importer, package):
            return None if parts[depth] in offered(package) else package
    return None


def circles(uses: dict[str, set[str]]) -> list[list[str]]:
    """The groups of modules that reach each other (Tarjan's strongly connected components of more than one)."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    found: list[list[str]] = []

    def visit(module: str) -> None:
        index[module] = low[module] = len(index)
        stack.append(module)
        for used in sorted(uses[module]):
            if used not in index:
                visit(used)
                low[module] = min(low[module], low[used])
            elif used in stack:
                low[module] = min(low[module], index[used])
        if low[module] == index[module]:
            at = stack.index(module)
            group = stack[at:]
            del stack[at:]
            if len(group) > 1:
                found.append(sorted(group))

    for module in uses:
        if module not in index:
            visit(module)
    return found


def test_circles_are_found() -> None:
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"b"}, "d": {"a"}}) == [["b", "c"]]


def test_no_import_circle_those_for_the_type_checker_included() -> None:
    uses: dict[str, set[str]] = {name: set() for name in modules()}
    for one in all_imports():
        if one.target in uses and one.target != one.importer:
            uses[one.importer].add(one.target)
    assert circles(uses) == []


def test_few_modules_lie_loose_in_app() -> None:
    loose = [name for name in modules() if name.count(".") == 1 and name.startswith("app.") and name not in packages()]
    assert len(loose) <= LOOSE, loose


def test_only_the_clock_module_reads_the_wall_clock_and_the_commands_that_take_since() -> None:
    """A wall clock that is set while the console runs changes no age, guard or timeout."""
    readers = {
        name
        for name, path in modules().items()
        if re.search(r"\btime\.time\b|\bfrom time import|datetime\.(now|today|utcnow)\b", path.read_text("utf-8"))
    }
    assert readers == READS_THE_WALL_CLOCK


def test_nothing_is_imported_past_a_package_s_face() -> None:
    wrong = [
        f"{one.importer}:{one.line} imports {one.target}, past {face}"
        for one in all_imports()
        if (face := past_the_face(one))
    ]
    assert wrong == []


@pytest.mark.parametrize("package", sorted(packages() - SHELLS))
def test_a_package_says_what_it_is_and_offers_what_others_use(package: str) -> None:
    assert len(ast.get_docstring(tree_of(package)) or "") > 30
    used = {one.name for one in all_imports() if one.module == package and not inside(one.importer, package)}
    assert used <= offered(package) | {name.rpartition(".")[2] for name in packages() if inside(name, package)}
    assert all(not name.startswith("_") for name in offered(package))


def rooms_in_the_map(package: str) -> dict[str, set[str]]:
    """The rooms in the table of a package's README, and what each imports of the others."""
    rooms: dict[str, set[str]] = {}
    for line in (ROOT / package / "README.md").read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 3 and cells[0].startswith("`"):
            for room in re.findall(r"`([\w/]+?)(?:/|\.py)`", cells[0]):
                rooms[room] = set(re.findall(r"\w+", cells[2]))
    return rooms


@pytest.mark.parametrize("package", ["app", "protocol"])
def test_the_map_has_every_room_and_what_it_imports(package: str) -> None:
    rooms = rooms_in_the_map(package)

    def room_of(module: str) -> str:
        parts = module.split(".")[1:]
        return next((room for room in ("/".join(parts[:2]), *parts[:1]) if room in rooms), "")

    used: dict[str, set[str]] = {room: set() for room in rooms}
    for one in all_imports():
        if inside(one.importer, package) and inside(one.target, package) and room_of(one.importer):
            parts = one.target.split(".")[1:]
            used[room_of(one.importer)].add((room_of(one.target) or "".join(parts[-1:])).rpartition("/")[2])
    used = {room: names - {room.rpartition("/")[2], ""} for room, names in used.items()}
    if package == "app":
        used["cli"].add("commands")  # by name, when one is asked for
    assert used == rooms
    missing = {name for name in modules() if inside(name, package) and name.count(".") == 1 and not room_of(name)}
    assert missing <= {"protocol.mock"}


@pytest.mark.parametrize("package", sorted(packages() - SHELLS))
def test_what_a_package_offers_exists_also_where_it_is_loaded_when_it_is_asked_for(package: str) -> None:
    for name in offered(package):
        assert f"{package}.{name}" in modules() or hasattr(import_module(package), name), name


def attribute_writes(tree: ast.AST) -> Iterator[tuple[int, str, str]]:
    """Line, owner's name and attribute of every ``owner.attribute = ...`` in a file, also one among several targets."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store | ast.Del):
            owner = node.value
            if isinstance(owner, ast.Name | ast.Attribute):
                yield node.lineno, owner.id if isinstance(owner, ast.Name) else owner.attr, node.attr


def test_writes_of_attributes_are_found() -> None:
    code = "a.x = 1\nb.y, self.c.z = 2, 3\nd.u += 1\ndel e.v\nf(g.w)\nfor h.t in i.s: pass"
    assert [(owner, name) for _, owner, name in attribute_writes(ast.parse(code))] == [
        ("a", "x"), ("d", "u"), ("e", "v"), ("h", "t"), ("b", "y"), ("c", "z"),
    ]  # fmt: skip


def test_nobody_but_the_builder_writes_the_builder_s_state() -> None:
    """The builder is called ``builder``, ``_builder``, or ``b`` where events are folded."""
    wrong = []
    for name in modules():
        if inside(name, "app") and name != "app.floor.builder":
            for line, owner, attribute in attribute_writes(tree_of(name)):
                if owner in ("builder", "_builder") or (owner == "b" and inside(name, "app.floor")):
                    wrong.append(f"{name}:{line} writes {attribute}")
    assert wrong == []


def test_private_attributes_are_used_in_their_own_module_alone() -> None:
    """Also of the builder: what others may do with its state are its public methods."""
    public = {"_replace", "_value_", "_name_", "_exit"}
    """Names of the standard library that begin with an underscore without being private."""
    wrong = []
    for name in modules():
        nodes = list(ast.walk(tree_of(name)))
        own = {node.name for node in nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}
        own |= {attribute for _, owner, attribute in attribute_writes(tree_of(name)) if owner == "self"}
        for node in nodes:
            if not isinstance(node, ast.Attribute) or not node.attr.startswith("_") or node.attr.startswith("__"):
                continue
            by_itself = ast.unparse(node.value) in ("self", "cls", "super()")
            if not by_itself and node.attr not in own | public:
                wrong.append(f"{name}:{node.lineno} uses {ast.unparse(node)}")
    assert wrong == []


def test_each_field_of_an_agent_s_record_has_one_writer() -> None:
    """Devices and ids are the directory's, states and teams the roster's; both call a record ``row``."""
    written = {}
    for room in ("directory", "roster"):
        writes = attribute_writes(tree_of(f"app.floor.{room}"))
        written[room] = {attribute for _, owner, attribute in writes if owner == "row"}
    assert written["directory"] >= {"generation", "icm_agent_id"}
    assert written["roster"] >= {"state", "state_since", "gone", "skill_groups"}
    assert written["directory"].isdisjoint(written["roster"])
    others = set(modules()) - {"app.floor.directory", "app.floor.roster"}
    wrong = [
        f"{name}:{line} writes {attribute}"
        for name in others
        if inside(name, "app.floor")
        for line, owner, attribute in attribute_writes(tree_of(name))
        if owner == "agent"
    ]
    assert wrong == []


def test_no_dispatch_by_getattr_on_a_name_that_is_put_together() -> None:
    wrong = []
    for name in modules():
        for node in ast.walk(tree_of(name)):
            called = node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""
            if called == "getattr" and isinstance(node.args[1], ast.JoinedStr | ast.BinOp):
                wrong.append(f"{name}:{node.lineno}")
    assert wrong == []


def test_the_protocol_s_texts_name_no_settings_key() -> None:
    """``protocol`` doesn't know the app, by its words neither: an advice gets the names of settings as values."""
    tables = "server|supervisor|ui|limits|actions|journal|log"
    key = re.compile(
        rf"(?<![.\w])(?:{tables})\.[a-z]+_[a-z_]+\b|\b(?:server)\.tls\b|\b(?:ca_file|certificate_file|key_file)\b"
    )
    wrong = []
    for name in modules():
        if inside(name, "protocol"):
            for node in ast.walk(tree_of(name)):
                if isinstance(node, ast.Constant) and isinstance(node.value, str) and key.search(node.value):
                    wrong.append(f"{name}:{node.lineno}")
    assert wrong == []
