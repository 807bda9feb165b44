//! Chance that follows from a seed.

use std::f64::consts::TAU;

/// Numbers that look random and are the same on every run (SplitMix64).
pub struct Dice(pub u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `end`, which is not 0.
    pub fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    /// A number from `least` to `most`.
    pub fn within(&mut self, least: usize, most: usize) -> usize {
        least + self.below(most + 1 - least)
    }

    /// A number from 0 up to 1, without it.
    pub fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Yes, with this probability.
    pub fn chance(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }

    /// One of `things`, all alike likely.
    pub fn pick<'a, T>(&mut self, things: &'a [T]) -> &'a T {
        &things[self.below(things.len())]
    }

    /// One of `things` by their weights.
    pub fn weighted<T: Copy>(&mut self, things: &[(T, u32)]) -> T {
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
    pub fn log_normal(&mut self, median: f64, sigma: f64) -> f64 {
        let (one, other) = (1.0 - self.unit(), self.unit());
        median * (sigma * (-2.0 * one.ln()).sqrt() * (TAU * other).cos()).exp()
    }
}
