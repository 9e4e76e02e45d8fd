"""What the tables must hold, reckoned from the JSON of the same statement (`--with checks,notes,full`).

Numbers are kept as their digits in the JSON (`Digits`), so that a lost or added digit shows.
"""

import hashlib
import json
from decimal import Decimal

from columns import TABLES

LEVIES = [
    "taxable_value_brokerage",
    "exchange_transaction_charges",
    "cgst",
    "sgst",
    "igst",
    "securities_transaction_tax",
    "sebi_turnover_fees",
    "stamp_duty",
]
LISTS = ["equities", "corporate_bonds", "government_securities", "aifs", "demat_mutual_funds"]


class Digits(str):
    """A number as the JSON prints it."""


def load(text):
    return json.loads(text, parse_float=Digits, parse_int=Digits)


def negated(digits):
    if digits is None:
        return None
    value = Decimal(digits)
    return Digits(digits if value == 0 else format(-value, "f"))


def joined(texts):
    texts = [text or "" for text in texts]
    return "; ".join(texts) if any(texts) else None


class Expected:
    """Rows by table; a row lacks the columns that must be null."""

    def __init__(self, answer, path):
        self.rows = {table: [] for table in TABLES}
        self.answer = answer
        self.classes = answer.get("x_class", {})
        self.full = answer.get("x_full", {})
        about = answer["x_document"]
        verdicts = [check["verdict"] for check in answer["x_checks"]]
        head = {
            "source": path.name,
            "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
            "variant": about["detection"]["variant"],
            "generation": about["detection"]["generation"],
            "pages": int(about["pages"]),
            "notes": len(answer["x_notes"]),
            "warnings": sum(note["severity"] == "warning" for note in answer["x_notes"]),
            "checks_passed": verdicts.count("pass"),
            "checks_skipped": verdicts.count("skipped"),
            "checks_failed": verdicts.count("fail"),
        }
        if "data" in answer:
            self.note(head, answer["data"])
        else:
            self.statement(head, answer)
        for check in answer["x_checks"]:
            row = {key: check[key] for key in ("scope", "verdict", "expected", "found", "tolerance")}
            self.add("checks", "check_id", name=check["id"], **row)

    def add(self, table, key, **cells):
        number = len(self.rows[table]) + 1
        row = {"statement_id": 1, key: number, **cells}
        unknown = set(row) - set(TABLES[table])
        assert not unknown, unknown
        self.rows[table].append({column: row.get(column) for column in TABLES[table]})
        return number

    def statement(self, head, answer):
        meta, investor, summary = answer["meta"], answer["investor"], answer["summary"]
        kinds = {"demat": "demat", "mutual_fund": "mutual_funds", "insurance": "insurance", "nps": "nps"}
        sums = {}
        for column, key in kinds.items():
            sums[f"{column}_count"] = int(summary["accounts"][key]["count"])
            sums[f"{column}_value"] = summary["accounts"][key]["total_value"]
        self.add(
            "statements",
            "statement_id",
            **head,
            **sums,
            **{f"investor_{key}": investor[key] for key in investor if key != "cas_id"},
            cas_id=investor["cas_id"],
            kind=meta["cas_type"],
            period_from=meta["statement_period"]["from"],
            period_to=meta["statement_period"]["to"],
            total_value=summary["total_value"],
        )
        for index, account in enumerate(answer["demat_accounts"]):
            self.demat(f"/demat_accounts/{index}", account)
        for index, folio in enumerate(answer["mutual_funds"]):
            self.folio(f"/mutual_funds/{index}", folio)
        for index, policy in enumerate(answer["insurance"]["life_insurance_policies"]):
            self.policy(f"/insurance/life_insurance_policies/{index}", policy)
        for index, account in enumerate(answer["nps"]):
            self.pension(f"/nps/{index}", account)

    @staticmethod
    def holders(account):
        linked = account["linked_holders"]
        return {
            "holders": joined(holder["name"] for holder in linked),
            "holder_pans": joined(holder.get("pan") for holder in linked),
        }

    def demat(self, pointer, account):
        info = dict(account["additional_info"])
        info["linked_pans"] = joined(info.get("linked_pans", []))
        number = account["bo_id"]
        if number is None:
            parts = [account["dp_id"], account["client_id"]]
            number = "-".join(parts) if None not in parts else account["client_id"]
        keys = ("value", "dp_id", "dp_name", "client_id", "bo_id")
        held = account["holdings"]
        identity = self.add(
            "accounts",
            "account_id",
            pointer=pointer,
            kind="DEMAT",
            number=number,
            depository=account["demat_type"],
            holdings=sum(len(held[key]) for key in LISTS),
            **self.holders(account),
            **{key: account[key] for key in keys},
            **info,
        )
        for section in LISTS:
            for index, holding in enumerate(held[section]):
                place = f"{pointer}/holdings/{section}/{index}"
                beside = self.full.get("holdings", {}).get(place, {})
                cells = {key: holding[key] for key in ("isin", "name", "units", "value")}
                cells.update(holding["additional_info"])
                cells.update(section=section, price=beside.get("price"))
                cells["class"] = self.classes.get(place)
                self.held(identity, place, cells, holding["transactions"])

    def folio(self, pointer, folio):
        identity = self.add(
            "accounts",
            "account_id",
            pointer=pointer,
            kind="FOLIO",
            number=folio["folio_number"],
            holdings=len(folio["schemes"]),
            **self.holders(folio),
            **{key: folio[key] for key in ("amc", "registrar", "value")},
            **folio["additional_info"],
        )
        for index, scheme in enumerate(folio["schemes"]):
            place = f"{pointer}/schemes/{index}"
            beside = self.full.get("schemes", {}).get(place, {})
            cells = {key: scheme[key] for key in ("isin", "name", "units", "value", "cost")}
            cells.update(scheme["additional_info"])
            cells.update(
                section="mutual_funds",
                scheme_type=scheme["type"],
                price=scheme["nav"],
                price_date=beside.get("nav_date"),
                gain=scheme["gain"]["absolute"],
                gain_percent=scheme["gain"]["percentage"],
                nominees=joined(scheme["nominees"]),
            )
            self.held(identity, place, cells, scheme["transactions"])

    def held(self, account, pointer, cells, transactions):
        holding = self.add(
            "holdings", "holding_id", account_id=account, pointer=pointer, transactions=len(transactions), **cells
        )
        for index, row in enumerate(transactions):
            info = dict(row["additional_info"])
            info["price_column"] = info.pop("price", None)
            keys = ("date", "description", "units", "balance", "dividend_rate")
            # The JSON has payouts as they are printed; the tables have what the investor pays.
            is_payout = row["type"] == "DIVIDEND_PAYOUT"
            self.add(
                "transactions",
                "transaction_id",
                account_id=account,
                holding_id=holding,
                pointer=f"{pointer}/transactions/{index}",
                record="transaction",
                kind=row["type"],
                amount=negated(row["amount"]) if is_payout else row["amount"],
                price=row["nav"],
                isin=cells["isin"],
                name=cells["name"],
                **{key: row[key] for key in keys},
                **info,
            )

    def policy(self, pointer, policy):
        keys = ("status", "provider", "policy_name", "life_assured", "sum_assured", "premium_amount")
        more = policy["additional_info"]
        self.add(
            "accounts",
            "account_id",
            pointer=pointer,
            kind="INSURANCE",
            number=policy["policy_number"],
            holdings=0,
            premium_frequency=policy["premium_frequency"],
            additional_info=json.dumps(more, ensure_ascii=False, separators=(",", ":")) if more else None,
            **{key: policy[key] for key in keys},
        )

    def pension(self, pointer, account):
        more = account["additional_info"]
        identity = self.add(
            "accounts",
            "account_id",
            pointer=pointer,
            kind="NPS",
            number=account["pran"],
            cra=account["cra"],
            value=account["value"],
            holdings=len(account["funds"]),
            additional_info=json.dumps(more, ensure_ascii=False, separators=(",", ":")) if more else None,
            **self.holders(account),
        )
        for index, fund in enumerate(account["funds"]):
            info = fund["additional_info"]
            self.add(
                "holdings",
                "holding_id",
                account_id=identity,
                pointer=f"{pointer}/funds/{index}",
                section="nps",
                transactions=0,
                price=fund["nav"],
                tier=None if info["tier"] is None else int(info["tier"]),
                manager=info["manager"],
                **{key: fund[key] for key in ("name", "units", "value", "cost")},
            )
        rows = self.full.get("nps", {}).get(pointer, {}).get("contributions", [])
        for index, row in enumerate(rows):
            self.add(
                "transactions",
                "transaction_id",
                account_id=identity,
                pointer=f"/x_full/nps/{pointer.replace('/', '~1')}/contributions/{index}",
                record="contribution",
                price=row["nav"],
                buy_sell=row["direction"],
                **{key: row[key] for key in ("date", "description", "amount", "units")},
            )

    def note(self, head, note):
        info, broker, client = note["contract_note_info"], note["broker_info"], note["client_info"]
        charges, day = note["charges_summary"], note["contract_note_info"]["trade_date"]
        self.add(
            "statements",
            "statement_id",
            **head,
            kind="CONTRACT_NOTE",
            period_from=day,
            period_to=day,
            investor_name=client["name"],
            investor_pan=client["pan"],
            investor_address=client["address"],
            note_number=info["contract_note_number"],
            settlement_number=info["settlement_number"],
            settlement_date=info["settlement_date"],
            broker_type=broker["broker_type"],
            broker_name=broker["name"],
            broker_sebi_registration=broker["sebi_registration"],
            pay_in_pay_out_obligation=charges["pay_in_pay_out_obligation"],
            net_amount=charges["net_amount_receivable_payable"],
        )
        securities, contracts = note["equity_transactions"], note["derivatives_transactions"]
        account = self.add(
            "accounts",
            "account_id",
            pointer="/data/client_info",
            kind="TRADING",
            number=client["ucc"],
            holders=client["name"],
            holder_pans=client["pan"],
            pan=client["pan"],
            place_of_supply=client["place_of_supply"],
            gst_state_code=client["gst_state_code"],
            holdings=len(securities) + len(contracts),
        )
        for index, row in enumerate(securities):
            cells = {key: row[key] for key in row if not key.startswith("security_")}
            cells.update(name=row["security_name"], symbol=row["security_symbol"])
            place = f"/data/equity_transactions/{index}"
            self.add("holdings", "holding_id", account_id=account, pointer=place, section="traded_securities", **cells)
        for index, row in enumerate(contracts):
            cells = {key: row[key] for key in row if key != "contract_description"}
            cells.update(name=row["contract_description"])
            place = f"/data/derivatives_transactions/{index}"
            self.add("holdings", "holding_id", account_id=account, pointer=place, section="traded_contracts", **cells)
        for index, row in enumerate(note["detailed_trades"]):
            self.trade(account, index, row, day)
        for name in LEVIES:
            if charges[name] is not None:
                self.add(
                    "transactions",
                    "transaction_id",
                    account_id=account,
                    pointer=f"/data/charges_summary/{name}",
                    record="charge",
                    date=day,
                    kind=name,
                    amount=charges[name],
                )

    def trade(self, account, index, row, day):
        side = row["buy_sell"]
        keys = ("order_time", "trade_number", "trade_time", "buy_sell", "exchange", "quantity", "brokerage", "remarks")
        self.add(
            "transactions",
            "transaction_id",
            account_id=account,
            holding_id=ANY,
            isin=ANY,
            name=ANY,
            pointer=f"/data/detailed_trades/{index}",
            record="trade",
            date=day,
            kind={"B": "BUY", "S": "SELL"}.get(side),
            description=row["security_description"],
            amount=negated(row["net_total"]),
            units={"B": row["quantity"], "S": negated(row["quantity"])}.get(side),
            price=row["net_rate_per_unit"],
            closing_rate=row["closing_rate_per_unit"],
            order_no=row["order_number"],
            **{key: row[key] for key in keys},
        )

    def finish(self, read):
        """Which security a fill is of is not in the JSON: taken from the first reader and looked at, `traded`."""
        for row, other in zip(self.rows["transactions"], read["transactions"]):
            for key in ("holding_id", "isin", "name"):
                if row[key] is ANY:
                    row[key] = other[key]
        if "data" in self.answer:
            self.traded()

    def traded(self):
        """The fills of each security or contract add up to the quantities that its row has."""
        fills = {}
        for row in self.rows["transactions"]:
            if row["record"] == "trade" and row["holding_id"] is not None:
                key = (row["holding_id"], row["buy_sell"])
                fills.setdefault(key, []).append(row)
        for holding in self.rows["holdings"]:
            mine = {side: fills.get((holding["holding_id"], side), []) for side in "BS"}
            holding["transactions"] = len(mine["B"]) + len(mine["S"])
            for row in mine["B"] + mine["S"]:
                assert row["name"] == holding["name"], "a fill has the name of another security"
                if holding["section"] == "traded_contracts":
                    assert row["description"] == holding["name"] and row["buy_sell"] == holding["buy_sell_bf_cf"]


ANY = object()
