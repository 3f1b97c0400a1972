# ruff: noqa: N802, N803, T201 - CTP's names
"""A market-data program as users of openctp-ctp write it: login, subscription, ticks on the screen, Join.

usage: openctp_program.py FRONT INSTRUMENT COUNT join|release

It ends as such programs do: by a signal while it stands in Join, or with Release when it has seen enough.
"""

import sys
import threading

from openctp_ctp import mdapi

front, instrument, count, end = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4]
enough = threading.Event()


class MdSpi(mdapi.CThostFtdcMdSpi):
    def __init__(self, api):
        super().__init__()
        self.api = api
        self.left = count

    def OnFrontConnected(self):
        print("OnFrontConnected", flush=True)
        login = mdapi.CThostFtdcReqUserLoginField()
        login.BrokerID = "9999"
        login.UserID = "tester"
        self.api.ReqUserLogin(login, 1)

    def OnFrontDisconnected(self, nReason):
        print(f"OnFrontDisconnected {nReason:#x}", flush=True)

    def OnRspUserLogin(self, pRspUserLogin, pRspInfo, nRequestID, bIsLast):
        if pRspInfo is not None and pRspInfo.ErrorID:
            print(f"OnRspUserLogin {pRspInfo.ErrorID} {pRspInfo.ErrorMsg}", flush=True)
            enough.set()
            return
        print(f"OnRspUserLogin 0 {pRspUserLogin.TradingDay}", flush=True)
        self.api.SubscribeMarketData([instrument.encode()], 1)

    def OnRspSubMarketData(self, pSpecificInstrument, pRspInfo, nRequestID, bIsLast):
        print(f"OnRspSubMarketData {pSpecificInstrument.InstrumentID}", flush=True)

    def OnRtnDepthMarketData(self, tick):
        if self.left > 0:
            self.left -= 1
            print(
                "tick",
                tick.InstrumentID,
                tick.UpdateTime,
                tick.UpdateMillisec,
                tick.LastPrice,
                tick.Volume,
                tick.BidPrice1,
                tick.AskPrice1,
                flush=True,
            )
            if self.left == 0:
                enough.set()


print("version", mdapi.CThostFtdcMdApi.GetApiVersion(), flush=True)
api = mdapi.CThostFtdcMdApi.CreateFtdcMdApi("./")
spi = MdSpi(api)
api.RegisterSpi(spi)
api.RegisterFront(front)
api.Init()
if end == "join":
    api.Join()
enough.wait()
api.Release()
print("released", flush=True)
