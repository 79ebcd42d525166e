"""What a browser may load on our pages: what is ours, and nothing inline.

Wagtail's administration starts its widgets with inline scripts, so it has a policy of its
own, which still lets nothing in from outside (ADR 0013).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase

ADMIN_PATH = "/gestion/"


class ContentPolicyMiddleware(CSPMiddleware):
    def get_policy_parts(
        self,
        request: HttpRequest,
        response: HttpResponseBase,
        report_only: bool = False,  # noqa: FBT001, FBT002 -- django-csp's signature
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if request.path_info.startswith(ADMIN_PATH) and not report_only:
            parts.config = parts.config or settings.MAILLAGE_ADMIN_CONTENT_POLICY
        return parts
