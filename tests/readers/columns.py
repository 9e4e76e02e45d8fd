"""The tables as their documentation says they are: names and kinds of columns, written down apart from the program."""

STATEMENTS = """
statement_id:int source:text sha256:text mail_sender:text mail_subject:text mail_date:text kind:text variant:text
generation:text period_from:date period_to:date investor_name:text investor_pan:text investor_email:text
investor_address:text investor_pincode:text investor_mobile:text cas_id:text total_value:number demat_count:int
demat_value:number mutual_fund_count:int mutual_fund_value:number insurance_count:int insurance_value:number
nps_count:int nps_value:number note_number:text settlement_number:text settlement_date:date broker_type:text
broker_name:text broker_sebi_registration:text pay_in_pay_out_obligation:number net_amount:number pages:int notes:int
warnings:int checks_passed:int checks_skipped:int checks_failed:int
"""

ACCOUNTS = """
statement_id:int account_id:int pointer:text kind:text number:text holders:text holder_pans:text value:number
holdings:int depository:text dp_id:text dp_name:text client_id:text bo_id:text bo_status:text bo_sub_status:text
bo_type:text bsda:text status:text nominee:text email:text linked_pans:text amc:text registrar:text pan:text kyc:text
pankyc:text cra:text provider:text policy_name:text life_assured:text sum_assured:number premium_amount:number
premium_frequency:text place_of_supply:text gst_state_code:text additional_info:text
"""

HOLDINGS = """
statement_id:int holding_id:int account_id:int pointer:text section:text class:text isin:text name:text symbol:text
scheme_type:text units:number price:number price_date:date value:number cost:number gain:number gain_percent:number
open_units:number close_units:number coupon_rate:text maturity_date:date face_value:number market_value:number
rta_code:text advisor:text amfi:text is_demat:bool nominees:text tier:int manager:text buy_quantity:number
buy_wap:number buy_total_value:number sell_quantity:number sell_wap:number sell_total_value:number
net_obligation:number buy_sell_bf_cf:text quantity:number wap_per_unit:number brokerage_per_unit:number
closing_rate_per_unit:number net_total:number transactions:int
"""

TRANSACTIONS = """
statement_id:int transaction_id:int account_id:int holding_id:int pointer:text record:text date:date kind:text
description:text isin:text name:text amount:number units:number price:number balance:number dividend_rate:number
credit:number debit:number stamp_duty:number order_no:text price_column:number income_distribution:number
capital_withdrawal:number order_time:text trade_number:text trade_time:text buy_sell:text exchange:text
quantity:number brokerage:number closing_rate:number remarks:text
"""

CHECKS = """
statement_id:int check_id:int name:text scope:text verdict:text expected:product found:product tolerance:product
"""


def _parsed(text):
    return dict(word.split(":") for word in text.split())


TABLES = {
    "statements": _parsed(STATEMENTS),
    "accounts": _parsed(ACCOUNTS),
    "holdings": _parsed(HOLDINGS),
    "transactions": _parsed(TRANSACTIONS),
    "checks": _parsed(CHECKS),
}

SCALES = {"number": 10, "product": 18}
