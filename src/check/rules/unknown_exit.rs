//! A wire from an exit that the block does not have.

use crate::blocks::{BlockType, block_type};
use crate::check::{Context, Reads, Rule, warning};
use crate::diag::{Anchor, Diagnostic, Words};
use crate::model::{Block, Exit, Label, Prop, Shape};

pub(super) static RULE: Rule = Rule {
    code: "unknown-exit",
    label: Label::new("Связь от выхода, которого нет", "A wire from an exit that is not there"),
    why: Label::new(
        "По этой связи никто не пройдёт: подписчик не увидит того, что за ней.",
        "Nobody goes along this wire: the subscriber does not see what is behind it.",
    ),
    fix: Label::new(
        "Ведите связь от выхода, который у блока есть, или верните кнопку, ветку или настройку, у которой он был.",
        "Lead the wire from an exit that the block has, or bring back the button, branch or setting it belonged to.",
    ),
    reads: Reads::Block,
    check,
};

/// Whether the block would have the exit under other values of its settings: such a wire stays for the day the
/// setting comes back. Rows are left alone, for what a row had does not come back by itself.
fn comes_by_setting(kind: &BlockType, block: &Block, exit: &Exit) -> bool {
    let (mut filled, mut bare) = (block.clone(), block.clone());
    bare.props.clear();
    for field in kind.form.fields {
        if let Some(value) = values(field.shape).pop().flatten() {
            filled.props.insert(field.name.to_owned(), value);
        }
    }
    // An exit may need one setting beside the others as they are, beside all of them, or alone.
    [block, &filled, &bare].into_iter().any(|rest| {
        kind.form.fields.iter().any(|field| {
            values(field.shape).into_iter().any(|value| {
                let mut other = rest.clone();
                match value {
                    Some(value) => drop(other.props.insert(field.name.to_owned(), value)),
                    None => drop(other.props.remove(field.name)),
                }
                (kind.exits)(&other).iter().any(|spec| spec.exit == *exit)
            })
        })
    })
}

/// Values of a setting that decide something: none, each choice, the ends of a number, something.
fn values(shape: Shape) -> Vec<Option<Prop>> {
    let some = match shape {
        Shape::List(_) => Vec::new(),
        Shape::Choice(choices) => choices.iter().map(|choice| Prop::Text(choice.name.into())).collect(),
        Shape::Int { min, max, .. } => vec![Prop::Int(min), Prop::Int(max)],
        Shape::Flag => vec![Prop::Flag(true)],
        Shape::Lines => vec![Prop::Lines(vec!["1".into()])],
        _ => vec![Prop::Text("1".into())],
    };
    std::iter::once(None).chain(some.into_iter().map(Some)).collect()
}

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for of_block in context.exits() {
        let (block_id, block) = (of_block.block_id, of_block.block);
        let is_unknown = |exit: &&Exit| {
            of_block.exits.iter().all(|known| known.exit != **exit)
                && !block_type(&block.kind).is_some_and(|kind| comes_by_setting(kind, block, exit))
        };
        for exit in block.exits.keys().filter(is_unknown) {
            let message = Words::new(
                format!("У блока нет выхода «{}», а связь от него есть: по ней никто не пройдёт", exit.0),
                format!("The block has no exit “{}” and a wire leaves from it: nobody goes along it", exit.0),
            );
            let hint = Words::new(
                "Ведите связь от другого выхода или уберите её",
                "Lead the wire from another exit, or take it away",
            );
            found.push(warning(RULE.code, Anchor::Exit(block_id, exit.clone()), message, hint));
        }
    }
    found
}
