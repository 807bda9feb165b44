//! Pinyin glosses: the reading of characters in brackets behind them, as cloned pages and texts with rare names put
//! them: 運(yùn), 亳（bó）州, 亳州［bó zhōu］.
//!
//! A bracket of any kind is a gloss only if all that it holds are syllables, and these are readings of the characters
//! before it, one for one up to the bracket. So 维生素(e), 米(m), 甲(A)类, 生产总值（GDP）and 银杏(Ginkgo) are none;
//! 亩(mu) and 重(chóng)复 are. So are 北京(beijing) and 华为(Huawei): whether such a word is a gloss or a name in Latin
//! letters cannot be told, and need not be, for what is a gloss is still found in every way (below).
//! Whether a bracket is one depends on what comes before it alone, other glosses and blanks left out. A single capital
//! letter labels things: 限额(E).
//!
//! # What becomes of them
//!
//! In the folded form ([`fold`](fn@super::fold)) of texts and of queries a gloss is *nothing*: 亳 and 州 are neighbours.
//! So the plain word, a phrase across it and the pasted original find the text, and a query with glosses is the query
//! without. Its words are *beside* the folded form ([`beside`]), each behind its character, so that they and a string
//! that was cut inside a gloss are found as well. In the readable text of a damaged document ([`clean`](fn@super::clean))
//! those of single characters are taken away.
//!
//! # What else was thought of
//!
//! | way | plain word | original | phrase across | cut inside | costs |
//! |---|---|---|---|---|---|
//! | as it was: a word between two breaks, dropped from queries | no | no | no | yes | |
//! | both readings of a paragraph, one after the other | yes | yes | within the paragraph | only where one gloss is cut | frequencies and lengths count twice |
//! | nothing, its words as usual words behind the text | yes | yes | yes | the word anywhere in the text: `AI）产业` finds 爱(ai)…产业 | |
//! | nothing, its words usual terms at the place of the next character | yes | yes | yes | yes | false phrases: `bo市` matches 亳(bo)州市 |
//! | nothing, its words terms of their own class there (kept) | yes | yes | yes | yes | a class of terms, a second phrase for queries that begin with a syllable |

pub(crate) mod beside;
mod bracket;
mod query;
mod readings;

pub(crate) use bracket::gloss_words;
pub(super) use bracket::{at, find, is_open, without};
pub use query::strip_query_glosses;
pub(super) use readings::read_word;
pub use readings::sounds_alike;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_of_writing_a_gloss_is_found() {
        let ways = [
            "運(yùn)",
            "運(yu\u{300}n)",
            "運(yun)",
            "運（yùn）",
            "運(ｙｕｎ)",
            "運( yùn )",
            "運(yùn\u{a0})",
            "運 (yùn)",
            "運(YUN)",
            "運(Yùn)",
            "運(yùn)(yùn)",
            "運(yun4)",
            "運(yù\u{200B}n)",
            "運\n(yùn)",
            "運[yùn]",
            "運［yùn］",
            "運〔yun4〕",
            "運【yun】",
            "運〖yùn〗",
            "運〈yùn〉",
            "運《yùn》",
            "運<yùn>",
            "運＜yùn＞",
            "運{yùn}",
            "運「yùn」",
            "運『yùn』",
            "運(yùn）",
        ];
        for way in ways {
            assert_eq!(strip_query_glosses(way), "運", "{way}");
        }
        for way in [
            "女(nǚ)",
            "女(nv)",
            "女(nü)",
            "略(lüè)",
            "略(lve)",
            "港(ɡǎnɡ)",
            "安(ɑn)",
            "的(de)(de)",
            "地(dì)(de)",
            "額(é)",
        ] {
            assert_eq!(strip_query_glosses(way).chars().count(), 1, "{way}");
        }
    }

    #[test]
    fn a_gloss_may_be_of_several_characters() {
        for way in [
            "亳州(bózhōu)",
            "亳州（bó zhōu）",
            "亳州[Bó-zhōu]",
            "亳州(bo2zhou1)",
            "亳州(bo2 zhou1)",
            "亳(bó)州(bó zhōu)",
            "亳 州(bozhou)",
            "亳\n州（Bózhōu）",
        ] {
            let bare: String = strip_query_glosses(way).split_whitespace().collect();
            assert_eq!(bare, "亳州", "{way}");
        }
        for (text, bare) in [
            ("西安(Xī'ān)市", "西安市"),
            ("北京(beijing)市", "北京市"),
            ("华为(Huawei)公司", "华为公司"),
            ("安徽省亳州市（Bózhōu Shì）谯城区", "安徽省亳州市谯城区"),
        ] {
            assert_eq!(strip_query_glosses(text), bare);
        }
        let gloss = &find("安徽省亳州市（Bózhōu Shì）")[0];
        assert_eq!(gloss.characters, 3);
        assert_eq!(gloss.words.iter().map(|word| word.behind).collect::<Vec<_>>(), [1, 0]);
    }

    #[test]
    fn brackets_of_other_kinds_stay() {
        let kept = [
            "(ABC)",
            "甲(A)类",
            "限额(E)",
            "维生素(e)",
            "米(m)",
            "建(构)筑物",
            "管理措施(Best)",
            "第一条(试行)",
            "运()",
            "a(a)",
            "第(1)条",
            "北京(shanghai)",
            "银杏(Ginkgo biloba)",
            "生产总值（GDP）",
            "质量≤3千克(kg)",
            "运(yùn，音)",
            "",
        ];
        for text in kept {
            let stripped = strip_query_glosses(text);
            assert!(stripped == text, "{text} became {stripped}");
        }
        assert_eq!(strip_query_glosses("政(zheng)(ABC)"), "政(ABC)");
    }

    #[test]
    fn taking_glosses_away_makes_no_new_ones() {
        for text in
            ["地(dì)(de)方", "亳（bó）州（bó zhōu）市", "政(zheng) (zheng)府", "亳(bo)(zhou)州"]
        {
            let once = strip_query_glosses(text);
            assert_eq!(strip_query_glosses(&once), once, "{text}");
        }
    }

    #[test]
    fn a_row_of_brackets_without_end_is_read_once() {
        let text = "一(yi".repeat(20_000) + "一" + &"(yi)".repeat(20_000);
        assert_eq!(find(&text).len(), 17);
    }
}
