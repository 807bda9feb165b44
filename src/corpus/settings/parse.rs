//! The text of a `corpus.toml` → what it says; the only place that names the TOML crate.
//!
//! Every key, value, pattern, encoding, division, body and kind is looked up here, so that an error
//! names the line it is on.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;

use encoding_rs::{Encoding, GB18030, GBK};
use ignore::gitignore::{Gitignore, GitignoreBuilder};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::super::column::{Column, squash};
use crate::announcement::{Kind, ValueError};
use crate::error::Line;
use crate::extract::HintField;
use crate::issuer::{Context, registry};

/// The keys whose value stands for a field of a document.
const FIELDS: [(&str, HintField); 6] = [
    ("site", HintField::Site),
    ("issuer", HintField::Issuer),
    ("region", HintField::Region),
    ("topic", HintField::Topic),
    ("kind", HintField::Kind),
    ("source", HintField::Source),
];

/// The other keys.
const OTHERS: [&str; 4] = ["url", "encoding", "exclude", "[fields]"];

/// What one file says; an empty value takes back what folders above say.
#[derive(Clone, Debug, Default)]
pub(super) struct Said {
    pub values: Vec<(HintField, String)>,
    pub address: Option<String>,
    pub encoding: Option<Option<&'static Encoding>>,
    pub fields: BTreeMap<String, Column>,
    pub exclude: Option<Gitignore>,
}

/// The place of a field in the order of keys.
pub(super) fn rank(field: HintField) -> usize {
    FIELDS.iter().position(|(_, known)| *known == field).unwrap_or(FIELDS.len())
}

/// What the file with these bytes in `folder` says.
pub(super) fn read(bytes: &[u8], folder: &Path) -> Result<Said, Line> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let line = line_at(bytes, error.valid_up_to());
        Line::new(line, "not UTF-8: save it as UTF-8")
    })?;
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let place = |span: Range<usize>| Some(line_at(text.as_bytes(), span.start));
    let table = DeTable::parse(text).map_err(|error| Line {
        line: error.span().and_then(place),
        what: no_toml(error.message()),
    })?;
    let mut reading = Reading { folder, said: Said::default() };
    for (key, value) in table.get_ref() {
        let known = reading.take(key.get_ref(), key.span(), value);
        known.map_err(|(span, what)| Line { line: place(span), what })?;
    }
    Ok(reading.said)
}

/// Why a text is no TOML; what most often goes wrong here is told with its remedy.
pub(super) fn no_toml(message: &str) -> String {
    let message = message.replace('\n', ", ");
    let is_bare = message.contains("unquoted key");
    let remedy =
        if is_bare { ": names in Han stand in quotes, \"题目\" = \"title\"" } else { "" };
    format!("not TOML: {message}{remedy}")
}

pub(super) fn line_at(bytes: &[u8], at: usize) -> usize {
    1 + bytes.iter().take(at).filter(|byte| **byte == b'\n').count()
}

/// What is wrong, and where in the text.
type At<T> = Result<T, (Range<usize>, String)>;

type Value<'a> = Spanned<DeValue<'a>>;

/// A file that is being read.
struct Reading<'a> {
    folder: &'a Path,
    said: Said,
}

impl Reading<'_> {
    fn take(&mut self, key: &str, place: Range<usize>, value: &Value) -> At<()> {
        if let Some((_, field)) = FIELDS.iter().find(|(name, _)| *name == key) {
            let text = checked(key, value, |text| fitting(*field, text))?;
            self.said.values.push((*field, text));
            return Ok(());
        }
        match key {
            "url" => self.said.address = Some(checked(key, value, address)?),
            "encoding" => self.said.encoding = Some(checked(key, value, encoding)?),
            "exclude" => self.said.exclude = Some(patterns(self.folder, value)?),
            "fields" => self.said.fields = columns(value)?,
            _ => return Err((place, unknown(key))),
        }
        Ok(())
    }
}

fn unknown(key: &str) -> String {
    let names: Vec<_> = FIELDS.iter().map(|(name, _)| *name).chain(OTHERS).collect();
    format!("no setting is called {key}: choose from {}", names.join(", "))
}

/// The text of `key` as `check` reads it.
fn checked<T>(key: &str, value: &Value, check: impl Fn(&str) -> Result<T, String>) -> At<T> {
    check(text(key, value)?.trim()).map_err(|reason| (value.span(), reason))
}

fn text<'v>(key: &str, value: &'v Value) -> At<&'v str> {
    let wrong = || {
        let kind = value.get_ref().type_str();
        (value.span(), format!("{key} is of type {kind} and must be text in quotes"))
    };
    value.get_ref().as_str().ok_or_else(wrong)
}

/// A value that its field can have; an empty one fits all.
fn fitting(field: HintField, value: &str) -> Result<String, String> {
    let anywhere = Context::default();
    let wrong = match field {
        _ if value.is_empty() => None,
        HintField::Region if registry().region_in(value).is_none() => Some(format!(
            "no division, or more than one, is called {value}: write its full name, as 四川省 or 成都市青羊区"
        )),
        HintField::Issuer if registry().from_signature(value, &anywhere).is_empty() => {
            Some(format!("{value} is not the name of a body: write its full name, as 广东省财政厅"))
        }
        HintField::Kind => {
            let kind = value.parse::<Kind>().map_err(|error| error.to_string())?;
            return Ok(kind.name().to_string());
        }
        _ => None,
    };
    wrong.map_or_else(|| Ok(value.to_string()), Err)
}

fn address(value: &str) -> Result<String, String> {
    let after = ["http://", "https://"].iter().find_map(|scheme| value.strip_prefix(scheme));
    let names_host = after.is_some_and(|rest| !rest.is_empty() && !rest.starts_with(['/', ':']));
    let is_one = !value.contains(|c: char| c.is_whitespace() || c.is_control());
    if value.is_empty() || (names_host && is_one) {
        return Ok(value.to_string());
    }
    Err(format!("{value} is no address: write it as https://www.gd.gov.cn/gkmlpt/"))
}

fn encoding(value: &str) -> Result<Option<&'static Encoding>, String> {
    if value.is_empty() {
        return Ok(None);
    }
    // GB18030 contains both of the others, and sites that name them use it.
    let found = Encoding::for_label_no_replacement(value.as_bytes());
    let found = found.map(|found| if found == GBK { GB18030 } else { found });
    found.map(Some).ok_or_else(|| {
        format!("no encoding is called {value}: write gb18030, big5, utf-8, utf-16le or another label of the web")
    })
}

fn patterns(folder: &Path, value: &Value) -> At<Gitignore> {
    let wrong = || {
        (value.span(), "exclude must be a list of patterns: [\"list_*.html\", \"images/\"]".into())
    };
    let list = value.get_ref().as_array().ok_or_else(wrong)?;
    let mut builder = GitignoreBuilder::new(folder);
    builder.allow_unclosed_class(false);
    for pattern in list.iter() {
        let line = text("a pattern", pattern)?;
        let fails = |reason: String| {
            (pattern.span(), format!("{line:?} is no pattern as in .gitignore ({reason})"))
        };
        if line.trim().is_empty() || line.starts_with('#') || line.contains('\n') {
            return Err(fails("empty, a comment or of several lines".into()));
        }
        builder.add_line(None, line).map_err(|error| fails(error.to_string()))?;
    }
    builder.build().map_err(|error| (value.span(), format!("exclude: {error}")))
}

fn columns(value: &Value) -> At<BTreeMap<String, Column>> {
    let wrong =
        || (value.span(), "fields must be a table: [fields], then \"题目\" = \"title\"".into());
    let table = value.get_ref().as_table().ok_or_else(wrong)?;
    let mut columns = BTreeMap::new();
    for (name, value) in table {
        columns.insert(squash(name.get_ref()), checked(name.get_ref(), value, column)?);
    }
    Ok(columns)
}

fn column(value: &str) -> Result<Column, String> {
    value.parse().map_err(|error: ValueError| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Said, String> {
        super::read(text.as_bytes(), Path::new("/crawl")).map_err(|wrong| wrong.to_string())
    }

    #[test]
    fn all_that_can_be_said() {
        let said = read(
            "\u{FEFF}# 采集\r\nsite = \" gd.gov.cn \"\r\nissuer = '广东省人民政府'\nregion = '广东'\n\
             topic = '交通'\nkind = 'notice'\nsource = ''\nurl = 'https://www.gd.gov.cn/'\n\
             encoding = 'GBK'\nexclude = ['list_*.html', '!list_1.html']\n\
             [fields]\nwz_title = 'title'\n'发 文' = \"issuer\"",
        );
        let said = said.unwrap();
        let value =
            |field| said.values.iter().find(|(known, _)| *known == field).unwrap().1.as_str();
        assert_eq!((value(HintField::Site), value(HintField::Kind)), ("gd.gov.cn", "通知"));
        assert_eq!((value(HintField::Region), value(HintField::Source)), ("广东", ""));
        assert_eq!(said.address.as_deref(), Some("https://www.gd.gov.cn/"));
        assert_eq!(said.encoding, Some(Some(GB18030)));
        assert_eq!(said.exclude.unwrap().len(), 2);
        let columns: Vec<_> =
            said.fields.iter().map(|(name, column)| (name.as_str(), *column)).collect();
        assert_eq!(
            columns,
            [
                ("wztitle", Column::Field(HintField::Title)),
                ("发文", Column::Field(HintField::Issuer))
            ]
        );
        assert!(read("").unwrap().values.is_empty());
    }

    #[test]
    fn the_example_names_every_setting() {
        let said = read(super::super::Settings::EXAMPLE).unwrap();
        assert_eq!(said.values.len(), FIELDS.len());
        assert!(said.address.is_some() && said.encoding.is_some() && said.exclude.is_some());
        assert_eq!(said.fields.len(), 2);
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line_and_what_is_allowed() {
        let cases = [
            (
                "\nsitte = 'x'",
                "line 2: no setting is called sitte: choose from site, issuer, region, topic, kind, source, url, encoding, exclude, [fields]",
            ),
            ("site = 7", "line 1: site is of type integer and must be text in quotes"),
            ("[site]\na = 1", "line 1: site is of type table and must be text"),
            ("region = '广冬省'", "line 1: no division, or more than one, is called 广冬省: write"),
            ("region = '朝阳区'", "line 1: no division, or more than one, is called 朝阳区"),
            ("issuer = '咨询热线'", "line 1: 咨询热线 is not the name of a body"),
            ("kind = 'x'", "line 1: x is not a kind: choose from"),
            ("url = 'www.gd.gov.cn'", "line 1: www.gd.gov.cn is no address: write it as https://"),
            ("url = 'https:///a'", "is no address"),
            (
                "site = ''\nencoding = 'gb1803'",
                "line 2: no encoding is called gb1803: write gb18030,",
            ),
            ("exclude = 'a'", "line 1: exclude must be a list of patterns"),
            ("exclude = [\n'ok',\n7]", "line 3: a pattern is of type integer"),
            ("exclude = [\n'ok',\n'[a'\n]", "line 3: \"[a\" is no pattern as in .gitignore"),
            ("exclude = ['']", "line 1: \"\" is no pattern"),
            ("fields = 'a'", "line 1: fields must be a table"),
            (
                "[fields]\n'题目' = 'colour'",
                "line 2: colour is not a field: choose from title, body",
            ),
            ("[fields]\n'题目'.x = 'title'", "line 2: 题目 is of type table"),
            ("site = 'a'\nsite = 'b'", "line 2: not TOML: duplicate key"),
            ("site = gd.gov.cn", "line 1: not TOML: "),
            ("[fields]\n题目 = 'title'", "line 2: not TOML: invalid unquoted key"),
            ("题目 = 'title'", ": names in Han stand in quotes, \"题目\" = \"title\""),
        ];
        for (text, reason) in cases {
            let told = read(text).unwrap_err();
            assert!(told.contains(reason), "{text}: {told}");
            assert!(!told.contains('\n') && !told.ends_with('.'), "{told}");
        }
        let told = super::read(b"\nsite = '\xB9\xE3'", Path::new("/")).unwrap_err().to_string();
        assert_eq!(told, "line 2: not UTF-8: save it as UTF-8");
    }
}
