"""Damaged proofs. Against the true problem a mutant may pass; against a false variant of it nothing may ever pass.

Every false variant is shown to be false first: the other half of the checker accepts a counterexample to it.
"""

import copy
import json
import os
import random

import pytest
from proofs import PROOFS

from verify.checking.check import check
from verify.checking.kernel import check_proof
from verify.checking.problem import digest

# all damages (some 90 000) where this is set, a random sample otherwise
WHOLE = "PROOFGAUGE_ALL_MUTANTS" in os.environ
VARIANTS = [(p, name, p.variant(change), values) for p in PROOFS for name, change, values in p.false]
SWAPS = {"le": "lt", "lt": "le", "add": "sub", "sub": "add", "first": "last", "last": "first", "subset": "seteq",
         "fro": "spec", "spec": "fro", "ge": "gt", "gt": "ge", "loewner": "eq", "eq": "le", "mul": "div"}  # fmt: skip


def ids(case):
    return f"{case[0].name}, {case[1]}"


@pytest.mark.parametrize("proof", PROOFS, ids=lambda p: p.name)
def test_the_proofs_are_accepted(proof):
    result = check(proof.problem, proof.certificate())
    assert result.accepted, result.reason
    assert result.detail["shows"] == "holds"


@pytest.mark.parametrize("case", VARIANTS, ids=ids)
def test_the_variants_are_false(case):
    _, _, variant, values = case
    certificate = {"format": "proofgauge certificate 1", "problem": digest(variant), "kind": "counterexample"}
    result = check(variant, {**certificate, "values": values})
    assert result.accepted, result.reason


def places(node, path=()):
    """Every place inside a JSON value."""
    yield path, node
    if isinstance(node, dict):
        for key, value in node.items():
            yield from places(value, (*path, key))
    elif isinstance(node, list):
        for i, value in enumerate(node):
            yield from places(value, (*path, i))


def changed(root, path, value):
    found = copy.deepcopy(root)
    target = found
    for key in path[:-1]:
        target = target[key]
    if value is DROP:
        del target[path[-1]]
    else:
        target[path[-1]] = value
    return found


DROP = object()


def mutants(certificate):
    """All single damages: dropped parts, changed numbers, relations, names, references, order."""
    body = {"lines": certificate["lines"], "lemmas": certificate["lemmas"]}
    strings = sorted({n for _, n in places(body) if isinstance(n, str) and len(n) < 12})
    rng = random.Random(1)
    for path, node in list(places(body)):
        if not path or "problem" in path:
            continue
        yield changed(body, path, DROP)
        if isinstance(node, str):
            options = {SWAPS.get(node), rng.choice(strings), rng.choice(strings)} - {None, node}
            if node.lstrip("-").replace("/", "").isdigit() and "/" not in node:
                options |= {str(int(node) + 1), str(int(node) - 1), "-" + node, "1000000007"}
            for option in sorted(options):
                yield changed(body, path, option)
        elif type(node) is int:
            yield changed(body, path, node + 1)
            yield changed(body, path, node - 1)
        elif node is None:
            yield changed(body, path, rng.choice(strings))
        elif isinstance(node, list) and len(node) > 1:
            yield changed(body, path, list(reversed(node)))
            yield changed(body, path, [*node[:-1], node[-2], node[-1]])
            for i in range(1, len(node) - 1):
                yield changed(body, path, [*node[:i], node[i + 1], node[i], *node[i + 2 :]])


def sample(certificate, number):
    found = list(mutants(certificate))
    return found if WHOLE or len(found) <= number else random.Random(2).sample(found, number)


def adapted(proof, variant):
    """The certificate with the variant's hypotheses and claim written where the proof has those of the true problem."""
    text = json.dumps(proof.certificate(variant))
    pairs = list(zip(proof.problem["hypotheses"], variant["hypotheses"], strict=False))
    pairs += [(proof.problem["claim"], variant["claim"])]
    for old, new in pairs:
        text = text.replace(json.dumps(old), json.dumps(new))
    found = json.loads(text)
    for lemma, original in zip(found["lemmas"], proof.lemmas, strict=True):
        lemma["problem"] = original["problem"]
    found["problem"] = digest(variant)
    found["lines"][-1]["claim"] = variant["claim"]
    return found


@pytest.mark.parametrize("case", VARIANTS, ids=ids)
def test_nothing_passes_against_a_false_variant(case):
    proof, _, variant, _ = case
    count = 0
    for certificate in (proof.certificate(variant), adapted(proof, variant)):
        assert not check_proof(variant, certificate).accepted
        for body in sample(certificate, 150):
            count += 1
            result = check_proof(variant, {**certificate, **body})
            assert not result.accepted, json.dumps(body)
            assert "kernel failed" not in result.reason, result.reason
    assert count >= 300


@pytest.mark.parametrize("proof", PROOFS, ids=lambda p: p.name)
def test_most_damage_is_noticed(proof):
    certificate = proof.certificate()
    results = [check_proof(proof.problem, {**certificate, **body}) for body in sample(certificate, 400)]
    assert sum(r.accepted for r in results) < len(results) / 4
    for result in results:
        assert "kernel failed" not in result.reason, result.reason
        assert result.accepted or ("\n" not in result.reason and len(result.reason) <= 500)
