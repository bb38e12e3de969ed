"""Targets from files: .npy, .npz, .csv, Matrix Market (.mtx) and MATLAB (.mat). Nothing in a file is executed.

A .csv file with a fraction p/q in it is read as exact rationals, 0.1 as 1/10; else as float64.
"""

from __future__ import annotations

import csv
import io
import warnings
import zipfile
from collections.abc import Callable, Mapping
from fractions import Fraction
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np

from verify.solver.errors import DataError, SolverError, spelled
from verify.solver.numbers import OutOfRange, exactly
from verify.solver.target import DENSE_LIMIT, Target

FACTORS = ("U", "S", "V")


def load_target(path: str | Path, rank: int | None = None, name: str | None = None) -> Target:
    """The matrix of a file, or A = U S V' where a .npz or .mat file holds exactly U, S and V.

    `name` picks one of several arrays. Raises DataError, naming file and reason, for a file that holds no real matrix.
    """
    path = Path(path)
    suffixes = [s.lower() for s in path.suffixes]
    kind = suffixes[-2] if suffixes[-1:] == [".gz"] and len(suffixes) > 1 else (suffixes or [""])[-1]
    if kind not in READERS:
        raise DataError(f"{path}: {kind or 'no suffix'} is not among {', '.join(READERS)}")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = READERS[kind](path)
    except OSError as error:
        raise DataError(f"cannot read {path}: {error.strerror or error}") from error
    except DataError:
        raise
    except Exception as error:  # the libraries' parsers raise whatever comes up in a broken file
        raise DataError(f"{path} is no readable {kind} file: {str(error) or type(error).__name__}") from error
    try:
        return _target(path, found, rank, name)
    except DataError:
        raise
    except SolverError as error:
        raise DataError(f"{path}: {error}") from error


def _target(path: Path, found: Mapping[str, Any], rank: int | None, name: str | None) -> Target:
    if name is not None:
        if name not in found:
            raise DataError(f"{path} has no array {name!r}; it holds {_names(found)}")
        return Target(_array(found[name]), rank)
    if len(found) == 1:
        return Target(_array(next(iter(found.values()))), rank)
    if set(found) == set(FACTORS):
        u, s, v = (_array(found[key]) for key in FACTORS)
        return Target.from_factors(u, s.ravel() if 1 in s.shape and u.shape[1] == s.size else s, v, rank)
    one = spelled("name", next(iter(found), "A"))
    raise DataError(
        f"{path} holds {_names(found)}: choose one with {one}, or store the factors of A = U S V' as U, S and V"
    )


def _names(found: Mapping[str, Any]) -> str:
    return ", ".join(f"{key!r}" for key in found) or "no array"


def _array(value: Any) -> Any:
    if not hasattr(value, "toarray"):  # what scipy's sparse matrices have
        return value
    rows, columns = value.shape
    if rows * columns > DENSE_LIMIT:
        raise DataError(
            f"a sparse {rows} x {columns} matrix would take {rows * columns * 8 / 1e9:.0f} GB as an array; "
            "give its factors: U, S and V in one .npz file"
        )
    return value.toarray()


def _npy(path: Path) -> Mapping[str, Any]:
    try:
        found = np.load(path, allow_pickle=False)
    except ValueError as error:
        raise _pickled(path, error) from error
    if not isinstance(found, np.ndarray):
        found.close()
        raise DataError(f"{path} is a .npz archive; give it that suffix")
    return {path.stem: found}


def _npz(path: Path) -> Mapping[str, Any]:
    try:
        with np.load(path, allow_pickle=False) as archive:
            return {key: archive[key] for key in archive.files}
    except ValueError as error:
        raise _pickled(path, error) from error
    except (zipfile.BadZipFile, AttributeError, TypeError) as error:
        raise DataError(f"{path} is no .npz archive: {error}") from error


def _pickled(path: Path, error: ValueError) -> DataError:
    if "pickle" in str(error).lower():
        return DataError(
            f"{path} holds pickled Python objects, not numbers (or is no numpy file at all). Pickles can run code and "
            "are not opened; save it as a float array: numpy.save(file, numpy.asarray(A, dtype=float))"
        )
    return DataError(f"{path} is no readable numpy file: {error}")


def _csv(path: Path) -> Mapping[str, Any]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise DataError(f"{path} is not text (byte {error.start}); a .csv file was expected") from error
    lines = [line for line in text.splitlines() if line.strip()]
    if not lines:
        raise DataError(f"{path} is empty")
    separator = next((s for s in (",", ";", "\t") if s in lines[0]), " ")
    rows = list(csv.reader(io.StringIO("\n".join(lines)), delimiter=separator, skipinitialspace=True))
    table = [[cell.strip() for cell in row if cell.strip() or separator != " "] for row in rows]
    for i, row in enumerate(table, 1):
        if len(row) != len(table[0]):
            raise DataError(f"{path}: row {i} has {len(row)} entries, row 1 has {len(table[0])}")
    read: Callable[[str], float | Fraction] = _fraction if any("/" in cell for row in table for cell in row) else float
    _refuse_header(path, table[0], read)
    numbers = [[_number(path, i, j, cell, read) for j, cell in enumerate(row, 1)] for i, row in enumerate(table, 1)]
    return {path.stem: np.array(numbers) if read is float else numbers}


def _fraction(cell: str) -> Fraction:
    return exactly("the entry", cell)


def _refuse_header(path: Path, row: list[str], read: Callable[[str], object]) -> None:
    """Words, and not one number: rather names of columns than a matrix with faults."""
    for cell in row:
        try:
            read(cell)
        except (ValueError, ZeroDivisionError):
            continue
        return
    if any(row):
        raise DataError(f"{path}: row 1 is {', '.join(row)[:60]!r} and holds no number; if it is a header, remove it")


def _number(path: Path, i: int, j: int, cell: str, read: Callable[[str], float | Fraction]) -> float | Fraction:
    if not cell:
        raise DataError(f"{path}: row {i}, column {j} is empty; every entry of the matrix must be given")
    try:
        return read(cell)
    except OutOfRange as error:
        raise DataError(f"{path}: row {i}, column {j}: {error}") from error
    except (ValueError, ZeroDivisionError):
        raise DataError(f"{path}: row {i}, column {j}: {cell!r} is not a finite number") from None


def _scipy_io() -> Any:
    return import_module("scipy.io")


def _matrix_market(path: Path) -> Mapping[str, Any]:
    return {"A": _scipy_io().mmread(str(path))}


def _matlab(path: Path) -> Mapping[str, Any]:
    try:
        content: dict[str, Any] = _scipy_io().loadmat(str(path), appendmat=False)
    except NotImplementedError as error:
        raise DataError(
            f"{path} is a MATLAB 7.3 file (HDF5), which is not read; in MATLAB: save('{path.name}', 'A', '-v7')"
        ) from error
    return {key: value for key, value in content.items() if not key.startswith("__")}


READERS: dict[str, Callable[[Path], Mapping[str, Any]]] = {
    ".npy": _npy,
    ".npz": _npz,
    ".csv": _csv,
    ".mtx": _matrix_market,
    ".mat": _matlab,
}
