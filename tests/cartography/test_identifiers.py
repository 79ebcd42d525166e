"""Phone numbers and register numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage_cartography.phones import e164
from maillage_cartography.pivots import NotAPivot, Register, pivot, register


@pytest.mark.parametrize(
    ("text", "departement", "expected"),
    [
        ("04 50 56 87 49", "01", "+33450568749"),
        ("+33 (0)4 50 56 87 49", "01", "+33450568749"),
        ("0033450568749", "01", "+33450568749"),
        ("0262 40 10 10", "974", "+262262401010"),
        ("0269 61 11 00", "976", "+262269611100"),
        ("0590 87 50 04", "977", "+590590875004"),
        ("0590 87 50 04", "978", "+590590875004"),
        ("0596 59 00 00", "972", "+596596590000"),
        ("25 91 00", "988", "+687259100"),
        ("40 42 00 00", "987", "+68940420000"),
        ("0262 40 10 10", "75", "+262262401010"),
        ("39 39", "75", ""),
        ("demander Amina", "75", ""),
        ("", "75", ""),
    ],
)
def test_numbers_are_read_where_they_are_dialled(text, departement, expected):
    assert e164(text, departement) == expected


@given(st.text(max_size=60), st.sampled_from(["71", "976", "988", "xx"]))
def test_no_text_makes_the_reading_of_a_number_fail(text, departement):
    found = e164(text, departement)
    assert found == "" or (found.startswith("+") and found[1:].isascii() and found[1:].isdigit())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("43493312300029", Register.SIRET),
        ("35600000000048", Register.SIRET),  # La Poste's head office
        ("35600000049837", Register.SIRET),  # La Poste: digits that add up to a multiple of five
        ("43493312300028", None),
        ("W9R2003255", Register.RNA),
        ("W751234567", Register.RNA),
        ("1083245001", Register.RIDET),
        ("bonjour", None),
        ("٤٣٤٩٣٣١٢٣٠٠٠٢٩", None),
    ],
)
def test_a_number_belongs_to_a_register(text, expected):
    assert register(text) == expected


def test_spaces_are_taken_out_of_a_pivot():
    assert pivot(" 434 933 123 00029 ") == "43493312300029"


def test_fourteen_zeros_mean_unknown():
    assert (pivot("00000000000000"), pivot("")) == ("", "")


@given(st.integers(0, 10**13 - 1))
def test_one_wrong_digit_is_noticed(number):
    digits = f"{number:013d}"
    right = [d for d in "0123456789" if register(digits + d) is Register.SIRET]
    assert len(right) == 1 or digits.startswith("356000000")


def test_what_is_no_register_number_is_refused():
    with pytest.raises(NotAPivot):
        pivot("12345")
