"""The dependency graph as inline SVG: shape, letter, pattern and colour say the computed status of each node."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from dataclasses import dataclass, field

from reports.html import Markup, anchor, el, flat
from reports.layout import GAP, HEIGHT, MARGIN, RISE, WIDTH, Placed, arrange
from reports.words import VERDICTS, weaker

BAND = 5  # nodes in a row of those that have no edges
LETTERS, LINE, LINES = 24, 14, 3  # of a label: letters on a line, height of a line, lines

Point = tuple[float, float]


@dataclass
class Node:
    key: str
    place: str
    text: str
    verdict: str
    weakest_used: str | None
    uses: list[str] = field(default_factory=list)


def svg(nodes: Iterable[Node]) -> Markup:
    """The whole drawing; every node is a link to its section."""
    known = {node.key: node for node in nodes}
    uses = {key: [used for used in node.uses if used in known and used != key] for key, node in known.items()}
    linked = {key for key, names in uses.items() if names} | {used for names in uses.values() for used in names}
    placed, chains = arrange({key: names for key, names in uses.items() if key in linked})
    bottom = MARGIN + (max((item.layer for item in placed.values()), default=-1) + 1) * (HEIGHT + RISE)
    tops = {key: MARGIN + item.layer * (HEIGHT + RISE) for key, item in placed.items()}
    for index, key in enumerate(key for key in known if key not in linked):
        row, column = divmod(index, BAND)
        placed[key] = Placed(0, MARGIN + WIDTH / 2 + column * (WIDTH + GAP))
        tops[key] = bottom + row * (HEIGHT + GAP)
    edges = [_edge([(placed[key].x, tops[key]) for key in chain]) for chain in chains]
    width = max((placed[key].x + WIDTH / 2 for key in known), default=0) + MARGIN
    height = max((tops[key] + HEIGHT for key in known), default=0) + MARGIN
    return el(
        "svg",
        el("title", "Dependency graph", id="graph-title"),
        el("desc", "An arrow runs from a statement to one that uses it. The same as text is below.", id="graph-desc"),
        _definitions(),
        el("g", edges, class_="edges", aria_hidden="true"),
        [_node(node, placed[key].x, tops[key]) for key, node in known.items()],
        viewBox=f"0 0 {width:.0f} {height:.0f}",
        width=f"{width:.0f}",
        height=f"{height:.0f}",
        role="group",
        aria_labelledby="graph-title graph-desc",
        class_="graph",
    )


def _definitions() -> Markup:
    arrow = el("path", d="M0 0 L8 4 L0 8 z", class_="arrowhead")
    hatch = el("path", d="M0 8 L8 0", class_="hatching")
    return el(
        "defs",
        el("marker", arrow, id="arrow", markerWidth=8, markerHeight=8, refX=7, refY=4, orient="auto"),
        el("pattern", hatch, id="hatch", width=8, height=8, patternUnits="userSpaceOnUse"),
    )


def _edge(tops: list[Point]) -> Markup:
    """From the bottom of the first node, through the placeholders, to the top of the last."""
    (x, y), *rest = tops
    y += HEIGHT
    path = [f"M{x:.1f} {y:.1f}"]
    for index, (to_x, to_y) in enumerate(rest):
        bend = (to_y - y) / 2
        path.append(f"C{x:.1f} {y + bend:.1f} {to_x:.1f} {to_y - bend:.1f} {to_x:.1f} {to_y:.1f}")
        x, y = to_x, to_y
        if index < len(rest) - 1:
            y += HEIGHT
            path.append(f"L{x:.1f} {y:.1f}")
    return el("path", d=" ".join(path), marker_end="url(#arrow)")


def outline(shape: str, x: float, y: float, width: float, height: float) -> str:
    """The path of a node's shape, in the box that begins at (x, y)."""
    right, low, middle, centre = x + width, y + height, y + height / 2, x + width / 2
    if shape in ("stadium", "ellipse"):
        r = height / 2 if shape == "stadium" else width / 2
        arc = f"A{r:.1f} {height / 2:.1f} 0 0 1"
        return (
            f"M{x + r:.1f} {y:.1f}H{right - r:.1f}{arc} {right - r:.1f} {low:.1f}H{x + r:.1f}{arc} {x + r:.1f} {y:.1f}z"
        )
    c = height / 4
    corners: dict[str, list[Point]] = {
        "rectangle": [(x, y), (right, y), (right, low), (x, low)],
        "parallelogram": [(x + c, y), (right, y), (right - c, low), (x, low)],
        "hexagon": [(x, middle), (x + c, y), (right - c, y), (right, middle), (right - c, low), (x + c, low)],
        "octagon": [
            (x + c, y),
            (right - c, y),
            (right, y + c),
            (right, low - c),
            (right - c, low),
            (x + c, low),
            (x, low - c),
            (x, y + c),
        ],
        "diamond": [
            (x, middle),
            (x + c, y + 3),
            (centre, y - 5),
            (right - c, y + 3),
            (right, middle),
            (right - c, low - 3),
            (centre, low + 5),
            (x + c, low - 3),
        ],
    }
    return "M" + "L".join(f"{px:.1f} {py:.1f}" for px, py in corners[shape]) + "z"


def _node(node: Node, x: float, y: float) -> Markup:
    """Shape, letter, up to three lines of label, and a mark when something it rests on is weaker."""
    sign = VERDICTS[node.verdict]
    hangs = weaker(node.verdict, node.weakest_used)
    path = outline(sign.shape, x - WIDTH / 2, y, WIDTH, HEIGHT)
    head = textwrap.wrap(node.place, LETTERS, max_lines=2, placeholder="…") or [""]
    title: list[str] = []
    if node.text != node.place:
        title = textwrap.wrap(node.text, LETTERS + 2, max_lines=LINES - len(head), placeholder="…")
    shown = [*head, *title]
    first = y + HEIGHT / 2 + 4 - LINE / 2 * (len(shown) - 1)
    words = [
        el("text", line, x=f"{x + 12:.1f}", y=f"{first + LINE * i:.1f}", class_="small" if i >= len(head) else None)
        for i, line in enumerate(shown)
    ]
    name = node.place if node.text == node.place else f"{node.place}, {node.text}"
    said = f"{name}: {node.verdict}" + (f", rests on something {node.weakest_used}" if hangs else "")
    parts = [
        el("title", said),
        el("path", d=path, class_="shape"),
        el("path", d=path, class_="hatch") if node.verdict == "refuted" else None,
        el("text", sign.letter, x=f"{x - WIDTH / 2 + 19:.1f}", y=f"{y + HEIGHT / 2 + 5:.1f}", class_="letter"),
        words,
    ]
    if hangs and node.weakest_used:
        corner = x + WIDTH / 2 - 12, y + HEIGHT - 2
        parts += [
            el("circle", cx=f"{corner[0]:.1f}", cy=f"{corner[1]:.1f}", r=9, class_="mark"),
            el(
                "text",
                VERDICTS[node.weakest_used].letter,
                x=f"{corner[0]:.1f}",
                y=f"{corner[1] + 4:.1f}",
                class_="weak",
            ),
        ]
    kind = f"node {node.verdict}" + (" hangs" if hangs else "")
    return el("a", *parts, href=f"#{anchor(node.key)}", class_=kind, aria_label=said)


def legend() -> Markup:
    """Every shape with its letter and word."""
    rows: list[Markup] = []
    for verdict, sign in reversed(VERDICTS.items()):
        path = outline(sign.shape, 2, 6, 52, 24)
        shape = el("path", d=path, class_="shape")
        hatched = el("path", d=path, class_="hatch") if verdict == "refuted" else None
        letter = el("text", sign.letter, x=28, y=23, class_="letter")
        drawn = el(
            "svg",
            el("g", shape, hatched, letter, class_=f"node {verdict}"),
            viewBox="0 0 56 36",
            width=56,
            height=36,
            aria_hidden="true",
            class_="graph",
        )
        rows.append(el("li", drawn, flat(el("b", verdict), f" {sign.symbol}")))
    dashed = el("path", d=outline("rectangle", 2, 6, 46, 22), class_="shape")
    mark = [el("circle", cx=46, cy=27, r=8, class_="mark"), el("text", "S", x=46, y=31, class_="weak")]
    letter = el("text", "P", x=24, y=22, class_="letter")
    drawn = el(
        "svg",
        el("g", dashed, letter, mark, class_="node proved hangs"),
        viewBox="0 0 56 36",
        width=56,
        height=36,
        aria_hidden="true",
        class_="graph",
    )
    rows.append(el("li", drawn, "dashed, with a letter in the corner: proved from something weaker (here: supported)"))
    return el("ul", *rows, class_="legend")
