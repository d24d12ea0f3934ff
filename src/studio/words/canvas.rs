//! Words of the canvas.

use crate::model::{Hue, Label};

pub(crate) const CANVAS: Label = Label::new("Холст", "Canvas");
pub(crate) const BLOCK: Label = Label::new("Блок:", "Block:");
pub(crate) const EXIT: Label = Label::new("Выход:", "Exit:");
pub(crate) const MINIMAP: Label = Label::new("Карта воронки", "Map of the funnel");
pub(crate) const TITLE: Label = Label::new("Название блока", "Title of the block");

pub(crate) const TOOLS: Label = Label::new("Инструменты", "Tools");
pub(crate) const ZOOM: Label = Label::new("Масштаб", "Zoom");
pub(crate) const OVER_SELECTION: Label = Label::new("Выделенное", "Selection");
pub(crate) const TOOL_SELECT: Label = Label::new("Выделять и двигать", "Select and move");
pub(crate) const TOOL_HAND: Label = Label::new("Двигать холст", "Move the canvas");
pub(crate) const TOOL_NOTE: Label = Label::new("Заметка", "Note");
pub(crate) const TOOL_FRAME: Label = Label::new("Рамка", "Frame");
pub(crate) const TIDY: Label = Label::new("Навести порядок", "Tidy up");
pub(crate) const ZOOM_IN: Label = Label::new("Приблизить", "Zoom in");
pub(crate) const ZOOM_OUT: Label = Label::new("Отдалить", "Zoom out");
pub(crate) const ZOOM_RESET: Label = Label::new("Масштаб 100 %", "Zoom 100 %");
pub(crate) const FIT_ALL: Label = Label::new("Показать всё", "Fit all");

pub(crate) const WHAT_NEXT: Label = Label::new("Что дальше?", "What comes next?");
pub(crate) const ADD_BLOCK: Label = Label::new("Добавить блок", "Add a block");
pub(crate) const FIND_KIND: Label = Label::new("Найти блок", "Find a block");
pub(crate) const NO_KIND: Label = Label::new("Такого блока нет", "There is no such block");
pub(crate) const PLAY_FROM_HERE: Label = Label::new("Играть отсюда", "Play from here");
pub(crate) const RENAME: Label = Label::new("Переименовать", "Rename");
pub(crate) const CUT_WIRE: Label = Label::new("Убрать связь", "Disconnect");
pub(crate) const CUT_ALL_WIRES: Label = Label::new("Убрать все связи", "Disconnect all");

pub(crate) const EMPTY_TITLE: Label = Label::new("Здесь будет воронка", "Your funnel goes here");
pub(crate) const EMPTY_TEXT: Label = Label::new(
    "Она начинается со входа: ссылки, слова или команды",
    "It begins with an entry: a link, a word or a command",
);
pub(crate) const EMPTY_BUTTON: Label = Label::new("Нарисуйте первый блок", "Draw the first block");

pub(crate) const SPLICE_WITH_SHIFT: Label = Label::new(
    "У блока есть связи. С клавишей Shift он встанет в эту связь, а его соседи соединятся между собой",
    "The block has wires. With Shift it goes into this wire, and its neighbours are joined",
);
pub(crate) const SPLICE_AFTER_CUT: Label = Label::new(
    "У блока несколько связей. Уберите их, и он встанет в эту связь",
    "The block has several wires. Disconnect them, and it goes into this one",
);
pub(crate) const NOT_TO_ITSELF: Label = Label::new(
    "К самому себе блок не ведёт. Чтобы повторить его, вернитесь к нему через другой блок",
    "A block does not lead to itself. To repeat it, come back to it through another one",
);
pub(crate) const INSERT_BLOCK: Label = Label::new("Вставить блок в связь", "Insert a block here");
pub(crate) const GO_TO_SOURCE: Label = Label::new("К началу связи", "Go to its beginning");
pub(crate) const GO_TO_TARGET: Label = Label::new("К блоку, куда ведёт", "Go to where it leads");
pub(crate) const ALIGN: Label = Label::new("Выровнять", "Line up");
pub(crate) const SPACE: Label = Label::new("Пробел", "Space");

pub(crate) const NOTE: Label = Label::new("Заметка:", "Note:");
pub(crate) const FRAME: Label = Label::new("Рамка:", "Frame:");
pub(crate) const NOTE_TEXT: Label = Label::new("Текст заметки", "Text of the note");
pub(crate) const FRAME_TITLE: Label = Label::new("Название рамки", "Title of the frame");
pub(crate) const ADD_NOTE: Label = Label::new("Добавить заметку", "Add a note");
pub(crate) const ADD_FRAME: Label = Label::new("Добавить рамку", "Add a frame");
pub(crate) const TAKE_FRAME: Label = Label::new("Убрать только рамку", "Remove the frame only");
pub(crate) const WRITE: Label = Label::new("Изменить текст", "Edit the text");
pub(crate) const FOLD: Label = Label::new("Свернуть рамку", "Fold the frame");
pub(crate) const UNFOLD: Label = Label::new("Развернуть рамку", "Unfold the frame");
pub(crate) const SELECT_INSIDE: Label = Label::new("Выделить блоки внутри", "Select the blocks inside");

/// What a colour is called.
pub(crate) const fn hue(hue: Hue) -> Label {
    match hue {
        Hue::Grey => Label::new("Серый", "Grey"),
        Hue::Blue => Label::new("Синий", "Blue"),
        Hue::Green => Label::new("Зелёный", "Green"),
        Hue::Violet => Label::new("Фиолетовый", "Violet"),
        Hue::Amber => Label::new("Янтарный", "Amber"),
        Hue::Pink => Label::new("Розовый", "Pink"),
    }
}
