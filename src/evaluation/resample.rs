//! Chance: how often it alone would make a difference as large, and how far a mean may be off.
//!
//! The test is the paired randomisation test with the difference of means as its statistic, which
//! Smucker, Allan and Carterette (CIKM 2007) recommend for runs over the same topics: were two
//! runs the same, each topic's difference could as well have the other sign.

use super::dice::Dice;

/// How many times chance is asked.
pub const DRAWS: usize = 10_000;

/// Where the numbers begin: the same input has the same figures on every machine.
const SEED: u64 = 20_070_911;

/// What two sums may differ by and be the same sum in another order.
const ROUNDING: f64 = 1e-9;

/// How probable it is, two-sided, that chance alone makes the mean of `differences` this large.
///
/// Of `DRAWS` drawings of signs, those at least as extreme, the one that was seen counted with
/// them: never 0, and 1 where nothing differs.
pub(super) fn p_value(differences: &[f64]) -> f64 {
    let seen = differences.iter().sum::<f64>().abs();
    let mut dice = Dice(SEED);
    let extreme = (0..DRAWS).filter(|_| {
        let sum: f64 = differences.iter().map(|value| sign(&mut dice) * value).sum();
        sum.abs() >= seen - ROUNDING
    });
    (extreme.count() + 1) as f64 / (DRAWS + 1) as f64
}

/// The interval that holds the mean of `differences` in 95 of 100 collections like this one: the
/// percentiles 2.5 and 97.5 of the means of `DRAWS` collections drawn from it (bootstrap).
pub(super) fn interval(differences: &[f64]) -> (f64, f64) {
    let count = differences.len();
    if count == 0 {
        return (0.0, 0.0);
    }
    let mut dice = Dice(SEED);
    let mut mean =
        || (0..count).map(|_| differences[below(&mut dice, count)]).sum::<f64>() / count as f64;
    let mut means: Vec<f64> = (0..DRAWS).map(|_| mean()).collect();
    means.sort_unstable_by(f64::total_cmp);
    let beyond = DRAWS / 40;
    (means[beyond], means[DRAWS - 1 - beyond])
}

fn sign(dice: &mut Dice) -> f64 {
    if dice.next_u64() & 1 == 0 { 1.0 } else { -1.0 }
}

/// A number below `end` by its place among all numbers, not by division: the figures of one seed
/// depend on it.
fn below(dice: &mut Dice, end: usize) -> usize {
    ((u128::from(dice.next_u64()) * end as u128) >> 64) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn p_is_that_of_all_assignments_of_signs() {
        let differences = [0.5, 0.25, 0.125, -0.0625, 0.03125, 0.3, -0.2, 0.1];
        let seen: f64 = differences.iter().sum();
        let sum = |signs: u32| -> f64 {
            let signed = differences.iter().enumerate();
            signed.map(|(bit, value)| if signs >> bit & 1 == 0 { *value } else { -value }).sum()
        };
        let extreme = (0..256).filter(|signs| sum(*signs).abs() >= seen - ROUNDING).count();
        let exact = extreme as f64 / 256.0;
        assert!((p_value(&differences) - exact).abs() < 0.01, "{} {exact}", p_value(&differences));
    }

    #[test]
    fn nothing_is_certain_and_no_difference_is_chance() {
        assert_eq!(p_value(&[0.0; 20]), 1.0);
        assert_eq!(p_value(&[]), 1.0);
        assert_eq!(p_value(&[0.5; 60]), 1.0 / (DRAWS + 1) as f64);
    }

    #[test]
    fn the_interval_is_that_of_the_mean() {
        let differences: Vec<f64> = (0..400).map(|value| f64::from(value % 4) / 4.0).collect();
        let (low, high) = interval(&differences);
        let spread = 1.96 * (5.0_f64 / 64.0 / 400.0).sqrt();
        assert!((low - (0.375 - spread)).abs() < 0.002, "{low}");
        assert!((high - (0.375 + spread)).abs() < 0.002, "{high}");
        assert_eq!(interval(&[]), (0.0, 0.0));
    }
}
