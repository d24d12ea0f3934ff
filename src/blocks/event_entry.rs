//! Event entry: something outside the words of the chat begins a funnel, such as a purchase, a click on an
//! advertisement, a tag put on.

use super::parts::field;
use super::ways::{
    ANY_TIME_FIELD, BESIDE_FIELD, EXCEPT_FIELD, ONCE_FIELD, PRIORITY_FIELD, SEGMENT_FIELD, begin,
    common_lines, folded, guard, policy, priority, quoted,
};
use super::{BlockType, ExitSpec, Family, Lower, PreviewLine, Way};
use crate::flow::{EventTrigger, Expr, ExprIdx, ExprOp, Op, StartPolicy, event_id};
use crate::model::{Block, Choice, Form, Label, Shape};

static WHAT: &[Choice] = &[
    Choice { name: "reaction", label: Label::new("Реакция на пост", "A reaction to a post") },
    Choice { name: "like", label: Label::new("Лайк", "A like") },
    Choice { name: "repost", label: Label::new("Репост", "A repost") },
    Choice {
        name: "join", label: Label::new("Вступление в сообщество", "Joining the community")
    },
    Choice {
        name: "leave", label: Label::new("Выход из сообщества", "Leaving the community")
    },
    Choice {
        name: "ad", label: Label::new("Клик по объявлению", "A click on an advertisement")
    },
    Choice {
        name: "page", label: Label::new("Просмотр страницы сайта", "A page of the site viewed")
    },
    Choice {
        name: "cart_abandoned", label: Label::new("Брошенная корзина", "An abandoned cart")
    },
    Choice { name: "purchase", label: Label::new("Покупка", "A purchase") },
    Choice { name: "tag", label: Label::new("Поставлен тег", "A tag was put on") },
    Choice { name: "untag", label: Label::new("Снят тег", "A tag was taken off") },
    Choice { name: "field", label: Label::new("Изменилось поле", "A field changed") },
    Choice {
        name: "own",
        label: Label::new("Своё событие: вебхук, API", "An event of your own: webhook, API"),
    },
];

static FORM: Form = Form {
    name: "block event_entry",
    fields: &[
        field(
            "what",
            Label::new("Событие", "Event"),
            Label::new("Что должно произойти", "What must happen"),
            Shape::Choice(WHAT),
        ),
        field(
            "name",
            Label::new("Имя своего события", "Name of your event"),
            Label::new(
                "Как его называет вебхук или действие «Отметить событие»: оплатил_курс",
                "What the webhook or the action “Record an event” calls it: course_paid",
            ),
            Shape::Line,
        ),
        field(
            "tag",
            Label::new("Тег", "Tag"),
            Label::new("Какой тег поставлен или снят", "Which tag was put on or taken off"),
            Shape::Tag,
        ),
        field(
            "field",
            Label::new("Поле", "Field"),
            Label::new("Какое поле изменилось", "Which field changed"),
            Shape::Field,
        ),
        field(
            "value",
            Label::new("Стало равно", "Became"),
            Label::new("Новое значение поля; пусто — любое", "The field's new value; empty for any"),
            Shape::Line,
        ),
        field(
            "about",
            Label::new("О чём", "About what"),
            Label::new(
                "Пост, страница сайта, кампания; «/blog/*» — всё, что так начинается; пусто — любое",
                "A post, a page, a campaign; “/blog/*” for all that begins so; empty for anything",
            ),
            Shape::Line,
        ),
        field(
            "words",
            Label::new("Что пришло с событием", "What came with it"),
            Label::new(
                "Эмодзи реакции, источник объявления, товар: достаточно одного; пусто — любое",
                "The emoji of a reaction, the source of an advertisement, goods: one is enough; empty for any",
            ),
            Shape::Lines,
        ),
        EXCEPT_FIELD,
        ONCE_FIELD,
        ANY_TIME_FIELD,
        BESIDE_FIELD,
        PRIORITY_FIELD,
        SEGMENT_FIELD,
    ],
};

/// Begins a funnel by an event.
pub(super) static EVENT_ENTRY: BlockType = BlockType {
    name: "event_entry",
    family: Family::Entry,
    icon: "zap",
    label: Label::new("Событие", "Event"),
    summary: Label::new(
        "Начинает воронку по событию: реакция, реклама, корзина, покупка, тег, вебхук",
        "Begins a funnel by an event: a reaction, an ad, a cart, a purchase, a tag, a webhook",
    ),
    also: Label::new(
        "лайк, реакция, вступление в группу, триггер, пиксель",
        "like, reaction, join, trigger, pixel",
    ),
    form: &FORM,
    exits: |_| vec![ExitSpec::next()],
    preview,
    lower,
};

/// Which event is meant.
fn what(block: &Block) -> &str {
    match block.text("what") {
        "" => WHAT[0].name,
        what => what,
    }
}

/// Whether it is not the subscriber who did it in the messenger just now, so that nobody waits for an answer.
fn is_unasked(what: &str) -> bool {
    !matches!(what, "reaction" | "like" | "repost" | "join" | "leave" | "ad")
}

fn lower(lower: &mut Lower<'_>) {
    let block = lower.block;
    let unasked = is_unasked(what(block));
    let next = begin(lower, unasked);
    lower.op(Op::Jump(next));
    let event = event(lower);
    lower.reading("segment", None);
    let narrow = guard(lower, block.text("segment"));
    let guard = became(lower, narrow);
    let target = lower.target(policy(block, StartPolicy::Beside), guard);
    let Some(event) = event else { return };
    let mut trigger = EventTrigger {
        event: event_id(&event),
        about: String::new(),
        words: vec![],
        except: vec![],
        unasked,
        target,
    };
    // A tag and a field say all with their name.
    if !matches!(what(block), "tag" | "untag" | "field") {
        trigger.about = block.text("about").trim().to_owned();
        trigger.words = folded(block, "words");
        trigger.except = folded(block, "except");
    }
    lower.way(priority(block), Way::Event(trigger));
}

/// Name of the event; `None` while the author has not said which tag, field or name.
fn event(lower: &mut Lower<'_>) -> Option<String> {
    let block = lower.block;
    match what(block) {
        what @ ("tag" | "untag") => {
            lower.reading("tag", None);
            let tag_id = lower.tag(block.text("tag"))?;
            Some(format!("{what}:{}", tag_id.0))
        }
        "field" => {
            lower.reading("field", None);
            let (field_id, _) = lower.field(block.text("field"))?;
            Some(format!("field:{}", field_id.0))
        }
        "own" => Some(block.text("name").trim().to_owned()).filter(|name| !name.is_empty()),
        what => Some(what.to_owned()),
    }
}

/// The guard that also wants the changed field to hold the value.
fn became(lower: &mut Lower<'_>, narrow: Option<ExprIdx>) -> Option<ExprIdx> {
    let block = lower.block;
    if what(block) != "field" || block.text("value").trim().is_empty() {
        return narrow;
    }
    let (field_id, kind) = lower.field(block.text("field"))?;
    lower.reading("value", None);
    let mut ops = vec![ExprOp::Field(field_id)];
    ops.extend(lower.value(block.text("value").trim(), kind));
    ops.push(ExprOp::Eq);
    if let Some(narrow) = narrow {
        ops.extend(lower.flow().exprs[narrow as usize].ops.clone());
        ops.push(ExprOp::And);
    }
    Some(lower.expr(Expr { ops }))
}

fn preview(block: &Block) -> Vec<PreviewLine> {
    let what = what(block);
    let label = WHAT.iter().find(|choice| choice.name == what).map(|choice| choice.label);
    let label = label.unwrap_or(Label::new("Событие", "Event"));
    let mut lines = match what {
        "tag" | "untag" => vec![PreviewLine::Tag(block.text("tag").to_owned(), what == "tag")],
        "field" if block.text("value").is_empty() => {
            vec![PreviewLine::Pair(label, block.text("field").to_owned())]
        }
        "field" => {
            let changed = format!("{} = {}", block.text("field"), block.text("value"));
            vec![PreviewLine::Pair(label, changed)]
        }
        "own" => vec![PreviewLine::Pair(Label::new("Событие", "Event"), block.text("name").to_owned())],
        _ => vec![PreviewLine::Pair(label, block.text("about").to_owned())],
    };
    if !block.lines("words").is_empty() {
        lines.push(PreviewLine::Muted(Label::new("", ""), quoted(block.lines("words"))));
    }
    lines.extend(common_lines(block));
    lines
}
