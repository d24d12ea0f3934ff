//! Settings of the program, the list of shortcuts and the tour.

use crate::model::Label;

const fn say(ru: &'static str, en: &'static str) -> Label {
    Label::new(ru, en)
}

// Settings of the program.
pub(crate) const PREFERENCES_TITLE: Label = say("Настройки Воронки", "Voronka settings");
pub(crate) const LANGUAGE: Label = say("Язык", "Language");
// A language is called by its own name, so that who does not read the other one finds it.
pub(crate) const RUSSIAN: Label = say("Русский", "Русский");
pub(crate) const ENGLISH: Label = say("English", "English");
pub(crate) const THEME: Label = say("Тема", "Theme");
pub(crate) const AS_SYSTEM: Label = say("Как в системе", "As the system");
pub(crate) const LIGHT: Label = say("Светлая", "Light");
pub(crate) const DARK: Label = say("Тёмная", "Dark");
pub(crate) const SCALE: Label = say("Размер всего в окне, %", "Size of everything in the window, %");
pub(crate) const MOTION: Label = say("Движение", "Motion");
pub(crate) const USUAL: Label = say("Обычное", "Usual");
pub(crate) const LESS: Label = say("Меньше", "Less");
pub(crate) const TOUR_AGAIN: Label = say("Показать обзор снова", "Show the tour again");
pub(crate) const TOUR_LATER: Label =
    say("Обзор начнётся, когда откроется проект", "The tour begins when a project is open");
pub(crate) const ALL_KEYS: Label = say("Список клавиш", "Keyboard shortcuts");
pub(crate) const DONE: Label = say("Готово", "Done");

// The list of shortcuts.
pub(crate) const KEYS_TITLE: Label = say("Что делают клавиши", "What the keys do");
pub(crate) const OR: Label = say("или", "or");
pub(crate) const OF_PROJECT: Label = say("Проект", "Project");
pub(crate) const OF_EDITING: Label = say("Правка", "Editing");
pub(crate) const OF_VIEW: Label = say("Вид", "View");
pub(crate) const OF_CHAT: Label = say("Чат", "Chat");
pub(crate) const OF_WINDOW: Label = say("Окно", "Window");
pub(crate) const OF_TEXTS: Label = say("В тексте", "In a text");
pub(crate) const OF_CANVAS: Label = say("На холсте", "On the canvas");

/// What hands and keys do on the canvas beyond the commands: what to press, and what it does.
pub(crate) const CANVAS_KEYS: [(Label, Label); 18] = [
    (say("Esc", "Esc"), say("Отпустить, закрыть меню, снять выделение", "Let go, close the menu, deselect")),
    (say("Backspace", "Backspace"), say("Удалить выделенное", "Delete what is selected")),
    (say("Tab", "Tab"), say("К следующему блоку", "To the next block")),
    (say("Shift+Tab", "Shift+Tab"), say("К предыдущему блоку", "To the block before")),
    (say("Alt+стрелки", "Alt+arrows"), say("К соседу по связи", "To the neighbour along a wire")),
    (say("Стрелки", "Arrows"), say("Сдвинуть выделенное", "Move what is selected")),
    (say("Shift+стрелки", "Shift+arrows"), say("Сдвинуть дальше", "Move it farther")),
    (say("Пробел", "Space"), say("Выбрать, что будет дальше", "Choose what comes next")),
    (say("Enter или F2", "Enter or F2"), say("Переименовать", "Rename")),
    (say("Ctrl+Enter", "Ctrl+Enter"), say("Писать в карточке блока", "Write in the card of the block")),
    (say("Shift+F10", "Shift+F10"), say("Меню выделенного", "Menu of the selection")),
    (say("Пробел и мышь", "Space and mouse"), say("Двигать холст", "Move the canvas")),
    (say("Ctrl+колесо", "Ctrl+wheel"), say("Приблизить или отдалить", "Zoom in or out")),
    (say("Shift+щелчок", "Shift+click"), say("Добавить к выделению", "Add to the selection")),
    (say("Двойной щелчок", "Double click"), say("Добавить блок или переименовать", "Add a block or rename")),
    (
        say("Тянуть по пустому", "Drag on empty space"),
        say("Выделить всё, что обведено", "Select what is inside the box"),
    ),
    (say("Alt и мышь", "Alt and mouse"), say("Двигать без привязки", "Move without snapping")),
    (say("Правая кнопка", "Right button"), say("Меню", "Menu")),
];

// The tour.
pub(crate) const TOUR_NAME: Label = say("Обзор", "Tour");
pub(crate) const SKIP: Label = say("Пропустить", "Skip");
pub(crate) const ONWARD: Label = say("Ещё подсказка", "Next hint");
pub(crate) const BEGIN: Label = say("Начать работу", "Start working");
pub(crate) const DRAW_TITLE: Label = say("Здесь рисуют", "Draw here");
pub(crate) const DRAW_TEXT: Label = say(
    "Перетащите блок на холст. Потом тяните от кружка у его края к следующему блоку: так пойдёт разговор.",
    "Drag a block onto the canvas. Then drag from the dot at its edge to the next block: that is where the talk goes.",
);
pub(crate) const TALK_TITLE: Label = say("Здесь говорят с ботом", "Talk to the bot here");
pub(crate) const TALK_TEXT: Label = say(
    "Нажмите «Начать разговор» и отвечайте как подписчик. Часы здесь свои: неделя проходит за одно нажатие.",
    "Press “Start talking” and answer as a subscriber would. The clock is its own: a week passes in one press.",
);
pub(crate) const REST_TITLE: Label = say("Остальное здесь", "The rest is here");
pub(crate) const REST_TEXT: Label = say(
    "Любая команда, блок или текст находится по имени. Список клавиш откроет F1.",
    "Any command, block or text is found by its name. F1 opens the list of shortcuts.",
);
