"""Phone numbers and register numbers."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from maillage_cartography.standards.phones import e164
from maillage_cartography.standards.pivots import NotAPivot, Register, pivot, register


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


# Of each territory: its prefix, and how its numbers begin and how many digits they have at home.
PLANS = {
    "974": ("262", "0262", 10),
    "976": ("262", "0269", 10),
    "971": ("590", "0590", 10),
    "972": ("596", "0596", 10),
    "973": ("594", "0594", 10),
    "977": ("590", "0590", 10),
    "978": ("590", "0590", 10),
    "988": ("687", "2", 6),
    "987": ("689", "40", 8),
    "71": ("33", "03", 10),
}


@example("976", 80000000, "")
@given(st.sampled_from(sorted(PLANS)), st.integers(0, 10**9 - 1), st.sampled_from(["", " ", "."]))
def test_a_number_keeps_its_prefix_whoever_reads_it_again(departement, number, gap):
    """Mayotte and La Réunion share +262; no number becomes another territory's."""
    prefix, start, length = PLANS[departement]
    typed = start + f"{number:09d}"[: length - len(start)]
    found = e164(gap.join(typed[i : i + 2] for i in range(0, length, 2)), departement)
    significant = typed.removeprefix("0")
    assert found in {"", f"+{prefix}{significant}"}
    for elsewhere in PLANS if found else ():
        assert e164(found, elsewhere) == found


@given(st.from_regex(r"W[0-9][0-9A-Z][0-9]{7}", fullmatch=True))
def test_every_rna_number_is_one(text):
    assert (register(text), pivot(f" {text.lower()} ")) == (Register.RNA, text)


@given(st.from_regex(r"[0-9]{9,10}", fullmatch=True))
def test_every_ridet_number_is_one(text):
    assert (register(text), pivot(f"{text[:3]} {text[3:]}")) == (Register.RIDET, text)


@given(st.integers(0, 10**9 - 1), st.integers(0, 10**4 - 1))
def test_a_siret_has_the_key_of_the_norm(siren, nic):
    """The sum written out once more: ISO/IEC 7812-1, from the right, every second one doubled."""
    from_right = [int(digit) for digit in f"{siren:09d}{nic:04d}"[::-1]]
    doubled = sum(sum(divmod(2 * digit, 10)) for digit in from_right[::2])
    key = -(doubled + sum(from_right[1::2])) % 10
    text = f"{siren:09d}{nic:04d}{key}"
    assert (register(text) is Register.SIRET, pivot(text)) == (
        True,
        text if text.strip("0") else "",
    )
