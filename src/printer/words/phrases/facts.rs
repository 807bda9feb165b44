//! What several screens say of an announcement, and the marks between what they say.

use super::super::phrase::phrases;

phrases! { pub(crate),
    written_and_published(written, published) "{written} (published {published})" "{written}（{published} 发布）";
    only_published(published) "published {published}" "{published} 发布";
    repealed_by(act) "repealed by {act}" "已被{act}废止";
    amended_by(act) "amended by {act}" "已被{act}修改";
    newer_version() "newer version" "有新版本";
    newer_version_of(date) "newer version: {date}" "有新版本：{date}";
    bytes(count) "{count} byte{count:#}" "{count} 字节";
}
