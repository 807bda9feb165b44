//! Words for values: what a person reads of a level, a kind, a validity, a rung and the like. What is
//! shown of a level, a kind or a validity is read again by `--level`, `--kind` and `--validity`.

use crate::announcement::{Kind, Level, Origin, Validity};
use crate::corpus::reader::{Column, Format, Known};
use crate::extract::{HintField, HintSource, PortionKind};
use crate::request::Order;
use crate::response::Rung;
use crate::wire::{hint_source, portion_source};

use super::language::Language;

/// What a facet counts by.
#[derive(Clone, Copy, Debug)]
pub(crate) enum FacetOf {
    Issuer,
    Level,
    Year,
    Kind,
    Region,
}

impl Language {
    /// The one of both that is of this language.
    pub(crate) fn of<T>(self, (english, chinese): (T, T)) -> T {
        match self {
            Self::English => english,
            Self::Chinese => chinese,
        }
    }

    /// Whose level it is.
    pub(crate) fn level(self, level: Level) -> &'static str {
        self.of(match level {
            Level::Centre => ("centre", "中央"),
            Level::Ministry => ("ministry", "部委"),
            Level::Province => ("province", "省级"),
            Level::ProvinceOffice => ("province-office", "省级部门"),
            Level::City => ("city", "市级"),
            Level::County => ("county", "县级"),
            Level::Local => ("local", "基层"),
        })
    }

    /// What sort of document it is.
    pub(crate) fn document_kind(self, kind: Kind) -> &'static str {
        self.of((kind.english(), kind.name()))
    }

    /// Whether it is in force.
    pub(crate) fn validity(self, validity: Validity) -> &'static str {
        self.of(match validity {
            Validity::InForce => ("in force", validity.name()),
            Validity::Amended => ("amended", validity.name()),
            Validity::Repealed => ("repealed", validity.name()),
            Validity::Expired => ("expired", validity.name()),
            Validity::NotYetInForce => ("not yet in force", validity.name()),
        })
    }

    /// Which hits are on a rung.
    pub(crate) fn rung(self, rung: Rung) -> &'static str {
        self.of(match rung {
            Rung::Number => ("this document number", "文号相符"),
            Rung::Title => ("this title or article", "标题或条文相符"),
            Rung::Typed => ("as typed", "原词命中"),
            Rung::AllWords => ("with all words apart", "各词均命中"),
            Rung::MostWords => ("nearest, with only some of the words", "仅部分词命中，最为接近"),
        })
    }

    /// In which order announcements are listed; nothing where it is none that can be named.
    pub(crate) fn order(self, order: Order) -> Option<&'static str> {
        Some(self.of(match order {
            Order::Relevance => return None,
            Order::Newest => ("the latest first", "最新在前"),
            Order::Oldest => ("the earliest first", "最早在前"),
            Order::Level => ("the highest issuer first", "级别高的在前"),
            Order::Added => ("the latest in the index first", "最近入库的在前"),
        }))
    }

    /// What a facet counts by, as a heading.
    pub(crate) fn facet(self, of: FacetOf) -> &'static str {
        self.of(match of {
            FacetOf::Issuer => ("issuers", "发文机关"),
            FacetOf::Level => ("levels", "机关级别"),
            FacetOf::Year => ("years", "年份"),
            FacetOf::Kind => ("kinds", "文种"),
            FacetOf::Region => ("regions", "地区"),
        })
    }

    /// A value that a facet counts; what has no word here stays as it is.
    pub(crate) fn facet_value(self, of: FacetOf, value: &str) -> String {
        let word = match of {
            FacetOf::Level => value.parse().map(|level| self.level(level)),
            FacetOf::Kind => value.parse().map(|kind| self.document_kind(kind)),
            FacetOf::Issuer | FacetOf::Year | FacetOf::Region => return value.to_string(),
        };
        word.unwrap_or(value).to_string()
    }

    /// Where a value came from.
    pub(crate) fn origin(self, origin: Origin) -> &'static str {
        let chinese = match origin {
            Origin::Table => "信息表",
            Origin::Meta => "元数据",
            Origin::Record => "记录",
            Origin::Heading => "页面标题",
            Origin::FileName => "文件名",
            Origin::Folder => "文件夹",
            Origin::Title => "标题",
            Origin::Head => "文首",
            Origin::Signature => "落款",
            Origin::Number => "文号",
            Origin::Text => "正文",
            Origin::Page => "页面",
            Origin::Publisher => "发布机构",
            Origin::Source => "来源",
            Origin::Site => "网站",
            Origin::Issuer => "发文机关",
            Origin::Inferred => "推断",
        };
        self.of((origin.name(), chinese))
    }

    /// What a column of a dump holds.
    pub(crate) fn column(self, column: Column) -> String {
        let chinese = match column {
            Column::Body => "正文",
            Column::Abstract => "摘要",
            Column::Id => "编号",
            Column::Date => "日期",
            Column::Field(field) => hint(field),
        };
        self.of((column.to_string(), chinese.to_string()))
    }

    /// A field that a file says something of beside its text.
    pub(crate) fn field(self, field: HintField) -> String {
        self.column(Column::Field(field))
    }

    /// How it is known what a column holds.
    pub(crate) fn known(self, known: Known) -> &'static str {
        let chinese = match known {
            Known::User => "用户指定",
            Known::Name => "列名",
            Known::Part => "列名的一部分",
            Known::Shape => "取值形式",
        };
        self.of((known.name(), chinese))
    }

    /// Where a portion of a text was.
    pub(crate) fn portion(self, kind: PortionKind) -> &'static str {
        let chinese = match kind {
            PortionKind::TextBox => "文本框",
            PortionKind::Footnote => "脚注",
            PortionKind::Endnote => "尾注",
            PortionKind::Header => "页眉",
            PortionKind::FormField => "表单域",
            PortionKind::Annotation => "批注",
            PortionKind::Embedded => "嵌入文档",
            PortionKind::Recognised(_) => "识别文字",
        };
        self.of((portion_source(kind), chinese))
    }

    /// Where a file said something beside its text.
    pub(crate) fn hint_source(self, from: HintSource) -> &'static str {
        let chinese = match from {
            HintSource::Label => "标签",
            HintSource::Meta => "元数据",
            HintSource::Heading => "页面标题",
            HintSource::Record => "记录",
            HintSource::FileName => "文件名",
            HintSource::Folder => "文件夹",
        };
        self.of((hint_source(from), chinese))
    }

    /// What a format is called.
    pub(crate) fn format(self, format: Format) -> String {
        match format {
            Format::Text => self.of(("text", "纯文本")).to_string(),
            format => self.told(format.name()),
        }
    }

    /// What stands between the items of a list.
    pub(crate) fn comma(self) -> &'static str {
        self.of((", ", "、"))
    }

    /// What stands between clauses.
    pub(crate) fn clause_comma(self) -> &'static str {
        self.of((", ", "，"))
    }

    /// What stands between groups of items.
    pub(crate) fn semicolon(self) -> &'static str {
        self.of(("; ", "；"))
    }

    /// The items of a list; with `more` it goes on.
    pub(crate) fn list<T: AsRef<str>>(self, items: &[T], more: bool) -> String {
        let items = items.iter().map(AsRef::as_ref).chain(more.then_some("…"));
        items.collect::<Vec<_>>().join(self.comma())
    }
}

fn hint(field: HintField) -> &'static str {
    match field {
        HintField::Title => "标题",
        HintField::Issuer => "发文机关",
        HintField::Publisher => "发布机构",
        HintField::Number => "文号",
        HintField::Written => "成文日期",
        HintField::Published => "发布日期",
        HintField::Kind => "文种",
        HintField::Source => "来源",
        HintField::Site => "网站",
        HintField::Url => "网址",
        HintField::Validity => "效力",
        HintField::Expires => "失效日期",
        HintField::Topic => "主题分类",
        HintField::IndexNumber => "索引号",
        HintField::Region => "地区",
    }
}
