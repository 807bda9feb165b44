//! Spreadsheets with bytes changed at random: read in part or refused, and never a panic.

use super::made::{compound, ods, xls, xlsb, xlsx, xml_spreadsheet};
use super::{LIST, run, unzipped};
use crate::made::zipped;

/// The same numbers on every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end.max(1)
    }

    /// Some bytes changed, taken out or cut off.
    fn damage(&mut self, bytes: &mut Vec<u8>) {
        for _ in 0..=self.below(6) {
            let at = self.below(bytes.len());
            match self.below(5) {
                0 => bytes.truncate(at),
                1 => drop(bytes.drain(at..(at + 3).min(bytes.len()))),
                2 if at < bytes.len() => bytes[at] = 0xFF,
                3 if at < bytes.len() => bytes[at] = 0,
                _ if at < bytes.len() => bytes[at] ^= 1 << self.below(8),
                _ => {}
            }
        }
    }
}

#[test]
fn damaged_parts_of_a_container_are_no_panic() {
    let table = "<table:table table:name='一'><table:table-row><table:table-cell office:value-type='float' office:value='1'><text:p>青山</text:p></table:table-cell></table:table-row></table:table>";
    let files = [xlsx(LIST), xlsb(LIST, 45356.0, 0.25), ods(table)];
    let mut dice = Dice(7);
    let mut read = 0;
    for round in 0..1_200 {
        let mut parts = unzipped(&files[round % files.len()]);
        let at = dice.below(parts.len());
        dice.damage(&mut parts[at].1);
        let parts: Vec<(&str, &[u8])> =
            parts.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
        read += usize::from(run("a.xlsx", &zipped(&parts)).is_ok());
    }
    assert!(read > 300, "{read} of 1200 are read in spite of their damage");
}

#[test]
fn damaged_records_and_xml_are_no_panic() {
    let stream = {
        let bytes = xls(LIST);
        let mut file = cfb::CompoundFile::open(std::io::Cursor::new(bytes)).unwrap();
        let mut stream = Vec::new();
        std::io::Read::read_to_end(&mut file.open_stream("/Workbook").unwrap(), &mut stream)
            .unwrap();
        stream
    };
    let xml = xml_spreadsheet(
        "<Worksheet ss:Name='一'><Table><Row ss:Index='2'><Cell ss:Index='3' ss:MergeDown='1'><Data ss:Type='Number'>1</Data></Cell></Row></Table></Worksheet>",
    );
    let mut dice = Dice(11);
    let mut read = 0;
    for _ in 0..1_200 {
        let mut damaged = stream.clone();
        dice.damage(&mut damaged);
        read += usize::from(run("a.xls", &compound("/Workbook", &damaged)).is_ok());
        let mut damaged = xml.clone();
        dice.damage(&mut damaged);
        read += usize::from(run("a.xls", &damaged).is_ok());
    }
    assert!(read > 600, "{read} of 2400 are read in spite of their damage");
}
