"""The record with every member: each stands in it, so that whoever compares two readers on it leaves nothing out."""

from registry.documents.transfer_summary import encode
from schemas import load_schema
from tests.documents.every_member import every_member
from tests.documents.one_place import members
from tests.documents.test_tampering import at


def test_every_member_of_the_schema_occurs() -> None:
    schema = load_schema("transfer-summary", "1.0")
    found = {
        (name, member)
        for document in map(encode, every_member())
        for path, name in members(document, schema, schema)
        for member in at(document, path)
    }
    forms = {"": schema, **schema["$defs"]}
    known = {(name, member) for name, form in forms.items() for member in form.get("properties", {}) if name != "Proof"}
    assert known - found == {("", "proof")}
