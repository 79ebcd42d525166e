"""allauth's forms in our words: labels, help, autocompletion; no placeholder."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
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


class WithCode(Worded):
    """A code of six digits received by mail."""

    labels: ClassVar = {"code": _("Six-digit code")}
    attributes: ClassVar = {"code": {"inputmode": "numeric", "maxlength": "12"}}


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


class RequestLoginCodeForm(Worded, account.RequestLoginCodeForm):
    labels: ClassVar = {"email": ADDRESS}


class ConfirmLoginCodeForm(WithCode, account.ConfirmLoginCodeForm):
    """The code that signs in."""


class ConfirmEmailCodeForm(WithCode, account.ConfirmEmailVerificationCodeForm):
    """The code that confirms an address."""


class ConfirmPasswordResetCodeForm(WithCode, account.ConfirmPasswordResetCodeForm):
    """The code that lets choose a new password."""


class ResetPasswordForm(Worded, account.ResetPasswordForm):
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


class SecondFactorForm(Worded, mfa.AuthenticateForm):
    labels: ClassVar = {"code": _("Code from your application")}
    helps: ClassVar = {"code": _("Six digits, or one of your recovery codes.")}


class ReauthenticateSecondFactorForm(Worded, mfa.ReauthenticateForm):
    labels: ClassVar = SecondFactorForm.labels
    helps: ClassVar = SecondFactorForm.helps


class ActivateSecondFactorForm(Worded, totp.ActivateTOTPForm):
    labels: ClassVar = {"code": _("Six digits shown by the application")}
    attributes: ClassVar = {"code": {"inputmode": "numeric"}}
