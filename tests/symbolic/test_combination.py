"""Exact combinations: the weights add up, and where there are none, none are offered."""

from fractions import Fraction as F

from hypothesis import given, settings
from hypothesis import strategies as st

from verify.methods.symbolic.combination import nonnegative_combination

VECTORS = st.lists(
    st.dictionaries(st.sampled_from("abcd"), st.integers(-3, 3).filter(bool).map(F), max_size=4), min_size=1, max_size=6
)


def total(weights, vectors):
    found = {}
    for i, w in weights.items():
        for key, value in vectors[i].items():
            found[key] = found.get(key, F(0)) + w * value
    return {k: v for k, v in found.items() if v}


@given(VECTORS, st.lists(st.integers(0, 5), min_size=6, max_size=6))
@settings(max_examples=200, deadline=None, derandomize=True)
def test_weights_are_exact_and_found_where_there_are_some(vectors, weights):
    target = total(dict(enumerate(map(F, weights[: len(vectors)]))), vectors)
    found = nonnegative_combination(target, vectors, [False] * len(vectors))
    assert found is not None
    assert all(w >= 0 for w in found.weights.values())
    assert total(found.weights, vectors) == target


def test_no_combination_where_a_sign_is_wrong():
    assert nonnegative_combination({"a": F(-1)}, [{"a": F(1)}, {"a": F(2), "b": F(1)}], [False, False]) is None


def test_free_candidates_may_be_subtracted():
    found = nonnegative_combination({"a": F(-1)}, [{"a": F(3)}], [True])
    assert found is not None
    assert found.weights == {0: F(-1, 3)}
