"""Files that hold a matrix are read; every other is refused with its name and a reason."""

import gzip
import os
import pickle
import re
from fractions import Fraction

import numpy as np
import pytest
import scipy.io
import scipy.sparse

from verify.solver import DataError, load_target

A = np.arange(12.0).reshape(4, 3)
U, S, V = np.eye(4)[:, :2], np.array([3.0, 1.0]), np.eye(3)[:, :2]


def written(path, content):
    path.write_bytes(content) if isinstance(content, bytes) else path.write_text(content)
    return path


def sparse(path):
    scipy.io.mmwrite(path, scipy.sparse.coo_matrix(A))


GOOD = {
    "a.npy": lambda path: np.save(path, A),
    "i.npy": lambda path: np.save(path, A.astype(int)),
    "a.npz": lambda path: np.savez(path, A=A),
    "a.csv": lambda path: np.savetxt(path, A, delimiter=","),
    "semicolon.csv": lambda path: np.savetxt(path, A, delimiter=";"),
    "blanks.csv": lambda path: np.savetxt(path, A, fmt="%9.4f"),
    "dense.mtx": lambda path: scipy.io.mmwrite(path, A),
    "sparse.mtx": sparse,
    "a.mat": lambda path: scipy.io.savemat(path, {"A": A}),
    "sparse.mat": lambda path: scipy.io.savemat(path, {"A": scipy.sparse.csc_matrix(A)}),
}


@pytest.mark.parametrize("name", GOOD)
def test_a_matrix_is_read(tmp_path, name):
    GOOD[name](tmp_path / name)
    target = load_target(tmp_path / name)
    assert np.allclose(target.dense(), A)
    assert target.rank == 2
    assert load_target(str(tmp_path / name), rank=1).rank == 1


def test_fractions_in_a_csv_file_are_exact(tmp_path):
    target = load_target(written(tmp_path / "f.csv", "1/3, 0.1\n2, -4/7\n"))
    assert target.exact == [[Fraction(1, 3), Fraction(1, 10)], [Fraction(2), Fraction(-4, 7)]]
    assert np.allclose(target.dense(), [[1 / 3, 0.1], [2, -4 / 7]])
    assert load_target(written(tmp_path / "d.csv", "0.5,0.1\n")).exact is None


def test_compressed_matrix_market(tmp_path):
    scipy.io.mmwrite(tmp_path / "a.mtx", A)
    (tmp_path / "a.mtx.gz").write_bytes(gzip.compress((tmp_path / "a.mtx").read_bytes()))
    assert np.allclose(load_target(tmp_path / "a.mtx.gz").dense(), A)


def test_factors_are_read(tmp_path):
    np.savez(tmp_path / "f.npz", U=U, S=S, V=V)
    scipy.io.savemat(tmp_path / "f.mat", {"U": U, "S": S, "V": V})
    for name in ("f.npz", "f.mat"):
        target = load_target(tmp_path / name)
        assert target.given_as == "factors"
        assert np.allclose(target.dense(), U @ np.diag(S) @ V.T)


def test_one_of_several_arrays(tmp_path):
    np.savez(tmp_path / "two.npz", first=A, second=2 * A)
    assert np.allclose(load_target(tmp_path / "two.npz", name="second").dense(), 2 * A)
    with pytest.raises(DataError, match=r"two\.npz holds 'first', 'second': choose one with name='first'"):
        load_target(tmp_path / "two.npz")
    with pytest.raises(DataError, match="no array 'third'; it holds 'first', 'second'"):
        load_target(tmp_path / "two.npz", name="third")


class Trap:
    def __reduce__(self):
        return os.mkdir, ("executed",)


def objects(path):
    np.save(path, np.array([[Trap()]], dtype=object), allow_pickle=True)


BAD = {
    "objects.npy": (objects, "pickled Python objects"),
    "pickle.npy": (lambda p: written(p, pickle.dumps(Trap())), "pickled Python objects"),
    "objects.npz": (lambda p: np.savez(p, A=np.array([[Trap()]], dtype=object)), "pickled Python objects"),
    "text.npy": (lambda p: written(p, "hello"), "no numpy file"),
    "cut.npy": (lambda p: (np.save(p, A), written(p, p.read_bytes()[:-9])), "no readable numpy file"),
    "text.npz": (lambda p: written(p, "hello"), "text.npz"),
    "vector.npy": (lambda p: np.save(p, np.ones(5)), "1 dimension(s)"),
    "cube.npy": (lambda p: np.save(p, np.ones((2, 2, 2))), "3 dimension(s)"),
    "complex.npy": (lambda p: np.save(p, A + 1j), "complex"),
    "words.npy": (lambda p: np.save(p, np.array([["a", "b"]])), "not numbers"),
    "nan.npy": (lambda p: np.save(p, np.where(A == 7, np.nan, A)), "nan in row 3, column 2"),
    "zero.npy": (lambda p: np.save(p, 0 * A), "A = 0"),
    "ragged.csv": (lambda p: written(p, "1,2\n3,4\n5\n"), "row 3 has 1 entries, row 1 has 2"),
    "header.csv": (lambda p: written(p, "x,y\n3,4\n"), "row 1 is 'x, y' and holds no number; if it is a header"),
    "word.csv": (lambda p: written(p, "1,y\n3,4\n"), "row 1, column 2: 'y' is not a finite number"),
    "hole.csv": (lambda p: written(p, "1,2\n3,\n"), "row 2, column 2 is empty; every entry"),
    "first.csv": (lambda p: written(p, ",\n3,4\n"), "row 1, column 1 is empty; every entry"),
    "over.csv": (lambda p: written(p, "1/3,2\n3,1/0\n"), "row 2, column 2: '1/0' is not a finite number"),
    "far.csv": (lambda p: written(p, "1/3,1e999999999\n"), "column 2: the entry = 1e999999999 is out of range"),
    "nan.csv": (lambda p: written(p, "1,2\n3,nan\n"), "nan in row 2, column 2"),
    "empty.csv": (lambda p: written(p, "\n"), "is empty"),
    "binary.csv": (lambda p: written(p, b"\xff\xfe\x00"), "is not text"),
    "text.mtx": (lambda p: written(p, "hello\n"), "no readable .mtx file"),
    "seven.mat": (lambda p: written(p, b"MATLAB 7.3 MAT-file".ljust(124) + b"\x00\x02IM" + bytes(64)), "MATLAB 7.3"),
    "text.mat": (lambda p: written(p, "hello, this is no MATLAB file. " * 10), "no readable .mat file"),
    "cell.mat": (lambda p: scipy.io.savemat(p, {"A": {"field": A}}), "not numbers"),
    "none.mat": (lambda p: scipy.io.savemat(p, {}), "holds no array"),
    "a.txt": (lambda p: written(p, "1"), ".txt is not among .npy, .npz, .csv, .mtx, .mat"),
    "noname": (lambda p: written(p, "1"), "no suffix"),
    "folder.csv": (lambda p: p.mkdir(), "cannot read"),
    "missing.npy": (lambda p: None, "cannot read"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_matrix_is_refused(tmp_path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    make, reason = BAD[name]
    make(tmp_path / name)
    with pytest.raises(DataError, match=re.escape(reason)) as caught:
        load_target(tmp_path / name)
    assert name in str(caught.value)
    assert not (tmp_path / "executed").exists()


def test_a_sparse_matrix_too_large_for_an_array(tmp_path):
    scipy.io.mmwrite(tmp_path / "s.mtx", scipy.sparse.coo_matrix(([1.0], ([0], [0])), shape=(10**5, 10**5)))
    with pytest.raises(DataError, match=r"100000 x 100000 matrix would take 80 GB .* factors"):
        load_target(tmp_path / "s.mtx")
