# Written by ext/generate_stubs.py from src/actp/errors.tsv; not edited by hand.

from actp.errors import ResponseError as ResponseError

__all__ = [
    "error_class",
    "SessionRefusal",
    "OrderRefusal",
    "QueryRefusal",
    "TransferRefusal",
    "SystemRefusal",
    "MarketDataRefusal",
    "InvalidDataSyncStatus",
    "InconsistentInformation",
    "InvalidLogin",
    "UserNotActive",
    "DuplicateLogin",
    "NotLoginYet",
    "NotInited",
    "FrontNotActive",
    "NoPrivilege",
    "ChangeOtherPassword",
    "UserNotFound",
    "BrokerNotFound",
    "InvestorNotFound",
    "OldPasswordMismatch",
    "BadField",
    "InstrumentNotFound",
    "InstrumentNotTrading",
    "NotExchangeParticipant",
    "InvestorNotActive",
    "NotExchangeClient",
    "NoValidTraderAvailable",
    "DuplicateOrderRef",
    "BadOrderActionField",
    "DuplicateOrderActionRef",
    "OrderNotFound",
    "InsuitableOrderStatus",
    "UnsupportedFunction",
    "NoTradingRight",
    "CloseOnly",
    "OverClosePosition",
    "InsufficientMoney",
    "DuplicatePk",
    "CannotFindPk",
    "CanNotInactiveBroker",
    "BrokerSynchronizing",
    "BrokerSynchronized",
    "ShortSell",
    "InvalidSettlementRef",
    "CffexNetworkError",
    "CffexOverRequest",
    "CffexOverRequestPerSecond",
    "SettlementInfoNotConfirmed",
    "DepositNotFound",
    "ExchangTrading",
    "ParkedorderNotFound",
    "ParkedorderHassended",
    "ParkedorderHasdelete",
    "InvalidInvestoridorpassword",
    "InvalidLoginIpaddress",
    "OverClosetodayPosition",
    "OverCloseyesterdayPosition",
    "BrokerNotEnoughCondorder",
    "InvestorNotEnoughCondorder",
    "BrokerNotSupportCondorder",
    "ResendOrderBrokerinvestorNotmatch",
    "SycOtpFailed",
    "OtpMismatch",
    "OtpparamNotFound",
    "UnsupportedOtptype",
    "SingleusersessionExceedLimit",
    "ExchangeUnsupportedArbitrage",
    "NoConditionalOrderRight",
    "AuthFailed",
    "NotAuthent",
    "SwaporderUnsupported",
    "OptionsOnlySupportSpec",
    "DuplicateExecorderRef",
    "ResendExecorderBrokerinvestorNotmatch",
    "ExecorderNotoptions",
    "OptionsNotSupportExec",
    "BadExecorderActionField",
    "DuplicateExecorderActionRef",
    "ExecorderNotFound",
    "OverExecutePosition",
    "LoginForbidden",
    "InvalidTransferAgent",
    "NoFoundFunction",
    "SendExchangeorderFailed",
    "SendExchangeorderactionFailed",
    "PricetypeNotsupportByexchange",
    "BadExecuteType",
    "BadOptionInstr",
    "InstrNotsupportForquote",
    "ResendQuoteBrokerinvestorNotmatch",
    "InstrNotsupportQuote",
    "QuoteNotFound",
    "OptionsNotSupportAbandon",
    "ComboptionsSupportIocOnly",
    "OpenFileFailed",
    "NeedRetry",
    "ExchangeRtnerror",
    "QuoteDerivedorderActionerror",
    "InstrumentmapNotFound",
    "CancellationOfOtcDerivedOrderNotAllowed",
    "BadPriceValue",
    "SpbmfutparamNotFound",
    "SpbmoptparamNotFound",
    "SpbmintraparamNotFound",
    "RuleinstrparamNotFound",
    "RuleintraparamNotFound",
    "NoTradingRightInSepcDr",
    "NoDrNo",
    "BatchactionNosupport",
    "PosiLimit",
    "OutOfTimeinterval",
    "OutOfPriceinterval",
    "OrderFreqLimit",
    "WeakPassword",
    "SimplePassword",
    "ExecForbiddenTime",
    "FirstLogin",
    "PwdOutOfDate",
    "PwdMustDiff",
    "IpForbidden",
    "IpBlack",
    "NoAuthRightInSepcDr",
    "InvestorIdIsMissing",
    "ExchangeIdIsMissing",
    "ExchangeIdIsInvalid",
    "AccountIdIsMissing",
    "ExchangeIdIsWrong",
    "DelCombActionNoRec",
    "DelCombActionTooFast",
    "CombActionShortMoney",
    "QkBusy",
    "CfmmcNoConnection",
    "CloseOptionNoMoney",
    "CancelUnknownOrderUnsupported",
    "OverInfoCntLimit",
    "OverInvstParkedOrderLimit",
    "OverBrokerParkedOrderLimit",
    "ParkedOrderWrongType",
    "NotTradingPeriod",
    "PriceOverLimit",
    "VolumeNotValid",
    "PriceWrongTick",
    "SendInstitutionCodeError",
    "NoGetPlatformSn",
    "IllegalTransferBank",
    "AlreadyOpenAccount",
    "NotOpenAccount",
    "Processing",
    "Overtime",
    "RecordNotFound",
    "NoFoundReversalOriginalTransaction",
    "ConnectHostFailed",
    "SendFailed",
    "LateResponse",
    "ReversalBankidNotMatch",
    "ReversalBankaccountNotMatch",
    "ReversalBrokeridNotMatch",
    "ReversalAccountidNotMatch",
    "ReversalAmountNotMatch",
    "DbOperationFailed",
    "SendAspFailure",
    "NotSignin",
    "AlreadySignin",
    "AmountOrTimesOver",
    "NotInTransferTime",
    "BankServerError",
    "BankSerialIsRepealed",
    "BankSerialNotExist",
    "NotOrganMap",
    "ExistTransfer",
    "BankForbidReversal",
    "DupBankSerial",
    "FbtSystemBusy",
    "MackeySyncing",
    "AccountidAlreadyRegister",
    "BankaccountAlreadyRegister",
    "DupBankSerialRedoOk",
    "CurrencyidNotSupported",
    "InvalidMac",
    "NotSupportSecagentByBank",
    "PinkeySyncing",
    "SecagentQueryByCcb",
    "BankaccountNotEmpty",
    "InvalidReserveOpenAccount",
    "OpenAccountNotDefaultAccount",
    "BankSystemInternalError",
    "OfferLocaltimeOffsetIsTooLarge",
    "FutureserialHasBeenProcessed",
    "SecTransferNotAvailable",
    "RepealInsufficientMoney",
    "NoValidBankofferAvailable",
    "PasswordMismatch",
    "DuplationBankSerial",
    "DuplationOfferSerial",
    "SerialNotExsit",
    "SerialIsRepealed",
    "SerialMismatch",
    "IdentifiedCardNoMismatch",
    "AccountNotFund",
    "AccountNotActive",
    "NotAllowRepealBymanual",
    "AmountOutoftheway",
    "ExchangerateNotFound",
    "ReserveOpenAccountNotFund",
    "DuplicateReserveOpenAccountNotFund",
    "BankInternalErr",
    "TransferNotDefaultAccount",
    "CheckdFileArrived",
    "PwPassword",
    "AlAmountLimitation",
    "AcAuthorityControl",
    "DcDataContext",
    "CeContentError",
    "DoDuplicateOperation",
    "TmTime",
    "RcRiskControl",
    "BlBusinessLogic",
    "NaNa",
    "HwHardware",
    "IoIo",
    "DbDatabase",
    "NcNetworkCommunication",
    "SsSecurityService",
    "CmComponents",
    "FcFlowControl",
    "TlTechnicalLogic",
    "AtAbsoluteTechnique",
    "FbeNoGetPlatformSn",
    "FbeIllegalTransferBank",
    "FbeProcessing",
    "FbeOvertime",
    "FbeRecordNotFound",
    "FbeConnectHostFailed",
    "FbeSendFailed",
    "FbeLateResponse",
    "FbeDbOperationFailed",
    "FbeNotSignin",
    "FbeAlreadySignin",
    "FbeAmountOrTimesOver",
    "FbeNotInTransferTime",
    "FbeBankServerError",
    "FbeNotOrganMap",
    "FbeSystemBusy",
    "FbeCurrencyidNotSupported",
    "FbeWrongBankAccount",
    "FbeBankAccountNoFunds",
    "FbeDupCertNo",
    "ApiUnsupportedVersion",
    "ApiInvalidKey",
    "OptionSelfCloseNotOption",
    "OptionSelfCloseDuplicateRef",
    "OptionSelfCloseBadField",
    "OptionSelfCloseRecNotFound",
    "OptionSelfCloseStatusErr",
    "OptionSelfCloseDoubleSetErr",
    "QuoteWrongHedgeType",
    "ApiFrontShakeHandErr",
    "DuplicateSubmit",
    "AuthipCheckErr",
    "AuthuserCheckErr",
    "QuoteWrongRepalaceSysid",
    "AuthIpForbidden",
    "MortgageNotBalance",
    "SmapiSslConnectErr",
    "SmapiWrongUseridorname",
    "SmapiCertVerifyFailed",
    "SmapiCertProcessTimeout",
    "SmapiLoginError",
    "SmapiSslConnectTimeout",
    "SmapiCertConnectError",
    "SmapiCertNotExist",
    "SmapiCertExpired",
    "SmapiPinIncorrect",
    "SmapiPinLocked",
    "SmapiLoadError",
    "RcamsCombproductinfoNotFound",
    "RcamsShortoptadjustparamNotFound",
    "TkBusy",
    "NotSupportSecagentBySectransfer",
    "DupSeq",
    "OverSubInstLimit",
    "OffsetInstrProd",
    "OffsetVolume",
    "OffsetSettingDoubleSet",
    "OffsetSettingRecNotFound",
    "OffsetSettingStatusErr",
    "SpdApplyOrderRefNotFound",
    "SpdApplyStatusErr",
    "HedgeCfmOrderRefNotFound",
    "HedgeCfmStatusErr",
    "CombParkedOrderInsert",
    "CombParkedOrderAction",
    "CombConditionOrderInsert",
    "MobileNotMatch",
    "SmsverifyNotConfig",
    "DupSmscodeGenReq",
    "SmscodeMismatch",
    "SmscodeUsed",
    "SmscodeOutoftime",
    "SmscodeNeeded",
    "DrSmsverifyNotConfig",
    "OffsetTimeForbidden",
    "AfterLogin",
    "WaitingOfferRsp",
]

def error_class(code: int) -> type[ResponseError] | None: ...

class SessionRefusal(ResponseError):
    """An ErrorID of CTP's list, of the area 'session'."""

class OrderRefusal(ResponseError):
    """An ErrorID of CTP's list, of the area 'order'."""

class QueryRefusal(ResponseError):
    """An ErrorID of CTP's list, of the area 'query'."""

class TransferRefusal(ResponseError):
    """An ErrorID of CTP's list, of the area 'transfer'."""

class SystemRefusal(ResponseError):
    """An ErrorID of CTP's list, of the area 'system'."""

class MarketDataRefusal(ResponseError):
    """An ErrorID of CTP's list, of the area 'marketdata'."""

class InvalidDataSyncStatus(SessionRefusal):
    """1 INVALID_DATA_SYNC_STATUS: data is not in the synchronised state."""

class InconsistentInformation(SessionRefusal):
    """2 INCONSISTENT_INFORMATION: session details do not agree with what the host recorded."""

class InvalidLogin(SessionRefusal):
    """3 INVALID_LOGIN: login refused: bad user/password, or market-data identity check failed."""

class UserNotActive(SessionRefusal):
    """4 USER_NOT_ACTIVE: the user account is inactive."""

class DuplicateLogin(SessionRefusal):
    """5 DUPLICATE_LOGIN: this session tried to log in twice."""

class NotLoginYet(SessionRefusal):
    """6 NOT_LOGIN_YET: request needs a login that has not happened yet."""

class NotInited(SessionRefusal):
    """7 NOT_INITED: the back end has not been initialised."""

class FrontNotActive(SessionRefusal):
    """8 FRONT_NOT_ACTIVE: the front is not active (typical outside service hours)."""

class NoPrivilege(SessionRefusal):
    """9 NO_PRIVILEGE: no permission for this operation or investor."""

class ChangeOtherPassword(SessionRefusal):
    """10 CHANGE_OTHER_PASSWORD: attempt to change somebody else's password."""

class UserNotFound(SessionRefusal):
    """11 USER_NOT_FOUND: user unknown."""

class BrokerNotFound(SessionRefusal):
    """12 BROKER_NOT_FOUND: broker unknown."""

class InvestorNotFound(SessionRefusal):
    """13 INVESTOR_NOT_FOUND: investor unknown."""

class OldPasswordMismatch(SessionRefusal):
    """14 OLD_PASSWORD_MISMATCH: old password is wrong."""

class BadField(OrderRefusal):
    """15 BAD_FIELD: an order field has a bad or missing value."""

class InstrumentNotFound(OrderRefusal):
    """16 INSTRUMENT_NOT_FOUND: instrument unknown."""

class InstrumentNotTrading(OrderRefusal):
    """17 INSTRUMENT_NOT_TRADING: instrument cannot be traded."""

class NotExchangeParticipant(OrderRefusal):
    """18 NOT_EXCHANGE_PARTICIPANT: the broker is not a member of that exchange."""

class InvestorNotActive(OrderRefusal):
    """19 INVESTOR_NOT_ACTIVE: the investor is inactive."""

class NotExchangeClient(OrderRefusal):
    """20 NOT_EXCHANGE_CLIENT: the investor has no trading code at that exchange."""

class NoValidTraderAvailable(OrderRefusal):
    """21 NO_VALID_TRADER_AVAILABLE: the trading seat is not connected to the exchange."""

class DuplicateOrderRef(OrderRefusal):
    """22 DUPLICATE_ORDER_REF: duplicate order (OrderRef not increasing)."""

class BadOrderActionField(OrderRefusal):
    """23 BAD_ORDER_ACTION_FIELD: a field of the cancel request is wrong."""

class DuplicateOrderActionRef(OrderRefusal):
    """24 DUPLICATE_ORDER_ACTION_REF: a cancel for this order was already sent."""

class OrderNotFound(OrderRefusal):
    """25 ORDER_NOT_FOUND: order to cancel was not found."""

class InsuitableOrderStatus(OrderRefusal):
    """26 INSUITABLE_ORDER_STATUS: order is already filled or cancelled, nothing left to cancel."""

class UnsupportedFunction(OrderRefusal):
    """27 UNSUPPORTED_FUNCTION: function is not supported."""

class NoTradingRight(OrderRefusal):
    """28 NO_TRADING_RIGHT: no right to place orders."""

class CloseOnly(OrderRefusal):
    """29 CLOSE_ONLY: only closing trades are allowed."""

class OverClosePosition(OrderRefusal):
    """30 OVER_CLOSE_POSITION: close volume exceeds the position."""

class InsufficientMoney(OrderRefusal):
    """31 INSUFFICIENT_MONEY: not enough money."""

class DuplicatePk(SystemRefusal):
    """32 DUPLICATE_PK: primary key already exists."""

class CannotFindPk(SystemRefusal):
    """33 CANNOT_FIND_PK: primary key not found."""

class CanNotInactiveBroker(SystemRefusal):
    """34 CAN_NOT_INACTIVE_BROKER: could not set the broker inactive."""

class BrokerSynchronizing(SystemRefusal):
    """35 BROKER_SYNCHRONIZING: broker data is being synchronised."""

class BrokerSynchronized(SystemRefusal):
    """36 BROKER_SYNCHRONIZED: broker data is already synchronised."""

class ShortSell(OrderRefusal):
    """37 SHORT_SELL: spot trading does not allow short selling."""

class InvalidSettlementRef(SystemRefusal):
    """38 INVALID_SETTLEMENT_REF: settlement reference is not valid."""

class CffexNetworkError(OrderRefusal):
    """39 CFFEX_NETWORK_ERROR: connection to the exchange failed."""

class CffexOverRequest(OrderRefusal):
    """40 CFFEX_OVER_REQUEST: too many unanswered requests at the exchange."""

class CffexOverRequestPerSecond(OrderRefusal):
    """41 CFFEX_OVER_REQUEST_PER_SECOND: too many requests per second at the exchange."""

class SettlementInfoNotConfirmed(OrderRefusal):
    """42 SETTLEMENT_INFO_NOT_CONFIRMED: settlement statement not confirmed, trading blocked."""

class DepositNotFound(TransferRefusal):
    """43 DEPOSIT_NOT_FOUND: no matching deposit record."""

class ExchangTrading(OrderRefusal):
    """44 EXCHANG_TRADING: exchange is already in continuous trading."""

class ParkedorderNotFound(OrderRefusal):
    """45 PARKEDORDER_NOT_FOUND: parked order or parked cancel not found."""

class ParkedorderHassended(OrderRefusal):
    """46 PARKEDORDER_HASSENDED: parked order or parked cancel was already sent."""

class ParkedorderHasdelete(OrderRefusal):
    """47 PARKEDORDER_HASDELETE: parked order or parked cancel was already deleted."""

class InvalidInvestoridorpassword(SessionRefusal):
    """48 INVALID_INVESTORIDORPASSWORD: investor id or password is invalid."""

class InvalidLoginIpaddress(SessionRefusal):
    """49 INVALID_LOGIN_IPADDRESS: login from an IP address that is not allowed."""

class OverClosetodayPosition(OrderRefusal):
    """50 OVER_CLOSETODAY_POSITION: not enough of today's position to close."""

class OverCloseyesterdayPosition(OrderRefusal):
    """51 OVER_CLOSEYESTERDAY_POSITION: not enough of the earlier-day position to close."""

class BrokerNotEnoughCondorder(OrderRefusal):
    """52 BROKER_NOT_ENOUGH_CONDORDER: the broker has no conditional-order quota left."""

class InvestorNotEnoughCondorder(OrderRefusal):
    """53 INVESTOR_NOT_ENOUGH_CONDORDER: the investor has no conditional-order quota left."""

class BrokerNotSupportCondorder(OrderRefusal):
    """54 BROKER_NOT_SUPPORT_CONDORDER: the broker does not offer conditional orders."""

class ResendOrderBrokerinvestorNotmatch(OrderRefusal):
    """55 RESEND_ORDER_BROKERINVESTOR_NOTMATCH: re-sent unknown order belongs to another broker or investor."""

class SycOtpFailed(SessionRefusal):
    """56 SYC_OTP_FAILED: synchronising the one-time-password token failed."""

class OtpMismatch(SessionRefusal):
    """57 OTP_MISMATCH: one-time password did not verify."""

class OtpparamNotFound(SessionRefusal):
    """58 OTPPARAM_NOT_FOUND: no one-time-password settings found for the user."""

class UnsupportedOtptype(SessionRefusal):
    """59 UNSUPPORTED_OTPTYPE: this kind of one-time-password token is not supported."""

class SingleusersessionExceedLimit(SessionRefusal):
    """60 SINGLEUSERSESSION_EXCEED_LIMIT: too many simultaneous sessions for this user."""

class ExchangeUnsupportedArbitrage(OrderRefusal):
    """61 EXCHANGE_UNSUPPORTED_ARBITRAGE: the exchange does not take arbitrage or market-maker orders."""

class NoConditionalOrderRight(OrderRefusal):
    """62 NO_CONDITIONAL_ORDER_RIGHT: no right to use conditional orders."""

class AuthFailed(SessionRefusal):
    """63 AUTH_FAILED: terminal (client) authentication failed."""

class NotAuthent(SessionRefusal):
    """64 NOT_AUTHENT: terminal authentication is required but was not done."""

class SwaporderUnsupported(OrderRefusal):
    """65 SWAPORDER_UNSUPPORTED: instrument does not take swap orders."""

class OptionsOnlySupportSpec(OrderRefusal):
    """66 OPTIONS_ONLY_SUPPORT_SPEC: this option accepts speculative orders only."""

class DuplicateExecorderRef(OrderRefusal):
    """67 DUPLICATE_EXECORDER_REF: duplicate option-exercise request."""

class ResendExecorderBrokerinvestorNotmatch(OrderRefusal):
    """68 RESEND_EXECORDER_BROKERINVESTOR_NOTMATCH: re-sent unknown exercise belongs to another broker or investor."""

class ExecorderNotoptions(OrderRefusal):
    """69 EXECORDER_NOTOPTIONS: only futures options can be exercised here."""

class OptionsNotSupportExec(OrderRefusal):
    """70 OPTIONS_NOT_SUPPORT_EXEC: this option does not support exercise."""

class BadExecorderActionField(OrderRefusal):
    """71 BAD_EXECORDER_ACTION_FIELD: a field of the exercise request is wrong."""

class DuplicateExecorderActionRef(OrderRefusal):
    """72 DUPLICATE_EXECORDER_ACTION_REF: a cancel for this exercise was already sent."""

class ExecorderNotFound(OrderRefusal):
    """73 EXECORDER_NOT_FOUND: exercise to cancel was not found."""

class OverExecutePosition(OrderRefusal):
    """74 OVER_EXECUTE_POSITION: not enough position to exercise."""

class LoginForbidden(SessionRefusal):
    """75 LOGIN_FORBIDDEN: login blocked: too many consecutive failed logins."""

class InvalidTransferAgent(TransferRefusal):
    """76 INVALID_TRANSFER_AGENT: bank-futures agent relation is not valid."""

class NoFoundFunction(SessionRefusal):
    """77 NO_FOUND_FUNCTION: no such function (for example a trading request sent to a market-data front)."""

class SendExchangeorderFailed(OrderRefusal):
    """78 SEND_EXCHANGEORDER_FAILED: sending the order failed."""

class SendExchangeorderactionFailed(OrderRefusal):
    """79 SEND_EXCHANGEORDERACTION_FAILED: sending the order action failed."""

class PricetypeNotsupportByexchange(OrderRefusal):
    """80 PRICETYPE_NOTSUPPORT_BYEXCHANGE: the exchange does not support this price type."""

class BadExecuteType(OrderRefusal):
    """81 BAD_EXECUTE_TYPE: exercise type is wrong."""

class BadOptionInstr(OrderRefusal):
    """82 BAD_OPTION_INSTR: combination instrument is invalid."""

class InstrNotsupportForquote(OrderRefusal):
    """83 INSTR_NOTSUPPORT_FORQUOTE: instrument does not take quote requests."""

class ResendQuoteBrokerinvestorNotmatch(OrderRefusal):
    """84 RESEND_QUOTE_BROKERINVESTOR_NOTMATCH: re-sent unknown quote belongs to another broker or investor."""

class InstrNotsupportQuote(OrderRefusal):
    """85 INSTR_NOTSUPPORT_QUOTE: instrument does not take quotes."""

class QuoteNotFound(OrderRefusal):
    """86 QUOTE_NOT_FOUND: quote to cancel was not found."""

class OptionsNotSupportAbandon(OrderRefusal):
    """87 OPTIONS_NOT_SUPPORT_ABANDON: this option cannot be abandoned."""

class ComboptionsSupportIocOnly(OrderRefusal):
    """88 COMBOPTIONS_SUPPORT_IOC_ONLY: this option combination accepts IOC only."""

class OpenFileFailed(SystemRefusal):
    """89 OPEN_FILE_FAILED: opening a file failed."""

class NeedRetry(QueryRefusal):
    """90 NEED_RETRY: query not ready or over the front's query rate, retry later."""

class ExchangeRtnerror(OrderRefusal):
    """91 EXCHANGE_RTNERROR: error text passed on from the exchange."""

class QuoteDerivedorderActionerror(OrderRefusal):
    """92 QUOTE_DERIVEDORDER_ACTIONERROR: order derived from a quote can be cancelled only after the exchange has answered."""

class InstrumentmapNotFound(OrderRefusal):
    """93 INSTRUMENTMAP_NOT_FOUND: combination-instrument mapping not found."""

class CancellationOfOtcDerivedOrderNotAllowed(OrderRefusal):
    """94 CANCELLATION_OF_OTC_DERIVED_ORDER_NOT_ALLOWED: orders derived from OTC deals cannot be cancelled."""

class BadPriceValue(OrderRefusal):
    """95 BAD_PRICE_VALUE: price value is not supported."""

class SpbmfutparamNotFound(QueryRefusal):
    """96 SPBMFUTPARAM_NOT_FOUND: SPBM futures parameter not found."""

class SpbmoptparamNotFound(QueryRefusal):
    """97 SPBMOPTPARAM_NOT_FOUND: SPBM option parameter not found."""

class SpbmintraparamNotFound(QueryRefusal):
    """98 SPBMINTRAPARAM_NOT_FOUND: SPBM same-product lock discount parameter not found."""

class RuleinstrparamNotFound(QueryRefusal):
    """99 RULEINSTRPARAM_NOT_FOUND: RULE instrument parameter not found."""

class RuleintraparamNotFound(QueryRefusal):
    """100 RULEINTRAPARAM_NOT_FOUND: RULE same-product lock discount parameter not found."""

class NoTradingRightInSepcDr(SessionRefusal):
    """101 NO_TRADING_RIGHT_IN_SEPC_DR: user has no order right on this disaster-recovery centre."""

class NoDrNo(SessionRefusal):
    """102 NO_DR_NO: the system lacks its disaster-recovery centre number."""

class BatchactionNosupport(OrderRefusal):
    """103 BATCHACTION_NOSUPPORT: the exchange does not support batch cancel."""

class PosiLimit(OrderRefusal):
    """106 POSI_LIMIT: position limit of the investor reached."""

class OutOfTimeinterval(OrderRefusal):
    """113 OUT_OF_TIMEINTERVAL: quote requests are not allowed at this time."""

class OutOfPriceinterval(OrderRefusal):
    """114 OUT_OF_PRICEINTERVAL: quote requests are not allowed at the present spread."""

class OrderFreqLimit(OrderRefusal):
    """116 ORDER_FREQ_LIMIT: order rate limit hit."""

class WeakPassword(SessionRefusal):
    """131 WEAK_PASSWORD: login refused because the password counts as weak; change it first."""

class SimplePassword(SessionRefusal):
    """132 SIMPLE_PASSWORD: the new password is too simple."""

class ExecForbiddenTime(OrderRefusal):
    """139 EXEC_FORBIDDEN_TIME: option exercise is not allowed at this time."""

class FirstLogin(SessionRefusal):
    """140 FIRST_LOGIN: first login: password must be changed before a normal login."""

class PwdOutOfDate(SessionRefusal):
    """141 PWD_OUT_OF_DATE: password has expired; change it before logging in."""

class PwdMustDiff(SessionRefusal):
    """142 PWD_MUST_DIFF: password change refused: new and old passwords are the same."""

class IpForbidden(SessionRefusal):
    """143 IP_FORBIDDEN: this IP is barred after too many failed logins."""

class IpBlack(SessionRefusal):
    """144 IP_BLACK: this IP is on the block list for login and authentication."""

class NoAuthRightInSepcDr(SessionRefusal):
    """145 NO_AUTH_RIGHT_IN_SEPC_DR: terminal has no authentication right on this disaster-recovery centre."""

class InvestorIdIsMissing(OrderRefusal):
    """146 INVESTOR_ID_IS_MISSING: InvestorID is missing."""

class ExchangeIdIsMissing(OrderRefusal):
    """147 EXCHANGE_ID_IS_MISSING: ExchangeID is missing."""

class ExchangeIdIsInvalid(OrderRefusal):
    """148 EXCHANGE_ID_IS_INVALID: ExchangeID is not valid."""

class AccountIdIsMissing(OrderRefusal):
    """149 ACCOUNT_ID_IS_MISSING: AccountID is missing."""

class ExchangeIdIsWrong(OrderRefusal):
    """150 EXCHANGE_ID_IS_WRONG: exchange code is wrong."""

class DelCombActionNoRec(OrderRefusal):
    """151 DEL_COMB_ACTION_NO_REC: deleting a combine/split instruction: record not found."""

class DelCombActionTooFast(OrderRefusal):
    """152 DEL_COMB_ACTION_TOO_FAST: deleting a combine/split instruction: wait 30 seconds after the original."""

class CombActionShortMoney(OrderRefusal):
    """153 COMB_ACTION_SHORT_MONEY: not enough money to split the combination."""

class QkBusy(QueryRefusal):
    """154 QK_BUSY: the query core is busy, retry later."""

class CfmmcNoConnection(QueryRefusal):
    """155 CFMMC_NO_CONNECTION: not connected to the futures monitoring centre."""

class CloseOptionNoMoney(OrderRefusal):
    """156 CLOSE_OPTION_NO_MONEY: closing this long option would leave negative funds; only risk staff may do it."""

class CancelUnknownOrderUnsupported(OrderRefusal):
    """157 CANCEL_UNKNOWN_ORDER_UNSUPPORTED: the exchange does not allow cancelling an order of unknown status."""

class OverInfoCntLimit(OrderRefusal):
    """158 OVER_INFO_CNT_LIMIT: message-count (information volume) limit exceeded."""

class OverInvstParkedOrderLimit(OrderRefusal):
    """159 OVER_INVST_PARKED_ORDER_LIMIT: personal limit of parked orders exceeded."""

class OverBrokerParkedOrderLimit(OrderRefusal):
    """160 OVER_BROKER_PARKED_ORDER_LIMIT: broker-wide limit of parked orders exceeded."""

class ParkedOrderWrongType(OrderRefusal):
    """161 PARKED_ORDER_WRONG_TYPE: parked order with an unsupported trigger type."""

class NotTradingPeriod(OrderRefusal):
    """162 NOT_TRADING_PERIOD: product is not in a phase that allows trading."""

class PriceOverLimit(OrderRefusal):
    """163 PRICE_OVER_LIMIT: price is outside the daily limit range."""

class VolumeNotValid(OrderRefusal):
    """164 VOLUME_NOT_VALID: volume breaks the exchange's size rules."""

class PriceWrongTick(OrderRefusal):
    """165 PRICE_WRONG_TICK: price is not a whole number of ticks."""

class SendInstitutionCodeError(TransferRefusal):
    """1000 SEND_INSTITUTION_CODE_ERROR: bank transfer: sender institution code is wrong."""

class NoGetPlatformSn(TransferRefusal):
    """1001 NO_GET_PLATFORM_SN: bank transfer: could not obtain a platform serial number."""

class IllegalTransferBank(TransferRefusal):
    """1002 ILLEGAL_TRANSFER_BANK: bank transfer: the bank is not acceptable."""

class AlreadyOpenAccount(TransferRefusal):
    """1003 ALREADY_OPEN_ACCOUNT: bank transfer: account is already open."""

class NotOpenAccount(TransferRefusal):
    """1004 NOT_OPEN_ACCOUNT: bank transfer: account is not open."""

class Processing(TransferRefusal):
    """1005 PROCESSING: bank transfer: still in progress."""

class Overtime(TransferRefusal):
    """1006 OVERTIME: bank transfer: timed out."""

class RecordNotFound(TransferRefusal):
    """1007 RECORD_NOT_FOUND: bank transfer: record not found."""

class NoFoundReversalOriginalTransaction(TransferRefusal):
    """1008 NO_FOUND_REVERSAL_ORIGINAL_TRANSACTION: bank transfer: original transaction to reverse not found."""

class ConnectHostFailed(TransferRefusal):
    """1009 CONNECT_HOST_FAILED: bank transfer: connection to the host failed."""

class SendFailed(TransferRefusal):
    """1010 SEND_FAILED: bank transfer: sending failed."""

class LateResponse(TransferRefusal):
    """1011 LATE_RESPONSE: bank transfer: answer came too late."""

class ReversalBankidNotMatch(TransferRefusal):
    """1012 REVERSAL_BANKID_NOT_MATCH: bank transfer reversal: bank code differs."""

class ReversalBankaccountNotMatch(TransferRefusal):
    """1013 REVERSAL_BANKACCOUNT_NOT_MATCH: bank transfer reversal: bank account differs."""

class ReversalBrokeridNotMatch(TransferRefusal):
    """1014 REVERSAL_BROKERID_NOT_MATCH: bank transfer reversal: broker code differs."""

class ReversalAccountidNotMatch(TransferRefusal):
    """1015 REVERSAL_ACCOUNTID_NOT_MATCH: bank transfer reversal: fund account differs."""

class ReversalAmountNotMatch(TransferRefusal):
    """1016 REVERSAL_AMOUNT_NOT_MATCH: bank transfer reversal: amount differs."""

class DbOperationFailed(TransferRefusal):
    """1017 DB_OPERATION_FAILED: bank transfer: database error."""

class SendAspFailure(TransferRefusal):
    """1018 SEND_ASP_FAILURE: bank transfer: could not forward to the trading system."""

class NotSignin(TransferRefusal):
    """1019 NOT_SIGNIN: bank transfer: not signed in."""

class AlreadySignin(TransferRefusal):
    """1020 ALREADY_SIGNIN: bank transfer: already signed in."""

class AmountOrTimesOver(TransferRefusal):
    """1021 AMOUNT_OR_TIMES_OVER: bank transfer: amount or count limit exceeded."""

class NotInTransferTime(TransferRefusal):
    """1022 NOT_IN_TRANSFER_TIME: bank transfer: outside transfer hours."""

class BankServerError(TransferRefusal):
    """1023 BANK_SERVER_ERROR: the bank's host reported an error."""

class BankSerialIsRepealed(TransferRefusal):
    """1024 BANK_SERIAL_IS_REPEALED: bank transfer: the bank has already reversed it."""

class BankSerialNotExist(TransferRefusal):
    """1025 BANK_SERIAL_NOT_EXIST: bank transfer: bank serial number does not exist."""

class NotOrganMap(TransferRefusal):
    """1026 NOT_ORGAN_MAP: bank transfer: institution has not signed the contract."""

class ExistTransfer(TransferRefusal):
    """1027 EXIST_TRANSFER: bank transfer: transfers exist, account cannot be closed."""

class BankForbidReversal(TransferRefusal):
    """1028 BANK_FORBID_REVERSAL: bank transfer: the bank does not support reversal."""

class DupBankSerial(TransferRefusal):
    """1029 DUP_BANK_SERIAL: bank transfer: duplicate bank serial number."""

class FbtSystemBusy(TransferRefusal):
    """1030 FBT_SYSTEM_BUSY: bank transfer: transfer system busy, retry later."""

class MackeySyncing(TransferRefusal):
    """1031 MACKEY_SYNCING: bank transfer: MAC key is being synchronised."""

class AccountidAlreadyRegister(TransferRefusal):
    """1032 ACCOUNTID_ALREADY_REGISTER: bank transfer: fund account is already registered."""

class BankaccountAlreadyRegister(TransferRefusal):
    """1033 BANKACCOUNT_ALREADY_REGISTER: bank transfer: bank account is already registered."""

class DupBankSerialRedoOk(TransferRefusal):
    """1034 DUP_BANK_SERIAL_REDO_OK: bank transfer: duplicate bank serial number, repeat succeeded."""

class CurrencyidNotSupported(TransferRefusal):
    """1035 CURRENCYID_NOT_SUPPORTED: bank transfer: currency is not supported."""

class InvalidMac(TransferRefusal):
    """1036 INVALID_MAC: bank transfer: MAC check failed."""

class NotSupportSecagentByBank(TransferRefusal):
    """1037 NOT_SUPPORT_SECAGENT_BY_BANK: bank transfer: secondary-agent transfers and queries from the bank side are not supported."""

class PinkeySyncing(TransferRefusal):
    """1038 PINKEY_SYNCING: bank transfer: PIN key is being synchronised."""

class SecagentQueryByCcb(TransferRefusal):
    """1039 SECAGENT_QUERY_BY_CCB: bank transfer: secondary-agent query started by China Construction Bank."""

class BankaccountNotEmpty(TransferRefusal):
    """1040 BANKACCOUNT_NOT_EMPTY: bank transfer: bank account must not be empty."""

class InvalidReserveOpenAccount(TransferRefusal):
    """1041 INVALID_RESERVE_OPEN_ACCOUNT: bank transfer: fund account exists, reserved opening failed."""

class OpenAccountNotDefaultAccount(TransferRefusal):
    """1042 OPEN_ACCOUNT_NOT_DEFAULT_ACCOUNT: bank transfer: card number differs from the reserved one."""

class BankSystemInternalError(TransferRefusal):
    """1043 BANK_SYSTEM_INTERNAL_ERROR: internal error inside the bank's system."""

class OfferLocaltimeOffsetIsTooLarge(TransferRefusal):
    """1044 OFFER_LOCALTIME_OFFSET_IS_TOO_LARGE: bank transfer: clock of the offer machine is too far off."""

class FutureserialHasBeenProcessed(TransferRefusal):
    """1045 FUTURESERIAL_HAS_BEEN_PROCESSED: bank transfer: this futures serial number was already handled."""

class SecTransferNotAvailable(TransferRefusal):
    """1046 SEC_TRANSFER_NOT_AVAILABLE: bank transfer: secondary-seat transfer component unavailable."""

class RepealInsufficientMoney(TransferRefusal):
    """1047 REPEAL_INSUFFICIENT_MONEY: bank transfer: not enough money to allow the reversal."""

class NoValidBankofferAvailable(TransferRefusal):
    """2000 NO_VALID_BANKOFFER_AVAILABLE: the offer is not connected to the bank."""

class PasswordMismatch(TransferRefusal):
    """2001 PASSWORD_MISMATCH: fund password is wrong."""

class DuplationBankSerial(TransferRefusal):
    """2004 DUPLATION_BANK_SERIAL: duplicate bank serial number."""

class DuplationOfferSerial(TransferRefusal):
    """2005 DUPLATION_OFFER_SERIAL: duplicate offer serial number."""

class SerialNotExsit(TransferRefusal):
    """2006 SERIAL_NOT_EXSIT: reversal: the original serial number does not exist."""

class SerialIsRepealed(TransferRefusal):
    """2007 SERIAL_IS_REPEALED: reversal: the original was already reversed."""

class SerialMismatch(TransferRefusal):
    """2008 SERIAL_MISMATCH: reversal: details differ from the original."""

class IdentifiedCardNoMismatch(TransferRefusal):
    """2009 IdentifiedCardNo_MISMATCH: identity document number or type is wrong."""

class AccountNotFund(TransferRefusal):
    """2011 ACCOUNT_NOT_FUND: fund account does not exist."""

class AccountNotActive(TransferRefusal):
    """2012 ACCOUNT_NOT_ACTIVE: fund account is closed."""

class NotAllowRepealBymanual(TransferRefusal):
    """2013 NOT_ALLOW_REPEAL_BYMANUAL: this transaction cannot be reversed by hand."""

class AmountOutoftheway(TransferRefusal):
    """2014 AMOUNT_OUTOFTHEWAY: transfer amount is wrong."""

class ExchangerateNotFound(TransferRefusal):
    """2015 EXCHANGERATE_NOT_FOUND: exchange rate not found."""

class ReserveOpenAccountNotFund(TransferRefusal):
    """2016 RESERVE_OPEN_ACCOUNT_NOT_FUND: reserved-opening request not found."""

class DuplicateReserveOpenAccountNotFund(TransferRefusal):
    """2017 DUPLICATE_RESERVE_OPEN_ACCOUNT_NOT_FUND: duplicate reserved-opening request."""

class BankInternalErr(TransferRefusal):
    """2018 BANK_INTERNAL_ERR: internal bank error, ask the bank for the outcome."""

class TransferNotDefaultAccount(TransferRefusal):
    """2019 TRANSFER_NOT_DEFAULT_ACCOUNT: card is not the reserved bank account."""

class CheckdFileArrived(TransferRefusal):
    """2020 CHECKD_FILE_ARRIVED: reconciliation file already here, sign-out not needed."""

class PwPassword(TransferRefusal):
    """2050 PW_PASSWORD: CCB bank transfer: password or authentication (business)."""

class AlAmountLimitation(TransferRefusal):
    """2051 AL_AMOUNT_LIMITATION: CCB bank transfer: amount or limit (business)."""

class AcAuthorityControl(TransferRefusal):
    """2052 AC_AUTHORITY_CONTROL: CCB bank transfer: access control (business)."""

class DcDataContext(TransferRefusal):
    """2053 DC_DATA_CONTEXT: CCB bank transfer: missing or wrong data content (business or technical)."""

class CeContentError(TransferRefusal):
    """2054 CE_CONTENT_ERROR: CCB bank transfer: illegal content (business)."""

class DoDuplicateOperation(TransferRefusal):
    """2055 DO_DUPLICATE_OPERATION: CCB bank transfer: duplicate operation (business)."""

class TmTime(TransferRefusal):
    """2056 TM_TIME: CCB bank transfer: time or term (business)."""

class RcRiskControl(TransferRefusal):
    """2057 RC_RISK_CONTROL: CCB bank transfer: risk control (business)."""

class BlBusinessLogic(TransferRefusal):
    """2058 BL_BUSINESS_LOGIC: CCB bank transfer: business logic (business)."""

class NaNa(TransferRefusal):
    """2059 NA_NA: CCB bank transfer: outcome uncertain (technical)."""

class HwHardware(TransferRefusal):
    """2060 HW_HARDWARE: CCB bank transfer: hardware (technical)."""

class IoIo(TransferRefusal):
    """2062 IO_IO: CCB bank transfer: input/output (technical)."""

class DbDatabase(TransferRefusal):
    """2063 DB_DATABASE: CCB bank transfer: database (technical)."""

class NcNetworkCommunication(TransferRefusal):
    """2064 NC_NETWORK_COMMUNICATION: CCB bank transfer: network (technical)."""

class SsSecurityService(TransferRefusal):
    """2065 SS_SECURITY_SERVICE: CCB bank transfer: security service (technical)."""

class CmComponents(TransferRefusal):
    """2066 CM_COMPONENTS: CCB bank transfer: component (technical)."""

class FcFlowControl(TransferRefusal):
    """2067 FC_FLOW_CONTROL: CCB bank transfer: flow control (technical)."""

class TlTechnicalLogic(TransferRefusal):
    """2069 TL_TECHNICAL_LOGIC: CCB bank transfer: technical logic (technical)."""

class AtAbsoluteTechnique(TransferRefusal):
    """2070 AT_ABSOLUTE_TECHNIQUE: CCB bank transfer: purely technical fault (technical)."""

class FbeNoGetPlatformSn(TransferRefusal):
    """3001 FBE_NO_GET_PLATFORM_SN: currency exchange: could not obtain a platform serial number."""

class FbeIllegalTransferBank(TransferRefusal):
    """3002 FBE_ILLEGAL_TRANSFER_BANK: currency exchange: the bank is not acceptable."""

class FbeProcessing(TransferRefusal):
    """3005 FBE_PROCESSING: currency exchange: still in progress."""

class FbeOvertime(TransferRefusal):
    """3006 FBE_OVERTIME: currency exchange: timed out."""

class FbeRecordNotFound(TransferRefusal):
    """3007 FBE_RECORD_NOT_FOUND: currency exchange: record not found."""

class FbeConnectHostFailed(TransferRefusal):
    """3009 FBE_CONNECT_HOST_FAILED: currency exchange: connection to the host failed."""

class FbeSendFailed(TransferRefusal):
    """3010 FBE_SEND_FAILED: currency exchange: sending failed."""

class FbeLateResponse(TransferRefusal):
    """3011 FBE_LATE_RESPONSE: currency exchange: answer came too late."""

class FbeDbOperationFailed(TransferRefusal):
    """3017 FBE_DB_OPERATION_FAILED: currency exchange: database error."""

class FbeNotSignin(TransferRefusal):
    """3019 FBE_NOT_SIGNIN: currency exchange: not signed in."""

class FbeAlreadySignin(TransferRefusal):
    """3020 FBE_ALREADY_SIGNIN: currency exchange: already signed in."""

class FbeAmountOrTimesOver(TransferRefusal):
    """3021 FBE_AMOUNT_OR_TIMES_OVER: currency exchange: amount or count limit exceeded."""

class FbeNotInTransferTime(TransferRefusal):
    """3022 FBE_NOT_IN_TRANSFER_TIME: currency exchange: outside service hours."""

class FbeBankServerError(TransferRefusal):
    """3023 FBE_BANK_SERVER_ERROR: currency exchange: the bank's host reported an error."""

class FbeNotOrganMap(TransferRefusal):
    """3026 FBE_NOT_ORGAN_MAP: currency exchange: institution has not signed the contract."""

class FbeSystemBusy(TransferRefusal):
    """3030 FBE_SYSTEM_BUSY: currency exchange: system busy, retry later."""

class FbeCurrencyidNotSupported(TransferRefusal):
    """3035 FBE_CURRENCYID_NOT_SUPPORTED: currency exchange: currency is not supported."""

class FbeWrongBankAccount(TransferRefusal):
    """3036 FBE_WRONG_BANK_ACCOUNT: currency exchange: bank account number is wrong."""

class FbeBankAccountNoFunds(TransferRefusal):
    """3037 FBE_BANK_ACCOUNT_NO_FUNDS: currency exchange: bank account balance too low."""

class FbeDupCertNo(TransferRefusal):
    """3038 FBE_DUP_CERT_NO: currency exchange: duplicate voucher number."""

class ApiUnsupportedVersion(SessionRefusal):
    """3039 API_UNSUPPORTED_VERSION: the front does not accept this API version."""

class ApiInvalidKey(SessionRefusal):
    """3040 API_INVALID_KEY: the API key embedded in the client is not valid."""

class OptionSelfCloseNotOption(OrderRefusal):
    """3041 OPTION_SELF_CLOSE_NOT_OPTION: option self-close: instrument is not an option."""

class OptionSelfCloseDuplicateRef(OrderRefusal):
    """3042 OPTION_SELF_CLOSE_DUPLICATE_REF: option self-close: bad request reference."""

class OptionSelfCloseBadField(OrderRefusal):
    """3043 OPTION_SELF_CLOSE_BAD_FIELD: option self-close: bad field."""

class OptionSelfCloseRecNotFound(OrderRefusal):
    """3044 OPTION_SELF_CLOSE_REC_NOT_FOUND: option self-close: record to cancel not found."""

class OptionSelfCloseStatusErr(OrderRefusal):
    """3045 OPTION_SELF_CLOSE_STATUS_ERR: option self-close: status does not allow cancelling."""

class OptionSelfCloseDoubleSetErr(OrderRefusal):
    """3046 OPTION_SELF_CLOSE_DOUBLE_SET_ERR: option self-close: already set, cancel first and set again."""

class QuoteWrongHedgeType(OrderRefusal):
    """3047 QUOTE_WRONG_HEDGE_TYPE: quote does not support this hedge flag."""

class ApiFrontShakeHandErr(SessionRefusal):
    """4040 API_FRONT_SHAKE_HAND_ERR: API-to-front handshake failed (wrong API build or version for this front)."""

class DuplicateSubmit(OrderRefusal):
    """4041 DUPLICATE_SUBMIT: duplicate submission."""

class AuthipCheckErr(SessionRefusal):
    """4042 AUTHIP_CHECK_ERR: the IP authorisation check failed."""

class AuthuserCheckErr(SessionRefusal):
    """4043 AUTHUSER_CHECK_ERR: this AppID is not authorised for this user."""

class QuoteWrongRepalaceSysid(OrderRefusal):
    """4050 QUOTE_WRONG_REPALACE_SYSID: quote replacement id is not valid (CFFEX)."""

class AuthIpForbidden(SessionRefusal):
    """4060 AUTH_IP_FORBIDDEN: this IP is barred from authentication after too many failures."""

class MortgageNotBalance(TransferRefusal):
    """4061 MORTGAGE_NOT_BALANCE: pledge ratio requirement is not met."""

class SmapiSslConnectErr(SessionRefusal):
    """4100 SMAPI_SSL_CONNECT_ERR: SM (national crypto) API: TLS connection failed."""

class SmapiWrongUseridorname(SessionRefusal):
    """4101 SMAPI_WRONG_USERIDORNAME: SM API: wrong user id or broker name."""

class SmapiCertVerifyFailed(SessionRefusal):
    """4102 SMAPI_CERT_VERIFY_FAILED: SM API: certificate verification failed."""

class SmapiCertProcessTimeout(SessionRefusal):
    """4103 SMAPI_CERT_PROCESS_TIMEOUT: SM API: certificate handling timed out."""

class SmapiLoginError(SessionRefusal):
    """4104 SMAPI_LOGIN_ERROR: SM API: login failed."""

class SmapiSslConnectTimeout(SessionRefusal):
    """4105 SMAPI_SSL_CONNECT_TIMEOUT: SM API: TLS connection timed out."""

class SmapiCertConnectError(SessionRefusal):
    """4106 SMAPI_CERT_CONNECT_ERROR: SM API: could not reach the certificate service."""

class SmapiCertNotExist(SessionRefusal):
    """4107 SMAPI_CERT_NOT_EXIST: SM API: certificate is missing."""

class SmapiCertExpired(SessionRefusal):
    """4108 SMAPI_CERT_EXPIRED: SM API: certificate has expired."""

class SmapiPinIncorrect(SessionRefusal):
    """4109 SMAPI_PIN_INCORRECT: SM API: PIN is wrong."""

class SmapiPinLocked(SessionRefusal):
    """4110 SMAPI_PIN_LOCKED: SM API: PIN is locked."""

class SmapiLoadError(SessionRefusal):
    """4111 SMAPI_LOAD_ERROR: SM API: the crypto library could not be loaded."""

class RcamsCombproductinfoNotFound(QueryRefusal):
    """5000 RCAMS_COMBPRODUCTINFO_NOT_FOUND: RCAMS product combination record not found."""

class RcamsShortoptadjustparamNotFound(QueryRefusal):
    """5001 RCAMS_SHORTOPTADJUSTPARAM_NOT_FOUND: RCAMS short-option adjustment parameter not found."""

class TkBusy(QueryRefusal):
    """5002 TK_BUSY: system busy."""

class NotSupportSecagentBySectransfer(TransferRefusal):
    """5050 NOT_SUPPORT_SECAGENT_BY_SECTRANSFER: bank transfer: secondary-agent transfers and queries not supported outside the transfer centre."""

class DupSeq(OrderRefusal):
    """5051 DUP_SEQ: a sequence-number field repeats."""

class OverSubInstLimit(MarketDataRefusal):
    """6000 OVER_SUB_INST_LIMIT: too many instruments subscribed in this session."""

class OffsetInstrProd(OrderRefusal):
    """6001 OFFSET_INSTR_PROD: offset setting: bad instrument or product."""

class OffsetVolume(OrderRefusal):
    """6002 OFFSET_VOLUME: offset setting: bad volume."""

class OffsetSettingDoubleSet(OrderRefusal):
    """6004 OFFSET_SETTING_DOUBLE_SET: offset setting: already submitted, cancel first and set again."""

class OffsetSettingRecNotFound(OrderRefusal):
    """6005 OFFSET_SETTING_REC_NOT_FOUND: offset setting: record to cancel not found."""

class OffsetSettingStatusErr(OrderRefusal):
    """6006 OFFSET_SETTING_STATUS_ERR: offset setting: status does not allow cancelling."""

class SpdApplyOrderRefNotFound(OrderRefusal):
    """6007 SPD_APPLY_ORDER_REF_NOT_FOUND: arbitrage application not found."""

class SpdApplyStatusErr(OrderRefusal):
    """6008 SPD_APPLY_STATUS_ERR: arbitrage application was already cancelled."""

class HedgeCfmOrderRefNotFound(OrderRefusal):
    """6009 HEDGE_CFM_ORDER_REF_NOT_FOUND: hedge application not found."""

class HedgeCfmStatusErr(OrderRefusal):
    """6010 HEDGE_CFM_STATUS_ERR: hedge application was already cancelled."""

class CombParkedOrderInsert(OrderRefusal):
    """6011 COMB_PARKED_ORDER_INSERT: parked orders on combination instruments are not allowed."""

class CombParkedOrderAction(OrderRefusal):
    """6012 COMB_PARKED_ORDER_ACTION: parked cancels on combination instruments are not allowed."""

class CombConditionOrderInsert(OrderRefusal):
    """6013 COMB_CONDITION_ORDER_INSERT: conditional orders on combination instruments are not allowed."""

class MobileNotMatch(SessionRefusal):
    """6014 MOBILE_NOT_MATCH: phone number is not the one registered for SMS codes."""

class SmsverifyNotConfig(SessionRefusal):
    """6015 SMSVERIFY_NOT_CONFIG: SMS verification is not enabled for this user."""

class DupSmscodeGenReq(SessionRefusal):
    """6016 DUP_SMSCODE_GEN_REQ: an SMS code was already requested."""

class SmscodeMismatch(SessionRefusal):
    """6017 SMSCODE_MISMATCH: SMS code does not match."""

class SmscodeUsed(SessionRefusal):
    """6018 SMSCODE_USED: SMS code was already used."""

class SmscodeOutoftime(SessionRefusal):
    """6019 SMSCODE_OUTOFTIME: SMS code has expired."""

class SmscodeNeeded(SessionRefusal):
    """6020 SMSCODE_NEEDED: SMS verification is on: a code must be supplied."""

class DrSmsverifyNotConfig(SessionRefusal):
    """6021 DR_SMSVERIFY_NOT_CONFIG: this centre has no SMS verification set up."""

class OffsetTimeForbidden(OrderRefusal):
    """6022 OFFSET_TIME_FORBIDDEN: client self-offset requests are closed in this window (expiry day, after the day session)."""

class AfterLogin(SessionRefusal):
    """6023 AFTER_LOGIN: already logged in, so no SMS code can be requested."""

class WaitingOfferRsp(TransferRefusal):
    """999999 WAITING_OFFER_RSP: waiting for the bank offer's result."""
