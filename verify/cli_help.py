"""What `proofgauge --help` and the help of its commands say."""

from __future__ import annotations

DESCRIPTION = """\
Audit claims about matrices: prove them for all sizes, or refute them with an exact counterexample,
and measure how tight they are. Statements are written in Python (and files are executed):

    from verify import Statement, sizes, matrix, real, fro, spec
    m, n = sizes("m n");  X = matrix("X", m, n);  c = real("c")
    claim = Statement("Frobenius against spectral", given=[], claim=fro(X)**2 <= c*spec(X)**2, constants={c: 1})
"""
VERDICTS = """\
verdicts
  proved        a proof for the whole declared domain, every size included, replayed by the independent checker
  certified     rigorous enclosures cover the whole declared domain
  supported     a search that met admissible points found no counterexample; this is not a proof
  refuted       an exact counterexample that the independent checker accepts
  vacuous       the hypotheses are shown to contradict each other
  inconclusive  anything else: a timeout, an empty sample, a claim that is undefined somewhere
  assumed       a cited external theorem, or a bound on a probability deduced from one
"""
CODES = {
    "list": "0 listed",
    "audit": "with expectations: 0 all as expected, 1 a surprise; without: 0, 1 something is refuted, 4 inconclusive",
    "attack": "0 no counterexample found, 1 a counterexample",
    "gauge": "0 done, also where no constant is named",
    "prove": "0 every line of the arguments is found, 4 some are not, 2 no statement has an argument",
    "check": "0 accepted, 1 rejected or malformed, 2 unreadable",
    "report": "0 written",
}
ALWAYS = "2 could not run (wrong usage, broken file, unwritable folder), 3 a bug in proofgauge, 130 Ctrl-C"
EXAMPLES = {
    "list": (
        ("list", "everything in the package `lemmas`"),
        ("list my_lemma.py --json", "of a file of your own, with titles and digests"),
    ),
    "audit": (
        ("audit", "everything in the package `lemmas`"),
        ("audit ward_kolda.lemma_4_1", "all whose ids begin so"),
        ("audit my_lemma.py --budget full", "a file of your own, searching for longer"),
    ),
    "attack": (("attack my_lemma.py --seed 7", "only look for counterexamples"),),
    "gauge": (("gauge my_lemma.py", "the best constants in a file of your own"),),
    "prove": (("prove ward_kolda.theorem_5_1", "the arguments of all whose ids begin so"),),
    "check": (
        ("check reports/out", "re-check every certificate that an audit wrote"),
        ("check PROBLEM.json CERTIFICATE.json", "one of them"),
    ),
    "report": (("report", "the page again, from reports/out/results.json"),),
}
CHECK = """\
re-check a certificate, or all that an audit wrote, by the independent checker

Of an output folder: every certificate is checked, and every entry of results.json is judged again from those that are
accepted: its verdicts, what it trusts, its formulas, and its exact points (counterexamples, extremal instances, points
without a hypothesis: sizes, values, both sides, relation, note) must be what they and the problem file give; the
weakest of what it uses must be that of the entries that it names (LaTeX and MathML are compared where no definition and
no bound name stands in them, text everywhere).
Not checked: that no statement was left out, that an id stands for what the source says, titles, places, comments,
reasons, expectations, corrections, what is used, scopes, sampled parts of a domain, slack, the ends of brackets of
constants, which hypotheses are needed, the lines of proofs as shown. What no certificate carries, enclosures by Arb and
cited theorems, is only counted, and so is what rests on statements without an entry. Audit the source for that.
"""
TARGET = "an id, the beginning of ids, a FILE.py, or a folder; all of `lemmas` when left out"
TARGETS = "ids, beginnings of ids, FILE.py, or folders"


def epilog(command: str | None = None) -> str:
    """What stands under the options of a command that audits; of `proofgauge` itself without one."""
    if command is None:
        codes = "".join(f"  {name:<8} {CODES[name]}\n" for name in ("audit", "attack", "prove", "check"))
        codes += f"  all      {ALWAYS}\n"
        shown = (*EXAMPLES["audit"], *EXAMPLES["attack"], EXAMPLES["check"][0])
    else:
        codes = f"  {CODES[command]}\n  {ALWAYS}\n"
        shown = EXAMPLES[command]
    verdicts = f"{VERDICTS}\n" if command in (None, "audit") else ""
    examples = "".join(f"  proofgauge {line:<35} {what}\n" for line, what in shown)
    return f"{verdicts}exit codes\n{codes}\nexamples\n{examples}"
