"""Elements as escaped strings: `el("p", "a < b", class_="note")` is `<p class="note">a &lt; b</p>`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

VOID = frozenset({"meta", "br", "hr", "col", "link"})


class Markup(str):
    """Text that is HTML already; every other string is escaped when it becomes a child."""

    __slots__ = ()


Child = str | Markup | int | None | Iterable["Child"]


def flat(*children: Child) -> Markup:
    """Children one after another; None is nothing."""
    out: list[str] = []
    for child in children:
        if child is None:
            continue
        if isinstance(child, Markup):
            out.append(child)
        elif isinstance(child, str):
            out.append(escape(child, quote=False))
        elif isinstance(child, int):
            out.append(str(child))
        else:
            out.append(flat(*child))
    return Markup("".join(out))


def el(name: str, /, *children: Child, **attributes: str | int | float | None) -> Markup:
    """One element. In attribute names a trailing `_` is dropped and other `_` become `-`; None leaves one out."""
    pairs = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(str(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    if name in VOID:
        return Markup(f"<{name}{pairs}>")
    return Markup(f"<{name}{pairs}>{flat(*children)}</{name}>")


def details(summary: Child, *children: Child, open_: bool = False, class_: str | None = None) -> Markup:
    head = Markup(f"<details{f' class={chr(34)}{class_}{chr(34)}' if class_ else ''}{' open' if open_ else ''}>")
    return flat(head, el("summary", summary), *children, Markup("</details>"))


def listing(items: Iterable[Child], ordered: bool = False, class_: str | None = None) -> Markup:
    """A list, or nothing when there are no items."""
    rows = [el("li", item) for item in items]
    return el("ol" if ordered else "ul", *rows, class_=class_) if rows else Markup("")


def table(caption: Child, head: Sequence[Child], rows: Iterable[Sequence[Child]], class_: str | None = None) -> Markup:
    """A table whose first column is the row header, in a box that scrolls sideways on narrow screens."""
    body = [el("tr", el("th", row[0], scope="row"), *(el("td", cell) for cell in row[1:])) for row in rows]
    return el(
        "div",
        el(
            "table",
            el("caption", caption),
            el("thead", el("tr", *(el("th", cell, scope="col") for cell in head))),
            el("tbody", *body),
            class_=class_,
        ),
        class_="scroll",
    )


def anchor(identifier: str) -> str:
    """The id of a statement's section; injective, and free of characters that need escaping in a fragment."""
    safe = "".join(c if c.isascii() and (c.isalnum() or c in "._") else f"-{ord(c):x}-" for c in identifier)
    return f"s-{safe}"


def link(identifier: str, text: Child = None) -> Markup:
    return el("a", text if text is not None else el("code", identifier), href=f"#{anchor(identifier)}")
