"""Phone numbers in E.164, as the national standard wants them."""

from __future__ import annotations

import re

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat

# A national number is read with the plan of where it is dialled; Mayotte shares La Réunion's.
REGIONS = {
    "971": "GP",
    "972": "MQ",
    "973": "GF",
    "974": "RE",
    "975": "PM",
    "976": "YT",
    "977": "BL",
    "978": "MF",
    "984": "TF",
    "986": "WF",
    "987": "PF",
    "988": "NC",
}
# From anywhere in France these are overseas, whatever the plan of the mainland would allow.
OVERSEAS = re.compile(r"0(?:262|263|269|590|594|596|639|69[0-7])")
SHORT_NUMBER = re.compile(r"3\d{3}|1\d{3}")
LONGEST = 40


def e164(text: str, departement: str = "") -> str:
    """``04 50 56 87 49`` → ``+33450568749``; "" when it is no number that can be called.

    ``departement`` is the code of the département or collectivity where the place is: ``0269…``
    dialled in Mayotte (976) is ``+262269…``. Four-digit service numbers (39 39) have no
    international form: "" as well.
    """
    text = text.strip()[:LONGEST]
    digits = re.sub(r"\D", "", text)
    if not text or SHORT_NUMBER.fullmatch(digits):
        return ""
    plans = dict.fromkeys((REGIONS.get(departement, "FR"), "FR", "RE", "YT", "GP", "GF", "MQ"))
    if OVERSEAS.match(digits):
        plans.pop("FR")
    for region in plans:
        try:
            number = phonenumbers.parse(text, region)
        except NumberParseException:
            continue
        if phonenumbers.is_valid_number(number):
            return phonenumbers.format_number(number, PhoneNumberFormat.E164)
    return ""
