"""Phone numbers: one spelling stored, both Brazilian spellings matched."""

import pytest

from attendance.kernel.phones import normalise, variants

AREA_CODES = (
    *(11, 12, 13, 14, 15, 16, 17, 18, 19),
    *(21, 22, 24, 27, 28),
    *(31, 32, 33, 34, 35, 37, 38),
    *(41, 42, 43, 44, 45, 46, 47, 48, 49),
    *(51, 53, 54, 55),
    *(61, 62, 63, 64, 65, 66, 67, 68, 69),
    *(71, 73, 74, 75, 77, 79),
    *(81, 82, 83, 84, 85, 86, 87, 88, 89),
    *(91, 92, 93, 94, 95, 96, 97, 98, 99),
)


def test_brazil_has_67_area_codes() -> None:
    assert len(set(AREA_CODES)) == 67


@pytest.mark.parametrize("area", AREA_CODES)
@pytest.mark.parametrize("first_digit", "6789")
def test_a_mobile_is_one_number_with_and_without_its_ninth_digit(area: int, first_digit: str) -> None:
    canonical = f"+55{area}9{first_digit}8765432"
    short = f"+55{area}{first_digit}8765432"

    written = [canonical, short, canonical[1:], short[1:], canonical[3:], short[3:], f"0{canonical[3:]}"]

    assert {normalise(number) for number in written} == {canonical}
    assert variants(canonical) == variants(short) == (canonical, short)


@pytest.mark.parametrize("area", AREA_CODES)
def test_a_landline_has_one_spelling(area: int) -> None:
    landline = f"+55{area}32165432"

    assert normalise(landline[1:]) == normalise(landline[3:]) == landline
    assert variants(landline) == (landline,)


def test_a_new_mobile_range_never_had_a_short_form() -> None:
    """Without its 9, this mobile would be somebody's landline."""
    assert variants("+5511932165432") == ("+5511932165432",)


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("5511999990001", "+5511999990001"),
        ("+55 (11) 99999-0001", "+5511999990001"),
        ("0055 11 99999-0001", "+5511999990001"),
        ("0 15 11 99999-0001", "+5511999990001"),
        ("55999990001", "+5555999990001"),
        ("5555999990001", "+5555999990001"),
        ("+1 650 555 1234", "+16505551234"),
        ("+15550783881", "+15550783881"),
        ("351912345678", "+351912345678"),
        ("5491123456789", "+5491123456789"),
        ("", None),
        ("190", None),
        ("abc", None),
        ("+999", None),
        ("+55 11 1234", None),
    ],
)
def test_normalise(written: str, stored: str | None) -> None:
    assert normalise(written) == stored


def test_another_region_reads_its_own_national_numbers() -> None:
    assert normalise("912 345 678", region="PT") == "+351912345678"
    assert variants("+351912345678") == ("+351912345678",)
