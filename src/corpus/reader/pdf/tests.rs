use super::super::recognise::tests::{READ, Reader};
use super::*;
use crate::error::Conversion;
use crate::extract::PortionKind;

fn read(bytes: &[u8]) -> Result<Paper, Refusal> {
    super::read(bytes, None)
}

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
        format!(
            "<< /Type /XObject /Subtype /Image /Width 150 /Height 212 /ColorSpace /DeviceGray \
             /BitsPerComponent 8 /Length 31800 >>\nstream\n{}\nendstream",
            "0".repeat(31_800)
        ),
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
    let scan = read(&paged(std::slice::from_ref(&image))).unwrap();
    assert_eq!((scan.raw.text.as_str(), scan.images.waiting), ("", 1));
    let mixed = read(&paged(&[line("F1", 68, 740, "正文在此"), image])).unwrap();
    let conversion = Conversion::Unrecognised { pages: 1 };
    let waits = Reason::Convertible { refusal: Refusal::Scanned, conversion };
    assert_eq!(mixed.problems, [waits.of_part("page 2")]);
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

#[test]
fn pages_that_are_images_are_recognised_in_their_place() {
    let image = "q 595 0 0 842 0 0 cm /Im Do Q".to_string();
    let stamped = image.clone() + "\n" + &line("F1", 68, 40, "第三页");
    let pages = [
        line("F1", 68, 740, "第一页的正文，到此为止。"),
        image,
        stamped,
        line("F1", 68, 740, "最后一页的正文在此。"),
    ];
    let reader = Reader::default();
    let Paper { raw, problems, images } = super::read(&paged(&pages), Some(&reader)).unwrap();
    let lines: Vec<&str> = raw.text.lines().collect();
    assert_eq!(lines[..2], ["第一页的正文，到此为止。", READ], "{lines:?}");
    assert!(lines.last() == Some(&"最后一页的正文在此。"), "{lines:?}");
    let portions: Vec<_> = raw.portions.iter().map(|one| (one.kind, one.page)).collect();
    let kind = PortionKind::Recognised(88);
    assert_eq!(portions, [(kind, Some(2)), (kind, Some(3))]);
    assert!(raw.text[raw.portions[0].bytes.clone()].starts_with(READ));
    assert_eq!((problems.len(), images.count, images.recognised), (0, 2, 2));
    let seen = reader.seen.lock().unwrap();
    // The image is of one grey, and so is its page.
    assert!(seen.iter().all(|page| page.pixels.iter().all(|luma| *luma == b'0')));
}
