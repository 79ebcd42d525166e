"""The form: a page of its own, never stored, without an account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from maillage.accounts.limits import may_send
from maillage_site.contact.forms import MessageForm
from maillage_site.contact.messages import receive
from maillage_site.contact.pages import KIND, ContactForm, form_in

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

never_stored = cache_control(private=True, no_store=True)


@never_stored
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, key: UUID) -> HttpResponse:
    found, now = _form(request, key), timezone.now()
    form = MessageForm(request.POST or None, at=now)
    if _may_be_kept(request, form):
        if not form.is_robot:
            receive(found, form.cleaned_data, at=now)
        return HttpResponseRedirect(request.scope.url(f"{KIND}:sent", key))
    return _page(request, "form", found, form)


@never_stored
@require_safe
def sent(request: HttpRequest, key: UUID) -> HttpResponse:
    return _page(request, "sent", _form(request, key))


def _may_be_kept(request: HttpRequest, form: MessageForm) -> bool:
    """Whether what was sent can be kept; the form says why it cannot."""
    if request.method != "POST":
        return False
    if not may_send(request, "contact-message"):
        form.add_error(
            None, _("Many messages came from your network. Wait ten minutes, then send it again.")
        )
        form.status = 429
        return False
    form.status = 422
    return form.is_valid()


def _form(request: HttpRequest, key: UUID) -> ContactForm:
    found = form_in(key, request.scope)
    if found is None:
        raise Http404
    return found


def _page(
    request: HttpRequest, name: str, found: ContactForm, form: MessageForm | None = None
) -> HttpResponse:
    back = found.page.get_url(request)
    title = found.words["title"]
    context = {
        "form": form,
        "title": title,
        "text": found.words["text"],
        "back": back,
        "breadcrumbs": [(found.page.title, back), (title, "")],
    }
    template = f"maillage_site/contact/{name}.html"
    response = TemplateResponse(request, template, context, status=getattr(form, "status", 200))
    # Browsers that send no Referer at all would fail the CSRF check.
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex"
    return response
