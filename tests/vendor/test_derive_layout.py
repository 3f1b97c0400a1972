"""What api.json says of a version is what a public package of that version says."""

from __future__ import annotations

from derive_layout import API_JSON, compare, derived, described, differences
from wheels import Unavailable, VendorLibrary

from actp.connection.library import open_library
from actp.ctp.description import Description
from conftest import unavailable

DESCRIPTION = Description.load(API_JSON)


def test_the_package_says_what_api_json_says(vendor: VendorLibrary) -> None:
    """All of it: structs to the byte, both tables, factories, constants."""
    try:
        facts, found = compare(vendor.release, DESCRIPTION)
    except Unavailable as reason:
        unavailable(str(reason))
    assert found == {vendor.version: []}
    assert len(facts.structs) > 350
    for kind in ("md", "trader"):
        native = open_library(kind, getattr(vendor, kind)).native  # type: ignore[arg-type]
        assert native.virtual_methods == len(facts.methods[f"{kind.title()}Api"])


def test_a_neighbour_is_told_apart(newest: VendorLibrary) -> None:
    """The comparison sees what 6.7.11 has and 6.7.10 had not."""
    try:
        facts = derived(newest.release)
    except Unavailable as reason:
        unavailable(str(reason))
    lines = "\n".join(differences(described(DESCRIPTION, "6.7.10"), facts))
    for expected in (
        r"structs: RspUserLogin: 212 bytes in api.json, 296 in the package",
        r"structs: InvestorReserveInfo: only in the package",
        r"'int ReqQryUserSession(CThostFtdcQryUserSessionField*, int)'",
        r"'void OnRspQryUserSession(CThostFtdcUserSessionField*, CThostFtdcRspInfoField*, int, bool)'",
        r"factories: Trader: only in api.json ['CreateFtdcTraderApi(char const*)']",
        r"constants: ApplySrc: only in the package",
    ):
        assert expected in lines
