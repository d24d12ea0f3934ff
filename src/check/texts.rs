//! Buttons as authors write them, what exits are called, and how lengths are told.

use super::Context;
use super::context::caption;
use super::lengths::TooLong;
use crate::blocks::ExitSpec;
use crate::channels::LengthUnit;
use crate::compare;
use crate::diag::{Diagnostic, Severity, Words};
use crate::model::{Block, BlockId, Label, Prop, Record, rows_of, text_of};

/// The lists that hold buttons.
const BUTTONS: [&str; 2] = ["buttons", "quick_replies"];

/// All buttons: block, path of the list, row of the outermost list, and the button's properties. The path of a list
/// inside a list has the key of its row, as the compiler's places have: `cards.buttons.b2`.
pub(super) fn buttons<'a>(
    context: &Context<'a>,
) -> impl Iterator<Item = (BlockId, String, usize, &'a Record)> {
    context.typed().flat_map(|(block_id, block, _)| {
        let own = BUTTONS.into_iter().flat_map(move |list| {
            let rows = block.rows(list).iter().enumerate();
            rows.map(move |(row, record)| (block_id, list.to_owned(), row, record))
        });
        let of_cards = block.rows("cards").iter().enumerate().flat_map(move |(row, card)| {
            rows_of(card, "buttons").iter().enumerate().map(move |(at, record)| {
                let path = match text_of(record, "key") {
                    "" => format!("cards.buttons.{at}"),
                    key => format!("cards.buttons.{key}"),
                };
                (block_id, path, row, record)
            })
        });
        own.chain(of_cards)
    })
}

/// The caption of a button as the author wrote it.
pub(super) fn label(record: &Record) -> &str {
    text_of(record, "label").trim()
}

/// A name in quotes, or the number of its row where nobody has written one: «Да», № 2.
pub(super) fn named(name: &Words, row: usize) -> Words {
    if name.ru.trim().is_empty() {
        return Words::new(format!("№ {}", row + 1), format!("no. {}", row + 1));
    }
    Words::new(format!("«{}»", name.ru.trim()), format!("“{}”", name.en.trim()))
}

/// What a row of a list of the project is called in a sentence.
pub(super) fn name_of(record: &Record, row: usize) -> Words {
    let name = text_of(record, "name");
    named(&Words::new(name, name), row)
}

/// What an exit is called in a sentence: what stands beside its port, or the number of its row.
pub(super) fn exit_name(block: &Block, exit: &ExitSpec) -> Words {
    let lists = block.props.values().filter_map(|prop| match prop {
        Prop::List(rows) => Some(rows.as_slice()),
        Prop::Text(_) | Prop::Int(_) | Prop::Flag(_) | Prop::Lines(_) => None,
    });
    let row = lists.filter_map(|rows| row_of(rows, &exit.exit.0)).next();
    named(&caption(&exit.caption), row.unwrap_or_default())
}

/// The row with that key in a list or in the lists of its rows.
fn row_of(rows: &[Record], key: &str) -> Option<usize> {
    let inside = || {
        let lists = rows.iter().flat_map(|row| row.keys().map(|name| rows_of(row, name)));
        lists.filter_map(|rows| row_of(rows, key)).next()
    };
    rows.iter().position(|row| text_of(row, "key") == key).or_else(inside)
}

/// Where exactly a text is too long: nothing for the project's own, the layer, or the row of a table.
fn whose(text: &TooLong) -> Words {
    if let Some((table, row)) = &text.cell {
        return Words::new(
            format!(" (таблица «{table}», строка {row})"),
            format!(" (table “{table}”, row {row})"),
        );
    }
    match text.layer.as_str() {
        "" => Words::default(),
        layer => Words::new(format!(" (перевод «{layer}»)"), format!(" (translation “{layer}”)")),
    }
}

/// The finding about a text that a messenger does not take. `words` makes the sentence of the messenger's name, the
/// excess with whose text it is, and the text itself.
pub(super) fn too_long_finding(
    code: &'static str,
    text: &TooLong,
    words: fn(&Label, &Words, &str) -> Words,
    hint: Label,
) -> Diagnostic {
    let (excess, whose) = (excess(text.length(), text.limit.max, text.limit.unit, text.grows), whose(text));
    let excess = Words::new(excess.ru + &whose.ru, excess.en + &whose.en);
    let severity = if text.limit.confirmed { Severity::Error } else { Severity::Warning };
    let message = words(&text.channel.label(), &excess, &text.text);
    Diagnostic::new(code, severity, text.at.clone(), message, Words::new(hint.ru, hint.en))
}

/// “1300 characters of 1024, 276 too many”, with a note when fields can make it longer still.
pub(super) fn excess(length: usize, max: usize, counted: LengthUnit, grows: bool) -> Words {
    let signs = (("знак", "знака", "знаков"), ("character", "characters"));
    let ((ru, en), note) = match counted {
        LengthUnit::Utf16 => (signs, (" (эмодзи — за два)", " (an emoji counts as two)")),
        LengthUnit::Chars => (signs, ("", "")),
        LengthUnit::Bytes => ((("байт", "байта", "байт"), ("byte", "bytes")), ("", "")),
        LengthUnit::Items => ((("штука", "штуки", "штук"), ("item", "items")), ("", "")),
    };
    // «Не меньше» wants another case.
    let ru = if grows { (ru.1, ru.2, ru.2) } else { ru };
    let (over, found) = (length - max, compare::counted(length, ru, en));
    let least = if grows { Words::new("не меньше ", "at least ") } else { Words::default() };
    Words::new(
        format!("{}{}{} вместо {max}, на {over} больше", least.ru, found.ru, note.0),
        format!("{}{}{} instead of {max}, {over} too many", least.en, found.en, note.1),
    )
}
