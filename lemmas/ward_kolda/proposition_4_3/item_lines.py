"""Appendix C, what it does not say: how its displays give the two items of Proposition 4.3."""

from lemmas.ward_kolda.proposition_4_3 import above_holds, below_printed, item_1, item_2, sigma_1_x_holds
from lemmas.ward_kolda.proposition_4_3 import draw as dr
from lemmas.ward_kolda.proposition_4_3 import sigma_1_y_holds as at_y
from lemmas.ward_kolda.proposition_4_3 import sigma_r_holds as at_r
from lemmas.ward_kolda.proposition_4_3 import spectrum as sp
from lemmas.ward_kolda.proposition_4_3.lines import for_negative_d, line
from lemmas.ward_kolda.proposition_4_3.loss_lines import below_mended, least, whole
from lemmas.ward_kolda.proposition_4_3.loss_lines import below_printed as below
from lemmas.ward_kolda.proposition_4_3.start_lines import sigma_r_x, y_last, y_printed
from lemmas.ward_kolda.setting import standing
from verify import all_of
from verify.argument import have

display = (sigma_r_x, sigma_1_x_holds, y_printed, y_last)
for_draws = [*item_1.sigma_r_x, have(at_r), *item_1.sigma_1_x, *dr.to_mended, *item_1.sigma_1_y, have(at_y)]
above, lowest = sp.loss_above, least <= 2 * dr.f0
mended = (whole, above, lowest, below_mended)
items = (
    line("item 1, from the 3rd display", all_of(at_r, sigma_1_x_holds, at_y), [*standing, *display], holds="refuted",
         cites_corrected=dr.signed, arguments={"corrected": for_draws}, **for_negative_d),
    line("item 2, from (12)", all_of(below_printed, above_holds), [whole, above, lowest, below], holds="refuted",
         corrected=all_of(item_2.lower_bound, above_holds), cites_corrected=mended),
)  # fmt: skip
