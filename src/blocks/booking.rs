//! Booking: offers free days and times of a calendar, books one, reminds of it, moves and cancels it.

use super::outside::{
    UNKNOWN_TEXT, ask, clear, literal, message, more, of_field, own, request, save_to, set,
};
use super::parts::{REMIND, TIMEOUT, UNKNOWN, field, fixed_exit, silence, silence_exits};
use super::{BlockType, Caption, ExitKind, ExitSpec, Family, Lower, PreviewLine};
use crate::flow::{
    ButtonPlan, ChoicesPlan, DelayPlan, Expr, ExprOp, Known, Op, OpIdx, Outcome, ReplyPlan, SavePlan,
    Service, StartPolicy, TemplateIdx, TimeoutPlan, WaitPlan, parse_duration,
};
use crate::model::{Block, BlockId, Choice, Exit, FieldId, Form, Label, Shape};

/// Most reminders of one booking: a day before, an hour before, and one more.
const REMINDERS_MAX: usize = 3;
/// How often one reminder follows a booking that is moved to a later time.
const MOVES_MAX: usize = 3;

/// Places of the block's own: what is offered, the day chosen, the time chosen, and then what was reminded of.
const OFFER: u16 = 0;
const DAY: u16 = 1;
const CHOSEN: u16 = 2;
const SLOT: u16 = 3;
const REMINDED: u16 = 4;

/// The exit of who has nothing to move; where it is not connected, the exit `none` takes its place.
const ABSENT: &str = "absent";

/// What is said when another subscriber was quicker and the author wrote nothing.
const TAKEN: Label = Label::new(
    "Это время только что заняли. Выберите, пожалуйста, другое.",
    "That time has just been taken. Please choose another one.",
);

static ACTS: &[Choice] = &[
    Choice { name: "book", label: Label::new("Записать", "Book") },
    Choice { name: "move", label: Label::new("Перенести запись", "Move the booking") },
    Choice { name: "cancel", label: Label::new("Отменить запись", "Cancel the booking") },
];

static CLOCKS: &[Choice] = &[
    Choice { name: "home", label: Label::new("По времени проекта", "The project's clock") },
    Choice {
        name: "own", label: Label::new("По времени подписчика", "The subscriber's clock")
    },
];

static FORM: Form = Form {
    name: "block booking",
    fields: &[
        field(
            "calendar",
            Label::new("Календарь", "Calendar"),
            Label::new("Куда записать; часы и места — в настройках", "Where to book; see the settings"),
            Shape::Named("calendars"),
        ),
        field(
            "act",
            Label::new("Что сделать", "What to do"),
            Label::new("Записать, перенести или отменить", "Book, move or cancel"),
            Shape::Choice(ACTS),
        ),
        field(
            "field",
            Label::new("Время записи в поле", "Keep the time in"),
            Label::new(
                "Поле вида «Момент»; по нему переносят, отменяют и напоминают",
                "A field that holds a moment; moving, cancelling and reminding look at it",
            ),
            Shape::Field,
        ),
        field(
            "when",
            Label::new("Время словами в поле", "Keep it in words in"),
            Label::new("«пн 23 ноября, 10:00» для сообщений", "“Mon, November 23, 10:00” for messages"),
            Shape::Field,
        ),
        field(
            "text",
            Label::new("Вопрос о дне", "Question about the day"),
            Label::new("Что сказать над днями", "What to say above the days"),
            Shape::Text,
        ),
        field(
            "time_text",
            Label::new("Вопрос о времени", "Question about the time"),
            Label::new("Что сказать над часами", "What to say above the times"),
            Shape::Text,
        ),
        field(
            "taken",
            Label::new("Если время заняли", "When the time is taken"),
            Label::new(
                "Что сказать, когда другой подписчик успел раньше; потом бот предложит снова",
                "What to say when another subscriber was quicker; then the bot offers again",
            ),
            Shape::Text,
        ),
        field(
            "moved_text",
            Label::new("Если запись уже была", "When there was a booking"),
            Label::new(
                "Прежнее время освобождается, и подписчик узнаёт об этом; сработает, если время хранит поле",
                "The time before is given up and the subscriber is told; when a field keeps the time",
            ),
            Shape::Text,
        ),
        field(
            "back_label",
            Label::new("Кнопка «другой день»", "Button “another day”"),
            Label::new("Надпись кнопки под часами", "Caption of the button beside the times"),
            Shape::Line,
        )
        .spoken(),
        field(
            "refuse_label",
            Label::new("Кнопка отказа", "Button to refuse"),
            Label::new("Надпись; пусто — без кнопки", "Caption; empty for no button"),
            Shape::Line,
        )
        .spoken(),
        field(
            "clock",
            Label::new("Часы", "Clock"),
            Label::new("Для встреч онлайн — время подписчика", "For calls, the subscriber's clock"),
            Shape::Choice(CLOCKS),
        ),
        field(
            "reminders",
            Label::new("Напомнить за", "Remind before"),
            Label::new("До трёх сроков до начала: 1d, 2h", "Up to three spans before the start: 1d, 2h"),
            Shape::Lines,
        ),
        field(
            "reminder_text",
            Label::new("Текст напоминания", "Text of the reminder"),
            Label::new("Придёт, если запись не отменена", "Comes unless the booking is cancelled"),
            Shape::Text,
        ),
        UNKNOWN,
        REMIND,
        TIMEOUT,
    ],
};

/// Books a time.
pub(super) static BOOKING: BlockType = BlockType {
    name: "booking",
    family: Family::Ask,
    icon: "calendar-check",
    label: Label::new("Запись на время", "Booking"),
    summary: Label::new(
        "Предлагает свободное время, записывает без накладок, напоминает и переносит",
        "Offers free times, books without double bookings, reminds and moves",
    ),
    also: Label::new("запись, календарь, приём, слот, бронь", "appointment, calendar, slot, reservation"),
    form: &FORM,
    exits,
    preview,
    lower,
};

fn exits(block: &Block) -> Vec<ExitSpec> {
    if block.text("act") == "cancel" {
        return vec![
            fixed_exit("next", Label::new("Отменена", "Cancelled"), ExitKind::Branch),
            fixed_exit("none", Label::new("Записи нет", "No booking"), ExitKind::Branch),
        ];
    }
    let mut exits = vec![
        fixed_exit("next", Label::new("Записан", "Booked"), ExitKind::Branch),
        fixed_exit("none", Label::new("Времени нет", "No free time"), ExitKind::Branch),
    ];
    if block.text("act") == "move" {
        // Not connected, both go one way.
        exits.push(fixed_exit(ABSENT, Label::new("Записи нет", "No booking"), ExitKind::Next));
    }
    let refuse = block.text("refuse_label").trim();
    if !refuse.is_empty() {
        let caption = Caption::Own(refuse.to_owned());
        exits.push(ExitSpec { exit: Exit::new("cancelled"), caption, kind: ExitKind::Button });
    }
    exits.extend(silence_exits(block));
    exits
}

fn preview(block: &Block) -> Vec<PreviewLine> {
    let act = ACTS.iter().find(|act| act.name == block.text("act")).unwrap_or(&ACTS[0]);
    let mut lines = vec![PreviewLine::Pair(act.label, block.text("calendar").to_owned())];
    let spans = block.lines("reminders").join(", ");
    if !spans.is_empty() {
        lines.push(PreviewLine::Muted(Label::new("напомнить за", "remind before"), spans));
    }
    lines
}

/// What the steps of a booking share while they are written.
struct Steps {
    calendar: TemplateIdx,
    clock: TemplateIdx,
    /// Where the booked time is kept.
    slot: FieldId,
    none: OpIdx,
    /// Where who has no booking to move goes.
    absent: OpIdx,
    refuse: Option<OpIdx>,
    reminder: Option<TimeoutPlan>,
    timeout: Option<TimeoutPlan>,
}

fn lower(lower: &mut Lower<'_>) {
    let block = lower.block;
    let next = lower.exit(&Exit::next(), true);
    let none = lower.exit(&Exit::new("none"), true);
    lower.reading("calendar", None);
    lower.listed("calendars", block.text("calendar"));
    let calendar = literal(lower, block.text("calendar").trim());
    lower.reading("field", None);
    let slot = lower.field(block.text("field")).map_or_else(|| own(lower, SLOT), |field| field.0);
    if block.text("act") == "cancel" {
        return cancel(lower, calendar, slot, (next, none));
    }
    let has_refuse = !block.text("refuse_label").trim().is_empty();
    let refuse = has_refuse.then(|| lower.exit(&Exit::new("cancelled"), true));
    let absent = Exit::new(ABSENT);
    let absent = if block.exits.contains_key(&absent) { lower.exit(&absent, true) } else { none };
    let (reminder, timeout) = silence(lower);
    let timeout = timeout.map(|plan| TimeoutPlan { to: leaving(lower, plan.to), ..plan });
    let clock = literal(lower, if block.text("clock") == "own" { "own" } else { "home" });
    let refuse = refuse.map(|to| leaving(lower, to));
    let none = leaving(lower, none);
    let steps = Steps { calendar, clock, slot, none, absent, refuse, reminder, timeout };
    let reminders = reminders(lower, slot);
    let book = book(lower, &steps, &reminders, next);
    let (slots, back) = times(lower, &steps, book);
    days(lower, &steps, slots, back);
}

/// Forgets what was offered and goes on.
fn leaving(lower: &mut Lower<'_>, to: OpIdx) -> OpIdx {
    let first = clear(lower, own(lower, OFFER));
    lower.op(Op::Jump(to));
    first
}

fn cancel(lower: &mut Lower<'_>, calendar: TemplateIdx, slot: FieldId, (next, none): (OpIdx, OpIdx)) {
    let done = clear(lower, slot);
    lower.op(Op::Jump(next));
    let gone = clear(lower, slot);
    lower.op(Op::Jump(none));
    lower.begin();
    let mut plan = request(Service::Calendar, "cancel", calendar, gone);
    plan.body = vec![("slot".into(), of_field(lower, slot))];
    plan.ok = done;
    ask(lower, plan);
}

/// Books the chosen time; when another was quicker, says so and goes to the operation that is patched later: the
/// first one given back. The second is the booking.
fn book(lower: &mut Lower<'_>, steps: &Steps, reminders: &[u32], next: OpIdx) -> (OpIdx, OpIdx) {
    let chosen = own(lower, CHOSEN);
    let done = set(lower, steps.slot, vec![ExprOp::Field(chosen)]);
    clear(lower, chosen);
    clear(lower, own(lower, OFFER));
    for target in reminders {
        lower.op(Op::Start(*target));
    }
    lower.op(Op::Jump(next));
    let sorry = message(lower, "taken", TAKEN);
    let sorry = lower.reply(sorry);
    let taken = lower.op(Op::Say(sorry));
    let again = lower.op(Op::Jump(0));
    let when = save_to(lower, "when", "when");
    let request = |lower: &mut Lower<'_>, act: &str, ok: OpIdx| {
        let mut plan = request(Service::Calendar, act, steps.calendar, steps.none);
        plan.body = vec![("slot".into(), of_field(lower, chosen)), ("clock".into(), steps.clock)];
        if act == "move" {
            plan.body.push(("from".into(), of_field(lower, steps.slot)));
        }
        plan.save = when.clone().into_iter().collect();
        plan.ok = ok;
        plan.outcomes = vec![("taken".into(), taken)];
        ask(lower, plan)
    };
    if lower.block.text("act") == "move" {
        return (again, request(lower, "move", done));
    }
    let book = request(lower, "book", done);
    if lower.block.text("field").trim().is_empty() {
        return (again, book);
    }
    // The field keeps one booking: what stands in it and is still ahead would be taken for ever.
    let moved = Label::new("Прежнюю запись я отменил.", "Your earlier booking is cancelled.");
    let moved = message(lower, "moved_text", moved);
    let moved = lower.reply(moved);
    let said = lower.op(Op::Say(moved));
    lower.op(Op::Jump(done));
    let again_booked = request(lower, "move", said);
    let kept = || ExprOp::Field(steps.slot);
    let ahead = [kept(), ExprOp::Known(Known::Now), ExprOp::Gt];
    let another = [kept(), ExprOp::Field(chosen), ExprOp::Ne, ExprOp::And];
    let has_one = lower.expr(Expr { ops: ahead.into_iter().chain(another).collect() });
    let first = lower.op(Op::Unless(has_one, book));
    lower.op(Op::Jump(again_booked));
    (again, first)
}

/// Offers the times of the chosen day. Gives the question for them, and the jump back to the days to be patched.
fn times(lower: &mut Lower<'_>, steps: &Steps, (again, book): (OpIdx, OpIdx)) -> (OpIdx, OpIdx) {
    let back = lower.op(Op::Jump(0));
    let label = lower.plain_or("back_label", Label::new("Другой день", "Another day"));
    let button = ButtonPlan { key: "back".into(), label, url: None, request: None, to: back };
    let reply = message(lower, "time_text", Label::new("Выберите время:", "Choose a time:"));
    let choices = ChoicesPlan {
        list: own(lower, OFFER),
        keep: Some(own(lower, CHOSEN)),
        card: None,
        more: more(lower),
        per_row: 4,
        to: book,
    };
    let first = offer(lower, steps, ReplyPlan { choices: Some(choices), rows: vec![vec![button]], ..reply });
    let mut plan = request(Service::Calendar, "slots", steps.calendar, steps.none);
    let day = of_field(lower, own(lower, DAY));
    plan.body = vec![("day".into(), day), ("clock".into(), steps.clock)];
    plan.save = vec![SavePlan { path: "slots".into(), field: own(lower, OFFER) }];
    plan.ok = first;
    plan.outcomes = vec![("empty".into(), back)];
    let slots = ask(lower, plan);
    lower.patch(again, slots);
    (slots, back)
}

/// Offers the days, which is where the block begins.
fn days(lower: &mut Lower<'_>, steps: &Steps, slots: OpIdx, back: OpIdx) {
    let reply = message(lower, "text", Label::new("Выберите день:", "Choose a day:"));
    let choices = ChoicesPlan {
        list: own(lower, OFFER),
        keep: Some(own(lower, DAY)),
        card: None,
        more: more(lower),
        per_row: 2,
        to: slots,
    };
    let first = offer(lower, steps, ReplyPlan { choices: Some(choices), ..reply });
    lower.begin();
    if lower.block.text("act") == "move" {
        let known = lower.expr(Expr { ops: vec![ExprOp::Field(steps.slot), ExprOp::IsSet] });
        lower.op(Op::Unless(known, steps.absent));
    }
    let mut plan = request(Service::Calendar, "days", steps.calendar, steps.none);
    plan.body = vec![("clock".into(), steps.clock)];
    plan.save = vec![SavePlan { path: "days".into(), field: own(lower, OFFER) }];
    plan.ok = first;
    let days = ask(lower, plan);
    lower.patch(back, days);
}

/// Says what is offered and waits for a choice.
fn offer(lower: &mut Lower<'_>, steps: &Steps, mut reply: ReplyPlan) -> OpIdx {
    if let Some(to) = steps.refuse {
        let label = lower.plain_or("refuse_label", Label::new("Не записываться", "Do not book"));
        reply.rows.push(vec![ButtonPlan { key: "refuse".into(), label, url: None, request: None, to }]);
    }
    let reply = lower.reply(reply);
    let first = lower.op(Op::Say(reply));
    let unknown = message(lower, "unknown", UNKNOWN_TEXT);
    let unknown = lower.reply(unknown);
    let plan = WaitPlan {
        reply: Some(reply),
        unknown: Some(unknown),
        reminder: steps.reminder,
        timeout: steps.timeout,
        ..WaitPlan::default()
    };
    let waits = &mut lower.flow().waits;
    waits.push(plan);
    let wait = waits.len() - 1;
    lower.op(Op::Wait(wait as u32));
    first
}

/// Threads that remind of the booked time, one for each span.
fn reminders(lower: &mut Lower<'_>, slot: FieldId) -> Vec<u32> {
    let block = lower.block;
    let mut targets = Vec::new();
    for (row, span) in block.lines("reminders").iter().take(REMINDERS_MAX).enumerate() {
        lower.reading("reminders", None);
        let Some(span) = parse_duration(span.trim()) else {
            lower.problem(None, super::ProblemKind::BrokenTime(span.trim().into()));
            continue;
        };
        let plan = DelayPlan {
            from: Some(slot),
            before: true,
            months: span.months,
            days: span.days,
            secs: span.secs,
            windows: super::lower::schedule_windows(lower.project),
            ..DelayPlan::default()
        };
        let reminded = FieldId::of_block(keeper(lower), REMINDED + row as u16);
        let first = reminder(lower, slot, plan, reminded);
        let target = lower.target_at(first, StartPolicy::Beside, None);
        let all = &mut lower.flow().targets;
        all.push(target);
        targets.push((all.len() - 1) as u32);
    }
    targets
}

/// The block that keeps what was reminded of, for all bookings that keep their time in one field: a booking made
/// by one block and moved by another is reminded of once.
fn keeper(lower: &Lower<'_>) -> BlockId {
    let name = lower.block.text("field").trim();
    let shares = |block: &Block| block.kind == BOOKING.name && block.text("field").trim() == name;
    let sharing = lower.project.blocks().filter(|(_, _, block)| !name.is_empty() && shares(block));
    sharing.map(|(_, block_id, _)| block_id).min().unwrap_or(lower.block_id)
}

/// Waits until so long before the booked time and reminds once of it. A booking that was moved meanwhile is
/// waited for again, one that was cancelled or begins already is left alone.
fn reminder(lower: &mut Lower<'_>, slot: FieldId, plan: DelayPlan, reminded: FieldId) -> OpIdx {
    let end = lower.op(Op::End(Outcome::Done));
    let due = lower.push_delay(DelayPlan { past: Some(end), ..plan.clone() });
    let first = lower.op(Op::Sleep(due));
    for _ in 0..MOVES_MAX {
        let again = lower.push_delay(plan.clone());
        lower.op(Op::Sleep(again));
    }
    let ahead = [ExprOp::Field(slot), ExprOp::Known(Known::Now), ExprOp::Gt];
    let fresh = [ExprOp::Field(slot), ExprOp::Field(reminded), ExprOp::Ne, ExprOp::And];
    let wanted = lower.expr(Expr { ops: ahead.into_iter().chain(fresh).collect() });
    lower.op(Op::Unless(wanted, end));
    set(lower, reminded, vec![ExprOp::Field(slot)]);
    let when = match lower.block.text("field").trim() {
        "" => String::new(),
        name => format!(": {{{{ {name} : date_time }}}}"),
    };
    let [ru, en] =
        ["Напоминаем о вашей записи", "A reminder of your booking"].map(|text| format!("{text}{when}."));
    let text = lower.template_or("reminder_text", [&ru, &en]);
    let reply = lower.reply(ReplyPlan { block: lower.block_id, text, ..ReplyPlan::default() });
    lower.op(Op::Say(reply));
    lower.op(Op::Jump(end));
    first
}
