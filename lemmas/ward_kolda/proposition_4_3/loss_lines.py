"""Appendix C, the fourth display and (12): the loss at the start."""

from lemmas.ward_kolda.assumption_2 import C, nu
from lemmas.ward_kolda.proposition_4_3 import draw as dr
from lemmas.ward_kolda.proposition_4_3 import item_1
from lemmas.ward_kolda.proposition_4_3 import spectrum as sp
from lemmas.ward_kolda.proposition_4_3.draw import D, f0
from lemmas.ward_kolda.proposition_4_3.lines import for_negative_d, line
from lemmas.ward_kolda.proposition_4_3.spectrum import M, s1, s2, size
from lemmas.ward_kolda.setting import A, n, standing
from verify import absolute, all_of, fro, spec, sv
from verify.argument import have

ratio = D / C * s1 * s2
events = [dr.norm_1, dr.norm_2]
chain = (1 - nu <= 1 - ratio, 1 - ratio <= spec(M), spec(M) <= 1 + ratio, 1 + ratio <= 1 + nu)
bounded, signed = (*events, dr.d_mended), (*events, dr.d_sign, dr.d_printed)
unsigned = [*dr.of_sign, have(size == ratio, absolute(D) == D)]
in_size = (1 - nu <= 1 - size, 1 - size <= spec(M), spec(M) <= 1 + size, 1 + size <= 1 + nu)


def link(place, i, cites, cites_signed, why):
    """One sign of the fourth display; 0 <= D <= C nu / 9 brings 0 <= nu."""
    last = [have(in_size[i], sp.small) if i in (0, 3) else have(in_size[i]), have(chain[i], in_size[i], size == ratio)]
    return line(f"4th display, {place}", chain[i], cites, holds="refuted", follows="refuted",
                cites_corrected=cites_signed, arguments={"corrected": [*why, *unsigned, *last]},
                **for_negative_d)  # fmt: skip


small = [*dr.to_mended, *sp.both_small]
whole_display = [
    *small,
    *sp.below,
    *sp.above,
    *(have(bound, line, sp.small) for bound, line in zip(sp.norm_bounds, in_size[1:3], strict=True)),
]
norm_of_m = (
    link("1st ≤", 0, [*events, dr.d_printed], signed, small),
    link("2nd ≤", 1, [], [dr.d_sign], sp.below),
    link("3rd ≤", 2, [], [dr.d_sign], sp.above),
    link("4th ≤", 3, [*events, dr.d_printed], signed, small),
    line("4th display as a whole", all_of(*sp.norm_bounds), chain, holds="refuted", cites_corrected=signed,
         arguments={"corrected": whole_display}, **for_negative_d),
)  # fmt: skip

whole = 2 * f0 == fro(A @ M) ** 2
least = sv(M, n) ** 2 * fro(A) ** 2
below_printed, below_mended = 1 / (1 - nu) ** 2 * fro(A) ** 2 <= least, sp.least
to_norm = [*sp.both_small, *sp.above, have(sp.norm_bounds[1], spec(M) <= 1 + size, sp.small), *sp.from_norm]
by_whole = [*sp.least_of_product, have(least <= 2 * f0, sp.on_a, whole)]
at_f0 = [*item_1.factor, have(whole, 0 < dr.scale), *by_whole]
loss = (
    line("(12), 1st line, =", whole, standing),
    line("(12), 1st line, ≤", sp.loss_above, sp.norm_bounds, holds="refuted", cites_corrected=signed,
         arguments={"follows": sp.from_norm, "corrected": [*dr.to_mended, *to_norm]}, **for_negative_d),
    line("(12), 2nd line, 1st ≥", least <= 2 * f0, [whole], standing, arguments={"holds": at_f0, "follows": by_whole}),
    line("(12), 2nd line, 2nd ≥", below_printed, sp.norm_bounds, holds="refuted", follows="refuted",
         corrected=below_mended, cites_corrected=bounded, arguments={"corrected": sp.least_below}),
)  # fmt: skip
