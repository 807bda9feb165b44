//! Sentences and paragraphs of a text, counted by the positions at which they begin.

/// The scopes of what starts at `starts` and whose end starts `last` positions on, both in one.
pub(super) fn whole(starts: &[u32], last: u32, boundaries: &[u32]) -> Vec<usize> {
    let scope = |position: u32| boundaries.partition_point(|boundary| *boundary <= position);
    let ends = starts.iter().map(|start| (scope(*start), scope(start.saturating_add(last))));
    let mut held: Vec<usize> =
        ends.filter(|(first, last)| first == last).map(|(scope, _)| scope).collect();
    held.dedup();
    held
}

/// What two ascending lists have in common.
pub(super) fn common<T: Ord + Copy>(left: &[T], right: &[T]) -> Vec<T> {
    let mut rest = right.iter().peekable();
    let mut is_in_both = |one: &T| {
        while rest.next_if(|other| *other < one).is_some() {}
        rest.peek() == Some(&one)
    };
    left.iter().copied().filter(|one| is_in_both(one)).collect()
}
