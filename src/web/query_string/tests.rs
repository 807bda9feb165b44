use super::*;

fn read(text: &str) -> QueryString {
    QueryString::parse(text, OF_SEARCH).expect("known parameters")
}

#[test]
fn an_address_is_read_and_written_in_one_order() {
    let asked = read("offset=20&level=省级&q=数据+安全&level=部委&from=&facets=1");
    let written = "q=%E6%95%B0%E6%8D%AE+%E5%AE%89%E5%85%A8&level=%E7%9C%81%E7%BA%A7\
                   &level=%E9%83%A8%E5%A7%94&offset=20&facets=1";
    assert_eq!(asked.to_string(), written);
    assert_eq!(read(written), asked);
    assert_eq!(asked.get("from"), None);
}

#[test]
fn a_change_goes_back_to_the_first_page_and_keeps_all_else() {
    let asked = read("q=数据&level=省级&sort=newest&limit=80&offset=160");
    assert_eq!(asked.with("offset", 240).get("offset"), Some("240"));
    let more = asked.with("level", "部委");
    assert_eq!(more.all("level").collect::<Vec<_>>(), ["省级", "部委"]);
    assert_eq!((more.get("offset"), more.get("limit")), (None, Some("80")));
    let fewer = more.without_value("level", "省级");
    assert_eq!(fewer.all("level").collect::<Vec<_>>(), ["部委"]);
    assert_eq!(fewer.get("sort"), Some("newest"));
    assert_eq!(asked.with("sort", "oldest").all("sort").collect::<Vec<_>>(), ["oldest"]);
}

#[test]
fn what_is_unknown_twice_or_out_of_range_is_refused() {
    for (text, parameter) in [
        ("q=a&form=2024", "form"),
        ("q=a&q=b", "q"),
        ("limit=0", "limit"),
        ("limit=101", "limit"),
        ("offset=10001", "offset"),
        ("title-only=perhaps", "title-only"),
        ("level=省部级", "level"),
        ("now=someday", "now"),
        ("from=someday", "from"),
        // 数据 in GBK, as old forms send it.
        ("q=%CA%FD%BE%DD", "q"),
    ] {
        let read = QueryString::parse(text, OF_SEARCH);
        let today = jiff::civil::date(2026, 1, 20);
        let problem = read.and_then(|read| read.request(today, 10)).expect_err(text);
        assert_eq!(problem.parameter.as_deref(), Some(parameter), "{text}");
    }
}

#[test]
fn a_replacement_character_that_was_written_is_one() {
    assert_eq!(read("q=%ef%bf%bd").get("q"), Some("\u{FFFD}"));
}

#[test]
fn switches_are_on_where_they_are_written_unless_they_say_no() {
    for (text, collapse, title_only) in [
        ("no-collapse&title-only", Some(false), Some(true)),
        ("no-collapse=1&title-only=是", Some(false), Some(true)),
        ("no-collapse=false&title-only=0", Some(true), Some(false)),
        ("", None, None),
    ] {
        let parameters = read(text).search(10).expect(text);
        assert_eq!((parameters.collapse, parameters.title_only), (collapse, title_only), "{text}");
    }
}
