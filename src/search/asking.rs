//! The words people ask with: they tell a question from a term, and say nothing of what answers it.

use super::analyzed::AnalyzedQuery;

/// A text with one of these asks; no term of policy text holds them.
const QUESTION_WORDS: [&str; 12] =
    ["什么", "谁", "吗", "呢", "如何", "怎么", "怎样", "哪", "多少", "是否", "能否", "可否"];

/// What asks wherever it is in a word, as in 为什么 and 多少钱.
const CORES: [&str; 8] = ["什么", "怎么", "怎样", "多少", "如何", "是否", "能否", "可否"];

/// What asks as a word of its own: 吗啡 and 呢绒 do not.
const WORDS: [&str; 16] = [
    "谁",
    "吗",
    "呢",
    "哪",
    "哪些",
    "哪里",
    "哪个",
    "哪儿",
    "哪样",
    "多久",
    "多大",
    "为何",
    "为什么",
    "是不是",
    "能不能",
    "有没有",
];

/// Every word that asks has one of these: a text without any need not be cut into words.
const MARKS: [char; 11] = ['么', '谁', '吗', '呢', '哪', '怎', '多', '何', '否', '不', '没'];

/// Where fewer characters would be left, all are: who types 怎么办 looks for that.
const LEAST: usize = 2;

/// Whether a text asks something.
pub(super) fn asks(text: &str) -> bool {
    QUESTION_WORDS.iter().any(|word| text.contains(word))
}

/// Folded texts with spaces in place of the words that ask; as they are if hardly anything else is left.
///
/// Documents seldom have these words, so that they would weigh much: one chatty page that explains
/// things in questions led ten unrelated ones. On the 100 paraphrases and 55 policy queries that are
/// shown nDCG@10 gains .018 [.004, .035] and .016 [−.011, .043] without them; 400 questions over
/// whole laws .013 [.006, .021]; 1,235 over articles nothing.
pub(super) fn without_question_words(
    folded: &[String],
    analyzed: &AnalyzedQuery<'_>,
) -> Vec<String> {
    let telling: Vec<String> = folded.iter().map(|text| telling(text, analyzed)).collect();
    let characters = telling.iter().flat_map(|text| text.chars());
    let left = characters.filter(|c| c.is_alphanumeric()).count();
    if left < LEAST { folded.to_vec() } else { telling }
}

/// Folded text with spaces in place of the words that ask.
fn telling(folded: &str, analyzed: &AnalyzedQuery<'_>) -> String {
    if !folded.contains(MARKS) {
        return folded.to_string();
    }
    let mut left = String::with_capacity(folded.len());
    let mut end = 0;
    for word in analyzed.words(folded) {
        // Only breaks are between two words.
        let start = folded[end..].find(word).map_or(end, |skipped| end + skipped);
        left.push_str(&folded[end..start]);
        left.push_str(&unasked(word));
        end = start + word.len();
    }
    left.push_str(&folded[end..]);
    left
}

/// A word with spaces in place of what asks in it.
fn unasked(word: &str) -> String {
    if WORDS.contains(&word) {
        return " ".to_string();
    }
    let core = CORES.iter().find(|core| word.contains(**core));
    core.map_or_else(|| word.to_string(), |core| word.replace(core, " "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyzer::Dictionary;
    use crate::query::Query;
    use crate::text::fold_str;

    /// What is left of the words of a query.
    fn left_of(text: &str) -> Vec<String> {
        let dictionary = Dictionary::default();
        let query = Query::parse(text, jiff::civil::date(2026, 1, 20)).unwrap();
        let analyzed = AnalyzedQuery::new(&query, &dictionary);
        let folded: Vec<String> = query.root.texts().map(fold_str).collect();
        without_question_words(&folded, &analyzed)
    }

    #[test]
    fn every_word_that_asks_is_looked_for() {
        let marked = |word: &&str| word.contains(MARKS);
        assert!(CORES.iter().chain(&WORDS).all(marked));
    }

    #[test]
    fn words_that_ask_are_left_out_and_words_that_hold_them_are_not() {
        let cases = [
            ("信用黑名单怎么消掉", "信用黑名单 消掉"),
            ("公积金能取多少钱", "公积金能取 钱"),
            ("为什么要做环评", " 要做环评"),
            ("网上签合同算数吗", "网上签合同算数 "),
            ("电梯谁来检查", "电梯 来检查"),
            ("吗啡管理", "吗啡管理"),
            ("呢绒进口", "呢绒进口"),
            ("养老服务", "养老服务"),
            ("怎么", "怎么"),
            ("是否，如何", "是否 如何"),
        ];
        for (text, left) in cases {
            assert_eq!(left_of(text), [left], "{text}");
        }
        assert_eq!(left_of("公积金 怎么 取"), ["公积金", " ", "取"]);
        assert_eq!(left_of("为什么 呢"), ["为什么", "呢"]);
    }

    #[test]
    fn questions_are_told_from_terms() {
        assert!(["什么是低保", "电梯谁来检查", "能否补缴"].into_iter().all(asks));
        assert!(!["养老服务", "数据安全管理"].into_iter().any(asks));
    }
}
