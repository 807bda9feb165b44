//! The headings of tables that people open, and the words in their cells.

use super::language::Language;
use crate::announcement::Validity;
use crate::response::Rung;

/// The name of a column for programs, and its headings in English and Chinese.
const HEADINGS: [(&str, &str, &str); 28] = [
    ("rank", "Rank", "序号"),
    ("score", "Score", "得分"),
    ("id", "Id", "标识"),
    ("title", "Title", "标题"),
    ("issuers", "Issued by", "发文机关"),
    ("level", "Level", "级别"),
    ("region", "Region", "地区"),
    ("number", "Number", "文号"),
    ("written", "Written", "成文日期"),
    ("published", "Published", "发布日期"),
    ("kind", "Kind", "文种"),
    ("validity", "In force", "效力"),
    ("path", "Path", "路径"),
    ("part", "Part", "文件中的序号"),
    ("url", "Page", "网址"),
    ("snippet", "Passage", "摘录"),
    ("written_inferred", "Date inferred", "日期为推定"),
    ("validity_by", "Repealed or amended by", "废止或修改依据"),
    ("rung", "Match", "匹配"),
    ("added", "Added (UTC)", "入库时间（UTC）"),
    ("recognised", "Recognised, %", "识别可信度（%）"),
    ("province", "Province", "省份"),
    ("city", "City", "城市"),
    ("source", "Source", "来源"),
    ("copies", "Re-posts", "转载数"),
    ("file", "File", "文件"),
    ("citation", "Citation (GB/T 7714)", "引文（GB/T 7714）"),
    ("newer", "Newer version", "新版本"),
];

/// The heading of the column `name`; its name where there is none.
pub(in crate::printer) fn heading(language: Language, name: &'static str) -> &'static str {
    let found = HEADINGS.iter().find(|(column, _, _)| *column == name);
    found.map_or(name, |(_, english, chinese)| match language {
        Language::English => english,
        Language::Chinese => chinese,
    })
}

/// What a person reads of a word in the column `name` that is `word` for programs.
pub(in crate::printer) fn worded(
    language: Language,
    name: &str,
    word: &'static str,
) -> &'static str {
    let found = match name {
        "level" => word.parse().ok().map(|level| language.level(level)),
        "kind" => word.parse().ok().map(|kind| language.document_kind(kind)),
        "validity" => word.parse::<Validity>().ok().map(|validity| language.validity(validity)),
        "rung" => {
            let rung = Rung::ALL.iter().find(|rung| rung.name() == word);
            rung.map(|rung| language.rung(*rung))
        }
        _ => None,
    };
    found.unwrap_or(word)
}
