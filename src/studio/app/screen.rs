//! What a frame looks like: bars, panels and the middle between them.

use super::App;
use super::columns::{LeftSide, RightSide};
use super::home::crash_words;
use super::keys::{BACK_FRAMES, waits_for_text};
use super::toast::Stand;
use crate::diag::Words;
use crate::edit::Told;
use crate::model::{Exit, Label};
use crate::studio::canvas::{CanvasInput, WalkedPath, canvas_ui};
use crate::studio::chat::{ChatInput, chat_ui};
use crate::studio::command::Command;
use crate::studio::dialogs::{Care, Dialog, ExportStage, Then, dialog_ui};
use crate::studio::find::{FindInput, find_ui};
use crate::studio::growth::{GrowthInput, growth_ui};
use crate::studio::left_panel::{LeftPanelInput, left_panel_ui};
use crate::studio::notice::{self, Notice, notice_ui};
use crate::studio::palette::{PaletteInput, palette_ui};
use crate::studio::problems::{self, ProblemsInput, problems_ui};
use crate::studio::settings::{SettingsInput, settings_ui};
use crate::studio::start::{StartInput, start_ui};
use crate::studio::status_bar::{self, StatusBarInput, status_bar_ui};
use crate::studio::top_bar::{self, SaveState, TopBarInput, Workspace, top_bar_ui};
use crate::studio::words::shell as words;
use crate::zones;
use egui::{CentralPanel, Frame, Panel, Ui, UiBuilder};
use std::collections::BTreeMap;

/// What whoever keeps the window calls.
impl App {
    /// Goes on with everything that does not need to be seen; before every frame, and when the window is hidden.
    pub(in crate::studio) fn work(&mut self, ctx: &egui::Context) {
        self.attend();
        self.follow_focus(ctx);
        self.follow_wishes(ctx);
        self.run_clock(ctx);
        self.follow_window(ctx);
    }

    /// A frame.
    pub(in crate::studio) fn screen(&mut self, ui: &mut Ui) {
        self.tell_title(ui.ctx());
        self.skip_tour(ui.ctx());
        self.follow_keyboard(ui.ctx());
        let mut commands = self.shortcuts(ui.ctx());
        commands.append(&mut self.desk.asked);
        let written = self.finish_name(ui.ctx(), &commands);
        self.window_ui(ui, &mut commands);
        let ctx = ui.ctx().clone();
        if !commands.is_empty() {
            // What a command changes is seen at once, not at the next movement of the mouse.
            ctx.request_repaint();
        }
        // What is done with the whole project has to wait for the text that was left in the same frame.
        let (last, first): (Vec<_>, Vec<_>) = commands.into_iter().partition(waits_for_text);
        for command in first.into_iter().chain(last) {
            self.perform(&ctx, command);
        }
        if let Some(id) = written {
            ctx.memory_mut(|memory| memory.request_focus(id));
        }
        self.follow_text(&ctx);
        self.desk.keyboard.ring_ui(&ctx, &self.theme, self.desk.canvas.ground());
        self.take_dropped(&ctx);
        self.drop_hint_ui(&ctx);
        self.fetch_pictures();
        self.picture_ui(&ctx);
    }

    /// What is seen where nothing is painted.
    pub(in crate::studio) fn ground(&self) -> egui::Color32 {
        self.theme.tokens.canvas
    }

    /// The window is closed for good.
    pub(in crate::studio) fn bye(&mut self) {
        // The window is gone, nobody waits any more, and threads end with the program.
        self.finish_letting_go()();
        if let Some(folder) = self.settings_folder.clone() {
            let now = (self.next_turn(), self.settings.clone());
            self.keeper.write(&folder, now, |_| {});
        }
    }
}

impl App {
    /// Title, size and closing of the window.
    fn follow_window(&mut self, ctx: &egui::Context) {
        let size = ctx.content_rect().size() * ctx.zoom_factor();
        self.settings.size = (size.x, size.y);
        let closing = ctx.input(|input| input.viewport().close_requested());
        if closing && !self.leaving {
            let is_naming = self.is_naming();
            if is_naming {
                // The name is left first, as for every other way out.
                self.desk.asked.push(Command::Quit);
            }
            if is_naming || !self.may_leave(Then::Quit) {
                use egui::ViewportCommand::{CancelClose, Focus, Minimized};
                // A question that nobody sees would look like a window that does not close.
                [CancelClose, Minimized(false), Focus]
                    .into_iter()
                    .for_each(|command| ctx.send_viewport_cmd(command));
            }
        }
        let title = match &self.document {
            Some(document) => format!("{} — {}", document.project.title, words::PRODUCT.of(self.lang)),
            None => words::PRODUCT.of(self.lang).to_owned(),
        };
        if self.desk.window_title != title {
            ctx.send_viewport_cmd(egui::ViewportCommand::Title(title.clone()));
            self.desk.window_title = title;
        }
    }

    /// Names the window for assistive technology, which does not ask the system for the title.
    fn tell_title(&self, ctx: &egui::Context) {
        let title = self.desk.window_title.as_str();
        ctx.accesskit_node_builder(egui::accesskit_root_id(), |node| node.set_label(title));
    }

    fn window_ui(&mut self, ui: &mut Ui, commands: &mut Vec<Command>) {
        let bar = Frame::new().fill(self.theme.tokens.panel);
        Panel::top("top").exact_size(top_bar::HEIGHT).resizable(false).frame(bar).show(ui, |ui| {
            self.top_ui(ui, commands);
        });
        self.notice_ui(ui);
        if self.document.is_none() {
            CentralPanel::no_frame().show(ui, |ui| {
                let (shelf, left) = (&self.shelf, self.left.as_slice());
                let (theme, lang, opening) = (&self.theme, self.lang, self.opening.is_some());
                let input = StartInput { theme, lang, shelf, left, opening };
                start_ui(ui, &input, &mut self.start, commands);
                self.desk.toasts.ui(ui.ctx(), Stand::Page(ui.max_rect()), &self.theme, self.lang, commands);
            });
        } else {
            self.project_ui(ui, commands);
        }
        self.over_ui(ui, commands);
        let ctx = ui.ctx().clone();
        self.busy_ui(&ctx);
    }

    /// What waits to be answered, one line at a time.
    fn notice_ui(&mut self, ui: &mut Ui) {
        if self.crash.is_none() && self.showing_ui(ui) {
            return;
        }
        let (theme, lang) = (&self.theme, self.lang);
        let line = |ui: &mut Ui, notice: &Notice<'_>| {
            let panel = Panel::top("notice").exact_size(notice::HEIGHT).resizable(false).frame(Frame::new());
            panel.show(ui, |ui| notice_ui(ui, theme, lang, notice)).inner
        };
        if let Some(report) = &self.crash {
            let text = crash_words(report);
            let choices = [words::SHOW_REPORT, words::CLOSE];
            let notice = Notice { icon: "bug", text: text.of(lang), choices: &choices };
            if let Some(chosen) = line(ui, &notice) {
                self.answer_crash(chosen == 0);
            }
            return;
        }
        let Some(document) = &self.document else { return };
        if let Some(at) = document.recovered {
            let text = recovered_words(at);
            let choices = [words::KEEP_RECOVERED, words::DROP_RECOVERED];
            let notice = Notice { icon: "history", text: text.of(lang), choices: &choices };
            if let Some(chosen) = line(ui, &notice) {
                self.decide_recovered(chosen == 0);
            }
        } else if document.read_only {
            let notice = Notice { icon: "eye", text: words::LOOKED_AT.of(lang), choices: &[words::EDIT_TOO] };
            if line(ui, &notice).is_some()
                && let Some(path) = document.path.clone()
            {
                self.open_with(path, Care::Edit);
            }
        }
    }

    fn top_ui(&mut self, ui: &mut Ui, commands: &mut Vec<Command>) {
        let document = self.document.as_ref();
        let save = match document {
            Some(document) if document.saving.is_some() => SaveState::Saving,
            Some(document) if document.is_dirty() => SaveState::Unsaved,
            Some(document) if document.path.is_none() => SaveState::New,
            Some(_) | None => SaveState::Saved,
        };
        let input = TopBarInput {
            theme: &self.theme,
            lang: self.lang,
            project: document.map(|document| document.project.title.as_str()),
            save,
            undo: document
                .and_then(|document| step_words(document.history.can_undo(), document.history.told_undo())),
            redo: document
                .and_then(|document| step_words(document.history.can_redo(), document.history.told_redo())),
            history: self.desk.past.is_open(),
            testing: document.is_some_and(|document| document.testing),
            settings: self.desk.settings.is_some(),
        };
        self.desk.places.search = Some(top_bar_ui(ui, &input, &mut self.desk.workspace, commands));
    }

    fn project_ui(&mut self, ui: &mut Ui, commands: &mut Vec<Command>) {
        let bar = Frame::new().fill(self.theme.tokens.panel);
        let room = ui.available_rect_before_wrap();
        let (page, status) = room.split_top_bottom_at_y(room.bottom() - status_bar::HEIGHT);
        ui.scope_builder(UiBuilder::new().max_rect(page), |ui| self.page_ui(ui, bar, commands));
        // The bars at the edges come where they are read: the keyboard goes through them in the order of drawing.
        ui.scope_builder(UiBuilder::new().max_rect(status), |ui| {
            let panel = Panel::bottom("status").exact_size(status_bar::HEIGHT).resizable(false).frame(bar);
            panel.show(ui, |ui| self.status_ui(ui, commands));
        });
    }

    /// Everything of a project between the bars.
    fn page_ui(&mut self, ui: &mut Ui, bar: Frame, commands: &mut Vec<Command>) {
        let sides = self.sides(ui.ctx().content_rect().width());
        self.desk.places.left = None;
        self.desk.places.chat = None;
        if self.desk.settings.is_some() {
            CentralPanel::no_frame().show(ui, |ui| self.settings_page_ui(ui, commands));
            return;
        }
        let page = ui.available_rect_before_wrap();
        if sides.left == Some(LeftSide::Find) {
            let frame = bar.inner_margin(10);
            let panel = Panel::left("find").exact_size(sides.left_width()).resizable(false).frame(frame);
            panel.show(ui, |ui| self.find_panel_ui(ui, commands));
        } else if sides.left.is_some() {
            let panel = Panel::left("left").exact_size(sides.left_width()).resizable(false).frame(bar);
            let shown = panel.show(ui, |ui| self.left_ui(ui, commands));
            self.desk.places.left = Some(shown.response.rect);
        }
        let room = ui.available_rect_before_wrap();
        let (middle, right) = room.split_left_right_at_x(room.right() - sides.right_width());
        ui.scope_builder(UiBuilder::new().max_rect(middle), |ui| self.middle_ui(ui, bar, commands));
        ui.scope_builder(UiBuilder::new().max_rect(right), |ui| {
            if sides.right == Some(RightSide::History) {
                let panel = Panel::right("history").exact_size(sides.right_width()).resizable(false);
                panel.frame(bar).show(ui, |ui| self.history_ui(ui, commands));
            } else if sides.right.is_some() {
                let panel = Panel::right("chat").exact_size(sides.right_width()).resizable(false);
                let shown = panel.frame(bar.inner_margin(10)).show(ui, |ui| self.chat_ui(ui, commands));
                self.desk.places.chat = Some(shown.response.rect);
            }
        });
        self.edges_ui(ui, sides, page);
    }

    /// What is between the panels, and the findings below it.
    fn middle_ui(&mut self, ui: &mut Ui, bar: Frame, commands: &mut Vec<Command>) {
        if self.desk.problems_open {
            let frame = bar.inner_margin(egui::Margin { left: 12, right: 12, top: 6, bottom: 8 });
            let panel = Panel::bottom("problems")
                .exact_size(problems::HEIGHT.min(ui.available_height() * 0.45))
                .resizable(false)
                .frame(frame);
            panel.show(ui, |ui| self.problems_ui(ui, commands));
        }
        CentralPanel::no_frame().show(ui, |ui| {
            let middle = ui.max_rect();
            let stand = match self.desk.workspace {
                Workspace::Scenario => {
                    self.scenario_ui(ui, commands);
                    Stand::Canvas(middle)
                }
                Workspace::Growth => {
                    self.growth_ui(ui, commands);
                    Stand::Page(middle)
                }
            };
            self.desk.toasts.ui(ui.ctx(), stand, &self.theme, self.lang, commands);
        });
    }

    /// The settings over the workspace.
    fn settings_page_ui(&mut self, ui: &mut Ui, commands: &mut Vec<Command>) {
        let page = ui.max_rect();
        if self.desk.settings.as_ref().is_some_and(|settings| settings.counts_uses()) {
            self.count_uses();
        }
        if self.desk.settings.as_ref().is_some_and(|settings| settings.counts_people()) {
            self.meet_people();
        }
        if let (Some(document), Some(mut state)) = (&self.document, self.desk.settings.take()) {
            let input = SettingsInput {
                project: &document.project,
                theme: &self.theme,
                lang: self.lang,
                media: &document.media.files,
                store: &document.media,
                emulator: Some(&document.emulator),
                revision: document.history.revision(),
                people: document.people.as_deref().unwrap_or_default(),
                uses: document.uses.as_ref().map(|uses| &uses.1),
                now: zones::now_millis(),
                keys: self.desk.keys,
            };
            let stays = settings_ui(ui, &input, &mut state, commands);
            if stays {
                self.desk.settings = Some(state);
            } else {
                self.desk.settings_left = Some(state.left());
            }
        }
        self.desk.toasts.ui(ui.ctx(), Stand::Page(page), &self.theme, self.lang, commands);
    }

    /// Finding and replacing, in place of the left panel.
    fn find_panel_ui(&mut self, ui: &mut Ui, commands: &mut Vec<Command>) {
        let (Some(document), Some(mut state)) = (&self.document, self.desk.find.take()) else { return };
        let revision = document.history.revision();
        let input = FindInput { project: &document.project, theme: &self.theme, lang: self.lang, revision };
        self.desk.find = find_ui(ui, &input, &mut state, commands).then_some(state);
    }

    fn status_ui(&mut self, ui: &mut Ui, commands: &mut Vec<Command>) {
        let Some(document) = &self.document else { return };
        let names = document.project.channels.iter().map(|setting| {
            let known = crate::channels::channel(&setting.channel);
            known.map_or(setting.channel.as_str(), |channel| channel.label().of(self.lang))
        });
        let channels = names.collect::<Vec<_>>().join(" · ");
        let input = StatusBarInput {
            theme: &self.theme,
            lang: self.lang,
            findings: document.tally(),
            tests: document.tests.as_ref().map(|tested| tested.tally),
            counts: (document.project.blocks().count(), document.wires()),
            channels: &channels,
        };
        if status_bar_ui(ui, &input, commands) {
            self.show_tests();
        }
    }

    fn left_ui(&mut self, ui: &mut Ui, commands: &mut Vec<Command>) {
        let Some(document) = &self.document else { return };
        let (project, funnel, _) = self.desk.past.shown(document);
        let input = LeftPanelInput { theme: &self.theme, lang: self.lang, project, funnel };
        left_panel_ui(ui, &input, &mut self.desk.left, commands);
    }

    fn chat_ui(&mut self, ui: &mut Ui, commands: &mut Vec<Command>) {
        let Some(document) = &self.document else { return };
        let input = ChatInput {
            emulator: &document.emulator,
            project: &document.project,
            theme: &self.theme,
            lang: self.lang,
            media: &document.media,
            playing: document.playing,
        };
        chat_ui(ui, &input, &mut self.desk.chat, commands);
    }

    fn problems_ui(&mut self, ui: &mut Ui, commands: &mut Vec<Command>) {
        let Some(document) = &self.document else { return };
        let input = ProblemsInput {
            theme: &self.theme,
            lang: self.lang,
            project: &document.project,
            findings: &document.findings,
        };
        problems_ui(ui, &input, commands);
    }

    fn growth_ui(&mut self, ui: &mut Ui, commands: &mut Vec<Command>) {
        let Some(document) = &self.document else { return };
        let revision = (document.serial, document.history.revision());
        let input = GrowthInput { theme: &self.theme, lang: self.lang, project: &document.project, revision };
        growth_ui(ui, &input, &mut self.desk.growth, commands);
    }

    fn scenario_ui(&mut self, ui: &mut Ui, commands: &mut Vec<Command>) {
        let Some(document) = &self.document else { return };
        let screen = ui.max_rect();
        let showing = self.desk.past.is_showing();
        let nothing = BTreeMap::new();
        let (project, funnel, revision) = self.desk.past.shown(document);
        let (number, past) = (self.desk.past.shine_number(document), &self.desk.past);
        self.desk.canvas.shine(number, || past.shine(document));
        let input = CanvasInput {
            project,
            funnel,
            theme: &self.theme,
            lang: self.lang,
            walked: &if showing { WalkedPath::default() } else { walked(document) },
            // Findings and the chat are about the project as it is now.
            findings: if showing { &nothing } else { &document.worst },
            revision,
            covered: (self.desk.canvas.selection().len() == 1 && !showing)
                .then(|| self.desk.card.covers(screen)),
            keys: self.desk.keys,
        };
        canvas_ui(ui, &input, &mut self.desk.canvas, commands);
        if let [block_id] = self.desk.canvas.selection()[..]
            && !showing
        {
            // What a menu lies over does not see the pointer, or its tooltips would lie over the menu.
            let pos = ui.input(|input| input.pointer.latest_pos());
            let hidden = pos.is_some_and(|pos| self.desk.canvas.has_menu_at(pos));
            let pointer = hidden.then(|| ui.input_mut(|input| std::mem::take(&mut input.pointer)));
            // While something is in the hand nothing lies over the place where it goes.
            if !self.desk.canvas.is_moving() {
                self.card_ui(ui, screen, block_id, commands);
            }
            if let Some(pointer) = pointer {
                ui.input_mut(|input| input.pointer = pointer);
            }
        } else {
            self.desk.card.leave();
        }
    }

    /// Palette and dialogs over everything.
    fn over_ui(&mut self, ui: &mut Ui, commands: &mut Vec<Command>) {
        let ctx = ui.ctx().clone();
        if self.desk.covered {
            // What lies below cannot be pressed; whoever hears the window is not led there either.
            for id in [ui.unique_id(), egui::Id::unique("card")] {
                if ctx.has_accesskit_node(id) {
                    ctx.accesskit_node_builder(id, |node| node.set_hidden());
                }
            }
        }
        if let Some(pointer) = self.desk.pointer.take() {
            ctx.input_mut(|input| input.pointer = pointer);
        }
        if let Some(mut palette) = self.desk.palette.take() {
            let media = self.document.as_ref().map_or(&[][..], |document| &document.media.files);
            let document = self.document.as_ref();
            let revision =
                document.map(|document| (document.serial, document.history.revision(), document.looked));
            let project = self.project();
            let input = PaletteInput { theme: &self.theme, lang: self.lang, project, revision, media };
            let asked = commands.len();
            if palette_ui(&ctx, &input, &mut palette, commands) {
                self.desk.palette = Some(palette);
            } else if commands.len() == asked {
                self.desk.back = palette.before().map(|before| (before, BACK_FRAMES));
            }
        }
        if let Some(Dialog::Preferences(_)) = &self.desk.dialog {
            self.desk.dialog = Some(Dialog::Preferences(self.preferences()));
        }
        self.tour_ui(&ctx);
        if let (Some(Dialog::Export(export)), Some(progress)) = (&mut self.desk.dialog, &self.desk.export)
            && let ExportStage::Running(share) = &mut export.stage
        {
            *share = progress.share();
        }
        let answer =
            self.desk.dialog.as_mut().and_then(|dialog| dialog_ui(&ctx, &self.theme, self.lang, dialog));
        if let Some(answer) = answer {
            self.answer(&ctx, answer);
            ctx.request_repaint();
        }
    }
}

/// What undo or redo says of its step.
fn step_words(label: Option<Label>, told: Option<&Told>) -> Option<Words> {
    let label = label?;
    Some(told.map_or_else(|| Words::new(label.ru, label.en), |told| told.words.clone()))
}

fn recovered_words(at: i64) -> Words {
    let at = zones::said(at);
    Words::new(
        format!("Восстановлены несохранённые правки ({at})"),
        format!("Unsaved changes are back ({at})"),
    )
}

/// Where the conversation has been, for the canvas.
fn walked(document: &super::Document) -> WalkedPath {
    let path = document.emulator.path();
    WalkedPath {
        exits: path.iter().filter_map(|step| Some((step.block, Exit::new(step.exit.clone()?)))).collect(),
        blocks: path.iter().map(|step| step.block).collect(),
        current: document.emulator.waiting_block(),
    }
}
