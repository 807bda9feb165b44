//! 文种: what sort of document it is.
//!
//! Invariant: the set is closed, and each kind has one Chinese name, by which it is stored and
//! shown; [`FromStr`] takes that name, what else it is called, and its English twin.
//!
//! ```
//! use policy_search::Kind;
//!
//! assert_eq!("实施细则".parse(), Ok(Kind::DetailedRules));
//! assert_eq!("notice".parse(), Ok(Kind::Notice));
//! assert_eq!(Kind::Order.name(), "命令");
//! ```

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::value::{List, Listed, Names, ValueError};

macro_rules! kinds {
    ($($kind:ident $name:literal $english:literal [$($other:literal),*] $doc:literal,)*) => {
        /// 文种 (the fifteen of the regulation on 公文 first), and the sorts of texts that are
        /// published beside them on government sites.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[cfg_attr(feature = "serve", derive(schemars::JsonSchema))]
        #[non_exhaustive]
        pub enum Kind {
            $(#[doc = $doc] #[serde(rename = $name)] $kind,)*
        }

        impl Kind {
            /// All kinds: the fifteen 文种 first, then statutes, plans, lists and reports.
            pub const ALL: &'static [Kind] = &[$(Kind::$kind,)*];

            /// The Chinese name, by which it is stored and shown.
            pub fn name(self) -> &'static str {
                match self { $(Kind::$kind => $name,)* }
            }

            /// The English name used in flags and queries, lowercase with hyphens.
            pub fn english(self) -> &'static str {
                match self { $(Kind::$kind => $english,)* }
            }

            /// What else it is called in titles and by people.
            pub fn other_names(self) -> &'static [&'static str] {
                match self { $(Kind::$kind => &[$($other),*],)* }
            }
        }
    };
}

kinds! {
    Resolution "决议" "resolution" [] "决议: adopted by a congress or a meeting.",
    Decision "决定" "decision" ["决定书"] "决定: on a matter, an appointment, a penalty.",
    Order "命令" "order" ["令", "嘉奖令"] "命令: 令 by which statutes are promulgated or people commended.",
    Communique "公报" "communique" ["统计公报"] "公报: of a meeting or of statistics; the gazettes of governments.",
    Announcement "公告" "announcement" ["启事", "声明"] "公告: to the public at home and abroad.",
    Circular "通告" "circular" [] "通告: to those concerned within an area.",
    Opinions "意见" "opinions" ["实施意见", "指导意见", "若干意见"] "意见: on how something is to be done.",
    Notice "通知" "notice" ["通知书"] "通知: the most frequent kind: passes on, arranges, appoints.",
    Bulletin "通报" "bulletin" [] "通报: commends, criticises, informs.",
    Report "报告" "report" ["工作报告"] "报告: to a higher body or a congress.",
    Request "请示" "request" [] "请示: for instructions from a higher body.",
    Reply "批复" "reply" [] "批复: to a request.",
    Motion "议案" "motion" ["提案"] "议案: put to a congress.",
    Letter "函" "letter" ["公函", "贺信", "贺电"] "函: between bodies of equal rank.",
    Minutes "纪要" "minutes" ["会议纪要"] "纪要: of a meeting.",
    Measures "办法" "measures" ["实施办法", "暂行办法"] "办法: a regulation in detail.",
    Provisions "规定" "provisions" ["暂行规定", "若干规定", "制度"] "规定: a regulation of one matter.",
    Regulations "条例" "regulations" ["暂行条例"] "条例: an administrative or local statute.",
    DetailedRules "细则" "detailed-rules" ["实施细则"] "细则: that carry out a statute.",
    Rules "规则" "rules" ["准则", "守则", "章程"] "规则: of procedure or conduct.",
    Law "法律" "law" ["法", "法典", "宪法", "修正案"] "法律: by the National People's Congress.",
    Interpretation "解释" "interpretation" ["司法解释", "立法解释"] "解释: of law by the highest courts or the congress.",
    Plan "规划" "plan" ["纲要", "发展规划"] "规划: for years ahead.",
    Programme "计划" "programme" ["行动计划", "年度计划"] "计划: of work.",
    Scheme "方案" "scheme" ["实施方案", "工作方案"] "方案: for carrying something out.",
    Steps "措施" "steps" ["若干措施", "举措", "政策措施"] "措施: a list of policies.",
    KeyPoints "要点" "key-points" ["工作要点"] "要点: of a year's work.",
    ContingencyPlan "预案" "contingency-plan" ["应急预案"] "预案: for emergencies.",
    Standard "标准" "standard" ["规范", "规程"] "标准: technical or administrative.",
    Guide "指南" "guide" ["指引", "手册", "须知"] "指南: for those who apply or carry out.",
    Catalogue "目录" "catalogue" ["名录", "清单"] "目录: of items, powers or goods.",
    NameList "名单" "name-list" [] "名单: of persons or bodies.",
    Publicity "公示" "publicity" ["任前公示"] "公示: shown to the public for objections.",
    ReplyLetter "复函" "reply-letter" [] "复函: an answer to a letter.",
    Answer "答复" "answer" ["建议答复", "提案答复"] "答复: to a proposal of a deputy, or to a question of the public.",
    Explanation "解读" "explanation" ["政策解读", "图解", "问答"] "解读: of a document for its readers.",
    Budget "预算" "budget" ["部门预算"] "预算: of a body or a level of government.",
    FinalAccounts "决算" "final-accounts" ["部门决算"] "决算: of a body or a level of government.",
    Findings "结果" "findings" ["情况", "抽查结果"] "结果: of inspections and counts.",
    Meeting "会议" "meeting" ["会议报道"] "会议: the report of a meeting.",
    Speech "讲话" "speech" ["致辞"] "讲话: of a leader.",
    News "新闻" "news" ["动态", "要闻", "新闻发布会"] "新闻: of what government did.",
}

impl Listed for Kind {
    const LIST: List = List::Kind;
    const VALUES: &'static [Self] = Kind::ALL;

    fn names(self) -> Names {
        Names { chinese: self.name(), english: self.english(), others: self.other_names() }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Kind {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, ValueError> {
        Self::named(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_is_stored_by_its_name() {
        for kind in Kind::ALL {
            assert_eq!(serde_json::to_string(kind).unwrap(), format!("\"{}\"", kind.name()));
        }
    }
}
