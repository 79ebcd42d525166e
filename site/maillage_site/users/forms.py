"""What the national team says of a person with an account."""

from __future__ import annotations

from typing import ClassVar

from allauth.account.models import EmailAddress
from django import forms
from wagtail.users.forms import UserCreationForm, UserEditForm

from maillage.accounts.models import User


class NameForm(forms.ModelForm):
    """What people change of themselves in the admin; the rest is in "Mon espace"."""

    class Meta:
        model = User
        fields: ClassVar = ["name"]


class AccountCreationForm(UserCreationForm):
    """A new account: its person signs in with a code sent by mail, then may choose a password."""

    first_name = None
    last_name = None

    class Meta(UserCreationForm.Meta):
        fields: ClassVar = ["email", "name", "territory", "is_superuser", "groups"]


class AccountEditForm(UserEditForm):
    """An account; a mail address changed here has to be proved again at the next sign-in."""

    first_name = None
    last_name = None

    class Meta(UserEditForm.Meta):
        fields: ClassVar = ["email", "name", "territory", "is_superuser", "is_active", "groups"]

    def save(self, commit: bool = True) -> User:  # noqa: FBT001, FBT002 -- Django's signature
        user = super().save(commit)
        if commit and "email" in self.changed_data:
            EmailAddress.objects.filter(user=user).exclude(email=user.email).delete()
        return user
