//! The formats that are known and not read: what gives each away, and what may be done about it.

use super::marks::Mark;
use crate::error::{Foreign, Refusal};

/// Why the format of this name is not read.
type Why = fn(String) -> Refusal;

/// A format, or a kind of formats, that is not read.
pub(super) struct Unread {
    /// What it is called.
    name: &'static str,
    /// Its extensions in lower case.
    extensions: &'static [&'static str],
    /// What gives it away.
    pub mark: Mark,
    /// Why it is not read.
    why: Why,
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
    why: Why,
) -> Unread {
    Unread { name, extensions, mark, why }
}

const WORDS: Why = |name| Refusal::Foreign(Foreign::WordLike, name);
const PICTURE: Why = |name| Refusal::Foreign(Foreign::Picture, name);
const PACKED: Why = |name| Refusal::Foreign(Foreign::Packed, name);
const DATABASE: Why = |name| Refusal::Foreign(Foreign::Database, name);
const OWN: Why = |name| Refusal::Foreign(Foreign::OwnFormat, name);
const TEXTLESS: Why = |name| Refusal::Foreign(Foreign::Textless, name);

/// The formats that are not read; where two marks match, the first does.
pub(super) const TABLE: &[Unread] = &[
    row("MS Works", &[], Mark::Stream(&["/CONTENTS"]), |_| Refusal::Works),
    row("PowerPoint 95", &[], Mark::Stream(&["/PP40"]), Refusal::NotRead),
    row("this kind of OpenDocument", &[], Mark::MediaType("application/vnd."), Refusal::NotRead),
    row("UOF", &["uof", "uot", "uos", "uop"], Mark::Root("UOF", ""), WORDS),
    row("UOF", &[], Mark::Part(&["uof.xml"]), WORDS),
    row("PNG", &["png"], Mark::First(b"\x89PNG"), PICTURE),
    row("JPEG", &["jpg", "jpeg"], Mark::First(b"\xFF\xD8\xFF"), PICTURE),
    row("GIF", &["gif"], Mark::First(b"GIF8"), PICTURE),
    row("TIFF", &["tif", "tiff"], Mark::First(b"II*\0"), PICTURE),
    row("TIFF", &[], Mark::First(b"MM\0*"), PICTURE),
    row("BMP", &["bmp"], Mark::Head(is_bmp), PICTURE),
    row("WebP", &["webp"], Mark::Head(is_webp), PICTURE),
    row("HEIC", &["heic", "heif"], Mark::Head(is_heic), PICTURE),
    row("DjVu", &["djvu", "djv"], Mark::First(b"AT&TFORM"), PICTURE),
    row("SVG", &["svg"], Mark::Root("svg", ""), PICTURE),
    row("bzip2", &["bz2", "tbz"], Mark::First(b"BZh"), PACKED),
    row("xz", &["xz", "txz"], Mark::First(b"\xFD7zXZ"), PACKED),
    row("7z", &["7z"], Mark::First(b"7z\xBC\xAF\x27\x1C"), PACKED),
    row("RAR", &["rar"], Mark::First(b"Rar!"), PACKED),
    row("zstd", &["zst"], Mark::First(b"\x28\xB5\x2F\xFD"), PACKED),
    row("CAB", &["cab"], Mark::First(b"MSCF"), PACKED),
    row("LZH", &["lzh", "lha"], Mark::Look, PACKED),
    row("CHM", &["chm"], Mark::First(b"ITSF"), PACKED),
    row("ISO", &["iso"], Mark::Head(is_iso), PACKED),
    row("SQLite", &["db", "sqlite"], Mark::First(b"SQLite format 3"), DATABASE),
    row("Access", &["mdb", "accdb"], Mark::Head(is_access), DATABASE),
    row("SQL", &["sql"], Mark::Look, DATABASE),
    row("dBase", &["dbf"], Mark::Look, DATABASE),
    row("Parquet", &["parquet"], Mark::First(b"PAR1"), DATABASE),
    row("CAJ", &["caj", "nh"], Mark::First(b"CAJ\0"), OWN),
    row("KDH", &["kdh"], Mark::First(b"KDH "), OWN),
    row("CEB", &["ceb", "cebx"], Mark::First(b"Founder CEB"), OWN),
    row("SEP", &["sep"], Mark::Look, OWN),
    row("GD", &["gd", "gw", "gwp"], Mark::Look, OWN),
    row("PDG", &["pdg"], Mark::Look, OWN),
    row("XPS", &["xps"], Mark::Part(&["FixedDocSeq.fdseq"]), OWN),
    row("Kindle", &["mobi", "azw", "azw3"], Mark::Head(is_kindle), OWN),
    row("PostScript", &["ps", "eps"], Mark::First(b"%!PS"), OWN),
    row("iWork", &["pages", "key"], Mark::Part(&["Index/Document.iwa"]), OWN),
    row("AutoCAD", &["dwg", "dxf"], Mark::First(b"AC10"), OWN),
    row("Visio", &["vsdx"], Mark::Part(&["visio/document.xml"]), OWN),
    row("Visio", &["vsd"], Mark::Stream(&["/VisioDocument"]), OWN),
    row("MP3", &["mp3", "wav", "wma"], Mark::First(b"ID3"), TEXTLESS),
    row("RIFF", &["avi"], Mark::First(b"RIFF"), TEXTLESS),
    row("MP4", &["mp4", "mov", "flv", "wmv"], Mark::Head(is_video), TEXTLESS),
    row("ELF", &["so"], Mark::First(b"\x7FELF"), TEXTLESS),
    row("EXE", &["exe", "dll"], Mark::Head(is_windows_program), TEXTLESS),
    row("TrueType", &["ttf", "otf", "woff", "woff2", "eot"], Mark::Look, TEXTLESS),
    row("CSS", &["css"], Mark::Look, TEXTLESS),
    row("JavaScript", &["js"], Mark::Look, TEXTLESS),
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
