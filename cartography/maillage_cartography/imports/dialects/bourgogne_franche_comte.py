"""The regional list of Bourgogne-Franche-Comté (ternum BFC): coded facets, half-day hours."""

from __future__ import annotations

import re

from maillage_cartography.imports.dialects.weeks import week
from maillage_cartography.standards.lamednum import Service

NAME = "bourgogne-franche-comte"
MARKS = ("bfc_id", "nom_structure", "ville", "code_typo", "lundi matin")
REQUIRED = ("id", "nom", "commune", "code_postal")

DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
HALVES = ("matin", "après-midi")
SPAN = re.compile(r"(\d{1,2})\s*h\s*(\d\d)?\s*-?\s*(\d{1,2})\s*h\s*(\d\d)?", re.IGNORECASE)
CLOSED = {"", "-", "x", "X"}

# Codes of the source, from its own description of the columns.
KINDS = {
    "M": "Lieu de médiation publique",
    "I": "Lieu d’information et d’accès aux droits",
    "T": "Lieu de travail et de collaboration",
    "O": "Lieu de formation",
    "F": "Lieu de médiation et de fabrication",
    "TL": "Tiers-lieu",
}
SERVICES = {
    "M": Service.BASICS,
    "I": Service.PAPERWORK,
    "O": Service.BASICS,
    "F": Service.LEISURE,
}
SUPPORT = {
    "A": ("En autonomie",),
    "L": ("En autonomie", "Accompagnement individuel"),
    "RDV": ("Accompagnement individuel",),
    "G": ("Dans un atelier collectif",),
}
REPAIR = "Atelier de réparation informatique"
LABELS = {
    "APTIC": "APTIC",
    "CTL": "Charte régionale des Tiers Lieux",
    "FTL": "France Tiers Lieu",
    "MSAP": "Maison de services au public",
    "NMM": "Nièvre médiation numérique",
    "DM": "Réseau Dijon métropole",
    "RIN": "Réseau inclusion numérique Chalon-Louhans",
}
REGIONAL = "Arnia/MedNum BFC (Bourgogne-Franche-Comté)"


def translate(cells: dict[str, str]) -> dict[str, str]:
    kinds, labels, support = (codes(cells[f"code_{name}"]) for name in ("typo", "label", "accomp"))
    access = [Service.ACCESS] if support & {"A", "L"} else []
    return {
        "id": cells["bfc_id"],
        "nom": cells["nom_structure"],
        "commune": cells["ville"],
        "code_postal": cells["code_postal"],
        "adresse": cells["adresse"],
        "latitude": cells["lat"],
        "longitude": cells["lon"],
        "typologie": "TIERS_LIEUX" if "TL" in kinds else "",
        "telephone": cells["contact_tel"],
        "site_web": cells["url_lieu"],
        "horaires": hours(cells),
        "presentation_resume": _presentation(kinds, support),
        "source": "MedNum BFC",
        "date_maj": _iso(cells["mise_a_jour"]),
        "services": "|".join([SERVICES[code] for code in SERVICES if code in kinds] + access),
        "dispositif_programmes_nationaux": "France Services" if "MFS" in labels else "",
        # A code that the source does not explain is left there to be reported.
        "formations_labels": "|".join(
            REGIONAL if code == "BFC" else code for code in sorted(labels - LABELS.keys() - {"MFS"})
        ),
        "autres_formations_labels": "|".join(LABELS[code] for code in LABELS if code in labels),
        "modalites_accompagnement": "|".join(
            mode for code, modes in SUPPORT.items() if code in support for mode in modes
        ),
    }


def codes(cell: str) -> set[str]:
    return {code.strip().upper() for code in cell.split("-") if code.strip()}


def hours(cells: dict[str, str]) -> str:
    """OSM's syntax; the source's own words, by half-day, when one of them is not a span."""
    halves = {f"{day} {half}": cells[f"{day} {half}"] for day in DAYS for half in HALVES}
    spans = {name: _spans(text) for name, text in halves.items()}
    if None in spans.values():
        return " ; ".join(f"{name} {text}" for name, text in halves.items() if text not in CLOSED)
    return week([[*spans[f"{day} matin"], *spans[f"{day} après-midi"]] for day in DAYS])


def _spans(cell: str) -> list[tuple[str, str]] | None:
    """None for what is neither a span nor "closed"."""
    if cell in CLOSED:
        return []
    found = SPAN.fullmatch(cell)
    if not found:
        return None
    begins, ends = (
        f"{int(h):02d}:{m or '00'}" for h, m in (found.groups()[:2], found.groups()[2:])
    )
    return [(begins, ends)] if begins < ends <= "24:00" else None


def _presentation(kinds: set[str], support: set[str]) -> str:
    words = [KINDS[code] for code in KINDS if code in kinds]
    words += [REPAIR] if "R" in support else []
    return "".join(f"{word}. " for word in words).strip()


def _iso(text: str) -> str:
    """``02/03/2021`` → ``2021-03-02``; anything else as it is."""
    found = re.fullmatch(r"(\d\d)/(\d\d)/(\d{4})", text)
    return f"{found[3]}-{found[2]}-{found[1]}" if found else text
