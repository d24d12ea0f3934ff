//! Where the author has put a file that a message sends.

use super::Context;
use crate::diag::Anchor;
use crate::model::{BlockId, Prop, text_of};

/// The property or row of a block that names a file; `place` where none does, for files of the block's own making.
pub(super) fn media_place(context: &Context<'_>, block: BlockId, place: &str, path: &str) -> Anchor {
    let found = context.project.block(block).map(|found| found.1);
    let names = |text: &str| text.trim() == path;
    let rows = found.iter().filter(|block| !names(block.text("media"))).flat_map(|block| &block.props);
    let in_row = rows.filter_map(|(list, prop)| match prop {
        Prop::List(rows) => Some((list, rows.iter().position(|row| names(text_of(row, "media")))?)),
        Prop::Text(_) | Prop::Int(_) | Prop::Flag(_) | Prop::Lines(_) => None,
    });
    match in_row.into_iter().next() {
        Some((list, row)) => super::prop(block, &format!("{list}.media"), Some(row)),
        None => super::prop(block, place, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::Known;
    use crate::compile::compile;
    use crate::model::{Block, Project, Record};

    #[test]
    fn a_file_is_found_in_the_row_that_names_it() {
        let mut project = Project::new("п");
        let mut block = Block::new("message");
        let text = |text: &str| Prop::Text(text.into());
        let row = |path| Record::from([("media".to_owned(), text(path))]);
        block.props.insert("media".into(), text("a.png"));
        block.props.insert("album".into(), Prop::List(vec![row("b.png"), row("c.png")]));
        project.funnels[0].blocks.insert(BlockId(1), block);
        let compiled = compile(&project);
        let context = Context::new(&project, &compiled, Known::default());
        let place = |path| match media_place(&context, BlockId(1), "media", path) {
            Anchor::Prop { prop, row, .. } => (prop, row),
            other => panic!("{other:?}"),
        };
        assert_eq!(place("a.png"), ("media".into(), None));
        assert_eq!(place("c.png"), ("album.media".into(), Some(1)));
        assert_eq!(place("d.png"), ("media".into(), None));
    }
}
