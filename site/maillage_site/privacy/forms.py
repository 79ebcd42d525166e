"""Whom a page is for: Wagtail's own question, with the portal's team alone among the answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from wagtail.admin.forms.pages import PageViewRestrictionForm

from maillage.submitted_ids.forms import CheckedReferences, FormOfSomebody

if TYPE_CHECKING:
    from django.contrib.auth.models import Group
    from django.db.models import QuerySet


class TeamsForm(PageViewRestrictionForm):
    """Groups to tick: those that are given, and those ticked already."""

    def __init__(self, *args: object, groups: QuerySet[Group], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["groups"]
        kept = Q(pk__in=groups.order_by().values("pk"))
        if self.instance.pk:
            kept |= Q(pk__in=self.instance.groups.order_by().values("pk"))
        field.queryset = field.queryset.filter(kept)


class OwnTeamsForm(CheckedReferences, FormOfSomebody, TeamsForm):
    """Of those, the person's own."""
