//! Hours and days that never come together, and a calendar without a single slot.

use crate::check::texts::name_of;
use crate::check::{Context, Reads, Rule, error, prop, warning};
use crate::diag::{Anchor, Diagnostic, Words};
use crate::flow::{DAY_MS, Op, Window, meet, parse_duration, parse_window};
use crate::model::{BlockId, Label, text_of};

pub(super) static RULE: Rule = Rule {
    code: "windows-never-meet",
    label: Label::new("Часы и дни, которые никогда не наступят", "Hours and days that never come"),
    why: Label::new(
        "Ждать нечего, и бот пишет сразу, хоть ночью; а записаться в такой календарь нельзя.",
        "There is nothing to wait for, so the bot writes at once, even at night; and nobody can book there.",
    ),
    fix: Label::new(
        "Выберите часы и дни, которые у блока и у проекта общие; приём сделайте короче рабочего дня.",
        "Choose hours and days that the block and the project share; make a slot shorter than the day.",
    ),
    reads: Reads::Project,
    check,
};

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let mut found = delays(context);
    found.extend(quiet_all_day(context));
    found.extend(calendars(context));
    found
}

/// Pauses whose own hours and days never meet those of the project.
fn delays(context: &Context<'_>) -> Vec<Diagnostic> {
    let flow = context.flow();
    let sleeps = flow.ops.iter().zip(&flow.origin).filter_map(|(op, block_id)| {
        let Op::Sleep(delay) = op else { return None };
        Some((*block_id, flow.delays.get(*delay as usize)?))
    });
    let shut = sleeps.filter(|(_, plan)| !meet(&plan.windows));
    let mut found: Vec<_> = shut.map(|(block_id, plan)| delay(block_id, &plan.windows)).collect();
    found.dedup();
    found
}

fn delay(block_id: BlockId, windows: &[Window]) -> Diagnostic {
    // Days alone tell which property is to blame.
    let days = windows.iter().fold(u8::MAX, |days, window| days & window.days);
    let (name, message) = if days == 0 {
        (
            "days",
            Words::new(
                "В эти дни проект не пишет никогда: ждать нечего, сообщение уйдёт сразу",
                "The project never writes on these days: nothing is waited for, the message leaves at once",
            ),
        )
    } else {
        (
            "window",
            Words::new(
                "Эти часы целиком в тихих часах проекта: ждать нечего, сообщение уйдёт сразу",
                "These hours lie in the project's quiet hours: nothing is waited for, the message leaves at once",
            ),
        )
    };
    let hint = Words::new(
        "Выберите часы и дни, в которые проект пишет, или отметьте «Можно и в тихие часы»",
        "Choose hours and days on which the project writes, or mark “Quiet hours too”",
    );
    error(RULE.code, prop(block_id, name, None), message, hint)
}

fn quiet_all_day(context: &Context<'_>) -> Option<Diagnostic> {
    let quiet = parse_window(&context.project.schedule.quiet)?;
    (quiet.from == quiet.to).then(|| {
        let message = Words::new(
            "Тихие часы заняли все сутки: писать было бы некогда, поэтому бот их не соблюдает",
            "Quiet hours take the whole day: there would be no time to write, so the bot does not keep them",
        );
        let hint = Words::new("Напишите часы сна: 22:00-09:00", "Write the hours of sleep: 22:00-09:00");
        error(RULE.code, Anchor::Project, message, hint)
    })
}

/// Calendars in which no slot fits.
fn calendars(context: &Context<'_>) -> Vec<Diagnostic> {
    let rows = context.project.lists.get("calendars").into_iter().flatten();
    let found = rows.enumerate().filter_map(|(at, row)| {
        let window = parse_window(text_of(row, "hours").trim()).unwrap_or_default();
        let slot = parse_duration(text_of(row, "slot").trim())?.about_secs();
        let day = (DAY_MS / 1000) as u64;
        let open = match u64::from(window.to) {
            to if window.from < window.to => to - u64::from(window.from),
            to => to + day - u64::from(window.from),
        };
        (slot > open).then(|| {
            let name = name_of(row, at);
            let (slot, hours) = (text_of(row, "slot").trim(), text_of(row, "hours").trim());
            let message = Words::new(
                format!(
                    "Календарь {}: приём {slot} не помещается в часы {hours}, записаться нельзя",
                    name.ru
                ),
                format!("Calendar {}: a slot of {slot} does not fit into {hours}, nobody can book", name.en),
            );
            let hint = Words::new(
                "Сделайте приём короче или часы длиннее",
                "Make the slot shorter or the hours longer",
            );
            warning(RULE.code, Anchor::Project, message, hint)
        })
    });
    found.collect()
}
