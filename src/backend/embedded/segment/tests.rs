//! What a segment holds, compared with a plain list of the grams of its texts.

use std::collections::BTreeMap;

use proptest::prelude::*;
use tantivy::postings::Postings;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, SegmentReader, TERMINATED};

use super::*;
use crate::backend::embedded::schema;

/// The documents and positions of each term.
type Listed = BTreeMap<Vec<u8>, Vec<(DocId, Vec<u32>)>>;

/// The segment of documents with these texts and begins.
fn segment(texts: &[(String, Vec<(u32, Begin)>)]) -> SegmentReader {
    let index = Index::create_in_ram(schema::schema());
    let mut builder = SegmentBuilder::new(&index).unwrap();
    for (number, (text, begins)) in texts.iter().enumerate() {
        let mut document = TantivyDocument::default();
        document.add_u64(field(OurField::SameText), number as u64 / 2);
        document.add_text(field(OurField::Path), format!("{}.txt", number / 3));
        document.add_text(field(OurField::Stored), text);
        let title = text.split(' ').next().unwrap_or_default().to_string();
        let (beside, beside_title) = (Vec::new(), Vec::new());
        let texts =
            Texts { text: text.clone(), title, beside, beside_title, boundaries: begins.clone() };
        builder.add(&document, &texts).unwrap();
    }
    let segment = builder.finish().unwrap();
    SegmentReader::open(&index.segment(segment)).unwrap()
}

/// All terms of a field as the segment has them, with positions where the field has such.
fn read(segment: &SegmentReader, field: Field) -> Listed {
    let index = segment.inverted_index(field).unwrap();
    let mut listed = Listed::new();
    let mut terms = index.terms().stream().unwrap();
    while let Some((term, info)) = terms.next() {
        let option = IndexRecordOption::WithFreqsAndPositions;
        let mut postings = index.read_postings_from_terminfo(info, option).unwrap();
        let texts = listed.entry(term.to_vec()).or_default();
        assert_eq!(postings.doc_freq(), info.doc_freq);
        while postings.doc() != TERMINATED {
            let mut positions = Vec::new();
            postings.positions(&mut positions);
            texts.push((postings.doc(), positions));
            postings.advance();
        }
    }
    listed
}

/// The grams of texts, listed plainly.
fn grams(texts: &[String]) -> Listed {
    let mut listed = Listed::new();
    for (text, number) in texts.iter().zip(0..) {
        each_gram(text, |gram, position| {
            let mut term = String::new();
            gram.push_to(&mut term);
            let texts = listed.entry(term.into_bytes()).or_default();
            if texts.last().is_none_or(|(last, _)| *last != number) {
                texts.push((number, Vec::new()));
            }
            texts.last_mut().unwrap().1.push(position);
        });
    }
    listed
}

/// How often each Han character stands in each text.
fn characters(texts: &[String]) -> BTreeMap<Vec<u8>, BTreeMap<DocId, u32>> {
    let mut listed = BTreeMap::<_, BTreeMap<_, _>>::new();
    for (text, number) in texts.iter().zip(0..) {
        for character in text.chars().filter(|c| crate::text::is_han(*c)) {
            let term = character.to_string().into_bytes();
            *listed.entry(term).or_default().entry(number).or_default() += 1;
        }
    }
    listed
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn a_segment_holds_every_term_at_its_places(
        texts in prop::collection::vec("[一二三〇鿿㐀﨎𠀀𠀁a1é가 ]{0,30}", 1..40)
    ) {
        let tidy = |text: &String| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let texts: Vec<String> = texts.iter().map(tidy).collect();
        let with_begins: Vec<_> = texts.iter().map(|text| (text.clone(), Vec::new())).collect();
        let segment = segment(&with_begins);
        prop_assert_eq!(read(&segment, field(OurField::Grams)), grams(&texts));
        let titles: Vec<_> =
            texts.iter().map(|text| text.split(' ').next().unwrap_or_default().into()).collect();
        prop_assert_eq!(read(&segment, field(OurField::Title)), grams(&titles));
        let index = segment.inverted_index(field(OurField::Characters)).unwrap();
        for (term, expected) in characters(&texts) {
            let term = std::str::from_utf8(&term).unwrap();
            let term = schema::text_term(OurField::Characters, term);
            let mut postings =
                index.read_postings(&term, IndexRecordOption::WithFreqs).unwrap().unwrap();
            let mut counted = BTreeMap::new();
            while postings.doc() != TERMINATED {
                counted.insert(postings.doc(), postings.term_freq());
                postings.advance();
            }
            prop_assert_eq!(counted, expected);
        }
    }
}

#[test]
fn whole_values_list_each_text_once() {
    let texts: Vec<_> = (0..5).map(|number| (format!("文{number}"), Vec::new())).collect();
    let segment = segment(&texts);
    let held = |field| -> Vec<Vec<DocId>> {
        let documents = |texts: Vec<(DocId, _)>| texts.into_iter().map(|(text, _)| text).collect();
        read(&segment, field).into_values().map(documents).collect()
    };
    assert_eq!(held(field(OurField::SameText)), [vec![0, 1], vec![2, 3], vec![4]]);
    assert_eq!(held(field(OurField::Path)), [vec![0, 1, 2], vec![3, 4]]);
    assert!(read(&segment, field(OurField::Boundaries)).is_empty());
}

#[test]
fn begins_keep_their_positions() {
    let begins = vec![(3, Begin::Sentence), (5, Begin::Paragraph), (9, Begin::Sentence)];
    let segment = segment(&[("一".into(), Vec::new()), ("二".into(), begins)]);
    let expected = [("p", vec![(1, vec![5])]), ("s", vec![(1, vec![3, 9])])];
    let expected = expected.map(|(term, texts)| (term.as_bytes().to_vec(), texts));
    assert_eq!(read(&segment, field(OurField::Boundaries)), Listed::from(expected));
}
