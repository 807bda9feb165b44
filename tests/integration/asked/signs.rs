//! Signs, borders between letters and digits, both scripts of numbers and variants of characters:
//! each query with the announcements that its strict rungs find.

use super::{ask, hold};
use crate::workspace::Workspace;

const NOTICES: [(&str, &str); 12] = [
    ("供水价格调整方案", "居民水价上调5%，非居民水价上调15％，贫困户减免 50 % 。"),
    ("编程竞赛通知", "竞赛分C++、C#和C语言三组，C＋＋组限时３小时。"),
    ("质量管理培训通知", "企业应当取得ISO9001认证，参照GB/T18005-1999和GB 18030。"),
    ("冷链运输规范", "疫苗保存在2℃～8℃，车厢温度≥60 ° C的立即停用，湿度≤45%。"),
    ("口岸免税额度公告", "旅客携带物品价值不超过$800或者￥5000的免税，€100以下不登记。"),
    ("网络建设意见", "推进5G网络和3D打印，互联网＋医疗健康，PM2.5监测点②全部联网。"),
    ("认证目录", "目录收入ISO-9001、ISO 14001和IEC/TR 62443。"),
    ("财政奖补办法", "每户奖补三十万元，二〇二〇年起按百分之八提取，见第二十五条。"),
    ("财政奖补细则", "每户奖补30万元，2020年起按8%提取，见第25条。"),
    ("科研立项通知", "项目1,234个，经费1234万元，著眼长远，予以答覆。"),
    ("调研工作计划", "着眼基层，及时答复，账户单列。"),
    ("数字与字母", "共计5个点、8处、C字形1个，不含比例。"),
];

/// Queries, each with the numbers of the notices that they find.
const ASKED: [(&str, &[usize]); 52] = [
    // Signs, exact in quotes.
    ("\"5%\"", &[0]),
    ("5%", &[0]),
    ("\"15%\"", &[0]),
    ("\"１５％\"", &[0]),
    ("\"50%\"", &[0]),
    ("\"45%\"", &[3]),
    ("\"%\"", &[0, 3, 8]),
    ("\"C++\"", &[1]),
    ("C++", &[1]),
    ("\"C#\"", &[1]),
    ("c＋＋ 竞赛", &[1]),
    ("\"C语言\"", &[1]),
    ("℃", &[3]),
    ("\"8℃\"", &[3]),
    ("\"8°C\"", &[3]),
    ("\"≥60\"", &[3]),
    ("≥60℃", &[3]),
    ("\"≤45%\"", &[3]),
    ("\"$800\"", &[4]),
    ("￥5000", &[4]),
    ("\"€100\"", &[4]),
    ("\"②\"", &[5]),
    ("②", &[5]),
    ("\"①\"", &[]),
    ("\"互联网+\"", &[5]),
    ("互联网+医疗健康", &[5]),
    ("互联网医疗健康", &[5]),
    // Letters and digits.
    ("ISO 9001", &[2, 6]),
    ("ISO9001", &[2, 6]),
    ("ISO-9001", &[2, 6]),
    ("\"ISO 9001\"", &[2]),
    ("\"ISO-9001\"", &[6]),
    ("\"GB/T\"", &[2]),
    ("\"GB/T 18005\"", &[2]),
    ("GB/T 18005-1999", &[2]),
    ("GB18030", &[2]),
    ("GB 18030", &[2]),
    ("18030", &[2]),
    ("\"1803\"", &[]),
    ("ISO", &[2, 6]),
    ("5G", &[5]),
    ("5 G", &[5]),
    ("3D打印", &[5]),
    ("PM2.5", &[5]),
    ("IEC/TR62443", &[6]),
    // Numbers in both scripts.
    ("三十万元", &[7, 8]),
    ("30万元", &[7, 8]),
    ("\"30万元\"", &[8]),
    ("二〇二〇年", &[7, 8]),
    ("百分之八", &[7, 8]),
    // Variants.
    ("着眼", &[9, 10]),
    ("答覆", &[9, 10]),
];

#[test]
fn signs_numbers_and_variants_are_found_as_documents_write_them() {
    let workspace = Workspace::new();
    for (number, (title, body)) in NOTICES.iter().enumerate() {
        workspace.write(&format!("{number}.txt"), format!("{title}\n\n{body}\n"));
    }
    workspace.index();
    let wrong = ASKED.iter().filter_map(|(query, wanted)| {
        let hits = ask(&workspace, query, &["--strict"]).hits();
        let number = |title: &str| NOTICES.iter().position(|(known, _)| *known == title);
        let mut found: Vec<usize> = hits.iter().filter_map(|hit| number(&hit.title)).collect();
        found.sort_unstable();
        (found != *wanted).then(|| format!("{query}: {found:?}, not {wanted:?}"))
    });
    hold(&wrong.collect::<Vec<_>>(), ASKED.len());
}
