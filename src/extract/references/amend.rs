//! Amendments told in the text of a decision: `修改《甲》`, `对《甲》作如下修改`, `将《甲》第三条修改为`.

use super::mention::Mentions;
use super::parts::PARTS;
use super::series;
use crate::announcement::Relation;
use crate::text::pattern::Pattern;

/// `修改《`, but not `关于修改《`, which names another decision.
static AMENDS: Pattern =
    Pattern::new(r"(?P<other>关于|拟|建议|提请|未|不|被|已)?(?:修改|修订|修正)(?:了)?\s*$");

/// `对《甲》等3件规章作如下修改`, `对《甲》部分条款予以修改`.
static AMENDED: Pattern = Pattern::with(
    PARTS,
    r"^\s*{bracket}?[^。；《》]{0,40}?[，,]?(?:作|做|予以|进行)出?(?:如下|以下|部分|相应)?(?:的)?(?:修改|修订|修正)",
);

/// `将《甲》第三条修改为`.
static REWORDED: Pattern = Pattern::with(
    PARTS,
    r"^\s*{bracket}?(?:的|中的?)?第[^。；《》]{1,60}(?:修改为|改为|删去|删除)",
);

/// Marks what `mentions` says is amended.
pub(super) fn mark(mentions: &mut Mentions<'_>) {
    for index in 0..mentions.all.len() {
        let before = mentions.before(index).trim_end();
        let after = mentions.after(index);
        let told = AMENDS.captures(tail(before)).is_some_and(|found| found.name("other").is_none());
        if told {
            for one in series::beginning(mentions, index) {
                mentions.all[one].raise(Relation::Amends);
            }
        }
        let object = before.ends_with('对') && AMENDED.is_match(after);
        if object || before.ends_with('将') && REWORDED.is_match(after) {
            mentions.all[index].raise(Relation::Amends);
        }
    }
}

/// The last few characters of a text.
fn tail(text: &str) -> &str {
    &text[text.char_indices().rev().nth(11).map_or(0, |(at, _)| at)..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_decision_amends() {
        for (text, expected) in [
            ("一、修改《甲县节水办法》", 1),
            ("决定对《甲县节水办法》作如下修改：", 1),
            ("现对《甲县节水办法》（甲政发〔2001〕2号）部分条款予以修改。", 1),
            ("将《甲县节水办法》第三条修改为：", 1),
            ("修改《甲县节水办法》、《乙县节水办法》", 2),
            ("根据《乙县节水办法》制定本办法。", 0),
            ("县政府关于修改《甲县节水办法》的决定", 0),
        ] {
            let mut mentions = Mentions::of(text);
            mark(&mut mentions);
            let amended = mentions.all.iter().filter(|one| one.relation == Relation::Amends);
            assert_eq!(amended.count(), expected, "{text}");
        }
    }
}
