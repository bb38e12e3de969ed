"""Formulas and exact values as MathML. Formulas arrive as MathML strings and are parsed and cleaned before use."""

from __future__ import annotations

import math
import re
import unicodedata
from fractions import Fraction
from functools import cache
from typing import Any
from xml.etree import ElementTree

from reports.html import Markup, el, flat

NAMESPACE = "http://www.w3.org/1998/Math/MathML"
ELEMENTS = frozenset([
    "math", "mrow", "mi", "mn", "mo", "mtext", "ms", "mspace", "mfrac", "msqrt", "mroot", "mstyle", "mpadded",
    "mphantom", "merror", "msub", "msup", "msubsup", "munder", "mover", "munderover", "mmultiscripts",
    "mprescripts", "mtable", "mtr", "mtd", "semantics",
])  # fmt: skip
ATTRIBUTES = frozenset([
    "display", "displaystyle", "scriptlevel", "mathvariant", "alttext", "form", "fence", "separator", "stretchy",
    "symmetric", "minsize", "maxsize", "largeop", "movablelimits", "accent", "accentunder", "lspace", "rspace",
    "width", "height", "depth", "voffset", "linethickness", "columnspan", "rowspan", "columnalign", "class",
])  # fmt: skip
DIGITS = 48  # longer numbers are cut in the middle: nobody checks them on paper, and the certificate has them whole

SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


class Rejected(ValueError):
    """A MathML string with anything in it that is not MathML."""


@cache
def clean(mathml: str) -> Markup:
    """The formula rebuilt from a closed list of elements and attributes. Raises Rejected."""
    if "<!" in mathml or "<?" in mathml:
        raise Rejected("declarations are not allowed")
    try:
        root = ElementTree.fromstring(mathml)
    except ElementTree.ParseError as error:
        raise Rejected(str(error)) from error
    if root.tag.removeprefix(f"{{{NAMESPACE}}}") != "math":
        raise Rejected(f"<{root.tag}> is not <math>")
    return _rebuild(root)


def _rebuild(node: ElementTree.Element) -> Markup:
    name = node.tag.removeprefix(f"{{{NAMESPACE}}}")
    if name not in ELEMENTS:
        raise Rejected(f"<{name}> is not allowed")
    unknown = set(node.attrib) - ATTRIBUTES
    if unknown:
        raise Rejected(f"attribute {sorted(unknown)[0]} is not allowed")
    inner: list[Any] = [node.text]
    for child in node:
        inner += [_rebuild(child), child.tail]
    return el(name, inner, **node.attrib)


def formula(source: dict[str, Any] | None, block: bool = False) -> Markup:
    """A formula as MathML; as LaTeX or plain text where there is no (clean) MathML."""
    if not source:
        return Markup("")
    out: Markup | None = None
    if source.get("mathml"):
        try:
            out = clean(source["mathml"])
        except Rejected:
            out = None
    if out is None:
        out = el("code", source.get("text") or source.get("latex") or "")
    return el("div", out, class_="formula") if block else el("span", out, class_="inline")


def number(text: str) -> Markup:
    """An exact number: `-3/2` as a fraction with a minus sign."""
    sign, body = (el("mo", "−", form="prefix"), text[1:]) if text.startswith("-") else (None, text)
    top, _, bottom = body.partition("/")
    digits = el("mfrac", el("mn", _cut(top)), el("mn", _cut(bottom))) if bottom else el("mn", _cut(top))
    return el("mrow", sign, digits) if sign else digits


def _cut(digits: str) -> str:
    if len(digits) <= DIGITS:
        return digits
    return f"{digits[:12]}…{digits[-6:]} ({len(digits)} digits)"


def name(symbol: str, matrix: bool) -> Markup:
    """A variable's name: matrices upright and bold, `X_t` with a subscript, `eta` in Greek."""
    stem, parts = split(symbol)
    letter = _greek(stem)
    base = el("mi", _bold(letter)) if matrix else el("mi", letter)
    if not parts:
        return base
    shown = [el("mn" if part.isdigit() else "mi", part if part.isdigit() else _greek(part)) for part in parts]
    inner = [flat(el("mo", ",", separator="true") if index else None, part) for index, part in enumerate(shown)]
    return el("msub", base, el("mrow", inner) if len(shown) > 1 else shown[0])


def split(symbol: str) -> tuple[str, list[str]]:
    """Stem and subscripts as formulas have them: X_t -> X, [t]; Phi1 -> Phi, [1]."""
    stem, *parts = symbol.split("_")
    match = re.fullmatch(r"([^\W\d]+)(\d+)", stem)
    if match:
        stem, parts = match[1], [match[2], *parts]
    return (stem, [part for part in parts if part]) if stem else (symbol, [])


def prose(text: str) -> str:
    """A sentence about named values with the names as formulas have them: `X0 = ..` becomes `X₀ = ..`."""

    return re.sub(r"\b[^\W\d_]+\w*(?= = )", lambda match: letter(match[0]), text)


def letter(symbol: str) -> str:
    """A name as plain text: X0 -> X₀, eta -> η."""
    stem, parts = split(symbol)
    if all(part.isdigit() for part in parts):
        return _greek(stem) + ",".join(parts).translate(SUBSCRIPTS)
    return symbol


def _greek(stem: str) -> str:
    size = "CAPITAL" if stem[:1].isupper() else "SMALL"
    try:
        return unicodedata.lookup(f"GREEK {size} LETTER {stem.upper().replace('LAMBDA', 'LAMDA')}")
    except KeyError:
        return stem


def _bold(stem: str) -> str:
    def letter(c: str) -> str:
        if "A" <= c <= "Z":
            return chr(0x1D400 + ord(c) - ord("A"))
        if "a" <= c <= "z":
            return chr(0x1D41A + ord(c) - ord("a"))
        try:
            name_ = unicodedata.name(c).replace("GREEK ", "").replace(" LETTER", "")
            return unicodedata.lookup(f"MATHEMATICAL BOLD {name_}")
        except (KeyError, ValueError):
            return c

    return "".join(map(letter, stem))


def value(content: Any) -> Markup:
    """The MathML of an exact value: a number, a matrix by rows, or the terms of a sequence."""
    if isinstance(content, str):
        return number(content)
    if isinstance(content, dict):
        terms = [[value(term), el("mo", ",", separator="true")] for term in content["terms"]]
        return el("mrow", el("mo", "("), terms, el("mo", "…"), el("mo", ")"))
    rows = [el("mtr", *(el("mtd", number(entry)) for entry in row)) for row in content]
    return el("mrow", el("mo", "[", stretchy="true"), el("mtable", *rows), el("mo", "]", stretchy="true"))


def plain(content: Any) -> str:
    """The same value as text, for `alttext` and for copying."""
    if isinstance(content, str):
        return content
    if isinstance(content, dict):
        return "(" + ", ".join(map(plain, content["terms"])) + ", ...)"
    return "[" + "; ".join(" ".join(row) for row in content) + "]"


def equation(symbol: str, content: Any) -> Markup:
    """`X = [..]` as one MathML formula."""
    matrix = not isinstance(content, str)
    body = flat(name(symbol, matrix), el("mo", "="), value(content))
    return el("math", el("mrow", body), alttext=f"{symbol} = {plain(content)}")


def exact(text: str | None) -> Fraction | None:
    """The rational that a string of the results names; None for null and for infinite ends."""
    if text is None or "inf" in text:
        return None
    try:
        return Fraction(text)
    except ValueError:  # an irrational number, `sqrt(2)`
        return None


def decimal(number_: Fraction, digits: int = 6, up: bool | None = None) -> str:
    """A decimal with so many significant digits, rounded up, down, or (None) to nearest."""
    if number_ == 0:
        return "0"
    sign = -1 if number_ < 0 else 1
    size = abs(number_)
    exponent = len(str(size.numerator)) - len(str(size.denominator))
    if size < Fraction(10) ** exponent:
        exponent -= 1
    scaled = size / Fraction(10) ** (exponent - digits + 1)
    away = None if up is None else up == (sign > 0)
    whole = round(scaled) if away is None else math.ceil(scaled) if away else math.floor(scaled)
    if whole == 10**digits:
        whole, exponent = whole // 10, exponent + 1
    text = str(whole)
    if -4 <= exponent < digits:
        text = "0" * max(0, -exponent) + text
        point = max(exponent, 0) + 1
        text = f"{text[:point]}.{text[point:]}".rstrip("0").rstrip(".")
    else:
        mantissa = f"{text[0]}.{text[1:]}".rstrip("0").rstrip(".")
        text = f"{mantissa}e{exponent:+d}"
    return ("-" if sign < 0 else "") + text


def minus(text: str) -> str:
    """A number in a sentence, with a minus sign in place of the hyphen."""
    return text.replace("-", "−")


def enclosure(pair: list[str]) -> Markup:
    """`= 3/2` when both ends agree, otherwise the decimal interval, rounded outwards."""
    low, high = exact(pair[0]), exact(pair[1])
    if low is None or high is None:
        return el("span", f"∈ [{pair[0]}, {pair[1]}]", class_="number")
    if low == high:
        text = str(low)
        approximate = decimal(low)
        head = el("math", el("mo", "="), number(text), alttext=f"= {text}")
        if text == approximate:
            return el("span", head, class_="number")
        return el("span", head, f" ≈ {minus(approximate)}", class_="number")
    for digits in (6, 9, 12, 15, 18):
        ends = decimal(low, digits, up=False), decimal(high, digits, up=True)
        if Fraction(ends[1]) - Fraction(ends[0]) <= 2 * (high - low):
            break
    return el("span", minus(f"∈ [{ends[0]}, {ends[1]}]"), class_="number")
