//! Work on long files that two hands can share.

/// A piece of work that another hand may do.
pub type Work<'w> = &'w mut (dyn FnMut() + Send);

/// Does two pieces of work, at the same time where there are hands for it, and comes back when both are done. The core
/// knows of no threads: who calls brings them.
pub type Both<'b> = &'b dyn Fn(Work<'_>, Work<'_>);

/// For those who have one hand.
pub fn one_by_one(first: Work<'_>, second: Work<'_>) {
    first();
    second();
}
