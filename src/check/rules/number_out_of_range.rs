//! A number above what is counted: the highest that is counted is used in its place.

use crate::blocks::IN_SPAN_MAX;
use crate::check::{Context, Reads, Rule, prop, warning};
use crate::diag::{Anchor, Diagnostic, Words};
use crate::flow::CapPlan;
use crate::model::Label;

pub(super) static RULE: Rule = Rule {
    code: "number-out-of-range",
    label: Label::new("Число больше, чем считается", "A number above what is counted"),
    why: Label::new(
        "Бот возьмёт наибольшее, что умеет считать: подписчику откажут или промолчат раньше, чем задумано.",
        "The bot takes the most that it can count: it refuses or falls silent earlier than was meant.",
    ),
    fix: Label::new(
        "Впишите число, названное в находке, или возьмите срок покороче.",
        "Write the number that the finding names, or take a shorter span.",
    ),
    reads: Reads::Project,
    check,
};

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let spans = context.blocks_of("limit").filter(|(_, block)| !block.text("per").trim().is_empty());
    let mut found: Vec<_> = spans
        .filter_map(|(block_id, block)| {
            let label = Label::new("Сколько раз за срок", "How many times within a span");
            finding(prop(block_id, "count", None), label, block.int("count", 1), IN_SPAN_MAX)
        })
        .collect();
    let cap = i64::from(context.project.schedule.cap);
    let label = Label::new("Лимит сообщений за срок", "Limit of messages in a span");
    found.extend(finding(Anchor::Project, label, cap, CapPlan::COUNT_MAX.into()));
    found
}

fn finding(at: Anchor, label: Label, number: i64, max: i64) -> Option<Diagnostic> {
    (number > max).then(|| {
        let message = Words::new(
            format!("{}: стоит {number}, а считается не больше {max}", label.ru),
            format!("{}: it says {number}, and no more than {max} are counted", label.en),
        );
        let hint = Words::new(
            format!("Впишите число до {max} или возьмите срок покороче"),
            format!("Write a number up to {max}, or take a shorter span"),
        );
        warning(RULE.code, at, message, hint)
    })
}
