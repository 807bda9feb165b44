//! One binary for all tests of the whole: the command, the promises, the house.

mod desk;

mod bad_input;
mod command;
mod floors;
mod incremental;
mod metadata;
mod readme;
mod real;
mod recall;
mod references;
mod spelling;
