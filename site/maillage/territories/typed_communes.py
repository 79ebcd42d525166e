"""The commune that a person types in a form: one, and known."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from maillage.territories.models import Commune

INSEE = re.compile(r"\((\d{5}|2[AB]\d{3})\)")


def commune_named(text: str, postal_code: str = "") -> Commune:
    """The commune a person means; raises ValidationError when it is none, or several."""
    code = INSEE.search(text)
    if code:
        found = list(Commune.objects.filter(pk=code[1]))
    else:
        found = list(Commune.objects.matching(text)[:20])
    if len(found) > 1:
        held = Commune.objects.with_postal_code(postal_code).filter(
            pk__in=[commune.pk for commune in found]
        )
        found = list(held) or found
    if not found:
        raise ValidationError(_("No commune has that name or that code."))
    if len(found) > 1:
        names = ", ".join(f"{commune.name} ({commune.code})" for commune in found[:5])
        message = _("Several communes have that name: %(names)s. Write one of them.")
        raise ValidationError(message, params={"names": names})
    return found[0]
