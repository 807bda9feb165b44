//! One binary for all tests of the whole: the command, the promises, the house.

mod desk;

mod bad_input;
mod command;
mod evaluation;
mod floors;
mod golden;
mod incremental;
mod known_item;
mod metadata;
mod readme;
mod real;
mod recall;
mod spelling;
