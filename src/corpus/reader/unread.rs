//! The formats that are known and not read: what gives each away, and what may be done about it.

use super::marks::Mark;
use crate::error::Refusal;

/// A format, or a kind of formats, that is not read.
pub(super) struct Unread {
    /// What it is called.
    name: &'static str,
    /// Its extensions in lower case.
    extensions: &'static [&'static str],
    /// What gives it away.
    pub mark: Mark,
    /// Why it is not read.
    why: fn(String) -> Refusal,
}

impl Unread {
    /// Why it is not read.
    pub(super) fn refusal(&self) -> Refusal {
        (self.why)(self.name.into())
    }

    /// The one whose files have this extension, which is in lower case.
    pub(super) fn of_extension(extension: &str) -> Option<&'static Self> {
        TABLE.iter().find(|row| row.extensions.contains(&extension))
    }
}

const fn row(
    name: &'static str,
    extensions: &'static [&'static str],
    mark: Mark,
    why: fn(String) -> Refusal,
) -> Unread {
    Unread { name, extensions, mark, why }
}

/// The formats that are not read; where two marks match, the first does.
pub(super) const TABLE: &[Unread] = &[
    row("Word XML", &[], Mark::Root("wordDocument", ""), Refusal::WordLike),
    row("Word XML", &[], Mark::Root("package", "xmlPackage"), Refusal::WordLike),
    row("MS Works", &[], Mark::Stream(&["/CONTENTS"]), |_| Refusal::Works),
    row("XLSX", &["xlsx", "xlsm"], Mark::Part(&["xl/workbook.xml"]), Refusal::NotRead),
    row("XLSB", &["xlsb"], Mark::Part(&["xl/workbook.bin"]), Refusal::NotRead),
    row("XLS", &["xls", "et"], Mark::Stream(&["/Workbook", "/Book"]), Refusal::NotRead),
    row("PPTX", &["pptx"], Mark::Part(&["ppt/presentation.xml"]), Refusal::NotRead),
    row("PPT", &["ppt", "dps"], Mark::Stream(&["/PowerPoint Document"]), Refusal::NotRead),
    row("MSG", &["msg"], Mark::Stream(&["/__properties_version1.0"]), Refusal::NotRead),
    row("EPUB", &["epub"], Mark::Part(&["META-INF/container.xml"]), Refusal::NotRead),
    row("ODT", &["odt", "ods", "odp"], Mark::Part(&["META-INF/manifest.xml"]), Refusal::NotRead),
    row("PNG images", &["png"], Mark::First(b"\x89PNG"), Refusal::Picture),
    row("JPEG images", &["jpg", "jpeg"], Mark::First(b"\xFF\xD8\xFF"), Refusal::Picture),
    row("GIF images", &["gif"], Mark::First(b"GIF8"), Refusal::Picture),
    row("TIFF images", &["tif", "tiff"], Mark::First(b"II*\0"), Refusal::Picture),
    row("TIFF images", &[], Mark::First(b"MM\0*"), Refusal::Picture),
    row("BMP images", &["bmp"], Mark::Head(is_bmp), Refusal::Picture),
    row("WebP images", &["webp"], Mark::Head(is_webp), Refusal::Picture),
    row("HEIC images", &["heic", "heif"], Mark::Head(is_heic), Refusal::Picture),
    row("DjVu images", &["djvu", "djv"], Mark::First(b"AT&TFORM"), Refusal::Picture),
    row("SVG drawings", &["svg"], Mark::Root("svg", ""), Refusal::Picture),
    row("gzip archives", &["gz", "tgz"], Mark::First(b"\x1F\x8B"), Refusal::Packed),
    row("tar archives", &["tar"], Mark::Head(is_tar), Refusal::Packed),
    row("bzip2 archives", &["bz2", "tbz"], Mark::First(b"BZh"), Refusal::Packed),
    row("xz archives", &["xz", "txz"], Mark::First(b"\xFD7zXZ"), Refusal::Packed),
    row("7z archives", &["7z"], Mark::First(b"7z\xBC\xAF\x27\x1C"), Refusal::Packed),
    row("RAR archives", &["rar"], Mark::First(b"Rar!"), Refusal::Packed),
    row("zstd archives", &["zst"], Mark::First(b"\x28\xB5\x2F\xFD"), Refusal::Packed),
    row("CAB archives", &["cab"], Mark::First(b"MSCF"), Refusal::Packed),
    row("LZH archives", &["lzh", "lha"], Mark::Look, Refusal::Packed),
    row("CHM files", &["chm"], Mark::First(b"ITSF"), Refusal::Packed),
    row("disk images", &["iso"], Mark::Head(is_iso), Refusal::Packed),
    row("SQLite", &["db", "sqlite"], Mark::First(b"SQLite format 3"), Refusal::Database),
    row("Access databases", &["mdb", "accdb"], Mark::Head(is_access), Refusal::Database),
    row("SQL dumps", &["sql"], Mark::Look, Refusal::Database),
    row("dBase tables", &["dbf"], Mark::Look, Refusal::Database),
    row("Parquet tables", &["parquet"], Mark::First(b"PAR1"), Refusal::Database),
    row("CAJ papers", &["caj", "nh"], Mark::First(b"CAJ\0"), Refusal::OwnFormat),
    row("KDH papers", &["kdh"], Mark::First(b"KDH "), Refusal::OwnFormat),
    row("CEB papers", &["ceb", "cebx"], Mark::First(b"Founder CEB"), Refusal::OwnFormat),
    row("SEP papers", &["sep"], Mark::Look, Refusal::OwnFormat),
    row("GD papers", &["gd", "gw", "gwp"], Mark::Look, Refusal::OwnFormat),
    row("PDG pages", &["pdg"], Mark::Look, Refusal::OwnFormat),
    row("XPS papers", &["xps"], Mark::Part(&["FixedDocSeq.fdseq"]), Refusal::OwnFormat),
    row("Kindle books", &["mobi", "azw", "azw3"], Mark::Head(is_kindle), Refusal::OwnFormat),
    row("PostScript", &["ps", "eps"], Mark::First(b"%!PS"), Refusal::OwnFormat),
    row(
        "files of iWork",
        &["pages", "key"],
        Mark::Part(&["Index/Document.iwa"]),
        Refusal::OwnFormat,
    ),
    row("AutoCAD drawings", &["dwg", "dxf"], Mark::First(b"AC10"), Refusal::OwnFormat),
    row("Visio drawings", &["vsdx"], Mark::Part(&["visio/document.xml"]), Refusal::OwnFormat),
    row("Visio drawings", &["vsd"], Mark::Stream(&["/VisioDocument"]), Refusal::OwnFormat),
    row("sound recordings", &["mp3", "wav", "wma"], Mark::First(b"ID3"), Refusal::Textless),
    row("RIFF media", &["avi"], Mark::First(b"RIFF"), Refusal::Textless),
    row("videos", &["mp4", "mov", "flv", "wmv"], Mark::Head(is_video), Refusal::Textless),
    row("programs", &["so"], Mark::First(b"\x7FELF"), Refusal::Textless),
    row("programs", &["exe", "dll"], Mark::Head(is_windows_program), Refusal::Textless),
    row("fonts", &["ttf", "otf", "woff", "woff2", "eot"], Mark::Look, Refusal::Textless),
    row("style sheets", &["css"], Mark::Look, Refusal::Textless),
    row("scripts", &["js"], Mark::Look, Refusal::Textless),
];

fn has(head: &[u8], at: usize, bytes: &[u8]) -> bool {
    head.get(at..).is_some_and(|rest| rest.starts_with(bytes))
}

fn is_bmp(head: &[u8]) -> bool {
    has(head, 0, b"BM") && has(head, 6, &[0; 4])
}

fn is_webp(head: &[u8]) -> bool {
    has(head, 0, b"RIFF") && has(head, 8, b"WEBP")
}

fn is_heic(head: &[u8]) -> bool {
    has(head, 4, b"ftypheic") || has(head, 4, b"ftypmif1")
}

fn is_video(head: &[u8]) -> bool {
    has(head, 4, b"ftyp") || has(head, 0, b"\x1A\x45\xDF\xA3")
}

fn is_tar(head: &[u8]) -> bool {
    has(head, 257, b"ustar")
}

fn is_iso(head: &[u8]) -> bool {
    has(head, 0x8001, b"CD001")
}

fn is_access(head: &[u8]) -> bool {
    has(head, 4, b"Standard Jet DB") || has(head, 4, b"Standard ACE DB")
}

fn is_kindle(head: &[u8]) -> bool {
    has(head, 60, b"BOOKMOBI")
}

fn is_windows_program(head: &[u8]) -> bool {
    let place = head.get(0x3C..0x40).and_then(|place| place.try_into().ok());
    let place = place.map(|place| u32::from_le_bytes(place) as usize);
    has(head, 0, b"MZ") && place.is_some_and(|place| has(head, place, b"PE\0\0"))
}
