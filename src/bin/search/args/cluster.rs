//! The flags of an index that is written to OpenSearch.

use std::time::Duration;

use clap::Args as ClapArgs;

use super::values::count;

/// OpenSearch takes no more shards of one index unless it is told to.
const MOST_SHARDS: usize = 1024;

/// More copies than a cluster has nodes are never made.
const MOST_REPLICAS: usize = 100;

#[derive(ClapArgs, Clone, Copy, Debug)]
#[command(next_help_heading = "Run")]
pub(crate) struct ClusterArgs {
    /// Shards of an index in OpenSearch that is built anew (if not given, by its size)
    #[arg(long, value_name = "N", value_parser = shards)]
    pub shards: Option<u32>,
    /// Copies of each shard in OpenSearch besides the first (if not given, one where there are nodes for
    /// it)
    #[arg(long, value_name = "N", value_parser = replicas)]
    pub replicas: Option<u32>,
    /// How long to wait while OpenSearch refuses writes, such as 90s, 10m or 2h (if not given: 10m)
    #[arg(long, value_name = "TIME", value_parser = patience)]
    pub patience: Option<Duration>,
}

fn shards(text: &str) -> Result<u32, String> {
    match count(text)? {
        shards @ 1..=MOST_SHARDS => Ok(shards as u32),
        _ => Err("write a number from 1 to 1024".to_string()),
    }
}

fn replicas(text: &str) -> Result<u32, String> {
    match count(text)? {
        replicas @ 0..=MOST_REPLICAS => Ok(replicas as u32),
        _ => Err("write a number from 0 to 100".to_string()),
    }
}

/// The time that a text such as 10m names.
fn patience(text: &str) -> Result<Duration, String> {
    let wrong = || "write a number and s, m or h: 90s, 10m, 2h".to_string();
    let units = [('s', 1), ('m', 60), ('h', 3600)];
    let found = units.into_iter().find_map(|(unit, long)| Some((text.strip_suffix(unit)?, long)));
    let (number, seconds) = found.ok_or_else(wrong)?;
    let number: u64 = number.parse().map_err(|_| wrong())?;
    number.checked_mul(seconds).map(Duration::from_secs).ok_or_else(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_a_number_and_a_unit() {
        for (text, seconds) in [("90s", 90), ("10m", 600), ("2h", 7200), ("0s", 0)] {
            assert_eq!(patience(text), Ok(Duration::from_secs(seconds)), "{text}");
        }
        for text in ["", "10", "m", "-1m", "1.5h", "10 m", "10ms", "9999999999999999999h"] {
            assert!(patience(text).is_err(), "{text}");
        }
    }

    #[test]
    fn shards_and_replicas_have_bounds() {
        assert_eq!(
            ["0", "1", "1024", "1025"].map(|text| shards(text).ok()),
            [None, Some(1), Some(1024), None]
        );
        assert_eq!(
            ["0", "100", "101", "-1"].map(|text| replicas(text).ok()),
            [Some(0), Some(100), None, None]
        );
    }
}
