//! A value without words to fall back on, where its absence shows.

use crate::blocks::{Family, block_type};
use crate::check::forms::Written;
use crate::check::{Context, Reads, Rule, warning};
use crate::diag::{Anchor, Diagnostic, Words};
use crate::flow::{Piece, Template, parse_template};
use crate::model::{FieldId, Label, SYSTEM_FIELDS};
use std::collections::BTreeSet;

pub(super) static RULE: Rule = Rule {
    code: "no-fallback",
    label: Label::new("Нет запасного слова", "No word to fall back on"),
    why: Label::new(
        "Если значения нет, подписчик прочитает «Привет, !» или не получит сообщения совсем.",
        "Without the value the subscriber reads “Hello, !” or gets no message at all.",
    ),
    fix: Label::new(
        "Допишите запасное слово после черты: {{ имя | друг }}.",
        "Write a word to fall back on after a bar: {{ first_name | friend }}.",
    ),
    reads: Reads::Project,
    check,
};

/// What the profile of a messenger may lack.
const OF_PROFILE: [FieldId; 3] = [FieldId::FIRST_NAME, FieldId::LAST_NAME, FieldId::USERNAME];

/// Where a value may be missed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::check) struct Hole {
    /// The text.
    at: Anchor,
    /// What the profile may lack; `None` when the message is nothing but values.
    field: Option<FieldId>,
}

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let noted = context.noted();
    // Who was asked for a name has one.
    let kept: BTreeSet<FieldId> = noted.values().flat_map(|notes| notes.kept.iter().copied()).collect();
    let found = noted.values().flat_map(|notes| &notes.holes).filter_map(|hole| match hole.field {
        None => Some(nothing_else(&hole.at)),
        Some(field_id) => (!kept.contains(&field_id)).then(|| of_profile(&hole.at, field_id)),
    });
    found.collect()
}

/// The hole of a text, when it has one.
pub(in crate::check) fn hole(context: &Context<'_>, place: &Written<'_>) -> Option<Hole> {
    if !place.text().contains("{{") || !is_to_subscriber(context, place) {
        return None;
    }
    let (template, _) = parse_template(place.text(), |name| context.project.field(name).map(|f| f.0));
    if place.row.is_none() && place.field.name == "text" && is_bare(context, place, &template) {
        return Some(Hole { at: place.at(), field: None });
    }
    bare_profile(&template).map(|field_id| Hole { at: place.at(), field: Some(field_id) })
}

/// The value of a profile that a block fills in.
pub(in crate::check) fn kept(context: &Context<'_>, place: &Written<'_>) -> Option<FieldId> {
    let found = context.project.field(place.text().trim()).map(|field| field.0);
    found.filter(|field_id| OF_PROFILE.contains(field_id))
}

/// Whether the block speaks to subscribers; notes to the team may have holes.
fn is_to_subscriber(context: &Context<'_>, place: &Written<'_>) -> bool {
    let kind = context.project.block(place.block_id).and_then(|(_, block)| block_type(&block.kind));
    kind.is_some_and(|kind| matches!(kind.family, Family::Send | Family::Ask))
}

/// Whether the message is nothing but values that may be absent.
fn is_bare(context: &Context<'_>, place: &Written<'_>, template: &Template) -> bool {
    let Some((_, block)) = context.project.block(place.block_id) else { return false };
    let has_more =
        ["media", "album", "cards", "lat", "phone"].iter().any(|name| block.props.contains_key(*name));
    let mut values = 0;
    let bare = template.pieces.iter().all(|piece| match piece {
        Piece::Literal(text) => text.trim().is_empty(),
        Piece::Field(field_id, fallback) => {
            values += 1;
            fallback.is_empty() && !has_default(context, *field_id)
        }
        Piece::Shown(shown) => {
            values += 1;
            shown.fallback.is_empty() && shown.field.is_some_and(|field_id| !has_default(context, field_id))
        }
        Piece::Open(_) | Piece::Close(_) => true,
        Piece::Link(_) => false,
    });
    bare && values > 0 && !has_more && block_type(&block.kind).is_some_and(|kind| kind.family == Family::Send)
}

fn has_default(context: &Context<'_>, field_id: FieldId) -> bool {
    context.project.fields.iter().any(|field| field.id == field_id && field.default.is_some())
}

/// The first value of the profile that has no fallback.
fn bare_profile(template: &Template) -> Option<FieldId> {
    template.pieces.iter().find_map(|piece| {
        match piece {
            Piece::Field(field_id, fallback) if fallback.is_empty() => Some(*field_id),
            Piece::Shown(shown) if shown.fallback.is_empty() => shown.field,
            Piece::Literal(_)
            | Piece::Field(..)
            | Piece::Shown(_)
            | Piece::Open(_)
            | Piece::Close(_)
            | Piece::Link(_) => None,
        }
        .filter(|field_id| OF_PROFILE.contains(field_id))
    })
}

fn nothing_else(at: &Anchor) -> Diagnostic {
    let message = Words::new(
        "В сообщении только значение без запасного слова: если оно пусто, подписчик не получит ничего",
        "The message is nothing but a value without a fallback: when it is empty the subscriber gets nothing",
    );
    let hint = Words::new(
        "Допишите текст вокруг или запасное слово: {{ поле | пока нет }}",
        "Write text around it or a fallback: {{ field | not yet }}",
    );
    warning(RULE.code, at.clone(), message, hint)
}

fn of_profile(at: &Anchor, field_id: FieldId) -> Diagnostic {
    let name = SYSTEM_FIELDS.iter().find(|field| field.id == field_id);
    let (ru, en) = name.map_or(("", ""), |field| (field.alias, field.name));
    let message = Words::new(
        format!("«{ru}» есть не в каждом профиле, а запасного слова нет: на этом месте будет пусто"),
        format!("Not every profile has “{en}” and there is no fallback: nothing will stand there"),
    );
    let hint = Words::new(
        format!("Допишите запасное слово: {{{{ {ru} | друг }}}}"),
        format!("Write a fallback: {{{{ {en} | friend }}}}"),
    );
    warning(RULE.code, at.clone(), message, hint)
}
