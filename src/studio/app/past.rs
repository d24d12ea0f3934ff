//! The history on the screen: moments that are only looked at, and what lies between two versions.

mod said;

use super::columns::RightSide;
use super::jobs::Work;
use super::toast::Tone;
use super::{App, Document};
use crate::blocks::Registry;
use crate::compare::{Comparison, Overlay, Subject, compare, overlay, take_back};
use crate::diag::Words;
use crate::edit::{Told, between};
use crate::folder::{self, git};
use crate::model::{FunnelName, Project};
use crate::studio::canvas::{Shade, Shine};
use crate::studio::command::{PastCommand, With};
use crate::studio::dialogs::Purpose;
use crate::studio::history::{ChangesInput, Commits, HistoryInput, Page, history_ui};
use crate::studio::notice::{self, Notice, notice_ui};
use crate::studio::top_bar::Workspace;
use crate::studio::words::history as words;
use crate::zones;
use egui::{Frame, Panel, Ui};
use said::{changes_words, moment_words};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

/// Numbers of what is shown in place of the project begin here, far from those of its states.
const SHOWN: u64 = 1 << 60;
/// Most commits that are offered.
const COMMITS_MAX: usize = 100;

/// What is open of the history.
#[derive(Default)]
pub(super) struct Past {
    page: Option<Page>,
    showing: Option<Showing>,
    /// The funnel on the canvas while something else than the project is shown.
    funnel: FunnelName,
    /// Another number for everything that is shown.
    serial: u64,
    /// The state whose step the pointer is on.
    hover: Option<u64>,
    /// Another number whenever something else is asked for: a comparison that was made meanwhile is not shown.
    wanted: u64,
}

/// What is on the canvas in place of the project.
enum Showing {
    /// The project as it was or would be.
    Moment { state: u64, project: Arc<Project> },
    /// Another version and the project in one drawing.
    Changes(Box<Compared>),
}

/// Two versions side by side.
struct Compared {
    /// What the other version is called.
    name: Words,
    before: Arc<Project>,
    /// The state that was compared.
    state: u64,
    found: Comparison,
    drawn: Overlay,
    chosen: Option<usize>,
}

impl Past {
    /// Whether the panel is open.
    pub fn is_open(&self) -> bool {
        self.page.is_some()
    }

    /// Whether something else than the project is on the canvas.
    pub fn is_showing(&self) -> bool {
        self.showing.is_some()
    }

    /// Goes back to the project when a moment is shown; a comparison stays.
    pub fn leave_moment(&mut self) {
        if matches!(self.showing, Some(Showing::Moment { .. })) {
            self.showing = None;
        }
    }

    /// What is on the canvas: project, funnel and number of the state.
    pub fn shown<'a>(&'a self, document: &'a Document) -> (&'a Project, &'a FunnelName, u64) {
        let project = match &self.showing {
            None => return (&document.project, &document.funnel, document.history.revision()),
            Some(Showing::Moment { project, .. }) => project,
            Some(Showing::Changes(compared)) => &compared.drawn.project,
        };
        let wanted = [&self.funnel, &document.funnel].into_iter().find(|name| project.funnel(name).is_some());
        let funnel = wanted.or(project.funnels.first().map(|funnel| &funnel.name)).unwrap_or(&self.funnel);
        (project, funnel, SHOWN + self.serial)
    }

    /// Shows a funnel of what is on the canvas; gives whether that is something else than the project.
    pub fn show_funnel(&mut self, name: &FunnelName) -> bool {
        if self.is_showing() {
            self.funnel = name.clone();
        }
        self.is_showing()
    }

    /// The number of what stands out on the canvas; 0 for nothing.
    pub fn shine_number(&self, document: &Document) -> u64 {
        let hovered = self.hover.map_or(0, |state| state + 1);
        match &self.showing {
            Some(Showing::Changes(_)) => SHOWN + self.serial,
            _ if hovered == 0 => 0,
            _ => (document.serial << 40) ^ hovered,
        }
    }

    /// What stands out on the canvas.
    pub fn shine(&self, document: &Document) -> Shine {
        if let Some(Showing::Changes(compared)) = &self.showing {
            let blocks = compared.drawn.blocks.iter().map(|(id, tone)| (*id, Shade::Differs(*tone)));
            return Shine { blocks: blocks.collect(), wires: compared.drawn.wires.clone() };
        }
        let told = self.hover.and_then(|state| told_of(document, state));
        let touched = told.into_iter().flat_map(|told| &told.blocks).map(|id| (*id, Shade::Touched));
        Shine { blocks: touched.collect(), wires: BTreeMap::new() }
    }

    fn show(&mut self, showing: Showing, funnel: &FunnelName) {
        self.serial += 1;
        if !self.is_showing() {
            self.funnel = funnel.clone();
        }
        self.showing = Some(showing);
    }
}

/// Whether a command shows something else than the comparison that is being made.
fn leaves_comparing(command: &PastCommand) -> bool {
    matches!(
        command,
        PastCommand::Toggle
            | PastCommand::Steps
            | PastCommand::Close
            | PastCommand::Show(_)
            | PastCommand::Restore
            | PastCommand::Commits
            | PastCommand::Compare(_)
    )
}

/// What is said of the step that made a state.
fn told_of(document: &Document, state: u64) -> Option<&Told> {
    let history = &document.history;
    (0..history.moments_len()).filter_map(|place| history.moment(place)).find(|m| m.state == state)?.told
}

impl App {
    /// Obeys a command about the history.
    pub(super) fn perform_past(&mut self, command: PastCommand) {
        if self.document.is_none() {
            return;
        }
        self.desk.workspace = Workspace::Scenario;
        self.leave_settings();
        if leaves_comparing(&command) {
            self.desk.past.wanted += 1;
        }
        // A panel that only lacked room comes to the front.
        let width = self.settings.size.0 / self.settings.zoom();
        let is_shown = self.sides(width).right == Some(RightSide::History);
        self.desk.left_first = false;
        match command {
            PastCommand::Toggle => {
                let open = is_shown;
                self.desk.past.page = (!open).then_some(Page::Steps);
                self.desk.past.hover = None;
                if open {
                    self.desk.past.showing = None;
                    self.desk.left_first = self.desk.find.is_some();
                }
            }
            PastCommand::Steps => {
                self.desk.past.page = Some(Page::Steps);
                self.desk.past.showing = None;
            }
            PastCommand::Close => {
                self.desk.past.showing = None;
                if matches!(self.desk.past.page, Some(Page::Changes)) {
                    self.desk.past.page = Some(Page::Steps);
                }
            }
            PastCommand::Show(state) => self.show_moment(state),
            PastCommand::Restore => self.restore(),
            PastCommand::Commits => self.list_commits(),
            PastCommand::Compare(with) => self.compare_with(with),
            PastCommand::Choose(group) => self.choose(group),
            PastCommand::Step { forward } => self.step_changes(forward),
            PastCommand::TakeBack(group, change) => self.take_change_back(group, change),
        }
    }

    fn show_moment(&mut self, state: u64) {
        let Some(document) = &self.document else { return };
        if state == document.history.revision() {
            self.desk.past.showing = None;
            return;
        }
        let Some(project) = document.history.at(&document.project, state) else { return };
        let touched = told_of(document, state).and_then(|told| told.blocks.first().copied());
        let home = touched.and_then(|id| project.block(id)).map(|(funnel, _)| funnel.name.clone());
        let past = &mut self.desk.past;
        past.show(Showing::Moment { state, project: Arc::new(project) }, &document.funnel);
        if let Some(home) = home {
            past.funnel = home;
        }
    }

    /// Makes the project what is shown; a step like any other, so that nothing between is lost.
    fn restore(&mut self) {
        let Some(document) = &mut self.document else { return };
        let Some(Showing::Moment { state, project }) = &self.desk.past.showing else { return };
        if document.read_only {
            return self.refuse_to_change();
        }
        let told = told_of(document, *state);
        let words = match told {
            Some(told) => {
                let (at, label) = (zones::said(told.at), words::RESTORE_STEP);
                Words::new(format!("{} {at}", label.ru), format!("{} {at}", label.en))
            }
            None => Words::new(words::RESTORE_STEP.ru, words::RESTORE_STEP.en),
        };
        let step = between(words::RESTORE_STEP, &document.project, project);
        let told = Told { words, ..document.told(&step) };
        let done = document.apply(step, false, told);
        self.desk.past.showing = None;
        match done {
            Ok(()) => self.changed(),
            Err(refused) => self.desk.toasts.push(Tone::Bad, refused.words()),
        }
    }

    /// Nothing is drawn on what is only looked at.
    pub(super) fn refuse_to_draw(&mut self) {
        let text = Words::new(words::ONLY_LOOKING.ru, words::ONLY_LOOKING.en);
        self.desk.toasts.push(Tone::Bad, text);
    }

    /// Compares the project with another version.
    pub(super) fn compare_with(&mut self, with: With) {
        let Some(document) = &self.document else { return };
        let (serial, path) = (document.serial, document.path.clone());
        let wanted = self.desk.past.wanted;
        match with {
            With::Saved if path.is_none() => {
                let text = Words::new(words::NEVER_SAVED.ru, words::NEVER_SAVED.en);
                self.desk.toasts.push(Tone::Bad, text);
            }
            With::Saved => {
                let name = Words::new("сохранённой версией", "the saved version");
                self.start_comparing(serial, name, document.base.clone());
            }
            With::Moment(state) => {
                let told = told_of(document, state).map(|told| zones::said(told.at));
                let name = match told {
                    Some(at) => Words::new(format!("моментом {at}"), format!("the moment {at}")),
                    None => Words::new("началом", "the beginning"),
                };
                if let Some(project) = document.history.at(&document.project, state) {
                    self.start_comparing(serial, name, Arc::new(project));
                }
            }
            With::AnyFolder => self.ask_path(Purpose::Compare),
            With::Folder(folder) => {
                self.jobs.watch(Work::Other, words::READING, Some(|_| {}), move |progress| {
                    let opened = folder::open_step(&folder, &Registry, &|done, all| progress.set(done, all));
                    let name = folder.file_name().map(|name| name.to_string_lossy().into_owned());
                    let name = name.unwrap_or_else(|| folder.display().to_string());
                    let name = Words::new(format!("папкой «{name}»"), format!("the folder “{name}”"));
                    Box::new(move |app| match opened {
                        _ if app.desk.past.wanted != wanted => {}
                        Ok(opened) => app.start_comparing(serial, name, Arc::new(opened.project)),
                        Err(error) => app.desk.toasts.push(Tone::Bad, error.words()),
                    })
                })
            }
            With::Commit(id, title) => {
                let Some(path) = path else { return };
                self.jobs.watch(Work::Other, words::READING, Some(|_| {}), move |_| {
                    let project = git::project_at(&path, &id, &Registry);
                    let name = Words::new(format!("версией «{title}»"), format!("the version “{title}”"));
                    Box::new(move |app| match project {
                        _ if app.desk.past.wanted != wanted => {}
                        Ok(project) => app.start_comparing(serial, name, Arc::new(project)),
                        Err(error) => app.desk.toasts.push(Tone::Bad, error.words()),
                    })
                });
            }
        }
    }

    fn start_comparing(&mut self, serial: u64, name: Words, before: Arc<Project>) {
        let Some(document) = self.document.as_ref().filter(|document| document.serial == serial) else {
            return;
        };
        let (after, state) = (document.project.clone(), document.history.revision());
        let wanted = self.desk.past.wanted;
        self.jobs.start(Work::Other, move || {
            let found = compare(&before, &after);
            let drawn = overlay(&before, &after, &found);
            let compared = Compared { name, before, state, found, drawn, chosen: None };
            Box::new(move |app| app.show_changes((serial, wanted), compared))
        });
    }

    fn show_changes(&mut self, (serial, wanted): (u64, u64), mut compared: Compared) {
        // It was closed, or something else was asked for, while it was being made.
        if self.desk.past.wanted != wanted {
            return;
        }
        let Some(document) = self.document.as_ref().filter(|document| document.serial == serial) else {
            return;
        };
        let state = document.history.revision();
        let last = match &self.desk.past.showing {
            Some(Showing::Changes(before)) => before.chosen,
            _ => None,
        };
        // The same place in the list, so that one change after another can be taken back.
        compared.chosen = last.map(|last| last.min(compared.found.groups.len().saturating_sub(1)));
        let moved_on = compared.state != state;
        let first = last.is_none() && !compared.found.is_empty();
        self.desk.past.show(Showing::Changes(Box::new(compared)), &document.funnel);
        self.desk.past.page = Some(Page::Changes);
        if moved_on {
            self.compare_again();
        } else if first {
            self.choose(0);
        }
    }

    /// The project has changed: so has what lies between.
    pub(super) fn compare_again(&mut self) {
        self.desk.past.leave_moment();
        let (Some(document), Some(Showing::Changes(compared))) = (&self.document, &self.desk.past.showing)
        else {
            return;
        };
        let (serial, name, before) = (document.serial, compared.name.clone(), compared.before.clone());
        self.start_comparing(serial, name, before);
    }

    fn choose(&mut self, at: usize) {
        let Some(Showing::Changes(compared)) = &mut self.desk.past.showing else { return };
        let Some(group) = compared.found.groups.get(at) else { return };
        compared.chosen = Some(at);
        let funnel = match &group.subject {
            Subject::Funnel(name) => Some(name.clone()),
            _ => group.funnel.clone(),
        };
        let block = match &group.subject {
            Subject::Block(id) => Some(*id),
            _ => None,
        };
        if let Some(funnel) = funnel {
            self.desk.past.funnel = funnel;
        }
        if let Some(id) = block {
            self.desk.canvas.focus(id);
        }
    }

    fn step_changes(&mut self, forward: bool) {
        let Some(Showing::Changes(compared)) = &self.desk.past.showing else { return };
        let count = compared.found.groups.len();
        if count == 0 {
            return;
        }
        let next = match (compared.chosen, forward) {
            (None, _) => 0,
            (Some(at), true) => (at + 1) % count,
            (Some(at), false) => (at + count - 1) % count,
        };
        self.choose(next);
    }

    fn take_change_back(&mut self, group: usize, change: Option<usize>) {
        let (Some(document), Some(Showing::Changes(compared))) =
            (&mut self.document, &self.desk.past.showing)
        else {
            return;
        };
        let Some(group) = compared.found.groups.get(group) else { return };
        if document.read_only {
            return self.refuse_to_change();
        }
        let change = change.and_then(|at| group.changes.get(at));
        let step = take_back(&compared.before, &document.project, group, change);
        if step.edits.is_empty() {
            return;
        }
        match document.step(step) {
            Ok(()) => self.changed(),
            Err(refused) => self.desk.toasts.push(Tone::Bad, refused.words()),
        }
    }

    fn list_commits(&mut self) {
        let Some(document) = &self.document else { return };
        let serial = document.serial;
        self.desk.past.page = Some(Page::Commits(Commits::Asking));
        let path = document.path.clone();
        self.jobs.start(Work::Versions(serial), move || {
            let list = |path: &Path| git::commits(path, COMMITS_MAX).map_err(|error| error.words());
            let never = || Err(Words::new(words::NEVER_SAVED.ru, words::NEVER_SAVED.en));
            let listed = path.as_deref().map_or_else(never, list);
            Box::new(move |app| app.take_versions(serial, listed))
        });
    }

    /// Shows the versions of git, or why there are none, where somebody still waits for them.
    pub(super) fn take_versions(&mut self, serial: u64, listed: Result<Vec<git::Commit>, Words>) {
        let is_here = self.document.as_ref().is_some_and(|document| document.serial == serial);
        if is_here && matches!(self.desk.past.page, Some(Page::Commits(_))) {
            self.desk.past.page = Some(Page::Commits(Commits::Listed(listed)));
        }
    }

    /// The panel of the history.
    pub(super) fn history_ui(&mut self, ui: &mut Ui, commands: &mut Vec<crate::studio::command::Command>) {
        let (Some(document), Some(page)) = (&self.document, &self.desk.past.page) else { return };
        let (changes, shown) = match &self.desk.past.showing {
            Some(Showing::Changes(compared)) => {
                let (found, chosen) = (&compared.found, compared.chosen);
                (Some(ChangesInput { found, chosen, after: &compared.drawn.project }), None)
            }
            Some(Showing::Moment { state, .. }) => (None, Some(*state)),
            None => (None, None),
        };
        let (theme, lang) = (&self.theme, self.lang);
        let saved = document.saved;
        let input = HistoryInput { theme, lang, history: &document.history, page, shown, saved, changes };
        self.desk.past.hover = history_ui(ui, &input, commands);
    }

    /// The line that says what is shown in place of the project; gives whether there is one.
    pub(super) fn showing_ui(&mut self, ui: &mut Ui) -> bool {
        let (Some(document), Some(showing)) = (&self.document, &self.desk.past.showing) else { return false };
        let (text, choices, state) = match showing {
            Showing::Moment { state, .. } => {
                let choices: &[_] = &[words::RESTORE, words::TO_NOW, words::CLOSE];
                (moment_words(document, *state), choices, Some(*state))
            }
            Showing::Changes(compared) => {
                let choices: &[_] = &[words::NEXT, words::PREVIOUS, words::CLOSE];
                (changes_words(compared), choices, None)
            }
        };
        let icon = if state.is_some() { "history" } else { "git-compare" };
        let notice = Notice { icon, text: text.of(self.lang), choices };
        let panel = Panel::top("notice").exact_size(notice::HEIGHT).resizable(false).frame(Frame::new());
        let (theme, lang) = (&self.theme, self.lang);
        let pressed = panel.show(ui, |ui| notice_ui(ui, theme, lang, &notice)).inner;
        let chosen = pressed.or_else(|| self.is_left_by_key(ui.ctx()).then_some(choices.len() - 1));
        match (chosen, state) {
            (Some(0), Some(_)) => self.perform_past(PastCommand::Restore),
            (Some(1), Some(state)) => self.perform_past(PastCommand::Compare(With::Moment(state))),
            (Some(0), None) => self.perform_past(PastCommand::Step { forward: true }),
            (Some(1), None) => self.perform_past(PastCommand::Step { forward: false }),
            (Some(_), _) => self.perform_past(PastCommand::Close),
            (None, _) => {}
        }
        true
    }

    /// Whether Esc ends the looking: it means everything else before.
    fn is_left_by_key(&self, ctx: &egui::Context) -> bool {
        let desk = &self.desk;
        let is_meant_otherwise = desk.dialog.is_some()
            || desk.palette.is_some()
            || desk.canvas.has_things()
            || desk.canvas.has_menu()
            || ctx.text_edit_focused()
            || egui::Popup::is_any_open(ctx);
        !is_meant_otherwise
            && ctx.input_mut(|input| input.consume_key(egui::Modifiers::NONE, egui::Key::Escape))
    }
}
