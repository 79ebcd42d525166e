"""Admin views that obey territory policies (see ``maillage.permissions``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import resolve
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.menu import MenuItem
from wagtail.snippets.views.chooser import (
    ChooseResultsView,
    ChooseView,
    SnippetChooserViewSet,
    SnippetChosenMultipleView,
    SnippetChosenView,
    SnippetCreateView,
)
from wagtail.snippets.views.snippets import IndexView, InspectView, SnippetViewSet

from maillage.permissions import know_rows, may_somewhere, rows_for
from maillage.submitted_ids.forms import with_checked_references

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import Field, Model, QuerySet
    from django.http import HttpRequest
    from wagtail.admin.panels import Panel
    from wagtail.admin.ui.tables import Table


class _OwnRows:
    """Lists and chosen objects limited to what the person may see."""

    def get_object_list(self) -> QuerySet:
        return rows_for(self.request.user, self.model_class)

    def get_object(self, pk: object) -> object:
        return self.get_object_list().get(pk=pk)

    def get_objects(self, pks: list[object]) -> QuerySet:
        return self.get_object_list().filter(pk__in=pks)


class OwnChooseView(_OwnRows, ChooseView):
    """First page of the chooser."""


class OwnChooseResultsView(_OwnRows, ChooseResultsView):
    """Results of a search in the chooser."""


class OwnChosenView(_OwnRows, SnippetChosenView):
    """The chosen object."""


class OwnChosenMultipleView(_OwnRows, SnippetChosenMultipleView):
    """Several chosen objects."""


class OwnCreateView(SnippetCreateView):
    """Creation from the chooser, where the viewset gives it a form."""

    def can_create(self) -> bool:
        return self.get_creation_form_class() is not None and super().can_create()


class VerbMenuItem(MenuItem):
    """Leads to an admin view that says its verb; shown to who may do it somewhere."""

    def is_shown(self, request: HttpRequest) -> bool:
        model, verb = resolve(self.url).func.maillage_verb
        return may_somewhere(request.user, verb, model)


class TerritoryChooserViewSet(SnippetChooserViewSet):
    """A chooser that offers the person's own rows only."""

    choose_view_class = OwnChooseView
    choose_results_view_class = OwnChooseResultsView
    chosen_view_class = OwnChosenView
    chosen_multiple_view_class = OwnChosenMultipleView
    create_view_class = OwnCreateView


class TerritoryInspectView(InspectView):
    """Says nothing where there is nothing: Wagtail writes "None"."""

    def get_field_display_value(self, field_name: str, field: Field | None) -> object:
        value = super().get_field_display_value(field_name, field)
        return "–" if value is None or value == "" else value


class TerritoryIndexView(IndexView):
    """A list that asks once what the person may do to the rows it shows, not at each."""

    def get_table(self, object_list: Iterable[Model]) -> Table:
        know_rows(self.request.user, self.model, [row.pk for row in object_list])
        return super().get_table(object_list)


class TerritorySnippetViewSet(SnippetViewSet):
    """A model managed in the admin, each person on the rows of their territories.

    Views on one row (edit, delete, history, usage…) are guarded by the site for every model.
    """

    index_view_class = TerritoryIndexView
    chooser_viewset_class = TerritoryChooserViewSet
    inspect_view_class = TerritoryInspectView

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """With the rows that the list names: it asks no query for each line."""
        named = {field.name for field in self.model._meta.fields if field.is_relation}
        shown = named.intersection(name for name in self.list_display if isinstance(name, str))
        rows = rows_for(request.user, self.model)
        return rows.select_related(*sorted(shown)) if shown else rows

    def get_edit_handler(self) -> Panel:
        """Whatever the model's form is, ids typed in it are checked."""
        handler = super().get_edit_handler()
        form = handler.base_form_class or getattr(
            self.model, "base_form_class", WagtailAdminModelForm
        )
        handler.base_form_class = with_checked_references(form)
        return handler
