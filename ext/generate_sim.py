"""Writes what the simulated library of one API version and kind adds to the common part in `ext/sim`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from generate import API, _api_parameters, namespace, virtual

if TYPE_CHECKING:
    from actp.ctp.description import Method

# Callbacks that the library makes itself; no front may send them.
OWN = {"OnFrontConnected", "OnFrontDisconnected", "OnHeartBeatWarning", "OnRtnPrivateSeqNo"}
# Measured on the vendor's libraries: the pause before the first attempt after a lost session came with 6.7.9.
LOST_PAUSE_SINCE = "6.7.9"
# From this release OnHeartBeatWarning is called, before it only existed.
WARNING_SINCE = "6.6.7"
# Up to the release before, Create of the market-data library took SIGUSR1, too.
MD_LEAVES_SIGNAL_SINCE = "6.7.11"


def _at_least(version: str, since: str) -> bool:
    return API.versions.index(version) >= API.versions.index(since)


def _callbacks(kind: str, version: str) -> Iterator[str]:
    """The table of shapes and sizes by callback index, and the switch that calls the SPI."""
    here = {m.index: m for m in virtual(f"{kind}Spi", version)}
    every = API.all_methods(f"{kind}Spi")
    yield "const Callback callbacks[] = {"
    for m in every:
        if m.index not in here:
            shape, size = "absent", "0"
        elif m.name in OWN:
            shape, size = "own", "0"
        else:
            shape, size = m.shape, f"sizeof({m.struct}Field)" if m.struct else "0"
        query = "true" if m.name.startswith("OnRspQry") else "false"
        yield f"    {{{shape}, {query}, {size}}},  // {m.name}"
    yield "};"
    yield "void deliver(void *spi, int callback, void *data, void *info, int request_id, bool last) {"
    yield f"  auto *it = static_cast<{kind}Spi *>(spi);"
    yield "  auto *rsp = static_cast<RspInfoField *>(info);"
    yield "  switch (callback) {"
    for m in here.values():
        struct = f"static_cast<{m.struct}Field *>(data)"
        arguments = {
            "void": "",
            "int": "request_id",
            "response": f"{struct}, rsp, request_id, last",
            "error": "rsp, request_id, last",
            "notice": struct,
            "error_notice": f"{struct}, rsp",
        }[m.shape]
        yield f"    case {m.index}: return it->{m.name}({arguments});"
    yield "  }"
    yield "}"


def _library(kind: str, version: str) -> Iterator[str]:
    places = {m.name: m.index for m in virtual(f"{kind}Spi", version)}
    yield "const Library library = {"
    yield f'    "{version}", {int(kind == "Trader")}, {API.schema}u,'
    takes_signal = kind == "Trader" or not _at_least(version, MD_LEAVES_SIGNAL_SINCE)
    yield (
        f"    {int(_at_least(version, LOST_PAUSE_SINCE))}, {int(_at_least(version, WARNING_SINCE))} != 0, "
        f"{int(takes_signal)} != 0,"
    )
    yield f"    callbacks, {len(API.all_methods(f'{kind}Spi'))},"
    yield (
        f"    {places['OnFrontConnected']}, {places['OnFrontDisconnected']}, {places['OnHeartBeatWarning']}, "
        f"{places['OnRspUserLogin']}, {places['OnRspError']}, {places.get('OnRtnPrivateSeqNo', -1)},"
    )
    yield "    deliver,"
    yield "};"


def _method(kind: str, m: Method) -> str:
    """Parameters (with names) and body of one virtual method."""
    types = _api_parameters(m)
    if m.name == "Release":
        return "() override { if (core.release()) delete this; }"
    if m.name == "RegisterSpi":
        return f"({kind}Spi *spi) override {{ core.register_spi(spi); }}"
    if m.name == "RegisterFensUserInfo":
        # Whom to ask is nothing without a name server, which is not simulated.
        return f"({types[0]}) override {{}}"
    if m.name == "GetFrontInfo":
        return (
            f"({types[0]}info) override {{ if (info != nullptr) core.front_info(info->FrontAddr, "
            "sizeof info->FrontAddr, &info->QryFreq, &info->FTDPkgFreq); }"
        )
    if m.name == "SubscribePrivateTopic":
        # RESUME_FROM_SEQ_NO and its number came with 6.7.13.
        if len(types) == 2:
            return "(int type, int sequence) override { core.private_topic(type, sequence); }"
        return "(int type) override { core.private_topic(type, 1); }"
    if m.struct and m.returns == "int":
        numbered = len(types) == 2
        query = "true" if m.name.startswith("ReqQry") else "false"
        return (
            f"({types[0]}data{', int request_id' if numbered else ''}) override {{ return core.request("
            f"{m.index}, data, sizeof *data, {'request_id' if numbered else '0'}, {query}); }}"
        )
    if m.params == ("char*[]", "int"):
        return f"(char **names, int count) override {{ return core.subscribe({m.index}, names, count); }}"
    plain = {
        "Init": ("", "core.init()"),
        "Join": ("", "return core.join()"),
        "GetTradingDay": ("", "return core.trading_day()"),
        "RegisterFront": ("char *address", "core.register_front(address)"),
        "RegisterNameServer": ("char *address", "core.register_name_server(address)"),
        "SubscribePublicTopic": ("int type", "core.public_topic(type)"),
    }
    parameters, body = plain[m.name]
    return f"({parameters}) override {{ {body}; }}"


def sim(kind: str, version: str) -> Iterable[str]:
    """The lines of one library's own source; `kind` is `Md` or `Trader`."""
    ns = namespace(version)
    create = next(m for m in API.methods(f"{kind}Api", version) if m.static and m.params)
    parameters = ", ".join(["const char *flow_path", *["bool"] * (len(create.params) - 1)])
    vendor = f"CThostFtdc{kind}Api"
    yield "#include <cstddef>"
    yield f'#include "{ns}.hpp"'
    yield '#include "instance.hpp"'
    if kind == "Trader":
        yield '#include "system_info.hpp"'
    yield "namespace {"
    yield "using namespace actp_sim;"
    yield f"using namespace {ns};"
    yield 'static_assert(offsetof(RspUserLoginField, TradingDay) == 0, "the common part reads it there");'
    yield "static_assert(sizeof(RspInfoField) == rsp_info_size);"
    yield from _callbacks(kind, version)
    yield from _library(kind, version)
    yield f"struct Api final : {kind}Api {{"
    yield "  explicit Api(const char *flow_path) : core(library, flow_path) {}"
    yield "  Instance core;"
    for m in virtual(f"{kind}Api", version):
        yield f"  {m.returns.replace('CThostFtdc', '')} {m.name}{_method(kind, m)}"
    yield "};"
    yield "}  // namespace"
    # Declared as the vendor does, for the mangled names of its static members.
    yield f"class {vendor} {{"
    yield " public:"
    yield f"  static {vendor} *{create.name}({parameters});"
    yield "  static const char *GetApiVersion();"
    yield "};"
    yield f"{vendor} *{vendor}::{create.name}({parameters}) {{"
    yield f"  return reinterpret_cast<{vendor} *>(static_cast<{kind}Api *>(new Api(flow_path)));"
    yield "}"
    yield f'const char *{vendor}::GetApiVersion() {{ return "v{version}_actp simulated"; }}'
    if kind == "Trader":
        for name in ("CTP_GetSystemInfo", "CTP_GetRealSystemInfo"):
            yield f"int {name}(char *info, int &length) {{ return actp_sim::system_info(info, length); }}"
        yield "const char *CTP_GetDataCollectApiVersion() { return actp_sim::data_collect_version; }"
