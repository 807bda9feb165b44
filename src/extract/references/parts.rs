//! The parts that the patterns of the rules share.

use crate::text::pattern::Parts;

pub(super) const PARTS: Parts = &[
    // A bracket behind a title, with brackets in it: `（法（研）发〔1987〕32号）`.
    ("bracket", r"(?:[（(](?:[^（()）\n]|[（(][^（()）\n]*[）)])*[）)])"),
    // What ends the force of the titles in front.
    (
        "ended",
        "(?:废止|废除|作废|失效|停止执行|停止施行|停止使用|停止适用|不再执行|不再施行|不再适用|不再使用)",
    ),
    // What may be between a title and that: a bracket, 等5件规章, from which day on, and how.
    (
        "when_and_how",
        r"(?:等[^，。；《》]{0,20})?\s*[，,、]?\s*(?:本(?:办法|规定|条例|法|决定|通知|细则|意见|解释|规则|公告)(?:公布|发布|印发)?(?:施行|实施|执行|生效)之?[日后]起?\s*[，,]?)?(?:(?:自|从|于|在)[^，。；《》]{1,40}(?:起|日|后|时|前|止)\s*[，,]?\s*)?(?:现|均|都|全部|一律|一并|相应|也|亦|则|即|便|同时|同步|立即|即行|予以|自行|随之|宣布|宣告|正式|，)*",
    ),
];
