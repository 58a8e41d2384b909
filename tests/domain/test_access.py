"""Who may do what: what is not written is denied."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.domain.access import FOR_THE_UNIT, MATRIX, Permission, Role, may, require, require_of_unit
from registry.domain.errors import Exit, NotPermitted


def allowed(role: Role) -> set[Permission]:
    return {permission for permission in Permission if may([role], permission)}


def test_a_contributor_adds_voice_and_opens_nothing_else() -> None:
    assert allowed(Role.CONTRIBUTOR) == {Permission.ADD_VOICE, Permission.OWN_SECRET}


def test_every_permission_is_written_down_and_somebody_has_it() -> None:
    assert set(MATRIX) == set(Permission)
    assert all(MATRIX.values())
    assert all(allowed(role) for role in Role)


def test_who_looks_after_the_machine_reads_no_record() -> None:
    record = {
        Permission.READ_RECORD,
        Permission.WRITE_RECORD,
        Permission.IMPORT,
        Permission.ADD_VOICE,
        Permission.REPORT,
    }
    signing = {Permission.ISSUE, Permission.APPROVE, Permission.RELEASE, Permission.RECEIVE, Permission.DECIDE_PLAN}
    for role in (Role.ADMINISTRATOR, Role.AUDITOR):
        assert not allowed(role) & (record | signing)


def test_who_treats_people_manages_no_keys_users_or_audit() -> None:
    machine = {
        Permission.MANAGE_USERS,
        Permission.MANAGE_KEYS,
        Permission.MANAGE_DIRECTORY,
        Permission.BACK_UP,
        Permission.ACCEPT_HISTORY,
        Permission.READ_AUDIT,
    }
    for role in (Role.CLINICIAN, Role.SUPERVISOR, Role.RECORDS_OFFICER, Role.CONTRIBUTOR):
        assert not allowed(role) & machine


def test_an_auditor_changes_nothing_but_says_what_a_review_found() -> None:
    assert allowed(Role.AUDITOR) == {
        Permission.READ_AUDIT,
        Permission.CHECK_HEALTH,
        Permission.REVIEW_GLASS,
        Permission.SEE_DISPOSALS,
        Permission.OWN_SECRET,
    }


@pytest.mark.parametrize("permission", list(Permission))
def test_without_a_role_nothing_is_allowed(permission: Permission) -> None:
    assert not may([], permission)
    with pytest.raises(NotPermitted) as refused:
        require([], permission, "Sam")
    assert refused.value.exit is Exit.NOT_PERMITTED
    assert all(role in refused.value.hint for role in MATRIX[permission])


@given(st.sets(st.sampled_from(Role)), st.sampled_from(Permission))
def test_several_roles_allow_what_one_of_them_allows(roles: set[Role], permission: Permission) -> None:
    assert may(roles, permission) is any(may([role], permission) for role in roles)
    if may(roles, permission):
        require(roles, permission, "Sam")


@pytest.mark.parametrize("permission", list(Permission))
def test_what_is_done_in_the_units_name_is_done_by_its_own_people(permission: Permission) -> None:
    for theirs in ({"unit"}, {"unit", "other"}):
        require_of_unit(theirs, "unit", permission, "Sam")
    if permission not in FOR_THE_UNIT:
        require_of_unit({"other"}, "unit", permission, "Sam")
        return
    with pytest.raises(NotPermitted, match=f"Sam may not {permission.value} here"):
        require_of_unit({"other"}, "unit", permission, "Sam")
