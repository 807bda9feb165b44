//! One binary for all tests of the whole: the command, the promises, the house.

mod desk;
mod made;

mod absence;
mod bad_input;
mod bench;
mod check;
mod command;
mod copies;
mod damage;
mod encodings;
mod evaluation;
mod explain;
mod facets;
mod floors;
mod formats;
mod golden;
mod hostile_pages;
mod incremental;
mod junk;
mod known_item;
mod layouts;
mod main_text;
mod metadata;
mod near;
mod own_words;
mod passages;
mod readme;
mod real;
mod recall;
mod references;
mod short_names;
mod spelling;
mod synthetic;
mod validity;
