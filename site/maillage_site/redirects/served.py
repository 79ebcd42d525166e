"""What our own views answer at an address, asked in this process, by nobody in particular."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from urllib.parse import urlsplit

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIRequest
from django.utils import translation


def status_at(path: str) -> int:
    """That of the answer: what only its view understands (the page of a place) is asked of it."""
    base = urlsplit(settings.BASE_URL)
    request = WSGIRequest(
        {
            "REQUEST_METHOD": "HEAD",
            "PATH_INFO": path.encode().decode("latin-1"),
            "SERVER_NAME": base.hostname or "",
            "SERVER_PORT": str(base.port or (443 if base.scheme == "https" else 80)),
            "REMOTE_ADDR": "127.0.0.1",
            "wsgi.url_scheme": base.scheme,
            "wsgi.input": BytesIO(),
        }
    )
    with translation.override(translation.get_language()):
        return _handler().get_response(request).status_code


@cache
def _handler() -> BaseHandler:
    handler = BaseHandler()
    handler.load_middleware()
    return handler
