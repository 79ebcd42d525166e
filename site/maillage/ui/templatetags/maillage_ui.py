"""What templates need to draw and to write: icons, pagination, navigation, French typography."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.urls import NoReverseMatch, reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from maillage.scope import Scope
from maillage.ui import phones
from maillage.ui.drawings import SPRITE
from maillage.ui.forms import problems
from maillage.ui.head import Shared, address_of, is_filtered, tags
from maillage.ui.navigation import Link, contributed_links, menu_links
from maillage.ui.wording import wording

if TYPE_CHECKING:
    from datetime import date, time

    from django.core.paginator import Page
    from django.forms import BaseForm, BoundField
    from django.template import Context
    from django.template.base import Parser, Token

register = template.Library()

TONE_ICONS = {"success": "check", "warning": "triangle-alert", "danger": "triangle-alert"}
ACCOUNT_ROUTES = ("maillage_accounts:home", "account_login")


@register.simple_tag
def icon(name: str) -> SafeString:
    """An icon of the sprite; decorative, so always beside a word."""
    return _drawn(staticfiles_storage.url("maillage/icons.svg"), name)


@lru_cache(maxsize=500)
def _drawn(sprite: str, name: str) -> SafeString:
    """A page holds some forty icons."""
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        sprite,
        name,
    )


@register.simple_tag
def drawing(name: str, description: str = "") -> SafeString:
    """A drawing of the family, described for those who do not see it; without words, decorative."""
    said = (
        format_html('role="img" aria-label="{}"', description)
        if description
        else mark_safe('aria-hidden="true"')
    )
    return format_html(
        '<svg class="drawing" viewBox="0 0 240 160" {} focusable="false"><use href="{}#{}"/></svg>',
        said,
        staticfiles_storage.url(SPRITE),
        name,
    )


@register.filter
def tone_icon(tone: str) -> str:
    return TONE_ICONS.get(tone, "info")


@register.filter
def absolute(url: str) -> str:
    """A path with the site's own host before it, whatever host the reader typed."""
    return settings.BASE_URL.rstrip("/") + url if url.startswith("/") else url


class SharedHead(template.Node):
    """Everything that the title, the description and the canonical address of a page bring."""

    def __init__(self, nodelist: template.NodeList) -> None:
        self.nodelist = nodelist  # found by templates that extend this one: it holds blocks

    def render(self, context: Context) -> SafeString:
        return tags(self.nodelist.render(context), _shared(context))


@register.tag
def sharedhead(parser: Parser, _token: Token) -> SharedHead:
    """``{% sharedhead %}<title>…</title><meta name="description" …>{% endsharedhead %}``."""
    nodelist = parser.parse(("endsharedhead",))
    parser.delete_first_token()
    return SharedHead(nodelist)


def _shared(context: Context) -> Shared:
    """``canonical`` is a page's own; ``list_address`` that of a portal's route without one."""
    request = context.get("request")
    own, listed = context.get("canonical", ""), context.get("list_address", "")
    address = address_of(own or listed, _number(context))
    pictures = getattr(getattr(request, "portal", None), "pictures", None)
    image = context.get("share_image") or (pictures.card if pictures else "")
    scope = getattr(request, "scope", None) or Scope()
    return Shared(
        address=absolute(address) if address else "",
        image=absolute(image) if image else "",
        image_alt=context.get("share_image_alt") or scope.name,
        own_image=bool(context.get("share_image")),
        site=context.get("platform_name") or scope.name,
        language=get_language() or scope.language,
        filtered=bool(request and listed and not own and is_filtered(request.GET)),
    )


def _number(context: Context) -> int:
    """Of the page, in a list of several."""
    return getattr(context.get("page_obj") or context.get("contents"), "number", 1)


@register.simple_tag(takes_context=True)
def page_number(context: Context) -> str:
    """What tells the title of a list's second page from that of the first."""
    number = _number(context)
    return "" if number < 2 else _(", page %(number)s") % {"number": number}


@register.simple_tag(takes_context=True)
def navigation(context: Context, slot: str) -> list[Link]:
    """Links of the header ("main") or of the footer ("footer"); a portal's own menu wins."""
    request = context.get("request")
    scope = getattr(request, "scope", None) or Scope()
    path = getattr(request, "path", "")
    if slot == "main" and context.get("menu"):
        return menu_links(context["menu"], path)
    return contributed_links(scope, slot, path)


@register.simple_tag(takes_context=True)
def account_link(context: Context) -> str:
    """Address of "My space", the same for everyone who reads this page; "" without accounts.

    From a territory's portal it says which: the header stays, and leads back.
    """
    scope = context.get("header_scope") or Scope()
    for name in ACCOUNT_ROUTES:
        try:
            address = reverse(name)
        except NoReverseMatch:
            continue
        return (
            f"{address}?{urlencode({'next': scope.home_url}, safe='/')}" if scope.slug else address
        )
    return ""


@register.inclusion_tag("maillage/components/pagination.html", takes_context=True)
def pagination(
    context: Context, page: Page, parameter: str = "page", target: str = ""
) -> dict[str, object]:
    """Previous and next page, keeping the rest of the query string.

    ``target="_self"`` in a frame whose other links leave it.
    """
    query = context["request"].GET.copy()

    def address(number: int) -> str:
        query[parameter] = str(number)
        return f"?{query.urlencode()}"

    return {
        "page": page,
        "target": target,
        "previous_url": address(page.previous_page_number()) if page.has_previous() else "",
        "next_url": address(page.next_page_number()) if page.has_next() else "",
    }


@register.inclusion_tag("maillage/components/error_summary.html")
def form_errors(form: BaseForm) -> dict[str, object]:
    """What is to be corrected, linked to the fields; nothing when all is well.

    Drawn once for a form: a page may place it first, then write ``{{ form }}``.
    """
    if not form.is_bound or getattr(form, "summary_is_drawn", False):
        return {"problems": []}
    form.summary_is_drawn = True
    return {"problems": problems(form)}


@register.simple_tag
def render_field(field: BoundField) -> SafeString:
    return field.as_field_group()


@register.filter
def typo(text: object) -> str:
    """Narrow no-break spaces where French wants them; markup stays markup."""
    return mark_safe(wording().typo(conditional_escape(text)))  # noqa: S308 -- escaped just here


def _shown(when: time | date) -> time | date:
    """A moment straight from the database (UTC) in the current zone; any other zone is a choice."""
    if isinstance(when, datetime) and when.tzinfo is UTC:
        return localtime(when)
    return when


@register.filter
def of_town(name: str) -> str:
    """In French with its preposition, which changes with the name; alone in English."""
    return wording().of_town(name)


@register.filter
def hour(moment: time | datetime) -> str:
    return wording().hour(_shown(moment))


@register.filter
def day(when: date) -> str:
    return wording().day(_shown(when))


@register.filter
def day_year(when: date) -> str:
    return wording().day_year(_shown(when))


@register.filter
def day_hour(when: datetime) -> str:
    return wording().day_hour(_shown(when))


@register.filter
def short_day(when: date) -> str:
    return wording().short_day(_shown(when))


@register.filter
def short_month(when: date) -> str:
    return wording().short_month(_shown(when))


@register.filter
def distance(kilometres: float) -> str:
    return wording().distance(kilometres)


@register.filter
def in_words(count: int) -> str:
    return wording().in_words(count)


@register.filter
def number(value: float) -> str:
    return wording().number(value)


register.filter("tel", phones.tel)
register.filter("phone", phones.phone)
