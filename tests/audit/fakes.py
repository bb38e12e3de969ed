"""Methods that behave as told by the statement's title: what an audit must survive."""

from __future__ import annotations

import os
import signal
import time

from verify.evidence import Evidence


def certificate(statement, kind, values):
    return {
        "format": "proofgauge certificate 1", "problem": statement.digest, "kind": kind, "values": values,
        "precision": 64,
    }  # fmt: skip


def evidence(statement, kind, seed, values=None, **fields):
    found = None if values is None else certificate(statement, kind, values)
    return Evidence(kind, "fake", statement.digest, {"note": "fake"}, seed, {}, found, **fields)


def search(statement, seed, admissible=3):
    return Evidence("search", "fake", statement.digest, {}, seed, {"points": 9, "admissible": admissible})


def run(statement, budget, seed):
    """All statements here speak of one real number x."""
    title = statement.title
    if "counts" in title:
        with open(os.environ["FAKE_LOG"], "a") as log:
            log.write(f"{title} {budget.name}\n")
    if "crash" in title:
        os.kill(os.getpid(), signal.SIGKILL)
    if "exit" in title:
        print("the library says goodbye", flush=True)
        os._exit(3)
    if "hang" in title:
        time.sleep(600)
    if "error" in title:
        raise ZeroDivisionError("a fault in the method")
    if "nan" in title:
        return [Evidence("search", "fake", statement.digest, {}, seed, {"admissible": float("nan")})]
    if "print" in title:
        print("noise")
    if "refute" in title:
        return [evidence(statement, "counterexample", seed, {"x": "2"})]
    if "forge" in title:
        return [evidence(statement, "counterexample", seed, {"x": "1/2"}), search(statement, seed)]
    if "interrupt" in title:
        os.kill(os.getppid(), signal.SIGINT)
        time.sleep(600)
    return [evidence(statement, "admissible", seed, {"x": "1/2"}), search(statement, seed)]

