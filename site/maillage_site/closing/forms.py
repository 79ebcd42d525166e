"""What becomes of each plugin's part of a portal that closes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.db.models import OuterRef, Subquery
from django.forms.models import ModelChoiceIterator
from django.utils.translation import gettext_lazy as _

from maillage.pages import readable
from maillage.scope import DEFAULT_LANGUAGE
from maillage.submitted_ids.forms import CheckedReferences, FormOfSomebody
from maillage_site.portals.models import Portal, PortalPage

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from django.db.models import QuerySet

    from maillage.accounts.models import User
    from maillage.plugin import Text
    from maillage_site.closing.numbers import Part


LEFT = "none"


class HeirChoices(ModelChoiceIterator):
    """What is left without a portal is chosen as well: it may be what nobody undoes."""

    def __iter__(self) -> Iterator[tuple[object, object]]:
        empty, *portals = super().__iter__()
        yield from (empty, (LEFT, self.field.left), *portals)


class HeirField(forms.ModelChoiceField):
    """Portals by the name that readers know; ``left`` says what happens with none of them."""

    iterator = HeirChoices

    def __init__(self, *args: object, left: Text, **kwargs: object) -> None:
        self.left = left
        super().__init__(*args, empty_label=_("Choose…"), **kwargs)

    def clean(self, value: object) -> Portal | None:
        return None if value == LEFT else super().clean(value)

    def label_from_instance(self, portal: Portal) -> str:
        return portal.french_title


class ClosingForm(CheckedReferences, FormOfSomebody, forms.Form):
    """For each part that holds something, what becomes of it: nothing is chosen beforehand."""

    def __init__(
        self, *args: object, portal: Portal, parts: Sequence[Part], user: User, **kwargs: object
    ) -> None:
        super().__init__(*args, user=user, **kwargs)
        self.parts = parts
        for part in self.held:
            one = part.contribution
            self.fields[one.name] = HeirField(
                heirs_of(portal),
                label=one.label,
                help_text=one.handed,
                left=one.left,
                error_messages={
                    "invalid_choice": _("Choose a portal that is open."),
                    "required": _("Choose what becomes of this."),
                },
            )

    @property
    def held(self) -> list[Part]:
        return [part for part in self.parts if part.told]

    def heirs(self) -> dict[str, Portal]:
        """Contribution → who receives its part; once valid."""
        return {name: heir for name, heir in self.cleaned_data.items() if heir is not None}

    def rows(self) -> list[tuple[Part, forms.BoundField]]:
        return [(part, self[part.contribution.name]) for part in self.held]


def heirs_of(portal: Portal) -> QuerySet[Portal]:
    """Open portals but this one, the nation's first, with the title of their French home."""
    homes = readable(PortalPage.objects.filter(language__language_code=DEFAULT_LANGUAGE, live=True))
    title = homes.filter(portal=OuterRef("pk")).values("title")[:1]
    found = Portal.objects.exclude(pk=portal.pk).filter(closed_at=None)
    named = found.annotate(french_title=Subquery(title)).exclude(french_title=None)
    return named.order_by("-national", "french_title")
