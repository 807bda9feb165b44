//! Reads whose meeting a meeting report tells of.

use super::context::Context;
use super::name::Scope;
use super::registry::Registry;
use super::spelling::fold;
use crate::announcement::Issuer;
use crate::text::pattern::{Parts, Pattern};

/// The body a report is about is named in its first characters.
const OPENING: usize = 300;

impl Registry {
    /// The body whose meeting a report tells of (区政府十五届第八次全体会议): the division is the one
    /// the context names, else the one of that rank the text names most.
    pub fn issuer_of_report(&self, text: &str, context: &Context) -> Option<Issuer> {
        let text = fold(text);
        let opening: String = text.chars().filter(|c| !c.is_whitespace()).take(OPENING).collect();
        if let Some(centre) = central_meeting(&opening) {
            let reading = self.read(centre, Scope::default())?;
            return Some(self.issuer(reading));
        }
        let (place, house) = meeting(&opening)?;
        let scope = self.scope(context);
        let region = self.seat_of(place, &text, scope);
        let name = format!("{}{house}", last_word(place));
        let named = Scope { region, ..scope };
        let reading = self.read(&name, named).filter(|reading| reading.known)?;
        Some(self.issuer(reading))
    }

    /// The division 区 means: the one named with it, the context's, or the text's.
    fn seat_of(&self, place: &str, text: &str, scope: Scope) -> Option<u16> {
        let word = last_word(place);
        let named = self.divisions.find(place).filter(|_| place != word);
        named.or_else(|| self.understood(word, scope)).or_else(|| {
            let fits = |id| self.divisions.get(id).name.ends_with(word);
            self.region_where(text, fits)
        })
    }
}

/// 省, 市, 区 … at the end of the words for a division.
fn last_word(place: &str) -> &str {
    ["自治区", "自治州", "自治县"]
        .into_iter()
        .find(|word| place.ends_with(word))
        .unwrap_or_else(|| place.char_indices().last().map_or(place, |(at, _)| &place[at..]))
}

fn central_meeting(opening: &str) -> Option<&'static str> {
    let held = |names: [&str; 2]| names.iter().any(|name| opening.contains(name));
    if held(["召开国务院常务会议", "国务院总理"]) {
        Some("国务院")
    } else if held(["中共中央政治局召开会议", "中共中央政治局常务委员会召开会议"])
    {
        Some("中共中央")
    } else {
        None
    }
}

/// The division's words and the house in `主持召开区政府…会议` or `市委召开…会议`.
fn meeting(opening: &str) -> Option<(&str, &str)> {
    const PARTS: Parts = &[
        ("place", r"((?:[\p{Han}]{2,12}?)?(?:自治区|自治州|自治县|省|市|区|县|州|盟|旗))"),
        ("house", "(人民政府|政府|人大常委会|政协|委)"),
    ];
    static HELD: Pattern = Pattern::with(
        PARTS,
        "(?:召开|举行)了?{place}{house}[^。！？，；]{0,24}(?:会议|全会|常委会)",
    );
    static HOLDS: Pattern = Pattern::with(
        PARTS,
        "{place}{house}(?:党组)?(?:召开|举行)[^。！？；]{0,30}(?:会议|全会|常委会)",
    );
    let found = [&HELD, &HOLDS].into_iter().find_map(|form| form.captures(opening))?;
    let place = found.get(1)?.as_str();
    let place = place.rsplit_once("日").map_or(place, |(_, place)| place);
    Some((place, found.get(2)?.as_str()))
}
