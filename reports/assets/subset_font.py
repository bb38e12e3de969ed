"""Makes latinmodern-math-subset.woff2 from Latin Modern Math 1.959 (Debian package fonts-lmodern).

    apt-get install fonts-lmodern && pip install fonttools brotli && python reports/assets/subset_font.py

Kept: the characters that verify/render/mathml.py can print, and the MATH table (stretchy brackets and roots, script
sizes). Renamed, as the GUST Font License asks of derived works; see LICENSE-latinmodern-math.txt.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter, load_font, save_font

SOURCE = "/usr/share/texmf/fonts/opentype/public/lm-math/latinmodern-math.otf"
TARGET = Path(__file__).with_name("latinmodern-math-subset.woff2")
NAMES = {1: "Proofgauge Math", 4: "Proofgauge Math Regular", 6: "ProofgaugeMath-Regular"}

RANGES = [
    (0x20, 0x7E), (0x1D434, 0x1D467), (0x1D400, 0x1D433), (0x1D6FC, 0x1D71B), (0x1D6C2, 0x1D6DA), (0x2190, 0x2192),
    (0x2227, 0x222A),
    (0x2308, 0x230B), (0x239B, 0x23AD), (0x1D7CE, 0x1D7CE),
]  # fmt: skip
SINGLES = (
    "\u00a0±·×ΓΔΘΛΞΠΣΦΨΩℎ\U0001d6aa\U0001d6ab\U0001d6af\U0001d6b2\U0001d6b5\U0001d6b7\U0001d6ba\U0001d6bd\U0001d6bf"
    "\U0001d6c0ℕℝℤ¬‖…′\u2061\u2062⇒⇔∀∃∇∈∉∏∑−∗∘√∞≈≠≤≥≺≼⊆⊈⊙⊤⋅⋯⪯⋆ℓ"
)


def main() -> None:
    options = Options()
    options.flavor, options.hinting, options.layout_features = "woff2", False, ["dtls"]
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.drop_tables += ["FFTM"]
    font = load_font(sys.argv[1] if len(sys.argv) > 1 else SOURCE, options)
    subsetter = Subsetter(options)
    points = {point for low, high in RANGES for point in range(low, high + 1)} | {ord(sign) for sign in SINGLES}
    subsetter.populate(unicodes=points)
    subsetter.subset(font)
    for record in font["name"].names:
        if record.nameID in NAMES:
            record.string = NAMES[record.nameID]
    font["CFF "].cff.fontNames = [NAMES[6]]
    font["head"].modified = font["head"].created  # the same bytes on every run
    save_font(font, str(TARGET), options)


if __name__ == "__main__":
    main()
