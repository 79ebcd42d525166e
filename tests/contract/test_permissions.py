"""Territory policies: who acts on which rows."""

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.core.exceptions import PermissionDenied

from maillage.accounts.models import PortalTeam
from maillage.accounts.teams import edited_territories, is_national
from maillage.permissions import (
    COORDINATOR,
    TABLE,
    TEAM,
    NationalPolicy,
    TerritoryPolicy,
    Verb,
    register_verbs,
    verb_required,
)
from maillage.territories.models import Commune, Territory
from maillage_cartography.models import Place
from tests.site.factories import CommuneFactory, TerritoryFactory, UserFactory

pytestmark = pytest.mark.django_db

Role = PortalTeam.Role


def member(territory, role=Role.EDITOR, **fields):
    """A person in the team of that portal; the national one's when territory is None."""
    person = UserFactory(**fields)
    group, _ = Group.objects.get_or_create(name=f"{territory} {role}")
    PortalTeam.objects.get_or_create(territory=territory, role=role, defaults={"group": group})
    person.groups.add(group)
    return person


def communes_of(territories):
    return Commune.objects.filter(departement_code__in=[one.code for one in territories])


@pytest.fixture
def saone_et_loire():
    return TerritoryFactory()


@pytest.fixture
def morbihan():
    return TerritoryFactory(code="56", name="Morbihan", slug="morbihan")


@pytest.fixture
def policy(monkeypatch):
    monkeypatch.setitem(TABLE, Commune, {})
    register_verbs(Commune, Verb("view", TEAM), Verb("change", TEAM), Verb("merge", COORDINATOR))
    return TerritoryPolicy(Commune, communes_of)


def test_an_editor_acts_on_the_rows_of_their_territory_only(policy, saone_et_loire):
    macon, vannes = CommuneFactory(), CommuneFactory(code="56260", name="Vannes")
    editor = member(saone_et_loire)
    assert list(policy.instances_user_has_any_permission_for(editor, ["view"])) == [macon]
    assert policy.user_has_permission_for_instance(editor, "change", macon)
    assert not policy.user_has_permission_for_instance(editor, "change", vannes)


def test_what_a_policy_does_not_name_nobody_does(policy, saone_et_loire):
    national = UserFactory(is_superuser=True)
    people = [member(saone_et_loire), national]
    assert [policy.user_has_permission(person, "delete") for person in people] == [False, False]
    assert not policy.instances_user_has_any_permission_for(national, ["delete"]).exists()


def test_the_national_team_acts_everywhere(policy):
    macon, vannes = CommuneFactory(), CommuneFactory(code="56260", name="Vannes")
    person = member(None)
    rows = policy.instances_user_has_any_permission_for(person, ["view"])
    assert (set(rows), is_national(person)) == ({macon, vannes}, True)


@pytest.mark.parametrize("person", ["without_role", "inactive", "anonymous"])
def test_nobody_else_enters(policy, saone_et_loire, person):
    CommuneFactory()
    someone = {
        "without_role": UserFactory,
        "inactive": lambda: member(saone_et_loire, is_active=False),
        "anonymous": AnonymousUser,
    }[person]()
    assert not policy.user_has_permission(someone, "view")
    assert not policy.instances_user_has_any_permission_for(someone, ["view"]).exists()


def test_without_a_policy_even_a_permission_does_not_open_a_model_to_an_editor(saone_et_loire):
    policy = NationalPolicy(Territory)
    editor, national = member(saone_et_loire), UserFactory(is_superuser=True)
    grant = policy._get_permission_objects_for_actions(["change"]).get()
    editor.user_permissions.add(grant)
    assert [policy.user_has_permission(p, "change") for p in (editor, national)] == [False, True]
    assert list(policy.users_with_permission("change")) == [national]


def test_a_view_whose_verb_has_no_row_is_refused_to_superusers_too(rf, policy):
    @verb_required("forget", Place)
    def view(_request):
        raise AssertionError

    request = rf.get("/")
    request.user = UserFactory(is_superuser=True)
    with pytest.raises(PermissionDenied):
        view(request)


def test_a_persons_teams_are_read_once(saone_et_loire, morbihan, django_assert_num_queries):
    editor = member(saone_et_loire)
    editor.groups.add(*member(morbihan).groups.all())
    with django_assert_num_queries(1):
        assert edited_territories(editor) == [saone_et_loire, morbihan]
        assert not is_national(editor)


def test_a_verb_is_its_roles_where_they_are_held(policy, saone_et_loire, morbihan):
    macon = CommuneFactory()
    editor, coordinator = member(saone_et_loire), member(saone_et_loire, Role.COORDINATOR)
    # An editor here who coordinates elsewhere, and the national team's, merge nothing here.
    both, national = member(saone_et_loire), member(None)
    both.groups.add(member(morbihan, Role.COORDINATOR).groups.get())
    people = (editor, coordinator, both, national, UserFactory(is_superuser=True))

    def may(person, action):
        return policy.user_has_permission_for_instance(person, action, macon)

    assert [may(person, "view") for person in people] == [True] * 5
    assert [may(person, "merge") for person in people] == [False, True, False, False, True]
    assert [policy.user_has_permission(person, "merge") for person in people] == [
        *(False, True, True, False, True),
    ]
