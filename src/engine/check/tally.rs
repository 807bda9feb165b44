//! What was asked and what was found, counted by class of strings.

/// How many failures of one tally are named.
const NAMED: usize = 5;

/// What strings are of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// Random strings of Han characters alone.
    Han,
    /// Random strings with Latin words or figures.
    Letters,
    /// Random strings across marks or blanks.
    Marks,
    /// Names of bodies, departments and divisions.
    Names,
    /// Terms of policy.
    Terms,
}

impl Class {
    /// All classes, in the order they are shown.
    pub const ALL: [Class; 5] =
        [Class::Han, Class::Letters, Class::Marks, Class::Names, Class::Terms];

    /// The name in output.
    pub fn name(self) -> &'static str {
        match self {
            Class::Han => "han",
            Class::Letters => "letters",
            Class::Marks => "marks",
            Class::Names => "names",
            Class::Terms => "terms",
        }
    }
}

/// How strings were asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// In quotes: exactly what holds them is to be found.
    Quoted,
    /// As words: all that holds them is to be among what is found.
    Words,
}

impl Asked {
    /// The name in output.
    pub fn name(self) -> &'static str {
        match self {
            Asked::Quoted => "quoted",
            Asked::Words => "words",
        }
    }
}

/// A string whose announcements were not found as promised.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The query as it was typed.
    pub query: String,
    /// How many announcements hold it and were not found.
    pub missed: usize,
    /// How many were found and do not hold it; 0 unless it was asked in quotes.
    pub wrong: usize,
    /// Where the first of them stands; empty where the query could not be read.
    pub place: String,
}

/// The strings of one class, asked for in one way.
#[derive(Clone, Debug, PartialEq)]
pub struct Tally {
    /// What they are of.
    pub class: Class,
    /// How they were asked for.
    pub asked: Asked,
    /// How many were asked for.
    pub strings: usize,
    /// How many were not, because the query language reads marks in them as more than text.
    pub unasked: usize,
    /// How often an announcement holds one of them.
    pub held: u64,
    /// How many of these were found.
    pub found: u64,
    /// How often one was found that does not hold the string.
    pub wrong: u64,
    /// How many strings failed.
    pub failed: usize,
    /// The first of them.
    pub failures: Vec<Failure>,
    /// How long it took, in seconds.
    pub seconds: f64,
}

impl Tally {
    pub(super) fn new(class: Class, asked: Asked) -> Self {
        Self {
            class,
            asked,
            strings: 0,
            unasked: 0,
            held: 0,
            found: 0,
            wrong: 0,
            failed: 0,
            failures: Vec::new(),
            seconds: 0.0,
        }
    }

    /// The share of the announcements that hold a string which were found, 0 to 1.
    pub fn recall(&self) -> f64 {
        share(self.found, self.held)
    }

    /// The share of the announcements found which hold the string, 0 to 1; `None` for words, which
    /// may stand apart.
    pub fn precision(&self) -> Option<f64> {
        let asked = self.asked == Asked::Quoted;
        asked.then(|| share(self.found, self.found + self.wrong))
    }

    /// Counts one string: what holds it and what was found, both ascending.
    pub(super) fn count(&mut self, query: &str, held: &[u32], found: &[u32], places: &[String]) {
        let missing = |of: &[u32], from: &[u32]| -> Vec<u32> {
            of.iter().copied().filter(|one| from.binary_search(one).is_err()).collect()
        };
        let missed = missing(held, found);
        let wrong = match self.asked {
            Asked::Quoted => missing(found, held),
            Asked::Words => Vec::new(),
        };
        self.strings += 1;
        self.held += held.len() as u64;
        self.found += (held.len() - missed.len()) as u64;
        self.wrong += wrong.len() as u64;
        if let Some(first) = missed.first().or(wrong.first()) {
            let place = places.get(*first as usize).cloned().unwrap_or_default();
            let query = query.to_string();
            self.fail(Failure { query, missed: missed.len(), wrong: wrong.len(), place });
        }
    }

    /// Counts a query that could not be read at all.
    pub(super) fn unread(&mut self, query: &str, held: &[u32]) {
        self.strings += 1;
        self.held += held.len() as u64;
        let (query, missed) = (query.to_string(), held.len());
        self.fail(Failure { query, missed, wrong: 0, place: String::new() });
    }

    fn fail(&mut self, failure: Failure) {
        self.failed += 1;
        if self.failures.len() < NAMED {
            self.failures.push(failure);
        }
    }
}

fn share(part: u64, whole: u64) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missed_and_what_is_wrong_is_counted_and_named() {
        let places = ["a".to_string(), "b".to_string(), "c".to_string()];
        let mut quoted = Tally::new(Class::Terms, Asked::Quoted);
        quoted.count("\"x\"", &[0, 1], &[1, 2], &places);
        quoted.count("\"y\"", &[0], &[0], &places);
        assert_eq!((quoted.recall(), quoted.precision()), (2.0 / 3.0, Some(2.0 / 3.0)));
        let failure = Failure { query: "\"x\"".into(), missed: 1, wrong: 1, place: "a".into() };
        assert_eq!((quoted.failed, quoted.failures), (1, vec![failure]));

        let mut words = Tally::new(Class::Terms, Asked::Words);
        words.count("x", &[0, 1], &[0, 1, 2], &places);
        assert_eq!((words.recall(), words.precision(), words.failed), (1.0, None, 0));
    }

    #[test]
    fn a_query_that_is_refused_fails() {
        let mut quoted = Tally::new(Class::Marks, Asked::Quoted);
        quoted.unread("\"\"\"", &[]);
        assert_eq!((quoted.failed, quoted.strings), (1, 1));
    }
}
