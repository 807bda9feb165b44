//! Mentions that are named in one breath, so that what is said of one is said of all:
//! `1994年4月2日某市人大通过的《甲》、《乙》和2001年修正的《丙》同时废止`.

use super::mention::Mentions;
use super::parts::PARTS;
use crate::text::pattern::Pattern;

/// How two mentions are joined: a bracket, a comma or an 和, and who made the next one when.
static JOINED: Pattern = Pattern::with(
    PARTS,
    r"^(?:\s*{bracket})?\s*(?:(?:[、，,；;]|和|及|与|以及|暨|或|并)+\s*(?:[^。；《》]{0,200}(?:的|[日年月号令原及和与：]|现行|[）)、.．]))?)?\s*$",
);

/// How a mention is joined to the one before whose amendment is only told of.
static JOINED_LOOSELY: Pattern =
    Pattern::with(PARTS, r"^(?:\s*{bracket})?\s*(?:[、，,；;]|和|及|与|以及)[^。《》]{0,200}$");

/// What makes the mention before it a part of the history of the next: `《…的决定》第二次修正的`.
static HISTORY: Pattern = Pattern::with(
    PARTS,
    r"^\s*{bracket}?\s*(?:第.{1,4}次)?(?:进行)?(?:修正|修订|修改|批准|公布|通过|发布|确认)",
);

/// What makes the mention behind it a ground and not a part of the series.
const GROUNDS: [&str; 11] =
    ["根据", "依据", "依照", "按照", "遵照", "违反", "适用", "执行", "贯彻", "落实", "对照"];

/// Whether the mention at `index` only tells of the history of the next.
pub(super) fn is_history(mentions: &Mentions<'_>, index: usize) -> bool {
    index + 1 < mentions.all.len() && HISTORY.is_match(mentions.gap(index))
}

/// The mentions of the series that ends with the one at `last`, it included, the last first.
pub(super) fn ending(mentions: &Mentions<'_>, last: usize) -> Vec<usize> {
    let mut series = vec![last];
    let mut history = false;
    for index in (0..last).rev() {
        let gap = mentions.gap(index);
        let told = HISTORY.is_match(gap);
        let joined = if history { JOINED_LOOSELY.is_match(gap) } else { JOINED.is_match(gap) };
        let ground = GROUNDS.iter().any(|word| mentions.before(index).trim_end().ends_with(word));
        if !told && (!joined || ground) {
            break;
        }
        if !told {
            series.push(index);
        }
        history = told;
    }
    series
}

/// The mentions of the series that begins with the one at `first`, it included; behind a comma another
/// clause begins.
pub(super) fn beginning(mentions: &Mentions<'_>, first: usize) -> Vec<usize> {
    let mut series = vec![first];
    for index in first + 1..mentions.all.len() {
        let gap = mentions.gap(index - 1);
        if !JOINED.is_match(gap) || gap.trim_start().starts_with(['，', ',', '；', ';']) {
            break;
        }
        series.push(index);
    }
    series
}
