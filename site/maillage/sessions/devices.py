"""What a browser calls itself, in words that its owner recognises; nothing else of it is kept."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

# Word of the header → name, the most particular first: each browser also names those it is like.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "Chromebook"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
)
BETWEEN = "|"


@dataclass(frozen=True)
class Device:
    """A browser and where it runs; empty when we do not know it."""

    browser: str = ""
    system: str = ""

    @classmethod
    def of_header(cls, header: str) -> Device:
        """Read a User-Agent header."""
        return cls(_first(BROWSERS, header), _first(SYSTEMS, header))

    @classmethod
    def stored(cls, text: str) -> Device:
        browser, _between, system = text.partition(BETWEEN)
        return cls(browser, system)

    @property
    def to_store(self) -> str:
        return f"{self.browser}{BETWEEN}{self.system}"

    def __str__(self) -> str:
        if self.browser and self.system:
            return _("%(browser)s on %(system)s") % {
                "browser": self.browser,
                "system": self.system,
            }
        return self.browser or self.system or _("An unknown device")


def _first(words: tuple[tuple[str, str], ...], header: str) -> str:
    return next((name for word, name in words if word in header), "")
