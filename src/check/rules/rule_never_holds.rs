//! Conditions that hold for nobody: without rules, with rules that are not filled in, about a messenger or language
//! that there is not, or in a circle.

use crate::blocks::lacking;
use crate::channels;
use crate::check::texts::name_of;
use crate::check::{Context, Reads, Rule, prop, warning};
use crate::diag::{Anchor, Diagnostic, Words};
use crate::model::{Label, Record, rows_of, text_of};
use std::collections::BTreeSet;

pub(super) static RULE: Rule = Rule {
    code: "rule-never-holds",
    label: Label::new("Условие, которое не выполнится", "A rule that never holds"),
    why: Label::new(
        "По этой ветке не пройдёт никто, в сегмент никто не попадёт: рассылка уйдёт в пустоту.",
        "Nobody goes along this branch and nobody is in the segment: a broadcast reaches no one.",
    ),
    fix: Label::new(
        "Добавьте или допишите условие либо выберите значение, которое бывает: telegram, vk; ru, en.",
        "Add or finish a rule, or choose a value that there is: telegram, vk; ru, en.",
    ),
    reads: Reads::Project,
    check,
};

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (block_id, block) in context.blocks_of("condition") {
        if block.rows("branches").is_empty() {
            let message = Words::new(
                "Нет ни одной ветки: все пойдут по выходу «иначе»",
                "There is no branch: everybody goes along “otherwise”",
            );
            let hint = Words::new("Добавьте ветку", "Add a branch");
            found.push(warning(RULE.code, prop(block_id, "branches", None), message, hint));
        }
        for (row, branch) in block.rows("branches").iter().enumerate() {
            let has_formula = !text_of(branch, "formula").trim().is_empty();
            if !has_formula && rows_of(branch, "rules").is_empty() {
                found.push(empty(prop(block_id, "branches.rules", Some(row))));
            }
        }
    }
    for (block_id, block, _) in context.typed() {
        for (list, value) in &block.props {
            let crate::model::Prop::List(rows) = value else { continue };
            for (row, record) in rows.iter().enumerate() {
                if !text_of(record, "formula").trim().is_empty() {
                    continue;
                }
                let lacks = rows_of(record, "rules").iter().filter_map(|rule| Some((rule, lacking(rule)?)));
                found.extend(lacks.map(|(rule, name)| {
                    let at = prop(block_id, &format!("{list}.rules.{name}"), Some(row));
                    unfinished(at, (text_of(rule, "what"), name), &Words::default())
                }));
                let odd = rows_of(record, "rules").iter().filter_map(odd_value);
                let at = || prop(block_id, &format!("{list}.rules.value"), Some(row));
                found.extend(odd.map(|(what, value)| unknown(at(), what, value)));
            }
        }
    }
    found.extend(segments(context));
    found
}

/// Segments without rules, with values that there are not, and those that are asked about themselves.
fn segments(context: &Context<'_>) -> Vec<Diagnostic> {
    let rows = context.project.lists.get("segments").map(Vec::as_slice).unwrap_or_default();
    let mut found = Vec::new();
    for (at, segment) in rows.iter().enumerate() {
        let (name, called) = (text_of(segment, "name").trim(), name_of(segment, at));
        if !text_of(segment, "formula").trim().is_empty() {
            continue;
        }
        let rules = || rows_of(segment, "groups").iter().flat_map(|group| rows_of(group, "rules"));
        if rules().next().is_none() {
            let message = Words::new(
                format!("В сегменте {} нет условий: в него никто не попадёт", called.ru),
                format!("The segment {} has no rules: nobody is in it", called.en),
            );
            found.push(warning(RULE.code, Anchor::Project, message, add()));
        }
        let place = Words::new(format!(" сегмента {}", called.ru), format!(" of the segment {}", called.en));
        let lacks = rules().filter_map(|rule| Some((text_of(rule, "what"), lacking(rule)?)));
        found.extend(lacks.map(|lack| unfinished(Anchor::Project, lack, &place)));
        found
            .extend(rules().filter_map(odd_value).map(|(what, value)| unknown(Anchor::Project, what, value)));
        if !name.is_empty() && asks_itself(rows, name) {
            let message = Words::new(
                format!("Сегмент {} определён через самого себя: кто в нём, не узнать", called.ru),
                format!("The segment {} is defined by itself: there is no telling who is in it", called.en),
            );
            let hint = Words::new(
                "Уберите из условий сегмент, который ведёт обратно",
                "Take out the segment that leads back",
            );
            found.push(warning(RULE.code, Anchor::Project, message, hint));
        }
    }
    found
}

/// Whether the rules of a segment come back to it.
fn asks_itself(segments: &[Record], name: &str) -> bool {
    let (mut seen, mut next) = (BTreeSet::new(), vec![name]);
    while let Some(current) = next.pop() {
        let own = segments.iter().filter(|segment| text_of(segment, "name").trim() == current);
        let rules =
            own.flat_map(|segment| rows_of(segment, "groups")).flat_map(|group| rows_of(group, "rules"));
        for rule in rules.filter(|rule| text_of(rule, "what") == "segment") {
            let asked = text_of(rule, "segment").trim();
            if asked == name {
                return true;
            }
            if seen.insert(asked) {
                next.push(asked);
            }
        }
    }
    false
}

/// A messenger or language that is written and that there is not: what the rule asks about, and what is written.
fn odd_value(rule: &Record) -> Option<(Label, &str)> {
    let value = Some(text_of(rule, "value").trim()).filter(|value| !value.is_empty())?;
    let (what, is_known) = match text_of(rule, "what") {
        "channel" => {
            (Label::new("Мессенджера", "a messenger"), value == "sms" || channels::channel(value).is_some())
        }
        "language" => (Label::new("Языка", "a language"), is_language(value)),
        _ => return None,
    };
    (!is_known).then_some((what, value))
}

/// `ru`, `en-GB`: two or three letters, then parts by hyphens.
fn is_language(text: &str) -> bool {
    let mut parts = text.split('-');
    let first = parts.next().unwrap_or_default();
    let is_word = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric());
    (2..=3).contains(&first.len()) && first.chars().all(|c| c.is_ascii_alphabetic()) && parts.all(is_word)
}

fn empty(at: Anchor) -> Diagnostic {
    let message = Words::new(
        "В ветке нет условий: по ней никто не пройдёт",
        "The branch has no rules: nobody goes along it",
    );
    warning(RULE.code, at, message, add())
}

fn add() -> Words {
    Words::new("Добавьте условие или формулу", "Add a rule or a formula")
}

/// A rule about something without the property of that name; `place` says whose rule it is where the anchor does not.
fn unfinished(at: Anchor, (what, name): (&str, &str), place: &Words) -> Diagnostic {
    let what = match (what, name) {
        ("event", "value") => Label::new("какое событие искать", "which event to look for"),
        ("channel", _) => Label::new("какой мессенджер", "which messenger"),
        ("language", _) => Label::new("какой язык", "which language"),
        (_, "field") => Label::new("какое поле смотреть", "which field to look at"),
        (_, "tag") => Label::new("какой тег искать", "which tag to look for"),
        (_, "segment") => Label::new("какой сегмент проверить", "which segment to look at"),
        (_, "within") => Label::new("сколько должно пройти времени", "how much time must pass"),
        (_, "window") => Label::new("в какие часы или дни", "at which hours or on which days"),
        _ => Label::new("с чем сравнить", "what to compare with"),
    };
    let message = Words::new(
        format!("В условии{} не сказано, {}: проверить его нельзя", place.ru, what.ru),
        format!("A rule{} does not say {}: it cannot be checked", place.en, what.en),
    );
    let hint = Words::new("Допишите условие или удалите его", "Finish the rule or delete it");
    warning(RULE.code, at, message, hint)
}

fn unknown(at: Anchor, what: Label, value: &str) -> Diagnostic {
    let message = Words::new(
        format!("{} «{value}» не бывает: условие не выполнится ни у кого", what.ru),
        format!("There is not {} “{value}”: the rule holds for nobody", what.en),
    );
    let known: Vec<_> = channels::CHANNELS.iter().map(|channel| channel.name()).collect();
    let hint = if what.en == "a messenger" {
        let known = known.join(", ");
        Words::new(format!("Напишите имя из списка: {known}"), format!("Write one of these: {known}"))
    } else {
        Words::new("Напишите код языка: ru, en, en-GB", "Write the code of a language: ru, en, en-GB")
    };
    warning(RULE.code, at, message, hint)
}
