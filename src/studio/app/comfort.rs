//! What a person chose for their eyes and hands: theme, size, motion, the tour.

use super::App;
use super::toast::Tone;
use crate::diag::Words;
use crate::studio::command::{Command, Looks, ThemeChoice};
use crate::studio::desktop::{self, Wishes};
use crate::studio::dialogs::{Dialog, Preferences};
use crate::studio::theme::Theme;
use crate::studio::top_bar::Workspace;
use crate::studio::tour::{Anchor, Tour, tour_ui};
use egui::{Key, Modifiers, Rect};

/// Where things are that the tour points at, as they were drawn last; `None` while they are hidden.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Places {
    pub left: Option<Rect>,
    pub chat: Option<Rect>,
    pub search: Option<Rect>,
}

impl App {
    /// Obeys a command about the looks of the window.
    pub(super) fn perform_looks(&mut self, ctx: &egui::Context, command: Looks) {
        match command {
            Looks::Theme(choice) => self.settings.theme = choice,
            Looks::Lang(lang) => {
                self.lang = lang;
                self.settings.lang = Some(lang);
            }
            Looks::Motion(choice) => self.settings.motion = choice,
            Looks::Scale(step) => {
                self.settings.scale = step.from(self.settings.scale);
                ctx.set_zoom_factor(self.settings.zoom());
            }
            Looks::Workspace(workspace) => {
                self.desk.workspace = workspace;
                if self.desk.settings.is_some() {
                    self.perform_texts(Command::ToggleSettings);
                }
            }
            Looks::Preferences => self.desk.dialog = Some(Dialog::Preferences(self.preferences())),
            Looks::Shortcuts => self.desk.dialog = Some(Dialog::Shortcuts),
            Looks::Refuse(why) => {
                self.desk.toasts.push(Tone::Bad, Words::new(why.ru, why.en));
            }
            Looks::Tour => {
                self.desk.dialog = None;
                self.desk.tour = Some(Tour::default());
            }
        }
        self.follow_wishes(ctx);
        self.remember();
    }

    /// What the page of settings shows.
    pub(super) fn preferences(&self) -> Preferences {
        Preferences {
            theme: self.settings.theme,
            scale: self.settings.scale,
            motion: self.settings.motion,
            has_project: self.document.is_some(),
        }
    }

    /// Hears what the desktop wishes, now and whenever that changes.
    pub(super) fn listen_to_desktop(&self) {
        let (sender, window) = (self.jobs.sender(), self.jobs.window().clone());
        desktop::watch(move |wishes: Wishes| {
            let report = move |app: &mut Self| app.wishes = wishes;
            let heard = sender.send(Box::new(report)).is_ok();
            window.request_repaint();
            heard
        });
    }

    /// Draws as was chosen, or as the desktop wishes.
    pub(super) fn follow_wishes(&mut self, ctx: &egui::Context) {
        let dark = is_dark(self.settings.theme, self.wishes, ctx);
        let reduced = self.settings.motion.is_reduced(self.wishes.less_motion);
        if (dark, reduced) != (self.theme.dark, self.theme.reduced_motion) {
            self.theme = Theme::new(dark, reduced);
            self.theme.install(ctx);
        }
    }

    /// Begins the tour at the first project, once. A window that remembers nothing does not: it would begin at
    /// every start.
    fn begin_tour(&mut self) {
        if !self.settings.toured && self.settings_folder.is_some() && self.document.is_some() {
            self.settings.toured = true;
            self.desk.tour = Some(Tour::default());
            self.remember();
        }
    }

    /// The hint of the tour, while nothing else stands over the window and the workspace that it is about is open.
    pub(super) fn tour_ui(&mut self, ctx: &egui::Context) {
        self.begin_tour();
        let covered =
            self.desk.dialog.is_some() || self.desk.palette.is_some() || self.desk.settings.is_some();
        let (Some(mut tour), false) = (self.desk.tour, covered || !self.has_canvas()) else { return };
        // Where there is room for one panel it is the one that the hint is about.
        match tour.anchor() {
            Anchor::Left => self.desk.left_first = true,
            Anchor::Chat => self.desk.left_first = false,
            Anchor::Search => {}
        }
        let place = match tour.anchor() {
            Anchor::Left => self.desk.places.left,
            Anchor::Chat => self.desk.places.chat,
            Anchor::Search => self.desk.places.search,
        };
        let goes_on = tour_ui(ctx, &self.theme, self.lang, &mut tour, place);
        self.desk.tour = goes_on.then_some(tour);
    }

    /// Whether the workspace that the tour is about is open.
    fn has_canvas(&self) -> bool {
        self.document.is_some() && self.desk.workspace == Workspace::Scenario
    }

    /// Esc ends the tour before it means anything else.
    pub(super) fn skip_tour(&mut self, ctx: &egui::Context) {
        let covered = self.desk.dialog.is_some() || self.desk.palette.is_some();
        let shown = self.desk.tour.is_some() && !covered && self.has_canvas();
        if shown && ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
            self.desk.tour = None;
        }
    }
}

/// Whether the window is dark. The portal knows better than the windowing system, which on X11 knows nothing.
pub(super) fn is_dark(choice: ThemeChoice, wishes: Wishes, ctx: &egui::Context) -> bool {
    match choice {
        ThemeChoice::Light => false,
        ThemeChoice::Dark => true,
        ThemeChoice::System => wishes.dark.unwrap_or(ctx.system_theme() == Some(egui::Theme::Dark)),
    }
}
