//! Wires that go along with a change of what a block offers: the first button takes over the way on, and the way on
//! comes back with the last button.

use crate::blocks::{ExitKind, block_type};
use crate::edit::{Edit, Transaction};
use crate::model::{Block, Exit, Project};

/// What must be added to a change so that the only wire that it would lose leads on from the only exit that it brings.
pub(super) fn kept(project: &Project, transaction: &Transaction) -> Vec<Edit> {
    transaction.edits.iter().flat_map(|edit| kept_by(project, transaction, edit)).collect()
}

fn kept_by(project: &Project, transaction: &Transaction, edit: &Edit) -> Vec<Edit> {
    let Edit::SetProp { block_id, prop, value } = edit else { return Vec::new() };
    let Some((_, block)) = project.block(*block_id) else { return Vec::new() };
    let mut changed = block.clone();
    match value {
        Some(value) => changed.props.insert(prop.clone(), value.clone()),
        None => changed.props.remove(prop.as_str()),
    };
    let (before, after) = (exits(block), exits(&changed));
    let lost: Vec<&Exit> =
        before.iter().filter(|exit| !after.contains(exit) && block.exits.contains_key(*exit)).collect();
    let new: Vec<&Exit> = after.iter().filter(|exit| !before.contains(exit)).collect();
    let ([lost], [new]) = (&lost[..], &new[..]) else { return Vec::new() };
    let leads_already = |edit: &Edit| matches!(edit, Edit::SetExit { block_id: of, exit, to: Some(_) } if of == block_id && exit == *new);
    if transaction.edits.iter().any(leads_already) {
        return Vec::new();
    }
    let next = Exit::next();
    let Some(to) = block.exits.get(*lost).copied().filter(|_| **lost == next || **new == next) else {
        return Vec::new();
    };
    let cut = Edit::SetExit { block_id: *block_id, exit: (*lost).clone(), to: None };
    let is_cut = transaction.edits.contains(&cut);
    let lead = Edit::SetExit { block_id: *block_id, exit: (*new).clone(), to: Some(to) };
    (!is_cut).then_some(cut).into_iter().chain([lead]).collect()
}

/// The exits of a block that can lead somewhere.
fn exits(block: &Block) -> Vec<Exit> {
    let exits = block_type(&block.kind).map_or_else(Vec::new, |kind| (kind.exits)(block));
    exits.into_iter().filter(|spec| spec.kind != ExitKind::Link).map(|spec| spec.exit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::build;
    use crate::model::{BlockId, Prop, Record};

    const ASK: BlockId = BlockId(1);
    const THEN: BlockId = BlockId(2);

    fn buttons(project: &mut Project, labels: &[&str]) {
        let row = |(n, label): (usize, &&str)| {
            let fields = [("key", format!("b{n}")), ("label", (*label).to_owned())];
            Record::from(fields.map(|(name, text)| (name.to_owned(), Prop::Text(text))))
        };
        let rows = Prop::List(labels.iter().enumerate().map(row).collect());
        let mut change = build::set_prop(project, ASK, "buttons", Some(rows));
        change.edits.extend(kept(project, &change));
        change.apply(project).unwrap();
    }

    #[test]
    fn the_first_button_takes_over_the_way_on_and_the_last_gives_it_back() {
        let mut project = Project::new("Проба");
        let blocks = &mut project.funnels[0].blocks;
        blocks.insert(ASK, Block::new("message"));
        blocks.insert(THEN, Block::new("message"));
        project.next_block = 3;
        build::connect(ASK, Exit::next(), Some(THEN)).apply(&mut project).unwrap();
        let ways = |project: &Project| {
            let exits = &project.block(ASK).unwrap().1.exits;
            exits.iter().map(|(exit, to)| (exit.0.to_string(), *to)).collect::<Vec<_>>()
        };
        buttons(&mut project, &["Да"]);
        assert_eq!(ways(&project), [("b0".to_owned(), THEN)]);
        buttons(&mut project, &["Да", "Нет"]);
        assert_eq!(ways(&project), [("b0".to_owned(), THEN)], "a second button leads where it is told to");
        buttons(&mut project, &["Да"]);
        let mut split = build::set_prop(&project, ASK, "buttons", None);
        split.edits.push(Edit::SetExit { block_id: ASK, exit: Exit::next(), to: Some(ASK) });
        assert_eq!(kept(&project, &split), [], "who leads the way on elsewhere is not overruled");
        buttons(&mut project, &[]);
        assert_eq!(ways(&project), [("next".to_owned(), THEN)]);
    }
}
