"""Forms of accounts: allauth's in our words, without placeholders, and those of "Mon espace"."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from allauth.account import forms as account
from allauth.account.adapter import get_adapter
from allauth.core import context
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from maillage.accounts import limits, second_factor
from maillage.accounts.models import User
from maillage.territories.models import Territory
from maillage.ui.forms import LineField

if TYPE_CHECKING:
    from datetime import timedelta

    from django.forms import Field
    from django.utils.functional import _StrPromise


ADDRESS = _("Mail address")
PASSWORD = _("Password")
NEW_PASSWORD_HELP = _("At least 12 characters. Three or four words that only you know do well.")


class Worded:
    """Gives fields their labels and help texts, and drops placeholders (they vanish when typing).

    ``labels`` and ``helps`` by field name; a field named in ``dropped`` is removed.
    """

    labels: ClassVar[dict[str, str | _StrPromise]] = {}
    helps: ClassVar[dict[str, str | _StrPromise]] = {}
    dropped: ClassVar[tuple[str, ...]] = ()
    attributes: ClassVar[dict[str, dict[str, str]]] = {}
    fields: dict[str, Field]

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        for name in self.dropped:
            self.fields.pop(name, None)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.widget.attrs.update(self.attributes.get(name, {}))
            field.label = self.labels.get(name, field.label)
            field.help_text = self.helps.get(name, "")


class WithAddress(Worded):
    """An address, in the small letters that accounts are found by.

    A Kelvin sign becomes a k there: what is found and what is written to must be one address.
    """

    def clean_email(self) -> str:
        super().clean_email()
        return self.cleaned_data["email"].lower()


class WithCode(Worded):
    """A code of six digits received by mail."""

    labels: ClassVar = {"code": _("Six-digit code")}
    attributes: ClassVar = {"code": {"inputmode": "numeric", "maxlength": "12"}}
    expected_code: str

    def clean_code(self) -> str:
        """Compare three at most: allauth counts in the session, too late for many at once.

        Not by session either: many sign-ins at once make as many copies of one session.
        """
        if not limits.consume(context.request, "mailed_code_typed", self.expected_code):
            raise get_adapter().validation_error("incorrect_code")
        return super().clean_code()


class WithSecondFactor(Worded):
    """A code of the second factor: says how long none is read, and tells the account's owner."""

    user: User

    def clean_code(self) -> str:
        request = context.request
        if not request.user.is_authenticated and second_factor.is_outdated(request, self.user):
            raise ValidationError(
                gettext("The password of this account was just changed: sign in again.")
            )
        try:
            return super().clean_code()
        except ValidationError:
            waits = second_factor.wait(request, self.user)
            if not waits:
                raise
            second_factor.warn_owner(request, self.user)
            raise ValidationError(_too_many_codes(waits)) from None


def _too_many_codes(waits: timedelta) -> str:
    return gettext(
        "Too many wrong codes: none is accepted for this account for now. Try again in %(wait)s, "
        "or choose another password to sign in straight away. We have emailed you about it."
    ) % {"wait": limits.in_words(waits)}


class LoginForm(Worded, account.LoginForm):
    labels: ClassVar = {
        "login": ADDRESS,
        "password": PASSWORD,
        "remember": _("Stay signed in on this device"),
    }
    helps: ClassVar = {"remember": _("Not on a shared computer.")}
    attributes: ClassVar = {"login": {"autocomplete": "username"}}


class SignupForm(Worded, account.SignupForm):
    labels: ClassVar = {"email": ADDRESS, "password1": PASSWORD}
    helps: ClassVar = {
        "email": _("We send it a code, to check that it is yours."),
        "password1": NEW_PASSWORD_HELP,
    }


class RequestLoginCodeForm(WithAddress, account.RequestLoginCodeForm):
    labels: ClassVar = {"email": ADDRESS}


class ConfirmLoginCodeForm(WithCode, account.ConfirmLoginCodeForm):
    """The code that signs in."""


class ConfirmEmailCodeForm(WithCode, account.ConfirmEmailVerificationCodeForm):
    """The code that confirms an address."""


class ConfirmPasswordResetCodeForm(WithCode, account.ConfirmPasswordResetCodeForm):
    """The code that lets choose a new password."""


class ResetPasswordForm(WithAddress, account.ResetPasswordForm):
    labels: ClassVar = {"email": ADDRESS}


class NewPasswordForm(Worded, account.ResetPasswordKeyForm):
    labels: ClassVar = {
        "password1": _("New password"),
        "password2": _("New password, once more"),
    }
    helps: ClassVar = {"password1": NEW_PASSWORD_HELP}


class SetPasswordForm(Worded, account.SetPasswordForm):
    labels: ClassVar = NewPasswordForm.labels
    helps: ClassVar = NewPasswordForm.helps


class ChangePasswordForm(Worded, account.ChangePasswordForm):
    labels: ClassVar = {"oldpassword": _("Current password"), **NewPasswordForm.labels}
    helps: ClassVar = NewPasswordForm.helps


class ChangeAddressForm(Worded, account.AddEmailForm):
    labels: ClassVar = {"email": _("New mail address")}
    helps: ClassVar = {"email": _("We send it a code. Until then, the current address remains.")}


class ReauthenticateForm(Worded, account.ReauthenticateForm):
    labels: ClassVar = {"password": PASSWORD}


class SecondFactorForm(WithSecondFactor, mfa.AuthenticateForm):
    labels: ClassVar = {"code": _("Code from your application")}
    helps: ClassVar = {"code": _("Six digits, or one of your recovery codes.")}


class ReauthenticateSecondFactorForm(WithSecondFactor, mfa.ReauthenticateForm):
    labels: ClassVar = SecondFactorForm.labels
    helps: ClassVar = SecondFactorForm.helps


class ActivateSecondFactorForm(WithSecondFactor, totp.ActivateTOTPForm):
    labels: ClassVar = {"code": _("Six digits shown by the application")}
    attributes: ClassVar = {"code": {"inputmode": "numeric"}}


class ProfileForm(forms.ModelForm):
    """What a person says of themselves."""

    class Meta:
        model = User
        fields: ClassVar = ["name", "territory"]
        labels: ClassVar = {"name": _("Your name"), "territory": _("Your territory")}
        help_texts: ClassVar = {
            "name": _("Shown beside what you write in communities."),
            "territory": _("Gives the time zone of the dates we write to you."),
        }
        field_classes: ClassVar = {"name": LineField}
        widgets: ClassVar = {"name": forms.TextInput(attrs={"autocomplete": "name"})}

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        kinds = (Territory.Kind.DEPARTEMENT, Territory.Kind.COLLECTIVITY)
        field = self.fields["territory"]
        field.queryset = Territory.objects.filter(kind__in=kinds).order_by("name")
        field.empty_label = _("None in particular")


class CloseAccountForm(forms.Form):
    """Says that the person knows what closing means."""

    understood = forms.BooleanField(
        label=_("I understand that my account cannot be brought back."),
        error_messages={"required": _("Tick this box to close your account.")},
    )
