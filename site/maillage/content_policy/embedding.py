"""Pages that other sites may show in a frame: those that the operator names, and no other.

A view says so with ``@embeddable``; everything else stays what ``X-Frame-Options`` and the content
policy make it. ``MAILLAGE_EMBED_ORIGINS`` lists origins: ``https://ville.exemple.fr``. What other
sites load is one script for all plugins, ``embed_script``.
"""

from __future__ import annotations

import re
from functools import wraps
from typing import TYPE_CHECKING

from csp.decorators import csp_replace
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpResponseRedirect
from django.templatetags.static import static
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from django.http import HttpRequest, HttpResponse

    View = Callable[..., HttpResponse]

SCRIPT_AGE = 3600
# A scheme, a host, perhaps its subdomains, perhaps a port; no path: it would hold for nothing.
ORIGIN = re.compile(r"https?://(\*\.)?[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?")


def checked_origins(origins: Sequence[str]) -> list[str]:
    """These origins in lower case; raises ImproperlyConfigured on what is not one."""
    found = [origin.strip().lower().rstrip("/") for origin in origins if origin.strip()]
    wrong = [origin for origin in found if not ORIGIN.fullmatch(origin)]
    if wrong:
        message = f"MAILLAGE_EMBED_ORIGINS: not an origin (https://host): {', '.join(wrong)}"
        raise ImproperlyConfigured(message)
    return found


def embeddable(view: View) -> View:
    """Let the sites that the operator names show the answer in a frame."""

    @wraps(view)
    def framed(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        ancestors = ["'self'", *settings.MAILLAGE_EMBED_ORIGINS]
        answering = csp_replace({"frame-ancestors": ancestors})(view)
        return answering(request, *args, **kwargs)

    return xframe_options_exempt(framed)


@require_safe
def embed_script(_request: HttpRequest) -> HttpResponse:
    """A plugin's lasting address for the script, whatever the name of its file today."""
    response = HttpResponseRedirect(static("maillage/embed.js"))
    response["Cache-Control"] = f"public, max-age={SCRIPT_AGE}"
    return response
