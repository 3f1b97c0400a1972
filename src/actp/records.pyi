# Written by ext/generate_stubs.py from ext/api.json; not edited by hand.

from collections.abc import Sequence
from datetime import datetime

from typing_extensions import Self

from actp import enums as _enums
from actp._core import FieldDescriptor as _F
from actp._core import Layout as Layout
from actp._core import Record as Record
from actp._secret import Secret as _Secret

__all__ = [
    "Record",
    "Tick",
    "layout",
    "record_class",
    "AccountProperty",
    "Accountregister",
    "AddrAppIDRelation",
    "AppAuthenticationCode",
    "AppIDAuthAssign",
    "AuthForbiddenIP",
    "AuthIP",
    "AuthUserID",
    "AuthenticationInfo",
    "BatchOrderAction",
    "Broker",
    "BrokerDeposit",
    "BrokerSync",
    "BrokerTradingAlgos",
    "BrokerTradingParams",
    "BrokerUser",
    "BrokerUserEvent",
    "BrokerUserFunction",
    "BrokerUserOTPParam",
    "BrokerUserPassword",
    "BrokerUserRightAssign",
    "BrokerWithdrawAlgorithm",
    "Bulletin",
    "CFMMCBrokerKey",
    "CFMMCTradingAccountKey",
    "CFMMCTradingAccountToken",
    "CancelAccount",
    "CancelOffsetSetting",
    "ChangeAccount",
    "CombAction",
    "CombInstrumentGuard",
    "CombLeg",
    "CombPromotionParam",
    "CombinationLeg",
    "CommPhase",
    "CommRateModel",
    "ContractBank",
    "CurrDRIdentity",
    "CurrTransferIdentity",
    "CurrentTime",
    "DRTransfer",
    "DepartmentUser",
    "DepositResultInform",
    "DepthMarketData",
    "Discount",
    "Dissemination",
    "EWarrantOffset",
    "ErrExecOrder",
    "ErrExecOrderAction",
    "ErrOrder",
    "ErrOrderAction",
    "ErrorConditionalOrder",
    "Exchange",
    "ExchangeBatchOrderAction",
    "ExchangeCombAction",
    "ExchangeExecOrder",
    "ExchangeExecOrderAction",
    "ExchangeForQuote",
    "ExchangeMarginRate",
    "ExchangeMarginRateAdjust",
    "ExchangeOptionSelfClose",
    "ExchangeOptionSelfCloseAction",
    "ExchangeOrder",
    "ExchangeOrderAction",
    "ExchangeOrderActionError",
    "ExchangeOrderInsertError",
    "ExchangeQuote",
    "ExchangeQuoteAction",
    "ExchangeRate",
    "ExchangeSequence",
    "ExchangeTrade",
    "ExecOrder",
    "ExecOrderAction",
    "ExitEmergency",
    "FensUserInfo",
    "ForQuote",
    "ForQuoteParam",
    "ForQuoteRsp",
    "ForceUserLogout",
    "FrontInfo",
    "FrontStatus",
    "FutureLimitPosiParam",
    "FutureSignIO",
    "HedgeCfm",
    "HedgeCfmAction",
    "IPList",
    "IndexPrice",
    "InputBatchOrderAction",
    "InputCombAction",
    "InputExecOrder",
    "InputExecOrderAction",
    "InputForQuote",
    "InputHedgeCfm",
    "InputHedgeCfmAction",
    "InputOffsetSetting",
    "InputOptionSelfClose",
    "InputOptionSelfCloseAction",
    "InputOrder",
    "InputOrderAction",
    "InputQuote",
    "InputQuoteAction",
    "InputSpdApply",
    "InputSpdApplyAction",
    "Instrument",
    "InstrumentCommissionRate",
    "InstrumentMarginRate",
    "InstrumentMarginRateAdjust",
    "InstrumentMarginRateUL",
    "InstrumentOrderCommRate",
    "InstrumentStatus",
    "InstrumentTradingRight",
    "InvestUnit",
    "Investor",
    "InvestorAccount",
    "InvestorCommodityGroupSPMMMargin",
    "InvestorCommoditySPMMMargin",
    "InvestorDepartmentFlat",
    "InvestorGroup",
    "InvestorInfoCntSetting",
    "InvestorInfoCommRec",
    "InvestorPortfMarginModel",
    "InvestorPortfMarginRatio",
    "InvestorPortfSetting",
    "InvestorPosition",
    "InvestorPositionCombineDetail",
    "InvestorPositionDetail",
    "InvestorProdRCAMSMargin",
    "InvestorProdRULEMargin",
    "InvestorProdSPBMDetail",
    "InvestorProductGroupMargin",
    "InvestorReserveInfo",
    "InvestorTradingRight",
    "InvestorWithdrawAlgorithm",
    "IpAddrParam",
    "LinkMan",
    "LoadSettlementInfo",
    "LocalAddrConfig",
    "LoginForbiddenIP",
    "LoginForbiddenUser",
    "LoginInfo",
    "LogoutAll",
    "MDTraderOffer",
    "MMInstrumentCommissionRate",
    "MMOptionInstrCommRate",
    "ManualSyncBrokerUserOTP",
    "MarginModel",
    "MarketData",
    "MarketDataAsk23",
    "MarketDataAsk45",
    "MarketDataAveragePrice",
    "MarketDataBandingPrice",
    "MarketDataBase",
    "MarketDataBestPrice",
    "MarketDataBid23",
    "MarketDataBid45",
    "MarketDataExchange",
    "MarketDataLastMatch",
    "MarketDataStatic",
    "MarketDataUpdateTime",
    "MortgageParam",
    "MulticastGroupInfo",
    "MulticastInstrument",
    "Notice",
    "NotifyFutureSignIn",
    "NotifyFutureSignOut",
    "NotifyQueryAccount",
    "NotifyQueryFutureAccountBySec",
    "NotifySyncKey",
    "OffsetSetting",
    "OpenAccount",
    "OptionInstrCommRate",
    "OptionInstrDelta",
    "OptionInstrMarginAdjust",
    "OptionInstrMiniMargin",
    "OptionInstrTradeCost",
    "OptionInstrTradingRight",
    "OptionSelfClose",
    "OptionSelfCloseAction",
    "Order",
    "OrderAction",
    "ParkedOrder",
    "ParkedOrderAction",
    "PartBroker",
    "PortfTradeParamSetting",
    "PositionProfitAlgorithm",
    "Product",
    "ProductExchRate",
    "ProductGroup",
    "QryAccountregister",
    "QryAddrAppIDRelation",
    "QryAuthForbiddenIP",
    "QryBatchOrderAction",
    "QryBroker",
    "QryBrokerTradingAlgos",
    "QryBrokerTradingParams",
    "QryBrokerUser",
    "QryBrokerUserEvent",
    "QryBrokerUserFunction",
    "QryBulletin",
    "QryCFMMCBrokerKey",
    "QryCFMMCTradingAccountKey",
    "QryClassifiedInstrument",
    "QryCombAction",
    "QryCombInstrumentGuard",
    "QryCombLeg",
    "QryCombPromotionParam",
    "QryCombinationLeg",
    "QryCommRateModel",
    "QryContractBank",
    "QryCurrDRIdentity",
    "QryDepartmentUser",
    "QryDepthMarketData",
    "QryEWarrantOffset",
    "QryErrExecOrder",
    "QryErrExecOrderAction",
    "QryErrOrder",
    "QryErrOrderAction",
    "QryExchange",
    "QryExchangeCombAction",
    "QryExchangeExecOrder",
    "QryExchangeExecOrderAction",
    "QryExchangeForQuote",
    "QryExchangeMarginRate",
    "QryExchangeMarginRateAdjust",
    "QryExchangeOrder",
    "QryExchangeOrderAction",
    "QryExchangeQuote",
    "QryExchangeQuoteAction",
    "QryExchangeRate",
    "QryExchangeSequence",
    "QryExecOrder",
    "QryExecOrderAction",
    "QryForQuote",
    "QryForQuoteParam",
    "QryFrontStatus",
    "QryHedgeCfm",
    "QryHisOrder",
    "QryIPList",
    "QryInstrument",
    "QryInstrumentCommissionRate",
    "QryInstrumentMarginRate",
    "QryInstrumentOrderCommRate",
    "QryInstrumentStatus",
    "QryInstrumentTradingRight",
    "QryInvestUnit",
    "QryInvestor",
    "QryInvestorCommodityGroupSPMMMargin",
    "QryInvestorCommoditySPMMMargin",
    "QryInvestorDepartmentFlat",
    "QryInvestorGroup",
    "QryInvestorInfoCommRec",
    "QryInvestorPortfMarginRatio",
    "QryInvestorPortfSetting",
    "QryInvestorPosition",
    "QryInvestorPositionCombineDetail",
    "QryInvestorPositionDetail",
    "QryInvestorProdRCAMSMargin",
    "QryInvestorProdRULEMargin",
    "QryInvestorProdSPBMDetail",
    "QryInvestorProductGroupMargin",
    "QryIpAddrParam",
    "QryLinkMan",
    "QryLocalAddrConfig",
    "QryLoginForbiddenIP",
    "QryLoginForbiddenUser",
    "QryMDTraderOffer",
    "QryMMInstrumentCommissionRate",
    "QryMMOptionInstrCommRate",
    "QryMarginModel",
    "QryMaxOrderVolume",
    "QryMaxOrderVolumeWithPrice",
    "QryMulticastInstrument",
    "QryNotice",
    "QryOffsetSetting",
    "QryOptionInstrCommRate",
    "QryOptionInstrTradeCost",
    "QryOptionInstrTradingRight",
    "QryOptionSelfClose",
    "QryOptionSelfCloseAction",
    "QryOrder",
    "QryOrderAction",
    "QryParkedOrder",
    "QryParkedOrderAction",
    "QryPartBroker",
    "QryProduct",
    "QryProductExchRate",
    "QryProductGroup",
    "QryQuote",
    "QryQuoteAction",
    "QryRCAMSCombProductInfo",
    "QryRCAMSInstrParameter",
    "QryRCAMSInterParameter",
    "QryRCAMSIntraParameter",
    "QryRCAMSInvestorCombPosition",
    "QryRCAMSShortOptAdjustParam",
    "QryRULEInstrParameter",
    "QryRULEInterParameter",
    "QryRULEIntraParameter",
    "QryRiskSettleInvstPosition",
    "QryRiskSettleProductStatus",
    "QrySPBMAddOnInterParameter",
    "QrySPBMFutureParameter",
    "QrySPBMInterParameter",
    "QrySPBMIntraParameter",
    "QrySPBMInvestorPortfDef",
    "QrySPBMOptionParameter",
    "QrySPBMPortfDefinition",
    "QrySPMMInstParam",
    "QrySPMMProductParam",
    "QrySecAgentACIDMap",
    "QrySecAgentCheckMode",
    "QrySecAgentTradeInfo",
    "QrySettlementInfo",
    "QrySettlementInfoConfirm",
    "QrySpdApply",
    "QryStrikeOffset",
    "QrySuperUser",
    "QrySuperUserFunction",
    "QrySyncDelaySwap",
    "QrySyncDeposit",
    "QrySyncFundMortgage",
    "QrySyncStatus",
    "QryTGIpAddrParam",
    "QryThostUserFunction",
    "QryTrade",
    "QryTrader",
    "QryTraderAssign",
    "QryTraderOffer",
    "QryTradingAccount",
    "QryTradingCode",
    "QryTradingNotice",
    "QryTransferBank",
    "QryTransferSerial",
    "QryUserRightsAssign",
    "QryUserSession",
    "QueryBrokerDeposit",
    "QueryCFMMCTradingAccountToken",
    "QueryFreq",
    "QueryMaxOrderVolume",
    "QueryMaxOrderVolumeWithPrice",
    "Quote",
    "QuoteAction",
    "RCAMSCombProductInfo",
    "RCAMSInstrParameter",
    "RCAMSInterParameter",
    "RCAMSIntraParameter",
    "RCAMSInvestorCombPosition",
    "RCAMSShortOptAdjustParam",
    "RULEInstrParameter",
    "RULEInterParameter",
    "RULEIntraParameter",
    "RemoveParkedOrder",
    "RemoveParkedOrderAction",
    "ReqApiHandshake",
    "ReqAuthenticate",
    "ReqCancelAccount",
    "ReqChangeAccount",
    "ReqDayEndFileReady",
    "ReqFutureSignOut",
    "ReqGenSMSCode",
    "ReqGenUserCaptcha",
    "ReqGenUserText",
    "ReqOpenAccount",
    "ReqQueryAccount",
    "ReqQueryBankAccountBySec",
    "ReqQueryTradeResultBySerial",
    "ReqRepeal",
    "ReqSyncKey",
    "ReqTransfer",
    "ReqTransferBySec",
    "ReqUserAuthMethod",
    "ReqUserLogin",
    "ReqUserLoginSC",
    "ReqUserLoginSM",
    "ReqUserLoginWithCaptcha",
    "ReqUserLoginWithOTP",
    "ReqUserLoginWithText",
    "ReqVerifyApiKey",
    "ReserveOpenAccount",
    "ReserveOpenAccountConfirm",
    "ReturnResult",
    "RiskForbiddenRight",
    "RiskSettleInvstPosition",
    "RiskSettleProductStatus",
    "RspApiHandshake",
    "RspAuthenticate",
    "RspFutureSignIn",
    "RspFutureSignOut",
    "RspGenSMSCode",
    "RspGenUserCaptcha",
    "RspGenUserText",
    "RspInfo",
    "RspQueryAccount",
    "RspQueryBankAccountBySec",
    "RspQueryTradeResultBySerial",
    "RspRepeal",
    "RspSyncKey",
    "RspTransfer",
    "RspTransferBySec",
    "RspUserAuthMethod",
    "RspUserLogin",
    "RspUserLogin2",
    "SMSVerifyConfig",
    "SMSVerifyInfo",
    "SMSVerifyInfoFromSec",
    "SPBMAddOnInterParameter",
    "SPBMFutureParameter",
    "SPBMInterParameter",
    "SPBMIntraParameter",
    "SPBMInvestorPortfDef",
    "SPBMOptionParameter",
    "SPBMPortfDefinition",
    "SPMMInstParam",
    "SPMMProductParam",
    "SecAgentACIDMap",
    "SecAgentCheckMode",
    "SecAgentTradeInfo",
    "SettlementInfo",
    "SettlementInfoConfirm",
    "SettlementInfoConfirmFromSec",
    "SettlementRef",
    "SpdApply",
    "SpdApplyAction",
    "SpecificInstrument",
    "StrikeOffset",
    "SuperUser",
    "SuperUserFunction",
    "SyncDelaySwap",
    "SyncDelaySwapFrozen",
    "SyncDeltaDceCombInstrument",
    "SyncDeltaDepthMarketData",
    "SyncDeltaEWarrantOffset",
    "SyncDeltaExchMarginRate",
    "SyncDeltaIndexPrice",
    "SyncDeltaInfo",
    "SyncDeltaInitInvstMargin",
    "SyncDeltaInvestorSPMMModel",
    "SyncDeltaInvstCommRate",
    "SyncDeltaInvstMarginRate",
    "SyncDeltaInvstMarginRateUL",
    "SyncDeltaInvstPosCombDtl",
    "SyncDeltaInvstPosDtl",
    "SyncDeltaOptExchMargin",
    "SyncDeltaOptInvstCommRate",
    "SyncDeltaOptInvstMargin",
    "SyncDeltaProductExchRate",
    "SyncDeltaProductStatus",
    "SyncDeltaRCAMSCombProdInfo",
    "SyncDeltaRCAMSCombRuleDtl",
    "SyncDeltaRCAMSInstrParameter",
    "SyncDeltaRCAMSInterParameter",
    "SyncDeltaRCAMSIntraParameter",
    "SyncDeltaRCAMSInvstCombPos",
    "SyncDeltaRCAMSSOptAdjParam",
    "SyncDeltaRULEInstrParameter",
    "SyncDeltaRULEInterParameter",
    "SyncDeltaRULEIntraParameter",
    "SyncDeltaSPBMAddOnInterParam",
    "SyncDeltaSPBMFutureParameter",
    "SyncDeltaSPBMInterParameter",
    "SyncDeltaSPBMIntraParameter",
    "SyncDeltaSPBMInvstPortfDef",
    "SyncDeltaSPBMOptionParameter",
    "SyncDeltaSPBMPortfDefinition",
    "SyncDeltaSPMMInstParam",
    "SyncDeltaSPMMModelParam",
    "SyncDeltaSPMMProductParam",
    "SyncDeltaTradingAccount",
    "SyncDeposit",
    "SyncFundMortgage",
    "SyncSPBMParameterEnd",
    "SyncStatus",
    "SyncingInstrumentCommissionRate",
    "SyncingInstrumentMarginRate",
    "SyncingInstrumentTradingRight",
    "SyncingInvestor",
    "SyncingInvestorGroup",
    "SyncingInvestorPosition",
    "SyncingTradingAccount",
    "SyncingTradingCode",
    "TGIpAddrParam",
    "TGSessionQryStatus",
    "ThostUserFunction",
    "Trade",
    "TradeParam",
    "Trader",
    "TraderAssign",
    "TraderOffer",
    "TradingAccount",
    "TradingAccountPassword",
    "TradingAccountPasswordUpdate",
    "TradingAccountPasswordUpdateFromSec",
    "TradingAccountPasswordUpdateV1",
    "TradingAccountReserve",
    "TradingCode",
    "TradingNotice",
    "TradingNoticeInfo",
    "TransferBank",
    "TransferBankToFutureReq",
    "TransferBankToFutureRsp",
    "TransferFutureToBankReq",
    "TransferFutureToBankRsp",
    "TransferHeader",
    "TransferQryBankReq",
    "TransferQryBankRsp",
    "TransferQryDetailReq",
    "TransferQryDetailRsp",
    "TransferSerial",
    "UserDRIBypass",
    "UserIP",
    "UserLogout",
    "UserPasswordUpdate",
    "UserPasswordUpdateFromSec",
    "UserRight",
    "UserRightsAssign",
    "UserSession",
    "UserSystemInfo",
    "VerifyCustInfo",
    "VerifyFuturePassword",
    "VerifyFuturePasswordAndCustInfo",
    "VerifyInvestorPassword",
    "WechatUserSystemInfo",
    "WithDrawParam",
]

SECRET_TYPES: frozenset[str]
BINARY_TYPES: frozenset[str]
IDENTIFIER_TYPES: frozenset[str]

def __dir__() -> list[str]: ...
def layout(struct_name: str, version: str) -> Layout: ...
def record_class(struct_name: str) -> type[Record]: ...

class AccountProperty(Record):
    broker_id: _F[str]
    account_id: _F[str]
    bank_id: _F[str]
    bank_account: _F[str]
    open_name: _F[str]
    open_bank: _F[str]
    is_active: _F[int]
    account_source_type: _F[_enums.AccountSourceType | str]
    open_date: _F[str]
    cancel_date: _F[str]
    operator_id: _F[str]
    operate_date: _F[str]
    operate_time: _F[str]
    currency_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        account_id: str | bytes = ...,
        bank_id: str | bytes = ...,
        bank_account: str | bytes = ...,
        open_name: str | bytes = ...,
        open_bank: str | bytes = ...,
        is_active: int = ...,
        account_source_type: _enums.AccountSourceType | str | bytes = ...,
        open_date: str | bytes = ...,
        cancel_date: str | bytes = ...,
        operator_id: str | bytes = ...,
        operate_date: str | bytes = ...,
        operate_time: str | bytes = ...,
        currency_id: str | bytes = ...,
    ) -> Self: ...

class Accountregister(Record):
    trade_day: _F[str]
    bank_id: _F[str]
    bank_branch_id: _F[str]
    bank_account: _F[str]
    broker_id: _F[str]
    broker_branch_id: _F[str]
    account_id: _F[str]
    id_card_type: _F[_enums.IdCardType | str]
    identified_card_no: _F[str]
    customer_name: _F[str]
    currency_id: _F[str]
    open_or_destroy: _F[_enums.OpenOrDestroy | str]
    reg_date: _F[str]
    out_date: _F[str]
    tid: _F[int]
    cust_type: _F[_enums.CustType | str]
    bank_acc_type: _F[_enums.BankAccType | str]
    long_customer_name: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        trade_day: str | bytes = ...,
        bank_id: str | bytes = ...,
        bank_branch_id: str | bytes = ...,
        bank_account: str | bytes = ...,
        broker_id: str | bytes = ...,
        broker_branch_id: str | bytes = ...,
        account_id: str | bytes = ...,
        id_card_type: _enums.IdCardType | str | bytes = ...,
        identified_card_no: str | bytes = ...,
        customer_name: str | bytes = ...,
        currency_id: str | bytes = ...,
        open_or_destroy: _enums.OpenOrDestroy | str | bytes = ...,
        reg_date: str | bytes = ...,
        out_date: str | bytes = ...,
        tid: int = ...,
        cust_type: _enums.CustType | str | bytes = ...,
        bank_acc_type: _enums.BankAccType | str | bytes = ...,
        long_customer_name: str | bytes = ...,
    ) -> Self: ...

class AddrAppIDRelation(Record):
    broker_id: _F[str]
    address: _F[str]
    dr_identity_id: _F[int]
    app_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        address: str | bytes = ...,
        dr_identity_id: int = ...,
        app_id: str | bytes = ...,
    ) -> Self: ...

class AppAuthenticationCode(Record):
    broker_id: _F[str]
    app_id: _F[str]
    auth_code: _F[str]
    pre_auth_code: _F[str]
    app_type: _F[_enums.AppType | str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        app_id: str | bytes = ...,
        auth_code: str | bytes | _Secret = ...,
        pre_auth_code: str | bytes | _Secret = ...,
        app_type: _enums.AppType | str | bytes = ...,
    ) -> Self: ...

class AppIDAuthAssign(Record):
    broker_id: _F[str]
    app_id: _F[str]
    dr_identity_id: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        app_id: str | bytes = ...,
        dr_identity_id: int = ...,
    ) -> Self: ...

class AuthForbiddenIP(Record):
    ip_address: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        ip_address: str | bytes = ...,
    ) -> Self: ...

class AuthIP(Record):
    broker_id: _F[str]
    app_id: _F[str]
    ip_address: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        app_id: str | bytes = ...,
        ip_address: str | bytes = ...,
    ) -> Self: ...

class AuthUserID(Record):
    broker_id: _F[str]
    app_id: _F[str]
    user_id: _F[str]
    auth_type: _F[_enums.AuthType | str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        app_id: str | bytes = ...,
        user_id: str | bytes = ...,
        auth_type: _enums.AuthType | str | bytes = ...,
    ) -> Self: ...

class AuthenticationInfo(Record):
    broker_id: _F[str]
    user_id: _F[str]
    user_product_info: _F[str]
    auth_info: _F[str]
    is_result: _F[int]
    app_id: _F[str]
    app_type: _F[_enums.AppType | str]
    client_ip_address: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        user_id: str | bytes = ...,
        user_product_info: str | bytes = ...,
        auth_info: str | bytes | _Secret = ...,
        is_result: int = ...,
        app_id: str | bytes = ...,
        app_type: _enums.AppType | str | bytes = ...,
        client_ip_address: str | bytes = ...,
    ) -> Self: ...

class BatchOrderAction(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    order_action_ref: _F[int]
    request_id: _F[int]
    front_id: _F[int]
    session_id: _F[int]
    exchange_id: _F[str]
    action_date: _F[str]
    action_time: _F[str]
    trader_id: _F[str]
    install_id: _F[int]
    action_local_id: _F[str]
    participant_id: _F[str]
    client_id: _F[str]
    business_unit: _F[str]
    order_action_status: _F[_enums.OrderActionStatus | str]
    user_id: _F[str]
    status_msg: _F[str]
    invest_unit_id: _F[str]
    mac_address: _F[str]
    ip_address: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        order_action_ref: int = ...,
        request_id: int = ...,
        front_id: int = ...,
        session_id: int = ...,
        exchange_id: str | bytes = ...,
        action_date: str | bytes = ...,
        action_time: str | bytes = ...,
        trader_id: str | bytes = ...,
        install_id: int = ...,
        action_local_id: str | bytes = ...,
        participant_id: str | bytes = ...,
        client_id: str | bytes = ...,
        business_unit: str | bytes = ...,
        order_action_status: _enums.OrderActionStatus | str | bytes = ...,
        user_id: str | bytes = ...,
        status_msg: str | bytes = ...,
        invest_unit_id: str | bytes = ...,
        mac_address: str | bytes = ...,
        ip_address: str | bytes = ...,
    ) -> Self: ...

class Broker(Record):
    broker_id: _F[str]
    broker_abbr: _F[str]
    broker_name: _F[str]
    is_active: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        broker_abbr: str | bytes = ...,
        broker_name: str | bytes = ...,
        is_active: int = ...,
    ) -> Self: ...

class BrokerDeposit(Record):
    trading_day: _F[str]
    broker_id: _F[str]
    participant_id: _F[str]
    exchange_id: _F[str]
    pre_balance: _F[float]
    curr_margin: _F[float]
    close_profit: _F[float]
    balance: _F[float]
    deposit: _F[float]
    withdraw: _F[float]
    available: _F[float]
    reserve: _F[float]
    frozen_margin: _F[float]
    def __new__(
        cls,
        *,
        version: str | None = None,
        trading_day: str | bytes = ...,
        broker_id: str | bytes = ...,
        participant_id: str | bytes = ...,
        exchange_id: str | bytes = ...,
        pre_balance: float = ...,
        curr_margin: float = ...,
        close_profit: float = ...,
        balance: float = ...,
        deposit: float = ...,
        withdraw: float = ...,
        available: float = ...,
        reserve: float = ...,
        frozen_margin: float = ...,
    ) -> Self: ...

class BrokerSync(Record):
    broker_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
    ) -> Self: ...

class BrokerTradingAlgos(Record):
    broker_id: _F[str]
    exchange_id: _F[str]
    instrument_id: _F[str]
    handle_position_algo_id: _F[_enums.HandlePositionAlgoID | str]
    find_margin_rate_algo_id: _F[_enums.FindMarginRateAlgoID | str]
    handle_trading_account_algo_id: _F[_enums.HandleTradingAccountAlgoID | str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        exchange_id: str | bytes = ...,
        instrument_id: str | bytes = ...,
        handle_position_algo_id: _enums.HandlePositionAlgoID | str | bytes = ...,
        find_margin_rate_algo_id: _enums.FindMarginRateAlgoID | str | bytes = ...,
        handle_trading_account_algo_id: _enums.HandleTradingAccountAlgoID | str | bytes = ...,
    ) -> Self: ...

class BrokerTradingParams(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    margin_price_type: _F[_enums.MarginPriceType | str]
    algorithm: _F[_enums.Algorithm | str]
    avail_include_close_profit: _F[_enums.IncludeCloseProfit | str]
    currency_id: _F[str]
    option_royalty_price_type: _F[_enums.OptionRoyaltyPriceType | str]
    account_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        margin_price_type: _enums.MarginPriceType | str | bytes = ...,
        algorithm: _enums.Algorithm | str | bytes = ...,
        avail_include_close_profit: _enums.IncludeCloseProfit | str | bytes = ...,
        currency_id: str | bytes = ...,
        option_royalty_price_type: _enums.OptionRoyaltyPriceType | str | bytes = ...,
        account_id: str | bytes = ...,
    ) -> Self: ...

class BrokerUser(Record):
    broker_id: _F[str]
    user_id: _F[str]
    user_name: _F[str]
    user_type: _F[_enums.UserType | str]
    is_active: _F[int]
    is_using_otp: _F[int]
    is_auth_force: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        user_id: str | bytes = ...,
        user_name: str | bytes = ...,
        user_type: _enums.UserType | str | bytes = ...,
        is_active: int = ...,
        is_using_otp: int = ...,
        is_auth_force: int = ...,
    ) -> Self: ...

class BrokerUserEvent(Record):
    broker_id: _F[str]
    user_id: _F[str]
    user_event_type: _F[_enums.UserEventType | str]
    event_sequence_no: _F[int]
    event_date: _F[str]
    event_time: _F[str]
    user_event_info: _F[str]
    investor_id: _F[str]
    instrument_id: _F[str]
    dr_identity_id: _F[int]
    trading_day: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        user_id: str | bytes = ...,
        user_event_type: _enums.UserEventType | str | bytes = ...,
        event_sequence_no: int = ...,
        event_date: str | bytes = ...,
        event_time: str | bytes = ...,
        user_event_info: str | bytes = ...,
        investor_id: str | bytes = ...,
        instrument_id: str | bytes = ...,
        dr_identity_id: int = ...,
        trading_day: str | bytes = ...,
    ) -> Self: ...

class BrokerUserFunction(Record):
    broker_id: _F[str]
    user_id: _F[str]
    broker_function_code: _F[_enums.BrokerFunctionCode | str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        user_id: str | bytes = ...,
        broker_function_code: _enums.BrokerFunctionCode | str | bytes = ...,
    ) -> Self: ...

class BrokerUserOTPParam(Record):
    broker_id: _F[str]
    user_id: _F[str]
    otp_vendors_id: _F[str]
    serial_number: _F[str]
    auth_key: _F[str]
    last_drift: _F[int]
    last_success: _F[int]
    otp_type: _F[_enums.OTPType | str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        user_id: str | bytes = ...,
        otp_vendors_id: str | bytes = ...,
        serial_number: str | bytes = ...,
        auth_key: str | bytes | _Secret = ...,
        last_drift: int = ...,
        last_success: int = ...,
        otp_type: _enums.OTPType | str | bytes = ...,
    ) -> Self: ...

class BrokerUserPassword(Record):
    broker_id: _F[str]
    user_id: _F[str]
    password: _F[str]
    last_update_time: _F[str]
    last_login_time: _F[str]
    expire_date: _F[str]
    weak_expire_date: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        user_id: str | bytes = ...,
        password: str | bytes | _Secret = ...,
        last_update_time: str | bytes = ...,
        last_login_time: str | bytes = ...,
        expire_date: str | bytes = ...,
        weak_expire_date: str | bytes = ...,
    ) -> Self: ...

class BrokerUserRightAssign(Record):
    broker_id: _F[str]
    dr_identity_id: _F[int]
    tradeable: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        dr_identity_id: int = ...,
        tradeable: int = ...,
    ) -> Self: ...

class BrokerWithdrawAlgorithm(Record):
    broker_id: _F[str]
    withdraw_algorithm: _F[_enums.Algorithm | str]
    using_ratio: _F[float]
    include_close_profit: _F[_enums.IncludeCloseProfit | str]
    all_without_trade: _F[_enums.AllWithoutTrade | str]
    avail_include_close_profit: _F[_enums.IncludeCloseProfit | str]
    is_broker_user_event: _F[int]
    currency_id: _F[str]
    fund_mortgage_ratio: _F[float]
    balance_algorithm: _F[_enums.BalanceAlgorithm | str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        withdraw_algorithm: _enums.Algorithm | str | bytes = ...,
        using_ratio: float = ...,
        include_close_profit: _enums.IncludeCloseProfit | str | bytes = ...,
        all_without_trade: _enums.AllWithoutTrade | str | bytes = ...,
        avail_include_close_profit: _enums.IncludeCloseProfit | str | bytes = ...,
        is_broker_user_event: int = ...,
        currency_id: str | bytes = ...,
        fund_mortgage_ratio: float = ...,
        balance_algorithm: _enums.BalanceAlgorithm | str | bytes = ...,
    ) -> Self: ...

class Bulletin(Record):
    exchange_id: _F[str]
    trading_day: _F[str]
    bulletin_id: _F[int]
    sequence_no: _F[int]
    news_type: _F[str]
    news_urgency: _F[str]
    send_time: _F[str]
    abstract: _F[str]
    come_from: _F[str]
    content: _F[str]
    url_link: _F[str]
    market_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        exchange_id: str | bytes = ...,
        trading_day: str | bytes = ...,
        bulletin_id: int = ...,
        sequence_no: int = ...,
        news_type: str | bytes = ...,
        news_urgency: str | bytes = ...,
        send_time: str | bytes = ...,
        abstract: str | bytes = ...,
        come_from: str | bytes = ...,
        content: str | bytes = ...,
        url_link: str | bytes = ...,
        market_id: str | bytes = ...,
    ) -> Self: ...

class CFMMCBrokerKey(Record):
    broker_id: _F[str]
    participant_id: _F[str]
    create_date: _F[str]
    create_time: _F[str]
    key_id: _F[int]
    current_key: _F[str]
    key_kind: _F[_enums.CFMMCKeyKind | str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        participant_id: str | bytes = ...,
        create_date: str | bytes = ...,
        create_time: str | bytes = ...,
        key_id: int = ...,
        current_key: str | bytes | _Secret = ...,
        key_kind: _enums.CFMMCKeyKind | str | bytes = ...,
    ) -> Self: ...

class CFMMCTradingAccountKey(Record):
    broker_id: _F[str]
    participant_id: _F[str]
    account_id: _F[str]
    key_id: _F[int]
    current_key: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        participant_id: str | bytes = ...,
        account_id: str | bytes = ...,
        key_id: int = ...,
        current_key: str | bytes | _Secret = ...,
    ) -> Self: ...

class CFMMCTradingAccountToken(Record):
    broker_id: _F[str]
    participant_id: _F[str]
    account_id: _F[str]
    key_id: _F[int]
    token: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        participant_id: str | bytes = ...,
        account_id: str | bytes = ...,
        key_id: int = ...,
        token: str | bytes | _Secret = ...,
    ) -> Self: ...

class CancelAccount(Record):
    trade_code: _F[str]
    bank_id: _F[str]
    bank_branch_id: _F[str]
    broker_id: _F[str]
    broker_branch_id: _F[str]
    trade_date: _F[str]
    trade_time: _F[str]
    bank_serial: _F[str]
    trading_day: _F[str]
    plate_serial: _F[int]
    last_fragment: _F[_enums.LastFragment | str]
    session_id: _F[int]
    customer_name: _F[str]
    id_card_type: _F[_enums.IdCardType | str]
    identified_card_no: _F[str]
    gender: _F[_enums.Gender | str]
    country_code: _F[str]
    cust_type: _F[_enums.CustType | str]
    address: _F[str]
    zip_code: _F[str]
    telephone: _F[str]
    mobile_phone: _F[str]
    fax: _F[str]
    e_mail: _F[str]
    money_account_status: _F[_enums.MoneyAccountStatus | str]
    bank_account: _F[str]
    bank_pass_word: _F[str]
    account_id: _F[str]
    password: _F[str]
    install_id: _F[int]
    verify_cert_no_flag: _F[_enums.YesNoIndicator | str]
    currency_id: _F[str]
    cash_exchange_code: _F[_enums.CashExchangeCode | str]
    digest: _F[str]
    bank_acc_type: _F[_enums.BankAccType | str]
    device_id: _F[str]
    bank_secu_acc_type: _F[_enums.BankAccType | str]
    broker_id_by_bank: _F[str]
    bank_secu_acc: _F[str]
    bank_pwd_flag: _F[_enums.PwdFlag | str]
    secu_pwd_flag: _F[_enums.PwdFlag | str]
    oper_no: _F[str]
    tid: _F[int]
    user_id: _F[str]
    error_id: _F[int]
    error_msg: _F[str]
    long_customer_name: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        trade_code: str | bytes = ...,
        bank_id: str | bytes = ...,
        bank_branch_id: str | bytes = ...,
        broker_id: str | bytes = ...,
        broker_branch_id: str | bytes = ...,
        trade_date: str | bytes = ...,
        trade_time: str | bytes = ...,
        bank_serial: str | bytes = ...,
        trading_day: str | bytes = ...,
        plate_serial: int = ...,
        last_fragment: _enums.LastFragment | str | bytes = ...,
        session_id: int = ...,
        customer_name: str | bytes = ...,
        id_card_type: _enums.IdCardType | str | bytes = ...,
        identified_card_no: str | bytes = ...,
        gender: _enums.Gender | str | bytes = ...,
        country_code: str | bytes = ...,
        cust_type: _enums.CustType | str | bytes = ...,
        address: str | bytes = ...,
        zip_code: str | bytes = ...,
        telephone: str | bytes = ...,
        mobile_phone: str | bytes = ...,
        fax: str | bytes = ...,
        e_mail: str | bytes = ...,
        money_account_status: _enums.MoneyAccountStatus | str | bytes = ...,
        bank_account: str | bytes = ...,
        bank_pass_word: str | bytes | _Secret = ...,
        account_id: str | bytes = ...,
        password: str | bytes | _Secret = ...,
        install_id: int = ...,
        verify_cert_no_flag: _enums.YesNoIndicator | str | bytes = ...,
        currency_id: str | bytes = ...,
        cash_exchange_code: _enums.CashExchangeCode | str | bytes = ...,
        digest: str | bytes | _Secret = ...,
        bank_acc_type: _enums.BankAccType | str | bytes = ...,
        device_id: str | bytes = ...,
        bank_secu_acc_type: _enums.BankAccType | str | bytes = ...,
        broker_id_by_bank: str | bytes = ...,
        bank_secu_acc: str | bytes = ...,
        bank_pwd_flag: _enums.PwdFlag | str | bytes = ...,
        secu_pwd_flag: _enums.PwdFlag | str | bytes = ...,
        oper_no: str | bytes = ...,
        tid: int = ...,
        user_id: str | bytes = ...,
        error_id: int = ...,
        error_msg: str | bytes = ...,
        long_customer_name: str | bytes = ...,
    ) -> Self: ...

class CancelOffsetSetting(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    instrument_id: _F[str]
    underlying_instr_id: _F[str]
    product_id: _F[str]
    offset_type: _F[_enums.OffsetType | str]
    volume: _F[int]
    is_offset: _F[int]
    request_id: _F[int]
    user_id: _F[str]
    exchange_id: _F[str]
    ip_address: _F[str]
    mac_address: _F[str]
    exchange_inst_id: _F[str]
    exchange_serial_no: _F[str]
    exchange_product_id: _F[str]
    trader_id: _F[str]
    install_id: _F[int]
    participant_id: _F[str]
    client_id: _F[str]
    order_action_status: _F[_enums.OrderActionStatus | str]
    status_msg: _F[str]
    action_local_id: _F[str]
    action_date: _F[str]
    action_time: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        instrument_id: str | bytes = ...,
        underlying_instr_id: str | bytes = ...,
        product_id: str | bytes = ...,
        offset_type: _enums.OffsetType | str | bytes = ...,
        volume: int = ...,
        is_offset: int = ...,
        request_id: int = ...,
        user_id: str | bytes = ...,
        exchange_id: str | bytes = ...,
        ip_address: str | bytes = ...,
        mac_address: str | bytes = ...,
        exchange_inst_id: str | bytes = ...,
        exchange_serial_no: str | bytes = ...,
        exchange_product_id: str | bytes = ...,
        trader_id: str | bytes = ...,
        install_id: int = ...,
        participant_id: str | bytes = ...,
        client_id: str | bytes = ...,
        order_action_status: _enums.OrderActionStatus | str | bytes = ...,
        status_msg: str | bytes = ...,
        action_local_id: str | bytes = ...,
        action_date: str | bytes = ...,
        action_time: str | bytes = ...,
    ) -> Self: ...

class ChangeAccount(Record):
    trade_code: _F[str]
    bank_id: _F[str]
    bank_branch_id: _F[str]
    broker_id: _F[str]
    broker_branch_id: _F[str]
    trade_date: _F[str]
    trade_time: _F[str]
    bank_serial: _F[str]
    trading_day: _F[str]
    plate_serial: _F[int]
    last_fragment: _F[_enums.LastFragment | str]
    session_id: _F[int]
    customer_name: _F[str]
    id_card_type: _F[_enums.IdCardType | str]
    identified_card_no: _F[str]
    gender: _F[_enums.Gender | str]
    country_code: _F[str]
    cust_type: _F[_enums.CustType | str]
    address: _F[str]
    zip_code: _F[str]
    telephone: _F[str]
    mobile_phone: _F[str]
    fax: _F[str]
    e_mail: _F[str]
    money_account_status: _F[_enums.MoneyAccountStatus | str]
    bank_account: _F[str]
    bank_pass_word: _F[str]
    new_bank_account: _F[str]
    new_bank_pass_word: _F[str]
    account_id: _F[str]
    password: _F[str]
    bank_acc_type: _F[_enums.BankAccType | str]
    install_id: _F[int]
    verify_cert_no_flag: _F[_enums.YesNoIndicator | str]
    currency_id: _F[str]
    broker_id_by_bank: _F[str]
    bank_pwd_flag: _F[_enums.PwdFlag | str]
    secu_pwd_flag: _F[_enums.PwdFlag | str]
    tid: _F[int]
    digest: _F[str]
    error_id: _F[int]
    error_msg: _F[str]
    long_customer_name: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        trade_code: str | bytes = ...,
        bank_id: str | bytes = ...,
        bank_branch_id: str | bytes = ...,
        broker_id: str | bytes = ...,
        broker_branch_id: str | bytes = ...,
        trade_date: str | bytes = ...,
        trade_time: str | bytes = ...,
        bank_serial: str | bytes = ...,
        trading_day: str | bytes = ...,
        plate_serial: int = ...,
        last_fragment: _enums.LastFragment | str | bytes = ...,
        session_id: int = ...,
        customer_name: str | bytes = ...,
        id_card_type: _enums.IdCardType | str | bytes = ...,
        identified_card_no: str | bytes = ...,
        gender: _enums.Gender | str | bytes = ...,
        country_code: str | bytes = ...,
        cust_type: _enums.CustType | str | bytes = ...,
        address: str | bytes = ...,
        zip_code: str | bytes = ...,
        telephone: str | bytes = ...,
        mobile_phone: str | bytes = ...,
        fax: str | bytes = ...,
        e_mail: str | bytes = ...,
        money_account_status: _enums.MoneyAccountStatus | str | bytes = ...,
        bank_account: str | bytes = ...,
        bank_pass_word: str | bytes | _Secret = ...,
        new_bank_account: str | bytes = ...,
        new_bank_pass_word: str | bytes | _Secret = ...,
        account_id: str | bytes = ...,
        password: str | bytes | _Secret = ...,
        bank_acc_type: _enums.BankAccType | str | bytes = ...,
        install_id: int = ...,
        verify_cert_no_flag: _enums.YesNoIndicator | str | bytes = ...,
        currency_id: str | bytes = ...,
        broker_id_by_bank: str | bytes = ...,
        bank_pwd_flag: _enums.PwdFlag | str | bytes = ...,
        secu_pwd_flag: _enums.PwdFlag | str | bytes = ...,
        tid: int = ...,
        digest: str | bytes | _Secret = ...,
        error_id: int = ...,
        error_msg: str | bytes = ...,
        long_customer_name: str | bytes = ...,
    ) -> Self: ...

class CombAction(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    instrument_id: _F[str]
    comb_action_ref: _F[str]
    user_id: _F[str]
    direction: _F[_enums.Direction | str]
    volume: _F[int]
    comb_direction: _F[_enums.CombDirection | str]
    hedge_flag: _F[_enums.HedgeFlag | str]
    action_local_id: _F[str]
    exchange_id: _F[str]
    participant_id: _F[str]
    client_id: _F[str]
    exchange_inst_id: _F[str]
    trader_id: _F[str]
    install_id: _F[int]
    action_status: _F[_enums.OrderActionStatus | str]
    notify_sequence: _F[int]
    trading_day: _F[str]
    settlement_id: _F[int]
    sequence_no: _F[int]
    front_id: _F[int]
    session_id: _F[int]
    user_product_info: _F[str]
    status_msg: _F[str]
    ip_address: _F[str]
    mac_address: _F[str]
    com_trade_id: _F[str]
    branch_id: _F[str]
    invest_unit_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        instrument_id: str | bytes = ...,
        comb_action_ref: str | bytes = ...,
        user_id: str | bytes = ...,
        direction: _enums.Direction | str | bytes = ...,
        volume: int = ...,
        comb_direction: _enums.CombDirection | str | bytes = ...,
        hedge_flag: _enums.HedgeFlag | str | bytes = ...,
        action_local_id: str | bytes = ...,
        exchange_id: str | bytes = ...,
        participant_id: str | bytes = ...,
        client_id: str | bytes = ...,
        exchange_inst_id: str | bytes = ...,
        trader_id: str | bytes = ...,
        install_id: int = ...,
        action_status: _enums.OrderActionStatus | str | bytes = ...,
        notify_sequence: int = ...,
        trading_day: str | bytes = ...,
        settlement_id: int = ...,
        sequence_no: int = ...,
        front_id: int = ...,
        session_id: int = ...,
        user_product_info: str | bytes = ...,
        status_msg: str | bytes = ...,
        ip_address: str | bytes = ...,
        mac_address: str | bytes = ...,
        com_trade_id: str | bytes = ...,
        branch_id: str | bytes = ...,
        invest_unit_id: str | bytes = ...,
    ) -> Self: ...

class CombInstrumentGuard(Record):
    broker_id: _F[str]
    instrument_id: _F[str]
    guarant_ratio: _F[float]
    exchange_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        instrument_id: str | bytes = ...,
        guarant_ratio: float = ...,
        exchange_id: str | bytes = ...,
    ) -> Self: ...

class CombLeg(Record):
    comb_instrument_id: _F[str]
    leg_id: _F[int]
    leg_instrument_id: _F[str]
    direction: _F[_enums.Direction | str]
    leg_multiple: _F[int]
    imply_level: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        comb_instrument_id: str | bytes = ...,
        leg_id: int = ...,
        leg_instrument_id: str | bytes = ...,
        direction: _enums.Direction | str | bytes = ...,
        leg_multiple: int = ...,
        imply_level: int = ...,
    ) -> Self: ...

class CombPromotionParam(Record):
    exchange_id: _F[str]
    instrument_id: _F[str]
    comb_hedge_flag: _F[str]
    xparameter: _F[float]
    def __new__(
        cls,
        *,
        version: str | None = None,
        exchange_id: str | bytes = ...,
        instrument_id: str | bytes = ...,
        comb_hedge_flag: str | bytes | Sequence[str] = ...,
        xparameter: float = ...,
    ) -> Self: ...

class CombinationLeg(Record):
    comb_instrument_id: _F[str]
    leg_id: _F[int]
    leg_instrument_id: _F[str]
    direction: _F[_enums.Direction | str]
    leg_multiple: _F[int]
    imply_level: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        comb_instrument_id: str | bytes = ...,
        leg_id: int = ...,
        leg_instrument_id: str | bytes = ...,
        direction: _enums.Direction | str | bytes = ...,
        leg_multiple: int = ...,
        imply_level: int = ...,
    ) -> Self: ...

class CommPhase(Record):
    trading_day: _F[str]
    comm_phase_no: _F[int]
    system_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        trading_day: str | bytes = ...,
        comm_phase_no: int = ...,
        system_id: str | bytes = ...,
    ) -> Self: ...

class CommRateModel(Record):
    broker_id: _F[str]
    comm_model_id: _F[str]
    comm_model_name: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        comm_model_id: str | bytes = ...,
        comm_model_name: str | bytes = ...,
    ) -> Self: ...

class ContractBank(Record):
    broker_id: _F[str]
    bank_id: _F[str]
    bank_brch_id: _F[str]
    bank_name: _F[str]
    csrc_bank_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        bank_id: str | bytes = ...,
        bank_brch_id: str | bytes = ...,
        bank_name: str | bytes = ...,
        csrc_bank_id: str | bytes = ...,
    ) -> Self: ...

class CurrDRIdentity(Record):
    dr_identity_id: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        dr_identity_id: int = ...,
    ) -> Self: ...

class CurrTransferIdentity(Record):
    identity_id: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        identity_id: int = ...,
    ) -> Self: ...

class CurrentTime(Record):
    curr_date: _F[str]
    curr_time: _F[str]
    curr_millisec: _F[int]
    action_day: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        curr_date: str | bytes = ...,
        curr_time: str | bytes = ...,
        curr_millisec: int = ...,
        action_day: str | bytes = ...,
    ) -> Self: ...

class DRTransfer(Record):
    orig_dr_identity_id: _F[int]
    dest_dr_identity_id: _F[int]
    orig_broker_id: _F[str]
    dest_broker_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        orig_dr_identity_id: int = ...,
        dest_dr_identity_id: int = ...,
        orig_broker_id: str | bytes = ...,
        dest_broker_id: str | bytes = ...,
    ) -> Self: ...

class DepartmentUser(Record):
    broker_id: _F[str]
    user_id: _F[str]
    investor_range: _F[_enums.DepartmentRange | str]
    investor_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        user_id: str | bytes = ...,
        investor_range: _enums.DepartmentRange | str | bytes = ...,
        investor_id: str | bytes = ...,
    ) -> Self: ...

class DepositResultInform(Record):
    deposit_seq_no: _F[str]
    broker_id: _F[str]
    investor_id: _F[str]
    deposit: _F[float]
    request_id: _F[int]
    return_code: _F[str]
    descr_info_for_return_code: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        deposit_seq_no: str | bytes = ...,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        deposit: float = ...,
        request_id: int = ...,
        return_code: str | bytes = ...,
        descr_info_for_return_code: str | bytes = ...,
    ) -> Self: ...

class DepthMarketData(Record):
    trading_day: _F[str]
    instrument_id: _F[str]
    exchange_id: _F[str]
    exchange_inst_id: _F[str]
    last_price: _F[float]
    pre_settlement_price: _F[float]
    pre_close_price: _F[float]
    pre_open_interest: _F[float]
    open_price: _F[float]
    highest_price: _F[float]
    lowest_price: _F[float]
    volume: _F[int]
    turnover: _F[float]
    open_interest: _F[float]
    close_price: _F[float]
    settlement_price: _F[float]
    upper_limit_price: _F[float]
    lower_limit_price: _F[float]
    pre_delta: _F[float]
    curr_delta: _F[float]
    update_time: _F[str]
    update_millisec: _F[int]
    bid_price1: _F[float]
    bid_volume1: _F[int]
    ask_price1: _F[float]
    ask_volume1: _F[int]
    bid_price2: _F[float]
    bid_volume2: _F[int]
    ask_price2: _F[float]
    ask_volume2: _F[int]
    bid_price3: _F[float]
    bid_volume3: _F[int]
    ask_price3: _F[float]
    ask_volume3: _F[int]
    bid_price4: _F[float]
    bid_volume4: _F[int]
    ask_price4: _F[float]
    ask_volume4: _F[int]
    bid_price5: _F[float]
    bid_volume5: _F[int]
    ask_price5: _F[float]
    ask_volume5: _F[int]
    average_price: _F[float]
    action_day: _F[str]
    banding_upper_price: _F[float]
    banding_lower_price: _F[float]
    def __new__(
        cls,
        *,
        version: str | None = None,
        trading_day: str | bytes = ...,
        instrument_id: str | bytes = ...,
        exchange_id: str | bytes = ...,
        exchange_inst_id: str | bytes = ...,
        last_price: float = ...,
        pre_settlement_price: float = ...,
        pre_close_price: float = ...,
        pre_open_interest: float = ...,
        open_price: float = ...,
        highest_price: float = ...,
        lowest_price: float = ...,
        volume: int = ...,
        turnover: float = ...,
        open_interest: float = ...,
        close_price: float = ...,
        settlement_price: float = ...,
        upper_limit_price: float = ...,
        lower_limit_price: float = ...,
        pre_delta: float = ...,
        curr_delta: float = ...,
        update_time: str | bytes = ...,
        update_millisec: int = ...,
        bid_price1: float = ...,
        bid_volume1: int = ...,
        ask_price1: float = ...,
        ask_volume1: int = ...,
        bid_price2: float = ...,
        bid_volume2: int = ...,
        ask_price2: float = ...,
        ask_volume2: int = ...,
        bid_price3: float = ...,
        bid_volume3: int = ...,
        ask_price3: float = ...,
        ask_volume3: int = ...,
        bid_price4: float = ...,
        bid_volume4: int = ...,
        ask_price4: float = ...,
        ask_volume4: int = ...,
        bid_price5: float = ...,
        bid_volume5: int = ...,
        ask_price5: float = ...,
        ask_volume5: int = ...,
        average_price: float = ...,
        action_day: str | bytes = ...,
        banding_upper_price: float = ...,
        banding_lower_price: float = ...,
    ) -> Self: ...

class Discount(Record):
    broker_id: _F[str]
    investor_range: _F[_enums.InvestorRange | str]
    investor_id: _F[str]
    discount: _F[float]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_range: _enums.InvestorRange | str | bytes = ...,
        investor_id: str | bytes = ...,
        discount: float = ...,
    ) -> Self: ...

class Dissemination(Record):
    sequence_series: _F[int]
    sequence_no: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        sequence_series: int = ...,
        sequence_no: int = ...,
    ) -> Self: ...

class EWarrantOffset(Record):
    trading_day: _F[str]
    broker_id: _F[str]
    investor_id: _F[str]
    exchange_id: _F[str]
    instrument_id: _F[str]
    direction: _F[_enums.Direction | str]
    hedge_flag: _F[_enums.HedgeFlag | str]
    volume: _F[int]
    invest_unit_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        trading_day: str | bytes = ...,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        exchange_id: str | bytes = ...,
        instrument_id: str | bytes = ...,
        direction: _enums.Direction | str | bytes = ...,
        hedge_flag: _enums.HedgeFlag | str | bytes = ...,
        volume: int = ...,
        invest_unit_id: str | bytes = ...,
    ) -> Self: ...

class ErrExecOrder(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    instrument_id: _F[str]
    exec_order_ref: _F[str]
    user_id: _F[str]
    volume: _F[int]
    request_id: _F[int]
    business_unit: _F[str]
    offset_flag: _F[_enums.OffsetFlag | str]
    hedge_flag: _F[_enums.HedgeFlag | str]
    action_type: _F[_enums.ActionType | str]
    posi_direction: _F[_enums.PosiDirection | str]
    reserve_position_flag: _F[_enums.ExecOrderPositionFlag | str]
    close_flag: _F[_enums.ExecOrderCloseFlag | str]
    exchange_id: _F[str]
    invest_unit_id: _F[str]
    account_id: _F[str]
    currency_id: _F[str]
    client_id: _F[str]
    ip_address: _F[str]
    mac_address: _F[str]
    error_id: _F[int]
    error_msg: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        instrument_id: str | bytes = ...,
        exec_order_ref: str | bytes = ...,
        user_id: str | bytes = ...,
        volume: int = ...,
        request_id: int = ...,
        business_unit: str | bytes = ...,
        offset_flag: _enums.OffsetFlag | str | bytes = ...,
        hedge_flag: _enums.HedgeFlag | str | bytes = ...,
        action_type: _enums.ActionType | str | bytes = ...,
        posi_direction: _enums.PosiDirection | str | bytes = ...,
        reserve_position_flag: _enums.ExecOrderPositionFlag | str | bytes = ...,
        close_flag: _enums.ExecOrderCloseFlag | str | bytes = ...,
        exchange_id: str | bytes = ...,
        invest_unit_id: str | bytes = ...,
        account_id: str | bytes = ...,
        currency_id: str | bytes = ...,
        client_id: str | bytes = ...,
        ip_address: str | bytes = ...,
        mac_address: str | bytes = ...,
        error_id: int = ...,
        error_msg: str | bytes = ...,
    ) -> Self: ...

class ErrExecOrderAction(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    exec_order_action_ref: _F[int]
    exec_order_ref: _F[str]
    request_id: _F[int]
    front_id: _F[int]
    session_id: _F[int]
    exchange_id: _F[str]
    exec_order_sys_id: _F[str]
    action_flag: _F[_enums.ActionFlag | str]
    user_id: _F[str]
    instrument_id: _F[str]
    invest_unit_id: _F[str]
    ip_address: _F[str]
    mac_address: _F[str]
    error_id: _F[int]
    error_msg: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        exec_order_action_ref: int = ...,
        exec_order_ref: str | bytes = ...,
        request_id: int = ...,
        front_id: int = ...,
        session_id: int = ...,
        exchange_id: str | bytes = ...,
        exec_order_sys_id: str | bytes = ...,
        action_flag: _enums.ActionFlag | str | bytes = ...,
        user_id: str | bytes = ...,
        instrument_id: str | bytes = ...,
        invest_unit_id: str | bytes = ...,
        ip_address: str | bytes = ...,
        mac_address: str | bytes = ...,
        error_id: int = ...,
        error_msg: str | bytes = ...,
    ) -> Self: ...

class ErrOrder(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    instrument_id: _F[str]
    order_ref: _F[str]
    user_id: _F[str]
    order_price_type: _F[_enums.OrderPriceType | str]
    direction: _F[_enums.Direction | str]
    comb_offset_flag: _F[str]
    comb_hedge_flag: _F[str]
    limit_price: _F[float]
    volume_total_original: _F[int]
    time_condition: _F[_enums.TimeCondition | str]
    gtd_date: _F[str]
    volume_condition: _F[_enums.VolumeCondition | str]
    min_volume: _F[int]
    contingent_condition: _F[_enums.ContingentCondition | str]
    stop_price: _F[float]
    force_close_reason: _F[_enums.ForceCloseReason | str]
    is_auto_suspend: _F[int]
    business_unit: _F[str]
    request_id: _F[int]
    user_force_close: _F[int]
    error_id: _F[int]
    error_msg: _F[str]
    is_swap_order: _F[int]
    exchange_id: _F[str]
    invest_unit_id: _F[str]
    account_id: _F[str]
    currency_id: _F[str]
    client_id: _F[str]
    mac_address: _F[str]
    ip_address: _F[str]
    order_memo: _F[str]
    session_req_seq: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        instrument_id: str | bytes = ...,
        order_ref: str | bytes = ...,
        user_id: str | bytes = ...,
        order_price_type: _enums.OrderPriceType | str | bytes = ...,
        direction: _enums.Direction | str | bytes = ...,
        comb_offset_flag: str | bytes | Sequence[str] = ...,
        comb_hedge_flag: str | bytes | Sequence[str] = ...,
        limit_price: float = ...,
        volume_total_original: int = ...,
        time_condition: _enums.TimeCondition | str | bytes = ...,
        gtd_date: str | bytes = ...,
        volume_condition: _enums.VolumeCondition | str | bytes = ...,
        min_volume: int = ...,
        contingent_condition: _enums.ContingentCondition | str | bytes = ...,
        stop_price: float = ...,
        force_close_reason: _enums.ForceCloseReason | str | bytes = ...,
        is_auto_suspend: int = ...,
        business_unit: str | bytes = ...,
        request_id: int = ...,
        user_force_close: int = ...,
        error_id: int = ...,
        error_msg: str | bytes = ...,
        is_swap_order: int = ...,
        exchange_id: str | bytes = ...,
        invest_unit_id: str | bytes = ...,
        account_id: str | bytes = ...,
        currency_id: str | bytes = ...,
        client_id: str | bytes = ...,
        mac_address: str | bytes = ...,
        ip_address: str | bytes = ...,
        order_memo: str | bytes = ...,
        session_req_seq: int = ...,
    ) -> Self: ...

class ErrOrderAction(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    order_action_ref: _F[int]
    order_ref: _F[str]
    request_id: _F[int]
    front_id: _F[int]
    session_id: _F[int]
    exchange_id: _F[str]
    order_sys_id: _F[str]
    action_flag: _F[_enums.ActionFlag | str]
    limit_price: _F[float]
    volume_change: _F[int]
    action_date: _F[str]
    action_time: _F[str]
    trader_id: _F[str]
    install_id: _F[int]
    order_local_id: _F[str]
    action_local_id: _F[str]
    participant_id: _F[str]
    client_id: _F[str]
    business_unit: _F[str]
    order_action_status: _F[_enums.OrderActionStatus | str]
    user_id: _F[str]
    status_msg: _F[str]
    instrument_id: _F[str]
    branch_id: _F[str]
    invest_unit_id: _F[str]
    ip_address: _F[str]
    mac_address: _F[str]
    error_id: _F[int]
    error_msg: _F[str]
    order_memo: _F[str]
    session_req_seq: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        order_action_ref: int = ...,
        order_ref: str | bytes = ...,
        request_id: int = ...,
        front_id: int = ...,
        session_id: int = ...,
        exchange_id: str | bytes = ...,
        order_sys_id: str | bytes = ...,
        action_flag: _enums.ActionFlag | str | bytes = ...,
        limit_price: float = ...,
        volume_change: int = ...,
        action_date: str | bytes = ...,
        action_time: str | bytes = ...,
        trader_id: str | bytes = ...,
        install_id: int = ...,
        order_local_id: str | bytes = ...,
        action_local_id: str | bytes = ...,
        participant_id: str | bytes = ...,
        client_id: str | bytes = ...,
        business_unit: str | bytes = ...,
        order_action_status: _enums.OrderActionStatus | str | bytes = ...,
        user_id: str | bytes = ...,
        status_msg: str | bytes = ...,
        instrument_id: str | bytes = ...,
        branch_id: str | bytes = ...,
        invest_unit_id: str | bytes = ...,
        ip_address: str | bytes = ...,
        mac_address: str | bytes = ...,
        error_id: int = ...,
        error_msg: str | bytes = ...,
        order_memo: str | bytes = ...,
        session_req_seq: int = ...,
    ) -> Self: ...

class ErrorConditionalOrder(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    instrument_id: _F[str]
    order_ref: _F[str]
    user_id: _F[str]
    order_price_type: _F[_enums.OrderPriceType | str]
    direction: _F[_enums.Direction | str]
    comb_offset_flag: _F[str]
    comb_hedge_flag: _F[str]
    limit_price: _F[float]
    volume_total_original: _F[int]
    time_condition: _F[_enums.TimeCondition | str]
    gtd_date: _F[str]
    volume_condition: _F[_enums.VolumeCondition | str]
    min_volume: _F[int]
    contingent_condition: _F[_enums.ContingentCondition | str]
    stop_price: _F[float]
    force_close_reason: _F[_enums.ForceCloseReason | str]
    is_auto_suspend: _F[int]
    business_unit: _F[str]
    request_id: _F[int]
    order_local_id: _F[str]
    exchange_id: _F[str]
    participant_id: _F[str]
    client_id: _F[str]
    exchange_inst_id: _F[str]
    trader_id: _F[str]
    install_id: _F[int]
    order_submit_status: _F[_enums.OrderSubmitStatus | str]
    notify_sequence: _F[int]
    trading_day: _F[str]
    settlement_id: _F[int]
    order_sys_id: _F[str]
    order_source: _F[_enums.OrderSource | str]
    order_status: _F[_enums.OrderStatus | str]
    order_type: _F[_enums.OrderType | str]
    volume_traded: _F[int]
    volume_total: _F[int]
    insert_date: _F[str]
    insert_time: _F[str]
    active_time: _F[str]
    suspend_time: _F[str]
    update_time: _F[str]
    cancel_time: _F[str]
    active_trader_id: _F[str]
    clearing_part_id: _F[str]
    sequence_no: _F[int]
    front_id: _F[int]
    session_id: _F[int]
    user_product_info: _F[str]
    status_msg: _F[str]
    user_force_close: _F[int]
    active_user_id: _F[str]
    broker_order_seq: _F[int]
    relative_order_sys_id: _F[str]
    zce_total_traded_volume: _F[int]
    error_id: _F[int]
    error_msg: _F[str]
    is_swap_order: _F[int]
    branch_id: _F[str]
    invest_unit_id: _F[str]
    account_id: _F[str]
    currency_id: _F[str]
    mac_address: _F[str]
    ip_address: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        instrument_id: str | bytes = ...,
        order_ref: str | bytes = ...,
        user_id: str | bytes = ...,
        order_price_type: _enums.OrderPriceType | str | bytes = ...,
        direction: _enums.Direction | str | bytes = ...,
        comb_offset_flag: str | bytes | Sequence[str] = ...,
        comb_hedge_flag: str | bytes | Sequence[str] = ...,
        limit_price: float = ...,
        volume_total_original: int = ...,
        time_condition: _enums.TimeCondition | str | bytes = ...,
        gtd_date: str | bytes = ...,
        volume_condition: _enums.VolumeCondition | str | bytes = ...,
        min_volume: int = ...,
        contingent_condition: _enums.ContingentCondition | str | bytes = ...,
        stop_price: float = ...,
        force_close_reason: _enums.ForceCloseReason | str | bytes = ...,
        is_auto_suspend: int = ...,
        business_unit: str | bytes = ...,
        request_id: int = ...,
        order_local_id: str | bytes = ...,
        exchange_id: str | bytes = ...,
        participant_id: str | bytes = ...,
        client_id: str | bytes = ...,
        exchange_inst_id: str | bytes = ...,
        trader_id: str | bytes = ...,
        install_id: int = ...,
        order_submit_status: _enums.OrderSubmitStatus | str | bytes = ...,
        notify_sequence: int = ...,
        trading_day: str | bytes = ...,
        settlement_id: int = ...,
        order_sys_id: str | bytes = ...,
        order_source: _enums.OrderSource | str | bytes = ...,
        order_status: _enums.OrderStatus | str | bytes = ...,
        order_type: _enums.OrderType | str | bytes = ...,
        volume_traded: int = ...,
        volume_total: int = ...,
        insert_date: str | bytes = ...,
        insert_time: str | bytes = ...,
        active_time: str | bytes = ...,
        suspend_time: str | bytes = ...,
        update_time: str | bytes = ...,
        cancel_time: str | bytes = ...,
        active_trader_id: str | bytes = ...,
        clearing_part_id: str | bytes = ...,
        sequence_no: int = ...,
        front_id: int = ...,
        session_id: int = ...,
        user_product_info: str | bytes = ...,
        status_msg: str | bytes = ...,
        user_force_close: int = ...,
        active_user_id: str | bytes = ...,
        broker_order_seq: int = ...,
        relative_order_sys_id: str | bytes = ...,
        zce_total_traded_volume: int = ...,
        error_id: int = ...,
        error_msg: str | bytes = ...,
        is_swap_order: int = ...,
        branch_id: str | bytes = ...,
        invest_unit_id: str | bytes = ...,
        account_id: str | bytes = ...,
        currency_id: str | bytes = ...,
        mac_address: str | bytes = ...,
        ip_address: str | bytes = ...,
    ) -> Self: ...

class Exchange(Record):
    exchange_id: _F[str]
    exchange_name: _F[str]
    exchange_property: _F[_enums.ExchangeProperty | str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        exchange_id: str | bytes = ...,
        exchange_name: str | bytes = ...,
        exchange_property: _enums.ExchangeProperty | str | bytes = ...,
    ) -> Self: ...

class ExchangeBatchOrderAction(Record):
    exchange_id: _F[str]
    action_date: _F[str]
    action_time: _F[str]
    trader_id: _F[str]
    install_id: _F[int]
    action_local_id: _F[str]
    participant_id: _F[str]
    client_id: _F[str]
    business_unit: _F[str]
    order_action_status: _F[_enums.OrderActionStatus | str]
    user_id: _F[str]
    mac_address: _F[str]
    ip_address: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        exchange_id: str | bytes = ...,
        action_date: str | bytes = ...,
        action_time: str | bytes = ...,
        trader_id: str | bytes = ...,
        install_id: int = ...,
        action_local_id: str | bytes = ...,
        participant_id: str | bytes = ...,
        client_id: str | bytes = ...,
        business_unit: str | bytes = ...,
        order_action_status: _enums.OrderActionStatus | str | bytes = ...,
        user_id: str | bytes = ...,
        mac_address: str | bytes = ...,
        ip_address: str | bytes = ...,
    ) -> Self: ...

class ExchangeCombAction(Record):
    direction: _F[_enums.Direction | str]
    volume: _F[int]
    comb_direction: _F[_enums.CombDirection | str]
    hedge_flag: _F[_enums.HedgeFlag | str]
    action_local_id: _F[str]
    exchange_id: _F[str]
    participant_id: _F[str]
    client_id: _F[str]
    exchange_inst_id: _F[str]
    trader_id: _F[str]
    install_id: _F[int]
    action_status: _F[_enums.OrderActionStatus | str]
    notify_sequence: _F[int]
    trading_day: _F[str]
    settlement_id: _F[int]
    sequence_no: _F[int]
    ip_address: _F[str]
    mac_address: _F[str]
    com_trade_id: _F[str]
    branch_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        direction: _enums.Direction | str | bytes = ...,
        volume: int = ...,
        comb_direction: _enums.CombDirection | str | bytes = ...,
        hedge_flag: _enums.HedgeFlag | str | bytes = ...,
        action_local_id: str | bytes = ...,
        exchange_id: str | bytes = ...,
        participant_id: str | bytes = ...,
        client_id: str | bytes = ...,
        exchange_inst_id: str | bytes = ...,
        trader_id: str | bytes = ...,
        install_id: int = ...,
        action_status: _enums.OrderActionStatus | str | bytes = ...,
        notify_sequence: int = ...,
        trading_day: str | bytes = ...,
        settlement_id: int = ...,
        sequence_no: int = ...,
        ip_address: str | bytes = ...,
        mac_address: str | bytes = ...,
        com_trade_id: str | bytes = ...,
        branch_id: str | bytes = ...,
    ) -> Self: ...

class ExchangeExecOrder(Record):
    volume: _F[int]
    request_id: _F[int]
    business_unit: _F[str]
    offset_flag: _F[_enums.OffsetFlag | str]
    hedge_flag: _F[_enums.HedgeFlag | str]
    action_type: _F[_enums.ActionType | str]
    posi_direction: _F[_enums.PosiDirection | str]
    reserve_position_flag: _F[_enums.ExecOrderPositionFlag | str]
    close_flag: _F[_enums.ExecOrderCloseFlag | str]
    exec_order_local_id: _F[str]
    exchange_id: _F[str]
    participant_id: _F[str]
    client_id: _F[str]
    exchange_inst_id: _F[str]
    trader_id: _F[str]
    install_id: _F[int]
    order_submit_status: _F[_enums.OrderSubmitStatus | str]
    notify_sequence: _F[int]
    trading_day: _F[str]
    settlement_id: _F[int]
    exec_order_sys_id: _F[str]
    insert_date: _F[str]
    insert_time: _F[str]
    cancel_time: _F[str]
    exec_result: _F[_enums.ExecResult | str]
    clearing_part_id: _F[str]
    sequence_no: _F[int]
    branch_id: _F[str]
    mac_address: _F[str]
    ip_address: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        volume: int = ...,
        request_id: int = ...,
        business_unit: str | bytes = ...,
        offset_flag: _enums.OffsetFlag | str | bytes = ...,
        hedge_flag: _enums.HedgeFlag | str | bytes = ...,
        action_type: _enums.ActionType | str | bytes = ...,
        posi_direction: _enums.PosiDirection | str | bytes = ...,
        reserve_position_flag: _enums.ExecOrderPositionFlag | str | bytes = ...,
        close_flag: _enums.ExecOrderCloseFlag | str | bytes = ...,
        exec_order_local_id: str | bytes = ...,
        exchange_id: str | bytes = ...,
        participant_id: str | bytes = ...,
        client_id: str | bytes = ...,
        exchange_inst_id: str | bytes = ...,
        trader_id: str | bytes = ...,
        install_id: int = ...,
        order_submit_status: _enums.OrderSubmitStatus | str | bytes = ...,
        notify_sequence: int = ...,
        trading_day: str | bytes = ...,
        settlement_id: int = ...,
        exec_order_sys_id: str | bytes = ...,
        insert_date: str | bytes = ...,
        insert_time: str | bytes = ...,
        cancel_time: str | bytes = ...,
        exec_result: _enums.ExecResult | str | bytes = ...,
        clearing_part_id: str | bytes = ...,
        sequence_no: int = ...,
        branch_id: str | bytes = ...,
        mac_address: str | bytes = ...,
        ip_address: str | bytes = ...,
    ) -> Self: ...

class ExchangeExecOrderAction(Record):
    exchange_id: _F[str]
    exec_order_sys_id: _F[str]
    action_flag: _F[_enums.ActionFlag | str]
    action_date: _F[str]
    action_time: _F[str]
    trader_id: _F[str]
    install_id: _F[int]
    exec_order_local_id: _F[str]
    action_local_id: _F[str]
    participant_id: _F[str]
    client_id: _F[str]
    business_unit: _F[str]
    order_action_status: _F[_enums.OrderActionStatus | str]
    user_id: _F[str]
    action_type: _F[_enums.ActionType | str]
    branch_id: _F[str]
    mac_address: _F[str]
    volume: _F[int]
    ip_address: _F[str]
    exchange_inst_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        exchange_id: str | bytes = ...,
        exec_order_sys_id: str | bytes = ...,
        action_flag: _enums.ActionFlag | str | bytes = ...,
        action_date: str | bytes = ...,
        action_time: str | bytes = ...,
        trader_id: str | bytes = ...,
        install_id: int = ...,
        exec_order_local_id: str | bytes = ...,
        action_local_id: str | bytes = ...,
        participant_id: str | bytes = ...,
        client_id: str | bytes = ...,
        business_unit: str | bytes = ...,
        order_action_status: _enums.OrderActionStatus | str | bytes = ...,
        user_id: str | bytes = ...,
        action_type: _enums.ActionType | str | bytes = ...,
        branch_id: str | bytes = ...,
        mac_address: str | bytes = ...,
        volume: int = ...,
        ip_address: str | bytes = ...,
        exchange_inst_id: str | bytes = ...,
    ) -> Self: ...

class ExchangeForQuote(Record):
    for_quote_local_id: _F[str]
    exchange_id: _F[str]
    participant_id: _F[str]
    client_id: _F[str]
    exchange_inst_id: _F[str]
    trader_id: _F[str]
    install_id: _F[int]
    insert_date: _F[str]
    insert_time: _F[str]
    for_quote_status: _F[_enums.ForQuoteStatus | str]
    mac_address: _F[str]
    ip_address: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        for_quote_local_id: str | bytes = ...,
        exchange_id: str | bytes = ...,
        participant_id: str | bytes = ...,
        client_id: str | bytes = ...,
        exchange_inst_id: str | bytes = ...,
        trader_id: str | bytes = ...,
        install_id: int = ...,
        insert_date: str | bytes = ...,
        insert_time: str | bytes = ...,
        for_quote_status: _enums.ForQuoteStatus | str | bytes = ...,
        mac_address: str | bytes = ...,
        ip_address: str | bytes = ...,
    ) -> Self: ...

class ExchangeMarginRate(Record):
    broker_id: _F[str]
    instrument_id: _F[str]
    hedge_flag: _F[_enums.HedgeFlag | str]
    long_margin_ratio_by_money: _F[float]
    long_margin_ratio_by_volume: _F[float]
    short_margin_ratio_by_money: _F[float]
    short_margin_ratio_by_volume: _F[float]
    exchange_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        instrument_id: str | bytes = ...,
        hedge_flag: _enums.HedgeFlag | str | bytes = ...,
        long_margin_ratio_by_money: float = ...,
        long_margin_ratio_by_volume: float = ...,
        short_margin_ratio_by_money: float = ...,
        short_margin_ratio_by_volume: float = ...,
        exchange_id: str | bytes = ...,
    ) -> Self: ...

class ExchangeMarginRateAdjust(Record):
    broker_id: _F[str]
    instrument_id: _F[str]
    hedge_flag: _F[_enums.HedgeFlag | str]
    long_margin_ratio_by_money: _F[float]
    long_margin_ratio_by_volume: _F[float]
    short_margin_ratio_by_money: _F[float]
    short_margin_ratio_by_volume: _F[float]
    exch_long_margin_ratio_by_money: _F[float]
    exch_long_margin_ratio_by_volume: _F[float]
    exch_short_margin_ratio_by_money: _F[float]
    exch_short_margin_ratio_by_volume: _F[float]
    no_long_margin_ratio_by_money: _F[float]
    no_long_margin_ratio_by_volume: _F[float]
    no_short_margin_ratio_by_money: _F[float]
    no_short_margin_ratio_by_volume: _F[float]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        instrument_id: str | bytes = ...,
        hedge_flag: _enums.HedgeFlag | str | bytes = ...,
        long_margin_ratio_by_money: float = ...,
        long_margin_ratio_by_volume: float = ...,
        short_margin_ratio_by_money: float = ...,
        short_margin_ratio_by_volume: float = ...,
        exch_long_margin_ratio_by_money: float = ...,
        exch_long_margin_ratio_by_volume: float = ...,
        exch_short_margin_ratio_by_money: float = ...,
        exch_short_margin_ratio_by_volume: float = ...,
        no_long_margin_ratio_by_money: float = ...,
        no_long_margin_ratio_by_volume: float = ...,
        no_short_margin_ratio_by_money: float = ...,
        no_short_margin_ratio_by_volume: float = ...,
    ) -> Self: ...

class ExchangeOptionSelfClose(Record):
    volume: _F[int]
    request_id: _F[int]
    business_unit: _F[str]
    hedge_flag: _F[_enums.HedgeFlag | str]
    opt_self_close_flag: _F[_enums.OptSelfCloseFlag | str]
    option_self_close_local_id: _F[str]
    exchange_id: _F[str]
    participant_id: _F[str]
    client_id: _F[str]
    exchange_inst_id: _F[str]
    trader_id: _F[str]
    install_id: _F[int]
    order_submit_status: _F[_enums.OrderSubmitStatus | str]
    notify_sequence: _F[int]
    trading_day: _F[str]
    settlement_id: _F[int]
    option_self_close_sys_id: _F[str]
    insert_date: _F[str]
    insert_time: _F[str]
    cancel_time: _F[str]
    exec_result: _F[_enums.ExecResult | str]
    clearing_part_id: _F[str]
    sequence_no: _F[int]
    branch_id: _F[str]
    mac_address: _F[str]
    ip_address: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        volume: int = ...,
        request_id: int = ...,
        business_unit: str | bytes = ...,
        hedge_flag: _enums.HedgeFlag | str | bytes = ...,
        opt_self_close_flag: _enums.OptSelfCloseFlag | str | bytes = ...,
        option_self_close_local_id: str | bytes = ...,
        exchange_id: str | bytes = ...,
        participant_id: str | bytes = ...,
        client_id: str | bytes = ...,
        exchange_inst_id: str | bytes = ...,
        trader_id: str | bytes = ...,
        install_id: int = ...,
        order_submit_status: _enums.OrderSubmitStatus | str | bytes = ...,
        notify_sequence: int = ...,
        trading_day: str | bytes = ...,
        settlement_id: int = ...,
        option_self_close_sys_id: str | bytes = ...,
        insert_date: str | bytes = ...,
        insert_time: str | bytes = ...,
        cancel_time: str | bytes = ...,
        exec_result: _enums.ExecResult | str | bytes = ...,
        clearing_part_id: str | bytes = ...,
        sequence_no: int = ...,
        branch_id: str | bytes = ...,
        mac_address: str | bytes = ...,
        ip_address: str | bytes = ...,
    ) -> Self: ...

class ExchangeOptionSelfCloseAction(Record):
    exchange_id: _F[str]
    option_self_close_sys_id: _F[str]
    action_flag: _F[_enums.ActionFlag | str]
    action_date: _F[str]
    action_time: _F[str]
    trader_id: _F[str]
    install_id: _F[int]
    option_self_close_local_id: _F[str]
    action_local_id: _F[str]
    participant_id: _F[str]
    client_id: _F[str]
    business_unit: _F[str]
    order_action_status: _F[_enums.OrderActionStatus | str]
    user_id: _F[str]
    branch_id: _F[str]
    mac_address: _F[str]
    opt_self_close_flag: _F[_enums.OptSelfCloseFlag | str]
    ip_address: _F[str]
    exchange_inst_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        exchange_id: str | bytes = ...,
        option_self_close_sys_id: str | bytes = ...,
        action_flag: _enums.ActionFlag | str | bytes = ...,
        action_date: str | bytes = ...,
        action_time: str | bytes = ...,
        trader_id: str | bytes = ...,
        install_id: int = ...,
        option_self_close_local_id: str | bytes = ...,
        action_local_id: str | bytes = ...,
        participant_id: str | bytes = ...,
        client_id: str | bytes = ...,
        business_unit: str | bytes = ...,
        order_action_status: _enums.OrderActionStatus | str | bytes = ...,
        user_id: str | bytes = ...,
        branch_id: str | bytes = ...,
        mac_address: str | bytes = ...,
        opt_self_close_flag: _enums.OptSelfCloseFlag | str | bytes = ...,
        ip_address: str | bytes = ...,
        exchange_inst_id: str | bytes = ...,
    ) -> Self: ...

class ExchangeOrder(Record):
    order_price_type: _F[_enums.OrderPriceType | str]
    direction: _F[_enums.Direction | str]
    comb_offset_flag: _F[str]
    comb_hedge_flag: _F[str]
    limit_price: _F[float]
    volume_total_original: _F[int]
    time_condition: _F[_enums.TimeCondition | str]
    gtd_date: _F[str]
    volume_condition: _F[_enums.VolumeCondition | str]
    min_volume: _F[int]
    contingent_condition: _F[_enums.ContingentCondition | str]
    stop_price: _F[float]
    force_close_reason: _F[_enums.ForceCloseReason | str]
    is_auto_suspend: _F[int]
    business_unit: _F[str]
    request_id: _F[int]
    order_local_id: _F[str]
    exchange_id: _F[str]
    participant_id: _F[str]
    client_id: _F[str]
    exchange_inst_id: _F[str]
    trader_id: _F[str]
    install_id: _F[int]
    order_submit_status: _F[_enums.OrderSubmitStatus | str]
    notify_sequence: _F[int]
    trading_day: _F[str]
    settlement_id: _F[int]
    order_sys_id: _F[str]
    order_source: _F[_enums.OrderSource | str]
    order_status: _F[_enums.OrderStatus | str]
    order_type: _F[_enums.OrderType | str]
    volume_traded: _F[int]
    volume_total: _F[int]
    insert_date: _F[str]
    insert_time: _F[str]
    active_time: _F[str]
    suspend_time: _F[str]
    update_time: _F[str]
    cancel_time: _F[str]
    active_trader_id: _F[str]
    clearing_part_id: _F[str]
    sequence_no: _F[int]
    branch_id: _F[str]
    mac_address: _F[str]
    ip_address: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        order_price_type: _enums.OrderPriceType | str | bytes = ...,
        direction: _enums.Direction | str | bytes = ...,
        comb_offset_flag: str | bytes | Sequence[str] = ...,
        comb_hedge_flag: str | bytes | Sequence[str] = ...,
        limit_price: float = ...,
        volume_total_original: int = ...,
        time_condition: _enums.TimeCondition | str | bytes = ...,
        gtd_date: str | bytes = ...,
        volume_condition: _enums.VolumeCondition | str | bytes = ...,
        min_volume: int = ...,
        contingent_condition: _enums.ContingentCondition | str | bytes = ...,
        stop_price: float = ...,
        force_close_reason: _enums.ForceCloseReason | str | bytes = ...,
        is_auto_suspend: int = ...,
        business_unit: str | bytes = ...,
        request_id: int = ...,
        order_local_id: str | bytes = ...,
        exchange_id: str | bytes = ...,
        participant_id: str | bytes = ...,
        client_id: str | bytes = ...,
        exchange_inst_id: str | bytes = ...,
        trader_id: str | bytes = ...,
        install_id: int = ...,
        order_submit_status: _enums.OrderSubmitStatus | str | bytes = ...,
        notify_sequence: int = ...,
        trading_day: str | bytes = ...,
        settlement_id: int = ...,
        order_sys_id: str | bytes = ...,
        order_source: _enums.OrderSource | str | bytes = ...,
        order_status: _enums.OrderStatus | str | bytes = ...,
        order_type: _enums.OrderType | str | bytes = ...,
        volume_traded: int = ...,
        volume_total: int = ...,
        insert_date: str | bytes = ...,
        insert_time: str | bytes = ...,
        active_time: str | bytes = ...,
        suspend_time: str | bytes = ...,
        update_time: str | bytes = ...,
        cancel_time: str | bytes = ...,
        active_trader_id: str | bytes = ...,
        clearing_part_id: str | bytes = ...,
        sequence_no: int = ...,
        branch_id: str | bytes = ...,
        mac_address: str | bytes = ...,
        ip_address: str | bytes = ...,
    ) -> Self: ...

class ExchangeOrderAction(Record):
    exchange_id: _F[str]
    order_sys_id: _F[str]
    action_flag: _F[_enums.ActionFlag | str]
    limit_price: _F[float]
    volume_change: _F[int]
    action_date: _F[str]
    action_time: _F[str]
    trader_id: _F[str]
    install_id: _F[int]
    order_local_id: _F[str]
    action_local_id: _F[str]
    participant_id: _F[str]
    client_id: _F[str]
    business_unit: _F[str]
    order_action_status: _F[_enums.OrderActionStatus | str]
    user_id: _F[str]
    branch_id: _F[str]
    mac_address: _F[str]
    ip_address: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        exchange_id: str | bytes = ...,
        order_sys_id: str | bytes = ...,
        action_flag: _enums.ActionFlag | str | bytes = ...,
        limit_price: float = ...,
        volume_change: int = ...,
        action_date: str | bytes = ...,
        action_time: str | bytes = ...,
        trader_id: str | bytes = ...,
        install_id: int = ...,
        order_local_id: str | bytes = ...,
        action_local_id: str | bytes = ...,
        participant_id: str | bytes = ...,
        client_id: str | bytes = ...,
        business_unit: str | bytes = ...,
        order_action_status: _enums.OrderActionStatus | str | bytes = ...,
        user_id: str | bytes = ...,
        branch_id: str | bytes = ...,
        mac_address: str | bytes = ...,
        ip_address: str | bytes = ...,
    ) -> Self: ...

class ExchangeOrderActionError(Record):
    exchange_id: _F[str]
    order_sys_id: _F[str]
    trader_id: _F[str]
    install_id: _F[int]
    order_local_id: _F[str]
    action_local_id: _F[str]
    error_id: _F[int]
    error_msg: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        exchange_id: str | bytes = ...,
        order_sys_id: str | bytes = ...,
        trader_id: str | bytes = ...,
        install_id: int = ...,
        order_local_id: str | bytes = ...,
        action_local_id: str | bytes = ...,
        error_id: int = ...,
        error_msg: str | bytes = ...,
    ) -> Self: ...

class ExchangeOrderInsertError(Record):
    exchange_id: _F[str]
    participant_id: _F[str]
    trader_id: _F[str]
    install_id: _F[int]
    order_local_id: _F[str]
    error_id: _F[int]
    error_msg: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        exchange_id: str | bytes = ...,
        participant_id: str | bytes = ...,
        trader_id: str | bytes = ...,
        install_id: int = ...,
        order_local_id: str | bytes = ...,
        error_id: int = ...,
        error_msg: str | bytes = ...,
    ) -> Self: ...

class ExchangeQuote(Record):
    ask_price: _F[float]
    bid_price: _F[float]
    ask_volume: _F[int]
    bid_volume: _F[int]
    request_id: _F[int]
    business_unit: _F[str]
    ask_offset_flag: _F[_enums.OffsetFlag | str]
    bid_offset_flag: _F[_enums.OffsetFlag | str]
    ask_hedge_flag: _F[_enums.HedgeFlag | str]
    bid_hedge_flag: _F[_enums.HedgeFlag | str]
    quote_local_id: _F[str]
    exchange_id: _F[str]
    participant_id: _F[str]
    client_id: _F[str]
    exchange_inst_id: _F[str]
    trader_id: _F[str]
    install_id: _F[int]
    notify_sequence: _F[int]
    order_submit_status: _F[_enums.OrderSubmitStatus | str]
    trading_day: _F[str]
    settlement_id: _F[int]
    quote_sys_id: _F[str]
    insert_date: _F[str]
    insert_time: _F[str]
    cancel_time: _F[str]
    quote_status: _F[_enums.OrderStatus | str]
    clearing_part_id: _F[str]
    sequence_no: _F[int]
    ask_order_sys_id: _F[str]
    bid_order_sys_id: _F[str]
    for_quote_sys_id: _F[str]
    branch_id: _F[str]
    mac_address: _F[str]
    ip_address: _F[str]
    time_condition: _F[_enums.TimeCondition | str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        ask_price: float = ...,
        bid_price: float = ...,
        ask_volume: int = ...,
        bid_volume: int = ...,
        request_id: int = ...,
        business_unit: str | bytes = ...,
        ask_offset_flag: _enums.OffsetFlag | str | bytes = ...,
        bid_offset_flag: _enums.OffsetFlag | str | bytes = ...,
        ask_hedge_flag: _enums.HedgeFlag | str | bytes = ...,
        bid_hedge_flag: _enums.HedgeFlag | str | bytes = ...,
        quote_local_id: str | bytes = ...,
        exchange_id: str | bytes = ...,
        participant_id: str | bytes = ...,
        client_id: str | bytes = ...,
        exchange_inst_id: str | bytes = ...,
        trader_id: str | bytes = ...,
        install_id: int = ...,
        notify_sequence: int = ...,
        order_submit_status: _enums.OrderSubmitStatus | str | bytes = ...,
        trading_day: str | bytes = ...,
        settlement_id: int = ...,
        quote_sys_id: str | bytes = ...,
        insert_date: str | bytes = ...,
        insert_time: str | bytes = ...,
        cancel_time: str | bytes = ...,
        quote_status: _enums.OrderStatus | str | bytes = ...,
        clearing_part_id: str | bytes = ...,
        sequence_no: int = ...,
        ask_order_sys_id: str | bytes = ...,
        bid_order_sys_id: str | bytes = ...,
        for_quote_sys_id: str | bytes = ...,
        branch_id: str | bytes = ...,
        mac_address: str | bytes = ...,
        ip_address: str | bytes = ...,
        time_condition: _enums.TimeCondition | str | bytes = ...,
    ) -> Self: ...

class ExchangeQuoteAction(Record):
    exchange_id: _F[str]
    quote_sys_id: _F[str]
    action_flag: _F[_enums.ActionFlag | str]
    action_date: _F[str]
    action_time: _F[str]
    trader_id: _F[str]
    install_id: _F[int]
    quote_local_id: _F[str]
    action_local_id: _F[str]
    participant_id: _F[str]
    client_id: _F[str]
    business_unit: _F[str]
    order_action_status: _F[_enums.OrderActionStatus | str]
    user_id: _F[str]
    mac_address: _F[str]
    ip_address: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        exchange_id: str | bytes = ...,
        quote_sys_id: str | bytes = ...,
        action_flag: _enums.ActionFlag | str | bytes = ...,
        action_date: str | bytes = ...,
        action_time: str | bytes = ...,
        trader_id: str | bytes = ...,
        install_id: int = ...,
        quote_local_id: str | bytes = ...,
        action_local_id: str | bytes = ...,
        participant_id: str | bytes = ...,
        client_id: str | bytes = ...,
        business_unit: str | bytes = ...,
        order_action_status: _enums.OrderActionStatus | str | bytes = ...,
        user_id: str | bytes = ...,
        mac_address: str | bytes = ...,
        ip_address: str | bytes = ...,
    ) -> Self: ...

class ExchangeRate(Record):
    broker_id: _F[str]
    from_currency_id: _F[str]
    from_currency_unit: _F[float]
    to_currency_id: _F[str]
    exchange_rate: _F[float]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        from_currency_id: str | bytes = ...,
        from_currency_unit: float = ...,
        to_currency_id: str | bytes = ...,
        exchange_rate: float = ...,
    ) -> Self: ...

class ExchangeSequence(Record):
    exchange_id: _F[str]
    sequence_no: _F[int]
    market_status: _F[_enums.InstrumentStatus | str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        exchange_id: str | bytes = ...,
        sequence_no: int = ...,
        market_status: _enums.InstrumentStatus | str | bytes = ...,
    ) -> Self: ...

class ExchangeTrade(Record):
    exchange_id: _F[str]
    trade_id: _F[str]
    direction: _F[_enums.Direction | str]
    order_sys_id: _F[str]
    participant_id: _F[str]
    client_id: _F[str]
    trading_role: _F[_enums.TradingRole | str]
    exchange_inst_id: _F[str]
    offset_flag: _F[_enums.OffsetFlag | str]
    hedge_flag: _F[_enums.HedgeFlag | str]
    price: _F[float]
    volume: _F[int]
    trade_date: _F[str]
    trade_time: _F[str]
    trade_type: _F[_enums.TradeType | str]
    price_source: _F[_enums.PriceSource | str]
    trader_id: _F[str]
    order_local_id: _F[str]
    clearing_part_id: _F[str]
    business_unit: _F[str]
    sequence_no: _F[int]
    trade_source: _F[_enums.TradeSource | str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        exchange_id: str | bytes = ...,
        trade_id: str | bytes = ...,
        direction: _enums.Direction | str | bytes = ...,
        order_sys_id: str | bytes = ...,
        participant_id: str | bytes = ...,
        client_id: str | bytes = ...,
        trading_role: _enums.TradingRole | str | bytes = ...,
        exchange_inst_id: str | bytes = ...,
        offset_flag: _enums.OffsetFlag | str | bytes = ...,
        hedge_flag: _enums.HedgeFlag | str | bytes = ...,
        price: float = ...,
        volume: int = ...,
        trade_date: str | bytes = ...,
        trade_time: str | bytes = ...,
        trade_type: _enums.TradeType | str | bytes = ...,
        price_source: _enums.PriceSource | str | bytes = ...,
        trader_id: str | bytes = ...,
        order_local_id: str | bytes = ...,
        clearing_part_id: str | bytes = ...,
        business_unit: str | bytes = ...,
        sequence_no: int = ...,
        trade_source: _enums.TradeSource | str | bytes = ...,
    ) -> Self: ...

class ExecOrder(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    instrument_id: _F[str]
    exec_order_ref: _F[str]
    user_id: _F[str]
    volume: _F[int]
    request_id: _F[int]
    business_unit: _F[str]
    offset_flag: _F[_enums.OffsetFlag | str]
    hedge_flag: _F[_enums.HedgeFlag | str]
    action_type: _F[_enums.ActionType | str]
    posi_direction: _F[_enums.PosiDirection | str]
    reserve_position_flag: _F[_enums.ExecOrderPositionFlag | str]
    close_flag: _F[_enums.ExecOrderCloseFlag | str]
    exec_order_local_id: _F[str]
    exchange_id: _F[str]
    participant_id: _F[str]
    client_id: _F[str]
    exchange_inst_id: _F[str]
    trader_id: _F[str]
    install_id: _F[int]
    order_submit_status: _F[_enums.OrderSubmitStatus | str]
    notify_sequence: _F[int]
    trading_day: _F[str]
    settlement_id: _F[int]
    exec_order_sys_id: _F[str]
    insert_date: _F[str]
    insert_time: _F[str]
    cancel_time: _F[str]
    exec_result: _F[_enums.ExecResult | str]
    clearing_part_id: _F[str]
    sequence_no: _F[int]
    front_id: _F[int]
    session_id: _F[int]
    user_product_info: _F[str]
    status_msg: _F[str]
    active_user_id: _F[str]
    broker_exec_order_seq: _F[int]
    branch_id: _F[str]
    invest_unit_id: _F[str]
    account_id: _F[str]
    currency_id: _F[str]
    mac_address: _F[str]
    ip_address: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        instrument_id: str | bytes = ...,
        exec_order_ref: str | bytes = ...,
        user_id: str | bytes = ...,
        volume: int = ...,
        request_id: int = ...,
        business_unit: str | bytes = ...,
        offset_flag: _enums.OffsetFlag | str | bytes = ...,
        hedge_flag: _enums.HedgeFlag | str | bytes = ...,
        action_type: _enums.ActionType | str | bytes = ...,
        posi_direction: _enums.PosiDirection | str | bytes = ...,
        reserve_position_flag: _enums.ExecOrderPositionFlag | str | bytes = ...,
        close_flag: _enums.ExecOrderCloseFlag | str | bytes = ...,
        exec_order_local_id: str | bytes = ...,
        exchange_id: str | bytes = ...,
        participant_id: str | bytes = ...,
        client_id: str | bytes = ...,
        exchange_inst_id: str | bytes = ...,
        trader_id: str | bytes = ...,
        install_id: int = ...,
        order_submit_status: _enums.OrderSubmitStatus | str | bytes = ...,
        notify_sequence: int = ...,
        trading_day: str | bytes = ...,
        settlement_id: int = ...,
        exec_order_sys_id: str | bytes = ...,
        insert_date: str | bytes = ...,
        insert_time: str | bytes = ...,
        cancel_time: str | bytes = ...,
        exec_result: _enums.ExecResult | str | bytes = ...,
        clearing_part_id: str | bytes = ...,
        sequence_no: int = ...,
        front_id: int = ...,
        session_id: int = ...,
        user_product_info: str | bytes = ...,
        status_msg: str | bytes = ...,
        active_user_id: str | bytes = ...,
        broker_exec_order_seq: int = ...,
        branch_id: str | bytes = ...,
        invest_unit_id: str | bytes = ...,
        account_id: str | bytes = ...,
        currency_id: str | bytes = ...,
        mac_address: str | bytes = ...,
        ip_address: str | bytes = ...,
    ) -> Self: ...

class ExecOrderAction(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    exec_order_action_ref: _F[int]
    exec_order_ref: _F[str]
    request_id: _F[int]
    front_id: _F[int]
    session_id: _F[int]
    exchange_id: _F[str]
    exec_order_sys_id: _F[str]
    action_flag: _F[_enums.ActionFlag | str]
    action_date: _F[str]
    action_time: _F[str]
    trader_id: _F[str]
    install_id: _F[int]
    exec_order_local_id: _F[str]
    action_local_id: _F[str]
    participant_id: _F[str]
    client_id: _F[str]
    business_unit: _F[str]
    order_action_status: _F[_enums.OrderActionStatus | str]
    user_id: _F[str]
    action_type: _F[_enums.ActionType | str]
    status_msg: _F[str]
    instrument_id: _F[str]
    branch_id: _F[str]
    invest_unit_id: _F[str]
    mac_address: _F[str]
    ip_address: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        exec_order_action_ref: int = ...,
        exec_order_ref: str | bytes = ...,
        request_id: int = ...,
        front_id: int = ...,
        session_id: int = ...,
        exchange_id: str | bytes = ...,
        exec_order_sys_id: str | bytes = ...,
        action_flag: _enums.ActionFlag | str | bytes = ...,
        action_date: str | bytes = ...,
        action_time: str | bytes = ...,
        trader_id: str | bytes = ...,
        install_id: int = ...,
        exec_order_local_id: str | bytes = ...,
        action_local_id: str | bytes = ...,
        participant_id: str | bytes = ...,
        client_id: str | bytes = ...,
        business_unit: str | bytes = ...,
        order_action_status: _enums.OrderActionStatus | str | bytes = ...,
        user_id: str | bytes = ...,
        action_type: _enums.ActionType | str | bytes = ...,
        status_msg: str | bytes = ...,
        instrument_id: str | bytes = ...,
        branch_id: str | bytes = ...,
        invest_unit_id: str | bytes = ...,
        mac_address: str | bytes = ...,
        ip_address: str | bytes = ...,
    ) -> Self: ...

class ExitEmergency(Record):
    broker_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
    ) -> Self: ...

class FensUserInfo(Record):
    broker_id: _F[str]
    user_id: _F[str]
    login_mode: _F[_enums.LoginMode | str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        user_id: str | bytes = ...,
        login_mode: _enums.LoginMode | str | bytes = ...,
    ) -> Self: ...

class ForQuote(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    instrument_id: _F[str]
    for_quote_ref: _F[str]
    user_id: _F[str]
    for_quote_local_id: _F[str]
    exchange_id: _F[str]
    participant_id: _F[str]
    client_id: _F[str]
    exchange_inst_id: _F[str]
    trader_id: _F[str]
    install_id: _F[int]
    insert_date: _F[str]
    insert_time: _F[str]
    for_quote_status: _F[_enums.ForQuoteStatus | str]
    front_id: _F[int]
    session_id: _F[int]
    status_msg: _F[str]
    active_user_id: _F[str]
    broker_for_quto_seq: _F[int]
    invest_unit_id: _F[str]
    mac_address: _F[str]
    ip_address: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        instrument_id: str | bytes = ...,
        for_quote_ref: str | bytes = ...,
        user_id: str | bytes = ...,
        for_quote_local_id: str | bytes = ...,
        exchange_id: str | bytes = ...,
        participant_id: str | bytes = ...,
        client_id: str | bytes = ...,
        exchange_inst_id: str | bytes = ...,
        trader_id: str | bytes = ...,
        install_id: int = ...,
        insert_date: str | bytes = ...,
        insert_time: str | bytes = ...,
        for_quote_status: _enums.ForQuoteStatus | str | bytes = ...,
        front_id: int = ...,
        session_id: int = ...,
        status_msg: str | bytes = ...,
        active_user_id: str | bytes = ...,
        broker_for_quto_seq: int = ...,
        invest_unit_id: str | bytes = ...,
        mac_address: str | bytes = ...,
        ip_address: str | bytes = ...,
    ) -> Self: ...

class ForQuoteParam(Record):
    broker_id: _F[str]
    instrument_id: _F[str]
    exchange_id: _F[str]
    last_price: _F[float]
    price_interval: _F[float]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        instrument_id: str | bytes = ...,
        exchange_id: str | bytes = ...,
        last_price: float = ...,
        price_interval: float = ...,
    ) -> Self: ...

class ForQuoteRsp(Record):
    trading_day: _F[str]
    instrument_id: _F[str]
    for_quote_sys_id: _F[str]
    for_quote_time: _F[str]
    action_day: _F[str]
    exchange_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        trading_day: str | bytes = ...,
        instrument_id: str | bytes = ...,
        for_quote_sys_id: str | bytes = ...,
        for_quote_time: str | bytes = ...,
        action_day: str | bytes = ...,
        exchange_id: str | bytes = ...,
    ) -> Self: ...

class ForceUserLogout(Record):
    broker_id: _F[str]
    user_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        user_id: str | bytes = ...,
    ) -> Self: ...

class FrontInfo(Record):
    front_addr: _F[str]
    qry_freq: _F[int]
    ftd_pkg_freq: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        front_addr: str | bytes = ...,
        qry_freq: int = ...,
        ftd_pkg_freq: int = ...,
    ) -> Self: ...

class FrontStatus(Record):
    front_id: _F[int]
    last_report_date: _F[str]
    last_report_time: _F[str]
    is_active: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        front_id: int = ...,
        last_report_date: str | bytes = ...,
        last_report_time: str | bytes = ...,
        is_active: int = ...,
    ) -> Self: ...

class FutureLimitPosiParam(Record):
    investor_range: _F[_enums.InvestorRange | str]
    broker_id: _F[str]
    investor_id: _F[str]
    product_id: _F[str]
    spec_open_volume: _F[int]
    arbi_open_volume: _F[int]
    open_volume: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        investor_range: _enums.InvestorRange | str | bytes = ...,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        product_id: str | bytes = ...,
        spec_open_volume: int = ...,
        arbi_open_volume: int = ...,
        open_volume: int = ...,
    ) -> Self: ...

class FutureSignIO(Record):
    trade_code: _F[str]
    bank_id: _F[str]
    bank_branch_id: _F[str]
    broker_id: _F[str]
    broker_branch_id: _F[str]
    trade_date: _F[str]
    trade_time: _F[str]
    bank_serial: _F[str]
    trading_day: _F[str]
    plate_serial: _F[int]
    last_fragment: _F[_enums.LastFragment | str]
    session_id: _F[int]
    install_id: _F[int]
    user_id: _F[str]
    digest: _F[str]
    currency_id: _F[str]
    device_id: _F[str]
    broker_id_by_bank: _F[str]
    oper_no: _F[str]
    request_id: _F[int]
    tid: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        trade_code: str | bytes = ...,
        bank_id: str | bytes = ...,
        bank_branch_id: str | bytes = ...,
        broker_id: str | bytes = ...,
        broker_branch_id: str | bytes = ...,
        trade_date: str | bytes = ...,
        trade_time: str | bytes = ...,
        bank_serial: str | bytes = ...,
        trading_day: str | bytes = ...,
        plate_serial: int = ...,
        last_fragment: _enums.LastFragment | str | bytes = ...,
        session_id: int = ...,
        install_id: int = ...,
        user_id: str | bytes = ...,
        digest: str | bytes | _Secret = ...,
        currency_id: str | bytes = ...,
        device_id: str | bytes = ...,
        broker_id_by_bank: str | bytes = ...,
        oper_no: str | bytes = ...,
        request_id: int = ...,
        tid: int = ...,
    ) -> Self: ...

class HedgeCfm(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    instrument_id: _F[str]
    user_id: _F[str]
    volume: _F[int]
    direction: _F[_enums.Direction | str]
    request_id: _F[int]
    front_id: _F[int]
    session_id: _F[int]
    order_ref: _F[str]
    active_user_id: _F[str]
    broker_order_seq: _F[int]
    order_sys_id: _F[str]
    apply_status: _F[_enums.ApplyStatus | str]
    sequence_no: _F[int]
    deal_volume: _F[int]
    insert_date: _F[str]
    insert_time: _F[str]
    cancel_time: _F[str]
    req_date: _F[str]
    order_local_id: _F[str]
    exchange_id: _F[str]
    participant_id: _F[str]
    client_id: _F[str]
    exchange_inst_id: _F[str]
    trader_id: _F[str]
    install_id: _F[int]
    order_submit_status: _F[_enums.OrderSubmitStatus | str]
    notify_sequence: _F[int]
    trading_day: _F[str]
    settlement_id: _F[int]
    status_msg: _F[str]
    ip_address: _F[str]
    mac_address: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        instrument_id: str | bytes = ...,
        user_id: str | bytes = ...,
        volume: int = ...,
        direction: _enums.Direction | str | bytes = ...,
        request_id: int = ...,
        front_id: int = ...,
        session_id: int = ...,
        order_ref: str | bytes = ...,
        active_user_id: str | bytes = ...,
        broker_order_seq: int = ...,
        order_sys_id: str | bytes = ...,
        apply_status: _enums.ApplyStatus | str | bytes = ...,
        sequence_no: int = ...,
        deal_volume: int = ...,
        insert_date: str | bytes = ...,
        insert_time: str | bytes = ...,
        cancel_time: str | bytes = ...,
        req_date: str | bytes = ...,
        order_local_id: str | bytes = ...,
        exchange_id: str | bytes = ...,
        participant_id: str | bytes = ...,
        client_id: str | bytes = ...,
        exchange_inst_id: str | bytes = ...,
        trader_id: str | bytes = ...,
        install_id: int = ...,
        order_submit_status: _enums.OrderSubmitStatus | str | bytes = ...,
        notify_sequence: int = ...,
        trading_day: str | bytes = ...,
        settlement_id: int = ...,
        status_msg: str | bytes = ...,
        ip_address: str | bytes = ...,
        mac_address: str | bytes = ...,
    ) -> Self: ...

class HedgeCfmAction(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    action_date: _F[str]
    action_time: _F[str]
    trader_id: _F[str]
    install_id: _F[int]
    order_local_id: _F[str]
    action_local_id: _F[str]
    participant_id: _F[str]
    client_id: _F[str]
    order_action_status: _F[_enums.OrderActionStatus | str]
    user_id: _F[str]
    exchange_id: _F[str]
    order_sys_id: _F[str]
    request_id: _F[int]
    status_msg: _F[str]
    order_ref: _F[str]
    front_id: _F[int]
    session_id: _F[int]
    ip_address: _F[str]
    mac_address: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        action_date: str | bytes = ...,
        action_time: str | bytes = ...,
        trader_id: str | bytes = ...,
        install_id: int = ...,
        order_local_id: str | bytes = ...,
        action_local_id: str | bytes = ...,
        participant_id: str | bytes = ...,
        client_id: str | bytes = ...,
        order_action_status: _enums.OrderActionStatus | str | bytes = ...,
        user_id: str | bytes = ...,
        exchange_id: str | bytes = ...,
        order_sys_id: str | bytes = ...,
        request_id: int = ...,
        status_msg: str | bytes = ...,
        order_ref: str | bytes = ...,
        front_id: int = ...,
        session_id: int = ...,
        ip_address: str | bytes = ...,
        mac_address: str | bytes = ...,
    ) -> Self: ...

class IPList(Record):
    is_white: _F[int]
    ip_address: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        is_white: int = ...,
        ip_address: str | bytes = ...,
    ) -> Self: ...

class IndexPrice(Record):
    broker_id: _F[str]
    close_price: _F[float]
    instrument_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        close_price: float = ...,
        instrument_id: str | bytes = ...,
    ) -> Self: ...

class InputBatchOrderAction(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    order_action_ref: _F[int]
    request_id: _F[int]
    front_id: _F[int]
    session_id: _F[int]
    exchange_id: _F[str]
    user_id: _F[str]
    invest_unit_id: _F[str]
    mac_address: _F[str]
    ip_address: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        order_action_ref: int = ...,
        request_id: int = ...,
        front_id: int = ...,
        session_id: int = ...,
        exchange_id: str | bytes = ...,
        user_id: str | bytes = ...,
        invest_unit_id: str | bytes = ...,
        mac_address: str | bytes = ...,
        ip_address: str | bytes = ...,
    ) -> Self: ...

class InputCombAction(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    instrument_id: _F[str]
    comb_action_ref: _F[str]
    user_id: _F[str]
    direction: _F[_enums.Direction | str]
    volume: _F[int]
    comb_direction: _F[_enums.CombDirection | str]
    hedge_flag: _F[_enums.HedgeFlag | str]
    exchange_id: _F[str]
    ip_address: _F[str]
    mac_address: _F[str]
    invest_unit_id: _F[str]
    front_id: _F[int]
    session_id: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        instrument_id: str | bytes = ...,
        comb_action_ref: str | bytes = ...,
        user_id: str | bytes = ...,
        direction: _enums.Direction | str | bytes = ...,
        volume: int = ...,
        comb_direction: _enums.CombDirection | str | bytes = ...,
        hedge_flag: _enums.HedgeFlag | str | bytes = ...,
        exchange_id: str | bytes = ...,
        ip_address: str | bytes = ...,
        mac_address: str | bytes = ...,
        invest_unit_id: str | bytes = ...,
        front_id: int = ...,
        session_id: int = ...,
    ) -> Self: ...

class InputExecOrder(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    instrument_id: _F[str]
    exec_order_ref: _F[str]
    user_id: _F[str]
    volume: _F[int]
    request_id: _F[int]
    business_unit: _F[str]
    offset_flag: _F[_enums.OffsetFlag | str]
    hedge_flag: _F[_enums.HedgeFlag | str]
    action_type: _F[_enums.ActionType | str]
    posi_direction: _F[_enums.PosiDirection | str]
    reserve_position_flag: _F[_enums.ExecOrderPositionFlag | str]
    close_flag: _F[_enums.ExecOrderCloseFlag | str]
    exchange_id: _F[str]
    invest_unit_id: _F[str]
    account_id: _F[str]
    currency_id: _F[str]
    client_id: _F[str]
    mac_address: _F[str]
    ip_address: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        instrument_id: str | bytes = ...,
        exec_order_ref: str | bytes = ...,
        user_id: str | bytes = ...,
        volume: int = ...,
        request_id: int = ...,
        business_unit: str | bytes = ...,
        offset_flag: _enums.OffsetFlag | str | bytes = ...,
        hedge_flag: _enums.HedgeFlag | str | bytes = ...,
        action_type: _enums.ActionType | str | bytes = ...,
        posi_direction: _enums.PosiDirection | str | bytes = ...,
        reserve_position_flag: _enums.ExecOrderPositionFlag | str | bytes = ...,
        close_flag: _enums.ExecOrderCloseFlag | str | bytes = ...,
        exchange_id: str | bytes = ...,
        invest_unit_id: str | bytes = ...,
        account_id: str | bytes = ...,
        currency_id: str | bytes = ...,
        client_id: str | bytes = ...,
        mac_address: str | bytes = ...,
        ip_address: str | bytes = ...,
    ) -> Self: ...

class InputExecOrderAction(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    exec_order_action_ref: _F[int]
    exec_order_ref: _F[str]
    request_id: _F[int]
    front_id: _F[int]
    session_id: _F[int]
    exchange_id: _F[str]
    exec_order_sys_id: _F[str]
    action_flag: _F[_enums.ActionFlag | str]
    user_id: _F[str]
    invest_unit_id: _F[str]
    mac_address: _F[str]
    instrument_id: _F[str]
    ip_address: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        exec_order_action_ref: int = ...,
        exec_order_ref: str | bytes = ...,
        request_id: int = ...,
        front_id: int = ...,
        session_id: int = ...,
        exchange_id: str | bytes = ...,
        exec_order_sys_id: str | bytes = ...,
        action_flag: _enums.ActionFlag | str | bytes = ...,
        user_id: str | bytes = ...,
        invest_unit_id: str | bytes = ...,
        mac_address: str | bytes = ...,
        instrument_id: str | bytes = ...,
        ip_address: str | bytes = ...,
    ) -> Self: ...

class InputForQuote(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    instrument_id: _F[str]
    for_quote_ref: _F[str]
    user_id: _F[str]
    exchange_id: _F[str]
    invest_unit_id: _F[str]
    mac_address: _F[str]
    ip_address: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        instrument_id: str | bytes = ...,
        for_quote_ref: str | bytes = ...,
        user_id: str | bytes = ...,
        exchange_id: str | bytes = ...,
        invest_unit_id: str | bytes = ...,
        mac_address: str | bytes = ...,
        ip_address: str | bytes = ...,
    ) -> Self: ...

class InputHedgeCfm(Record):
    broker_id: _F[str]
    user_id: _F[str]
    investor_id: _F[str]
    exchange_id: _F[str]
    instrument_id: _F[str]
    volume: _F[int]
    direction: _F[_enums.Direction | str]
    request_id: _F[int]
    order_ref: _F[str]
    ip_address: _F[str]
    mac_address: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        user_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        exchange_id: str | bytes = ...,
        instrument_id: str | bytes = ...,
        volume: int = ...,
        direction: _enums.Direction | str | bytes = ...,
        request_id: int = ...,
        order_ref: str | bytes = ...,
        ip_address: str | bytes = ...,
        mac_address: str | bytes = ...,
    ) -> Self: ...

class InputHedgeCfmAction(Record):
    broker_id: _F[str]
    user_id: _F[str]
    investor_id: _F[str]
    exchange_id: _F[str]
    order_sys_id: _F[str]
    order_ref: _F[str]
    front_id: _F[int]
    session_id: _F[int]
    request_id: _F[int]
    ip_address: _F[str]
    mac_address: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        user_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        exchange_id: str | bytes = ...,
        order_sys_id: str | bytes = ...,
        order_ref: str | bytes = ...,
        front_id: int = ...,
        session_id: int = ...,
        request_id: int = ...,
        ip_address: str | bytes = ...,
        mac_address: str | bytes = ...,
    ) -> Self: ...

class InputOffsetSetting(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    instrument_id: _F[str]
    underlying_instr_id: _F[str]
    product_id: _F[str]
    offset_type: _F[_enums.OffsetType | str]
    volume: _F[int]
    is_offset: _F[int]
    request_id: _F[int]
    user_id: _F[str]
    exchange_id: _F[str]
    ip_address: _F[str]
    mac_address: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        instrument_id: str | bytes = ...,
        underlying_instr_id: str | bytes = ...,
        product_id: str | bytes = ...,
        offset_type: _enums.OffsetType | str | bytes = ...,
        volume: int = ...,
        is_offset: int = ...,
        request_id: int = ...,
        user_id: str | bytes = ...,
        exchange_id: str | bytes = ...,
        ip_address: str | bytes = ...,
        mac_address: str | bytes = ...,
    ) -> Self: ...

class InputOptionSelfClose(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    instrument_id: _F[str]
    option_self_close_ref: _F[str]
    user_id: _F[str]
    volume: _F[int]
    request_id: _F[int]
    business_unit: _F[str]
    hedge_flag: _F[_enums.HedgeFlag | str]
    opt_self_close_flag: _F[_enums.OptSelfCloseFlag | str]
    exchange_id: _F[str]
    invest_unit_id: _F[str]
    account_id: _F[str]
    currency_id: _F[str]
    client_id: _F[str]
    mac_address: _F[str]
    ip_address: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        instrument_id: str | bytes = ...,
        option_self_close_ref: str | bytes = ...,
        user_id: str | bytes = ...,
        volume: int = ...,
        request_id: int = ...,
        business_unit: str | bytes = ...,
        hedge_flag: _enums.HedgeFlag | str | bytes = ...,
        opt_self_close_flag: _enums.OptSelfCloseFlag | str | bytes = ...,
        exchange_id: str | bytes = ...,
        invest_unit_id: str | bytes = ...,
        account_id: str | bytes = ...,
        currency_id: str | bytes = ...,
        client_id: str | bytes = ...,
        mac_address: str | bytes = ...,
        ip_address: str | bytes = ...,
    ) -> Self: ...

class InputOptionSelfCloseAction(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    option_self_close_action_ref: _F[int]
    option_self_close_ref: _F[str]
    request_id: _F[int]
    front_id: _F[int]
    session_id: _F[int]
    exchange_id: _F[str]
    option_self_close_sys_id: _F[str]
    action_flag: _F[_enums.ActionFlag | str]
    user_id: _F[str]
    invest_unit_id: _F[str]
    mac_address: _F[str]
    instrument_id: _F[str]
    ip_address: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        option_self_close_action_ref: int = ...,
        option_self_close_ref: str | bytes = ...,
        request_id: int = ...,
        front_id: int = ...,
        session_id: int = ...,
        exchange_id: str | bytes = ...,
        option_self_close_sys_id: str | bytes = ...,
        action_flag: _enums.ActionFlag | str | bytes = ...,
        user_id: str | bytes = ...,
        invest_unit_id: str | bytes = ...,
        mac_address: str | bytes = ...,
        instrument_id: str | bytes = ...,
        ip_address: str | bytes = ...,
    ) -> Self: ...

class InputOrder(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    instrument_id: _F[str]
    order_ref: _F[str]
    user_id: _F[str]
    order_price_type: _F[_enums.OrderPriceType | str]
    direction: _F[_enums.Direction | str]
    comb_offset_flag: _F[str]
    comb_hedge_flag: _F[str]
    limit_price: _F[float]
    volume_total_original: _F[int]
    time_condition: _F[_enums.TimeCondition | str]
    gtd_date: _F[str]
    volume_condition: _F[_enums.VolumeCondition | str]
    min_volume: _F[int]
    contingent_condition: _F[_enums.ContingentCondition | str]
    stop_price: _F[float]
    force_close_reason: _F[_enums.ForceCloseReason | str]
    is_auto_suspend: _F[int]
    business_unit: _F[str]
    request_id: _F[int]
    user_force_close: _F[int]
    is_swap_order: _F[int]
    exchange_id: _F[str]
    invest_unit_id: _F[str]
    account_id: _F[str]
    currency_id: _F[str]
    client_id: _F[str]
    mac_address: _F[str]
    ip_address: _F[str]
    order_memo: _F[str]
    session_req_seq: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        instrument_id: str | bytes = ...,
        order_ref: str | bytes = ...,
        user_id: str | bytes = ...,
        order_price_type: _enums.OrderPriceType | str | bytes = ...,
        direction: _enums.Direction | str | bytes = ...,
        comb_offset_flag: str | bytes | Sequence[str] = ...,
        comb_hedge_flag: str | bytes | Sequence[str] = ...,
        limit_price: float = ...,
        volume_total_original: int = ...,
        time_condition: _enums.TimeCondition | str | bytes = ...,
        gtd_date: str | bytes = ...,
        volume_condition: _enums.VolumeCondition | str | bytes = ...,
        min_volume: int = ...,
        contingent_condition: _enums.ContingentCondition | str | bytes = ...,
        stop_price: float = ...,
        force_close_reason: _enums.ForceCloseReason | str | bytes = ...,
        is_auto_suspend: int = ...,
        business_unit: str | bytes = ...,
        request_id: int = ...,
        user_force_close: int = ...,
        is_swap_order: int = ...,
        exchange_id: str | bytes = ...,
        invest_unit_id: str | bytes = ...,
        account_id: str | bytes = ...,
        currency_id: str | bytes = ...,
        client_id: str | bytes = ...,
        mac_address: str | bytes = ...,
        ip_address: str | bytes = ...,
        order_memo: str | bytes = ...,
        session_req_seq: int = ...,
    ) -> Self: ...

class InputOrderAction(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    order_action_ref: _F[int]
    order_ref: _F[str]
    request_id: _F[int]
    front_id: _F[int]
    session_id: _F[int]
    exchange_id: _F[str]
    order_sys_id: _F[str]
    action_flag: _F[_enums.ActionFlag | str]
    limit_price: _F[float]
    volume_change: _F[int]
    user_id: _F[str]
    invest_unit_id: _F[str]
    mac_address: _F[str]
    instrument_id: _F[str]
    ip_address: _F[str]
    order_memo: _F[str]
    session_req_seq: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        order_action_ref: int = ...,
        order_ref: str | bytes = ...,
        request_id: int = ...,
        front_id: int = ...,
        session_id: int = ...,
        exchange_id: str | bytes = ...,
        order_sys_id: str | bytes = ...,
        action_flag: _enums.ActionFlag | str | bytes = ...,
        limit_price: float = ...,
        volume_change: int = ...,
        user_id: str | bytes = ...,
        invest_unit_id: str | bytes = ...,
        mac_address: str | bytes = ...,
        instrument_id: str | bytes = ...,
        ip_address: str | bytes = ...,
        order_memo: str | bytes = ...,
        session_req_seq: int = ...,
    ) -> Self: ...

class InputQuote(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    instrument_id: _F[str]
    quote_ref: _F[str]
    user_id: _F[str]
    ask_price: _F[float]
    bid_price: _F[float]
    ask_volume: _F[int]
    bid_volume: _F[int]
    request_id: _F[int]
    business_unit: _F[str]
    ask_offset_flag: _F[_enums.OffsetFlag | str]
    bid_offset_flag: _F[_enums.OffsetFlag | str]
    ask_hedge_flag: _F[_enums.HedgeFlag | str]
    bid_hedge_flag: _F[_enums.HedgeFlag | str]
    ask_order_ref: _F[str]
    bid_order_ref: _F[str]
    for_quote_sys_id: _F[str]
    exchange_id: _F[str]
    invest_unit_id: _F[str]
    client_id: _F[str]
    mac_address: _F[str]
    ip_address: _F[str]
    replace_sys_id: _F[str]
    time_condition: _F[_enums.TimeCondition | str]
    order_memo: _F[str]
    session_req_seq: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        instrument_id: str | bytes = ...,
        quote_ref: str | bytes = ...,
        user_id: str | bytes = ...,
        ask_price: float = ...,
        bid_price: float = ...,
        ask_volume: int = ...,
        bid_volume: int = ...,
        request_id: int = ...,
        business_unit: str | bytes = ...,
        ask_offset_flag: _enums.OffsetFlag | str | bytes = ...,
        bid_offset_flag: _enums.OffsetFlag | str | bytes = ...,
        ask_hedge_flag: _enums.HedgeFlag | str | bytes = ...,
        bid_hedge_flag: _enums.HedgeFlag | str | bytes = ...,
        ask_order_ref: str | bytes = ...,
        bid_order_ref: str | bytes = ...,
        for_quote_sys_id: str | bytes = ...,
        exchange_id: str | bytes = ...,
        invest_unit_id: str | bytes = ...,
        client_id: str | bytes = ...,
        mac_address: str | bytes = ...,
        ip_address: str | bytes = ...,
        replace_sys_id: str | bytes = ...,
        time_condition: _enums.TimeCondition | str | bytes = ...,
        order_memo: str | bytes = ...,
        session_req_seq: int = ...,
    ) -> Self: ...

class InputQuoteAction(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    quote_action_ref: _F[int]
    quote_ref: _F[str]
    request_id: _F[int]
    front_id: _F[int]
    session_id: _F[int]
    exchange_id: _F[str]
    quote_sys_id: _F[str]
    action_flag: _F[_enums.ActionFlag | str]
    user_id: _F[str]
    instrument_id: _F[str]
    invest_unit_id: _F[str]
    client_id: _F[str]
    mac_address: _F[str]
    ip_address: _F[str]
    order_memo: _F[str]
    session_req_seq: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        quote_action_ref: int = ...,
        quote_ref: str | bytes = ...,
        request_id: int = ...,
        front_id: int = ...,
        session_id: int = ...,
        exchange_id: str | bytes = ...,
        quote_sys_id: str | bytes = ...,
        action_flag: _enums.ActionFlag | str | bytes = ...,
        user_id: str | bytes = ...,
        instrument_id: str | bytes = ...,
        invest_unit_id: str | bytes = ...,
        client_id: str | bytes = ...,
        mac_address: str | bytes = ...,
        ip_address: str | bytes = ...,
        order_memo: str | bytes = ...,
        session_req_seq: int = ...,
    ) -> Self: ...

class InputSpdApply(Record):
    broker_id: _F[str]
    user_id: _F[str]
    investor_id: _F[str]
    exchange_id: _F[str]
    first_leg_instrument_id: _F[str]
    second_leg_instrument_id: _F[str]
    volume: _F[int]
    direction: _F[_enums.Direction | str]
    cmb_type: _F[_enums.CmbType | str]
    request_id: _F[int]
    order_ref: _F[str]
    ip_address: _F[str]
    mac_address: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        user_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        exchange_id: str | bytes = ...,
        first_leg_instrument_id: str | bytes = ...,
        second_leg_instrument_id: str | bytes = ...,
        volume: int = ...,
        direction: _enums.Direction | str | bytes = ...,
        cmb_type: _enums.CmbType | str | bytes = ...,
        request_id: int = ...,
        order_ref: str | bytes = ...,
        ip_address: str | bytes = ...,
        mac_address: str | bytes = ...,
    ) -> Self: ...

class InputSpdApplyAction(Record):
    broker_id: _F[str]
    user_id: _F[str]
    investor_id: _F[str]
    exchange_id: _F[str]
    order_sys_id: _F[str]
    order_ref: _F[str]
    front_id: _F[int]
    session_id: _F[int]
    request_id: _F[int]
    ip_address: _F[str]
    mac_address: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        user_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        exchange_id: str | bytes = ...,
        order_sys_id: str | bytes = ...,
        order_ref: str | bytes = ...,
        front_id: int = ...,
        session_id: int = ...,
        request_id: int = ...,
        ip_address: str | bytes = ...,
        mac_address: str | bytes = ...,
    ) -> Self: ...

class Instrument(Record):
    instrument_id: _F[str]
    exchange_id: _F[str]
    instrument_name: _F[str]
    exchange_inst_id: _F[str]
    product_id: _F[str]
    product_class: _F[_enums.ProductClass | str]
    delivery_year: _F[int]
    delivery_month: _F[int]
    max_market_order_volume: _F[int]
    min_market_order_volume: _F[int]
    max_limit_order_volume: _F[int]
    min_limit_order_volume: _F[int]
    volume_multiple: _F[int]
    price_tick: _F[float]
    create_date: _F[str]
    open_date: _F[str]
    expire_date: _F[str]
    start_deliv_date: _F[str]
    end_deliv_date: _F[str]
    inst_life_phase: _F[_enums.InstLifePhase | str]
    is_trading: _F[int]
    position_type: _F[_enums.PositionType | str]
    position_date_type: _F[_enums.PositionDateType | str]
    long_margin_ratio: _F[float]
    short_margin_ratio: _F[float]
    max_margin_side_algorithm: _F[_enums.MaxMarginSideAlgorithm | str]
    underlying_instr_id: _F[str]
    strike_price: _F[float]
    options_type: _F[_enums.OptionsType | str]
    underlying_multiple: _F[float]
    combination_type: _F[_enums.CombinationType | str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        instrument_id: str | bytes = ...,
        exchange_id: str | bytes = ...,
        instrument_name: str | bytes = ...,
        exchange_inst_id: str | bytes = ...,
        product_id: str | bytes = ...,
        product_class: _enums.ProductClass | str | bytes = ...,
        delivery_year: int = ...,
        delivery_month: int = ...,
        max_market_order_volume: int = ...,
        min_market_order_volume: int = ...,
        max_limit_order_volume: int = ...,
        min_limit_order_volume: int = ...,
        volume_multiple: int = ...,
        price_tick: float = ...,
        create_date: str | bytes = ...,
        open_date: str | bytes = ...,
        expire_date: str | bytes = ...,
        start_deliv_date: str | bytes = ...,
        end_deliv_date: str | bytes = ...,
        inst_life_phase: _enums.InstLifePhase | str | bytes = ...,
        is_trading: int = ...,
        position_type: _enums.PositionType | str | bytes = ...,
        position_date_type: _enums.PositionDateType | str | bytes = ...,
        long_margin_ratio: float = ...,
        short_margin_ratio: float = ...,
        max_margin_side_algorithm: _enums.MaxMarginSideAlgorithm | str | bytes = ...,
        underlying_instr_id: str | bytes = ...,
        strike_price: float = ...,
        options_type: _enums.OptionsType | str | bytes = ...,
        underlying_multiple: float = ...,
        combination_type: _enums.CombinationType | str | bytes = ...,
    ) -> Self: ...

class InstrumentCommissionRate(Record):
    instrument_id: _F[str]
    investor_range: _F[_enums.InvestorRange | str]
    broker_id: _F[str]
    investor_id: _F[str]
    open_ratio_by_money: _F[float]
    open_ratio_by_volume: _F[float]
    close_ratio_by_money: _F[float]
    close_ratio_by_volume: _F[float]
    close_today_ratio_by_money: _F[float]
    close_today_ratio_by_volume: _F[float]
    exchange_id: _F[str]
    biz_type: _F[_enums.BizType | str]
    invest_unit_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        instrument_id: str | bytes = ...,
        investor_range: _enums.InvestorRange | str | bytes = ...,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        open_ratio_by_money: float = ...,
        open_ratio_by_volume: float = ...,
        close_ratio_by_money: float = ...,
        close_ratio_by_volume: float = ...,
        close_today_ratio_by_money: float = ...,
        close_today_ratio_by_volume: float = ...,
        exchange_id: str | bytes = ...,
        biz_type: _enums.BizType | str | bytes = ...,
        invest_unit_id: str | bytes = ...,
    ) -> Self: ...

class InstrumentMarginRate(Record):
    instrument_id: _F[str]
    investor_range: _F[_enums.InvestorRange | str]
    broker_id: _F[str]
    investor_id: _F[str]
    hedge_flag: _F[_enums.HedgeFlag | str]
    long_margin_ratio_by_money: _F[float]
    long_margin_ratio_by_volume: _F[float]
    short_margin_ratio_by_money: _F[float]
    short_margin_ratio_by_volume: _F[float]
    is_relative: _F[int]
    exchange_id: _F[str]
    invest_unit_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        instrument_id: str | bytes = ...,
        investor_range: _enums.InvestorRange | str | bytes = ...,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        hedge_flag: _enums.HedgeFlag | str | bytes = ...,
        long_margin_ratio_by_money: float = ...,
        long_margin_ratio_by_volume: float = ...,
        short_margin_ratio_by_money: float = ...,
        short_margin_ratio_by_volume: float = ...,
        is_relative: int = ...,
        exchange_id: str | bytes = ...,
        invest_unit_id: str | bytes = ...,
    ) -> Self: ...

class InstrumentMarginRateAdjust(Record):
    instrument_id: _F[str]
    investor_range: _F[_enums.InvestorRange | str]
    broker_id: _F[str]
    investor_id: _F[str]
    hedge_flag: _F[_enums.HedgeFlag | str]
    long_margin_ratio_by_money: _F[float]
    long_margin_ratio_by_volume: _F[float]
    short_margin_ratio_by_money: _F[float]
    short_margin_ratio_by_volume: _F[float]
    is_relative: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        instrument_id: str | bytes = ...,
        investor_range: _enums.InvestorRange | str | bytes = ...,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        hedge_flag: _enums.HedgeFlag | str | bytes = ...,
        long_margin_ratio_by_money: float = ...,
        long_margin_ratio_by_volume: float = ...,
        short_margin_ratio_by_money: float = ...,
        short_margin_ratio_by_volume: float = ...,
        is_relative: int = ...,
    ) -> Self: ...

class InstrumentMarginRateUL(Record):
    instrument_id: _F[str]
    investor_range: _F[_enums.InvestorRange | str]
    broker_id: _F[str]
    investor_id: _F[str]
    hedge_flag: _F[_enums.HedgeFlag | str]
    long_margin_ratio_by_money: _F[float]
    long_margin_ratio_by_volume: _F[float]
    short_margin_ratio_by_money: _F[float]
    short_margin_ratio_by_volume: _F[float]
    def __new__(
        cls,
        *,
        version: str | None = None,
        instrument_id: str | bytes = ...,
        investor_range: _enums.InvestorRange | str | bytes = ...,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        hedge_flag: _enums.HedgeFlag | str | bytes = ...,
        long_margin_ratio_by_money: float = ...,
        long_margin_ratio_by_volume: float = ...,
        short_margin_ratio_by_money: float = ...,
        short_margin_ratio_by_volume: float = ...,
    ) -> Self: ...

class InstrumentOrderCommRate(Record):
    instrument_id: _F[str]
    investor_range: _F[_enums.InvestorRange | str]
    broker_id: _F[str]
    investor_id: _F[str]
    hedge_flag: _F[_enums.HedgeFlag | str]
    order_comm_by_volume: _F[float]
    order_action_comm_by_volume: _F[float]
    exchange_id: _F[str]
    invest_unit_id: _F[str]
    order_comm_by_trade: _F[float]
    order_action_comm_by_trade: _F[float]
    def __new__(
        cls,
        *,
        version: str | None = None,
        instrument_id: str | bytes = ...,
        investor_range: _enums.InvestorRange | str | bytes = ...,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        hedge_flag: _enums.HedgeFlag | str | bytes = ...,
        order_comm_by_volume: float = ...,
        order_action_comm_by_volume: float = ...,
        exchange_id: str | bytes = ...,
        invest_unit_id: str | bytes = ...,
        order_comm_by_trade: float = ...,
        order_action_comm_by_trade: float = ...,
    ) -> Self: ...

class InstrumentStatus(Record):
    exchange_id: _F[str]
    exchange_inst_id: _F[str]
    settlement_group_id: _F[str]
    instrument_id: _F[str]
    instrument_status: _F[_enums.InstrumentStatus | str]
    trading_segment_sn: _F[int]
    enter_time: _F[str]
    enter_reason: _F[_enums.InstStatusEnterReason | str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        exchange_id: str | bytes = ...,
        exchange_inst_id: str | bytes = ...,
        settlement_group_id: str | bytes = ...,
        instrument_id: str | bytes = ...,
        instrument_status: _enums.InstrumentStatus | str | bytes = ...,
        trading_segment_sn: int = ...,
        enter_time: str | bytes = ...,
        enter_reason: _enums.InstStatusEnterReason | str | bytes = ...,
    ) -> Self: ...

class InstrumentTradingRight(Record):
    instrument_id: _F[str]
    investor_range: _F[_enums.InvestorRange | str]
    broker_id: _F[str]
    investor_id: _F[str]
    trading_right: _F[_enums.TradingRight | str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        instrument_id: str | bytes = ...,
        investor_range: _enums.InvestorRange | str | bytes = ...,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        trading_right: _enums.TradingRight | str | bytes = ...,
    ) -> Self: ...

class InvestUnit(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    invest_unit_id: _F[str]
    investor_unit_name: _F[str]
    investor_group_id: _F[str]
    comm_model_id: _F[str]
    margin_model_id: _F[str]
    account_id: _F[str]
    currency_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        invest_unit_id: str | bytes = ...,
        investor_unit_name: str | bytes = ...,
        investor_group_id: str | bytes = ...,
        comm_model_id: str | bytes = ...,
        margin_model_id: str | bytes = ...,
        account_id: str | bytes = ...,
        currency_id: str | bytes = ...,
    ) -> Self: ...

class Investor(Record):
    investor_id: _F[str]
    broker_id: _F[str]
    investor_group_id: _F[str]
    investor_name: _F[str]
    identified_card_type: _F[_enums.IdCardType | str]
    identified_card_no: _F[str]
    is_active: _F[int]
    telephone: _F[str]
    address: _F[str]
    open_date: _F[str]
    mobile: _F[str]
    comm_model_id: _F[str]
    margin_model_id: _F[str]
    is_order_freq: _F[_enums.EnumBool | str]
    is_open_vol_limit: _F[_enums.EnumBool | str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        investor_id: str | bytes = ...,
        broker_id: str | bytes = ...,
        investor_group_id: str | bytes = ...,
        investor_name: str | bytes = ...,
        identified_card_type: _enums.IdCardType | str | bytes = ...,
        identified_card_no: str | bytes = ...,
        is_active: int = ...,
        telephone: str | bytes = ...,
        address: str | bytes = ...,
        open_date: str | bytes = ...,
        mobile: str | bytes = ...,
        comm_model_id: str | bytes = ...,
        margin_model_id: str | bytes = ...,
        is_order_freq: _enums.EnumBool | str | bytes = ...,
        is_open_vol_limit: _enums.EnumBool | str | bytes = ...,
    ) -> Self: ...

class InvestorAccount(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    account_id: _F[str]
    currency_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        account_id: str | bytes = ...,
        currency_id: str | bytes = ...,
    ) -> Self: ...

class InvestorCommodityGroupSPMMMargin(Record):
    exchange_id: _F[str]
    broker_id: _F[str]
    investor_id: _F[str]
    commodity_group_id: _F[str]
    margin_before_discount: _F[float]
    margin_no_discount: _F[float]
    long_risk: _F[float]
    short_risk: _F[float]
    close_frozen_margin: _F[float]
    inter_commodity_rate: _F[float]
    mini_margin_ratio: _F[float]
    adjust_ratio: _F[float]
    intra_commodity_discount: _F[float]
    inter_commodity_discount: _F[float]
    exch_margin: _F[float]
    investor_margin: _F[float]
    frozen_commission: _F[float]
    commission: _F[float]
    frozen_cash: _F[float]
    cash_in: _F[float]
    strike_frozen_margin: _F[float]
    def __new__(
        cls,
        *,
        version: str | None = None,
        exchange_id: str | bytes = ...,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        commodity_group_id: str | bytes = ...,
        margin_before_discount: float = ...,
        margin_no_discount: float = ...,
        long_risk: float = ...,
        short_risk: float = ...,
        close_frozen_margin: float = ...,
        inter_commodity_rate: float = ...,
        mini_margin_ratio: float = ...,
        adjust_ratio: float = ...,
        intra_commodity_discount: float = ...,
        inter_commodity_discount: float = ...,
        exch_margin: float = ...,
        investor_margin: float = ...,
        frozen_commission: float = ...,
        commission: float = ...,
        frozen_cash: float = ...,
        cash_in: float = ...,
        strike_frozen_margin: float = ...,
    ) -> Self: ...

class InvestorCommoditySPMMMargin(Record):
    exchange_id: _F[str]
    broker_id: _F[str]
    investor_id: _F[str]
    commodity_id: _F[str]
    margin_before_discount: _F[float]
    margin_no_discount: _F[float]
    long_pos_risk: _F[float]
    long_open_frozen_risk: _F[float]
    long_close_frozen_risk: _F[float]
    short_pos_risk: _F[float]
    short_open_frozen_risk: _F[float]
    short_close_frozen_risk: _F[float]
    intra_commodity_rate: _F[float]
    option_discount_rate: _F[float]
    pos_discount: _F[float]
    open_frozen_discount: _F[float]
    net_risk: _F[float]
    close_frozen_margin: _F[float]
    frozen_commission: _F[float]
    commission: _F[float]
    frozen_cash: _F[float]
    cash_in: _F[float]
    strike_frozen_margin: _F[float]
    def __new__(
        cls,
        *,
        version: str | None = None,
        exchange_id: str | bytes = ...,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        commodity_id: str | bytes = ...,
        margin_before_discount: float = ...,
        margin_no_discount: float = ...,
        long_pos_risk: float = ...,
        long_open_frozen_risk: float = ...,
        long_close_frozen_risk: float = ...,
        short_pos_risk: float = ...,
        short_open_frozen_risk: float = ...,
        short_close_frozen_risk: float = ...,
        intra_commodity_rate: float = ...,
        option_discount_rate: float = ...,
        pos_discount: float = ...,
        open_frozen_discount: float = ...,
        net_risk: float = ...,
        close_frozen_margin: float = ...,
        frozen_commission: float = ...,
        commission: float = ...,
        frozen_cash: float = ...,
        cash_in: float = ...,
        strike_frozen_margin: float = ...,
    ) -> Self: ...

class InvestorDepartmentFlat(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    department_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        department_id: str | bytes = ...,
    ) -> Self: ...

class InvestorGroup(Record):
    broker_id: _F[str]
    investor_group_id: _F[str]
    investor_group_name: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_group_id: str | bytes = ...,
        investor_group_name: str | bytes = ...,
    ) -> Self: ...

class InvestorInfoCntSetting(Record):
    exchange_id: _F[str]
    broker_id: _F[str]
    investor_id: _F[str]
    product_id: _F[str]
    is_cal_info_comm: _F[int]
    is_limit_info_max: _F[int]
    info_max_limit: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        exchange_id: str | bytes = ...,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        product_id: str | bytes = ...,
        is_cal_info_comm: int = ...,
        is_limit_info_max: int = ...,
        info_max_limit: int = ...,
    ) -> Self: ...

class InvestorInfoCommRec(Record):
    exchange_id: _F[str]
    broker_id: _F[str]
    investor_id: _F[str]
    instrument_id: _F[str]
    order_count: _F[int]
    order_action_count: _F[int]
    for_quote_cnt: _F[int]
    info_comm: _F[float]
    is_opt_series: _F[int]
    product_id: _F[str]
    info_cnt: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        exchange_id: str | bytes = ...,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        instrument_id: str | bytes = ...,
        order_count: int = ...,
        order_action_count: int = ...,
        for_quote_cnt: int = ...,
        info_comm: float = ...,
        is_opt_series: int = ...,
        product_id: str | bytes = ...,
        info_cnt: int = ...,
    ) -> Self: ...

class InvestorPortfMarginModel(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    margin_model_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        margin_model_id: str | bytes = ...,
    ) -> Self: ...

class InvestorPortfMarginRatio(Record):
    investor_range: _F[_enums.InvestorRange | str]
    broker_id: _F[str]
    investor_id: _F[str]
    exchange_id: _F[str]
    margin_ratio: _F[float]
    product_group_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        investor_range: _enums.InvestorRange | str | bytes = ...,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        exchange_id: str | bytes = ...,
        margin_ratio: float = ...,
        product_group_id: str | bytes = ...,
    ) -> Self: ...

class InvestorPortfSetting(Record):
    exchange_id: _F[str]
    broker_id: _F[str]
    investor_id: _F[str]
    hedge_flag: _F[_enums.HedgeFlag | str]
    use_portf: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        exchange_id: str | bytes = ...,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        hedge_flag: _enums.HedgeFlag | str | bytes = ...,
        use_portf: int = ...,
    ) -> Self: ...

class InvestorPosition(Record):
    instrument_id: _F[str]
    broker_id: _F[str]
    investor_id: _F[str]
    posi_direction: _F[_enums.PosiDirection | str]
    hedge_flag: _F[_enums.HedgeFlag | str]
    position_date: _F[_enums.PositionDate | str]
    yd_position: _F[int]
    position: _F[int]
    long_frozen: _F[int]
    short_frozen: _F[int]
    long_frozen_amount: _F[float]
    short_frozen_amount: _F[float]
    open_volume: _F[int]
    close_volume: _F[int]
    open_amount: _F[float]
    close_amount: _F[float]
    position_cost: _F[float]
    pre_margin: _F[float]
    use_margin: _F[float]
    frozen_margin: _F[float]
    frozen_cash: _F[float]
    frozen_commission: _F[float]
    cash_in: _F[float]
    commission: _F[float]
    close_profit: _F[float]
    position_profit: _F[float]
    pre_settlement_price: _F[float]
    settlement_price: _F[float]
    trading_day: _F[str]
    settlement_id: _F[int]
    open_cost: _F[float]
    exchange_margin: _F[float]
    comb_position: _F[int]
    comb_long_frozen: _F[int]
    comb_short_frozen: _F[int]
    close_profit_by_date: _F[float]
    close_profit_by_trade: _F[float]
    today_position: _F[int]
    margin_rate_by_money: _F[float]
    margin_rate_by_volume: _F[float]
    strike_frozen: _F[int]
    strike_frozen_amount: _F[float]
    abandon_frozen: _F[int]
    exchange_id: _F[str]
    yd_strike_frozen: _F[int]
    invest_unit_id: _F[str]
    position_cost_offset: _F[float]
    tas_position: _F[int]
    tas_position_cost: _F[float]
    option_value: _F[float]
    def __new__(
        cls,
        *,
        version: str | None = None,
        instrument_id: str | bytes = ...,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        posi_direction: _enums.PosiDirection | str | bytes = ...,
        hedge_flag: _enums.HedgeFlag | str | bytes = ...,
        position_date: _enums.PositionDate | str | bytes = ...,
        yd_position: int = ...,
        position: int = ...,
        long_frozen: int = ...,
        short_frozen: int = ...,
        long_frozen_amount: float = ...,
        short_frozen_amount: float = ...,
        open_volume: int = ...,
        close_volume: int = ...,
        open_amount: float = ...,
        close_amount: float = ...,
        position_cost: float = ...,
        pre_margin: float = ...,
        use_margin: float = ...,
        frozen_margin: float = ...,
        frozen_cash: float = ...,
        frozen_commission: float = ...,
        cash_in: float = ...,
        commission: float = ...,
        close_profit: float = ...,
        position_profit: float = ...,
        pre_settlement_price: float = ...,
        settlement_price: float = ...,
        trading_day: str | bytes = ...,
        settlement_id: int = ...,
        open_cost: float = ...,
        exchange_margin: float = ...,
        comb_position: int = ...,
        comb_long_frozen: int = ...,
        comb_short_frozen: int = ...,
        close_profit_by_date: float = ...,
        close_profit_by_trade: float = ...,
        today_position: int = ...,
        margin_rate_by_money: float = ...,
        margin_rate_by_volume: float = ...,
        strike_frozen: int = ...,
        strike_frozen_amount: float = ...,
        abandon_frozen: int = ...,
        exchange_id: str | bytes = ...,
        yd_strike_frozen: int = ...,
        invest_unit_id: str | bytes = ...,
        position_cost_offset: float = ...,
        tas_position: int = ...,
        tas_position_cost: float = ...,
        option_value: float = ...,
    ) -> Self: ...

class InvestorPositionCombineDetail(Record):
    trading_day: _F[str]
    open_date: _F[str]
    exchange_id: _F[str]
    settlement_id: _F[int]
    broker_id: _F[str]
    investor_id: _F[str]
    com_trade_id: _F[str]
    trade_id: _F[str]
    instrument_id: _F[str]
    hedge_flag: _F[_enums.HedgeFlag | str]
    direction: _F[_enums.Direction | str]
    total_amt: _F[int]
    margin: _F[float]
    exch_margin: _F[float]
    margin_rate_by_money: _F[float]
    margin_rate_by_volume: _F[float]
    leg_id: _F[int]
    leg_multiple: _F[int]
    comb_instrument_id: _F[str]
    trade_group_id: _F[int]
    invest_unit_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        trading_day: str | bytes = ...,
        open_date: str | bytes = ...,
        exchange_id: str | bytes = ...,
        settlement_id: int = ...,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        com_trade_id: str | bytes = ...,
        trade_id: str | bytes = ...,
        instrument_id: str | bytes = ...,
        hedge_flag: _enums.HedgeFlag | str | bytes = ...,
        direction: _enums.Direction | str | bytes = ...,
        total_amt: int = ...,
        margin: float = ...,
        exch_margin: float = ...,
        margin_rate_by_money: float = ...,
        margin_rate_by_volume: float = ...,
        leg_id: int = ...,
        leg_multiple: int = ...,
        comb_instrument_id: str | bytes = ...,
        trade_group_id: int = ...,
        invest_unit_id: str | bytes = ...,
    ) -> Self: ...

class InvestorPositionDetail(Record):
    instrument_id: _F[str]
    broker_id: _F[str]
    investor_id: _F[str]
    hedge_flag: _F[_enums.HedgeFlag | str]
    direction: _F[_enums.Direction | str]
    open_date: _F[str]
    trade_id: _F[str]
    volume: _F[int]
    open_price: _F[float]
    trading_day: _F[str]
    settlement_id: _F[int]
    trade_type: _F[_enums.TradeType | str]
    comb_instrument_id: _F[str]
    exchange_id: _F[str]
    close_profit_by_date: _F[float]
    close_profit_by_trade: _F[float]
    position_profit_by_date: _F[float]
    position_profit_by_trade: _F[float]
    margin: _F[float]
    exch_margin: _F[float]
    margin_rate_by_money: _F[float]
    margin_rate_by_volume: _F[float]
    last_settlement_price: _F[float]
    settlement_price: _F[float]
    close_volume: _F[int]
    close_amount: _F[float]
    time_first_volume: _F[int]
    invest_unit_id: _F[str]
    spec_posi_type: _F[_enums.SpecPosiType | str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        instrument_id: str | bytes = ...,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        hedge_flag: _enums.HedgeFlag | str | bytes = ...,
        direction: _enums.Direction | str | bytes = ...,
        open_date: str | bytes = ...,
        trade_id: str | bytes = ...,
        volume: int = ...,
        open_price: float = ...,
        trading_day: str | bytes = ...,
        settlement_id: int = ...,
        trade_type: _enums.TradeType | str | bytes = ...,
        comb_instrument_id: str | bytes = ...,
        exchange_id: str | bytes = ...,
        close_profit_by_date: float = ...,
        close_profit_by_trade: float = ...,
        position_profit_by_date: float = ...,
        position_profit_by_trade: float = ...,
        margin: float = ...,
        exch_margin: float = ...,
        margin_rate_by_money: float = ...,
        margin_rate_by_volume: float = ...,
        last_settlement_price: float = ...,
        settlement_price: float = ...,
        close_volume: int = ...,
        close_amount: float = ...,
        time_first_volume: int = ...,
        invest_unit_id: str | bytes = ...,
        spec_posi_type: _enums.SpecPosiType | str | bytes = ...,
    ) -> Self: ...

class InvestorProdRCAMSMargin(Record):
    exchange_id: _F[str]
    broker_id: _F[str]
    investor_id: _F[str]
    comb_product_id: _F[str]
    hedge_flag: _F[_enums.HedgeFlag | str]
    product_group_id: _F[str]
    risk_before_discount: _F[float]
    intra_instr_risk: _F[float]
    b_pos_risk: _F[float]
    s_pos_risk: _F[float]
    intra_prod_risk: _F[float]
    net_risk: _F[float]
    inter_prod_risk: _F[float]
    short_opt_risk_adj: _F[float]
    option_royalty: _F[float]
    mmsa_close_frozen_margin: _F[float]
    close_comb_frozen_margin: _F[float]
    close_frozen_margin: _F[float]
    mmsa_open_frozen_margin: _F[float]
    delivery_open_frozen_margin: _F[float]
    open_frozen_margin: _F[float]
    use_frozen_margin: _F[float]
    mmsa_exch_margin: _F[float]
    delivery_exch_margin: _F[float]
    comb_exch_margin: _F[float]
    exch_margin: _F[float]
    use_margin: _F[float]
    def __new__(
        cls,
        *,
        version: str | None = None,
        exchange_id: str | bytes = ...,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        comb_product_id: str | bytes = ...,
        hedge_flag: _enums.HedgeFlag | str | bytes = ...,
        product_group_id: str | bytes = ...,
        risk_before_discount: float = ...,
        intra_instr_risk: float = ...,
        b_pos_risk: float = ...,
        s_pos_risk: float = ...,
        intra_prod_risk: float = ...,
        net_risk: float = ...,
        inter_prod_risk: float = ...,
        short_opt_risk_adj: float = ...,
        option_royalty: float = ...,
        mmsa_close_frozen_margin: float = ...,
        close_comb_frozen_margin: float = ...,
        close_frozen_margin: float = ...,
        mmsa_open_frozen_margin: float = ...,
        delivery_open_frozen_margin: float = ...,
        open_frozen_margin: float = ...,
        use_frozen_margin: float = ...,
        mmsa_exch_margin: float = ...,
        delivery_exch_margin: float = ...,
        comb_exch_margin: float = ...,
        exch_margin: float = ...,
        use_margin: float = ...,
    ) -> Self: ...

class InvestorProdRULEMargin(Record):
    exchange_id: _F[str]
    broker_id: _F[str]
    investor_id: _F[str]
    prod_family_code: _F[str]
    instrument_class: _F[_enums.InstrumentClass | str]
    commodity_group_id: _F[int]
    b_std_position: _F[float]
    s_std_position: _F[float]
    b_std_open_frozen: _F[float]
    s_std_open_frozen: _F[float]
    b_std_close_frozen: _F[float]
    s_std_close_frozen: _F[float]
    intra_prod_std_position: _F[float]
    net_std_position: _F[float]
    inter_prod_std_position: _F[float]
    single_std_position: _F[float]
    intra_prod_margin: _F[float]
    inter_prod_margin: _F[float]
    single_margin: _F[float]
    non_comb_margin: _F[float]
    add_on_margin: _F[float]
    exch_margin: _F[float]
    add_on_frozen_margin: _F[float]
    open_frozen_margin: _F[float]
    close_frozen_margin: _F[float]
    margin: _F[float]
    frozen_margin: _F[float]
    def __new__(
        cls,
        *,
        version: str | None = None,
        exchange_id: str | bytes = ...,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        prod_family_code: str | bytes = ...,
        instrument_class: _enums.InstrumentClass | str | bytes = ...,
        commodity_group_id: int = ...,
        b_std_position: float = ...,
        s_std_position: float = ...,
        b_std_open_frozen: float = ...,
        s_std_open_frozen: float = ...,
        b_std_close_frozen: float = ...,
        s_std_close_frozen: float = ...,
        intra_prod_std_position: float = ...,
        net_std_position: float = ...,
        inter_prod_std_position: float = ...,
        single_std_position: float = ...,
        intra_prod_margin: float = ...,
        inter_prod_margin: float = ...,
        single_margin: float = ...,
        non_comb_margin: float = ...,
        add_on_margin: float = ...,
        exch_margin: float = ...,
        add_on_frozen_margin: float = ...,
        open_frozen_margin: float = ...,
        close_frozen_margin: float = ...,
        margin: float = ...,
        frozen_margin: float = ...,
    ) -> Self: ...

class InvestorProdSPBMDetail(Record):
    exchange_id: _F[str]
    broker_id: _F[str]
    investor_id: _F[str]
    prod_family_code: _F[str]
    intra_instr_margin: _F[float]
    b_collecting_margin: _F[float]
    s_collecting_margin: _F[float]
    intra_prod_margin: _F[float]
    net_margin: _F[float]
    inter_prod_margin: _F[float]
    single_margin: _F[float]
    add_on_margin: _F[float]
    delivery_margin: _F[float]
    call_option_min_risk: _F[float]
    put_option_min_risk: _F[float]
    option_min_risk: _F[float]
    option_value_offset: _F[float]
    option_royalty: _F[float]
    real_option_value_offset: _F[float]
    margin: _F[float]
    exch_margin: _F[float]
    def __new__(
        cls,
        *,
        version: str | None = None,
        exchange_id: str | bytes = ...,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        prod_family_code: str | bytes = ...,
        intra_instr_margin: float = ...,
        b_collecting_margin: float = ...,
        s_collecting_margin: float = ...,
        intra_prod_margin: float = ...,
        net_margin: float = ...,
        inter_prod_margin: float = ...,
        single_margin: float = ...,
        add_on_margin: float = ...,
        delivery_margin: float = ...,
        call_option_min_risk: float = ...,
        put_option_min_risk: float = ...,
        option_min_risk: float = ...,
        option_value_offset: float = ...,
        option_royalty: float = ...,
        real_option_value_offset: float = ...,
        margin: float = ...,
        exch_margin: float = ...,
    ) -> Self: ...

class InvestorProductGroupMargin(Record):
    product_group_id: _F[str]
    broker_id: _F[str]
    investor_id: _F[str]
    trading_day: _F[str]
    settlement_id: _F[int]
    frozen_margin: _F[float]
    long_frozen_margin: _F[float]
    short_frozen_margin: _F[float]
    use_margin: _F[float]
    long_use_margin: _F[float]
    short_use_margin: _F[float]
    exch_margin: _F[float]
    long_exch_margin: _F[float]
    short_exch_margin: _F[float]
    close_profit: _F[float]
    frozen_commission: _F[float]
    commission: _F[float]
    frozen_cash: _F[float]
    cash_in: _F[float]
    position_profit: _F[float]
    offset_amount: _F[float]
    long_offset_amount: _F[float]
    short_offset_amount: _F[float]
    exch_offset_amount: _F[float]
    long_exch_offset_amount: _F[float]
    short_exch_offset_amount: _F[float]
    hedge_flag: _F[_enums.HedgeFlag | str]
    exchange_id: _F[str]
    invest_unit_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        product_group_id: str | bytes = ...,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        trading_day: str | bytes = ...,
        settlement_id: int = ...,
        frozen_margin: float = ...,
        long_frozen_margin: float = ...,
        short_frozen_margin: float = ...,
        use_margin: float = ...,
        long_use_margin: float = ...,
        short_use_margin: float = ...,
        exch_margin: float = ...,
        long_exch_margin: float = ...,
        short_exch_margin: float = ...,
        close_profit: float = ...,
        frozen_commission: float = ...,
        commission: float = ...,
        frozen_cash: float = ...,
        cash_in: float = ...,
        position_profit: float = ...,
        offset_amount: float = ...,
        long_offset_amount: float = ...,
        short_offset_amount: float = ...,
        exch_offset_amount: float = ...,
        long_exch_offset_amount: float = ...,
        short_exch_offset_amount: float = ...,
        hedge_flag: _enums.HedgeFlag | str | bytes = ...,
        exchange_id: str | bytes = ...,
        invest_unit_id: str | bytes = ...,
    ) -> Self: ...

class InvestorReserveInfo(Record):
    broker_id: _F[str]
    user_id: _F[str]
    reserve_info: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        user_id: str | bytes = ...,
        reserve_info: str | bytes = ...,
    ) -> Self: ...

class InvestorTradingRight(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    invst_trading_right: _F[_enums.InvstTradingRight | str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        invst_trading_right: _enums.InvstTradingRight | str | bytes = ...,
    ) -> Self: ...

class InvestorWithdrawAlgorithm(Record):
    broker_id: _F[str]
    investor_range: _F[_enums.InvestorRange | str]
    investor_id: _F[str]
    using_ratio: _F[float]
    currency_id: _F[str]
    fund_mortgage_ratio: _F[float]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_range: _enums.InvestorRange | str | bytes = ...,
        investor_id: str | bytes = ...,
        using_ratio: float = ...,
        currency_id: str | bytes = ...,
        fund_mortgage_ratio: float = ...,
    ) -> Self: ...

class IpAddrParam(Record):
    broker_id: _F[str]
    address: _F[str]
    dr_identity_id: _F[int]
    dr_identity_name: _F[str]
    addr_srv_mode: _F[_enums.AddrSrvMode | str]
    addr_ver: _F[_enums.AddrVer | str]
    addr_no: _F[int]
    addr_name: _F[str]
    is_sm: _F[int]
    is_local_addr: _F[int]
    remark: _F[str]
    site: _F[str]
    net_operator: _F[str]
    sys_name: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        address: str | bytes = ...,
        dr_identity_id: int = ...,
        dr_identity_name: str | bytes = ...,
        addr_srv_mode: _enums.AddrSrvMode | str | bytes = ...,
        addr_ver: _enums.AddrVer | str | bytes = ...,
        addr_no: int = ...,
        addr_name: str | bytes = ...,
        is_sm: int = ...,
        is_local_addr: int = ...,
        remark: str | bytes = ...,
        site: str | bytes = ...,
        net_operator: str | bytes = ...,
        sys_name: str | bytes = ...,
    ) -> Self: ...

class LinkMan(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    person_type: _F[_enums.PersonType | str]
    identified_card_type: _F[_enums.IdCardType | str]
    identified_card_no: _F[str]
    person_name: _F[str]
    telephone: _F[str]
    address: _F[str]
    zip_code: _F[str]
    priority: _F[int]
    uoa_zip_code: _F[str]
    person_full_name: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        person_type: _enums.PersonType | str | bytes = ...,
        identified_card_type: _enums.IdCardType | str | bytes = ...,
        identified_card_no: str | bytes = ...,
        person_name: str | bytes = ...,
        telephone: str | bytes = ...,
        address: str | bytes = ...,
        zip_code: str | bytes = ...,
        priority: int = ...,
        uoa_zip_code: str | bytes = ...,
        person_full_name: str | bytes = ...,
    ) -> Self: ...

class LoadSettlementInfo(Record):
    broker_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
    ) -> Self: ...

class LocalAddrConfig(Record):
    broker_id: _F[str]
    peer_addr: _F[str]
    net_mask: _F[str]
    dr_identity_id: _F[int]
    local_address: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        peer_addr: str | bytes = ...,
        net_mask: str | bytes = ...,
        dr_identity_id: int = ...,
        local_address: str | bytes = ...,
    ) -> Self: ...

class LoginForbiddenIP(Record):
    ip_address: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        ip_address: str | bytes = ...,
    ) -> Self: ...

class LoginForbiddenUser(Record):
    broker_id: _F[str]
    user_id: _F[str]
    ip_address: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        user_id: str | bytes = ...,
        ip_address: str | bytes = ...,
    ) -> Self: ...

class LoginInfo(Record):
    front_id: _F[int]
    session_id: _F[int]
    broker_id: _F[str]
    user_id: _F[str]
    login_date: _F[str]
    login_time: _F[str]
    ip_address: _F[str]
    user_product_info: _F[str]
    interface_product_info: _F[str]
    protocol_info: _F[str]
    system_name: _F[str]
    password_deprecated: _F[str]
    max_order_ref: _F[str]
    shfe_time: _F[str]
    dce_time: _F[str]
    czce_time: _F[str]
    ffex_time: _F[str]
    mac_address: _F[str]
    one_time_password: _F[str]
    ine_time: _F[str]
    is_qry_control: _F[int]
    login_remark: _F[str]
    password: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        front_id: int = ...,
        session_id: int = ...,
        broker_id: str | bytes = ...,
        user_id: str | bytes = ...,
        login_date: str | bytes = ...,
        login_time: str | bytes = ...,
        ip_address: str | bytes = ...,
        user_product_info: str | bytes = ...,
        interface_product_info: str | bytes = ...,
        protocol_info: str | bytes = ...,
        system_name: str | bytes = ...,
        password_deprecated: str | bytes | _Secret = ...,
        max_order_ref: str | bytes = ...,
        shfe_time: str | bytes = ...,
        dce_time: str | bytes = ...,
        czce_time: str | bytes = ...,
        ffex_time: str | bytes = ...,
        mac_address: str | bytes = ...,
        one_time_password: str | bytes | _Secret = ...,
        ine_time: str | bytes = ...,
        is_qry_control: int = ...,
        login_remark: str | bytes = ...,
        password: str | bytes | _Secret = ...,
    ) -> Self: ...

class LogoutAll(Record):
    front_id: _F[int]
    session_id: _F[int]
    system_name: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        front_id: int = ...,
        session_id: int = ...,
        system_name: str | bytes = ...,
    ) -> Self: ...

class MDTraderOffer(Record):
    exchange_id: _F[str]
    trader_id: _F[str]
    participant_id: _F[str]
    password: _F[str]
    install_id: _F[int]
    order_local_id: _F[str]
    trader_connect_status: _F[_enums.TraderConnectStatus | str]
    connect_request_date: _F[str]
    connect_request_time: _F[str]
    last_report_date: _F[str]
    last_report_time: _F[str]
    connect_date: _F[str]
    connect_time: _F[str]
    start_date: _F[str]
    start_time: _F[str]
    trading_day: _F[str]
    broker_id: _F[str]
    max_trade_id: _F[str]
    max_order_message_reference: _F[str]
    order_cancel_alg: _F[_enums.OrderCancelAlg | str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        exchange_id: str | bytes = ...,
        trader_id: str | bytes = ...,
        participant_id: str | bytes = ...,
        password: str | bytes | _Secret = ...,
        install_id: int = ...,
        order_local_id: str | bytes = ...,
        trader_connect_status: _enums.TraderConnectStatus | str | bytes = ...,
        connect_request_date: str | bytes = ...,
        connect_request_time: str | bytes = ...,
        last_report_date: str | bytes = ...,
        last_report_time: str | bytes = ...,
        connect_date: str | bytes = ...,
        connect_time: str | bytes = ...,
        start_date: str | bytes = ...,
        start_time: str | bytes = ...,
        trading_day: str | bytes = ...,
        broker_id: str | bytes = ...,
        max_trade_id: str | bytes = ...,
        max_order_message_reference: str | bytes = ...,
        order_cancel_alg: _enums.OrderCancelAlg | str | bytes = ...,
    ) -> Self: ...

class MMInstrumentCommissionRate(Record):
    instrument_id: _F[str]
    investor_range: _F[_enums.InvestorRange | str]
    broker_id: _F[str]
    investor_id: _F[str]
    open_ratio_by_money: _F[float]
    open_ratio_by_volume: _F[float]
    close_ratio_by_money: _F[float]
    close_ratio_by_volume: _F[float]
    close_today_ratio_by_money: _F[float]
    close_today_ratio_by_volume: _F[float]
    def __new__(
        cls,
        *,
        version: str | None = None,
        instrument_id: str | bytes = ...,
        investor_range: _enums.InvestorRange | str | bytes = ...,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        open_ratio_by_money: float = ...,
        open_ratio_by_volume: float = ...,
        close_ratio_by_money: float = ...,
        close_ratio_by_volume: float = ...,
        close_today_ratio_by_money: float = ...,
        close_today_ratio_by_volume: float = ...,
    ) -> Self: ...

class MMOptionInstrCommRate(Record):
    instrument_id: _F[str]
    investor_range: _F[_enums.InvestorRange | str]
    broker_id: _F[str]
    investor_id: _F[str]
    open_ratio_by_money: _F[float]
    open_ratio_by_volume: _F[float]
    close_ratio_by_money: _F[float]
    close_ratio_by_volume: _F[float]
    close_today_ratio_by_money: _F[float]
    close_today_ratio_by_volume: _F[float]
    strike_ratio_by_money: _F[float]
    strike_ratio_by_volume: _F[float]
    def __new__(
        cls,
        *,
        version: str | None = None,
        instrument_id: str | bytes = ...,
        investor_range: _enums.InvestorRange | str | bytes = ...,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        open_ratio_by_money: float = ...,
        open_ratio_by_volume: float = ...,
        close_ratio_by_money: float = ...,
        close_ratio_by_volume: float = ...,
        close_today_ratio_by_money: float = ...,
        close_today_ratio_by_volume: float = ...,
        strike_ratio_by_money: float = ...,
        strike_ratio_by_volume: float = ...,
    ) -> Self: ...

class ManualSyncBrokerUserOTP(Record):
    broker_id: _F[str]
    user_id: _F[str]
    otp_type: _F[_enums.OTPType | str]
    first_otp: _F[str]
    second_otp: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        user_id: str | bytes = ...,
        otp_type: _enums.OTPType | str | bytes = ...,
        first_otp: str | bytes | _Secret = ...,
        second_otp: str | bytes | _Secret = ...,
    ) -> Self: ...

class MarginModel(Record):
    broker_id: _F[str]
    margin_model_id: _F[str]
    margin_model_name: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        margin_model_id: str | bytes = ...,
        margin_model_name: str | bytes = ...,
    ) -> Self: ...

class MarketData(Record):
    trading_day: _F[str]
    instrument_id: _F[str]
    exchange_id: _F[str]
    exchange_inst_id: _F[str]
    last_price: _F[float]
    pre_settlement_price: _F[float]
    pre_close_price: _F[float]
    pre_open_interest: _F[float]
    open_price: _F[float]
    highest_price: _F[float]
    lowest_price: _F[float]
    volume: _F[int]
    turnover: _F[float]
    open_interest: _F[float]
    close_price: _F[float]
    settlement_price: _F[float]
    upper_limit_price: _F[float]
    lower_limit_price: _F[float]
    pre_delta: _F[float]
    curr_delta: _F[float]
    update_time: _F[str]
    update_millisec: _F[int]
    action_day: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        trading_day: str | bytes = ...,
        instrument_id: str | bytes = ...,
        exchange_id: str | bytes = ...,
        exchange_inst_id: str | bytes = ...,
        last_price: float = ...,
        pre_settlement_price: float = ...,
        pre_close_price: float = ...,
        pre_open_interest: float = ...,
        open_price: float = ...,
        highest_price: float = ...,
        lowest_price: float = ...,
        volume: int = ...,
        turnover: float = ...,
        open_interest: float = ...,
        close_price: float = ...,
        settlement_price: float = ...,
        upper_limit_price: float = ...,
        lower_limit_price: float = ...,
        pre_delta: float = ...,
        curr_delta: float = ...,
        update_time: str | bytes = ...,
        update_millisec: int = ...,
        action_day: str | bytes = ...,
    ) -> Self: ...

class MarketDataAsk23(Record):
    ask_price2: _F[float]
    ask_volume2: _F[int]
    ask_price3: _F[float]
    ask_volume3: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        ask_price2: float = ...,
        ask_volume2: int = ...,
        ask_price3: float = ...,
        ask_volume3: int = ...,
    ) -> Self: ...

class MarketDataAsk45(Record):
    ask_price4: _F[float]
    ask_volume4: _F[int]
    ask_price5: _F[float]
    ask_volume5: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        ask_price4: float = ...,
        ask_volume4: int = ...,
        ask_price5: float = ...,
        ask_volume5: int = ...,
    ) -> Self: ...

class MarketDataAveragePrice(Record):
    average_price: _F[float]
    def __new__(
        cls,
        *,
        version: str | None = None,
        average_price: float = ...,
    ) -> Self: ...

class MarketDataBandingPrice(Record):
    banding_upper_price: _F[float]
    banding_lower_price: _F[float]
    def __new__(
        cls,
        *,
        version: str | None = None,
        banding_upper_price: float = ...,
        banding_lower_price: float = ...,
    ) -> Self: ...

class MarketDataBase(Record):
    trading_day: _F[str]
    pre_settlement_price: _F[float]
    pre_close_price: _F[float]
    pre_open_interest: _F[float]
    pre_delta: _F[float]
    def __new__(
        cls,
        *,
        version: str | None = None,
        trading_day: str | bytes = ...,
        pre_settlement_price: float = ...,
        pre_close_price: float = ...,
        pre_open_interest: float = ...,
        pre_delta: float = ...,
    ) -> Self: ...

class MarketDataBestPrice(Record):
    bid_price1: _F[float]
    bid_volume1: _F[int]
    ask_price1: _F[float]
    ask_volume1: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        bid_price1: float = ...,
        bid_volume1: int = ...,
        ask_price1: float = ...,
        ask_volume1: int = ...,
    ) -> Self: ...

class MarketDataBid23(Record):
    bid_price2: _F[float]
    bid_volume2: _F[int]
    bid_price3: _F[float]
    bid_volume3: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        bid_price2: float = ...,
        bid_volume2: int = ...,
        bid_price3: float = ...,
        bid_volume3: int = ...,
    ) -> Self: ...

class MarketDataBid45(Record):
    bid_price4: _F[float]
    bid_volume4: _F[int]
    bid_price5: _F[float]
    bid_volume5: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        bid_price4: float = ...,
        bid_volume4: int = ...,
        bid_price5: float = ...,
        bid_volume5: int = ...,
    ) -> Self: ...

class MarketDataExchange(Record):
    exchange_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        exchange_id: str | bytes = ...,
    ) -> Self: ...

class MarketDataLastMatch(Record):
    last_price: _F[float]
    volume: _F[int]
    turnover: _F[float]
    open_interest: _F[float]
    def __new__(
        cls,
        *,
        version: str | None = None,
        last_price: float = ...,
        volume: int = ...,
        turnover: float = ...,
        open_interest: float = ...,
    ) -> Self: ...

class MarketDataStatic(Record):
    open_price: _F[float]
    highest_price: _F[float]
    lowest_price: _F[float]
    close_price: _F[float]
    upper_limit_price: _F[float]
    lower_limit_price: _F[float]
    settlement_price: _F[float]
    curr_delta: _F[float]
    def __new__(
        cls,
        *,
        version: str | None = None,
        open_price: float = ...,
        highest_price: float = ...,
        lowest_price: float = ...,
        close_price: float = ...,
        upper_limit_price: float = ...,
        lower_limit_price: float = ...,
        settlement_price: float = ...,
        curr_delta: float = ...,
    ) -> Self: ...

class MarketDataUpdateTime(Record):
    instrument_id: _F[str]
    update_time: _F[str]
    update_millisec: _F[int]
    action_day: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        instrument_id: str | bytes = ...,
        update_time: str | bytes = ...,
        update_millisec: int = ...,
        action_day: str | bytes = ...,
    ) -> Self: ...

class MortgageParam(Record):
    broker_id: _F[str]
    account_id: _F[str]
    mortgage_balance: _F[float]
    check_mortgage_ratio: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        account_id: str | bytes = ...,
        mortgage_balance: float = ...,
        check_mortgage_ratio: int = ...,
    ) -> Self: ...

class MulticastGroupInfo(Record):
    group_ip: _F[str]
    group_port: _F[int]
    source_ip: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        group_ip: str | bytes = ...,
        group_port: int = ...,
        source_ip: str | bytes = ...,
    ) -> Self: ...

class MulticastInstrument(Record):
    topic_id: _F[int]
    instrument_id: _F[str]
    instrument_no: _F[int]
    code_price: _F[float]
    volume_multiple: _F[int]
    price_tick: _F[float]
    def __new__(
        cls,
        *,
        version: str | None = None,
        topic_id: int = ...,
        instrument_id: str | bytes = ...,
        instrument_no: int = ...,
        code_price: float = ...,
        volume_multiple: int = ...,
        price_tick: float = ...,
    ) -> Self: ...

class Notice(Record):
    broker_id: _F[str]
    content: _F[str]
    sequence_label: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        content: str | bytes = ...,
        sequence_label: str | bytes = ...,
    ) -> Self: ...

class NotifyFutureSignIn(Record):
    trade_code: _F[str]
    bank_id: _F[str]
    bank_branch_id: _F[str]
    broker_id: _F[str]
    broker_branch_id: _F[str]
    trade_date: _F[str]
    trade_time: _F[str]
    bank_serial: _F[str]
    trading_day: _F[str]
    plate_serial: _F[int]
    last_fragment: _F[_enums.LastFragment | str]
    session_id: _F[int]
    install_id: _F[int]
    user_id: _F[str]
    digest: _F[str]
    currency_id: _F[str]
    device_id: _F[str]
    broker_id_by_bank: _F[str]
    oper_no: _F[str]
    request_id: _F[int]
    tid: _F[int]
    error_id: _F[int]
    error_msg: _F[str]
    pin_key: _F[str]
    mac_key: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        trade_code: str | bytes = ...,
        bank_id: str | bytes = ...,
        bank_branch_id: str | bytes = ...,
        broker_id: str | bytes = ...,
        broker_branch_id: str | bytes = ...,
        trade_date: str | bytes = ...,
        trade_time: str | bytes = ...,
        bank_serial: str | bytes = ...,
        trading_day: str | bytes = ...,
        plate_serial: int = ...,
        last_fragment: _enums.LastFragment | str | bytes = ...,
        session_id: int = ...,
        install_id: int = ...,
        user_id: str | bytes = ...,
        digest: str | bytes | _Secret = ...,
        currency_id: str | bytes = ...,
        device_id: str | bytes = ...,
        broker_id_by_bank: str | bytes = ...,
        oper_no: str | bytes = ...,
        request_id: int = ...,
        tid: int = ...,
        error_id: int = ...,
        error_msg: str | bytes = ...,
        pin_key: str | bytes | _Secret = ...,
        mac_key: str | bytes | _Secret = ...,
    ) -> Self: ...

class NotifyFutureSignOut(Record):
    trade_code: _F[str]
    bank_id: _F[str]
    bank_branch_id: _F[str]
    broker_id: _F[str]
    broker_branch_id: _F[str]
    trade_date: _F[str]
    trade_time: _F[str]
    bank_serial: _F[str]
    trading_day: _F[str]
    plate_serial: _F[int]
    last_fragment: _F[_enums.LastFragment | str]
    session_id: _F[int]
    install_id: _F[int]
    user_id: _F[str]
    digest: _F[str]
    currency_id: _F[str]
    device_id: _F[str]
    broker_id_by_bank: _F[str]
    oper_no: _F[str]
    request_id: _F[int]
    tid: _F[int]
    error_id: _F[int]
    error_msg: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        trade_code: str | bytes = ...,
        bank_id: str | bytes = ...,
        bank_branch_id: str | bytes = ...,
        broker_id: str | bytes = ...,
        broker_branch_id: str | bytes = ...,
        trade_date: str | bytes = ...,
        trade_time: str | bytes = ...,
        bank_serial: str | bytes = ...,
        trading_day: str | bytes = ...,
        plate_serial: int = ...,
        last_fragment: _enums.LastFragment | str | bytes = ...,
        session_id: int = ...,
        install_id: int = ...,
        user_id: str | bytes = ...,
        digest: str | bytes | _Secret = ...,
        currency_id: str | bytes = ...,
        device_id: str | bytes = ...,
        broker_id_by_bank: str | bytes = ...,
        oper_no: str | bytes = ...,
        request_id: int = ...,
        tid: int = ...,
        error_id: int = ...,
        error_msg: str | bytes = ...,
    ) -> Self: ...

class NotifyQueryAccount(Record):
    trade_code: _F[str]
    bank_id: _F[str]
    bank_branch_id: _F[str]
    broker_id: _F[str]
    broker_branch_id: _F[str]
    trade_date: _F[str]
    trade_time: _F[str]
    bank_serial: _F[str]
    trading_day: _F[str]
    plate_serial: _F[int]
    last_fragment: _F[_enums.LastFragment | str]
    session_id: _F[int]
    customer_name: _F[str]
    id_card_type: _F[_enums.IdCardType | str]
    identified_card_no: _F[str]
    cust_type: _F[_enums.CustType | str]
    bank_account: _F[str]
    bank_pass_word: _F[str]
    account_id: _F[str]
    password: _F[str]
    future_serial: _F[int]
    install_id: _F[int]
    user_id: _F[str]
    verify_cert_no_flag: _F[_enums.YesNoIndicator | str]
    currency_id: _F[str]
    digest: _F[str]
    bank_acc_type: _F[_enums.BankAccType | str]
    device_id: _F[str]
    bank_secu_acc_type: _F[_enums.BankAccType | str]
    broker_id_by_bank: _F[str]
    bank_secu_acc: _F[str]
    bank_pwd_flag: _F[_enums.PwdFlag | str]
    secu_pwd_flag: _F[_enums.PwdFlag | str]
    oper_no: _F[str]
    request_id: _F[int]
    tid: _F[int]
    bank_use_amount: _F[float]
    bank_fetch_amount: _F[float]
    error_id: _F[int]
    error_msg: _F[str]
    long_customer_name: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        trade_code: str | bytes = ...,
        bank_id: str | bytes = ...,
        bank_branch_id: str | bytes = ...,
        broker_id: str | bytes = ...,
        broker_branch_id: str | bytes = ...,
        trade_date: str | bytes = ...,
        trade_time: str | bytes = ...,
        bank_serial: str | bytes = ...,
        trading_day: str | bytes = ...,
        plate_serial: int = ...,
        last_fragment: _enums.LastFragment | str | bytes = ...,
        session_id: int = ...,
        customer_name: str | bytes = ...,
        id_card_type: _enums.IdCardType | str | bytes = ...,
        identified_card_no: str | bytes = ...,
        cust_type: _enums.CustType | str | bytes = ...,
        bank_account: str | bytes = ...,
        bank_pass_word: str | bytes | _Secret = ...,
        account_id: str | bytes = ...,
        password: str | bytes | _Secret = ...,
        future_serial: int = ...,
        install_id: int = ...,
        user_id: str | bytes = ...,
        verify_cert_no_flag: _enums.YesNoIndicator | str | bytes = ...,
        currency_id: str | bytes = ...,
        digest: str | bytes | _Secret = ...,
        bank_acc_type: _enums.BankAccType | str | bytes = ...,
        device_id: str | bytes = ...,
        bank_secu_acc_type: _enums.BankAccType | str | bytes = ...,
        broker_id_by_bank: str | bytes = ...,
        bank_secu_acc: str | bytes = ...,
        bank_pwd_flag: _enums.PwdFlag | str | bytes = ...,
        secu_pwd_flag: _enums.PwdFlag | str | bytes = ...,
        oper_no: str | bytes = ...,
        request_id: int = ...,
        tid: int = ...,
        bank_use_amount: float = ...,
        bank_fetch_amount: float = ...,
        error_id: int = ...,
        error_msg: str | bytes = ...,
        long_customer_name: str | bytes = ...,
    ) -> Self: ...

class NotifyQueryFutureAccountBySec(Record):
    trade_code: _F[str]
    bank_id: _F[str]
    bank_branch_id: _F[str]
    broker_id: _F[str]
    broker_branch_id: _F[str]
    trade_date: _F[str]
    trade_time: _F[str]
    bank_serial: _F[str]
    trading_day: _F[str]
    plate_serial: _F[int]
    last_fragment: _F[_enums.LastFragment | str]
    session_id: _F[int]
    customer_name: _F[str]
    id_card_type: _F[_enums.IdCardType | str]
    identified_card_no: _F[str]
    cust_type: _F[_enums.CustType | str]
    bank_account: _F[str]
    bank_pass_word: _F[str]
    account_id: _F[str]
    password: _F[str]
    future_serial: _F[int]
    install_id: _F[int]
    user_id: _F[str]
    verify_cert_no_flag: _F[_enums.YesNoIndicator | str]
    currency_id: _F[str]
    digest: _F[str]
    bank_acc_type: _F[_enums.BankAccType | str]
    device_id: _F[str]
    bank_secu_acc_type: _F[_enums.BankAccType | str]
    broker_id_by_bank: _F[str]
    bank_secu_acc: _F[str]
    bank_pwd_flag: _F[_enums.PwdFlag | str]
    secu_pwd_flag: _F[_enums.PwdFlag | str]
    oper_no: _F[str]
    request_id: _F[int]
    tid: _F[int]
    bank_use_amount: _F[float]
    bank_fetch_amount: _F[float]
    error_id: _F[int]
    error_msg: _F[str]
    long_customer_name: _F[str]
    dr_identity_id: _F[int]
    sec_future_serial: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        trade_code: str | bytes = ...,
        bank_id: str | bytes = ...,
        bank_branch_id: str | bytes = ...,
        broker_id: str | bytes = ...,
        broker_branch_id: str | bytes = ...,
        trade_date: str | bytes = ...,
        trade_time: str | bytes = ...,
        bank_serial: str | bytes = ...,
        trading_day: str | bytes = ...,
        plate_serial: int = ...,
        last_fragment: _enums.LastFragment | str | bytes = ...,
        session_id: int = ...,
        customer_name: str | bytes = ...,
        id_card_type: _enums.IdCardType | str | bytes = ...,
        identified_card_no: str | bytes = ...,
        cust_type: _enums.CustType | str | bytes = ...,
        bank_account: str | bytes = ...,
        bank_pass_word: str | bytes | _Secret = ...,
        account_id: str | bytes = ...,
        password: str | bytes | _Secret = ...,
        future_serial: int = ...,
        install_id: int = ...,
        user_id: str | bytes = ...,
        verify_cert_no_flag: _enums.YesNoIndicator | str | bytes = ...,
        currency_id: str | bytes = ...,
        digest: str | bytes | _Secret = ...,
        bank_acc_type: _enums.BankAccType | str | bytes = ...,
        device_id: str | bytes = ...,
        bank_secu_acc_type: _enums.BankAccType | str | bytes = ...,
        broker_id_by_bank: str | bytes = ...,
        bank_secu_acc: str | bytes = ...,
        bank_pwd_flag: _enums.PwdFlag | str | bytes = ...,
        secu_pwd_flag: _enums.PwdFlag | str | bytes = ...,
        oper_no: str | bytes = ...,
        request_id: int = ...,
        tid: int = ...,
        bank_use_amount: float = ...,
        bank_fetch_amount: float = ...,
        error_id: int = ...,
        error_msg: str | bytes = ...,
        long_customer_name: str | bytes = ...,
        dr_identity_id: int = ...,
        sec_future_serial: int = ...,
    ) -> Self: ...

class NotifySyncKey(Record):
    trade_code: _F[str]
    bank_id: _F[str]
    bank_branch_id: _F[str]
    broker_id: _F[str]
    broker_branch_id: _F[str]
    trade_date: _F[str]
    trade_time: _F[str]
    bank_serial: _F[str]
    trading_day: _F[str]
    plate_serial: _F[int]
    last_fragment: _F[_enums.LastFragment | str]
    session_id: _F[int]
    install_id: _F[int]
    user_id: _F[str]
    message: _F[str]
    device_id: _F[str]
    broker_id_by_bank: _F[str]
    oper_no: _F[str]
    request_id: _F[int]
    tid: _F[int]
    error_id: _F[int]
    error_msg: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        trade_code: str | bytes = ...,
        bank_id: str | bytes = ...,
        bank_branch_id: str | bytes = ...,
        broker_id: str | bytes = ...,
        broker_branch_id: str | bytes = ...,
        trade_date: str | bytes = ...,
        trade_time: str | bytes = ...,
        bank_serial: str | bytes = ...,
        trading_day: str | bytes = ...,
        plate_serial: int = ...,
        last_fragment: _enums.LastFragment | str | bytes = ...,
        session_id: int = ...,
        install_id: int = ...,
        user_id: str | bytes = ...,
        message: str | bytes = ...,
        device_id: str | bytes = ...,
        broker_id_by_bank: str | bytes = ...,
        oper_no: str | bytes = ...,
        request_id: int = ...,
        tid: int = ...,
        error_id: int = ...,
        error_msg: str | bytes = ...,
    ) -> Self: ...

class OffsetSetting(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    instrument_id: _F[str]
    underlying_instr_id: _F[str]
    product_id: _F[str]
    offset_type: _F[_enums.OffsetType | str]
    volume: _F[int]
    is_offset: _F[int]
    request_id: _F[int]
    user_id: _F[str]
    exchange_id: _F[str]
    ip_address: _F[str]
    mac_address: _F[str]
    exchange_inst_id: _F[str]
    exchange_serial_no: _F[str]
    exchange_product_id: _F[str]
    participant_id: _F[str]
    client_id: _F[str]
    trader_id: _F[str]
    install_id: _F[int]
    order_submit_status: _F[_enums.OrderSubmitStatus | str]
    trading_day: _F[str]
    settlement_id: _F[int]
    insert_date: _F[str]
    insert_time: _F[str]
    cancel_time: _F[str]
    exec_result: _F[_enums.ExecResult | str]
    sequence_no: _F[int]
    front_id: _F[int]
    session_id: _F[int]
    status_msg: _F[str]
    active_user_id: _F[str]
    broker_offset_setting_seq: _F[int]
    apply_src: _F[_enums.ApplySrc | str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        instrument_id: str | bytes = ...,
        underlying_instr_id: str | bytes = ...,
        product_id: str | bytes = ...,
        offset_type: _enums.OffsetType | str | bytes = ...,
        volume: int = ...,
        is_offset: int = ...,
        request_id: int = ...,
        user_id: str | bytes = ...,
        exchange_id: str | bytes = ...,
        ip_address: str | bytes = ...,
        mac_address: str | bytes = ...,
        exchange_inst_id: str | bytes = ...,
        exchange_serial_no: str | bytes = ...,
        exchange_product_id: str | bytes = ...,
        participant_id: str | bytes = ...,
        client_id: str | bytes = ...,
        trader_id: str | bytes = ...,
        install_id: int = ...,
        order_submit_status: _enums.OrderSubmitStatus | str | bytes = ...,
        trading_day: str | bytes = ...,
        settlement_id: int = ...,
        insert_date: str | bytes = ...,
        insert_time: str | bytes = ...,
        cancel_time: str | bytes = ...,
        exec_result: _enums.ExecResult | str | bytes = ...,
        sequence_no: int = ...,
        front_id: int = ...,
        session_id: int = ...,
        status_msg: str | bytes = ...,
        active_user_id: str | bytes = ...,
        broker_offset_setting_seq: int = ...,
        apply_src: _enums.ApplySrc | str | bytes = ...,
    ) -> Self: ...

class OpenAccount(Record):
    trade_code: _F[str]
    bank_id: _F[str]
    bank_branch_id: _F[str]
    broker_id: _F[str]
    broker_branch_id: _F[str]
    trade_date: _F[str]
    trade_time: _F[str]
    bank_serial: _F[str]
    trading_day: _F[str]
    plate_serial: _F[int]
    last_fragment: _F[_enums.LastFragment | str]
    session_id: _F[int]
    customer_name: _F[str]
    id_card_type: _F[_enums.IdCardType | str]
    identified_card_no: _F[str]
    gender: _F[_enums.Gender | str]
    country_code: _F[str]
    cust_type: _F[_enums.CustType | str]
    address: _F[str]
    zip_code: _F[str]
    telephone: _F[str]
    mobile_phone: _F[str]
    fax: _F[str]
    e_mail: _F[str]
    money_account_status: _F[_enums.MoneyAccountStatus | str]
    bank_account: _F[str]
    bank_pass_word: _F[str]
    account_id: _F[str]
    password: _F[str]
    install_id: _F[int]
    verify_cert_no_flag: _F[_enums.YesNoIndicator | str]
    currency_id: _F[str]
    cash_exchange_code: _F[_enums.CashExchangeCode | str]
    digest: _F[str]
    bank_acc_type: _F[_enums.BankAccType | str]
    device_id: _F[str]
    bank_secu_acc_type: _F[_enums.BankAccType | str]
    broker_id_by_bank: _F[str]
    bank_secu_acc: _F[str]
    bank_pwd_flag: _F[_enums.PwdFlag | str]
    secu_pwd_flag: _F[_enums.PwdFlag | str]
    oper_no: _F[str]
    tid: _F[int]
    user_id: _F[str]
    error_id: _F[int]
    error_msg: _F[str]
    long_customer_name: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        trade_code: str | bytes = ...,
        bank_id: str | bytes = ...,
        bank_branch_id: str | bytes = ...,
        broker_id: str | bytes = ...,
        broker_branch_id: str | bytes = ...,
        trade_date: str | bytes = ...,
        trade_time: str | bytes = ...,
        bank_serial: str | bytes = ...,
        trading_day: str | bytes = ...,
        plate_serial: int = ...,
        last_fragment: _enums.LastFragment | str | bytes = ...,
        session_id: int = ...,
        customer_name: str | bytes = ...,
        id_card_type: _enums.IdCardType | str | bytes = ...,
        identified_card_no: str | bytes = ...,
        gender: _enums.Gender | str | bytes = ...,
        country_code: str | bytes = ...,
        cust_type: _enums.CustType | str | bytes = ...,
        address: str | bytes = ...,
        zip_code: str | bytes = ...,
        telephone: str | bytes = ...,
        mobile_phone: str | bytes = ...,
        fax: str | bytes = ...,
        e_mail: str | bytes = ...,
        money_account_status: _enums.MoneyAccountStatus | str | bytes = ...,
        bank_account: str | bytes = ...,
        bank_pass_word: str | bytes | _Secret = ...,
        account_id: str | bytes = ...,
        password: str | bytes | _Secret = ...,
        install_id: int = ...,
        verify_cert_no_flag: _enums.YesNoIndicator | str | bytes = ...,
        currency_id: str | bytes = ...,
        cash_exchange_code: _enums.CashExchangeCode | str | bytes = ...,
        digest: str | bytes | _Secret = ...,
        bank_acc_type: _enums.BankAccType | str | bytes = ...,
        device_id: str | bytes = ...,
        bank_secu_acc_type: _enums.BankAccType | str | bytes = ...,
        broker_id_by_bank: str | bytes = ...,
        bank_secu_acc: str | bytes = ...,
        bank_pwd_flag: _enums.PwdFlag | str | bytes = ...,
        secu_pwd_flag: _enums.PwdFlag | str | bytes = ...,
        oper_no: str | bytes = ...,
        tid: int = ...,
        user_id: str | bytes = ...,
        error_id: int = ...,
        error_msg: str | bytes = ...,
        long_customer_name: str | bytes = ...,
    ) -> Self: ...

class OptionInstrCommRate(Record):
    instrument_id: _F[str]
    investor_range: _F[_enums.InvestorRange | str]
    broker_id: _F[str]
    investor_id: _F[str]
    open_ratio_by_money: _F[float]
    open_ratio_by_volume: _F[float]
    close_ratio_by_money: _F[float]
    close_ratio_by_volume: _F[float]
    close_today_ratio_by_money: _F[float]
    close_today_ratio_by_volume: _F[float]
    strike_ratio_by_money: _F[float]
    strike_ratio_by_volume: _F[float]
    exchange_id: _F[str]
    invest_unit_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        instrument_id: str | bytes = ...,
        investor_range: _enums.InvestorRange | str | bytes = ...,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        open_ratio_by_money: float = ...,
        open_ratio_by_volume: float = ...,
        close_ratio_by_money: float = ...,
        close_ratio_by_volume: float = ...,
        close_today_ratio_by_money: float = ...,
        close_today_ratio_by_volume: float = ...,
        strike_ratio_by_money: float = ...,
        strike_ratio_by_volume: float = ...,
        exchange_id: str | bytes = ...,
        invest_unit_id: str | bytes = ...,
    ) -> Self: ...

class OptionInstrDelta(Record):
    instrument_id: _F[str]
    investor_range: _F[_enums.InvestorRange | str]
    broker_id: _F[str]
    investor_id: _F[str]
    delta: _F[float]
    def __new__(
        cls,
        *,
        version: str | None = None,
        instrument_id: str | bytes = ...,
        investor_range: _enums.InvestorRange | str | bytes = ...,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        delta: float = ...,
    ) -> Self: ...

class OptionInstrMarginAdjust(Record):
    instrument_id: _F[str]
    investor_range: _F[_enums.InvestorRange | str]
    broker_id: _F[str]
    investor_id: _F[str]
    s_short_margin_ratio_by_money: _F[float]
    s_short_margin_ratio_by_volume: _F[float]
    h_short_margin_ratio_by_money: _F[float]
    h_short_margin_ratio_by_volume: _F[float]
    a_short_margin_ratio_by_money: _F[float]
    a_short_margin_ratio_by_volume: _F[float]
    is_relative: _F[int]
    m_short_margin_ratio_by_money: _F[float]
    m_short_margin_ratio_by_volume: _F[float]
    def __new__(
        cls,
        *,
        version: str | None = None,
        instrument_id: str | bytes = ...,
        investor_range: _enums.InvestorRange | str | bytes = ...,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        s_short_margin_ratio_by_money: float = ...,
        s_short_margin_ratio_by_volume: float = ...,
        h_short_margin_ratio_by_money: float = ...,
        h_short_margin_ratio_by_volume: float = ...,
        a_short_margin_ratio_by_money: float = ...,
        a_short_margin_ratio_by_volume: float = ...,
        is_relative: int = ...,
        m_short_margin_ratio_by_money: float = ...,
        m_short_margin_ratio_by_volume: float = ...,
    ) -> Self: ...

class OptionInstrMiniMargin(Record):
    instrument_id: _F[str]
    investor_range: _F[_enums.InvestorRange | str]
    broker_id: _F[str]
    investor_id: _F[str]
    min_margin: _F[float]
    value_method: _F[_enums.ValueMethod | str]
    is_relative: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        instrument_id: str | bytes = ...,
        investor_range: _enums.InvestorRange | str | bytes = ...,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        min_margin: float = ...,
        value_method: _enums.ValueMethod | str | bytes = ...,
        is_relative: int = ...,
    ) -> Self: ...

class OptionInstrTradeCost(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    instrument_id: _F[str]
    hedge_flag: _F[_enums.HedgeFlag | str]
    fixed_margin: _F[float]
    mini_margin: _F[float]
    royalty: _F[float]
    exch_fixed_margin: _F[float]
    exch_mini_margin: _F[float]
    exchange_id: _F[str]
    invest_unit_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        instrument_id: str | bytes = ...,
        hedge_flag: _enums.HedgeFlag | str | bytes = ...,
        fixed_margin: float = ...,
        mini_margin: float = ...,
        royalty: float = ...,
        exch_fixed_margin: float = ...,
        exch_mini_margin: float = ...,
        exchange_id: str | bytes = ...,
        invest_unit_id: str | bytes = ...,
    ) -> Self: ...

class OptionInstrTradingRight(Record):
    instrument_id: _F[str]
    investor_range: _F[_enums.InvestorRange | str]
    broker_id: _F[str]
    investor_id: _F[str]
    direction: _F[_enums.Direction | str]
    trading_right: _F[_enums.TradingRight | str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        instrument_id: str | bytes = ...,
        investor_range: _enums.InvestorRange | str | bytes = ...,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        direction: _enums.Direction | str | bytes = ...,
        trading_right: _enums.TradingRight | str | bytes = ...,
    ) -> Self: ...

class OptionSelfClose(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    instrument_id: _F[str]
    option_self_close_ref: _F[str]
    user_id: _F[str]
    volume: _F[int]
    request_id: _F[int]
    business_unit: _F[str]
    hedge_flag: _F[_enums.HedgeFlag | str]
    opt_self_close_flag: _F[_enums.OptSelfCloseFlag | str]
    option_self_close_local_id: _F[str]
    exchange_id: _F[str]
    participant_id: _F[str]
    client_id: _F[str]
    exchange_inst_id: _F[str]
    trader_id: _F[str]
    install_id: _F[int]
    order_submit_status: _F[_enums.OrderSubmitStatus | str]
    notify_sequence: _F[int]
    trading_day: _F[str]
    settlement_id: _F[int]
    option_self_close_sys_id: _F[str]
    insert_date: _F[str]
    insert_time: _F[str]
    cancel_time: _F[str]
    exec_result: _F[_enums.ExecResult | str]
    clearing_part_id: _F[str]
    sequence_no: _F[int]
    front_id: _F[int]
    session_id: _F[int]
    user_product_info: _F[str]
    status_msg: _F[str]
    active_user_id: _F[str]
    broker_option_self_close_seq: _F[int]
    branch_id: _F[str]
    invest_unit_id: _F[str]
    account_id: _F[str]
    currency_id: _F[str]
    mac_address: _F[str]
    ip_address: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        instrument_id: str | bytes = ...,
        option_self_close_ref: str | bytes = ...,
        user_id: str | bytes = ...,
        volume: int = ...,
        request_id: int = ...,
        business_unit: str | bytes = ...,
        hedge_flag: _enums.HedgeFlag | str | bytes = ...,
        opt_self_close_flag: _enums.OptSelfCloseFlag | str | bytes = ...,
        option_self_close_local_id: str | bytes = ...,
        exchange_id: str | bytes = ...,
        participant_id: str | bytes = ...,
        client_id: str | bytes = ...,
        exchange_inst_id: str | bytes = ...,
        trader_id: str | bytes = ...,
        install_id: int = ...,
        order_submit_status: _enums.OrderSubmitStatus | str | bytes = ...,
        notify_sequence: int = ...,
        trading_day: str | bytes = ...,
        settlement_id: int = ...,
        option_self_close_sys_id: str | bytes = ...,
        insert_date: str | bytes = ...,
        insert_time: str | bytes = ...,
        cancel_time: str | bytes = ...,
        exec_result: _enums.ExecResult | str | bytes = ...,
        clearing_part_id: str | bytes = ...,
        sequence_no: int = ...,
        front_id: int = ...,
        session_id: int = ...,
        user_product_info: str | bytes = ...,
        status_msg: str | bytes = ...,
        active_user_id: str | bytes = ...,
        broker_option_self_close_seq: int = ...,
        branch_id: str | bytes = ...,
        invest_unit_id: str | bytes = ...,
        account_id: str | bytes = ...,
        currency_id: str | bytes = ...,
        mac_address: str | bytes = ...,
        ip_address: str | bytes = ...,
    ) -> Self: ...

class OptionSelfCloseAction(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    option_self_close_action_ref: _F[int]
    option_self_close_ref: _F[str]
    request_id: _F[int]
    front_id: _F[int]
    session_id: _F[int]
    exchange_id: _F[str]
    option_self_close_sys_id: _F[str]
    action_flag: _F[_enums.ActionFlag | str]
    action_date: _F[str]
    action_time: _F[str]
    trader_id: _F[str]
    install_id: _F[int]
    option_self_close_local_id: _F[str]
    action_local_id: _F[str]
    participant_id: _F[str]
    client_id: _F[str]
    business_unit: _F[str]
    order_action_status: _F[_enums.OrderActionStatus | str]
    user_id: _F[str]
    status_msg: _F[str]
    instrument_id: _F[str]
    branch_id: _F[str]
    invest_unit_id: _F[str]
    mac_address: _F[str]
    ip_address: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        option_self_close_action_ref: int = ...,
        option_self_close_ref: str | bytes = ...,
        request_id: int = ...,
        front_id: int = ...,
        session_id: int = ...,
        exchange_id: str | bytes = ...,
        option_self_close_sys_id: str | bytes = ...,
        action_flag: _enums.ActionFlag | str | bytes = ...,
        action_date: str | bytes = ...,
        action_time: str | bytes = ...,
        trader_id: str | bytes = ...,
        install_id: int = ...,
        option_self_close_local_id: str | bytes = ...,
        action_local_id: str | bytes = ...,
        participant_id: str | bytes = ...,
        client_id: str | bytes = ...,
        business_unit: str | bytes = ...,
        order_action_status: _enums.OrderActionStatus | str | bytes = ...,
        user_id: str | bytes = ...,
        status_msg: str | bytes = ...,
        instrument_id: str | bytes = ...,
        branch_id: str | bytes = ...,
        invest_unit_id: str | bytes = ...,
        mac_address: str | bytes = ...,
        ip_address: str | bytes = ...,
    ) -> Self: ...

class Order(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    instrument_id: _F[str]
    order_ref: _F[str]
    user_id: _F[str]
    order_price_type: _F[_enums.OrderPriceType | str]
    direction: _F[_enums.Direction | str]
    comb_offset_flag: _F[str]
    comb_hedge_flag: _F[str]
    limit_price: _F[float]
    volume_total_original: _F[int]
    time_condition: _F[_enums.TimeCondition | str]
    gtd_date: _F[str]
    volume_condition: _F[_enums.VolumeCondition | str]
    min_volume: _F[int]
    contingent_condition: _F[_enums.ContingentCondition | str]
    stop_price: _F[float]
    force_close_reason: _F[_enums.ForceCloseReason | str]
    is_auto_suspend: _F[int]
    business_unit: _F[str]
    request_id: _F[int]
    order_local_id: _F[str]
    exchange_id: _F[str]
    participant_id: _F[str]
    client_id: _F[str]
    exchange_inst_id: _F[str]
    trader_id: _F[str]
    install_id: _F[int]
    order_submit_status: _F[_enums.OrderSubmitStatus | str]
    notify_sequence: _F[int]
    trading_day: _F[str]
    settlement_id: _F[int]
    order_sys_id: _F[str]
    order_source: _F[_enums.OrderSource | str]
    order_status: _F[_enums.OrderStatus | str]
    order_type: _F[_enums.OrderType | str]
    volume_traded: _F[int]
    volume_total: _F[int]
    insert_date: _F[str]
    insert_time: _F[str]
    active_time: _F[str]
    suspend_time: _F[str]
    update_time: _F[str]
    cancel_time: _F[str]
    active_trader_id: _F[str]
    clearing_part_id: _F[str]
    sequence_no: _F[int]
    front_id: _F[int]
    session_id: _F[int]
    user_product_info: _F[str]
    status_msg: _F[str]
    user_force_close: _F[int]
    active_user_id: _F[str]
    broker_order_seq: _F[int]
    relative_order_sys_id: _F[str]
    zce_total_traded_volume: _F[int]
    is_swap_order: _F[int]
    branch_id: _F[str]
    invest_unit_id: _F[str]
    account_id: _F[str]
    currency_id: _F[str]
    mac_address: _F[str]
    ip_address: _F[str]
    order_memo: _F[str]
    session_req_seq: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        instrument_id: str | bytes = ...,
        order_ref: str | bytes = ...,
        user_id: str | bytes = ...,
        order_price_type: _enums.OrderPriceType | str | bytes = ...,
        direction: _enums.Direction | str | bytes = ...,
        comb_offset_flag: str | bytes | Sequence[str] = ...,
        comb_hedge_flag: str | bytes | Sequence[str] = ...,
        limit_price: float = ...,
        volume_total_original: int = ...,
        time_condition: _enums.TimeCondition | str | bytes = ...,
        gtd_date: str | bytes = ...,
        volume_condition: _enums.VolumeCondition | str | bytes = ...,
        min_volume: int = ...,
        contingent_condition: _enums.ContingentCondition | str | bytes = ...,
        stop_price: float = ...,
        force_close_reason: _enums.ForceCloseReason | str | bytes = ...,
        is_auto_suspend: int = ...,
        business_unit: str | bytes = ...,
        request_id: int = ...,
        order_local_id: str | bytes = ...,
        exchange_id: str | bytes = ...,
        participant_id: str | bytes = ...,
        client_id: str | bytes = ...,
        exchange_inst_id: str | bytes = ...,
        trader_id: str | bytes = ...,
        install_id: int = ...,
        order_submit_status: _enums.OrderSubmitStatus | str | bytes = ...,
        notify_sequence: int = ...,
        trading_day: str | bytes = ...,
        settlement_id: int = ...,
        order_sys_id: str | bytes = ...,
        order_source: _enums.OrderSource | str | bytes = ...,
        order_status: _enums.OrderStatus | str | bytes = ...,
        order_type: _enums.OrderType | str | bytes = ...,
        volume_traded: int = ...,
        volume_total: int = ...,
        insert_date: str | bytes = ...,
        insert_time: str | bytes = ...,
        active_time: str | bytes = ...,
        suspend_time: str | bytes = ...,
        update_time: str | bytes = ...,
        cancel_time: str | bytes = ...,
        active_trader_id: str | bytes = ...,
        clearing_part_id: str | bytes = ...,
        sequence_no: int = ...,
        front_id: int = ...,
        session_id: int = ...,
        user_product_info: str | bytes = ...,
        status_msg: str | bytes = ...,
        user_force_close: int = ...,
        active_user_id: str | bytes = ...,
        broker_order_seq: int = ...,
        relative_order_sys_id: str | bytes = ...,
        zce_total_traded_volume: int = ...,
        is_swap_order: int = ...,
        branch_id: str | bytes = ...,
        invest_unit_id: str | bytes = ...,
        account_id: str | bytes = ...,
        currency_id: str | bytes = ...,
        mac_address: str | bytes = ...,
        ip_address: str | bytes = ...,
        order_memo: str | bytes = ...,
        session_req_seq: int = ...,
    ) -> Self: ...

class OrderAction(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    order_action_ref: _F[int]
    order_ref: _F[str]
    request_id: _F[int]
    front_id: _F[int]
    session_id: _F[int]
    exchange_id: _F[str]
    order_sys_id: _F[str]
    action_flag: _F[_enums.ActionFlag | str]
    limit_price: _F[float]
    volume_change: _F[int]
    action_date: _F[str]
    action_time: _F[str]
    trader_id: _F[str]
    install_id: _F[int]
    order_local_id: _F[str]
    action_local_id: _F[str]
    participant_id: _F[str]
    client_id: _F[str]
    business_unit: _F[str]
    order_action_status: _F[_enums.OrderActionStatus | str]
    user_id: _F[str]
    status_msg: _F[str]
    instrument_id: _F[str]
    branch_id: _F[str]
    invest_unit_id: _F[str]
    mac_address: _F[str]
    ip_address: _F[str]
    order_memo: _F[str]
    session_req_seq: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        order_action_ref: int = ...,
        order_ref: str | bytes = ...,
        request_id: int = ...,
        front_id: int = ...,
        session_id: int = ...,
        exchange_id: str | bytes = ...,
        order_sys_id: str | bytes = ...,
        action_flag: _enums.ActionFlag | str | bytes = ...,
        limit_price: float = ...,
        volume_change: int = ...,
        action_date: str | bytes = ...,
        action_time: str | bytes = ...,
        trader_id: str | bytes = ...,
        install_id: int = ...,
        order_local_id: str | bytes = ...,
        action_local_id: str | bytes = ...,
        participant_id: str | bytes = ...,
        client_id: str | bytes = ...,
        business_unit: str | bytes = ...,
        order_action_status: _enums.OrderActionStatus | str | bytes = ...,
        user_id: str | bytes = ...,
        status_msg: str | bytes = ...,
        instrument_id: str | bytes = ...,
        branch_id: str | bytes = ...,
        invest_unit_id: str | bytes = ...,
        mac_address: str | bytes = ...,
        ip_address: str | bytes = ...,
        order_memo: str | bytes = ...,
        session_req_seq: int = ...,
    ) -> Self: ...

class ParkedOrder(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    instrument_id: _F[str]
    order_ref: _F[str]
    user_id: _F[str]
    order_price_type: _F[_enums.OrderPriceType | str]
    direction: _F[_enums.Direction | str]
    comb_offset_flag: _F[str]
    comb_hedge_flag: _F[str]
    limit_price: _F[float]
    volume_total_original: _F[int]
    time_condition: _F[_enums.TimeCondition | str]
    gtd_date: _F[str]
    volume_condition: _F[_enums.VolumeCondition | str]
    min_volume: _F[int]
    contingent_condition: _F[_enums.ContingentCondition | str]
    stop_price: _F[float]
    force_close_reason: _F[_enums.ForceCloseReason | str]
    is_auto_suspend: _F[int]
    business_unit: _F[str]
    request_id: _F[int]
    user_force_close: _F[int]
    exchange_id: _F[str]
    parked_order_id: _F[str]
    user_type: _F[_enums.UserType | str]
    status: _F[_enums.ParkedOrderStatus | str]
    error_id: _F[int]
    error_msg: _F[str]
    is_swap_order: _F[int]
    account_id: _F[str]
    currency_id: _F[str]
    client_id: _F[str]
    invest_unit_id: _F[str]
    mac_address: _F[str]
    ip_address: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        instrument_id: str | bytes = ...,
        order_ref: str | bytes = ...,
        user_id: str | bytes = ...,
        order_price_type: _enums.OrderPriceType | str | bytes = ...,
        direction: _enums.Direction | str | bytes = ...,
        comb_offset_flag: str | bytes | Sequence[str] = ...,
        comb_hedge_flag: str | bytes | Sequence[str] = ...,
        limit_price: float = ...,
        volume_total_original: int = ...,
        time_condition: _enums.TimeCondition | str | bytes = ...,
        gtd_date: str | bytes = ...,
        volume_condition: _enums.VolumeCondition | str | bytes = ...,
        min_volume: int = ...,
        contingent_condition: _enums.ContingentCondition | str | bytes = ...,
        stop_price: float = ...,
        force_close_reason: _enums.ForceCloseReason | str | bytes = ...,
        is_auto_suspend: int = ...,
        business_unit: str | bytes = ...,
        request_id: int = ...,
        user_force_close: int = ...,
        exchange_id: str | bytes = ...,
        parked_order_id: str | bytes = ...,
        user_type: _enums.UserType | str | bytes = ...,
        status: _enums.ParkedOrderStatus | str | bytes = ...,
        error_id: int = ...,
        error_msg: str | bytes = ...,
        is_swap_order: int = ...,
        account_id: str | bytes = ...,
        currency_id: str | bytes = ...,
        client_id: str | bytes = ...,
        invest_unit_id: str | bytes = ...,
        mac_address: str | bytes = ...,
        ip_address: str | bytes = ...,
    ) -> Self: ...

class ParkedOrderAction(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    order_action_ref: _F[int]
    order_ref: _F[str]
    request_id: _F[int]
    front_id: _F[int]
    session_id: _F[int]
    exchange_id: _F[str]
    order_sys_id: _F[str]
    action_flag: _F[_enums.ActionFlag | str]
    limit_price: _F[float]
    volume_change: _F[int]
    user_id: _F[str]
    instrument_id: _F[str]
    parked_order_action_id: _F[str]
    user_type: _F[_enums.UserType | str]
    status: _F[_enums.ParkedOrderStatus | str]
    error_id: _F[int]
    error_msg: _F[str]
    invest_unit_id: _F[str]
    mac_address: _F[str]
    ip_address: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        order_action_ref: int = ...,
        order_ref: str | bytes = ...,
        request_id: int = ...,
        front_id: int = ...,
        session_id: int = ...,
        exchange_id: str | bytes = ...,
        order_sys_id: str | bytes = ...,
        action_flag: _enums.ActionFlag | str | bytes = ...,
        limit_price: float = ...,
        volume_change: int = ...,
        user_id: str | bytes = ...,
        instrument_id: str | bytes = ...,
        parked_order_action_id: str | bytes = ...,
        user_type: _enums.UserType | str | bytes = ...,
        status: _enums.ParkedOrderStatus | str | bytes = ...,
        error_id: int = ...,
        error_msg: str | bytes = ...,
        invest_unit_id: str | bytes = ...,
        mac_address: str | bytes = ...,
        ip_address: str | bytes = ...,
    ) -> Self: ...

class PartBroker(Record):
    broker_id: _F[str]
    exchange_id: _F[str]
    participant_id: _F[str]
    is_active: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        exchange_id: str | bytes = ...,
        participant_id: str | bytes = ...,
        is_active: int = ...,
    ) -> Self: ...

class PortfTradeParamSetting(Record):
    exchange_id: _F[str]
    broker_id: _F[str]
    investor_id: _F[str]
    portfolio: _F[_enums.Portfolio | str]
    is_action_verify: _F[int]
    is_close_verify: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        exchange_id: str | bytes = ...,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        portfolio: _enums.Portfolio | str | bytes = ...,
        is_action_verify: int = ...,
        is_close_verify: int = ...,
    ) -> Self: ...

class PositionProfitAlgorithm(Record):
    broker_id: _F[str]
    account_id: _F[str]
    algorithm: _F[_enums.Algorithm | str]
    memo: _F[str]
    currency_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        account_id: str | bytes = ...,
        algorithm: _enums.Algorithm | str | bytes = ...,
        memo: str | bytes = ...,
        currency_id: str | bytes = ...,
    ) -> Self: ...

class Product(Record):
    product_id: _F[str]
    product_name: _F[str]
    exchange_id: _F[str]
    product_class: _F[_enums.ProductClass | str]
    volume_multiple: _F[int]
    price_tick: _F[float]
    max_market_order_volume: _F[int]
    min_market_order_volume: _F[int]
    max_limit_order_volume: _F[int]
    min_limit_order_volume: _F[int]
    position_type: _F[_enums.PositionType | str]
    position_date_type: _F[_enums.PositionDateType | str]
    close_deal_type: _F[_enums.CloseDealType | str]
    trade_currency_id: _F[str]
    mortgage_fund_use_range: _F[_enums.MortgageFundUseRange | str]
    underlying_multiple: _F[float]
    exchange_product_id: _F[str]
    open_limit_control_level: _F[_enums.OpenLimitControlLevel | str]
    order_freq_control_level: _F[_enums.OrderFreqControlLevel | str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        product_id: str | bytes = ...,
        product_name: str | bytes = ...,
        exchange_id: str | bytes = ...,
        product_class: _enums.ProductClass | str | bytes = ...,
        volume_multiple: int = ...,
        price_tick: float = ...,
        max_market_order_volume: int = ...,
        min_market_order_volume: int = ...,
        max_limit_order_volume: int = ...,
        min_limit_order_volume: int = ...,
        position_type: _enums.PositionType | str | bytes = ...,
        position_date_type: _enums.PositionDateType | str | bytes = ...,
        close_deal_type: _enums.CloseDealType | str | bytes = ...,
        trade_currency_id: str | bytes = ...,
        mortgage_fund_use_range: _enums.MortgageFundUseRange | str | bytes = ...,
        underlying_multiple: float = ...,
        exchange_product_id: str | bytes = ...,
        open_limit_control_level: _enums.OpenLimitControlLevel | str | bytes = ...,
        order_freq_control_level: _enums.OrderFreqControlLevel | str | bytes = ...,
    ) -> Self: ...

class ProductExchRate(Record):
    product_id: _F[str]
    quote_currency_id: _F[str]
    exchange_rate: _F[float]
    exchange_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        product_id: str | bytes = ...,
        quote_currency_id: str | bytes = ...,
        exchange_rate: float = ...,
        exchange_id: str | bytes = ...,
    ) -> Self: ...

class ProductGroup(Record):
    exchange_id: _F[str]
    product_id: _F[str]
    product_group_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        exchange_id: str | bytes = ...,
        product_id: str | bytes = ...,
        product_group_id: str | bytes = ...,
    ) -> Self: ...

class QryAccountregister(Record):
    broker_id: _F[str]
    account_id: _F[str]
    bank_id: _F[str]
    bank_branch_id: _F[str]
    currency_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        account_id: str | bytes = ...,
        bank_id: str | bytes = ...,
        bank_branch_id: str | bytes = ...,
        currency_id: str | bytes = ...,
    ) -> Self: ...

class QryAddrAppIDRelation(Record):
    broker_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
    ) -> Self: ...

class QryAuthForbiddenIP(Record):
    ip_address: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        ip_address: str | bytes = ...,
    ) -> Self: ...

class QryBatchOrderAction(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    exchange_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        exchange_id: str | bytes = ...,
    ) -> Self: ...

class QryBroker(Record):
    broker_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
    ) -> Self: ...

class QryBrokerTradingAlgos(Record):
    broker_id: _F[str]
    exchange_id: _F[str]
    instrument_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        exchange_id: str | bytes = ...,
        instrument_id: str | bytes = ...,
    ) -> Self: ...

class QryBrokerTradingParams(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    currency_id: _F[str]
    account_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        currency_id: str | bytes = ...,
        account_id: str | bytes = ...,
    ) -> Self: ...

class QryBrokerUser(Record):
    broker_id: _F[str]
    user_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        user_id: str | bytes = ...,
    ) -> Self: ...

class QryBrokerUserEvent(Record):
    broker_id: _F[str]
    user_id: _F[str]
    user_event_type: _F[_enums.UserEventType | str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        user_id: str | bytes = ...,
        user_event_type: _enums.UserEventType | str | bytes = ...,
    ) -> Self: ...

class QryBrokerUserFunction(Record):
    broker_id: _F[str]
    user_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        user_id: str | bytes = ...,
    ) -> Self: ...

class QryBulletin(Record):
    exchange_id: _F[str]
    bulletin_id: _F[int]
    sequence_no: _F[int]
    news_type: _F[str]
    news_urgency: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        exchange_id: str | bytes = ...,
        bulletin_id: int = ...,
        sequence_no: int = ...,
        news_type: str | bytes = ...,
        news_urgency: str | bytes = ...,
    ) -> Self: ...

class QryCFMMCBrokerKey(Record):
    broker_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
    ) -> Self: ...

class QryCFMMCTradingAccountKey(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
    ) -> Self: ...

class QryClassifiedInstrument(Record):
    instrument_id: _F[str]
    exchange_id: _F[str]
    exchange_inst_id: _F[str]
    product_id: _F[str]
    trading_type: _F[_enums.TradingType | str]
    class_type: _F[_enums.ClassType | str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        instrument_id: str | bytes = ...,
        exchange_id: str | bytes = ...,
        exchange_inst_id: str | bytes = ...,
        product_id: str | bytes = ...,
        trading_type: _enums.TradingType | str | bytes = ...,
        class_type: _enums.ClassType | str | bytes = ...,
    ) -> Self: ...

class QryCombAction(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    instrument_id: _F[str]
    exchange_id: _F[str]
    invest_unit_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        instrument_id: str | bytes = ...,
        exchange_id: str | bytes = ...,
        invest_unit_id: str | bytes = ...,
    ) -> Self: ...

class QryCombInstrumentGuard(Record):
    broker_id: _F[str]
    exchange_id: _F[str]
    instrument_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        exchange_id: str | bytes = ...,
        instrument_id: str | bytes = ...,
    ) -> Self: ...

class QryCombLeg(Record):
    leg_instrument_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        leg_instrument_id: str | bytes = ...,
    ) -> Self: ...

class QryCombPromotionParam(Record):
    exchange_id: _F[str]
    instrument_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        exchange_id: str | bytes = ...,
        instrument_id: str | bytes = ...,
    ) -> Self: ...

class QryCombinationLeg(Record):
    leg_id: _F[int]
    comb_instrument_id: _F[str]
    leg_instrument_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        leg_id: int = ...,
        comb_instrument_id: str | bytes = ...,
        leg_instrument_id: str | bytes = ...,
    ) -> Self: ...

class QryCommRateModel(Record):
    broker_id: _F[str]
    comm_model_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        comm_model_id: str | bytes = ...,
    ) -> Self: ...

class QryContractBank(Record):
    broker_id: _F[str]
    bank_id: _F[str]
    bank_brch_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        bank_id: str | bytes = ...,
        bank_brch_id: str | bytes = ...,
    ) -> Self: ...

class QryCurrDRIdentity(Record):
    dr_identity_id: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        dr_identity_id: int = ...,
    ) -> Self: ...

class QryDepartmentUser(Record):
    broker_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
    ) -> Self: ...

class QryDepthMarketData(Record):
    exchange_id: _F[str]
    instrument_id: _F[str]
    product_class: _F[_enums.ProductClass | str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        exchange_id: str | bytes = ...,
        instrument_id: str | bytes = ...,
        product_class: _enums.ProductClass | str | bytes = ...,
    ) -> Self: ...

class QryEWarrantOffset(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    exchange_id: _F[str]
    invest_unit_id: _F[str]
    instrument_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        exchange_id: str | bytes = ...,
        invest_unit_id: str | bytes = ...,
        instrument_id: str | bytes = ...,
    ) -> Self: ...

class QryErrExecOrder(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
    ) -> Self: ...

class QryErrExecOrderAction(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
    ) -> Self: ...

class QryErrOrder(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
    ) -> Self: ...

class QryErrOrderAction(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
    ) -> Self: ...

class QryExchange(Record):
    exchange_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        exchange_id: str | bytes = ...,
    ) -> Self: ...

class QryExchangeCombAction(Record):
    participant_id: _F[str]
    client_id: _F[str]
    exchange_inst_id: _F[str]
    exchange_id: _F[str]
    trader_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        participant_id: str | bytes = ...,
        client_id: str | bytes = ...,
        exchange_inst_id: str | bytes = ...,
        exchange_id: str | bytes = ...,
        trader_id: str | bytes = ...,
    ) -> Self: ...

class QryExchangeExecOrder(Record):
    participant_id: _F[str]
    client_id: _F[str]
    exchange_inst_id: _F[str]
    exchange_id: _F[str]
    trader_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        participant_id: str | bytes = ...,
        client_id: str | bytes = ...,
        exchange_inst_id: str | bytes = ...,
        exchange_id: str | bytes = ...,
        trader_id: str | bytes = ...,
    ) -> Self: ...

class QryExchangeExecOrderAction(Record):
    participant_id: _F[str]
    client_id: _F[str]
    exchange_id: _F[str]
    trader_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        participant_id: str | bytes = ...,
        client_id: str | bytes = ...,
        exchange_id: str | bytes = ...,
        trader_id: str | bytes = ...,
    ) -> Self: ...

class QryExchangeForQuote(Record):
    participant_id: _F[str]
    client_id: _F[str]
    exchange_inst_id: _F[str]
    exchange_id: _F[str]
    trader_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        participant_id: str | bytes = ...,
        client_id: str | bytes = ...,
        exchange_inst_id: str | bytes = ...,
        exchange_id: str | bytes = ...,
        trader_id: str | bytes = ...,
    ) -> Self: ...

class QryExchangeMarginRate(Record):
    broker_id: _F[str]
    instrument_id: _F[str]
    hedge_flag: _F[_enums.HedgeFlag | str]
    exchange_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        instrument_id: str | bytes = ...,
        hedge_flag: _enums.HedgeFlag | str | bytes = ...,
        exchange_id: str | bytes = ...,
    ) -> Self: ...

class QryExchangeMarginRateAdjust(Record):
    broker_id: _F[str]
    hedge_flag: _F[_enums.HedgeFlag | str]
    instrument_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        hedge_flag: _enums.HedgeFlag | str | bytes = ...,
        instrument_id: str | bytes = ...,
    ) -> Self: ...

class QryExchangeOrder(Record):
    participant_id: _F[str]
    client_id: _F[str]
    exchange_inst_id: _F[str]
    exchange_id: _F[str]
    trader_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        participant_id: str | bytes = ...,
        client_id: str | bytes = ...,
        exchange_inst_id: str | bytes = ...,
        exchange_id: str | bytes = ...,
        trader_id: str | bytes = ...,
    ) -> Self: ...

class QryExchangeOrderAction(Record):
    participant_id: _F[str]
    client_id: _F[str]
    exchange_id: _F[str]
    trader_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        participant_id: str | bytes = ...,
        client_id: str | bytes = ...,
        exchange_id: str | bytes = ...,
        trader_id: str | bytes = ...,
    ) -> Self: ...

class QryExchangeQuote(Record):
    participant_id: _F[str]
    client_id: _F[str]
    exchange_inst_id: _F[str]
    exchange_id: _F[str]
    trader_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        participant_id: str | bytes = ...,
        client_id: str | bytes = ...,
        exchange_inst_id: str | bytes = ...,
        exchange_id: str | bytes = ...,
        trader_id: str | bytes = ...,
    ) -> Self: ...

class QryExchangeQuoteAction(Record):
    participant_id: _F[str]
    client_id: _F[str]
    exchange_id: _F[str]
    trader_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        participant_id: str | bytes = ...,
        client_id: str | bytes = ...,
        exchange_id: str | bytes = ...,
        trader_id: str | bytes = ...,
    ) -> Self: ...

class QryExchangeRate(Record):
    broker_id: _F[str]
    from_currency_id: _F[str]
    to_currency_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        from_currency_id: str | bytes = ...,
        to_currency_id: str | bytes = ...,
    ) -> Self: ...

class QryExchangeSequence(Record):
    exchange_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        exchange_id: str | bytes = ...,
    ) -> Self: ...

class QryExecOrder(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    instrument_id: _F[str]
    exchange_id: _F[str]
    exec_order_sys_id: _F[str]
    insert_time_start: _F[str]
    insert_time_end: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        instrument_id: str | bytes = ...,
        exchange_id: str | bytes = ...,
        exec_order_sys_id: str | bytes = ...,
        insert_time_start: str | bytes = ...,
        insert_time_end: str | bytes = ...,
    ) -> Self: ...

class QryExecOrderAction(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    exchange_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        exchange_id: str | bytes = ...,
    ) -> Self: ...

class QryForQuote(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    instrument_id: _F[str]
    exchange_id: _F[str]
    insert_time_start: _F[str]
    insert_time_end: _F[str]
    invest_unit_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        instrument_id: str | bytes = ...,
        exchange_id: str | bytes = ...,
        insert_time_start: str | bytes = ...,
        insert_time_end: str | bytes = ...,
        invest_unit_id: str | bytes = ...,
    ) -> Self: ...

class QryForQuoteParam(Record):
    broker_id: _F[str]
    exchange_id: _F[str]
    instrument_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        exchange_id: str | bytes = ...,
        instrument_id: str | bytes = ...,
    ) -> Self: ...

class QryFrontStatus(Record):
    front_id: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        front_id: int = ...,
    ) -> Self: ...

class QryHedgeCfm(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    exchange_id: _F[str]
    order_sys_id: _F[str]
    instrument_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        exchange_id: str | bytes = ...,
        order_sys_id: str | bytes = ...,
        instrument_id: str | bytes = ...,
    ) -> Self: ...

class QryHisOrder(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    instrument_id: _F[str]
    exchange_id: _F[str]
    order_sys_id: _F[str]
    insert_time_start: _F[str]
    insert_time_end: _F[str]
    trading_day: _F[str]
    settlement_id: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        instrument_id: str | bytes = ...,
        exchange_id: str | bytes = ...,
        order_sys_id: str | bytes = ...,
        insert_time_start: str | bytes = ...,
        insert_time_end: str | bytes = ...,
        trading_day: str | bytes = ...,
        settlement_id: int = ...,
    ) -> Self: ...

class QryIPList(Record):
    ip_address: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        ip_address: str | bytes = ...,
    ) -> Self: ...

class QryInstrument(Record):
    exchange_id: _F[str]
    instrument_id: _F[str]
    exchange_inst_id: _F[str]
    product_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        exchange_id: str | bytes = ...,
        instrument_id: str | bytes = ...,
        exchange_inst_id: str | bytes = ...,
        product_id: str | bytes = ...,
    ) -> Self: ...

class QryInstrumentCommissionRate(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    instrument_id: _F[str]
    exchange_id: _F[str]
    invest_unit_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        instrument_id: str | bytes = ...,
        exchange_id: str | bytes = ...,
        invest_unit_id: str | bytes = ...,
    ) -> Self: ...

class QryInstrumentMarginRate(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    instrument_id: _F[str]
    hedge_flag: _F[_enums.HedgeFlag | str]
    exchange_id: _F[str]
    invest_unit_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        instrument_id: str | bytes = ...,
        hedge_flag: _enums.HedgeFlag | str | bytes = ...,
        exchange_id: str | bytes = ...,
        invest_unit_id: str | bytes = ...,
    ) -> Self: ...

class QryInstrumentOrderCommRate(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    instrument_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        instrument_id: str | bytes = ...,
    ) -> Self: ...

class QryInstrumentStatus(Record):
    exchange_id: _F[str]
    exchange_inst_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        exchange_id: str | bytes = ...,
        exchange_inst_id: str | bytes = ...,
    ) -> Self: ...

class QryInstrumentTradingRight(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    instrument_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        instrument_id: str | bytes = ...,
    ) -> Self: ...

class QryInvestUnit(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    invest_unit_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        invest_unit_id: str | bytes = ...,
    ) -> Self: ...

class QryInvestor(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
    ) -> Self: ...

class QryInvestorCommodityGroupSPMMMargin(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    commodity_group_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        commodity_group_id: str | bytes = ...,
    ) -> Self: ...

class QryInvestorCommoditySPMMMargin(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    commodity_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        commodity_id: str | bytes = ...,
    ) -> Self: ...

class QryInvestorDepartmentFlat(Record):
    broker_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
    ) -> Self: ...

class QryInvestorGroup(Record):
    broker_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
    ) -> Self: ...

class QryInvestorInfoCommRec(Record):
    investor_id: _F[str]
    instrument_id: _F[str]
    broker_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        investor_id: str | bytes = ...,
        instrument_id: str | bytes = ...,
        broker_id: str | bytes = ...,
    ) -> Self: ...

class QryInvestorPortfMarginRatio(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    exchange_id: _F[str]
    product_group_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        exchange_id: str | bytes = ...,
        product_group_id: str | bytes = ...,
    ) -> Self: ...

class QryInvestorPortfSetting(Record):
    exchange_id: _F[str]
    broker_id: _F[str]
    investor_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        exchange_id: str | bytes = ...,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
    ) -> Self: ...

class QryInvestorPosition(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    instrument_id: _F[str]
    exchange_id: _F[str]
    invest_unit_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        instrument_id: str | bytes = ...,
        exchange_id: str | bytes = ...,
        invest_unit_id: str | bytes = ...,
    ) -> Self: ...

class QryInvestorPositionCombineDetail(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    comb_instrument_id: _F[str]
    exchange_id: _F[str]
    invest_unit_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        comb_instrument_id: str | bytes = ...,
        exchange_id: str | bytes = ...,
        invest_unit_id: str | bytes = ...,
    ) -> Self: ...

class QryInvestorPositionDetail(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    instrument_id: _F[str]
    exchange_id: _F[str]
    invest_unit_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        instrument_id: str | bytes = ...,
        exchange_id: str | bytes = ...,
        invest_unit_id: str | bytes = ...,
    ) -> Self: ...

class QryInvestorProdRCAMSMargin(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    comb_product_id: _F[str]
    product_group_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        comb_product_id: str | bytes = ...,
        product_group_id: str | bytes = ...,
    ) -> Self: ...

class QryInvestorProdRULEMargin(Record):
    exchange_id: _F[str]
    broker_id: _F[str]
    investor_id: _F[str]
    prod_family_code: _F[str]
    commodity_group_id: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        exchange_id: str | bytes = ...,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        prod_family_code: str | bytes = ...,
        commodity_group_id: int = ...,
    ) -> Self: ...

class QryInvestorProdSPBMDetail(Record):
    exchange_id: _F[str]
    broker_id: _F[str]
    investor_id: _F[str]
    prod_family_code: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        exchange_id: str | bytes = ...,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        prod_family_code: str | bytes = ...,
    ) -> Self: ...

class QryInvestorProductGroupMargin(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    product_group_id: _F[str]
    hedge_flag: _F[_enums.HedgeFlag | str]
    exchange_id: _F[str]
    invest_unit_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        product_group_id: str | bytes = ...,
        hedge_flag: _enums.HedgeFlag | str | bytes = ...,
        exchange_id: str | bytes = ...,
        invest_unit_id: str | bytes = ...,
    ) -> Self: ...

class QryIpAddrParam(Record):
    broker_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
    ) -> Self: ...

class QryLinkMan(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
    ) -> Self: ...

class QryLocalAddrConfig(Record):
    broker_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
    ) -> Self: ...

class QryLoginForbiddenIP(Record):
    ip_address: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        ip_address: str | bytes = ...,
    ) -> Self: ...

class QryLoginForbiddenUser(Record):
    broker_id: _F[str]
    user_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        user_id: str | bytes = ...,
    ) -> Self: ...

class QryMDTraderOffer(Record):
    exchange_id: _F[str]
    participant_id: _F[str]
    trader_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        exchange_id: str | bytes = ...,
        participant_id: str | bytes = ...,
        trader_id: str | bytes = ...,
    ) -> Self: ...

class QryMMInstrumentCommissionRate(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    instrument_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        instrument_id: str | bytes = ...,
    ) -> Self: ...

class QryMMOptionInstrCommRate(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    instrument_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        instrument_id: str | bytes = ...,
    ) -> Self: ...

class QryMarginModel(Record):
    broker_id: _F[str]
    margin_model_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        margin_model_id: str | bytes = ...,
    ) -> Self: ...

class QryMaxOrderVolume(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    direction: _F[_enums.Direction | str]
    offset_flag: _F[_enums.OffsetFlag | str]
    hedge_flag: _F[_enums.HedgeFlag | str]
    max_volume: _F[int]
    exchange_id: _F[str]
    invest_unit_id: _F[str]
    instrument_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        direction: _enums.Direction | str | bytes = ...,
        offset_flag: _enums.OffsetFlag | str | bytes = ...,
        hedge_flag: _enums.HedgeFlag | str | bytes = ...,
        max_volume: int = ...,
        exchange_id: str | bytes = ...,
        invest_unit_id: str | bytes = ...,
        instrument_id: str | bytes = ...,
    ) -> Self: ...

class QryMaxOrderVolumeWithPrice(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    direction: _F[_enums.Direction | str]
    offset_flag: _F[_enums.OffsetFlag | str]
    hedge_flag: _F[_enums.HedgeFlag | str]
    max_volume: _F[int]
    price: _F[float]
    exchange_id: _F[str]
    invest_unit_id: _F[str]
    instrument_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        direction: _enums.Direction | str | bytes = ...,
        offset_flag: _enums.OffsetFlag | str | bytes = ...,
        hedge_flag: _enums.HedgeFlag | str | bytes = ...,
        max_volume: int = ...,
        price: float = ...,
        exchange_id: str | bytes = ...,
        invest_unit_id: str | bytes = ...,
        instrument_id: str | bytes = ...,
    ) -> Self: ...

class QryMulticastInstrument(Record):
    topic_id: _F[int]
    instrument_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        topic_id: int = ...,
        instrument_id: str | bytes = ...,
    ) -> Self: ...

class QryNotice(Record):
    broker_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
    ) -> Self: ...

class QryOffsetSetting(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    product_id: _F[str]
    offset_type: _F[_enums.OffsetType | str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        product_id: str | bytes = ...,
        offset_type: _enums.OffsetType | str | bytes = ...,
    ) -> Self: ...

class QryOptionInstrCommRate(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    instrument_id: _F[str]
    exchange_id: _F[str]
    invest_unit_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        instrument_id: str | bytes = ...,
        exchange_id: str | bytes = ...,
        invest_unit_id: str | bytes = ...,
    ) -> Self: ...

class QryOptionInstrTradeCost(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    instrument_id: _F[str]
    hedge_flag: _F[_enums.HedgeFlag | str]
    input_price: _F[float]
    underlying_price: _F[float]
    exchange_id: _F[str]
    invest_unit_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        instrument_id: str | bytes = ...,
        hedge_flag: _enums.HedgeFlag | str | bytes = ...,
        input_price: float = ...,
        underlying_price: float = ...,
        exchange_id: str | bytes = ...,
        invest_unit_id: str | bytes = ...,
    ) -> Self: ...

class QryOptionInstrTradingRight(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    direction: _F[_enums.Direction | str]
    instrument_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        direction: _enums.Direction | str | bytes = ...,
        instrument_id: str | bytes = ...,
    ) -> Self: ...

class QryOptionSelfClose(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    instrument_id: _F[str]
    exchange_id: _F[str]
    option_self_close_sys_id: _F[str]
    insert_time_start: _F[str]
    insert_time_end: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        instrument_id: str | bytes = ...,
        exchange_id: str | bytes = ...,
        option_self_close_sys_id: str | bytes = ...,
        insert_time_start: str | bytes = ...,
        insert_time_end: str | bytes = ...,
    ) -> Self: ...

class QryOptionSelfCloseAction(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    exchange_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        exchange_id: str | bytes = ...,
    ) -> Self: ...

class QryOrder(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    instrument_id: _F[str]
    exchange_id: _F[str]
    order_sys_id: _F[str]
    insert_time_start: _F[str]
    insert_time_end: _F[str]
    invest_unit_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        instrument_id: str | bytes = ...,
        exchange_id: str | bytes = ...,
        order_sys_id: str | bytes = ...,
        insert_time_start: str | bytes = ...,
        insert_time_end: str | bytes = ...,
        invest_unit_id: str | bytes = ...,
    ) -> Self: ...

class QryOrderAction(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    exchange_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        exchange_id: str | bytes = ...,
    ) -> Self: ...

class QryParkedOrder(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    instrument_id: _F[str]
    exchange_id: _F[str]
    invest_unit_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        instrument_id: str | bytes = ...,
        exchange_id: str | bytes = ...,
        invest_unit_id: str | bytes = ...,
    ) -> Self: ...

class QryParkedOrderAction(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    instrument_id: _F[str]
    exchange_id: _F[str]
    invest_unit_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        instrument_id: str | bytes = ...,
        exchange_id: str | bytes = ...,
        invest_unit_id: str | bytes = ...,
    ) -> Self: ...

class QryPartBroker(Record):
    exchange_id: _F[str]
    broker_id: _F[str]
    participant_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        exchange_id: str | bytes = ...,
        broker_id: str | bytes = ...,
        participant_id: str | bytes = ...,
    ) -> Self: ...

class QryProduct(Record):
    product_id: _F[str]
    product_class: _F[_enums.ProductClass | str]
    exchange_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        product_id: str | bytes = ...,
        product_class: _enums.ProductClass | str | bytes = ...,
        exchange_id: str | bytes = ...,
    ) -> Self: ...

class QryProductExchRate(Record):
    exchange_id: _F[str]
    product_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        exchange_id: str | bytes = ...,
        product_id: str | bytes = ...,
    ) -> Self: ...

class QryProductGroup(Record):
    exchange_id: _F[str]
    product_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        exchange_id: str | bytes = ...,
        product_id: str | bytes = ...,
    ) -> Self: ...

class QryQuote(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    instrument_id: _F[str]
    exchange_id: _F[str]
    quote_sys_id: _F[str]
    insert_time_start: _F[str]
    insert_time_end: _F[str]
    invest_unit_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        instrument_id: str | bytes = ...,
        exchange_id: str | bytes = ...,
        quote_sys_id: str | bytes = ...,
        insert_time_start: str | bytes = ...,
        insert_time_end: str | bytes = ...,
        invest_unit_id: str | bytes = ...,
    ) -> Self: ...

class QryQuoteAction(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    exchange_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        exchange_id: str | bytes = ...,
    ) -> Self: ...

class QryRCAMSCombProductInfo(Record):
    product_id: _F[str]
    comb_product_id: _F[str]
    product_group_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        product_id: str | bytes = ...,
        comb_product_id: str | bytes = ...,
        product_group_id: str | bytes = ...,
    ) -> Self: ...

class QryRCAMSInstrParameter(Record):
    product_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        product_id: str | bytes = ...,
    ) -> Self: ...

class QryRCAMSInterParameter(Record):
    product_group_id: _F[str]
    comb_product1: _F[str]
    comb_product2: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        product_group_id: str | bytes = ...,
        comb_product1: str | bytes = ...,
        comb_product2: str | bytes = ...,
    ) -> Self: ...

class QryRCAMSIntraParameter(Record):
    comb_product_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        comb_product_id: str | bytes = ...,
    ) -> Self: ...

class QryRCAMSInvestorCombPosition(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    instrument_id: _F[str]
    comb_instrument_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        instrument_id: str | bytes = ...,
        comb_instrument_id: str | bytes = ...,
    ) -> Self: ...

class QryRCAMSShortOptAdjustParam(Record):
    comb_product_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        comb_product_id: str | bytes = ...,
    ) -> Self: ...

class QryRULEInstrParameter(Record):
    exchange_id: _F[str]
    instrument_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        exchange_id: str | bytes = ...,
        instrument_id: str | bytes = ...,
    ) -> Self: ...

class QryRULEInterParameter(Record):
    exchange_id: _F[str]
    leg1_prod_family_code: _F[str]
    leg2_prod_family_code: _F[str]
    commodity_group_id: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        exchange_id: str | bytes = ...,
        leg1_prod_family_code: str | bytes = ...,
        leg2_prod_family_code: str | bytes = ...,
        commodity_group_id: int = ...,
    ) -> Self: ...

class QryRULEIntraParameter(Record):
    exchange_id: _F[str]
    prod_family_code: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        exchange_id: str | bytes = ...,
        prod_family_code: str | bytes = ...,
    ) -> Self: ...

class QryRiskSettleInvstPosition(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    instrument_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        instrument_id: str | bytes = ...,
    ) -> Self: ...

class QryRiskSettleProductStatus(Record):
    product_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        product_id: str | bytes = ...,
    ) -> Self: ...

class QrySPBMAddOnInterParameter(Record):
    exchange_id: _F[str]
    leg1_prod_family_code: _F[str]
    leg2_prod_family_code: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        exchange_id: str | bytes = ...,
        leg1_prod_family_code: str | bytes = ...,
        leg2_prod_family_code: str | bytes = ...,
    ) -> Self: ...

class QrySPBMFutureParameter(Record):
    exchange_id: _F[str]
    instrument_id: _F[str]
    prod_family_code: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        exchange_id: str | bytes = ...,
        instrument_id: str | bytes = ...,
        prod_family_code: str | bytes = ...,
    ) -> Self: ...

class QrySPBMInterParameter(Record):
    exchange_id: _F[str]
    leg1_prod_family_code: _F[str]
    leg2_prod_family_code: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        exchange_id: str | bytes = ...,
        leg1_prod_family_code: str | bytes = ...,
        leg2_prod_family_code: str | bytes = ...,
    ) -> Self: ...

class QrySPBMIntraParameter(Record):
    exchange_id: _F[str]
    prod_family_code: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        exchange_id: str | bytes = ...,
        prod_family_code: str | bytes = ...,
    ) -> Self: ...

class QrySPBMInvestorPortfDef(Record):
    exchange_id: _F[str]
    broker_id: _F[str]
    investor_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        exchange_id: str | bytes = ...,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
    ) -> Self: ...

class QrySPBMOptionParameter(Record):
    exchange_id: _F[str]
    instrument_id: _F[str]
    prod_family_code: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        exchange_id: str | bytes = ...,
        instrument_id: str | bytes = ...,
        prod_family_code: str | bytes = ...,
    ) -> Self: ...

class QrySPBMPortfDefinition(Record):
    exchange_id: _F[str]
    portfolio_def_id: _F[int]
    prod_family_code: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        exchange_id: str | bytes = ...,
        portfolio_def_id: int = ...,
        prod_family_code: str | bytes = ...,
    ) -> Self: ...

class QrySPMMInstParam(Record):
    instrument_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        instrument_id: str | bytes = ...,
    ) -> Self: ...

class QrySPMMProductParam(Record):
    product_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        product_id: str | bytes = ...,
    ) -> Self: ...

class QrySecAgentACIDMap(Record):
    broker_id: _F[str]
    user_id: _F[str]
    account_id: _F[str]
    currency_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        user_id: str | bytes = ...,
        account_id: str | bytes = ...,
        currency_id: str | bytes = ...,
    ) -> Self: ...

class QrySecAgentCheckMode(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
    ) -> Self: ...

class QrySecAgentTradeInfo(Record):
    broker_id: _F[str]
    broker_sec_agent_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        broker_sec_agent_id: str | bytes = ...,
    ) -> Self: ...

class QrySettlementInfo(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    trading_day: _F[str]
    account_id: _F[str]
    currency_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        trading_day: str | bytes = ...,
        account_id: str | bytes = ...,
        currency_id: str | bytes = ...,
    ) -> Self: ...

class QrySettlementInfoConfirm(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    account_id: _F[str]
    currency_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        account_id: str | bytes = ...,
        currency_id: str | bytes = ...,
    ) -> Self: ...

class QrySpdApply(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    exchange_id: _F[str]
    order_sys_id: _F[str]
    first_leg_instrument_id: _F[str]
    second_leg_instrument_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        exchange_id: str | bytes = ...,
        order_sys_id: str | bytes = ...,
        first_leg_instrument_id: str | bytes = ...,
        second_leg_instrument_id: str | bytes = ...,
    ) -> Self: ...

class QryStrikeOffset(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    instrument_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        instrument_id: str | bytes = ...,
    ) -> Self: ...

class QrySuperUser(Record):
    user_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        user_id: str | bytes = ...,
    ) -> Self: ...

class QrySuperUserFunction(Record):
    user_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        user_id: str | bytes = ...,
    ) -> Self: ...

class QrySyncDelaySwap(Record):
    broker_id: _F[str]
    delay_swap_seq_no: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        delay_swap_seq_no: str | bytes = ...,
    ) -> Self: ...

class QrySyncDeposit(Record):
    broker_id: _F[str]
    deposit_seq_no: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        deposit_seq_no: str | bytes = ...,
    ) -> Self: ...

class QrySyncFundMortgage(Record):
    broker_id: _F[str]
    mortgage_seq_no: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        mortgage_seq_no: str | bytes = ...,
    ) -> Self: ...

class QrySyncStatus(Record):
    trading_day: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        trading_day: str | bytes = ...,
    ) -> Self: ...

class QryTGIpAddrParam(Record):
    broker_id: _F[str]
    user_id: _F[str]
    app_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        user_id: str | bytes = ...,
        app_id: str | bytes = ...,
    ) -> Self: ...

class QryThostUserFunction(Record):
    broker_id: _F[str]
    user_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        user_id: str | bytes = ...,
    ) -> Self: ...

class QryTrade(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    instrument_id: _F[str]
    exchange_id: _F[str]
    trade_id: _F[str]
    trade_time_start: _F[str]
    trade_time_end: _F[str]
    invest_unit_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        instrument_id: str | bytes = ...,
        exchange_id: str | bytes = ...,
        trade_id: str | bytes = ...,
        trade_time_start: str | bytes = ...,
        trade_time_end: str | bytes = ...,
        invest_unit_id: str | bytes = ...,
    ) -> Self: ...

class QryTrader(Record):
    exchange_id: _F[str]
    participant_id: _F[str]
    trader_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        exchange_id: str | bytes = ...,
        participant_id: str | bytes = ...,
        trader_id: str | bytes = ...,
    ) -> Self: ...

class QryTraderAssign(Record):
    trader_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        trader_id: str | bytes = ...,
    ) -> Self: ...

class QryTraderOffer(Record):
    exchange_id: _F[str]
    participant_id: _F[str]
    trader_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        exchange_id: str | bytes = ...,
        participant_id: str | bytes = ...,
        trader_id: str | bytes = ...,
    ) -> Self: ...

class QryTradingAccount(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    currency_id: _F[str]
    biz_type: _F[_enums.BizType | str]
    account_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        currency_id: str | bytes = ...,
        biz_type: _enums.BizType | str | bytes = ...,
        account_id: str | bytes = ...,
    ) -> Self: ...

class QryTradingCode(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    exchange_id: _F[str]
    client_id: _F[str]
    client_id_type: _F[_enums.ClientIDType | str]
    invest_unit_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        exchange_id: str | bytes = ...,
        client_id: str | bytes = ...,
        client_id_type: _enums.ClientIDType | str | bytes = ...,
        invest_unit_id: str | bytes = ...,
    ) -> Self: ...

class QryTradingNotice(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    invest_unit_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        invest_unit_id: str | bytes = ...,
    ) -> Self: ...

class QryTransferBank(Record):
    bank_id: _F[str]
    bank_brch_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        bank_id: str | bytes = ...,
        bank_brch_id: str | bytes = ...,
    ) -> Self: ...

class QryTransferSerial(Record):
    broker_id: _F[str]
    account_id: _F[str]
    bank_id: _F[str]
    currency_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        account_id: str | bytes = ...,
        bank_id: str | bytes = ...,
        currency_id: str | bytes = ...,
    ) -> Self: ...

class QryUserRightsAssign(Record):
    broker_id: _F[str]
    user_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        user_id: str | bytes = ...,
    ) -> Self: ...

class QryUserSession(Record):
    front_id: _F[int]
    session_id: _F[int]
    broker_id: _F[str]
    user_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        front_id: int = ...,
        session_id: int = ...,
        broker_id: str | bytes = ...,
        user_id: str | bytes = ...,
    ) -> Self: ...

class QueryBrokerDeposit(Record):
    broker_id: _F[str]
    exchange_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        exchange_id: str | bytes = ...,
    ) -> Self: ...

class QueryCFMMCTradingAccountToken(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    invest_unit_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        invest_unit_id: str | bytes = ...,
    ) -> Self: ...

class QueryFreq(Record):
    query_freq: _F[int]
    ftd_pkg_freq: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        query_freq: int = ...,
        ftd_pkg_freq: int = ...,
    ) -> Self: ...

class QueryMaxOrderVolume(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    instrument_id: _F[str]
    direction: _F[_enums.Direction | str]
    offset_flag: _F[_enums.OffsetFlag | str]
    hedge_flag: _F[_enums.HedgeFlag | str]
    max_volume: _F[int]
    exchange_id: _F[str]
    invest_unit_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        instrument_id: str | bytes = ...,
        direction: _enums.Direction | str | bytes = ...,
        offset_flag: _enums.OffsetFlag | str | bytes = ...,
        hedge_flag: _enums.HedgeFlag | str | bytes = ...,
        max_volume: int = ...,
        exchange_id: str | bytes = ...,
        invest_unit_id: str | bytes = ...,
    ) -> Self: ...

class QueryMaxOrderVolumeWithPrice(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    instrument_id: _F[str]
    direction: _F[_enums.Direction | str]
    offset_flag: _F[_enums.OffsetFlag | str]
    hedge_flag: _F[_enums.HedgeFlag | str]
    max_volume: _F[int]
    price: _F[float]
    exchange_id: _F[str]
    invest_unit_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        instrument_id: str | bytes = ...,
        direction: _enums.Direction | str | bytes = ...,
        offset_flag: _enums.OffsetFlag | str | bytes = ...,
        hedge_flag: _enums.HedgeFlag | str | bytes = ...,
        max_volume: int = ...,
        price: float = ...,
        exchange_id: str | bytes = ...,
        invest_unit_id: str | bytes = ...,
    ) -> Self: ...

class Quote(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    instrument_id: _F[str]
    quote_ref: _F[str]
    user_id: _F[str]
    ask_price: _F[float]
    bid_price: _F[float]
    ask_volume: _F[int]
    bid_volume: _F[int]
    request_id: _F[int]
    business_unit: _F[str]
    ask_offset_flag: _F[_enums.OffsetFlag | str]
    bid_offset_flag: _F[_enums.OffsetFlag | str]
    ask_hedge_flag: _F[_enums.HedgeFlag | str]
    bid_hedge_flag: _F[_enums.HedgeFlag | str]
    quote_local_id: _F[str]
    exchange_id: _F[str]
    participant_id: _F[str]
    client_id: _F[str]
    exchange_inst_id: _F[str]
    trader_id: _F[str]
    install_id: _F[int]
    notify_sequence: _F[int]
    order_submit_status: _F[_enums.OrderSubmitStatus | str]
    trading_day: _F[str]
    settlement_id: _F[int]
    quote_sys_id: _F[str]
    insert_date: _F[str]
    insert_time: _F[str]
    cancel_time: _F[str]
    quote_status: _F[_enums.OrderStatus | str]
    clearing_part_id: _F[str]
    sequence_no: _F[int]
    ask_order_sys_id: _F[str]
    bid_order_sys_id: _F[str]
    front_id: _F[int]
    session_id: _F[int]
    user_product_info: _F[str]
    status_msg: _F[str]
    active_user_id: _F[str]
    broker_quote_seq: _F[int]
    ask_order_ref: _F[str]
    bid_order_ref: _F[str]
    for_quote_sys_id: _F[str]
    branch_id: _F[str]
    invest_unit_id: _F[str]
    account_id: _F[str]
    currency_id: _F[str]
    mac_address: _F[str]
    ip_address: _F[str]
    replace_sys_id: _F[str]
    time_condition: _F[_enums.TimeCondition | str]
    order_memo: _F[str]
    session_req_seq: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        instrument_id: str | bytes = ...,
        quote_ref: str | bytes = ...,
        user_id: str | bytes = ...,
        ask_price: float = ...,
        bid_price: float = ...,
        ask_volume: int = ...,
        bid_volume: int = ...,
        request_id: int = ...,
        business_unit: str | bytes = ...,
        ask_offset_flag: _enums.OffsetFlag | str | bytes = ...,
        bid_offset_flag: _enums.OffsetFlag | str | bytes = ...,
        ask_hedge_flag: _enums.HedgeFlag | str | bytes = ...,
        bid_hedge_flag: _enums.HedgeFlag | str | bytes = ...,
        quote_local_id: str | bytes = ...,
        exchange_id: str | bytes = ...,
        participant_id: str | bytes = ...,
        client_id: str | bytes = ...,
        exchange_inst_id: str | bytes = ...,
        trader_id: str | bytes = ...,
        install_id: int = ...,
        notify_sequence: int = ...,
        order_submit_status: _enums.OrderSubmitStatus | str | bytes = ...,
        trading_day: str | bytes = ...,
        settlement_id: int = ...,
        quote_sys_id: str | bytes = ...,
        insert_date: str | bytes = ...,
        insert_time: str | bytes = ...,
        cancel_time: str | bytes = ...,
        quote_status: _enums.OrderStatus | str | bytes = ...,
        clearing_part_id: str | bytes = ...,
        sequence_no: int = ...,
        ask_order_sys_id: str | bytes = ...,
        bid_order_sys_id: str | bytes = ...,
        front_id: int = ...,
        session_id: int = ...,
        user_product_info: str | bytes = ...,
        status_msg: str | bytes = ...,
        active_user_id: str | bytes = ...,
        broker_quote_seq: int = ...,
        ask_order_ref: str | bytes = ...,
        bid_order_ref: str | bytes = ...,
        for_quote_sys_id: str | bytes = ...,
        branch_id: str | bytes = ...,
        invest_unit_id: str | bytes = ...,
        account_id: str | bytes = ...,
        currency_id: str | bytes = ...,
        mac_address: str | bytes = ...,
        ip_address: str | bytes = ...,
        replace_sys_id: str | bytes = ...,
        time_condition: _enums.TimeCondition | str | bytes = ...,
        order_memo: str | bytes = ...,
        session_req_seq: int = ...,
    ) -> Self: ...

class QuoteAction(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    quote_action_ref: _F[int]
    quote_ref: _F[str]
    request_id: _F[int]
    front_id: _F[int]
    session_id: _F[int]
    exchange_id: _F[str]
    quote_sys_id: _F[str]
    action_flag: _F[_enums.ActionFlag | str]
    action_date: _F[str]
    action_time: _F[str]
    trader_id: _F[str]
    install_id: _F[int]
    quote_local_id: _F[str]
    action_local_id: _F[str]
    participant_id: _F[str]
    client_id: _F[str]
    business_unit: _F[str]
    order_action_status: _F[_enums.OrderActionStatus | str]
    user_id: _F[str]
    status_msg: _F[str]
    instrument_id: _F[str]
    branch_id: _F[str]
    invest_unit_id: _F[str]
    mac_address: _F[str]
    ip_address: _F[str]
    order_memo: _F[str]
    session_req_seq: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        quote_action_ref: int = ...,
        quote_ref: str | bytes = ...,
        request_id: int = ...,
        front_id: int = ...,
        session_id: int = ...,
        exchange_id: str | bytes = ...,
        quote_sys_id: str | bytes = ...,
        action_flag: _enums.ActionFlag | str | bytes = ...,
        action_date: str | bytes = ...,
        action_time: str | bytes = ...,
        trader_id: str | bytes = ...,
        install_id: int = ...,
        quote_local_id: str | bytes = ...,
        action_local_id: str | bytes = ...,
        participant_id: str | bytes = ...,
        client_id: str | bytes = ...,
        business_unit: str | bytes = ...,
        order_action_status: _enums.OrderActionStatus | str | bytes = ...,
        user_id: str | bytes = ...,
        status_msg: str | bytes = ...,
        instrument_id: str | bytes = ...,
        branch_id: str | bytes = ...,
        invest_unit_id: str | bytes = ...,
        mac_address: str | bytes = ...,
        ip_address: str | bytes = ...,
        order_memo: str | bytes = ...,
        session_req_seq: int = ...,
    ) -> Self: ...

class RCAMSCombProductInfo(Record):
    trading_day: _F[str]
    exchange_id: _F[str]
    product_id: _F[str]
    comb_product_id: _F[str]
    product_group_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        trading_day: str | bytes = ...,
        exchange_id: str | bytes = ...,
        product_id: str | bytes = ...,
        comb_product_id: str | bytes = ...,
        product_group_id: str | bytes = ...,
    ) -> Self: ...

class RCAMSInstrParameter(Record):
    trading_day: _F[str]
    exchange_id: _F[str]
    product_id: _F[str]
    hedge_rate: _F[float]
    def __new__(
        cls,
        *,
        version: str | None = None,
        trading_day: str | bytes = ...,
        exchange_id: str | bytes = ...,
        product_id: str | bytes = ...,
        hedge_rate: float = ...,
    ) -> Self: ...

class RCAMSInterParameter(Record):
    trading_day: _F[str]
    exchange_id: _F[str]
    product_group_id: _F[str]
    priority: _F[int]
    credit_rate: _F[float]
    comb_product1: _F[str]
    comb_product2: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        trading_day: str | bytes = ...,
        exchange_id: str | bytes = ...,
        product_group_id: str | bytes = ...,
        priority: int = ...,
        credit_rate: float = ...,
        comb_product1: str | bytes = ...,
        comb_product2: str | bytes = ...,
    ) -> Self: ...

class RCAMSIntraParameter(Record):
    trading_day: _F[str]
    exchange_id: _F[str]
    comb_product_id: _F[str]
    hedge_rate: _F[float]
    def __new__(
        cls,
        *,
        version: str | None = None,
        trading_day: str | bytes = ...,
        exchange_id: str | bytes = ...,
        comb_product_id: str | bytes = ...,
        hedge_rate: float = ...,
    ) -> Self: ...

class RCAMSInvestorCombPosition(Record):
    exchange_id: _F[str]
    broker_id: _F[str]
    investor_id: _F[str]
    instrument_id: _F[str]
    hedge_flag: _F[_enums.HedgeFlag | str]
    posi_direction: _F[_enums.PosiDirection | str]
    comb_instrument_id: _F[str]
    leg_id: _F[int]
    exchange_inst_id: _F[str]
    total_amt: _F[int]
    exch_margin: _F[float]
    margin: _F[float]
    def __new__(
        cls,
        *,
        version: str | None = None,
        exchange_id: str | bytes = ...,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        instrument_id: str | bytes = ...,
        hedge_flag: _enums.HedgeFlag | str | bytes = ...,
        posi_direction: _enums.PosiDirection | str | bytes = ...,
        comb_instrument_id: str | bytes = ...,
        leg_id: int = ...,
        exchange_inst_id: str | bytes = ...,
        total_amt: int = ...,
        exch_margin: float = ...,
        margin: float = ...,
    ) -> Self: ...

class RCAMSShortOptAdjustParam(Record):
    trading_day: _F[str]
    exchange_id: _F[str]
    comb_product_id: _F[str]
    hedge_flag: _F[_enums.HedgeFlag | str]
    adjust_value: _F[float]
    def __new__(
        cls,
        *,
        version: str | None = None,
        trading_day: str | bytes = ...,
        exchange_id: str | bytes = ...,
        comb_product_id: str | bytes = ...,
        hedge_flag: _enums.HedgeFlag | str | bytes = ...,
        adjust_value: float = ...,
    ) -> Self: ...

class RULEInstrParameter(Record):
    trading_day: _F[str]
    exchange_id: _F[str]
    instrument_id: _F[str]
    instrument_class: _F[_enums.InstrumentClass | str]
    std_instrument_id: _F[str]
    b_spec_ratio: _F[float]
    s_spec_ratio: _F[float]
    b_hedge_ratio: _F[float]
    s_hedge_ratio: _F[float]
    b_add_on_margin: _F[float]
    s_add_on_margin: _F[float]
    commodity_group_id: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        trading_day: str | bytes = ...,
        exchange_id: str | bytes = ...,
        instrument_id: str | bytes = ...,
        instrument_class: _enums.InstrumentClass | str | bytes = ...,
        std_instrument_id: str | bytes = ...,
        b_spec_ratio: float = ...,
        s_spec_ratio: float = ...,
        b_hedge_ratio: float = ...,
        s_hedge_ratio: float = ...,
        b_add_on_margin: float = ...,
        s_add_on_margin: float = ...,
        commodity_group_id: int = ...,
    ) -> Self: ...

class RULEInterParameter(Record):
    trading_day: _F[str]
    exchange_id: _F[str]
    spread_id: _F[int]
    inter_rate: _F[float]
    leg1_prod_family_code: _F[str]
    leg2_prod_family_code: _F[str]
    leg1_prop_factor: _F[int]
    leg2_prop_factor: _F[int]
    commodity_group_id: _F[int]
    commodity_group_name: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        trading_day: str | bytes = ...,
        exchange_id: str | bytes = ...,
        spread_id: int = ...,
        inter_rate: float = ...,
        leg1_prod_family_code: str | bytes = ...,
        leg2_prod_family_code: str | bytes = ...,
        leg1_prop_factor: int = ...,
        leg2_prop_factor: int = ...,
        commodity_group_id: int = ...,
        commodity_group_name: str | bytes = ...,
    ) -> Self: ...

class RULEIntraParameter(Record):
    trading_day: _F[str]
    exchange_id: _F[str]
    prod_family_code: _F[str]
    std_instrument_id: _F[str]
    std_instr_margin: _F[float]
    usual_intra_rate: _F[float]
    delivery_intra_rate: _F[float]
    def __new__(
        cls,
        *,
        version: str | None = None,
        trading_day: str | bytes = ...,
        exchange_id: str | bytes = ...,
        prod_family_code: str | bytes = ...,
        std_instrument_id: str | bytes = ...,
        std_instr_margin: float = ...,
        usual_intra_rate: float = ...,
        delivery_intra_rate: float = ...,
    ) -> Self: ...

class RemoveParkedOrder(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    parked_order_id: _F[str]
    invest_unit_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        parked_order_id: str | bytes = ...,
        invest_unit_id: str | bytes = ...,
    ) -> Self: ...

class RemoveParkedOrderAction(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    parked_order_action_id: _F[str]
    invest_unit_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        parked_order_action_id: str | bytes = ...,
        invest_unit_id: str | bytes = ...,
    ) -> Self: ...

class ReqApiHandshake(Record):
    crypto_key_version: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        crypto_key_version: str | bytes = ...,
    ) -> Self: ...

class ReqAuthenticate(Record):
    broker_id: _F[str]
    user_id: _F[str]
    user_product_info: _F[str]
    auth_code: _F[str]
    app_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        user_id: str | bytes = ...,
        user_product_info: str | bytes = ...,
        auth_code: str | bytes | _Secret = ...,
        app_id: str | bytes = ...,
    ) -> Self: ...

class ReqCancelAccount(Record):
    trade_code: _F[str]
    bank_id: _F[str]
    bank_branch_id: _F[str]
    broker_id: _F[str]
    broker_branch_id: _F[str]
    trade_date: _F[str]
    trade_time: _F[str]
    bank_serial: _F[str]
    trading_day: _F[str]
    plate_serial: _F[int]
    last_fragment: _F[_enums.LastFragment | str]
    session_id: _F[int]
    customer_name: _F[str]
    id_card_type: _F[_enums.IdCardType | str]
    identified_card_no: _F[str]
    gender: _F[_enums.Gender | str]
    country_code: _F[str]
    cust_type: _F[_enums.CustType | str]
    address: _F[str]
    zip_code: _F[str]
    telephone: _F[str]
    mobile_phone: _F[str]
    fax: _F[str]
    e_mail: _F[str]
    money_account_status: _F[_enums.MoneyAccountStatus | str]
    bank_account: _F[str]
    bank_pass_word: _F[str]
    account_id: _F[str]
    password: _F[str]
    install_id: _F[int]
    verify_cert_no_flag: _F[_enums.YesNoIndicator | str]
    currency_id: _F[str]
    cash_exchange_code: _F[_enums.CashExchangeCode | str]
    digest: _F[str]
    bank_acc_type: _F[_enums.BankAccType | str]
    device_id: _F[str]
    bank_secu_acc_type: _F[_enums.BankAccType | str]
    broker_id_by_bank: _F[str]
    bank_secu_acc: _F[str]
    bank_pwd_flag: _F[_enums.PwdFlag | str]
    secu_pwd_flag: _F[_enums.PwdFlag | str]
    oper_no: _F[str]
    tid: _F[int]
    user_id: _F[str]
    long_customer_name: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        trade_code: str | bytes = ...,
        bank_id: str | bytes = ...,
        bank_branch_id: str | bytes = ...,
        broker_id: str | bytes = ...,
        broker_branch_id: str | bytes = ...,
        trade_date: str | bytes = ...,
        trade_time: str | bytes = ...,
        bank_serial: str | bytes = ...,
        trading_day: str | bytes = ...,
        plate_serial: int = ...,
        last_fragment: _enums.LastFragment | str | bytes = ...,
        session_id: int = ...,
        customer_name: str | bytes = ...,
        id_card_type: _enums.IdCardType | str | bytes = ...,
        identified_card_no: str | bytes = ...,
        gender: _enums.Gender | str | bytes = ...,
        country_code: str | bytes = ...,
        cust_type: _enums.CustType | str | bytes = ...,
        address: str | bytes = ...,
        zip_code: str | bytes = ...,
        telephone: str | bytes = ...,
        mobile_phone: str | bytes = ...,
        fax: str | bytes = ...,
        e_mail: str | bytes = ...,
        money_account_status: _enums.MoneyAccountStatus | str | bytes = ...,
        bank_account: str | bytes = ...,
        bank_pass_word: str | bytes | _Secret = ...,
        account_id: str | bytes = ...,
        password: str | bytes | _Secret = ...,
        install_id: int = ...,
        verify_cert_no_flag: _enums.YesNoIndicator | str | bytes = ...,
        currency_id: str | bytes = ...,
        cash_exchange_code: _enums.CashExchangeCode | str | bytes = ...,
        digest: str | bytes | _Secret = ...,
        bank_acc_type: _enums.BankAccType | str | bytes = ...,
        device_id: str | bytes = ...,
        bank_secu_acc_type: _enums.BankAccType | str | bytes = ...,
        broker_id_by_bank: str | bytes = ...,
        bank_secu_acc: str | bytes = ...,
        bank_pwd_flag: _enums.PwdFlag | str | bytes = ...,
        secu_pwd_flag: _enums.PwdFlag | str | bytes = ...,
        oper_no: str | bytes = ...,
        tid: int = ...,
        user_id: str | bytes = ...,
        long_customer_name: str | bytes = ...,
    ) -> Self: ...

class ReqChangeAccount(Record):
    trade_code: _F[str]
    bank_id: _F[str]
    bank_branch_id: _F[str]
    broker_id: _F[str]
    broker_branch_id: _F[str]
    trade_date: _F[str]
    trade_time: _F[str]
    bank_serial: _F[str]
    trading_day: _F[str]
    plate_serial: _F[int]
    last_fragment: _F[_enums.LastFragment | str]
    session_id: _F[int]
    customer_name: _F[str]
    id_card_type: _F[_enums.IdCardType | str]
    identified_card_no: _F[str]
    gender: _F[_enums.Gender | str]
    country_code: _F[str]
    cust_type: _F[_enums.CustType | str]
    address: _F[str]
    zip_code: _F[str]
    telephone: _F[str]
    mobile_phone: _F[str]
    fax: _F[str]
    e_mail: _F[str]
    money_account_status: _F[_enums.MoneyAccountStatus | str]
    bank_account: _F[str]
    bank_pass_word: _F[str]
    new_bank_account: _F[str]
    new_bank_pass_word: _F[str]
    account_id: _F[str]
    password: _F[str]
    bank_acc_type: _F[_enums.BankAccType | str]
    install_id: _F[int]
    verify_cert_no_flag: _F[_enums.YesNoIndicator | str]
    currency_id: _F[str]
    broker_id_by_bank: _F[str]
    bank_pwd_flag: _F[_enums.PwdFlag | str]
    secu_pwd_flag: _F[_enums.PwdFlag | str]
    tid: _F[int]
    digest: _F[str]
    long_customer_name: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        trade_code: str | bytes = ...,
        bank_id: str | bytes = ...,
        bank_branch_id: str | bytes = ...,
        broker_id: str | bytes = ...,
        broker_branch_id: str | bytes = ...,
        trade_date: str | bytes = ...,
        trade_time: str | bytes = ...,
        bank_serial: str | bytes = ...,
        trading_day: str | bytes = ...,
        plate_serial: int = ...,
        last_fragment: _enums.LastFragment | str | bytes = ...,
        session_id: int = ...,
        customer_name: str | bytes = ...,
        id_card_type: _enums.IdCardType | str | bytes = ...,
        identified_card_no: str | bytes = ...,
        gender: _enums.Gender | str | bytes = ...,
        country_code: str | bytes = ...,
        cust_type: _enums.CustType | str | bytes = ...,
        address: str | bytes = ...,
        zip_code: str | bytes = ...,
        telephone: str | bytes = ...,
        mobile_phone: str | bytes = ...,
        fax: str | bytes = ...,
        e_mail: str | bytes = ...,
        money_account_status: _enums.MoneyAccountStatus | str | bytes = ...,
        bank_account: str | bytes = ...,
        bank_pass_word: str | bytes | _Secret = ...,
        new_bank_account: str | bytes = ...,
        new_bank_pass_word: str | bytes | _Secret = ...,
        account_id: str | bytes = ...,
        password: str | bytes | _Secret = ...,
        bank_acc_type: _enums.BankAccType | str | bytes = ...,
        install_id: int = ...,
        verify_cert_no_flag: _enums.YesNoIndicator | str | bytes = ...,
        currency_id: str | bytes = ...,
        broker_id_by_bank: str | bytes = ...,
        bank_pwd_flag: _enums.PwdFlag | str | bytes = ...,
        secu_pwd_flag: _enums.PwdFlag | str | bytes = ...,
        tid: int = ...,
        digest: str | bytes | _Secret = ...,
        long_customer_name: str | bytes = ...,
    ) -> Self: ...

class ReqDayEndFileReady(Record):
    trade_code: _F[str]
    bank_id: _F[str]
    bank_branch_id: _F[str]
    broker_id: _F[str]
    broker_branch_id: _F[str]
    trade_date: _F[str]
    trade_time: _F[str]
    bank_serial: _F[str]
    trading_day: _F[str]
    plate_serial: _F[int]
    last_fragment: _F[_enums.LastFragment | str]
    session_id: _F[int]
    file_business_code: _F[_enums.FileBusinessCode | str]
    digest: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        trade_code: str | bytes = ...,
        bank_id: str | bytes = ...,
        bank_branch_id: str | bytes = ...,
        broker_id: str | bytes = ...,
        broker_branch_id: str | bytes = ...,
        trade_date: str | bytes = ...,
        trade_time: str | bytes = ...,
        bank_serial: str | bytes = ...,
        trading_day: str | bytes = ...,
        plate_serial: int = ...,
        last_fragment: _enums.LastFragment | str | bytes = ...,
        session_id: int = ...,
        file_business_code: _enums.FileBusinessCode | str | bytes = ...,
        digest: str | bytes | _Secret = ...,
    ) -> Self: ...

class ReqFutureSignOut(Record):
    trade_code: _F[str]
    bank_id: _F[str]
    bank_branch_id: _F[str]
    broker_id: _F[str]
    broker_branch_id: _F[str]
    trade_date: _F[str]
    trade_time: _F[str]
    bank_serial: _F[str]
    trading_day: _F[str]
    plate_serial: _F[int]
    last_fragment: _F[_enums.LastFragment | str]
    session_id: _F[int]
    install_id: _F[int]
    user_id: _F[str]
    digest: _F[str]
    currency_id: _F[str]
    device_id: _F[str]
    broker_id_by_bank: _F[str]
    oper_no: _F[str]
    request_id: _F[int]
    tid: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        trade_code: str | bytes = ...,
        bank_id: str | bytes = ...,
        bank_branch_id: str | bytes = ...,
        broker_id: str | bytes = ...,
        broker_branch_id: str | bytes = ...,
        trade_date: str | bytes = ...,
        trade_time: str | bytes = ...,
        bank_serial: str | bytes = ...,
        trading_day: str | bytes = ...,
        plate_serial: int = ...,
        last_fragment: _enums.LastFragment | str | bytes = ...,
        session_id: int = ...,
        install_id: int = ...,
        user_id: str | bytes = ...,
        digest: str | bytes | _Secret = ...,
        currency_id: str | bytes = ...,
        device_id: str | bytes = ...,
        broker_id_by_bank: str | bytes = ...,
        oper_no: str | bytes = ...,
        request_id: int = ...,
        tid: int = ...,
    ) -> Self: ...

class ReqGenSMSCode(Record):
    broker_id: _F[str]
    user_id: _F[str]
    mobile: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        user_id: str | bytes = ...,
        mobile: str | bytes = ...,
    ) -> Self: ...

class ReqGenUserCaptcha(Record):
    trading_day: _F[str]
    broker_id: _F[str]
    user_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        trading_day: str | bytes = ...,
        broker_id: str | bytes = ...,
        user_id: str | bytes = ...,
    ) -> Self: ...

class ReqGenUserText(Record):
    trading_day: _F[str]
    broker_id: _F[str]
    user_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        trading_day: str | bytes = ...,
        broker_id: str | bytes = ...,
        user_id: str | bytes = ...,
    ) -> Self: ...

class ReqOpenAccount(Record):
    trade_code: _F[str]
    bank_id: _F[str]
    bank_branch_id: _F[str]
    broker_id: _F[str]
    broker_branch_id: _F[str]
    trade_date: _F[str]
    trade_time: _F[str]
    bank_serial: _F[str]
    trading_day: _F[str]
    plate_serial: _F[int]
    last_fragment: _F[_enums.LastFragment | str]
    session_id: _F[int]
    customer_name: _F[str]
    id_card_type: _F[_enums.IdCardType | str]
    identified_card_no: _F[str]
    gender: _F[_enums.Gender | str]
    country_code: _F[str]
    cust_type: _F[_enums.CustType | str]
    address: _F[str]
    zip_code: _F[str]
    telephone: _F[str]
    mobile_phone: _F[str]
    fax: _F[str]
    e_mail: _F[str]
    money_account_status: _F[_enums.MoneyAccountStatus | str]
    bank_account: _F[str]
    bank_pass_word: _F[str]
    account_id: _F[str]
    password: _F[str]
    install_id: _F[int]
    verify_cert_no_flag: _F[_enums.YesNoIndicator | str]
    currency_id: _F[str]
    cash_exchange_code: _F[_enums.CashExchangeCode | str]
    digest: _F[str]
    bank_acc_type: _F[_enums.BankAccType | str]
    device_id: _F[str]
    bank_secu_acc_type: _F[_enums.BankAccType | str]
    broker_id_by_bank: _F[str]
    bank_secu_acc: _F[str]
    bank_pwd_flag: _F[_enums.PwdFlag | str]
    secu_pwd_flag: _F[_enums.PwdFlag | str]
    oper_no: _F[str]
    tid: _F[int]
    user_id: _F[str]
    long_customer_name: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        trade_code: str | bytes = ...,
        bank_id: str | bytes = ...,
        bank_branch_id: str | bytes = ...,
        broker_id: str | bytes = ...,
        broker_branch_id: str | bytes = ...,
        trade_date: str | bytes = ...,
        trade_time: str | bytes = ...,
        bank_serial: str | bytes = ...,
        trading_day: str | bytes = ...,
        plate_serial: int = ...,
        last_fragment: _enums.LastFragment | str | bytes = ...,
        session_id: int = ...,
        customer_name: str | bytes = ...,
        id_card_type: _enums.IdCardType | str | bytes = ...,
        identified_card_no: str | bytes = ...,
        gender: _enums.Gender | str | bytes = ...,
        country_code: str | bytes = ...,
        cust_type: _enums.CustType | str | bytes = ...,
        address: str | bytes = ...,
        zip_code: str | bytes = ...,
        telephone: str | bytes = ...,
        mobile_phone: str | bytes = ...,
        fax: str | bytes = ...,
        e_mail: str | bytes = ...,
        money_account_status: _enums.MoneyAccountStatus | str | bytes = ...,
        bank_account: str | bytes = ...,
        bank_pass_word: str | bytes | _Secret = ...,
        account_id: str | bytes = ...,
        password: str | bytes | _Secret = ...,
        install_id: int = ...,
        verify_cert_no_flag: _enums.YesNoIndicator | str | bytes = ...,
        currency_id: str | bytes = ...,
        cash_exchange_code: _enums.CashExchangeCode | str | bytes = ...,
        digest: str | bytes | _Secret = ...,
        bank_acc_type: _enums.BankAccType | str | bytes = ...,
        device_id: str | bytes = ...,
        bank_secu_acc_type: _enums.BankAccType | str | bytes = ...,
        broker_id_by_bank: str | bytes = ...,
        bank_secu_acc: str | bytes = ...,
        bank_pwd_flag: _enums.PwdFlag | str | bytes = ...,
        secu_pwd_flag: _enums.PwdFlag | str | bytes = ...,
        oper_no: str | bytes = ...,
        tid: int = ...,
        user_id: str | bytes = ...,
        long_customer_name: str | bytes = ...,
    ) -> Self: ...

class ReqQueryAccount(Record):
    trade_code: _F[str]
    bank_id: _F[str]
    bank_branch_id: _F[str]
    broker_id: _F[str]
    broker_branch_id: _F[str]
    trade_date: _F[str]
    trade_time: _F[str]
    bank_serial: _F[str]
    trading_day: _F[str]
    plate_serial: _F[int]
    last_fragment: _F[_enums.LastFragment | str]
    session_id: _F[int]
    customer_name: _F[str]
    id_card_type: _F[_enums.IdCardType | str]
    identified_card_no: _F[str]
    cust_type: _F[_enums.CustType | str]
    bank_account: _F[str]
    bank_pass_word: _F[str]
    account_id: _F[str]
    password: _F[str]
    future_serial: _F[int]
    install_id: _F[int]
    user_id: _F[str]
    verify_cert_no_flag: _F[_enums.YesNoIndicator | str]
    currency_id: _F[str]
    digest: _F[str]
    bank_acc_type: _F[_enums.BankAccType | str]
    device_id: _F[str]
    bank_secu_acc_type: _F[_enums.BankAccType | str]
    broker_id_by_bank: _F[str]
    bank_secu_acc: _F[str]
    bank_pwd_flag: _F[_enums.PwdFlag | str]
    secu_pwd_flag: _F[_enums.PwdFlag | str]
    oper_no: _F[str]
    request_id: _F[int]
    tid: _F[int]
    long_customer_name: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        trade_code: str | bytes = ...,
        bank_id: str | bytes = ...,
        bank_branch_id: str | bytes = ...,
        broker_id: str | bytes = ...,
        broker_branch_id: str | bytes = ...,
        trade_date: str | bytes = ...,
        trade_time: str | bytes = ...,
        bank_serial: str | bytes = ...,
        trading_day: str | bytes = ...,
        plate_serial: int = ...,
        last_fragment: _enums.LastFragment | str | bytes = ...,
        session_id: int = ...,
        customer_name: str | bytes = ...,
        id_card_type: _enums.IdCardType | str | bytes = ...,
        identified_card_no: str | bytes = ...,
        cust_type: _enums.CustType | str | bytes = ...,
        bank_account: str | bytes = ...,
        bank_pass_word: str | bytes | _Secret = ...,
        account_id: str | bytes = ...,
        password: str | bytes | _Secret = ...,
        future_serial: int = ...,
        install_id: int = ...,
        user_id: str | bytes = ...,
        verify_cert_no_flag: _enums.YesNoIndicator | str | bytes = ...,
        currency_id: str | bytes = ...,
        digest: str | bytes | _Secret = ...,
        bank_acc_type: _enums.BankAccType | str | bytes = ...,
        device_id: str | bytes = ...,
        bank_secu_acc_type: _enums.BankAccType | str | bytes = ...,
        broker_id_by_bank: str | bytes = ...,
        bank_secu_acc: str | bytes = ...,
        bank_pwd_flag: _enums.PwdFlag | str | bytes = ...,
        secu_pwd_flag: _enums.PwdFlag | str | bytes = ...,
        oper_no: str | bytes = ...,
        request_id: int = ...,
        tid: int = ...,
        long_customer_name: str | bytes = ...,
    ) -> Self: ...

class ReqQueryBankAccountBySec(Record):
    trade_code: _F[str]
    bank_id: _F[str]
    bank_branch_id: _F[str]
    broker_id: _F[str]
    broker_branch_id: _F[str]
    trade_date: _F[str]
    trade_time: _F[str]
    bank_serial: _F[str]
    trading_day: _F[str]
    plate_serial: _F[int]
    last_fragment: _F[_enums.LastFragment | str]
    session_id: _F[int]
    customer_name: _F[str]
    id_card_type: _F[_enums.IdCardType | str]
    identified_card_no: _F[str]
    cust_type: _F[_enums.CustType | str]
    bank_account: _F[str]
    bank_pass_word: _F[str]
    account_id: _F[str]
    password: _F[str]
    future_serial: _F[int]
    install_id: _F[int]
    user_id: _F[str]
    verify_cert_no_flag: _F[_enums.YesNoIndicator | str]
    currency_id: _F[str]
    digest: _F[str]
    bank_acc_type: _F[_enums.BankAccType | str]
    device_id: _F[str]
    bank_secu_acc_type: _F[_enums.BankAccType | str]
    broker_id_by_bank: _F[str]
    bank_secu_acc: _F[str]
    bank_pwd_flag: _F[_enums.PwdFlag | str]
    secu_pwd_flag: _F[_enums.PwdFlag | str]
    oper_no: _F[str]
    request_id: _F[int]
    tid: _F[int]
    long_customer_name: _F[str]
    dr_identity_id: _F[int]
    sec_future_serial: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        trade_code: str | bytes = ...,
        bank_id: str | bytes = ...,
        bank_branch_id: str | bytes = ...,
        broker_id: str | bytes = ...,
        broker_branch_id: str | bytes = ...,
        trade_date: str | bytes = ...,
        trade_time: str | bytes = ...,
        bank_serial: str | bytes = ...,
        trading_day: str | bytes = ...,
        plate_serial: int = ...,
        last_fragment: _enums.LastFragment | str | bytes = ...,
        session_id: int = ...,
        customer_name: str | bytes = ...,
        id_card_type: _enums.IdCardType | str | bytes = ...,
        identified_card_no: str | bytes = ...,
        cust_type: _enums.CustType | str | bytes = ...,
        bank_account: str | bytes = ...,
        bank_pass_word: str | bytes | _Secret = ...,
        account_id: str | bytes = ...,
        password: str | bytes | _Secret = ...,
        future_serial: int = ...,
        install_id: int = ...,
        user_id: str | bytes = ...,
        verify_cert_no_flag: _enums.YesNoIndicator | str | bytes = ...,
        currency_id: str | bytes = ...,
        digest: str | bytes | _Secret = ...,
        bank_acc_type: _enums.BankAccType | str | bytes = ...,
        device_id: str | bytes = ...,
        bank_secu_acc_type: _enums.BankAccType | str | bytes = ...,
        broker_id_by_bank: str | bytes = ...,
        bank_secu_acc: str | bytes = ...,
        bank_pwd_flag: _enums.PwdFlag | str | bytes = ...,
        secu_pwd_flag: _enums.PwdFlag | str | bytes = ...,
        oper_no: str | bytes = ...,
        request_id: int = ...,
        tid: int = ...,
        long_customer_name: str | bytes = ...,
        dr_identity_id: int = ...,
        sec_future_serial: int = ...,
    ) -> Self: ...

class ReqQueryTradeResultBySerial(Record):
    trade_code: _F[str]
    bank_id: _F[str]
    bank_branch_id: _F[str]
    broker_id: _F[str]
    broker_branch_id: _F[str]
    trade_date: _F[str]
    trade_time: _F[str]
    bank_serial: _F[str]
    trading_day: _F[str]
    plate_serial: _F[int]
    last_fragment: _F[_enums.LastFragment | str]
    session_id: _F[int]
    reference: _F[int]
    refrence_issure_type: _F[_enums.InstitutionType | str]
    refrence_issure: _F[str]
    customer_name: _F[str]
    id_card_type: _F[_enums.IdCardType | str]
    identified_card_no: _F[str]
    cust_type: _F[_enums.CustType | str]
    bank_account: _F[str]
    bank_pass_word: _F[str]
    account_id: _F[str]
    password: _F[str]
    currency_id: _F[str]
    trade_amount: _F[float]
    digest: _F[str]
    long_customer_name: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        trade_code: str | bytes = ...,
        bank_id: str | bytes = ...,
        bank_branch_id: str | bytes = ...,
        broker_id: str | bytes = ...,
        broker_branch_id: str | bytes = ...,
        trade_date: str | bytes = ...,
        trade_time: str | bytes = ...,
        bank_serial: str | bytes = ...,
        trading_day: str | bytes = ...,
        plate_serial: int = ...,
        last_fragment: _enums.LastFragment | str | bytes = ...,
        session_id: int = ...,
        reference: int = ...,
        refrence_issure_type: _enums.InstitutionType | str | bytes = ...,
        refrence_issure: str | bytes = ...,
        customer_name: str | bytes = ...,
        id_card_type: _enums.IdCardType | str | bytes = ...,
        identified_card_no: str | bytes = ...,
        cust_type: _enums.CustType | str | bytes = ...,
        bank_account: str | bytes = ...,
        bank_pass_word: str | bytes | _Secret = ...,
        account_id: str | bytes = ...,
        password: str | bytes | _Secret = ...,
        currency_id: str | bytes = ...,
        trade_amount: float = ...,
        digest: str | bytes | _Secret = ...,
        long_customer_name: str | bytes = ...,
    ) -> Self: ...

class ReqRepeal(Record):
    repeal_time_interval: _F[int]
    repealed_times: _F[int]
    bank_repeal_flag: _F[_enums.BankRepealFlag | str]
    broker_repeal_flag: _F[_enums.BrokerRepealFlag | str]
    plate_repeal_serial: _F[int]
    bank_repeal_serial: _F[str]
    future_repeal_serial: _F[int]
    trade_code: _F[str]
    bank_id: _F[str]
    bank_branch_id: _F[str]
    broker_id: _F[str]
    broker_branch_id: _F[str]
    trade_date: _F[str]
    trade_time: _F[str]
    bank_serial: _F[str]
    trading_day: _F[str]
    plate_serial: _F[int]
    last_fragment: _F[_enums.LastFragment | str]
    session_id: _F[int]
    customer_name: _F[str]
    id_card_type: _F[_enums.IdCardType | str]
    identified_card_no: _F[str]
    cust_type: _F[_enums.CustType | str]
    bank_account: _F[str]
    bank_pass_word: _F[str]
    account_id: _F[str]
    password: _F[str]
    install_id: _F[int]
    future_serial: _F[int]
    user_id: _F[str]
    verify_cert_no_flag: _F[_enums.YesNoIndicator | str]
    currency_id: _F[str]
    trade_amount: _F[float]
    future_fetch_amount: _F[float]
    fee_pay_flag: _F[_enums.FeePayFlag | str]
    cust_fee: _F[float]
    broker_fee: _F[float]
    message: _F[str]
    digest: _F[str]
    bank_acc_type: _F[_enums.BankAccType | str]
    device_id: _F[str]
    bank_secu_acc_type: _F[_enums.BankAccType | str]
    broker_id_by_bank: _F[str]
    bank_secu_acc: _F[str]
    bank_pwd_flag: _F[_enums.PwdFlag | str]
    secu_pwd_flag: _F[_enums.PwdFlag | str]
    oper_no: _F[str]
    request_id: _F[int]
    tid: _F[int]
    transfer_status: _F[_enums.TransferStatus | str]
    long_customer_name: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        repeal_time_interval: int = ...,
        repealed_times: int = ...,
        bank_repeal_flag: _enums.BankRepealFlag | str | bytes = ...,
        broker_repeal_flag: _enums.BrokerRepealFlag | str | bytes = ...,
        plate_repeal_serial: int = ...,
        bank_repeal_serial: str | bytes = ...,
        future_repeal_serial: int = ...,
        trade_code: str | bytes = ...,
        bank_id: str | bytes = ...,
        bank_branch_id: str | bytes = ...,
        broker_id: str | bytes = ...,
        broker_branch_id: str | bytes = ...,
        trade_date: str | bytes = ...,
        trade_time: str | bytes = ...,
        bank_serial: str | bytes = ...,
        trading_day: str | bytes = ...,
        plate_serial: int = ...,
        last_fragment: _enums.LastFragment | str | bytes = ...,
        session_id: int = ...,
        customer_name: str | bytes = ...,
        id_card_type: _enums.IdCardType | str | bytes = ...,
        identified_card_no: str | bytes = ...,
        cust_type: _enums.CustType | str | bytes = ...,
        bank_account: str | bytes = ...,
        bank_pass_word: str | bytes | _Secret = ...,
        account_id: str | bytes = ...,
        password: str | bytes | _Secret = ...,
        install_id: int = ...,
        future_serial: int = ...,
        user_id: str | bytes = ...,
        verify_cert_no_flag: _enums.YesNoIndicator | str | bytes = ...,
        currency_id: str | bytes = ...,
        trade_amount: float = ...,
        future_fetch_amount: float = ...,
        fee_pay_flag: _enums.FeePayFlag | str | bytes = ...,
        cust_fee: float = ...,
        broker_fee: float = ...,
        message: str | bytes = ...,
        digest: str | bytes | _Secret = ...,
        bank_acc_type: _enums.BankAccType | str | bytes = ...,
        device_id: str | bytes = ...,
        bank_secu_acc_type: _enums.BankAccType | str | bytes = ...,
        broker_id_by_bank: str | bytes = ...,
        bank_secu_acc: str | bytes = ...,
        bank_pwd_flag: _enums.PwdFlag | str | bytes = ...,
        secu_pwd_flag: _enums.PwdFlag | str | bytes = ...,
        oper_no: str | bytes = ...,
        request_id: int = ...,
        tid: int = ...,
        transfer_status: _enums.TransferStatus | str | bytes = ...,
        long_customer_name: str | bytes = ...,
    ) -> Self: ...

class ReqSyncKey(Record):
    trade_code: _F[str]
    bank_id: _F[str]
    bank_branch_id: _F[str]
    broker_id: _F[str]
    broker_branch_id: _F[str]
    trade_date: _F[str]
    trade_time: _F[str]
    bank_serial: _F[str]
    trading_day: _F[str]
    plate_serial: _F[int]
    last_fragment: _F[_enums.LastFragment | str]
    session_id: _F[int]
    install_id: _F[int]
    user_id: _F[str]
    message: _F[str]
    device_id: _F[str]
    broker_id_by_bank: _F[str]
    oper_no: _F[str]
    request_id: _F[int]
    tid: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        trade_code: str | bytes = ...,
        bank_id: str | bytes = ...,
        bank_branch_id: str | bytes = ...,
        broker_id: str | bytes = ...,
        broker_branch_id: str | bytes = ...,
        trade_date: str | bytes = ...,
        trade_time: str | bytes = ...,
        bank_serial: str | bytes = ...,
        trading_day: str | bytes = ...,
        plate_serial: int = ...,
        last_fragment: _enums.LastFragment | str | bytes = ...,
        session_id: int = ...,
        install_id: int = ...,
        user_id: str | bytes = ...,
        message: str | bytes = ...,
        device_id: str | bytes = ...,
        broker_id_by_bank: str | bytes = ...,
        oper_no: str | bytes = ...,
        request_id: int = ...,
        tid: int = ...,
    ) -> Self: ...

class ReqTransfer(Record):
    trade_code: _F[str]
    bank_id: _F[str]
    bank_branch_id: _F[str]
    broker_id: _F[str]
    broker_branch_id: _F[str]
    trade_date: _F[str]
    trade_time: _F[str]
    bank_serial: _F[str]
    trading_day: _F[str]
    plate_serial: _F[int]
    last_fragment: _F[_enums.LastFragment | str]
    session_id: _F[int]
    customer_name: _F[str]
    id_card_type: _F[_enums.IdCardType | str]
    identified_card_no: _F[str]
    cust_type: _F[_enums.CustType | str]
    bank_account: _F[str]
    bank_pass_word: _F[str]
    account_id: _F[str]
    password: _F[str]
    install_id: _F[int]
    future_serial: _F[int]
    user_id: _F[str]
    verify_cert_no_flag: _F[_enums.YesNoIndicator | str]
    currency_id: _F[str]
    trade_amount: _F[float]
    future_fetch_amount: _F[float]
    fee_pay_flag: _F[_enums.FeePayFlag | str]
    cust_fee: _F[float]
    broker_fee: _F[float]
    message: _F[str]
    digest: _F[str]
    bank_acc_type: _F[_enums.BankAccType | str]
    device_id: _F[str]
    bank_secu_acc_type: _F[_enums.BankAccType | str]
    broker_id_by_bank: _F[str]
    bank_secu_acc: _F[str]
    bank_pwd_flag: _F[_enums.PwdFlag | str]
    secu_pwd_flag: _F[_enums.PwdFlag | str]
    oper_no: _F[str]
    request_id: _F[int]
    tid: _F[int]
    transfer_status: _F[_enums.TransferStatus | str]
    long_customer_name: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        trade_code: str | bytes = ...,
        bank_id: str | bytes = ...,
        bank_branch_id: str | bytes = ...,
        broker_id: str | bytes = ...,
        broker_branch_id: str | bytes = ...,
        trade_date: str | bytes = ...,
        trade_time: str | bytes = ...,
        bank_serial: str | bytes = ...,
        trading_day: str | bytes = ...,
        plate_serial: int = ...,
        last_fragment: _enums.LastFragment | str | bytes = ...,
        session_id: int = ...,
        customer_name: str | bytes = ...,
        id_card_type: _enums.IdCardType | str | bytes = ...,
        identified_card_no: str | bytes = ...,
        cust_type: _enums.CustType | str | bytes = ...,
        bank_account: str | bytes = ...,
        bank_pass_word: str | bytes | _Secret = ...,
        account_id: str | bytes = ...,
        password: str | bytes | _Secret = ...,
        install_id: int = ...,
        future_serial: int = ...,
        user_id: str | bytes = ...,
        verify_cert_no_flag: _enums.YesNoIndicator | str | bytes = ...,
        currency_id: str | bytes = ...,
        trade_amount: float = ...,
        future_fetch_amount: float = ...,
        fee_pay_flag: _enums.FeePayFlag | str | bytes = ...,
        cust_fee: float = ...,
        broker_fee: float = ...,
        message: str | bytes = ...,
        digest: str | bytes | _Secret = ...,
        bank_acc_type: _enums.BankAccType | str | bytes = ...,
        device_id: str | bytes = ...,
        bank_secu_acc_type: _enums.BankAccType | str | bytes = ...,
        broker_id_by_bank: str | bytes = ...,
        bank_secu_acc: str | bytes = ...,
        bank_pwd_flag: _enums.PwdFlag | str | bytes = ...,
        secu_pwd_flag: _enums.PwdFlag | str | bytes = ...,
        oper_no: str | bytes = ...,
        request_id: int = ...,
        tid: int = ...,
        transfer_status: _enums.TransferStatus | str | bytes = ...,
        long_customer_name: str | bytes = ...,
    ) -> Self: ...

class ReqTransferBySec(Record):
    trade_code: _F[str]
    bank_id: _F[str]
    bank_branch_id: _F[str]
    broker_id: _F[str]
    broker_branch_id: _F[str]
    trade_date: _F[str]
    trade_time: _F[str]
    bank_serial: _F[str]
    trading_day: _F[str]
    plate_serial: _F[int]
    last_fragment: _F[_enums.LastFragment | str]
    session_id: _F[int]
    customer_name: _F[str]
    id_card_type: _F[_enums.IdCardType | str]
    identified_card_no: _F[str]
    cust_type: _F[_enums.CustType | str]
    bank_account: _F[str]
    bank_pass_word: _F[str]
    account_id: _F[str]
    password: _F[str]
    install_id: _F[int]
    future_serial: _F[int]
    user_id: _F[str]
    verify_cert_no_flag: _F[_enums.YesNoIndicator | str]
    currency_id: _F[str]
    trade_amount: _F[float]
    future_fetch_amount: _F[float]
    fee_pay_flag: _F[_enums.FeePayFlag | str]
    cust_fee: _F[float]
    broker_fee: _F[float]
    message: _F[str]
    digest: _F[str]
    bank_acc_type: _F[_enums.BankAccType | str]
    device_id: _F[str]
    bank_secu_acc_type: _F[_enums.BankAccType | str]
    broker_id_by_bank: _F[str]
    bank_secu_acc: _F[str]
    bank_pwd_flag: _F[_enums.PwdFlag | str]
    secu_pwd_flag: _F[_enums.PwdFlag | str]
    oper_no: _F[str]
    request_id: _F[int]
    tid: _F[int]
    transfer_status: _F[_enums.TransferStatus | str]
    long_customer_name: _F[str]
    dr_identity_id: _F[int]
    sec_future_serial: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        trade_code: str | bytes = ...,
        bank_id: str | bytes = ...,
        bank_branch_id: str | bytes = ...,
        broker_id: str | bytes = ...,
        broker_branch_id: str | bytes = ...,
        trade_date: str | bytes = ...,
        trade_time: str | bytes = ...,
        bank_serial: str | bytes = ...,
        trading_day: str | bytes = ...,
        plate_serial: int = ...,
        last_fragment: _enums.LastFragment | str | bytes = ...,
        session_id: int = ...,
        customer_name: str | bytes = ...,
        id_card_type: _enums.IdCardType | str | bytes = ...,
        identified_card_no: str | bytes = ...,
        cust_type: _enums.CustType | str | bytes = ...,
        bank_account: str | bytes = ...,
        bank_pass_word: str | bytes | _Secret = ...,
        account_id: str | bytes = ...,
        password: str | bytes | _Secret = ...,
        install_id: int = ...,
        future_serial: int = ...,
        user_id: str | bytes = ...,
        verify_cert_no_flag: _enums.YesNoIndicator | str | bytes = ...,
        currency_id: str | bytes = ...,
        trade_amount: float = ...,
        future_fetch_amount: float = ...,
        fee_pay_flag: _enums.FeePayFlag | str | bytes = ...,
        cust_fee: float = ...,
        broker_fee: float = ...,
        message: str | bytes = ...,
        digest: str | bytes | _Secret = ...,
        bank_acc_type: _enums.BankAccType | str | bytes = ...,
        device_id: str | bytes = ...,
        bank_secu_acc_type: _enums.BankAccType | str | bytes = ...,
        broker_id_by_bank: str | bytes = ...,
        bank_secu_acc: str | bytes = ...,
        bank_pwd_flag: _enums.PwdFlag | str | bytes = ...,
        secu_pwd_flag: _enums.PwdFlag | str | bytes = ...,
        oper_no: str | bytes = ...,
        request_id: int = ...,
        tid: int = ...,
        transfer_status: _enums.TransferStatus | str | bytes = ...,
        long_customer_name: str | bytes = ...,
        dr_identity_id: int = ...,
        sec_future_serial: int = ...,
    ) -> Self: ...

class ReqUserAuthMethod(Record):
    trading_day: _F[str]
    broker_id: _F[str]
    user_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        trading_day: str | bytes = ...,
        broker_id: str | bytes = ...,
        user_id: str | bytes = ...,
    ) -> Self: ...

class ReqUserLogin(Record):
    trading_day: _F[str]
    broker_id: _F[str]
    user_id: _F[str]
    password: _F[str]
    user_product_info: _F[str]
    interface_product_info: _F[str]
    protocol_info: _F[str]
    mac_address: _F[str]
    one_time_password: _F[str]
    client_ip_address: _F[str]
    login_remark: _F[str]
    client_ip_port: _F[int]
    sms_code: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        trading_day: str | bytes = ...,
        broker_id: str | bytes = ...,
        user_id: str | bytes = ...,
        password: str | bytes | _Secret = ...,
        user_product_info: str | bytes = ...,
        interface_product_info: str | bytes = ...,
        protocol_info: str | bytes = ...,
        mac_address: str | bytes = ...,
        one_time_password: str | bytes | _Secret = ...,
        client_ip_address: str | bytes = ...,
        login_remark: str | bytes = ...,
        client_ip_port: int = ...,
        sms_code: str | bytes | _Secret = ...,
    ) -> Self: ...

class ReqUserLoginSC(Record):
    trading_day: _F[str]
    broker_id: _F[str]
    user_id: _F[str]
    password: _F[str]
    user_product_info: _F[str]
    interface_product_info: _F[str]
    protocol_info: _F[str]
    mac_address: _F[str]
    one_time_password: _F[str]
    client_ip_address: _F[str]
    login_remark: _F[str]
    client_ip_port: _F[int]
    auth_code: _F[str]
    app_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        trading_day: str | bytes = ...,
        broker_id: str | bytes = ...,
        user_id: str | bytes = ...,
        password: str | bytes | _Secret = ...,
        user_product_info: str | bytes = ...,
        interface_product_info: str | bytes = ...,
        protocol_info: str | bytes = ...,
        mac_address: str | bytes = ...,
        one_time_password: str | bytes | _Secret = ...,
        client_ip_address: str | bytes = ...,
        login_remark: str | bytes = ...,
        client_ip_port: int = ...,
        auth_code: str | bytes | _Secret = ...,
        app_id: str | bytes = ...,
    ) -> Self: ...

class ReqUserLoginSM(Record):
    trading_day: _F[str]
    broker_id: _F[str]
    user_id: _F[str]
    password: _F[str]
    user_product_info: _F[str]
    interface_product_info: _F[str]
    protocol_info: _F[str]
    mac_address: _F[str]
    one_time_password: _F[str]
    login_remark: _F[str]
    client_ip_port: _F[int]
    client_ip_address: _F[str]
    sms_code: _F[str]
    broker_name: _F[str]
    auth_code: _F[str]
    app_id: _F[str]
    pin: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        trading_day: str | bytes = ...,
        broker_id: str | bytes = ...,
        user_id: str | bytes = ...,
        password: str | bytes | _Secret = ...,
        user_product_info: str | bytes = ...,
        interface_product_info: str | bytes = ...,
        protocol_info: str | bytes = ...,
        mac_address: str | bytes = ...,
        one_time_password: str | bytes | _Secret = ...,
        login_remark: str | bytes = ...,
        client_ip_port: int = ...,
        client_ip_address: str | bytes = ...,
        sms_code: str | bytes | _Secret = ...,
        broker_name: str | bytes = ...,
        auth_code: str | bytes | _Secret = ...,
        app_id: str | bytes = ...,
        pin: str | bytes | _Secret = ...,
    ) -> Self: ...

class ReqUserLoginWithCaptcha(Record):
    trading_day: _F[str]
    broker_id: _F[str]
    user_id: _F[str]
    password: _F[str]
    user_product_info: _F[str]
    interface_product_info: _F[str]
    protocol_info: _F[str]
    mac_address: _F[str]
    client_ip_address: _F[str]
    login_remark: _F[str]
    captcha: _F[str]
    client_ip_port: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        trading_day: str | bytes = ...,
        broker_id: str | bytes = ...,
        user_id: str | bytes = ...,
        password: str | bytes | _Secret = ...,
        user_product_info: str | bytes = ...,
        interface_product_info: str | bytes = ...,
        protocol_info: str | bytes = ...,
        mac_address: str | bytes = ...,
        client_ip_address: str | bytes = ...,
        login_remark: str | bytes = ...,
        captcha: str | bytes | _Secret = ...,
        client_ip_port: int = ...,
    ) -> Self: ...

class ReqUserLoginWithOTP(Record):
    trading_day: _F[str]
    broker_id: _F[str]
    user_id: _F[str]
    password: _F[str]
    user_product_info: _F[str]
    interface_product_info: _F[str]
    protocol_info: _F[str]
    mac_address: _F[str]
    client_ip_address: _F[str]
    login_remark: _F[str]
    otp_password: _F[str]
    client_ip_port: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        trading_day: str | bytes = ...,
        broker_id: str | bytes = ...,
        user_id: str | bytes = ...,
        password: str | bytes | _Secret = ...,
        user_product_info: str | bytes = ...,
        interface_product_info: str | bytes = ...,
        protocol_info: str | bytes = ...,
        mac_address: str | bytes = ...,
        client_ip_address: str | bytes = ...,
        login_remark: str | bytes = ...,
        otp_password: str | bytes | _Secret = ...,
        client_ip_port: int = ...,
    ) -> Self: ...

class ReqUserLoginWithText(Record):
    trading_day: _F[str]
    broker_id: _F[str]
    user_id: _F[str]
    password: _F[str]
    user_product_info: _F[str]
    interface_product_info: _F[str]
    protocol_info: _F[str]
    mac_address: _F[str]
    client_ip_address: _F[str]
    login_remark: _F[str]
    text: _F[str]
    client_ip_port: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        trading_day: str | bytes = ...,
        broker_id: str | bytes = ...,
        user_id: str | bytes = ...,
        password: str | bytes | _Secret = ...,
        user_product_info: str | bytes = ...,
        interface_product_info: str | bytes = ...,
        protocol_info: str | bytes = ...,
        mac_address: str | bytes = ...,
        client_ip_address: str | bytes = ...,
        login_remark: str | bytes = ...,
        text: str | bytes | _Secret = ...,
        client_ip_port: int = ...,
    ) -> Self: ...

class ReqVerifyApiKey(Record):
    api_handshake_data_len: _F[int]
    api_handshake_data: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        api_handshake_data_len: int = ...,
        api_handshake_data: str | bytes | _Secret = ...,
    ) -> Self: ...

class ReserveOpenAccount(Record):
    trade_code: _F[str]
    bank_id: _F[str]
    bank_branch_id: _F[str]
    broker_id: _F[str]
    broker_branch_id: _F[str]
    trade_date: _F[str]
    trade_time: _F[str]
    bank_serial: _F[str]
    trading_day: _F[str]
    plate_serial: _F[int]
    last_fragment: _F[_enums.LastFragment | str]
    session_id: _F[int]
    customer_name: _F[str]
    id_card_type: _F[_enums.IdCardType | str]
    identified_card_no: _F[str]
    gender: _F[_enums.Gender | str]
    country_code: _F[str]
    cust_type: _F[_enums.CustType | str]
    address: _F[str]
    zip_code: _F[str]
    telephone: _F[str]
    mobile_phone: _F[str]
    fax: _F[str]
    e_mail: _F[str]
    money_account_status: _F[_enums.MoneyAccountStatus | str]
    bank_account: _F[str]
    bank_pass_word: _F[str]
    install_id: _F[int]
    verify_cert_no_flag: _F[_enums.YesNoIndicator | str]
    currency_id: _F[str]
    digest: _F[str]
    bank_acc_type: _F[_enums.BankAccType | str]
    broker_id_by_bank: _F[str]
    tid: _F[int]
    reserve_open_acc_stas: _F[_enums.ReserveOpenAccStas | str]
    error_id: _F[int]
    error_msg: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        trade_code: str | bytes = ...,
        bank_id: str | bytes = ...,
        bank_branch_id: str | bytes = ...,
        broker_id: str | bytes = ...,
        broker_branch_id: str | bytes = ...,
        trade_date: str | bytes = ...,
        trade_time: str | bytes = ...,
        bank_serial: str | bytes = ...,
        trading_day: str | bytes = ...,
        plate_serial: int = ...,
        last_fragment: _enums.LastFragment | str | bytes = ...,
        session_id: int = ...,
        customer_name: str | bytes = ...,
        id_card_type: _enums.IdCardType | str | bytes = ...,
        identified_card_no: str | bytes = ...,
        gender: _enums.Gender | str | bytes = ...,
        country_code: str | bytes = ...,
        cust_type: _enums.CustType | str | bytes = ...,
        address: str | bytes = ...,
        zip_code: str | bytes = ...,
        telephone: str | bytes = ...,
        mobile_phone: str | bytes = ...,
        fax: str | bytes = ...,
        e_mail: str | bytes = ...,
        money_account_status: _enums.MoneyAccountStatus | str | bytes = ...,
        bank_account: str | bytes = ...,
        bank_pass_word: str | bytes | _Secret = ...,
        install_id: int = ...,
        verify_cert_no_flag: _enums.YesNoIndicator | str | bytes = ...,
        currency_id: str | bytes = ...,
        digest: str | bytes | _Secret = ...,
        bank_acc_type: _enums.BankAccType | str | bytes = ...,
        broker_id_by_bank: str | bytes = ...,
        tid: int = ...,
        reserve_open_acc_stas: _enums.ReserveOpenAccStas | str | bytes = ...,
        error_id: int = ...,
        error_msg: str | bytes = ...,
    ) -> Self: ...

class ReserveOpenAccountConfirm(Record):
    trade_code: _F[str]
    bank_id: _F[str]
    bank_branch_id: _F[str]
    broker_id: _F[str]
    broker_branch_id: _F[str]
    trade_date: _F[str]
    trade_time: _F[str]
    bank_serial: _F[str]
    trading_day: _F[str]
    plate_serial: _F[int]
    last_fragment: _F[_enums.LastFragment | str]
    session_id: _F[int]
    customer_name: _F[str]
    id_card_type: _F[_enums.IdCardType | str]
    identified_card_no: _F[str]
    gender: _F[_enums.Gender | str]
    country_code: _F[str]
    cust_type: _F[_enums.CustType | str]
    address: _F[str]
    zip_code: _F[str]
    telephone: _F[str]
    mobile_phone: _F[str]
    fax: _F[str]
    e_mail: _F[str]
    money_account_status: _F[_enums.MoneyAccountStatus | str]
    bank_account: _F[str]
    bank_pass_word: _F[str]
    install_id: _F[int]
    verify_cert_no_flag: _F[_enums.YesNoIndicator | str]
    currency_id: _F[str]
    digest: _F[str]
    bank_acc_type: _F[_enums.BankAccType | str]
    broker_id_by_bank: _F[str]
    tid: _F[int]
    account_id: _F[str]
    password: _F[str]
    bank_reserve_open_seq: _F[str]
    book_date: _F[str]
    book_psw: _F[str]
    error_id: _F[int]
    error_msg: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        trade_code: str | bytes = ...,
        bank_id: str | bytes = ...,
        bank_branch_id: str | bytes = ...,
        broker_id: str | bytes = ...,
        broker_branch_id: str | bytes = ...,
        trade_date: str | bytes = ...,
        trade_time: str | bytes = ...,
        bank_serial: str | bytes = ...,
        trading_day: str | bytes = ...,
        plate_serial: int = ...,
        last_fragment: _enums.LastFragment | str | bytes = ...,
        session_id: int = ...,
        customer_name: str | bytes = ...,
        id_card_type: _enums.IdCardType | str | bytes = ...,
        identified_card_no: str | bytes = ...,
        gender: _enums.Gender | str | bytes = ...,
        country_code: str | bytes = ...,
        cust_type: _enums.CustType | str | bytes = ...,
        address: str | bytes = ...,
        zip_code: str | bytes = ...,
        telephone: str | bytes = ...,
        mobile_phone: str | bytes = ...,
        fax: str | bytes = ...,
        e_mail: str | bytes = ...,
        money_account_status: _enums.MoneyAccountStatus | str | bytes = ...,
        bank_account: str | bytes = ...,
        bank_pass_word: str | bytes | _Secret = ...,
        install_id: int = ...,
        verify_cert_no_flag: _enums.YesNoIndicator | str | bytes = ...,
        currency_id: str | bytes = ...,
        digest: str | bytes | _Secret = ...,
        bank_acc_type: _enums.BankAccType | str | bytes = ...,
        broker_id_by_bank: str | bytes = ...,
        tid: int = ...,
        account_id: str | bytes = ...,
        password: str | bytes | _Secret = ...,
        bank_reserve_open_seq: str | bytes = ...,
        book_date: str | bytes = ...,
        book_psw: str | bytes | _Secret = ...,
        error_id: int = ...,
        error_msg: str | bytes = ...,
    ) -> Self: ...

class ReturnResult(Record):
    return_code: _F[str]
    descr_info_for_return_code: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        return_code: str | bytes = ...,
        descr_info_for_return_code: str | bytes = ...,
    ) -> Self: ...

class RiskForbiddenRight(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    instrument_id: _F[str]
    user_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        instrument_id: str | bytes = ...,
        user_id: str | bytes = ...,
    ) -> Self: ...

class RiskSettleInvstPosition(Record):
    instrument_id: _F[str]
    broker_id: _F[str]
    investor_id: _F[str]
    posi_direction: _F[_enums.PosiDirection | str]
    hedge_flag: _F[_enums.HedgeFlag | str]
    position_date: _F[_enums.PositionDate | str]
    yd_position: _F[int]
    position: _F[int]
    long_frozen: _F[int]
    short_frozen: _F[int]
    long_frozen_amount: _F[float]
    short_frozen_amount: _F[float]
    open_volume: _F[int]
    close_volume: _F[int]
    open_amount: _F[float]
    close_amount: _F[float]
    position_cost: _F[float]
    pre_margin: _F[float]
    use_margin: _F[float]
    frozen_margin: _F[float]
    frozen_cash: _F[float]
    frozen_commission: _F[float]
    cash_in: _F[float]
    commission: _F[float]
    close_profit: _F[float]
    position_profit: _F[float]
    pre_settlement_price: _F[float]
    settlement_price: _F[float]
    trading_day: _F[str]
    settlement_id: _F[int]
    open_cost: _F[float]
    exchange_margin: _F[float]
    comb_position: _F[int]
    comb_long_frozen: _F[int]
    comb_short_frozen: _F[int]
    close_profit_by_date: _F[float]
    close_profit_by_trade: _F[float]
    today_position: _F[int]
    margin_rate_by_money: _F[float]
    margin_rate_by_volume: _F[float]
    strike_frozen: _F[int]
    strike_frozen_amount: _F[float]
    abandon_frozen: _F[int]
    exchange_id: _F[str]
    yd_strike_frozen: _F[int]
    invest_unit_id: _F[str]
    position_cost_offset: _F[float]
    tas_position: _F[int]
    tas_position_cost: _F[float]
    def __new__(
        cls,
        *,
        version: str | None = None,
        instrument_id: str | bytes = ...,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        posi_direction: _enums.PosiDirection | str | bytes = ...,
        hedge_flag: _enums.HedgeFlag | str | bytes = ...,
        position_date: _enums.PositionDate | str | bytes = ...,
        yd_position: int = ...,
        position: int = ...,
        long_frozen: int = ...,
        short_frozen: int = ...,
        long_frozen_amount: float = ...,
        short_frozen_amount: float = ...,
        open_volume: int = ...,
        close_volume: int = ...,
        open_amount: float = ...,
        close_amount: float = ...,
        position_cost: float = ...,
        pre_margin: float = ...,
        use_margin: float = ...,
        frozen_margin: float = ...,
        frozen_cash: float = ...,
        frozen_commission: float = ...,
        cash_in: float = ...,
        commission: float = ...,
        close_profit: float = ...,
        position_profit: float = ...,
        pre_settlement_price: float = ...,
        settlement_price: float = ...,
        trading_day: str | bytes = ...,
        settlement_id: int = ...,
        open_cost: float = ...,
        exchange_margin: float = ...,
        comb_position: int = ...,
        comb_long_frozen: int = ...,
        comb_short_frozen: int = ...,
        close_profit_by_date: float = ...,
        close_profit_by_trade: float = ...,
        today_position: int = ...,
        margin_rate_by_money: float = ...,
        margin_rate_by_volume: float = ...,
        strike_frozen: int = ...,
        strike_frozen_amount: float = ...,
        abandon_frozen: int = ...,
        exchange_id: str | bytes = ...,
        yd_strike_frozen: int = ...,
        invest_unit_id: str | bytes = ...,
        position_cost_offset: float = ...,
        tas_position: int = ...,
        tas_position_cost: float = ...,
    ) -> Self: ...

class RiskSettleProductStatus(Record):
    exchange_id: _F[str]
    product_id: _F[str]
    product_status: _F[_enums.ProductStatus | str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        exchange_id: str | bytes = ...,
        product_id: str | bytes = ...,
        product_status: _enums.ProductStatus | str | bytes = ...,
    ) -> Self: ...

class RspApiHandshake(Record):
    front_handshake_data_len: _F[int]
    front_handshake_data: _F[str]
    is_api_auth_enabled: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        front_handshake_data_len: int = ...,
        front_handshake_data: str | bytes | _Secret = ...,
        is_api_auth_enabled: int = ...,
    ) -> Self: ...

class RspAuthenticate(Record):
    broker_id: _F[str]
    user_id: _F[str]
    user_product_info: _F[str]
    app_id: _F[str]
    app_type: _F[_enums.AppType | str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        user_id: str | bytes = ...,
        user_product_info: str | bytes = ...,
        app_id: str | bytes = ...,
        app_type: _enums.AppType | str | bytes = ...,
    ) -> Self: ...

class RspFutureSignIn(Record):
    trade_code: _F[str]
    bank_id: _F[str]
    bank_branch_id: _F[str]
    broker_id: _F[str]
    broker_branch_id: _F[str]
    trade_date: _F[str]
    trade_time: _F[str]
    bank_serial: _F[str]
    trading_day: _F[str]
    plate_serial: _F[int]
    last_fragment: _F[_enums.LastFragment | str]
    session_id: _F[int]
    install_id: _F[int]
    user_id: _F[str]
    digest: _F[str]
    currency_id: _F[str]
    device_id: _F[str]
    broker_id_by_bank: _F[str]
    oper_no: _F[str]
    request_id: _F[int]
    tid: _F[int]
    error_id: _F[int]
    error_msg: _F[str]
    pin_key: _F[str]
    mac_key: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        trade_code: str | bytes = ...,
        bank_id: str | bytes = ...,
        bank_branch_id: str | bytes = ...,
        broker_id: str | bytes = ...,
        broker_branch_id: str | bytes = ...,
        trade_date: str | bytes = ...,
        trade_time: str | bytes = ...,
        bank_serial: str | bytes = ...,
        trading_day: str | bytes = ...,
        plate_serial: int = ...,
        last_fragment: _enums.LastFragment | str | bytes = ...,
        session_id: int = ...,
        install_id: int = ...,
        user_id: str | bytes = ...,
        digest: str | bytes | _Secret = ...,
        currency_id: str | bytes = ...,
        device_id: str | bytes = ...,
        broker_id_by_bank: str | bytes = ...,
        oper_no: str | bytes = ...,
        request_id: int = ...,
        tid: int = ...,
        error_id: int = ...,
        error_msg: str | bytes = ...,
        pin_key: str | bytes | _Secret = ...,
        mac_key: str | bytes | _Secret = ...,
    ) -> Self: ...

class RspFutureSignOut(Record):
    trade_code: _F[str]
    bank_id: _F[str]
    bank_branch_id: _F[str]
    broker_id: _F[str]
    broker_branch_id: _F[str]
    trade_date: _F[str]
    trade_time: _F[str]
    bank_serial: _F[str]
    trading_day: _F[str]
    plate_serial: _F[int]
    last_fragment: _F[_enums.LastFragment | str]
    session_id: _F[int]
    install_id: _F[int]
    user_id: _F[str]
    digest: _F[str]
    currency_id: _F[str]
    device_id: _F[str]
    broker_id_by_bank: _F[str]
    oper_no: _F[str]
    request_id: _F[int]
    tid: _F[int]
    error_id: _F[int]
    error_msg: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        trade_code: str | bytes = ...,
        bank_id: str | bytes = ...,
        bank_branch_id: str | bytes = ...,
        broker_id: str | bytes = ...,
        broker_branch_id: str | bytes = ...,
        trade_date: str | bytes = ...,
        trade_time: str | bytes = ...,
        bank_serial: str | bytes = ...,
        trading_day: str | bytes = ...,
        plate_serial: int = ...,
        last_fragment: _enums.LastFragment | str | bytes = ...,
        session_id: int = ...,
        install_id: int = ...,
        user_id: str | bytes = ...,
        digest: str | bytes | _Secret = ...,
        currency_id: str | bytes = ...,
        device_id: str | bytes = ...,
        broker_id_by_bank: str | bytes = ...,
        oper_no: str | bytes = ...,
        request_id: int = ...,
        tid: int = ...,
        error_id: int = ...,
        error_msg: str | bytes = ...,
    ) -> Self: ...

class RspGenSMSCode(Record):
    broker_id: _F[str]
    user_id: _F[str]
    gen_time: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        user_id: str | bytes = ...,
        gen_time: str | bytes = ...,
    ) -> Self: ...

class RspGenUserCaptcha(Record):
    broker_id: _F[str]
    user_id: _F[str]
    captcha_info_len: _F[int]
    captcha_info: _F[bytes]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        user_id: str | bytes = ...,
        captcha_info_len: int = ...,
        captcha_info: bytes | str | _Secret = ...,
    ) -> Self: ...

class RspGenUserText(Record):
    user_text_seq: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        user_text_seq: int = ...,
    ) -> Self: ...

class RspInfo(Record):
    error_id: _F[int]
    error_msg: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        error_id: int = ...,
        error_msg: str | bytes = ...,
    ) -> Self: ...

class RspQueryAccount(Record):
    trade_code: _F[str]
    bank_id: _F[str]
    bank_branch_id: _F[str]
    broker_id: _F[str]
    broker_branch_id: _F[str]
    trade_date: _F[str]
    trade_time: _F[str]
    bank_serial: _F[str]
    trading_day: _F[str]
    plate_serial: _F[int]
    last_fragment: _F[_enums.LastFragment | str]
    session_id: _F[int]
    customer_name: _F[str]
    id_card_type: _F[_enums.IdCardType | str]
    identified_card_no: _F[str]
    cust_type: _F[_enums.CustType | str]
    bank_account: _F[str]
    bank_pass_word: _F[str]
    account_id: _F[str]
    password: _F[str]
    future_serial: _F[int]
    install_id: _F[int]
    user_id: _F[str]
    verify_cert_no_flag: _F[_enums.YesNoIndicator | str]
    currency_id: _F[str]
    digest: _F[str]
    bank_acc_type: _F[_enums.BankAccType | str]
    device_id: _F[str]
    bank_secu_acc_type: _F[_enums.BankAccType | str]
    broker_id_by_bank: _F[str]
    bank_secu_acc: _F[str]
    bank_pwd_flag: _F[_enums.PwdFlag | str]
    secu_pwd_flag: _F[_enums.PwdFlag | str]
    oper_no: _F[str]
    request_id: _F[int]
    tid: _F[int]
    bank_use_amount: _F[float]
    bank_fetch_amount: _F[float]
    long_customer_name: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        trade_code: str | bytes = ...,
        bank_id: str | bytes = ...,
        bank_branch_id: str | bytes = ...,
        broker_id: str | bytes = ...,
        broker_branch_id: str | bytes = ...,
        trade_date: str | bytes = ...,
        trade_time: str | bytes = ...,
        bank_serial: str | bytes = ...,
        trading_day: str | bytes = ...,
        plate_serial: int = ...,
        last_fragment: _enums.LastFragment | str | bytes = ...,
        session_id: int = ...,
        customer_name: str | bytes = ...,
        id_card_type: _enums.IdCardType | str | bytes = ...,
        identified_card_no: str | bytes = ...,
        cust_type: _enums.CustType | str | bytes = ...,
        bank_account: str | bytes = ...,
        bank_pass_word: str | bytes | _Secret = ...,
        account_id: str | bytes = ...,
        password: str | bytes | _Secret = ...,
        future_serial: int = ...,
        install_id: int = ...,
        user_id: str | bytes = ...,
        verify_cert_no_flag: _enums.YesNoIndicator | str | bytes = ...,
        currency_id: str | bytes = ...,
        digest: str | bytes | _Secret = ...,
        bank_acc_type: _enums.BankAccType | str | bytes = ...,
        device_id: str | bytes = ...,
        bank_secu_acc_type: _enums.BankAccType | str | bytes = ...,
        broker_id_by_bank: str | bytes = ...,
        bank_secu_acc: str | bytes = ...,
        bank_pwd_flag: _enums.PwdFlag | str | bytes = ...,
        secu_pwd_flag: _enums.PwdFlag | str | bytes = ...,
        oper_no: str | bytes = ...,
        request_id: int = ...,
        tid: int = ...,
        bank_use_amount: float = ...,
        bank_fetch_amount: float = ...,
        long_customer_name: str | bytes = ...,
    ) -> Self: ...

class RspQueryBankAccountBySec(Record):
    trade_code: _F[str]
    bank_id: _F[str]
    bank_branch_id: _F[str]
    broker_id: _F[str]
    broker_branch_id: _F[str]
    trade_date: _F[str]
    trade_time: _F[str]
    bank_serial: _F[str]
    trading_day: _F[str]
    plate_serial: _F[int]
    last_fragment: _F[_enums.LastFragment | str]
    session_id: _F[int]
    customer_name: _F[str]
    id_card_type: _F[_enums.IdCardType | str]
    identified_card_no: _F[str]
    cust_type: _F[_enums.CustType | str]
    bank_account: _F[str]
    bank_pass_word: _F[str]
    account_id: _F[str]
    password: _F[str]
    future_serial: _F[int]
    install_id: _F[int]
    user_id: _F[str]
    verify_cert_no_flag: _F[_enums.YesNoIndicator | str]
    currency_id: _F[str]
    digest: _F[str]
    bank_acc_type: _F[_enums.BankAccType | str]
    device_id: _F[str]
    bank_secu_acc_type: _F[_enums.BankAccType | str]
    broker_id_by_bank: _F[str]
    bank_secu_acc: _F[str]
    bank_pwd_flag: _F[_enums.PwdFlag | str]
    secu_pwd_flag: _F[_enums.PwdFlag | str]
    oper_no: _F[str]
    request_id: _F[int]
    tid: _F[int]
    bank_use_amount: _F[float]
    bank_fetch_amount: _F[float]
    long_customer_name: _F[str]
    dr_identity_id: _F[int]
    sec_future_serial: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        trade_code: str | bytes = ...,
        bank_id: str | bytes = ...,
        bank_branch_id: str | bytes = ...,
        broker_id: str | bytes = ...,
        broker_branch_id: str | bytes = ...,
        trade_date: str | bytes = ...,
        trade_time: str | bytes = ...,
        bank_serial: str | bytes = ...,
        trading_day: str | bytes = ...,
        plate_serial: int = ...,
        last_fragment: _enums.LastFragment | str | bytes = ...,
        session_id: int = ...,
        customer_name: str | bytes = ...,
        id_card_type: _enums.IdCardType | str | bytes = ...,
        identified_card_no: str | bytes = ...,
        cust_type: _enums.CustType | str | bytes = ...,
        bank_account: str | bytes = ...,
        bank_pass_word: str | bytes | _Secret = ...,
        account_id: str | bytes = ...,
        password: str | bytes | _Secret = ...,
        future_serial: int = ...,
        install_id: int = ...,
        user_id: str | bytes = ...,
        verify_cert_no_flag: _enums.YesNoIndicator | str | bytes = ...,
        currency_id: str | bytes = ...,
        digest: str | bytes | _Secret = ...,
        bank_acc_type: _enums.BankAccType | str | bytes = ...,
        device_id: str | bytes = ...,
        bank_secu_acc_type: _enums.BankAccType | str | bytes = ...,
        broker_id_by_bank: str | bytes = ...,
        bank_secu_acc: str | bytes = ...,
        bank_pwd_flag: _enums.PwdFlag | str | bytes = ...,
        secu_pwd_flag: _enums.PwdFlag | str | bytes = ...,
        oper_no: str | bytes = ...,
        request_id: int = ...,
        tid: int = ...,
        bank_use_amount: float = ...,
        bank_fetch_amount: float = ...,
        long_customer_name: str | bytes = ...,
        dr_identity_id: int = ...,
        sec_future_serial: int = ...,
    ) -> Self: ...

class RspQueryTradeResultBySerial(Record):
    trade_code: _F[str]
    bank_id: _F[str]
    bank_branch_id: _F[str]
    broker_id: _F[str]
    broker_branch_id: _F[str]
    trade_date: _F[str]
    trade_time: _F[str]
    bank_serial: _F[str]
    trading_day: _F[str]
    plate_serial: _F[int]
    last_fragment: _F[_enums.LastFragment | str]
    session_id: _F[int]
    error_id: _F[int]
    error_msg: _F[str]
    reference: _F[int]
    refrence_issure_type: _F[_enums.InstitutionType | str]
    refrence_issure: _F[str]
    origin_return_code: _F[str]
    origin_descr_info_for_return_code: _F[str]
    bank_account: _F[str]
    bank_pass_word: _F[str]
    account_id: _F[str]
    password: _F[str]
    currency_id: _F[str]
    trade_amount: _F[float]
    digest: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        trade_code: str | bytes = ...,
        bank_id: str | bytes = ...,
        bank_branch_id: str | bytes = ...,
        broker_id: str | bytes = ...,
        broker_branch_id: str | bytes = ...,
        trade_date: str | bytes = ...,
        trade_time: str | bytes = ...,
        bank_serial: str | bytes = ...,
        trading_day: str | bytes = ...,
        plate_serial: int = ...,
        last_fragment: _enums.LastFragment | str | bytes = ...,
        session_id: int = ...,
        error_id: int = ...,
        error_msg: str | bytes = ...,
        reference: int = ...,
        refrence_issure_type: _enums.InstitutionType | str | bytes = ...,
        refrence_issure: str | bytes = ...,
        origin_return_code: str | bytes = ...,
        origin_descr_info_for_return_code: str | bytes = ...,
        bank_account: str | bytes = ...,
        bank_pass_word: str | bytes | _Secret = ...,
        account_id: str | bytes = ...,
        password: str | bytes | _Secret = ...,
        currency_id: str | bytes = ...,
        trade_amount: float = ...,
        digest: str | bytes | _Secret = ...,
    ) -> Self: ...

class RspRepeal(Record):
    repeal_time_interval: _F[int]
    repealed_times: _F[int]
    bank_repeal_flag: _F[_enums.BankRepealFlag | str]
    broker_repeal_flag: _F[_enums.BrokerRepealFlag | str]
    plate_repeal_serial: _F[int]
    bank_repeal_serial: _F[str]
    future_repeal_serial: _F[int]
    trade_code: _F[str]
    bank_id: _F[str]
    bank_branch_id: _F[str]
    broker_id: _F[str]
    broker_branch_id: _F[str]
    trade_date: _F[str]
    trade_time: _F[str]
    bank_serial: _F[str]
    trading_day: _F[str]
    plate_serial: _F[int]
    last_fragment: _F[_enums.LastFragment | str]
    session_id: _F[int]
    customer_name: _F[str]
    id_card_type: _F[_enums.IdCardType | str]
    identified_card_no: _F[str]
    cust_type: _F[_enums.CustType | str]
    bank_account: _F[str]
    bank_pass_word: _F[str]
    account_id: _F[str]
    password: _F[str]
    install_id: _F[int]
    future_serial: _F[int]
    user_id: _F[str]
    verify_cert_no_flag: _F[_enums.YesNoIndicator | str]
    currency_id: _F[str]
    trade_amount: _F[float]
    future_fetch_amount: _F[float]
    fee_pay_flag: _F[_enums.FeePayFlag | str]
    cust_fee: _F[float]
    broker_fee: _F[float]
    message: _F[str]
    digest: _F[str]
    bank_acc_type: _F[_enums.BankAccType | str]
    device_id: _F[str]
    bank_secu_acc_type: _F[_enums.BankAccType | str]
    broker_id_by_bank: _F[str]
    bank_secu_acc: _F[str]
    bank_pwd_flag: _F[_enums.PwdFlag | str]
    secu_pwd_flag: _F[_enums.PwdFlag | str]
    oper_no: _F[str]
    request_id: _F[int]
    tid: _F[int]
    transfer_status: _F[_enums.TransferStatus | str]
    error_id: _F[int]
    error_msg: _F[str]
    long_customer_name: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        repeal_time_interval: int = ...,
        repealed_times: int = ...,
        bank_repeal_flag: _enums.BankRepealFlag | str | bytes = ...,
        broker_repeal_flag: _enums.BrokerRepealFlag | str | bytes = ...,
        plate_repeal_serial: int = ...,
        bank_repeal_serial: str | bytes = ...,
        future_repeal_serial: int = ...,
        trade_code: str | bytes = ...,
        bank_id: str | bytes = ...,
        bank_branch_id: str | bytes = ...,
        broker_id: str | bytes = ...,
        broker_branch_id: str | bytes = ...,
        trade_date: str | bytes = ...,
        trade_time: str | bytes = ...,
        bank_serial: str | bytes = ...,
        trading_day: str | bytes = ...,
        plate_serial: int = ...,
        last_fragment: _enums.LastFragment | str | bytes = ...,
        session_id: int = ...,
        customer_name: str | bytes = ...,
        id_card_type: _enums.IdCardType | str | bytes = ...,
        identified_card_no: str | bytes = ...,
        cust_type: _enums.CustType | str | bytes = ...,
        bank_account: str | bytes = ...,
        bank_pass_word: str | bytes | _Secret = ...,
        account_id: str | bytes = ...,
        password: str | bytes | _Secret = ...,
        install_id: int = ...,
        future_serial: int = ...,
        user_id: str | bytes = ...,
        verify_cert_no_flag: _enums.YesNoIndicator | str | bytes = ...,
        currency_id: str | bytes = ...,
        trade_amount: float = ...,
        future_fetch_amount: float = ...,
        fee_pay_flag: _enums.FeePayFlag | str | bytes = ...,
        cust_fee: float = ...,
        broker_fee: float = ...,
        message: str | bytes = ...,
        digest: str | bytes | _Secret = ...,
        bank_acc_type: _enums.BankAccType | str | bytes = ...,
        device_id: str | bytes = ...,
        bank_secu_acc_type: _enums.BankAccType | str | bytes = ...,
        broker_id_by_bank: str | bytes = ...,
        bank_secu_acc: str | bytes = ...,
        bank_pwd_flag: _enums.PwdFlag | str | bytes = ...,
        secu_pwd_flag: _enums.PwdFlag | str | bytes = ...,
        oper_no: str | bytes = ...,
        request_id: int = ...,
        tid: int = ...,
        transfer_status: _enums.TransferStatus | str | bytes = ...,
        error_id: int = ...,
        error_msg: str | bytes = ...,
        long_customer_name: str | bytes = ...,
    ) -> Self: ...

class RspSyncKey(Record):
    trade_code: _F[str]
    bank_id: _F[str]
    bank_branch_id: _F[str]
    broker_id: _F[str]
    broker_branch_id: _F[str]
    trade_date: _F[str]
    trade_time: _F[str]
    bank_serial: _F[str]
    trading_day: _F[str]
    plate_serial: _F[int]
    last_fragment: _F[_enums.LastFragment | str]
    session_id: _F[int]
    install_id: _F[int]
    user_id: _F[str]
    message: _F[str]
    device_id: _F[str]
    broker_id_by_bank: _F[str]
    oper_no: _F[str]
    request_id: _F[int]
    tid: _F[int]
    error_id: _F[int]
    error_msg: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        trade_code: str | bytes = ...,
        bank_id: str | bytes = ...,
        bank_branch_id: str | bytes = ...,
        broker_id: str | bytes = ...,
        broker_branch_id: str | bytes = ...,
        trade_date: str | bytes = ...,
        trade_time: str | bytes = ...,
        bank_serial: str | bytes = ...,
        trading_day: str | bytes = ...,
        plate_serial: int = ...,
        last_fragment: _enums.LastFragment | str | bytes = ...,
        session_id: int = ...,
        install_id: int = ...,
        user_id: str | bytes = ...,
        message: str | bytes = ...,
        device_id: str | bytes = ...,
        broker_id_by_bank: str | bytes = ...,
        oper_no: str | bytes = ...,
        request_id: int = ...,
        tid: int = ...,
        error_id: int = ...,
        error_msg: str | bytes = ...,
    ) -> Self: ...

class RspTransfer(Record):
    trade_code: _F[str]
    bank_id: _F[str]
    bank_branch_id: _F[str]
    broker_id: _F[str]
    broker_branch_id: _F[str]
    trade_date: _F[str]
    trade_time: _F[str]
    bank_serial: _F[str]
    trading_day: _F[str]
    plate_serial: _F[int]
    last_fragment: _F[_enums.LastFragment | str]
    session_id: _F[int]
    customer_name: _F[str]
    id_card_type: _F[_enums.IdCardType | str]
    identified_card_no: _F[str]
    cust_type: _F[_enums.CustType | str]
    bank_account: _F[str]
    bank_pass_word: _F[str]
    account_id: _F[str]
    password: _F[str]
    install_id: _F[int]
    future_serial: _F[int]
    user_id: _F[str]
    verify_cert_no_flag: _F[_enums.YesNoIndicator | str]
    currency_id: _F[str]
    trade_amount: _F[float]
    future_fetch_amount: _F[float]
    fee_pay_flag: _F[_enums.FeePayFlag | str]
    cust_fee: _F[float]
    broker_fee: _F[float]
    message: _F[str]
    digest: _F[str]
    bank_acc_type: _F[_enums.BankAccType | str]
    device_id: _F[str]
    bank_secu_acc_type: _F[_enums.BankAccType | str]
    broker_id_by_bank: _F[str]
    bank_secu_acc: _F[str]
    bank_pwd_flag: _F[_enums.PwdFlag | str]
    secu_pwd_flag: _F[_enums.PwdFlag | str]
    oper_no: _F[str]
    request_id: _F[int]
    tid: _F[int]
    transfer_status: _F[_enums.TransferStatus | str]
    error_id: _F[int]
    error_msg: _F[str]
    long_customer_name: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        trade_code: str | bytes = ...,
        bank_id: str | bytes = ...,
        bank_branch_id: str | bytes = ...,
        broker_id: str | bytes = ...,
        broker_branch_id: str | bytes = ...,
        trade_date: str | bytes = ...,
        trade_time: str | bytes = ...,
        bank_serial: str | bytes = ...,
        trading_day: str | bytes = ...,
        plate_serial: int = ...,
        last_fragment: _enums.LastFragment | str | bytes = ...,
        session_id: int = ...,
        customer_name: str | bytes = ...,
        id_card_type: _enums.IdCardType | str | bytes = ...,
        identified_card_no: str | bytes = ...,
        cust_type: _enums.CustType | str | bytes = ...,
        bank_account: str | bytes = ...,
        bank_pass_word: str | bytes | _Secret = ...,
        account_id: str | bytes = ...,
        password: str | bytes | _Secret = ...,
        install_id: int = ...,
        future_serial: int = ...,
        user_id: str | bytes = ...,
        verify_cert_no_flag: _enums.YesNoIndicator | str | bytes = ...,
        currency_id: str | bytes = ...,
        trade_amount: float = ...,
        future_fetch_amount: float = ...,
        fee_pay_flag: _enums.FeePayFlag | str | bytes = ...,
        cust_fee: float = ...,
        broker_fee: float = ...,
        message: str | bytes = ...,
        digest: str | bytes | _Secret = ...,
        bank_acc_type: _enums.BankAccType | str | bytes = ...,
        device_id: str | bytes = ...,
        bank_secu_acc_type: _enums.BankAccType | str | bytes = ...,
        broker_id_by_bank: str | bytes = ...,
        bank_secu_acc: str | bytes = ...,
        bank_pwd_flag: _enums.PwdFlag | str | bytes = ...,
        secu_pwd_flag: _enums.PwdFlag | str | bytes = ...,
        oper_no: str | bytes = ...,
        request_id: int = ...,
        tid: int = ...,
        transfer_status: _enums.TransferStatus | str | bytes = ...,
        error_id: int = ...,
        error_msg: str | bytes = ...,
        long_customer_name: str | bytes = ...,
    ) -> Self: ...

class RspTransferBySec(Record):
    trade_code: _F[str]
    bank_id: _F[str]
    bank_branch_id: _F[str]
    broker_id: _F[str]
    broker_branch_id: _F[str]
    trade_date: _F[str]
    trade_time: _F[str]
    bank_serial: _F[str]
    trading_day: _F[str]
    plate_serial: _F[int]
    last_fragment: _F[_enums.LastFragment | str]
    session_id: _F[int]
    customer_name: _F[str]
    id_card_type: _F[_enums.IdCardType | str]
    identified_card_no: _F[str]
    cust_type: _F[_enums.CustType | str]
    bank_account: _F[str]
    bank_pass_word: _F[str]
    account_id: _F[str]
    password: _F[str]
    install_id: _F[int]
    future_serial: _F[int]
    user_id: _F[str]
    verify_cert_no_flag: _F[_enums.YesNoIndicator | str]
    currency_id: _F[str]
    trade_amount: _F[float]
    future_fetch_amount: _F[float]
    fee_pay_flag: _F[_enums.FeePayFlag | str]
    cust_fee: _F[float]
    broker_fee: _F[float]
    message: _F[str]
    digest: _F[str]
    bank_acc_type: _F[_enums.BankAccType | str]
    device_id: _F[str]
    bank_secu_acc_type: _F[_enums.BankAccType | str]
    broker_id_by_bank: _F[str]
    bank_secu_acc: _F[str]
    bank_pwd_flag: _F[_enums.PwdFlag | str]
    secu_pwd_flag: _F[_enums.PwdFlag | str]
    oper_no: _F[str]
    request_id: _F[int]
    tid: _F[int]
    transfer_status: _F[_enums.TransferStatus | str]
    error_id: _F[int]
    error_msg: _F[str]
    long_customer_name: _F[str]
    dr_identity_id: _F[int]
    sec_future_serial: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        trade_code: str | bytes = ...,
        bank_id: str | bytes = ...,
        bank_branch_id: str | bytes = ...,
        broker_id: str | bytes = ...,
        broker_branch_id: str | bytes = ...,
        trade_date: str | bytes = ...,
        trade_time: str | bytes = ...,
        bank_serial: str | bytes = ...,
        trading_day: str | bytes = ...,
        plate_serial: int = ...,
        last_fragment: _enums.LastFragment | str | bytes = ...,
        session_id: int = ...,
        customer_name: str | bytes = ...,
        id_card_type: _enums.IdCardType | str | bytes = ...,
        identified_card_no: str | bytes = ...,
        cust_type: _enums.CustType | str | bytes = ...,
        bank_account: str | bytes = ...,
        bank_pass_word: str | bytes | _Secret = ...,
        account_id: str | bytes = ...,
        password: str | bytes | _Secret = ...,
        install_id: int = ...,
        future_serial: int = ...,
        user_id: str | bytes = ...,
        verify_cert_no_flag: _enums.YesNoIndicator | str | bytes = ...,
        currency_id: str | bytes = ...,
        trade_amount: float = ...,
        future_fetch_amount: float = ...,
        fee_pay_flag: _enums.FeePayFlag | str | bytes = ...,
        cust_fee: float = ...,
        broker_fee: float = ...,
        message: str | bytes = ...,
        digest: str | bytes | _Secret = ...,
        bank_acc_type: _enums.BankAccType | str | bytes = ...,
        device_id: str | bytes = ...,
        bank_secu_acc_type: _enums.BankAccType | str | bytes = ...,
        broker_id_by_bank: str | bytes = ...,
        bank_secu_acc: str | bytes = ...,
        bank_pwd_flag: _enums.PwdFlag | str | bytes = ...,
        secu_pwd_flag: _enums.PwdFlag | str | bytes = ...,
        oper_no: str | bytes = ...,
        request_id: int = ...,
        tid: int = ...,
        transfer_status: _enums.TransferStatus | str | bytes = ...,
        error_id: int = ...,
        error_msg: str | bytes = ...,
        long_customer_name: str | bytes = ...,
        dr_identity_id: int = ...,
        sec_future_serial: int = ...,
    ) -> Self: ...

class RspUserAuthMethod(Record):
    usable_auth_method: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        usable_auth_method: int = ...,
    ) -> Self: ...

class RspUserLogin(Record):
    trading_day: _F[str]
    login_time: _F[str]
    broker_id: _F[str]
    user_id: _F[str]
    system_name: _F[str]
    front_id: _F[int]
    session_id: _F[int]
    max_order_ref: _F[str]
    shfe_time: _F[str]
    dce_time: _F[str]
    czce_time: _F[str]
    ffex_time: _F[str]
    ine_time: _F[str]
    sys_version: _F[str]
    gfex_time: _F[str]
    login_dr_identity_id: _F[int]
    user_dr_identity_id: _F[int]
    last_login_time: _F[str]
    reserve_info: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        trading_day: str | bytes = ...,
        login_time: str | bytes = ...,
        broker_id: str | bytes = ...,
        user_id: str | bytes = ...,
        system_name: str | bytes = ...,
        front_id: int = ...,
        session_id: int = ...,
        max_order_ref: str | bytes = ...,
        shfe_time: str | bytes = ...,
        dce_time: str | bytes = ...,
        czce_time: str | bytes = ...,
        ffex_time: str | bytes = ...,
        ine_time: str | bytes = ...,
        sys_version: str | bytes = ...,
        gfex_time: str | bytes = ...,
        login_dr_identity_id: int = ...,
        user_dr_identity_id: int = ...,
        last_login_time: str | bytes = ...,
        reserve_info: str | bytes = ...,
    ) -> Self: ...

class RspUserLogin2(Record):
    trading_day: _F[str]
    login_time: _F[str]
    broker_id: _F[str]
    user_id: _F[str]
    system_name: _F[str]
    front_id: _F[int]
    session_id: _F[int]
    max_order_ref: _F[str]
    shfe_time: _F[str]
    dce_time: _F[str]
    czce_time: _F[str]
    ffex_time: _F[str]
    ine_time: _F[str]
    random_string: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        trading_day: str | bytes = ...,
        login_time: str | bytes = ...,
        broker_id: str | bytes = ...,
        user_id: str | bytes = ...,
        system_name: str | bytes = ...,
        front_id: int = ...,
        session_id: int = ...,
        max_order_ref: str | bytes = ...,
        shfe_time: str | bytes = ...,
        dce_time: str | bytes = ...,
        czce_time: str | bytes = ...,
        ffex_time: str | bytes = ...,
        ine_time: str | bytes = ...,
        random_string: str | bytes | _Secret = ...,
    ) -> Self: ...

class SMSVerifyConfig(Record):
    user_id: _F[str]
    broker_id: _F[str]
    mobile: _F[str]
    use_sms_verify: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        user_id: str | bytes = ...,
        broker_id: str | bytes = ...,
        mobile: str | bytes = ...,
        use_sms_verify: int = ...,
    ) -> Self: ...

class SMSVerifyInfo(Record):
    create_time: _F[str]
    mobile: _F[str]
    sms_content: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        create_time: str | bytes = ...,
        mobile: str | bytes = ...,
        sms_content: str | bytes | _Secret = ...,
    ) -> Self: ...

class SMSVerifyInfoFromSec(Record):
    broker_id: _F[str]
    broker_abbr: _F[str]
    user_id: _F[str]
    mobile: _F[str]
    sms_code: _F[str]
    create_date: _F[str]
    create_time: _F[str]
    is_used: _F[int]
    from_sec: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        broker_abbr: str | bytes = ...,
        user_id: str | bytes = ...,
        mobile: str | bytes = ...,
        sms_code: str | bytes | _Secret = ...,
        create_date: str | bytes = ...,
        create_time: str | bytes = ...,
        is_used: int = ...,
        from_sec: int = ...,
    ) -> Self: ...

class SPBMAddOnInterParameter(Record):
    trading_day: _F[str]
    exchange_id: _F[str]
    spread_id: _F[int]
    add_on_inter_rate_z2: _F[float]
    leg1_prod_family_code: _F[str]
    leg2_prod_family_code: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        trading_day: str | bytes = ...,
        exchange_id: str | bytes = ...,
        spread_id: int = ...,
        add_on_inter_rate_z2: float = ...,
        leg1_prod_family_code: str | bytes = ...,
        leg2_prod_family_code: str | bytes = ...,
    ) -> Self: ...

class SPBMFutureParameter(Record):
    trading_day: _F[str]
    exchange_id: _F[str]
    instrument_id: _F[str]
    prod_family_code: _F[str]
    cvf: _F[int]
    time_range: _F[_enums.TimeRange | str]
    margin_rate: _F[float]
    lock_rate_x: _F[float]
    add_on_rate: _F[float]
    pre_settlement_price: _F[float]
    add_on_lock_rate_x2: _F[float]
    def __new__(
        cls,
        *,
        version: str | None = None,
        trading_day: str | bytes = ...,
        exchange_id: str | bytes = ...,
        instrument_id: str | bytes = ...,
        prod_family_code: str | bytes = ...,
        cvf: int = ...,
        time_range: _enums.TimeRange | str | bytes = ...,
        margin_rate: float = ...,
        lock_rate_x: float = ...,
        add_on_rate: float = ...,
        pre_settlement_price: float = ...,
        add_on_lock_rate_x2: float = ...,
    ) -> Self: ...

class SPBMInterParameter(Record):
    trading_day: _F[str]
    exchange_id: _F[str]
    spread_id: _F[int]
    inter_rate_z: _F[float]
    leg1_prod_family_code: _F[str]
    leg2_prod_family_code: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        trading_day: str | bytes = ...,
        exchange_id: str | bytes = ...,
        spread_id: int = ...,
        inter_rate_z: float = ...,
        leg1_prod_family_code: str | bytes = ...,
        leg2_prod_family_code: str | bytes = ...,
    ) -> Self: ...

class SPBMIntraParameter(Record):
    trading_day: _F[str]
    exchange_id: _F[str]
    prod_family_code: _F[str]
    intra_rate_y: _F[float]
    add_on_intra_rate_y2: _F[float]
    def __new__(
        cls,
        *,
        version: str | None = None,
        trading_day: str | bytes = ...,
        exchange_id: str | bytes = ...,
        prod_family_code: str | bytes = ...,
        intra_rate_y: float = ...,
        add_on_intra_rate_y2: float = ...,
    ) -> Self: ...

class SPBMInvestorPortfDef(Record):
    exchange_id: _F[str]
    broker_id: _F[str]
    investor_id: _F[str]
    portfolio_def_id: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        exchange_id: str | bytes = ...,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        portfolio_def_id: int = ...,
    ) -> Self: ...

class SPBMOptionParameter(Record):
    trading_day: _F[str]
    exchange_id: _F[str]
    instrument_id: _F[str]
    prod_family_code: _F[str]
    cvf: _F[int]
    down_price: _F[float]
    delta: _F[float]
    slimi_delta: _F[float]
    pre_settlement_price: _F[float]
    def __new__(
        cls,
        *,
        version: str | None = None,
        trading_day: str | bytes = ...,
        exchange_id: str | bytes = ...,
        instrument_id: str | bytes = ...,
        prod_family_code: str | bytes = ...,
        cvf: int = ...,
        down_price: float = ...,
        delta: float = ...,
        slimi_delta: float = ...,
        pre_settlement_price: float = ...,
    ) -> Self: ...

class SPBMPortfDefinition(Record):
    exchange_id: _F[str]
    portfolio_def_id: _F[int]
    prod_family_code: _F[str]
    is_spbm: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        exchange_id: str | bytes = ...,
        portfolio_def_id: int = ...,
        prod_family_code: str | bytes = ...,
        is_spbm: int = ...,
    ) -> Self: ...

class SPMMInstParam(Record):
    exchange_id: _F[str]
    instrument_id: _F[str]
    inst_margin_cal_id: _F[_enums.InstMarginCalID | str]
    commodity_id: _F[str]
    commodity_group_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        exchange_id: str | bytes = ...,
        instrument_id: str | bytes = ...,
        inst_margin_cal_id: _enums.InstMarginCalID | str | bytes = ...,
        commodity_id: str | bytes = ...,
        commodity_group_id: str | bytes = ...,
    ) -> Self: ...

class SPMMProductParam(Record):
    exchange_id: _F[str]
    product_id: _F[str]
    commodity_id: _F[str]
    commodity_group_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        exchange_id: str | bytes = ...,
        product_id: str | bytes = ...,
        commodity_id: str | bytes = ...,
        commodity_group_id: str | bytes = ...,
    ) -> Self: ...

class SecAgentACIDMap(Record):
    broker_id: _F[str]
    user_id: _F[str]
    account_id: _F[str]
    currency_id: _F[str]
    broker_sec_agent_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        user_id: str | bytes = ...,
        account_id: str | bytes = ...,
        currency_id: str | bytes = ...,
        broker_sec_agent_id: str | bytes = ...,
    ) -> Self: ...

class SecAgentCheckMode(Record):
    investor_id: _F[str]
    broker_id: _F[str]
    currency_id: _F[str]
    broker_sec_agent_id: _F[str]
    check_self_account: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        investor_id: str | bytes = ...,
        broker_id: str | bytes = ...,
        currency_id: str | bytes = ...,
        broker_sec_agent_id: str | bytes = ...,
        check_self_account: int = ...,
    ) -> Self: ...

class SecAgentTradeInfo(Record):
    broker_id: _F[str]
    broker_sec_agent_id: _F[str]
    investor_id: _F[str]
    long_customer_name: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        broker_sec_agent_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        long_customer_name: str | bytes = ...,
    ) -> Self: ...

class SettlementInfo(Record):
    trading_day: _F[str]
    settlement_id: _F[int]
    broker_id: _F[str]
    investor_id: _F[str]
    sequence_no: _F[int]
    content: _F[str]
    account_id: _F[str]
    currency_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        trading_day: str | bytes = ...,
        settlement_id: int = ...,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        sequence_no: int = ...,
        content: str | bytes = ...,
        account_id: str | bytes = ...,
        currency_id: str | bytes = ...,
    ) -> Self: ...

class SettlementInfoConfirm(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    confirm_date: _F[str]
    confirm_time: _F[str]
    settlement_id: _F[int]
    account_id: _F[str]
    currency_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        confirm_date: str | bytes = ...,
        confirm_time: str | bytes = ...,
        settlement_id: int = ...,
        account_id: str | bytes = ...,
        currency_id: str | bytes = ...,
    ) -> Self: ...

class SettlementInfoConfirmFromSec(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    confirm_date: _F[str]
    confirm_time: _F[str]
    from_sec: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        confirm_date: str | bytes = ...,
        confirm_time: str | bytes = ...,
        from_sec: int = ...,
    ) -> Self: ...

class SettlementRef(Record):
    trading_day: _F[str]
    settlement_id: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        trading_day: str | bytes = ...,
        settlement_id: int = ...,
    ) -> Self: ...

class SpdApply(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    first_leg_instrument_id: _F[str]
    second_leg_instrument_id: _F[str]
    user_id: _F[str]
    volume: _F[int]
    direction: _F[_enums.Direction | str]
    request_id: _F[int]
    front_id: _F[int]
    session_id: _F[int]
    order_ref: _F[str]
    active_user_id: _F[str]
    broker_order_seq: _F[int]
    order_sys_id: _F[str]
    apply_status: _F[_enums.ApplyStatus | str]
    sequence_no: _F[int]
    insert_date: _F[str]
    insert_time: _F[str]
    cancel_time: _F[str]
    order_local_id: _F[str]
    exchange_id: _F[str]
    participant_id: _F[str]
    client_id: _F[str]
    exchange_inst_id: _F[str]
    trader_id: _F[str]
    install_id: _F[int]
    order_submit_status: _F[_enums.OrderSubmitStatus | str]
    notify_sequence: _F[int]
    trading_day: _F[str]
    settlement_id: _F[int]
    ip_address: _F[str]
    mac_address: _F[str]
    cmb_type: _F[_enums.CmbType | str]
    status_msg: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        first_leg_instrument_id: str | bytes = ...,
        second_leg_instrument_id: str | bytes = ...,
        user_id: str | bytes = ...,
        volume: int = ...,
        direction: _enums.Direction | str | bytes = ...,
        request_id: int = ...,
        front_id: int = ...,
        session_id: int = ...,
        order_ref: str | bytes = ...,
        active_user_id: str | bytes = ...,
        broker_order_seq: int = ...,
        order_sys_id: str | bytes = ...,
        apply_status: _enums.ApplyStatus | str | bytes = ...,
        sequence_no: int = ...,
        insert_date: str | bytes = ...,
        insert_time: str | bytes = ...,
        cancel_time: str | bytes = ...,
        order_local_id: str | bytes = ...,
        exchange_id: str | bytes = ...,
        participant_id: str | bytes = ...,
        client_id: str | bytes = ...,
        exchange_inst_id: str | bytes = ...,
        trader_id: str | bytes = ...,
        install_id: int = ...,
        order_submit_status: _enums.OrderSubmitStatus | str | bytes = ...,
        notify_sequence: int = ...,
        trading_day: str | bytes = ...,
        settlement_id: int = ...,
        ip_address: str | bytes = ...,
        mac_address: str | bytes = ...,
        cmb_type: _enums.CmbType | str | bytes = ...,
        status_msg: str | bytes = ...,
    ) -> Self: ...

class SpdApplyAction(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    action_date: _F[str]
    action_time: _F[str]
    trader_id: _F[str]
    install_id: _F[int]
    order_local_id: _F[str]
    action_local_id: _F[str]
    participant_id: _F[str]
    client_id: _F[str]
    order_action_status: _F[_enums.OrderActionStatus | str]
    user_id: _F[str]
    exchange_id: _F[str]
    order_sys_id: _F[str]
    request_id: _F[int]
    status_msg: _F[str]
    order_ref: _F[str]
    front_id: _F[int]
    session_id: _F[int]
    ip_address: _F[str]
    mac_address: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        action_date: str | bytes = ...,
        action_time: str | bytes = ...,
        trader_id: str | bytes = ...,
        install_id: int = ...,
        order_local_id: str | bytes = ...,
        action_local_id: str | bytes = ...,
        participant_id: str | bytes = ...,
        client_id: str | bytes = ...,
        order_action_status: _enums.OrderActionStatus | str | bytes = ...,
        user_id: str | bytes = ...,
        exchange_id: str | bytes = ...,
        order_sys_id: str | bytes = ...,
        request_id: int = ...,
        status_msg: str | bytes = ...,
        order_ref: str | bytes = ...,
        front_id: int = ...,
        session_id: int = ...,
        ip_address: str | bytes = ...,
        mac_address: str | bytes = ...,
    ) -> Self: ...

class SpecificInstrument(Record):
    instrument_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        instrument_id: str | bytes = ...,
    ) -> Self: ...

class StrikeOffset(Record):
    instrument_id: _F[str]
    investor_range: _F[_enums.InvestorRange | str]
    broker_id: _F[str]
    investor_id: _F[str]
    offset: _F[float]
    offset_type: _F[_enums.StrikeOffsetType | str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        instrument_id: str | bytes = ...,
        investor_range: _enums.InvestorRange | str | bytes = ...,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        offset: float = ...,
        offset_type: _enums.StrikeOffsetType | str | bytes = ...,
    ) -> Self: ...

class SuperUser(Record):
    user_id: _F[str]
    user_name: _F[str]
    password: _F[str]
    is_active: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        user_id: str | bytes = ...,
        user_name: str | bytes = ...,
        password: str | bytes | _Secret = ...,
        is_active: int = ...,
    ) -> Self: ...

class SuperUserFunction(Record):
    user_id: _F[str]
    function_code: _F[_enums.FunctionCode | str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        user_id: str | bytes = ...,
        function_code: _enums.FunctionCode | str | bytes = ...,
    ) -> Self: ...

class SyncDelaySwap(Record):
    delay_swap_seq_no: _F[str]
    broker_id: _F[str]
    investor_id: _F[str]
    from_currency_id: _F[str]
    from_amount: _F[float]
    from_frozen_swap: _F[float]
    from_remain_swap: _F[float]
    to_currency_id: _F[str]
    to_amount: _F[float]
    is_manual_swap: _F[int]
    is_all_remain_set_zero: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        delay_swap_seq_no: str | bytes = ...,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        from_currency_id: str | bytes = ...,
        from_amount: float = ...,
        from_frozen_swap: float = ...,
        from_remain_swap: float = ...,
        to_currency_id: str | bytes = ...,
        to_amount: float = ...,
        is_manual_swap: int = ...,
        is_all_remain_set_zero: int = ...,
    ) -> Self: ...

class SyncDelaySwapFrozen(Record):
    delay_swap_seq_no: _F[str]
    broker_id: _F[str]
    investor_id: _F[str]
    from_currency_id: _F[str]
    from_remain_swap: _F[float]
    is_manual_swap: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        delay_swap_seq_no: str | bytes = ...,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        from_currency_id: str | bytes = ...,
        from_remain_swap: float = ...,
        is_manual_swap: int = ...,
    ) -> Self: ...

class SyncDeltaDceCombInstrument(Record):
    comb_instrument_id: _F[str]
    exchange_id: _F[str]
    exchange_inst_id: _F[str]
    trade_group_id: _F[int]
    comb_hedge_flag: _F[_enums.HedgeFlag | str]
    combination_type: _F[_enums.DceCombinationType | str]
    direction: _F[_enums.Direction | str]
    product_id: _F[str]
    xparameter: _F[float]
    action_direction: _F[_enums.ActionDirection | str]
    sync_delta_sequence_no: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        comb_instrument_id: str | bytes = ...,
        exchange_id: str | bytes = ...,
        exchange_inst_id: str | bytes = ...,
        trade_group_id: int = ...,
        comb_hedge_flag: _enums.HedgeFlag | str | bytes = ...,
        combination_type: _enums.DceCombinationType | str | bytes = ...,
        direction: _enums.Direction | str | bytes = ...,
        product_id: str | bytes = ...,
        xparameter: float = ...,
        action_direction: _enums.ActionDirection | str | bytes = ...,
        sync_delta_sequence_no: int = ...,
    ) -> Self: ...

class SyncDeltaDepthMarketData(Record):
    trading_day: _F[str]
    instrument_id: _F[str]
    exchange_id: _F[str]
    exchange_inst_id: _F[str]
    last_price: _F[float]
    pre_settlement_price: _F[float]
    pre_close_price: _F[float]
    pre_open_interest: _F[float]
    open_price: _F[float]
    highest_price: _F[float]
    lowest_price: _F[float]
    volume: _F[int]
    turnover: _F[float]
    open_interest: _F[float]
    close_price: _F[float]
    settlement_price: _F[float]
    upper_limit_price: _F[float]
    lower_limit_price: _F[float]
    pre_delta: _F[float]
    curr_delta: _F[float]
    update_time: _F[str]
    update_millisec: _F[int]
    bid_price1: _F[float]
    bid_volume1: _F[int]
    ask_price1: _F[float]
    ask_volume1: _F[int]
    bid_price2: _F[float]
    bid_volume2: _F[int]
    ask_price2: _F[float]
    ask_volume2: _F[int]
    bid_price3: _F[float]
    bid_volume3: _F[int]
    ask_price3: _F[float]
    ask_volume3: _F[int]
    bid_price4: _F[float]
    bid_volume4: _F[int]
    ask_price4: _F[float]
    ask_volume4: _F[int]
    bid_price5: _F[float]
    bid_volume5: _F[int]
    ask_price5: _F[float]
    ask_volume5: _F[int]
    average_price: _F[float]
    action_day: _F[str]
    banding_upper_price: _F[float]
    banding_lower_price: _F[float]
    action_direction: _F[_enums.ActionDirection | str]
    sync_delta_sequence_no: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        trading_day: str | bytes = ...,
        instrument_id: str | bytes = ...,
        exchange_id: str | bytes = ...,
        exchange_inst_id: str | bytes = ...,
        last_price: float = ...,
        pre_settlement_price: float = ...,
        pre_close_price: float = ...,
        pre_open_interest: float = ...,
        open_price: float = ...,
        highest_price: float = ...,
        lowest_price: float = ...,
        volume: int = ...,
        turnover: float = ...,
        open_interest: float = ...,
        close_price: float = ...,
        settlement_price: float = ...,
        upper_limit_price: float = ...,
        lower_limit_price: float = ...,
        pre_delta: float = ...,
        curr_delta: float = ...,
        update_time: str | bytes = ...,
        update_millisec: int = ...,
        bid_price1: float = ...,
        bid_volume1: int = ...,
        ask_price1: float = ...,
        ask_volume1: int = ...,
        bid_price2: float = ...,
        bid_volume2: int = ...,
        ask_price2: float = ...,
        ask_volume2: int = ...,
        bid_price3: float = ...,
        bid_volume3: int = ...,
        ask_price3: float = ...,
        ask_volume3: int = ...,
        bid_price4: float = ...,
        bid_volume4: int = ...,
        ask_price4: float = ...,
        ask_volume4: int = ...,
        bid_price5: float = ...,
        bid_volume5: int = ...,
        ask_price5: float = ...,
        ask_volume5: int = ...,
        average_price: float = ...,
        action_day: str | bytes = ...,
        banding_upper_price: float = ...,
        banding_lower_price: float = ...,
        action_direction: _enums.ActionDirection | str | bytes = ...,
        sync_delta_sequence_no: int = ...,
    ) -> Self: ...

class SyncDeltaEWarrantOffset(Record):
    trading_day: _F[str]
    broker_id: _F[str]
    investor_id: _F[str]
    exchange_id: _F[str]
    instrument_id: _F[str]
    direction: _F[_enums.Direction | str]
    hedge_flag: _F[_enums.HedgeFlag | str]
    volume: _F[int]
    action_direction: _F[_enums.ActionDirection | str]
    sync_delta_sequence_no: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        trading_day: str | bytes = ...,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        exchange_id: str | bytes = ...,
        instrument_id: str | bytes = ...,
        direction: _enums.Direction | str | bytes = ...,
        hedge_flag: _enums.HedgeFlag | str | bytes = ...,
        volume: int = ...,
        action_direction: _enums.ActionDirection | str | bytes = ...,
        sync_delta_sequence_no: int = ...,
    ) -> Self: ...

class SyncDeltaExchMarginRate(Record):
    broker_id: _F[str]
    instrument_id: _F[str]
    hedge_flag: _F[_enums.HedgeFlag | str]
    long_margin_ratio_by_money: _F[float]
    long_margin_ratio_by_volume: _F[float]
    short_margin_ratio_by_money: _F[float]
    short_margin_ratio_by_volume: _F[float]
    action_direction: _F[_enums.ActionDirection | str]
    sync_delta_sequence_no: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        instrument_id: str | bytes = ...,
        hedge_flag: _enums.HedgeFlag | str | bytes = ...,
        long_margin_ratio_by_money: float = ...,
        long_margin_ratio_by_volume: float = ...,
        short_margin_ratio_by_money: float = ...,
        short_margin_ratio_by_volume: float = ...,
        action_direction: _enums.ActionDirection | str | bytes = ...,
        sync_delta_sequence_no: int = ...,
    ) -> Self: ...

class SyncDeltaIndexPrice(Record):
    broker_id: _F[str]
    instrument_id: _F[str]
    close_price: _F[float]
    action_direction: _F[_enums.ActionDirection | str]
    sync_delta_sequence_no: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        instrument_id: str | bytes = ...,
        close_price: float = ...,
        action_direction: _enums.ActionDirection | str | bytes = ...,
        sync_delta_sequence_no: int = ...,
    ) -> Self: ...

class SyncDeltaInfo(Record):
    sync_delta_sequence_no: _F[int]
    sync_delta_status: _F[_enums.SyncDeltaStatus | str]
    sync_description: _F[str]
    is_only_trd_delta: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        sync_delta_sequence_no: int = ...,
        sync_delta_status: _enums.SyncDeltaStatus | str | bytes = ...,
        sync_description: str | bytes = ...,
        is_only_trd_delta: int = ...,
    ) -> Self: ...

class SyncDeltaInitInvstMargin(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    last_risk_total_invst_margin: _F[float]
    last_risk_total_exch_margin: _F[float]
    this_sync_invst_margin: _F[float]
    this_sync_exch_margin: _F[float]
    remain_risk_invst_margin: _F[float]
    remain_risk_exch_margin: _F[float]
    last_risk_spec_total_invst_margin: _F[float]
    last_risk_spec_total_exch_margin: _F[float]
    this_sync_spec_invst_margin: _F[float]
    this_sync_spec_exch_margin: _F[float]
    remain_risk_spec_invst_margin: _F[float]
    remain_risk_spec_exch_margin: _F[float]
    sync_delta_sequence_no: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        last_risk_total_invst_margin: float = ...,
        last_risk_total_exch_margin: float = ...,
        this_sync_invst_margin: float = ...,
        this_sync_exch_margin: float = ...,
        remain_risk_invst_margin: float = ...,
        remain_risk_exch_margin: float = ...,
        last_risk_spec_total_invst_margin: float = ...,
        last_risk_spec_total_exch_margin: float = ...,
        this_sync_spec_invst_margin: float = ...,
        this_sync_spec_exch_margin: float = ...,
        remain_risk_spec_invst_margin: float = ...,
        remain_risk_spec_exch_margin: float = ...,
        sync_delta_sequence_no: int = ...,
    ) -> Self: ...

class SyncDeltaInvestorSPMMModel(Record):
    exchange_id: _F[str]
    broker_id: _F[str]
    investor_id: _F[str]
    spmm_model_id: _F[str]
    action_direction: _F[_enums.ActionDirection | str]
    sync_delta_sequence_no: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        exchange_id: str | bytes = ...,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        spmm_model_id: str | bytes = ...,
        action_direction: _enums.ActionDirection | str | bytes = ...,
        sync_delta_sequence_no: int = ...,
    ) -> Self: ...

class SyncDeltaInvstCommRate(Record):
    instrument_id: _F[str]
    investor_range: _F[_enums.InvestorRange | str]
    broker_id: _F[str]
    investor_id: _F[str]
    open_ratio_by_money: _F[float]
    open_ratio_by_volume: _F[float]
    close_ratio_by_money: _F[float]
    close_ratio_by_volume: _F[float]
    close_today_ratio_by_money: _F[float]
    close_today_ratio_by_volume: _F[float]
    action_direction: _F[_enums.ActionDirection | str]
    sync_delta_sequence_no: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        instrument_id: str | bytes = ...,
        investor_range: _enums.InvestorRange | str | bytes = ...,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        open_ratio_by_money: float = ...,
        open_ratio_by_volume: float = ...,
        close_ratio_by_money: float = ...,
        close_ratio_by_volume: float = ...,
        close_today_ratio_by_money: float = ...,
        close_today_ratio_by_volume: float = ...,
        action_direction: _enums.ActionDirection | str | bytes = ...,
        sync_delta_sequence_no: int = ...,
    ) -> Self: ...

class SyncDeltaInvstMarginRate(Record):
    instrument_id: _F[str]
    investor_range: _F[_enums.InvestorRange | str]
    broker_id: _F[str]
    investor_id: _F[str]
    hedge_flag: _F[_enums.HedgeFlag | str]
    long_margin_ratio_by_money: _F[float]
    long_margin_ratio_by_volume: _F[float]
    short_margin_ratio_by_money: _F[float]
    short_margin_ratio_by_volume: _F[float]
    is_relative: _F[int]
    action_direction: _F[_enums.ActionDirection | str]
    sync_delta_sequence_no: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        instrument_id: str | bytes = ...,
        investor_range: _enums.InvestorRange | str | bytes = ...,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        hedge_flag: _enums.HedgeFlag | str | bytes = ...,
        long_margin_ratio_by_money: float = ...,
        long_margin_ratio_by_volume: float = ...,
        short_margin_ratio_by_money: float = ...,
        short_margin_ratio_by_volume: float = ...,
        is_relative: int = ...,
        action_direction: _enums.ActionDirection | str | bytes = ...,
        sync_delta_sequence_no: int = ...,
    ) -> Self: ...

class SyncDeltaInvstMarginRateUL(Record):
    instrument_id: _F[str]
    investor_range: _F[_enums.InvestorRange | str]
    broker_id: _F[str]
    investor_id: _F[str]
    hedge_flag: _F[_enums.HedgeFlag | str]
    long_margin_ratio_by_money: _F[float]
    long_margin_ratio_by_volume: _F[float]
    short_margin_ratio_by_money: _F[float]
    short_margin_ratio_by_volume: _F[float]
    action_direction: _F[_enums.ActionDirection | str]
    sync_delta_sequence_no: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        instrument_id: str | bytes = ...,
        investor_range: _enums.InvestorRange | str | bytes = ...,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        hedge_flag: _enums.HedgeFlag | str | bytes = ...,
        long_margin_ratio_by_money: float = ...,
        long_margin_ratio_by_volume: float = ...,
        short_margin_ratio_by_money: float = ...,
        short_margin_ratio_by_volume: float = ...,
        action_direction: _enums.ActionDirection | str | bytes = ...,
        sync_delta_sequence_no: int = ...,
    ) -> Self: ...

class SyncDeltaInvstPosCombDtl(Record):
    trading_day: _F[str]
    open_date: _F[str]
    exchange_id: _F[str]
    settlement_id: _F[int]
    broker_id: _F[str]
    investor_id: _F[str]
    com_trade_id: _F[str]
    trade_id: _F[str]
    instrument_id: _F[str]
    hedge_flag: _F[_enums.HedgeFlag | str]
    direction: _F[_enums.Direction | str]
    total_amt: _F[int]
    margin: _F[float]
    exch_margin: _F[float]
    margin_rate_by_money: _F[float]
    margin_rate_by_volume: _F[float]
    leg_id: _F[int]
    leg_multiple: _F[int]
    trade_group_id: _F[int]
    action_direction: _F[_enums.ActionDirection | str]
    sync_delta_sequence_no: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        trading_day: str | bytes = ...,
        open_date: str | bytes = ...,
        exchange_id: str | bytes = ...,
        settlement_id: int = ...,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        com_trade_id: str | bytes = ...,
        trade_id: str | bytes = ...,
        instrument_id: str | bytes = ...,
        hedge_flag: _enums.HedgeFlag | str | bytes = ...,
        direction: _enums.Direction | str | bytes = ...,
        total_amt: int = ...,
        margin: float = ...,
        exch_margin: float = ...,
        margin_rate_by_money: float = ...,
        margin_rate_by_volume: float = ...,
        leg_id: int = ...,
        leg_multiple: int = ...,
        trade_group_id: int = ...,
        action_direction: _enums.ActionDirection | str | bytes = ...,
        sync_delta_sequence_no: int = ...,
    ) -> Self: ...

class SyncDeltaInvstPosDtl(Record):
    instrument_id: _F[str]
    broker_id: _F[str]
    investor_id: _F[str]
    hedge_flag: _F[_enums.HedgeFlag | str]
    direction: _F[_enums.Direction | str]
    open_date: _F[str]
    trade_id: _F[str]
    volume: _F[int]
    open_price: _F[float]
    trading_day: _F[str]
    settlement_id: _F[int]
    trade_type: _F[_enums.TradeType | str]
    comb_instrument_id: _F[str]
    exchange_id: _F[str]
    close_profit_by_date: _F[float]
    close_profit_by_trade: _F[float]
    position_profit_by_date: _F[float]
    position_profit_by_trade: _F[float]
    margin: _F[float]
    exch_margin: _F[float]
    margin_rate_by_money: _F[float]
    margin_rate_by_volume: _F[float]
    last_settlement_price: _F[float]
    settlement_price: _F[float]
    close_volume: _F[int]
    close_amount: _F[float]
    time_first_volume: _F[int]
    spec_posi_type: _F[_enums.SpecPosiType | str]
    action_direction: _F[_enums.ActionDirection | str]
    sync_delta_sequence_no: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        instrument_id: str | bytes = ...,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        hedge_flag: _enums.HedgeFlag | str | bytes = ...,
        direction: _enums.Direction | str | bytes = ...,
        open_date: str | bytes = ...,
        trade_id: str | bytes = ...,
        volume: int = ...,
        open_price: float = ...,
        trading_day: str | bytes = ...,
        settlement_id: int = ...,
        trade_type: _enums.TradeType | str | bytes = ...,
        comb_instrument_id: str | bytes = ...,
        exchange_id: str | bytes = ...,
        close_profit_by_date: float = ...,
        close_profit_by_trade: float = ...,
        position_profit_by_date: float = ...,
        position_profit_by_trade: float = ...,
        margin: float = ...,
        exch_margin: float = ...,
        margin_rate_by_money: float = ...,
        margin_rate_by_volume: float = ...,
        last_settlement_price: float = ...,
        settlement_price: float = ...,
        close_volume: int = ...,
        close_amount: float = ...,
        time_first_volume: int = ...,
        spec_posi_type: _enums.SpecPosiType | str | bytes = ...,
        action_direction: _enums.ActionDirection | str | bytes = ...,
        sync_delta_sequence_no: int = ...,
    ) -> Self: ...

class SyncDeltaOptExchMargin(Record):
    broker_id: _F[str]
    instrument_id: _F[str]
    s_short_margin_ratio_by_money: _F[float]
    s_short_margin_ratio_by_volume: _F[float]
    h_short_margin_ratio_by_money: _F[float]
    h_short_margin_ratio_by_volume: _F[float]
    a_short_margin_ratio_by_money: _F[float]
    a_short_margin_ratio_by_volume: _F[float]
    m_short_margin_ratio_by_money: _F[float]
    m_short_margin_ratio_by_volume: _F[float]
    action_direction: _F[_enums.ActionDirection | str]
    sync_delta_sequence_no: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        instrument_id: str | bytes = ...,
        s_short_margin_ratio_by_money: float = ...,
        s_short_margin_ratio_by_volume: float = ...,
        h_short_margin_ratio_by_money: float = ...,
        h_short_margin_ratio_by_volume: float = ...,
        a_short_margin_ratio_by_money: float = ...,
        a_short_margin_ratio_by_volume: float = ...,
        m_short_margin_ratio_by_money: float = ...,
        m_short_margin_ratio_by_volume: float = ...,
        action_direction: _enums.ActionDirection | str | bytes = ...,
        sync_delta_sequence_no: int = ...,
    ) -> Self: ...

class SyncDeltaOptInvstCommRate(Record):
    instrument_id: _F[str]
    investor_range: _F[_enums.InvestorRange | str]
    broker_id: _F[str]
    investor_id: _F[str]
    open_ratio_by_money: _F[float]
    open_ratio_by_volume: _F[float]
    close_ratio_by_money: _F[float]
    close_ratio_by_volume: _F[float]
    close_today_ratio_by_money: _F[float]
    close_today_ratio_by_volume: _F[float]
    strike_ratio_by_money: _F[float]
    strike_ratio_by_volume: _F[float]
    action_direction: _F[_enums.ActionDirection | str]
    sync_delta_sequence_no: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        instrument_id: str | bytes = ...,
        investor_range: _enums.InvestorRange | str | bytes = ...,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        open_ratio_by_money: float = ...,
        open_ratio_by_volume: float = ...,
        close_ratio_by_money: float = ...,
        close_ratio_by_volume: float = ...,
        close_today_ratio_by_money: float = ...,
        close_today_ratio_by_volume: float = ...,
        strike_ratio_by_money: float = ...,
        strike_ratio_by_volume: float = ...,
        action_direction: _enums.ActionDirection | str | bytes = ...,
        sync_delta_sequence_no: int = ...,
    ) -> Self: ...

class SyncDeltaOptInvstMargin(Record):
    instrument_id: _F[str]
    investor_range: _F[_enums.InvestorRange | str]
    broker_id: _F[str]
    investor_id: _F[str]
    s_short_margin_ratio_by_money: _F[float]
    s_short_margin_ratio_by_volume: _F[float]
    h_short_margin_ratio_by_money: _F[float]
    h_short_margin_ratio_by_volume: _F[float]
    a_short_margin_ratio_by_money: _F[float]
    a_short_margin_ratio_by_volume: _F[float]
    is_relative: _F[int]
    m_short_margin_ratio_by_money: _F[float]
    m_short_margin_ratio_by_volume: _F[float]
    action_direction: _F[_enums.ActionDirection | str]
    sync_delta_sequence_no: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        instrument_id: str | bytes = ...,
        investor_range: _enums.InvestorRange | str | bytes = ...,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        s_short_margin_ratio_by_money: float = ...,
        s_short_margin_ratio_by_volume: float = ...,
        h_short_margin_ratio_by_money: float = ...,
        h_short_margin_ratio_by_volume: float = ...,
        a_short_margin_ratio_by_money: float = ...,
        a_short_margin_ratio_by_volume: float = ...,
        is_relative: int = ...,
        m_short_margin_ratio_by_money: float = ...,
        m_short_margin_ratio_by_volume: float = ...,
        action_direction: _enums.ActionDirection | str | bytes = ...,
        sync_delta_sequence_no: int = ...,
    ) -> Self: ...

class SyncDeltaProductExchRate(Record):
    product_id: _F[str]
    quote_currency_id: _F[str]
    exchange_rate: _F[float]
    action_direction: _F[_enums.ActionDirection | str]
    sync_delta_sequence_no: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        product_id: str | bytes = ...,
        quote_currency_id: str | bytes = ...,
        exchange_rate: float = ...,
        action_direction: _enums.ActionDirection | str | bytes = ...,
        sync_delta_sequence_no: int = ...,
    ) -> Self: ...

class SyncDeltaProductStatus(Record):
    sync_delta_sequence_no: _F[int]
    exchange_id: _F[str]
    product_id: _F[str]
    product_status: _F[_enums.ProductStatus | str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        sync_delta_sequence_no: int = ...,
        exchange_id: str | bytes = ...,
        product_id: str | bytes = ...,
        product_status: _enums.ProductStatus | str | bytes = ...,
    ) -> Self: ...

class SyncDeltaRCAMSCombProdInfo(Record):
    trading_day: _F[str]
    exchange_id: _F[str]
    product_id: _F[str]
    comb_product_id: _F[str]
    product_group_id: _F[str]
    action_direction: _F[_enums.ActionDirection | str]
    sync_delta_sequence_no: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        trading_day: str | bytes = ...,
        exchange_id: str | bytes = ...,
        product_id: str | bytes = ...,
        comb_product_id: str | bytes = ...,
        product_group_id: str | bytes = ...,
        action_direction: _enums.ActionDirection | str | bytes = ...,
        sync_delta_sequence_no: int = ...,
    ) -> Self: ...

class SyncDeltaRCAMSCombRuleDtl(Record):
    trading_day: _F[str]
    exchange_id: _F[str]
    prod_group: _F[str]
    rule_id: _F[str]
    priority: _F[int]
    hedge_flag: _F[_enums.HedgeFlag | str]
    comb_margin: _F[float]
    exchange_inst_id: _F[str]
    leg_id: _F[int]
    leg_instrument_id: _F[str]
    direction: _F[_enums.Direction | str]
    leg_multiple: _F[int]
    action_direction: _F[_enums.ActionDirection | str]
    sync_delta_sequence_no: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        trading_day: str | bytes = ...,
        exchange_id: str | bytes = ...,
        prod_group: str | bytes = ...,
        rule_id: str | bytes = ...,
        priority: int = ...,
        hedge_flag: _enums.HedgeFlag | str | bytes = ...,
        comb_margin: float = ...,
        exchange_inst_id: str | bytes = ...,
        leg_id: int = ...,
        leg_instrument_id: str | bytes = ...,
        direction: _enums.Direction | str | bytes = ...,
        leg_multiple: int = ...,
        action_direction: _enums.ActionDirection | str | bytes = ...,
        sync_delta_sequence_no: int = ...,
    ) -> Self: ...

class SyncDeltaRCAMSInstrParameter(Record):
    trading_day: _F[str]
    exchange_id: _F[str]
    product_id: _F[str]
    hedge_rate: _F[float]
    action_direction: _F[_enums.ActionDirection | str]
    sync_delta_sequence_no: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        trading_day: str | bytes = ...,
        exchange_id: str | bytes = ...,
        product_id: str | bytes = ...,
        hedge_rate: float = ...,
        action_direction: _enums.ActionDirection | str | bytes = ...,
        sync_delta_sequence_no: int = ...,
    ) -> Self: ...

class SyncDeltaRCAMSInterParameter(Record):
    trading_day: _F[str]
    exchange_id: _F[str]
    product_group_id: _F[str]
    priority: _F[int]
    credit_rate: _F[float]
    comb_product1: _F[str]
    comb_product2: _F[str]
    action_direction: _F[_enums.ActionDirection | str]
    sync_delta_sequence_no: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        trading_day: str | bytes = ...,
        exchange_id: str | bytes = ...,
        product_group_id: str | bytes = ...,
        priority: int = ...,
        credit_rate: float = ...,
        comb_product1: str | bytes = ...,
        comb_product2: str | bytes = ...,
        action_direction: _enums.ActionDirection | str | bytes = ...,
        sync_delta_sequence_no: int = ...,
    ) -> Self: ...

class SyncDeltaRCAMSIntraParameter(Record):
    trading_day: _F[str]
    exchange_id: _F[str]
    comb_product_id: _F[str]
    hedge_rate: _F[float]
    action_direction: _F[_enums.ActionDirection | str]
    sync_delta_sequence_no: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        trading_day: str | bytes = ...,
        exchange_id: str | bytes = ...,
        comb_product_id: str | bytes = ...,
        hedge_rate: float = ...,
        action_direction: _enums.ActionDirection | str | bytes = ...,
        sync_delta_sequence_no: int = ...,
    ) -> Self: ...

class SyncDeltaRCAMSInvstCombPos(Record):
    exchange_id: _F[str]
    broker_id: _F[str]
    investor_id: _F[str]
    instrument_id: _F[str]
    hedge_flag: _F[_enums.HedgeFlag | str]
    posi_direction: _F[_enums.PosiDirection | str]
    comb_instrument_id: _F[str]
    leg_id: _F[int]
    exchange_inst_id: _F[str]
    total_amt: _F[int]
    exch_margin: _F[float]
    margin: _F[float]
    action_direction: _F[_enums.ActionDirection | str]
    sync_delta_sequence_no: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        exchange_id: str | bytes = ...,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        instrument_id: str | bytes = ...,
        hedge_flag: _enums.HedgeFlag | str | bytes = ...,
        posi_direction: _enums.PosiDirection | str | bytes = ...,
        comb_instrument_id: str | bytes = ...,
        leg_id: int = ...,
        exchange_inst_id: str | bytes = ...,
        total_amt: int = ...,
        exch_margin: float = ...,
        margin: float = ...,
        action_direction: _enums.ActionDirection | str | bytes = ...,
        sync_delta_sequence_no: int = ...,
    ) -> Self: ...

class SyncDeltaRCAMSSOptAdjParam(Record):
    trading_day: _F[str]
    exchange_id: _F[str]
    comb_product_id: _F[str]
    hedge_flag: _F[_enums.HedgeFlag | str]
    adjust_value: _F[float]
    action_direction: _F[_enums.ActionDirection | str]
    sync_delta_sequence_no: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        trading_day: str | bytes = ...,
        exchange_id: str | bytes = ...,
        comb_product_id: str | bytes = ...,
        hedge_flag: _enums.HedgeFlag | str | bytes = ...,
        adjust_value: float = ...,
        action_direction: _enums.ActionDirection | str | bytes = ...,
        sync_delta_sequence_no: int = ...,
    ) -> Self: ...

class SyncDeltaRULEInstrParameter(Record):
    trading_day: _F[str]
    exchange_id: _F[str]
    instrument_id: _F[str]
    instrument_class: _F[_enums.InstrumentClass | str]
    std_instrument_id: _F[str]
    b_spec_ratio: _F[float]
    s_spec_ratio: _F[float]
    b_hedge_ratio: _F[float]
    s_hedge_ratio: _F[float]
    b_add_on_margin: _F[float]
    s_add_on_margin: _F[float]
    commodity_group_id: _F[int]
    action_direction: _F[_enums.ActionDirection | str]
    sync_delta_sequence_no: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        trading_day: str | bytes = ...,
        exchange_id: str | bytes = ...,
        instrument_id: str | bytes = ...,
        instrument_class: _enums.InstrumentClass | str | bytes = ...,
        std_instrument_id: str | bytes = ...,
        b_spec_ratio: float = ...,
        s_spec_ratio: float = ...,
        b_hedge_ratio: float = ...,
        s_hedge_ratio: float = ...,
        b_add_on_margin: float = ...,
        s_add_on_margin: float = ...,
        commodity_group_id: int = ...,
        action_direction: _enums.ActionDirection | str | bytes = ...,
        sync_delta_sequence_no: int = ...,
    ) -> Self: ...

class SyncDeltaRULEInterParameter(Record):
    trading_day: _F[str]
    exchange_id: _F[str]
    spread_id: _F[int]
    inter_rate: _F[float]
    leg1_prod_family_code: _F[str]
    leg2_prod_family_code: _F[str]
    leg1_prop_factor: _F[int]
    leg2_prop_factor: _F[int]
    commodity_group_id: _F[int]
    commodity_group_name: _F[str]
    action_direction: _F[_enums.ActionDirection | str]
    sync_delta_sequence_no: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        trading_day: str | bytes = ...,
        exchange_id: str | bytes = ...,
        spread_id: int = ...,
        inter_rate: float = ...,
        leg1_prod_family_code: str | bytes = ...,
        leg2_prod_family_code: str | bytes = ...,
        leg1_prop_factor: int = ...,
        leg2_prop_factor: int = ...,
        commodity_group_id: int = ...,
        commodity_group_name: str | bytes = ...,
        action_direction: _enums.ActionDirection | str | bytes = ...,
        sync_delta_sequence_no: int = ...,
    ) -> Self: ...

class SyncDeltaRULEIntraParameter(Record):
    trading_day: _F[str]
    exchange_id: _F[str]
    prod_family_code: _F[str]
    std_instrument_id: _F[str]
    std_instr_margin: _F[float]
    usual_intra_rate: _F[float]
    delivery_intra_rate: _F[float]
    action_direction: _F[_enums.ActionDirection | str]
    sync_delta_sequence_no: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        trading_day: str | bytes = ...,
        exchange_id: str | bytes = ...,
        prod_family_code: str | bytes = ...,
        std_instrument_id: str | bytes = ...,
        std_instr_margin: float = ...,
        usual_intra_rate: float = ...,
        delivery_intra_rate: float = ...,
        action_direction: _enums.ActionDirection | str | bytes = ...,
        sync_delta_sequence_no: int = ...,
    ) -> Self: ...

class SyncDeltaSPBMAddOnInterParam(Record):
    trading_day: _F[str]
    exchange_id: _F[str]
    spread_id: _F[int]
    add_on_inter_rate_z2: _F[float]
    leg1_prod_family_code: _F[str]
    leg2_prod_family_code: _F[str]
    action_direction: _F[_enums.ActionDirection | str]
    sync_delta_sequence_no: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        trading_day: str | bytes = ...,
        exchange_id: str | bytes = ...,
        spread_id: int = ...,
        add_on_inter_rate_z2: float = ...,
        leg1_prod_family_code: str | bytes = ...,
        leg2_prod_family_code: str | bytes = ...,
        action_direction: _enums.ActionDirection | str | bytes = ...,
        sync_delta_sequence_no: int = ...,
    ) -> Self: ...

class SyncDeltaSPBMFutureParameter(Record):
    trading_day: _F[str]
    exchange_id: _F[str]
    instrument_id: _F[str]
    prod_family_code: _F[str]
    cvf: _F[int]
    time_range: _F[_enums.TimeRange | str]
    margin_rate: _F[float]
    lock_rate_x: _F[float]
    add_on_rate: _F[float]
    pre_settlement_price: _F[float]
    add_on_lock_rate_x2: _F[float]
    action_direction: _F[_enums.ActionDirection | str]
    sync_delta_sequence_no: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        trading_day: str | bytes = ...,
        exchange_id: str | bytes = ...,
        instrument_id: str | bytes = ...,
        prod_family_code: str | bytes = ...,
        cvf: int = ...,
        time_range: _enums.TimeRange | str | bytes = ...,
        margin_rate: float = ...,
        lock_rate_x: float = ...,
        add_on_rate: float = ...,
        pre_settlement_price: float = ...,
        add_on_lock_rate_x2: float = ...,
        action_direction: _enums.ActionDirection | str | bytes = ...,
        sync_delta_sequence_no: int = ...,
    ) -> Self: ...

class SyncDeltaSPBMInterParameter(Record):
    trading_day: _F[str]
    exchange_id: _F[str]
    spread_id: _F[int]
    inter_rate_z: _F[float]
    leg1_prod_family_code: _F[str]
    leg2_prod_family_code: _F[str]
    action_direction: _F[_enums.ActionDirection | str]
    sync_delta_sequence_no: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        trading_day: str | bytes = ...,
        exchange_id: str | bytes = ...,
        spread_id: int = ...,
        inter_rate_z: float = ...,
        leg1_prod_family_code: str | bytes = ...,
        leg2_prod_family_code: str | bytes = ...,
        action_direction: _enums.ActionDirection | str | bytes = ...,
        sync_delta_sequence_no: int = ...,
    ) -> Self: ...

class SyncDeltaSPBMIntraParameter(Record):
    trading_day: _F[str]
    exchange_id: _F[str]
    prod_family_code: _F[str]
    intra_rate_y: _F[float]
    add_on_intra_rate_y2: _F[float]
    action_direction: _F[_enums.ActionDirection | str]
    sync_delta_sequence_no: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        trading_day: str | bytes = ...,
        exchange_id: str | bytes = ...,
        prod_family_code: str | bytes = ...,
        intra_rate_y: float = ...,
        add_on_intra_rate_y2: float = ...,
        action_direction: _enums.ActionDirection | str | bytes = ...,
        sync_delta_sequence_no: int = ...,
    ) -> Self: ...

class SyncDeltaSPBMInvstPortfDef(Record):
    exchange_id: _F[str]
    broker_id: _F[str]
    investor_id: _F[str]
    portfolio_def_id: _F[int]
    action_direction: _F[_enums.ActionDirection | str]
    sync_delta_sequence_no: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        exchange_id: str | bytes = ...,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        portfolio_def_id: int = ...,
        action_direction: _enums.ActionDirection | str | bytes = ...,
        sync_delta_sequence_no: int = ...,
    ) -> Self: ...

class SyncDeltaSPBMOptionParameter(Record):
    trading_day: _F[str]
    exchange_id: _F[str]
    instrument_id: _F[str]
    prod_family_code: _F[str]
    cvf: _F[int]
    down_price: _F[float]
    delta: _F[float]
    slimi_delta: _F[float]
    pre_settlement_price: _F[float]
    action_direction: _F[_enums.ActionDirection | str]
    sync_delta_sequence_no: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        trading_day: str | bytes = ...,
        exchange_id: str | bytes = ...,
        instrument_id: str | bytes = ...,
        prod_family_code: str | bytes = ...,
        cvf: int = ...,
        down_price: float = ...,
        delta: float = ...,
        slimi_delta: float = ...,
        pre_settlement_price: float = ...,
        action_direction: _enums.ActionDirection | str | bytes = ...,
        sync_delta_sequence_no: int = ...,
    ) -> Self: ...

class SyncDeltaSPBMPortfDefinition(Record):
    exchange_id: _F[str]
    portfolio_def_id: _F[int]
    prod_family_code: _F[str]
    is_spbm: _F[int]
    action_direction: _F[_enums.ActionDirection | str]
    sync_delta_sequence_no: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        exchange_id: str | bytes = ...,
        portfolio_def_id: int = ...,
        prod_family_code: str | bytes = ...,
        is_spbm: int = ...,
        action_direction: _enums.ActionDirection | str | bytes = ...,
        sync_delta_sequence_no: int = ...,
    ) -> Self: ...

class SyncDeltaSPMMInstParam(Record):
    exchange_id: _F[str]
    instrument_id: _F[str]
    inst_margin_cal_id: _F[_enums.InstMarginCalID | str]
    commodity_id: _F[str]
    commodity_group_id: _F[str]
    action_direction: _F[_enums.ActionDirection | str]
    sync_delta_sequence_no: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        exchange_id: str | bytes = ...,
        instrument_id: str | bytes = ...,
        inst_margin_cal_id: _enums.InstMarginCalID | str | bytes = ...,
        commodity_id: str | bytes = ...,
        commodity_group_id: str | bytes = ...,
        action_direction: _enums.ActionDirection | str | bytes = ...,
        sync_delta_sequence_no: int = ...,
    ) -> Self: ...

class SyncDeltaSPMMModelParam(Record):
    exchange_id: _F[str]
    spmm_model_id: _F[str]
    commodity_group_id: _F[str]
    intra_commodity_rate: _F[float]
    inter_commodity_rate: _F[float]
    option_discount_rate: _F[float]
    mini_margin_ratio: _F[float]
    action_direction: _F[_enums.ActionDirection | str]
    sync_delta_sequence_no: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        exchange_id: str | bytes = ...,
        spmm_model_id: str | bytes = ...,
        commodity_group_id: str | bytes = ...,
        intra_commodity_rate: float = ...,
        inter_commodity_rate: float = ...,
        option_discount_rate: float = ...,
        mini_margin_ratio: float = ...,
        action_direction: _enums.ActionDirection | str | bytes = ...,
        sync_delta_sequence_no: int = ...,
    ) -> Self: ...

class SyncDeltaSPMMProductParam(Record):
    exchange_id: _F[str]
    product_id: _F[str]
    commodity_id: _F[str]
    commodity_group_id: _F[str]
    action_direction: _F[_enums.ActionDirection | str]
    sync_delta_sequence_no: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        exchange_id: str | bytes = ...,
        product_id: str | bytes = ...,
        commodity_id: str | bytes = ...,
        commodity_group_id: str | bytes = ...,
        action_direction: _enums.ActionDirection | str | bytes = ...,
        sync_delta_sequence_no: int = ...,
    ) -> Self: ...

class SyncDeltaTradingAccount(Record):
    broker_id: _F[str]
    account_id: _F[str]
    pre_mortgage: _F[float]
    pre_credit: _F[float]
    pre_deposit: _F[float]
    pre_balance: _F[float]
    pre_margin: _F[float]
    interest_base: _F[float]
    interest: _F[float]
    deposit: _F[float]
    withdraw: _F[float]
    frozen_margin: _F[float]
    frozen_cash: _F[float]
    frozen_commission: _F[float]
    curr_margin: _F[float]
    cash_in: _F[float]
    commission: _F[float]
    close_profit: _F[float]
    position_profit: _F[float]
    balance: _F[float]
    available: _F[float]
    withdraw_quota: _F[float]
    reserve: _F[float]
    trading_day: _F[str]
    settlement_id: _F[int]
    credit: _F[float]
    mortgage: _F[float]
    exchange_margin: _F[float]
    delivery_margin: _F[float]
    exchange_delivery_margin: _F[float]
    reserve_balance: _F[float]
    currency_id: _F[str]
    pre_fund_mortgage_in: _F[float]
    pre_fund_mortgage_out: _F[float]
    fund_mortgage_in: _F[float]
    fund_mortgage_out: _F[float]
    fund_mortgage_available: _F[float]
    mortgageable_fund: _F[float]
    spec_product_margin: _F[float]
    spec_product_frozen_margin: _F[float]
    spec_product_commission: _F[float]
    spec_product_frozen_commission: _F[float]
    spec_product_position_profit: _F[float]
    spec_product_close_profit: _F[float]
    spec_product_position_profit_by_alg: _F[float]
    spec_product_exchange_margin: _F[float]
    frozen_swap: _F[float]
    remain_swap: _F[float]
    option_value: _F[float]
    sync_delta_sequence_no: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        account_id: str | bytes = ...,
        pre_mortgage: float = ...,
        pre_credit: float = ...,
        pre_deposit: float = ...,
        pre_balance: float = ...,
        pre_margin: float = ...,
        interest_base: float = ...,
        interest: float = ...,
        deposit: float = ...,
        withdraw: float = ...,
        frozen_margin: float = ...,
        frozen_cash: float = ...,
        frozen_commission: float = ...,
        curr_margin: float = ...,
        cash_in: float = ...,
        commission: float = ...,
        close_profit: float = ...,
        position_profit: float = ...,
        balance: float = ...,
        available: float = ...,
        withdraw_quota: float = ...,
        reserve: float = ...,
        trading_day: str | bytes = ...,
        settlement_id: int = ...,
        credit: float = ...,
        mortgage: float = ...,
        exchange_margin: float = ...,
        delivery_margin: float = ...,
        exchange_delivery_margin: float = ...,
        reserve_balance: float = ...,
        currency_id: str | bytes = ...,
        pre_fund_mortgage_in: float = ...,
        pre_fund_mortgage_out: float = ...,
        fund_mortgage_in: float = ...,
        fund_mortgage_out: float = ...,
        fund_mortgage_available: float = ...,
        mortgageable_fund: float = ...,
        spec_product_margin: float = ...,
        spec_product_frozen_margin: float = ...,
        spec_product_commission: float = ...,
        spec_product_frozen_commission: float = ...,
        spec_product_position_profit: float = ...,
        spec_product_close_profit: float = ...,
        spec_product_position_profit_by_alg: float = ...,
        spec_product_exchange_margin: float = ...,
        frozen_swap: float = ...,
        remain_swap: float = ...,
        option_value: float = ...,
        sync_delta_sequence_no: int = ...,
    ) -> Self: ...

class SyncDeposit(Record):
    deposit_seq_no: _F[str]
    broker_id: _F[str]
    investor_id: _F[str]
    deposit: _F[float]
    is_force: _F[int]
    currency_id: _F[str]
    is_from_sopt: _F[int]
    trading_password: _F[str]
    is_sec_agent_tranfer: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        deposit_seq_no: str | bytes = ...,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        deposit: float = ...,
        is_force: int = ...,
        currency_id: str | bytes = ...,
        is_from_sopt: int = ...,
        trading_password: str | bytes | _Secret = ...,
        is_sec_agent_tranfer: int = ...,
    ) -> Self: ...

class SyncFundMortgage(Record):
    mortgage_seq_no: _F[str]
    broker_id: _F[str]
    investor_id: _F[str]
    from_currency_id: _F[str]
    mortgage_amount: _F[float]
    to_currency_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        mortgage_seq_no: str | bytes = ...,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        from_currency_id: str | bytes = ...,
        mortgage_amount: float = ...,
        to_currency_id: str | bytes = ...,
    ) -> Self: ...

class SyncSPBMParameterEnd(Record):
    trading_day: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        trading_day: str | bytes = ...,
    ) -> Self: ...

class SyncStatus(Record):
    trading_day: _F[str]
    data_sync_status: _F[_enums.DataSyncStatus | str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        trading_day: str | bytes = ...,
        data_sync_status: _enums.DataSyncStatus | str | bytes = ...,
    ) -> Self: ...

class SyncingInstrumentCommissionRate(Record):
    instrument_id: _F[str]
    investor_range: _F[_enums.InvestorRange | str]
    broker_id: _F[str]
    investor_id: _F[str]
    open_ratio_by_money: _F[float]
    open_ratio_by_volume: _F[float]
    close_ratio_by_money: _F[float]
    close_ratio_by_volume: _F[float]
    close_today_ratio_by_money: _F[float]
    close_today_ratio_by_volume: _F[float]
    def __new__(
        cls,
        *,
        version: str | None = None,
        instrument_id: str | bytes = ...,
        investor_range: _enums.InvestorRange | str | bytes = ...,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        open_ratio_by_money: float = ...,
        open_ratio_by_volume: float = ...,
        close_ratio_by_money: float = ...,
        close_ratio_by_volume: float = ...,
        close_today_ratio_by_money: float = ...,
        close_today_ratio_by_volume: float = ...,
    ) -> Self: ...

class SyncingInstrumentMarginRate(Record):
    instrument_id: _F[str]
    investor_range: _F[_enums.InvestorRange | str]
    broker_id: _F[str]
    investor_id: _F[str]
    hedge_flag: _F[_enums.HedgeFlag | str]
    long_margin_ratio_by_money: _F[float]
    long_margin_ratio_by_volume: _F[float]
    short_margin_ratio_by_money: _F[float]
    short_margin_ratio_by_volume: _F[float]
    is_relative: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        instrument_id: str | bytes = ...,
        investor_range: _enums.InvestorRange | str | bytes = ...,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        hedge_flag: _enums.HedgeFlag | str | bytes = ...,
        long_margin_ratio_by_money: float = ...,
        long_margin_ratio_by_volume: float = ...,
        short_margin_ratio_by_money: float = ...,
        short_margin_ratio_by_volume: float = ...,
        is_relative: int = ...,
    ) -> Self: ...

class SyncingInstrumentTradingRight(Record):
    instrument_id: _F[str]
    investor_range: _F[_enums.InvestorRange | str]
    broker_id: _F[str]
    investor_id: _F[str]
    trading_right: _F[_enums.TradingRight | str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        instrument_id: str | bytes = ...,
        investor_range: _enums.InvestorRange | str | bytes = ...,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        trading_right: _enums.TradingRight | str | bytes = ...,
    ) -> Self: ...

class SyncingInvestor(Record):
    investor_id: _F[str]
    broker_id: _F[str]
    investor_group_id: _F[str]
    investor_name: _F[str]
    identified_card_type: _F[_enums.IdCardType | str]
    identified_card_no: _F[str]
    is_active: _F[int]
    telephone: _F[str]
    address: _F[str]
    open_date: _F[str]
    mobile: _F[str]
    comm_model_id: _F[str]
    margin_model_id: _F[str]
    is_order_freq: _F[_enums.EnumBool | str]
    is_open_vol_limit: _F[_enums.EnumBool | str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        investor_id: str | bytes = ...,
        broker_id: str | bytes = ...,
        investor_group_id: str | bytes = ...,
        investor_name: str | bytes = ...,
        identified_card_type: _enums.IdCardType | str | bytes = ...,
        identified_card_no: str | bytes = ...,
        is_active: int = ...,
        telephone: str | bytes = ...,
        address: str | bytes = ...,
        open_date: str | bytes = ...,
        mobile: str | bytes = ...,
        comm_model_id: str | bytes = ...,
        margin_model_id: str | bytes = ...,
        is_order_freq: _enums.EnumBool | str | bytes = ...,
        is_open_vol_limit: _enums.EnumBool | str | bytes = ...,
    ) -> Self: ...

class SyncingInvestorGroup(Record):
    broker_id: _F[str]
    investor_group_id: _F[str]
    investor_group_name: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_group_id: str | bytes = ...,
        investor_group_name: str | bytes = ...,
    ) -> Self: ...

class SyncingInvestorPosition(Record):
    instrument_id: _F[str]
    broker_id: _F[str]
    investor_id: _F[str]
    posi_direction: _F[_enums.PosiDirection | str]
    hedge_flag: _F[_enums.HedgeFlag | str]
    position_date: _F[_enums.PositionDate | str]
    yd_position: _F[int]
    position: _F[int]
    long_frozen: _F[int]
    short_frozen: _F[int]
    long_frozen_amount: _F[float]
    short_frozen_amount: _F[float]
    open_volume: _F[int]
    close_volume: _F[int]
    open_amount: _F[float]
    close_amount: _F[float]
    position_cost: _F[float]
    pre_margin: _F[float]
    use_margin: _F[float]
    frozen_margin: _F[float]
    frozen_cash: _F[float]
    frozen_commission: _F[float]
    cash_in: _F[float]
    commission: _F[float]
    close_profit: _F[float]
    position_profit: _F[float]
    pre_settlement_price: _F[float]
    settlement_price: _F[float]
    trading_day: _F[str]
    settlement_id: _F[int]
    open_cost: _F[float]
    exchange_margin: _F[float]
    comb_position: _F[int]
    comb_long_frozen: _F[int]
    comb_short_frozen: _F[int]
    close_profit_by_date: _F[float]
    close_profit_by_trade: _F[float]
    today_position: _F[int]
    margin_rate_by_money: _F[float]
    margin_rate_by_volume: _F[float]
    strike_frozen: _F[int]
    strike_frozen_amount: _F[float]
    abandon_frozen: _F[int]
    exchange_id: _F[str]
    yd_strike_frozen: _F[int]
    invest_unit_id: _F[str]
    position_cost_offset: _F[float]
    tas_position: _F[int]
    tas_position_cost: _F[float]
    def __new__(
        cls,
        *,
        version: str | None = None,
        instrument_id: str | bytes = ...,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        posi_direction: _enums.PosiDirection | str | bytes = ...,
        hedge_flag: _enums.HedgeFlag | str | bytes = ...,
        position_date: _enums.PositionDate | str | bytes = ...,
        yd_position: int = ...,
        position: int = ...,
        long_frozen: int = ...,
        short_frozen: int = ...,
        long_frozen_amount: float = ...,
        short_frozen_amount: float = ...,
        open_volume: int = ...,
        close_volume: int = ...,
        open_amount: float = ...,
        close_amount: float = ...,
        position_cost: float = ...,
        pre_margin: float = ...,
        use_margin: float = ...,
        frozen_margin: float = ...,
        frozen_cash: float = ...,
        frozen_commission: float = ...,
        cash_in: float = ...,
        commission: float = ...,
        close_profit: float = ...,
        position_profit: float = ...,
        pre_settlement_price: float = ...,
        settlement_price: float = ...,
        trading_day: str | bytes = ...,
        settlement_id: int = ...,
        open_cost: float = ...,
        exchange_margin: float = ...,
        comb_position: int = ...,
        comb_long_frozen: int = ...,
        comb_short_frozen: int = ...,
        close_profit_by_date: float = ...,
        close_profit_by_trade: float = ...,
        today_position: int = ...,
        margin_rate_by_money: float = ...,
        margin_rate_by_volume: float = ...,
        strike_frozen: int = ...,
        strike_frozen_amount: float = ...,
        abandon_frozen: int = ...,
        exchange_id: str | bytes = ...,
        yd_strike_frozen: int = ...,
        invest_unit_id: str | bytes = ...,
        position_cost_offset: float = ...,
        tas_position: int = ...,
        tas_position_cost: float = ...,
    ) -> Self: ...

class SyncingTradingAccount(Record):
    broker_id: _F[str]
    account_id: _F[str]
    pre_mortgage: _F[float]
    pre_credit: _F[float]
    pre_deposit: _F[float]
    pre_balance: _F[float]
    pre_margin: _F[float]
    interest_base: _F[float]
    interest: _F[float]
    deposit: _F[float]
    withdraw: _F[float]
    frozen_margin: _F[float]
    frozen_cash: _F[float]
    frozen_commission: _F[float]
    curr_margin: _F[float]
    cash_in: _F[float]
    commission: _F[float]
    close_profit: _F[float]
    position_profit: _F[float]
    balance: _F[float]
    available: _F[float]
    withdraw_quota: _F[float]
    reserve: _F[float]
    trading_day: _F[str]
    settlement_id: _F[int]
    credit: _F[float]
    mortgage: _F[float]
    exchange_margin: _F[float]
    delivery_margin: _F[float]
    exchange_delivery_margin: _F[float]
    reserve_balance: _F[float]
    currency_id: _F[str]
    pre_fund_mortgage_in: _F[float]
    pre_fund_mortgage_out: _F[float]
    fund_mortgage_in: _F[float]
    fund_mortgage_out: _F[float]
    fund_mortgage_available: _F[float]
    mortgageable_fund: _F[float]
    spec_product_margin: _F[float]
    spec_product_frozen_margin: _F[float]
    spec_product_commission: _F[float]
    spec_product_frozen_commission: _F[float]
    spec_product_position_profit: _F[float]
    spec_product_close_profit: _F[float]
    spec_product_position_profit_by_alg: _F[float]
    spec_product_exchange_margin: _F[float]
    frozen_swap: _F[float]
    remain_swap: _F[float]
    option_value: _F[float]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        account_id: str | bytes = ...,
        pre_mortgage: float = ...,
        pre_credit: float = ...,
        pre_deposit: float = ...,
        pre_balance: float = ...,
        pre_margin: float = ...,
        interest_base: float = ...,
        interest: float = ...,
        deposit: float = ...,
        withdraw: float = ...,
        frozen_margin: float = ...,
        frozen_cash: float = ...,
        frozen_commission: float = ...,
        curr_margin: float = ...,
        cash_in: float = ...,
        commission: float = ...,
        close_profit: float = ...,
        position_profit: float = ...,
        balance: float = ...,
        available: float = ...,
        withdraw_quota: float = ...,
        reserve: float = ...,
        trading_day: str | bytes = ...,
        settlement_id: int = ...,
        credit: float = ...,
        mortgage: float = ...,
        exchange_margin: float = ...,
        delivery_margin: float = ...,
        exchange_delivery_margin: float = ...,
        reserve_balance: float = ...,
        currency_id: str | bytes = ...,
        pre_fund_mortgage_in: float = ...,
        pre_fund_mortgage_out: float = ...,
        fund_mortgage_in: float = ...,
        fund_mortgage_out: float = ...,
        fund_mortgage_available: float = ...,
        mortgageable_fund: float = ...,
        spec_product_margin: float = ...,
        spec_product_frozen_margin: float = ...,
        spec_product_commission: float = ...,
        spec_product_frozen_commission: float = ...,
        spec_product_position_profit: float = ...,
        spec_product_close_profit: float = ...,
        spec_product_position_profit_by_alg: float = ...,
        spec_product_exchange_margin: float = ...,
        frozen_swap: float = ...,
        remain_swap: float = ...,
        option_value: float = ...,
    ) -> Self: ...

class SyncingTradingCode(Record):
    investor_id: _F[str]
    broker_id: _F[str]
    exchange_id: _F[str]
    client_id: _F[str]
    is_active: _F[int]
    client_id_type: _F[_enums.ClientIDType | str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        investor_id: str | bytes = ...,
        broker_id: str | bytes = ...,
        exchange_id: str | bytes = ...,
        client_id: str | bytes = ...,
        is_active: int = ...,
        client_id_type: _enums.ClientIDType | str | bytes = ...,
    ) -> Self: ...

class TGIpAddrParam(Record):
    broker_id: _F[str]
    user_id: _F[str]
    address: _F[str]
    dr_identity_id: _F[int]
    dr_identity_name: _F[str]
    addr_srv_mode: _F[_enums.AddrSrvMode | str]
    addr_ver: _F[_enums.AddrVer | str]
    addr_no: _F[int]
    addr_name: _F[str]
    is_sm: _F[int]
    is_local_addr: _F[int]
    remark: _F[str]
    site: _F[str]
    net_operator: _F[str]
    sys_name: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        user_id: str | bytes = ...,
        address: str | bytes = ...,
        dr_identity_id: int = ...,
        dr_identity_name: str | bytes = ...,
        addr_srv_mode: _enums.AddrSrvMode | str | bytes = ...,
        addr_ver: _enums.AddrVer | str | bytes = ...,
        addr_no: int = ...,
        addr_name: str | bytes = ...,
        is_sm: int = ...,
        is_local_addr: int = ...,
        remark: str | bytes = ...,
        site: str | bytes = ...,
        net_operator: str | bytes = ...,
        sys_name: str | bytes = ...,
    ) -> Self: ...

class TGSessionQryStatus(Record):
    last_qry_freq: _F[int]
    qry_status: _F[_enums.TGSessionQryStatus | str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        last_qry_freq: int = ...,
        qry_status: _enums.TGSessionQryStatus | str | bytes = ...,
    ) -> Self: ...

class ThostUserFunction(Record):
    broker_id: _F[str]
    user_id: _F[str]
    thost_function_code: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        user_id: str | bytes = ...,
        thost_function_code: int = ...,
    ) -> Self: ...

class Trade(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    instrument_id: _F[str]
    order_ref: _F[str]
    user_id: _F[str]
    exchange_id: _F[str]
    trade_id: _F[str]
    direction: _F[_enums.Direction | str]
    order_sys_id: _F[str]
    participant_id: _F[str]
    client_id: _F[str]
    trading_role: _F[_enums.TradingRole | str]
    exchange_inst_id: _F[str]
    offset_flag: _F[_enums.OffsetFlag | str]
    hedge_flag: _F[_enums.HedgeFlag | str]
    price: _F[float]
    volume: _F[int]
    trade_date: _F[str]
    trade_time: _F[str]
    trade_type: _F[_enums.TradeType | str]
    price_source: _F[_enums.PriceSource | str]
    trader_id: _F[str]
    order_local_id: _F[str]
    clearing_part_id: _F[str]
    business_unit: _F[str]
    sequence_no: _F[int]
    trading_day: _F[str]
    settlement_id: _F[int]
    broker_order_seq: _F[int]
    trade_source: _F[_enums.TradeSource | str]
    invest_unit_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        instrument_id: str | bytes = ...,
        order_ref: str | bytes = ...,
        user_id: str | bytes = ...,
        exchange_id: str | bytes = ...,
        trade_id: str | bytes = ...,
        direction: _enums.Direction | str | bytes = ...,
        order_sys_id: str | bytes = ...,
        participant_id: str | bytes = ...,
        client_id: str | bytes = ...,
        trading_role: _enums.TradingRole | str | bytes = ...,
        exchange_inst_id: str | bytes = ...,
        offset_flag: _enums.OffsetFlag | str | bytes = ...,
        hedge_flag: _enums.HedgeFlag | str | bytes = ...,
        price: float = ...,
        volume: int = ...,
        trade_date: str | bytes = ...,
        trade_time: str | bytes = ...,
        trade_type: _enums.TradeType | str | bytes = ...,
        price_source: _enums.PriceSource | str | bytes = ...,
        trader_id: str | bytes = ...,
        order_local_id: str | bytes = ...,
        clearing_part_id: str | bytes = ...,
        business_unit: str | bytes = ...,
        sequence_no: int = ...,
        trading_day: str | bytes = ...,
        settlement_id: int = ...,
        broker_order_seq: int = ...,
        trade_source: _enums.TradeSource | str | bytes = ...,
        invest_unit_id: str | bytes = ...,
    ) -> Self: ...

class TradeParam(Record):
    broker_id: _F[str]
    trade_param_id: _F[_enums.TradeParamID | str]
    trade_param_value: _F[str]
    memo: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        trade_param_id: _enums.TradeParamID | str | bytes = ...,
        trade_param_value: str | bytes = ...,
        memo: str | bytes = ...,
    ) -> Self: ...

class Trader(Record):
    exchange_id: _F[str]
    trader_id: _F[str]
    participant_id: _F[str]
    password: _F[str]
    install_count: _F[int]
    broker_id: _F[str]
    order_cancel_alg: _F[_enums.OrderCancelAlg | str]
    trade_install_count: _F[int]
    md_install_count: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        exchange_id: str | bytes = ...,
        trader_id: str | bytes = ...,
        participant_id: str | bytes = ...,
        password: str | bytes | _Secret = ...,
        install_count: int = ...,
        broker_id: str | bytes = ...,
        order_cancel_alg: _enums.OrderCancelAlg | str | bytes = ...,
        trade_install_count: int = ...,
        md_install_count: int = ...,
    ) -> Self: ...

class TraderAssign(Record):
    broker_id: _F[str]
    exchange_id: _F[str]
    trader_id: _F[str]
    participant_id: _F[str]
    dr_identity_id: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        exchange_id: str | bytes = ...,
        trader_id: str | bytes = ...,
        participant_id: str | bytes = ...,
        dr_identity_id: int = ...,
    ) -> Self: ...

class TraderOffer(Record):
    exchange_id: _F[str]
    trader_id: _F[str]
    participant_id: _F[str]
    password: _F[str]
    install_id: _F[int]
    order_local_id: _F[str]
    trader_connect_status: _F[_enums.TraderConnectStatus | str]
    connect_request_date: _F[str]
    connect_request_time: _F[str]
    last_report_date: _F[str]
    last_report_time: _F[str]
    connect_date: _F[str]
    connect_time: _F[str]
    start_date: _F[str]
    start_time: _F[str]
    trading_day: _F[str]
    broker_id: _F[str]
    max_trade_id: _F[str]
    max_order_message_reference: _F[str]
    order_cancel_alg: _F[_enums.OrderCancelAlg | str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        exchange_id: str | bytes = ...,
        trader_id: str | bytes = ...,
        participant_id: str | bytes = ...,
        password: str | bytes | _Secret = ...,
        install_id: int = ...,
        order_local_id: str | bytes = ...,
        trader_connect_status: _enums.TraderConnectStatus | str | bytes = ...,
        connect_request_date: str | bytes = ...,
        connect_request_time: str | bytes = ...,
        last_report_date: str | bytes = ...,
        last_report_time: str | bytes = ...,
        connect_date: str | bytes = ...,
        connect_time: str | bytes = ...,
        start_date: str | bytes = ...,
        start_time: str | bytes = ...,
        trading_day: str | bytes = ...,
        broker_id: str | bytes = ...,
        max_trade_id: str | bytes = ...,
        max_order_message_reference: str | bytes = ...,
        order_cancel_alg: _enums.OrderCancelAlg | str | bytes = ...,
    ) -> Self: ...

class TradingAccount(Record):
    broker_id: _F[str]
    account_id: _F[str]
    pre_mortgage: _F[float]
    pre_credit: _F[float]
    pre_deposit: _F[float]
    pre_balance: _F[float]
    pre_margin: _F[float]
    interest_base: _F[float]
    interest: _F[float]
    deposit: _F[float]
    withdraw: _F[float]
    frozen_margin: _F[float]
    frozen_cash: _F[float]
    frozen_commission: _F[float]
    curr_margin: _F[float]
    cash_in: _F[float]
    commission: _F[float]
    close_profit: _F[float]
    position_profit: _F[float]
    balance: _F[float]
    available: _F[float]
    withdraw_quota: _F[float]
    reserve: _F[float]
    trading_day: _F[str]
    settlement_id: _F[int]
    credit: _F[float]
    mortgage: _F[float]
    exchange_margin: _F[float]
    delivery_margin: _F[float]
    exchange_delivery_margin: _F[float]
    reserve_balance: _F[float]
    currency_id: _F[str]
    pre_fund_mortgage_in: _F[float]
    pre_fund_mortgage_out: _F[float]
    fund_mortgage_in: _F[float]
    fund_mortgage_out: _F[float]
    fund_mortgage_available: _F[float]
    mortgageable_fund: _F[float]
    spec_product_margin: _F[float]
    spec_product_frozen_margin: _F[float]
    spec_product_commission: _F[float]
    spec_product_frozen_commission: _F[float]
    spec_product_position_profit: _F[float]
    spec_product_close_profit: _F[float]
    spec_product_position_profit_by_alg: _F[float]
    spec_product_exchange_margin: _F[float]
    biz_type: _F[_enums.BizType | str]
    frozen_swap: _F[float]
    remain_swap: _F[float]
    option_value: _F[float]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        account_id: str | bytes = ...,
        pre_mortgage: float = ...,
        pre_credit: float = ...,
        pre_deposit: float = ...,
        pre_balance: float = ...,
        pre_margin: float = ...,
        interest_base: float = ...,
        interest: float = ...,
        deposit: float = ...,
        withdraw: float = ...,
        frozen_margin: float = ...,
        frozen_cash: float = ...,
        frozen_commission: float = ...,
        curr_margin: float = ...,
        cash_in: float = ...,
        commission: float = ...,
        close_profit: float = ...,
        position_profit: float = ...,
        balance: float = ...,
        available: float = ...,
        withdraw_quota: float = ...,
        reserve: float = ...,
        trading_day: str | bytes = ...,
        settlement_id: int = ...,
        credit: float = ...,
        mortgage: float = ...,
        exchange_margin: float = ...,
        delivery_margin: float = ...,
        exchange_delivery_margin: float = ...,
        reserve_balance: float = ...,
        currency_id: str | bytes = ...,
        pre_fund_mortgage_in: float = ...,
        pre_fund_mortgage_out: float = ...,
        fund_mortgage_in: float = ...,
        fund_mortgage_out: float = ...,
        fund_mortgage_available: float = ...,
        mortgageable_fund: float = ...,
        spec_product_margin: float = ...,
        spec_product_frozen_margin: float = ...,
        spec_product_commission: float = ...,
        spec_product_frozen_commission: float = ...,
        spec_product_position_profit: float = ...,
        spec_product_close_profit: float = ...,
        spec_product_position_profit_by_alg: float = ...,
        spec_product_exchange_margin: float = ...,
        biz_type: _enums.BizType | str | bytes = ...,
        frozen_swap: float = ...,
        remain_swap: float = ...,
        option_value: float = ...,
    ) -> Self: ...

class TradingAccountPassword(Record):
    broker_id: _F[str]
    account_id: _F[str]
    password: _F[str]
    currency_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        account_id: str | bytes = ...,
        password: str | bytes | _Secret = ...,
        currency_id: str | bytes = ...,
    ) -> Self: ...

class TradingAccountPasswordUpdate(Record):
    broker_id: _F[str]
    account_id: _F[str]
    old_password: _F[str]
    new_password: _F[str]
    currency_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        account_id: str | bytes = ...,
        old_password: str | bytes | _Secret = ...,
        new_password: str | bytes | _Secret = ...,
        currency_id: str | bytes = ...,
    ) -> Self: ...

class TradingAccountPasswordUpdateFromSec(Record):
    broker_id: _F[str]
    account_id: _F[str]
    old_password: _F[str]
    new_password: _F[str]
    currency_id: _F[str]
    from_sec: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        account_id: str | bytes = ...,
        old_password: str | bytes | _Secret = ...,
        new_password: str | bytes | _Secret = ...,
        currency_id: str | bytes = ...,
        from_sec: int = ...,
    ) -> Self: ...

class TradingAccountPasswordUpdateV1(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    old_password: _F[str]
    new_password: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        old_password: str | bytes | _Secret = ...,
        new_password: str | bytes | _Secret = ...,
    ) -> Self: ...

class TradingAccountReserve(Record):
    broker_id: _F[str]
    account_id: _F[str]
    reserve: _F[float]
    currency_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        account_id: str | bytes = ...,
        reserve: float = ...,
        currency_id: str | bytes = ...,
    ) -> Self: ...

class TradingCode(Record):
    investor_id: _F[str]
    broker_id: _F[str]
    exchange_id: _F[str]
    client_id: _F[str]
    is_active: _F[int]
    client_id_type: _F[_enums.ClientIDType | str]
    branch_id: _F[str]
    biz_type: _F[_enums.BizType | str]
    invest_unit_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        investor_id: str | bytes = ...,
        broker_id: str | bytes = ...,
        exchange_id: str | bytes = ...,
        client_id: str | bytes = ...,
        is_active: int = ...,
        client_id_type: _enums.ClientIDType | str | bytes = ...,
        branch_id: str | bytes = ...,
        biz_type: _enums.BizType | str | bytes = ...,
        invest_unit_id: str | bytes = ...,
    ) -> Self: ...

class TradingNotice(Record):
    broker_id: _F[str]
    investor_range: _F[_enums.InvestorRange | str]
    investor_id: _F[str]
    sequence_series: _F[int]
    user_id: _F[str]
    send_time: _F[str]
    sequence_no: _F[int]
    field_content: _F[str]
    invest_unit_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_range: _enums.InvestorRange | str | bytes = ...,
        investor_id: str | bytes = ...,
        sequence_series: int = ...,
        user_id: str | bytes = ...,
        send_time: str | bytes = ...,
        sequence_no: int = ...,
        field_content: str | bytes = ...,
        invest_unit_id: str | bytes = ...,
    ) -> Self: ...

class TradingNoticeInfo(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    send_time: _F[str]
    field_content: _F[str]
    sequence_series: _F[int]
    sequence_no: _F[int]
    invest_unit_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        send_time: str | bytes = ...,
        field_content: str | bytes = ...,
        sequence_series: int = ...,
        sequence_no: int = ...,
        invest_unit_id: str | bytes = ...,
    ) -> Self: ...

class TransferBank(Record):
    bank_id: _F[str]
    bank_brch_id: _F[str]
    bank_name: _F[str]
    is_active: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        bank_id: str | bytes = ...,
        bank_brch_id: str | bytes = ...,
        bank_name: str | bytes = ...,
        is_active: int = ...,
    ) -> Self: ...

class TransferBankToFutureReq(Record):
    future_account: _F[str]
    future_pwd_flag: _F[_enums.FuturePwdFlag | str]
    future_acc_pwd: _F[str]
    trade_amt: _F[float]
    cust_fee: _F[float]
    currency_code: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        future_account: str | bytes = ...,
        future_pwd_flag: _enums.FuturePwdFlag | str | bytes = ...,
        future_acc_pwd: str | bytes | _Secret = ...,
        trade_amt: float = ...,
        cust_fee: float = ...,
        currency_code: str | bytes = ...,
    ) -> Self: ...

class TransferBankToFutureRsp(Record):
    ret_code: _F[str]
    ret_info: _F[str]
    future_account: _F[str]
    trade_amt: _F[float]
    cust_fee: _F[float]
    currency_code: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        ret_code: str | bytes = ...,
        ret_info: str | bytes = ...,
        future_account: str | bytes = ...,
        trade_amt: float = ...,
        cust_fee: float = ...,
        currency_code: str | bytes = ...,
    ) -> Self: ...

class TransferFutureToBankReq(Record):
    future_account: _F[str]
    future_pwd_flag: _F[_enums.FuturePwdFlag | str]
    future_acc_pwd: _F[str]
    trade_amt: _F[float]
    cust_fee: _F[float]
    currency_code: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        future_account: str | bytes = ...,
        future_pwd_flag: _enums.FuturePwdFlag | str | bytes = ...,
        future_acc_pwd: str | bytes | _Secret = ...,
        trade_amt: float = ...,
        cust_fee: float = ...,
        currency_code: str | bytes = ...,
    ) -> Self: ...

class TransferFutureToBankRsp(Record):
    ret_code: _F[str]
    ret_info: _F[str]
    future_account: _F[str]
    trade_amt: _F[float]
    cust_fee: _F[float]
    currency_code: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        ret_code: str | bytes = ...,
        ret_info: str | bytes = ...,
        future_account: str | bytes = ...,
        trade_amt: float = ...,
        cust_fee: float = ...,
        currency_code: str | bytes = ...,
    ) -> Self: ...

class TransferHeader(Record):
    version_: _F[str]
    trade_code: _F[str]
    trade_date: _F[str]
    trade_time: _F[str]
    trade_serial: _F[str]
    future_id: _F[str]
    bank_id: _F[str]
    bank_brch_id: _F[str]
    oper_no: _F[str]
    device_id: _F[str]
    record_num: _F[str]
    session_id: _F[int]
    request_id: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        version_: str | bytes = ...,
        trade_code: str | bytes = ...,
        trade_date: str | bytes = ...,
        trade_time: str | bytes = ...,
        trade_serial: str | bytes = ...,
        future_id: str | bytes = ...,
        bank_id: str | bytes = ...,
        bank_brch_id: str | bytes = ...,
        oper_no: str | bytes = ...,
        device_id: str | bytes = ...,
        record_num: str | bytes = ...,
        session_id: int = ...,
        request_id: int = ...,
    ) -> Self: ...

class TransferQryBankReq(Record):
    future_account: _F[str]
    future_pwd_flag: _F[_enums.FuturePwdFlag | str]
    future_acc_pwd: _F[str]
    currency_code: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        future_account: str | bytes = ...,
        future_pwd_flag: _enums.FuturePwdFlag | str | bytes = ...,
        future_acc_pwd: str | bytes | _Secret = ...,
        currency_code: str | bytes = ...,
    ) -> Self: ...

class TransferQryBankRsp(Record):
    ret_code: _F[str]
    ret_info: _F[str]
    future_account: _F[str]
    trade_amt: _F[float]
    use_amt: _F[float]
    fetch_amt: _F[float]
    currency_code: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        ret_code: str | bytes = ...,
        ret_info: str | bytes = ...,
        future_account: str | bytes = ...,
        trade_amt: float = ...,
        use_amt: float = ...,
        fetch_amt: float = ...,
        currency_code: str | bytes = ...,
    ) -> Self: ...

class TransferQryDetailReq(Record):
    future_account: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        future_account: str | bytes = ...,
    ) -> Self: ...

class TransferQryDetailRsp(Record):
    trade_date: _F[str]
    trade_time: _F[str]
    trade_code: _F[str]
    future_serial: _F[int]
    future_id: _F[str]
    future_account: _F[str]
    bank_serial: _F[int]
    bank_id: _F[str]
    bank_brch_id: _F[str]
    bank_account: _F[str]
    cert_code: _F[str]
    currency_code: _F[str]
    tx_amount: _F[float]
    flag: _F[_enums.TransferValidFlag | str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        trade_date: str | bytes = ...,
        trade_time: str | bytes = ...,
        trade_code: str | bytes = ...,
        future_serial: int = ...,
        future_id: str | bytes = ...,
        future_account: str | bytes = ...,
        bank_serial: int = ...,
        bank_id: str | bytes = ...,
        bank_brch_id: str | bytes = ...,
        bank_account: str | bytes = ...,
        cert_code: str | bytes = ...,
        currency_code: str | bytes = ...,
        tx_amount: float = ...,
        flag: _enums.TransferValidFlag | str | bytes = ...,
    ) -> Self: ...

class TransferSerial(Record):
    plate_serial: _F[int]
    trade_date: _F[str]
    trading_day: _F[str]
    trade_time: _F[str]
    trade_code: _F[str]
    session_id: _F[int]
    bank_id: _F[str]
    bank_branch_id: _F[str]
    bank_acc_type: _F[_enums.BankAccType | str]
    bank_account: _F[str]
    bank_serial: _F[str]
    broker_id: _F[str]
    broker_branch_id: _F[str]
    future_acc_type: _F[_enums.FutureAccType | str]
    account_id: _F[str]
    investor_id: _F[str]
    future_serial: _F[int]
    id_card_type: _F[_enums.IdCardType | str]
    identified_card_no: _F[str]
    currency_id: _F[str]
    trade_amount: _F[float]
    cust_fee: _F[float]
    broker_fee: _F[float]
    availability_flag: _F[_enums.AvailabilityFlag | str]
    operator_code: _F[str]
    bank_new_account: _F[str]
    error_id: _F[int]
    error_msg: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        plate_serial: int = ...,
        trade_date: str | bytes = ...,
        trading_day: str | bytes = ...,
        trade_time: str | bytes = ...,
        trade_code: str | bytes = ...,
        session_id: int = ...,
        bank_id: str | bytes = ...,
        bank_branch_id: str | bytes = ...,
        bank_acc_type: _enums.BankAccType | str | bytes = ...,
        bank_account: str | bytes = ...,
        bank_serial: str | bytes = ...,
        broker_id: str | bytes = ...,
        broker_branch_id: str | bytes = ...,
        future_acc_type: _enums.FutureAccType | str | bytes = ...,
        account_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        future_serial: int = ...,
        id_card_type: _enums.IdCardType | str | bytes = ...,
        identified_card_no: str | bytes = ...,
        currency_id: str | bytes = ...,
        trade_amount: float = ...,
        cust_fee: float = ...,
        broker_fee: float = ...,
        availability_flag: _enums.AvailabilityFlag | str | bytes = ...,
        operator_code: str | bytes = ...,
        bank_new_account: str | bytes = ...,
        error_id: int = ...,
        error_msg: str | bytes = ...,
    ) -> Self: ...

class UserDRIBypass(Record):
    broker_id: _F[str]
    user_id: _F[str]
    dr_identity_id: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        user_id: str | bytes = ...,
        dr_identity_id: int = ...,
    ) -> Self: ...

class UserIP(Record):
    broker_id: _F[str]
    user_id: _F[str]
    mac_address: _F[str]
    ip_address: _F[str]
    ip_mask: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        user_id: str | bytes = ...,
        mac_address: str | bytes = ...,
        ip_address: str | bytes = ...,
        ip_mask: str | bytes = ...,
    ) -> Self: ...

class UserLogout(Record):
    broker_id: _F[str]
    user_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        user_id: str | bytes = ...,
    ) -> Self: ...

class UserPasswordUpdate(Record):
    broker_id: _F[str]
    user_id: _F[str]
    old_password: _F[str]
    new_password: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        user_id: str | bytes = ...,
        old_password: str | bytes | _Secret = ...,
        new_password: str | bytes | _Secret = ...,
    ) -> Self: ...

class UserPasswordUpdateFromSec(Record):
    broker_id: _F[str]
    user_id: _F[str]
    old_password: _F[str]
    new_password: _F[str]
    from_sec: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        user_id: str | bytes = ...,
        old_password: str | bytes | _Secret = ...,
        new_password: str | bytes | _Secret = ...,
        from_sec: int = ...,
    ) -> Self: ...

class UserRight(Record):
    broker_id: _F[str]
    user_id: _F[str]
    user_right_type: _F[_enums.UserRightType | str]
    is_forbidden: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        user_id: str | bytes = ...,
        user_right_type: _enums.UserRightType | str | bytes = ...,
        is_forbidden: int = ...,
    ) -> Self: ...

class UserRightsAssign(Record):
    broker_id: _F[str]
    user_id: _F[str]
    dr_identity_id: _F[int]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        user_id: str | bytes = ...,
        dr_identity_id: int = ...,
    ) -> Self: ...

class UserSession(Record):
    front_id: _F[int]
    session_id: _F[int]
    broker_id: _F[str]
    user_id: _F[str]
    login_date: _F[str]
    login_time: _F[str]
    ip_address: _F[str]
    user_product_info: _F[str]
    interface_product_info: _F[str]
    protocol_info: _F[str]
    mac_address: _F[str]
    login_remark: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        front_id: int = ...,
        session_id: int = ...,
        broker_id: str | bytes = ...,
        user_id: str | bytes = ...,
        login_date: str | bytes = ...,
        login_time: str | bytes = ...,
        ip_address: str | bytes = ...,
        user_product_info: str | bytes = ...,
        interface_product_info: str | bytes = ...,
        protocol_info: str | bytes = ...,
        mac_address: str | bytes = ...,
        login_remark: str | bytes = ...,
    ) -> Self: ...

class UserSystemInfo(Record):
    broker_id: _F[str]
    user_id: _F[str]
    client_system_info_len: _F[int]
    client_system_info: _F[bytes]
    client_public_ip: _F[str]
    client_ip_port: _F[int]
    client_login_time: _F[str]
    client_app_id: _F[str]
    client_login_remark: _F[str]
    mac: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        user_id: str | bytes = ...,
        client_system_info_len: int = ...,
        client_system_info: bytes | str | _Secret = ...,
        client_public_ip: str | bytes = ...,
        client_ip_port: int = ...,
        client_login_time: str | bytes = ...,
        client_app_id: str | bytes = ...,
        client_login_remark: str | bytes = ...,
        mac: str | bytes = ...,
    ) -> Self: ...

class VerifyCustInfo(Record):
    customer_name: _F[str]
    id_card_type: _F[_enums.IdCardType | str]
    identified_card_no: _F[str]
    cust_type: _F[_enums.CustType | str]
    long_customer_name: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        customer_name: str | bytes = ...,
        id_card_type: _enums.IdCardType | str | bytes = ...,
        identified_card_no: str | bytes = ...,
        cust_type: _enums.CustType | str | bytes = ...,
        long_customer_name: str | bytes = ...,
    ) -> Self: ...

class VerifyFuturePassword(Record):
    trade_code: _F[str]
    bank_id: _F[str]
    bank_branch_id: _F[str]
    broker_id: _F[str]
    broker_branch_id: _F[str]
    trade_date: _F[str]
    trade_time: _F[str]
    bank_serial: _F[str]
    trading_day: _F[str]
    plate_serial: _F[int]
    last_fragment: _F[_enums.LastFragment | str]
    session_id: _F[int]
    account_id: _F[str]
    password: _F[str]
    bank_account: _F[str]
    bank_pass_word: _F[str]
    install_id: _F[int]
    tid: _F[int]
    currency_id: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        trade_code: str | bytes = ...,
        bank_id: str | bytes = ...,
        bank_branch_id: str | bytes = ...,
        broker_id: str | bytes = ...,
        broker_branch_id: str | bytes = ...,
        trade_date: str | bytes = ...,
        trade_time: str | bytes = ...,
        bank_serial: str | bytes = ...,
        trading_day: str | bytes = ...,
        plate_serial: int = ...,
        last_fragment: _enums.LastFragment | str | bytes = ...,
        session_id: int = ...,
        account_id: str | bytes = ...,
        password: str | bytes | _Secret = ...,
        bank_account: str | bytes = ...,
        bank_pass_word: str | bytes | _Secret = ...,
        install_id: int = ...,
        tid: int = ...,
        currency_id: str | bytes = ...,
    ) -> Self: ...

class VerifyFuturePasswordAndCustInfo(Record):
    customer_name: _F[str]
    id_card_type: _F[_enums.IdCardType | str]
    identified_card_no: _F[str]
    cust_type: _F[_enums.CustType | str]
    account_id: _F[str]
    password: _F[str]
    currency_id: _F[str]
    long_customer_name: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        customer_name: str | bytes = ...,
        id_card_type: _enums.IdCardType | str | bytes = ...,
        identified_card_no: str | bytes = ...,
        cust_type: _enums.CustType | str | bytes = ...,
        account_id: str | bytes = ...,
        password: str | bytes | _Secret = ...,
        currency_id: str | bytes = ...,
        long_customer_name: str | bytes = ...,
    ) -> Self: ...

class VerifyInvestorPassword(Record):
    broker_id: _F[str]
    investor_id: _F[str]
    password: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        investor_id: str | bytes = ...,
        password: str | bytes | _Secret = ...,
    ) -> Self: ...

class WechatUserSystemInfo(Record):
    broker_id: _F[str]
    user_id: _F[str]
    wechat_clt_sys_info_len: _F[int]
    wechat_clt_sys_info: _F[bytes]
    client_ip_port: _F[int]
    client_login_time: _F[str]
    client_app_id: _F[str]
    client_public_ip: _F[str]
    client_login_remark: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        user_id: str | bytes = ...,
        wechat_clt_sys_info_len: int = ...,
        wechat_clt_sys_info: bytes | str | _Secret = ...,
        client_ip_port: int = ...,
        client_login_time: str | bytes = ...,
        client_app_id: str | bytes = ...,
        client_public_ip: str | bytes = ...,
        client_login_remark: str | bytes = ...,
    ) -> Self: ...

class WithDrawParam(Record):
    broker_id: _F[str]
    account_id: _F[str]
    with_draw_param_id: _F[_enums.WithDrawParamID | str]
    with_draw_param_value: _F[str]
    def __new__(
        cls,
        *,
        version: str | None = None,
        broker_id: str | bytes = ...,
        account_id: str | bytes = ...,
        with_draw_param_id: _enums.WithDrawParamID | str | bytes = ...,
        with_draw_param_value: str | bytes = ...,
    ) -> Self: ...

class Tick(DepthMarketData):
    @property
    def received_ns(self) -> int: ...
    @property
    def session(self) -> int: ...
    @property
    def exchange_time(self) -> datetime | None: ...
    def __new__(
        cls,
        *,
        version: str | None = None,
        trading_day: str | bytes = ...,
        instrument_id: str | bytes = ...,
        exchange_id: str | bytes = ...,
        exchange_inst_id: str | bytes = ...,
        last_price: float = ...,
        pre_settlement_price: float = ...,
        pre_close_price: float = ...,
        pre_open_interest: float = ...,
        open_price: float = ...,
        highest_price: float = ...,
        lowest_price: float = ...,
        volume: int = ...,
        turnover: float = ...,
        open_interest: float = ...,
        close_price: float = ...,
        settlement_price: float = ...,
        upper_limit_price: float = ...,
        lower_limit_price: float = ...,
        pre_delta: float = ...,
        curr_delta: float = ...,
        update_time: str | bytes = ...,
        update_millisec: int = ...,
        bid_price1: float = ...,
        bid_volume1: int = ...,
        ask_price1: float = ...,
        ask_volume1: int = ...,
        bid_price2: float = ...,
        bid_volume2: int = ...,
        ask_price2: float = ...,
        ask_volume2: int = ...,
        bid_price3: float = ...,
        bid_volume3: int = ...,
        ask_price3: float = ...,
        ask_volume3: int = ...,
        bid_price4: float = ...,
        bid_volume4: int = ...,
        ask_price4: float = ...,
        ask_volume4: int = ...,
        bid_price5: float = ...,
        bid_volume5: int = ...,
        ask_price5: float = ...,
        ask_volume5: int = ...,
        average_price: float = ...,
        action_day: str | bytes = ...,
        banding_upper_price: float = ...,
        banding_lower_price: float = ...,
        received_ns: int = ...,
        session: int = ...,
    ) -> Self: ...
