//! What is said of one announcement or one file shown whole.

use super::super::phrase::phrases;

phrases! { pub(in crate::printer),
    no_text() "(no text)" "（无正文）";
    not_in_index() "not in the index" "未收录";
    more_related(count) "and {count} more: see --json" "另有 {count} 篇：见 --json";
    completed_by(origin, by) "{origin}; its division: {by}" "{origin}；行政区划：{by}";

    format_read_by(program) ", read by {program}" "，由 {program} 读取";
    some_shown(all, shown) "{all}, of which {shown} are shown" "{all}，显示其中 {shown} 篇";
    left_out_by_pattern(pattern) "an index of its folder leaves it out: {pattern}" "其所在文件夹的索引不收录此文件：{pattern}";
    column_taken(taken, name, known) "{taken} from {name} ({known})" "{name} → {taken}（{known}）";
    column_taken_text(taken, name, known, count) "{taken} from {name} ({known}, {count} characters)" "{name} → {taken}（{known}，{count} 字）";
    column_in_no_document(name, count, remedy) "{name}, {count} characters in no document: --field '{remedy}' takes it" "{name}，{count} 字不在任何公告中：加 --field '{remedy}' 可采用";
    more_listed(count) "and {count} more: --json lists them" "另有 {count} 处：--json 全部列出";
    said_beside(field, source, value) "{field} ({source}): {value}" "{field}（{source}）：{value}";
    at_confidence(what, sure) "{what} at {sure} %" "{what}（可信度 {sure}%）";
    on_page(what, page) "{what}, page {page}" "{what}，第 {page} 页";
    is_no_announcement(reason) "no announcement: {reason}" "不是公告：{reason}";
    keep_junk_shows() "--keep-junk shows what would be indexed of it" "加 --keep-junk 可查看将收录的内容";
}
