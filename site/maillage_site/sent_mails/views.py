"""``/demo/courriels/``: the mails that the demo sent. Only its settings mount it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from maillage_site.sent_mails.files import SentMail, sent_mail, sent_mails

if TYPE_CHECKING:
    from django.http import HttpRequest

# A mail's own styles are inline; its page may load nothing else, and run nothing.
MAIL_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"


@never_cache
@require_safe
def mails(request: HttpRequest) -> HttpResponse:
    return TemplateResponse(request, "maillage_site/sent_mails/list.html", {"mails": sent_mails()})


@never_cache
@require_safe
def mail(request: HttpRequest, name: str) -> HttpResponse:
    return TemplateResponse(request, "maillage_site/sent_mails/mail.html", {"mail": _found(name)})


@never_cache
@require_safe
@xframe_options_sameorigin
def mail_html(request: HttpRequest, name: str) -> HttpResponse:
    """The HTML part alone, as a mail reader shows it."""
    response = HttpResponse(_found(name).html)
    response["Content-Security-Policy"] = MAIL_POLICY
    return response


@never_cache
@require_safe
def mail_calendar(request: HttpRequest, name: str) -> HttpResponse:
    """The calendar part, as the reader's agenda receives it."""
    return HttpResponse(_found(name).calendar, content_type="text/plain; charset=utf-8")


def _found(name: str) -> SentMail:
    found = sent_mail(name)
    if found is None:
        raise Http404(translation.gettext("This mail is not there any more."))
    return found


urlpatterns = [
    path("", mails, name="sent-mails"),
    path("<str:name>/", mail, name="sent-mail"),
    path("<str:name>/html/", mail_html, name="sent-mail-html"),
    path("<str:name>/agenda/", mail_calendar, name="sent-mail-calendar"),
]
