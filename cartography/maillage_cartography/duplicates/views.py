"""The coordinators' queue of possible duplicates: side by side, one decision each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.log_actions import log

from maillage.permissions import may, rows_for, verb_required
from maillage_cartography.duplicates import merging
from maillage_cartography.duplicates.comparison import SIDES, Comparison
from maillage_cartography.duplicates.wording import said
from maillage_cartography.models import Duplicate, Merge, Place

if TYPE_CHECKING:
    from django.http import HttpRequest

PER_PAGE = 20
AT_ONCE = 100  # sure pairs merged by one click: a request stays short
State = Duplicate.State
APART = {"distinct": State.DISTINCT, "site": State.SITE}


@verb_required("view", Duplicate)
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """What may be one place, the surest first."""
    own = rows_for(request.user, Duplicate)
    asked = own.to_ask().select_related("first__commune", "second__commune")
    asked = asked.prefetch_related("first__sources", "second__sources")
    text = request.GET.get("q", "").replace("\0", "").strip()[:100]
    if text:
        asked = asked.filter(
            Q(first__in=Place.objects.mentioning(text))
            | Q(second__in=Place.objects.mentioning(text))
        )
    page = Paginator(asked, PER_PAGE).get_page(request.GET.get("p"))
    context = {
        "rows": [{"pair": pair, "reasons": said(pair.reasons)} for pair in page],
        "page_obj": page,
        "text": text,
        "sure": min(own.sure().count(), AT_ONCE),
    }
    return TemplateResponse(request, "maillage_cartography/admin/duplicates.html", context)


@verb_required("change", Duplicate)
@require_http_methods(["GET", "HEAD", "POST"])
def pair(request: HttpRequest, pk: int) -> HttpResponse:
    """Both places, field by field; what is posted is the decision."""
    found = _own_pair(request, pk)
    if request.method == "POST":
        return _decide(request, found)
    context = {
        "pair": found,
        "comparison": Comparison(found.first, found.second),
        "reasons": said(found.reasons),
        "waiting": found.state == State.WAITING,
    }
    return TemplateResponse(request, "maillage_cartography/admin/duplicate.html", context)


@verb_required("change", Duplicate)
@require_POST
def merge_sure(request: HttpRequest) -> HttpResponse:
    """Merge the pairs that leave no doubt; each can be undone."""
    own = rows_for(request.user, Duplicate, "change").sure().select_related("first", "second")
    kept = merging.merge_all(list(own[:AT_ONCE]), by=request.user, at=timezone.now())
    for place in kept:
        log(place, "wagtail.edit", user=request.user)
    told = ngettext("%(count)s place was merged.", "%(count)s places were merged.", len(kept))
    messages.success(request, told % {"count": len(kept)})
    return _back()


@verb_required("change", Place)
@require_POST
def take_apart(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo a merge: both places are as they were."""
    done = get_object_or_404(Merge.objects.select_related("kept"), pk=pk)
    if not may(request.user, "change", done.kept):
        raise Http404
    try:
        merging.unmerge(done, by=request.user, at=timezone.now())
    except merging.AlreadyMerged:
        messages.error(request, _("This merge was undone before."))
    except merging.NotTheLast:
        messages.error(request, _("Undo first the merge of this place into another."))
    else:
        log(done.kept, "wagtail.edit", user=request.user)
        messages.success(request, _("There are two places again, and we will not ask any more."))
    address = reverse("maillage_cartography_admin:origins", args=[done.kept.uuid])
    return HttpResponseRedirect(address)


def _decide(request: HttpRequest, found: Duplicate) -> HttpResponse:
    choice = request.POST.get("choice", "")
    if choice in APART:
        if merging.set_apart(found, APART[choice], by=request.user, at=timezone.now()):
            messages.success(request, _("Noted: we will not ask again."))
        else:
            messages.error(request, _("Somebody answered this one before you."))
        return _back()
    kept_side = request.POST.get("keep", "")
    if choice != "merge" or kept_side not in SIDES:
        raise Http404
    comparison = Comparison(found.first, found.second)
    kept, other = comparison.by_side(kept_side)
    take = comparison.taken(kept_side, request.POST)
    try:
        merging.merge(kept, other, by=request.user, at=timezone.now(), take=take)
    except merging.AlreadyMerged:
        messages.error(request, _("Somebody answered this one before you."))
        return _back()
    log(kept, "wagtail.edit", user=request.user)
    text = _("“%(name)s” holds both now. You can undo this from its history.")
    messages.success(request, text % {"name": kept.name})
    return _back()


def _back() -> HttpResponse:
    return HttpResponseRedirect(reverse("maillage_cartography_admin:duplicates"))


def _own_pair(request: HttpRequest, pk: int) -> Duplicate:
    """A pair whose two places the person may change; 404 for anybody else's."""
    rows = Duplicate.objects.select_related(
        "first__commune", "first__hours", "second__commune", "second__hours"
    )
    found = get_object_or_404(rows, pk=pk)
    shown = found.first.withdrawn_at is None and found.second.withdrawn_at is None
    if not shown or not may(request.user, "change", found):
        raise Http404
    return found
