//! What is said of measured quality and measured times.

use super::super::phrase::phrases;

phrases! { pub(in crate::printer),
    topics_judged(topics, relevant) "{topics} topic{topics:#}, {relevant} relevant document{relevant:#}" "{topics} 个题目，{relevant} 篇相关文献";
    unanswered(count, ids) "{count} without an answer, counted 0: {ids}" "{count} 个没有结果，按 0 计：{ids}";
    unjudged(count, ids) "{count} answered and not judged, left out: {ids}" "{count} 个有结果而无判定，不计：{ids}";
    moved_most(shown, moved) "the {shown} of {moved} moved topic{moved:#} that moved most in nDCG@10" "{moved} 个变动的题目中 nDCG@10 变动最大的 {shown} 个";

    timed_once() "once" "1 次";
    timed(count) "{count} times" "{count} 次";
    cold() "cold, a process a query" "冷启动，每个检索式一个进程";
    warm_alone() "warm, 1 thread" "热启动，1 个线程";
    warm(threads) "warm, {threads} threads" "热启动，{threads} 个线程";
    bench_head(index, announcements, asked, cores, timed) "{index}: {announcements} announcement{announcements:#}, {asked}, {cores} core{cores:#}, every query timed {timed}, milliseconds" "{index}：{announcements} 篇公告，{asked}，{cores} 核，每个检索式计时 {timed}，单位毫秒";
    compared_with(index) "to {index}: times below 1 and answers per second above 1 are faster here" "与 {index} 相比：时间之比小于 1、每秒次数之比大于 1 即此次更快";
    note(what) "note: {what}" "提示：{what}";
    all_same_hits(count) "queries asked of both: {count}, all with the same hits" "双方共有 {count} 个检索式，命中数全部相同";
    other_hits(differing, same) "{differing} of {same} queries asked of both have other hits:" "双方共有的 {same} 个检索式中有 {differing} 个命中数不同：";
    hits_here_and_there(class, query, here, there) "{class}: {query} finds {here}, there {there}" "{class}：{query} 此处命中 {here}，彼处 {there}";
}
