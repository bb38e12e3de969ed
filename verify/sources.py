"""Running the Python in which statements are written, with errors that name the file and the line."""

from __future__ import annotations

import ast
import hashlib
import importlib
import pkgutil
import sys
import traceback
from collections.abc import Generator
from contextlib import contextmanager
from importlib.util import resolve_name
from pathlib import Path
from types import ModuleType
from typing import Any, cast

from verify.errors import UserFileError


def lemma_modules() -> list[ModuleType]:
    """The modules of the package `lemmas`, imported, in the order of their names (4.10 after 4.9)."""
    from verify.collect import natural

    lemmas = _import("lemmas")
    names = [info.name for info in pkgutil.walk_packages(lemmas.__path__, "lemmas.", onerror=_raise)]
    return [_import(name) for name in sorted(names, key=natural)]


def _raise(name: str) -> None:
    _import(name)


def _import(name: str) -> ModuleType:
    try:
        return importlib.import_module(name)
    except Exception as error:
        raise UserFileError(f"cannot import {name}: {_where(error, None)}") from error


def lemma_of_path(path: Path) -> str | None:
    """The id prefix of a file or folder inside the package `lemmas`; None for any other path."""
    home = Path(str(_import("lemmas").__file__)).resolve().parent
    try:
        relative = path.resolve(strict=True).relative_to(home)
    except (OSError, ValueError):
        return None
    return ".".join(relative.parts).removesuffix(".py").removesuffix("__init__").rstrip(".")


@contextmanager
def execute(path: Path) -> Generator[ModuleType]:
    """The module of a user's file, under a name of its own, its neighbours importable while it is in use.

    Raises UserFileError: unreadable, a syntax error, or an exception at top level.
    """
    try:
        source = path.read_bytes()
    except OSError as error:
        raise UserFileError(f"cannot read {path}: {error.strerror or error}") from error
    home = str(path.resolve().parent)
    name = f"_proofgauge_{hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:12]}"
    module = ModuleType(name)
    module.__file__ = str(path)
    before = set(sys.modules)
    sys.modules[name] = module
    sys.path.insert(0, home)
    try:
        try:
            exec(compile(source, str(path), "exec"), vars(module))
        except (Exception, SystemExit) as error:
            raise UserFileError(f"cannot run {_where(error, path)}") from error
        yield module
    finally:
        sys.path.remove(home)
        for new in set(sys.modules) - before:
            if new == name or _neighbour(new, home):
                del sys.modules[new]


def _neighbour(name: str, home: str) -> bool:
    """Whether the module belongs to the user's folder, where another file may mean another one by the same name."""
    top = name.partition(".")[0]
    file = getattr(sys.modules.get(top), "__file__", None)
    if top in ("verify", "lemmas", "reports") or not file:
        return False
    path = Path(file).resolve()
    return str(path.parent if path.name != "__init__.py" else path.parent.parent) == home


def _where(error: BaseException, path: Path | None) -> str:
    """`FILE, line N: what happened`, the line being the last one in the user's own file."""
    what = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    if isinstance(error, SyntaxError):
        text = f"\n    {error.text.strip()}" if error.text else ""
        return f"{error.filename or path}, line {error.lineno}: {type(error).__name__}: {error.msg}{text}"
    frames = traceback.extract_tb(error.__traceback__)
    own = [f for f in frames if path is not None and f.filename == str(path)]
    here = Path(__file__).parent
    own = own or [f for f in frames if "importlib" not in f.filename and Path(f.filename).parent != here]
    if not own:
        return what if path is None else f"{path}: {what}"
    return f"{own[-1].filename}, line {own[-1].lineno}: {what}\n    {own[-1].line}"


def named_values(module: ModuleType) -> list[tuple[str, Any]]:
    """Variables and their values; of a user's module then the members of lists too, as claims_1, claims_2 ..."""
    named = list(vars(module).items())
    if module.__name__.split(".")[0] == "lemmas":
        return named
    lists = [(name, cast("list[Any]", value)) for name, value in named if isinstance(value, (list, tuple))]
    return named + [(f"{name}_{k}", member) for name, members in lists for k, member in enumerate(members, 1)]


def imported_values(module: ModuleType) -> list[tuple[str, str, Any]]:
    """(module, variable, value) of everything in the modules that `module` imports from: not its own statements."""
    try:
        source = Path(str(module.__file__)).read_bytes()
        tree = ast.parse(source)
    except (OSError, SyntaxError):
        return []
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = "." * node.level + (node.module or "")
            package = getattr(module, "__package__", None) or ""
            full = resolve_name(base, package) if node.level else base
            names |= {full} | {f"{full}.{alias.name}" for alias in node.names}
    loaded = [sys.modules[n] for n in sorted(names) if n in sys.modules and n.split(".")[0] != "verify"]
    values: list[tuple[str, str, Any]] = []
    for other in loaded:
        if other is not module:
            values += [(other.__name__, key, value) for key, value in named_values(other)]
    return [entry for entry in values if type(entry[2]).__module__ == "verify.statement"]
