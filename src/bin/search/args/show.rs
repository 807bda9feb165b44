//! The flags of `search show` and `search open`.

use clap::Args as ClapArgs;
use jiff::civil::Date;

use super::cite::CiteStyle;
use super::place::IndexPlace;
use super::screen::ScreenArgs;
use super::values::day;

#[derive(ClapArgs, Debug)]
pub(crate) struct ShowArgs {
    /// Its rank in the last search, its id or the first digits of it, its document number, its file as a
    /// hit shows it, its title, or articles of it (民法典第三条)
    #[arg(value_name = "NAME", required = true)]
    pub name: Vec<String>,
    /// Mark the words of this query; of the articles that it asks for, show them alone
    #[arg(long, value_name = "QUERY")]
    pub query: Option<String>,
    /// Show all of it, not only the articles named
    #[arg(long)]
    pub whole: bool,
    /// Write long texts to the terminal at once, not through a pager
    #[arg(long)]
    pub no_pager: bool,
    /// Say behind each value where it came from: table, meta, head, signature, site …
    #[arg(long)]
    pub provenance: bool,
    /// Print one JSON object
    #[arg(long, conflicts_with = "query")]
    pub json: bool,
    /// Print a reference to it: by GB/T 7714, as legal texts cite, or for reference software
    #[arg(long, value_enum, value_name = "STYLE", conflicts_with_all = ["query", "json", "provenance"])]
    pub cite: Option<CiteStyle>,
    /// The day on which its page is cited as seen, instead of today
    #[arg(long, value_name = "DATE", value_parser = day, requires = "cite")]
    pub now: Option<Date>,
    #[command(flatten)]
    pub screen: ScreenArgs,
    #[command(flatten)]
    pub place: IndexPlace,
}

#[derive(ClapArgs, Debug)]
pub(crate) struct OpenArgs {
    /// Its rank in the last search, its id or the first digits of it, its document number, its file as a
    /// hit shows it, or its title
    #[arg(value_name = "NAME", required = true)]
    pub name: Vec<String>,
    /// Print the path of the file instead
    #[arg(long)]
    pub print: bool,
    #[command(flatten)]
    pub place: IndexPlace,
}
