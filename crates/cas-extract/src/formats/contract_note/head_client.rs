//! Whose facts the head of a note prints: those of the broker may stand above those of the client, with the same labels.

use cas_model::Pan;

/// Facts that broker and client both have, as long as nothing of the note or the client was printed above them.
#[derive(Default)]
pub(super) struct Early {
    pub(super) place_of_supply: Option<String>,
    pub(super) state_code: Option<String>,
    pub(super) address: Vec<String>,
}

/// How near a PAN stands to the client.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(super) enum Beside {
    /// Above everything that the note says of itself and the client.
    Nothing,
    /// Behind the number of the note, the code or the name of the client.
    Client,
    /// Its label names the client: `PAN of Client`.
    Label,
}

/// The PANs of the head.
#[derive(Default)]
pub(super) struct Pans(Vec<(Beside, Pan)>);

impl Pans {
    pub(super) fn push(&mut self, beside: Beside, pan: Pan) {
        self.0.push((beside, pan));
    }

    /// The client's; the second value is true when another one could be it as well.
    pub(super) fn client(self) -> (Option<Pan>, bool) {
        let Some(nearest) = self.0.iter().map(|(beside, _)| *beside).max() else { return (None, false) };
        let near = |pan: &Pan| self.0.iter().any(|(beside, other)| *beside == nearest && other == pan);
        let first = |test: &dyn Fn(&Pan) -> bool| self.0.iter().map(|(_, pan)| pan).find(|pan| test(pan));
        // A broker is a company or a firm, most clients are none.
        let person = first(&|pan| near(pan) && !is_firm(pan))
            .or_else(|| first(&|pan| nearest != Beside::Label && !is_firm(pan)));
        let Some(found) = person.or_else(|| first(&near)) else { return (None, false) };
        let alike = |pan: &Pan| near(pan) && is_firm(pan) == is_firm(found);
        let doubt = first(&|pan| pan != found && alike(pan)).is_some() || !near(found);
        (Some(found.clone()), doubt)
    }
}

/// True for the PAN of a company or a firm, which its fourth letter tells.
fn is_firm(pan: &Pan) -> bool {
    matches!(pan.as_str().as_bytes().get(3), Some(b'C' | b'F'))
}

/// True when the label of a PAN names the client; `before` is the text in front of the number.
pub(super) fn names_client(before: &str) -> bool {
    let words = before.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let mut label = Vec::new();
    for word in words.rev() {
        let ends = label.iter().any(|seen: &&str| seen.eq_ignore_ascii_case("PAN"));
        label.push(word);
        if ends {
            break;
        }
    }
    label.iter().any(|word| word.eq_ignore_ascii_case("client"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_broker_has_a_pan_too() {
        use Beside::{Client, Label, Nothing};
        let (broker, firm, client, other) = ("AAACS1111A", "AAAFT2222B", "ABCPT1234K", "ABCHT1234K");
        type Case<'a> = (&'a [(Beside, &'a str)], &'a str, bool);
        let cases: [Case<'_>; 9] = [
            (&[(Nothing, broker), (Client, client)], client, false),
            (&[(Client, broker), (Client, client)], client, false),
            (&[(Client, client), (Client, broker)], client, false),
            (&[(Nothing, client)], client, false),
            (&[(Nothing, broker), (Client, firm)], firm, false),
            (&[(Client, broker), (Label, firm)], firm, false),
            (&[(Client, client), (Client, client)], client, false),
            (&[(Client, client), (Client, other)], client, true),
            (&[(Nothing, client), (Client, broker)], client, true),
        ];
        for (printed, expected, doubt) in cases {
            let mut pans = Pans::default();
            for (beside, pan) in printed {
                pans.push(*beside, Pan::parse(pan).unwrap());
            }
            let (found, is_doubtful) = pans.client();
            assert_eq!(
                (found.as_ref().map(Pan::as_str), is_doubtful),
                (Some(expected), doubt),
                "{printed:?}"
            );
        }
    }

    #[test]
    fn labels_of_the_client() {
        for before in
            ["PAN of Client : ", "Client PAN No : ", "PAN No of Client", "UCC : Z1 PAN of the Client : "]
        {
            assert!(names_client(before), "{before}");
        }
        for before in ["PAN : ", "UCC of Client : ZZ0001 PAN : ", "PAN No :", ""] {
            assert!(!names_client(before), "{before}");
        }
    }
}
