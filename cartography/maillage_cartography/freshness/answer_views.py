"""The pages that the mail to a place leads to: the answer, thanks, and no more mails."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from maillage.accounts.limits import may_send
from maillage.emails import tokens as email_tokens
from maillage_cartography.freshness import checks
from maillage_cartography.freshness.emails import facts
from maillage_cartography.freshness.forms import AnswerForm
from maillage_cartography.models import PlaceCheck

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

COOKIE = "lien_fiche"
Answer, Rhythm = PlaceCheck.Answer, PlaceCheck.Rhythm
never_stored = cache_control(private=True, no_store=True)


@never_stored
@require_safe
def check_link(request: HttpRequest, token: str) -> HttpResponse:
    """The address written in the mail: nothing happens yet, whoever opens it."""
    chosen = request.GET.get("reponse", "")
    query = f"reponse={chosen}" if chosen in Answer.values else ""
    path = request.scope.url("maillage_cartography:check")
    return email_tokens.move_to_cookie(request, token, COOKIE, path, query=query)


@never_stored
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """The record as readers see it, and the place's answer."""
    now = timezone.now()
    found = checks.check_of(email_tokens.carried(request, COOKIE), at=now)
    if found is None:
        return _page(request, "expired")
    chosen = {"reponse": request.GET.get("reponse"), "rythme": found.rhythm}
    form = AnswerForm(request.POST or None, initial=chosen)
    status = 200
    if request.method == "POST":
        if not may_send(request, "place-check"):
            form.add_error(None, _("Many answers came from your network. Wait ten minutes."))
            status = 429
        elif form.is_valid():
            data = form.cleaned_data
            said = Answer(data["reponse"])
            checks.answer(found, said, rhythm=data["rythme"], message=data["message"], at=now)
            return HttpResponseRedirect(request.scope.url("maillage_cartography:checked"))
        else:
            status = 422
    context = {"form": form, "place": found.place, "facts": facts(found.place)}
    return _page(request, "check", status=status, **context)


@never_stored
@require_safe
def checked(request: HttpRequest) -> HttpResponse:
    return _page(request, "checked")


# Mail programmes post here without a cookie; the token is purpose-bound: it only ends mails.
@csrf_exempt
@never_stored
@require_http_methods(["GET", "HEAD", "POST"])
def check_stop(request: HttpRequest, token: str) -> HttpResponse:
    """A page with one button; the button, or the mail programme, posts to the same address."""
    found = checks.check_of(token, at=timezone.now())
    if found is None:
        return _page(request, "expired")
    if request.method == "POST":
        checks.ask_no_more(found)
    return _page(request, "stop", done=request.method == "POST", place=found.place)


def _page(request: HttpRequest, name: str, *, status: int = 200, **context: object) -> HttpResponse:
    template = f"maillage_cartography/checks/{name}.html"
    response = TemplateResponse(request, template, context, status=status)
    # Browsers that send no Referer at all would fail the CSRF check.
    response["Referrer-Policy"] = "no-referrer" if name == "stop" else "same-origin"
    response["X-Robots-Tag"] = "noindex"
    return response
