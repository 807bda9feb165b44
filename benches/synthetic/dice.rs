//! Chance that follows from a seed.

use std::f64::consts::TAU;

use policy_search::evaluation::dice::Dice as Numbers;

/// Draws that are the same on every run of one seed.
pub(crate) struct Dice(Numbers);

impl Dice {
    /// Draws that follow from `seed`.
    pub(crate) fn new(seed: u64) -> Self {
        Self(Numbers(seed))
    }

    /// A number below `end`, which is not 0.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        self.0.below(end)
    }

    /// A number from `least` to `most`.
    pub(crate) fn within(&mut self, least: usize, most: usize) -> usize {
        least + self.below(most + 1 - least)
    }

    /// A number from 0 up to 1, without it.
    pub(crate) fn unit(&mut self) -> f64 {
        (self.0.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Yes, with this probability.
    pub(crate) fn chance(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }

    /// One of `things`, all alike likely.
    pub(crate) fn pick<'a, T>(&mut self, things: &'a [T]) -> &'a T {
        &things[self.below(things.len())]
    }

    /// One of `things` by their weights.
    pub(crate) fn weighted<T: Copy>(&mut self, things: &[(T, u32)]) -> T {
        let all: u32 = things.iter().map(|(_, weight)| weight).sum();
        let mut left = self.below(all as usize) as u32;
        for (thing, weight) in things {
            if left < *weight {
                return *thing;
            }
            left -= weight;
        }
        things[0].0
    }

    /// A number of the log-normal distribution with this median and σ (Box and Muller, 1958).
    pub(crate) fn log_normal(&mut self, median: f64, sigma: f64) -> f64 {
        let (one, other) = (1.0 - self.unit(), self.unit());
        median * (sigma * (-2.0 * one.ln()).sqrt() * (TAU * other).cos()).exp()
    }
}
