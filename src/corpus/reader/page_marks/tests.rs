use super::*;

fn read(text: &str) -> String {
    let mut raw = RawText { text: text.into(), ..RawText::default() };
    take_off(&mut raw);
    raw.text
}

const FORMS: [&str; 8] = [
    "— 3 —",
    "－3－",
    "第3页",
    "第 3 页 共 12 页",
    "Page 3 of 12",
    "—三—",
    "页码：3",
    "\n\n- 3 -\n",
];

#[test]
fn a_word_is_whole_where_the_number_of_a_page_cut_it() {
    for form in FORMS {
        let text = format!("各镇：\n为加强知识产\n{form}\n权保护，现通知如下。");
        assert_eq!(read(&text), "各镇：\n为加强知识产权保护，现通知如下。", "{form}");
    }
}
