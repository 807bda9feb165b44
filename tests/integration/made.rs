//! Files of every format, made by hand: small ones as sites publish them, and hostile ones.

pub(crate) mod mail;
pub(crate) mod office;

use std::io::{Cursor, Read, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A ZIP container of these parts.
pub(crate) fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A DOCX whose body is this XML.
pub(crate) fn docx_of(body: &str) -> Vec<u8> {
    let main = format!("<w:document xmlns:w='w'><w:body>{body}</w:body></w:document>");
    zipped(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", main.as_bytes())])
}

/// A DOCX of these paragraphs.
pub(crate) fn docx(paragraphs: &[&str]) -> Vec<u8> {
    let paragraph = |text: &&str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
    docx_of(&paragraphs.iter().map(paragraph).collect::<String>())
}

/// A Word XML of 2003 of these paragraphs.
pub(crate) fn word_xml(paragraphs: &[&str]) -> Vec<u8> {
    let paragraph = |text: &&str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
    let body: String = paragraphs.iter().map(paragraph).collect();
    format!(
        "<?xml version='1.0'?><?mso-application progid='Word.Document'?>\
         <w:wordDocument xmlns:w='http://schemas.microsoft.com/office/word/2003/wordml'><w:body>{body}</w:body>\
         </w:wordDocument>"
    )
    .into_bytes()
}

/// A DOCX of these paragraphs as one XML.
pub(crate) fn flat_opc(paragraphs: &[&str]) -> Vec<u8> {
    let paragraph = |text: &&str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
    let body: String = paragraphs.iter().map(paragraph).collect();
    format!(
        "<?xml version='1.0'?><pkg:package xmlns:pkg='http://schemas.microsoft.com/office/2006/xmlPackage'>\
         <pkg:part pkg:name='/word/document.xml'><pkg:xmlData><w:document xmlns:w='w'><w:body>{body}</w:body>\
         </w:document></pkg:xmlData></pkg:part></pkg:package>"
    )
    .into_bytes()
}

/// An OFD of one page with these lines.
pub(crate) fn ofd(lines: &[&str]) -> Vec<u8> {
    let object = |(row, text): (usize, &&str)| {
        format!(
            "<o:TextObject Boundary='20 {} 170 8' Size='5'><o:TextCode X='0' Y='6'>{text}</o:TextCode></o:TextObject>",
            20 + 20 * row
        )
    };
    let objects: String = lines.iter().enumerate().map(object).collect();
    let page = format!("<o:Page><o:Content><o:Layer>{objects}</o:Layer></o:Content></o:Page>");
    zipped(&[
        (
            "OFD.xml",
            b"<o:OFD><o:DocBody><o:DocRoot>Doc_0/Document.xml</o:DocRoot></o:DocBody></o:OFD>",
        ),
        (
            "Doc_0/Document.xml",
            b"<o:Document><o:Pages><o:Page BaseLoc='P/0.xml'/></o:Pages></o:Document>",
        ),
        ("Doc_0/P/0.xml", page.as_bytes()),
    ])
}

/// A PDF of these objects, the first of which is the catalogue.
pub(crate) fn pdf_of(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        places.push(bytes.len());
        bytes.extend(format!("{} 0 obj\n", at + 1).bytes());
        bytes.extend(object);
        bytes.extend(b"\nendobj\n");
    }
    let start = bytes.len();
    let entries: String = places.iter().map(|place| format!("{place:010} 00000 n \n")).collect();
    let size = objects.len() + 1;
    let table = format!("xref\n0 {size}\n0000000000 65535 f \n{entries}");
    let trailer = format!("trailer << /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n");
    bytes.extend((table + &trailer).bytes());
    bytes
}

/// A PDF of one page whose content is this stream, with the filters it names.
pub(crate) fn pdf_page(filter: &str, content: &[u8]) -> Vec<u8> {
    let stream = |head: &str, content: &[u8]| {
        let head = format!("<< {head} /Length {} >>\nstream\n", content.len());
        [head.as_bytes(), content, b"\nendstream"].concat()
    };
    let image = "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8";
    pdf_of(&[
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [5 0 R] /Count 1 >>".to_vec(),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>"
            .to_vec(),
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) \
          /Ordering (GB1) /Supplement 2 >> /DW 1000 >>"
            .to_vec(),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 6 0 R /Resources << /Font << /F1 3 0 R >> \
          /XObject << /Im 7 0 R >> >> >>"
            .to_vec(),
        stream(filter, content),
        stream(image, b"0"),
    ])
}

/// A PDF of one page with these lines, in a font that is not embedded.
pub(crate) fn pdf(lines: &[&str]) -> Vec<u8> {
    let line = |(row, text): (usize, &&str)| {
        let codes: String = text.encode_utf16().map(|code| format!("{code:04X}")).collect();
        format!("BT /F1 16 Tf 68 {} Td <{codes}> Tj ET\n", 760 - 60 * row)
    };
    pdf_page("", lines.iter().enumerate().map(line).collect::<String>().as_bytes())
}

/// A PDF of one page that is an image.
pub(crate) fn scan() -> Vec<u8> {
    pdf_page("", b"q 500 0 0 700 0 0 cm /Im Do Q")
}

/// A PDF of a megabyte whose one page unpacks to more than a gibibyte of blanks.
pub(crate) fn bomb() -> Vec<u8> {
    const BLANKS: u64 = 1300 << 20;
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer.start_file("blanks", SimpleFileOptions::default()).unwrap();
    std::io::copy(&mut std::io::repeat(b' ').take(BLANKS), &mut writer).unwrap();
    let archive = writer.finish().unwrap();
    let mut packed = vec![0x78, 0x9C];
    let mut archive = zip::ZipArchive::new(archive).unwrap();
    archive.by_index_raw(0).unwrap().read_to_end(&mut packed).unwrap();
    // The check sum of so many equal bytes (RFC 1950).
    let count = BLANKS % 65_521;
    let (low, high) = ((1 + 32 * count) % 65_521, (count + 16 * count * (count + 1)) % 65_521);
    packed.extend((((high << 16) | low) as u32).to_be_bytes());
    pdf_page("/Filter /FlateDecode", &packed)
}

/// An RTF of these paragraphs.
pub(crate) fn rtf(paragraphs: &[&str]) -> Vec<u8> {
    let unit = |unit: u16| format!("\\u{}?", i32::from(unit.cast_signed()));
    let paragraph = |text: &&str| text.encode_utf16().map(unit).collect::<String>() + "\\par\n";
    format!("{{\\rtf1\\ansi {}}}", paragraphs.iter().map(paragraph).collect::<String>())
        .into_bytes()
}

/// A page saved with its parts.
pub(crate) fn mhtml(paragraphs: &[&str]) -> Vec<u8> {
    let page: String = paragraphs.iter().map(|text| format!("<p>{text}</p>")).collect();
    format!(
        "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"b\"\r\n\r\n--b\r\n\
         Content-Type: text/html; charset=utf-8\r\n\r\n<html><body>{page}</body></html>\r\n--b--\r\n"
    )
    .into_bytes()
}

/// A Word 97 document of these paragraphs.
pub(crate) fn doc(paragraphs: &[&str]) -> Vec<u8> {
    let text: String = paragraphs.iter().map(|text| format!("{text}\r")).collect();
    let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let count = (units.len() / 2) as u32;
    let mut main = vec![0; 0x400];
    let mut put = |at: usize, bytes: &[u8]| main[at..at + bytes.len()].copy_from_slice(bytes);
    put(0, &[0xEC, 0xA5, 0xC1, 0]);
    put(0x0B, &[2]);
    put(0x4C, &count.to_le_bytes());
    let mut table = vec![2];
    for number in [16, 0, count] {
        table.extend(number.to_le_bytes());
    }
    table.extend([0, 0, 0, 4, 0, 0, 0, 0]);
    put(0x1A6, &(table.len() as u32).to_le_bytes());
    main.extend(units);
    compound(&[("/WordDocument", &main), ("/1Table", &table)])
}

/// A compound file of these streams.
pub(crate) fn compound(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    for (name, content) in streams {
        file.create_stream(name).unwrap().write_all(content).unwrap();
    }
    file.into_inner().into_inner()
}

/// A ZIP container of these parts, in which the one called `name` is `head` and then `piece` again
/// and again until it is so large.
pub(crate) fn zipped_repeated(
    name: &str,
    head: &str,
    piece: &str,
    bytes: usize,
    parts: &[(String, Vec<u8>)],
) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (other, content) in parts.iter().filter(|(other, _)| other != name) {
        writer.start_file(other.as_str(), SimpleFileOptions::default()).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.start_file(name, SimpleFileOptions::default()).unwrap();
    writer.write_all(head.as_bytes()).unwrap();
    let block = piece.repeat((1 << 20) / piece.len());
    (0..bytes / block.len()).for_each(|_| writer.write_all(block.as_bytes()).unwrap());
    writer.finish().unwrap().into_inner()
}
