//! Pure text: what index and query share, and what makes a damaged document readable.
//!
//! Two views of one text, never mixed. [`fold`](fn@fold) makes the one form that terms, queries and snippets are compared in:
//! Simplified, lower case, half width, marks as single spaces; it is the same for a document and for any piece of it.
//! [`clean`](fn@clean) makes the form a person reads: the source's own script, without pinyin glosses and other damage.
//!
//! ```
//! use policy_search::text;
//! let raw = "加快推進(jìn)運(yùn)貿(mào)產(chǎn)一體化";
//! let read = text::clean(raw).text;
//! assert_eq!(read, "加快推進運貿產一體化");
//! assert_eq!(text::fold_str(&read), "加快推进运贸产一体化");
//! assert_eq!(text::fold_str(&text::strip_query_glosses("運(yùn)貿(mào)產(chǎn)")), "运贸产");
//! ```

mod article;
pub mod boilerplate;
mod clean;
mod damage;
mod digits;
mod fold;
mod gloss;
mod letter;
pub mod numerals;
mod origins;
pub(crate) mod outline;
pub(crate) mod pattern;
mod sentence;
mod simplify;
mod sketch;
mod spacing;
mod table;
mod taiwan;

/// The name of the state, with which laws are published and without which they are cited.
pub(crate) const STATE: &str = "中华人民共和国";

pub(crate) use article::Article;
pub use clean::{Cleaned, clean};
pub(crate) use damage::{Difference, Token, difference, folded_tokens, furniture, tokens_without};
pub(crate) use digits::without_digits;
pub use fold::{Folded, fold, fold_str};
pub(crate) use gloss::beside::{Beside, Cut, Place, cuts, places, steps};
pub(crate) use gloss::gloss_words;
pub use gloss::{sounds_alike, strip_query_glosses};
pub use letter::is_han;
pub(crate) use letter::is_sign;
#[cfg(feature = "serve")]
pub(crate) use letter::is_traditional_text;
pub(crate) use sentence::{Begin, begins};
pub(crate) use simplify::simplified_characters;
pub use simplify::simplify;
pub(crate) use sketch::{Figures, LEAST_SHARED, bands};
pub use spacing::join_letter_spaced;
pub(crate) use table::mend_radical;
