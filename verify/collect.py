"""Where statements come from: the package `lemmas`, an id in it, a Python file, or a folder of such files.

Files are Python and are executed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from types import ModuleType
from typing import Any

from verify.errors import UserFileError
from verify.sources import execute, imported_values, lemma_modules, lemma_of_path, named_values
from verify.statement import Proof, Statement, Step


@dataclass(frozen=True, eq=False)
class Item:
    """One line of the audit: a statement, or a step with its two statements `statement` (holds) and `follows`."""

    id: str
    kind: str
    paper: str
    statement: Statement
    cite: str | dict[str, str]
    source: str
    follows: Statement | None = None
    step: Step | None = None
    of: str | None = None

    @property
    def is_line(self) -> bool:
        """Whether it is a line of a proof, or the correction of one."""
        return self.kind == "step" or self.of is not None

    @property
    def parts(self) -> list[tuple[str, Statement]]:
        """The problems to settle, by the names that tests and progress lines show."""
        if self.follows is None:
            return [(self.id, self.statement)]
        return [(f"{self.id}[holds]", self.statement), (f"{self.id}[follows]", self.follows)]


@dataclass
class Collection:
    """Items in order; `names` also knows the ids of statements that were imported, for what they are used in."""

    items: list[Item] = field(default_factory=list[Item])
    papers: dict[str, dict[str, Any]] = field(default_factory=dict[str, dict[str, Any]])
    names: dict[Statement, str] = field(default_factory=dict[Statement, str])
    corrections: dict[str, str] = field(default_factory=dict[str, str])

    def add(self, other: Collection) -> None:
        self.items += other.items
        self.papers |= other.papers
        self.names = other.names | self.names
        self.corrections |= other.corrections

    def name(self, statement: Statement) -> str:
        """The id of a statement, by identity or by content; failing both, a name made of its title."""
        if statement in self.names:
            return self.names[statement]
        for item in self.items:
            if item.statement.digest == statement.digest:
                return item.id
        return _clean(statement.title) or "unnamed"


def collect(targets: Sequence[str]) -> Collection:
    """Statements of the targets (all of `lemmas` when there is none), each once.

    Raises UserFileError: unknown id (with close matches), unreadable or broken file, a file without statements,
    one id twice.
    """
    found = Collection()
    for target in targets or [""]:
        found.add(_target(target))
    _link_corrections(found)
    seen: dict[str, Item] = {}
    unique: list[Item] = []
    for item in found.items:
        other = seen.setdefault(item.id, item)
        if other is item:
            unique.append(item)
        elif other.source != item.source and other.statement.digest != item.statement.digest:
            raise UserFileError(f"the id {item.id} is taken twice: by {other.source} and by {item.source}; rename one")
    found.items = unique
    return found


def _target(target: str) -> Collection:
    path = Path(target)
    if target and (target.endswith(".py") or path.is_dir() or "/" in target or "\\" in target):
        prefix = lemma_of_path(path)
        if prefix is not None:
            return _lemmas(prefix)
        return _folder(path) if path.is_dir() else _file(path)
    return _lemmas(target)


# ---- the package `lemmas`


def _lemmas(wanted: str) -> Collection:
    """Everything in `lemmas` whose id is `wanted`, or begins with it: `ward_kolda`, `ward_kolda.lemma_4_1`."""
    found = Collection()
    for module in lemma_modules():
        found.add(_scan(module, module.__name__.removeprefix("lemmas."), "", lemma=True))
    found.names |= {item.statement: item.id for item in found.items}  # not where it is only imported
    _link_corrections(found)
    ids = [item.id for item in found.items]
    if wanted:
        chosen = [i for i in found.items if i.id == wanted or re.match(re.escape(wanted) + r"[.@]", i.id)]
        if not chosen:
            near = _near(wanted.lower(), ids)
            hint = f"; did you mean {', '.join(near)}?" if near else "; `proofgauge list` shows all ids"
            raise UserFileError(f"no statement has the id {wanted!r}{hint}")
        found.items = chosen
    return found


def _near(wanted: str, ids: Sequence[str]) -> list[str]:
    """Up to three ids, or beginnings of ids, that may have been meant."""
    cuts = ((i, k) for i in ids for k, c in enumerate(i + ".") if c in ".@")
    known = list(dict.fromkeys(i[:k] for i, k in cuts))
    ends = [k for k in known if k == wanted or k.endswith(f".{wanted}")]
    return ends[:3] or get_close_matches(wanted, known, n=3, cutoff=0.5) or [k for k in known if wanted in k][:3]


# ---- files and folders


def _file(path: Path, quiet: bool = False) -> Collection:
    with execute(path) as module:
        found = _scan(module, path.stem, str(path), lemma=False)
    if not found.items and not quiet:
        raise UserFileError(
            f"{path} defines no statement at top level; write for example\n"
            '    claim = Statement("a name", given=[], claim=fro(X) <= nuc(X))'
        )
    return found


def _folder(path: Path) -> Collection:
    found = Collection()
    for file in sorted(path.rglob("*.py"), key=lambda p: natural(str(p))):
        relative = file.relative_to(path)
        if any(part.startswith((".", "_")) for part in relative.parts):
            continue
        try:
            text = file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise UserFileError(f"cannot read {file}: {error}") from error
        if re.search(r"\b(verify|Statement|Proof|Step|fails)\b", text):
            found.add(_file(file, quiet=True))
    if not found.items:
        raise UserFileError(f"no Python file in the folder {path} defines a statement at top level")
    return found


def natural(text: str) -> list[tuple[int, str]]:
    """A sort key under which lemma_4_10 comes after lemma_4_9."""
    return [(int(part), "") if part.isdigit() else (-1, part) for part in re.split(r"(\d+)", text) if part]


# ---- one module


def _clean(text: str) -> str:
    """The letters that ids are made of; a Greek letter goes by its name."""
    spelled = "".join(c if c.isascii() else unicodedata.name(c, "_").split()[-1].lower() for c in text)
    return re.sub(r"[^A-Za-z0-9_]+", "_", spelled).strip("_")


def _id(stem: str, variable: str, lemma: bool) -> str:
    if not lemma:
        return f"{_clean(stem)}.{_clean(variable)}"
    name, _, reading = variable.partition("__")
    base = stem if name == "statement" else f"{stem}.{name}"
    return f"{base}@{reading}" if reading else base


def _scan(module: ModuleType, stem: str, source: str, lemma: bool) -> Collection:
    found = Collection()
    imported = imported_values(module)
    for owner, variable, value in imported:
        if isinstance(value, Statement) and not variable.startswith("_"):
            inner = owner.startswith("lemmas.")
            short = owner.removeprefix("lemmas.") if inner else owner.rpartition(".")[2]
            found.names.setdefault(value, _id(short, variable, inner))
    foreign = {id(value) for _, _, value in imported}
    paper = stem.split(".")[0] if lemma else _clean(stem)
    done: set[int] = set()
    for variable, value in named_values(module):
        if variable.startswith("_") or id(value) in foreign or id(value) in done:
            continue
        if isinstance(value, Statement):
            identifier = _id(stem, variable, lemma)
            found.items.append(
                Item(identifier, "statement", paper, value, value.cite or value.title, source or identifier)
            )
            found.names[value] = identifier
        elif isinstance(value, Proof):
            _steps(found, value, _proof_id(stem, variable, value, lemma), paper, source)
        else:
            continue
        done.add(id(value))
    if found.items:
        found.papers[paper] = _paper(module, stem, lemma)
    return found


def _proof_id(stem: str, variable: str, proof: Proof, lemma: bool) -> str:
    name = variable if proof.name == "proof" else proof.name
    if lemma and stem.endswith(f".{name}"):  # a module of its own: lemma_4_1/proof.py
        return stem
    return _id(stem, name, lemma)


def _steps(found: Collection, proof: Proof, base: str, paper: str, source: str) -> None:
    stem, at, reading = base.partition("@")
    for number, step in enumerate(proof.steps, 1):
        identifier = f"{stem}.s{number:02}{at}{reading}"
        cite = {"label": proof.cite or base, "place": step.text}
        where = source or identifier
        found.items.append(Item(identifier, "step", paper, step.holds, cite, where, step.follows, step))
        found.names[step.holds] = identifier
        if step.correction is not None:
            right = f"{stem}.s{number:02}@{f'{reading}_' if reading else ''}{step.reading}"
            found.items.append(Item(right, "statement", paper, step.correction, cite, source or right, of=identifier))
            found.names[step.correction] = right
            found.corrections[identifier] = right


def _link_corrections(found: Collection) -> None:
    """By id of the printed statement, the id of the one that replaces it."""
    for item in found.items:
        printed = item.statement.corrects
        if printed is not None and printed in found.names:
            found.corrections[found.names[printed]] = item.id


def _paper(module: ModuleType, stem: str, lemma: bool) -> dict[str, Any]:
    """Title and note from the first docstring lines of the paper's package, or of the user's file."""
    import sys

    home = sys.modules[f"lemmas.{stem.split('.')[0]}"] if lemma else module
    lines = (home.__doc__ or "").strip().split("\n\n", 1)
    title = " ".join(lines[0].split()) or stem.split(".")[0]
    known: dict[str, Any] = {"title": title}
    if len(lines) > 1:
        known["note"] = " ".join(lines[1].split())
    return known


def used_statements(statements: Iterable[Statement]) -> list[Statement]:
    """Everything that the statements apply, directly or through others, each once by digest."""
    found: dict[str, Statement] = {}
    stack = [use.statement for statement in statements for use in statement.uses]
    while stack:
        statement = stack.pop(0)
        if statement.digest not in found:
            found[statement.digest] = statement
            stack += [use.statement for use in statement.uses]
    return list(found.values())
