from __future__ import annotations

import base64
import copy
import gc
import json
import math
import os
import pickle
import random
import struct
import subprocess
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from actp import _core, enums, records
from actp.ctp.description import installed
from actp.enums import Direction, HedgeFlag, OffsetFlag, OrderStatus
from actp.errors import UnknownVersionError

# For calls that a type checker refuses, as it should.
untyped: Any = records

VERSIONS = installed().versions
NEWEST = VERSIONS[-1]
DBL_MAX = sys.float_info.max
# Characters of one, two and four bytes in GB18030.
ALPHABET = "abcXYZ019 _-&螺纹钢期货€é\U0001f600"


def order(**fields: Any) -> records.Order:
    made: records.Order = untyped.Order(
        **({"instrument_id": "rb2610", "limit_price": 3500.0, "volume_total": 3} | fields)
    )
    return made


def random_text(rng: random.Random, room: int) -> str:
    text = ""
    while len((text + (more := rng.choice(ALPHABET))).encode("gb18030")) <= room:
        text += more
        if rng.random() < 0.1:
            break
    return text


def random_values(rng: random.Random, name: str, version: str) -> dict[str, Any]:
    """A value for every field that a struct has in a version, as construction takes and reading gives it."""
    sizes = {field: size for field, _, size, _ in records.layout(name, version).fields}
    values: dict[str, Any] = {}
    for field in records.record_class(name).__struct__.fields:
        if field.hidden or field.name not in sizes:
            continue
        if field.kind == "double":
            value: Any = rng.choice([0.0, rng.uniform(-1e9, 1e9), 5e-324, -DBL_MAX])
        elif field.kind in ("int", "short"):
            bits = 31 if field.kind == "int" else 15
            value = rng.choice([0, -(1 << bits), (1 << bits) - 1, rng.randrange(1 << bits)])
        elif field.kind == "char":
            known = list(getattr(enums, field.enum_name)) if field.enum_name else ["", "x", "0", "ÿ"]
            value = rng.choice(known)
        elif field.kind == "binary":
            value = rng.randbytes(rng.randrange(sizes[field.name] - 1)) + b"\x01"
        else:
            value = random_text(rng, sizes[field.name] - 1)
        values[field.attribute] = value
    return values


@pytest.mark.parametrize("version", VERSIONS)
def test_every_struct_round_trips(version: str) -> None:
    rng = random.Random(version)
    seen = 0
    for name in installed().struct_names:
        cls = records.record_class(name)
        if version not in cls.__struct__.versions:
            continue
        seen += 1
        values = random_values(rng, name, version)
        record = cls(version=version, **values)
        assert record.asdict() == values
        data = record.to_bytes()
        assert len(data) == record.layout.size
        assert record.version == version
        again = cls.from_bytes(data, version)
        assert again.to_bytes() == data
        assert again == record
        assert hash(again) == hash(record)
        assert pickle.loads(pickle.dumps(record)) == record
        assert [record[key] for key in record.keys()] == list(values.values())  # noqa: SIM118
        for attribute, value in values.items():
            assert getattr(record, attribute) == value
    assert seen > 300


@pytest.mark.parametrize("version", VERSIONS)
def test_any_bytes_can_be_read(version: str) -> None:
    rng = random.Random(f"{version} noise")
    for name in installed().struct_names:
        cls = records.record_class(name)
        if version not in cls.__struct__.versions:
            continue
        data = rng.randbytes(records.layout(name, version).size)
        record = cls.from_bytes(data, version)
        assert record.to_bytes() == data
        assert len(record.asdict()) == len(list(record))
        assert repr(record).startswith(f"{name}(")
        assert hash(record) == hash(cls.from_bytes(data, version))
        assert record == cls.from_bytes(bytearray(data), version)


def test_fields_agree_with_struct_unpack() -> None:
    """Against a layout computed here by the struct module, not by the package."""
    layout = struct.Struct("<9s31s9s31s7di4x6d2d9s3xi")
    data = bytearray(records.layout("DepthMarketData", NEWEST).size)
    packed = layout.pack(
        *(b"20260918", b"", b"SHFE", b""),
        *(1.5, 2.5, 3.5, 4.5, 5.5, 6.5, 7.5),
        77,
        *(9.5, 10.5, 11.5, DBL_MAX, 13.5, 14.5),
        *(15.5, 16.5),
        *(b"21:00:00", 500),
    )
    data[: len(packed)] = packed
    tick = records.DepthMarketData.from_bytes(data)
    assert tick.trading_day == "20260918"
    assert tick.exchange_id == "SHFE"
    assert (tick.last_price, tick.pre_settlement_price) == (1.5, 2.5)
    assert (tick.open_price, tick.lowest_price, tick.volume) == (5.5, 7.5, 77)
    assert (tick.turnover, tick.open_interest, tick.close_price) == (9.5, 10.5, 11.5)
    assert math.isnan(tick.settlement_price)
    assert (tick.upper_limit_price, tick.curr_delta) == (13.5, 16.5)
    assert (tick.update_time, tick.update_millisec) == ("21:00:00", 500)


class TestConstruction:
    def test_defaults_are_empty_in_the_newest_version(self) -> None:
        record = records.Order()
        assert record.version == NEWEST
        assert record.to_bytes() == bytes(record.layout.size)
        assert (record.instrument_id, record.limit_price, record.volume_total, record.direction) == (
            "",
            0,
            0,
            "",
        )

    def test_unknown_keyword_names_the_nearest(self) -> None:
        with pytest.raises(TypeError, match=r"Order has no field 'limitprice'; the nearest is 'limit_price'"):
            untyped.Order(limitprice=1.0)
        with pytest.raises(TypeError, match=r"'LimitPrice'; keywords are snake_case: 'limit_price'"):
            untyped.Order(LimitPrice=1.0)
        with pytest.raises(TypeError, match=r"no field 'zzz'$"):
            untyped.Order(zzz=1)
        with pytest.raises(TypeError, match="no field 'reserve1'"):
            untyped.Order(reserve1="x")
        with pytest.raises(TypeError, match="no field 'received_ns'"):
            untyped.DepthMarketData(received_ns=1)
        with pytest.raises(TypeError, match="Order takes keyword arguments only"):
            untyped.Order("rb2610")

    def test_version(self) -> None:
        assert records.Order(version="6.3.19").layout is records.layout("Order", "6.3.19")
        with pytest.raises(UnknownVersionError, match=r"nearest known versions are 6\.7\.11 and 6\.7\.13"):
            records.Order(version="6.7.12")
        with pytest.raises(TypeError, match="version is a str"):
            untyped.Order(version=(6, 7, 11))
        with pytest.raises(
            ValueError, match=r"order_memo is in Order from CTP .* on; this record is of 6\.3\.19"
        ):
            records.Order(version="6.3.19", order_memo="x")

    def test_text_is_never_cut(self) -> None:
        assert order(instrument_id="x" * 80).instrument_id == "x" * 80
        with pytest.raises(ValueError, match=r"instrument_id takes 80 bytes at most in CTP .*; got 81"):
            order(instrument_id="x" * 81)
        with pytest.raises(ValueError, match=r"instrument_id takes 30 bytes at most in CTP 6\.3\.19; got 31"):
            records.Order(version="6.3.19", instrument_id="x" * 31)
        # Counted in bytes: 40 characters of two bytes fit, 41 do not.
        assert records.RspInfo(error_msg="错" * 40).error_msg == "错" * 40
        with pytest.raises(ValueError, match="got 82"):
            records.RspInfo(error_msg="错" * 41)

    def test_text_that_cannot_be_told(self) -> None:
        with pytest.raises(ValueError, match="instrument_id has a NUL character"):
            order(instrument_id="rb\x002610")
        with pytest.raises(ValueError, match="position 2 has no GB18030 form"):
            order(instrument_id="rb\ud800")
        with pytest.raises(TypeError, match="instrument_id takes str, not int"):
            order(instrument_id=2610)
        with pytest.raises(TypeError, match="instrument_id takes str, not NoneType"):
            order(instrument_id=None)

    def test_text_as_bytes(self) -> None:
        assert order(instrument_id=b"rb2610") == order()
        assert order(status_msg=b"\xd2\xd1\xb1\xa8").status_msg == "已报"
        with pytest.raises(ValueError, match="got 81"):
            order(instrument_id=b"x" * 81)

    def test_numbers(self) -> None:
        assert order(limit_price=3500).limit_price == 3500.0
        assert order(volume_total=True).volume_total == 1
        assert order(volume_total=2**31 - 1).volume_total == 2**31 - 1
        assert order(volume_total=-(2**31)).volume_total == -(2**31)
        for wrong in (2**31, -(2**31) - 1, 2**70):
            with pytest.raises(ValueError, match="volume_total takes a 32-bit int"):
                order(volume_total=wrong)
        for wrong_type in (1.0, "1", None):
            with pytest.raises(TypeError, match="volume_total takes an int"):
                order(volume_total=wrong_type)
        for no_number in ("3500", b"3500", None):
            with pytest.raises(TypeError, match="limit_price takes a number"):
                order(limit_price=no_number)
        for infinite in (math.inf, -math.inf):
            with pytest.raises(ValueError, match="limit_price takes a finite number"):
                order(limit_price=infinite)

    def test_shorts(self) -> None:
        name, field = next(
            (name, field)
            for name in installed().struct_names
            for field in records.record_class(name).__struct__.fields
            if field.kind == "short" and not field.hidden and NEWEST in field.versions
        )
        cls = getattr(untyped, name)
        assert getattr(cls(**{field.attribute: -32768}), field.attribute) == -32768
        with pytest.raises(ValueError, match="takes a 16-bit int, got 32768"):
            cls(**{field.attribute: 32768})

    @pytest.mark.parametrize(
        "sent", [DBL_MAX, 1.79769e308, 1.7976931348623e308, 1.79769313486232e308, 1e300, math.inf, math.nan]
    )
    def test_no_value_with_fewer_digits(self, sent: float) -> None:
        """A back end's DBL_MAX may have gone through a text."""
        tick = records.DepthMarketData(last_price=1.0)
        offset = next(at for name, at, _, _ in tick.layout.fields if name == "LastPrice")
        data = bytearray(tick.to_bytes())
        struct.pack_into("<d", data, offset, sent)
        read = records.DepthMarketData.from_bytes(bytes(data), version=NEWEST)
        assert math.isnan(read.last_price)
        assert math.isnan(read["LastPrice"])
        assert read == tick.replace(last_price=math.nan)
        assert records.DepthMarketData(last_price=1e299).last_price == 1e299

    def test_no_value(self) -> None:
        tick = records.DepthMarketData(last_price=math.nan)
        offset = next(at for name, at, _, _ in tick.layout.fields if name == "LastPrice")
        assert struct.unpack_from("<d", tick.to_bytes(), offset) == (DBL_MAX,)
        assert math.isnan(tick.last_price)
        assert records.DepthMarketData(last_price=-DBL_MAX).last_price == -DBL_MAX

    def test_characters(self) -> None:
        assert order(direction=Direction.BUY).direction is Direction.BUY
        assert order(direction="0") == order(direction=b"0") == order(direction=Direction.BUY)
        assert order(direction="").direction == ""
        assert order(direction="Z").direction == "Z"
        assert type(order(direction="Z").direction) is str
        for wrong in ("01", "买"):
            with pytest.raises(ValueError, match="direction takes one single-byte character"):
                order(direction=wrong)
        with pytest.raises(TypeError, match="direction takes an enum member or one character, not int"):
            order(direction=0)
        with pytest.raises(TypeError, match="direction takes Direction, not OrderStatus"):
            order(direction=OrderStatus.ALL_TRADED)

    def test_flags_of_several_legs(self) -> None:
        one = records.InputOrder(comb_offset_flag=OffsetFlag.OPEN, comb_hedge_flag=HedgeFlag.SPECULATION)
        assert (one.comb_offset_flag, one.comb_hedge_flag) == ("0", "1")
        assert type(one.comb_offset_flag) is str
        two = records.InputOrder(comb_offset_flag=[OffsetFlag.OPEN, OffsetFlag.CLOSE_TODAY])
        assert two.comb_offset_flag == "03"
        assert (
            records.InputOrder(comb_offset_flag=("0", "3"))
            == two
            == records.InputOrder(comb_offset_flag="03")
        )
        with pytest.raises(ValueError, match="comb_offset_flag takes 4 bytes at most"):
            records.InputOrder(comb_offset_flag=[OffsetFlag.OPEN] * 5)
        with pytest.raises(TypeError, match="comb_offset_flag takes enum members or characters"):
            untyped.InputOrder(comb_offset_flag=[0])
        with pytest.raises(TypeError, match="instrument_id takes str, not list"):
            untyped.InputOrder(instrument_id=["r", "b"])

    def test_replace(self) -> None:
        first = order(version="6.3.19", direction=Direction.BUY)
        second = first.replace(limit_price=3600.0, instrument_id="ag2612")
        assert (first.limit_price, first.instrument_id) == (3500.0, "rb2610")
        assert second == order(direction="0", limit_price=3600, instrument_id="ag2612")
        assert second.version == "6.3.19"
        # A shorter text leaves nothing of the longer one behind.
        assert (
            first.replace(instrument_id="a").to_bytes()
            == first.replace(instrument_id="b").replace(instrument_id="a").to_bytes()
        )
        with pytest.raises(TypeError, match="no field 'version'"):
            first.replace(version="6.7.11")

    @pytest.mark.parametrize("name", ["Order", "DepthMarketData", "Tick"])
    def test_a_refused_value_leaks_nothing(self, name: str) -> None:
        before = _core.native_blocks()["records"]
        for _ in range(100):
            with pytest.raises(ValueError, match="bytes at most"):
                getattr(records, name)(instrument_id="x" * 100)
        assert _core.native_blocks()["records"] == before


class TestReading:
    def test_text_ends_at_the_first_nul(self) -> None:
        data = bytearray(records.layout("RspInfo", NEWEST).size)
        data[4:20] = b"CTP:No\0Error\0xyz"
        first = records.RspInfo.from_bytes(data)
        assert first.error_msg == "CTP:No"
        assert first.raw("ErrorMsg") == b"CTP:No"
        # What stands behind the NUL does not count.
        data[4:20] = b"CTP:No\0" + bytes(9)
        second = records.RspInfo.from_bytes(data)
        assert first == second
        assert hash(first) == hash(second)
        assert first.to_bytes() != second.to_bytes()

    def test_a_full_array_needs_no_nul(self) -> None:
        data = bytearray(records.layout("RspInfo", NEWEST).size)
        data[4:85] = b"x" * 81
        record = records.RspInfo.from_bytes(data)
        assert record.error_msg == "x" * 81
        assert records.RspInfo.from_bytes(record.to_bytes("6.3.15"), "6.3.15") == record

    def test_a_character_cut_in_half(self) -> None:
        data = bytearray(records.layout("RspInfo", NEWEST).size)
        data[4:85] = ("a" + "错" * 41).encode("gb18030")[:81]
        assert records.RspInfo.from_bytes(data).error_msg == "a" + "错" * 40
        data[4:85] = ("错" * 41).encode("gb18030")[:81]
        text = records.RspInfo.from_bytes(data).error_msg
        assert text == "错" * 40 + "\ufffd"
        assert records.RspInfo.from_bytes(data).raw("ErrorMsg") == data[4:85]

    @pytest.mark.parametrize(
        "text", ["", "a", "abcdefg", "abcdefgh", "abcdefghi", "abcdefgh钢", "钢", "abc\x7f"]
    )
    def test_ascii_and_not(self, text: str) -> None:
        assert records.RspInfo(error_msg=text).error_msg == text

    def test_the_locale_does_not_matter(self) -> None:
        code = "from actp import records; r = records.RspInfo(error_msg='不合法'); print(ascii(r.error_msg))"
        environment = os.environ | {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
        done = subprocess.run(
            [sys.executable, "-c", code.encode("ascii", "backslashreplace").decode()],
            env=environment,
            capture_output=True,
            check=True,
            timeout=60,
        )
        assert done.stdout.strip() == rb"'\u4e0d\u5408\u6cd5'"

    def test_unknown_character_reads_as_itself(self) -> None:
        assert records.Order.from_bytes(order(direction="Z").to_bytes()).direction == "Z"
        high = order(direction="\xff")
        assert high.direction == "\xff"
        assert high.raw("Direction") == b"\xff"

    def test_identifiers_are_shared(self) -> None:
        first = records.Order.from_bytes(order(instrument_id="zz9999").to_bytes())
        second = records.Tick(instrument_id="zz9999")
        assert first.instrument_id is second.instrument_id
        # However many there are, each reads as itself.
        many = [records.Tick(instrument_id=f"i{number}") for number in range(20_000)]
        assert [tick.instrument_id for tick in many] == [f"i{number}" for number in range(20_000)]

    def test_binary_content_survives(self) -> None:
        content = b"\x00\x01\xff\xfe\x00\x80" + bytes(range(256))[:100] + b"\x00\x07\x00\x00"
        record = records.UserSystemInfo(client_system_info=content, client_system_info_len=len(content))
        assert record.raw("ClientSystemInfo", record.client_system_info_len) == content
        # Read as an attribute, the trailing NULs are not to be told from the array's.
        assert record.client_system_info == content.rstrip(b"\0")
        other = records.UserSystemInfo.from_bytes(record.to_bytes("6.6.9"), "6.6.9")
        assert other.raw("ClientSystemInfo", len(content)) == content
        assert other == record
        assert other != record.replace(client_system_info=content[:-3])

    def test_raw(self) -> None:
        record = records.RspInfo(error_msg="错")
        assert record.raw("ErrorMsg") == b"\xb4\xed"
        assert record.raw("ErrorMsg", 4) == b"\xb4\xed\0\0"
        assert record.raw("ErrorMsg", 0) == b""
        for wrong in (82, -1):
            with pytest.raises(ValueError, match="ErrorMsg has 81 bytes"):
                record.raw("ErrorMsg", wrong)
        with pytest.raises(TypeError, match="ErrorID is a number"):
            record.raw("ErrorID")
        with pytest.raises(KeyError, match="error_msg"):
            record.raw("error_msg")

    def test_items(self) -> None:
        record = order(direction=Direction.SELL)
        assert record["LimitPrice"] == 3500.0
        assert record["Direction"] is Direction.SELL
        assert "LimitPrice" in record
        assert "limit_price" not in record
        assert 3 not in record
        assert list(record) == record.keys()
        assert dict(record)["InstrumentID"] == "rb2610"
        with pytest.raises(KeyError, match="Order has no field 'limit_price'; the nearest is 'LimitPrice'"):
            record["limit_price"]
        with pytest.raises(KeyError, match="no field 0"):
            record[0]  # type: ignore[index]

    def test_dead_places_are_hidden(self) -> None:
        record = order()
        data = bytearray(record.to_bytes())
        places = {name: (offset, size) for name, offset, size, _ in record.layout.fields}
        offset, _ = places["reserve1"]
        data[offset : offset + 3] = b"old"
        written = records.Order.from_bytes(data)
        assert not any("reserve" in name for name in [*written.asdict(), *written])
        assert "reserve1" not in repr(written)
        assert not hasattr(written, "reserve1")
        assert written == record
        assert hash(written) == hash(record)
        assert b"old" not in written.to_bytes("6.6.9")
        assert written.to_bytes() == data

    def test_a_field_named_as_a_records_own(self) -> None:
        record = records.TransferHeader(version_="1.0", trade_code="202001")
        assert record.version_ == "1.0"
        assert record["Version"] == "1.0"
        assert record.version == NEWEST

    def test_wrong_length(self) -> None:
        size = records.layout("Order", "6.7.11").size
        for wrong in (0, size - 1, size + 1):
            with pytest.raises(ValueError, match=rf"Order has {size} bytes in CTP 6\.7\.11, got {wrong}"):
                records.Order.from_bytes(bytes(wrong), "6.7.11")
        with pytest.raises(TypeError):
            records.Order.from_bytes("x" * size)  # type: ignore[arg-type]

    def test_from_bytes_copies(self) -> None:
        data = bytearray(order().to_bytes())
        record = records.Order.from_bytes(data)
        data[:] = bytes(len(data))
        assert record == order()


class TestVersions:
    def test_attribute_that_the_version_lacks(self) -> None:
        old = records.DepthMarketData(version="6.3.19")
        says = "banding_upper_price is in DepthMarketData from CTP 6.6.1 on; this record is of 6.3.19"
        with pytest.raises(AttributeError, match=f"^{says}$"):
            _ = old.banding_upper_price
        with pytest.raises(KeyError, match=says):
            old["BandingUpperPrice"]
        assert "BandingUpperPrice" not in old
        assert "banding_upper_price" not in old.asdict()
        assert not hasattr(old, "banding_upper_price")

    def test_attribute_that_no_version_has(self) -> None:
        with pytest.raises(
            AttributeError, match="Order has no field 'limit_prise'; the nearest is 'limit_price'"
        ):
            _ = order().limit_prise  # type: ignore[attr-defined]
        with pytest.raises(
            AttributeError, match=r"'LimitPrice'; CTP's own names are items: record\['LimitPrice'\]"
        ):
            _ = order().LimitPrice  # type: ignore[attr-defined]
        assert not hasattr(order(), "__array_interface__")

    def test_laid_out_by_name(self) -> None:
        """6.5.1 moved InstrumentID to the struct's end and widened it."""
        new = order(direction=Direction.BUY)
        data = new.to_bytes("6.3.19")
        offset = next(
            at for name, at, _, _ in records.layout("Order", "6.3.19").fields if name == "InstrumentID"
        )
        assert data[offset : offset + 7] == b"rb2610\0"
        old = records.Order.from_bytes(data, "6.3.19")
        assert old == new
        assert hash(old) == hash(new)
        assert old.asdict() == {name: value for name, value in new.asdict().items() if name in old.asdict()}
        assert old.to_bytes(NEWEST) == new.to_bytes()

    def test_what_the_other_version_cannot_hold(self) -> None:
        tick = records.DepthMarketData(banding_upper_price=1.0)
        says = r"banding_upper_price is set, but DepthMarketData of CTP 6\.3\.19 has no such .* 6\.6\.1 on"
        with pytest.raises(ValueError, match=says):
            tick.to_bytes("6.3.19")
        with pytest.raises(ValueError, match=r"instrument_id takes 30 bytes at most in CTP 6\.3\.19; got 31"):
            order(instrument_id="x" * 31).to_bytes("6.3.19")
        # Zero and "no value" say nothing, so nothing is lost.
        for nothing in (0.0, math.nan):
            records.DepthMarketData(banding_upper_price=nothing).to_bytes("6.3.19")

    def test_equality_across_versions(self) -> None:
        old, new = records.DepthMarketData(version="6.3.19", volume=1), records.DepthMarketData(volume=1)
        assert old == new
        assert new != new.replace(banding_upper_price=1.0)
        assert old != new.replace(banding_upper_price=1.0)
        assert new.replace(banding_upper_price=1.0) != old
        assert len({old, new}) == 1

    @pytest.mark.parametrize("version", VERSIONS)
    def test_every_struct_there_and_back(self, version: str) -> None:
        """What an older version holds, the newest that has the struct holds too, and gives back."""
        rng = random.Random(f"{version} there")
        for name in installed().struct_names:
            struct = records.record_class(name).__struct__
            if version not in struct.versions:
                continue
            shared = [
                f for f in struct.fields if not f.hidden and {version, struct.newest} <= set(f.versions)
            ]
            values = random_values(rng, name, version)
            record = records.record_class(name)(
                version=version, **{f.attribute: values[f.attribute] for f in shared}
            )
            there = type(record).from_bytes(record.to_bytes(struct.newest), struct.newest)
            assert there == record
            assert hash(there) == hash(record)
            assert type(record).from_bytes(there.to_bytes(version), version) == record

    @pytest.mark.parametrize(
        ("has", "words"),
        [
            ("1 2 3 4", "in every CTP version that has S"),
            ("2 3 4", "from CTP 2 on"),
            ("1 2", "up to CTP 2"),
            ("2 3", "from CTP 2 to 3"),
            ("1 3", "in CTP 1, 3"),
        ],
    )
    def test_availability_in_words(self, has: str, words: str) -> None:
        field: _core.FieldDescriptor[int] = _core.FieldDescriptor("F", "f", "int", has.split())
        made = _core.Struct("S", ["1", "2", "3", "4"], [field], None)
        assert made.newest == "4"
        assert field.availability() == words
        assert field.__doc__ == f"CTP's S.F, {words}."

    def test_availability_of_all_fields_agrees_with_the_layouts(self) -> None:
        for name in installed().struct_names:
            made = records.record_class(name).__struct__
            for version in made.versions:
                layout = records.layout(name, version)
                assert {field.name for field in made.fields if version in field.versions} == {
                    field[0] for field in layout.fields
                }


class TestIdentity:
    def test_immutable(self) -> None:
        record = order()
        with pytest.raises(AttributeError, match=r"immutable; use record\.replace\(limit_price=\.\.\.\)"):
            record.limit_price = 1.0  # type: ignore[assignment]
        with pytest.raises(AttributeError, match="immutable"):
            del record.limit_price
        with pytest.raises(AttributeError):
            record.something = 1  # type: ignore[attr-defined]
        with pytest.raises(AttributeError):
            record.version = "6.3.19"  # type: ignore[misc]
        record.__init__(limit_price=1.0)  # type: ignore[misc]
        assert record.limit_price == 3500.0
        with pytest.raises(TypeError):
            object.__new__(records.Order)

    def test_equality_and_hash(self) -> None:
        assert order() == order()
        assert hash(order()) == hash(order())
        assert order() != order(volume_total=4)
        assert order() != order(direction="0")
        assert records.Order() != records.Trade()
        assert records.Order() != 1
        assert records.InputOrder() != records.Order()
        assert records.Order(limit_price=-0.0) == records.Order(limit_price=0.0)
        assert hash(records.Order(limit_price=-0.0)) == hash(records.Order())

    def test_no_value_equals_itself(self) -> None:
        one, two = (records.DepthMarketData(last_price=math.nan) for _ in range(2))
        assert one == two
        assert hash(one) == hash(two)
        assert one != records.DepthMarketData()
        # A NaN in the struct reads as DBL_MAX does.
        data = bytearray(one.to_bytes())
        data[80:88] = struct.pack("<d", math.nan)
        other = records.DepthMarketData.from_bytes(data)
        assert other == one
        assert hash(other) == hash(one)

    @pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
    def test_pickle(self, protocol: int) -> None:
        record = order(version="6.5.1", status_msg="已报")
        again = pickle.loads(pickle.dumps(record, protocol))
        assert again == record
        assert again.version == "6.5.1"
        assert type(again) is records.Order
        assert again.to_bytes() == record.to_bytes()

    def test_unpickled_in_a_fresh_process(self) -> None:
        code = "import pickle, sys; print(pickle.loads(sys.stdin.buffer.read()))"
        tick = records.Tick(instrument_id="rb2610", received_ns=2, session=3)
        done = subprocess.run(
            [sys.executable, "-c", code],
            input=pickle.dumps(tick),
            capture_output=True,
            check=True,
            timeout=60,
        )
        assert done.stdout.strip() == b"Tick(instrument_id='rb2610', received_ns=2, session=3)"

    def test_copies_are_the_record(self) -> None:
        record = order()
        assert copy.copy(record) is record
        assert copy.deepcopy(record) is record

    def test_classes_are_made_once_whoever_asks(self) -> None:
        with ThreadPoolExecutor(8) as pool:
            found = list(pool.map(lambda _: records.record_class("QryInvestUnit"), range(64)))
        assert len(set(found)) == 1
        assert records.QryInvestUnit is found[0]

    def test_classes(self) -> None:
        assert records.Order.__name__ == "Order"
        assert records.Order.__module__ == "actp.records"
        assert records.Order.__doc__ == "CTP's CThostFtdcOrderField."
        assert {"Order", "Tick", "layout"} <= set(dir(records))
        with pytest.raises(AttributeError, match="no attribute 'Ordre'"):
            _ = records.Ordre  # type: ignore[attr-defined]
        assert records.Tick.__mro__[1:3] == (records.DepthMarketData, records.Record)
        for name in ("Tick", "Ordre", "layout"):
            with pytest.raises(KeyError, match=name):
                records.record_class(name)
        with pytest.raises(TypeError, match="Record is no struct"):
            records.Record()
        with pytest.raises(TypeError, match="Record is no struct"):
            records.Record.from_bytes(b"")

    def test_subclasses_are_refused(self) -> None:
        class Mine(records.Order):
            pass

        with pytest.raises(TypeError, match="Mine: record classes cannot be subclassed"):
            Mine()
        with pytest.raises(TypeError, match="Mine: record classes cannot be subclassed"):
            Mine.from_bytes(order().to_bytes())

    def test_a_field_of_another_class_does_not_apply(self) -> None:
        with pytest.raises(TypeError, match=r"Order\.limit_price does not apply to Trade"):
            records.Order.limit_price.__get__(records.Trade(), records.Trade)
        with pytest.raises(TypeError, match="does not apply to int"):
            records.Order.limit_price.__get__(3, int)  # type: ignore[call-overload]
        with pytest.raises(TypeError, match="session does not apply to int"):
            records.Tick.__dict__["session"].__get__(3, int)

    def test_importing_reads_no_description(self) -> None:
        code = (
            "from actp import records, enums; from actp.ctp import description; "
            "count = description.installed.cache_info;"
            "assert not count().currsize; records.Order; assert count().currsize"
        )
        subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


class TestRepr:
    def test_only_what_says_something(self) -> None:
        record = order(direction=Direction.BUY, order_status="?", status_msg="已报")
        assert repr(record) == (
            "Order(instrument_id='rb2610', direction=Direction.BUY, limit_price=3500.0, order_status='?', "
            "volume_total=3, status_msg='已报')"
        )
        assert repr(records.DepthMarketData(last_price=math.nan)) == "DepthMarketData()"

    def test_secrets_are_masked_in_every_struct(self) -> None:
        """Every text that is named like a secret; found by name here, not by the package's table."""
        words = (
            "passw psw pwd authcode authkey authinfo otp captcha smsc random token mackey pinkey currentkey"
        )
        words += " handshakedata clientsysteminfo cltsysinfo digest"
        harmless = {"OTPVendorsID", "ChangePwdTime"}
        masked = set()
        for name in installed().struct_names:
            cls = records.record_class(name)
            for field in cls.__struct__.fields:
                if field.hidden or field.kind not in ("text", "identifier", "binary"):
                    continue
                suspect = any(word in field.name.lower() for word in words.split())
                suspect |= field.name in ("PIN", "Text")
                if not suspect or field.name in harmless:
                    continue
                value = b"geheim" if field.kind == "binary" else "geheim"
                record = cls(version=field.versions[-1], **{field.attribute: value})
                assert repr(record) == f"{name}({field.attribute}='***')", f"{name}.{field.name} shows"
                assert "geheim" not in str(record) + f"{record}"
                assert record.asdict()[field.attribute] == value
                masked.add(field.name)
        assert {
            "Password",
            "AuthCode",
            "PIN",
            "OneTimePassword",
            "SMSCode",
            "Captcha",
            "RandomString",
        } <= masked

    def test_refusals_do_not_show_a_secret(self) -> None:
        for wrong in ("geheim" * 20, "geheim\0", "geheim\ud800", ["geheim"]):
            with pytest.raises((ValueError, TypeError)) as caught:
                untyped.ReqUserLogin(password=wrong)
            assert "password" in str(caught.value)
            assert "geheim" not in str(caught.value)
            assert caught.value.__context__ is None


class TestTick:
    def test_is_a_market_data_record_that_knows_when_it_came(self) -> None:
        tick = records.Tick(
            instrument_id="rb2610", last_price=3500.0, received_ns=1_790_000_000_123_456_789, session=2
        )
        assert isinstance(tick, records.DepthMarketData)
        assert (tick.received_ns, tick.session) == (1_790_000_000_123_456_789, 2)
        assert tick.asdict()["session"] == 2
        assert tick.replace(session=3).received_ns == tick.received_ns
        assert tick.replace(session=3).session == 3
        assert tick != tick.replace(session=3)
        assert tick != tick.replace(received_ns=0)
        assert untyped.Tick.received_ns.__doc__.startswith("When the callback came")
        with pytest.raises(AttributeError, match="immutable"):
            tick.session = 4  # type: ignore[misc]

    def test_pickle(self) -> None:
        tick = records.Tick(version="6.6.9", volume=7, received_ns=5, session=9)
        again = pickle.loads(pickle.dumps(tick))
        assert again == tick
        assert (again.received_ns, again.session, again.version) == (5, 9, "6.6.9")
        assert type(again) is records.Tick

    def test_from_bytes(self) -> None:
        data = records.DepthMarketData(volume=7).to_bytes()
        assert records.Tick.from_bytes(data, received_ns=5, session=9).received_ns == 5
        assert records.Tick.from_bytes(data).session == 0
        with pytest.raises(TypeError, match="DepthMarketData has no received_ns and session; Tick has"):
            records.DepthMarketData.from_bytes(data, received_ns=5)

    def test_extremes(self) -> None:
        assert records.Tick(received_ns=2**63 - 1, session=2**31 - 1).received_ns == 2**63 - 1
        with pytest.raises(OverflowError):
            records.Tick(received_ns=2**63)
        with pytest.raises(OverflowError):
            records.Tick(session=2**31)
        with pytest.raises(TypeError):
            untyped.Tick(session="1")


class TestMemory:
    def test_every_record_is_freed(self) -> None:
        gc.collect()
        before = _core.native_blocks()["records"]
        held = [records.Tick(volume=number) for number in range(1000)]
        assert _core.native_blocks()["records"] == before + 1000
        again = pickle.loads(pickle.dumps(held))
        assert _core.native_blocks()["records"] == before + 2000
        del held, again
        assert _core.native_blocks()["records"] == before

    def test_records_need_no_garbage_collection(self) -> None:
        record = order()
        assert not gc.is_tracked(record)
        assert not gc.is_tracked(records.Tick())
        assert not hasattr(record, "__dict__")
        # One block: the object's head, which free-threaded builds have larger, and the struct.
        assert sys.getsizeof(record) - record.layout.size <= object.__basicsize__ + 48

    def test_classes_keep_their_reference_counts(self) -> None:
        before = sys.getrefcount(records.Order)
        for _ in range(1000):
            order()
        after = sys.getrefcount(records.Order)
        assert abs(after - before) < 10

    def test_reading_keeps_reference_counts(self) -> None:
        record = order(direction=Direction.BUY, status_msg="钢")
        shared = (Direction.BUY, record.instrument_id, record.direction, record.version, record.layout)
        before = [sys.getrefcount(value) for value in shared]
        for _ in range(1000):
            _ = record.direction, record.instrument_id, record["Direction"], record.version, record.layout
            _ = repr(record), hash(record), record.asdict(), record == order(), record.to_bytes("6.3.19")
        after = [sys.getrefcount(value) for value in shared]
        assert all(abs(now - then) < 10 for now, then in zip(after, before, strict=True))


# -- as other libraries see them ---------------------------------------------------------------------


def tick_of(**fields: Any) -> records.Tick:
    made: records.Tick = untyped.Tick(
        **(
            {
                "instrument_id": "rb2610",
                "trading_day": "20260302",
                "action_day": "20260302",
                "update_time": "10:00:00",
                "update_millisec": 500,
                "last_price": 3500.0,
                "bid_price1": DBL_MAX,
                "received_ns": 1_772_416_800_600_000_000,
                "session": 1,
            }
            | fields
        )
    )
    return made


def test_star_import() -> None:
    names: dict[str, Any] = {}
    exec("from actp.records import *", names)
    assert {"Record", "Tick", *installed().struct_names} <= set(names)
    assert names["Tick"] is records.Tick and names["Order"] is records.Order
    assert set(untyped.__all__) == {name for name in names if name != "__builtins__"}
    assert len(untyped.__all__) == len(set(untyped.__all__))
    assert set(untyped.__all__) <= set(dir(records))


def test_a_record_is_a_mapping_of_ctp_s_names() -> None:
    for version in (NEWEST, VERSIONS[0]):
        # nan is not equal to itself, so there is none here.
        for record in (order(version=version), tick_of(version=version, bid_price1=1.0)):
            assert isinstance(record, Mapping)
            assert len(record) == len(record.keys()) and bool(record)
            assert (
                dict(record) == dict(record.items()) == dict(zip(record.keys(), record.values(), strict=True))
            )
            assert list(dict(record)) == list(record)
            assert record.get("InstrumentID") == "rb2610"
            assert record.get("NoSuchField") is None and record.get("NoSuchField", 5) == 5
    assert order(version="6.3.15").get("BandingUpperPrice", 1) == 1


def test_a_record_matches_as_a_mapping() -> None:
    match order():
        case {"InstrumentID": name, "LimitPrice": price}:
            assert (name, price) == ("rb2610", 3500.0)
        case _:
            pytest.fail("a record does not match")


def test_json_form() -> None:
    tick = tick_of()
    plain = tick.asdict(json=True)
    assert json.loads(json.dumps(plain, allow_nan=False)) == plain
    assert plain["bid_price1"] is None and plain["last_price"] == 3500.0
    assert plain["exchange_time"] == "2026-03-02T10:00:00.500000+08:00"
    assert plain["received_ns"] == tick.received_ns
    assert list(plain) == [*tick.asdict(), "exchange_time"]
    assert tick_of(update_time="").asdict(json=True)["exchange_time"] is None
    sent = order(direction=Direction.SELL, order_status=OrderStatus.ALL_TRADED).asdict(json=True)
    assert (sent["direction"], sent["order_status"]) == ("1", "0")
    assert type(sent["direction"]) is str
    assert "exchange_time" not in sent
    info = untyped.UserSystemInfo(client_system_info=b"\x01\xff\x00\x02", client_system_info_len=4)
    assert base64.b64decode(info.asdict(json=True)["client_system_info"]) == info.client_system_info
    assert order(limit_price=math.nan).asdict(json=True)["limit_price"] is None
    places = {name: offset for name, offset, _, _ in records.layout("Order", NEWEST).fields}
    for value in (math.inf, -math.inf):
        data = bytearray(order().to_bytes())
        struct.pack_into("d", data, places["LimitPrice"], value)
        assert untyped.Order.from_bytes(data).asdict(json=True)["limit_price"] is None


@pytest.mark.parametrize("version", [VERSIONS[0], NEWEST])
def test_every_struct_has_a_json_form(version: str) -> None:
    rng = random.Random(version)
    for name in installed().struct_names:
        cls = records.record_class(name)
        if version not in cls.__struct__.versions:
            continue
        for values in ({}, random_values(rng, name, version)):
            plain = cls(version=version, **values).asdict(json=True)
            assert json.loads(json.dumps(plain, allow_nan=False)) == plain
            assert {type(value) for value in plain.values()} <= {str, int, float, type(None)}


def test_numpy_takes_a_record_for_one_thing() -> None:
    numpy = pytest.importorskip("numpy")
    array = numpy.array([order(), order()], dtype=object)
    assert array.shape == (2,) and array[0] == order()


def test_pandas() -> None:
    """A column for each field, its values below, from whatever holds records."""
    pandas = pytest.importorskip("pandas")
    ticks = [tick_of(), tick_of(last_price=3501.0)]
    for frame in (
        pandas.DataFrame(ticks),
        pandas.DataFrame.from_records(ticks),
        pandas.DataFrame(iter(ticks)),
    ):
        assert set(frame.columns) == set(ticks[0])
        assert list(frame["LastPrice"]) == [3500.0, 3501.0]
        assert list(frame["InstrumentID"]) == ["rb2610", "rb2610"]
        assert frame["BidPrice1"].isna().all()
    frame = pandas.DataFrame([order(), order(direction=Direction.SELL)])
    assert list(frame["Direction"]) == ["", "1"]
    frame = pandas.DataFrame([tick.asdict() for tick in ticks])
    assert list(frame.columns) == list(ticks[0].asdict())
    assert list(frame["last_price"]) == [3500.0, 3501.0]


def test_pandas_takes_a_batch() -> None:
    pandas = pytest.importorskip("pandas")
    ticks = [tick_of(), tick_of(last_price=3501.0)]
    layout = records.layout("DepthMarketData", NEWEST)
    data = bytearray(b"".join(tick.to_bytes() for tick in ticks))
    frame = pandas.DataFrame(list(_core.TickBatch(data, layout, records.Tick)))
    assert list(frame["LastPrice"]) == [3500.0, 3501.0]
