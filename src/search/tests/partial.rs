//! What a snapshot could not answer is part of the answer.

use super::*;
use crate::response::Incomplete;

#[test]
fn an_answer_says_what_did_not_answer_and_what_is_approximate() {
    let plain = Plain::new(&[]);
    let asked = SearchRequest::new(Query::everything(), jiff::civil::date(2026, 1, 20));
    let whole = ranked(plain).search(&asked).unwrap();
    assert_eq!((whole.incomplete, whole.approximate), (None, false));
    let incomplete = Some(Incomplete::new(3, 24));
    let mut part = Plain::new(&[]);
    part.incomplete = incomplete;
    let part = ranked(part).search(&asked).unwrap();
    assert_eq!((part.incomplete, part.approximate), (incomplete, true));
}
