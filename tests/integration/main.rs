//! One binary for all tests of the whole: the command, the promises, the house.

mod desk;

mod absence;
mod bad_input;
mod check;
mod command;
mod explain;
mod floors;
mod incremental;
mod metadata;
mod near;
mod readme;
mod real;
mod recall;
mod spelling;
