"""A declaration written from what a person chose on a page: for each field, a column of the file.

It is a declaration like an operator's, read back by the same ``parse``; its first line tells it
from one that says more than the page can show.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from maillage_cartography.imports.dialects.declared import COLUMN, parse
from maillage_cartography.imports.dialects.json_rows import HALVES
from maillage_cartography.standards.lamednum import LISTS, key

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

MARK = "# Columns chosen in the admin\n"
NEEDED = ("nom", "commune")
# Of each field that the page offers, the names that columns give it, besides its own.
NAMES = {
    "nom": ("nom du lieu", "nom de la structure", "structure", "lieu", "intitulé", "dénomination",
            "raison sociale", "libellé", "établissement", "name", "title"),
    "commune": ("ville", "localité", "city", "nom de la commune"),
    "code_postal": ("cp", "postcode", "zip", "postal"),
    "code_insee": ("insee", "citycode", "code commune", "depcom"),
    "adresse": ("rue", "voie", "adresse postale", "address", "numéro et voie"),
    "complement_adresse": ("complément", "bâtiment"),
    "id": ("identifiant", "uid", "uuid", "gid", "identifier", "numéro"),
    "latitude": ("lat", "y wgs84"),
    "longitude": ("lon", "lng", "long", "x wgs84"),
    "telephone": ("tél", "tel", "numéro de téléphone", "phone", "contact tel"),
    "courriels": ("courriel", "mail", "e-mail", "adresse mail", "mél", "contact mail"),
    "site_web": ("site", "url", "site internet", "website", "web"),
    "horaires": ("horaire", "horaires d’ouverture", "opening hours", "ouverture"),
    "presentation_resume": ("présentation", "description", "résumé"),
    "typologie": ("type", "type de structure", "catégorie"),
    "structure_parente": ("structure porteuse", "gestionnaire", "porteur"),
    "services": ("service", "services proposés", "thématiques"),
    "publics_specifiquement_adresses": ("publics", "publics accueillis", "public cible"),
    "prise_en_charge_specifique": ("accueil adapté", "handicap"),
    "frais_a_charge": ("frais", "tarif", "tarifs", "coût", "conditions d’accès"),
    "dispositif_programmes_nationaux": ("labels nationaux", "dispositifs", "programmes"),
    "modalites_acces": ("accès", "modalités"),
    "modalites_accompagnement": ("accompagnement", "types d’accompagnement"),
    "prise_rdv": ("rendez-vous", "rdv"),
    "fiche_acces_libre": ("accessibilité", "acceslibre"),
    "pivot": ("siret", "rna", "ridet"),
    "date_maj": ("mise à jour", "date de mise à jour", "maj", "dernière modification"),
}  # fmt: skip
FRENCH_DAY = re.compile(r"\d\d/\d\d/\d{4}")
POSTAL_CODE = r"\b(\d{5})\b"
BEFORE_IT = r"^(.*?)(?:[\s,-]*\b\d{5}\b.*)?$"


def guess(columns: Collection[str]) -> dict[str, str]:
    """The column that each field is probably in: each column once, the surest names first.

    First those that have just the name, then those that hold all its words, the shortest first: but
    a list of values is not what any sentence about it says.
    """
    found: dict[str, str] = {}
    for likely in (_is_called, _mentions):
        for field, names in NAMES.items():
            free = sorted(set(columns) - set(found.values()), key=lambda c: (len(_words(c)), c))
            matches = (c for name in (field, *names) for c in free if likely(c, name))
            sure = likely is _is_called or field not in LISTS
            if field not in found and sure and (first := next(matches, None)):
                found[field] = first
    return found


def _is_called(column: str, name: str) -> bool:
    return key(column) == key(name)


def _mentions(column: str, name: str) -> bool:
    return _words(name) <= _words(column)


@lru_cache(2000)
def _words(text: str) -> frozenset[str]:
    return frozenset(filter(None, map(key, re.split(r"[\W_]+", text))))


def may_be_named(column: str) -> bool:
    """A declaration puts names between braces; neither pages nor databases hold half characters."""
    return bool(column) and not {"{", "}", "\0"} & set(column) and not HALVES.search(column)


def declaration(
    source: str, chosen: Mapping[str, str], samples: Mapping[str, Sequence[str]]
) -> str:
    """The TOML that reads the file so. Without an identifier, the name and the town are one."""
    columns = {field: column for field, column in chosen.items() if column}
    fields = {field: f"{{{column}}}" for field, column in columns.items()}
    fields.setdefault("id", f"{fields['nom']} {fields['commune']}")
    patterns, dates = {}, {}
    if columns.get("code_postal") and columns["code_postal"] == columns.get("adresse"):
        patterns = {"code_postal": POSTAL_CODE, "adresse": BEFORE_IT}
    if FRENCH_DAY.match(next(iter(samples.get(columns.get("date_maj", ""), ())), "")):
        dates = {"date_maj": "%d/%m/%Y"}
    marks = ", ".join(_quoted(column) for column in sorted(set(columns.values())))
    head = (
        f'{MARK}name = {_quoted(source)}\nmarks = [{marks}]\nrequired = ["id", "nom", "commune"]\n'
    )
    tables = {"fields": fields, "patterns": patterns, "dates": dates}
    return head + "".join(_table(name, lines) for name, lines in tables.items() if lines)


def is_chosen(text: str) -> bool:
    """Whether a declaration is such a page's."""
    return text.startswith(MARK)


def columns_in(text: str, among: Collection[str]) -> dict[str, str]:
    """What was chosen in such a declaration, of the columns that are there."""
    found = {}
    for field, template in parse(text).fields.items():
        column = COLUMN.fullmatch(template)
        if column and column[1] in among:
            found[field] = column[1]
    return found


def _table(name: str, lines: Mapping[str, str]) -> str:
    return f"[{name}]\n" + "".join(f"{field} = {_quoted(text)}\n" for field, text in lines.items())


def _quoted(text: str) -> str:
    """TOML's strings are JSON's, but for one character."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
