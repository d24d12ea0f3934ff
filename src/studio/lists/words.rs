//! What the dialog of lists and tables says, apart from the labels that the forms bring along.

use crate::model::{Label, Lang};

pub(super) const TITLE: Label = Label::new("Списки и таблицы", "Lists and tables");
pub(super) const CHOOSE: Label =
    Label::new("Выберите слева список или таблицу", "Choose a list or table on the left");
pub(super) const CLOSE: Label = Label::new("Закрыть", "Close");
pub(super) const TABLES: Label = Label::new("Таблицы", "Tables");
pub(super) const NEW_TABLE: Label = Label::new("Новая таблица: tovary", "New table: products");
pub(super) const CREATE_TABLE: Label = Label::new("Создать таблицу", "Create the table");
pub(super) const BAD_TABLE_NAME: Label = Label::new(
    "Имя файла: свободное, из латинских букв, цифр, - и _",
    "A free file name of small Latin letters, digits, - and _",
);
pub(super) const COLUMN: Label = Label::new("Столбец", "Column");
pub(super) const COLUMN_NAME: Label = Label::new("название", "title");
pub(super) const REMOVE_COLUMN: Label = Label::new("Убрать столбец", "Remove column");
pub(super) const REMOVE_ROW: Label = Label::new("Убрать строку", "Remove row");
pub(super) const ADD_ROW: Label = Label::new("Добавить строку", "Add a row");
pub(super) const ADD_COLUMN: Label = Label::new("Добавить столбец", "Add a column");
pub(super) const REMOVE_TABLE: Label = Label::new("Удалить таблицу", "Delete the table");

/// Why not every row of a table is here.
pub(super) fn long_table(name: &str, shown: usize, all: usize, lang: Lang) -> String {
    match lang {
        Lang::Ru => format!(
            "Показано строк: {shown} из {all}. Остальные — в файле tables/{name}.csv, его открывает любая программа для таблиц"
        ),
        Lang::En => format!(
            "{shown} of {all} rows are shown. The rest is in tables/{name}.csv, which any spreadsheet opens"
        ),
    }
}
