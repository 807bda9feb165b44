//! What a check says.

use super::super::phrase::phrases;

phrases! { pub(in crate::printer),
    all_readable(files, announcements) "{files} file{files:#} as written, {announcements} announcement{announcements:#} readable" "{files} 个文件完好，{announcements} 篇公告均可读取";
    none_read(announcements) "{announcements} announcement{announcements:#}, none read: files are damaged" "{announcements} 篇公告，均未读取：文件已损坏";
    some_readable(readable, announcements) "{readable} of {announcements} announcement{announcements:#} readable" "{announcements} 篇公告中有 {readable} 篇可读取";
    files_as_indexed(count, others) "{count} file{count:#} as indexed{others}" "{count} 个文件与索引一致{others}";
    also_of(count, sort) ", {count} {sort}" "，{sort} {count}";
    strings_asked(strings, announcements, seconds) "{strings} string{strings:#} in {announcements} announcement{announcements:#}, {seconds} s" "{announcements} 篇公告，{strings} 个字串，{seconds} 秒";
    asked_quoted_only(count) "asked in quotes only: {count} string{count:#} with marks that are syntax in a query" "{count} 个字串只加引号检索：其中的符号在检索式中另有含义";
    more_failed(count, class, asked) "and {count} more {class}, asked {asked}" "另有 {count} 个：{class}，{asked}";
    query_refused(query) "{query}: refused by the parser of queries" "{query}：检索式无法解析";
    finds_wrong(query, wrong, place) "{query}: finds {wrong} that do not hold it, as {place}" "{query}：误检 {wrong} 篇，如 {place}";
    misses(query, missed, place) "{query}: misses {missed} that hold it, as {place}" "{query}：漏检 {missed} 篇，如 {place}";
    misses_and_finds(query, missed, place, wrong) "{query}: misses {missed} that hold it, as {place}; finds {wrong} that do not" "{query}：漏检 {missed} 篇，如 {place}；误检 {wrong} 篇";
    all_is_well() "all is well" "一切正常";
    is_damaged() "the index is damaged: run `search index --rebuild`" "索引已损坏：运行 `search index --rebuild`";
    does_not_find_all() "the index does not find all it holds: run `search index --rebuild`, and report it if that does not help" "索引未能检出其全部内容：运行 `search index --rebuild`，如仍有问题请报告";
    is_behind_with_notes() "the index is not as its folders are: see the notes, and run `search index`" "索引与文件夹不一致：见提示，并运行 `search index`";
    is_behind() "the index is not as its folders are: run `search index`" "索引与文件夹不一致：运行 `search index`";
}
