//! A long funnel read by two hands: its text is cut between two blocks, and each half is read as a funnel of its own.
//!
//! The cut is guessed from the way files are laid out here. Where the guess is wrong, as inside a text that looks like
//! blocks, what is open at the cut stays open and a half does not read; then one hand reads the whole. So the answer,
//! and the place of a mistake, is always that of [`funnel::read`].

use super::funnel::{self, Known};
use super::hands::Both;
use super::source::Source;
use crate::diag::FileError;
use crate::model::{Catalog, Funnel};

/// Shortest text that is worth a second hand, bytes: some hundred blocks.
const LEN_MIN: usize = 1 << 17;
/// The last line of a block that takes several, and what stands before the number of the next.
pub(super) const BETWEEN: &str = "\n        ),\n        ";
/// How much of [`BETWEEN`] belongs to the block before.
pub(super) const ENDS: usize = "\n        ),\n".len();

/// Reads a funnel; its name is left empty, for it is the name of the file.
pub(super) fn read(source: &Source<'_>, catalog: &dyn Catalog, both: Both<'_>) -> Result<Funnel, FileError> {
    let halves = if source.text().len() < LEN_MIN { None } else { halves(source.text()) };
    match halves.and_then(|halves| joined(&source.path, &halves, catalog, both)) {
        Some(funnel) => Ok(funnel),
        None => funnel::read(source, catalog, &Known::default()),
    }
}

/// Two texts that have the blocks of one between them.
fn halves(text: &str) -> Option<[String; 2]> {
    // Extensions of the language would be on in the first half alone.
    if text.contains("#![") {
        return None;
    }
    let middle = (text.len() / 2..text.len()).find(|at| text.is_char_boundary(*at))?;
    let is_cut = |at: &usize| text[at + BETWEEN.len()..].starts_with(|c: char| c.is_ascii_digit());
    let cut = text[middle..].match_indices(BETWEEN).map(|(at, _)| middle + at).find(is_cut)?;
    let (first, second) = text.split_at(cut + ENDS);
    // A title behind the blocks is then a second one, which one hand shall judge.
    Some([format!("{first}}})"), format!("(title: \"\", blocks: {{{second}")])
}

/// The funnel of both halves; `None` when the cut was none.
fn joined(path: &str, halves: &[String; 2], catalog: &dyn Catalog, both: Both<'_>) -> Option<Funnel> {
    let half = |text: &str| funnel::read(&Source::of_piece(path, text), catalog, &Known::default()).ok();
    let (mut funnel, mut rest) = (None, None);
    both(&mut || funnel = half(&halves[0]), &mut || rest = half(&halves[1]));
    let (mut funnel, mut rest) = (funnel?, rest?);
    let blocks = funnel.blocks.len() + rest.blocks.len();
    funnel.blocks.append(&mut rest.blocks);
    (funnel.blocks.len() == blocks).then_some(funnel)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::blocks::Registry;
    use crate::file::{one_by_one, write};
    use crate::model::{Block, BlockId, Project, Prop};

    /// The text of a funnel of some blocks, each with this text.
    fn text(said: &str) -> String {
        let mut project = Project::new("Половины");
        for id in 1..=40 {
            let mut block = Block::new("message");
            block.props.insert("text".to_owned(), Prop::Text(said.to_owned()));
            project.funnels[0].blocks.insert(BlockId(id), block);
        }
        let bytes = write(&project, &Registry).remove("funnels/main.ron").unwrap_or_default();
        String::from_utf8(bytes).unwrap_or_default()
    }

    /// What the two halves of a text give.
    fn by_two(text: &str) -> Option<Funnel> {
        joined("funnels/main.ron", &halves(text)?, &Registry, &one_by_one)
    }

    fn by_one(text: &str) -> Result<Funnel, FileError> {
        funnel::read(&Source::new("funnels/main.ron", text.as_bytes())?, &Registry, &Known::default())
    }

    #[test]
    fn two_hands_read_what_one_reads() {
        let text = text("Привет!");
        let funnel = by_two(&text).expect("it can be cut");
        assert_eq!(funnel.blocks.len(), 40);
        assert_eq!(funnel, by_one(&text).expect("it reads"));
    }

    #[test]
    fn a_text_that_looks_like_blocks_is_never_cut_into_blocks() {
        let text = text("Пример:\n        ),\n        7: message(\n            text: r#\"");
        assert!(halves(&text).is_some(), "the guess falls into a text or between blocks");
        let whole = by_one(&text).expect("it reads");
        assert!(by_two(&text).is_none_or(|funnel| funnel == whole));
    }

    #[test]
    fn line_ends_that_were_turned_twice_and_two_marks_are_read_as_by_one_hand() {
        let said = text("Привет!").replacen("Привет!", "а\r\r\nб", 1);
        for bytes in [said, format!("\u{feff}\u{feff}{}", text("Привет!"))] {
            let source = Source::new("funnels/main.ron", bytes.as_bytes()).expect("a text");
            assert_eq!(by_two(source.text()), by_one(&bytes).ok());
        }
    }

    #[test]
    fn what_one_hand_refuses_two_do_not_take() {
        let good = text("Привет!");
        let again = good.replacen("\n        39: ", "\n        2: ", 1);
        let title = good.replace("\n    },\n)", "\n    },\n    title: \"Ещё\",\n)");
        let comma = good.replace("        ),\n", "        )\n");
        let kind = good.replacen("39: message(", "39: massage(", 1);
        for bad in [again, title, comma, kind] {
            assert!(by_one(&bad).is_err(), "{bad}");
            assert_eq!(by_two(&bad), None, "{bad}");
        }
    }
}
