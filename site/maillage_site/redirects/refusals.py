"""Which redirects nobody may write: those that shadow, those that lead to one another."""

from __future__ import annotations

from functools import wraps
from http import HTTPStatus
from itertools import product
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.db.models.signals import pre_save
from django.utils.translation import gettext as _
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from maillage.pages import readable
from maillage_site.portals.addresses.scopes import current_path
from maillage_site.portals.addresses.snapshot import snapshot
from maillage_site.redirects.addresses import (
    answers,
    is_for_some,
    lives,
    local_path,
    may_answer,
    own_hosts,
    same_place,
)
from maillage_site.redirects.served import status_at

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from wagtail.models import Site


def check_redirect(rule: Redirect) -> None:
    """Raises ValidationError, by field, for a rule that would shadow a page, loop or chain.

    Or that would never be read: what is asked below a former name of a portal is led on first.
    """
    path, query = urlsplit(rule.old_path).path, urlsplit(rule.old_path).query
    if not query and _is_read(unquote(path), rule.site):
        raise ValidationError({"old_path": _("A page is read at this address: it stays there.")})
    current = current_path(path, snapshot().former)
    if current != path:
        text = _("A portal has left this name for another: write %(path)s.")
        raise ValidationError({"old_path": text % {"path": current}})
    if not rule.redirect_page_id and "@" in urlsplit(rule.redirect_link).netloc:
        # http://ours@theirs/ is read as ours, and leads to theirs.
        text = _("This address holds a name before that of its site (…@…): write it without.")
        raise ValidationError({"redirect_link": text})
    check_chain(rule)
    if rule.redirect_page is not None:
        _refuse_hidden(rule.redirect_page)
        return
    target = local_path(rule.redirect_link, own_hosts())
    if target and not answers(unquote(target), rule.site):
        text = _("Nothing is read at that address of this site.")
        raise ValidationError({"redirect_link": text})
    if target and is_for_some(unquote(target), rule.site):
        raise ValidationError({"redirect_link": _not_for_all()})


def _refuse_hidden(page: Page) -> None:
    """Its title is not told: the list of redirects has other readers than the page."""
    if not page.live:
        text = _("This page is not online: publish it first, or choose another one.")
        raise ValidationError({"redirect_page": text})
    if not is_for_everybody(page):
        raise ValidationError({"redirect_page": _not_for_all()})


def is_for_everybody(page: Page) -> bool:
    """Whether the page is online, and not for some people only."""
    return readable(Page.objects.filter(pk=page.pk, live=True)).exists()


def _not_for_all() -> str:
    return _("This page is not for everybody: who follows the old address would be turned away.")


def _is_read(path: str, site: Site | None) -> bool:
    """Whether a page, a route or a row answers there, with its final slash or without."""
    bare = path.rstrip("/")
    return any(
        lives(form, site) or (may_answer(form, site) and status_at(form) == HTTPStatus.OK)
        for form in (f"{bare}/", bare)
        if form
    )


def check_chain(rule: Redirect) -> None:
    """Raises ValidationError for a rule without target, or whose ends meet those of others."""
    if rule.redirect_page_id is None and not rule.redirect_link:
        raise ValidationError({"redirect_link": _("Say where this address leads.")})
    if leading_to(rule):
        text = _("Another redirect leads to this address: make that one lead further first.")
        raise ValidationError({"old_path": text})
    path = "" if rule.redirect_page_id else local_path(rule.redirect_link, own_hosts())
    if not path:
        return
    if same_place(path, rule.old_path):
        raise ValidationError({"redirect_link": _("A redirect cannot lead to itself.")})
    if _others(rule).filter(old_path=Redirect.normalise_path(path)) and not answers(path, None):
        text = _("That address is redirected itself: give the one it leads to.")
        raise ValidationError({"redirect_link": text})


def leading_to(rule: Redirect) -> QuerySet[Redirect]:
    """The rules whose address is where this one starts."""
    bases = [
        "",
        *(f"{scheme}://{host}" for scheme, host in product(("http", "https"), own_hosts())),
    ]
    path = rule.old_path.rstrip("/")
    forms = [f"{base}{path}{end}" for base, end in product(bases, ("", "/"))]
    return _others(rule).filter(redirect_page=None, redirect_link__in=filter(None, forms))


def _others(rule: Redirect) -> QuerySet[Redirect]:
    """Those that answer on the same hosts."""
    on_the_same = Q() if rule.site_id is None else Q(site=rule.site_id) | Q(site=None)
    return Redirect.objects.filter(on_the_same).exclude(pk=rule.pk)


def refuse_bad_rules() -> None:
    """Forms and imports say it beside the field; what saves without a form cannot chain either."""
    stock = Redirect.clean

    @wraps(stock)
    def clean(rule: Redirect) -> None:
        # None when its field has refused it: Wagtail would read the home's.
        is_an_address = bool(rule.old_path)
        stock(rule)
        if is_an_address:
            check_redirect(rule)

    Redirect.clean = clean
    pre_save.connect(
        lambda instance, **_rest: check_chain(instance),
        sender=Redirect,
        weak=False,
        dispatch_uid="maillage_redirects",
    )
