//! Many times in four figures.

use std::time::Duration;

/// How long answers took, in milliseconds; percentiles by nearest rank.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Latency {
    /// Half of the answers took no longer.
    pub p50: f64,
    /// 95 % of the answers took no longer.
    pub p95: f64,
    /// 99 % of the answers took no longer.
    pub p99: f64,
    /// The longest.
    pub max: f64,
}

impl Latency {
    /// The figures of `times`, in whatever order; all 0 without any.
    ///
    /// ```
    /// use std::time::Duration;
    /// use policy_search::engine::bench::Latency;
    ///
    /// let latency = Latency::of((1..=200).map(Duration::from_millis).collect());
    /// assert_eq!((latency.p50, latency.p95), (100.0, 190.0));
    /// assert_eq!((latency.p99, latency.max), (198.0, 200.0));
    /// ```
    pub fn of(mut times: Vec<Duration>) -> Self {
        times.sort_unstable();
        let [p50, p95, p99, max] =
            [50, 95, 99, 100].map(|percent| nearest_rank(&times, percent).as_secs_f64() * 1e3);
        Self { p50, p95, p99, max }
    }
}

/// The smallest of the `sorted` times that at least `percent` of them do not exceed.
fn nearest_rank(sorted: &[Duration], percent: usize) -> Duration {
    let rank = (sorted.len() * percent).div_ceil(100);
    sorted.get(rank.saturating_sub(1)).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn milliseconds(times: &[u64]) -> Latency {
        Latency::of(times.iter().copied().map(Duration::from_millis).collect())
    }

    #[test]
    fn every_figure_is_a_time_that_was_measured() {
        let Latency { p50, p95, p99, max } = milliseconds(&[50, 15, 35, 20, 40]);
        assert_eq!([p50, p95, p99, max], [35.0, 50.0, 50.0, 50.0]);
        let Latency { p50, p95, p99, max } = milliseconds(&[7]);
        assert_eq!([p50, p95, p99, max], [7.0; 4]);
        assert_eq!(milliseconds(&[8, 6]).p50, 6.0);
        assert_eq!(milliseconds(&[]), Latency::default());
    }

    #[test]
    fn a_hundred_times_tell_the_99th_from_the_longest() {
        let times: Vec<u64> = (1..=100).rev().collect();
        let Latency { p50, p95, p99, max } = milliseconds(&times);
        assert_eq!([p50, p95, p99, max], [50.0, 95.0, 99.0, 100.0]);
    }

    proptest! {
        #[test]
        fn a_percentile_is_the_least_that_covers_its_share(times in prop::collection::vec(0_u64..90, 1..300)) {
            let latency = milliseconds(&times);
            for (percent, value) in [(50, latency.p50), (95, latency.p95), (99, latency.p99)] {
                let upto = times.iter().filter(|time| **time as f64 <= value).count();
                let below = times.iter().filter(|time| (**time as f64) < value).count();
                prop_assert!(upto * 100 >= percent * times.len());
                prop_assert!(below * 100 < percent * times.len());
            }
        }
    }
}
