"""Default deny, over every model of every installed app."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Permission
from django.urls import get_resolver
from wagtail.permissions import policy_registry

from maillage.permissions import NationalPolicy, TerritoryPolicy
from maillage_site.rights.default_deny import TERRITORIAL
from tests.site.factories import UserFactory

pytestmark = pytest.mark.django_db
ACTIONS = ("view", "add", "change", "delete", "publish", "choose", "lock")


@pytest.fixture(autouse=True)
def _hooks_are_loaded():
    assert get_resolver().url_patterns


def test_every_model_has_a_policy_that_knows_of_territories():
    known = (*TERRITORIAL, NationalPolicy)
    models = apps.get_models()
    assert [m for m in models if not isinstance(policy_registry.get_by_type(m), known)] == []
    assert len(models) > 60


def test_a_model_nobody_opened_is_closed_even_to_whom_holds_its_permissions(ours):
    ours.publisher.user_permissions.set(Permission.objects.all())
    opened = []
    for model in apps.get_models():
        policy = policy_registry.get_by_type(model)
        if isinstance(policy, NationalPolicy):
            rows = policy.instances_user_has_any_permission_for(ours.publisher, ACTIONS)
            if policy.user_has_any_permission(ours.publisher, ACTIONS) or rows.exists():
                opened.append(model)
    assert opened == []


def test_who_has_no_role_sees_no_row_of_an_opened_model():
    stranger = UserFactory()
    for model in apps.get_models():
        policy = policy_registry.get_by_type(model)
        if isinstance(policy, TerritoryPolicy):
            rows = policy.instances_user_has_any_permission_for(stranger, ACTIONS)
            assert not rows.exists(), model
