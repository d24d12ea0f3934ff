//! Tags that something looks for and nothing puts on, and tags that nothing names.

use crate::blocks::Registry;
use crate::check::notes::tags_in;
use crate::check::{Context, Reads, Rule, warning};
use crate::diag::{Anchor, Diagnostic, Words};
use crate::flow::{ExprOp, Op, event_id};
use crate::model::{Label, TagId};
use crate::uses::rewrite_beside;
use std::collections::BTreeSet;

pub(super) static NEVER_SET: Rule = Rule {
    code: "tag-never-set",
    label: Label::new("Тег проверяют, но никто не ставит", "A tag is looked for and never put on"),
    why: Label::new(
        "Условие по этому тегу никогда не выполнится: подписчик всегда пойдёт другой дорогой.",
        "What depends on the tag never happens: subscribers always go the other way.",
    ),
    fix: Label::new(
        "Поставьте тег действием, кнопкой или ответом либо уберите условие.",
        "Put the tag on by an action, a button or an answer, or take the condition away.",
    ),
    reads: Reads::Project,
    check: never_set,
};

pub(super) static UNUSED: Rule = Rule {
    code: "tag-unused",
    label: Label::new("Тег нигде не назван", "A tag is named nowhere"),
    why: Label::new(
        "В списке тегов легко выбрать лишний: подписчик получит тег, по которому его никто не найдёт.",
        "It is easily chosen by mistake: a subscriber gets a tag that nobody looks for.",
    ),
    fix: Label::new("Удалите тег из проекта.", "Delete the tag from the project."),
    reads: Reads::Project,
    check: unused,
};

fn never_set(context: &Context<'_>) -> Vec<Diagnostic> {
    let flow = context.flow();
    let set: BTreeSet<TagId> = flow.ops.iter().filter_map(put_on).collect();
    let looked_for: BTreeSet<TagId> =
        flow.exprs.iter().flat_map(|expr| &expr.ops).filter_map(asked).collect();
    let events: BTreeSet<u32> = flow.triggers.events.iter().map(|trigger| trigger.event).collect();
    let waits_for = |tag: TagId| events.contains(&event_id(&format!("tag:{}", tag.0)));
    let tags = context.project.tags.iter().filter(|tag| !set.contains(&tag.id));
    tags.filter(|tag| looked_for.contains(&tag.id) || waits_for(tag.id))
        .map(|tag| {
            warning(
                NEVER_SET.code,
                first_place(context, &tag.name),
                Words::new(
                    format!(
                        "Тег «{}» проверяют, но никто не ставит: условие никогда не выполнится",
                        tag.name
                    ),
                    format!(
                        "The tag “{}” is looked for and never put on: the condition never holds",
                        tag.name
                    ),
                ),
                Words::new(
                    "Поставьте тег действием или кнопкой либо уберите условие",
                    "Put the tag on by an action or a button, or take the condition away",
                ),
            )
        })
        .collect()
}

/// The first place in a block that names a tag; the project when only its lists do.
fn first_place(context: &Context<'_>, tag: &str) -> Anchor {
    let noted = context.noted();
    let notes = context.project.blocks().filter_map(|(_, block_id, _)| noted.get(&block_id));
    let place = notes.flat_map(|notes| &notes.tags).find(|named| named.0 == tag);
    place.map_or(Anchor::Project, |place| place.1.clone())
}

fn put_on(op: &Op) -> Option<TagId> {
    if let Op::AddTag(tag_id) = op { Some(*tag_id) } else { None }
}

fn asked(op: &ExprOp) -> Option<TagId> {
    if let ExprOp::HasTag(tag_id) = op { Some(*tag_id) } else { None }
}

fn unused(context: &Context<'_>) -> Vec<Diagnostic> {
    if context.project.tags.is_empty() {
        return Vec::new();
    }
    let of_blocks = context.noted().values().flat_map(|notes| &notes.tags);
    let mut named: BTreeSet<String> = of_blocks.map(|tag| tag.0.clone()).collect();
    rewrite_beside(context.project, &Registry, &mut |written| {
        named.extend(tags_in(written.shape, written.text));
        None
    });
    let tags = context.project.tags.iter().filter(|tag| !named.contains(&tag.name));
    tags.map(|tag| {
        warning(
            UNUSED.code,
            Anchor::Project,
            Words::new(
                format!("Тег «{}» нигде не назван: его никто не ставит и не проверяет", tag.name),
                format!("The tag “{}” is named nowhere: nothing puts it on or looks for it", tag.name),
            ),
            Words::new("Удалите тег в настройках проекта", "Delete the tag in the project's settings"),
        )
    })
    .collect()
}
