"""The languages of the site: those it speaks whole, and those that only pages are written in.

A whole language (French, English) has its screens, lists, search and emails. A language of content
(``MAILLAGE_LANGUAGES_OF_CONTENT``) has pages of words, under its own address; menus and footers
around them are French, and every list, search or form asked in it leads to the French one.
"""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import get_language_info


def whole_languages() -> list[str]:
    return [code for code, _name in settings.LANGUAGES if not is_of_content(code)]


def is_of_content(language: str) -> bool:
    return language in settings.MAILLAGE_LANGUAGES_OF_CONTENT


def own_name(language: str) -> str:
    """A language is named in itself, for those who look for it."""
    name = get_language_info(language)["name_local"]
    return name[:1].upper() + name[1:]


def direction(language: str) -> str:
    """As HTML's ``dir`` says it."""
    return "rtl" if get_language_info(language)["bidi"] else "ltr"
