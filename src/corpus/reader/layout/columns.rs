//! Pieces in the order they are read in.
//!
//! Pieces one below the other, flush and alike, are a block. Where blocks of running text are
//! side by side there are columns, and blocks are read by two rules (Breuel 2003): what is above
//! comes before what it overlaps, and what is left before what is right unless something across
//! both is between them. Everything else, forms above all, is read row by row.

use super::lines::SAME_ROW;
use super::units::{Piece, median};

/// How many lines running text has at least.
const FEWEST: usize = 4;

/// How wide the middle line of running text is at least, in sizes.
const WIDE: f32 = 6.0;

/// How much of its block's width the middle line of running text fills.
const FILLED: f32 = 0.6;

/// How far apart the lines of a block may be, in sizes.
const PITCH: f32 = 2.4;

/// How far the line below may begin to the left or right, in sizes: an indent.
const INDENT: f32 = 3.0;

/// How much sizes may differ within a block.
const OTHER_SIZE: f32 = 0.15;

/// How much of a page's characters running text holds where there are columns; a form holds less.
const SHARE: f32 = 0.6;

/// The gap between pieces that touch, in sizes.
const TOUCHING: f32 = 0.5;

/// The most units that are ordered; a page of more is read row by row.
const MOST: usize = 400;

/// The pieces of a page, ordered.
pub(super) fn ordered(pieces: Vec<Piece>) -> Vec<Piece> {
    let (texts, others): (Vec<_>, Vec<_>) = blocks(pieces).into_iter().partition(Block::is_text);
    let others: Vec<Piece> = others.into_iter().flat_map(|block| block.pieces).collect();
    let held: usize = texts.iter().map(|block| count(&block.pieces)).sum();
    let is_text = held as f32 >= SHARE * (held + count(&others)) as f32;
    let side_by_side = texts.iter().enumerate().any(|(at, block)| {
        texts[..at].iter().any(|other| !other.is_over(block) && other.is_beside(block))
    });
    if !is_text || !side_by_side || texts.len() + others.len() > MOST {
        let texts = texts.into_iter().flat_map(|block| block.pieces);
        return rows(texts.chain(others).collect()).into_iter().flatten().collect();
    }
    let units = texts.into_iter().chain(near(others)).collect();
    sorted(units).into_iter().flat_map(|block| block.pieces).collect()
}

/// How many characters some pieces have.
fn count(pieces: &[Piece]) -> usize {
    pieces.iter().map(|piece| piece.text.chars().count()).sum()
}

/// Pieces that belong together.
struct Block {
    pieces: Vec<Piece>,
    x0: f32,
    x1: f32,
    y0: f32,
    y1: f32,
}

impl Block {
    fn of(piece: Piece) -> Self {
        let Piece { x0, x1, y, size, .. } = piece;
        Self { x0, x1, y0: y - size, y1: y, pieces: vec![piece] }
    }

    fn add(&mut self, piece: Piece) {
        self.x0 = self.x0.min(piece.x0);
        self.x1 = self.x1.max(piece.x1);
        self.y1 = self.y1.max(piece.y);
        self.pieces.push(piece);
    }

    /// Whether a piece is the next line of it.
    fn goes_on(&self, piece: &Piece) -> bool {
        let Some(last) = self.pieces.last() else { return false };
        let size = last.size.max(piece.size);
        let down = piece.y - last.y;
        let shared = last.x1.min(piece.x1) - last.x0.max(piece.x0);
        let narrower = (last.x1 - last.x0).min(piece.x1 - piece.x0);
        (piece.size / last.size - 1.0).abs() <= OTHER_SIZE
            && (SAME_ROW * size..PITCH * size).contains(&down)
            && (piece.x0 - self.x0).abs() <= INDENT * size
            && shared >= 0.5 * narrower
    }

    fn is_text(&self) -> bool {
        let middle = median(self.pieces.iter().map(|piece| piece.x1 - piece.x0).collect());
        let size = self.pieces[0].size;
        self.pieces.len() >= FEWEST
            && middle >= WIDE * size
            && middle >= FILLED * (self.x1 - self.x0)
    }

    /// Whether it shares any part of the line's width with another.
    fn is_over(&self, other: &Self) -> bool {
        let slack = 0.3 * self.pieces[0].size;
        self.x0 + slack < other.x1 && other.x0 + slack < self.x1
    }

    /// Whether it shares any height with another.
    fn is_beside(&self, other: &Self) -> bool {
        self.y0 < other.y1 && other.y0 < self.y1
    }

    /// Whether it is read before another, as far as two rules tell.
    fn precedes(&self, other: &Self, all: &[Block]) -> bool {
        if self.is_over(other) {
            return self.y0 < other.y0;
        }
        let (upper, lower) = if self.y0 < other.y0 { (self, other) } else { (other, self) };
        let parts = |block: &Block| {
            let between = upper.y1 <= block.y0 && block.y1 <= lower.y0;
            between && block.is_over(self) && block.is_over(other)
        };
        self.x0 < other.x0 && !all.iter().any(parts)
    }
}

/// Pieces as blocks of lines one below the other.
fn blocks(mut pieces: Vec<Piece>) -> Vec<Block> {
    pieces.sort_by(|a, b| a.y.total_cmp(&b.y).then(a.x0.total_cmp(&b.x0)));
    let mut blocks: Vec<Block> = Vec::new();
    let mut open = 0;
    for piece in pieces {
        while blocks.get(open).is_some_and(|block| piece.y - block.y1 > 2.0 * PITCH * piece.size) {
            open += 1;
        }
        match blocks[open..].iter_mut().rev().find(|block| block.goes_on(&piece)) {
            Some(block) => block.add(piece),
            None => blocks.push(Block::of(piece)),
        }
    }
    blocks
}

/// Pieces as rows, each from left to right.
fn rows(mut pieces: Vec<Piece>) -> Vec<Vec<Piece>> {
    pieces.sort_by(|a, b| a.y.total_cmp(&b.y));
    let mut row_of = 0.0;
    let mut rows: Vec<Vec<Piece>> = Vec::new();
    for piece in pieces {
        let same = (piece.y - row_of) < SAME_ROW * piece.size;
        match rows.last_mut().filter(|_| same) {
            Some(row) => row.push(piece),
            None => {
                row_of = piece.y;
                rows.push(vec![piece]);
            }
        }
    }
    rows.iter_mut().for_each(|row| row.sort_by(|a, b| a.x0.total_cmp(&b.x0)));
    rows
}

/// How many rows of a page have pieces that touch and were not drawn one after the other, and how
/// many rows there are.
pub(super) fn torn(pieces: Vec<Piece>) -> (usize, usize) {
    let numbered = pieces.into_iter().enumerate();
    // The number of a piece takes the place of its text.
    let numbered = numbered.map(|(at, piece)| Piece { text: at.to_string(), ..piece });
    let rows = rows(numbered.collect());
    let number = |piece: &Piece| piece.text.parse::<usize>().unwrap_or(0);
    let is_torn = |row: &&Vec<Piece>| {
        row.windows(2).any(|pair| {
            let touch = (pair[1].x0 - pair[0].x1).abs() < TOUCHING * pair[0].size;
            touch && number(&pair[1]) != number(&pair[0]) + 1
        })
    };
    (rows.iter().filter(is_torn).count(), rows.len())
}

/// What is near each other in a row, as blocks.
fn near(pieces: Vec<Piece>) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    for row in rows(pieces) {
        let mut begins = true;
        for piece in row {
            let last = blocks.last_mut().filter(|_| !begins);
            match last.filter(|block| piece.x0 - block.x1 < INDENT * piece.size) {
                Some(block) => block.add(piece),
                None => blocks.push(Block::of(piece)),
            }
            begins = false;
        }
    }
    blocks
}

/// Blocks in the order they are read in; where the rules contradict each other, from the top down.
fn sorted(mut blocks: Vec<Block>) -> Vec<Block> {
    blocks.sort_by(|a, b| a.y0.total_cmp(&b.y0).then(a.x0.total_cmp(&b.x0)));
    let before = |at: usize| {
        let others = (0..blocks.len()).filter(move |other| *other != at);
        others.filter(|other| blocks[*other].precedes(&blocks[at], &blocks)).collect()
    };
    let mut waits: Vec<Vec<usize>> = (0..blocks.len()).map(before).collect();
    let mut left: Vec<usize> = (0..blocks.len()).collect();
    let mut order = Vec::new();
    while !left.is_empty() {
        let next = left.iter().position(|at| waits[*at].is_empty()).unwrap_or(0);
        let next = left.remove(next);
        waits.iter_mut().for_each(|waits| waits.retain(|at| *at != next));
        order.push(next);
    }
    let mut blocks: Vec<Option<Block>> = blocks.into_iter().map(Some).collect();
    order.into_iter().filter_map(|at| blocks[at].take()).collect()
}
