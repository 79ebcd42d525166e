"""People in the admin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wagtail.users.views.users import UserViewSet as WagtailUserViewSet

from maillage_site.users.forms import AccountCreationForm, AccountEditForm

if TYPE_CHECKING:
    from django.forms import ModelForm


class UserViewSet(WagtailUserViewSet):
    create_template_name = "maillage_site/users/create.html"
    edit_template_name = "maillage_site/users/edit.html"

    def get_form_class(self, for_update: bool = False) -> type[ModelForm]:  # noqa: FBT001, FBT002
        return AccountEditForm if for_update else AccountCreationForm
