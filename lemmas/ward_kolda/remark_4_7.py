"""Remark 4.7: Lemmas 4.5 and 4.6 "no longer hold beyond the exactly rank-r setting".

Each half is the negation of the lemma with rank(A) = r left out. (That "the rest of the theorems" extends is a
claim about other statements, and is audited with them.)
"""

from lemmas.ward_kolda.lemma_4_5 import statement__any_rank as lemma_4_5
from lemmas.ward_kolda.lemma_4_6 import statement__any_rank as lemma_4_6
from verify import fails

on_4_5 = fails(lemma_4_5, cite="Remark 4.7, on Lemma 4.5", expected="refuted")
on_4_6 = fails(lemma_4_6, cite="Remark 4.7, on Lemma 4.6", expected="proved")
