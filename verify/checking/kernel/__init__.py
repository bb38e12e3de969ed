"""The proof kernel: replays certificates of kind proof and contradiction. Standard library only."""

from __future__ import annotations

import sys
from typing import Any

from ..facts import FACTS
from ..outcomes import Malformed, Result
from .formulas import Rejected
from .polynomials import Work
from .shared import settle

__all__ = ["check_proof"]

WORK = 5_000_000


def check_proof(problem: Any, certificate: Any, work: Work | None = None) -> Result:
    """Whether the certificate proves the problem's universal claim (kind "proof"), or that its hypotheses contradict
    each other (kind "contradiction"). Whatever goes wrong is a rejection with a reason of one line.

    `trusts` names the facts that are cited. `detail["shows"]` is "holds", "contradiction" or "fails": the universal
    claim of a problem with quantifier "fails" is proved, which refutes the statement. `work` is what is left for this
    proof and others.
    """
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(max(limit, 12_000))
    try:
        found = settle(problem, certificate, Work(WORK) if work is None else work)
    except (Rejected, Malformed) as reason:
        return Result(False, " ".join(str(reason).split())[:500])
    except (RecursionError, MemoryError, OverflowError) as error:
        return Result(False, f"too large or too deep: {type(error).__name__}")
    except Exception as error:  # a fault of the kernel must not accept
        return Result(False, f"the kernel failed: {type(error).__name__}: {str(error)[:200]}")
    finally:
        sys.setrecursionlimit(limit)
    said = {
        "holds": "the proof is correct",
        "fails": "the proof of the universal claim is correct, which refutes the statement",
        "contradiction": "the hypotheses contradict each other",
    }
    trusts = [f"{name} ({FACTS[name]['reference']})" for name in sorted(found.trusted)]
    return Result(True, said[found.shows], trusts, {"shows": found.shows})
