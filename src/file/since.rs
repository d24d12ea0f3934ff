//! Reading files that differ little from those of a moment ago: only blocks that differ are read.
//!
//! The old and the new text of a funnel are walked side by side, from one block that differs to the next. Where a
//! block begins is guessed from the way files are laid out here. A wrong guess, as inside a text that looks like
//! blocks, leaves something open that does not read, or gives other blocks than expected; then the whole is read.

use super::halves::{self, BETWEEN, ENDS};
use super::source::Source;
use super::{Both, LAYOUT_FILE, Parts, funnel, funnel_path, layout, read_parts};
use crate::diag::FileError;
use crate::model::{BlockId, Catalog, Funnel, FunnelName, Project};
use std::collections::{BTreeMap, BTreeSet};

/// What stands before the number of the first block.
const FIRST: &str = "\n    blocks: {\n        ";
/// What stands after the last block.
const LAST: &str = "\n    },\n)\n";
/// A text of which more than one part in so many differs is read as a whole, for that is done by two hands.
const PARTS_MIN: usize = 4;
/// Comes after every block.
const ENDED: BlockId = BlockId(u32::MAX);

/// Files and what they read as.
#[derive(Clone, Copy)]
pub struct Before<'b> {
    /// By their path inside the folder.
    pub files: &'b BTreeMap<String, Vec<u8>>,
    /// The project in them.
    pub project: &'b Project,
}

/// Reads files written by this program as [`super::read_by`] does, at the price of what differs from other files.
///
/// # Errors
/// Those of [`super::read`].
pub fn read_since(
    before: Before<'_>,
    files: &BTreeMap<String, Vec<u8>>,
    catalog: &dyn Catalog,
    both: Both<'_>,
) -> Result<Project, FileError> {
    read_parts(
        files,
        catalog,
        &Parts {
            funnel: &|name, source| match funnel_since(before, name, source, catalog) {
                Some(funnel) => Ok(funnel),
                None => halves::read(source, catalog, both),
            },
            layout: &|source, there| {
                let old = before.files.get(LAYOUT_FILE).map(Vec::as_slice);
                let layout = &before.project.layout;
                if old == Some(source.text().as_bytes()) && layout::fits(layout, there) {
                    return Ok(layout.clone());
                }
                layout::read(source, there)
            },
        },
    )
}

/// A funnel made of the one before and of the blocks that differ; `None` when it is to be read as a whole.
fn funnel_since(
    before: Before<'_>,
    name: &FunnelName,
    source: &Source<'_>,
    catalog: &dyn Catalog,
) -> Option<Funnel> {
    let old = std::str::from_utf8(before.files.get(&funnel_path(name))?).ok()?;
    let known = before.project.funnel(name)?;
    if old == source.text() {
        return Some(known.clone());
    }
    let differing = Differing::of(old, source.text())?;
    let read =
        funnel::read(&Source::of_piece(&source.path, &differing.text), catalog, &Default::default()).ok()?;
    let mut blocks = known.blocks.clone();
    let all_gone = differing.old.iter().all(|id| blocks.remove(id).is_some());
    let is_expected = read.blocks.keys().eq(&differing.new);
    let len = blocks.len() + read.blocks.len();
    blocks.extend(read.blocks);
    (all_gone && is_expected && blocks.len() == len).then_some(Funnel {
        blocks,
        title: read.title,
        ..Default::default()
    })
}

/// What differs between two texts of a funnel.
struct Differing {
    /// The new text with nothing but the blocks that differ.
    text: String,
    /// Blocks of the old text that the new one has otherwise or not at all.
    old: BTreeSet<BlockId>,
    /// Blocks of the new text that the old one has otherwise or not at all.
    new: BTreeSet<BlockId>,
}

impl Differing {
    /// `None` when it is too much, or the texts are not laid out as here.
    fn of(old: &str, new: &str) -> Option<Self> {
        let (mut old, _) = Rows::of(old)?;
        let (mut new, [head, foot]) = Rows::of(new)?;
        let len_max = head.len() + new.0.len() / PARTS_MIN;
        let mut differing = Self { text: head.to_owned(), old: BTreeSet::new(), new: BTreeSet::new() };
        loop {
            let same = new.same_as(old);
            (old, new) = (Rows(&old.0[same..]), Rows(&new.0[same..]));
            // Blocks stand in order of their numbers.
            let (gone, come) = (old.id()?, new.id()?);
            if gone == come && come == ENDED {
                break;
            }
            if gone <= come {
                differing.old.insert(gone);
                old.take();
            }
            if come <= gone {
                differing.new.insert(come);
                differing.text.extend([new.take(), &BETWEEN[ENDS..]]);
            }
            if differing.text.len() > len_max {
                return None;
            }
        }
        differing.text.push_str(foot);
        Some(differing)
    }
}

/// The blocks of a text, from the number of one to the end of the last.
#[derive(Clone, Copy)]
struct Rows<'t>(&'t str);

impl<'t> Rows<'t> {
    /// The blocks of a funnel, with what stands before and after them.
    fn of(text: &'t str) -> Option<(Self, [&'t str; 2])> {
        let (head, _) = text.split_once(FIRST)?;
        // Extensions of the language could be on in one of two texts.
        if head.contains("#![") {
            return None;
        }
        let (head, rest) = text.split_at(head.len() + FIRST.len());
        let rows = rest.strip_suffix(LAST)?;
        Some((Self(rows), [head, LAST]))
    }
    /// The number of the first block, [`ENDED`] where there is none; `None` when none can be read.
    fn id(self) -> Option<BlockId> {
        if self.0.is_empty() {
            return Some(ENDED);
        }
        let number = self.0.split(|c: char| !c.is_ascii_digit()).next()?;
        number.parse().ok().map(BlockId).filter(|id| *id < ENDED)
    }

    /// Goes on to the next block and gives the text of this one.
    fn take(&mut self) -> &'t str {
        let next = self.0.match_indices(BETWEEN).map(|(at, _)| at).find(|at| self.begins(at + BETWEEN.len()));
        let Some(at) = next else {
            return std::mem::take(&mut self.0);
        };
        let row = &self.0[..at + ENDS];
        self.0 = &self.0[at + BETWEEN.len()..];
        row
    }

    /// Length of the blocks that both begin with, bytes.
    fn same_as(self, other: Self) -> usize {
        let len = common_len(self.0.as_bytes(), other.0.as_bytes());
        if len == self.0.len() && len == other.0.len() {
            return len;
        }
        let len = (0..=len).rev().find(|len| self.0.is_char_boundary(*len)).unwrap_or_default();
        let starts = self.0[..len].rmatch_indices(BETWEEN).map(|(at, _)| at + BETWEEN.len());
        starts.into_iter().find(|at| self.begins(*at) && other.begins(*at)).unwrap_or_default()
    }

    /// Whether a block may begin there.
    fn begins(self, at: usize) -> bool {
        self.0[at..].starts_with(|c: char| c.is_ascii_digit())
    }
}

/// How many bytes two texts begin with alike.
fn common_len(one: &[u8], other: &[u8]) -> usize {
    const CHUNK: usize = 1 << 12;
    let chunks = one.chunks_exact(CHUNK).zip(other.chunks_exact(CHUNK));
    let same = CHUNK * chunks.take_while(|(one, other)| one == other).count();
    same + one[same..].iter().zip(&other[same..]).take_while(|(one, other)| one == other).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::blocks::Registry;
    use crate::file::{one_by_one, read, write};
    use crate::model::{Block, Exit, Pos, Prop};

    /// A project of these blocks with a text each.
    fn project(texts: impl IntoIterator<Item = (u32, &'static str)>) -> Project {
        let mut project = Project::new("Правки");
        for (id, said) in texts {
            let mut block = Block::new("message");
            block.props.insert("text".to_owned(), Prop::Text(said.to_owned()));
            block.exits.insert(Exit::next(), BlockId(id));
            project.funnels[0].blocks.insert(BlockId(id), block);
            project.layout.blocks.insert(BlockId(id), Pos::default());
        }
        project.next_block = 100;
        project
    }

    fn plain() -> impl Iterator<Item = (u32, &'static str)> {
        (1..=40).map(|id| (id, "Привет! Рады вас видеть."))
    }

    /// What the files of one project read as when those of another are known, and how much of the funnel was read.
    fn since(before: &Project, now: &Project) -> (Project, Option<usize>) {
        let (old, new) = (write(before, &Registry), write(now, &Registry));
        let known = Before { files: &old, project: before };
        let again = read_since(known, &new, &Registry, &one_by_one).expect("it reads");
        let text = |files: &BTreeMap<String, Vec<u8>>| String::from_utf8(files["funnels/main.ron"].clone());
        let differing = Differing::of(&text(&old).expect("a text"), &text(&new).expect("a text"));
        (again, differing.map(|differing| differing.new.len()))
    }

    #[test]
    fn only_blocks_that_differ_are_read() {
        let before = project(plain());
        assert_eq!(since(&before, &before), (before.clone(), Some(0)));
        type Edit = fn(&mut Project);
        let edits: [(Edit, usize); 7] = [
            (|now| now.funnels[0].title = "Другое имя".into(), 0),
            (|now| now.funnels[0].blocks.get_mut(&BlockId(1)).expect("there").title = "Начало".into(), 1),
            (|now| now.funnels[0].blocks.get_mut(&BlockId(40)).expect("there").title = "Конец".into(), 1),
            (
                |now| {
                    for id in [7, 8, 30] {
                        now.funnels[0].blocks.get_mut(&BlockId(id)).expect("there").title = "Ещё".into();
                    }
                },
                3,
            ),
            (|now| drop(now.funnels[0].blocks.insert(BlockId(41), Block::new("message"))), 2),
            (|now| drop(now.funnels[0].blocks.insert(BlockId(50), Block::new("end"))), 2),
            (
                |now| {
                    now.funnels[0].blocks.remove(&BlockId(20));
                    now.layout.blocks.remove(&BlockId(20));
                },
                0,
            ),
        ];
        for (nth, (edit, most)) in edits.into_iter().enumerate() {
            let mut now = before.clone();
            edit(&mut now);
            let (again, parsed) = since(&before, &now);
            assert_eq!(again, now, "edit {nth}");
            assert!(parsed.is_some_and(|parsed| parsed <= most), "edit {nth}: {parsed:?}");
            let (back, _) = since(&now, &before);
            assert_eq!(back, before, "edit {nth} taken back");
        }
    }

    #[test]
    fn texts_that_look_like_blocks_do_not_mislead() {
        let text = "a\n        ),\n        7: message(\n            text: \"Привет! Рады вас видеть.\",\n        ),\n        ";
        let (before, mut now) = (project(plain().chain([(5, text)])), project(plain().chain([(5, text)])));
        for (id, said) in [(5, "Коротко"), (6, text), (7, text), (4, text), (7, "Коротко"), (5, text)]
        {
            let block = now.funnels[0].blocks.get_mut(&BlockId(id)).expect("there");
            block.props.insert("text".to_owned(), Prop::Text(said.to_owned()));
            assert_eq!(since(&before, &now).0, now, "block {id}");
            assert_eq!(since(&now, &before).0, before, "block {id}");
        }
    }

    #[test]
    fn what_is_refused_as_a_whole_is_refused() {
        let (before, mut now) = (project(plain()), project(plain()));
        now.funnels[0].blocks.get_mut(&BlockId(3)).expect("there").exits.insert(Exit::next(), BlockId(99));
        let (old, new) = (write(&before, &Registry), write(&now, &Registry));
        let known = Before { files: &old, project: &before };
        let refused = read_since(known, &new, &Registry, &one_by_one).expect_err("a wire leads nowhere");
        assert_eq!(Err(refused), read(&new, &Registry));
        let mut gone = before.clone();
        gone.funnels[0].blocks.remove(&BlockId(40));
        let new = write(&gone, &Registry);
        let refused = read_since(known, &new, &Registry, &one_by_one).expect_err("a place without a block");
        assert_eq!(Err(refused), read(&new, &Registry));
    }
}
