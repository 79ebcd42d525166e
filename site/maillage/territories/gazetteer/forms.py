"""The field of a form where a commune is typed: of several, radios ask which one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.forms import CharField
from django.utils.translation import gettext_lazy as _

from maillage.territories.gazetteer.typed_communes import WhichCommune, commune_named
from maillage.territories.gazetteer.wording import told_apart
from maillage.ui.forms import TownInput

if TYPE_CHECKING:
    from maillage.territories.models import Commune, Territory


class CommuneField(CharField):
    """Cleaned, it is the commune, or None when the field is left empty.

    ``own``: the territory whose towns come first; ``postal_code``: of the same form, it chooses
    among namesakes.
    """

    own: Territory | None = None
    postal_code = ""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(**{"max_length": 200, "widget": TownInput(communes_only=True)} | kwargs)

    def clean(self, value: object) -> Commune | None:
        """Raises ValidationError when it is no commune, or several: the widget then asks."""
        text = super().clean(value)
        if not text:
            return None
        try:
            return commune_named(text, self.postal_code, own=self.own)
        except WhichCommune as question:
            self.widget.ask(
                text, [(one.precise, str(one)) for one in told_apart(question.candidates)]
            )
            message = _("Several communes answer to this: choose yours.")
            if question.close:
                message = _("No commune has exactly that name: choose yours, or write it again.")
            raise ValidationError(message, code=question.code) from question
