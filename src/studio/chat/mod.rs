//! The chat: the bot as a subscriber meets it, a clock that can be moved, and what is known of the
//! subscriber.
//!
//! It reads the emulator and pushes commands; the application alone talks to the emulator.

mod bubble;
mod call;
mod cards;
mod clock;
mod events;
mod extra;
mod facts;
mod fit;
mod foot;
mod form;
mod keys;
mod media;
mod notes;
mod phone;
mod plain;
mod send;
mod sheet;
mod skins;
mod who;
mod words;

pub use media::cover_at;

use crate::channels::channel;
use crate::emulator::{Emulator, EntryKind};
use crate::model::{Lang, Project};
use crate::studio::command::{ChatCommand, Command};
use crate::studio::theme::{RADIUS_CARD, Theme};
use crate::studio::widgets::{outline_button, steady};
use egui::{Frame, Margin, ScrollArea, TextureId, Ui, Vec2};

/// Width of the panel in points, margins included.
pub const PANEL_WIDTH: f32 = 322.0;

/// Pictures and sizes of the files below `media/`, read by somebody who may read the disk.
pub trait MediaStore {
    /// The picture at a path and its size in pixels; `None` for anything that is not a readable picture.
    fn image(&self, path: &str) -> Option<(TextureId, Vec2)>;
    /// Size of the file at a path in bytes; `None` when there is none.
    fn bytes(&self, path: &str) -> Option<u64>;
}

/// A project without files.
#[derive(Debug, Default)]
pub struct NoMedia;

impl MediaStore for NoMedia {
    fn image(&self, _path: &str) -> Option<(TextureId, Vec2)> {
        None
    }

    fn bytes(&self, _path: &str) -> Option<u64> {
        None
    }
}

/// What the chat is drawn from.
#[derive(Clone, Copy)]
pub struct ChatInput<'a> {
    /// The conversation.
    pub emulator: &'a Emulator,
    /// The project that it runs.
    pub project: &'a Project,
    /// Looks.
    pub theme: &'a Theme,
    /// Language of the window.
    pub lang: Lang,
    /// Files of the project.
    pub media: &'a dyn MediaStore,
    /// Whether time runs by itself now.
    pub playing: bool,
}

/// What the chat remembers between frames.
#[derive(Debug, Default)]
pub struct ChatState {
    /// What is being written.
    draft: String,
    /// The answer that is being made up for a request, and the request it is for.
    answer: call::Draft,
    /// The form that lies open under the messages.
    form: Option<form::Form>,
    /// The list of choices that lies open.
    sheet: Option<sheet::Sheet>,
    /// Height of the messages in the last frame, so that few of them stand at the bottom.
    content_height: f32,
    /// Length of the talk and whether a form lay open in the last frame: when either changes the end is shown.
    told: (usize, bool),
    /// For how many frames more the end of the talk is brought into view: what has grown has its height later.
    follow: u8,
    /// Whether the end of the talk was in view in the last frame. It stays there when a picture comes that was not read
    /// from the disk before, or when the phone gets lower.
    at_end: bool,
    /// Height of the phone's messages in the last frame.
    room: f32,
    /// How many entries of the log are drawn beyond the newest.
    earlier: usize,
    /// Where the knob of the time line is held.
    held: Option<f32>,
    facts_height: f32,
}

impl ChatState {
    /// Another talk begins: what was being filled in for the old one goes with it.
    pub fn begin_anew(&mut self) {
        self.form = None;
        self.sheet = None;
    }
}

/// Height of the phone for which facts make room by scrolling, and the one for which they give way, points.
const PHONE_WANTED: f32 = 240.0;
const PHONE_MIN: f32 = 150.0;

/// Draws the chat into the space that is left; the caller leaves margins around it.
pub fn chat_ui(ui: &mut Ui, input: &ChatInput<'_>, state: &mut ChatState, commands: &mut Vec<Command>) {
    ui.spacing_mut().item_spacing.y = 0.0;
    who::channels_ui(ui, input, commands);
    ui.add_space(8.0);
    let others = clock::HEIGHT + 32.0 + 3.0 * 8.0;
    let room = ui.available_height() - others;
    let has_facts = room >= PHONE_MIN + facts::HEIGHT_MIN;
    let height = (room - if has_facts { state.facts_height } else { 0.0 }).max(PHONE_MIN);
    phone::phone_ui(ui, input, state, height, commands);
    ui.add_space(8.0);
    clock::clock_ui(ui, input, state, commands);
    ui.add_space(8.0);
    let top = ui.cursor().top();
    if has_facts {
        facts::facts_ui(ui, input, room - PHONE_WANTED, state, commands);
    }
    let facts_height = ui.cursor().top() - top;
    if has_facts && (facts_height - state.facts_height).abs() > 0.5 {
        state.facts_height = facts_height;
        ui.ctx().request_repaint();
    }
    ui.add_space(8.0);
    buttons_ui(ui, input, commands);
}

/// Space at the right of what scrolls, where its bar comes and goes, points.
const BAR: f32 = 6.0;

/// Draws only what the bot has sent, on the ground of its messenger: a conversation to look at, whose buttons do
/// nothing. No higher than `height` points before it scrolls.
pub fn messages_only_ui(ui: &mut Ui, input: &ChatInput<'_>, height: f32) {
    let theme = input.theme.in_messenger(&input.emulator.setup().channel);
    let input = &ChatInput { theme: &theme, ..*input };
    let margin = Margin { right: 8 - BAR as i8, ..Margin::same(8) };
    let frame = Frame::new().fill(theme.tokens.chat_bg).corner_radius(RADIUS_CARD).inner_margin(margin);
    frame.show(ui, |ui| {
        steady(
            ui,
            // It stands in a list that scrolls itself and has no height of its own to give.
            ScrollArea::vertical()
                .id_salt("preview")
                .auto_shrink([false, true])
                .max_height(height)
                .min_scrolled_height(height),
            |ui| {
                ui.set_width(ui.available_width() - BAR);
                ui.spacing_mut().item_spacing.y = 0.0;
                sent_ui(ui, input);
            },
        );
    });
}

fn sent_ui(ui: &mut Ui, input: &ChatInput<'_>) {
    let (mut form, mut commands) = (None, Vec::new());
    let mut first = true;
    for (index, entry) in input.emulator.log().iter().enumerate() {
        let EntryKind::Sent(sent) = &entry.kind else { continue };
        if !std::mem::take(&mut first) {
            ui.add_space(8.0);
        }
        bubble::bot_ui(ui, input, (index, sent.as_ref()), &mut form, &mut commands);
        let messenger = channel(&input.emulator.setup().channel);
        let fit = fit::fit(skins::skin(input), messenger, &sent.reply);
        let under = keys::Under { entry: index, pressed: None };
        for row in fit.keyboard.iter().chain(&fit.quick) {
            ui.add_space(keys::GAP);
            let width = ui.available_width();
            keys::row_ui(ui, input, (under, row), width, &mut form, &mut commands);
        }
    }
}

fn buttons_ui(ui: &mut Ui, input: &ChatInput<'_>, commands: &mut Vec<Command>) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        let width = ((ui.available_width() - 8.0) / 2.0).floor();
        let (theme, lang) = (input.theme, input.lang);
        if outline_button(ui, theme, "rotate-ccw", words::RESET.of(lang), width).clicked() {
            commands.push(Command::Chat(ChatCommand::Reset));
        }
        ui.add_enabled_ui(!input.emulator.log().is_empty(), |ui| {
            let button = outline_button(ui, theme, "circle-dot", words::TO_TEST.of(lang), width);
            if button.on_hover_text(words::TO_TEST_HELP.of(lang)).clicked() {
                commands.push(Command::Chat(ChatCommand::ToTest));
            }
        });
    });
}
