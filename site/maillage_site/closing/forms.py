"""What becomes of each plugin's part of a portal that closes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

from maillage.pages import readable
from maillage.scope import DEFAULT_LANGUAGE
from maillage.submitted_ids.forms import CheckedReferences, FormOfSomebody
from maillage_site.portals.models import Portal, PortalPage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

    from maillage.accounts.models import User
    from maillage_site.closing.numbers import Part


class HeirField(forms.ModelChoiceField):
    """Portals by the name that readers know."""

    def label_from_instance(self, portal: Portal) -> str:
        return portal.french_title


class ClosingForm(CheckedReferences, FormOfSomebody, forms.Form):
    """For each part, the portal that receives it; none, and it happens what ``left`` says."""

    def __init__(
        self, *args: object, portal: Portal, parts: Sequence[Part], user: User, **kwargs: object
    ) -> None:
        super().__init__(*args, user=user, **kwargs)
        self.parts = parts
        for part in parts:
            one = part.contribution
            self.fields[one.name] = HeirField(
                heirs_of(portal),
                label=one.label,
                help_text=one.handed,
                required=False,
                empty_label=str(one.left),
                error_messages={"invalid_choice": _("Choose a portal that is open.")},
            )

    def heirs(self) -> dict[str, Portal]:
        """Contribution → who receives its part; once valid."""
        return {name: heir for name, heir in self.cleaned_data.items() if heir is not None}

    def rows(self) -> list[tuple[Part, forms.BoundField]]:
        return [(part, self[part.contribution.name]) for part in self.parts]


def heirs_of(portal: Portal) -> QuerySet[Portal]:
    """Open portals but this one, the nation's first, with the title of their French home."""
    homes = readable(PortalPage.objects.filter(language__language_code=DEFAULT_LANGUAGE, live=True))
    title = homes.filter(portal=OuterRef("pk")).values("title")[:1]
    found = Portal.objects.exclude(pk=portal.pk).filter(closed_at=None)
    named = found.annotate(french_title=Subquery(title)).exclude(french_title=None)
    return named.order_by("-national", "french_title")
