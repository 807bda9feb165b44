//! OpenDocument, slides and books.

use std::io::Write;

use super::zipped;

/// The paragraphs of OpenDocument with these texts.
fn odf_paragraphs(paragraphs: &[&str]) -> String {
    paragraphs.iter().map(|text| format!("<text:p>{text}</text:p>")).collect()
}

/// A text of OpenDocument of these paragraphs.
pub(crate) fn odt(paragraphs: &[&str]) -> Vec<u8> {
    let content = format!(
        "<office:document-content><office:body><office:text>{}</office:text></office:body></office:document-content>",
        odf_paragraphs(paragraphs)
    );
    zipped(&[
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        ("content.xml", content.as_bytes()),
    ])
}

/// Slides of OpenDocument, a paragraph each.
pub(crate) fn odp(paragraphs: &[&str]) -> Vec<u8> {
    let slide = |text: &&str| {
        let text = odf_paragraphs(&[text]);
        format!(
            "<draw:page><draw:frame><draw:text-box>{text}</draw:text-box></draw:frame></draw:page>"
        )
    };
    let slides: String = paragraphs.iter().map(slide).collect();
    let content = format!(
        "<office:document-content><office:body><office:presentation>{slides}</office:presentation></office:body>\
         </office:document-content>"
    );
    zipped(&[
        ("mimetype", b"application/vnd.oasis.opendocument.presentation"),
        ("content.xml", content.as_bytes()),
    ])
}

/// A text of OpenDocument as one XML.
pub(crate) fn fodt(paragraphs: &[&str]) -> Vec<u8> {
    format!(
        "<?xml version='1.0' encoding='UTF-8'?><office:document \
         xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0'><office:body><office:text>{}</office:text>\
         </office:body></office:document>",
        odf_paragraphs(paragraphs)
    )
    .into_bytes()
}

/// A PPTX, a slide a paragraph.
pub(crate) fn pptx(paragraphs: &[&str]) -> Vec<u8> {
    let slide = |text: &&str| {
        format!(
            "<p:sld><p:cSld><p:spTree><p:sp><p:nvSpPr><p:nvPr/></p:nvSpPr><p:txBody><a:p><a:r><a:t>{text}</a:t></a:r>\
             </a:p></p:txBody></p:sp></p:spTree></p:cSld></p:sld>"
        )
    };
    let slides: Vec<String> = paragraphs.iter().map(slide).collect();
    let ids = |of: &dyn Fn(usize) -> String| (0..slides.len()).map(of).collect::<String>();
    let list = ids(&|at| format!("<p:sldId id='{}' r:id='r{at}'/>", 256 + at));
    let links =
        ids(&|at| format!("<Relationship Id='r{at}' Type='x/slide' Target='slides/s{at}.xml'/>"));
    let main = format!("<p:presentation><p:sldIdLst>{list}</p:sldIdLst></p:presentation>");
    let links = format!("<Relationships>{links}</Relationships>");
    let names: Vec<String> = (0..slides.len()).map(|at| format!("ppt/slides/s{at}.xml")).collect();
    let mut parts = vec![
        ("ppt/presentation.xml", main.as_bytes()),
        ("ppt/_rels/presentation.xml.rels", links.as_bytes()),
    ];
    parts.extend(names.iter().zip(&slides).map(|(name, slide)| (name.as_str(), slide.as_bytes())));
    zipped(&parts)
}

/// A record of PowerPoint: its version, kind and data.
fn record(version: u16, kind: u16, data: &[u8]) -> Vec<u8> {
    let head = [version.to_le_bytes(), kind.to_le_bytes()].concat();
    [&head[..], &(data.len() as u32).to_le_bytes(), data].concat()
}

fn words(numbers: &[u32]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_le_bytes()).collect()
}

/// A PPT of one slide whose outline has these paragraphs.
pub(crate) fn ppt(paragraphs: &[&str]) -> Vec<u8> {
    let text = paragraphs.join("\r");
    let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let outline = [
        record(0, 0x03F3, &words(&[2, 0, 0, 256, 0])),
        record(0, 0x0F9F, &words(&[1])),
        record(0, 0x0FA0, &units),
    ];
    let document = record(0xF, 0x03E8, &record(0xF, 0x0FF0, &outline.concat()));
    let slide = record(0xF, 0x03EE, &record(2, 0x03EF, &words(&[0; 6])));
    let mut stream = [&document[..], &slide].concat();
    let directory = stream.len() as u32;
    stream.extend(record(0, 0x1772, &words(&[2 << 20 | 1, 0, document.len() as u32])));
    let edit = stream.len() as u32;
    stream.extend(record(0, 0x0FF5, &words(&[0, 0, 0, directory, 1, 3, 0])));
    let user = record(0, 0x0FF6, &words(&[0x14, 0xE391_C05F, edit, 0]));
    super::compound(&[("/PowerPoint Document", &stream), ("/Current User", &user)])
}

/// A book of one chapter.
pub(crate) fn epub(paragraphs: &[&str]) -> Vec<u8> {
    let text: String = paragraphs.iter().map(|text| format!("<p>{text}</p>")).collect();
    let chapter =
        format!("<?xml version='1.0'?><html><head><title/></head><body>{text}</body></html>");
    zipped(&[
        ("mimetype", b"application/epub+zip"),
        (
            "META-INF/container.xml",
            b"<container><rootfiles><rootfile full-path='a.opf'/></rootfiles></container>",
        ),
        (
            "a.opf",
            b"<package><manifest><item id='c' href='c.xhtml'/></manifest><spine><itemref idref='c'/></spine></package>",
        ),
        ("c.xhtml", chapter.as_bytes()),
    ])
}

/// These bytes as gzip packs them.
pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    writer.write_all(bytes).unwrap();
    writer.finish().unwrap()
}

/// A tar archive of this file.
pub(crate) fn tar(name: &str, content: &[u8]) -> Vec<u8> {
    let mut head = vec![0; 512];
    head[..name.len()].copy_from_slice(name.as_bytes());
    head[124..135].copy_from_slice(format!("{:011o}", content.len()).as_bytes());
    head[156] = b'0';
    head[257..262].copy_from_slice(b"ustar");
    head.extend(content);
    head.resize(head.len().div_ceil(512) * 512 + 1024, 0);
    head
}
