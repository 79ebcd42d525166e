"""Every component on one page: read by the tests, and looked at by whoever changes the styles."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.test import RequestFactory

from maillage.scope import Scope

HERE = Path(__file__).parent


class GalleryForm(forms.Form):
    """Each shape of field, the first ones in error when bound to nothing."""

    email = forms.EmailField(label="Adresse électronique", help_text="Elle reste entre nous.")
    choice = forms.ChoiceField(
        label="Votre besoin",
        choices=[("impots", "Les impôts"), ("sante", "La santé")],
        widget=forms.RadioSelect,
    )
    town = forms.ChoiceField(label="Commune", choices=[("71076", "Chalon"), ("71270", "Mâcon")])
    message = forms.CharField(label="Message", widget=forms.Textarea, required=False)
    agree = forms.BooleanField(label="J'accepte la charte", help_text="Elle tient en six lignes.")


def gallery_request(path: str = "/", scope: Scope | None = None) -> HttpRequest:
    request = RequestFactory().get(path)
    request.scope = scope or Scope()
    return request


def gallery(scope: Scope | None = None, **context: object) -> str:
    """The gallery's HTML, as any reader would receive it."""
    request = gallery_request("/?q=impot&page=2", scope)
    values = {
        "form": GalleryForm({}),
        "filter_form": GalleryForm(prefix="filtre"),
        "page_obj": Paginator(range(40), 10).page(2),
        "moment": datetime(2026, 12, 8, 17, 30, tzinfo=ZoneInfo("Europe/Paris")),
        "breadcrumbs": [("Lieux", "/lieux/"), ("France services de Cluny", "")],
        "alternates": [("fr", "Français", "/"), ("en", "English", "/en/")],
        "menu": [("Lieux", "/lieux/"), ("Agenda", "/agenda/"), ("Communautés", "/communautes/")],
        "footer_links": [("Accessibilité", "/accessibilite/"), ("Mentions légales", "/ml/")],
        **context,
    }
    source = (HERE / "gallery.html").read_text("utf-8")
    # Cotton reads its tags when a template is loaded from a file: do here what its loader does.
    from django_cotton.compiler_regex import CottonCompiler

    template = engines["django"].from_string(CottonCompiler().process(source))
    return template.render(values, request)


def show(request: HttpRequest) -> HttpResponse:
    """The gallery as a view, for a real browser."""
    return HttpResponse(gallery(menu=[("Lieux", "/"), ("Agenda", "/agenda/")]))
