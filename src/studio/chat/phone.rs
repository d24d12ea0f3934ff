//! The phone: header, messages, and what lies over them.

use super::bubble::{bot_ui, own_ui};
use super::foot::{self, foot_ui, keyboard_of};
use super::form::form_ui;
use super::notes::{note_of, note_ui};
use super::sheet::{Sheet, sheet_ui};
use super::{ChatInput, ChatState, call, who, words};
use crate::emulator::EntryKind;
use crate::flow::Attached;
use crate::studio::command::{ChatCommand, Command};
use crate::studio::theme;
use crate::studio::widgets::{icon_at, outline_button, steady, text_in};
use egui::accesskit::Role;
use egui::{
    Align2, CornerRadius, CursorIcon, Frame, Id, Margin, Rect, Sense, Stroke, StrokeKind, Ui, UiBuilder,
    WidgetInfo, pos2, scroll_area::ScrollSource, vec2,
};

const HEADER: f32 = 52.0;
/// Height of the bar that says that a person talks.
const BAR: f32 = 40.0;
const BACK_WIDTH: f32 = 104.0;
/// Corner radius of the phone.
pub(super) const ROUND: u8 = theme::RADIUS_CARD;
/// Entries drawn before somebody asks for earlier ones.
const ENTRIES_SHOWN: usize = 200;
/// Frames that follow the talk to its end after it has grown.
const FOLLOWED: u8 = 2;

/// The whole phone, `height` points high.
pub(super) fn phone_ui(
    ui: &mut Ui,
    input: &ChatInput<'_>,
    state: &mut ChatState,
    height: f32,
    commands: &mut Vec<Command>,
) {
    let theme = input.theme.in_messenger(&input.emulator.setup().channel);
    let input = &ChatInput { theme: &theme, ..*input };
    let tokens = &theme.tokens;
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    ui.painter().rect_filled(rect, ROUND, tokens.chat_bg);
    let head = Rect::from_min_size(rect.min, vec2(rect.width(), HEADER));
    header_ui(ui, input, head, commands);
    let keyboard = keyboard_of(input);
    let room = foot::height(keyboard.as_ref(), height);
    let foot = Rect::from_min_max(pos2(rect.left(), rect.bottom() - room), rect.max);
    let human = input.emulator.session().with_human().is_some();
    let bar =
        Rect::from_min_max(foot.left_top() - vec2(0.0, if human { BAR } else { 0.0 }), foot.right_top());
    if human {
        human_ui(ui, input, bar, commands);
    }
    let list = Rect::from_min_max(head.left_bottom(), bar.right_top());
    let mut inner = ui.new_child(UiBuilder::new().max_rect(list).id_salt("messages"));
    inner.set_clip_rect(list.intersect(ui.clip_rect()));
    if input.emulator.log().is_empty() && state.form.is_none() {
        empty_ui(&mut inner, input, commands);
    } else {
        messages_ui(&mut inner, input, state, commands);
    }
    let mut inner = ui.new_child(UiBuilder::new().max_rect(foot).id_salt("foot"));
    foot_ui(&mut inner, input, state, keyboard.as_ref(), commands);
    sheet_ui(ui, input, &mut state.sheet, rect, &mut state.form, commands);
    ui.painter().rect_stroke(rect, ROUND, Stroke::new(1.0, tokens.line), StrokeKind::Inside);
}

fn header_ui(ui: &mut Ui, input: &ChatInput<'_>, rect: Rect, commands: &mut Vec<Command>) {
    let tokens = &input.theme.tokens;
    let round = CornerRadius { nw: ROUND, ne: ROUND, se: 0, sw: 0 };
    ui.painter().rect_filled(rect, round, tokens.panel);
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, tokens.line));
    let name = match (input.project.bot.name.trim(), input.project.title.trim()) {
        ("", "") => words::NO_NAME.of(input.lang),
        ("", title) => title,
        (name, _) => name,
    };
    let face = Rect::from_min_size(rect.min + vec2(12.0, 10.0), vec2(32.0, 32.0));
    ui.painter().circle_filled(face.center(), face.width() / 2.0, tokens.avatar);
    let letter: String = name.chars().next().map_or_else(String::new, |c| c.to_uppercase().collect());
    let font = theme::semibold(13.0);
    ui.painter().text(face.center(), Align2::CENTER_CENTER, letter, font, tokens.on_avatar);
    let left = face.right() + 9.0;
    let title = Rect::from_min_max(pos2(left, rect.top() + 9.0), rect.right_top() + vec2(-44.0, 26.0));
    text_in(ui, title, name, theme::semibold(theme::BODY), tokens.ink);
    let about = title.translate(vec2(0.0, 17.0));
    let text_alone = input.emulator.setup().channel == who::SMS;
    let kind = if text_alone { words::BOT_TEXT } else { words::BOT };
    text_in(ui, about, kind.of(input.lang), theme::regular(12.0), tokens.muted);
    let corner = Rect::from_min_size(rect.right_top() + vec2(-38.0, 12.0), vec2(theme::HIT, theme::HIT));
    let mut inner = ui.new_child(UiBuilder::new().max_rect(corner).id_salt("who"));
    who::who_ui(&mut inner, input, commands);
}

/// A person talks: the bot is silent until it is called back.
fn human_ui(ui: &mut Ui, input: &ChatInput<'_>, rect: Rect, commands: &mut Vec<Command>) {
    let tokens = &input.theme.tokens;
    ui.painter().rect_filled(rect, 0, theme::tint(tokens.warn, theme::TILE_TINT));
    let mut inner = ui.new_child(UiBuilder::new().max_rect(rect.shrink2(vec2(8.0, 4.0))).id_salt("human"));
    inner.horizontal_centered(|ui| {
        let (tile, _) = ui.allocate_exact_size(vec2(18.0, 32.0), Sense::hover());
        icon_at(ui, tile, "headset", 15.0, tokens.warn);
        let said = words::HUMAN_TALKS.of(input.lang);
        ui.spacing_mut().item_spacing.x = 4.0;
        let room = ui.available_width() - BACK_WIDTH - 4.0;
        let (line, response) = ui.allocate_exact_size(vec2(room, 32.0), Sense::hover());
        text_in(ui, line, said, theme::medium(theme::CAPTION), tokens.ink);
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, said));
        let back = words::BOT_BACK.of(input.lang);
        if outline_button(ui, input.theme, "", back, BACK_WIDTH).clicked() {
            commands.push(Command::Chat(ChatCommand::HumanDone));
        }
    });
}

/// Nothing has been said yet: what to do, with one button.
fn empty_ui(ui: &mut Ui, input: &ChatInput<'_>, commands: &mut Vec<Command>) {
    let tokens = &input.theme.tokens;
    let rect = ui.max_rect();
    let text = words::EMPTY.of(input.lang);
    let font = theme::regular(theme::BODY);
    let mut job = egui::text::LayoutJob::simple(text.to_owned(), font, tokens.muted, 250.0);
    job.halign = egui::Align::Center;
    let galley = ui.painter().layout_job(job);
    // Half a sentence says nothing: where there is little room the button speaks for itself.
    let has_room = rect.height() >= galley.size().y + 80.0;
    let size = if has_room { galley.size() } else { vec2(0.0, 0.0) };
    let top = (rect.center().y - if has_room { size.y + 26.0 } else { 31.0 }).round();
    if has_room {
        ui.painter().galley(pos2(rect.center().x.round(), top), galley, tokens.muted);
    }
    let start = words::START.of(input.lang);
    let font = theme::medium(theme::BODY);
    let label = ui.painter().layout_no_wrap(start.to_owned(), font, tokens.on_accent);
    let room = vec2(label.size().x + 32.0, 34.0);
    let at = pos2((rect.center().x - room.x / 2.0).round(), (top + size.y + 14.0).round());
    let button = Rect::from_min_size(at, room);
    let response = ui.interact(button, Id::unique("chat start"), Sense::click());
    let lit = response.hovered() || response.has_focus();
    let fill = if lit { tokens.accent_hover } else { tokens.accent };
    ui.painter().rect_filled(button, theme::RADIUS_CONTROL, fill);
    ui.painter().galley(button.center() - label.size() / 2.0, label, tokens.on_accent);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, start));
    if response.on_hover_cursor(CursorIcon::PointingHand).clicked() {
        commands.push(Command::Chat(ChatCommand::Start));
    }
}

fn messages_ui(ui: &mut Ui, input: &ChatInput<'_>, state: &mut ChatState, commands: &mut Vec<Command>) {
    let room = ui.available_height();
    let told = (input.emulator.log().len(), state.form.is_some());
    let lower = std::mem::replace(&mut state.room, room) > room;
    if std::mem::replace(&mut state.told, told) != told || (lower && state.at_end) {
        state.follow = FOLLOWED;
    }
    let mut scroll = egui::ScrollArea::vertical().id_salt("chat").stick_to_bottom(true).auto_shrink(false);
    if state.sheet.is_some() {
        // The wheel is for the list that lies over the talk.
        scroll = scroll.scroll_source(ScrollSource::NONE);
    }
    let shown = steady(ui, scroll, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        // Few messages stand at the bottom, as in every messenger.
        ui.add_space((room - state.content_height).max(0.0));
        let top = ui.cursor().top();
        // The bar lies in the margin.
        let margin = Margin { left: 10, right: 10, top: 12, bottom: 10 };
        Frame::new().inner_margin(margin).show(ui, |ui| {
            entries_ui(ui, input, state, commands);
            call::call_ui(ui, input, &mut state.answer, commands);
            form_ui(ui, input, &mut state.form, commands);
        });
        let height = ui.cursor().top() - top;
        if (height - state.content_height).abs() > 0.5 {
            if height > state.content_height && (state.at_end || state.follow > 0) {
                state.follow = FOLLOWED;
            }
            state.content_height = height;
            ui.ctx().request_repaint();
        }
        if state.follow > 0 {
            state.follow -= 1;
            ui.scroll_to_cursor_animation(Some(egui::Align::BOTTOM), egui::style::ScrollAnimation::none());
            ui.ctx().request_repaint();
        }
    });
    let unseen = shown.content_size.y - shown.inner_rect.height() - shown.state.clamped_offset().y;
    state.at_end = unseen < 1.0;
}

fn entries_ui(ui: &mut Ui, input: &ChatInput<'_>, state: &mut ChatState, commands: &mut Vec<Command>) {
    let log = input.emulator.log();
    let first = log.len().saturating_sub(ENTRIES_SHOWN + state.earlier);
    if first > 0 {
        let text = words::EARLIER.of(input.lang);
        ui.vertical_centered(|ui| {
            let label = egui::RichText::new(text).font(theme::regular(theme::CAPTION));
            if ui.add(egui::Button::new(label).frame(false)).clicked() {
                state.earlier += ENTRIES_SHOWN;
            }
        });
    }
    let pending = input.emulator.pending_call();
    let mut gap = first > 0;
    for (index, entry) in log.iter().enumerate().skip(first) {
        // A request that waits is shown as a card below.
        if matches!(&entry.kind, EntryKind::Called(call) if Some(call) == pending) {
            continue;
        }
        let note = note_of(input, entry);
        let silent = note.is_none() && matches!(entry.kind, EntryKind::Ended { .. });
        if gap && !silent {
            ui.add_space(8.0);
        }
        gap = true;
        match (&entry.kind, note) {
            (_, Some((text, bad))) => note_ui(ui, input, &text, bad),
            (EntryKind::Sent(sent), None) => {
                if bot_ui(ui, input, (index, sent.as_ref()), &mut state.form, commands) {
                    state.sheet = Some(Sheet::of(index));
                }
            }
            (EntryKind::Said(text) | EntryKind::Pressed { label: text, .. }, None) => own_ui(ui, input, text),
            (EntryKind::Attachment(kind, file, caption), None) => {
                let sign = match kind {
                    Attached::Image => "🖼",
                    Attached::Video => "🎬",
                    Attached::Audio => "🎵",
                    Attached::Voice => "🎤",
                    Attached::Sticker => "😀",
                    Attached::File => "📎",
                };
                let shown = if file.is_empty() { words::attached(*kind).of(input.lang) } else { file };
                own_ui(ui, input, format!("{sign} {shown}\n{caption}").trim_end());
            }
            (EntryKind::Located(lat, lon), None) => own_ui(ui, input, &format!("📍 {lat}, {lon}")),
            (EntryKind::SharedContact(phone), None) => own_ui(ui, input, &format!("☎ {phone}")),
            (_, None) => {}
        }
    }
}
