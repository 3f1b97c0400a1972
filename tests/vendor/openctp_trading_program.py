# ruff: noqa: N802, N803, T201 - CTP's names
"""A trading program as users of openctp-ctp write it: one request after another, each answer an event.

usage: openctp_trading_program.py FRONT INSTRUMENT EXCHANGE

It authenticates, logs in, confirms the settlement, queries, places an order that rests and cancels it, one
that trades, and one that is refused; then it queries again and releases the API.
"""

import sys
import threading

from openctp_ctp import tdapi

front, instrument, exchange = sys.argv[1], sys.argv[2], sys.argv[3]
BROKER, USER, PASSWORD = "9999", "tester", "secret"


class TdSpi(tdapi.CThostFtdcTraderSpi):
    def __init__(self, api):
        super().__init__()
        self.api = api
        self.request = 0
        self.ready = threading.Event()
        self.answered = threading.Event()
        self.reported = threading.Condition()
        self.orders = {}
        self.trades = []
        self.errors = []
        self.rows = []
        self.order_ref = 0

    def next_request(self):
        self.request += 1
        return self.request

    # -- session

    def OnFrontConnected(self):
        print("OnFrontConnected", flush=True)
        field = tdapi.CThostFtdcReqAuthenticateField()
        field.BrokerID, field.UserID = BROKER, USER
        field.AppID, field.AuthCode = "client_test_1.0", "0000000000000000"
        self.api.ReqAuthenticate(field, self.next_request())

    def OnFrontDisconnected(self, nReason):
        print(f"OnFrontDisconnected {nReason:#x}", flush=True)

    def OnRspAuthenticate(self, pRspAuthenticateField, pRspInfo, nRequestID, bIsLast):
        print(f"OnRspAuthenticate {pRspInfo.ErrorID}", flush=True)
        field = tdapi.CThostFtdcReqUserLoginField()
        field.BrokerID, field.UserID, field.Password = BROKER, USER, PASSWORD
        self.api.ReqUserLogin(field, self.next_request())

    def OnRspUserLogin(self, pRspUserLogin, pRspInfo, nRequestID, bIsLast):
        print(f"OnRspUserLogin {pRspInfo.ErrorID} {pRspUserLogin.TradingDay}", flush=True)
        self.front_id, self.session_id = pRspUserLogin.FrontID, pRspUserLogin.SessionID
        self.order_ref = int(pRspUserLogin.MaxOrderRef or 0)
        field = tdapi.CThostFtdcSettlementInfoConfirmField()
        field.BrokerID, field.InvestorID = BROKER, USER
        self.api.ReqSettlementInfoConfirm(field, self.next_request())

    def OnRspSettlementInfoConfirm(self, pSettlementInfoConfirm, pRspInfo, nRequestID, bIsLast):
        print(f"OnRspSettlementInfoConfirm {pSettlementInfoConfirm.ConfirmDate}", flush=True)
        self.ready.set()

    # -- queries: all of them end in the same way

    def row(self, record, text, bIsLast):
        if record is not None:
            self.rows.append(text(record))
        if bIsLast:
            self.answered.set()

    def OnRspQryInstrument(self, pInstrument, pRspInfo, nRequestID, bIsLast):
        self.row(pInstrument, lambda r: f"{r.InstrumentID} {r.ExchangeID} {r.VolumeMultiple}", bIsLast)

    def OnRspQryTradingAccount(self, pTradingAccount, pRspInfo, nRequestID, bIsLast):
        self.row(pTradingAccount, lambda r: f"{r.AccountID} {r.Balance:.2f}", bIsLast)

    def OnRspQryInvestorPosition(self, pInvestorPosition, pRspInfo, nRequestID, bIsLast):
        text = lambda r: f"{r.InstrumentID} {r.PosiDirection} {r.Position}"  # noqa: E731
        self.row(pInvestorPosition, text, bIsLast)

    def OnRspQryDepthMarketData(self, pDepthMarketData, pRspInfo, nRequestID, bIsLast):
        self.row(pDepthMarketData, lambda r: f"{r.LastPrice} {r.LowerLimitPrice}", bIsLast)

    def OnRspQryOrder(self, pOrder, pRspInfo, nRequestID, bIsLast):
        self.row(pOrder, lambda r: f"{r.OrderRef} {r.OrderStatus} {r.VolumeTraded}", bIsLast)

    def OnRspQryTrade(self, pTrade, pRspInfo, nRequestID, bIsLast):
        self.row(pTrade, lambda r: f"{r.OrderRef} {r.Volume}", bIsLast)

    def query(self, name, **fields):
        field = getattr(tdapi, f"CThostFtdcQry{name}Field")()
        for attribute, value in fields.items():
            setattr(field, attribute, value)
        self.rows = []
        self.answered.clear()
        code = getattr(self.api, f"ReqQry{name}")(field, self.next_request())
        assert code == 0 and self.answered.wait(20), (name, code)
        print(f"{name}: {'; '.join(self.rows)}", flush=True)
        return self.rows

    # -- orders

    def insert(self, direction, offset, price, volume):
        self.order_ref += 1
        field = tdapi.CThostFtdcInputOrderField()
        field.BrokerID, field.InvestorID, field.UserID = BROKER, USER, USER
        field.InstrumentID, field.ExchangeID = instrument, exchange
        field.OrderRef = str(self.order_ref)
        field.Direction, field.CombOffsetFlag = direction, offset
        field.CombHedgeFlag = tdapi.THOST_FTDC_HF_Speculation
        field.OrderPriceType = tdapi.THOST_FTDC_OPT_LimitPrice
        field.LimitPrice, field.VolumeTotalOriginal = price, volume
        field.TimeCondition = tdapi.THOST_FTDC_TC_GFD
        field.VolumeCondition, field.MinVolume = tdapi.THOST_FTDC_VC_AV, 1
        field.ContingentCondition = tdapi.THOST_FTDC_CC_Immediately
        field.ForceCloseReason = tdapi.THOST_FTDC_FCC_NotForceClose
        assert self.api.ReqOrderInsert(field, self.next_request()) == 0
        return field.OrderRef

    def cancel(self, order_ref):
        field = tdapi.CThostFtdcInputOrderActionField()
        field.BrokerID, field.InvestorID, field.UserID = BROKER, USER, USER
        field.InstrumentID, field.ExchangeID = instrument, exchange
        field.FrontID, field.SessionID, field.OrderRef = self.front_id, self.session_id, order_ref
        field.ActionFlag = tdapi.THOST_FTDC_AF_Delete
        assert self.api.ReqOrderAction(field, self.next_request()) == 0

    def OnRtnOrder(self, pOrder):
        with self.reported:
            self.orders.setdefault(pOrder.OrderRef, []).append(pOrder.OrderStatus)
            self.reported.notify_all()

    def OnRtnTrade(self, pTrade):
        with self.reported:
            self.trades.append((pTrade.OrderRef, pTrade.Volume))
            self.reported.notify_all()

    def OnRspOrderInsert(self, pInputOrder, pRspInfo, nRequestID, bIsLast):
        with self.reported:
            self.errors.append((pInputOrder.OrderRef, pRspInfo.ErrorID, pRspInfo.ErrorMsg))
            self.reported.notify_all()

    def OnRspOrderAction(self, pInputOrderAction, pRspInfo, nRequestID, bIsLast):
        with self.reported:
            self.errors.append((pInputOrderAction.OrderRef, pRspInfo.ErrorID, pRspInfo.ErrorMsg))
            self.reported.notify_all()

    def until(self, condition):
        with self.reported:
            assert self.reported.wait_for(condition, 20), (self.orders, self.trades, self.errors)

    def status(self, order_ref):
        return self.orders.get(order_ref, [""])[-1]


print("version", tdapi.CThostFtdcTraderApi.GetApiVersion(), flush=True)
api = tdapi.CThostFtdcTraderApi.CreateFtdcTraderApi("./")
spi = TdSpi(api)
api.RegisterSpi(spi)
api.SubscribePrivateTopic(tdapi.THOST_TERT_QUICK)
api.SubscribePublicTopic(tdapi.THOST_TERT_QUICK)
api.RegisterFront(front)
api.Init()
assert spi.ready.wait(20)

spi.query("Instrument", InstrumentID=instrument)
spi.query("TradingAccount", BrokerID=BROKER, InvestorID=USER)
spi.query("InvestorPosition", BrokerID=BROKER, InvestorID=USER)
(quote,) = spi.query("DepthMarketData", InstrumentID=instrument)
last, lowest = map(float, quote.split())

resting = spi.insert(tdapi.THOST_FTDC_D_Buy, tdapi.THOST_FTDC_OF_Open, lowest, 2)
spi.until(lambda: spi.status(resting) == tdapi.THOST_FTDC_OST_NoTradeQueueing)
spi.cancel(resting)
spi.until(lambda: spi.status(resting) == tdapi.THOST_FTDC_OST_Canceled)
print("cancelled", "".join(spi.orders[resting]), flush=True)

traded = spi.insert(tdapi.THOST_FTDC_D_Buy, tdapi.THOST_FTDC_OF_Open, last + 20, 2)
spi.until(lambda: sum(volume for ref, volume in spi.trades if ref == traded) == 2)
print("traded", "".join(spi.orders[traded]), flush=True)
spi.cancel(traded)
spi.until(lambda: spi.errors)
print("too late", *spi.errors.pop()[1:], flush=True)

refused = spi.insert(tdapi.THOST_FTDC_D_Sell, tdapi.THOST_FTDC_OF_CloseYesterday, last, 2)
spi.until(lambda: spi.errors)
print("refused", *spi.errors.pop()[1:], flush=True)

spi.query("InvestorPosition", BrokerID=BROKER, InvestorID=USER)
spi.query("Order", BrokerID=BROKER, InvestorID=USER)
spi.query("Trade", BrokerID=BROKER, InvestorID=USER)
api.Release()
print("released", flush=True)
