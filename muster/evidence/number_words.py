"""Numbers in words, English and Spanish, as patterns.

The Spanish ones are looked for where Spanish is written only: "once" is eleven there.
"""

_UNITS = "two|three|four|five|six|seven|eight|nine"
_TEENS = (
    "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
    "|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
)
_LARGE = "hundreds?|thousands?|millions?|billions?|dozens?"
_NUMBER = rf"(?:zero|{_UNITS}|{_TEENS}|{_LARGE})"
PERCENT = r"(?:\s*[%٪]|[\s-]+(?:percent(?:age\s+points?)?|per\s+cent|pct|por\s+ciento)\b)"

ENGLISH = (
    # half of them, half came; not half-day, half an hour
    r"\bhalf\b(?!-|\s+an\s+hour\b)(?:\s+(?:of|the|a|our|their|all)\b)?|\bhalves\b"
    # a quarter of, two thirds
    rf"|\b(?:an?|one|{_UNITS})[\s-](?:half(?!-)|halves|thirds?|quarters?|fourths?|fifths?|tenths?)\b"
    r"(?:\s+of\b)?"
    # twenty-five, three hundred and ten, one hundred, a dozen, 75 percent in words
    rf"|\b(?:(?:one|an?)[\s-]+(?={_LARGE}))?{_NUMBER}"
    rf"(?:[\s-]+(?:and\s+)?(?:{_NUMBER}|one)\b)*{PERCENT}?\b"
    rf"|\bone{PERCENT}"
    # a couple came, a pair of agencies, twice as many
    r"|\ba\s+(?:couple|pair|trio|score)\b(?:\s+of\b)?"
    r"|\bscores\s+of\b"
    r"|\b(?:twice|thrice)\s+(?:as|the|that|those|what)\b"
    r"|\b(?:doubled|tripled|quadrupled|halved)\b"
)

_UNO = "dos|tres|cuatro|cinco|seis|siete|ocho|nueve"
_DIEZ = (
    "diez|once|doce|trece|catorce|quince|diecis[eé]is|diecisiete|dieciocho|diecinueve|veinte"
    "|veinti(?:uno|una|ún|d[oó]s|tr[eé]s|cuatro|cinco|s[eé]is|siete|ocho|nueve)"
    "|treinta|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa"
)
_CIEN = (
    "cien(?:to)?|doscient[oa]s|trescient[oa]s|cuatrocient[oa]s|quinient[oa]s|seiscient[oa]s"
    "|setecient[oa]s|ochocient[oa]s|novecient[oa]s|cientos|mil(?:es)?|mill[oó]n|millones"
    "|docenas?|decenas?|centenares|centenar"
)
_NUMERO = rf"(?:cero|{_UNO}|{_DIEZ}|{_CIEN})"

SPANISH = (
    rf"\b(?:una?\s+(?=docena|decena|centenar|mill))?{_NUMERO}"
    rf"(?:\s+(?:y\s+)?(?:{_NUMERO}|uno|una|un)\b)*{PERCENT}?\b"
    r"|\bmitad(?:es)?\b|\bmedi[oa]\s+centenar\b"
    r"|\b(?:un|dos|tres)\s+(?:tercios?|cuartos?|quintos?|décimos?)\b"
    r"|\b(?:una|dos|tres)\s+(?:terceras?|cuartas?|quintas?|décimas?)\s+partes?\b"
    r"|\bun\s+par\b(?:\s+de\b)?|\bel\s+(?:doble|triple)\b|\b(?:duplicó|triplicó)\b"
    rf"|\bun[oa]?{PERCENT}"
)
