"""The command `proofgauge`."""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
import traceback
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from verify.cli_help import CHECK, DESCRIPTION, TARGET, TARGETS, epilog
from verify.errors import ProofgaugeError, UserFileError

Json = Any


def parser() -> argparse.ArgumentParser:
    raw = argparse.RawDescriptionHelpFormatter
    top = argparse.ArgumentParser("proofgauge", description=DESCRIPTION, epilog=epilog(), formatter_class=raw)
    from verify import __version__
    from verify.cli_solve import add_parser as add_solve
    from verify.experiments.options import add_parser as add_figures
    from verify.experiments.options import natural
    from verify.worth.options import add_parser as add_worth

    top.add_argument("--version", action="version", version=f"proofgauge {__version__}")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def command(name: str, what: str, needs: str | None) -> argparse.ArgumentParser:
        line = what.partition("\n")[0]
        sub = commands.add_parser(name, help=line, description=what, epilog=epilog(name), formatter_class=raw)
        if needs:
            sub.add_argument("targets", nargs=needs, metavar="ID|FILE|FOLDER", help=TARGET if needs == "*" else TARGETS)
        sub.add_argument("--json", action="store_true", help="JSON on standard output and nothing else")
        return sub

    command("list", "every statement: id, where in the paper", "*")
    audit = command("audit", "run all methods, judge, and write results.json and report.html", "*")
    attack = command("attack", "look for counterexamples only, for longer", "+")
    gauge = command("gauge", "bracket the best constants that statements name", "+")
    for sub, budget in ((audit, "quick"), (attack, "full"), (gauge, "full")):
        sub.add_argument("--seed", type=natural, default=0, metavar="N", help="seed of the search (default 0)")
        sub.add_argument("--budget", choices=("quick", "full", "deep"), default=budget,
                         help=f"how much work each method may do (default {budget})")  # fmt: skip
        sub.add_argument("--jobs", type=_positive, default=2, metavar="N", help="processes (default 2)")
    command("prove", "go through the arguments of statements line by line: which lines are found, and how soon", "+")
    check = command("check", CHECK, None)
    check.add_argument("files", nargs="+", metavar="PROBLEM CERTIFICATE | OUT", help="two files, or one output folder")
    report = command("report", "make report.html from results.json", None)
    report.add_argument("results", nargs="?", metavar="RESULTS", help="default: results.json in the output folder")
    for sub in (audit, attack, gauge, report):
        sub.add_argument("--out", type=Path, default=Path("reports/out"), metavar="DIR",
                         help="where results go (default reports/out)")  # fmt: skip
    add_figures(commands, _positive)
    add_solve(commands)
    add_worth(commands, _positive)
    return top


def _positive(text: str) -> int:
    from verify.experiments.options import whole

    number = whole(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text} is not at least 1")
    return number


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command; returns its exit code."""
    options = parser().parse_args(arguments)
    try:
        return COMMANDS[options.command](options)
    except KeyboardInterrupt:
        where = f"; finished statements are kept in {options.out}/.cache and reused" if "out" in options else ""
        print(f"\nstopped{where}", file=sys.stderr)
        return 130
    except BrokenPipeError:  # the reader of our output went away
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return 0
    except Exception as error:
        return _fault(error)


def _fault(error: Exception) -> int:
    from reports.model import ReportError
    from verify.verdict import HarnessBug

    if isinstance(error, (ProofgaugeError, ReportError)) and not isinstance(error, HarnessBug):
        print(f"proofgauge: {error}", file=sys.stderr)
        return 2
    traceback.print_exception(error)
    print(
        f"\nproofgauge: a bug in the harness: {error}\nNo verdict of this run may be trusted. Please report it with "
        "the lines above, the statement, and the output of `proofgauge --version`.",
        file=sys.stderr,
    )
    return 3


# ---- the commands


def _list(options: argparse.Namespace) -> int:
    from verify.collect import collect

    found = collect(options.targets)
    if options.json:
        fields = [
            {"id": i.id, "kind": i.kind, "paper": i.paper, "cite": i.cite, "title": i.statement.title,
             "expected": i.statement.expected, "digest": i.statement.digest}
            for i in found.items
        ]  # fmt: skip
        print(json.dumps(fields, indent=1, ensure_ascii=False))
        return 0
    width = max(len(item.id) for item in found.items)
    for item in found.items:
        place = item.cite if isinstance(item.cite, str) else ", ".join(filter(None, item.cite.values()))
        print(f"{item.id:<{width}}  {place}")
    return 0


def _settings(options: argparse.Namespace, **changes: Any) -> Any:
    from verify.audit import Settings

    writable(options.out)
    return Settings(options.seed, options.budget, options.jobs, options.out, **changes)


def writable(out: Path) -> None:
    """Raises OutputError unless files can be made in the folder, before an hour of work goes into it."""
    from verify.cache import OutputError

    try:
        out.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=out):
            pass
    except OSError as error:
        raise OutputError(f"cannot write to the output folder {out}: {error.strerror or error}") from error


def _run(options: argparse.Namespace, **changes: Any) -> tuple[Any, Json, Any]:
    """(collection, results, files) of what the options ask for."""
    from verify.audit import audit
    from verify.collect import collect
    from verify.results import results
    from verify.terminal import Progress

    found = collect(options.targets)
    settings = _settings(options, **changes)
    started, clock = datetime.now(UTC), time.perf_counter()
    outcomes = audit(found, settings, None if options.json else Progress(options.jobs, options.command != "gauge"))
    times = {
        "started": started.isoformat(timespec="seconds"),
        "finished": datetime.now(UTC).isoformat(timespec="seconds"),
        "total": round(time.perf_counter() - clock, 3),
    }
    content, files = results(found, outcomes, settings, times)
    return found, content, files


def _audit(options: argparse.Namespace) -> int:
    from reports.build import build
    from verify.results import exit_code, save
    from verify.terminal import finding_text, summary_text

    found, content, files = _run(options)
    path = save(content, files, options.out)
    page = build(content, options.out)
    if options.json:
        print(path.read_text(encoding="utf-8"), end="")
        return exit_code(found, content)
    entries: list[dict[str, Json]] = content["statements"]
    for entry in entries:
        if entry["verdict"] not in ("proved", "certified", "assumed") or entry["follows"] not in (None, "proved"):
            print(finding_text(entry, str(options.out)))
    print(summary_text(entries))
    print(f"{path}\n{page}")
    return exit_code(found, content)


def _attack(options: argparse.Namespace) -> int:
    from verify.terminal import finding_text

    _, content, files = _run(options, methods=("falsify",))
    files.write(options.out, prune=False)
    entries: list[dict[str, Json]] = content["statements"]
    if options.json:
        print(json.dumps(content, indent=1, ensure_ascii=False))
    else:
        for entry in entries:
            print(finding_text(entry, str(options.out), expectations=False))
    return int(any(_point(entry) for entry in entries))


def _point(entry: dict[str, Json]) -> bool:
    """Whether an exact counterexample to the claim was found, whatever the statement makes of it."""
    return any(e["kind"] == "counterexample" and e["accepted"] for e in entry["evidence"])


def _gauge(options: argparse.Namespace) -> int:
    from verify.terminal import constant_text

    _, content, files = _run(options, methods=("constants",))
    files.write(options.out, prune=False)
    entries = [entry for entry in content["statements"] if entry["constants"]]
    if options.json:
        print(json.dumps(content, indent=1, ensure_ascii=False))
        return 0
    for entry in entries:
        print(constant_text(entry, str(options.out)))
    if not entries:
        print("nothing to bracket: no statement here names a constant, for example constants={c: 2}", file=sys.stderr)
    return 0


def _prove(options: argparse.Namespace) -> int:
    """0 if every line of every argument is found, 4 if some are not, 2 if no statement has an argument."""
    from verify.argument import explain
    from verify.collect import collect
    from verify.methods.symbolic import explained

    records: dict[str, Json] = {}
    found = True
    items = collect(options.targets).items
    for name, statement in ((i.id, i.statement) for i in items):
        if not statement.argument:
            print(f"{name}: no argument", file=sys.stderr if options.json else sys.stdout)
        elif options.json:
            records[name] = [vars(r) for r in explained(statement, None, lambda record: None)]
            found = found and all(r["found"] for r in records[name])
        else:
            print(name)
            found = explain(statement) and found
    if options.json:
        print(json.dumps(records, indent=1, ensure_ascii=False))
    if not any(item.statement.argument for item in items):
        print("proofgauge prove: no statement here has an argument=[...] to go through", file=sys.stderr)
        return 2
    return 0 if found else 4


def _check(options: argparse.Namespace) -> int:
    if len(options.files) == 2:
        from verify.checker import main as check_one

        return check_one([*options.files, *(["--json"] if options.json else [])])
    folder, *others = map(Path, options.files)
    if others or not folder.is_dir():
        why = f"{len(options.files)} files were given" if others else f"{folder} is no folder"
        if not others and not folder.exists():
            why = f"there is no folder {folder}"
        raise UserFileError(f"check: {why}; give PROBLEM and CERTIFICATE, or the output folder of an audit")
    if not (folder / "results.json").is_file():
        raise UserFileError(f"check: {folder} holds no results.json; give the output folder of `proofgauge audit`")
    from verify.recheck_folder import check_folder

    return check_folder(folder, options.json)


def _report(options: argparse.Namespace) -> int:
    from reports.build import build

    path = Path(options.results) if options.results else options.out / "results.json"
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        way = "" if options.results else "; `proofgauge audit` writes it, or give RESULTS or --out DIR"
        raise UserFileError(f"cannot read {path}: {error.strerror or error}{way}") from error
    except ValueError as error:
        raise UserFileError(f"{path} is not JSON: {error}") from error
    if not isinstance(content, dict):
        raise UserFileError(f"{path} is not the results of an audit")
    page = build(content, options.out)  # type: ignore[reportUnknownArgumentType]
    print(json.dumps({"report": str(page)}) if options.json else page)
    return 0


def _figures(options: argparse.Namespace) -> int:
    from verify.experiments.command import run

    return run(options)


def _solve(options: argparse.Namespace) -> int:
    from verify.cli_solve import run

    return run(options)


def _worth(options: argparse.Namespace) -> int:
    from verify.worth.command import run

    return run(options)


COMMANDS = {
    "list": _list, "audit": _audit, "attack": _attack, "gauge": _gauge, "prove": _prove, "check": _check,
    "report": _report, "figures": _figures, "solve": _solve, "worth": _worth,
}  # fmt: skip

if __name__ == "__main__":
    sys.exit(main())
