use super::super::package::tests::zipped;
use super::*;

const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

fn links(links: &[(&str, &str, &str)]) -> String {
    let link = |(id, kind, target): &(&str, &str, &str)| {
        format!("<Relationship Id='{id}' Type='{OFFICE}/{kind}' Target='{target}'/>")
    };
    format!("<Relationships>{}</Relationships>", links.iter().map(link).collect::<String>())
}

fn paragraph(words: &str) -> String {
    format!("<a:p><a:r><a:t>{words}</a:t></a:r></a:p>")
}

fn shape(place: &str, body: &str) -> String {
    format!("<p:sp><p:nvSpPr><p:nvPr>{place}</p:nvPr></p:nvSpPr><p:txBody>{body}</p:txBody></p:sp>")
}

fn slide(shapes: &str) -> String {
    format!("<p:sld><p:cSld><p:spTree>{shapes}</p:spTree></p:cSld></p:sld>")
}

/// Two slides, the second file of which comes first; the first one has notes and a diagram.
fn deck(first: &str, second: &str) -> RawText {
    let main = "<p:presentation><p:sldIdLst><p:sldId id='257' r:id='r2'/><p:sldId id='256' r:id='r1'/></p:sldIdLst>\
                </p:presentation>";
    let notes = slide(
        &(shape("<p:ph type='body'/>", &paragraph("讲稿"))
            + &shape("<p:ph type='sldNum'/>", &paragraph("1"))),
    );
    let diagram = format!(
        "<dgm:dataModel><dgm:ptLst><dgm:pt><dgm:t>{}</dgm:t></dgm:pt></dgm:ptLst></dgm:dataModel>",
        paragraph("流程")
    );
    let of_slide = links(&[
        ("r1", "notesSlide", "../notesSlides/notesSlide1.xml"),
        ("r9", "diagramData", "../diagrams/data1.xml"),
    ]);
    let of_main =
        links(&[("r1", "slide", "slides/slide1.xml"), ("r2", "slide", "slides/slide2.xml")]);
    let (first, second) = (slide(first), slide(second));
    let parts = [
        ("ppt/presentation.xml", main),
        ("ppt/_rels/presentation.xml.rels", &of_main),
        ("ppt/slides/slide2.xml", &first),
        ("ppt/slides/slide1.xml", &second),
        ("ppt/slides/_rels/slide2.xml.rels", &of_slide),
        ("ppt/notesSlides/notesSlide1.xml", &notes),
        ("ppt/diagrams/data1.xml", &diagram),
    ];
    let parts = parts.map(|(name, part)| (name, part.as_bytes()));
    read(&mut Package::open(&zipped(&parts)).unwrap()).unwrap()
}

#[test]
fn slides_are_in_the_order_of_the_presentation_with_their_titles_first() {
    let first = shape("<p:ph type='body' idx='1'/>", &paragraph("要点"))
        + &shape("<p:ph type='ctrTitle'/>", &paragraph("关于防汛工作的说明"))
        + &shape("<p:ph type='ftr'/>", &paragraph("页脚"))
        + "<p:graphicFrame><a:graphicData><dgm:relIds r:dm='r9' r:lo='r8'/></a:graphicData></p:graphicFrame>";
    let second = format!("<p:grpSp><p:grpSp>{}</p:grpSp></p:grpSp>", shape("", &paragraph("组内")));
    let raw = deck(&first, &second);
    assert_eq!(raw.text, "关于防汛工作的说明\n要点\n流程\n讲稿\n组内");
    assert_eq!(raw.hints_for(HintField::Title).next().unwrap().value, "关于防汛工作的说明");
}

#[test]
fn tables_are_rows_and_numbers_are_counted() {
    let cell = |words: &str| format!("<a:tc><a:txBody>{}</a:txBody></a:tc>", paragraph(words));
    let table = format!(
        "<p:graphicFrame><a:graphic><a:graphicData><a:tbl><a:tr>{}{}</a:tr><a:tr>{}<a:tc hMerge='1'/></a:tr></a:tbl>\
         </a:graphicData></a:graphic></p:graphicFrame>",
        cell("序号"),
        cell("名称"),
        cell("合计")
    );
    let numbered = |kind: &str, words: &str| {
        format!(
            "<a:p><a:pPr><a:buAutoNum type='{kind}'/></a:pPr><a:r><a:t>{words}</a:t></a:r></a:p>"
        )
    };
    let body = numbered("ea1ChsPeriod", "总体要求")
        + &numbered("ea1ChsPeriod", "主要任务")
        + "<a:p><a:pPr lvl='1'><a:buAutoNum type='arabicParenBoth' startAt='3'/></a:pPr><a:r><a:t>细目</a:t></a:r></a:p>"
        + &numbered("ea1ChsPeriod", "保障措施")
        + &numbered("circleNumDbPlain", "甲");
    let raw = deck(&table, &shape("", &body));
    assert!(raw.text.starts_with("序号\t名称\n合计\n"), "{}", raw.text);
    assert!(
        raw.text.ends_with("一、总体要求\n二、主要任务\n(3)细目\n三、保障措施\n①甲"),
        "{}",
        raw.text
    );
}

#[test]
fn what_older_programs_show_is_not_read_twice() {
    let shown = |words: &str| shape("", &paragraph(words));
    let first = format!(
        "<mc:AlternateContent><mc:Choice>{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent>",
        shown("新"),
        shown("旧")
    );
    assert_eq!(deck(&first, &shown("后")).text, "新\n讲稿\n后");
}
