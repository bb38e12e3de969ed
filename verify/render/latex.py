"""LaTeX (amsmath)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from verify.render.display import Display, Notation
from verify.render.levels import GREEK
from verify.tree import Expr

SIGNS = {
    "−": "-", "⋅": r"\cdot", "≤": r"\le", "≥": r"\ge", "⪯": r"\preceq", "⊆": r"\subseteq", "⊈": r"\nsubseteq",
    "≠": r"\ne", "∪": r"\cup", "⊙": r"\odot", "⇒": r"\Rightarrow", "∈": r"\in", "×": r"\times", "⊤": r"\top",
    "∗": "*", "…": r"\dots", "∀": r"\forall", "ℝ": r"\mathbb{R}", "ℤ": r"\mathbb{Z}",
}  # fmt: skip
FENCES = {"‖": (r"\|", r"\|"), "⌊": (r"\lfloor", r"\rfloor"), "|": ("|", "|"), "(": ("(", ")"), "{": (r"\{", r"\}")}
COMMANDS = frozenset({"exp", "log", "det", "min", "max"})


class Latex(Notation):
    def integer(self, digits: str) -> str:
        return digits

    def letter(self, stem: str, bold: bool) -> str:
        if stem in GREEK:
            capital = stem[0].isupper()
            body = stem[0] if stem in ("Alpha", "Beta") else f"\\{stem}"
            return f"\\mathbf{{{body}}}" if bold and capital else f"\\boldsymbol{{{body}}}" if bold else body
        if bold:
            return f"\\mathbf{{{escape(stem)}}}"
        if stem in SIGNS:
            return SIGNS[stem]
        if stem == "star":
            return "*"
        return stem if len(stem) == 1 else f"\\mathrm{{{escape(stem)}}}"

    def latex_name(self, latex: str) -> str:
        return f"{{{latex}}}" if "^" in latex else latex

    def function(self, name: str) -> str:
        return f"\\{name}" if name in COMMANDS else f"\\operatorname{{{name}}}"

    def words(self, text: str) -> str:
        return f"\\text{{{escape(text)}}}"

    def sign(self, character: str) -> str:
        shown = SIGNS.get(character, character)
        return f"{shown} " if character in ",:" else f" {shown} "

    def prefix(self, character: str) -> str:
        shown = SIGNS.get(character, character)
        return f"{shown} " if shown.startswith("\\") and shown[-1].isalpha() else shown

    def times(self, gap: bool) -> str:
        return r"\," if gap else " "

    def row(self, parts: Sequence[str]) -> str:
        out = "".join(parts)
        return re.sub(r" {2,}", " ", out)

    def fence(self, opening: str, body: str, closing: str) -> str:
        left, right = FENCES[opening]
        tall = re.search(r"\\(d?frac|sum|begin|left)", body)
        if tall:
            return f"\\left{left} {body.strip()} \\right{right}"
        gap = " " if left[-1].isalpha() else ""
        return f"{left}{gap}{body.strip()}{gap}{right}"

    def fraction(self, top: str, bottom: str) -> str:
        return f"\\frac{{{top.strip()}}}{{{bottom.strip()}}}"

    def root(self, body: str) -> str:
        return f"\\sqrt{{{body.strip()}}}"

    def sub(self, base: str, index: str) -> str:
        return f"{base}_{{{index.strip()}}}"

    def sup(self, base: str, exponent: str) -> str:
        return f"{base}^{{{exponent.strip()}}}"

    def apply(self, head: str, body: str) -> str:
        return f"{head}{body}"

    def big_sum(self, low: str, high: str) -> str:
        return f"\\sum_{{{low.strip()}}}^{{{high.strip()}}} "

    def alternatives(self, first: str, condition: str, second: str) -> str:
        rows = f"{first.strip()} & \\text{{if }} {condition.strip()} \\\\ {second.strip()} & \\text{{otherwise}}"
        return f"\\begin{{cases}} {rows} \\end{{cases}}"


def escape(text: str) -> str:
    return re.sub(r"([#$%&_{}])", r"\\\1", text.replace("\\", ""))


display = Display(Latex())


def to_latex(expr: Expr) -> str:
    """The expression as LaTeX, without delimiters."""
    return display(expr).strip()
