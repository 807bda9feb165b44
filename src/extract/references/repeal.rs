//! Repeals told in a sentence: `《甲》同时废止`, `废止《甲》`, `《甲》第三条停止执行`.
//!
//! What is planned, asked for or told of others (`拟废止`, `被废止`) repeals nothing, nor does
//! `《甲》与本办法不一致的，不再适用`; a part repealed is an amendment.

use jiff::civil::Date;
use regex::Regex;

use super::super::date;
use super::mention::Mentions;
use super::parts::PARTS;
use super::series;
use crate::announcement::Relation;
use crate::announcement::number::numeral;
use crate::text::pattern::Pattern;

static REPEALED: Pattern = Pattern::with(
    PARTS,
    r"^\s*{bracket}?\s*{when_and_how}{ended}(?P<behind>的|后|前|之|情形|期间|或者|、|变质|产品)?",
);

static PARTLY: Pattern = Pattern::with(
    PARTS,
    r"^\s*{bracket}?\s*(?:的|中)?(?:第[^，。；《》]{1,40}|(?:中|有关|相关|关于)[^，。；《》]{1,60})[，,]?{when_and_how}{ended}(?P<behind>的|后|前|之|情形|期间|或者|、|变质|产品)?",
);

/// `废止《`, `废止1994年国务院发布的《`.
static REPEALS: Pattern = Pattern::new(
    r"(?P<asked>拟|建议|提请|申请|是否|不|未|可以|应当|被|已|已经|曾|关于|将)?(?:同时)?(?:废止|废除|停止执行)(?:了|如下文件|以下文件|下列文件)?[：:]?\s*(?:[^，。；：、《》\n]{0,80}(?:发布|公布|印发|制定|通过|批准|颁布|下发|修[改正订])的|原)?\s*$",
);

/// Marks what `mentions` says is repealed, whole or in part.
pub(super) fn mark(mentions: &mut Mentions<'_>) {
    for index in 0..mentions.all.len() {
        let after = window(mentions.after(index));
        if is_said(&REPEALED, after) {
            for one in series::ending(mentions, index) {
                repeal(mentions, one);
            }
        } else if is_said(&PARTLY, after) {
            mentions.all[index].raise(Relation::Amends);
        }
        if is_repealed_before(last(mentions.before(index), 100)) {
            for one in series::beginning(mentions, index) {
                repeal(mentions, one);
            }
        }
    }
}

fn repeal(mentions: &mut Mentions<'_>, index: usize) {
    let until = until(mentions, index);
    mentions.all[index].raise(Relation::Replaces);
    mentions.all[index].until = until;
}

/// The next few words: no rule looks further.
fn window(text: &str) -> &str {
    const WINDOW: usize = 260;
    &text[..text.char_indices().nth(WINDOW).map_or(text.len(), |(at, _)| at)]
}

/// The last `many` characters of `text`.
fn last(text: &str, many: usize) -> &str {
    let at = text.char_indices().rev().nth(many.saturating_sub(1)).map_or(0, |(at, _)| at);
    &text[at..]
}

/// Whether a pattern ends a statement here and no condition (`…废止的，`, `…废止后`).
fn is_said(rule: &Regex, text: &str) -> bool {
    rule.captures(text).is_some_and(|found| found.name("behind").is_none())
}

fn is_repealed_before(text: &str) -> bool {
    REPEALS.captures(text).is_some_and(|found| found.name("asked").is_none())
}

/// A day on which the mentioned one was there: who made it when, else when this one took effect.
fn until(mentions: &Mentions<'_>, index: usize) -> Option<Date> {
    let mut first = index;
    while first > 0 && series::is_history(mentions, first - 1) {
        first -= 1;
    }
    let start = if first == 0 { 0 } else { mentions.all[first - 1].span.end };
    let before = &mentions.text[start..mentions.all[index].span.start];
    let clause = before.rsplit(['。', '；', '\n']).next().unwrap_or(before);
    made(clause).or_else(|| in_effect(sentence_before(mentions.before(index))))
}

/// The part of `text` behind its last full stop.
fn sentence_before(text: &str) -> &str {
    let line = text.rsplit('\n').next().unwrap_or(text);
    last(line, 300)
}

/// The last day of the latest year in a clause that names who made a document when.
fn made(clause: &str) -> Option<Date> {
    static YEAR: Pattern =
        Pattern::new("(?P<year>(?:19|20)[0-9]{2}|[一二][一二三四五六七八九〇○零]{3})年");
    let clause = clause.rsplit("施行").next().unwrap_or(clause);
    let years = YEAR.captures_iter(clause).filter_map(|found| numeral::year(&found["year"]));
    Date::new(i16::try_from(years.max()?).ok()?, 12, 31).ok()
}

/// The day from which the text itself is in force: `自2022年8月1日起施行`.
fn in_effect(sentence: &str) -> Option<Date> {
    static EFFECT: Pattern =
        Pattern::new("自(?P<day>[^自，。；]{6,20}日)起?(?:正式)?(?:施行|实施|执行|生效)");
    let found = EFFECT.captures_iter(sentence).last()?;
    date::parse(&found["day"])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The mentions of each relation above a citation, and until when they were there.
    fn marked(text: &str) -> Vec<(String, Relation, Option<String>)> {
        let mut mentions = Mentions::of(text);
        mark(&mut mentions);
        let told = mentions.all.iter().filter(|one| one.relation != Relation::Cites);
        told.map(|one| {
            let name = one.name.clone().map_or(String::new(), |name| text[name].to_string());
            (name, one.relation, one.until.map(|day| day.to_string()))
        })
        .collect()
    }

    fn repealed(text: &str) -> Vec<String> {
        let told = marked(text).into_iter();
        told.filter(|(_, relation, _)| *relation == Relation::Replaces)
            .map(|(name, ..)| name)
            .collect()
    }

    #[test]
    fn what_a_sentence_repeals() {
        for (text, expected) in [
            ("《甲县水法》、《乙县水法》同时废止。", vec!["甲县水法", "乙县水法"]),
            ("1999年2月3日县政府发布的《甲县节水办法》同时废止。", vec!["甲县节水办法"]),
            (
                "《甲县节水办法》（甲政发〔2001〕2号）自本办法施行之日起即行废止",
                vec!["甲县节水办法"],
            ),
            ("原《甲县节水办法》（甲政发〔2001〕2号）不再执行。", vec!["甲县节水办法"]),
            ("《甲县节水办法》（甲（水）发〔1987〕2号）都同时废止", vec!["甲县节水办法"]),
            ("一、废止《甲县节水办法》（1999年发布）。", vec!["甲县节水办法"]),
            ("决定废止《甲县节水办法》和《乙县节水办法》。", vec!["甲县节水办法", "乙县节水办法"]),
            ("《甲县节水办法》等3件规章自2020年1月1日起停止执行。", vec!["甲县节水办法"]),
            (
                "根据2001年《关于修改部分条例的决定》第二次修正的《甲县防汛条例》同时废止",
                vec!["甲县防汛条例"],
            ),
            ("依据《乙县水法》，《甲县节水办法》同时废止。", vec!["甲县节水办法"]),
            ("按照《乙县水法》执行，原《甲县节水办法》同时废止。", vec!["甲县节水办法"]),
            ("拟废止《甲县节水办法》。", vec![]),
            ("《甲县节水办法》废止后，另行通知。", vec![]),
            ("《甲县节水办法》与本办法不一致的，不再适用。", vec![]),
            ("违反《甲县节水办法》的，停止执行。", vec![]),
            ("已被废止的《甲县节水办法》规定如下。", vec![]),
        ] {
            let mut found = repealed(text);
            found.sort_by_key(|name| text.find(name.as_str()));
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn a_part_repealed_is_an_amendment() {
        for text in
            ["《甲县节水办法》第三条停止执行。", "《甲县节水办法》中有关水费的规定同时废止。"]
        {
            assert_eq!(marked(text)[0].1, Relation::Amends, "{text}");
        }
    }

    #[test]
    fn goods_that_lose_their_force_are_no_documents() {
        assert!(marked("《甲县质量办法》关于销售失效、变质产品的规定").is_empty());
    }

    #[test]
    fn the_version_meant_is_dated_where_the_text_tells() {
        for (text, until) in [
            ("本办法自2020年3月1日起施行。1999年2月3日发布的《甲办法二》同时废止。", "1999-12-31"),
            ("本办法自2020年3月1日起施行，《甲办法二》同时废止。", "2020-03-01"),
            ("一九八八年八月六日国务院发布的《甲办法二》同时废止", "1988-12-31"),
            ("1992年批准、根据1998年《乙决定二》修正的《甲办法二》同时废止", "1998-12-31"),
        ] {
            let told = marked(text);
            assert_eq!(told.last().unwrap().2.as_deref(), Some(until), "{text}");
        }
    }
}
