"""Default deny: a model that nobody opened to territories is the national team's."""

from __future__ import annotations

from django.apps import apps
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.permission_policies.collections import (
    CollectionManagementPermissionPolicy,
    CollectionPermissionPolicy,
)
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permission_policies.sites import SitePermissionPolicy
from wagtail.permissions import policy_registry, register_permission_policy

from maillage.permissions import POLICIES, NationalPolicy, TerritoryPolicy

# Policies that give nothing but what a group received on a page, a collection or a site.
TERRITORIAL = (
    TerritoryPolicy,
    PagePermissionPolicy,
    CollectionPermissionPolicy,
    CollectionManagementPermissionPolicy,
    SitePermissionPolicy,
)


def close_models_without_policy() -> None:
    """Give its own, or NationalPolicy, to every model whose policy knows nothing of territories.

    A policy registered later, in a plugin's ``wagtail_hooks.py``, takes its place.
    """
    for model in (get_image_model(), get_document_model()):
        # Wagtail's own holds that whoever changes a file, or sent it, deletes it.
        register_permission_policy(model, CollectionPermissionPolicy(model))
    for model in apps.get_models():
        # A viewset may have asked before us: Wagtail refuses to replace what it made up then.
        policy_registry.fallback_policies.pop(model, None)
        if not isinstance(policy_registry.get_by_type(model, fallback=False), TERRITORIAL):
            register_permission_policy(model, POLICIES.get(model) or NationalPolicy(model))
