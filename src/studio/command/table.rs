//! The table of commands that a person can find by name: label, tooltip, keys, icon.

use super::{Align, ChatCommand, Command, Looks, PastCommand, TestCommand, ThemeChoice, With};
use crate::model::{Label, Lang};
use crate::studio::comfort::{MotionChoice, ScaleStep};
use crate::studio::top_bar::Workspace;
use crate::studio::words::command as words;
use egui::{Key, KeyboardShortcut, Modifiers};

/// A command that a person can find by name.
#[derive(Debug)]
pub struct UiCommand {
    /// Stable name for tests and settings.
    pub id: &'static str,
    /// Name on menus and in the palette.
    pub label: Label,
    /// One sentence on what it does.
    pub tooltip: Label,
    /// Other words that people look for it by, with commas; never shown.
    pub also: Label,
    /// Keys that call it from anywhere but a text field.
    pub shortcut: Option<KeyboardShortcut>,
    /// Name of its Lucide icon.
    pub icon: &'static str,
    /// Makes the command.
    pub make: fn() -> Command,
}

/// Commands that make sense while no project is open.
const WITHOUT_PROJECT: &[&str] = &[
    "new",
    "new_window",
    "open",
    "quit",
    "palette",
    "preferences",
    "shortcuts",
    "scale_up",
    "scale_down",
    "scale_reset",
    "motion_full",
    "motion_less",
    "motion_system",
    "theme_light",
    "theme_dark",
    "theme_system",
    "lang_ru",
    "lang_en",
];

impl UiCommand {
    /// The command with other words that it is found by.
    const fn also(self, also: Label) -> Self {
        Self { also, ..self }
    }

    /// Whether it does something only while a project is open.
    pub fn needs_project(&self) -> bool {
        !WITHOUT_PROJECT.contains(&self.id)
    }
}

/// Second keys of commands: what many people press, and what a keyboard without a number block has.
pub const MORE_KEYS: &[(KeyboardShortcut, &str)] = &[
    (KeyboardShortcut::new(Modifiers::COMMAND, Key::Y), "redo"),
    (KeyboardShortcut::new(Modifiers::COMMAND, Key::Slash), "shortcuts"),
    (KeyboardShortcut::new(Modifiers::COMMAND, Key::Equals), "zoom_in"),
    (KeyboardShortcut::new(CTRL_ALT, Key::Equals), "scale_up"),
];

/// The command of that name in [`UI_COMMANDS`].
pub fn ui_command(id: &str) -> Option<&'static UiCommand> {
    UI_COMMANDS.iter().find(|command| command.id == id)
}

const CTRL: Modifiers = Modifiers::COMMAND;
const CTRL_SHIFT: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);
/// With Shift a plus is typed on most keyboards, so that it cannot tell one size from another.
const CTRL_ALT: Modifiers = Modifiers::COMMAND.plus(Modifiers::ALT);

const fn keys(modifiers: Modifiers, key: Key) -> Option<KeyboardShortcut> {
    Some(KeyboardShortcut::new(modifiers, key))
}

const fn ui(
    id: &'static str,
    (label, tooltip): (Label, Label),
    shortcut: Option<KeyboardShortcut>,
    icon: &'static str,
    make: fn() -> Command,
) -> UiCommand {
    UiCommand { id, label, tooltip, also: Label::new("", ""), shortcut, icon, make }
}

/// Every command that needs no further word, in the order of menus and palette.
pub static UI_COMMANDS: &[UiCommand] = &[
    ui("new", words::NEW, keys(CTRL, Key::N), "file-plus", || Command::New)
        .also(Label::new("создать, начать, шаблон, новый бот", "create, template, new bot")),
    ui("home", words::HOME, None, "house", || Command::Home)
        .also(Label::new("главная, недавние, шаблоны, домой", "recent, templates, gallery")),
    ui("new_window", words::NEW_WINDOW, keys(CTRL_SHIFT, Key::N), "app-window", || Command::NewWindow(None)),
    ui("open", words::OPEN, keys(CTRL, Key::O), "folder-open", || Command::Open)
        .also(Label::new("загрузить, импорт, папка, файл", "load, import, folder, file")),
    ui("save", words::SAVE, keys(CTRL, Key::S), "save", || Command::Save)
        .also(Label::new("записать, сохранение", "write, store")),
    ui("save_as", words::SAVE_AS, keys(CTRL_SHIFT, Key::S), "save-all", || Command::SaveAs).also(Label::new(
        "копия проекта, переименовать проект, другая папка",
        "copy of the project, another folder",
    )),
    ui("export", words::EXPORT, keys(CTRL, Key::E), "qr-code", || Command::Export).also(Label::new(
        "экспорт, лендинг, сайт, кьюар, код для сайта, виджет, выгрузить",
        "landing page, site, qr code, widget",
    )),
    ui("save_picture", words::SAVE_PICTURE, None, "image-down", || Command::SavePicture).also(Label::new(
        "картинка, изображение, скриншот, схема, экспорт, печать, png, pdf, svg, jpg",
        "image, screenshot, diagram, export, print",
    )),
    ui("show_export", words::SHOW_EXPORT, None, "folder-search", || Command::ShowExportFolder),
    ui("run_tests", words::RUN_TESTS, keys(CTRL, Key::T), "flask-conical", || {
        Command::Tests(TestCommand::Run)
    })
    .also(Label::new("проверка, проверить, автотест, прогон", "check, verify, autotest")),
    ui("publish", words::PUBLISH, None, "send", || Command::Publish).also(Label::new(
        "публикация, токен, запустить бота, включить, выложить, BotFather",
        "token, deploy, launch, go live, start the bot, BotFather",
    )),
    ui("undo", words::UNDO, keys(CTRL, Key::Z), "undo-2", || Command::Undo)
        .also(Label::new("откат, откатить, отмена, назад, вернуть", "back, revert, roll back")),
    ui("redo", words::REDO, keys(CTRL_SHIFT, Key::Z), "redo-2", || Command::Redo)
        .also(Label::new("вернуть отменённое, вперёд, повтор", "forward, repeat")),
    ui("select_all", words::SELECT_ALL, keys(CTRL, Key::A), "box-select", || Command::SelectAll),
    ui("select_onward", words::SELECT_ONWARD, keys(CTRL_SHIFT, Key::A), "waypoints", || {
        Command::SelectOnward
    }),
    ui("copy", words::COPY, keys(CTRL, Key::C), "clipboard", || Command::Copy)
        .also(Label::new("скопировать", "clipboard")),
    ui("cut", words::CUT, keys(CTRL, Key::X), "scissors", || Command::Cut),
    ui("paste", words::PASTE, keys(CTRL, Key::V), "clipboard-paste", || Command::Paste)
        .also(Label::new("вклеить, буфер обмена", "clipboard, insert")),
    ui("duplicate", words::DUPLICATE, keys(CTRL, Key::D), "copy", || Command::DuplicateSelection)
        .also(Label::new("копия, клонировать, размножить, повторить блок", "clone, copy")),
    ui("delete", words::DELETE, keys(Modifiers::NONE, Key::Delete), "trash-2", || Command::DeleteSelection)
        .also(Label::new("убрать, стереть, удаление", "remove, erase, clear")),
    ui("frame", words::FRAME, keys(CTRL_SHIFT, Key::G), "frame", || Command::FrameSelection)
        .also(Label::new("группа, сгруппировать, секция, область", "group, section, area")),
    ui("align_left", words::ALIGN_LEFT, None, "align-start-vertical", || Command::Align(Align::Left)),
    ui("align_center", words::ALIGN_CENTER, None, "align-center-vertical", || Command::Align(Align::CenterX)),
    ui("align_right", words::ALIGN_RIGHT, None, "align-end-vertical", || Command::Align(Align::Right)),
    ui("align_top", words::ALIGN_TOP, None, "align-start-horizontal", || Command::Align(Align::Top)),
    ui("align_middle", words::ALIGN_MIDDLE, None, "align-center-horizontal", || {
        Command::Align(Align::CenterY)
    }),
    ui("align_bottom", words::ALIGN_BOTTOM, None, "align-end-horizontal", || Command::Align(Align::Bottom)),
    ui("spread_x", words::SPREAD_X, None, "align-horizontal-distribute-center", || {
        Command::Align(Align::SpreadX)
    }),
    ui("spread_y", words::SPREAD_Y, None, "align-vertical-distribute-center", || {
        Command::Align(Align::SpreadY)
    }),
    ui("tidy_up", words::TIDY_UP, keys(CTRL_SHIFT, Key::L), "layout-dashboard", || Command::TidyUp)
        .also(Label::new("выровнять, аккуратно, сетка, порядок", "align, clean up, grid")),
    ui("arrange", words::ARRANGE, keys(CTRL_SHIFT, Key::K), "workflow", || Command::Arrange)
        .also(Label::new("автораскладка, расставить, упорядочить, выстроить", "auto layout, arrange, sort")),
    ui("new_funnel", words::NEW_FUNNEL, None, "plus", || Command::NewFunnel)
        .also(Label::new("ветка, сценарий, цепочка, поток", "flow, scenario, sequence")),
    ui("settings", words::SETTINGS, keys(CTRL, Key::Comma), "settings", || Command::ToggleSettings).also(
        Label::new(
            "параметры, опции, поля, теги, переменные, расписание",
            "options, fields, tags, variables, schedule",
        ),
    ),
    ui("find", words::FIND, keys(CTRL, Key::F), "text-search", || Command::Find)
        .also(Label::new("поиск, искать, заменить, текст", "search, replace, text")),
    ui("go_to_block", words::GO_TO_BLOCK, keys(CTRL, Key::G), "locate", || Command::GoToBlock)
        .also(Label::new("поиск блока, найти блок, где блок", "search, find a block, jump")),
    ui("history", words::HISTORY, keys(CTRL, Key::H), "history", || Command::Past(PastCommand::Toggle))
        .also(Label::new("версии, журнал, изменения, откат, шаги", "versions, log, changes, undo")),
    ui("compare_saved", words::COMPARE_SAVED, None, "git-compare", || {
        Command::Past(PastCommand::Compare(With::Saved))
    })
    .also(Label::new("различия, изменения, дифф", "diff, differences, changes")),
    ui("compare_folder", words::COMPARE_FOLDER, None, "folder-git-2", || {
        Command::Past(PastCommand::Compare(With::AnyFolder))
    })
    .also(Label::new("различия, дифф, две версии", "diff, differences, two versions")),
    ui("compare_git", words::COMPARE_GIT, None, "git-branch", || Command::Past(PastCommand::Commits))
        .also(Label::new("гит, коммит, ветка, тег, версия, дифф", "commit, branch, tag, revision, diff")),
    ui("next_change", words::NEXT_CHANGE, keys(Modifiers::NONE, Key::F7), "arrow-down", || {
        Command::Past(PastCommand::Step { forward: true })
    }),
    ui("previous_change", words::PREVIOUS_CHANGE, keys(Modifiers::SHIFT, Key::F7), "arrow-up", || {
        Command::Past(PastCommand::Step { forward: false })
    }),
    ui("scenario", words::SCENARIO, None, "workflow", || {
        Command::Looks(Looks::Workspace(Workspace::Scenario))
    }),
    ui("growth", words::GROWTH, None, "megaphone", || Command::Looks(Looks::Workspace(Workspace::Growth)))
        .also(Label::new("ссылки, реклама, трафик, utm, лендинг", "links, ads, traffic, utm, landing page")),
    ui("palette", words::PALETTE, keys(CTRL, Key::K), "search", || Command::TogglePalette)
        .also(Label::new("поиск, команды", "search, commands")),
    ui("zoom_in", words::ZOOM_IN, keys(CTRL, Key::Plus), "zoom-in", || Command::ZoomIn)
        .also(Label::new("масштаб, увеличить, крупнее, лупа", "magnify, enlarge, scale")),
    ui("zoom_out", words::ZOOM_OUT, keys(CTRL, Key::Minus), "zoom-out", || Command::ZoomOut)
        .also(Label::new("масштаб, уменьшить, мельче, дальше", "shrink, smaller, scale")),
    ui("zoom_reset", words::ZOOM_RESET, keys(CTRL, Key::Num0), "scan-search", || Command::ZoomReset)
        .also(Label::new("обычный масштаб, сбросить масштаб", "reset, actual size")),
    ui("fit_all", words::FIT_ALL, keys(CTRL, Key::Num1), "maximize", || Command::FitAll)
        .also(Label::new("масштаб, вся воронка, по размеру окна, уместить", "whole funnel, zoom to fit")),
    ui("toggle_left", words::TOGGLE_LEFT, keys(CTRL, Key::B), "panel-left", || Command::ToggleLeft).also(
        Label::new("левая панель, боковая панель, колонка, список блоков", "sidebar, left panel, column"),
    ),
    ui("toggle_right", words::TOGGLE_RIGHT, keys(CTRL_SHIFT, Key::B), "panel-right", || Command::ToggleRight)
        .also(Label::new(
            "телефон, эмулятор, симулятор, правая панель, предпросмотр, проверить бота",
            "phone, emulator, simulator, preview, right panel",
        )),
    ui("toggle_problems", words::TOGGLE_PROBLEMS, keys(CTRL, Key::M), "triangle-alert", || {
        Command::ToggleProblems
    })
    .also(Label::new("ошибки, предупреждения, проблемы, проверка", "errors, warnings, problems, issues")),
    ui("chat_start", words::CHAT_START, keys(CTRL, Key::R), "rotate-ccw", || {
        Command::Chat(ChatCommand::Reset)
    })
    .also(Label::new("перезапуск, заново, начать сначала, сброс", "again, reset, start over")),
    ui("chat_play", words::CHAT_PLAY, None, "play", || Command::Chat(ChatCommand::PlayPause))
        .also(Label::new("время, ускорить, пауза", "time, pause, speed")),
    ui("chat_next", words::CHAT_NEXT, keys(CTRL, Key::ArrowRight), "fast-forward", || {
        Command::Chat(ChatCommand::Next)
    })
    .also(Label::new("перемотать, промотать время, пропустить ожидание", "fast forward, skip, wait")),
    ui("chat_to_test", words::CHAT_TO_TEST, None, "circle-dot", || Command::Chat(ChatCommand::ToTest))
        .also(Label::new("записать тест, запись разговора, сценарий теста", "record, scenario")),
    ui("preferences", words::PREFERENCES, keys(CTRL_SHIFT, Key::Comma), "settings-2", || {
        Command::Looks(Looks::Preferences)
    })
    .also(Label::new(
        "параметры программы, тема, язык, шрифт, масштаб, размер, анимация",
        "options, preferences, theme, language, font, scale, animation",
    )),
    ui("shortcuts", words::SHORTCUTS, keys(Modifiers::NONE, Key::F1), "keyboard", || {
        Command::Looks(Looks::Shortcuts)
    })
    .also(Label::new("горячие клавиши, сочетания, шорткаты, помощь, справка", "hotkeys, keys, help")),
    ui("tour", words::TOUR, None, "compass", || Command::Looks(Looks::Tour)).also(Label::new(
        "обучение, подсказки, помощь, справка, с чего начать",
        "help, tutorial, guide, onboarding",
    )),
    ui("scale_up", words::SCALE_UP, keys(CTRL_ALT, Key::Plus), "a-large-small", || {
        Command::Looks(Looks::Scale(ScaleStep::Larger))
    })
    .also(Label::new("шрифт, масштаб, крупный шрифт, размер, увеличить", "font, text size, zoom, enlarge")),
    ui("scale_down", words::SCALE_DOWN, keys(CTRL_ALT, Key::Minus), "a-arrow-down", || {
        Command::Looks(Looks::Scale(ScaleStep::Smaller))
    })
    .also(Label::new("шрифт, масштаб, мелкий шрифт, размер, уменьшить", "font, text size, zoom, shrink")),
    ui("scale_reset", words::SCALE_RESET, keys(CTRL_ALT, Key::Num0), "type", || {
        Command::Looks(Looks::Scale(ScaleStep::To(100)))
    })
    .also(Label::new("шрифт, масштаб, размер", "font, text size, zoom")),
    ui("motion_full", words::MOTION_FULL, None, "play", || Command::Looks(Looks::Motion(MotionChoice::Full)))
        .also(Label::new("анимация", "animation")),
    ui("motion_less", words::MOTION_LESS, None, "pause", || {
        Command::Looks(Looks::Motion(MotionChoice::Less))
    })
    .also(Label::new("анимация, укачивает", "animation, motion sickness")),
    ui("motion_system", words::MOTION_SYSTEM, None, "monitor-cog", || {
        Command::Looks(Looks::Motion(MotionChoice::System))
    })
    .also(Label::new("анимация", "animation")),
    ui("theme_light", words::THEME_LIGHT, None, "sun", || Command::Looks(Looks::Theme(ThemeChoice::Light)))
        .also(Label::new("день, белый, внешний вид, оформление", "day, white, appearance")),
    ui("theme_dark", words::THEME_DARK, None, "moon", || Command::Looks(Looks::Theme(ThemeChoice::Dark)))
        .also(Label::new("ночь, чёрный, внешний вид, оформление", "night, black, appearance")),
    ui("theme_system", words::THEME_SYSTEM, None, "sun-moon", || {
        Command::Looks(Looks::Theme(ThemeChoice::System))
    })
    .also(Label::new("внешний вид, оформление", "appearance")),
    ui("lang_ru", words::LANG_RU, None, "languages", || Command::Looks(Looks::Lang(Lang::Ru)))
        .also(Label::new("язык, перевод интерфейса", "language, locale")),
    ui("lang_en", words::LANG_EN, None, "languages", || Command::Looks(Looks::Lang(Lang::En)))
        .also(Label::new("язык, перевод интерфейса", "language, locale")),
    ui("quit", words::QUIT, keys(CTRL, Key::Q), "log-out", || Command::Quit)
        .also(Label::new("закрыть, выход", "exit, close")),
];

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn commands_have_their_own_ids_keys_and_icons_of_lucide() {
        let mut ids = BTreeSet::new();
        let mut shortcuts = BTreeSet::new();
        for command in UI_COMMANDS {
            assert!(ids.insert(command.id), "two commands are called {}", command.id);
            assert!(lucide_icons::Icon::try_from(command.icon).is_ok(), "{} has no icon", command.id);
            if let Some(shortcut) = command.shortcut {
                assert!(shortcuts.insert(format!("{shortcut:?}")), "{} shares its keys", command.id);
            }
        }
    }
}
