//! The foot of the card: whether the block suits the project's messengers, and findings without a field.

use super::applies::applies;
use super::desk::{Desk, findings_ui};
use super::words;
use crate::blocks::block_type;
use crate::channels::channel;
use crate::diag::{Anchor, Diagnostic};
use crate::model::{Block, Prop, Shape, text_of};
use crate::studio::command::Command;
use crate::studio::theme;
use crate::studio::widgets::{elided, icon_at, note_ui, wrapped};
use egui::{Rect, Sense, Ui, vec2};

/// «✓ Подходит всем мессенджерам» with their names, or what stands against it.
pub(super) fn footer_ui(ui: &mut Ui, desk: &Desk<'_>, block: &Block, commands: &mut Vec<Command>) {
    let found: Vec<_> = desk.input.findings.iter().filter(|found| is_here(desk, found)).collect();
    if found.is_empty() {
        fits_ui(ui, desk);
        return;
    }
    let loose: Vec<_> = found.iter().filter(|found| !has_field(block, found)).copied().collect();
    let shown_above = found.len() - loose.len();
    ui.spacing_mut().item_spacing.y = 4.0;
    if shown_above > 0 {
        above_ui(ui, desk, shown_above);
    }
    findings_ui(ui, desk, &loose, commands);
}

fn is_here(desk: &Desk<'_>, finding: &Diagnostic) -> bool {
    finding.at.block() == Some(desk.input.block_id)
}

/// Whether a finding is already shown at a property or row of the card.
fn has_field(block: &Block, finding: &Diagnostic) -> bool {
    let Some(kind) = block_type(&block.kind) else { return false };
    match &finding.at {
        Anchor::Prop { prop, .. } => {
            let top = prop.split('.').next().unwrap_or(prop);
            kind.form.field(top).is_some_and(|field| applies(kind.form, field, &block.props))
        }
        Anchor::Exit(_, exit) => kind.form.fields.iter().any(|field| {
            matches!(field.shape, Shape::List(_))
                && matches!(block.props.get(field.name), Some(Prop::List(rows))
                    if rows.iter().any(|row| text_of(row, "key") == exit.0))
        }),
        Anchor::Project | Anchor::Funnel(_) | Anchor::Block(_) | Anchor::File(_) => false,
    }
}

fn above_ui(ui: &mut Ui, desk: &Desk<'_>, count: usize) {
    use crate::studio::widgets::spoken::plural_ru;
    let said = match desk.input.lang {
        crate::model::Lang::Ru => {
            let noun = plural_ru(count as u64, "замечание", "замечания", "замечаний");
            format!("{count} {noun} у полей выше")
        }
        crate::model::Lang::En if count == 1 => "1 remark at a field above".to_owned(),
        crate::model::Lang::En => format!("{count} remarks at the fields above"),
    };
    note_ui(ui, &said, theme::regular(theme::CAPTION), desk.input.theme.tokens.muted);
}

fn fits_ui(ui: &mut Ui, desk: &Desk<'_>) {
    let tokens = &desk.input.theme.tokens;
    let lang = desk.input.lang;
    let own = desk.input.project.channels.iter();
    let names: Vec<_> = own
        .map(|setting| match channel(&setting.channel) {
            Some(channel) => channel.label().of(lang),
            None => setting.channel.as_str(),
        })
        .collect();
    let font = theme::regular(theme::CAPTION);
    if names.is_empty() {
        note_ui(ui, desk.say(words::NO_CHANNELS), font, tokens.muted);
        return;
    }
    let width = ui.available_width();
    let fits = desk.say(words::FITS);
    let title = elided(ui, fits, theme::semibold(12.0), tokens.ok, width - 18.0);
    let list = wrapped(ui, &names.join(" · "), font, tokens.muted, width);
    let size = vec2(width, title.size().y + 3.0 + list.size().y);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    icon_at(ui, Rect::from_min_size(rect.min, vec2(14.0, title.size().y)), "circle-check", 14.0, tokens.ok);
    ui.painter().galley(rect.min + vec2(18.0, 0.0), title.clone(), tokens.ok);
    ui.painter().galley(rect.min + vec2(0.0, title.size().y + 3.0), list, tokens.muted);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Label, true, fits));
}
