//! A broadcast whose day is over.

use crate::check::texts::name_of;
use crate::check::{Context, Reads, Rule, warning};
use crate::diag::{Anchor, Diagnostic, Words};
use crate::flow::parse_date;
use crate::model::{Label, text_of};

pub(super) static RULE: Rule = Rule {
    code: "broadcast-past",
    label: Label::new("Рассылка в прошлом", "A broadcast in the past"),
    why: Label::new(
        "День рассылки прошёл: она не уйдёт никому.",
        "The day of the broadcast is over: it goes to nobody.",
    ),
    fix: Label::new(
        "Назначьте другой день или очистите дату и отправьте по команде.",
        "Set another day, or clear the date and send it when told to.",
    ),
    reads: Reads::Project,
    check,
};

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let Some(today) = context.known.today else { return vec![] };
    let rows = context.project.lists.get("broadcasts").into_iter().flatten();
    let past = rows
        .enumerate()
        .filter(|(_, row)| parse_date(text_of(row, "date").trim()).is_some_and(|date| date < today));
    past.map(|(at, row)| {
        let (name, date) = (name_of(row, at), text_of(row, "date").trim());
        let message = Words::new(
            format!("Рассылка {} назначена на {date}, этот день прошёл: она не уйдёт никому", name.ru),
            format!("The broadcast {} is set for {date}, which is over: it goes to nobody", name.en),
        );
        let hint =
            Words::new("Назначьте другой день или очистите дату", "Set another day, or clear the date");
        warning(RULE.code, Anchor::Project, message, hint)
    })
    .collect()
}
