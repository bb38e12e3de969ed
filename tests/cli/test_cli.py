"""The command: a user's file from end to end, exit codes, errors that say what to do."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

import reports
import verify.audit
import verify.cli
from verify.cli import main
from verify.verdict import HarnessBug

USER_FILE = """\
from verify import Statement, sizes, matrix, real, fro, spec
m, n = sizes("m n");  X = matrix("X", m, n);  c = real("c")
claim = Statement("Frobenius against spectral", given=[], claim=fro(X)**2 <= c*spec(X)**2, constants={c: 1})
"""
SCHEMA = json.loads((Path(reports.__file__).parent / "results.schema.json").read_text())


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "my.py").write_text(USER_FILE)
    return tmp_path


def test_a_users_file_from_end_to_end(here, capsys):
    assert main(["audit", "my.py"]) == 1
    said = capsys.readouterr()
    assert "refuted  my.claim" in said.out
    assert "[1/1] refuted" in said.err
    out = here / "reports" / "out"
    content = json.loads((out / "results.json").read_text())
    jsonschema.validate(content, SCHEMA)
    (entry,) = content["statements"]
    assert (entry["id"], entry["verdict"], entry["expected"]) == ("my.claim", "refuted", None)
    point = entry["counterexample"]
    assert point["sizes"] == {"m": "2", "n": "2"}
    assert entry["reproduce"] == "proofgauge audit my.py --seed 0 --budget quick"
    assert "refuted" in (out / "report.html").read_text()

    assert main(["check", str(out / point["problem"]), str(out / point["certificate"])]) == 0
    assert "accepted" in capsys.readouterr().out
    assert main(["check", str(out)]) == 0
    assert main(["report", "--out", "again"]) == 2  # there is no results.json in that folder
    assert main(["report", str(out / "results.json"), "--out", "again"]) == 0
    assert (here / "again" / "report.html").read_text() == (out / "report.html").read_text()

    capsys.readouterr()
    assert main(["audit", "my.py", "--json"]) == 1
    said = capsys.readouterr()
    again = json.loads(said.out)
    assert said.err == ""
    assert {**again, "times": None} == {**content, "times": None}


def test_forged_files_are_rejected(here, capsys):
    main(["audit", "my.py"])
    out = here / "reports" / "out"
    point = json.loads((out / "results.json").read_text())["statements"][0]["counterexample"]
    problem, certificate = out / point["problem"], out / point["certificate"]
    for path in certificate.parent.glob("*-counterexample-*.json"):  # a bracket may have found another one
        path.write_text(path.read_text().replace('"1"', '"0"'))
    assert main(["check", str(problem), str(certificate)]) == 1
    assert main(["check", str(out)]) == 1
    assert "no accepted certificate carries the verdict refuted" in capsys.readouterr().out
    certificate.write_text("not json")
    assert main(["check", str(problem), str(certificate)]) == 2
    assert main(["check", str(out)]) == 1
    certificate.unlink()
    assert main(["check", str(out)]) == 1
    assert main(["check", str(problem), str(certificate)]) == 2


def test_check_wants_two_files_or_a_folder(here, capsys):
    assert main(["check", "my.py"]) == 2
    assert main(["check", "absent", "absent"]) == 2
    assert main(["check", str(here)]) == 2
    assert main(["check", "a", "b", "c"]) == 2
    assert "3 files were given; give PROBLEM and CERTIFICATE" in capsys.readouterr().err
    assert main(["check", "nosuch"]) == 2
    assert "there is no folder nosuch" in capsys.readouterr().err
    assert main(["check", "my.py"]) == 2
    assert "my.py is no folder; give" in capsys.readouterr().err


def test_attack(here, capsys):
    assert main(["attack", "my.py", "--budget", "quick", "--json"]) == 1
    content = json.loads(capsys.readouterr().out)
    assert {e["method"] for e in content["statements"][0]["evidence"]} == {"falsify"}
    (here / "true.py").write_text(USER_FILE.replace("fro(X)**2 <= c*spec(X)**2", "c*spec(X) <= fro(X)"))
    capsys.readouterr()
    assert main(["attack", "true.py", "--budget", "quick"]) == 0
    assert "no counterexample was found; `proofgauge audit` also tries to prove it" in capsys.readouterr().out


def test_gauge_speaks_of_constants_alone(here, capsys):
    assert main(["gauge", "my.py", "--budget", "quick"]) == 0
    said = capsys.readouterr()
    assert "best c" in said.out
    assert said.err.startswith("[1/1] my.claim  (")


def test_list(capsys):
    assert main(["list"]) == 0
    assert "ward_kolda.lemma_4_1.eq_3 " in capsys.readouterr().out
    assert main(["list", "ward_kolda.lemma_4_6", "--json"]) == 0
    fields = json.loads(capsys.readouterr().out)
    assert {"id", "kind", "paper", "cite", "title", "expected", "digest"} == set(fields[0])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["audit", "absent.py"], "cannot read absent.py"),
        (["audit", "ward_kolda.lema_4_1"], "did you mean"),
        (["audit", "broken.py"], "broken.py, line 1: SyntaxError"),
        (["audit", "nothing.py"], "defines no statement"),
        (["audit", "my.py", "--out", "my.py"], "cannot write to the output folder my.py"),
        (["report", "absent.json"], "cannot read absent.json"),
        (["report"], "cannot read reports/out/results.json: No such file or directory; `proofgauge audit` writes it"),
        (["check", "."], "check: . holds no results.json; give the output folder of `proofgauge audit`"),
        (["report", "my.py"], "my.py is not JSON"),
        (["report", "list.json"], "not the results of an audit"),
        (["report", "empty.json"], "not the results of an audit"),
    ],
)
def test_errors_are_one_clear_line(here, capsys, arguments, said):
    (here / "broken.py").write_text("a = (\n")
    (here / "nothing.py").write_text("import verify\n")
    (here / "list.json").write_text("[]")
    (here / "empty.json").write_text("{}")
    assert main(arguments) == 2
    text = capsys.readouterr().err
    assert text.startswith("proofgauge: ")
    assert said in text
    assert "Traceback" not in text


WRONG = ("", "dance", "audit --budget huge", "audit --jobs 0", "audit --seed x", "attack", "check")


@pytest.mark.parametrize("arguments", [line.split() for line in WRONG])
def test_wrong_usage_is_exit_2(arguments, capsys):
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("audit --jobs x", "--jobs: 'x' is not an integer"),
        ("audit --seed 1.5", "--seed: '1.5' is not an integer"),
        ("solve A.npy --C half", "--C: 'half' is not a number"),
        ("worth --r two", "--r/--rank: 'two' is not an integer"),
    ],
)
def test_what_is_no_number_is_named(line, message, capsys):
    with pytest.raises(SystemExit):
        main(line.split())
    assert message in capsys.readouterr().err


@pytest.mark.parametrize("command", ["audit my.py", "attack my.py", "gauge my.py", "solve --random 5 5 2"])
def test_a_negative_seed_is_wrong_usage(command, capsys):
    with pytest.raises(SystemExit) as stopped:
        main([*command.split(), "--seed", "-1"])
    assert stopped.value.code == 2
    assert "-1 is negative; a seed is an integer from 0 on" in capsys.readouterr().err


def test_a_negative_seed_of_pytest_is_wrong_usage(here):
    command = [sys.executable, "-m", "pytest", "-p", "verify.plugin", "--gauge-seed", "-1", "--collect-only"]
    run = subprocess.run(
        command, capture_output=True, text=True, env={**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    )
    assert run.returncode == pytest.ExitCode.USAGE_ERROR
    assert "-1 is negative" in run.stderr


def test_help_teaches(capsys):
    with pytest.raises(SystemExit) as stopped:
        main(["--help"])
    assert stopped.value.code == 0
    text = capsys.readouterr().out
    for word in ("from verify import", "supported", "exit codes", "examples", "3 a bug in proofgauge"):
        assert word in text


@pytest.mark.parametrize("command", sorted(verify.cli.COMMANDS))
def test_help_of_a_command_is_about_that_command(command, capsys):
    with pytest.raises(SystemExit) as stopped:
        main([command, "--help"])
    assert stopped.value.code == 0
    text = capsys.readouterr().out
    assert ("inconclusive" in text) == (command == "audit")
    assert f"proofgauge {command}" in text.partition("examples")[2]
    assert "exit codes" in text
    for other in ("attack", "prove"):
        assert other == command or f"  {other} " not in text


def test_a_folder_that_cannot_be_written(here, capsys):
    (here / "file").write_text("")
    assert main(["audit", "my.py", "--out", "file/out"]) == 2
    assert "cannot write to the output folder" in capsys.readouterr().err


@pytest.mark.parametrize("error", [HarnessBug("two truths"), RuntimeError("a slip"), AssertionError()])
def test_a_bug_of_ours_is_exit_3(here, capsys, monkeypatch, error):
    def broken(*arguments: object) -> None:
        raise error

    monkeypatch.setattr(verify.audit, "audit", broken)
    assert main(["audit", "my.py"]) == 3
    assert "Please report it" in capsys.readouterr().err


def test_ctrl_c_says_what_is_kept(here, capsys, monkeypatch):
    def stopped(*arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(verify.audit, "audit", stopped)
    assert main(["audit", "my.py"]) == 130
    assert "kept in reports/out/.cache" in capsys.readouterr().err


def test_the_installed_command(here):
    command = [str(Path(sys.executable).with_name("proofgauge")), "list", "my.py"]
    if not os.access(command[0], os.X_OK):
        pytest.skip("the command is not installed here")
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    assert run.stdout.startswith("my.claim")


def test_the_parser_imports_nothing_heavy():
    heavy = "{'numpy', 'sympy', 'flint', 'verify.tree'}"
    code = f"import sys, verify.cli; verify.cli.parser(); print(sorted({heavy} & set(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


ARGUED = """
from verify import Statement, real
from verify.argument import have
u, v, w = real("u"), real("v"), real("w")
order = Statement("order", [u <= v, v <= w], u <= w, argument=[have(u <= w, u <= v{more})])
"""


def test_prove_goes_through_an_argument_line_by_line(tmp_path, capsys):
    file = tmp_path / "order.py"
    file.write_text(ARGUED.replace("{more}", ", v <= w"))
    assert main(["prove", str(file)]) == 0
    assert "ok" in capsys.readouterr().out
    file.write_text(ARGUED.replace("{more}", ""))
    assert main(["prove", str(file)]) == 4
    assert "FAILED" in capsys.readouterr().out
    assert main(["prove", str(file), "--json"]) == 4
    assert not next(iter(json.loads(capsys.readouterr().out).values()))[0]["found"]


def test_prove_says_where_there_is_no_argument(here, capsys):
    assert main(["prove", "my.py"]) == 2
    said = capsys.readouterr()
    assert said.out == "my.claim: no argument\n"
    assert "no statement here has an argument" in said.err
    plain = 'plain = Statement("plain", [u <= v], u <= v)\n'
    (here / "my.py").write_text(ARGUED.replace("{more}", ", v <= w") + plain)
    assert main(["prove", "my.py"]) == 0
    assert "my.plain: no argument" in capsys.readouterr().out
    assert main(["prove", "my.py", "--json"]) == 0
    said = capsys.readouterr()
    assert list(json.loads(said.out)) == ["my.order"]
    assert "my.plain: no argument" in said.err
