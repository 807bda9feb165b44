use super::*;

/// The characters of a line in type of size ten.
fn line(x: f32, y: f32, text: &str) -> Vec<Glyph> {
    sized(x, y, 10.0, text)
}

fn sized(x: f32, y: f32, size: f32, text: &str) -> Vec<Glyph> {
    let mut pen = x;
    let glyph = |c: char| {
        let x0 = pen;
        pen += if c.is_ascii() { size / 2.0 } else { size };
        Glyph { c, x0, x1: pen, y, size, run: (100.0 * x + y) as u32 }
    };
    text.chars().map(glyph).collect()
}

fn page(lines: &[Vec<Glyph>]) -> Page {
    lines.concat()
}

fn drawn(pages: &[Page]) -> String {
    text(pages, Order::Drawn)
}

const FULL: &str = "为进一步做好本行政区域内防汛抗旱各项准备工作";

const OTHER: &str = "各乡镇人民政府要把人民群众生命安全放在第一位";

#[test]
fn lines_of_a_paragraph_are_joined_and_paragraphs_parted() {
    let page = page(&[
        line(20.0, 10.0, "为进一步做好本行政区域防汛抗旱各项工作现"),
        line(0.0, 30.0, FULL),
        line(0.0, 50.0, "完毕。"),
        line(20.0, 70.0, "一、总体要求。各镇要压实责任抓好工作落实"),
        line(0.0, 90.0, "见效。"),
    ]);
    let expected = format!(
        "为进一步做好本行政区域防汛抗旱各项工作现{FULL}完毕。\n一、总体要求。各镇要压实责任抓好工作落实见效。"
    );
    assert_eq!(drawn(&[page]), expected);
}

#[test]
fn a_paragraph_goes_on_over_a_page_whose_foot_is_gone() {
    let first = page(&[
        line(90.0, 0.0, "某县人民政府公报"),
        line(0.0, 30.0, OTHER),
        line(0.0, 50.0, OTHER),
        line(100.0, 90.0, "— 1 —"),
    ]);
    let second = page(&[
        line(90.0, 0.0, "某县人民政府公报"),
        line(0.0, 30.0, FULL),
        line(0.0, 50.0, FULL),
        line(0.0, 70.0, "完。"),
        line(100.0, 90.0, "— 2 —"),
    ]);
    assert_eq!(
        drawn(&[first, second]),
        format!("{OTHER}{OTHER}{FULL}{FULL}完。\n某县人民政府公报")
    );
}

#[test]
fn a_large_title_is_one_line() {
    let body = line(0.0, 80.0, FULL);
    let title =
        [sized(40.0, 10.0, 16.0, "某县人民政府关于"), sized(56.0, 34.0, 16.0, "防汛的通知")];
    let page =
        page(&[title.concat(), line(0.0, 60.0, "各镇："), body.clone(), line(0.0, 100.0, FULL)]);
    assert!(drawn(&[page]).starts_with("某县人民政府关于防汛的通知\n各镇：\n"));
}

#[test]
fn cells_of_a_row_have_tabs_and_lines_of_a_cell_are_one() {
    let page = page(&[
        line(0.0, 10.0, FULL),
        line(0.0, 30.0, FULL),
        line(0.0, 60.0, "序号"),
        line(100.0, 60.0, "名称"),
        line(100.0, 90.0, "防洪物资储"),
        line(100.0, 103.0, "备库"),
    ]);
    assert_eq!(drawn(&[page]), format!("{FULL}{FULL}\n序号\t名称\n防洪物资储备库"));
}

#[test]
fn latin_words_keep_their_spaces_and_han_gets_none() {
    let mut glyphs = line(0.0, 10.0, "使用 Open API 接口 12 个");
    assert_eq!(drawn(&[glyphs.clone()]), "使用Open API接口12个");
    glyphs.retain(|glyph| glyph.c != ' ');
    assert_eq!(drawn(&[glyphs]), "使用Open API接口12个");
}

#[test]
fn columns_are_read_one_after_the_other() {
    let rows = (0..6).map(|row| 20.0 * row as f32 + 40.0);
    let column = |x: f32| {
        rows.clone().map(move |y| line(x, y, "左右两栏的文字各自成行")).collect::<Vec<_>>()
    };
    let mut glyphs = line(60.0, 10.0, "通栏标题横跨两栏的文字");
    for (left, right) in column(0.0).into_iter().zip(column(130.0)) {
        glyphs.extend(right.into_iter().map(|glyph| Glyph { c: '右', ..glyph }));
        glyphs.extend(left.into_iter().map(|glyph| Glyph { c: '左', ..glyph }));
    }
    let read = text(&[glyphs], Order::Placed);
    assert!(read.starts_with("通栏标题横跨两栏的文字\n左"), "{read}");
    assert!(read.rfind('左') < read.find('右'), "{read}");
}

#[test]
fn forms_are_read_row_by_row() {
    let labels = ["名称", "数额", "日期", "经办", "备注", "其他"];
    let rows = (0..6).map(|row| 20.0 * row as f32);
    let mut glyphs: Page =
        rows.clone().zip(labels).flat_map(|(y, label)| line(0.0, y, label)).collect();
    let values = ["防汛沙袋", "一百元整数", "今日", "甲", "无", "见附件第三页的说明"];
    glyphs.extend(rows.zip(values).flat_map(|(y, value)| line(90.0, y + 0.5, value)));
    let read = text(&[glyphs], Order::Placed);
    assert!(read.starts_with("名称\t防汛沙袋\n数额\t一百元整数\n"), "{read}");
}

#[test]
fn what_was_drawn_twice_is_read_once() {
    let twice = [line(0.0, 10.0, "通知"), line(0.5, 10.0, "通知"), line(0.0, 40.0, "通知")];
    assert_eq!(drawn(&[page(&twice)]).matches("通知").count(), 2);
}

#[test]
fn no_place_is_a_panic() {
    let odd = [f32::NAN, f32::INFINITY, -1e30, 0.0];
    let glyphs: Page =
        odd.iter().map(|x| Glyph { c: '字', x0: *x, x1: *x, y: *x, size: *x, run: 0 }).collect();
    drawn(&[glyphs.clone(), Page::new()]);
    text(&[glyphs, Page::new()], Order::Placed);
}
