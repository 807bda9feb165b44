use super::*;
use crate::extract::PortionKind;

/// A PDF of these objects, the first of which is the catalogue.
fn pdf(objects: &[String]) -> Vec<u8> {
    let mut bytes = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        places.push(bytes.len());
        bytes.extend(format!("{} 0 obj\n{object}\nendobj\n", at + 1).into_bytes());
    }
    let start = bytes.len();
    let entries: String = places.iter().map(|place| format!("{place:010} 00000 n \n")).collect();
    let size = objects.len() + 1;
    let table = format!("xref\n0 {size}\n0000000000 65535 f \n{entries}");
    let trailer = format!("trailer << /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n");
    bytes.extend((table + &trailer).into_bytes());
    bytes
}

/// One page of a PDF with these operators, a Chinese font that is not embedded (`F1`), and one of
/// which nobody knows what its codes mean (`F2`).
pub(super) fn paged(pages: &[String]) -> Vec<u8> {
    let kids: String = (0..pages.len()).map(|at| format!("{} 0 R ", 8 + 2 * at)).collect();
    let font = |encoding: &str, more: &str, descendant: u32| {
        format!(
            "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /{encoding} {more} \
             /DescendantFonts [{descendant} 0 R] >>"
        )
    };
    let descendant = |ordering: &str| {
        format!(
            "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << \
             /Registry (Adobe) /Ordering ({ordering}) /Supplement 2 >> /DW 1000 >>"
        )
    };
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_string(),
        format!("<< /Type /Pages /Kids [{kids}] /Count {} >>", pages.len()),
        font("UniGB-UCS2-H", "", 4),
        descendant("GB1"),
        font("Identity-H", "", 6),
        descendant("Identity"),
        "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray \
         /BitsPerComponent 8 /Length 1 >>\nstream\n0\nendstream"
            .to_string(),
    ];
    for (at, content) in pages.iter().enumerate() {
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {} 0 R /Resources << \
             /Font << /F1 3 0 R /F2 5 0 R >> /XObject << /Im 7 0 R >> >> >>",
            9 + 2 * at
        ));
        objects.push(format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()));
    }
    pdf(&objects)
}

/// Operators that write a line of type of size 16 at a place.
pub(super) fn line(font: &str, x: u32, y: u32, text: &str) -> String {
    let codes: String = text.encode_utf16().map(|code| format!("{code:04X}")).collect();
    format!("BT /{font} 16 Tf {x} {y} Td <{codes}> Tj ET\n")
}

fn text(pages: &[String]) -> String {
    read(&paged(pages)).unwrap().raw.text
}

#[test]
fn fonts_that_are_not_embedded_are_read_by_their_map() {
    let page = line("F1", 150, 780, "某县关于防汛的通知")
        + &line("F1", 100, 740, "为做好全县防汛工作，切实保障人民群众生")
        + &line("F1", 68, 712, "命财产安全，现将有关事项通知如下，请认真贯")
        + &line("F1", 68, 684, "彻执行。")
        + &line("F1", 290, 60, "— 1 —")
        + &line("F1", 360, 600, "某县人民政府");
    assert_eq!(
        text(&[page]),
        "某县关于防汛的通知\n为做好全县防汛工作，切实保障人民群众生命财产安全，现将有关事项通知如下，请认真贯彻执行。\n\
         某县人民政府"
    );
}

#[test]
fn text_drawn_font_by_font_is_put_together_by_place() {
    let han = ["年月日共", "件其中涉", "乡镇街道"].iter().enumerate();
    let han: String = han.map(|(row, text)| line("F1", 100, 700 - 28 * row as u32, text)).collect();
    let first = ["甲", "乙", "丙"].iter().enumerate();
    let first: String =
        first.map(|(row, text)| line("F1", 84, 700 - 28 * row as u32, text)).collect();
    assert_eq!(text(&[han + &first]), "甲年月日共乙件其中涉丙乡镇街道");
}

#[test]
fn watermarks_are_left_out_and_turned_text_comes_last() {
    let turned = |matrix: &str, text: &str| {
        let codes: String = text.encode_utf16().map(|code| format!("{code:04X}")).collect();
        format!("BT /F1 16 Tf {matrix} Tm <{codes}> Tj ET\n")
    };
    let page = turned("0 1 -1 0 500 100", "竖排附表")
        + &turned("0.7 0.7 -0.7 0.7 200 300", "内部资料")
        + &line("F1", 68, 740, "为做好全县防汛工作切实保障人民群众安全");
    assert_eq!(text(&[page]), "为做好全县防汛工作切实保障人民群众安全\n竖排附表");
}

#[test]
fn scans_say_so_and_pages_that_are_images_are_counted() {
    let image = "q 500 0 0 700 0 0 cm /Im Do Q".to_string();
    assert_eq!(read(&paged(std::slice::from_ref(&image))).err().unwrap(), Refusal::Scanned);
    let mixed = read(&paged(&[line("F1", 68, 740, "正文在此"), image])).unwrap();
    assert_eq!(mixed.problems, [Reason::from(Refusal::Scanned).of_part("page 2")]);
    assert_eq!(read(&paged(&[String::new()])), Err(Refusal::BlankPages));
}

#[test]
fn codes_without_characters_are_refused() {
    let page = line("F2", 68, 740, "谁也不知道这是什么字");
    assert_eq!(read(&paged(&[page])).err().unwrap(), Refusal::Unmapped);
}

#[test]
fn pages_without_characters_are_left_out_and_the_others_stay() {
    let unknown = line("F2", 68, 740, "谁也不知道这是什么字");
    let known = |text| line("F1", 68, 740, text);
    let pages = [unknown.clone(), known("应当加强"), unknown.clone(), unknown, known("防汛工作")];
    let read = read(&paged(&pages)).unwrap();
    assert_eq!(read.raw.text, "应当加强防汛工作");
    assert_eq!(read.problems, [Reason::from(Refusal::Unmapped).of_part("pages 1, 3–4")]);
}

#[test]
fn broken_files_are_damaged_and_never_a_panic() {
    let whole = paged(&[line("F1", 68, 740, "正文")]);
    assert!(matches!(read(b"%PDF-1.7\n"), Err(Refusal::Damaged(_))));
    for cut in (0..whole.len()).step_by(37) {
        let _ = read(&whole[..cut]);
        let mut flipped = whole.clone();
        flipped[cut] ^= 0x55;
        let _ = read(&flipped);
    }
    let deep = format!("%PDF-1.4\n1 0 obj\n{}", "[".repeat(100_000));
    assert!(read(deep.as_bytes()).is_err());
}

/// A font program with one table of characters, for which glyphs count from one.
fn program(characters: &str) -> Vec<u8> {
    let be = |value: usize| (value as u32).to_be_bytes();
    let count = characters.chars().count();
    let mut cmap = vec![0, 0, 0, 1, 0, 3, 0, 10, 0, 0, 0, 12, 0, 12, 0, 0];
    cmap.extend([be(16 + 12 * count), be(0), be(count)].concat());
    let mut groups: Vec<_> = characters.chars().map(|c| c as usize).zip(1..).collect();
    groups.sort_unstable();
    cmap.extend(groups.iter().flat_map(|(c, glyph)| [be(*c), be(*c), be(*glyph)].concat()));
    let mut head = vec![0; 54];
    head[18..20].copy_from_slice(&1000u16.to_be_bytes());
    let mut maxp = vec![0, 0, 0x50, 0];
    maxp.extend((count as u16 + 1).to_be_bytes());
    let tables = [(b"cmap", cmap), (b"head", head), (b"maxp", maxp)];
    let mut directory = vec![0, 1, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0];
    let (mut at, mut data) = (12 + 16 * tables.len(), Vec::new());
    for (tag, mut table) in tables {
        directory.extend([&tag[..], &[0; 4], &be(at), &be(table.len())].concat());
        table.resize(table.len().next_multiple_of(4), 0);
        at += table.len();
        data.extend(table);
    }
    directory.extend(data);
    directory
}

/// A page that writes these codes in an embedded TrueType font without a map to Unicode.
fn embedded(encoding: &str, ordering: &str, more: &str, table: &str, codes: &str) -> Vec<u8> {
    let program: String = program(table).iter().map(|byte| format!("{byte:02X}")).collect();
    let content = format!("BT /F1 16 Tf 68 740 Td <{codes}> Tj ET");
    pdf(&[
        "<< /Type /Catalog /Pages 2 0 R >>".to_string(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_string(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font \
         << /F1 5 0 R >> >> >>"
            .to_string(),
        format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()),
        format!(
            "<< /Type /Font /Subtype /Type0 /BaseFont /ABCDEF+Song /Encoding /{encoding} \
             /DescendantFonts [6 0 R] >>"
        ),
        format!(
            "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /ABCDEF+Song /CIDSystemInfo << \
             /Registry (Adobe) /Ordering ({ordering}) /Supplement 2 >> /DW 1000 {more} \
             /FontDescriptor 7 0 R >>"
        ),
        "<< /Type /FontDescriptor /FontName /ABCDEF+Song /Flags 4 /FontFile2 8 0 R >>".to_string(),
        format!(
            "<< /Length {} /Filter /ASCIIHexDecode >>\nstream\n{program}>\nendstream",
            program.len() + 1
        ),
    ])
}

fn hex(bytes: impl IntoIterator<Item = u8>) -> String {
    bytes.into_iter().map(|byte| format!("{byte:02X}")).collect()
}

#[test]
fn embedded_fonts_are_read_by_their_encoding_or_their_collection() {
    let notice = "防汛抗旱通知";
    let utf_16 = |text: &str| hex(text.encode_utf16().flat_map(u16::to_be_bytes));
    let gbk = hex(encoding_rs::GBK.encode(notice).0.to_vec());
    // 防汛 of Adobe-GB1, as their CIDs.
    let cids = {
        let cmaps = cmaps::CMaps::default();
        let encoding = cmaps.named(b"UniGB-UCS2-H").unwrap();
        let cid = |c: char| encoding.lookup_cid_code(c as u32, 2).unwrap() as u16;
        hex(notice.chars().flat_map(|c| cid(c).to_be_bytes()))
    };
    let gids = "/CIDToGIDMap 4 0 R";
    let glyphs = hex((1..=6u16).flat_map(u16::to_be_bytes));
    for (encoding, ordering, more, table, codes) in [
        ("UniGB-UCS2-H", "GB1", "", "口", utf_16(notice)),
        (
            "UniGB-UTF32-H",
            "GB1",
            "",
            "口",
            hex(notice.chars().flat_map(|c| (c as u32).to_be_bytes())),
        ),
        ("UniAKR-UTF16-H", "KR", "", "口", utf_16(notice)),
        ("GBK-EUC-H", "GB1", "", "口", gbk.clone()),
        ("GBK-EUC-V", "GB1", "", "口", gbk),
        ("Identity-H", "GB1", gids, "口", cids.clone()),
        ("Identity-H", "Identity", "", notice, glyphs.clone()),
        ("Identity-H", "GB1", "", notice, glyphs.clone()),
    ] {
        let read = read(&embedded(encoding, ordering, more, table, &codes)).unwrap();
        assert_eq!(read.raw.text, notice, "{encoding} {ordering} {more}");
        assert!(read.problems.is_empty());
    }
    // Numbers of glyphs in a font that says it is of a collection are no CIDs.
    for ordering in ["GB1", "Identity"] {
        let refused = read(&embedded("Identity-H", ordering, "", "", &cids));
        assert_eq!(refused.err().unwrap(), Refusal::Unmapped, "{ordering}");
    }
}

/// A page with a label, in a Chinese font and in another simple font `F3`, and with annotations.
fn annotated(label: &str, annotations: &[&str], more: &str) -> Vec<u8> {
    let mut objects = vec![
        format!("<< /Type /Catalog /Pages 2 0 R {more} >>"),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_string(),
    ];
    let all: String = (0..annotations.len()).map(|at| format!("{} 0 R ", at + 7)).collect();
    objects.push(format!(
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Annots [{all}] \
         /Resources << /Font << /F1 5 0 R >> >> >>"
    ));
    objects.push(format!("<< /Length {} >>\nstream\n{label}\nendstream", label.len()));
    objects.push(
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H \
         /DescendantFonts [6 0 R] >>"
            .to_string(),
    );
    objects.push(
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry \
         (Adobe) /Ordering (GB1) /Supplement 2 >> /DW 1000 >>"
            .to_string(),
    );
    objects.extend(annotations.iter().map(|annotation| annotation.to_string()));
    pdf(&objects)
}

fn utf_16(text: &str) -> String {
    format!("<FEFF{}>", hex(text.encode_utf16().flat_map(u16::to_be_bytes)))
}

fn found(read: &Paper) -> Vec<(PortionKind, Option<u32>, &str)> {
    let portions = read.raw.portions.iter();
    let text = |bytes: &std::ops::Range<usize>| &read.raw.text[bytes.clone()];
    portions.map(|portion| (portion.kind, portion.page, text(&portion.bytes))).collect()
}

#[test]
fn answers_stand_behind_their_labels() {
    let labels = line("F1", 68, 740, "企业名称：")
        + &line("F1", 68, 700, "类型：")
        + &line("F1", 160, 700, "国有")
        + &line("F1", 260, 700, "民营")
        + &line("F1", 68, 660, "以上属实。");
    let widget = |rect: &str, more: &str| {
        format!("<< /Type /Annot /Subtype /Widget /Rect [{rect}] /F 4 {more} >>")
    };
    let value = utf_16("测试制造有限公司");
    let name = widget("150 736 400 756", "/Parent 8 0 R");
    let parent = format!("<< /FT /Tx /T (name) /V {value} /Kids [7 0 R] >>");
    let off = widget("140 696 156 712", "/FT /Btn /AS /Off");
    let on = widget("240 696 256 712", "/FT /Btn /AS /B");
    let hidden = format!("<< /Subtype /Widget /Rect [68 600 200 620] /F 2 /FT /Tx /V {value} >>");
    let signed = widget("68 560 200 580", "/FT /Sig /V << /Name (signer) >>");
    let secret = widget("68 520 200 540", "/FT /Tx /Ff 8192 /V (secret)");
    let looped = widget("68 480 200 500", "/Parent 14 0 R");
    let parents = "<< /T (a) /Parent 14 0 R >>".to_string();
    let all = [name, parent, off, on, hidden, signed, secret, looped, parents];
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    let read = read(&annotated(&labels, &all, "")).unwrap();
    let lines = "企业名称：测试制造有限公司\n类型：\t国有\t☑民营\n以上属实。";
    assert_eq!(read.raw.text, lines);
    let filled = |text| (PortionKind::FormField, Some(1), text);
    assert_eq!(found(&read), [filled("测试制造有限公司"), filled("☑")]);
}

#[test]
fn remarks_are_kept_once_and_apart_from_the_text() {
    let text = line("F1", 68, 740, "现将有关工作方案报请审定，请予批示。")
        + &line("F1", 68, 700, "申请人：");
    let annotation = |kind: &str, rect: &str, text: &str| {
        let text = utf_16(text);
        format!("<< /Type /Annot /Subtype /{kind} /Rect [{rect}] /Contents {text} >>")
    };
    let all = [
        annotation("FreeText", "140 696 240 716", "王某"),
        annotation("Text", "500 760 520 780", "请补充依据"),
        annotation("Highlight", "68 736 200 756", "有关工作方案"),
        annotation("Link", "68 736 200 756", "不是批注"),
    ];
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    let read = read(&annotated(&text, &all, "")).unwrap();
    assert_eq!(read.raw.text, "现将有关工作方案报请审定，请予批示。申请人：王某\n请补充依据");
    let remark = |text| (PortionKind::Annotation, Some(1), text);
    assert_eq!(found(&read), [remark("王某"), remark("请补充依据")]);
}

#[test]
fn of_a_form_of_xfa_the_values_are_read() {
    let form = "/AcroForm << /XFA [(datasets) 7 0 R] >>";
    let data =
        "<datasets><data><form><name>Test Works</name><sum>30</sum></form></data></datasets>";
    let stream = format!("<< /Length {} >>\nstream\n{data}\nendstream", data.len());
    let read = read(&annotated("", &[&stream], form)).unwrap();
    assert_eq!(read.raw.text, "Test Works\n30");
    assert!(read.problems[0].to_string().starts_with("a form of XFA"), "{:?}", read.problems);
}

#[test]
fn bytes_of_fonts_with_chinese_names_are_of_their_encoding() {
    let notice = "关于开展安全检查的通知（abc）";
    let bytes = hex(encoding_rs::GBK.encode(notice).0.to_vec());
    let each: String = bytes
        .as_bytes()
        .chunks(2)
        .map(|byte| format!("<{}{}> 0 ", byte[0] as char, byte[1] as char))
        .collect();
    for (name, shown) in [
        ("SimSun", format!("<{bytes}> Tj")),
        ("FangSong_GB2312,Bold", format!("<{bytes}> Tj")),
        ("#CB#CE#CC#E5", format!("[{each}] TJ")),
    ] {
        let content = format!("BT /F1 14 Tf 68 740 Td {shown} ET");
        let file = pdf(&[
            "<< /Type /Catalog /Pages 2 0 R >>".to_string(),
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_string(),
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << \
             /Font << /F1 5 0 R >> >> >>"
                .to_string(),
            format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()),
            format!(
                "<< /Type /Font /Subtype /TrueType /BaseFont /{name} /Encoding /WinAnsiEncoding >>"
            ),
        ]);
        assert_eq!(read(&file).unwrap().raw.text, notice, "{name}");
    }
}

#[test]
fn text_in_columns_is_read_downwards() {
    let columns = ["为做好全县防汛抗旱工作现将有关", "事项通知如下"];
    let mut page = String::new();
    for (column, text) in (0..).zip(columns) {
        for (row, c) in (0..).zip(text.chars()) {
            page += &line("F1", 500 - 30 * column, 780 - 17 * row, &c.to_string());
        }
    }
    assert_eq!(text(&[page]), columns.concat());
}
