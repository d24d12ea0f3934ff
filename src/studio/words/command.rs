//! Names of commands and what they do.

use crate::model::Label;

/// A command's name and its tooltip.
type Named = (Label, Label);

const fn named(ru: &'static str, en: &'static str, ru_tip: &'static str, en_tip: &'static str) -> Named {
    (Label::new(ru, en), Label::new(ru_tip, en_tip))
}

pub(crate) const NEW: Named = named(
    "Новый проект",
    "New project",
    "Начать с чистого листа или шаблона",
    "Begin empty or from a template",
);
pub(crate) const HOME: Named =
    named("Начальная страница", "Start page", "Недавние проекты и шаблоны", "Recent projects and templates");
pub(crate) const NEW_WINDOW: Named =
    named("Новое окно", "New window", "Открыть ещё одно окно Воронки", "Open another window of Voronka");
pub(crate) const OPEN: Named = named("Открыть…", "Open…", "Открыть папку проекта", "Open a project folder");
pub(crate) const SAVE: Named =
    named("Сохранить", "Save", "Записать проект в его папку", "Write the project to its folder");
pub(crate) const SAVE_AS: Named = named(
    "Сохранить как…",
    "Save as…",
    "Записать проект в другую папку",
    "Write the project to another folder",
);
pub(crate) const EXPORT: Named = named(
    "Ссылки, QR и минилендинг…",
    "Links, QR and minilanding…",
    "Записать минилендинг, QR-коды и ссылки",
    "Write the minilanding, QR codes and links",
);
pub(crate) const SAVE_PICTURE: Named = named(
    "Сохранить рисунок…",
    "Save a picture…",
    "Нарисовать воронку или выделенные блоки в файл: SVG, PNG или PDF",
    "Draw the funnel or the selected blocks into a file: SVG, PNG or PDF",
);
pub(crate) const SHOW_EXPORT: Named = named(
    "Показать в папке",
    "Show in folder",
    "Открыть папку с минилендингом и QR",
    "Open the folder with the minilanding and QR codes",
);
pub(crate) const SETTINGS: Named = named(
    "Настройки проекта",
    "Project settings",
    "Бот, мессенджеры, поля, теги, сегменты, расписание, языки, списки и таблицы",
    "Bot, messengers, fields, tags, segments, schedule, languages, lists and tables",
);
pub(crate) const FIND: Named = named(
    "Найти и заменить в текстах",
    "Find and replace in texts",
    "Искать слова во всех воронках, переводах, таблицах и настройках",
    "Look for words in all funnels, translations, tables and settings",
);
pub(crate) const RUN_TESTS: Named =
    named("Прогнать тесты", "Run tests", "Сыграть все сохранённые разговоры", "Play all saved conversations");
pub(crate) const PUBLISH: Named =
    named("Опубликовать", "Publish", "Передать бота мессенджеру", "Hand the bot over to its messenger");
pub(crate) const UNDO: Named = named("Отменить", "Undo", "Вернуть как было", "Take the last change back");
pub(crate) const REDO: Named =
    named("Повторить", "Redo", "Снова сделать отменённое", "Do again what was undone");
pub(crate) const SELECT_ALL: Named =
    named("Выделить всё", "Select all", "Выделить все блоки воронки", "Select all blocks of the funnel");
pub(crate) const DUPLICATE: Named =
    named("Дублировать", "Duplicate", "Сделать копию выделенных блоков", "Copy the selected blocks");
pub(crate) const TIDY_UP: Named = named(
    "Навести порядок",
    "Tidy up",
    "Выровнять блоки и раздвинуть наложения; всё останется примерно там, где вы поставили",
    "Straighten rows and columns and part what overlaps; everything stays about where you put it",
);
pub(crate) const ARRANGE: Named = named(
    "Разложить заново",
    "Lay out anew",
    "Расставить воронку или выделенные блоки слева направо по связям",
    "Place the funnel or the selected blocks from left to right along their wires",
);
pub(crate) const DELETE: Named =
    named("Удалить", "Delete", "Удалить выделенные блоки", "Delete the selected blocks");
pub(crate) const NEW_FUNNEL: Named =
    named("Новая воронка", "New funnel", "Добавить пустую воронку", "Add an empty funnel");
pub(crate) const PALETTE: Named = named(
    "Найти или выполнить",
    "Search or run",
    "Найти блок или команду по имени",
    "Find a block or a command by name",
);
pub(crate) const ZOOM_IN: Named = named("Приблизить", "Zoom in", "Показать крупнее", "Show larger");
pub(crate) const ZOOM_OUT: Named = named("Отдалить", "Zoom out", "Показать мельче", "Show smaller");
pub(crate) const ZOOM_RESET: Named =
    named("Масштаб 100 %", "Zoom 100 %", "Вернуть обычный размер", "Back to normal size");
pub(crate) const FIT_ALL: Named =
    named("Показать всё", "Fit all", "Уместить воронку в окно", "Fit the funnel into the window");
pub(crate) const TOGGLE_LEFT: Named = named(
    "Воронки и блоки",
    "Funnels and blocks",
    "Показать или убрать левую панель",
    "Show or hide the left panel",
);
pub(crate) const TOGGLE_RIGHT: Named =
    named("Чат", "Chat", "Показать или убрать чат", "Show or hide the chat");
pub(crate) const TOGGLE_PROBLEMS: Named = named(
    "Замечания",
    "Findings",
    "Показать или убрать список замечаний",
    "Show or hide the list of findings",
);
pub(crate) const CHAT_START: Named = named(
    "Разговор сначала",
    "Restart the chat",
    "Начать разговор новым подписчиком",
    "Begin as a new subscriber",
);
pub(crate) const CHAT_PLAY: Named = named(
    "Часы: пуск и пауза",
    "Clock: play and pause",
    "Пустить или остановить время",
    "Run or stop the clock",
);
pub(crate) const CHAT_NEXT: Named = named(
    "К следующему событию",
    "To the next event",
    "Промотать время до ближайшей отправки",
    "Skip the time up to the next message",
);
pub(crate) const CHAT_TO_TEST: Named = named(
    "Разговор в тест",
    "Chat into a test",
    "Сохранить разговор как тест",
    "Keep the conversation as a test",
);
pub(crate) const THEME_LIGHT: Named = named("Светлая тема", "Light theme", "Светлое окно", "A light window");
pub(crate) const THEME_DARK: Named = named("Тёмная тема", "Dark theme", "Тёмное окно", "A dark window");
pub(crate) const THEME_SYSTEM: Named =
    named("Тема как в системе", "System theme", "Светлое или тёмное, как в системе", "As the system is");
pub(crate) const LANG_RU: Named =
    named("Русский язык", "Russian", "Показать окно по-русски", "Show the window in Russian");
pub(crate) const LANG_EN: Named =
    named("Английский язык", "English", "Показать окно по-английски", "Show the window in English");
pub(crate) const HISTORY: Named = named(
    "История",
    "History",
    "Все шаги: посмотреть, вернуться, сравнить",
    "All steps: look at them, come back, compare",
);
pub(crate) const COMPARE_SAVED: Named = named(
    "Сравнить с сохранённым",
    "Compare with the saved version",
    "Показать на холсте, что изменилось после сохранения",
    "Show on the canvas what changed since saving",
);
pub(crate) const COMPARE_FOLDER: Named = named(
    "Сравнить с другой папкой…",
    "Compare with another folder…",
    "Показать на холсте, чем проекты различаются",
    "Show on the canvas how the projects differ",
);
pub(crate) const COMPARE_GIT: Named = named(
    "Сравнить с версией из git…",
    "Compare with a version of git…",
    "Выбрать одну из записанных версий проекта",
    "Choose one of the committed versions of the project",
);
pub(crate) const NEXT_CHANGE: Named = named(
    "Следующее изменение",
    "Next change",
    "К следующему изменению сравнения",
    "To the next change of the comparison",
);
pub(crate) const PREVIOUS_CHANGE: Named = named(
    "Предыдущее изменение",
    "Previous change",
    "К предыдущему изменению сравнения",
    "To the previous change of the comparison",
);
pub(crate) const SCENARIO: Named = named(
    "Раздел «Сценарий»",
    "Workspace “Scenario”",
    "Показать холст с воронкой",
    "Show the canvas with the funnel",
);
pub(crate) const GROWTH: Named = named(
    "Раздел «Рост»",
    "Workspace “Growth”",
    "Показать ссылки, QR-коды и минилендинг",
    "Show links, QR codes and the minilanding",
);
pub(crate) const PREFERENCES: Named = named(
    "Настройки Воронки…",
    "Voronka settings…",
    "Язык, тема, размер и движение",
    "Language, theme, size and motion",
);
pub(crate) const SHORTCUTS: Named =
    named("Список клавиш", "Keyboard shortcuts", "Показать, что делают клавиши", "Show what the keys do");
pub(crate) const TOUR: Named = named(
    "Показать обзор",
    "Show the tour",
    "Три подсказки о том, где что находится",
    "Three hints on what is where",
);
pub(crate) const SCALE_UP: Named = named(
    "Крупнее всё в окне",
    "Everything larger",
    "Увеличить всё в окне",
    "Enlarge everything in the window",
);
pub(crate) const SCALE_DOWN: Named = named(
    "Мельче всё в окне",
    "Everything smaller",
    "Уменьшить всё в окне",
    "Shrink everything in the window",
);
pub(crate) const SCALE_RESET: Named = named(
    "Обычный размер всего в окне",
    "Everything at 100 %",
    "Вернуть всему в окне размер 100 %",
    "Back to everything at 100 %",
);
pub(crate) const MOTION_FULL: Named =
    named("Обычное движение", "Usual motion", "Плавные переходы", "Smooth transitions");
pub(crate) const MOTION_LESS: Named =
    named("Меньше движения", "Reduced motion", "Без плавных переходов", "No smooth transitions");
pub(crate) const MOTION_SYSTEM: Named = named(
    "Движение как в системе",
    "Motion of the system",
    "Плавно, если система не просит иного",
    "Smooth unless the system asks for less",
);
pub(crate) const QUIT: Named = named("Выйти", "Quit", "Закрыть окно", "Close the window");

pub(crate) const SELECT_ONWARD: Named = named(
    "Выделить всё дальше",
    "Select all that follows",
    "Выделить эти блоки и все, куда от них ведёт воронка",
    "Select these blocks and all that the funnel leads to from them",
);
pub(crate) const COPY: Named = named(
    "Копировать",
    "Copy",
    "Положить выделенное в буфер обмена текстом",
    "Put the selection into the clipboard as text",
);
pub(crate) const CUT: Named = named(
    "Вырезать",
    "Cut",
    "Положить выделенное в буфер обмена и убрать с холста",
    "Put the selection into the clipboard and take it off the canvas",
);
pub(crate) const PASTE: Named = named(
    "Вставить",
    "Paste",
    "Вставить блоки из буфера обмена; простой текст станет сообщением",
    "Paste blocks from the clipboard; plain text becomes a message",
);
pub(crate) const FRAME: Named = named(
    "Обвести рамкой",
    "Put a frame around",
    "Рамка с названием вокруг выделенных блоков; двигается вместе с ними",
    "A titled frame around the selected blocks; it moves with them",
);
pub(crate) const GO_TO_BLOCK: Named = named(
    "Перейти к блоку…",
    "Go to block…",
    "Найти блок по названию, тексту или виду",
    "Find a block by its title, text or kind",
);
pub(crate) const ALIGN_LEFT: Named = named(
    "Выровнять по левому краю",
    "Align left",
    "Поставить левые края блоков в линию",
    "Put the left edges of the blocks in line",
);
pub(crate) const ALIGN_CENTER: Named = named(
    "Выровнять по центру столбца",
    "Align centres in a column",
    "Поставить блоки друг под другом по середине",
    "Put the blocks under one another by their middles",
);
pub(crate) const ALIGN_RIGHT: Named = named(
    "Выровнять по правому краю",
    "Align right",
    "Поставить правые края блоков в линию",
    "Put the right edges of the blocks in line",
);
pub(crate) const ALIGN_TOP: Named = named(
    "Выровнять по верхнему краю",
    "Align top",
    "Поставить верхние края блоков в линию",
    "Put the upper edges of the blocks in line",
);
pub(crate) const ALIGN_MIDDLE: Named = named(
    "Выровнять по центру ряда",
    "Align centres in a row",
    "Поставить блоки в ряд по середине",
    "Put the blocks in a row by their middles",
);
pub(crate) const ALIGN_BOTTOM: Named = named(
    "Выровнять по нижнему краю",
    "Align bottom",
    "Поставить нижние края блоков в линию",
    "Put the lower edges of the blocks in line",
);
pub(crate) const SPREAD_X: Named = named(
    "Распределить по горизонтали",
    "Distribute horizontally",
    "Равные промежутки слева направо",
    "Equal gaps from left to right",
);
pub(crate) const SPREAD_Y: Named = named(
    "Распределить по вертикали",
    "Distribute vertically",
    "Равные промежутки сверху вниз",
    "Equal gaps from top to bottom",
);
