//! Parts of an answer that name persons or numbers of theirs show nothing of themselves in `{:?}`, so that they never
//! reach a log or a panic. Records keep their form: `cas trace --stage records` is for looking at them.

use crate::contract_note::{ContractNote, NoteInfo, Trade};
use crate::statement::{
    DematAccount, MutualFundFolio, NpsAccount, Scheme, Statement, Transaction, TransactionInfo,
};

macro_rules! masked {
    ($($name:ident),* $(,)?) => {
        $(impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($name), "(***)"))
            }
        })*
    };
}

masked!(
    ContractNote,
    DematAccount,
    MutualFundFolio,
    NoteInfo,
    NpsAccount,
    Scheme,
    Statement,
    Trade,
    Transaction,
    TransactionInfo,
);
