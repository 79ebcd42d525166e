"""The yearly question: answered by the person, or by those who keep their team."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.accounts.models import PortalTeam
from maillage.permissions import verb_required
from maillage_site.role_reviews.answers import deny, keep
from maillage_site.role_reviews.forms import AnswerForm
from maillage_site.role_reviews.queries import asked_of, unanswered_for, with_roles

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: HttpRequest) -> HttpResponse:
    """One question a territory; the last answer leads back to "Mon espace"."""
    form = AnswerForm(request.POST or None, asked=asked_of(request.user))
    if request.method == "POST" and form.is_valid():
        answer = keep if form.stays else deny
        answer(form.cleaned_data["review"], by=request.user, at=timezone.now())
        messages.success(request, _("Thank you, your answer is kept."))
        more = asked_of(request.user).exists()
        name = "maillage_role_review:mine" if more else "maillage_accounts:home"
        return HttpResponseRedirect(reverse(name))
    questions = with_roles(asked_of(request.user).order_by("territory__name", "pk"))
    context = {"questions": questions, "form": form}
    return render(request, "maillage_site/role_reviews/mine.html", context)


@verb_required("view", PortalTeam)
@require_safe
def unanswered(request: HttpRequest) -> HttpResponse:
    """Whom to ask, to keep or to let go, in the teams that the person keeps."""
    questions = with_roles(unanswered_for(request.user, timezone.now()))
    context = {"questions": questions}
    return TemplateResponse(request, "maillage_site/role_reviews/list.html", context)


@verb_required("change", PortalTeam)
@require_POST
def keep_colleague(request: HttpRequest, pk: int) -> HttpResponse:
    at = timezone.now()
    review = get_object_or_404(unanswered_for(request.user, at), pk=pk)
    keep(review, by=request.user, at=at)
    said = _("%(name)s keeps their role; they will be asked again in a year.")
    messages.success(request, said % {"name": review.user})
    return HttpResponseRedirect(reverse("maillage_role_reviews:list"))
