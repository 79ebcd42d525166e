"""People in the admin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.timezone import now
from wagtail.users.views.users import CreateView as WagtailCreateView
from wagtail.users.views.users import EditView as WagtailEditView
from wagtail.users.views.users import UserViewSet as WagtailUserViewSet

from maillage_site.teams.journal import write_changes
from maillage_site.teams.queries import roles_everywhere
from maillage_site.teams.withdrawing import withdraw_where_taken
from maillage_site.users.forms import AccountCreationForm, AccountEditForm

if TYPE_CHECKING:
    from django.forms import ModelForm

    from maillage.accounts.models import User


class CreateView(WagtailCreateView):
    """Roles given with the account are written in the journal, as those given in a team are."""

    def save_instance(self) -> User:
        person = super().save_instance()
        write_changes(person, {}, roles_everywhere(person), by=self.request.user, at=now())
        return person


class EditView(WagtailEditView):
    """Roles given or taken with the list of groups end and are written as those of a team are."""

    def save_instance(self) -> User:
        before = roles_everywhere(self.object)
        person = super().save_instance()
        after, at = roles_everywhere(person), now()
        withdraw_where_taken(person, before, after, at=at)
        write_changes(person, before, after, by=self.request.user, at=at)
        return person


class UserViewSet(WagtailUserViewSet):
    add_view_class = CreateView
    edit_view_class = EditView
    create_template_name = "maillage_site/users/create.html"
    edit_template_name = "maillage_site/users/edit.html"

    def get_form_class(self, for_update: bool = False) -> type[ModelForm]:  # noqa: FBT001, FBT002
        return AccountEditForm if for_update else AccountCreationForm
