# Written by ext/generate_stubs.py from ext/api.json; not edited by hand.

from enum import Enum

from typing_extensions import Self

__all__ = [
    "Character",
    "AMLCheckStatus",
    "AMLGenStatus",
    "APIProductClass",
    "AccountSettlementParamID",
    "AccountSourceType",
    "ActionDirection",
    "ActionFlag",
    "ActionType",
    "ActiveType",
    "AddrSrvMode",
    "AddrVer",
    "AlgoType",
    "Algorithm",
    "AllWithoutTrade",
    "AmType",
    "AmlCheckLevel",
    "AmlDateType",
    "AppType",
    "ApplyOperateID",
    "ApplySrc",
    "ApplyStatus",
    "ApplyStatusID",
    "ApplyType",
    "AssetmgrClientType",
    "AssetmgrType",
    "AuthType",
    "AvailabilityFlag",
    "BackUpStatus",
    "BalanceAlgorithm",
    "BankAccStatus",
    "BankAccType",
    "BankAcountOrigin",
    "BankRepealFlag",
    "BanlanceType",
    "BasisPriceType",
    "BatchStatus",
    "BillGenStatus",
    "BillHedgeFlag",
    "BizType",
    "BrokerDataSyncStatus",
    "BrokerFunctionCode",
    "BrokerRepealFlag",
    "BrokerType",
    "BrokerUserType",
    "BusinessClass",
    "BusinessType",
    "ByGroup",
    "ByInvestorRange",
    "CCBFeeMode",
    "CFFEXUploadFileName",
    "CFMMCKeyKind",
    "CSRCDataQueyType",
    "CSRCFundIOType",
    "CTPType",
    "CZCEUploadFileName",
    "CashExchangeCode",
    "CertificationType",
    "CfmmcReturnCode",
    "CheckInstrType",
    "CheckLevel",
    "CheckStatus",
    "ClassType",
    "ClientIDStatus",
    "ClientIDType",
    "ClientRegion",
    "ClientType",
    "CloseDealType",
    "CloseStyle",
    "CmbType",
    "CodeSourceType",
    "CombDirection",
    "CombinationType",
    "CommApiType",
    "ConditionalOrderSortType",
    "ConnectMode",
    "ContingentCondition",
    "CurrExDirection",
    "CurrencySwapStatus",
    "CusAccountType",
    "CustType",
    "DAClientType",
    "DBOperation",
    "DCEUploadFileName",
    "DataResource",
    "DataStatus",
    "DataSyncStatus",
    "DceCombinationType",
    "DeliveryMode",
    "DeliveryType",
    "DepartmentRange",
    "Direction",
    "DirectionEn",
    "EnumBool",
    "EventMode",
    "ExClientIDType",
    "ExDirection",
    "ExStatus",
    "ExchangeConnectStatus",
    "ExchangeIDType",
    "ExchangeProperty",
    "ExchangeSettlementParamID",
    "ExecOrderCloseFlag",
    "ExecOrderPositionFlag",
    "ExecResult",
    "ExportFileType",
    "ExprSetMode",
    "FBEAlreadyTrade",
    "FBEExchStatus",
    "FBEFileFlag",
    "FBEReqFlag",
    "FBEResultFlag",
    "FBEUserEventType",
    "FBTEncryMode",
    "FBTPassWordType",
    "FBTTransferDirection",
    "FBTUserEventType",
    "FeeAcceptStyle",
    "FeePayFlag",
    "FileBusinessCode",
    "FileFormat",
    "FileGenStyle",
    "FileID",
    "FileStatus",
    "FileType",
    "FileUploadStatus",
    "FindMarginRateAlgoID",
    "FlexStatMode",
    "FlowID",
    "ForQuoteStatus",
    "ForceCloseReason",
    "ForceCloseType",
    "FreezeStatus",
    "FunctionCode",
    "FundDirection",
    "FundDirectionEn",
    "FundEventType",
    "FundIOType",
    "FundIOTypeEn",
    "FundMortDirection",
    "FundMortDirectionEn",
    "FundMortgageType",
    "FundStatus",
    "FundType",
    "FundTypeEn",
    "FutureAccType",
    "FuturePwdFlag",
    "FutureType",
    "Gender",
    "GiveUpDataSource",
    "HandlePositionAlgoID",
    "HandleTradingAccountAlgoID",
    "HasBoard",
    "HasTrustee",
    "HedgeFlag",
    "HedgeFlagEn",
    "IdCardType",
    "IncludeCloseProfit",
    "InitSettlement",
    "InstLifePhase",
    "InstMarginCalID",
    "InstStatusEnterReason",
    "InstitutionType",
    "InstrumentClass",
    "InstrumentStatus",
    "InvestorRange",
    "InvestorRiskStatus",
    "InvestorSettlementParamID",
    "InvestorType",
    "InvstTradingRight",
    "LanguageType",
    "LastFragment",
    "LimitUseType",
    "LinkStatus",
    "LoginMode",
    "ManageStatus",
    "MarginPriceType",
    "MarginRateType",
    "MarginType",
    "MatchType",
    "MaxMarginSideAlgorithm",
    "MoneyAccountStatus",
    "MonthBillTradeSum",
    "MortgageFundUseRange",
    "MortgageType",
    "NoteType",
    "NotifyClass",
    "OTCTradeType",
    "OTPStatus",
    "OTPType",
    "OffsetFlag",
    "OffsetFlagEn",
    "OffsetType",
    "OpenLimitControlLevel",
    "OpenOrDestroy",
    "OptSelfCloseFlag",
    "OptionRoyaltyPriceType",
    "OptionsType",
    "OrderActionStatus",
    "OrderCancelAlg",
    "OrderFreqControlLevel",
    "OrderPriceType",
    "OrderSource",
    "OrderStatus",
    "OrderSubmitStatus",
    "OrderType",
    "OrgSystemID",
    "OrganLevel",
    "OrganStatus",
    "OrganType",
    "ParkedOrderStatus",
    "PassWordKeyType",
    "PasswordType",
    "PersonType",
    "PortfType",
    "Portfolio",
    "PosiDirection",
    "PositionDate",
    "PositionDateType",
    "PositionType",
    "PriceSource",
    "ProcessStatus",
    "ProdChangeFlag",
    "ProductClass",
    "ProductLifePhase",
    "ProductStatus",
    "ProductType",
    "PromptType",
    "PropertyInvestorRange",
    "ProtocalID",
    "PublishStatus",
    "PwdFlag",
    "PwdRcdSrc",
    "QueryInvestorRange",
    "QuestionType",
    "RCAMSCombinationType",
    "RateInvestorRange",
    "RateType",
    "RatioAttr",
    "Reason",
    "ReportStatus",
    "ReqFlag",
    "ReqRspType",
    "ResFlag",
    "ReserveOpenAccStas",
    "ResponseValue",
    "ReturnLevel",
    "ReturnPattern",
    "ReturnStandard",
    "ReturnStyle",
    "RightParamType",
    "RiskLevel",
    "RiskNotifyMethod",
    "RiskNotifyStatus",
    "RiskUserEvent",
    "SHFEUploadFileName",
    "SaveStatus",
    "SecuAccType",
    "SendMethod",
    "SendType",
    "SettArchiveStatus",
    "SettleManagerGroup",
    "SettleManagerLevel",
    "SettleManagerType",
    "SettlementBillType",
    "SettlementStatus",
    "SettlementStyle",
    "Sex",
    "SpecPosiType",
    "SpecProductType",
    "SpecialCreateRule",
    "SponsorType",
    "StandardStatus",
    "StartMode",
    "StatMode",
    "StrikeMode",
    "StrikeOffsetType",
    "StrikeType",
    "SwapSourceType",
    "SyncDataStatus",
    "SyncDeltaStatus",
    "SyncFlag",
    "SyncMode",
    "SyncType",
    "SysOperMode",
    "SysOperType",
    "SysSettlementStatus",
    "SystemParamID",
    "SystemStatus",
    "SystemType",
    "TGSessionQryStatus",
    "TemplateType",
    "TimeCondition",
    "TimeRange",
    "TradeParamID",
    "TradeSource",
    "TradeSumStatMode",
    "TradeType",
    "TraderConnectStatus",
    "TradingRight",
    "TradingRole",
    "TradingType",
    "TransferDirection",
    "TransferStatus",
    "TransferType",
    "TransferValidFlag",
    "TxnEndFlag",
    "UOAAssetmgrType",
    "UOAAutoSend",
    "UpdateFlag",
    "UsedStatus",
    "UserEventType",
    "UserRange",
    "UserRightType",
    "UserType",
    "ValueMethod",
    "VirBankAccType",
    "VirDealStatus",
    "VirTradeStatus",
    "VirementAvailAbility",
    "VirementStatus",
    "VolumeCondition",
    "WeakPasswordSource",
    "WithDrawParamID",
    "YesNoIndicator",
]

class Character(str, Enum):  # type: ignore[misc]  # a base without members
    def __new__(cls, value: str) -> Self: ...
    def __format__(self, spec: str) -> str: ...

def __dir__() -> list[str]: ...
def has(type_name: str) -> bool: ...
def members(type_name: str) -> list[tuple[str, str]]: ...

class AMLCheckStatus(Character):
    INIT = "0"
    CHECKING = "1"
    CHECKED = "2"
    REFUSE_REPORT = "3"

class AMLGenStatus(Character):
    PROGRAM = "0"
    HAND_WORK = "1"

class APIProductClass(Character):
    FUTURE_SINGLE = "1"
    OPTION_SINGLE = "2"
    FUTURES = "3"
    OPTIONS = "4"
    TRADING_COMB = "5"
    UN_TRADING_COMB = "6"
    ALL_TRADING = "7"
    ALL = "8"

class AccountSettlementParamID(Character):
    BASE_MARGIN = "1"
    LOWEST_INTEREST = "2"

class AccountSourceType(Character):
    FB_TRANSFER = "0"
    MANUAL_ENTRY = "1"

class ActionDirection(Character):
    ADD = "1"
    DEL = "2"
    UPD = "3"

class ActionFlag(Character):
    DELETE = "0"
    MODIFY = "3"

class ActionType(Character):
    EXEC = "1"
    ABANDON = "2"

class ActiveType(Character):
    INTRADAY = "1"
    LONG = "2"

class AddrSrvMode(Character):
    TRADE = "0"
    MARKET_DATA = "1"
    OTHER = "2"

class AddrVer(Character):
    V4 = "0"
    V6 = "1"

class AlgoType(Character):
    HANDLE_POSITION_ALGO = "1"
    FIND_MARGIN_RATE_ALGO = "2"

class Algorithm(Character):
    ALL = "1"
    ONLY_LOST = "2"
    ONLY_GAIN = "3"
    NONE = "4"

class AllWithoutTrade(Character):
    ENABLE = "0"
    DISABLE = "2"
    NO_HOLD_ENABLE = "3"

class AmType(Character):
    BANK = "1"
    SECURITIES = "2"
    FUND = "3"
    INSURANCE = "4"
    TRUST = "5"
    OTHER = "9"

class AmlCheckLevel(Character):
    CHECK_LEVEL0 = "0"
    CHECK_LEVEL1 = "1"
    CHECK_LEVEL2 = "2"
    CHECK_LEVEL3 = "3"

class AmlDateType(Character):
    DRAW_DAY = "0"
    TOUCH_DAY = "1"

class AppType(Character):
    TYPE_INVESTOR = "1"
    TYPE_INVESTOR_RELAY = "2"
    TYPE_OPERATOR_RELAY = "3"
    TYPE_UN_KNOWN = "4"

class ApplyOperateID(Character):
    OPEN_INVESTOR = "1"
    MODIFY_ID_CARD = "2"
    MODIFY_NO_ID_CARD = "3"
    APPLY_TRADING_CODE = "4"
    CANCEL_TRADING_CODE = "5"
    CANCEL_INVESTOR = "6"
    FREEZE_ACCOUNT = "8"
    ACTIVE_FREEZE_ACCOUNT = "9"

class ApplySrc(Character):
    TRADE = "0"
    MEMBER = "1"

class ApplyStatus(Character):
    UNKNOWN = "a"
    CANCELED = "0"
    SUSPENDED = "1"
    ACCEPTED = "3"

class ApplyStatusID(Character):
    NO_COMPLETE = "1"
    SUBMITED = "2"
    CHECKED = "3"
    REFUSED = "4"
    DELETED = "5"

class ApplyType(Character):
    NOT_STRIKE_NUM = "4"

class AssetmgrClientType(Character):
    PERSON = "1"
    ORGAN = "2"
    SPECIAL_ORGAN = "4"

class AssetmgrType(Character):
    FUTURES = "3"
    SPECIAL_ORGAN = "4"

class AuthType(Character):
    WHITE = "0"
    BLACK = "1"

class AvailabilityFlag(Character):
    INVALID = "0"
    VALID = "1"
    REPEAL = "2"

class BackUpStatus(Character):
    UN_BAK = "0"
    BAK_UP = "1"
    BAK_UPED = "2"
    BAK_FAIL = "3"

class BalanceAlgorithm(Character):
    DEFAULT = "1"
    INCLUDE_OPT_VAL_LOST = "2"

class BankAccStatus(Character):
    NORMAL = "0"
    FREEZE = "1"
    REPORT_LOSS = "2"

class BankAccType(Character):
    BANK_BOOK = "1"
    SAVING_CARD = "2"
    CREDIT_CARD = "3"

class BankAcountOrigin(Character):
    BY_ACC_PROPERTY = "0"
    BY_FB_TRANSFER = "1"

class BankRepealFlag(Character):
    BANK_NOT_NEED_REPEAL = "0"
    BANK_WAITING_REPEAL = "1"
    BANK_BEEN_REPEALED = "2"

class BanlanceType(Character):
    CURRENT_MONEY = "0"
    USABLE_MONEY = "1"
    FETCHABLE_MONEY = "2"
    FREEZE_MONEY = "3"

class BasisPriceType(Character):
    LAST_SETTLEMENT = "1"
    LASE_CLOSE = "2"

class BatchStatus(Character):
    NO_UPLOAD = "1"
    UPLOADED = "2"
    FAILED = "3"

class BillGenStatus(Character):
    NONE = "0"
    NO_GENERATED = "1"
    GENERATED = "2"

class BillHedgeFlag(Character):
    SPECULATION = "1"
    ARBITRAGE = "2"
    HEDGE = "3"

class BizType(Character):
    FUTURE = "1"
    STOCK = "2"

class BrokerDataSyncStatus(Character):
    SYNCHRONIZED = "1"
    SYNCHRONIZING = "2"

class BrokerFunctionCode(Character):
    FORCE_USER_LOGOUT = "1"
    USER_PASSWORD_UPDATE = "2"
    SYNC_BROKER_DATA = "3"
    BACH_SYNC_BROKER_DATA = "4"
    ORDER_INSERT = "5"
    ORDER_ACTION = "6"
    ALL_QUERY = "7"
    LOG = "a"
    BASE_QRY = "b"
    TRADE_QRY = "c"
    TRADE = "d"
    VIREMENT = "e"
    RISK = "f"
    SESSION = "g"
    RISK_NOTICE_CTL = "h"
    RISK_NOTICE = "i"
    BROKER_DEPOSIT = "j"
    QUERY_FUND = "k"
    QUERY_ORDER = "l"
    QUERY_TRADE = "m"
    QUERY_POSITION = "n"
    QUERY_MARKET_DATA = "o"
    QUERY_USER_EVENT = "p"
    QUERY_RISK_NOTIFY = "q"
    QUERY_FUND_CHANGE = "r"
    QUERY_INVESTOR = "s"
    QUERY_TRADING_CODE = "t"
    FORCE_CLOSE = "u"
    PRESS_TEST = "v"
    REMAIN_CALC = "w"
    NET_POSITION_IND = "x"
    RISK_PREDICT = "y"
    DATA_EXPORT = "z"
    RISK_TARGET_SETUP = "A"
    MARKET_DATA_WARN = "B"
    QRY_BIZ_NOTICE = "C"
    CFG_BIZ_NOTICE = "D"
    SYNC_OTP = "E"
    SEND_BIZ_NOTICE = "F"
    CFG_RISK_LEVEL_STD = "G"
    TB_COMMAND = "H"
    DELETE_ORDER = "J"
    PARKED_ORDER_INSERT = "K"
    PARKED_ORDER_ACTION = "L"
    EXEC_ORDER_NO_CHECK = "M"
    DESIGNATE = "N"
    STOCK_DISPOSAL = "O"
    BROKER_DEPOSIT_WARN = "Q"
    COVER_WARN = "S"
    PRE_EXEC_ORDER = "T"
    EXEC_ORDER_RISK = "P"
    POSI_LIMIT_WARN = "U"
    QRY_POSI_LIMIT = "V"
    FB_SIGN = "W"
    FB_ACCOUNT = "X"
    RCV_SMS_CODE = "Y"

class BrokerRepealFlag(Character):
    BROKER_NOT_NEED_REPEAL = "0"
    BROKER_WAITING_REPEAL = "1"
    BROKER_BEEN_REPEALED = "2"

class BrokerType(Character):
    TRADE = "0"
    TRADE_SETTLE = "1"

class BrokerUserType(Character):
    INVESTOR = "1"
    BROKER_USER = "2"

class BusinessClass(Character):
    PROFIT = "0"
    LOSS = "1"
    OTHER = "Z"

class BusinessType(Character):
    REQUEST = "1"
    RESPONSE = "2"
    NOTICE = "3"

class ByGroup(Character):
    INVESTOR = "2"
    GROUP = "1"

class ByInvestorRange(Character):
    PROPERTY = "1"
    ALL = "2"

class CCBFeeMode(Character):
    BY_AMOUNT = "1"
    BY_MONTH = "2"

class CFFEXUploadFileName(Character):
    SUFN_T = "T"
    SUFN_P = "P"
    SUFN_F = "F"
    SUFN_S = "S"

class CFMMCKeyKind(Character):
    REQUEST = "R"
    AUTO = "A"
    MANUAL = "M"

class CSRCDataQueyType(Character):
    CURRENT = "0"
    HISTORY = "1"

class CSRCFundIOType(Character):
    FUND_IO = "0"
    SWAP_CURRENCY = "1"

class CTPType(Character):
    UNKOWN = "0"
    MAIN_CENTER = "1"
    BACK_UP = "2"

class CZCEUploadFileName(Character):
    CUFN_O = "O"
    CUFN_T = "T"
    CUFN_P = "P"
    CUFN_N = "N"
    CUFN_L = "L"
    CUFN_F = "F"
    CUFN_C = "C"
    CUFN_M = "M"

class CashExchangeCode(Character):
    EXCHANGE = "1"
    CASH = "2"

class CertificationType(Character):
    ID_CARD = "0"
    PASSPORT = "1"
    OFFICER_ID_CARD = "2"
    SOLDIER_ID_CARD = "3"
    HOME_COMING_CARD = "4"
    HOUSEHOLD_REGISTER = "5"
    LICENSE_NO = "6"
    INSTITUTION_CODE_CARD = "7"
    TEMP_LICENSE_NO = "8"
    NO_ENTERPRISE_LICENSE_NO = "9"
    OTHER_CARD = "x"
    SUPER_DEP_AGREE = "a"

class CfmmcReturnCode(Character):
    SUCCESS = "0"
    WORKING = "1"
    INFO_FAIL = "2"
    ID_CARD_FAIL = "3"
    OTHER_FAIL = "4"

class CheckInstrType(Character):
    HAS_EXCH = "0"
    HAS_ATP = "1"
    HAS_DIFF = "2"

class CheckLevel(Character):
    ZERO = "0"
    ONE = "1"
    TWO = "2"

class CheckStatus(Character):
    INIT = "0"
    CHECKING = "1"
    CHECKED = "2"
    REFUSE = "3"
    CANCEL = "4"

class ClassType(Character):
    ALL = "0"
    FUTURE = "1"
    OPTION = "2"
    COMB = "3"

class ClientIDStatus(Character):
    NO_APPLY = "1"
    SUBMITED = "2"
    SENDED = "3"
    SUCCESS = "4"
    REFUSE = "5"
    CANCEL = "6"

class ClientIDType(Character):
    SPECULATION = "1"
    ARBITRAGE = "2"
    HEDGE = "3"
    MARKET_MAKER = "5"

class ClientRegion(Character):
    DOMESTIC = "1"
    GMT = "2"
    FOREIGN = "3"

class ClientType(Character):
    ALL = "0"
    PERSON = "1"
    COMPANY = "2"
    OTHER = "3"
    SPECIAL_ORGAN = "4"
    ASSET = "5"

class CloseDealType(Character):
    NORMAL = "0"
    SPEC_FIRST = "1"

class CloseStyle(Character):
    CLOSE = "0"
    CLOSE_TODAY = "1"

class CmbType(Character):
    SPZ = "0"
    SPD = "1"
    IPS = "2"
    BUL = "3"
    BER = "4"
    BLT = "5"
    BRT = "6"
    STD = "7"
    STG = "8"
    PRT = "9"

class CodeSourceType(Character):
    UNIFY_ACCOUNT = "0"
    MANUAL_ENTRY = "1"

class CombDirection(Character):
    COMB = "0"
    UN_COMB = "1"
    DEL_COMB = "2"

class CombinationType(Character):
    FUTURE = "0"
    BUL = "1"
    BER = "2"
    STD = "3"
    STG = "4"
    PRT = "5"
    CLD = "6"
    CAS = "6"
    OPL = "7"
    BFO = "8"
    BLS = "9"
    BES = "a"

class CommApiType(Character):
    CLIENT = "1"
    SERVER = "2"
    USER_API = "3"

class ConditionalOrderSortType(Character):
    LAST_PRICE_ASC = "0"
    LAST_PRICE_DESC = "1"
    ASK_PRICE_ASC = "2"
    ASK_PRICE_DESC = "3"
    BID_PRICE_ASC = "4"
    BID_PRICE_DESC = "5"

class ConnectMode(Character):
    SHORT_CONNECT = "0"
    LONG_CONNECT = "1"

class ContingentCondition(Character):
    IMMEDIATELY = "1"
    TOUCH = "2"
    TOUCH_PROFIT = "3"
    PARKED_ORDER = "4"
    LAST_PRICE_GREATER_THAN_STOP_PRICE = "5"
    LAST_PRICE_GREATER_EQUAL_STOP_PRICE = "6"
    LAST_PRICE_LESSER_THAN_STOP_PRICE = "7"
    LAST_PRICE_LESSER_EQUAL_STOP_PRICE = "8"
    ASK_PRICE_GREATER_THAN_STOP_PRICE = "9"
    ASK_PRICE_GREATER_EQUAL_STOP_PRICE = "A"
    ASK_PRICE_LESSER_THAN_STOP_PRICE = "B"
    ASK_PRICE_LESSER_EQUAL_STOP_PRICE = "C"
    BID_PRICE_GREATER_THAN_STOP_PRICE = "D"
    BID_PRICE_GREATER_EQUAL_STOP_PRICE = "E"
    BID_PRICE_LESSER_THAN_STOP_PRICE = "F"
    BID_PRICE_LESSER_EQUAL_STOP_PRICE = "H"

class CurrExDirection(Character):
    SETTLEMENT = "0"
    SALE = "1"

class CurrencySwapStatus(Character):
    ENTRY = "1"
    APPROVE = "2"
    REFUSE = "3"
    REVOKE = "4"
    SEND = "5"
    SUCCESS = "6"
    FAILURE = "7"

class CusAccountType(Character):
    FUTURES = "1"
    ASSETMGR_FUTURE = "2"
    ASSETMGR_TRUSTEE = "3"
    ASSETMGR_TRANSFER = "4"

class CustType(Character):
    PERSON = "0"
    INSTITUTION = "1"

class DAClientType(Character):
    PERSON = "0"
    COMPANY = "1"
    OTHER = "2"

class DBOperation(Character):
    INSERT = "0"
    UPDATE = "1"
    DELETE = "2"

class DCEUploadFileName(Character):
    DUFN_O = "O"
    DUFN_T = "T"
    DUFN_P = "P"
    DUFN_F = "F"
    DUFN_C = "C"
    DUFN_D = "D"
    DUFN_M = "M"
    DUFN_S = "S"

class DataResource(Character):
    SETTLE = "1"
    EXCHANGE = "2"
    CSRC = "3"

class DataStatus(Character):
    NORMAL = "0"
    DELETED = "1"

class DataSyncStatus(Character):
    ASYNCHRONOUS = "1"
    SYNCHRONIZING = "2"
    SYNCHRONIZED = "3"

class DceCombinationType(Character):
    SPL = "0"
    OPL = "1"
    SP = "2"
    SPC = "3"
    BLS = "4"
    BES = "5"
    CAS = "6"
    STD = "7"
    STG = "8"
    BFO = "9"
    SFO = "a"

class DeliveryMode(Character):
    CASH_DELIV = "1"
    COMMODITY_DELIV = "2"

class DeliveryType(Character):
    HAND_DELIV = "1"
    PERSON_DELIV = "2"

class DepartmentRange(Character):
    ALL = "1"
    GROUP = "2"
    SINGLE = "3"

class Direction(Character):
    BUY = "0"
    SELL = "1"

class DirectionEn(Character):
    BUY = "0"
    SELL = "1"

class EnumBool(Character):
    FALSE = "0"
    TRUE = "1"

class EventMode(Character):
    ADD = "1"
    UPDATE = "2"
    DELETE = "3"
    CHECK = "4"
    COPY = "5"
    CANCEL = "6"
    REVERSE = "7"

class ExClientIDType(Character):
    HEDGE = "1"
    ARBITRAGE = "2"
    SPECULATION = "3"

class ExDirection(Character):
    SETTLEMENT = "0"
    SALE = "1"

class ExStatus(Character):
    BEFORE = "0"
    AFTER = "1"

class ExchangeConnectStatus(Character):
    NO_CONNECTION = "1"
    QRY_INSTRUMENT_SENT = "2"
    GOT_INFORMATION = "9"

class ExchangeIDType(Character):
    SHFE = "S"
    CZCE = "Z"
    DCE = "D"
    CFFEX = "J"
    INE = "N"

class ExchangeProperty(Character):
    NORMAL = "0"
    GEN_ORDER_BY_TRADE = "1"

class ExchangeSettlementParamID(Character):
    MORTGAGE_RATIO = "1"
    OTHER_FUND_ITEM = "2"
    OTHER_FUND_IMPORT = "3"
    CFFEX_MIN_PREPA = "6"
    CZCE_SETTLEMENT_TYPE = "7"
    EXCH_DELIV_FEE_MODE = "9"
    DELIV_FEE_MODE = "0"
    CZCE_COM_MARGIN_TYPE = "A"
    DCE_COM_MARGIN_TYPE = "B"
    OPT_OUT_DIS_COUNT_RATE = "a"
    OPT_MINI_GUARANTEE = "b"

class ExecOrderCloseFlag(Character):
    AUTO_CLOSE = "0"
    NOT_TO_CLOSE = "1"

class ExecOrderPositionFlag(Character):
    RESERVE = "0"
    UN_RESERVE = "1"

class ExecResult(Character):
    NO_EXEC = "n"
    CANCELED = "c"
    OK = "0"
    NO_POSITION = "1"
    NO_DEPOSIT = "2"
    NO_PARTICIPANT = "3"
    NO_CLIENT = "4"
    NO_INSTRUMENT = "6"
    NO_RIGHT = "7"
    INVALID_VOLUME = "8"
    NO_ENOUGH_HISTORY_TRADE = "9"
    UNKNOWN = "a"

class ExportFileType(Character):
    CSV = "0"
    EXCEL = "1"
    DBF = "2"

class ExprSetMode(Character):
    RELATIVE = "1"
    TYPICAL = "2"

class FBEAlreadyTrade(Character):
    NOT_TRADE = "0"
    TRADE = "1"

class FBEExchStatus(Character):
    NORMAL = "0"
    RE_EXCHANGE = "1"

class FBEFileFlag(Character):
    DATA_PACKAGE = "0"
    FILE = "1"

class FBEReqFlag(Character):
    UN_PROCESSED = "0"
    WAIT_SEND = "1"
    SEND_SUCCESS = "2"
    SEND_FAILED = "3"
    WAIT_RE_SEND = "4"

class FBEResultFlag(Character):
    SUCCESS = "0"
    INSUFFICIENT_BALANCE = "1"
    UNKNOWN_TRADING = "8"
    FAIL = "x"

class FBEUserEventType(Character):
    SIGN_IN = "0"
    EXCHANGE = "1"
    RE_EXCHANGE = "2"
    QUERY_BANK_ACCOUNT = "3"
    QUERY_EXCH_DETIAL = "4"
    QUERY_EXCH_SUMMARY = "5"
    QUERY_EXCH_RATE = "6"
    CHECK_BANK_ACCOUNT = "7"
    SIGN_OUT = "8"
    OTHER = "Z"

class FBTEncryMode(Character):
    NO_ENCRY = "0"
    DES = "1"
    _3_DES = "2"

class FBTPassWordType(Character):
    QUERY = "0"
    FETCH = "1"
    TRANSFER = "2"
    TRADE = "3"

class FBTTransferDirection(Character):
    FROM_BANK_TO_FUTURE = "1"
    FROM_FUTURE_TO_BANK = "2"

class FBTUserEventType(Character):
    SIGN_IN = "0"
    FROM_BANK_TO_FUTURE = "1"
    FROM_FUTURE_TO_BANK = "2"
    OPEN_ACCOUNT = "3"
    CANCEL_ACCOUNT = "4"
    CHANGE_ACCOUNT = "5"
    REPEAL_FROM_BANK_TO_FUTURE = "6"
    REPEAL_FROM_FUTURE_TO_BANK = "7"
    QUERY_BANK_ACCOUNT = "8"
    QUERY_FUTURE_ACCOUNT = "9"
    SIGN_OUT = "A"
    SYNC_KEY = "B"
    RESERVE_OPEN_ACCOUNT = "C"
    CANCEL_RESERVE_OPEN_ACCOUNT = "D"
    RESERVE_OPEN_ACCOUNT_CONFIRM = "E"
    OTHER = "Z"

class FeeAcceptStyle(Character):
    BY_TRADE = "1"
    BY_DELIV = "2"
    NONE = "3"
    FIX_FEE = "4"

class FeePayFlag(Character):
    BEN = "0"
    OUR = "1"
    SHA = "2"

class FileBusinessCode(Character):
    OTHERS = "0"
    TRANSFER_DETAILS = "1"
    CUST_ACC_STATUS = "2"
    ACCOUNT_TRADE_DETAILS = "3"
    FUTURE_ACCOUNT_CHANGE_INFO_DETAILS = "4"
    CUST_MONEY_DETAIL = "5"
    CUST_CANCEL_ACCOUNT_INFO = "6"
    CUST_MONEY_RESULT = "7"
    OTHERS_EXCEPTION_RESULT = "8"
    CUST_INTEREST_NET_MONEY_DETAILS = "9"
    CUST_MONEY_SEND_AND_RECEIVE_DETAILS = "a"
    CORPORATION_MONEY_TOTAL = "b"
    MAINBODY_MONEY_TOTAL = "c"
    MAIN_PART_MONITOR_DATA = "d"
    PREPARATION_MONEY = "e"
    BANK_MONEY_MONITOR_DATA = "f"

class FileFormat(Character):
    TXT = "0"
    ZIP = "1"
    DBF = "2"

class FileGenStyle(Character):
    FILE_TRANSMIT = "0"
    FILE_GEN = "1"

class FileID(Character):
    SETTLEMENT_FUND = "F"
    TRADE = "T"
    INVESTOR_POSITION = "P"
    SUB_ENTRY_FUND = "O"
    CZCE_COMBINATION_POS = "C"
    CSRC_DATA = "R"
    CZCE_CLOSE = "L"
    CZCE_NO_CLOSE = "N"
    POSITION_DTL = "D"
    OPTION_STRIKE = "S"
    SETTLEMENT_PRICE_COMPARISON = "M"
    NON_TRADE_POS_CHANGE = "B"

class FileStatus(Character):
    NO_CREATE = "0"
    CREATED = "1"
    FAILED = "2"

class FileType(Character):
    SETTLEMENT = "0"
    CHECK = "1"

class FileUploadStatus(Character):
    SUCCEED_UPLOAD = "1"
    FAILED_UPLOAD = "2"
    SUCCEED_LOAD = "3"
    PART_SUCCEED_LOAD = "4"
    FAILED_LOAD = "5"

class FindMarginRateAlgoID(Character):
    BASE = "1"
    DCE = "2"
    CZCE = "3"

class FlexStatMode(Character):
    PRODUCT = "1"
    EXCHANGE = "2"
    ALL = "3"

class FlowID(Character):
    INVESTOR_GROUP_FLOW = "1"
    INVESTOR_RATE = "2"
    INVESTOR_COMM_RATE_MODEL = "3"

class ForQuoteStatus(Character):
    SUBMITTED = "a"
    ACCEPTED = "b"
    REJECTED = "c"

class ForceCloseReason(Character):
    NOT_FORCE_CLOSE = "0"
    LACK_DEPOSIT = "1"
    CLIENT_OVER_POSITION_LIMIT = "2"
    MEMBER_OVER_POSITION_LIMIT = "3"
    NOT_MULTIPLE = "4"
    VIOLATION = "5"
    OTHER = "6"
    PERSON_DELIV = "7"
    NOTVERIFYCAPITAL = "8"
    LOCAL_LACK_DEPOSIT = "9"
    LOCAL_VIOLATION_NOCHECK = "a"
    LOCAL_VIOLATION = "b"

class ForceCloseType(Character):
    MANUAL = "0"
    SINGLE = "1"
    GROUP = "2"

class FreezeStatus(Character):
    NORMAL = "1"
    FREEZE = "0"

class FunctionCode(Character):
    DATA_ASYNC = "1"
    FORCE_USER_LOGOUT = "2"
    USER_PASSWORD_UPDATE = "3"
    BROKER_PASSWORD_UPDATE = "4"
    INVESTOR_PASSWORD_UPDATE = "5"
    ORDER_INSERT = "6"
    ORDER_ACTION = "7"
    SYNC_SYSTEM_DATA = "8"
    SYNC_BROKER_DATA = "9"
    BACH_SYNC_BROKER_DATA = "A"
    SUPER_QUERY = "B"
    PARKED_ORDER_INSERT = "C"
    PARKED_ORDER_ACTION = "D"
    SYNC_OTP = "E"
    DELETE_ORDER = "F"
    EXIT_EMERGENCY = "G"

class FundDirection(Character):
    IN = "1"
    OUT = "2"

class FundDirectionEn(Character):
    IN = "1"
    OUT = "2"

class FundEventType(Character):
    RESTRICTION = "0"
    TODAY_RESTRICTION = "1"
    TRANSFER = "2"
    CREDIT = "3"
    INVESTOR_WITHDRAW_ALM = "4"
    BANK_RESTRICTION = "5"
    ACCOUNTREGISTER = "6"
    EXCHANGE_FUND_IO = "7"
    INVESTOR_FUND_IO = "8"

class FundIOType(Character):
    FUND_IO = "1"
    TRANSFER = "2"
    SWAP_CURRENCY = "3"

class FundIOTypeEn(Character):
    FUND_IO = "1"
    TRANSFER = "2"
    SWAP_CURRENCY = "3"

class FundMortDirection(Character):
    IN = "1"
    OUT = "2"

class FundMortDirectionEn(Character):
    IN = "1"
    OUT = "2"

class FundMortgageType(Character):
    MORTGAGE = "1"
    REDEMPTION = "2"

class FundStatus(Character):
    RECORD = "1"
    CHECK = "2"
    CHARGE = "3"

class FundType(Character):
    DEPOSITE = "1"
    ITEM_FUND = "2"
    COMPANY = "3"
    INNER_TRANSFER = "4"

class FundTypeEn(Character):
    DEPOSITE = "1"
    ITEM_FUND = "2"
    COMPANY = "3"
    INNER_TRANSFER = "4"

class FutureAccType(Character):
    BANK_BOOK = "1"
    SAVING_CARD = "2"
    CREDIT_CARD = "3"

class FuturePwdFlag(Character):
    UN_CHECK = "0"
    CHECK = "1"

class FutureType(Character):
    COMMODITY = "1"
    FINANCIAL = "2"

class Gender(Character):
    UNKNOWN = "0"
    MALE = "1"
    FEMALE = "2"

class GiveUpDataSource(Character):
    GEN = "0"
    HAND = "1"

class HandlePositionAlgoID(Character):
    BASE = "1"
    DCE = "2"
    CZCE = "3"

class HandleTradingAccountAlgoID(Character):
    BASE = "1"
    DCE = "2"
    CZCE = "3"

class HasBoard(Character):
    NO = "0"
    YES = "1"

class HasTrustee(Character):
    YES = "1"
    NO = "0"

class HedgeFlag(Character):
    SPECULATION = "1"
    ARBITRAGE = "2"
    HEDGE = "3"
    MARKET_MAKER = "5"
    SPEC_HEDGE = "6"
    HEDGE_SPEC = "7"

class HedgeFlagEn(Character):
    SPECULATION = "1"
    ARBITRAGE = "2"
    HEDGE = "3"

class IdCardType(Character):
    EID = "0"
    ID_CARD = "1"
    OFFICER_ID_CARD = "2"
    POLICE_ID_CARD = "3"
    SOLDIER_ID_CARD = "4"
    HOUSEHOLD_REGISTER = "5"
    PASSPORT = "6"
    TAIWAN_COMPATRIOT_ID_CARD = "7"
    HOME_COMING_CARD = "8"
    LICENSE_NO = "9"
    TAX_NO = "A"
    HM_MAINLAND_TRAVEL_PERMIT = "B"
    TW_MAINLAND_TRAVEL_PERMIT = "C"
    DRIVING_LICENSE = "D"
    SOCIAL_ID = "F"
    LOCAL_ID = "G"
    BUSINESS_REGISTRATION = "H"
    HKMCID_CARD = "I"
    ACCOUNTS_PERMITS = "J"
    FRG_PRMT_RD_CARD = "K"
    CPT_MNG_PRD_LETTER = "L"
    HKMC_TW_RESIDENCE_PERMIT = "M"
    UNIFORM_SOCIAL_CREDIT_CODE = "N"
    CORPORATION_CERT_NO = "O"
    OTHER_CARD = "x"

class IncludeCloseProfit(Character):
    INCLUDE = "0"
    NOT_INCLUDE = "2"

class InitSettlement(Character):
    UN_INITIALIZE = "0"
    INITIALIZE = "1"
    INITIALIZED = "2"

class InstLifePhase(Character):
    NOT_START = "0"
    STARTED = "1"
    PAUSE = "2"
    EXPIRED = "3"

class InstMarginCalID(Character):
    BOTH_SIDE = "1"
    MMSA = "2"
    SPMM = "3"

class InstStatusEnterReason(Character):
    AUTOMATIC = "1"
    MANUAL = "2"
    FUSE = "3"

class InstitutionType(Character):
    BANK = "0"
    FUTURE = "1"
    STORE = "2"

class InstrumentClass(Character):
    USUAL = "1"
    DELIVERY = "2"
    NON_COMB = "3"

class InstrumentStatus(Character):
    BEFORE_TRADING = "0"
    NO_TRADING = "1"
    CONTINOUS = "2"
    AUCTION_ORDERING = "3"
    AUCTION_BALANCE = "4"
    AUCTION_MATCH = "5"
    CLOSED = "6"
    TRANSACTION_PROCESSING = "7"

class InvestorRange(Character):
    ALL = "1"
    GROUP = "2"
    SINGLE = "3"

class InvestorRiskStatus(Character):
    NORMAL = "1"
    WARN = "2"
    CALL = "3"
    FORCE = "4"
    EXCEPTION = "5"

class InvestorSettlementParamID(Character):
    MORTGAGE_RATIO = "4"
    MARGIN_WAY = "5"
    BILL_DEPOSIT = "9"

class InvestorType(Character):
    PERSON = "0"
    COMPANY = "1"
    FUND = "2"
    SPECIAL_ORGAN = "3"
    ASSET = "4"

class InvstTradingRight(Character):
    CLOSE_ONLY = "1"
    FORBIDDEN = "2"

class LanguageType(Character):
    CHINESE = "1"
    ENGLISH = "2"

class LastFragment(Character):
    YES = "0"
    NO = "1"

class LimitUseType(Character):
    REPEATABLE = "1"
    UNREPEATABLE = "2"

class LinkStatus(Character):
    CONNECTED = "1"
    DISCONNECTED = "2"

class LoginMode(Character):
    TRADE = "0"
    TRANSFER = "1"

class ManageStatus(Character):
    POINT = "0"
    PRE_POINT = "1"
    CANCEL_POINT = "2"

class MarginPriceType(Character):
    PRE_SETTLEMENT_PRICE = "1"
    SETTLEMENT_PRICE = "2"
    AVERAGE_PRICE = "3"
    OPEN_PRICE = "4"

class MarginRateType(Character):
    EXCHANGE = "1"
    INVESTOR = "2"
    INVESTOR_TRADE = "3"

class MarginType(Character):
    EXCH_MARGIN_RATE = "0"
    INSTR_MARGIN_RATE = "1"
    INSTR_MARGIN_RATE_TRADE = "2"

class MatchType(Character):
    MT_DV01 = "1"
    MT_PAR_VALUE = "2"

class MaxMarginSideAlgorithm(Character):
    NO = "0"
    YES = "1"

class MoneyAccountStatus(Character):
    NORMAL = "0"
    CANCEL = "1"

class MonthBillTradeSum(Character):
    BY_INSTRUMENT = "0"
    BY_DAY_INS_PRC = "1"
    BY_DAY_INS = "2"

class MortgageFundUseRange(Character):
    NONE = "0"
    MARGIN = "1"
    ALL = "2"
    CNY3 = "3"

class MortgageType(Character):
    OUT = "0"
    IN = "1"

class NoteType(Character):
    TRADE_SETTLE_BILL = "1"
    TRADE_SETTLE_MONTH = "2"
    CALL_MARGIN_NOTES = "3"
    FORCE_CLOSE_NOTES = "4"
    TRADE_NOTES = "5"
    DELIV_NOTES = "6"

class NotifyClass(Character):
    NOERROR = "0"
    WARN = "1"
    CALL = "2"
    FORCE = "3"
    CHUANCANG = "4"
    EXCEPTION = "5"

class OTCTradeType(Character):
    TRDT_BLOCK = "0"
    TRDT_EFP = "1"

class OTPStatus(Character):
    UNUSED = "0"
    USED = "1"
    DISUSE = "2"

class OTPType(Character):
    NONE = "0"
    TOTP = "1"

class OffsetFlag(Character):
    OPEN = "0"
    CLOSE = "1"
    FORCE_CLOSE = "2"
    CLOSE_TODAY = "3"
    CLOSE_YESTERDAY = "4"
    FORCE_OFF = "5"
    LOCAL_FORCE_CLOSE = "6"

class OffsetFlagEn(Character):
    OPEN = "0"
    CLOSE = "1"
    FORCE_CLOSE = "2"
    CLOSE_TODAY = "3"
    CLOSE_YESTERDAY = "4"
    FORCE_OFF = "5"
    LOCAL_FORCE_CLOSE = "6"

class OffsetType(Character):
    OPT_OFFSET = "0"
    FUT_OFFSET = "1"
    EXEC_OFFSET = "2"
    PERFORM_OFFSET = "3"

class OpenLimitControlLevel(Character):
    NONE = "0"
    PRODUCT = "1"
    INST = "2"

class OpenOrDestroy(Character):
    OPEN = "1"
    DESTROY = "0"

class OptSelfCloseFlag(Character):
    CLOSE_SELF_OPTION_POSITION = "1"
    RESERVE_OPTION_POSITION = "2"
    SELL_CLOSE_SELF_FUTURE_POSITION = "3"
    RESERVE_FUTURE_POSITION = "4"

class OptionRoyaltyPriceType(Character):
    PRE_SETTLEMENT_PRICE = "1"
    OPEN_PRICE = "4"
    MAX_PRE_SETTLEMENT_PRICE = "5"

class OptionsType(Character):
    CALL_OPTIONS = "1"
    PUT_OPTIONS = "2"

class OrderActionStatus(Character):
    SUBMITTED = "a"
    ACCEPTED = "b"
    REJECTED = "c"

class OrderCancelAlg(Character):
    BALANCE = "1"
    ORIG_FIRST = "2"

class OrderFreqControlLevel(Character):
    NONE = "0"
    PRODUCT = "1"
    INST = "2"

class OrderPriceType(Character):
    ANY_PRICE = "1"
    LIMIT_PRICE = "2"
    BEST_PRICE = "3"
    LAST_PRICE = "4"
    LAST_PRICE_PLUS_ONE_TICKS = "5"
    LAST_PRICE_PLUS_TWO_TICKS = "6"
    LAST_PRICE_PLUS_THREE_TICKS = "7"
    ASK_PRICE1 = "8"
    ASK_PRICE1_PLUS_ONE_TICKS = "9"
    ASK_PRICE1_PLUS_TWO_TICKS = "A"
    ASK_PRICE1_PLUS_THREE_TICKS = "B"
    BID_PRICE1 = "C"
    BID_PRICE1_PLUS_ONE_TICKS = "D"
    BID_PRICE1_PLUS_TWO_TICKS = "E"
    BID_PRICE1_PLUS_THREE_TICKS = "F"
    FIVE_LEVEL_PRICE = "G"

class OrderSource(Character):
    PARTICIPANT = "0"
    ADMINISTRATOR = "1"

class OrderStatus(Character):
    ALL_TRADED = "0"
    PART_TRADED_QUEUEING = "1"
    PART_TRADED_NOT_QUEUEING = "2"
    NO_TRADE_QUEUEING = "3"
    NO_TRADE_NOT_QUEUEING = "4"
    CANCELED = "5"
    UNKNOWN = "a"
    NOT_TOUCHED = "b"
    TOUCHED = "c"

class OrderSubmitStatus(Character):
    INSERT_SUBMITTED = "0"
    CANCEL_SUBMITTED = "1"
    MODIFY_SUBMITTED = "2"
    ACCEPTED = "3"
    INSERT_REJECTED = "4"
    CANCEL_REJECTED = "5"
    MODIFY_REJECTED = "6"

class OrderType(Character):
    NORMAL = "0"
    DERIVE_FROM_QUOTE = "1"
    DERIVE_FROM_COMBINATION = "2"
    COMBINATION = "3"
    CONDITIONAL_ORDER = "4"
    SWAP = "5"
    DERIVE_FROM_BLOCK_TRADE = "6"
    DERIVE_FROM_EFP_TRADE = "7"

class OrgSystemID(Character):
    STANDARD = "0"
    E_SUNNY = "1"
    KING_STAR_V6 = "2"

class OrganLevel(Character):
    HEAD_QUARTERS = "1"
    BRANCH = "2"

class OrganStatus(Character):
    READY = "0"
    CHECK_IN = "1"
    CHECK_OUT = "2"
    CHECK_FILE_ARRIVED = "3"
    CHECK_DETAIL = "4"
    DAY_END_CLEAN = "5"
    INVALID = "9"

class OrganType(Character):
    BANK = "1"
    FUTURE = "2"
    PLATE_FORM = "9"

class ParkedOrderStatus(Character):
    NOT_SEND = "1"
    SEND = "2"
    DELETED = "3"

class PassWordKeyType(Character):
    EXCHANGE_KEY = "0"
    PASS_WORD_KEY = "1"
    MAC_KEY = "2"
    MESSAGE_KEY = "3"

class PasswordType(Character):
    TRADE = "1"
    ACCOUNT = "2"

class PersonType(Character):
    ORDER = "1"
    OPEN = "2"
    FUND = "3"
    SETTLEMENT = "4"
    COMPANY = "5"
    CORPORATION = "6"
    LINK_MAN = "7"
    LEDGER = "8"
    TRUSTEE = "9"
    TRUSTEE_CORPORATION = "A"
    TRUSTEE_OPEN = "B"
    TRUSTEE_CONTACT = "C"
    FOREIGNER_REFER = "D"
    CORPORATION_REFER = "E"

class PortfType(Character):
    NONE = "0"
    SPBM_ADD_ON_HEDGE = "1"

class Portfolio(Character):
    NONE = "0"
    SPBM = "1"
    RULE = "2"
    SPMM = "3"
    RCAMS = "4"

class PosiDirection(Character):
    NET = "1"
    LONG = "2"
    SHORT = "3"

class PositionDate(Character):
    TODAY = "1"
    HISTORY = "2"

class PositionDateType(Character):
    USE_HISTORY = "1"
    NO_USE_HISTORY = "2"

class PositionType(Character):
    NET = "1"
    GROSS = "2"

class PriceSource(Character):
    LAST_PRICE = "0"
    BUY = "1"
    SELL = "2"
    OTC = "3"

class ProcessStatus(Character):
    NOT_PROCESS = "0"
    START_PROCESS = "1"
    FINISHED = "2"

class ProdChangeFlag(Character):
    NONE = "0"
    ONLY_FROZEN = "1"
    POSITION_CHANGE = "2"

class ProductClass(Character):
    FUTURES = "1"
    OPTIONS = "2"
    COMBINATION = "3"
    SPOT = "4"
    EFP = "5"
    SPOT_OPTION = "6"
    TAS = "7"
    MI = "I"

class ProductLifePhase(Character):
    ACTIVE = "1"
    NON_ACTIVE = "2"
    CANCELED = "3"

class ProductStatus(Character):
    TRADEABLE = "1"
    UNTRADEABLE = "2"

class ProductType(Character):
    FUTURES = "1"
    OPTIONS = "2"

class PromptType(Character):
    INSTRUMENT = "1"
    MARGIN = "2"

class PropertyInvestorRange(Character):
    ALL = "1"
    PROPERTY = "2"
    SINGLE = "3"

class ProtocalID(Character):
    FUTURE_PROTOCAL = "0"
    ICBC_PROTOCAL = "1"
    ABC_PROTOCAL = "2"
    CBC_PROTOCAL = "3"
    CCB_PROTOCAL = "4"
    BOCOM_PROTOCAL = "5"
    FBT_PLATE_FORM_PROTOCAL = "X"

class PublishStatus(Character):
    NONE = "1"
    PUBLISHING = "2"
    PUBLISHED = "3"

class PwdFlag(Character):
    NO_CHECK = "0"
    BLANK_CHECK = "1"
    ENCRYPT_CHECK = "2"

class PwdRcdSrc(Character):
    INIT = "0"
    SYNC = "1"
    USER_UPD = "2"
    SUPER_USER_UPD = "3"
    SEC_UPD = "4"

class QueryInvestorRange(Character):
    ALL = "1"
    GROUP = "2"
    SINGLE = "3"

class QuestionType(Character):
    RADIO = "1"
    OPTION = "2"
    BLANK = "3"

class RCAMSCombinationType(Character):
    BUC = "0"
    BEC = "1"
    BEP = "2"
    BUP = "3"
    CAS = "4"

class RateInvestorRange(Character):
    ALL = "1"
    MODEL = "2"
    SINGLE = "3"

class RateType(Character):
    MARGIN_RATE = "2"

class RatioAttr(Character):
    TRADE = "0"
    SETTLEMENT = "1"

class Reason(Character):
    CD = "0"
    ZT = "1"
    QT = "2"

class ReportStatus(Character):
    NO_CREATE = "0"
    CREATE = "1"
    CREATED = "2"
    CREATE_FAIL = "3"

class ReqFlag(Character):
    NO_SEND = "0"
    SEND_SUCCESS = "1"
    SEND_FAILED = "2"
    WAIT_RE_SEND = "3"

class ReqRspType(Character):
    REQUEST = "0"
    RESPONSE = "1"

class ResFlag(Character):
    SUCCESS = "0"
    INSUFFI_CIENT = "1"
    UN_KNOWN = "8"

class ReserveOpenAccStas(Character):
    PROCESSING = "0"
    CANCELLED = "1"
    OPENED = "2"
    INVALID = "3"

class ResponseValue(Character):
    RIGHT = "0"
    REFUSE = "1"

class ReturnLevel(Character):
    LEVEL1 = "1"
    LEVEL2 = "2"
    LEVEL3 = "3"
    LEVEL4 = "4"
    LEVEL5 = "5"
    LEVEL6 = "6"
    LEVEL7 = "7"
    LEVEL8 = "8"
    LEVEL9 = "9"

class ReturnPattern(Character):
    BY_VOLUME = "1"
    BY_FEE_ON_HAND = "2"

class ReturnStandard(Character):
    BY_PERIOD = "1"
    BY_STANDARD = "2"

class ReturnStyle(Character):
    ALL = "1"
    BY_PRODUCT = "2"

class RightParamType(Character):
    FREEZE = "1"
    FREEZE_ACTIVE = "2"
    OPEN_LIMIT = "3"
    RELIEVE_OPEN_LIMIT = "4"

class RiskLevel(Character):
    LOW = "1"
    NORMAL = "2"
    FOCUS = "3"
    RISK = "4"

class RiskNotifyMethod(Character):
    SYSTEM = "0"
    SMS = "1"
    E_MAIL = "2"
    MANUAL = "3"

class RiskNotifyStatus(Character):
    NOT_GEN = "0"
    GENERATED = "1"
    SEND_ERROR = "2"
    SEND_OK = "3"
    RECEIVED = "4"
    CONFIRMED = "5"

class RiskUserEvent(Character):
    EXPORT_DATA = "0"

class SHFEUploadFileName(Character):
    SUFN_O = "O"
    SUFN_T = "T"
    SUFN_P = "P"
    SUFN_F = "F"

class SaveStatus(Character):
    UN_SAVE_DATA = "0"
    SAVE_DATAD = "1"

class SecuAccType(Character):
    ACCOUNT_ID = "1"
    CARD_ID = "2"
    SH_STOCKHOLDER_ID = "3"
    SZ_STOCKHOLDER_ID = "4"

class SendMethod(Character):
    BY_API = "1"
    BY_FILE = "2"

class SendType(Character):
    NO_SEND = "0"
    SENDED = "1"
    GENERATED = "2"
    SEND_FAIL = "3"
    SUCCESS = "4"
    FAIL = "5"
    CANCEL = "6"

class SettArchiveStatus(Character):
    UN_ARCHIVED = "0"
    ARCHIVING = "1"
    ARCHIVED = "2"
    ARCHIVE_FAIL = "3"

class SettleManagerGroup(Character):
    EXHCANGE = "1"
    ASP = "2"
    CSRC = "3"

class SettleManagerLevel(Character):
    MUST = "1"
    ALARM = "2"
    PROMPT = "3"
    IGNORE = "4"

class SettleManagerType(Character):
    BEFORE = "1"
    SETTLEMENT = "2"
    AFTER = "3"
    SETTLEMENTED = "4"

class SettlementBillType(Character):
    DAY = "0"
    MONTH = "1"

class SettlementStatus(Character):
    INITIALIZE = "0"
    SETTLEMENTING = "1"
    SETTLEMENTED = "2"
    FINISHED = "3"

class SettlementStyle(Character):
    DAY = "1"
    VOLUME = "2"

class Sex(Character):
    NONE = "0"
    MAN = "1"
    WOMAN = "2"

class SpecPosiType(Character):
    COMMON = "#"
    TAS = "0"

class SpecProductType(Character):
    CZCE_HEDGE = "1"
    INE_FOREIGN_CURRENCY = "2"
    DCE_OPEN_CLOSE = "3"

class SpecialCreateRule(Character):
    NO_SPECIAL_RULE = "0"
    NO_SPRING_FESTIVAL = "1"

class SponsorType(Character):
    BROKER = "0"
    BANK = "1"

class StandardStatus(Character):
    STANDARD = "0"
    NON_STANDARD = "1"

class StartMode(Character):
    NORMAL = "1"
    EMERGE = "2"
    RESTORE = "3"

class StatMode(Character):
    NON = "0"
    INSTRUMENT = "1"
    PRODUCT = "2"
    INVESTOR = "3"

class StrikeMode(Character):
    CONTINENTAL = "0"
    AMERICAN = "1"
    BERMUDA = "2"

class StrikeOffsetType(Character):
    REAL_VALUE = "1"
    PROFIT_VALUE = "2"
    REAL_RATIO = "3"
    PROFIT_RATIO = "4"

class StrikeType(Character):
    HEDGE = "0"
    MATCH = "1"

class SwapSourceType(Character):
    MANUAL = "0"
    AUTOMATIC = "1"

class SyncDataStatus(Character):
    INITIALIZE = "0"
    SETTLEMENTING = "1"
    SETTLEMENTED = "2"

class SyncDeltaStatus(Character):
    READABLE = "1"
    READING = "2"
    READEND = "3"
    OPT_ERR = "e"

class SyncFlag(Character):
    YES = "0"
    NO = "1"

class SyncMode(Character):
    A_SYNC = "0"
    SYNC = "1"

class SyncType(Character):
    ONE_OFF_SYNC = "0"
    TIMER_SYNC = "1"
    TIMER_FULL_SYNC = "2"

class SysOperMode(Character):
    ADD = "1"
    UPDATE = "2"
    DELETE = "3"
    COPY = "4"
    AC_TIVE = "5"
    CAN_CEL = "6"
    RE_SET = "7"

class SysOperType(Character):
    UPDATE_PASSWORD = "0"
    USER_DEPARTMENT = "1"
    ROLE_MANAGER = "2"
    ROLE_FUNCTION = "3"
    BASE_PARAM = "4"
    SET_USER_ID = "5"
    SET_USER_ROLE = "6"
    USER_IP_RESTRICTION = "7"
    DEPARTMENT_MANAGER = "8"
    DEPARTMENT_COPY = "9"
    TRADINGCODE = "A"
    INVESTOR_STATUS = "B"
    INVESTOR_AUTHORITY = "C"
    PROPERTY_SET = "D"
    RE_SET_INVESTOR_PASSWD = "E"
    INVESTOR_PERSONALITY_INFO = "F"

class SysSettlementStatus(Character):
    NON_ACTIVE = "1"
    STARTUP = "2"
    OPERATING = "3"
    SETTLEMENT = "4"
    SETTLEMENT_FINISHED = "5"

class SystemParamID(Character):
    INVESTOR_ID_MIN_LENGTH = "1"
    ACCOUNT_ID_MIN_LENGTH = "2"
    USER_RIGHT_LOGON = "3"
    SETTLEMENT_BILL_TRADE = "4"
    TRADING_CODE = "5"
    CHECK_FUND = "6"
    COMM_MODEL_RIGHT = "7"
    MARGIN_MODEL_RIGHT = "9"
    IS_STANDARD_ACTIVE = "8"
    UPLOAD_SETTLEMENT_FILE = "U"
    DOWNLOAD_CSRC_FILE = "D"
    SETTLEMENT_BILL_FILE = "S"
    CSRC_OTHERS_FILE = "C"
    INVESTOR_PHOTO = "P"
    CSRC_DATA = "R"
    INVESTOR_PWD_MODEL = "I"
    CFFEX_INVESTOR_SETTLE_FILE = "F"
    INVESTOR_ID_TYPE = "a"
    FREEZE_MAX_RE_MAIN = "r"
    IS_SYNC = "A"
    RELIEVE_OPEN_LIMIT = "O"
    IS_STANDARD_FREEZE = "X"
    CZCE_NORMAL_PRODUCT_HEDGE = "B"

class SystemStatus(Character):
    NON_ACTIVE = "1"
    STARTUP = "2"
    INITIALIZE = "3"
    INITIALIZED = "4"
    CLOSE = "5"
    CLOSED = "6"
    SETTLEMENT = "7"

class SystemType(Character):
    FUTURE_BANK_TRANSFER = "0"
    STOCK_BANK_TRANSFER = "1"
    THE_THIRD_PART_STORE = "2"

class TGSessionQryStatus(Character):
    QRY_IDLE = "1"
    QRY_BUSY = "2"

class TemplateType(Character):
    FULL = "1"
    INCREMENT = "2"
    BACK_UP = "3"

class TimeCondition(Character):
    IOC = "1"
    GFS = "2"
    GFD = "3"
    GTD = "4"
    GTC = "5"
    GFA = "6"

class TimeRange(Character):
    USUAL = "1"
    FNSP = "2"
    BNSP = "3"
    SPOT = "4"

class TradeParamID(Character):
    ENCRYPTION_STANDARD = "E"
    RISK_MODE = "R"
    RISK_MODE_GLOBAL = "G"
    MODE_ENCODE = "P"
    TICK_MODE = "T"
    SINGLE_USER_SESSION_MAX_NUM = "S"
    LOGIN_FAIL_MAX_NUM = "L"
    IS_AUTH_FORCE = "A"
    IS_POSI_FREEZE = "F"
    IS_POSI_LIMIT = "M"
    FOR_QUOTE_TIME_INTERVAL = "Q"
    IS_FUTURE_POSI_LIMIT = "B"
    IS_FUTURE_ORDER_FREQ = "C"
    IS_EXEC_ORDER_PROFIT = "H"
    IS_CHECK_BANK_ACC = "I"
    PASSWORD_DEAD_LINE = "J"
    IS_STRONG_PASSWORD = "K"
    BALANCE_MORGAGE = "a"
    MIN_PWD_LEN = "O"
    LOGIN_FAIL_MAX_NUM_FOR_IP = "U"
    PASSWORD_PERIOD = "V"
    PWD_HISTORY_CMP = "X"
    TRANFER_CHK_PROPERTY_D = "D"
    TRANFER_CHK_PROPERTY = "i"
    TRADE_CHK_PHASE = "j"
    TRADE_CHK_PRICE_VOL = "k"
    NEW_BES_MARGIN_ALGO = "l"
    IS_DCE_FUT_CLOSE_FROZEN = "m"
    USE_SMS_VERIFY = "n"

class TradeSource(Character):
    NORMAL = "0"
    QUERY = "1"

class TradeSumStatMode(Character):
    INSTRUMENT = "1"
    PRODUCT = "2"
    EXCHANGE = "3"

class TradeType(Character):
    SPLIT_COMBINATION = "#"
    COMMON = "0"
    OPTIONS_EXECUTION = "1"
    OTC = "2"
    EFP_DERIVED = "3"
    COMBINATION_DERIVED = "4"
    BLOCK_TRADE = "5"

class TraderConnectStatus(Character):
    NOT_CONNECTED = "1"
    CONNECTED = "2"
    QRY_INSTRUMENT_SENT = "3"
    SUB_PRIVATE_FLOW = "4"

class TradingRight(Character):
    ALLOW = "0"
    CLOSE_ONLY = "1"
    FORBIDDEN = "2"

class TradingRole(Character):
    BROKER = "1"
    HOST = "2"
    MAKER = "3"

class TradingType(Character):
    ALL = "0"
    TRADE = "1"
    UNTRADE = "2"

class TransferDirection(Character):
    OUT = "0"
    IN = "1"

class TransferStatus(Character):
    NORMAL = "0"
    REPEALED = "1"

class TransferType(Character):
    BANK_TO_FUTURE = "0"
    FUTURE_TO_BANK = "1"

class TransferValidFlag(Character):
    INVALID = "0"
    VALID = "1"
    REVERSE = "2"

class TxnEndFlag(Character):
    NORMAL_PROCESSING = "0"
    SUCCESS = "1"
    FAILED = "2"
    ABNORMAL = "3"
    MANUAL_PROCESSED_FOR_EXCEPTION = "4"
    COMMU_FAILED_NEED_MANUAL_PROCESS = "5"
    SYS_ERROR_NEED_MANUAL_PROCESS = "6"

class UOAAssetmgrType(Character):
    FUTURES = "1"
    SPECIAL_ORGAN = "2"

class UOAAutoSend(Character):
    ASR = "1"
    ASNR = "2"
    NSAR = "3"
    NSR = "4"

class UpdateFlag(Character):
    NO_UPDATE = "0"
    SUCCESS = "1"
    FAIL = "2"
    TC_SUCCESS = "3"
    TC_FAIL = "4"
    CANCEL = "5"

class UsedStatus(Character):
    UNUSED = "0"
    USED = "1"
    FAIL = "2"

class UserEventType(Character):
    LOGIN = "1"
    LOGOUT = "2"
    TRADING = "3"
    TRADING_ERROR = "4"
    UPDATE_PASSWORD = "5"
    AUTHENTICATE = "6"
    SUBMIT_SYS_INFO = "7"
    TRANSFER = "8"
    OTHER = "9"
    UPDATE_TRADING_ACCOUNT_PASSWORD = "a"

class UserRange(Character):
    ALL = "0"
    SINGLE = "1"

class UserRightType(Character):
    LOGON = "1"
    TRANSFER = "2"
    E_MAIL = "3"
    FAX = "4"
    CONDITION_ORDER = "5"

class UserType(Character):
    INVESTOR = "0"
    OPERATOR = "1"
    SUPER_USER = "2"

class ValueMethod(Character):
    ABSOLUTE = "0"
    RATIO = "1"

class VirBankAccType(Character):
    BANK_BOOK = "1"
    BANK_CARD = "2"
    CREDIT_CARD = "3"

class VirDealStatus(Character):
    DEALING = "1"
    DEACL_SUCCEED = "2"

class VirTradeStatus(Character):
    NATURAL_DEAL = "0"
    SUCCEED_END = "1"
    FAILED_END = "2"
    EXCEPTION = "3"
    MANUAL_DEAL = "4"
    MES_EXCEPTION = "5"
    SYS_EXCEPTION = "6"

class VirementAvailAbility(Character):
    NO_AVAIL_ABILITY = "0"
    AVAIL_ABILITY = "1"
    REPEAL = "2"

class VirementStatus(Character):
    NATURAL = "0"
    CANCELED = "9"

class VolumeCondition(Character):
    AV = "1"
    MV = "2"
    CV = "3"

class WeakPasswordSource(Character):
    LIB = "1"
    MANUAL = "2"

class WithDrawParamID(Character):
    CASH_IN = "C"

class YesNoIndicator(Character):
    YES = "0"
    NO = "1"
