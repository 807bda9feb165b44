//! What is said of an indexing run, and of what an index holds.

use super::super::phrase::phrases;

phrases! { pub(in crate::printer),
    of_file(path, what) "{path}: {what}" "{path}：{what}";
    files_said(count, what) "{count} file{count:#}: {what}" "{count} 个文件：{what}";
    files_for_others(files, reasons) "{files} file{files:#} for {reasons} other reason{reasons:#}: `search stats --skipped` names all" "{files} 个文件另有 {reasons} 种原因：`search stats --skipped` 列出全部";
    times(path, count) "{path} ({count} time{count:#})" "{path}（{count} 次）";
    and_more(count) "and {count} more" "另有 {count} 个";
    and_more_named(count) "and {count} more: `search stats --skipped` names all" "另有 {count} 个：`search stats --skipped` 列出全部";

    files_counted(added, updated, renamed, removed, unchanged, left_out) "files: {added} added, {updated} updated, {renamed} renamed, {removed} removed, {unchanged} unchanged{left_out}" "文件：新增 {added}，更新 {updated}，改名 {renamed}，移除 {removed}，未变 {unchanged}{left_out}";
    count_junk(count) ", {count} junk" "，非公告 {count}";
    count_skipped(count) ", {count} skipped" "，未收录 {count}";
    count_left_out_before(count) ", {count} left out as before" "，此前已排除 {count}";
    count_kept(count) ", {count} kept though gone or unreadable" "，缺失或无法读取而保留 {count}";
    count_ignored(count) ", {count} ignored by rule" "，按规则忽略 {count}";
    count_excluded(count) ", {count} excluded by corpus.toml" "，由 corpus.toml 排除 {count}";
    forgotten(root, files, announcements) "{root}: {files} file{files:#}, {announcements} announcement{announcements:#} taken out" "{root}：移出 {files} 个文件、{announcements} 篇公告";
    interrupted(done, of) "interrupted: {done} of about {of} files are in; run `search index` again to go on" "已中断：约 {of} 个文件中已收录 {done} 个；再次运行 `search index` 可继续";
    interrupted_at_once() "interrupted: nothing was changed" "已中断，未作任何改动";
    rebuild_dropped() "interrupted: the rebuild was dropped, and the index is as it was" "已中断：放弃重建，索引保持原样";
    nothing_changed() "nothing was changed: this was a dry run" "试运行，未作任何改动";
    index_holds(count, came, read, seconds) "index: {count} announcement{count:#}{came}; {read} read in {seconds} s" "索引：{count} 篇公告{came}；读取 {read}，用时 {seconds} 秒";
    bracketed(text) " ({text})" "（{text}）";
    count_new(count) "{count} new" "新增 {count} 篇";
    count_changed(count) "{count} changed" "变更 {count} 篇";
    pages_recognised(read, seconds, known, failed) "images: {read} page{read:#} recognised in {seconds} s of tesseract, {known} known from before{failed}" "图像：识别 {read} 页，tesseract 用时 {seconds} 秒，{known} 页此前已识别{failed}";
    pages_failed(count) ", {count} not read" "，{count} 页未能识别";
    pages_waiting(pages, files) "{pages} page{pages:#} in {files} file{files:#} are images without text: `search index --ocr` reads them (needs tesseract)" "{files} 个文件中有 {pages} 页是没有文本的图像：可用 `search index --ocr` 识别（需要 tesseract）";
    extract_shows() "`search extract FILE` shows how a file is read" "`search extract 文件` 显示一个文件的解析结果";
    keep_junk_too() "; --keep-junk indexes junk too" "；加 --keep-junk 连同非公告一并收录";

    read_from_files(announcements, read, files) "{announcements} announcement{announcements:#} from {read} of {files} file{files:#}" "{announcements} 篇公告，来自 {files} 个文件中的 {read} 个";
    read_from_folder(folder) "from {folder}" "来自 {folder}";
    came_in(announcements, last, first) "{announcements} brought in by the run of {last}, the first came in on {first}" "最近一次（{last}）入库 {announcements}，最早入库于 {first}";
    on_disk(whole, parts) "{whole} on disk: {parts}" "占用磁盘 {whole}：{parts}";

    other_columns(files, sets) "{files} file{files:#} with {sets} other set{sets:#} of columns: `--json` names all" "{files} 个文件另有 {sets} 种列：`--json` 列出全部";
    some_files(count, names) "{count} file{count:#} ({names})" "{count} 个文件（{names}）";
    characters(count) " ({count} characters)" "（{count} 字）";
    column_not_used(name, count, remedy) "not used: {name} ({count} characters; --field '{remedy}' takes it)" "未使用：{name}（{count} 字；加 --field '{remedy}' 可采用）";
}
