"""Adding the redirects of a file: tried first, then added."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods
from wagtail.contrib.redirects.models import Redirect

from maillage.permissions import verb_required
from maillage_site.files.csv_table import UnreadableFile, decoded
from maillage_site.redirects.forms import RedirectFileForm, typed_by
from maillage_site.redirects.from_file import add_all, read_redirects, rehearse

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

INDEX = "wagtailsnippets_wagtailredirects_redirect:list"


@verb_required("add", Redirect)
@require_http_methods(["GET", "HEAD", "POST"])
def from_file(request: HttpRequest) -> HttpResponse:
    """The file is tried, and shown line by line; the same text, sent again, is added."""
    form = RedirectFileForm(request.POST or None, request.FILES or None)
    context: dict[str, object] = {}
    if request.method == "POST" and form.is_valid():
        try:
            content = form.content
            table = read_redirects(content)
        except UnreadableFile as error:
            form.add_error("file", str(error))
        else:
            adding = "add" in request.POST
            outcomes = (add_all if adding else rehearse)(table.lines, typed_by(request.user))
            refused = [one for one in outcomes if one.said]
            if adding:
                _say(request, len(outcomes) - len(refused))
            if adding and not refused:
                return HttpResponseRedirect(reverse(INDEX))
            context = {
                "outcomes": refused if adding else outcomes,
                "good": len(outcomes) - len(refused),
                "refused": len(refused),
                "added": adding,
                "ignored": ", ".join(table.ignored),
                "text": decoded(content),
            }
            form = RedirectFileForm()
    context["form"] = form
    return TemplateResponse(request, "maillage_site/redirects/from_file.html", context)


def _say(request: HttpRequest, number: int) -> None:
    said = ngettext("%(number)d redirect added.", "%(number)d redirects added.", number)
    messages.success(request, said % {"number": number})
