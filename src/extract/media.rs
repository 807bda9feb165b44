//! Which names are those of media, by the rows of `data/media.tsv`.

use std::sync::LazyLock;

/// Where in a name its word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Whole,
    End,
    Anywhere,
}

static WORDS: LazyLock<Vec<(Place, &'static str)>> = LazyLock::new(|| {
    let rows = include_str!("data/media.tsv").lines().filter(|row| !row.starts_with('#'));
    let rows = rows.filter_map(|row| row.split_once('\t'));
    let placed = rows.filter_map(|(place, words)| Some((place_of(place)?, words)));
    placed.flat_map(|(place, words)| words.split(' ').map(move |word| (place, word))).collect()
});

fn place_of(name: &str) -> Option<Place> {
    Some(match name {
        "is" => Place::Whole,
        "ends" => Place::End,
        "holds" => Place::Anywhere,
        _ => return None,
    })
}

/// Whether a name is that of a newspaper, an agency, a station or an account, and not of a body.
pub(super) fn is_media(name: &str) -> bool {
    let name = name.trim_matches(|c: char| c.is_whitespace() || "《》“”\"".contains(c));
    WORDS.iter().any(|(place, word)| match place {
        Place::Whole => name == *word,
        Place::End => name.ends_with(word),
        Place::Anywhere => name.contains(word),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn media_are_told_from_bodies() {
        for name in [
            "新华社",
            "某某日报",
            "《某某晚报》",
            "某县融媒体中心",
            "某市广播电视台",
            "某省报业集团",
            "某区新闻中心",
            "某某日报·新某某客户端",
            "某市援青微信公众号",
            "某某发布",
        ] {
            assert!(is_media(name), "{name}");
        }
        for name in [
            "某市水利局",
            "国家广播电视总局",
            "某省供销社",
            "某县气象台",
            "中共某市委宣传部",
            "某市人民政府新闻办公室",
            "某市新闻出版局",
        ] {
            assert!(!is_media(name), "{name}");
        }
    }

    #[test]
    fn every_row_of_the_table_is_used() {
        let rows = include_str!("data/media.tsv").lines().filter(|row| !row.starts_with('#'));
        for row in rows {
            let place = row.split_once('\t').and_then(|(place, _)| place_of(place));
            assert!(place.is_some() && !row.ends_with(' ') && !row.contains("  "), "{row}");
        }
    }
}
