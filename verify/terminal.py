"""What the command line says: progress while it works, findings when it is done."""

from __future__ import annotations

import sys
import time
from collections import Counter
from typing import TYPE_CHECKING, Any, TextIO, cast

if TYPE_CHECKING:
    from verify.outcome import Outcome

Json = Any


class Progress:
    """A line on standard error for each finished statement: how far, verdict if it is sought, seconds, what is left."""

    def __init__(self, jobs: int, judged: bool = True, stream: TextIO | None = None) -> None:
        self.jobs, self.judged = jobs, judged
        self.stream = stream or sys.stderr
        self.started = time.perf_counter()

    def __call__(self, outcome: Outcome, finished: int, total: int) -> None:
        elapsed = time.perf_counter() - self.started
        left = elapsed / finished * (total - finished)
        eta = f"  about {left:.0f} s left" if finished < total and left >= 2 else ""
        reused = ", reused" if outcome.reused else ""
        width = len(str(total))
        verdict = f"{outcome.judgement.verdict:<12} " if self.judged else ""
        line = f"[{finished:>{width}}/{total}] {verdict}{outcome.name}  ({outcome.seconds:.1f} s{reused}){eta}"
        print(line, file=self.stream, flush=True)


class Countdown:
    """A line on standard error every few seconds: how many `unit`s are done, and how long the others will take.

    `share`: of the work, where units differ. The first call is the origin: what is done once is before it. So is
    one that falls behind: work begins anew.
    """

    def __init__(self, unit: str, hedge: str = "about") -> None:
        self.unit, self.hedge = unit, hedge
        self.origin: tuple[float, float] | None = None
        self.said = self.last = 0.0

    def __call__(self, done: int, total: int, share: float | None = None) -> None:
        now, part = time.monotonic(), done / max(total, 1) if share is None else share
        if part < self.last:
            self.origin = None
        self.last = part
        if self.origin is None:
            if done:
                self.origin, self.said = (part, now), max(self.said, now)
        elif now - self.said >= 3 and done < total:
            first, started = self.origin
            self.said = now
            left = duration((now - started) / (part - first) * (1 - part))
            print(f"{self.unit} {done:,} of {total:,}, {self.hedge} {left} left", file=sys.stderr, flush=True)


def duration(seconds: float) -> str:
    """A length of time for people: 0.1 s (the least), 45 s, 12 min, 3.5 h, 20 days, 4e+03 years."""
    seconds = max(seconds, 0.1)
    for unit, size, most in (("s", 1, 90), ("min", 60, 90), ("h", 3600, 48)):
        if seconds / size < most:
            return f"{seconds / size:.2g} {unit}" if seconds / size < 10 else f"{seconds / size:.0f} {unit}"
    days = seconds / 86400
    return f"{days:.0f} days" if days < 730 else f"{days / 365.25:.1g} years"


def matrix_text(value: Json) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        terms = cast("dict[str, list[Json]]", value)["terms"]
        return "; ".join(f"[{i}] {matrix_text(term)}" for i, term in enumerate(terms))
    rows: list[list[str]] = value
    return "[" + ", ".join("[" + ", ".join(row) + "]" for row in rows) + "]"


def point_text(point: dict[str, Json], indent: str = "    ") -> str:
    """An exact point with both sides of the claim, a value a line."""
    lines = [", ".join(f"{name} = {value}" for name, value in point["sizes"].items())] if point["sizes"] else []
    lines += [f"{name} = {matrix_text(value)}" for name, value in point["values"].items()]
    lines += [item["text"] for item in point.get("family", ())]
    for side in ("lhs", "rhs"):
        if point.get(side):
            low, high = point[side]
            lines.append(f"{side} = {low}" if low == high else f"{side} in [{low}, {high}]")
    if point.get("note"):
        lines.append(point["note"])
    return "\n".join(indent + line for line in lines)


def check_command(point: dict[str, Json], out: str) -> str:
    if not point.get("certificate"):
        return ""
    return f"    check it: proofgauge check {out}/{point['problem']} {out}/{point['certificate']}\n"


def finding_text(entry: dict[str, Json], out: str, expectations: bool = True) -> str:
    """What there is to say about one entry beyond its verdict; without expectations, of a mere search."""
    step = f", follows: {entry['follows']}" if entry["kind"] == "step" else ""
    surprising = expectations and entry["expected"] not in (None, entry["verdict"])
    surprise = f" (expected {entry['expected']})" if surprising else ""
    text = f"{entry['verdict']}{step}{surprise}  {entry['id']}\n    {entry['text']}\n"
    reason = entry["reason"]
    if not expectations and entry["verdict"] == "supported":
        reason = "no counterexample was found; `proofgauge audit` also tries to prove it"
    if reason:
        text += f"    {reason}\n"
    for what, point in (("counterexample", entry["counterexample"]),
                        ("the cited lines hold and the step fails", entry.get("follows_counterexample"))):  # fmt: skip
        if point:
            text += f"  {what}:\n{point_text(point)}\n{check_command(point, out)}"
    return text


def constant_text(entry: dict[str, Json], out: str) -> str:
    """The brackets of an entry's constants."""
    text = f"{entry['id']}\n    {entry['text']}\n"
    for constant in entry["constants"]:
        lower, upper = constant["lower"] or "-inf", constant["upper"] or "inf"
        bracket = f"= {lower}" if lower == upper else f"in [{lower}, {upper}]"
        form = constant["closed_form"]
        closed = f", read as {form}" if form and form not in (lower, upper) else ""
        sharp = ", sharp" if constant["sharp"] else ""
        refuted = constant["refuted_end"]
        end = f" ({refuted} end refuted, the other proved)" if refuted and lower != upper else ""
        text += f"  best {constant['name']} {bracket}{closed}{sharp}{end}; printed {constant['printed']}\n"
        if constant["witness"]:
            witness = constant["witness"]
            text += f"  extremal instance:\n{point_text(witness)}\n{check_command(witness, out)}"
    return text


def summary_text(entries: list[dict[str, Json]]) -> str:
    counts = Counter(entry["verdict"] for entry in entries)
    steps = Counter(entry["follows"] for entry in entries if entry["kind"] == "step")
    text = f"{len(entries)} audited: " + ", ".join(f"{count} {verdict}" for verdict, count in sorted(counts.items()))
    if steps:
        text += "; steps follow: " + ", ".join(f"{count} {verdict}" for verdict, count in sorted(steps.items()))
    return text
