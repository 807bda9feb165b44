//! One binary for all tests of the whole: the command, the promises, the house.

mod desk;

mod bad_input;
mod command;
mod copies;
mod damage;
mod facets;
mod floors;
mod incremental;
mod metadata;
mod readme;
mod real;
mod recall;
mod spelling;
