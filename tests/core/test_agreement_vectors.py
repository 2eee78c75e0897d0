"""The agreement figures meet the published and computed values of `tests/vectors/agreement.json`.

Every case and every expected value of every case is compared; a kind of case or a value that
nothing here compares fails.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from factcheck.agreement import distances
from factcheck.agreement.alpha import Alpha, coincidences, of_rows
from factcheck.agreement.figures import Figure, Matches, mean
from factcheck.agreement.fleiss import fleiss_kappa, rated
from factcheck.agreement.links import Linked, link_matches
from factcheck.agreement.overlaps import covered
from factcheck.agreement.spans import (
    Marked,
    aligned,
    by_label,
    exact,
    of_tokens,
    overlapping,
    overlapping_any,
    overlaps_of,
    token_alpha_of,
    united,
)
from factcheck.agreement.tables import Table, of_two_rows
from factcheck.agreement.tokens import Tokens
from factcheck.agreement.unitizing import alpha_u

PATH = Path(__file__).parent.parent / "vectors" / "agreement.json"
CASES: list[dict[str, Any]] = json.loads(PATH.read_text("utf-8"))["cases"]
DIRECTED = {"denies": True, "confirms": True, "contradicts": False}

Found = dict[str, Any]


def matrix(given: Mapping[str, Any]) -> Found:
    rows = given["rows"]
    met = of_rows(rows)
    nominal = met.alpha()
    table = of_two_rows(rows)
    found: Found = {
        "alpha_nominal": nominal,
        "Do": nominal.observed,
        "De": nominal.expected,
        "n_pairable": met.pairable,
        "percent_agreement": met.percent(),
        "kappa": table.kappa() if table else None,
        "pi": table.pi() if table else None,
    }
    if all(isinstance(v, int) for v in met.totals):
        found["alpha_ordinal"] = met.alpha(distances.ordinal(met.totals))
        found["alpha_interval"] = met.alpha(distances.interval)
        found["alpha_ratio"] = met.alpha(distances.of_ratio)
    return found


def table(given: Mapping[str, Any]) -> Found:
    values = given["categories"]
    numbers = tuple(range(len(values)))
    counts = {(i, j): given["table"][i][j] for i in numbers for j in numbers}
    one = Table(numbers, counts)
    found: Found = {
        "percent": one.percent(),
        "expected_kappa": one.expected_kappa(),
        "expected_pi": one.expected_pi(),
        "kappa": one.kappa(),
        "pi": one.pi(),
        "S": one.s(),
        "alpha_nominal": one.alpha(),
    }
    if "distance" in given:

        def distance(i: int, j: int) -> float:
            return float(given["distance"][i][j])

        found["kappa_weighted"] = one.weighted_kappa(distance)
        found["alpha_weighted"] = one.alpha(distance)
    return found


def counts(given: Mapping[str, Any]) -> Found:
    units = [{n: times for n, times in enumerate(unit) if times} for unit in given["counts"]]
    one = rated((unit, 1) for unit in units)
    assert one is not None
    values = range(len(given["categories"]))
    return {
        "fleiss_kappa": fleiss_kappa(units),
        "Ao": one.observed(),
        "Ae": one.expected(),
        "alpha_nominal": coincidences((unit, 1) for unit in units).alpha(),
        "marginals": [one.totals[v] / (one.units * one.times) for v in values],
        "kappa_per_category": [one.kappa_of(v) for v in values],
    }


def sets(given: Mapping[str, Any]) -> Found:
    rows = [[frozenset(item[side]) for item in given["items"]] for side in (0, 1)]
    met = of_rows(rows)
    product = met.alpha(distances.masi_product)
    return {
        "alpha_masi_product": product,
        "Do_masi_product": product.observed,
        "De_masi_product": product.expected,
        "alpha_masi_1_minus_JM": met.alpha(distances.masi),
        "alpha_jaccard": met.alpha(distances.jaccard),
        "alpha_nominal_whole_set": met.alpha(),
    }


def set_distances(given: Mapping[str, Any]) -> Found:
    pairs = [(frozenset(a), frozenset(b)) for a, b in given["pairs"]]
    return {
        "masi_product": [distances.masi_product(*pair) for pair in pairs],
        "masi_1_minus_JM": [distances.masi(*pair) for pair in pairs],
    }


def unitizing(given: Mapping[str, Any]) -> Found:
    begin = given["begin"]
    found = alpha_u(
        given["length"],
        [
            [(start - begin, start - begin + length, label) for start, length, label in units]
            for units in given["annotators"]
        ],
    )
    return {
        "per_label": {
            label: {"Do": one.observed, "De": one.expected, "alpha": one}
            for label, one in found.by_label.items()
        },
        "alpha_all": found.all,
    }


def marked(layer: list[dict[str, Any]]) -> list[Marked[str]]:
    return [Marked(covered(tuple(f) for f in one["fragments"]), one["label"]) for one in layer]


def span_matches(a: list[Marked[str]], b: list[Marked[str]], tokens: Tokens) -> dict[str, Matches]:
    overlaps = overlaps_of(a, b)
    under_a, under_b = by_label(a), by_label(b)
    return {
        "exact": exact(a, b),
        "overlap_one_to_one": overlapping(a, b, overlaps),
        "overlap_any": overlapping_any(a, b, overlaps),
        "char": united(under_a, under_b),
        "token": united(of_tokens(under_a, tokens), of_tokens(under_b, tokens)),
    }


def spans(given: Mapping[str, Any]) -> Found:
    tokens = Tokens(given["text"])
    assert tokens.spans() == [tuple(t) for t in given["tokens"]]
    a, b = marked(given["a"]), marked(given["b"])
    layers = [of_tokens(by_label(one), tokens) for one in (a, b)]
    return {
        **span_matches(a, b, tokens),
        "token_alpha_binary_per_label": {
            label: token_alpha_of(label, layers, tokens.count)
            for label in sorted({one.label for one in (*a, *b)})
        },
    }


def spans_pairwise(given: Mapping[str, Any]) -> Found:
    tokens = Tokens(given["text"])
    layers = [marked(layer) for layer in given["annotators"]]
    pairs = [span_matches(a, b, tokens) for a, b in combinations(layers, 2)]
    found: Found = {}
    for name in ("exact", "overlap_one_to_one", "char", "token"):
        figures = [pair[name].f1 for pair in pairs]
        found[name] = {"pairs_01_02_12": figures, "mean": mean(figures)[0]}
    return found


def links(given: Mapping[str, Any]) -> Found:
    layers = [marked(given[side]["statements"]) for side in ("a", "b")]
    ids = [[one["id"] for one in given[side]["statements"]] for side in ("a", "b")]
    pairs = aligned(layers[0], layers[1], overlaps_of(layers[0], layers[1]))
    alignment = {ids[0][i]: ids[1][j] for i, j in pairs.items()}
    both = [
        [Linked(k["type"], k["from"], k["to"], DIRECTED[k["type"]]) for k in given[side]["links"]]
        for side in ("a", "b")
    ]
    matches = link_matches(both[0], both[1], alignment)
    return {
        "alignment": alignment,
        "typed": matches.typed,
        "typed_aligned_ends_only": matches.typed_aligned,
        "untyped_undirected": matches.untyped,
        "untyped_undirected_aligned_ends_only": matches.untyped_aligned,
    }


KINDS: dict[str, Callable[[Mapping[str, Any]], Found]] = {
    f.__name__: f
    for f in (
        *(matrix, table, counts, sets, set_distances, unitizing, spans, spans_pairwise, links),
    )
}


def plain(value: object) -> object:
    """A found value in the shape of the expected ones."""
    if isinstance(value, Figure):
        assert (value.value is None) == (value.reason is not None)
        return value.value
    if isinstance(value, Alpha):
        return plain(value.figure)
    if isinstance(value, Matches):
        scores = {"p": value.precision, "r": value.recall, "f1": value.f1}
        whole = {name: getattr(value, name) for name in ("tp_b", "n_b", "tp_a", "n_a")}
        return {name: plain(one) for name, one in scores.items()} | whole
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [plain(one) for one in value]
    return value


def differences(found: Any, wanted: Any, tolerance: float, at: str) -> Iterator[str]:
    """Every place where what was found is not what was wanted."""
    if isinstance(wanted, dict) and isinstance(found, dict):
        if set(found) != set(wanted):
            yield f"{at}: keys {sorted(found)}, not {sorted(wanted)}"
        for key in set(wanted) & set(found):
            yield from differences(found[key], wanted[key], tolerance, f"{at}.{key}")
    elif isinstance(wanted, list) and isinstance(found, list):
        if len(found) != len(wanted):
            yield f"{at}: {len(found)} values, not {len(wanted)}"
        for n, (one, other) in enumerate(zip(found, wanted, strict=False)):
            yield from differences(one, other, tolerance, f"{at}[{n}]")
    elif isinstance(wanted, int | float) and isinstance(found, int | float):
        if abs(found - wanted) > tolerance:
            yield f"{at}: {found}, not {wanted}"
    elif found != wanted:
        yield f"{at}: {found!r}, not {wanted!r}"


def test_all_cases_are_there() -> None:
    assert len(CASES) == 74
    assert {case["kind"] for case in CASES} == set(KINDS)


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_a_case_is_met(case: dict[str, Any]) -> None:
    found = plain(KINDS[case["kind"]](case["input"]))
    assert isinstance(found, dict)
    wanted = case["expected"]
    assert set(wanted) <= set(found), "nothing compares an expected value"
    # Published and computed values are met alike: 10 decimals are given.
    tolerance = min(case["tolerance"], 1e-9)
    compared = {key: found[key] for key in wanted}
    assert not list(differences(compared, wanted, tolerance, case["id"]))


def test_a_difference_would_be_seen() -> None:
    wanted = {"a": [1.0, None], "b": {"c": 0.5}}
    assert not list(differences({"a": [1.0, None], "b": {"c": 0.5}}, wanted, 1e-9, ""))
    assert len(list(differences({"a": [1.0, 0.0], "b": {"c": 0.6}}, wanted, 1e-9, ""))) == 2
    assert len(list(differences({"a": [1.0], "b": {}}, wanted, 1e-9, ""))) == 2
