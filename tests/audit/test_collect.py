"""Ids, selections, and errors that name the file and the line."""

from __future__ import annotations

import re
from importlib import import_module

import pytest

from verify.collect import collect, natural
from verify.errors import UserFileError
from verify.results import exit_code

HEAD = """\
from verify import Proof, Statement, Step, fails, fro, matrix, nuc, sizes, spec
m, n = sizes("m n")
X = matrix("X", m, n)
"""


ONE = 'one = Statement("one", [], spec(X) <= fro(X))\n'


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(HEAD + text)
    return str(path)


def ids(*targets):
    return [item.id for item in collect(list(targets)).items]


def test_ids_of_the_lemmas():
    found = ids()
    assert len(found) == len(set(found))
    assert {
        "ward_kolda.lemma_4_1.eq_3",
        "ward_kolda.lemma_4_6",
        "ward_kolda.lemma_4_6@any_rank",
        "ward_kolda.lemma_4_6.proof.s01",
        "ward_kolda.lemma_4_1.proof.s01",
        "ward_kolda.lemma_4_1.proof.s07@corrected",
    } <= set(found)
    assert not [i for i in found if "proof.proof" in i or "setting" in i]
    for item in collect([]).items:
        assert re.fullmatch(r"ward_kolda(\.[a-z]\w*)+(\.s\d\d)?(@\w+)?", item.id), item.id
        assert all(statement.expected for _, statement in item.parts), item.id


def test_every_lemma_statement_is_collected_once():
    statements = [item.statement for item in collect([]).items]
    assert len({id(statement) for statement in statements}) == len(statements)


def test_selection_by_id_and_by_its_beginning():
    assert ids("ward_kolda.lemma_4_6")[:2] == ["ward_kolda.lemma_4_6", "ward_kolda.lemma_4_6.at_iterates"]
    assert ids("ward_kolda.lemma_4_6@any_rank") == ["ward_kolda.lemma_4_6@any_rank"]
    assert all(i.startswith("ward_kolda.lemma_4_1") for i in ids("ward_kolda.lemma_4_1"))
    twice = ids("ward_kolda.lemma_4_6", "ward_kolda.lemma_4_6@any_rank")
    assert len(twice) == len(set(twice))


def test_paths_into_the_package_are_its_ids():
    import lemmas

    home = lemmas.__path__[0]
    assert ids(f"{home}/ward_kolda/lemma_4_6.py") == ids("ward_kolda.lemma_4_6")
    assert ids(f"{home}/ward_kolda/lemma_4_1") == ids("ward_kolda.lemma_4_1")
    assert ids(home) == ids()


def test_unknown_ids_get_close_matches():
    with pytest.raises(UserFileError, match=r"did you mean .*ward_kolda\.lemma_4_6"):
        collect(["ward_kolda.lema_4_6"])
    for wanted, meant in (("lemma_4_1", "ward_kolda.lemma_4_1"), ("WARD_KOLDA", "ward_kolda")):
        with pytest.raises(UserFileError, match=re.escape(f"did you mean {meant}?")):
            collect([wanted])
    with pytest.raises(UserFileError, match="proofgauge list"):
        collect(["zzzzzz"])


def test_a_file(tmp_path):
    text = 'a = Statement("a", [], fro(X) <= nuc(X))\nalias = a\n_hidden = Statement("b", [], fro(X) <= nuc(X))\n'
    path = write(tmp_path / "my.py", text)
    assert ids(path) == ["my.a"]
    found = collect([path])
    assert found.items[0].source == path
    assert found.items[0].paper == "my"


def test_statements_in_lists_are_numbered(tmp_path):
    text = """
claims = [Statement("below", [], fro(X) <= nuc(X)), Statement("above", [], nuc(X) <= fro(X))]
first = claims[0]
"""
    assert ids(write(tmp_path / "mine.py", text)) == ["mine.first", "mine.claims_2"]
    write(tmp_path / "other.py", text)
    assert ids(write(tmp_path / "more.py", "from other import claims\nlast = claims[1]\n" + ONE)) == ["more.one"]


def test_steps_of_a_file(tmp_path):
    path = write(tmp_path / "my.py", 'proof = Proof((Step("1st", fro(X) <= nuc(X), (), (), "proved", "refuted"),))\n')
    (item,) = collect([path]).items
    assert (item.id, item.kind) == ("my.proof.s01", "step")
    assert [name for name, _ in item.parts] == ["my.proof.s01[holds]", "my.proof.s01[follows]"]
    assert item.cite == {"label": "my.proof", "place": "1st"}


def test_a_correction_of_a_step_stands_beside_it(tmp_path):
    step = 'Step("1st", nuc(X) <= fro(X), (), (), "refuted", "refuted", corrected=fro(X) <= nuc(X))'
    found = collect([write(tmp_path / "my.py", f"proof = Proof(({step},))\n")])
    assert [item.id for item in found.items] == ["my.proof.s01", "my.proof.s01@corrected"]
    assert found.corrections == {"my.proof.s01": "my.proof.s01@corrected"}
    assert found.items[1].statement.expected == "proved"


def test_a_correction_of_a_step_may_be_another_reading(tmp_path):
    step = 'Step("1st", nuc(X) <= fro(X), cites_corrected=(m <= 1,), reading="one_row")'
    found = collect([write(tmp_path / "my.py", f"m, n = X.sort.shape\nproof = Proof(({step},))\n")])
    assert found.corrections == {"my.proof.s01": "my.proof.s01@one_row"}
    assert found.items[1].statement.title == "1st, one row"


def test_corrections_of_statements(tmp_path):
    text = 'a = Statement("a", [], nuc(X) <= fro(X))\nb = Statement("b", [], fro(X) <= nuc(X), corrects=a)\n'
    assert collect([write(tmp_path / "my.py", text)]).corrections == {"my.a": "my.b"}


@pytest.mark.parametrize(
    "text",
    ["from other import a\n", "from other import *\n", "import other\na = other.a\n", "from other import a as b\n"],
)
def test_imported_statements_are_not_audited_again(tmp_path, text):
    write(tmp_path / "other.py", 'a = Statement("a", [], fro(X) <= nuc(X))\n')
    path = write(tmp_path / "my.py", text + '\nown = Statement("own", [], spec(X) <= nuc(X))\n')
    found = collect([path])
    assert [item.id for item in found.items] == ["my.own"]


def test_used_statements_keep_the_name_they_have_where_they_come_from(tmp_path):
    write(tmp_path / "other.py", 'a = Statement("a", [], fro(X) <= nuc(X))\n')
    text = 'from other import a\nown = Statement("own", [], spec(X) <= nuc(X), uses=[a])\n'
    found = collect([write(tmp_path / "my.py", text)])
    assert found.name(found.items[0].statement.uses[0].statement) == "other.a"


def test_a_lemma_goes_by_the_name_of_its_own_module():
    found = collect(["ward_kolda.corollary_4_4"])
    start = import_module("lemmas.ward_kolda.corollary_4_4.start")
    assert found.name(start.beta_bound) == "ward_kolda.good_event.beta_bound"


def test_a_folder(tmp_path):
    write(tmp_path / "a10.py", 'a = Statement("a", [], fro(X) <= nuc(X))\n')
    write(tmp_path / "sub" / "a9.py", 'a = Statement("a", [], fro(X) <= nuc(X))\n')
    write(tmp_path / "_private.py", "raise RuntimeError\n")
    write(tmp_path / ".hidden" / "x.py", "raise RuntimeError\n")
    (tmp_path / "unrelated.py").write_text("raise RuntimeError\n")
    assert ids(str(tmp_path)) == ["a10.a", "a9.a"]
    assert sorted(["a10", "a9"], key=natural) == ["a9", "a10"]


def test_neighbours_of_one_name_in_two_folders(tmp_path):
    for folder, norm in (("one", "fro"), ("two", "spec")):
        write(tmp_path / folder / "common.py", f"norm = {norm}\n")
        text = 'from common import norm\na = Statement("a", [], norm(X) <= nuc(X))\n'
        write(tmp_path / folder / f"{folder}.py", text)
    found = collect([str(tmp_path / "one"), str(tmp_path / "two")])
    assert [item.statement.claim.args[0].op for item in found.items] == ["fro", "spec"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a = Statement(\n", r"my\.py, line \d+: SyntaxError"),
        ("a = 1\n", r"my\.py defines no statement"),
        ("b = undefined_name\n", r"my\.py, line 4: NameError.*undefined_name"),
        ("import no_such_module\n", r"my\.py, line 4: ModuleNotFoundError"),
        ("a = Statement('a', [], fro(X.T @ X.T) <= 1)\n", r"my\.py, line 4: ShapeError"),
        ("a = Statement('a', [], fro(X) <= 0.5)\n", r"my\.py, line 4: StatementError.*0\.5"),
        ("raise SystemExit(7)\n", r"my\.py, line 4: SystemExit"),
    ],
)
def test_errors_name_file_and_line(tmp_path, text, message):
    with pytest.raises(UserFileError, match=f"(?s){message}"):
        collect([write(tmp_path / "my.py", text)])


def test_files_that_cannot_be_read(tmp_path):
    with pytest.raises(UserFileError, match=r"cannot read .*No such file"):
        collect([str(tmp_path / "absent.py")])
    (tmp_path / "binary.py").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UserFileError, match=r"binary\.py"):
        collect([str(tmp_path / "binary.py")])
    (tmp_path / "empty").mkdir()
    with pytest.raises(UserFileError, match="no Python file"):
        collect([str(tmp_path / "empty")])


def test_one_id_twice(tmp_path):
    write(tmp_path / "one" / "my.py", 'a = Statement("a", [], fro(X) <= nuc(X))\n')
    write(tmp_path / "two" / "my.py", 'a = Statement("a", [], spec(X) <= nuc(X))\n')
    with pytest.raises(UserFileError, match=r"my\.a is taken twice"):
        collect([str(tmp_path / "one"), str(tmp_path / "two")])


def test_odd_names_become_ids(tmp_path):
    text = 'η = Statement("a", [], fro(X) <= nuc(X))\nb = Statement("b", [], 0 <= fro(X))\n'
    assert ids(write(tmp_path / "my lemma-2.py", text)) == ["my_lemma_2.eta", "my_lemma_2.b"]


@pytest.mark.parametrize(
    ("expected", "verdicts", "code"),
    [
        ((None, None), ("proved", "supported"), 0),
        ((None, None), ("proved", "inconclusive"), 4),
        ((None, None), ("refuted", "inconclusive"), 1),
        (("refuted", "proved"), ("refuted", "proved"), 0),
        (("proved", "proved"), ("refuted", "proved"), 1),
        (("inconclusive", None), ("inconclusive", "vacuous"), 0),
        (("refuted", None), ("refuted", "refuted"), 1),
    ],
)
def test_exit_codes(tmp_path, expected, verdicts, code):
    lines = [f"s{i} = Statement('s', [], fro(X) <= {i}, expected={e!r})" for i, e in enumerate(expected)]
    found = collect([write(tmp_path / "my.py", "\n".join(lines))])
    content = {"statements": [{"verdict": verdict, "follows": None} for verdict in verdicts]}
    assert exit_code(found, content) == code
