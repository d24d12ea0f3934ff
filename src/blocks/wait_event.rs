//! Wait for an event: a message read, a link followed, a purchase, or an event of the author's own.

use super::parts::{TIMEOUT, field, fixed_exit, timeout_exit};
use super::places::step;
use super::{BlockType, ExitKind, Family, Lower, PreviewLine};
use crate::flow::{Expr, ExprOp, Op, TimeoutPlan, WaitPlan, event_id};
use crate::model::{Block, BlockId, Choice, Exit, Form, Label, Project, Shape, rows_of, text_of};
use std::collections::BTreeSet;

static WHAT: &[Choice] = &[
    Choice { name: "own", label: Label::new("Своё событие", "An event of your own") },
    Choice { name: "read", label: Label::new("Прочитал сообщение", "Read a message") },
    Choice { name: "delivered", label: Label::new("Получил сообщение", "Got a message") },
    Choice { name: "clicked", label: Label::new("Перешёл по ссылке", "Followed a link") },
    Choice { name: "purchase", label: Label::new("Купил", "Bought something") },
    Choice { name: "cart_abandoned", label: Label::new("Бросил корзину", "Abandoned a cart") },
    Choice {
        name: "page", label: Label::new("Открыл страницу сайта", "Opened a page of the site")
    },
];

static FORM: Form = Form {
    name: "block wait_event",
    fields: &[
        field(
            "event",
            Label::new("Чего ждать", "What to wait for"),
            Label::new(
                "Прочтение и доставку сообщают не все мессенджеры",
                "Not every messenger reports reading and delivery",
            ),
            Shape::Choice(WHAT),
        ),
        field(
            "name",
            Label::new("Имя события", "Name of the event"),
            Label::new(
                "Как его называют сайт, вебхук или блок «Теги и поля»",
                "As the site, the webhook or a block “Tags and fields” calls it",
            ),
            Shape::Line,
        ),
        field(
            "block",
            Label::new("Какое сообщение", "Which message"),
            Label::new("Блок, который его отправил", "The block that has sent it"),
            Shape::Block,
        ),
        field(
            "recent",
            Label::new("Засчитать, если уже было за", "Count what happened within"),
            Label::new(
                "Не ждать, если событие случилось за это время до блока: 10m, 1d",
                "Do not wait when it happened within this time before the block: 10m, 1d",
            ),
            Shape::Duration,
        ),
        TIMEOUT,
    ],
};

/// Waits until something happens outside the words of the chat.
pub(super) static WAIT_EVENT: BlockType = BlockType {
    name: "wait_event",
    family: Family::Time,
    icon: "radio",
    label: Label::new("Дождаться события", "Wait for an event"),
    summary: Label::new(
        "Ждёт прочтения, перехода по ссылке, покупки или своего события",
        "Waits for a reading, a click, a purchase or an event of your own",
    ),
    also: Label::new("подождать, ждать, прочитал, кликнул, купил", "wait, read, clicked, bought"),
    form: &FORM,
    exits: |block| {
        let mut exits = vec![fixed_exit("next", Label::new("Случилось", "Happened"), ExitKind::Branch)];
        exits.extend(timeout_exit(block));
        exits
    },
    preview: |block: &Block| {
        let what = WHAT.iter().find(|what| what.name == block.text("event")).unwrap_or(&WHAT[0]);
        let words = match block.text("event") {
            "" | "own" => block.text("name").to_owned(),
            "read" | "delivered" | "clicked" => format!("№ {}", block.text("block")),
            _ => String::new(),
        };
        vec![PreviewLine::Muted(what.label, words)]
    },
    lower,
};

fn lower(lower: &mut Lower<'_>) {
    let next = lower.exit(&Exit::next(), true);
    let delay = lower.delay("timeout", true);
    let timeout = delay.map(|delay| TimeoutPlan { delay, to: lower.exit(&Exit::new("timeout"), true) });
    lower.begin();
    let events = events(lower);
    if let Some(span) = lower.span("recent").filter(|span| !span.is_zero()) {
        for event in &events {
            let ops = vec![ExprOp::Happened(*event), ExprOp::Within(span.about_secs()), ExprOp::Not];
            let expr = lower.expr(Expr { ops });
            lower.op(Op::Unless(expr, next));
        }
    }
    let events = events.into_iter().map(|event| (event, next)).collect();
    let waits = &mut lower.flow().waits;
    waits.push(WaitPlan { timeout, events, ..WaitPlan::default() });
    let wait = waits.len() - 1;
    lower.op(Op::Wait(wait as u32));
}

/// The events that end the wait.
fn events(lower: &mut Lower<'_>) -> Vec<u32> {
    match lower.block.text("event") {
        "" | "own" => {
            let name = lower.block.text("name").trim();
            if name.is_empty() { vec![] } else { vec![event_id(name)] }
        }
        "clicked" => step(lower, "block").map_or(vec![], |block_id| clicks(lower, block_id)),
        event @ ("read" | "delivered") => {
            let block = step(lower, "block");
            block.map(|block_id| event_id(&format!("{event}:{block_id}"))).into_iter().collect()
        }
        event => vec![event_id(event)],
    }
}

/// The messages on whose links a block waits for clicks, so that they are counted.
pub fn clicked(project: &Project) -> BTreeSet<BlockId> {
    let waiting = project.blocks().filter(|(_, _, block)| block.kind == "wait_event");
    let named =
        waiting.filter(|(_, _, block)| block.text("event") == "clicked").filter_map(|(_, _, block)| {
            let text = block.text("block").trim();
            text.parse().ok().map(BlockId).filter(|block_id| block_id.to_string() == text)
        });
    named.collect()
}

/// Clicks on every link of a message.
fn clicks(lower: &Lower<'_>, block_id: BlockId) -> Vec<u32> {
    let Some((_, block)) = lower.project.block(block_id) else { return vec![] };
    let cards = block.rows("cards").iter().flat_map(|card| rows_of(card, "buttons"));
    let buttons = block.rows("buttons").iter().chain(cards);
    buttons.map(|button| event_id(&format!("clicked:{block_id}.{}", text_of(button, "key")))).collect()
}
