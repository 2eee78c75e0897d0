"""What holds of coefficients over ratings, whatever annotators said, on random ratings."""

import random
from collections import Counter
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from factcheck.agreement import distances
from factcheck.agreement.alpha import Coincidences, of_rows
from factcheck.agreement.figures import Figure, mean
from factcheck.agreement.fleiss import fleiss_kappa, rated
from factcheck.agreement.tables import of_two_rows
from tests.core.figures import close, same

Rows = list[list[int | None]]
VALUES = st.integers(1, 4)


@st.composite
def ratings(draw: st.DrawFn, *, gaps: bool = True) -> Rows:
    """What two to four annotators said of some units."""
    units = draw(st.integers(1, 8))
    value: Any = st.none() | VALUES if gaps else VALUES
    row = st.lists(value, min_size=units, max_size=units)
    return draw(st.lists(row, min_size=2, max_size=4))


def renamed(rows: Rows, names: Any) -> list[list[Any]]:
    return [[None if v is None else names(v) for v in row] for row in rows]


def alpha(rows: Any, kind: str = "nominal") -> Figure:
    met: Coincidences[Any] = of_rows(rows)
    how = {
        "nominal": distances.nominal,
        "ordinal": distances.ordinal(met.totals),
        "interval": distances.interval,
        "ratio": distances.of_ratio,
    }
    return met.alpha(how[kind]).figure


KINDS = ("nominal", "ordinal", "interval", "ratio")


@given(ratings())
def test_alpha_is_1_only_where_all_agree_and_values_differ(rows: Rows) -> None:
    met = of_rows(rows)
    agree = not met.unequal
    for kind in KINDS:
        found = alpha(rows, kind).value
        if found is None:
            assert len(met.totals) < 2
        else:
            assert found <= 1 + 1e-9
            assert close(found, 1) == agree
            assert len(met.totals) >= 2


@given(ratings(gaps=False))
def test_coefficients_of_two_stay_within_their_bounds(rows: Rows) -> None:
    table = of_two_rows(rows[:2])
    assert table is not None
    n = 2 * len(rows[0])
    for figure, least in ((table.kappa(), -1.0), (table.pi(), -1.0), (alpha(rows[:2]), -1 + 2 / n)):
        assert figure.value is None or least - 1e-9 <= figure.value <= 1 + 1e-9
    assert (table.s().value is None) == (len(table.values) == 1)


@given(ratings(), st.randoms(use_true_random=False))
def test_the_order_of_annotators_and_units_changes_nothing(rows: Rows, rng: random.Random) -> None:
    columns = list(zip(*rows, strict=True))
    rng.shuffle(columns)
    turned = [list(row) for row in zip(*columns, strict=True)][::-1]
    for kind in KINDS:
        assert same(alpha(rows, kind), alpha(turned, kind))
    assert same(of_rows(rows).percent(), of_rows(turned).percent())
    one, other = of_two_rows(rows[:2]), of_two_rows(rows[1::-1])
    assert one is not None
    assert other is not None
    assert same(one.kappa(), other.kappa())
    assert same(one.pi(), other.pi())


@given(ratings(), st.permutations(range(1, 5)), st.integers(1, 9), st.integers(-9, 9))
def test_other_names_for_the_values_change_nothing(
    rows: Rows, names: list[int], by: int, more: int
) -> None:
    assert same(alpha(rows), alpha(renamed(rows, lambda v: f"label {names[v - 1]}")))
    assert same(alpha(rows, "ordinal"), alpha(renamed(rows, lambda v: v**3), "ordinal"))
    assert same(alpha(rows, "interval"), alpha(renamed(rows, lambda v: by * v + more), "interval"))
    assert same(alpha(rows, "interval"), alpha(renamed(rows, lambda v: more - by * v), "interval"))
    assert same(alpha(rows, "ratio"), alpha(renamed(rows, lambda v: by * v), "ratio"))


@given(ratings(), st.lists(VALUES, max_size=3))
def test_what_cannot_be_paired_counts_for_nothing(rows: Rows, single: list[int]) -> None:
    nobody: list[int | None] = [None] * (len(rows[0]) + len(single))
    longer = [row + [None] * len(single) for row in rows]
    longer[0] = rows[0] + list(single)
    for kind in KINDS:
        assert same(alpha(rows, kind), alpha([*longer, nobody], kind))


@given(ratings(gaps=False), st.integers(2, 5))
def test_alpha_is_fleiss_kappa_and_pi_less_what_small_samples_cost(rows: Rows, times: int) -> None:
    units = [Counter(unit) for unit in zip(*rows, strict=True)]
    fleiss, krippendorff = fleiss_kappa(units), alpha(rows)
    n = len(rows) * len(units)
    assert (fleiss.value is None) == (krippendorff.value is None)
    if fleiss.value is None or krippendorff.value is None:
        return
    assert close(krippendorff.value, 1 - (1 - fleiss.value) * (n - 1) / n)
    table = of_two_rows(rows[:2])
    assert table is not None
    assert same(fleiss_kappa([Counter(u) for u in zip(*rows[:2], strict=True)]), table.pi())
    again = alpha([row * times for row in rows])
    assert again.value is not None
    assert fleiss.value - 1e-9 <= again.value <= krippendorff.value + 1e-9
    one = rated((unit, 1) for unit in units)
    assert one is not None
    for value in {v for row in rows for v in row}:
        of_value = [[int(v == value) for v in row] for row in rows]
        others = fleiss_kappa([Counter(u) for u in zip(*of_value, strict=True)])
        assert same(one.kappa_of(value), others)


@given(st.integers(2, 4), st.integers(2, 4))
def test_unequal_numbers_of_ratings_have_no_fleiss_kappa(one: int, other: int) -> None:
    figure = fleiss_kappa([{"x": one}, {"y": other}])
    assert (figure.reason == "unequal") == (one != other)


def test_a_mean_leaves_out_what_is_undefined_and_says_so() -> None:
    assert mean([Figure(0.5), Figure(None, "nothing"), Figure(1.0)]) == (Figure(0.75), 2)
    assert mean([Figure(None, "nothing")]) == (Figure(None, "nothing"), 0)
    assert mean([]) == (Figure(None, "one_annotator"), 0)
