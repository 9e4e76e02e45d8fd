//! Scheme lines over several lines: what a break stands for.

use super::*;

/// The schemes of a statement with a page for each head, which stands on two lines.
fn names(heads: &[[&str; 2]]) -> Vec<(String, Option<String>)> {
    let sheets: Vec<Sheet> = (1..)
        .zip(heads)
        .map(|(number, [upper, lower])| {
            let draft = folio(house(page(number), 140.0, "Alpha Mutual Fund"), 153.0, "70000001 / 12");
            let draft = draft.left(28.93, 164.0, 7.64, "ASHA TESTWALA");
            scheme(draft, 176.0, upper, "CAMS").left(28.93, 184.36, 7.162, lower).sheet()
        })
        .collect();
    read(&sheets)
        .into_iter()
        .filter_map(|found| match found.record {
            Record::Scheme(scheme) => Some((scheme.printed_name, scheme.advisor)),
            _ => None,
        })
        .collect()
}

#[test]
fn blanks_printed_at_the_ends_of_lines_tell_breaks_before_a_hyphen() {
    const BROKEN: [&str; 2] = ["A101-Alpha Fund -IDCW#", "-Regular Plan(Advisor: DIRECT)"];
    const PRINTED: [&str; 2] = ["B202-Alpha Cash Fund - Growth - ", "Regular Plan(Advisor: DIRECT)"];
    const LEFT_OUT: [&str; 2] = ["B202-Alpha Cash Fund - Growth -", "Regular Plan(Advisor: DIRECT)"];
    let first = |heads: &[[&str; 2]]| names(heads).swap_remove(0).0;
    assert_eq!(first(&[BROKEN, PRINTED]), "Alpha Fund -IDCW#-Regular Plan");
    assert_eq!(names(&[BROKEN, PRINTED])[1].0, "Alpha Cash Fund - Growth - Regular Plan");
    assert_eq!(first(&[["A101-Alpha Fund -IDCW# ", BROKEN[1]], PRINTED]), "Alpha Fund -IDCW# -Regular Plan");
    // Nothing tells, or both.
    assert_eq!(first(&[BROKEN]), "Alpha Fund -IDCW# -Regular Plan");
    assert_eq!(first(&[BROKEN, LEFT_OUT]), "Alpha Fund -IDCW# -Regular Plan");
    assert_eq!(first(&[BROKEN, PRINTED, LEFT_OUT]), "Alpha Fund -IDCW# -Regular Plan");
}

#[test]
fn words_that_have_no_blank_at_their_hyphen_are_whole() {
    let cases = [
        (["A101-Alpha Multi", "-Cap Fund(Advisor: DIRECT)"], "Alpha Multi-Cap Fund", "DIRECT"),
        (["A101-Alpha Fund(Advisor: CAT", "-1 EOP -0009)"], "Alpha Fund", "CAT-1 EOP -0009"),
        (["A101-Alpha Fund(Advisor: ARN", "-12345)"], "Alpha Fund", "ARN-12345"),
        (["A101-Alpha Fund(Advisor: EOP", "-0009)"], "Alpha Fund", "EOP -0009"),
        (["A101-Alpha Multi", "-Sector Fund(Advisor: DIRECT)"], "Alpha Multi -Sector Fund", "DIRECT"),
    ];
    for (head, name, advisor) in cases {
        assert_eq!(names(&[head]), [(name.to_owned(), Some(advisor.to_owned()))], "{head:?}");
    }
}
