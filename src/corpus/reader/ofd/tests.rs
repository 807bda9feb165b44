use super::super::package::tests::zipped;
use super::super::recognise::tests::{READ, Reader};
use super::*;
use crate::extract::{HintField, RawText};

/// An OFD whose only page has these objects; `resources` are units, `templates` pages by their ids.
fn ofd(objects: &str, resources: &str, templates: &[(u32, &str)]) -> Vec<u8> {
    let page = |content: &str, before: &str| {
        format!(
            "<ofd:Page>{before}<ofd:Content><ofd:Layer>{content}</ofd:Layer></ofd:Content></ofd:Page>"
        )
    };
    let root = "\u{FEFF}<?xml version='1.0'?><ofd:OFD xmlns:ofd='o'><ofd:DocBody><ofd:DocInfo>\
                <ofd:Title>某县关于防汛的通知</ofd:Title></ofd:DocInfo>\
                <ofd:DocRoot>/Doc_1/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>";
    let declared: String = templates
        .iter()
        .map(|(id, _)| format!("<ofd:TemplatePage ID='{id}' BaseLoc='T/{id}.xml'/>"))
        .collect();
    let document = format!(
        "<ofd:Document><ofd:CommonData>{declared}<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes></ofd:CommonData>\
         <ofd:Pages><ofd:Page ID='1' BaseLoc='Pages/P0/content.xml'/></ofd:Pages></ofd:Document>"
    );
    let used = templates.first().map(|(id, _)| format!("<ofd:Template TemplateID='{id}'/>"));
    let mut parts = vec![
        ("OFD.xml".to_string(), root.to_string()),
        ("Doc_1/Document.xml".to_string(), document),
        ("Doc_1/Pages/P0/Content.xml".to_string(), page(objects, &used.unwrap_or_default())),
        ("Doc_1/DocumentRes.xml".to_string(), format!("<ofd:Res>{resources}</ofd:Res>")),
    ];
    parts.extend(
        templates.iter().map(|(id, content)| (format!("Doc_1/T/{id}.xml"), page(content, ""))),
    );
    let parts: Vec<_> = parts.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    zipped(&parts)
}

fn words(x: f32, y: f32, words: &str) -> String {
    format!(
        "<ofd:TextObject Boundary='{x} {y} 100 5' Size='4'>\
         <ofd:TextCode X='0' Y='4' DeltaX='g 99 4'>{words}</ofd:TextCode></ofd:TextObject>"
    )
}

fn read_ofd(bytes: &[u8]) -> Result<RawText, Refusal> {
    read(&mut Package::open(bytes).unwrap(), None).map(|paper| paper.raw)
}

fn text(objects: &str, resources: &str, templates: &[(u32, &str)]) -> String {
    read_ofd(&ofd(objects, resources, templates)).unwrap().text
}

#[test]
fn values_stand_behind_the_labels_of_their_template() {
    let labels = words(10.0, 10.0, "名称") + &words(10.0, 30.0, "数额");
    let values = words(60.0, 30.0, "一百元") + &words(60.0, 10.0, "防汛沙袋");
    assert_eq!(
        text(&values, "", &[(7, &labels), (8, &words(0.0, 0.0, "不用的"))]),
        "名称\t防汛沙袋\n数额\t一百元"
    );
}

#[test]
fn units_are_placed_and_never_without_end() {
    let unit = |id: u32, content: &str| {
        format!(
            "<ofd:CompositeGraphicUnit ID='{id}' Width='9' Height='9'><ofd:Content>{content}</ofd:Content>\
             </ofd:CompositeGraphicUnit>"
        )
    };
    let place = |id: u32| {
        format!("<ofd:CompositeObject Boundary='1 1 9 9' CTM='2 0 0 2 0 0' ResourceID='{id}'/>")
    };
    let resources = unit(5, &words(1.0, 1.0, "杂志正文")) + &unit(6, &place(6));
    assert_eq!(text(&(place(5) + &place(6)), &resources, &[]), "杂志正文");
}

#[test]
fn overprints_are_read_once_and_spines_as_words() {
    let twice = words(10.0, 10.0, "加粗") + &words(10.1, 10.0, "加粗");
    let spine = "<ofd:TextObject Boundary='90 60 5 50' Size='4'>\
                 <ofd:TextCode X='0' Y='4' DeltaY='g 3 4'>书脊文字</ofd:TextCode></ofd:TextObject>";
    assert_eq!(text(&(twice + spine), "", &[]), "加粗\n书脊文字");
}

#[test]
fn a_title_that_the_text_bears_out_is_a_hint() {
    let lines = words(30.0, 10.0, "某县关于防汛的通知")
        + &words(10.0, 30.0, "请各镇抓好防汛工作并将落实情况于月底前报县政府");
    let raw = read_ofd(&ofd(&lines, "", &[])).unwrap();
    assert_eq!(raw.hints_for(HintField::Title).next().unwrap().value, "某县关于防汛的通知");
}

#[test]
fn scans_encrypted_and_unmapped_files_say_so() {
    assert_eq!(read_ofd(&ofd("<ofd:ImageObject/>", "", &[])), Err(Refusal::Scanned));
    let shapes = words(10.0, 10.0, "\u{E000}\u{E001}\u{E002}");
    assert_eq!(read_ofd(&ofd(&shapes, "", &[])), Err(Refusal::Unmapped));
    let bytes = zipped(&[("OFD.xml", b"<ofd:OFD/>"), ("Encryptions.xml", b"<x/>")]);
    assert_eq!(read_ofd(&bytes), Err(Refusal::Encrypted));
}

#[test]
fn a_page_that_is_an_image_is_recognised() {
    let row = 150_u32 * 3 + 2;
    let mut image = b"BM".to_vec();
    for number in [54 + row * 212, 0, 54, 40, 150, 212, 1 | 24 << 16, 0, row * 212] {
        image.extend(number.to_le_bytes());
    }
    image.resize(54 + 16 + (row * 212) as usize, 0);
    let resources = "<ofd:MultiMedias><ofd:MultiMedia ID='9' Type='Image'><ofd:MediaFile>a.bmp\
                     </ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias>";
    let object = "<ofd:ImageObject ID='3' ResourceID='9' Boundary='0 0 210 297'/>";
    let bytes = ofd(object, resources, &[]);
    let package = Package::open(&bytes).unwrap();
    let names = package.names().to_vec();
    let mut package = Package::open(&bytes).unwrap();
    let mut parts: Vec<(String, Vec<u8>)> = names
        .into_iter()
        .map(|name| (name.clone(), package.part(&name).unwrap().unwrap()))
        .collect();
    parts.push(("Doc_1/a.bmp".into(), image));
    let parts: Vec<_> = parts.iter().map(|(name, part)| (name.as_str(), &part[..])).collect();
    let bytes = zipped(&parts);
    let reader = Reader::default();
    let waiting = read(&mut Package::open(&bytes).unwrap(), None).unwrap();
    assert_eq!((waiting.raw.text.as_str(), waiting.images.waiting), ("", 1));
    let read = read(&mut Package::open(&bytes).unwrap(), Some(&reader)).unwrap();
    assert_eq!((read.raw.text.as_str(), read.raw.recognised()), (READ, Some(88)));
    let seen = reader.seen.lock().unwrap();
    assert!(seen.len() == 1 && seen[0].pixels.iter().all(|luma| *luma == 0));
}

#[test]
#[ignore = "needs POLICY_DATA"]
fn every_real_file_is_read() {
    let mut files = 0;
    let mut characters = 0;
    let mut textless = Vec::new();
    for entry in std::fs::read_dir(crate::real_data::path("ofd")).unwrap() {
        let path = entry.unwrap().path();
        let bytes = std::fs::read(&path).unwrap();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        files += 1;
        match read_ofd(&bytes) {
            Ok(raw) if raw.text.is_empty() => textless.push(name),
            Ok(raw) => characters += raw.text.chars().filter(|c| !c.is_whitespace()).count(),
            Err(Refusal::Scanned) => textless.push(name),
            Err(reason) => panic!("{name}: {reason}"),
        }
    }
    textless.sort();
    assert_eq!((files, textless), (34, ["Page5", "V4RideRight", "h"].map(String::from).to_vec()));
    // The files hold 27,171 characters. 148 were drawn twice, 94 are of heads and feet that another
    // page has said.
    assert_eq!(characters, 26_929);
}
