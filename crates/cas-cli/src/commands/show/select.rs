//! What was asked for: everything, or one folio, account, security.

use cas::model::Isin;
use cas::model::facts::HoldingList;
use cas::model::statement::{DematAccount, MutualFundFolio, NpsAccount};
use cas::{Parsed, Statement};

use crate::args::show::ShowArgs;

/// What is shown: the conditions that hold together.
#[derive(Clone, Debug, Default)]
pub(super) struct Selection {
    folio: Option<String>,
    account: Option<String>,
    isin: Option<String>,
}

/// Nothing in the file is what was asked for. Messages count what there is: numbers of folios are personal.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub(crate) enum NotFound {
    /// No folio has the number.
    #[error("no folio of this statement has this number; it has {folios}")]
    Folio {
        /// Folios of the statement.
        folios: usize,
    },
    /// No account has the number.
    #[error("no demat or pension account of this statement has this number; it has {accounts}")]
    Account {
        /// Demat and pension accounts.
        accounts: usize,
    },
    /// Nothing has the ISIN.
    #[error("nothing that is shown has this ISIN; there are {securities} with one")]
    Isin {
        /// Schemes and securities with an ISIN.
        securities: usize,
    },
    /// Folios and accounts are asked of a contract note.
    #[error("a contract note has neither folios nor accounts")]
    ContractNote,
}

/// Letters and digits in capitals: blanks, dashes and slashes are printed one way here and another there.
fn bare(text: &str) -> String {
    text.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect()
}

fn same(wanted: &str, printed: Option<&str>) -> bool {
    printed.is_some_and(|printed| bare(printed) == bare(wanted))
}

impl Selection {
    pub(super) fn of(args: &ShowArgs) -> Self {
        let ShowArgs { folio, account, isin, .. } = args;
        Self { folio: folio.clone(), account: account.clone(), isin: isin.clone() }
    }

    /// True when nothing was asked for in particular.
    pub(super) fn is_everything(&self) -> bool {
        self.folio.is_none() && self.account.is_none() && self.isin.is_none()
    }

    /// True when the folio is asked for, as a whole or in part.
    pub(super) fn has_folio(&self, folio: &MutualFundFolio) -> bool {
        let number = folio.folio_number.as_deref();
        let before_slash = number.and_then(|number| number.split('/').next());
        let wanted = |wanted: &String| same(wanted, number) || same(wanted, before_slash);
        self.account.is_none() && self.folio.as_ref().is_none_or(wanted)
    }

    /// True when the account is asked for, as a whole or in part.
    pub(super) fn has_account(&self, account: &DematAccount) -> bool {
        let DematAccount { client_id, bo_id, dp_id, .. } = account;
        let both = dp_id.as_deref().unwrap_or("").to_owned() + client_id.as_deref().unwrap_or("");
        let wanted = |wanted: &String| {
            same(wanted, client_id.as_deref()) || same(wanted, bo_id.as_deref()) || same(wanted, Some(&both))
        };
        self.folio.is_none() && self.account.as_ref().is_none_or(wanted)
    }

    /// True when the pension account is asked for; its funds have no ISIN.
    pub(super) fn has_pension(&self, account: &NpsAccount) -> bool {
        let wanted = |wanted: &String| same(wanted, account.pran.as_deref());
        self.folio.is_none() && self.isin.is_none() && self.account.as_ref().is_none_or(wanted)
    }

    /// True when the security is asked for, or none in particular.
    pub(super) fn has_isin(&self, isin: Option<Isin>) -> bool {
        self.isin.as_ref().is_none_or(|wanted| same(wanted, isin.as_ref().map(Isin::as_str)))
    }

    /// Fails when the file has nothing of what was asked for.
    pub(super) fn check(&self, parsed: &Parsed) -> Result<(), NotFound> {
        if self.is_everything() {
            return Ok(());
        }
        match (parsed.statement(), parsed.contract_note()) {
            (Some(statement), _) => self.check_statement(statement),
            _ if self.folio.is_some() || self.account.is_some() => Err(NotFound::ContractNote),
            (_, Some(note)) => {
                let isins = note.equity_transactions.iter().map(|security| security.isin);
                self.check_isins(&isins.collect::<Vec<_>>())
            }
            _ => Ok(()),
        }
    }

    fn check_statement(&self, statement: &Statement) -> Result<(), NotFound> {
        let Statement { mutual_funds, demat_accounts, nps, .. } = statement;
        let folios: Vec<_> = mutual_funds.iter().filter(|folio| self.has_folio(folio)).collect();
        let accounts: Vec<_> = demat_accounts.iter().filter(|account| self.has_account(account)).collect();
        if self.folio.is_some() && folios.is_empty() {
            return Err(NotFound::Folio { folios: mutual_funds.len() });
        }
        let pensions = nps.iter().filter(|account| self.has_pension(account)).count();
        if self.account.is_some() && accounts.is_empty() && pensions == 0 {
            return Err(NotFound::Account { accounts: demat_accounts.len() + nps.len() });
        }
        let funds = folios.iter().flat_map(|folio| folio.schemes.iter().map(|scheme| scheme.isin));
        let held = accounts.iter().flat_map(|account| {
            let lists = HoldingList::ALL.into_iter();
            lists.flat_map(|list| list.of(&account.holdings).iter().map(|holding| holding.isin))
        });
        self.check_isins(&funds.chain(held).collect::<Vec<_>>())
    }

    fn check_isins(&self, isins: &[Option<Isin>]) -> Result<(), NotFound> {
        if self.isin.is_none() || isins.iter().any(|isin| self.has_isin(*isin)) {
            return Ok(());
        }
        let known: std::collections::BTreeSet<Isin> = isins.iter().copied().flatten().collect();
        Err(NotFound::Isin { securities: known.len() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_compared_without_blanks_and_marks() {
        assert!(same("34182338/11", Some("34182338 / 11")));
        assert!(same("in300513 12345678", Some("IN30051312345678")));
        assert!(!same("34182338", Some("34182338 / 11")));
        assert!(!same("1", None));
    }
}
