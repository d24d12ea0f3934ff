//! How long a text is in each messenger of the project, in the messenger's own unit.

use super::desk::{Desk, Spot};
use super::{layers, words};
use crate::channels::{CHANNELS, Channel, LengthUnit, Limit, channel};
use crate::compile::Spoken;
use crate::diag::Anchor;
use crate::flow::{Style, parse_template};
use crate::model::{Block, Lang, Project};
use crate::studio::theme;
use crate::studio::widgets::elided;
use egui::{Color32, Ui};

/// Share of a limit from which the counter warns.
const NEAR: f32 = 0.9;

/// The length of a text in one messenger.
#[derive(Clone, Copy)]
pub(super) struct Count {
    channel: &'static dyn Channel,
    pub used: usize,
    pub limit: Limit,
    /// Whether values of the subscriber will change it.
    about: bool,
}

impl Count {
    fn share(&self) -> f32 {
        self.used as f32 / self.limit.max.max(1) as f32
    }

    /// Whether the messenger shows a style.
    pub fn carries(&self, style: Style) -> bool {
        self.channel.caps().styles.carries(style)
    }

    /// The messenger's name where there is little room.
    pub fn short_name(&self, lang: Lang) -> &'static str {
        short(self.channel, lang)
    }

    /// Whether it is the messenger of that name.
    pub fn is_of(&self, channel: &str) -> bool {
        self.channel.name() == channel
    }

    pub fn is_over(&self) -> bool {
        self.used > self.limit.max
    }
}

/// The messengers of the project, the nearest to its limit first; the first known one where there are none.
/// `path` is the place of the text, such as `text` or `buttons.label`; `said` gives what a messenger's own texts
/// say in its place.
pub(super) fn counts(
    project: &Project,
    block: &Block,
    path: &str,
    value: &str,
    said: impl Fn(&str) -> Option<String>,
) -> Vec<Count> {
    let mut own: Vec<_> = project.channels.iter().filter_map(|setting| channel(&setting.channel)).collect();
    if own.is_empty() {
        own.extend(CHANNELS.first().copied());
    }
    let count = |channel: &'static dyn Channel| {
        let text = said(channel.name());
        let limit = limit_of(channel, block, path);
        let has_links = channel.caps().styles.carries(Style::Link);
        let (used, about) = measured(text.as_deref().unwrap_or(value), project, limit.unit, has_links);
        Count { channel, used, limit, about }
    };
    let mut counts: Vec<_> = own.into_iter().map(count).collect();
    counts.sort_by(|a, b| b.share().total_cmp(&a.share()));
    counts
}

/// The lengths of a text of the block whose card it is; a messenger with words of its own is counted by those.
pub(super) fn of_block(desk: &mut Desk<'_>, spot: &Spot, value: &str) -> Vec<Count> {
    let project = desk.input.project;
    let Some((_, block)) = project.block(desk.input.block_id) else { return Vec::new() };
    let spoken = if project.layers.is_empty() { Vec::new() } else { layers::said(desk) };
    let here = |spoken: &&Spoken| matches!(&spoken.at, Anchor::Prop { prop, row, .. } if *prop == spot.path && *row == spot.row);
    let key = spoken.iter().find(here).map_or("", |spoken| spoken.key.as_str());
    let said = |channel: &str| layers::text_in_layer(project, &format!("@{channel}"), key).map(str::to_owned);
    counts(project, block, &spot.path, value, said)
}

/// What a messenger takes in that place: a caption when the block has a file, less text where there are buttons.
fn limit_of(channel: &dyn Channel, block: &Block, path: &str) -> Limit {
    let caps = channel.caps();
    if path.ends_with("label") {
        return caps.label;
    }
    if !matches!(path, "text" | "variants.text") {
        return caps.text;
    }
    let has_file = !block.text("media").trim().is_empty();
    let has_buttons = ["buttons", "quick_replies"].iter().any(|list| !block.rows(list).is_empty());
    match caps.caption.filter(|_| has_file) {
        Some(caption) => caption,
        None if has_buttons => caps.text_with_buttons,
        None => caps.text,
    }
}

/// Counts what will be sent: marks of formatting are not, of a field only its fallback is known.
fn measured(source: &str, project: &Project, unit: LengthUnit, has_links: bool) -> (usize, bool) {
    let (template, _) = parse_template(source, |name| project.field(name).map(|field| field.0));
    let (text, about) = template.shortest(has_links);
    (unit.measure(&text), about)
}

/// The counter of the messenger that is nearest to its limit, at the right end of a row. Gives the counters that
/// are left for the line below: all of them where it has no room here.
pub(super) fn nearest_ui<'c>(ui: &mut Ui, desk: &Desk<'_>, counts: &'c [Count]) -> &'c [Count] {
    let Some((count, others)) = counts.split_first() else { return counts };
    if others.is_empty() {
        label(ui, desk, count, &said_of(count, " / "));
        return others;
    }
    let said = format!("{} {}", count.short_name(desk.input.lang), said_of(count, "/"));
    let whole = elided(ui, &said, theme::regular(theme::CAPTION), color(desk, count), f32::INFINITY);
    if whole.size().x > ui.available_width() {
        return counts;
    }
    label(ui, desk, count, &said);
    others
}

/// Messengers that have no counter beside the tools, on a quiet line below.
pub(super) fn others_ui(ui: &mut Ui, desk: &Desk<'_>, counts: &[Count]) {
    if counts.is_empty() {
        return;
    }
    ui.scope(|ui| {
        // Before the rows begin: they are as high as a control of the surface they stand on.
        ui.spacing_mut().interact_size.y = 14.0;
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = egui::vec2(10.0, 1.0);
            for count in counts {
                label(
                    ui,
                    desk,
                    count,
                    &format!("{} {}", count.short_name(desk.input.lang), said_of(count, "/")),
                );
            }
        });
    });
}

fn label(ui: &mut Ui, desk: &Desk<'_>, count: &Count, said: &str) {
    let galley = elided(ui, said, theme::regular(theme::CAPTION), color(desk, count), ui.available_width());
    let response = ui.add(egui::Label::new(galley));
    let channel = count.channel.label().of(desk.input.lang);
    response.on_hover_text(words::unit(count.limit.unit, channel).of(desk.input.lang));
}

fn said_of(count: &Count, of: &str) -> String {
    format!("{}{}{of}{}", if count.about { "≈ " } else { "" }, count.used, count.limit.max)
}

fn color(desk: &Desk<'_>, count: &Count) -> Color32 {
    let tokens = &desk.input.theme.tokens;
    match (count.is_over(), count.limit.confirmed) {
        (true, true) => tokens.error,
        (true, false) => tokens.warn,
        (false, _) if count.share() >= NEAR => tokens.warn,
        (false, _) => tokens.muted,
    }
}

/// A messenger's name that leaves room for its number.
pub(super) fn short(channel: &dyn Channel, lang: Lang) -> &'static str {
    match channel.label().of(lang) {
        "ВКонтакте" => "VK",
        label => label.strip_prefix("Facebook ").unwrap_or(label),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ChannelSetting, Prop};

    #[test]
    fn every_messenger_counts_in_its_unit_and_the_nearest_comes_first() {
        let mut project = Project::new("x");
        for channel in ["telegram", "whatsapp"] {
            project.channels.push(ChannelSetting { channel: channel.into(), ..ChannelSetting::default() });
        }
        let mut block = Block::new("message");
        let rows = Prop::List(vec![crate::model::Record::new()]);
        block.props.insert("buttons".into(), rows);
        let counted = |block: &Block, text: &str| -> Vec<(&str, usize, usize)> {
            let counts = counts(&project, block, "text", text, |_| None);
            counts.iter().map(|count| (count.channel.name(), count.used, count.limit.max)).collect()
        };
        let text = "**Привет**, {{ имя | друг }} 👋";
        assert_eq!(counted(&block, text), [("whatsapp", 14, 1024), ("telegram", 15, 4096)]);
        block.props.clear();
        assert_eq!(counted(&block, "👋"), [("telegram", 2, 4096), ("whatsapp", 1, 4096)]);
        let own = counts(&project, &block, "text", "длинный", |channel| {
            (channel == "whatsapp").then(|| "да".to_owned())
        });
        assert!(own.iter().any(|count| count.channel.name() == "whatsapp" && count.used == 2));
    }
}
