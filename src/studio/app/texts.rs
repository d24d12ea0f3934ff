//! Texts of the whole project: finding and replacing, going to a place, texts to a translator and back.

use super::App;
use super::handout::hand_out;
use super::jobs::Work;
use super::toast::Tone;
use crate::blocks::Registry;
use crate::diag::Words;
use crate::edit::{Transaction, build};
use crate::folder::reason;
use crate::model::{Layer, START_REPLY, STOP_REPLY};
use crate::studio::command::Command;
use crate::studio::dialogs::Purpose;
use crate::studio::find::FindState;
use crate::studio::inspector::Aim;
use crate::studio::settings::SettingsState;
use crate::studio::top_bar::Workspace;
use crate::studio::words::shell as words;
use crate::translate::{self, Brought, Exchange, Row};
use crate::uses::{Hit, all_named};
use std::path::{Path, PathBuf};

impl App {
    /// Counts how often everything is named, beside the window, unless it is known of the present state.
    pub(super) fn count_uses(&mut self) {
        let Some(document) = &mut self.document else { return };
        let state = document.history.revision();
        if document.counting || document.uses.as_ref().is_some_and(|uses| uses.0 == state) {
            return;
        }
        document.counting = true;
        let (serial, project) = (document.serial, document.project.clone());
        self.jobs.start(Work::Counting(serial), move || {
            let uses = all_named(&project, &Registry);
            Box::new(move |app| {
                let document = app.document.as_mut().filter(|document| document.serial == serial);
                if let Some(document) = document {
                    (document.counting, document.uses) = (false, Some((state, uses)));
                }
            })
        });
    }

    /// Obeys a command about settings and texts.
    pub(super) fn perform_texts(&mut self, command: Command) {
        if self.document.is_none() {
            return;
        }
        if let (Command::ToggleSettings | Command::ShowSettings(_), Some(document)) =
            (&command, &mut self.document)
        {
            // The conversations on the disk may be others by now.
            document.people = None;
        }
        match command {
            Command::ToggleSettings => {
                if self.desk.settings.is_some() {
                    return self.leave_settings();
                }
                let left = self.desk.settings_left.take();
                let document = self.document.as_ref();
                let left =
                    left.filter(|left| document.is_some_and(|document| left.is_there(&document.project)));
                self.desk.settings = Some(left.unwrap_or_default());
            }
            Command::ShowSettings(section) => self.desk.settings = Some(SettingsState::at(&section)),
            Command::Find => {
                self.leave_settings();
                self.desk.left_first = true;
                self.desk.find.get_or_insert_with(FindState::default).look();
            }
            Command::ShowUses(thing, name) => {
                self.leave_settings();
                self.desk.left_first = true;
                self.desk.find.get_or_insert_with(FindState::default).name(thing, name);
            }
            Command::GoTo(hit) => self.go_to(&hit),
            Command::ReplaceTexts(places, transaction) => self.replace_texts(places, transaction),
            Command::ExportTexts(layer, kind) => self.ask_path(Purpose::TextsOut(layer, kind)),
            Command::ImportTexts(layer) => self.ask_path(Purpose::TextsIn(layer)),
            other => debug_assert!(false, "not a matter of texts: {other:?}"),
        }
    }

    /// Closes the page of settings, which opens again as it is now.
    pub(super) fn leave_settings(&mut self) {
        if let Some(settings) = self.desk.settings.take() {
            self.desk.settings_left = Some(settings.left());
        }
    }

    /// Shows a text where it is edited, with what was found in it selected.
    fn go_to(&mut self, hit: &Hit) {
        if let Some((list, row)) = &hit.place.listed {
            let section = if list == "tables" { format!("tables/{row}") } else { list.clone() };
            self.desk.settings = Some(SettingsState::at(&section));
            return;
        }
        if let Some(block_id) = hit.place.at.block() {
            self.leave_settings();
            self.focus(block_id);
            let found = hit.found.first().cloned().unwrap_or(0..0);
            let chars = |end: usize| hit.text.get(..end).map_or(0, |text| text.chars().count());
            let layer = hit.place.layer.as_deref().unwrap_or_default();
            let selected = chars(found.start)..chars(found.end);
            self.desk.inspector.aim = Some(Aim::new(block_id, layer, (&hit.prop, hit.row), selected));
            return;
        }
        match hit.prop.as_str() {
            STOP_REPLY | START_REPLY | "landing.legal" => {
                self.desk.settings = Some(SettingsState::at("legal"))
            }
            prop if prop.starts_with("bot.") => self.desk.settings = Some(SettingsState::at("bot")),
            _ => {
                self.leave_settings();
                self.desk.workspace = Workspace::Growth;
                self.desk.growth.show(&hit.prop);
            }
        }
    }

    fn replace_texts(&mut self, places: usize, transaction: Transaction) {
        if self.edit(transaction, false) {
            let text = Words::new(format!("Заменено мест: {places}"), format!("Places replaced: {places}"));
            self.desk.toasts.push(Tone::Replaced, text);
        }
    }

    /// Writes the texts of a layer for a translator.
    pub(super) fn texts_out(&mut self, layer: String, kind: Exchange, path: PathBuf) {
        let Some(document) = &self.document else { return };
        let project = document.project.clone();
        self.jobs.start(Work::Other, move || {
            let rows = translate::rows(&project, &layer);
            let written = hand_out(&path, &translate::write(&project, &layer, kind, &rows));
            Box::new(move |app| app.texts_written(&path, rows.len(), written))
        });
    }

    fn texts_written(&mut self, path: &Path, count: usize, written: Result<(), Words>) {
        match written {
            Ok(()) => {
                let shown = path.display();
                let text = Words::new(
                    format!("Записано текстов: {count}. Файл: {shown}"),
                    format!("Texts written: {count}. The file: {shown}"),
                );
                self.desk.toasts.push(Tone::Good, text);
            }
            Err(why) => self.fail(words::TEXTS_OUT_TITLE, why),
        }
    }

    /// Reads what came back from a translator.
    pub(super) fn texts_in(&mut self, layer: String, path: PathBuf) {
        let Some(document) = &self.document else { return };
        let serial = document.serial;
        self.jobs.start(Work::Other, move || {
            let rows = read_rows(&path);
            Box::new(move |app| app.texts_read(serial, &layer, rows))
        });
    }

    fn texts_read(&mut self, serial: u64, layer: &str, rows: Result<Vec<Row>, Words>) {
        let Some(document) = self.document.as_ref().filter(|document| document.serial == serial) else {
            return;
        };
        let rows = match rows {
            Ok(rows) => rows,
            Err(why) => return self.fail(words::TEXTS_IN_TITLE, why),
        };
        let brought = translate::bring(&document.project, layer, &rows);
        let text = brought_words(&brought);
        let is_new = !brought.changed.is_empty() || !brought.confirmed.is_empty();
        if is_new {
            let Brought { texts, originals, .. } = brought;
            let layer = Layer { name: layer.to_owned(), texts, originals };
            let transaction = build::replace_layer(&document.project, layer);
            self.edit(transaction, false);
            self.desk.settings = Some(SettingsState::at("languages"));
        }
        self.desk.toasts.push(if is_new { Tone::Good } else { Tone::Bad }, text);
    }
}

fn read_rows(path: &Path) -> Result<Vec<Row>, Words> {
    let shown = path.display();
    let kind = Exchange::of_path(&path.to_string_lossy()).ok_or_else(|| {
        Words::new(
            format!("{shown}: нужен файл .csv, .xlf или .xliff."),
            format!("{shown}: a file .csv, .xlf or .xliff is needed."),
        )
    })?;
    let bytes = std::fs::read(path).map_err(|error| {
        let why = reason(&error);
        Words::new(
            format!("Файл {shown} не читается: {}.", why.ru),
            format!("The file {shown} cannot be read: {}.", why.en),
        )
    })?;
    translate::read(&path.to_string_lossy(), kind, &bytes).map_err(|error| {
        let place = &error.place;
        Words::new(format!("{place}: {}", error.message.ru), format!("{place}: {}", error.message.en))
    })
}

/// What came of a translator's file.
fn brought_words(brought: &Brought) -> Words {
    let (new, same) = (brought.changed.len(), brought.confirmed.len());
    let mut ru = format!("Внесено переводов: {new}");
    let mut en = format!("Translations brought in: {new}");
    for (count, more) in [
        (same, ("подтверждено", "confirmed")),
        (brought.unknown.len(), ("незнакомых и не взятых", "unknown and left out")),
        (brought.stale.len(), ("к изменившемуся оригиналу", "to an original that has changed")),
        (brought.slips.len(), ("с другими полями в {{ }}", "with other fields in {{ }}")),
    ] {
        if count > 0 {
            ru.push_str(&format!(", {}: {count}", more.0));
            en.push_str(&format!(", {}: {count}", more.1));
        }
    }
    Words::new(ru, en)
}
