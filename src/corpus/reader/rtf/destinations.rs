//! Groups that hold something else than text in its place, by the words that they begin with.

/// What a group is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Destination {
    /// Text of the document.
    Text,
    /// Nothing that is read.
    Skipped,
    /// No text itself, yet with groups that may be.
    Frame,
    /// A shape, which a text box may be in.
    Shape,
    /// The name of a property of a shape, and its value.
    Name,
    Value,
    /// The lines of a text box.
    Box,
    Fonts,
    Field,
    Code,
    /// The description of a form field, the text it began with, an entry of its list.
    Form,
    FormText,
    FormEntry,
    Note,
    /// The header of the first page, or of all.
    FirstHeader,
    Header,
    /// The number before a paragraph.
    Label,
    /// Two groups that say the same, the second in Unicode.
    Twice,
    Unicode,
}

/// Groups that are skipped although they are no `\*` groups, or are so in some programs only.
const SKIPPED: &[&str] = &[
    "aftncn",
    "aftnsep",
    "aftnsepc",
    "annotation",
    "atnauthor",
    "atnid",
    "bkmkend",
    "bkmkstart",
    "colorschememapping",
    "colortbl",
    "datafield",
    "datastore",
    "falt",
    "ffentrymcr",
    "ffexitmcr",
    "ffformat",
    "ffhelptext",
    "ffname",
    "ffstattext",
    "filetbl",
    "footer",
    "footerf",
    "footerl",
    "footerr",
    "ftncn",
    "ftnsep",
    "ftnsepc",
    "generator",
    "headerl",
    "info",
    "latentstyles",
    "listoverridetable",
    "listtable",
    "mmathPict",
    "nonesttables",
    "nonshppict",
    "objdata",
    "panose",
    "pict",
    "pnseclvl",
    "pntxta",
    "pntxtb",
    "revtbl",
    "rsidtbl",
    "rxe",
    "shprslt",
    "stylesheet",
    "tc",
    "tcn",
    "template",
    "themedata",
    "xe",
    "xmlnstbl",
];

/// What a group that begins with a word is for; `None` for a word that begins no group.
pub(super) fn of(word: &str) -> Option<Destination> {
    Some(match word {
        "fonttbl" => Destination::Fonts,
        "object" | "shpinst" | "sp" => Destination::Frame,
        "shp" | "shpgrp" | "do" => Destination::Shape,
        "sn" => Destination::Name,
        "sv" => Destination::Value,
        "shptxt" | "dptxbxtext" => Destination::Box,
        "field" => Destination::Field,
        "fldinst" => Destination::Code,
        "formfield" => Destination::Form,
        "ffdeftext" => Destination::FormText,
        "ffl" => Destination::FormEntry,
        "footnote" => Destination::Note,
        "headerf" => Destination::FirstHeader,
        "header" | "headerr" => Destination::Header,
        "listtext" | "pntext" => Destination::Label,
        "upr" => Destination::Twice,
        "ud" => Destination::Unicode,
        "result" | "nesttableprops" | "moMath" | "moMathPara" => Destination::Text,
        word if SKIPPED.contains(&word) => Destination::Skipped,
        // Properties of formulas (`mfPr`, `mctrlPr`).
        word if word.starts_with('m') && word.ends_with("Pr") => Destination::Skipped,
        _ => return None,
    })
}
