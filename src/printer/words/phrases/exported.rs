//! What is said of hits that were written to a file.

use super::super::phrase::phrases;

phrases! { pub(in crate::printer),
    hits_of(hits, announcements) "{hits} of {announcements}" "{announcements}中的 {hits} 篇";
    in_file(these, file) "{these} in {file}" "{these}已写入 {file}";
    these_are_nearest() "nothing has all of this; these are the nearest" "没有全部命中的公告，以下为最接近的";
    these_are_best() "nothing has all of this; these are the best of the nearest" "没有全部命中的公告，以下为最接近的前若干篇";
    nearest_left_out(count) "{count} nearest left out, which have only some of the words" "未写入仅部分词命中的 {count} 篇";
    cells_cut(count) "{count} text{count:#} cut at the 32,767 characters of a cell" "{count} 处文本在单元格的 32,767 字处截断";
    beyond_the_sheet(count) "{count} more than a sheet has rows: write CSV" "超出工作表行数 {count} 篇：请写成 CSV";
}
