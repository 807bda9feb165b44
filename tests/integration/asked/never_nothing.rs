//! A short query finds nothing only where none of its pairs of characters occurs.

use std::collections::BTreeSet;

use policy_search::text::fold_str;

use super::{NEAREST, ask, hold};
use crate::workspace::{Dice, Workspace};

const NOTICES: [(&str, &str); 8] = [
    ("住宅加装电梯补助办法", "既有住宅加装电梯的，每部补助十五万元，由业主委托实施主体申领。"),
    ("高龄老人津贴发放细则", "年满八十周岁的老人每月领取津贴，由社区核实后按季发放。"),
    ("犬只登记管理规定", "养犬应当登记，携犬外出要束绳，犬只伤人的由饲养者负责医治。"),
    ("农田灌溉用水定额", "水稻灌溉按亩定额供水，超出部分累进收费，节约部分可以转让。"),
    ("校园食堂明厨亮灶方案", "学校食堂安装摄像头，后厨画面向家长公开，留样四十八小时。"),
    ("烟花爆竹燃放限制通告", "城区内全年禁止燃放烟花爆竹，乡村除夕至初五可以燃放。"),
    ("残疾人就业扶持意见", "企业招用残疾职工的，按人数给予岗位补贴，减免部分费用。"),
    ("古树名木保护办法", "百年以上的古树由园林部门挂牌，砍伐迁移须经批准。"),
];

fn workspace() -> Workspace {
    let workspace = Workspace::new();
    for (number, (title, body)) in NOTICES.iter().enumerate() {
        workspace.write(&format!("{number}.txt"), format!("{title}\n\n{body}\n"));
    }
    workspace.index();
    workspace
}

/// Pairs of neighbouring characters of a text, marks apart.
fn pairs(text: &str) -> impl Iterator<Item = String> {
    let characters: Vec<char> = fold_str(text).chars().collect();
    let pairs: Vec<String> = characters
        .windows(2)
        .filter(|pair| pair.iter().all(|c| c.is_alphanumeric()))
        .map(|pair| pair.iter().collect())
        .collect();
    pairs.into_iter()
}

#[test]
fn short_paraphrases_find_their_answer() {
    let workspace = workspace();
    for (query, title) in [
        ("老楼装电梯", NOTICES[0].0),
        ("装电梯给多少钱", NOTICES[0].0),
        ("八十岁津贴", NOTICES[1].0),
        ("狗咬伤人", NOTICES[2].0),
        ("遛犬不登记", NOTICES[2].0),
        ("稻田灌溉收费贵", NOTICES[3].0),
        ("食堂看后厨", NOTICES[4].0),
        ("过年放烟花", NOTICES[5].0),
        ("雇残疾员工", NOTICES[6].0),
        ("砍古树", NOTICES[7].0),
    ] {
        let answer = ask(&workspace, query, &[]);
        assert_eq!(answer.first(), title, "{query}: {:?}", answer.hits());
    }
}

/// A word of four to eight characters: pieces of texts and strange characters, run together.
fn word(dice: &mut Dice) -> String {
    let strange: Vec<char> = "魑魅魍魉饕餮齑粉龃龉".chars().collect();
    let mut word = String::new();
    while word.chars().count() < 4 {
        if dice.below(3) > 0 {
            word.push(strange[dice.below(strange.len())]);
        } else {
            let text: Vec<char> =
                NOTICES[dice.below(8)].1.chars().filter(|c| c.is_alphanumeric()).collect();
            let start = dice.below(text.len() - 2);
            word.extend(&text[start..start + 1 + dice.below(2)]);
        }
    }
    word.chars().take(8).collect()
}

#[test]
fn something_is_found_wherever_a_pair_occurs() {
    let workspace = workspace();
    let there: BTreeSet<String> =
        NOTICES.iter().flat_map(|(title, body)| pairs(title).chain(pairs(body))).collect();
    let mut dice = Dice(12);
    let (mut failed, mut found) = (Vec::new(), 0);
    for _ in 0..300 {
        let word = word(&mut dice);
        let pair = pairs(&word).find(|pair| there.contains(pair));
        let code = ask(&workspace, &word, &[]).code;
        found += usize::from(pair.is_some());
        if pair.is_some() && code != 0 {
            failed.push(format!("{word}: exit {code}, though {pair:?} occurs"));
        }
    }
    assert!((50..250).contains(&found), "{found}");
    hold(&failed, 300);
}

#[test]
fn nothing_is_found_where_no_pair_occurs() {
    let workspace = workspace();
    for query in ["魑魅魍魉", "饕餮", "龃龉齑粉", "饕梯餮犬", "魍树魉"] {
        let answer = ask(&workspace, query, &[]);
        assert_eq!((answer.code, answer.total()), (1, 0), "{query}: {:?}", answer.hits());
    }
}

#[test]
fn what_was_taken_apart_is_the_last_rung_and_the_screen_says_so() {
    let workspace = workspace();
    let answer = ask(&workspace, "魑魅电梯魍魉", &[]);
    let hits = answer.hits();
    assert_eq!((hits[0].rung.as_str(), answer.first()), (NEAREST, NOTICES[0].0));
    assert_eq!(ask(&workspace, "魑魅电梯魍魉", &["--strict"]).code, 1);
}

#[test]
fn a_chance_match_of_scattered_words_is_no_higher_than_a_close_one() {
    let workspace = workspace();
    let filler = "各单位按职责做好登记、造册和上报。".repeat(40);
    let scattered = format!("综合事务汇编\n\n古树。{filler}加装。{filler}电梯。{filler}补助。\n");
    workspace.write("汇编.txt", scattered);
    workspace.index();
    for query in ["加装电梯补助", "加装电梯 补助", "电梯补助"] {
        let hits = ask(&workspace, query, &[]).hits();
        assert_eq!(hits[0].title, NOTICES[0].0, "{query}: {hits:?}");
    }
}
