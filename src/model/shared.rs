//! A part of a project that its copies share until one of them changes it.
//!
//! The studio keeps several versions of a project at once: as it is, as it is saved, as the journal and the checks
//! last saw it. They differ in a block or two.

use std::fmt;
use std::ops::{Deref, DerefMut};
use std::sync::Arc;

/// A value that is cloned and compared at once while its copies are the same; changing one copies it first.
///
/// Reads and changes like the value itself.
#[derive(Default)]
pub struct Shared<T>(Arc<T>);

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T: Clone> Shared<T> {
    /// The value itself; a copy of it when others share it.
    pub fn into_inner(self) -> T {
        Arc::unwrap_or_clone(self.0)
    }
}

impl<T> From<T> for Shared<T> {
    fn from(value: T) -> Self {
        Self(Arc::new(value))
    }
}

impl<T> Deref for Shared<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: Clone> DerefMut for Shared<T> {
    fn deref_mut(&mut self) -> &mut T {
        Arc::make_mut(&mut self.0)
    }
}

impl<T: PartialEq> PartialEq for Shared<T> {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.0 == other.0
    }
}

impl<T: Eq> Eq for Shared<T> {}

impl<T: fmt::Debug> fmt::Debug for Shared<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<A, T: FromIterator<A>> FromIterator<A> for Shared<T> {
    fn from_iter<I: IntoIterator<Item = A>>(items: I) -> Self {
        Self::from(T::from_iter(items))
    }
}

impl<'a, T> IntoIterator for &'a Shared<T>
where
    &'a T: IntoIterator,
{
    type Item = <&'a T as IntoIterator>::Item;
    type IntoIter = <&'a T as IntoIterator>::IntoIter;

    fn into_iter(self) -> Self::IntoIter {
        (&*self.0).into_iter()
    }
}

impl<T: Clone + IntoIterator> IntoIterator for Shared<T> {
    type Item = T::Item;
    type IntoIter = T::IntoIter;

    fn into_iter(self) -> Self::IntoIter {
        self.into_inner().into_iter()
    }
}

#[cfg(test)]
mod tests {
    use crate::model::{Block, BlockId, Exit, Prop};
    use std::ptr;

    #[test]
    fn versions_of_a_block_share_what_is_the_same_and_go_apart_with_a_change() {
        let mut saved = Block::new("message");
        saved.props.insert("text".into(), Prop::Text("Привет".into()));
        saved.exits.insert(Exit::next(), BlockId(2));
        let mut drawn = saved.clone();
        drawn.props.insert("text".into(), Prop::Text("Пока".into()));
        assert_eq!(saved.text("text"), "Привет");
        assert_eq!(drawn.text("text"), "Пока");
        assert_ne!(saved, drawn);
        assert!(ptr::eq(&*saved.exits, &*drawn.exits));
        assert!(!ptr::eq(&*saved.props, &*drawn.props));
    }
}
