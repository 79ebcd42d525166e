"""Where Wagtail's passwords and logins apply."""

from __future__ import annotations

from wagtail.models import Page, PageViewRestriction


def restricted_paths() -> tuple[str, ...]:
    """Tree paths of the pages under which Wagtail must ask for rights.

    An alias of a restricted page is restricted as well, and so are aliases of aliases.
    """
    keys = set(PageViewRestriction.objects.values_list("page_id", flat=True))
    grown = bool(keys)
    while grown:
        aliases = set(Page.objects.filter(alias_of__in=keys).values_list("pk", flat=True))
        grown = bool(aliases - keys)
        keys |= aliases
    return tuple(Page.objects.filter(pk__in=keys).values_list("path", flat=True)) if keys else ()
