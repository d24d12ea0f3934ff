//! Which properties of a record have a say as it is filled in now, and which of a block are asked for rarely.
//!
//! A form that is not named here shows all its properties, so a new kind of block needs no line.

use super::{InspectorInput, say};
use crate::blocks::BlockType;
use crate::diag::Anchor;
use crate::model::{Block, Form, FormField, Record, rows_of, text_of};

/// Whether a property does anything while the record is as it is; the inspector hides it otherwise.
pub(super) fn applies(form: &Form, field: &FormField, record: &Record) -> bool {
    if field.name == "key" {
        return false;
    }
    match form.name {
        "rule" => rule_applies(field.name, record),
        "action" => action_applies(field.name, record),
        "branch" => match field.name {
            "join" => rows_of(record, "rules").len() > 1,
            _ => true,
        },
        "block question" => match field.name {
            "min" | "max" => matches!(text_of(record, "answer"), "" | "text" | "number" | "date"),
            "files" => text_of(record, "answer") == "file",
            "dates" => text_of(record, "answer") == "date",
            "share" => matches!(text_of(record, "answer"), "phone" | "location"),
            "collect" => matches!(text_of(record, "answer"), "" | "text" | "file"),
            _ => true,
        },
        "button" => match (text_of(record, "kind"), field.name) {
            ("link", "value") | ("call" | "share" | "copy", "url" | "track") => false,
            ("link" | "call" | "share" | "copy", "actions") => false,
            ("back" | "home", "url" | "value" | "track") | ("" | "go", "value") => false,
            ("" | "go", "track") => !text_of(record, "url").trim().is_empty(),
            _ => true,
        },
        "block message" => match field.name {
            "numbered" | "press_all" | "unknown" | "remind" | "timeout" | "late" => {
                !rows_of(record, "buttons").is_empty() || !rows_of(record, "quick_replies").is_empty()
            }
            _ => true,
        },
        // A list of the subscriber's can have its names in a table; without a list there is nothing to name.
        "block choice" | "block multi_choice" => match field.name {
            "names" => !text_of(record, "list").is_empty(),
            "key_column" | "title_column" => !text_of(record, "names").is_empty(),
            _ => true,
        },
        "block delay" => delay_applies(field.name, text_of(record, "until")),
        "block hours" => match field.name {
            "window" | "days" | "clock" => text_of(record, "whose") == "own",
            _ => true,
        },
        "block wait_event" => match field.name {
            "name" => matches!(text_of(record, "event"), "" | "own"),
            "block" => matches!(text_of(record, "event"), "read" | "delivered" | "clicked"),
            _ => true,
        },
        "block event_entry" => event_applies(field.name, text_of(record, "what")),
        "block time_entry" => moment_applies(field.name, text_of(record, "when")),
        "block sequence" => field.name != "again" || text_of(record, "act") != "stop",
        "block switch" => field.name != "field" || text_of(record, "formula").is_empty(),
        _ => true,
    }
}

fn delay_applies(name: &str, until: &str) -> bool {
    match name {
        "date" => until == "date",
        "weekdays" => until == "weekday",
        "field" | "side" => until == "field",
        "duration" => until != "date",
        _ => true,
    }
}

fn event_applies(name: &str, what: &str) -> bool {
    match name {
        "name" => what == "own",
        "tag" => matches!(what, "tag" | "untag"),
        "field" | "value" => what == "field",
        "about" | "words" | "except" => !matches!(what, "tag" | "untag" | "field"),
        // Whoever reacts is there and is answered at once.
        "any_time" => !matches!(what, "" | "reaction" | "like" | "repost" | "join" | "leave" | "ad"),
        _ => true,
    }
}

fn moment_applies(name: &str, when: &str) -> bool {
    match name {
        "field" | "offset" => matches!(when, "" | "yearly" | "dated"),
        "days" => when == "weekly",
        "day" => when == "monthly",
        "date" => when == "on",
        "silence" => when == "silence",
        "at" => when != "silence",
        _ => true,
    }
}

fn rule_applies(name: &str, record: &Record) -> bool {
    let what = text_of(record, "what");
    let of_field = matches!(what, "" | "field");
    match name {
        "field" | "op" => of_field,
        "tag" => matches!(what, "tag" | "no_tag"),
        "segment" => what == "segment",
        "value" if of_field => !matches!(text_of(record, "op"), "is_set" | "is_empty"),
        "value" => matches!(what, "event" | "channel" | "language"),
        "within" => matches!(what, "event" | "silent"),
        "window" | "days" => what == "time",
        _ => true,
    }
}

fn action_applies(name: &str, record: &Record) -> bool {
    let act = text_of(record, "act");
    let of_tag = matches!(act, "" | "add_tag" | "drop_tag");
    match name {
        "tag" => of_tag,
        "field" => !of_tag,
        "value" => !of_tag && !matches!(act, "clear" | "round"),
        // A formula stands in for the value, so it is offered once one is there or no value is.
        "formula" => !of_tag && !matches!(act, "clear" | "round") && text_of(record, "value").is_empty(),
        _ => true,
    }
}

/// What is asked for rarely in a block that is answered by buttons.
const ASKING_RARE: &[&str] = &[
    "media",
    "progress",
    "list",
    "names",
    "key_column",
    "title_column",
    "columns",
    "done",
    "links",
    "again",
    "retry",
    "attempts",
    "skip",
    "change",
    "typing",
    "remind",
];

/// Whether a property of a block is folded under «Ещё».
pub(super) fn is_rare(form: &Form, field: &FormField) -> bool {
    let rare: &[&str] = match form.name {
        "block entry" => &["default", "on_stop", "on_start", "meanwhile", "once", "priority"],
        "block comment_entry" | "block event_entry" | "block time_entry" | "block broadcast_entry" => {
            &["meanwhile", "priority"]
        }
        "block message" => &[
            "variants",
            "album",
            "voice",
            "quick_replies",
            "numbered",
            "press_all",
            "unknown",
            "remind",
            "timeout",
            "late",
        ],
        "block choice" | "block multi_choice" | "block rating" | "block nps" | "block consent" => ASKING_RARE,
        "block question" => {
            &["media", "progress", "min", "max", "collect", "retry", "attempts", "skip", "typing", "remind"]
        }
        "block split" => &["experiment"],
        "block delay" => &["any_time"],
        "block goto" => &["block", "pending"],
        "block hours" => &["on_holidays"],
        "block switch" => &["formula"],
        "block wait_event" => &["recent"],
        "block http" => &["headers", "timeout"],
        _ => &[],
    };
    rare.contains(&field.name)
}

/// Whether a row of that form is unfolded from the start: its main part is a list.
pub(super) fn opens_at_once(form: &Form) -> bool {
    matches!(form.name, "branch" | "rule" | "group")
}

/// Whether a rare property says something or is found fault with, so that it must not be hidden.
pub(super) fn any_rare_busy(kind: &BlockType, block: &Block, input: &InspectorInput<'_>) -> bool {
    // What the sentence says needs no second place, unless it is found fault with.
    let says = |field: &FormField| is_rare(kind.form, field) && block.props.contains_key(field.name);
    kind.form.fields.iter().any(says) || any_hidden_wrong(kind, block, input)
}

/// Whether something is found fault with that stands among what is folded away.
pub(super) fn any_hidden_wrong(kind: &BlockType, block: &Block, input: &InspectorInput<'_>) -> bool {
    let wrong = |name: &str| {
        input.findings.iter().any(|finding| match &finding.at {
            Anchor::Prop { block, prop, .. } => {
                *block == input.block_id && prop.split('.').next() == Some(name)
            }
            Anchor::Project | Anchor::Funnel(_) | Anchor::Block(_) | Anchor::Exit(..) | Anchor::File(_) => {
                false
            }
        })
    };
    let said = say::parts(block, input.lang).is_some();
    kind.form.fields.iter().any(|field| (said || is_rare(kind.form, field)) && wrong(field.name))
}
