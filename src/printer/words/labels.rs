//! The labels before values and sentences: of an announcement shown whole, of the sorts of a report.

use super::language::Language;

macro_rules! labels {
    ($($label:ident $english:literal $chinese:literal;)*) => {
        /// What stands before a value or a sentence.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Label {
            $($label,)*
        }

        impl Language {
            /// A label; of announcements in the words that government sites use.
            pub(crate) fn label(self, label: Label) -> &'static str {
                self.of(match label { $(Label::$label => ($english, $chinese),)* })
            }
        }
    };
}

labels! {
    Title "title" "标题";
    Issuers "issuers" "发文机关";
    Level "level" "机关级别";
    Number "number" "发文字号";
    Written "written" "成文日期";
    Published "published" "发布日期";
    Kind "kind" "文种";
    Validity "validity" "效力";
    Region "region" "地区";
    Addressees "to" "主送机关";
    Attachments "annexes" "附件";
    Topic "topic" "主题分类";
    IndexNumber "index no." "索引号";
    Source "source" "来源";
    Url "address" "网址";
    File "file" "文件";
    Id "id" "编号";
    Added "added" "入库";

    Newer "newer version" "新版本";
    Versions "other versions" "其他版本";
    Replaces "repeals" "废止";
    ReplacedBy "repealed by" "被废止";
    Amends "amends" "修改";
    AmendedBy "amended by" "被修改";
    Forwards "passes on" "转发";
    ForwardedBy "passed on by" "被转发";
    Cites "cites" "引用";
    CitedBy "cited by" "被引用";

    Columns "columns" "列";
    New "new" "新增";
    Changed "changed" "变更";
    Gone "gone" "移除";
    Forgotten "forgot" "移出";
    Note "note" "提示";
    Junk "junk" "非公告";
    Skipped "skipped" "未收录";
    Kept "kept" "保留";

    Format "format" "格式";
    Documents "documents" "公告数";
    Problem "problem" "问题";
    LeftOut "left out" "未采用";
    Beside "beside" "附带信息";
    ReadFrom "read from" "读自";

    Damaged "damaged" "损坏";
    Index "index" "索引";
    Folders "folders" "文件夹";
    Recall "recall" "查全";
    Failed "failed" "未通过";
}
