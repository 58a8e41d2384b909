"""A change of keys, as people and scripts read it."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from registry.services.key_changes import KeyChange


def key_change_lines(change: "KeyChange") -> list[str]:
    """Return what became of the keys, and what has to follow, in sentences."""
    if not change.new_database_key:
        return ["The keys are as they were: nobody opens less than before."]
    users = "1 user" if change.users == 1 else f"{change.users} users"
    lines = [f"The database has a new key, for {users} and the recovery key; passphrases are as they were."]
    lines.append("Backups made before open with the old key: make a new one, and lock the old ones away.")
    if change.new_unit_key:
        lines.append("The unit has a new signing key. Nothing can be released until the next directory lists it:")
        lines.append("send a new card to its keeper, and have the old key marked as retired or compromised.")
    return lines


def key_change_plain(change: "KeyChange") -> dict[str, object]:
    """Return the same for a script."""
    return {"users": change.users, "newUnitKey": change.new_unit_key, "newDatabaseKey": change.new_database_key}
