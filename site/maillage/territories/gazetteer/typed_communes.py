"""The commune that a person types in a form: one, and known."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from maillage.territories.gazetteer.candidates import Candidate
from maillage.territories.gazetteer.queries import find
from maillage.territories.gazetteer.typed import read
from maillage.territories.models import Commune

if TYPE_CHECKING:
    from maillage.territories.gazetteer.candidates import Answer
    from maillage.territories.models import Territory

INSEE = re.compile(r"\((\d{5}|2[AB]\d{3})\)")
MOST_SAID = 5
MOST_ASKED = 8


class WhichCommune(ValidationError):
    """There are several, or one that is not sure; ``close``: none bears exactly that name."""

    def __init__(self, message: str, candidates: list[Candidate], *, close: bool) -> None:
        super().__init__(message, code="which_one")
        self.candidates, self.close = candidates, close


def commune_named(text: str, postal_code: str = "", own: Territory | None = None) -> Commune:
    """The commune a person means; raises ValidationError when it is none, WhichCommune for several.

    ``postal_code`` chooses among namesakes; ``own`` is the territory whose communes come first.
    """
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
    raise _question(text, answer, found)


def _question(text: str, answer: Answer, found: list[Commune]) -> ValidationError:
    """What to write instead, as this very function takes it."""
    typed = read(text)
    if typed.departement and not typed.key and not typed.code:
        return ValidationError(_("A département is not enough here: write the commune."))
    if not found:
        return ValidationError(_("No commune has that name or that code."))
    said = [_told_apart(one, found) for one in found[:MOST_SAID]]
    names = ", ".join(said) + ("…" if len(found) > MOST_SAID else "")
    message = _("Which one? Several communes have a name that begins so: %(names)s. Write one.")
    if all(one.exact for one in answer.candidates):
        message = _("Which one? Several communes answer to this: %(names)s. Write one.")
    if answer.close or len(found) == 1:
        message = _("No commune has exactly that name. Is it %(names)s? Write it so.")
    candidates = [one for one in answer.candidates if one.commune in found][:MOST_ASKED]
    return WhichCommune(message % {"names": names}, candidates, close=answer.close)


def _told_apart(commune: Commune, among: list[Commune]) -> str:
    """With its département's number; by its code from a namesake of the same département."""
    alike = [one for one in among if Candidate(one).typed == Candidate(commune).typed]
    return Candidate(commune).typed if len(alike) == 1 else f"{commune.name} ({commune.pk})"
