"""The commune that a person types in a form: one, and known."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from maillage.territories.gazetteer.queries import find
from maillage.territories.models import Commune

if TYPE_CHECKING:
    from maillage.territories.models import Territory

INSEE = re.compile(r"\((\d{5}|2[AB]\d{3})\)")
MOST_SAID = 5


def commune_named(text: str, postal_code: str = "", own: Territory | None = None) -> Commune:
    """The commune a person means; raises ValidationError when it is none, or several."""
    if code := INSEE.search(text):
        known = Commune.objects.filter(pk=code[1]).first()
        if known is None:
            raise ValidationError(_("No commune has that name or that code."))
        return known
    answer = find(text, own=own)
    if answer.taken and answer.taken.commune:
        return answer.taken.commune
    found = answer.communes
    if len(found) > 1 and postal_code:
        keys = [commune.pk for commune in found]
        held = set(Commune.objects.with_postal_code(postal_code).filter(pk__in=keys))
        found = [commune for commune in found if commune in held] or found
        if len(found) == 1 and not answer.close:
            return found[0]
    if not found:
        raise ValidationError(_("No commune has that name or that code."))
    names = ", ".join(f"{commune.name} ({commune.code})" for commune in found[:MOST_SAID])
    message = _("Several communes have that name: %(names)s. Write one of them.")
    if answer.close or len(found) == 1:
        message = _("No commune has exactly that name. Is it %(names)s? Write it so.")
    raise ValidationError(message, params={"names": names})
