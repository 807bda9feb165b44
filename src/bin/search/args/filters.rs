//! The filters, which searches, evaluations and measurements of speed share.

use clap::Args as ClapArgs;
use policy_search::{Kind, Level, Validity};

use super::values::{Choice, parameter};

#[derive(ClapArgs, Debug)]
#[command(next_help_heading = "Filters")]
pub(crate) struct FilterArgs {
    /// Written on or after this day, month or year (2025-01-15, 2025-01, 2025)
    #[arg(long, value_name = "DATE")]
    pub from: Option<String>,
    /// Written on or before this day, month or year
    #[arg(long, value_name = "DATE")]
    pub to: Option<String>,
    /// With a date limit, keep announcements without a date too
    #[arg(long)]
    pub undated: bool,
    /// Added to the index since this day, month or year, or by the latest run (last)
    #[arg(long, value_name = "DATE|last")]
    pub since: Option<String>,
    /// Issued by this body, by any of its names (发改委); may be repeated
    #[arg(long, value_name = "NAME", value_parser = parameter("issuer"))]
    pub issuer: Vec<String>,
    /// Issued at this level; may be repeated
    #[arg(long, value_name = "LEVEL", value_parser = Choice::<Level>::new())]
    pub level: Vec<Level>,
    /// Of this kind (通知, 意见, …); may be repeated
    #[arg(long, value_name = "KIND", value_parser = Choice::<Kind>::new(), hide_possible_values = true)]
    pub kind: Vec<Kind>,
    /// Of this division or one within it (四川, 青白江区); may be repeated
    #[arg(long, value_name = "NAME", value_parser = parameter("region"))]
    pub region: Vec<String>,
    /// In force or not (现行有效, 已修改, 已废止, 失效, 尚未生效; in-force, amended, …); may be repeated
    #[arg(long, value_name = "VALIDITY", value_parser = Choice::<Validity>::new(), hide_possible_values = true)]
    pub validity: Vec<Validity>,
    /// With this document number, in any spelling, or one of a series (国发, 国发〔2025〕, 国发〔2025〕1..9号)
    #[arg(long, value_name = "NUMBER", value_parser = parameter("number"))]
    pub number: Option<String>,
    /// Search titles only
    #[arg(long)]
    pub title_only: bool,
}
