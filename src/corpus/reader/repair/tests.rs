use std::collections::HashSet;

use encoding_rs::{
    BIG5, EUC_KR, Encoding, GB18030, GBK, MACINTOSH, UTF_8, WINDOWS_1251, WINDOWS_1252,
};

use super::*;
use crate::extract::{Hint, HintSource};
use crate::real_data;

/// Places, what is done there, and how a sentence about it goes on: texts of our own.
const PLACES: [&str; 10] = [
    "青山市",
    "临河县",
    "北岭区",
    "西渡镇",
    "沙河街道",
    "南塘开发区",
    "东湖市",
    "云台县",
    "白石镇",
    "长桥区",
];
const MATTERS: [&str; 10] = [
    "渡口安全管理",
    "小微企业一次性补贴",
    "养老服务设施建设",
    "河湖清淤疏浚",
    "城乡居民医疗保险",
    "中小学校车运行",
    "老旧小区加装电梯",
    "秸秆综合利用",
    "政务数据共享开放",
    "高标准农田建后管护",
];
const ENDS: [&str; 2] = [
    "人民政府关于做好{}工作的通知",
    "：为进一步规范{}，切实保障群众合法权益，根据有关法律、法规，结合本地实际，制定本办法。\n第一条　各部门应当按照职责分工，于2025年6月30日前完成自查；第二条　对弄虚作假的，依法追究责任（附件略）。",
];

/// Two hundred titles and paragraphs.
fn texts() -> Vec<String> {
    let pairs = PLACES.iter().flat_map(|place| MATTERS.iter().map(move |matter| (place, matter)));
    let made = pairs.flat_map(|(place, matter)| {
        ENDS.map(|end| format!("{place}{}", end.replace("{}", matter)))
    });
    made.collect()
}

fn bytes(text: &str, encoding: &'static Encoding) -> Vec<u8> {
    if encoding == UTF_8 { text.as_bytes().to_vec() } else { encoding.encode(text).0.into_owned() }
}

/// `text` in one encoding, read in another.
fn misread(text: &str, meant: &'static Encoding, shown: &'static Encoding) -> String {
    shown.decode_without_bom_handling(&bytes(text, meant)).0.into_owned()
}

fn halves(text: &str) -> (&str, &str) {
    let half = text.char_indices().nth(text.chars().count() / 2);
    text.split_at(half.map_or(0, |(at, _)| at))
}

/// What `text` is repaired to, and what is told of it.
fn repair(text: &str) -> (String, Vec<String>) {
    let mut tally = Tally::default();
    let repaired = repaired(text, &mut tally).into_owned();
    (repaired, tally.told())
}

/// A damage by its name, and what it makes of a text.
type Damage = (&'static str, fn(&str) -> String);

/// How texts are damaged where no byte is lost.
const WHOLE: [Damage; 6] = [
    ("GBK as Latin-1", |text| misread(text, GBK, WINDOWS_1252)),
    ("UTF-8 as Latin-1", |text| misread(text, UTF_8, WINDOWS_1252)),
    ("UTF-8 as Latin-1 twice", |text| {
        misread(&misread(text, UTF_8, WINDOWS_1252), UTF_8, WINDOWS_1252)
    }),
    ("UTF-8 as Mac Roman", |text| misread(text, UTF_8, MACINTOSH)),
    ("bytes as references", |text| {
        let written = |byte: u8| match byte.is_ascii() {
            true => char::from(byte).to_string(),
            false => format!("&#{byte};"),
        };
        bytes(text, GBK).into_iter().map(written).collect()
    }),
    ("first half only", |text| {
        let (first, second) = halves(text);
        misread(first, UTF_8, WINDOWS_1252) + second
    }),
];

/// How they are damaged where some bytes are.
const LOSSY: [Damage; 6] = [
    ("UTF-8 as GBK", |text| misread(text, UTF_8, GBK)),
    ("UTF-8 as GBK, ? for what is lost", |text| misread(text, UTF_8, GBK).replace('\u{FFFD}', "?")),
    ("UTF-8 as GB18030", |text| misread(text, UTF_8, GB18030)),
    ("UTF-8 as GBK twice", |text| misread(&misread(text, UTF_8, GBK), UTF_8, GBK)),
    ("GBK as Big5", |text| misread(text, GBK, BIG5)),
    ("GBK as EUC-KR", |text| misread(text, GBK, EUC_KR)),
];

/// What became of damaged texts.
#[derive(Debug, Default)]
struct Outcome {
    all: usize,
    /// Exactly the text.
    exact: usize,
    /// The text but for characters of which bytes are lost, which are U+FFFD.
    but_for_lost: usize,
    /// More of the text than before, and nothing that was in neither.
    partly: usize,
    /// As it was damaged.
    left: usize,
    worse: Vec<String>,
}

impl Outcome {
    fn of(texts: &[String], damage: fn(&str) -> String) -> Self {
        let mut outcome = Self { all: texts.len(), ..Self::default() };
        for text in texts {
            let damaged = damage(text);
            let (found, _) = repair(&damaged);
            match () {
                () if found == *text => outcome.exact += 1,
                () if found == damaged => outcome.left += 1,
                () if is_but_for_lost(&found, text) => outcome.but_for_lost += 1,
                () if around_invented(&found, text, &damaged).is_empty() => outcome.partly += 1,
                () => outcome.worse.push(around_invented(&found, text, &damaged)),
            }
        }
        outcome
    }

    fn line(&self, name: &str) -> String {
        let Self { all, exact, but_for_lost, partly, left, worse } = self;
        format!(
            "{name}: of {all} exact {exact}, but for what is lost {but_for_lost}, partly {partly}, \
             left {left}, worse {}",
            worse.len()
        )
    }
}

/// Whether `found` is `text` with U+FFFD for some characters.
fn is_but_for_lost(found: &str, text: &str) -> bool {
    let mut parts = found.split('\u{FFFD}').filter(|part| !part.is_empty());
    let rest = parts.try_fold(text, |rest, part| {
        let at = rest.find(part)?;
        // What is lost between two parts is a few characters.
        (rest[..at].chars().count() <= 6).then(|| &rest[at + part.len()..])
    });
    rest.is_some_and(|rest| rest.chars().count() <= 3)
}

/// The characters of `found` that are neither in `text` nor in `damaged`, with those around them.
fn around_invented(found: &str, text: &str, damaged: &str) -> String {
    let there: HashSet<char> = text.chars().chain(damaged.chars()).chain(['\u{FFFD}']).collect();
    let found: Vec<char> = found.chars().collect();
    let new = (0..found.len()).filter(|at| !there.contains(&found[*at]));
    let around = |at: usize| &found[at.saturating_sub(6)..(at + 7).min(found.len())];
    new.map(|at| around(at).iter().chain(&['|']).collect::<String>()).collect()
}

#[test]
fn text_of_which_no_byte_is_lost_comes_back_exactly() {
    let texts = texts();
    for (name, damage) in WHOLE {
        let outcome = Outcome::of(&texts, damage);
        println!("{}", outcome.line(name));
        assert_eq!(outcome.exact, texts.len(), "{name}");
    }
}

#[test]
fn of_text_with_lost_bytes_all_else_comes_back() {
    let texts = texts();
    for (name, damage) in LOSSY {
        let outcome = Outcome::of(&texts, damage);
        println!("{}", outcome.line(name));
        assert!(outcome.worse.is_empty(), "{name}: {:?}", outcome.worse.first());
        assert!(outcome.exact + outcome.but_for_lost >= texts.len() * 9 / 10, "{name}");
    }
}

#[test]
fn traditional_text_comes_back() {
    let text =
        "為辦理本年度防汛整備工作，請各區公所依附表完成檢查，並於四月底前回報市政府的承辦單位。";
    let of = |meant, shown| repair(&misread(text, meant, shown)).0;
    assert_eq!(of(BIG5, GBK), text);
    assert_eq!(of(BIG5, WINDOWS_1252), text);
    assert_eq!(of(UTF_8, WINDOWS_1252), text);
    assert_eq!(of(GBK, WINDOWS_1252), text);
}

#[test]
fn what_is_repaired_and_lost_is_told() {
    let damaged = misread("国务院办公厅", UTF_8, WINDOWS_1252);
    assert_eq!(
        repair(&damaged),
        (
            "国务院办公厅".into(),
            vec!["repaired: UTF-8 that was read as Latin-1 (6 characters)".into()]
        )
    );
    let (text, told) = repair("鍥藉姟闄㈠姙鍏? 2025");
    assert_eq!(text, "国务院办� 2025");
    assert_eq!(told, ["repaired: UTF-8 that was read as GBK (5 characters, 1 of them lost)"]);
}

#[test]
fn text_that_is_lost_for_good_stays_and_is_told() {
    let told = |text: &str| {
        let mut raw = RawText { text: text.into(), ..RawText::default() };
        let mut tally = Tally::default();
        document(&mut raw, &mut tally);
        assert_eq!(raw.text, text);
        tally.told()
    };
    let gone = "3 characters are lost, for which 锟斤拷 stands: fetch it again";
    assert_eq!(told("锟斤拷锟斤拷锟斤拷市人民政府"), [gone]);
    let filler = "8 characters are unused memory (烫烫, 屯屯) and no text";
    assert_eq!(told("烫烫烫烫烫烫烫烫关于植树的通知"), [filler]);
    SOUND.iter().for_each(|text| assert_eq!(told(text), [""; 0]));
}

/// Texts that look odd and are sound.
const SOUND: [&str; 26] = [
    "為辦理本年度防汛整備工作，請各區公所依附表完成檢查。",
    "東京都庁は、令和六年度の補助金交付要綱を次のとおり定める。ｶﾀｶﾅの表記も可とする。",
    "한국의 정책 자료와 중국 정책 자료를 비교한다.",
    "Décret nº 2024-15 relatif à l'aménagement des forêts domaniales; «château», éàüö.",
    "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿ",
    "à á â ã ä å æ ç è é ê ë; ¿Qué? ¡Año! Señor Núñez; Müller-Lüdenscheidt; smörgåsbord",
    "О порядке применения статьи 15 Федерального закона № 44-ФЗ",
    "ā á ǎ à ō ó ǒ ò ē é ě è ī í ǐ ì ū ú ǔ ù ǖ ǘ ǚ ǜ ü：汉语拼音声调表",
    "[ˈpɒləsi] [ʃʊ] [θ] [ð] [ŋ] 国际音标",
    "鍥、鍦、鍧、鍨、鍩、鍪、鍫、鍬、鍭、鍮、鍯、鍰：金部生僻字表",
    "锟、锠、锡、锢、锣、锤、锥、锦；人名：李锟、王锟斤",
    "㐀㐁㐂㐃㐄㐅㐆㐇㐈㐉㐊㐋㐌㐍㐎㐏㐐㐑㐒㐓",
    "龘靐齉爩鱻麤龗灪吁龖厵滟爨癵籱饢驫鲡鹂鸾麣纞虋讟钃骊郁鸜麷鞻韽韾响顟顠饙饙骳骴",
    "噻嗪酮、嘧菌酯、吡虫啉、啶虫脒、噻虫嗪、苯醚甲环唑、腈菌唑、戊唑醇、咪鲜胺、氟硅唑",
    "蓖麻、薏苡、蒺藜、茺蔚子、荜茇、萆薢、菟丝子、藁本、蕲蛇、藜芦、豨莶草、鳖甲、蟾酥、僵蚕",
    "鲟鳇、鳜鱼、鲮鲤、鳗鲡、鳙、鲢、鲴、鲂、鳊、鲚、鮻、鳀、鲳、鲅、鲷、鲹、鲻、鳕、鲽、鲆",
    "犍为县、郫都区、濮阳市、鄄城县、鄱阳县、婺源县、歙县、黟县、泗洪县、盱眙县、睢宁县、邳州市",
    "张珺、李翀、王堃、赵頔、孙赟、周祎、吴奡、郑燚、冯垚、陈叕、褚彧、卫贇、蒋昉、沈玥、韩晟、杨旻",
    "㎡㎏㎜㎝㎞㏄㏒㏑㊣℃‰°±×÷≤≥≈∑∏∫√∞∠⊥∥①②③④⑤Ⅰ Ⅱ Ⅲ αβγδμΩ",
    "××市××局××科　××××年××月××日　电话：×××××××",
    "目录\n第一章 总则…………………………1\n第二章 附则····························2\n━━━━━━━━━━━━━━━",
    "┌──┬──┐│甲│乙│├──┼──┤│丙│丁│└──┴──┘",
    "网页出现“锟斤拷”“烫烫烫”等乱码的，应当在二十四小时内处理。",
    "ꆈꌠꁱꂷ བོད་ཡིག ئۇيغۇرچە ᠮᠣᠩᠭᠣᠯ ไทย ភាសាខ្មែរ",
    "Zażółć gęślą jaźń. Příliš žluťoučký kůň. Ελληνική νομοθεσία 2024.",
    "𠮷林、㭎𬭎、䶮、𫖯、𬀩、𬱖；〇〡〢〣",
];

#[test]
fn sound_text_is_never_changed() {
    for text in SOUND {
        assert_eq!(repair(text), (text.to_string(), vec![]));
        // Nor beside text that is damaged.
        let damaged = misread("青山市人民政府关于渡口安全的通知", UTF_8, WINDOWS_1252);
        let (found, _) = repair(&format!("{damaged}\n{text}"));
        assert_eq!(found, format!("青山市人民政府关于渡口安全的通知\n{text}"));
    }
    for text in texts() {
        assert_eq!(repair(&text), (text.to_string(), vec![]));
    }
}

#[test]
fn a_file_of_odd_sound_text_is_not_looked_at_closely_to_its_end() {
    let mut tally = Tally::default();
    assert!(tally.affords_a_look());
    (0..3).for_each(|_| tally.looked(1 << 16, false));
    assert!(!tally.affords_a_look());
    // A repair shows that the file is damaged: as much again is worth a look.
    tally.looked(1 << 12, true);
    assert!(tally.affords_a_look());
    tally.looked(1 << 16, false);
    assert!(!tally.affords_a_look());
}

#[test]
fn a_short_line_is_repaired_where_the_text_is_known_to_be_damaged() {
    for (meant, shown) in [(UTF_8, WINDOWS_1252), (GB18030, WINDOWS_1252), (UTF_8, MACINTOSH)] {
        let text = "青山市人民政府关于渡口安全的通知\n各县：\n请办\n印";
        assert_eq!(repair(&misread(text, meant, shown)).0, text);
        let short = misread("印", meant, shown);
        assert_eq!(repair(&short).0, short);
    }
}

#[test]
fn titles_and_names_are_repaired_with_the_text() {
    let hint = |value: &str| Hint {
        field: HintField::Title,
        value: value.into(),
        from: HintSource::Record,
    };
    let mut raw = RawText {
        text: misread("各县区：请认真组织安全检查。", GB18030, WINDOWS_1252),
        hints: vec![hint(&misread("渡口", GB18030, WINDOWS_1252)), hint("%E6%B8%A1%E5%8F%A3")],
        ..RawText::default()
    };
    document(&mut raw, &mut Tally::default());
    assert_eq!(raw.text, "各县区：请认真组织安全检查。");
    assert!(raw.hints.iter().all(|hint| hint.value == "渡口"), "{raw:?}");
    assert_eq!(name(misread("关于植树的通知", GB18030, WINDOWS_1252)), "关于植树的通知");
    assert_eq!(name("notice_2025.txt".into()), "notice_2025.txt");
}

/// Where sound real text is.
const REAL: [&str; 8] = [
    "laws",
    "pages",
    "statutes",
    "notices.jsonl",
    "titles.tsv",
    "seed_announcement.txt",
    "doc_numbers.tsv",
    "corruption_samples.jsonl",
];

fn real_texts() -> impl Iterator<Item = (String, String)> {
    let files = REAL.into_iter().flat_map(|name| walkdir_of(&real_data::path(name)));
    files.filter_map(|file| Some((file.display().to_string(), std::fs::read_to_string(file).ok()?)))
}

fn walkdir_of(path: &std::path::Path) -> Vec<std::path::PathBuf> {
    let Ok(folder) = std::fs::read_dir(path) else { return vec![path.to_path_buf()] };
    let mut inner: Vec<_> = folder.flatten().map(|entry| entry.path()).collect();
    inner.sort();
    inner.iter().flat_map(|path| walkdir_of(path)).collect()
}

#[test]
#[ignore = "needs POLICY_DATA"]
fn sound_real_text_is_not_changed_in_one_character() {
    let (mut all, mut suspects, mut changed) = (0, 0, Vec::new());
    for (file, text) in real_texts() {
        all += 1;
        suspects += usize::from(suspicion::is_suspect(&text));
        // As a whole, and each line by itself, as records and titles are.
        for text in std::iter::once(&*text).chain(text.lines()) {
            let (found, told) = repair(text);
            if found != text || !told.is_empty() {
                changed.push(format!("{file}: {told:?} {:.200}", text));
            }
        }
    }
    println!("{all} files, of which {suspects} are looked at closely");
    assert!(all > 2_700 && changed.is_empty(), "{changed:#?}");
}

#[test]
#[ignore = "needs POLICY_DATA"]
fn real_texts_that_are_damaged_come_back() {
    let texts: Vec<(String, String)> = real_texts().take(2_700).collect();
    let lines = texts.iter().filter_map(|(_, text)| text.lines().next());
    let lines: Vec<String> =
        lines.filter(|line| line.chars().count() >= 8).map(String::from).collect();
    let bodies: Vec<String> =
        texts.iter().step_by(50).map(|(_, text)| text.chars().take(1_000).collect()).collect();
    for (kind, texts) in [("lines", &lines), ("texts", &bodies)] {
        for (name, damage) in WHOLE.into_iter().chain(LOSSY) {
            let outcome = Outcome::of(&texts[..], damage);
            println!("{kind}: {}", outcome.line(name));
            assert!(outcome.worse.is_empty(), "{:?}", outcome.worse.first());
        }
    }
}

#[test]
fn russian_words_in_capitals_stay() {
    for words in [
        "МИНИСТЕРСТВО ТРАНСПОРТА РОССИЙСКОЙ ФЕДЕРАЦИИ",
        "ПРИКАЗ",
        "О ПЕРЕВОЗКАХ ГРУЗОВ ЧЕРЕЗ ГРАНИЦУ",
        "ПРАВИТЕЛЬСТВО ЗАБАЙКАЛЬСКОГО КРАЯ ПОСТАНОВЛЕНИЕ",
    ] {
        assert_eq!(repaired(words, &mut Tally::default()), words);
    }
    let damaged = misread("青山市人民政府关于渡口安全管理的通知", GB18030, WINDOWS_1251);
    assert_eq!(repaired(&damaged, &mut Tally::default()), "青山市人民政府关于渡口安全管理的通知");
}
