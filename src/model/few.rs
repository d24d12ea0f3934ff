//! A map of few entries.
//!
//! A project has tens of thousands of them: the properties of every block and row, the wires of every block. A
//! search tree takes room for eleven entries at once; this takes a row of its entries and nothing else.

use std::borrow::Borrow;
use std::fmt;
use std::ops::Index;

/// A map that holds its entries in one row, in order of key. Meant for a dozen entries; used like a `BTreeMap`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Few<K, V>(Vec<(K, V)>);

impl<K, V> Default for Few<K, V> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<K: Ord, V> Few<K, V> {
    /// A map without entries.
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The value of a key.
    pub fn get<Q: Ord + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        // Keys of another length differ at once, so looking at a few of them beats halving the row.
        self.0.iter().find(|entry| entry.0.borrow() == key).map(|entry| &entry.1)
    }

    /// The value of a key, to be changed.
    pub fn get_mut<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<&mut V>
    where
        K: Borrow<Q>,
    {
        self.0.iter_mut().find(|entry| entry.0.borrow() == key).map(|entry| &mut entry.1)
    }

    /// Whether there is such a key.
    pub fn contains_key<Q: Ord + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.get(key).is_some()
    }

    /// Gives a key its value and hands back the one it had.
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        let at = self.0.partition_point(|entry| entry.0 < key);
        match self.0.get_mut(at).filter(|entry| entry.0 == key) {
            Some(entry) => Some(std::mem::replace(&mut entry.1, value)),
            None => {
                self.0.insert(at, (key, value));
                None
            }
        }
    }

    /// The value of a key, after giving it one when it has none.
    pub fn get_or_insert_with(&mut self, key: K, value: impl FnOnce() -> V) -> &mut V {
        let at = self.0.partition_point(|entry| entry.0 < key);
        if self.0.get(at).is_none_or(|entry| entry.0 != key) {
            self.0.insert(at, (key, value()));
        }
        &mut self.0[at].1
    }

    /// Takes a key out and hands back its value.
    pub fn remove<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        let at = self.0.iter().position(|entry| entry.0.borrow() == key)?;
        Some(self.0.remove(at).1)
    }

    /// Takes all keys out.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// Keeps the entries that `keep` wants.
    pub fn retain(&mut self, mut keep: impl FnMut(&K, &mut V) -> bool) {
        self.0.retain_mut(|entry| keep(&entry.0, &mut entry.1));
    }

    /// Gives back the room that no entry takes: most maps are filled once and never grow again.
    pub fn shrink(&mut self) {
        self.0.shrink_to_fit();
    }

    /// Entries in order of key.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&K, &V)> + ExactSizeIterator + Clone {
        self.0.iter().map(|(key, value)| (key, value))
    }

    /// Entries in order of key, their values to be changed.
    pub fn iter_mut(&mut self) -> impl DoubleEndedIterator<Item = (&K, &mut V)> {
        self.0.iter_mut().map(|(key, value)| (&*key, value))
    }

    /// Keys in order.
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &K> + ExactSizeIterator + Clone {
        self.0.iter().map(|entry| &entry.0)
    }

    /// Values in order of key.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &V> + ExactSizeIterator + Clone {
        self.0.iter().map(|entry| &entry.1)
    }

    /// Values in order of key, to be changed.
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut V> {
        self.0.iter_mut().map(|entry| &mut entry.1)
    }

    /// Keys in order, without their values.
    pub fn into_keys(self) -> impl Iterator<Item = K> {
        self.0.into_iter().map(|entry| entry.0)
    }
}

/// For keys that are known to be there, as in tests; any other is a mistake and ends the program.
impl<K: Borrow<Q>, V, Q: Ord + ?Sized> Index<&Q> for Few<K, V> {
    type Output = V;

    fn index(&self, key: &Q) -> &V {
        let at = self.0.iter().position(|entry| entry.0.borrow() == key);
        &self.0[at.unwrap_or(self.0.len())].1
    }
}

impl<K: fmt::Debug, V: fmt::Debug> fmt::Debug for Few<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.0.iter().map(|(key, value)| (key, value))).finish()
    }
}

impl<K: Ord, V> FromIterator<(K, V)> for Few<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        let mut map = Self::new();
        map.extend(entries);
        map.shrink();
        map
    }
}

impl<K: Ord, V> Extend<(K, V)> for Few<K, V> {
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, entries: I) {
        for (key, value) in entries {
            self.insert(key, value);
        }
    }
}

impl<K: Ord, V, const N: usize> From<[(K, V); N]> for Few<K, V> {
    fn from(entries: [(K, V); N]) -> Self {
        entries.into_iter().collect()
    }
}

impl<'a, K, V> IntoIterator for &'a Few<K, V> {
    type Item = (&'a K, &'a V);
    type IntoIter = std::iter::Map<std::slice::Iter<'a, (K, V)>, fn(&'a (K, V)) -> (&'a K, &'a V)>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter().map(|(key, value)| (key, value))
    }
}

impl<K, V> IntoIterator for Few<K, V> {
    type Item = (K, V);
    type IntoIter = std::vec::IntoIter<(K, V)>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn it_answers_like_a_search_tree() {
        let (mut few, mut tree) = (Few::new(), BTreeMap::new());
        for (step, key) in [5, 1, 9, 5, 3, 1, 7].into_iter().enumerate() {
            assert_eq!(few.insert(key, step), tree.insert(key, step));
            assert!(few.iter().eq(&tree), "{few:?}");
        }
        assert_eq!(few.remove(&3), tree.remove(&3));
        assert_eq!(few.remove(&4), None);
        few.retain(|key, _| *key != 9);
        tree.retain(|key, _| *key != 9);
        assert!(few.keys().eq(tree.keys()) && few.values().eq(tree.values()));
        assert_eq!((few.get(&7), few.get(&8)), (Some(&6), None));
        assert_eq!(*few.get_or_insert_with(8, || 80), 80);
        assert_eq!(format!("{few:?}"), "{1: 5, 5: 3, 7: 6, 8: 80}");
    }
}
