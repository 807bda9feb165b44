//! What the commands say themselves: notes, what is wrong with options, progress.

use super::super::phrase::phrases;

phrases! { pub,
    is_near_command(query, command) "note: searching for \"{query}\"; the command is `search {command}`" "提示：正在检索“{query}”；如要运行命令，请用 `search {command}`";
    cannot_explain(why) "warning: cannot explain why nothing was found: {why}" "警告：无法说明为何没有命中：{why}";
    builds_index(index, corpus) "no index at {index} yet: building it from {corpus}" "{index} 处还没有索引：正在由 {corpus} 建立";
    index_is(index) "the index is {index}" "索引位于 {index}";
    serves(index, count, url) "serving {index} ({count} announcement{count:#}) at {url}; stop with Ctrl-C" "正在提供 {index}（{count} 篇公告）：{url}，按 Ctrl-C 停止";
    page_not_opened(why) "note: the browser was not opened: {why}" "提示：未能打开浏览器：{why}";
    needs_token(address) "{address} is reached from other machines: write --token-file FILE with a token of at least 16 characters, or --no-token if everyone who reaches it may read all" "{address} 可由其他机器访问：请用 --token-file 文件 指定至少 16 个字符的令牌；如允许任何能访问者读取全部内容，请加 --no-token";
    short_token(file, least) "{file}: the token is shorter than {least} characters" "{file}：令牌少于 {least} 个字符";
    extracted_in(reading, extracting) "read in {reading} ms, extracted in {extracting} ms" "读取用时 {reading} 毫秒，解析用时 {extracting} 毫秒";

    half_a_login(set, unset) "{set} is set without {unset}: set both" "设置了 {set} 而没有设置 {unset}：请同时设置";
    login_twice(one, other) "{one} and {other} are two logins: set one" "{one} 与 {other} 是两种登录方式：只设置一种";
    login_is_no_text(name) "{name} is not valid text, or has a line break in it" "{name} 的值不是有效文本，或含有换行";

    unknown_extension(extension) "-o: .{extension} is none of .csv, .xlsx, .json, .jsonl, .bib or .ris: name the form, such as --csv" "-o：.{extension} 不是 .csv、.xlsx、.json、.jsonl、.bib 或 .ris：请指明格式，如 --csv";
    like_twice() "a text on standard input and --like: choose one" "标准输入的文本与 --like 只能选一个";
    input_is_no_text() "standard input is not text: pass the file with --like" "标准输入不是文本：请用 --like 指定文件";
    input_is_empty() "standard input is empty: give it a query or a text" "标准输入为空：请输入检索式或文本";
    like_is_nothing(name) "--like {name} is neither a file, nor the rank of a hit of the last search, nor the id of an announcement (sixteen digits, as --json has them, or the first of them)" "--like {name} 既不是文件，也不是上次检索的序号，也不是公告编号（16 位，见 --json，或其开头几位）";
    like_has_no_text(file) "--like {file}: it contains no text" "--like {file}：文件中没有文本";

    rank_without_search(rank) "{rank} names no hit: no search has been shown on a terminal yet" "没有第 {rank} 条：还没有在终端上显示过检索结果";
    rank_elsewhere(rank, index) "{rank} names no hit: the last search was of the index {index}" "没有第 {rank} 条：上次检索的索引是 {index}";
    rank_not_shown(rank, first, last) "{rank} names no hit: the last search showed {first} to {last}" "没有第 {rank} 条：上次检索显示了第 {first} 至 {last} 条";
    rank_of_nothing(rank) "{rank} names no hit: the last search found nothing" "没有第 {rank} 条：上次检索没有命中";

    several_files(count, files) "this names announcements in {count} files: open one of{files}" "这些公告在 {count} 个文件中：请打开其中之一{files}";
    folder_unknown(path) "the index does not know the folder of {path}" "索引中没有 {path} 所在的文件夹";
    not_opened(file, why) "{file} was not opened: {why}; `search open --print` prints its path" "无法打开 {file}：{why}；`search open --print` 输出其路径";

    cold_has_no_threads() "--cold asks one process after another: leave --threads out, or --cold" "--cold 逐个启动进程：请去掉 --threads 或 --cold";
    run_asks(run, query, reason) "{run} asks {query}: {reason}" "{run} 中的检索式 {query}：{reason}";
    run_has_no_query(run) "{run} has no query: name some with --queries" "{run} 中没有检索式：请用 --queries 指定";
    nothing_to_ask() "nothing to ask: name --topics, or --qrels and the --run to score" "没有要检索的内容：请指定 --topics，或 --qrels 与要评分的 --run";
    nothing_to_do() "nothing to do: name --qrels to score the answers, or --run to write them" "没有要做的事：用 --qrels 评分，或用 --run 写出结果";
    is_no_run(file) "--run {file} is there and is no run: name another file" "--run {file} 已存在且不是结果文件：请换一个文件";
    none_is_judged(found, judged) "no document of the run is judged: do both call documents the same? the run has {found}, the judgements have {judged}" "结果中没有一篇经过判定：两者对文献的编号是否一致？结果中有 {found}，判定中有 {judged}";

    topic_unread(topic, query, reason) "{topic} {query} cannot be read: {reason}" "{topic} {query} 无法解析：{reason}";

    looking_for_files() "looking for files" "正在查找文件";
    files_read(read, files) "{read}/{files} file{files:#}" "{read}/{files} 个文件";
    pages_read(read, pages) "{read} of {pages} page{pages:#} of images" "图像 {read}/{pages} 页";
    minutes_left(minutes) "{minutes} min left" "还需 {minutes} 分钟";
    seconds_left(seconds) "{seconds} s left" "还需 {seconds} 秒";
    left(time) "{time} left" "还需 {time}";
    writing_index(elapsed) "writing the index ({elapsed})" "正在写入索引（{elapsed}）";
    stopping() "stopping: what is read is being kept; again to end at once" "正在停止并保存已读内容；再按一次立即结束";
    topics_asked(done, topics) "{done}/{topics} topics" "{done}/{topics} 个题目";
    answers_timed(done, answers) "{done}/{answers} answers" "{done}/{answers} 次检索";
}
