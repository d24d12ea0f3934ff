//! Blocks and buttons that lack the one thing they are there for.

use crate::blocks::link_prop;
use crate::check::texts::{buttons, label, named};
use crate::check::{Context, Reads, Rule, error, prop};
use crate::diag::{Anchor, Diagnostic, Words};
use crate::model::{Block, BlockId, Label, Record, text_of};

pub(super) static BLOCK: Rule = Rule {
    code: "unfinished-block",
    label: Label::new("Блок не дозаполнен", "A block is not filled in"),
    why: Label::new(
        "Блок не сделает того, ради чего стоит: карты, кода, паузы, ответа или записи не будет.",
        "The block does not do what it is there for: no map, code, pause, answer or record.",
    ),
    fix: Label::new("Заполните названное свойство.", "Fill in the property that is named."),
    reads: Reads::Block,
    check: |context| context.typed().flat_map(|(block_id, block, _)| lacks(block_id, block)).collect(),
};

pub(super) static BUTTON: Rule = Rule {
    code: "unfinished-button",
    label: Label::new("Кнопке нечего открыть", "A button has nothing to open"),
    why: Label::new(
        "Мессенджер не покажет такую кнопку: подписчик не перейдёт, не позвонит, не скопирует.",
        "The messenger does not show such a button: the subscriber cannot go, call or copy.",
    ),
    fix: Label::new(
        "Впишите ссылку, номер или текст либо выберите другое действие.",
        "Write the link, number or text, or choose what else the button does.",
    ),
    reads: Reads::Block,
    check: bare_buttons,
};

/// Kinds of block, the property without which each does nothing, and what the subscriber misses.
const NEEDS: &[(&str, &str, Label)] = &[
    (
        "place",
        "lat",
        Label::new("Нет широты: вместо карты придёт текст", "No latitude: a text comes and no map"),
    ),
    (
        "place",
        "lon",
        Label::new("Нет долготы: вместо карты придёт текст", "No longitude: a text comes and no map"),
    ),
    (
        "contact",
        "phone",
        Label::new("Нет номера: контакт не придёт", "No number: the contact does not arrive"),
    ),
    (
        "promo",
        "table",
        Label::new("Нет таблицы с кодами: код не выдастся", "No table of codes: no code is given"),
    ),
    (
        "promo",
        "field",
        Label::new(
            "Код нигде не сохранится: применить его потом не выйдет",
            "The code is kept nowhere: it cannot be looked at later",
        ),
    ),
    (
        "booking",
        "calendar",
        Label::new(
            "Не выбран календарь: ни записать, ни перенести, ни отменить не выйдет",
            "No calendar is chosen: nothing can be booked, moved or cancelled",
        ),
    ),
    (
        "catalogue",
        "table",
        Label::new(
            "Нет таблицы с товарами: показать нечего, все пойдут по выходу «Товаров нет»",
            "No table of goods: there is nothing to show, everybody takes the exit “No goods”",
        ),
    ),
    (
        "magnet",
        "tag",
        Label::new("Нет тега: не видно, кто получил подарок", "No tag: nobody sees who has received it"),
    ),
    (
        "goal",
        "goal",
        Label::new("Цель не названа: аналитика её не узнает", "No goal is named: analytics does not know it"),
    ),
    (
        "notify",
        "text",
        Label::new("Нет текста: команда получит пустое сообщение", "No text: the team gets an empty message"),
    ),
];

/// What a block waits for, by how it waits, the property that says it, and what happens without.
const WAITS: &[(&str, &str, &str, Label)] = &[
    ("wait_event", "own", "name", NO_EVENT),
    ("wait_event", "", "name", NO_EVENT),
    ("wait_event", "read", "block", NO_EVENT),
    ("wait_event", "delivered", "block", NO_EVENT),
    ("wait_event", "clicked", "block", NO_EVENT),
    ("delay", "date", "date", NO_DAY),
    ("delay", "weekday", "weekdays", NO_DAY),
    ("delay", "field", "field", NO_DAY),
];

const NO_EVENT: Label = Label::new(
    "Не сказано, чего ждать: событие не наступит никогда",
    "It is not said what to wait for: the event never comes",
);
const NO_DAY: Label = Label::new(
    "Не сказано, какого дня ждать: бот ждать не будет",
    "It is not said which day to wait for: the bot does not wait",
);
const NO_SPAN: Label = Label::new(
    "Не сказано, сколько ждать: бот пойдёт дальше сразу",
    "It is not said how long to wait: the bot goes on at once",
);

const NO_SUBJECT: Label = Label::new(
    "Не сказано, какое поле смотреть: все пойдут по выходу «иначе»",
    "It is not said which field to look at: everybody takes the exit “otherwise”",
);
const NO_CASES: Label = Label::new(
    "Нет ни одного значения: все пойдут по выходу «иначе»",
    "There is no value: everybody takes the exit “otherwise”",
);
const NO_CASE: Label = Label::new(
    "Значение не вписано: по этому выходу никто не пойдёт",
    "No value is written: nobody takes this exit",
);
const NO_ACTIONS: Label = Label::new(
    "Нет ни одного действия: блок ничего не изменит",
    "There is no action: the block changes nothing",
);
const NO_TAG: Label = Label::new(
    "Не сказано, какой тег: действие ничего не изменит",
    "It is not said which tag: the action changes nothing",
);
const NO_FIELD: Label = Label::new(
    "Не сказано, какое поле: действие ничего не изменит",
    "It is not said which field: the action changes nothing",
);
const NO_RECORD: Label =
    Label::new("Событие не названо: отметить нечего", "The event has no name: there is nothing to record");

fn lacks(block_id: BlockId, block: &Block) -> Vec<Diagnostic> {
    let is_bare = |name: &str| block.text(name).trim().is_empty();
    let needs = NEEDS.iter().filter(|(kind, name, _)| block.kind == *kind && is_bare(name));
    let mut found: Vec<_> = needs.map(|(_, name, words)| finding(block_id, name, *words)).collect();
    found.extend(lacks_wait(block_id, block));
    found.extend(lacks_answers(block_id, block));
    found.extend(lacks_cases(block_id, block));
    found.extend(lacks_actions(block_id, block));
    let is_empty = match block.kind.as_str() {
        "cards" => block.rows("cards").is_empty(),
        "magnet" => is_bare("media") && is_bare("url"),
        _ => false,
    };
    if is_empty {
        let (name, words) = if block.kind == "cards" {
            (
                "cards",
                Label::new(
                    "Нет ни одной карточки: подписчик увидит только текст",
                    "There is no card: the subscriber sees nothing but the text",
                ),
            )
        } else {
            (
                "media",
                Label::new(
                    "Нет ни файла, ни ссылки: дарить нечего",
                    "Neither file nor link: nothing to give",
                ),
            )
        };
        found.push(finding(block_id, name, words));
    }
    found
}

/// A pause without a length, or a wait for nothing in particular.
fn lacks_wait(block_id: BlockId, block: &Block) -> Option<Diagnostic> {
    let how = match block.kind.as_str() {
        "wait_event" => block.text("event"),
        "delay" => block.text("until"),
        _ => return None,
    };
    let is_bare = |name: &str| block.text(name).trim().is_empty();
    let waits = WAITS.iter().find(|(kind, by, ..)| block.kind == *kind && how == *by);
    match waits {
        Some((_, _, name, words)) => is_bare(name).then(|| finding(block_id, name, *words)),
        None if block.kind == "delay" => {
            let is_idle = ["duration", "at", "window", "days"].into_iter().all(is_bare);
            is_idle.then(|| finding(block_id, "duration", NO_SPAN))
        }
        None => None,
    }
}

/// Questions of a FAQ that lack the phrases or the answer, beside others that have both; a FAQ without any is an
/// entry that never starts.
fn lacks_answers(block_id: BlockId, block: &Block) -> Vec<Diagnostic> {
    if block.kind != "faq" {
        return Vec::new();
    }
    let lacking =
        |row: &Record| ["phrases", "answer"].into_iter().find(|name| text_of(row, name).trim().is_empty());
    let rows = block.rows("questions");
    if rows.iter().all(|row| lacking(row).is_some()) {
        return Vec::new();
    }
    let found = rows.iter().enumerate().filter_map(|(row, record)| {
        let name = lacking(record)?;
        let words = if name == "answer" {
            Label::new(
                "На вопрос нет ответа: бот его не узнает",
                "The question has no answer: the bot does not know it",
            )
        } else {
            Label::new(
                "Не сказано, как спрашивают: ответ не придёт",
                "It is not said how people ask: the answer does not come",
            )
        };
        Some(at(prop(block_id, &format!("questions.{name}"), Some(row)), words))
    });
    found.collect()
}

/// A switch that looks at nothing, or has nothing to compare with.
fn lacks_cases(block_id: BlockId, block: &Block) -> Vec<Diagnostic> {
    if block.kind != "switch" {
        return Vec::new();
    }
    let is_bare = |name: &str| block.text(name).trim().is_empty();
    let mut found = Vec::new();
    if is_bare("field") && is_bare("formula") {
        found.push(finding(block_id, "field", NO_SUBJECT));
    }
    let cases = block.rows("cases");
    if cases.is_empty() {
        found.push(finding(block_id, "cases", NO_CASES));
    }
    let bare = cases.iter().enumerate().filter(|(_, case)| text_of(case, "value").trim().is_empty());
    found.extend(bare.map(|(row, _)| at(prop(block_id, "cases.value", Some(row)), NO_CASE)));
    found
}

/// A block of actions without any, and actions that do not say upon what.
fn lacks_actions(block_id: BlockId, block: &Block) -> Vec<Diagnostic> {
    if block.kind != "action" {
        return Vec::new();
    }
    let actions = block.rows("actions");
    if actions.is_empty() {
        return vec![finding(block_id, "actions", NO_ACTIONS)];
    }
    let found = actions.iter().enumerate().filter_map(|(row, action)| {
        let (name, words) = match text_of(action, "act") {
            "" | "add_tag" | "drop_tag" => ("tag", NO_TAG),
            "event" => ("value", NO_RECORD),
            _ => ("field", NO_FIELD),
        };
        let is_bare = text_of(action, name).trim().is_empty();
        is_bare.then(|| at(prop(block_id, &format!("actions.{name}"), Some(row)), words))
    });
    found.collect()
}

fn finding(block_id: BlockId, name: &str, words: Label) -> Diagnostic {
    at(prop(block_id, name, None), words)
}

fn at(at: Anchor, words: Label) -> Diagnostic {
    error(
        BLOCK.code,
        at,
        Words::new(words.ru, words.en),
        Words::new("Заполните это свойство", "Fill in this property"),
    )
}

fn bare_buttons(context: &Context<'_>) -> Vec<Diagnostic> {
    let found = buttons(context).filter_map(|(block_id, list, row, record)| {
        let name = link_prop(record)?;
        text_of(record, name).trim().is_empty().then(|| {
            let label = named(&Words::new(label(record), label(record)), row);
            error(
                BUTTON.code,
                prop(block_id, &format!("{list}.{name}"), Some(row)),
                Words::new(
                    format!("Кнопке {} нечего открыть: мессенджер её не покажет", label.ru),
                    format!("The button {} has nothing to open: the messenger does not show it", label.en),
                ),
                Words::new("Впишите ссылку, номер или текст", "Write the link, number or text"),
            )
        })
    });
    found.collect()
}
