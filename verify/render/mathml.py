"""MathML Core: presentation elements that browsers draw without help."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from html import escape

from verify.render.display import RELATIONS, Display, Notation, begins_negative
from verify.render.levels import GREEK, Level
from verify.render.text import to_text
from verify.tree import Expr

CLOSED = frozenset({"‖", "|"})
TALL = re.compile("<m(frac|underover|table|sqrt)")
COMMANDS = {"nabla": "∇", "star": "⋆", "ast": "∗", "top": "⊤", "prime": "′", "ell": "ℓ", "infty": "∞"}


def element(name: str, *parts: str, **attributes: str) -> str:
    pairs = "".join(f' {key}="{escape(value)}"' for key, value in attributes.items())
    return f"<{name}{pairs}>{''.join(parts)}</{name}>"


def greek(stem: str) -> str:
    """The Greek letter of that name. Unicode spells lambda without b."""
    case = "CAPITAL" if stem[0].isupper() else "SMALL"
    return unicodedata.lookup(f"GREEK {case} LETTER {stem.upper().replace('LAMBDA', 'LAMDA')}")


def bold_letter(character: str) -> str:
    """The upright bold form, where mathematics has one."""
    case = "CAPITAL" if character.isupper() else "SMALL"
    kind = "DIGIT " if character.isdigit() else f"{case} "
    try:
        name = unicodedata.name(character).removeprefix("LATIN ").removeprefix("GREEK ")
        name = re.sub(r"(CAPITAL|SMALL) LETTER ", "", name).removeprefix("DIGIT ")
        return unicodedata.lookup(f"MATHEMATICAL BOLD {kind}{name}")
    except (KeyError, ValueError):
        return character


class MathML(Notation):
    def integer(self, digits: str) -> str:
        return element("mn", digits)

    def letter(self, stem: str, bold: bool) -> str:
        shown = greek(stem) if stem in GREEK else stem
        if bold:
            return element("mi", escape("".join(map(bold_letter, shown))))
        if stem == "star":
            return element("mo", "∗")
        upright = {"mathvariant": "normal"} if stem in GREEK and stem[0].isupper() else {}
        return element("mi", escape(shown), **upright)

    def latex_name(self, latex: str) -> str:
        return NameParser(latex).parse()

    def function(self, name: str) -> str:
        return element("mi", name)

    def words(self, text: str) -> str:
        return element("mtext", escape(text.replace(" ", "\u00a0")))

    def sign(self, character: str) -> str:
        if character == ":":
            return element("mo", ":", lspace="0", rspace="0.6em")
        return element("mo", escape(character))

    def prefix(self, character: str) -> str:
        if character in "⊤∗…/":
            return element("mo", character, lspace="0", rspace="0")
        return element("mo", character, form="prefix")

    def times(self, gap: bool) -> str:
        return element("mo", "\u2062", lspace="0.17em", rspace="0") if gap else element("mo", "\u2062")

    def row(self, parts: Sequence[str]) -> str:
        return parts[0] if len(parts) == 1 else element("mrow", *parts)

    def fence(self, opening: str, body: str, closing: str) -> str:
        edges = {"stretchy": "true" if TALL.search(body) else "false"}
        if opening in CLOSED:
            edges["fence"] = "true"
        left = element("mo", opening, form="prefix", **edges)
        right = element("mo", closing, form="postfix", **edges)
        return element("mrow", left, body, right)

    def fraction(self, top: str, bottom: str) -> str:
        return element("mfrac", top, bottom)

    def root(self, body: str) -> str:
        return element("msqrt", body)

    def sub(self, base: str, index: str) -> str:
        return element("msub", base, index)

    def sup(self, base: str, exponent: str) -> str:
        """Both scripts of a base at once, so that they stand above one another."""
        if base.startswith("<msub>"):
            return f"<msubsup>{base.removeprefix('<msub>').removesuffix('</msub>')}{exponent}</msubsup>"
        return element("msup", base, exponent)

    def apply(self, head: str, body: str) -> str:
        return element("mrow", head, element("mo", "\u2061"), body)

    def big_sum(self, low: str, high: str) -> str:
        return element("munderover", element("mo", "∑"), low, high)

    def alternatives(self, first: str, condition: str, second: str) -> str:
        conditions = element("mrow", self.words("if "), condition), self.words("otherwise")
        rows = [
            element("mtr", element("mtd", value), element("mtd", text))
            for value, text in zip((first, second), conditions, strict=True)
        ]
        return element("mrow", element("mo", "{"), element("mtable", *rows, **{"class": "cases"}))


class NameParser:
    """The little LaTeX that names of definitions are written in: letters, Greek, scripts, bold, `\\nabla`."""

    def __init__(self, latex: str) -> None:
        self.tokens: list[str] = re.findall(r"\\[A-Za-z]+|\\.|[^\s]", latex)

    def parse(self) -> str:
        return self.group(None)

    def group(self, end: str | None) -> str:
        parts: list[str] = []
        while self.tokens and self.tokens[0] != end:
            parts.append(self.scripted())
        if end and self.tokens:
            self.tokens.pop(0)
        return parts[0] if len(parts) == 1 else element("mrow", *parts)

    def scripted(self) -> str:
        base = self.atom()
        scripts: dict[str, str] = {}
        while self.tokens and self.tokens[0] in "_^'":
            mark = self.tokens.pop(0)
            if mark == "'":
                scripts["^"] = element("mo", "′")
            else:
                scripts[mark] = self.atom()
        if len(scripts) == 2:
            return element("msubsup", base, scripts["_"], scripts["^"])
        if scripts:
            ((mark, script),) = scripts.items()
            return element("msub" if mark == "_" else "msup", base, script)
        return base

    def atom(self) -> str:
        if not self.tokens:
            return element("mrow")
        token = self.tokens.pop(0)
        if token == "{":
            return self.group("}")
        if token in (r"\mathbf", r"\boldsymbol", r"\bm"):
            return re.sub(r"<mi[^>]*>([^<]*)</mi>", _bold_element, self.atom())
        if token in (r"\mathrm", r"\operatorname", r"\text"):
            return element("mi", re.sub(r"<[^>]*>", "", self.atom()), mathvariant="normal")
        if token.startswith("\\"):
            return self.command(token[1:])
        if token.isdigit():
            return element("mn", token)
        return element("mi" if token.isalpha() else "mo", escape(token.replace("*", "∗").replace("-", "−")))

    def command(self, name: str) -> str:
        if name in GREEK:
            return notation.letter(name, False)
        if name == "nabla":
            return element("mo", "∇", form="prefix", rspace="0")
        if name in COMMANDS:
            return element("mo", COMMANDS[name])
        return element("mi", escape(name))


def _bold_element(match: re.Match[str]) -> str:
    return element("mi", "".join(map(bold_letter, match[1])))


notation = MathML()
display = Display(notation)


def math(body: str, alternative: str) -> str:
    """A whole <math> element in display style."""
    return element("math", body, display="block", alttext=alternative)


def to_mathml(expr: Expr) -> str:
    """The expression as a <math> element with its plain text as `alttext`; long ones on several lines."""
    return math(block(expr), to_text(expr))


# ---- several lines: browsers do not break formulas


WIDTH = 44  # letters on a line


def width(piece: str) -> int:
    """The number of letters, as an estimate; of a fraction the longer half would do, the sum is on the safe side."""
    return len(re.sub(r"<[^>]*>", "", piece))


def block(expr: Expr) -> str:
    """The expression on one line when it fits, broken at its relation, conjunctions and terms when it does not."""
    whole = display(expr)
    if width(whole) <= WIDTH:
        return whole
    lines = _broken(expr)
    if len(lines) < 2:
        return whole
    rows = [element("mtr", element("mtd", line)) for line in lines]
    return element("mtable", *rows, displaystyle="true", **{"class": "lines"})


def _broken(expr: Expr) -> list[str]:
    if expr.op == "and":
        joined = [line for arg in expr.args for line in [*_broken(arg), ""]][:-1]
        return [line or notation.words("and") for line in joined]
    if expr.op in RELATIONS:
        left, right = (_terms(side) for side in expr.args)
        sign = _infix(RELATIONS[expr.op])
        return [*_filled(left, None), *_filled(right, sign)]
    return [display(expr)]


def _infix(character: str) -> str:
    """A sign that keeps its spaces at the beginning of a line."""
    return element("mo", escape(character), form="infix")


def _terms(expr: Expr) -> list[str]:
    """The terms of a sum (or members of a union), each with the sign before it."""
    signs = {"add": "+", "sub": "−", "join": "+", "union": "∪"}
    if expr.op not in signs or (expr.op in ("add", "join") and begins_negative(expr.args[1])):
        return [display(expr, Level.SUM)]
    least = Level.ENTRYWISE if expr.op != "union" else Level.SUM
    last = display(expr.args[1], least)
    return [*_terms(expr.args[0]), element("mrow", _infix(signs[expr.op]), last)]


def _filled(terms: list[str], sign: str | None) -> list[str]:
    """Terms packed into lines; `sign` begins the first one, the others are indented."""
    lines: list[list[str]] = [[sign] if sign else []]
    for term in terms:
        if lines[-1] and any(lines[-1]) and width("".join(lines[-1])) + width(term) > WIDTH and width(term) > 3:
            lines.append([element("mspace", width="2em")])
        lines[-1].append(term)
    return [notation.row(line) for line in lines]
