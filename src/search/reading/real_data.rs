//! How much of what people write is read, among the titles of real laws.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::tests::{Titles, named, read_in};
use super::*;
use crate::real_data;

/// The titles of a folder of laws: each file begins with its own.
fn titles(folder: &Path) -> BTreeSet<String> {
    let files = walkdir::WalkDir::new(folder).into_iter().filter_map(std::result::Result::ok);
    let texts = files.filter(|file| file.path().extension().is_some_and(|end| end == "md"));
    let title = |file: walkdir::DirEntry| {
        let text = fs::read_to_string(file.path()).unwrap();
        text.lines().next().and_then(|line| line.strip_prefix("# ")).map(str::to_string)
    };
    texts.filter_map(title).collect()
}

fn laws() -> Titles {
    let titles = titles(&real_data::path("laws"));
    Titles::of(titles.iter().map(String::as_str))
}

/// Names of statutes, their titles, and the number of an article.
const STATUTES: [(&str, &str, u32); 14] = [
    ("刑法", "刑法", 264),
    ("民法典", "民法典", 1165),
    ("消法", "消费者权益保护法", 55),
    ("道交法", "道路交通安全法", 91),
    ("劳动合同法", "劳动合同法", 39),
    ("公司法", "公司法", 16),
    ("食品安全法", "食品安全法", 148),
    ("中华人民共和国行政处罚法", "行政处罚法", 33),
    ("工伤保险条例", "工伤保险条例", 14),
    ("个税法", "个人所得税法", 6),
    ("未保法", "未成年人保护法", 17),
    ("著作权法", "著作权法", 24),
    ("预算法", "预算法", 46),
    ("法律适用法", "涉外民事关系法律适用法", 15),
];

/// How an article is asked for, `S` being the statute, `n` its number in digits and `N` in Chinese,
/// `m` and `M` the next one, `f` full-width digits; and what is to be read.
const FORMS: [(&str, &str); 46] = [
    ("Sn条", "N"),
    ("S第n条", "N"),
    ("S第N条", "N"),
    ("SN条", "N"),
    ("S n条", "N"),
    ("S 第N条", "N"),
    ("S 第 n 条", "N"),
    ("S第 f 条", "N"),
    ("《S》第N条", "N"),
    ("《S》n条", "N"),
    ("《S》 第n条", "N"),
    ("S的第n条", "N"),
    ("S中第N条", "N"),
    ("第n条 S", "N"),
    ("n条 S", "N"),
    ("第N条 《S》 赔偿", "N"),
    ("S第n条是什么", "N"),
    ("S第N条怎么规定的", "N"),
    ("请问S第n条", "N"),
    ("查一下Sn条", "N"),
    ("根据S第N条", "N"),
    ("违反S第n条的处罚", "N"),
    ("S第n条全文", "N"),
    ("Sn条 pdf", "N"),
    ("S第n條", "N"),
    ("S第n", "N"),
    ("S第n条第一款", "N第一款"),
    ("Sn条1款", "N第一款"),
    ("S第N条第一款第（三）项", "N第一款（三）"),
    ("S第n条第3项", "N（三）"),
    ("Sn条（三）项", "N（三）"),
    ("S第n、m条", "N,M"),
    ("S第N条、第M条", "N,M"),
    ("Sn条和m条", "N,M"),
    ("S第N条及第M条", "N,M"),
    ("Sn-m条", "N,M"),
    ("S第N条至第M条", "N,M"),
    ("Sn到m条", "N,M"),
    ("S n条 m条", "N,M"),
    ("S第N条之一", "N之一"),
    ("Sn条之二", "N之二"),
    ("S（2020年修订）第n条", "N"),
    ("赔偿 S 第n条", "N"),
    ("S第n条 赔偿 标准", "N"),
    ("S第n条释义", "N"),
    ("S，第N条", "N"),
];

fn written(form: &str, statute: &str, number: u32) -> String {
    let digits = number.to_string();
    let full = digits
        .bytes()
        .map(|byte| char::from_u32(u32::from('０') + u32::from(byte - b'0')).unwrap());
    let han = crate::text::numerals::counted;
    form.chars().fold(String::new(), |text, c| match c {
        'S' => text + statute,
        'n' => text + &digits,
        'N' => text + &han(number),
        'm' => text + &(number + 1).to_string(),
        'M' => text + &han(number + 1),
        'f' => text + &full.clone().collect::<String>(),
        c => text + &c.to_string(),
    })
}

fn expected(form: &str, title: &str, number: u32) -> String {
    let han = |number| format!("第{}条", crate::text::numerals::counted(number));
    let articles = form.replace('N', &han(number)).replace('M', &han(number + 1));
    format!("{title} {articles}")
}

#[test]
#[ignore = "needs POLICY_DATA"]
fn articles_are_read_as_people_write_them() {
    let laws = laws();
    let mut wrong = Vec::new();
    for (statute, title, number) in STATUTES {
        for (form, meant) in FORMS {
            let query = written(form, statute, number);
            let read = named(&laws.read(&query));
            if read != expected(meant, title, number) {
                wrong.push(format!("{query}: {read}"));
            }
        }
    }
    println!("{} of {} forms are misread", wrong.len(), FORMS.len() * STATUTES.len());
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// What people write beside the name of a statute, `S`.
const NOISE: [&str; 20] = [
    "S pdf",
    "S 全文 下载",
    "S下载",
    "S word版",
    "S最新版",
    "S官网",
    "S电子版",
    "S原文",
    "S 免费下载",
    "S在线阅读",
    "pdf S",
    "请问S怎么规定的",
    "S.docx",
    "哪里可以下载S",
    "帮我找 S",
    "S全文_中国政府网",
    "S 百度云",
    "S（全文）",
    "有没有 S 电子版",
    "S 打印版 高清",
];

#[test]
#[ignore = "needs POLICY_DATA"]
fn noise_leaves_a_statute_that_is_all_that_is_asked() {
    let laws = laws();
    let mut wrong = Vec::new();
    for (statute, title, _) in STATUTES {
        for noise in NOISE {
            let query = noise.replace('S', statute);
            let read = laws.read(&query);
            let rest: String = read.rest.concat();
            if named(&read) != title || fold_str(statute) != rest || !read.works[0].is_whole {
                wrong.push(format!("{query}: {} / {rest} / {:?}", named(&read), read.beside));
            }
        }
    }
    println!("{} of {} are misread", wrong.len(), NOISE.len() * STATUTES.len());
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Queries that name no work, though words of theirs look like one.
const TRAPS: [&str; 47] = [
    "刑法修正案（十五）",
    "民法典侵权责任编解释（三）",
    "食品安全法规汇编",
    "个人所得税法律咨询",
    "公司法人变更登记",
    "公司法务招聘",
    "有什么看法",
    "工作方法",
    "立法规划",
    "非法集资",
    "三条红线",
    "十条措施",
    "国十条",
    "一条龙服务",
    "第三条道路",
    "地铁12条线路",
    "通知",
    "公告",
    "国家宪法日活动",
    "刑法学教程",
    "幼儿教育法",
    "成人教育法",
    "网络安全法治宣传",
    "行政诉讼法院管辖",
    "关于修改《刑法》的决定草案说明的报告",
    "民法典型案例",
    "劳动法庭在哪里",
    "商标法制建设",
    "第264条",
    "第二百六十四条",
    "补贴办法",
    "264条",
    "宪法学",
    "刑法(修订草案)",
    "公司法司法解释六",
    "关于贯彻执行民法典若干问题的意见",
    "违法建筑",
    "依法治国",
    "合法权益",
    "办法 细则 规定",
    "劳动合同法草案",
    "税法律师",
    "保险法学研究会",
    "治安处罚法制审核",
    "乙省实施《献血法》办法",
    "离婚（问题来自《民法典百问百答》）",
    "丙市贯彻《自然灾害救助条例》实施细则",
];

#[test]
#[ignore = "needs POLICY_DATA"]
fn what_only_looks_like_a_work_is_left_alone() {
    let laws = laws();
    let read = |query: &&str| (query.to_string(), named(&laws.read(query)));
    let wrong: Vec<_> = TRAPS.iter().map(read).filter(|(_, named)| !named.is_empty()).collect();
    println!("{} of {} are read as works", wrong.len(), TRAPS.len());
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Prints what is named by queries, one a line in the file that `QUERIES` names, in the index at
/// `INDEX`, else among the titles of the laws.
#[test]
#[ignore = "needs POLICY_DATA"]
fn what_queries_name_is_told() {
    let queries = std::env::var("QUERIES").map_or_else(
        |_| real_data::text("statutes/train.topics.tsv"),
        |path| fs::read_to_string(path).unwrap(),
    );
    let laws = laws();
    let open = std::env::var("INDEX")
        .ok()
        .map(|path| crate::backend::snapshot(&crate::backend::Location::Dir(path.into())).unwrap());
    let (mut naming, mut all) = (0, 0);
    for line in queries.lines() {
        let query = line.rsplit('\t').next().unwrap_or(line);
        let read = match &open {
            Some((snapshot, _)) => read_in(snapshot, query),
            None => laws.read(query),
        };
        all += 1;
        let changed = !read.readings.is_empty();
        naming += usize::from(changed);
        if changed {
            println!(
                "{query}\t{}\t{:?}\t{:?}\t{:?}",
                named(&read),
                read.numbers,
                read.rest,
                read.beside
            );
        }
    }
    println!("{naming} of {all} name something");
    assert!(naming < all);
}

/// Words beside the title of a document, `S`.
const BESIDE: [&str; 9] = [
    "S",
    "S 全文",
    "S_中国政府网",
    "S全文下载",
    "S.pdf",
    "请问S在哪里下载",
    "《S》 pdf",
    "S 百度文库",
    "S（全文）",
];

/// Of 4,000 titles every other one is indexed.
#[test]
#[ignore = "needs POLICY_DATA"]
fn documents_are_named_by_their_titles_and_by_no_others() {
    let text = real_data::text("titles.tsv");
    let titles = text.lines().skip(1).filter_map(|line| line.split('\t').nth(2));
    let titles: BTreeSet<&str> = titles.filter(|title| title.chars().count() >= 8).collect();
    let step = (titles.len() / 4000).max(1);
    let titles: Vec<&str> = titles.into_iter().step_by(step).collect();
    let (indexed, others): (Vec<_>, Vec<_>) =
        titles.iter().enumerate().partition(|(at, _)| at % 2 == 0);
    let index = Titles::of(indexed.iter().map(|(_, title)| **title));
    let mut missed = Vec::new();
    for (at, title) in &indexed {
        let query = BESIDE[at / 2 % BESIDE.len()].replace('S', title);
        let read = index.read(&query);
        let key = title::key(&fold_str(title).replace(crate::text::STATE, ""));
        let is_key = |named: &String| named.replace(crate::text::STATE, "") == key;
        if read.works.len() != 1
            || !read.works[0].keys.iter().any(is_key)
            || !read.works[0].is_whole
        {
            missed.push(format!("{query}: {} {:?} {:?}", named(&read), read.numbers, read.beside));
        }
    }
    let read = |(_, title): &(usize, &&str)| (title.to_string(), named(&index.read(title)));
    let wrong: Vec<_> = others.iter().map(read).filter(|(_, named)| !named.is_empty()).collect();
    println!("{} of {} titles are missed: {missed:#?}", missed.len(), indexed.len());
    println!("{} of {} others are read as titles: {wrong:#?}", wrong.len(), others.len());
    assert!(missed.len() * 50 <= indexed.len() && wrong.len() * 200 <= others.len());
}
