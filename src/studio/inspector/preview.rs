//! How the block looks to a subscriber: it is played alone, in the chosen messenger, and drawn by the chat.

use super::desk::Desk;
use super::length::short;
use super::{layers, words};
use crate::channels::channel;
use crate::compile::compile;
use crate::edit::build;
use crate::emulator::{Emulator, Setup};
use crate::model::{
    Block, BlockId, Decimal, Exit, FieldId, FieldKind, Funnel, FunnelName, Pos, Project, Prop, Value,
};
use crate::studio::chat::{ChatInput, messages_only_ui};
use crate::studio::theme;
use crate::studio::widgets::{icon_at, segmented, text_in};
use crate::zones;
use egui::accesskit::Role;
use egui::{CursorIcon, Rect, Sense, Ui, WidgetInfo, vec2};
use std::sync::Arc;

/// Payload of the way in that leads to the block.
const LINK: &str = "preview";
/// Highest preview before it scrolls, points.
const HEIGHT_MAX: f32 = 300.0;
/// What numbers are shown as where nobody has one.
const SAMPLE_NUMBER: i64 = 12;

/// A block that was played, and what it was played from.
pub(super) struct Played {
    of: (BlockId, u64, String, String),
    emulator: Emulator,
}

impl std::fmt::Debug for Played {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Played").field("of", &self.of).finish_non_exhaustive()
    }
}

/// The row that folds the preview, and the preview. Nothing for a block that says nothing.
pub(super) fn preview_ui(ui: &mut Ui, desk: &mut Desk<'_>, block: &Block) {
    fold_ui(ui, desk);
    if !desk.state.preview_open {
        return;
    }
    let names = messengers(desk.input.project);
    let shown = names.iter().position(|name| *name == desk.state.preview_in).unwrap_or(0);
    let layer_of = desk.state.layer.split_once('@').map(|parts| parts.1.to_owned());
    let fixed = layer_of.is_some();
    let messenger = layer_of.unwrap_or_else(|| names[shown].clone());
    if names.len() > 1 && !fixed {
        let lang = desk.input.lang;
        let labels: Vec<_> = names
            .iter()
            .map(|name| channel(name).map_or(name.as_str(), |channel| short(channel, lang)))
            .collect();
        let options: Vec<_> = labels.iter().map(|label| (*label, true)).collect();
        let group = desk.say(words::PREVIEW_IN);
        if let Some(index) = segmented(ui, desk.input.theme, group, &options, shown, "") {
            desk.state.preview_in.clone_from(&names[index]);
        }
    }
    play(desk, block, messenger);
    let Some(played) = &desk.state.played else { return };
    let input = ChatInput {
        emulator: &played.emulator,
        project: desk.input.project,
        theme: desk.input.theme,
        lang: desk.input.lang,
        media: desk.input.store,
        playing: false,
    };
    let top = ui.cursor().top();
    messages_only_ui(ui, &input, HEIGHT_MAX);
    if std::mem::take(&mut desk.state.preview_comes) {
        let rect = Rect::from_x_y_ranges(ui.min_rect().x_range(), top..=ui.min_rect().bottom());
        ui.scroll_to_rect(rect, None);
    }
}

fn messengers(project: &Project) -> Vec<String> {
    let mut names: Vec<String> = project.channels.iter().map(|setting| setting.channel.clone()).collect();
    names.retain(|name| channel(name).is_some());
    if names.is_empty() {
        names.push("telegram".into());
    }
    names
}

fn fold_ui(ui: &mut Ui, desk: &mut Desk<'_>) {
    let (text, tokens) = (desk.say(words::PREVIEW), &desk.input.theme.tokens);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), theme::HIT), Sense::click());
    let color = if response.hovered() || response.has_focus() { tokens.ink } else { tokens.muted };
    let icon = if desk.state.preview_open { "chevron-down" } else { "chevron-right" };
    icon_at(ui, Rect::from_min_size(rect.min, vec2(16.0, rect.height())), icon, 14.0, color);
    let room = Rect::from_min_max(rect.min + vec2(20.0, 0.0), rect.max);
    text_in(ui, room, text, theme::medium(theme::BODY), color);
    let open = desk.state.preview_open;
    response.widget_info(|| WidgetInfo::selected(Role::DisclosureTriangle, true, open, text));
    if response.on_hover_cursor(CursorIcon::PointingHand).clicked() {
        desk.state.preview_open = !open;
        desk.state.preview_comes = !open;
    }
}

/// Plays the block alone, unless it was played like this already.
fn play(desk: &mut Desk<'_>, block: &Block, messenger: String) {
    let input = desk.input;
    let language = desk.state.layer.split('@').next().unwrap_or_default();
    let language = match (language, input.project.language.as_str()) {
        ("", "") => "ru",
        ("", own) => own,
        (language, _) => language,
    };
    let of = (input.block_id, input.revision, messenger, language.to_owned());
    if desk.state.played.as_ref().is_some_and(|played| played.of == of) {
        return;
    }
    let mut setup = match input.emulator {
        Some(emulator) => emulator.setup().clone(),
        None => Setup::new(0, zones::rules_of),
    };
    setup.channel.clone_from(&of.2);
    setup.profile.retain(|(field_id, _)| *field_id != FieldId::LANGUAGE);
    setup.profile.push((FieldId::LANGUAGE, of.3.clone()));
    if !setup.profile.iter().any(|(field_id, _)| *field_id == FieldId::FIRST_NAME) {
        setup.profile.push((FieldId::FIRST_NAME, words::SAMPLE_NAME.of(input.lang).to_owned()));
    }
    let mut emulator =
        Emulator::new(Arc::new(compile(&alone(input.project, input.block_id, block)).flow), setup);
    for field in &input.project.fields {
        let known = input.emulator.and_then(|emulator| emulator.session().field(field.id).cloned());
        let value = known.or_else(|| field.default.clone()).or_else(|| sample(field.kind, &field.name));
        emulator.set_field(field.id, value);
    }
    emulator.open(LINK);
    desk.state.played = Some(Played { of, emulator });
}

/// What stands for a value that nobody has given yet.
fn sample(kind: FieldKind, name: &str) -> Option<Value> {
    let noon = 12 * 3_600;
    let days = (zones::now_millis() / crate::flow::DAY_MS) as i32 + 1;
    match kind {
        FieldKind::Text => Some(Value::text(name)),
        FieldKind::Number => Some(Value::Number(Decimal::from_int(SAMPLE_NUMBER))),
        FieldKind::Date => Some(Value::Date(days)),
        FieldKind::Time => Some(Value::Time(noon)),
        FieldKind::Moment => Some(Value::Moment(i64::from(days) * crate::flow::DAY_MS)),
        FieldKind::Flag | FieldKind::List => None,
    }
}

/// A project of nothing but this block, with everything that the settings say of it.
fn alone(project: &Project, block_id: BlockId, block: &Block) -> Project {
    let block = Block { exits: Default::default(), ..block.clone() };
    let name = FunnelName("main".into());
    let funnel = Funnel { name: name.clone(), title: String::new(), blocks: [(block_id, block)].into() };
    let mut alone = Project {
        title: project.title.clone(),
        bot: project.bot.clone(),
        channels: project.channels.clone(),
        fields: project.fields.clone(),
        tags: project.tags.clone(),
        schedule: project.schedule.clone(),
        language: project.language.clone(),
        layers: project.layers.clone(),
        tables: project.tables.clone(),
        lists: project.lists.clone(),
        consent: project.consent.clone(),
        funnels: vec![funnel],
        next_block: project.next_block,
        next_field: project.next_field,
        next_tag: project.next_tag,
        ..Project::default()
    };
    let mut entry = Block::new("entry");
    entry.props.insert("links".into(), Prop::Lines(vec![LINK.into()]));
    entry.exits.insert(Exit::next(), block_id);
    let (transaction, _) = build::add_block(&alone, &name, entry, Pos::default());
    // A block alone always takes a way in; without one there is nothing to see.
    let _ = transaction.apply(&mut alone);
    alone
}

/// Whether the block would send anything when it is reached.
pub(super) fn says(desk: &mut Desk<'_>) -> bool {
    !layers::said(desk).is_empty() || {
        let block = desk.input.project.block(desk.input.block_id).map(|found| found.1);
        block.is_some_and(|block| !block.text("media").is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emulator::EntryKind;

    fn texts(emulator: &Emulator) -> Vec<String> {
        let sent = emulator.log().iter().filter_map(|entry| match &entry.kind {
            EntryKind::Sent(sent) => Some(sent.reply.text.clone()),
            _ => None,
        });
        sent.collect()
    }

    #[test]
    fn a_block_is_played_alone_without_the_rest_of_the_project() {
        let mut project = Project::new("п");
        let mut block = Block::new("message");
        block.props.insert("text".into(), Prop::Text("Привет, {{ имя | друг }}".into()));
        block.exits.insert(Exit::next(), BlockId(77));
        project.next_block = 78;
        let alone = alone(&project, BlockId(5), &block);
        let mut setup = Setup::new(0, zones::rules_of);
        setup.profile.push((FieldId::FIRST_NAME, "Анна".into()));
        let mut emulator = Emulator::new(Arc::new(compile(&alone).flow), setup);
        emulator.open(LINK);
        assert_eq!(texts(&emulator), ["Привет, Анна"]);
    }
}
