"""The report of questions without an answer, in the admin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from maillage.permissions import may_somewhere, verb_required
from maillage_search.models import MissedQuestion, ThesaurusEntry
from maillage_search.reports.recording import WRITTEN_FROM

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

PER_PAGE = 50


@verb_required("view", MissedQuestion)
@require_safe
def missed_questions(request: HttpRequest) -> HttpResponse:
    """Those that were asked often enough to be read, the most frequent first."""
    written = MissedQuestion.objects.exclude(text="")
    page = Paginator(written, PER_PAGE).get_page(request.GET.get("p"))
    context = {
        "page_obj": page,
        "counted": MissedQuestion.objects.filter(text="").count(),
        "from": WRITTEN_FROM,
        "may_add": may_somewhere(request.user, "add", ThesaurusEntry),
    }
    return TemplateResponse(request, "maillage_search/admin/missed_questions.html", context)
