//! What the page of a search says: what was found, how it is ordered and narrowed, and each hit.

use super::super::phrase::phrases;

phrases! { pub(crate),
    items(count) "{count} announcement{count:#}" "{count} 件";
    item_range(first, last) "{first}–{last}" "第 {first}–{last} 件";
    item_alone(rank) "no. {rank}" "第 {rank} 件";
    in_all(count) "{count} in all" "共 {count} 件";
    strict_and_near(strict, near) "{strict} match, {near} are near" "相符 {strict} 件，相近 {near} 件";
    none_on_this_page(found) "{found}, none of them on this page" "{found}，此页没有";
    first_page() "To the first page" "回到第一页";

    sort_label() "Sort" "排序";
    by_relevance() "Relevance" "相关度";
    by_newest() "Newest" "最新";
    by_oldest() "Oldest" "最早";
    by_level() "Level" "层级";
    by_added() "Added" "入库";
    per_page() "Per page" "每页";
    pages() "Pages" "分页";
    page_number(number) "Page {number}" "第 {number} 页";
    next_of_pages() "Next" "下一页";
    previous_of_pages() "Previous" "上一页";

    filters() "Filters" "筛选";
    hide_filters() "Hide filters" "收起筛选";
    clear_all() "Clear all" "全部清除";
    remove(what) "Remove {what}" "移除 {what}";
    labelled(name, value) "{name}: {value}" "{name}：{value}";
    more_of(count) "{count} more" "另 {count} 项";
    not_listed(count) "{count} others are not listed: search for them by name" "还有 {count} 项未列出，可在检索式中写明";
    of_issuer() "Issuer" "发文机关";
    of_level() "Level" "层级";
    of_year() "Year" "年份";
    of_kind() "Kind" "文种";
    of_region() "Region" "地区";
    of_validity() "Validity" "效力";
    of_date() "Date" "日期";
    of_number() "Number" "文号";
    of_since() "Added since" "入库";
    of_like() "Like" "相近于";
    latest_run() "the latest run" "最近一次";
    since_day(day) "{day} or later" "{day} 以来";
    starting_on(day) "{day} or later" "{day} 起";
    ending_on(day) "up to {day}" "至 {day}";
    range_between(first, last) "{first} to {last}" "{first} 至 {last}";
    not_known_gone() "Not known to be out of force" "未见废止";
    only_titles() "Words in the title" "限标题";
    only_strict() "Without the nearest" "不列相近";
    words_as_typed() "Nothing read into the words" "按字面检索";
    no_synonyms() "Without synonyms" "不扩展同义词";
    each_copy() "Re-posts listed one by one" "转载逐件列出";
    with_undated() "The undated too" "含日期不详";
    undated_counted(count) "{count} undated" "{count} 件日期不详，不在年份内";
    copies_once() "Re-posts count once" "同文合为一件计";

    downloads() "Downloads" "下载";

    rung_number() "Number matches" "文号相符";
    rung_title() "Title matches" "标题相符";
    rung_typed() "Exact string" "原文相符";
    rung_all_words() "All words" "含全部词";
    rung_most_words() "Most words" "含多数词";
    rung_browsed() "Within these filters" "符合条件";
    rung_like() "Like this text" "与此文本相近";
    means_number() "the query is its document number" "文号就是所检索的";
    means_title() "the query names its title, or an article of it" "标题或其中条文就是所检索的";
    means_typed() "the query stands in it as it was typed" "含有检索式原样";
    means_all_words() "all words of the query, or synonyms of them" "检索式的词或其同义词都有";
    means_most_words() "some words are missing" "缺一两个词";
    best_only(count) "looked for only among the best {count}" "只取最相关的 {count} 件";

    fate_repealed(act) "repealed by {act}" "被 {act}废止";
    fate_amended(act) "amended by {act}" "被 {act}修改";
    later_version(version) "later version: {version}" "后有 {version}";
    version_of(date) "{date}" "{date} 修订本";
    a_later_version() "a later version" "修订本";
    undated_item() "Undated" "日期不详";
    published_on(date) "published {date}" "发布 {date}";
    validity_not_stated() "Validity not stated" "效力未注明";
    copies_of(count) "Copies: {count}" "同文 {count} 处";
    preview() "Preview" "预览";
    paragraph_number(number) "¶ {number}" "第 {number} 段";
    to_the_list() "To the list" "回到列表";
    cite() "Cite" "引用";
    web_page() "Web page" "原网页";
    original_file() "File" "原文件";

    colon() ": " "：";
    stop() ". " "。";
    read(readings) "Read {readings}" "自动识别：{readings}";
    aside(what) " ({what})" "（{what}）";
    undo_readings() "Search for the words as typed" "改按字面检索";
    undo_synonyms() "Without synonyms" "不扩展";
    undo_collapse() "List re-posts one by one" "转载逐件列出";
    undo_dates() "Keep the undated" "保留日期不详的";
    meant() "Did you mean" "是不是要查";

    looked_through(count) "Titles and texts of all {count} announcements were searched, in simplified and traditional characters, full and half width, with pinyin glosses or not." "查了全部 {count} 件的标题和正文，简体、繁体、全角和夹拼音的写法都在内。";
    filters_stand_in_the_way(count) "Only the filters stand in the way: {count} without them" "只是被筛选条件挡住：去掉全部条件有 {count} 件";
    each_word_alone() "Each word alone" "各词单独能查到";
    word_column() "Word" "词";
    count_column() "Announcements" "件";
    nowhere() "in no announcement" "没有任何公告含此词";
    cut_into_words(words) "cut into {words}" "切分为 {words}";
    without_this(count) "{count} without it" "去掉后有 {count} 件";
    each_filter() "What each filter keeps out" "已加的条件各挡住多少";
    filter_column() "Filter" "条件";
    without_column() "Without it" "去掉后";
    no_matter() "makes no difference" "与此条件无关";
    near_numbers() "Numbers near it" "相近的文号";
    or_else_heading() "Besides" "另外可以";
    browse_all() "List all announcements, the latest first" "列出全部公告，最新在前";
    read_syntax() "See how queries are written" "看检索式写法";
}
