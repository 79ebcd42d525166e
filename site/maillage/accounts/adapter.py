"""allauth's decisions that are ours: the words of the refusals, and who limits are counted by."""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from maillage.accounts import known_browser, limits, second_factor

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from maillage.accounts.models import User

# Mails that strangers can have sent to anybody, those that hide whether an account exists included.
WITH_CODE = {
    "account/email/account_already_exists",
    "account/email/email_confirmation",
    "account/email/email_confirmation_signup",
    "account/email/login_code",
    "account/email/password_reset_code",
    "account/email/unknown_account",
}


class AccountAdapter(DefaultAccountAdapter):
    """How accounts behave on this site."""

    error_messages: ClassVar = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is closed."),
        "email_password_mismatch": _(
            "The mail address or the password is not right. You may ask for a code by mail instead."
        ),
        "email_taken": _("An account already has this mail address."),
        "enter_current_password": _("This is not your current password."),
        "incorrect_code": _("This code is not right. Check the latest mail you received."),
        "incorrect_password": _("This is not your password."),
        "same_as_current": _("This is already your mail address."),
        "too_many_login_attempts": _(
            "Too many attempts. Wait a minute, then ask for another code."
        ),
        "rate_limited": _("Too many requests. Wait a few minutes, then try again."),
    }

    def is_safe_url(self, url: str) -> bool:
        """Where to go back to; what is no address at all (``http://[``) is not safe either."""
        try:
            urlsplit(url or "")
        except ValueError:
            return False
        return super().is_safe_url(url)

    def get_client_ip(self, request: HttpRequest) -> str:
        """The reader's address; an IPv4 one stays so on a socket that listens to both."""
        address = ipaddress.ip_address(super().get_client_ip(request))
        mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
        return str(mapped or address)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: str) -> str:
        """What wrong passwords are counted by: a stranger's are not the owner's."""
        email = credentials.get("email", "").lower()
        return f"{email} {limits.whence(request, email)}"

    def _refuse_passwords(self, request: HttpRequest, **credentials: str) -> None:
        key = self._get_login_attempts_cache_key(request, **credentials)
        if waits := limits.wait(request, "login_failed", key):
            raise ImmediateHttpResponse(limits.too_many(request, waits, "account/locked.html"))

    def pre_authenticate(self, request: HttpRequest, **credentials: str) -> None:
        """Count one password. Raises ImmediateHttpResponse beyond the limit."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            self._refuse_passwords(request, **credentials)
            raise

    def authentication_failed(self, request: HttpRequest, **credentials: str) -> None:
        """After the last wrong password that is read, say at once what to do next."""
        self._refuse_passwords(request, **credentials)

    def pre_login(self, request: HttpRequest, user: User, **about: Any) -> HttpResponse | None:
        second_factor.begin(request, user)
        return super().pre_login(request, user, **about)

    def post_login(self, request: HttpRequest, user: User, **about: Any) -> HttpResponse:
        response = super().post_login(request, user, **about)
        known_browser.remember(request, response, user)
        return response

    def set_password(self, user: User, password: str) -> None:
        super().set_password(user, password)
        second_factor.forgive(self.request, user)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, object]) -> None:
        """Raises ImmediateHttpResponse when too many mails with a code were asked for."""
        if template_prefix in WITH_CODE and (waits := limits.may_mail_code(self.request, email)):
            page = limits.too_many(self.request, waits, "account/too_many_codes.html")
            raise ImmediateHttpResponse(page)
        at_home = {
            name: _at_home(value) for name, value in context.items() if name.endswith("_url")
        }
        super().send_mail(template_prefix, email, context | at_home)


def _at_home(address: object) -> str:
    """A link of an email leads to this site, whatever host the request named."""
    base, parts = urlsplit(settings.BASE_URL), urlsplit(str(address))
    return parts._replace(scheme=base.scheme, netloc=base.netloc).geturl()
