//! What the page of one announcement says. Labels of values and relations are those of the screens.

use super::super::phrase::phrases;

phrases! { pub(crate),
    back_to_query(query, count) "Back to the {count} announcement{count:#} for “{query}”" "回到“{query}”的 {count} 件";
    back_to_list(count) "Back to the list of {count} announcement{count:#}" "回到所列的 {count} 件";
    on_this_page() "On this page" "本页各部分";
    record() "Record" "著录";
    contents() "Contents" "目录";
    time_line() "Time line" "时间线";
    versions() "Versions" "版本";
    same_text() "Copies" "同文";
    to_cite() "Cite" "引用";
    on_the_web() "Web page" "原网页";
    as_a_file() "File" "原文件";

    has_no_title() "(no title)" "（无标题）";
    has_no_text() "(no text)" "（无正文）";
    not_stated() "Not stated" "未注明";
    no_date() "Undated" "日期不详";
    id_is(id) "Id {id}" "编号 {id}";
    printed_on(day) "printed {day}" "{day} 打印";
    text_was_recognised(sure) "The text, or a part of it, was recognised on images (confidence {sure} %): check it against the file before you cite it" "正文或其一部分由图像识别而来（可信度 {sure}%），引用前请核对原文件";
    text_was_damaged() "The text comes from a damaged re-post and was mended: check it against the source before you cite it" "正文来自有损的转载，已作修补，引用前请核对来源";
    in_simplified() "Show in Simplified characters" "以简体显示";
    is_simplified() "Shown in Simplified characters; the source is Traditional." "以简体显示，原文为繁体。";
    as_written() "Show as written" "按原文显示";

    marks_label() "Words of the query in the text" "正文中的检索词";
    marks_in_it() "places" "处检索词";
    places(count) "{count} place{count:#}" "{count} 处";
    previous_mark() "Previous" "上一处";
    next_mark() "Next" "下一处";
    first_mark() "First" "第一处";
    last_mark() "Last" "最后一处";
    rows_of_a_table(count) "Table of {count} row{count:#}" "表格，{count} 行";
    range_of_articles(first, last) "{first} to {last}" "{first}至{last}";

    grey_is_origin() "in grey: where it is from" "灰字是值的出处";
    by_origin(origin) "from {origin}" "据{origin}";
    completed(from, by) "{from}, completed by {by}" "{from}，按{by}补全";
    rest_of_record(count) "{count} more" "其余 {count} 项";

    this_document() "This one" "本文";
    related_count(count) "{count} in all" "共 {count} 项";
    not_held() "Not in this index" "本库未收";
    more_related_of(relation, count) "{relation}: {count} more" "{relation}：另 {count} 项";
    related_not_listed(count) "and {count} not listed" "还有 {count} 项未列出";

    cited_as_law() "Legal citation" "法学引注";
    cited_in_text() "In running text" "正文引用";
    a_click_selects() "a click selects it" "点一下即全选";
    copy_this() "Copy" "复制";
    as_files() "As a file:" "文件：";
}
