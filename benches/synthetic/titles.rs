//! Titles: what an announcement is about, and of which kind it says it is.

use super::dice::Dice;
use super::words::Words;

/// The kinds that titles end in, per thousand: the shares of 34,578 real titles, those that end in
/// nothing known left out.
pub(crate) const KINDS: [(&str, u32); 10] = [
    ("通知", 639),
    ("意见", 108),
    ("批复", 87),
    ("决定", 39),
    ("通报", 36),
    ("办法", 30),
    ("复函", 27),
    ("公告", 12),
    ("通告", 11),
    ("规定", 11),
];

/// What is done about a subject.
const DEEDS: [&str; 16] = [
    "加强",
    "进一步加强",
    "推进",
    "做好",
    "规范",
    "促进",
    "开展",
    "完善",
    "组织实施",
    "调整",
    "支持",
    "优化",
    "深化",
    "严格",
    "落实",
    "改进",
];

/// What of a subject it is done to.
const MATTERS: [&str; 16] = [
    "工作",
    "管理",
    "建设",
    "服务",
    "发展",
    "监督检查",
    "专项资金管理",
    "改革",
    "试点",
    "保障",
    "专项整治",
    "能力提升",
    "标准化",
    "信息公开",
    "风险防控",
    "评价考核",
];

/// What is passed on.
const PAPERS: [&str; 8] =
    ["管理办法", "实施方案", "实施细则", "工作方案", "行动计划", "若干措施", "规划", "指导意见"];

/// A subject's words occur so often in jieba's dictionary: neither everywhere nor nowhere.
const FREQUENCIES: std::ops::RangeInclusive<u64> = 100..=5_000;

/// Terms of policy that people ask for; the list that `search check --recall` asks for.
static TERMS: &str = include_str!("../../src/engine/check/data/terms.txt");

/// How likely the first word of a subject is one of them.
const OF_POLICY: f64 = 0.5;

/// Makes titles.
pub(crate) struct Titles {
    subjects: Words,
    terms: Vec<&'static str>,
}

impl Titles {
    pub(crate) fn new() -> Self {
        let fits = |word: &str, frequency| {
            FREQUENCIES.contains(&frequency) && (2..=4).contains(&word.chars().count())
        };
        let terms = TERMS.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
        Self { subjects: Words::of(fits), terms: terms.collect() }
    }

    /// Two to four words, of which the first one or two stand in the title.
    pub(crate) fn subject(&self, dice: &mut Dice) -> Vec<String> {
        let count = dice.within(2, 4);
        let mut words: Vec<String> =
            (0..count).map(|_| self.subjects.draw(dice).to_string()).collect();
        if dice.chance(OF_POLICY) {
            words[0] = dice.pick(&self.terms).to_string();
        }
        words
    }

    /// The title of what `issuer` says about `subject`.
    pub(crate) fn title(&self, issuer: &str, subject: &[String], dice: &mut Dice) -> String {
        let about = subject[..dice.within(1, 2)].concat();
        let matter = dice.pick(&MATTERS);
        match dice.weighted(&KINDS) {
            "通知" if dice.chance(0.5) => {
                let paper = dice.pick(&PAPERS);
                let deed = if dice.chance(0.9) { "印发" } else { "转发" };
                format!("{issuer}关于{deed}《{about}{paper}》的通知")
            }
            kind @ ("办法" | "规定") => format!("{issuer}{about}{matter}{kind}"),
            kind @ ("批复" | "复函") => format!("{issuer}关于同意{about}{matter}方案的{kind}"),
            kind => format!("{issuer}关于{}{about}{matter}的{kind}", dice.pick(&DEEDS)),
        }
    }
}
