//! Pinyin glosses in documents: the plain word, the pasted original, a phrase across and a string that was cut inside one
//! find the text, whatever brackets or ruby the glosses are in.

use std::collections::HashMap;

use policy_search::Id;
use policy_search::engine::check::{CheckOptions, check};
use policy_search::text::is_han;
use unicode_normalization::UnicodeNormalization;

use crate::workspace::{Dice, Workspace, request};
use pinyin::ToPinyin;

/// Our own sentences, glossed at random.
const SENTENCES: [&str; 16] = [
    "各渡口应当在汛期前检修缆绳和救生衣",
    "亳州市谯城区的药材市场每逢双日开市",
    "砀山县和歙县的果农可以领取防霜补贴",
    "蚌埠港三号泊位停用期间由二号泊位代替",
    "乡镇林场不得在干旱季节焚烧秸秆和落叶",
    "涪陵区榨菜合作社要登记每批青菜的产地",
    "黟县古民居的修缮应当使用当地的木料",
    "郫都区的豆瓣作坊须公示盐和辣椒的来源",
    "六安市茶园的采摘工人有权领取高温津贴",
    "台州湾的渔船应当按时报告所在的位置",
    "莘县大棚的薄膜由回收站集中收购处理",
    "盱眙县的养殖户每月检测一次池塘的水质",
    "儋州市的橡胶林实行轮流割胶和休养制度",
    "临朐县的奇石协会负责鉴定展品的真伪",
    "鄱阳湖的湿地保护站每年清点越冬的候鸟",
    "牟平区的苹果合作社可以申请冷库的贷款",
];

/// Brackets that glosses are put in.
const BRACKETS: [(&str, &str); 10] = [
    ("(", ")"),
    ("（", "）"),
    ("[", "]"),
    ("［", "］"),
    ("〔", "〕"),
    ("【", "】"),
    ("〈", "〉"),
    ("<", ">"),
    ("{", "}"),
    ("「", "」"),
];

/// How the tone of a syllable is written.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Tone {
    Mark,
    Number,
    None,
}

/// How glosses are written.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Form {
    Character,
    Twice,
    /// Of two characters, with a blank between or without.
    Word(&'static str),
    /// `<ruby>` with and without `<rp>`.
    Ruby(bool),
    /// `<ruby>` over two characters.
    GroupRuby,
}

const FORMS: [Form; 8] = [
    Form::Character,
    Form::Ruby(true),
    Form::Twice,
    Form::Character,
    Form::Word(" "),
    Form::Ruby(false),
    Form::Word(""),
    Form::GroupRuby,
];

/// A text with glosses.
#[derive(Debug)]
struct Glossed {
    plain: Vec<char>,
    /// Where the glossed characters begin, ascending, no two together.
    glosses: Vec<usize>,
    form: Form,
    tone: Tone,
    brackets: (&'static str, &'static str),
}

impl Glossed {
    fn new(number: usize, dice: &mut Dice) -> Self {
        let sentence = SENTENCES[dice.below(SENTENCES.len())];
        let plain: Vec<char> = format!("{sentence}，编号{number}").chars().collect();
        let length = sentence.chars().count();
        let mut glosses: Vec<usize> = Vec::new();
        // A short sentence may have no place for all of them.
        for _ in 0..100 {
            let at = 1 + dice.below(length - 3);
            let is_apart = glosses.iter().all(|known| known.abs_diff(at) > 2);
            if is_apart && glosses.len() <= number % 5 {
                glosses.push(at);
            }
        }
        glosses.sort_unstable();
        let tones = [Tone::Mark, Tone::Number, Tone::None];
        Self {
            plain,
            glosses,
            form: FORMS[number % FORMS.len()],
            tone: tones[number / 5 % 3],
            brackets: BRACKETS[number / 3 % BRACKETS.len()],
        }
    }

    /// How many characters each gloss is of.
    fn width(&self) -> usize {
        if matches!(self.form, Form::Word(_) | Form::GroupRuby) { 2 } else { 1 }
    }

    fn is_ruby(&self) -> bool {
        matches!(self.form, Form::Ruby(_) | Form::GroupRuby)
    }

    fn syllables(&self, at: usize) -> Vec<String> {
        let characters = &self.plain[at..at + self.width()];
        let spell = |c: &char| spelled(c.to_pinyin().unwrap().plain(), self.tone, at);
        characters.iter().map(spell).collect()
    }

    /// What a gloss says.
    fn reading(&self, at: usize) -> String {
        let apart = if let Form::Word(apart) = self.form { apart } else { "" };
        self.syllables(at).join(apart)
    }

    /// The brackets behind the characters at `at`.
    fn gloss(&self, at: usize) -> String {
        let (open, close) = self.brackets;
        let once = format!("{open}{}{close}", self.reading(at));
        if self.form == Form::Twice { once.repeat(2) } else { once }
    }

    /// The text from one character to another, with what stands behind glossed characters.
    fn written(&self, from: usize, to: usize, gloss: impl Fn(usize) -> String) -> String {
        let mut written = String::new();
        for at in from..to {
            written.push(self.plain[at]);
            let begun = (at + 1).checked_sub(self.width());
            if let Some(begun) = begun.filter(|begun| self.glosses.contains(begun)) {
                written.push_str(&gloss(begun));
            }
        }
        written
    }

    fn plain(&self, from: usize, to: usize) -> String {
        self.plain[from..to.min(self.plain.len())].iter().collect()
    }

    /// The text as a person sees and copies it.
    fn original(&self) -> String {
        self.written(0, self.plain.len(), |at| self.gloss(at))
    }

    /// The file that holds it.
    fn file(&self, number: usize) -> (String, String) {
        let head = format!("关于第{number}号事项的通知");
        if !self.is_ruby() {
            return (
                format!("{number}.txt"),
                format!("{head}\n\n各单位：\n{}。\n请落实。\n", self.original()),
            );
        }
        let body = self.html();
        let page = format!(
            "<html><head><title>{head}</title></head><body><h1>{head}</h1><div id=zoom><p>各单位：</p>\
             <p>{body}。</p><p>请落实。</p></div></body></html>"
        );
        (format!("{number}.html"), page)
    }

    fn html(&self) -> String {
        let mut page = String::new();
        let mut at = 0;
        while at < self.plain.len() {
            if !self.glosses.contains(&at) {
                page.push(self.plain[at]);
                at += 1;
                continue;
            }
            let (open, close) = match self.form {
                Form::Ruby(true) => ("<rp>(</rp>", "<rp>)</rp>"),
                _ => ("", ""),
            };
            let base = self.plain(at, at + self.width());
            let reading = self.syllables(at).concat();
            page.push_str(&format!("<ruby>{base}{open}<rt>{reading}</rt>{close}</ruby>"));
            at += self.width();
        }
        page
    }

    /// What finds it, each as it is typed.
    fn queries(&self) -> Vec<String> {
        let (first, width) = (self.glosses[0], self.width());
        let sentence = self.plain.iter().position(|c| *c == '，').unwrap();
        let word = self.plain(first, (first + width + 1).min(sentence));
        let across = self.plain(first.saturating_sub(4), (first + 6).min(sentence));
        let original = self.written(0, sentence, |at| self.gloss(at));
        let mut queries = vec![
            word.clone(),
            format!("\"{word}\""),
            format!("\"{across}\""),
            format!("\"{original}\""),
            original,
            format!("\"{}\"", self.plain(0, sentence)),
            self.original(),
        ];
        if !self.is_ruby() {
            queries.extend(self.cut(sentence));
        }
        queries
    }

    /// Strings that were cut inside the first gloss.
    fn cut(&self, sentence: usize) -> Vec<String> {
        let (first, width) = (self.glosses[0], self.width());
        let (open, close) = self.brackets;
        let reading = self.reading(first);
        let before = self.plain(first.saturating_sub(4), first + width);
        let after = self.written(first + width, sentence, |at| self.gloss(at));
        let mut cut = vec![format!("\"{before}{open}{reading}\"")];
        let brackets = self.glosses.len() * if self.form == Form::Twice { 2 } else { 1 };
        // Three or more are taken away as damage: nothing is left of them, and a syllable without its tone may be a word.
        let is_damage = width == 1 && brackets >= 3;
        if self.tone != Tone::None || !is_damage {
            cut.push(format!("\"{reading}{close}{after}\""));
            cut.push(format!("\"{open}{reading}{close}{after}\""));
        }
        if !is_damage {
            cut.push(format!("\"{reading}\""));
        }
        cut
    }
}

/// A syllable with its tone.
fn spelled(syllable: &str, tone: Tone, of: usize) -> String {
    let marks = ['\u{304}', '\u{301}', '\u{30c}', '\u{300}'];
    match (tone, syllable.find(['a', 'e', 'o', 'i', 'u', 'ü'])) {
        (Tone::Mark, Some(at)) => {
            let end = at + syllable[at..].chars().next().unwrap().len_utf8();
            let (head, tail) = syllable.split_at(end);
            format!("{head}{}{tail}", marks[of % 4]).nfc().collect()
        }
        (Tone::Number, _) => format!("{syllable}{}", 1 + of % 4),
        _ => syllable.to_string(),
    }
}

#[test]
fn texts_with_glosses_are_found_by_all_that_is_in_them() {
    let workspace = Workspace::new();
    let mut dice = Dice(20);
    let texts: Vec<Glossed> = (0..400).map(|number| Glossed::new(number, &mut dice)).collect();
    for (number, text) in texts.iter().enumerate() {
        let (name, content) = text.file(number);
        workspace.write(&name, content);
    }
    workspace.index();
    let engine = workspace.engine();
    let all = workspace.everything().into_iter();
    let places: HashMap<Id, String> = all.map(|hit| (hit.id, hit.place.path)).collect();
    assert_eq!(places.len(), texts.len());
    let (mut asked, mut missed) = (0, Vec::new());
    for (number, text) in texts.iter().enumerate() {
        let path = format!("corpus/{}", text.file(number).0);
        for query in text.queries() {
            asked += 1;
            let found = engine.matching(&request(&query)).unwrap();
            if !found.iter().any(|id| places[id] == path) {
                missed.push((query, text.original(), text.form));
            }
        }
    }
    assert!(
        missed.is_empty(),
        "{} of {asked}: {:#?}",
        missed.len(),
        &missed[..missed.len().min(12)]
    );
    println!("{asked} queries for {} texts: 100 %", texts.len());
    let options = CheckOptions { recall: Some(3_000), seed: 3, ..CheckOptions::default() };
    let recall = check(&workspace.location(), &options).unwrap().recall.unwrap();
    let failures: Vec<_> = recall.tallies.iter().flat_map(|tally| &tally.failures).collect();
    assert!(recall.is_whole(), "{failures:#?}");
}

#[test]
fn a_query_with_glosses_and_without_gets_the_same_answer_from_texts_with_both() {
    let workspace = Workspace::new();
    workspace
        .write("甲.txt", "关于亳（bó）州市渡口的通知\n\n各镇：\n请亳［bo2］州市的渡口检修缆绳。\n");
    workspace.write("乙.txt", "关于亳州市渡口的公告\n\n各镇：\n请渡口检修缆绳。\n");
    workspace.write("丙.txt", "关于亳州(Bózhōu)市渡口的意见\n\n各镇：\n请渡口检修缆绳。\n");
    workspace.index();
    let first = workspace.search("亳州市渡口");
    assert_eq!(first.total, 3);
    for query in
        ["亳(bó)州市渡口", "亳州（bó zhōu）市渡口", "亳[bo2]州市(shì)渡口", "亳州【bozhou】市渡口"]
    {
        let answer = workspace.search(query);
        let shown = |answer: &policy_search::SearchResponse| -> Vec<_> {
            answer
                .hits
                .iter()
                .map(|hit| (hit.id.clone(), hit.score.to_bits(), hit.snippet.clone()))
                .collect()
        };
        assert_eq!(shown(&answer), shown(&first), "{query}");
    }
    let titled = workspace.search("关于亳州市渡口的通知");
    assert_eq!(titled.hits[0].place.path, "corpus/甲.txt");
    assert_eq!(workspace.search("标题:bózhōu").total, 1);
    assert_eq!(workspace.search("\"bó）州市渡口\"").total, 3);
    assert_eq!(workspace.search("\"bo）州市渡口\"").total, 1);
}

#[test]
fn snippets_show_the_original_with_the_whole_word_marked() {
    let workspace = Workspace::new();
    workspace
        .write("甲.txt", "关于渡口检修的通知\n\n各镇：\n请安徽省亳（bó）州市的渡口检修缆绳。\n");
    workspace.index();
    let hit = &workspace.search("亳州市").hits[0];
    let marked: Vec<&str> =
        hit.snippet.highlights.iter().map(|at| &hit.snippet.text[at.clone()]).collect();
    assert_eq!(marked, ["亳（bó）州市"]);
}

#[test]
fn brackets_that_are_no_glosses_are_text() {
    let workspace = Workspace::new();
    let texts = [
        "人工智能（AI）产业",
        "维生素(e)的用量",
        "甲(A)类场所",
        "生产总值（GDP）核算",
        "银杏(Ginkgo biloba)大树",
        "限额(E)以下",
        "二氧化碳（CO2）排放",
        "质量5千克(kg)以上",
        "细颗粒物（PM2.5）浓度",
    ];
    for (number, text) in texts.iter().enumerate() {
        workspace.write(
            &format!("{number}.txt"),
            format!("关于第{number}号事项的通知\n\n各镇：\n{text}。\n"),
        );
    }
    workspace.index();
    for (number, text) in texts.iter().enumerate() {
        let (before, after) = text.split_once(['(', '（']).unwrap();
        let (inside, after) = after.split_once([')', '）']).unwrap();
        for query in [
            format!("\"{text}\""),
            format!("\"{before}（{inside}\""),
            format!("\"{inside}）{after}\""),
        ] {
            let found = workspace.search(&query);
            assert_eq!(found.total, 1, "{query}");
            assert_eq!(found.hits[0].place.path, format!("corpus/{number}.txt"));
        }
        let plain = format!("\"{before}{after}\"");
        assert!(before.chars().all(|c| is_han(c) || c == '5'));
        assert_eq!(workspace.search(&plain).total, 0, "{plain}");
    }
}
