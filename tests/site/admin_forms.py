"""What a browser would send of a form of the admin, as it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bs4 import BeautifulSoup
from wagtail.blocks import StreamValue

if TYPE_CHECKING:
    from bs4 import Tag
    from django.http import HttpResponse

# Wagtail's script puts them into the form: the schedule of a page.
DIALOGS = "template[data-w-teleport-target-value='[data-edit-form]']"
UNSENT = {"submit", "button", "file", "image", "reset"}


def as_sent(response: HttpResponse, **typed: object) -> dict[str, object]:
    """The fields of the page's main form with their values, then what is typed over them.

    A StreamField is drawn by a script: what it holds is not sent, it comes back empty.
    """
    assert response.status_code == 200, response
    page = BeautifulSoup(response.content, "html.parser")
    sent: dict[str, object] = {}
    for part in (main_form(page), *page.select(DIALOGS)):
        for field in part.select("input[name], select[name], textarea[name]"):
            for value in values(field):
                sent.setdefault(field["name"], []).append(value)
    for name, bound in response.context["form"].initial.items():
        if isinstance(bound, StreamValue):
            sent[f"{name}-count"] = ["0"]
    return sent | {
        name: value if isinstance(value, list) else [value] for name, value in typed.items()
    }


def main_form(page: BeautifulSoup) -> Tag:
    """The one that holds the most fields: menus and searches are forms too."""
    forms = page.select("form[method=post i]")
    return max(forms, key=lambda form: len(form.select("[name]")))


def values(field: Tag) -> list[str]:
    if field.name == "textarea":
        return [field.text.removeprefix("\n")]
    if field.name == "select":
        chosen = field.select("option[selected]")
        first = field.select("option")[:1] if not field.has_attr("multiple") else []
        return [option.get("value", option.text) for option in chosen or first]
    kind = field.get("type", "text")
    if kind in UNSENT or (kind in {"checkbox", "radio"} and not field.has_attr("checked")):
        return []
    return [field.get("value", "on" if kind == "checkbox" else "")]
