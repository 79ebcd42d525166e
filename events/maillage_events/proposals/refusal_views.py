"""Refusing an event that somebody proposed, with a reason that they get by mail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.validators import ProhibitNullCharactersValidator
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from wagtail.models import Page

from maillage.permissions import verb_required
from maillage_events.models import EventPage
from maillage_events.proposals.drafts import refuse

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


class RefusalForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        validators=[ProhibitNullCharactersValidator()],
        help_text=gettext_lazy("The person reads it in the mail, as you write it."),
        error_messages={"required": gettext_lazy("Say why: the person reads it in the mail.")},
    )


@verb_required("publish", Page)
@require_http_methods(["GET", "HEAD", "POST"])
def refuse_proposal(request: HttpRequest, page_id: int) -> HttpResponse:
    """For who may publish the page, as long as nobody has decided."""
    proposed = EventPage.objects.select_related("proposal")
    page = get_object_or_404(proposed, pk=page_id, proposal__isnull=False)
    rights = page.permissions_for_user(request.user)
    if not (rights.can_publish() and rights.can_delete()):
        raise PermissionDenied
    form = RefusalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        agenda = page.get_parent()
        refuse(page, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, _("The proposal is refused. A mail says so, with your reason."))
        return redirect("wagtailadmin_explore", agenda.pk)
    context = {"page": page, "form": form}
    return TemplateResponse(request, "maillage_events/admin/refuse.html", context)
