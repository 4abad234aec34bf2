"""Number words of Portuguese, English and Spanish, up to 199."""

from typing import Final

_WORDS = """
0 zero cero
1 um uma one un uno una
2 dois duas two dos
3 tres three
4 quatro four cuatro
5 cinco five
6 seis six
7 sete seven siete
8 oito eight ocho
9 nove nine nueve
10 dez ten diez
11 onze eleven once
12 doze twelve doce
13 treze thirteen trece
14 quatorze catorze fourteen catorce
15 quinze fifteen quince
16 dezesseis dezasseis sixteen dieciseis
17 dezessete dezassete seventeen diecisiete
18 dezoito eighteen dieciocho
19 dezenove dezanove nineteen diecinueve
20 vinte twenty veinte
30 trinta thirty treinta
40 quarenta forty cuarenta
50 cinquenta fifty cincuenta
60 sessenta sixty sesenta
70 setenta seventy setenta
80 oitenta eighty ochenta
90 noventa ninety noventa
100 cem cento hundred cien ciento
"""
NUMBER_WORDS: Final = {
    word: int(number) for number, *words in map(str.split, _WORDS.strip().splitlines()) for word in words
}
_JOINTS = frozenset({"e", "y", "and"})


def spoken_number(words: str) -> int | None:
    """`vinte e cinco`, `twenty-five`: of a text that `folding.plain` made; None when it is no number."""
    parts = words.replace("-", " ").split()
    values = [NUMBER_WORDS.get(part) for part in parts if part not in _JOINTS or part in NUMBER_WORDS]
    if not values or len(values) > 3 or parts[0] in _JOINTS or parts[-1] in _JOINTS:
        return None
    total = 0
    room = 200
    for value in values:
        if value is None or value >= room:
            return None
        total += value
        room = 100 if value == 100 else 10 if value >= 20 else 0
    return total
