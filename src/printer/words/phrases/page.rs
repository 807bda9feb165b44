//! What every page for browsers says around its content. Labels of announcements are those of the
//! screens.

use super::super::phrase::phrases;

phrases! { pub(crate),
    policy_search() "Policy search" "政策检索";
    to_content() "To the content" "跳到正文";
    search_button() "Search" "检索";
    query_label() "Query" "检索词";
    query_syntax() "Query syntax" "检索式写法";
    scope_label() "Where to look" "检索范围";
    scope_words() "Full text" "全文";
    scope_title() "Title" "标题";
    scope_exact() "Exact" "精确";
    within_results() "Within results" "在结果中检索";
    add_button() "Add" "加入";
    by_a_text() "By a text" "以文找文";
    text_to_paste() "Paste a paragraph, a draft or a document (the first 20,000 characters count)" "粘贴一段文字、草稿或文件（取前 20,000 字）";
    find_like_it() "Find announcements like it" "查找相近的公告";
    statistics() "Statistics" "统计";
    search_of_policies() "Full-text search of policy announcements" "政策公告、公文全文检索";
    list_incomplete(why) "incomplete: {why}" "未完：{why}";
    help() "Help" "帮助";
    interface() "API" "接口";
    in_the_index(count) "{count} announcement{count:#} in the index" "索引 {count} 件";
    updated_at(moment) "updated {moment}" "{moment} 更新";
    for_example() "For example" "例如";
    recently_added() "Recently added" "最近入库";
    all_of_them() "All" "全部";
    issuer_not_stated() "Issuer not stated" "发文机关未注明";
    the_index() "Index" "索引";
    announcements_held() "Announcements" "公告";
    held(count) "{count}" "{count} 件";
    last_updated() "Updated" "最近更新";
    years_covered() "Years" "年份";
    not_read() "Not read" "未能读取";
    files_counted_short(count) "{count} file{count:#}" "{count} 个文件";
    what_would_do() "What would do" "可以这样";
    without_the_part() "Leave the marked part out" "去掉标出的部分";
    all_as_phrase() "Search for all of it as one phrase" "整句精确检索";
    all_as_words() "Search for it as words alone" "按字面检索";
    without_parameter(name) "Leave {name} out" "去掉 {name}";
    to_first_page() "To the first page" "回到首页";
    originals_decide() "The original files are authoritative" "一切以原文件为准";
}
