from __future__ import annotations

import pytest

from actp.ctp.description import Description, installed, snake_case, version_key


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("InstrumentID", "instrument_id"),
        ("BidPrice1", "bid_price1"),
        ("ExchangeInstID", "exchange_inst_id"),
        ("UpdateMillisec", "update_millisec"),
        ("ClientIPAddress", "client_ip_address"),
        ("IPAddress", "ip_address"),
        ("PIN", "pin"),
        ("SMSCode", "sms_code"),
        ("IsSPBM", "is_spbm"),
        ("FirstOTP", "first_otp"),
        ("CombOffsetFlag", "comb_offset_flag"),
        ("AllTraded", "all_traded"),
        ("reserve1", "reserve1"),
    ],
)
def test_snake_case(name: str, expected: str) -> None:
    assert snake_case(name) == expected


def test_versions_are_in_order() -> None:
    versions = installed().versions
    assert len(versions) == 16
    assert (versions[0], versions[-1]) == ("6.3.15", "6.7.13")
    assert list(versions) == sorted(versions, key=version_key)
    assert version_key("6.7.11") > version_key("6.7.9_P1") > version_key("6.7.9")


def test_a_field_that_moved_is_in_every_version() -> None:
    description = installed()
    assert description.versions_with_field("DepthMarketData", "InstrumentID") == list(description.versions)
    assert description.versions_with_field("DepthMarketData", "BandingUpperPrice")[0] == "6.6.1"
    assert description.versions_with_field("DepthMarketData", "NoSuchField") == []
    sizes = {}
    for version in ("6.3.19", "6.5.1"):
        struct = description.struct("DepthMarketData", version)
        assert struct is not None
        sizes[version] = next(field.size for field in struct.fields if field.name == "InstrumentID")
    assert sizes == {"6.3.19": 31, "6.5.1": 81}


def test_names_are_unique_in_a_struct_and_attributes_are_identifiers() -> None:
    description = installed()
    for name in description.struct_names:
        fields = {field.name: field.attribute for field in description.all_fields(name)}
        assert len(set(fields.values())) == len(fields)
        assert all(attribute.isidentifier() for attribute in fields.values())
        for version in description.versions:
            if (struct := description.struct(name, version)) is not None:
                assert len({field.name for field in struct.fields}) == len(struct.fields)


def test_a_malformed_description_is_refused() -> None:
    data = {"versions": ["1"], "types": {"T": "char*"}, "structs": {"S": [["f", "T"]], "U": ["f"]}}
    with pytest.raises(ValueError, match=r"type T is 'char\*'"):
        Description(data).struct("S", "1")
    with pytest.raises(ValueError, match="struct U has an entry of another form"):
        Description(data).struct("U", "1")


def test_load_reads_what_is_installed(tmp_path) -> None:  # type: ignore[no-untyped-def]
    from importlib.resources import files

    path = tmp_path / "api.json"
    path.write_bytes((files("actp") / "api.json").read_bytes())
    loaded = Description.load(path)
    assert loaded.versions == installed().versions
    assert loaded.schema == installed().schema
