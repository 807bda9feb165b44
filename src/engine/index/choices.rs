//! What a person chose for an index: said now, or kept from the run before.

use std::sync::Arc;

use super::options::IndexOptions;
use crate::corpus::reader::convert::{Converter, Converters};
use crate::corpus::reader::recognise::Tesseract;
use crate::corpus::reader::{self, Column};
use crate::corpus::{FileState, Recognition, State};
use crate::error::Result;

/// What holds for all files of a run.
pub(super) struct Choices {
    /// The mapping of columns.
    pub(super) fields: Vec<(String, Column)>,
    /// Whether what is no announcement is kept all the same.
    pub(super) keep_junk: bool,
    /// Where other programs are to read what our readers refuse, those that are there.
    pub(super) converters: Option<Arc<Converters>>,
    /// How text on images is to be recognised, if it is.
    pub(super) recognition: Option<Recognition>,
    /// The program for that, if it is there.
    pub(super) tesseract: Option<Tesseract>,
}

impl Choices {
    /// As the options say, and where they are silent as the index does.
    pub(super) fn of(options: &IndexOptions, last: &State) -> Result<Self> {
        let fields =
            if options.fields.is_empty() { last.fields.clone() } else { options.fields.clone() };
        let converters = match options.convert {
            Some(false) => None,
            Some(true) => Some(Converters::on_path().or_none_found()?),
            // What was asked for once is no error later: the files tell what they miss.
            None => last.convert.is_some().then(Converters::on_path),
        };
        let keep_junk = options.keep_junk.unwrap_or(last.keep_junk);
        let converters = converters.map(Arc::new);
        let (recognition, tesseract) = recognition(options, last)?;
        Ok(Self { fields, keep_junk, converters, recognition, tesseract })
    }

    /// Whether the run before chose the same.
    pub(super) fn are_of(&self, last: &State) -> bool {
        self.fields == last.fields
            && self.keep_junk == last.keep_junk
            && self.convert() == last.convert
            && self.recognition == last.recognition
    }

    /// The programs that may read what our readers refuse; `None` where none is to.
    pub(super) fn convert(&self) -> Option<Vec<Converter>> {
        self.converters.as_ref().map(|converters| converters.found())
    }

    /// Which files of the run before are to be read again, since what they gave depends on more
    /// than their content.
    pub(super) fn outdated(&self, before: &State) -> impl Fn(&FileState) -> bool + use<> {
        let anew = before.fields != self.fields;
        let readers = before.readers != reader::VERSION;
        let sifted = before.keep_junk != self.keep_junk;
        let now = self.convert();
        let then = before.convert.as_deref();
        let turned = now.is_some() != then.is_some();
        // One that has gone takes nothing along: its documents are kept like those of a folder
        // that is away.
        let known = then.unwrap_or_default();
        let gained = now.iter().flatten().any(|converter| !known.contains(converter));
        let other_sight = self.other_sight(before.recognition.as_ref());
        let sees = self.tesseract.is_some();
        move |file| {
            let is_skipped = file.skipped.is_some();
            let is_left_out = is_skipped || file.junk > 0;
            anew || (readers || sifted) && is_left_out
                || file.convertible && (turned || gained && is_skipped)
                || file.images > 0 && other_sight
                || file.waiting > 0 && sees
        }
    }
}

impl Choices {
    /// Whether pages that are images are to be read otherwise than before. What was read stays where
    /// only the program has gone.
    fn other_sight(&self, before: Option<&Recognition>) -> bool {
        let languages = |one: &Recognition| one.languages.clone();
        self.recognition.as_ref().map(languages) != before.map(languages)
    }
}

/// How text on images is to be recognised, and by which program.
fn recognition(
    options: &IndexOptions,
    last: &State,
) -> Result<(Option<Recognition>, Option<Tesseract>)> {
    let before = last.recognition.as_ref().map(|before| before.languages.clone());
    let is_asked = options.recognise.unwrap_or(options.languages.is_some());
    let languages = options.languages.clone().or(before.clone());
    let languages = match options.recognise {
        Some(false) => return Ok((None, None)),
        _ if is_asked => languages.unwrap_or_default(),
        _ => match before {
            Some(before) => before,
            None => return Ok((None, None)),
        },
    };
    let tesseract = match Tesseract::on_path(&languages) {
        Ok(tesseract) => Some(tesseract),
        Err(error) if is_asked => return Err(error.into()),
        // What was asked for once is no error later: pages wait.
        Err(_) => None,
    };
    let found = tesseract.is_some();
    Ok((Some(Recognition { languages, found }), tesseract))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Reason;

    fn choices(convert: Option<&[Converter]>) -> Choices {
        let with = |all: &[Converter]| {
            let all = all.iter().copied();
            all.fold(Converters::default(), |known, one| known.with(one, one.name()))
        };
        Choices {
            fields: Vec::new(),
            keep_junk: false,
            converters: convert.map(with).map(Arc::new),
            recognition: None,
            tesseract: None,
        }
    }

    fn before(convert: Option<&[Converter]>) -> State {
        let convert = convert.map(<[Converter]>::to_vec);
        State { readers: reader::VERSION, convert, ..State::default() }
    }

    /// Whether a file that was not read, one that a converter read, and one that we read are read
    /// again.
    fn again(now: Option<&[Converter]>, then: Option<&[Converter]>) -> [bool; 3] {
        let outdated = choices(now).outdated(&before(then));
        let file = |convertible, skipped: Option<&str>| FileState {
            convertible,
            skipped: skipped.map(Reason::from),
            ..FileState::default()
        };
        [file(true, Some("old")), file(true, None), file(false, None)].map(|file| outdated(&file))
    }

    #[test]
    fn only_files_that_converters_change_are_read_again() {
        let (office, both) =
            (&[Converter::Soffice][..], &[Converter::Soffice, Converter::Pdftotext][..]);
        assert_eq!(again(None, None), [false, false, false]);
        assert_eq!(again(Some(office), Some(office)), [false, false, false]);
        assert_eq!(again(Some(office), None), [true, true, false]);
        assert_eq!(again(None, Some(office)), [true, true, false]);
        assert_eq!(again(Some(both), Some(office)), [true, false, false]);
        assert_eq!(again(Some(office), Some(both)), [false, false, false]);
        assert_eq!(again(Some(&[]), None), [true, true, false]);
    }

    #[test]
    fn other_fields_and_other_readers_change_more() {
        let file = |skipped: Option<&str>| FileState {
            skipped: skipped.map(Reason::from),
            ..FileState::default()
        };
        let fields = vec![("题目".to_string(), Column::Body)];
        let outdated = choices(None).outdated(&State { fields, ..before(None) });
        assert!(outdated(&file(None)));
        let outdated =
            choices(None).outdated(&State { readers: reader::VERSION - 1, ..before(None) });
        assert!(outdated(&file(Some("PDF is not read yet"))) && !outdated(&file(None)));
    }
}
