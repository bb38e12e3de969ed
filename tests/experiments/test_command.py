"""`proofgauge figures` from end to end, and what it says when it cannot."""

from __future__ import annotations

import csv
import json
import os
import re
import signal
import subprocess
import sys

import pytest

import verify.experiments.command as command
from verify.cli import main
from verify.experiments.experiment import Experiment, Table
from verify.experiments.registry import EXPERIMENTS


def small(name: str) -> Experiment:
    def compute(cell, seed):
        return cell | {"value": seed + cell["place"]}

    def caption(cells):
        return f"Values <{', '.join(str(cell['value']) for cell in cells)}>."

    def tables(cells):
        return [Table("what", ["place", "value"], [[str(c["place"]), str(c["value"])] for c in cells])]

    def draw(cells):
        return f'<svg xmlns="http://www.w3.org/2000/svg" width="90pt">{cells[0]["value"]}</svg>\n'

    cells = ({"place": 1}, {"place": 2})
    return Experiment(name, f"About {name}", "paper", "ours", cells, compute, caption, tables, draw)


@pytest.fixture
def two(monkeypatch):
    """Two experiments that take no time, in one process."""
    for name in list(EXPERIMENTS):
        monkeypatch.delitem(EXPERIMENTS, name)
    for name in ("one", "two"):
        monkeypatch.setitem(EXPERIMENTS, name, small(name))


def test_what_is_written(two, tmp_path, capsys):
    out = tmp_path / "new" / "folder"
    assert main(["figures", "--out", str(out), "--jobs", "1", "--seed", "10"]) == 0
    said = capsys.readouterr()
    assert sorted(path.name for path in out.iterdir()) == [
        "index.html", "one.csv", "one.json", "one.svg", "two.csv", "two.json", "two.svg",
    ]  # fmt: skip
    content = json.loads((out / "two.json").read_text())
    assert content["format"] == "proofgauge figures 1"
    assert content["seed"] == 10
    assert content["caption"] == "Values <11, 12>."
    assert content["cells"] == [{"place": 1, "value": 11}, {"place": 2, "value": 12}]
    with (out / "one.csv").open(newline="") as file:
        assert list(csv.reader(file)) == [["place", "value"], ["1", "11"], ["2", "12"]]
    page = (out / "index.html").read_text()
    assert "Values &lt;11, 12&gt;." in page
    assert page.count("data:image/svg+xml;base64,") == 2
    assert not re.search(r"(src|href)=\"(?!data:|#)", page)
    assert "<script" not in page
    assert "[4/4] two: place 2" in said.err
    assert "Values <11, 12>." in said.out
    assert said.out.strip().endswith("index.html")


def test_a_choice_and_json(two, tmp_path, capsys):
    assert main(["figures", "two", "--out", str(tmp_path), "--jobs", "1", "--json"]) == 0
    (content,) = json.loads(capsys.readouterr().out)
    assert content["name"] == "two"
    assert not (tmp_path / "one.json").exists()


def test_list(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(["figures", "--list"]) == 0
    said = capsys.readouterr().out
    assert [line.split()[0] for line in said.splitlines()] == list(EXPERIMENTS)
    assert main(["figures", "--list", "--json", "figure2"]) == 0
    (entry,) = json.loads(capsys.readouterr().out)
    assert entry["name"] == "figure2"
    assert not list(tmp_path.iterdir())


def test_an_unknown_name(capsys, tmp_path):
    assert main(["figures", "figure1", "figure9", "--out", str(tmp_path)]) == 2
    said = capsys.readouterr().err
    assert "no experiment 'figure9'" in said
    assert all(name in said for name in EXPERIMENTS)
    assert not list(tmp_path.iterdir())


def test_a_folder_that_cannot_be_written(capsys, tmp_path):
    (tmp_path / "file").write_text("")
    assert main(["figures", "figure2", "--out", str(tmp_path / "file")]) == 2
    assert f"cannot write to the output folder {tmp_path / 'file'}" in capsys.readouterr().err


@pytest.mark.parametrize("wrong", [["--seed", "-1"], ["--seed", "x"], ["--jobs", "0"]])
def test_wrong_options(wrong, capsys):
    with pytest.raises(SystemExit) as stop:
        main(["figures", *wrong])
    assert stop.value.code == 2
    assert wrong[0] in capsys.readouterr().err


def test_without_matplotlib_nothing_is_computed(capsys, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    assert main(["figures", "figure2", "--out", str(tmp_path), "--jobs", "1"]) == 2
    said = capsys.readouterr().err
    assert "matplotlib" in said
    assert "[1/" not in said


def test_ctrl_c_keeps_what_is_finished(two, tmp_path, capsys, monkeypatch):
    def interrupted(name, index, seed):
        if name == "two":
            raise KeyboardInterrupt
        return EXPERIMENTS[name].compute(EXPERIMENTS[name].cells[index], seed)

    monkeypatch.setattr(command, "cell_of", interrupted)
    assert main(["figures", "--out", str(tmp_path), "--jobs", "1"]) == 130
    assert f"stopped; one in {tmp_path}" in capsys.readouterr().err
    assert (tmp_path / "one.json").exists()
    assert not (tmp_path / "two.json").exists()


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_ctrl_c_ends_the_processes(tmp_path):
    code = "from verify.cli import main; raise SystemExit(main())"
    run = subprocess.Popen(
        [sys.executable, "-c", code, "figures", "figure2", "width", "figure1", "--jobs", "2", "--out", str(tmp_path)],
        stderr=subprocess.PIPE, text=True, start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )  # fmt: skip
    try:
        assert "[ 1/16] " in run.stderr.readline()
        os.killpg(run.pid, signal.SIGINT)
        _, said = run.communicate(timeout=60)
    finally:
        if run.poll() is None:
            os.killpg(run.pid, signal.SIGKILL)
    assert run.returncode == 130
    assert "stopped; " in said
    assert "Traceback" not in said


def test_processes_and_one_process_agree(tmp_path, capsys):
    for jobs in ("1", "2"):
        assert main(["figures", "figure2", "--seed", "4", "--jobs", jobs, "--out", str(tmp_path / jobs)]) == 0
    names = sorted(path.name for path in (tmp_path / "1").iterdir())
    assert names == ["figure2.csv", "figure2.json", "figure2.svg", "index.html"]
    for name in names:
        assert (tmp_path / "1" / name).read_bytes() == (tmp_path / "2" / name).read_bytes()
    content = json.loads((tmp_path / "1" / "figure2.json").read_text())
    assert content["caption"] in capsys.readouterr().out
    assert len(content["cells"][0]["series"]) == 20


def test_other_commands_start_without_the_experiments():
    code = (
        "import sys; from verify.cli import parser; parser(); print(sorted(m for m in sys.modules if 'numpy' in m)[:1])"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
