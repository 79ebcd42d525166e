"""Which column of an unknown file is which field, on one page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage_cartography.imports.dialects.chosen import (
    NAMES,
    NEEDED,
    columns_in,
    declaration,
    guess,
    is_chosen,
    may_be_named,
)
from maillage_cartography.imports.tables import Row, read_table
from maillage_cartography.models import Place

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

ROWS, SHOWN, LONGEST = 20, 2, 60
LABELS = {
    "nom": "name",
    "code_postal": "postal_code",
    "adresse": "address",
    "complement_adresse": "address_extra",
    "telephone": "phone",
    "courriels": "emails",
    "site_web": "websites",
    "horaires": "hours",
    "presentation_resume": "summary",
    "typologie": "kinds",
    "structure_parente": "parent_organisation",
    "publics_specifiquement_adresses": "publics",
    "prise_en_charge_specifique": "specific_care",
    "frais_a_charge": "costs",
    "dispositif_programmes_nationaux": "programmes",
    "modalites_acces": "access_modes",
    "modalites_accompagnement": "support_modes",
    "prise_rdv": "booking_url",
    "fiche_acces_libre": "accessibility_url",
    "date_maj": "updated_on",
}
OWN_LABELS = {"id": gettext_lazy("identifier"), "code_insee": gettext_lazy("INSEE code")}
HELP = {
    "id": gettext_lazy(
        "Always the same from one file to the next. None: the name and the commune."
    ),
    "code_postal": gettext_lazy(
        "When it ends the address, choose the same column for both: it is taken out of it."
    ),
    "date_maj": gettext_lazy("Without it, rows have the date of the file."),
    "services": gettext_lazy("In the words of the national standard; the others are reported."),
}


def samples(path: Path) -> dict[str, list[str]]:
    """The columns of a file, with the first different values of each. Raises UnreadableFile."""
    with read_table(path) as table:
        found: dict[str, list[str]] = {name: [] for name in table.header if may_be_named(name)}
        for _number, row in zip(range(ROWS), table.rows, strict=False):
            for name, values in found.items():
                cell = row.cells[name] if isinstance(row, Row) else ""
                if cell and cell not in values and len(values) < SHOWN:
                    values.append(cell)
    return found


class ColumnForm(forms.Form):
    """A list of columns for each field; the probable one is chosen beforehand."""

    def __init__(
        self, *args: object, columns: Mapping[str, Sequence[str]], before: str, **kwargs: object
    ) -> None:
        """``before``: the declaration that the source was read with, "" for none."""
        known = columns_in(before, columns) if is_chosen(before) else {}
        likely = {field: _on_one_line(name) for field, name in (known or guess(columns)).items()}
        super().__init__(*args, initial=likely, **kwargs)
        self.columns = columns
        self.by_line = {_on_one_line(name): name for name in columns}
        choices = [(line, _shown(line, columns[name])) for line, name in self.by_line.items()]
        choices.insert(0, ("", _("no column")))
        for name in NAMES:
            self.fields[name] = forms.ChoiceField(
                label=_label(name),
                choices=choices,
                required=name in NEEDED,
                help_text=HELP.get(name, ""),
            )

    def declaration(self, source: str) -> str:
        chosen = {field: self.by_line.get(line, "") for field, line in self.cleaned_data.items()}
        return declaration(source, chosen, self.columns)


def _label(name: str) -> str:
    own = OWN_LABELS.get(name)
    text = str(own or Place._meta.get_field(LABELS.get(name, name)).verbose_name)
    return text[:1].upper() + text[1:]


def _on_one_line(name: str) -> str:
    """Browsers do not send lines back as they were."""
    return " ".join(name.split())


def _shown(name: str, values: Sequence[str]) -> str:
    """``ville (Mâcon, Cluny)``."""
    told = Truncator(", ".join(values)).chars(LONGEST)
    return f"{name} ({told})" if told else name
