//! What the answer to a search says: its head, its hits, and why there are none.

use super::super::phrase::phrases;

phrases! { pub(crate),
    announcements(count) "{count} announcement{count:#}" "{count} 篇公告";

    none_on_page(found) "{found} · none on this page" "{found} · 此页没有";
    incomplete(failed, of) "{failed} of {of} shard{of:#} did not answer: hits may be missing, and counts are too low" "{of} 个分片中有 {failed} 个没有应答：结果可能有遗漏，计数偏低";
    approximate() "the best hits were chosen by approximation" "排在前面的结果是近似选出的";
    nothing_like() "no announcement is like this text" "没有与此文本相近的公告";
    nothing_within_filters() "no announcement within these filters" "没有符合筛选条件的公告";
    last_run(moment) "brought in by the run of {moment}" "{moment} 那次更新入库";
    nothing_for(query) "no announcement for {query}" "没有找到与“{query}”相符的公告";
    number_unknown(number) "{number} is not here, and nothing cites it" "未收录 {number}，也没有公告引用它";
    number_cited(number, citing) "{number} is not here; {citing} it" "未收录 {number}，{citing}它";
    one_cites() "1 announcement cites" "有 1 篇公告引用";
    several_cite(count) "{count} announcements cite" "有 {count} 篇公告引用";

    of_rung(count, rung) "{count} {rung}" "{rung} {count} 篇";
    found_on_rungs(found, rungs) "{found} ({rungs})" "{found}（{rungs}）";
    like_this(count) "{count} like this text" "{count} 篇与此文本相近";
    best_like_this(count) "the best {count} like this text" "与此文本最相近的 {count} 篇";
    nearest(count) "nothing has all of this; {count} nearest" "没有全部命中的公告；最接近的有 {count} 篇";
    best_nearest(count) "nothing has all of this; the best {count} nearest" "没有全部命中的公告；取最接近的 {count} 篇";
    then_nearest(count) "then {count} nearest" "其后最接近的 {count} 篇";
    then_best_nearest(count) "then the best {count} nearest" "其后取最接近的 {count} 篇";
    reposts(count) "{count} re-post{count:#} of these" "另有转载 {count} 篇";
    reposts_counted() "re-posts counted" "含转载";
    undated(count) "{count} undated" "无日期的 {count} 篇";
    others(count) "{count} other{count:#}" "其他 {count} 篇";
    and(left, right) "{left} and {right}" "{left}、{right}";
    left_out_by_filters(what) "{what} left out by filters" "筛选排除{what}";
    keep_undated() " (--undated keeps the undated)" "（加 --undated 可保留）";
    ranks_shown(first, last) "{first}–{last} shown" "显示第 {first}–{last} 篇";
    rank_shown(rank) "{rank} shown" "显示第 {rank} 篇";

    next_page(offset) "next: --offset {offset}" "下一页：--offset {offset}";

    unknown() "unknown" "未知";
    no_region() "national or unknown" "全国或未知";
    province_itself() "province-wide" "本级";

    also_searched(groups) "also searched: {groups}" "扩展检索：{groups}";
    searched_for(texts, from) "{texts} (for {from})" "{from} → {texts}";
    did_you_mean(query) "did you mean: {query}?" "您要找的是不是：{query}？";
    or_else(query) "or: {query}?" "或者：{query}？";

    index_is_empty() "the index is empty: run `search index` with the folder to search" "索引是空的：运行 `search index` 并指定要检索的文件夹";
    without(part, found) "without {part}: {found}" "去掉 {part}：{found}";
    alone(part, found) "{part}: {found}" "{part}：{found}";
    no_announcement() "no announcement" "无命中";
    cut_into(found, words) "{found}; cut into {words}" "{found}；切分为 {words}";
    counted(text, count) "{text} ({count})" "{text}（{count}）";
    not_explained(why) "no full explanation: {why}" "无法说明全部原因：{why}";

    no_title() "(no title)" "（无标题）";
    recognised(sure) "recognised text, {sure} %" "文字识别，可信度 {sure}%";
    also_at(count, places) "also at {count} other place{count:#}: {places}" "另见 {count} 处：{places}";
    posted_by(place, source) "{place} ({source})" "{place}（{source}）";
    ascribed(factor, grounds) "{factor}: {grounds}" "{factor}：{grounds}";

    read_as(readings) "read {readings} (quotes or --literal undo this)" "自动识别：{readings}（加引号或 --literal 可取消）";
    one_read_as(text, meaning) "{text} as {meaning}" "“{text}”→ {meaning}";
    like(text, words) "like {text}, by {words}" "与 {text} 相近，依据 {words}";
    as_dated(range) "dated {range}" "日期 {range}";
    as_newest() "the latest first" "最新在前";
    as_number(number) "the number {number}" "文号 {number}";
    as_optional() "optional" "可选词";
    as_text() "text" "普通文字";
}
