//! What a person is told about a file that cannot be read.

use crate::diag::Words;
use crate::model::{BlockId, Exit, FORMAT, FieldId, FunnelName};
use std::fmt::Display;

/// Owner of names that stand in a file and not in a block.
pub(super) const THIS_FILE: &str = "";

pub(super) fn no_project() -> Words {
    Words::new(
        "Файла project.ron нет: это не папка проекта Voronka. Выберите папку, в которой он лежит.",
        "There is no project.ron: this is not a folder of a Voronka project. Choose the folder it lies in.",
    )
}

pub(super) fn not_listed() -> Words {
    Words::new(
        "Эта воронка не названа в списке funnels файла project.ron. Допишите её имя в список или уберите файл.",
        "This funnel is not named in the list funnels of project.ron. Add its name to the list or take the file away.",
    )
}

pub(super) fn no_funnel_file(path: &str) -> Words {
    Words::new(
        format!("Воронка названа в списке, а файла {path} нет. Верните файл или уберите имя из списка."),
        format!(
            "The funnel is listed, but there is no file {path}. Bring the file back or take the name off the list."
        ),
    )
}

pub(super) fn bad_table_name(name: &str) -> Words {
    Words::new(
        format!(
            "Имя таблицы «{name}» не годится. Нужны 1–64 знака: a–z, цифры, «-» и «_», первой — буква или цифра."
        ),
        format!(
            "The table name “{name}” does not do. Use 1–64 characters: a–z, digits, “-” and “_”, a letter or digit first."
        ),
    )
}

pub(super) fn bad_layer_name(name: &str) -> Words {
    Words::new(
        format!(
            "Имя «{name}» не годится: назовите файл по языку и мессенджеру, например en, @whatsapp или en@whatsapp."
        ),
        format!(
            "The name “{name}” does not do: name the file after a language and a messenger, such as en, @whatsapp or en@whatsapp."
        ),
    )
}

pub(super) fn bad_print(found: &str) -> Words {
    Words::new(
        format!(
            "«{found}» — не отпечаток текста: нужны восемь знаков 0–9 и a–f. Удалите строку, программа запишет её сама."
        ),
        format!(
            "“{found}” is no fingerprint of a text: eight of 0–9 and a–f are needed. Delete the line, the program writes it anew."
        ),
    )
}

pub(super) fn bad_language(name: &str) -> Words {
    Words::new(
        format!("«{name}» не похоже на язык. Нужно, например, ru, en или pt-BR."),
        format!("“{name}” does not look like a language. Write, for example, ru, en or pt-BR."),
    )
}

pub(super) fn column_without_name(number: usize) -> Words {
    Words::new(
        format!("В первой строке у столбца {number} нет названия. Впишите его или уберите столбец."),
        format!("Column {number} has no name in the first line. Fill it in or remove the column."),
    )
}

pub(super) fn ragged(found: usize, columns: usize) -> Words {
    Words::new(
        format!(
            "Ячеек в строке: {found}, а столбцов: {columns}. Сделайте поровну; ячейку с запятой возьмите в кавычки."
        ),
        format!(
            "Cells in this line: {found}, columns: {columns}. Make them equal; put a cell with a comma into quotes."
        ),
    )
}

pub(super) fn quote_stays_open() -> Words {
    Words::new(
        "Ячейка начата кавычкой и не закончена. Поставьте кавычку в её конце.",
        "A cell begins with a quote and does not end. Put a quote at its end.",
    )
}

pub(super) fn after_quote() -> Words {
    Words::new(
        "После закрывающей кавычки ячейки стоит ещё что-то. Кавычку внутри ячейки пишите дважды: \"\".",
        "Something stands after the closing quote of a cell. Write a quote inside a cell twice: \"\".",
    )
}

pub(super) fn row_without_name(what: &str) -> Words {
    Words::new(
        format!("У строки «{what}» нет названия. Допишите name: \"…\"."),
        format!("The row “{what}” has no name. Add name: \"…\"."),
    )
}

pub(super) fn not_text() -> Words {
    Words::new(
        "Файл повреждён: дальше идут не буквы UTF-8. Возьмите копию файла или сохраните его в кодировке UTF-8.",
        "The file is damaged: from here on it is not UTF-8 text. Take a copy of the file or save it as UTF-8.",
    )
}

pub(super) fn empty() -> Words {
    Words::new(
        "Файл пуст. Возьмите его из копии проекта или из истории git.",
        "The file is empty. Take it from a copy of the project or from git.",
    )
}

pub(super) fn foreign() -> Words {
    Words::new(
        format!("Это не файл проекта Voronka или он повреждён: в начале должно стоять «(format: {FORMAT},»."),
        format!(
            "This is not a project file of Voronka, or it is damaged: it must begin with “(format: {FORMAT},”."
        ),
    )
}

pub(super) fn newer(format: u32) -> Words {
    Words::new(
        format!(
            "Проект сохранён более новой версией Voronka: формат {format}, а эта версия читает формат {FORMAT}. Обновите Voronka. Файлы не изменены."
        ),
        format!(
            "The project was saved by a newer version of Voronka: format {format}, and this version reads format {FORMAT}. Update Voronka. No file was changed."
        ),
    )
}

pub(super) fn clash() -> Words {
    Words::new(
        "Файл не подходит к остальным файлам проекта. Возьмите все файлы из одной копии.",
        "The file does not fit the other files of the project. Take all files from one copy.",
    )
}

pub(super) fn twice(name: &str) -> Words {
    Words::new(
        format!("«{name}» стоит здесь второй раз. Оставьте одно."),
        format!("“{name}” stands here a second time. Leave one."),
    )
}

pub(super) fn missing(name: &str) -> Words {
    Words::new(
        format!("Не хватает «{name}». Допишите его или возьмите файл из копии проекта."),
        format!("“{name}” is missing. Add it, or take the file from a copy of the project."),
    )
}

pub(super) fn id_taken(block_id: BlockId) -> Words {
    Words::new(
        format!(
            "Номер блока {block_id} уже занят в другой воронке. Дайте этому блоку свободный номер и поднимите next_block."
        ),
        format!(
            "Block number {block_id} is taken by another funnel. Give this block a free number and raise next_block."
        ),
    )
}

pub(super) fn exit_to_nowhere(exit: &Exit, to: BlockId) -> Words {
    Words::new(
        format!(
            "Связь «{exit}» ведёт в блок {to}, а такого блока в проекте нет. Уберите связь или поправьте номер."
        ),
        format!(
            "The wire “{exit}” leads to block {to}, and the project has no such block. Remove the wire or correct the number."
        ),
    )
}

pub(super) fn place_without_block(block_id: BlockId) -> Words {
    Words::new(
        format!(
            "Место на холсте указано для блока {block_id}, а такого блока в проекте нет. Уберите эту строку."
        ),
        format!(
            "A place on the canvas is given for block {block_id}, and the project has no such block. Remove this line."
        ),
    )
}

pub(super) fn counter_low(name: &str, found: impl Display, least: impl Display) -> Words {
    Words::new(
        format!("Счётчик {name} равен {found}, а номера заняты до него и выше. Нужно не меньше {least}."),
        format!("The counter {name} is {found}, and higher numbers are in use. It must be at least {least}."),
    )
}

pub(super) fn bad_funnel_name(name: &FunnelName) -> Words {
    Words::new(
        format!(
            "Имя воронки «{name}» не годится для файла. Нужны 1–64 знака: a–z, цифры, «-» и «_», первой — буква или цифра."
        ),
        format!(
            "The funnel name “{name}” cannot be a file name. Use 1–64 characters: a–z, digits, “-” and “_”, a letter or digit first."
        ),
    )
}

pub(super) fn field_id_low(id: FieldId) -> Words {
    let first = FieldId::FIRST_OWN.0;
    Words::new(
        format!("Номер поля {} занят полями самой Voronka. Нужен номер от {first}.", id.0),
        format!("Field number {} belongs to Voronka's own fields. Use one from {first} on.", id.0),
    )
}

pub(super) fn drawn_nowhere(name: &FunnelName) -> Words {
    Words::new(
        format!("Заметка или рамка лежит в воронке «{name}», а такой в проекте нет. Впишите имя воронки."),
        format!(
            "A note or frame lies on the funnel “{name}”, which the project does not have. Name a funnel."
        ),
    )
}

pub(super) fn folded_without_block(block_id: BlockId) -> Words {
    Words::new(
        format!("В рамку свёрнут блок {block_id}, а такого блока в проекте нет. Уберите этот номер."),
        format!("The frame folds block {block_id}, and the project has no such block. Remove this number."),
    )
}

pub(super) fn newer_fragment(format: &str) -> Words {
    Words::new(
        format!(
            "Скопировано более новой версией программы (фрагмент {format}). Обновите программу и повторите."
        ),
        format!(
            "Copied by a newer version of the program (fragment {format}). Update the program and repeat."
        ),
    )
}

pub(super) fn field_is_system(name: &str) -> Words {
    Words::new(
        format!("Поле «{name}» и так есть у каждого подписчика. Уберите его из списка или назовите иначе."),
        format!("Every subscriber has a field “{name}” anyway. Take it off the list or rename it."),
    )
}

pub(super) fn bad_default(found: &str, example: &str) -> Words {
    Words::new(
        format!("Начальное значение «{found}» не читается. Пример: {example}."),
        format!("The first value “{found}” cannot be read. Example: {example}."),
    )
}

pub(super) fn out_of_range(name: &str, found: i64, min: i64, max: i64) -> Words {
    Words::new(
        format!("Здесь {found}, а «{name}» бывает от {min} до {max}."),
        format!("Found {found}; “{name}” goes from {min} to {max}."),
    )
}

pub(super) fn unknown_kind(found: &str, kinds: &[&str]) -> Words {
    unknown(
        format!("Вида блоков «{found}» нет."),
        format!("There is no kind of block “{found}”."),
        found,
        kinds,
    )
}

pub(super) fn unknown_choice(name: &str, found: &str, names: &[&str]) -> Words {
    unknown(
        format!("Значения «{found}» у «{name}» не бывает."),
        format!("“{name}” cannot be “{found}”."),
        found,
        names,
    )
}

pub(super) fn unknown_name(found: &str, names: &[&str], owner: &str) -> Words {
    let (ru, en) = if owner == THIS_FILE {
        (
            format!("Здесь «{found}», а такого в этом файле не бывает."),
            format!("Found “{found}”, which this file does not have."),
        )
    } else {
        (format!("Свойства «{found}» у «{owner}» нет."), format!("“{owner}” has no property “{found}”."))
    };
    unknown(ru, en, found, names)
}

/// Ends a sentence about an unknown name with the near names, or with all when none is near.
fn unknown(ru: String, en: String, found: &str, names: &[&str]) -> Words {
    if let Some(name) = near_names(found, names).first() {
        return Words::new(
            format!("{ru} Похоже, имелось в виду «{name}»."),
            format!("{en} It looks like “{name}” was meant."),
        );
    }
    if names.is_empty() {
        return Words::new(format!("{ru} Здесь ничего не указывают."), format!("{en} Nothing goes here."));
    }
    let all = names.join(", ");
    Words::new(format!("{ru} Бывает: {all}."), format!("{en} Expected one of: {all}."))
}

/// The names that a misspelled one may stand for, the nearest first; none when all are far from it.
pub fn near_names<'a>(found: &str, names: &[&'a str]) -> Vec<&'a str> {
    let mut near: Vec<_> = names.iter().map(|name| (distance(found, name), *name)).collect();
    near.retain(|(steps, name)| *steps <= 1 + name.chars().count() / 4);
    near.sort();
    near.into_iter().map(|(_, name)| name).collect()
}

/// Letters to change, add or drop between two names, neighbours in the wrong order counting as one.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().take(64).collect(), b.chars().collect());
    let mut rows = vec![vec![0; b.len() + 1]; a.len() + 1];
    for i in 0..=a.len() {
        for j in 0..=b.len() {
            rows[i][j] = if i == 0 || j == 0 {
                i + j
            } else {
                let swap = usize::from(a[i - 1] != b[j - 1]);
                let mut least = (rows[i - 1][j - 1] + swap).min(rows[i - 1][j] + 1).min(rows[i][j - 1] + 1);
                if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                    least = least.min(rows[i - 2][j - 2] + 1);
                }
                least
            };
        }
    }
    rows[a.len()][b.len()]
}

/// A complaint of the parser about what stands at its place.
pub(super) fn of_parser(error: &ron::Error, found: &str) -> Words {
    use ron::Error as E;
    match error {
        E::NoSuchStructField { expected, found, .. } => unknown_name(found, expected, THIS_FILE),
        E::NoSuchEnumVariant { expected, found, .. } => unknown(
            format!("Здесь «{found}», а такого не бывает."),
            format!("Found “{found}”, which does not exist."),
            found,
            expected,
        ),
        E::DuplicateStructField { field, .. } => twice(field),
        E::MissingStructField { field, .. } => missing(field),
        E::ExceededRecursionLimit => Words::new(
            "Скобки вложены слишком глубоко. Похоже, это не файл проекта.",
            "Brackets are nested too deeply. It does not look like a project file.",
        ),
        E::IntegerOutOfBounds => Words::new(
            format!("Число {found} здесь слишком велико или мало."),
            format!("The number {found} is too large or too small here."),
        ),
        E::ExpectedStringEnd => Words::new(
            "Текст начат кавычкой и не закончен. Поставьте кавычку в его конце.",
            "The text begins with a quote and does not end. Put a quote at its end.",
        ),
        E::InvalidEscape(_) => Words::new(
            "После обратной черты здесь непонятный знак. Бывает: \\n, \\\", \\\\, \\u{1f355}.",
            "The sign after the backslash is unknown. Use: \\n, \\\", \\\\, \\u{1f355}.",
        ),
        E::UnclosedBlockComment => Words::new(
            "Примечание начато и не закончено: не хватает «*/».",
            "The remark does not end: “*/” is missing.",
        ),
        E::Eof => Words::new(
            "Файл обрывается: не хватает закрывающей скобки или конца. Допишите его или возьмите файл из копии проекта.",
            "The file breaks off: a closing bracket or its end is missing. Add it, or take the file from a copy of the project.",
        ),
        E::TrailingCharacters => Words::new(
            format!("После последней скобки стоит ещё {}. Уберите лишнее.", shown_ru(found)),
            format!("After the last bracket there is {}. Remove what does not belong.", shown_en(found)),
        ),
        _ => {
            let (ru, en) = expected(error);
            Words::new(
                format!("Здесь {}, а нужно: {ru}.", shown_ru(found)),
                format!("Found {}, expected: {en}.", shown_en(found)),
            )
        }
    }
}

fn shown_ru(found: &str) -> String {
    if found.is_empty() {
        "конец строки или файла".to_owned()
    } else {
        format!("«{found}»")
    }
}

fn shown_en(found: &str) -> String {
    if found.is_empty() { "the end of the line or file".to_owned() } else { format!("“{found}”") }
}

/// What the parser wanted to see.
fn expected(error: &ron::Error) -> (String, String) {
    use ron::Error as E;
    let (ru, en) = match error {
        E::ExpectedString => ("текст в кавычках", "a text in quotes"),
        E::ExpectedInteger | E::InvalidIntegerDigit { .. } => ("целое число", "a whole number"),
        E::ExpectedBoolean => ("true или false", "true or false"),
        E::ExpectedArray => ("список в [скобках]", "a list in [brackets]"),
        E::ExpectedArrayEnd => ("«]»", "“]”"),
        E::ExpectedMap => ("«{»", "“{”"),
        E::ExpectedMapEnd => ("«}»", "“}”"),
        E::ExpectedMapColon => ("двоеточие", "a colon"),
        E::ExpectedComma => ("запятая или закрывающая скобка", "a comma or a closing bracket"),
        E::ExpectedIdentifier | E::SuggestRawIdentifier(_) | E::InvalidIdentifier(_) => {
            ("имя латинскими буквами", "a name in Latin letters")
        }
        E::ExpectedStructLike | E::ExpectedNamedStructLike(_) | E::ExpectedDifferentStructName { .. } => {
            ("«(»", "“(”")
        }
        E::ExpectedStructLikeEnd | E::ExpectedOptionEnd => ("«)»", "“)”"),
        E::ExpectedOption => ("Some(…) или None", "Some(…) or None"),
        E::InvalidValueForType { expected, .. } => return (expected.clone(), expected.clone()),
        other => return (other.to_string(), other.to_string()),
    };
    (ru.to_owned(), en.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelled_name_is_answered_with_the_near_one() {
        let words = unknown_name("butons", &["text", "buttons", "media"], "message");
        assert!(words.ru.contains("«buttons»"), "{}", words.ru);
        let words = unknown_name("zzz", &["text", "media"], "message");
        assert!(words.en.ends_with("text, media."), "{}", words.en);
    }
}
