use super::*;
use crate::extract::PortionKind;

fn text(rtf: &str) -> String {
    read(rtf.as_bytes()).unwrap().text
}

/// The text of the body of a file in the code page of China, of three fonts.
fn body(body: &str) -> String {
    text(&format!("{HEAD}{body}}}"))
}

const HEAD: &str = "{\\rtf1\\ansi\\ansicpg936\\deff0{\\fonttbl{\\f0\\fcharset134 \\'cb\\'ce\\'cc\\'e5;}\
                    {\\f1\\fcharset0 Arial{\\*\\falt x};}{\\f2\\fcharset2 Wingdings;}\
                    {\\f3\\fcharset136 PMingLiU;}{\\f4\\fcharset204 Arial Cyr;}}";

fn all(cases: &[(&str, &str)]) {
    for (rtf, expected) in cases {
        assert_eq!(body(rtf), *expected, "{rtf}");
    }
}

#[test]
fn bytes_units_and_marks() {
    let rtf = "{\\rtf1\\ansi\\ansicpg936{\\fonttbl{\\f0 \\'cb\\'ce\\'cc\\'e5;}}{\\*\\generator x}\n\
               \\uc1 \\'b9\\'d8\\'d3\\'da\\u38450?\\u27739 ?\\'b5\\'c4\\'cd\\'a8\\'d6\\'aa\\par\n\
               \\u-27116?A\\{1\\}\\emdash\\uc2\\u21306 \\'c7\\'f8\\cell B\\cell\\row}";
    assert_eq!(text(rtf), "关于防汛的通知\n阔A{1}—区\tB");
}

#[test]
fn characters_of_two_units_and_hidden_text() {
    assert_eq!(
        text("{\\rtf1 \\u-10174?\\u-9137?x{\\v hidden}{\\field{\\*\\fldinst P}{\\fldrslt 3}}}"),
        "\u{2084F}x3"
    );
    all(&[("\\u131407?\\u8\\'3fb", "\u{2014F}b"), ("x\\v y\\v0 x\\v z\\plain x", "xxx")]);
}

#[test]
fn what_is_cut_gives_what_is_there() {
    assert_eq!(text("{\\rtf1\\ansicpg936 \\'b9\\'d8\\'d3\\'da"), "关于");
    assert!(matches!(read(b"{\\rtf1"), Err(Refusal::Damaged(_))));
    assert_eq!(read("{".repeat(100_000).as_bytes()), Err(Refusal::NestedTooDeep));
    let _ = read(b"{\\rtf1 \\bin99999999999 \\bin2147483647 \\'");
}

#[test]
fn fonts_say_how_bytes_are_read() {
    all(&[
        ("\\f1 \\'93Belt\\'94", "“Belt”"),
        ("{\\f1\\'93}\\f0\\'b9\\'d8{\\f1\\'94}", "“关”"),
        ("\\f3\\'a4\\'a4\\'a4\\'e5\\plain\\'b9\\'d8", "中文关"),
        ("\\f4\\'cf\\'f0\\'e8", "При"),
        ("\\f2\\'fe \\u-3844?\\f0 x", "☑ ✓x"),
        // The bytes of a character may be in two groups.
        ("\\'b9{\\b\\'d8}{\\b\\'d3}\\i\\'da", "关于"),
        // The fonts of other scripts are not those of the text.
        (
            "\\loch\\af1\\hich\\af1\\dbch\\f0\\'b9\\'d8\\loch\\f1\\hich\\af1\\dbch\\af0 caf\\'e9",
            "关café",
        ),
        // Old programs write their text in a Western font.
        ("\\f1\\'b9\\'d8\\'d3\\'da", "关于"),
        ("\\f9\\'b9\\'d8", "关"),
    ]);
    let western = "{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0 Arial;}}\\f0 ";
    assert_eq!(text(&format!("{western}caf\\'e9 \\'80}}")), "café €");
    assert_eq!(text(&format!("{western}\\'b9\\'d8\\'d3\\'da}}")), "关于");
    assert_eq!(text("{\\rtf1\\ansi\\ansicpg1251 \\'cf\\'f0\\'e8}"), "При");
    assert_eq!(text("{\\rtf1\\mac caf\\'8e}"), "café");
}

#[test]
fn characters_for_old_readers_are_passed_over() {
    all(&[
        ("\\uc1\\u20013\\'3fx", "中x"),
        ("\\uc2\\u20013\\'d6\\'d0x", "中x"),
        ("\\uc0\\u20013 x", "中x"),
        ("{\\uc2\\u20013??}\\u20013?x", "中中x"),
        ("\\u20013{x}", "中x"),
        ("\\u8220\\ldblquote x", "“x"),
        ("\\u20013\\par x", "中\nx"),
        ("\\upr{A\\'b9}{\\*\\ud{\\u20013?}}", "中"),
        ("{\\upr{\\v a}{\\*\\ud{\\u20013?{\\b\\u25991?}}}}x", "中文x"),
    ]);
}

#[test]
fn groups_that_hold_no_text_are_skipped() {
    all(&[
        ("a{\\*\\unknown b{c}}d", "ad"),
        // Only at the beginning of a group.
        ("a{\\b0\\*\\cs7 b}d", "abd"),
        ("a{\\pict\\bin3 }}}b}c", "ac"),
        ("a{\\object\\objemb{\\*\\objdata 00}{\\result{\\b b}}}c", "abc"),
        ("a{\\*\\shppict{\\pict 00}}{\\nonshppict{\\pict 00}}b", "ab"),
        ("{\\pntext 1.\\tab}{\\listtext 1.\\tab}a\\par{\\listtext 2.\\tab}b", "1.\ta\n2.\tb"),
        ("a{\\annotation b}{\\*\\annotation{\\*\\atndate 1}c}{\\deleted d\\par}e", "ae"),
        ("a{\\xe{\\v b}}{\\footer c}{\\header d}e", "ae"),
        ("a{\\*\\bkmkstart b}{\\*\\bkmkend b}c", "ac"),
        ("{\\mf{\\mfPr{\\mtype bar}}{\\mnum a}{\\mden b}}", "ab"),
    ]);
}

#[test]
fn rows_of_tables_in_tables_are_lines() {
    let nested = "\\intbl\\itap2 a\\nestcell b\\nestcell{\\*\\nesttableprops\\trowd\\nestrow}\
                  {\\nonesttables\\par}\\pard\\intbl c\\cell d\\cell\\row\\pard e";
    assert_eq!(body(nested), "a\tb\nc\td\ne");
}

/// A shape with a text box, at a height from an edge.
fn shape(edge: &str, top: i32, property: &str, words: &str) -> String {
    format!(
        "{{\\shp{{\\*\\shpinst\\shptop{top}{edge}\\shpbyignore{{\\sp{{\\sn posrelv}}{{\\sv {property}}}}}\
         {{\\shptxt\\pard {words}\\par}}}}{{\\shprslt{{\\*\\do{{\\dptxbxtext {words}\\par}}}}}}}}"
    )
}

#[test]
fn boxes_are_read_where_they_stand() {
    let head = shape("\\shpbypara", 700, "1", "H");
    assert_eq!(body(&format!("a\\par {head}b\\par c")), "H\na\nb\nc");
    let below = shape("\\shpbypara", 300, "2", "B");
    assert_eq!(body(&format!("a\\par b{below}c\\par d")), "a\nbc\nB\nd");
    let row = format!("\\intbl a{below}\\par b\\cell c\\cell\\row\\pard d");
    assert_eq!(body(&row), "a\nb\tc\nB\nd");
    let old = "a{\\*\\do\\dobypara\\dptxbx{\\dptxbxtext B\\par}\\dpy100}b\\par c";
    assert_eq!(body(old), "ab\nB\nc");
    let drawn = "{\\shp{\\*\\shpinst{\\sp{\\sn gtextUNICODE}{\\sv \\u38738?}}}}a\\par b";
    assert_eq!(body(drawn), "a\n青\nb");
    let group = format!(
        "{{\\shpgrp{{\\*\\shpinst\\shptop700\\shpbypage{}{}}}}}a",
        shape("", 9, "2", "1"),
        shape("", 1, "2", "2")
    );
    assert_eq!(body(&format!("x\\par {group}")), "1\n2\nx\na");
}

#[test]
fn notes_come_last_and_say_so() {
    let rtf = format!(
        "{HEAD}a{{\\super\\chftn{{\\footnote\\pard\\plain\\chftn 1\\par 2}}}}b\
         {{\\*\\footnote\\ftnalt\\chftn E}}{{\\footnote 3}}\\par c\\par}}"
    );
    let raw = read(rtf.as_bytes()).unwrap();
    assert_eq!(raw.text, "ab\nc\n1\n2\n3\nE");
    let kinds: Vec<_> = raw.portions.iter().map(|portion| portion.kind).collect();
    assert_eq!(kinds, [PortionKind::Footnote, PortionKind::Footnote, PortionKind::Endnote]);
}

/// 青山市人民政府 in the code page of China.
const BODY: &str = "\\'c7\\'e0\\'c9\\'bd\\'ca\\'d0\\'c8\\'cb\\'c3\\'f1\\'d5\\'fe\\'b8\\'ae";

#[test]
fn a_header_is_text_where_it_names_the_issuer() {
    for header in ["header", "headerf", "headerr"] {
        assert_eq!(body(&format!("{{\\{header} {BODY}\\par}}a")), "青山市人民政府\na");
        assert_eq!(body(&format!("{{\\{header} x\\par}}a")), "a");
    }
    // That of the first page counts, and of two sections the first.
    assert_eq!(body(&format!("{{\\header {BODY}}}{{\\headerf x}}a")), "a");
    assert_eq!(body(&format!("{{\\header x}}a\\sect{{\\header {BODY}}}b")), "a\nb");
}

#[test]
fn fields_show_their_results_or_what_their_codes_hold() {
    let eq = "{\\field{\\*\\fldinst { EQ \\\\* jc0 \\\\o(\\\\s\\\\up 10(d\\u249?),\\u28193?)}}{\\fldrslt {}}}";
    all(&[
        (eq, "渡"),
        ("{\\field{\\*\\fldinst SYMBOL 254 \\\\f \"Wingdings\"}{\\fldrslt\\f2}}", "☑"),
        ("{\\field{\\*\\fldinst HYPERLINK \"x\"}{\\fldrslt{\\ul a}}}b", "ab"),
        ("{\\field{\\*\\fldinst A{\\field{\\*\\fldinst B}{\\fldrslt c}}}{\\fldrslt d}}", "d"),
        ("{\\field{\\*\\fldinst EQ \\\\f(1,{\\field{\\*\\fldinst B}{\\fldrslt 2}})}}", "1/2"),
        ("{\\field{\\*\\fldinst PAGE}}a", "a"),
    ]);
}

#[test]
fn forms_show_what_was_filled_in() {
    let form = |name: &str, form: &str, result: &str| {
        format!(
            "{{\\field{{\\*\\fldinst {name} {{\\*\\formfield{{{form}{{\\*\\ffname n}}}}}}}}{{\\fldrslt {result}}}}}"
        )
    };
    let list = |state: &str| {
        let entries = "{\\*\\ffl x}{\\*\\ffl y}{\\*\\ffl z}";
        form("FORMDROPDOWN", &format!("\\fftype2{state}{entries}"), "")
    };
    for (rtf, expected) in [
        (form("FORMTEXT", "\\fftype0{\\*\\ffdeftext old}", "new"), "new"),
        (form("FORMTEXT", "\\fftype0{\\*\\ffdeftext old}", ""), "old"),
        (form("FORMCHECKBOX", "\\fftype1\\ffres25\\ffdefres1", ""), "☑"),
        (form("FORMCHECKBOX", "\\fftype1\\ffres0\\ffdefres1", ""), "☐"),
        (list("\\ffres2"), "z"),
        (list("\\ffres25\\ffdefres1"), "y"),
        (list("\\ffres9"), ""),
    ] {
        let raw = read(format!("{HEAD}a{rtf}b}}").as_bytes()).unwrap();
        assert_eq!(raw.text, format!("a{expected}b"), "{rtf}");
        let kinds: Vec<_> = raw.portions.iter().map(|portion| portion.kind).collect();
        let expected = if expected.is_empty() { vec![] } else { vec![PortionKind::FormField] };
        assert_eq!(kinds, expected, "{rtf}");
    }
}

/// No damage is a panic, and none makes more text than there are bytes many times over.
#[test]
fn damage_costs_what_it_hits() {
    const PAPER: &[u8] =
        include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/office/paper.rtf"));
    let mut state = 0x2545_F491_u32;
    let mut random = |below: usize| {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        state as usize % below
    };
    for _ in 0..400 {
        let mut bytes = PAPER.to_vec();
        for _ in 0..8 {
            let at = random(bytes.len());
            bytes[at] = b"{}\\*'u0 x"[random(9)];
        }
        bytes.truncate(PAPER.len() - random(PAPER.len() / 2));
        if let Ok(raw) = read(&bytes) {
            assert!(raw.text.len() < 4 * PAPER.len());
        }
    }
}
