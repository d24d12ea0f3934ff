//! A found text on one line: where it stands, and the words around what was found with it marked.

use crate::blocks::{block_title, block_type};
use crate::compare::setting_name;
use crate::diag::Anchor;
use crate::model::{BlockId, Lang, Project};
use crate::studio::inspector::{layer_name, text_name};
use crate::studio::theme::{self, Theme};
use crate::studio::widgets::{elided, icon_at, text_in, tile_at};
use crate::uses::Hit;
use egui::accesskit::Role;
use egui::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{Color32, CursorIcon, Rect, Response, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

/// Height of a line of the list, points.
pub const ROW: f32 = 26.0;
/// Letters that stand before the first that was found, the most and, where there is less room, fewer.
const BEFORE: [usize; 5] = [18, 12, 8, 4, 0];
/// Part of the line that the name of a text takes at most, and at least while it is shown.
const NAME: (f32, f32) = (0.42, 0.2);
/// Room between the words and the name, points.
const GAP: f32 = 10.0;
/// Letters that are shown at all.
const LETTERS_MAX: usize = 160;

/// What the line of a text is drawn from.
#[derive(Clone, Copy)]
pub struct RowInput<'a> {
    /// The project.
    pub project: &'a Project,
    /// Looks.
    pub theme: &'a Theme,
    /// Language of the window.
    pub lang: Lang,
    /// What would stand in place of what was found.
    pub replacement: Option<&'a str>,
}

/// Where a text stands: its group, and its name inside the group.
pub fn place_of(project: &Project, hit: &Hit, lang: Lang) -> (String, String) {
    let say = |ru: &'static str, en: &'static str| crate::model::Label::new(ru, en).of(lang).to_owned();
    if let Some((list, row)) = &hit.place.listed {
        if list == "tables" {
            let place = format!("{} {}", hit.prop, hit.row.map_or(0, |row| row + 1));
            return (format!("{}: {row}", say("Таблица", "Table")), place);
        }
        let label = crate::blocks::list_type(list).map_or(list.as_str(), |list| list.label.of(lang));
        return (format!("{label}: {row}"), String::new());
    }
    let Some(block_id) = hit.place.at.block() else {
        // The words of the minilanding stand on a page of their own; its legal line stands among the settings.
        let is_grown =
            (hit.prop.starts_with("landing.") || hit.prop == "link") && hit.prop != "landing.legal";
        let group = if is_grown { say("Рост", "Growth") } else { say("Настройки", "Settings") };
        return (group, setting_name(&hit.prop).of(lang).to_owned());
    };
    let group = match project.block(block_id) {
        Some((funnel, block)) if project.funnels.len() > 1 => {
            format!("{} · {}", block_title(block, lang), funnel.shown_title(lang))
        }
        Some((_, block)) => block_title(block, lang).to_owned(),
        None => block_id.to_string(),
    };
    let name = match (&hit.place.layer, &hit.place.at) {
        (Some(layer), _) => layer_name(layer, lang),
        (None, Anchor::Prop { prop, row, .. }) => text_name(project, block_id, prop, *row, lang),
        (None, _) => String::new(),
    };
    (group, name)
}

/// The heading over the texts of a block or of another place.
pub fn heading_ui(ui: &mut Ui, input: &RowInput<'_>, block_id: Option<BlockId>, text: &str) {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    let tile = Rect::from_center_size(pos2(rect.left() + 14.0, rect.center().y), vec2(18.0, 18.0));
    let kind = block_id.and_then(|id| input.project.block(id)).and_then(|found| block_type(&found.1.kind));
    match kind {
        Some(kind) => tile_at(ui, tile, kind.icon, input.theme.family(kind.family)),
        None => icon_at(ui, tile, "settings", 14.0, input.theme.tokens.muted),
    }
    let room = Rect::from_min_max(rect.min + vec2(30.0, 0.0), rect.max - vec2(6.0, 0.0));
    text_in(ui, room, text, theme::medium(theme::CAPTION), input.theme.tokens.muted);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
}

/// The line of a text. Its name is its place and the text, so that it can be told from others.
pub fn hit_ui(ui: &mut Ui, input: &RowInput<'_>, hit: &Hit, name: &str, chosen: bool) -> Response {
    let tokens = &input.theme.tokens;
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    if chosen {
        ui.painter().rect_filled(rect, theme::RADIUS_CONTROL, tokens.selected);
    } else if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect, theme::RADIUS_CONTROL, tokens.hover);
    }
    let inner = Rect::from_min_max(rect.min + vec2(30.0, 0.0), rect.max - vec2(8.0, 0.0));
    let font = theme::regular(theme::CAPTION);
    let wide = elided(ui, name, font.clone(), tokens.muted, inner.width() * NAME.0).size().x;
    let (width, before) = shares(inner.width(), wide, |before| {
        let core = marked(hit, input, before, false);
        ui.fonts_mut(|fonts| fonts.layout_job(core)).size().x
    });
    let right = inner.right() - width;
    if width > 0.0 {
        let named = elided(ui, name, font, tokens.muted, width);
        let at = pos2(inner.right() - named.size().x, rect.center().y - named.size().y / 2.0);
        ui.painter().galley(at.round(), named, tokens.muted);
    }
    let mut job = marked(hit, input, before, true);
    job.wrap = TextWrapping::truncate_at_width((right - inner.left() - GAP).max(20.0));
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    ui.painter().galley(
        pos2(inner.left(), rect.center().y - galley.size().y / 2.0).round(),
        galley,
        tokens.ink,
    );
    let text: String = hit.text.chars().take(LETTERS_MAX).collect();
    let said = if name.is_empty() { text } else { format!("{name}: {text}") };
    response.widget_info(|| WidgetInfo::selected(Role::ListItem, true, chosen, &said));
    response.on_hover_cursor(CursorIcon::PointingHand)
}

/// How wide the name of a text is drawn on a line, and how many letters stand before what was found, so that this is
/// seen with what comes in its place: first the name gives way, then the letters before, then the name altogether.
/// `core` measures the words up to there.
fn shares(line: f32, name: f32, core: impl Fn(usize) -> f32) -> (f32, usize) {
    let most = core(BEFORE[0]);
    let least = name.min(line * NAME.1);
    let left = |core: f32| line - GAP - core;
    if left(most) >= least {
        return (name.min(left(most)), BEFORE[0]);
    }
    let fitting = |room: f32| BEFORE.into_iter().find(|before| left(core(*before)) >= room);
    match fitting(least) {
        Some(before) => (least, before),
        None => (0.0, fitting(0.0).unwrap_or_default()),
    }
}

/// The words around what was found; without what comes after the first place unless all is asked for.
fn marked(hit: &Hit, input: &RowInput<'_>, before: usize, all: bool) -> LayoutJob {
    let tokens = &input.theme.tokens;
    let font = theme::regular(theme::BODY);
    let plain = TextFormat::simple(font.clone(), tokens.ink);
    let ground = theme::tint(tokens.badge, 45);
    let found =
        TextFormat { background: ground, ..TextFormat::simple(theme::medium(theme::BODY), tokens.ink) };
    let gone = TextFormat {
        strikethrough: Stroke::new(1.0, tokens.error),
        ..TextFormat::simple(font, tokens.error)
    };
    let new = TextFormat {
        background: theme::tint(tokens.ok, 20),
        ..TextFormat::simple(theme::medium(theme::BODY), tokens.ok)
    };
    let one_line = |text: &str| text.replace(['\n', '\r'], " ");
    let first = hit.found.first().map_or(0, |range| range.start);
    let cut = hit.text[..first].char_indices().rev().take(before).last().map_or(first, |(at, _)| at);
    let mut job = LayoutJob::default();
    if cut > 0 {
        job.append("…", 0.0, plain.clone());
    }
    let mut from = cut;
    for range in &hit.found {
        job.append(&one_line(&hit.text[from..range.start]), 0.0, plain.clone());
        let words = one_line(&hit.text[range.clone()]);
        match input.replacement {
            Some(replacement) => {
                job.append(&words, 0.0, gone.clone());
                job.append(replacement, 2.0, new.clone());
            }
            None => job.append(&words, 0.0, found.clone()),
        }
        from = range.end;
        if !all {
            // What follows is cut off with this sign.
            job.append("…", 0.0, plain);
            return job;
        }
        if job.text.chars().count() > LETTERS_MAX {
            return job;
        }
    }
    let rest: String = one_line(&hit.text[from..]).chars().take(LETTERS_MAX).collect();
    job.append(&rest, 0.0, plain);
    if job.text.is_empty() {
        job.append(" ", 0.0, TextFormat::simple(theme::regular(theme::BODY), Color32::TRANSPARENT));
    }
    job
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A line of a hundred points on which every letter is one wide and what was found takes so many.
    fn of(found: f32, name: f32) -> (f32, usize) {
        shares(100.0, name, |before| before as f32 + found)
    }

    #[test]
    fn the_name_of_a_text_gives_way_to_what_was_found_and_then_the_words_before_it() {
        assert_eq!(of(20.0, 40.0), (40.0, 18), "there is room for all");
        assert_eq!(of(40.0, 40.0), (32.0, 18), "the name is shortened");
        assert_eq!(of(60.0, 40.0), (20.0, 8), "then fewer words stand before");
        assert_eq!(of(70.0, 40.0), (20.0, 0));
        assert_eq!(of(80.0, 40.0), (0.0, 8), "then the name goes");
        assert_eq!(of(300.0, 40.0), (0.0, 0), "what is wider than the line begins it");
    }

    #[test]
    fn a_short_name_or_none_takes_no_more_room_than_it_needs() {
        assert_eq!(of(60.0, 10.0), (10.0, 18));
        assert_eq!(of(70.0, 0.0), (0.0, 18));
    }
}
