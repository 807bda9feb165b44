//! The labels before values and sentences: of an announcement shown whole, of the sorts of a report.

use super::language::Language;

/// What stands before a value or a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::printer) enum Label {
    Title,
    Issuers,
    Level,
    Number,
    Written,
    Published,
    Kind,
    Validity,
    Region,
    Addressees,
    Attachments,
    Topic,
    IndexNumber,
    Source,
    Url,
    File,
    Id,
    Added,

    Replaces,
    ReplacedBy,
    Amends,
    AmendedBy,
    Forwards,
    ForwardedBy,
    Cites,
    CitedBy,

    Columns,
    New,
    Changed,
    Gone,
    Note,
    Junk,
    Skipped,
    Kept,

    Format,
    Documents,
    Problem,
    LeftOut,
    Beside,
    ReadFrom,

    Damaged,
    Index,
    Folders,
    Recall,
    Failed,
}

impl Language {
    /// A label, in the words that government sites use.
    pub(in crate::printer) fn label(self, label: Label) -> &'static str {
        self.of(match label {
            Label::Title => ("title", "标题"),
            Label::Issuers => ("issuers", "发文机关"),
            Label::Level => ("level", "机关级别"),
            Label::Number => ("number", "发文字号"),
            Label::Written => ("written", "成文日期"),
            Label::Published => ("published", "发布日期"),
            Label::Kind => ("kind", "文种"),
            Label::Validity => ("validity", "效力"),
            Label::Region => ("region", "地区"),
            Label::Addressees => ("to", "主送机关"),
            Label::Attachments => ("annexes", "附件"),
            Label::Topic => ("topic", "主题分类"),
            Label::IndexNumber => ("index no.", "索引号"),
            Label::Source => ("source", "来源"),
            Label::Url => ("address", "网址"),
            Label::File => ("file", "文件"),
            Label::Id => ("id", "编号"),
            Label::Added => ("added", "入库"),

            Label::Replaces => ("repeals", "废止"),
            Label::ReplacedBy => ("repealed by", "被废止"),
            Label::Amends => ("amends", "修改"),
            Label::AmendedBy => ("amended by", "被修改"),
            Label::Forwards => ("passes on", "转发"),
            Label::ForwardedBy => ("passed on by", "被转发"),
            Label::Cites => ("cites", "引用"),
            Label::CitedBy => ("cited by", "被引用"),

            Label::Columns => ("columns", "列"),
            Label::New => ("new", "新增"),
            Label::Changed => ("changed", "变更"),
            Label::Gone => ("gone", "移除"),
            Label::Note => ("note", "提示"),
            Label::Junk => ("junk", "非公告"),
            Label::Skipped => ("skipped", "未收录"),
            Label::Kept => ("kept", "保留"),

            Label::Format => ("format", "格式"),
            Label::Documents => ("documents", "公告数"),
            Label::Problem => ("problem", "问题"),
            Label::LeftOut => ("left out", "未采用"),
            Label::Beside => ("beside", "附带信息"),
            Label::ReadFrom => ("read from", "读自"),

            Label::Damaged => ("damaged", "损坏"),
            Label::Index => ("index", "索引"),
            Label::Folders => ("folders", "文件夹"),
            Label::Recall => ("recall", "查全"),
            Label::Failed => ("failed", "未通过"),
        })
    }
}
