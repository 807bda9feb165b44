//! One binary for all tests of the whole: the command, the promises, the house.

mod desk;
mod made;

mod absence;
mod bad_input;
mod bench;
mod check;
mod command;
mod convert;
mod copies;
mod damage;
mod evaluation;
mod explain;
mod facets;
mod floors;
mod formats;
mod golden;
mod incremental;
mod known_item;
mod metadata;
mod near;
mod office;
mod own_words;
mod passages;
mod readme;
mod real;
mod recall;
mod references;
mod short_names;
mod site_folder;
mod spelling;
mod synthetic;
mod titles;
mod validity;
