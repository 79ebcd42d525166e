"""The redirect that somebody writes: an address that is on a poster, and where it leads today."""

from __future__ import annotations

import unicodedata
from contextlib import suppress
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urljoin, urlsplit

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from maillage.accounts.teams import is_national
from maillage.permissions import territories_where
from maillage.submitted_ids.forms import with_checked_references
from maillage.submitted_ids.usable import usable_rows
from maillage_site.portals.addresses.scopes import current_path
from maillage_site.portals.addresses.snapshot import snapshot
from maillage_site.portals.models import Portal
from maillage_site.redirects.addresses import WEB, is_host, local_path, own_hosts
from maillage_site.redirects.from_file import COLUMNS
from maillage_site.redirects.refusals import is_for_everybody
from maillage_site.redirects.rules import starts_below

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.core.files.uploadedfile import UploadedFile

    from maillage.accounts.models import User

LONGEST = Redirect._meta.get_field("old_path").max_length
LARGEST = 1_000_000  # bytes
UNQUOTED = "/%:?#[]@!$&'()*+,;=~"  # what an address may hold as it is (RFC 3986)


class RedirectForm(WagtailAdminModelForm):
    """Takes what people copy: a path, a whole address of this site, one with spaces or accents."""

    old_path = forms.CharField(
        label=gettext_lazy("Old address"),
        help_text=gettext_lazy(
            "As it was printed or shared, in capitals or not. For example: /morbihan/poster"
        ),
    )
    redirect_link = forms.CharField(
        label=gettext_lazy("Or to this address"),
        required=False,
        help_text=gettext_lazy(
            "On this site (/morbihan/lieux/) or on another one (https://…), when it is not a page "
            "that you can choose."
        ),
    )

    is_permanent = forms.BooleanField(
        label=gettext_lazy("For good"),
        required=False,
        initial=True,
        help_text=gettext_lazy("Untick it if the old address will be used again."),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        page = self.instance.redirect_page
        if page is not None and "redirect_page" in self.fields and not self._may_name(page):
            # Its title is not the person's to read.
            self.initial["redirect_page"] = None
            self.fields["redirect_page"].help_text = gettext_lazy(
                "The page that this address led to is not read by everybody any more: choose "
                "another one."
            )

    def _may_name(self, page: Page) -> bool:
        if is_national(self.for_user) or is_for_everybody(page):
            return True
        return usable_rows(self.for_user, Page).filter(pk=page.pk).exists()

    def clean_old_path(self) -> str:
        """The path as rules write it. Raises ValidationError for one that is not the person's."""
        try:
            path = Redirect.normalise_path(_path_here(self.cleaned_data["old_path"]))
        except ValueError as error:  # A host in brackets that are never closed.
            raise ValidationError(_not_an_address()) from error
        if len(path) > LONGEST:
            text = _("This address is too long: %(longest)s characters at most.")
            raise ValidationError(text % {"longest": LONGEST})
        self._refuse_what_is_elsewhere(path)
        if Redirect.objects.filter(old_path=path).exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("This address is redirected already: change that redirect."))
        return path

    def _refuse_what_is_elsewhere(self, path: str) -> None:
        if is_national(self.for_user):
            return
        today = current_path(path, snapshot().former)
        if not today.startswith(tuple(self._starts())):
            text = _("It must start with the address of your portal: %(start)s…")
            raise ValidationError(text % {"start": next(self._starts(), "/")})

    def _starts(self) -> Iterator[str]:
        verb = "change" if self.instance.pk else "add"
        own = territories_where(self.for_user, verb, Redirect)
        for slug in Portal.objects.filter(territory__in=own).values_list("slug", flat=True):
            yield from starts_below(slug)

    def clean_redirect_link(self) -> str:
        """A whole address; one of this site is stored with its host, which Wagtail wants."""
        text = unicodedata.normalize("NFC", self.cleaned_data["redirect_link"].strip())
        if not text:
            return ""
        if text.startswith("/") and not text.startswith("//"):
            return settings.BASE_URL.rstrip("/") + quote(text, safe=UNQUOTED)
        field = forms.URLField(max_length=LONGEST, assume_scheme="https")
        try:
            address = field.clean(_as_asked(text))
        except (ValidationError, ValueError) as error:
            raise ValidationError(_not_an_address()) from error
        if urlsplit(address).scheme not in WEB:
            raise ValidationError(_not_an_address())
        return _at_home(address)

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        if cleaned.get("redirect_page") and cleaned.get("redirect_link"):
            text = _("Choose a page or write an address, not both.")
            self.add_error("redirect_link", text)
        return cleaned


def typed_by(user: User) -> Callable[[dict[str, object]], forms.ModelForm]:
    """That of the screen as the person fills it, without the page that one chooses there."""
    form_class = forms.modelform_factory(
        Redirect, form=with_checked_references(RedirectForm), fields=tuple(COLUMNS)
    )
    return lambda data: form_class(data, for_user=user)


class RedirectFileForm(forms.Form):
    """A file, or the text of the one that was tried."""

    file = forms.FileField(
        label=gettext_lazy("CSV file"),
        required=False,
        help_text=gettext_lazy(
            "Two columns: “ancienne adresse”, “nouvelle adresse”. A third one, “définitive”, may "
            "say non."
        ),
    )
    text = forms.CharField(required=False, widget=forms.HiddenInput, strip=False)

    def clean_file(self) -> UploadedFile | None:
        file = self.cleaned_data["file"]
        if file and file.size > LARGEST:
            raise ValidationError(_("This file is too heavy: 1 MB at most."))
        return file

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        if not self.errors and not cleaned.get("file") and not cleaned.get("text"):
            self.add_error("file", _("Choose a file."))
        return cleaned

    @property
    def content(self) -> bytes:
        """Once valid."""
        file = self.cleaned_data["file"]
        return file.read() if file else self.cleaned_data["text"].encode()


def _not_an_address() -> str:
    return _("Write an address of this site (/…) or a whole one (https://…).")


def _as_asked(text: str) -> str:
    """With the name of its site in punycode, and the rest in percents, as browsers ask for it."""
    parts = urlsplit(text)
    netloc = parts.netloc
    with suppress(UnicodeError):
        netloc = netloc.encode("idna").decode()
    return quote(parts._replace(netloc=netloc).geturl(), safe=UNQUOTED)


def _at_home(address: str) -> str:
    """One of this site by its main name, whichever name, port or capitals were typed.

    What compares rules reads one spelling.
    """
    parts = urlsplit(address)
    names_a_person = "@" in parts.netloc
    if names_a_person or not is_host(parts.netloc):
        return address
    base = urlsplit(settings.BASE_URL)
    return parts._replace(scheme=base.scheme, netloc=base.netloc).geturl()


def _path_here(typed: str) -> str:
    """Path and query of an address of this site. Raises ValidationError for one of another."""
    text = unicodedata.normalize("NFC", typed.strip())
    parts = urlsplit(text)
    if parts.netloc and not local_path(text, own_hosts()):
        raise ValidationError(_("This address is not one of this site."))
    # As a browser asks for it: without dot segments. In the spelling that ``spellings`` ends with.
    path = quote(unicodedata.normalize("NFC", unquote(parts.path)).lower())
    path = urljoin("/", f"/{path.lstrip('/')}")
    query = iri_to_uri(parts.query)
    return parts._replace(scheme="", netloc="", path=path, query=query, fragment="").geturl()
