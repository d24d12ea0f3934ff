//! The editor of lists of records: buttons, branches, actions.
//!
//! A form of simple values reads as a sentence on one or two lines. A bigger one shows its first value and
//! folds the rest away.

use super::applies::{applies, opens_at_once};
use super::desk::{Change, Desk, Spot, finding_ui, findings_ui};
use super::editor::{editor_ui, field_ui};
use super::gist::gist;
use super::new_row::{self, Wish};
use super::stepped::row_id;
use super::{links, order, sentence, words};
use crate::diag::{Anchor, Diagnostic};
use crate::edit::build;
use crate::model::{Form, FormField, Prop, Record, Shape, text_of};
use crate::studio::command::Command;
use crate::studio::controls::{Weight, button, button_width};
use crate::studio::theme;
use crate::studio::widgets::{icon_button, icon_toggle, link_button, name_it};
use egui::{Id, Rect, Ui, vec2};

const TOOL: f32 = 24.0;
/// What happens to a row as a whole.
enum Act {
    Remove(usize),
    /// Puts the row into the place of another; those between move up.
    Move(usize, usize),
    /// A row at the end; whether the row before was ended by Enter.
    Add {
        goes_on: bool,
    },
    Edit(usize, &'static str, Change),
}

/// All rows and the button that adds one; Enter in the row that was added last adds the next.
pub(super) fn list(
    ui: &mut Ui,
    desk: &mut Desk<'_>,
    spot: &Spot,
    rows: &[Record],
    form: &'static Form,
    commands: &mut Vec<Command>,
) -> Option<Change> {
    let mut act = None;
    let mut next = None;
    let mut spans = Vec::with_capacity(rows.len());
    for (index, row) in rows.iter().enumerate() {
        let place = Place { spot, index, count: rows.len(), form };
        let is_written = new_row::is_written(ui, desk, spot, (index, rows.len()), form);
        let done = ui.push_id(place.id(row), |ui| {
            if sentence::reads(form) {
                words_ui(ui, desk, &place, row, commands)
            } else if is_sentence(form, row) {
                sentence_ui(ui, desk, &place, row, commands)
            } else {
                folded_ui(ui, desk, &place, row, commands)
            }
        });
        if is_written {
            new_row::keep_in_sight(ui, desk, done.response.rect);
            let typed = match &done.inner {
                Some(Act::Edit(_, name, change)) => Some((*name, change)),
                _ => None,
            };
            next = new_row::left_by_key(ui, desk, row, typed).and_then(|wish| match wish {
                // A row of the project's lists has more to it than its name.
                Wish::Next => (!place.is_of_page(desk)).then_some(Act::Add { goes_on: true }),
                Wish::Nothing => Some(Act::Remove(index)),
            });
        }
        act = act.or(done.inner);
        let key = text_of(row, "key");
        ui.push_id(("exit", place.id(row)), |ui| links::row_exit_ui(ui, desk, key, commands));
        row_findings_ui(ui, desk, (&place, row), commands);
        let all = Rect::from_min_max(done.response.rect.min, ui.min_rect().max);
        desk.drew(row_id(spot.id, index), all);
        spans.push(all.top()..=all.bottom());
    }
    act = act.or(order::order_ui(ui, desk, spot, form, &spans).map(|(from, to)| Act::Move(from, to)));
    let add = desk.say(words::row_words(form.name).0);
    let button = link_button(ui, desk.input.theme, "plus", add);
    // Lists of one form may stand side by side, so the button goes by the name of its list too.
    name_it(&button, &format!("{add} ({})", spot.name));
    if button.clicked() {
        next = Some(Act::Add { goes_on: false });
    } else if matches!(next, Some(Act::Remove(_))) {
        // The keyboard stays in the card.
        button.request_focus();
    }
    let acts: Vec<Act> = act.into_iter().chain(next).collect();
    if acts.is_empty() { None } else { perform(ui, desk, spot, rows, form, acts) }
}

/// Whether the rows stand on a page of the settings and not on a block's card.
fn is_page(desk: &Desk<'_>) -> bool {
    desk.input.project.block(desk.input.block_id).is_none()
}

/// Which row of which list.
struct Place<'a> {
    spot: &'a Spot,
    index: usize,
    count: usize,
    form: &'static Form,
}

impl Place<'_> {
    /// Lasts while rows move, where rows have keys.
    fn id(&self, row: &Record) -> Id {
        match text_of(row, "key") {
            "" => self.spot.id.with(self.index),
            key => self.spot.id.with(key),
        }
    }

    /// Whether the row is one of a list of the project, on a page of its own.
    fn is_of_page(&self, desk: &Desk<'_>) -> bool {
        self.spot.row.is_none() && is_page(desk)
    }

    /// Room for the button that unfolds the row, and for its distance.
    fn opener_width(&self, ui: &Ui, desk: &Desk<'_>) -> f32 {
        if self.is_of_page(desk) {
            button_width(ui, Weight::Quiet, desk.say(words::OPEN)) + 2.0
        } else {
            TOOL
        }
    }

    fn spot(&self, desk: &Desk<'_>, field: &FormField) -> Spot {
        self.spot.inside(self.index, field, desk.say(field.label))
    }

    fn fields<'r>(&self, row: &'r Record) -> impl Iterator<Item = &'static FormField> + 'r {
        let form = self.form;
        form.fields.iter().filter(move |field| applies(form, field, row))
    }

    fn named(&self, desk: &Desk<'_>, label: crate::model::Label) -> String {
        format!("{} {}", desk.say(label), self.spot.number(self.index))
    }
}

/// Whether every value that the row shows fits into a half of the card's width.
fn is_sentence(form: &Form, row: &Record) -> bool {
    let own: Vec<_> = form.fields.iter().filter(|field| applies(form, field, row)).collect();
    let small = |field: &&FormField| {
        matches!(
            field.shape,
            Shape::Line
                | Shape::Int { .. }
                | Shape::Flag
                | Shape::Choice(_)
                | Shape::Field
                | Shape::Tag
                | Shape::Formula
                | Shape::Date
                | Shape::Table
                | Shape::Named(_)
                | Shape::Block
                | Shape::Url
        )
    };
    own.iter().all(small) && (own.len() <= 2 || own.first().is_some_and(|field| is_choice(field)))
}

fn is_choice(field: &FormField) -> bool {
    matches!(field.shape, Shape::Choice(_))
}

/// A row that reads as a sentence, with its tools at the right end.
fn words_ui(
    ui: &mut Ui,
    desk: &mut Desk<'_>,
    place: &Place<'_>,
    row: &Record,
    commands: &mut Vec<Command>,
) -> Option<Act> {
    let mut act = None;
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        if place.count > 1 {
            order::handle_ui(ui, desk, (place.spot.id, place.index), &place.named(desk, words::DRAG_ROW));
        }
        let width = ui.available_width() - TOOL - 2.0;
        ui.allocate_ui(vec2(width, 32.0), |ui| {
            ui.set_width(width);
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing = vec2(4.0, 2.0);
                sentence::opening_ui(ui, desk, place.form, place.index, desk.any);
                let spot_of = |desk: &Desk<'_>, field: &FormField| place.spot(desk, field);
                let changed = sentence::words_ui(ui, desk, place.form, row, &spot_of, commands);
                act = changed.map(|(name, change)| Act::Edit(place.index, name, change));
            });
        });
        let name = place.named(desk, words::REMOVE);
        if icon_button(ui, desk.input.theme, "x", TOOL, &name).clicked() {
            act = Some(Act::Remove(place.index));
        }
    });
    for field in place.fields(row) {
        findings_ui(ui, desk, &desk.findings(&place.spot(desk, field)), commands);
    }
    act
}

/// «[Поле ▾] [бюджет ▾] [не меньше ▾] [12]», two values on a line.
fn sentence_ui(
    ui: &mut Ui,
    desk: &mut Desk<'_>,
    place: &Place<'_>,
    row: &Record,
    commands: &mut Vec<Command>,
) -> Option<Act> {
    let fields: Vec<_> = place.fields(row).collect();
    // A choice that leads the sentence has a line for itself, or its words would be cut.
    let lead = if fields.first().is_some_and(|field| is_choice(field)) { 1 } else { 2 };
    let (first, rest) = fields.split_at(lead.min(fields.len()));
    let mut act = None;
    for (line, pair) in std::iter::once(first).chain(rest.chunks(2)).enumerate() {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            if line == 0 && place.count > 1 {
                order::handle_ui(ui, desk, (place.spot.id, place.index), &place.named(desk, words::DRAG_ROW));
            }
            let tools = if line == 0 { TOOL + 4.0 } else { 0.0 };
            let room = ui.available_width() - tools;
            let each = ((room - 4.0 * (pair.len() as f32 - 1.0)) / pair.len().max(1) as f32).floor();
            for (at, field) in pair.iter().enumerate() {
                // A name is shorter than what stands for it.
                let more = if names_value(pair) { (each * 0.16).floor() } else { 0.0 };
                let width = if at == 0 { each - more } else { each + more };
                let spot = place.spot(desk, field);
                let change = ui.allocate_ui(vec2(width, 32.0), |ui| {
                    ui.set_width(width);
                    ui.vertical(|ui| editor_ui(ui, desk, &spot, field, row, commands)).inner
                });
                if let Some(change) = change.inner {
                    act = Some(Act::Edit(place.index, field.name, change));
                }
            }
            let name = place.named(desk, words::REMOVE);
            if line == 0 && icon_button(ui, desk.input.theme, "x", TOOL, &name).clicked() {
                act = Some(Act::Remove(place.index));
            }
        });
        for field in pair {
            findings_ui(ui, desk, &desk.findings(&place.spot(desk, field)), commands);
        }
    }
    act
}

/// Whether two values of a line are a name and what it stands for.
fn names_value(pair: &[&'static FormField]) -> bool {
    let is_line = |field: &FormField| matches!(field.shape, Shape::Line);
    matches!(pair, [name, value] if is_line(name) && (is_line(value) || matches!(value.shape, Shape::Field)))
}

/// The first value of a row with its tools; the rest below while it is unfolded.
fn folded_ui(
    ui: &mut Ui,
    desk: &mut Desk<'_>,
    place: &Place<'_>,
    row: &Record,
    commands: &mut Vec<Command>,
) -> Option<Act> {
    let fields: Vec<_> = place.fields(row).collect();
    let (face, rest) = fields.split_first()?;
    let id = place.id(row);
    let path = (place.spot.path.as_str(), place.spot.row);
    if desk.state.aim.as_ref().is_some_and(|aim| aim.opens(path.0, path.1, place.index)) {
        desk.state.open.insert(id, true);
    }
    let open = desk.state.open.get(&id).copied().unwrap_or_else(|| opens_at_once(place.form));
    let mut act = None;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        if place.count > 1 {
            order::handle_ui(ui, desk, (place.spot.id, place.index), &place.named(desk, words::DRAG_ROW));
        }
        let opener = place.opener_width(ui, desk);
        let width = ui.available_width() - opener - TOOL - 4.0;
        let spot = place.spot(desk, face);
        let change = ui.allocate_ui(vec2(width, 32.0), |ui| {
            ui.set_width(width);
            editor_ui(ui, desk, &spot, face, row, commands)
        });
        act = change.inner.map(|change| Act::Edit(place.index, face.name, change));
        let filled = rest.iter().any(|field| row.contains_key(field.name));
        if opener_ui(ui, desk, place, (open, filled)) {
            desk.state.open.insert(id, !open);
        }
        let name = place.named(desk, words::REMOVE);
        if icon_button(ui, desk.input.theme, "x", TOOL, &name).clicked() {
            act = Some(Act::Remove(place.index));
        }
    });
    findings_ui(ui, desk, &desk.findings(&place.spot(desk, face)), commands);
    if open {
        return unfolded_ui(ui, desk, place, (row, rest), commands).or(act);
    }
    if let Some(gist) = gist(place.form, row, desk.input.lang) {
        let color = desk.input.theme.tokens.muted;
        let text = ui.add(
            egui::Label::new(egui::RichText::new(&gist).font(theme::regular(theme::CAPTION)).color(color))
                .truncate(),
        );
        name_it(&text, &gist);
    }
    for field in rest {
        findings_ui(ui, desk, &desk.findings(&place.spot(desk, field)), commands);
    }
    act
}

/// The button that unfolds a row: with words where there is room for them. Gives whether it was pressed.
fn opener_ui(ui: &mut Ui, desk: &Desk<'_>, place: &Place<'_>, (open, filled): (bool, bool)) -> bool {
    let (theme, name) = (desk.input.theme, place.named(desk, words::OPEN));
    let icon = if open { "chevron-up" } else { "chevron-down" };
    if place.is_of_page(desk) {
        return button(ui, theme, Weight::Quiet, icon, desk.say(words::OPEN), &name).clicked();
    }
    icon_toggle(ui, theme, icon, TOOL, &name, filled && !open).clicked()
}

/// The rest of a row, set off by a line on its left, and the tools that move the row.
fn unfolded_ui(
    ui: &mut Ui,
    desk: &mut Desk<'_>,
    place: &Place<'_>,
    (row, fields): (&Record, &[&'static FormField]),
    commands: &mut Vec<Command>,
) -> Option<Act> {
    let mut act = None;
    let margin = egui::Margin { left: 11, right: 0, top: 2, bottom: 4 };
    let inside = egui::Frame::new().inner_margin(margin).show(ui, |ui| {
        for field in fields {
            let spot = place.spot(desk, field);
            if let Some(change) = field_ui(ui, desk, &spot, field, row, commands) {
                act = Some(Act::Edit(place.index, field.name, change));
            }
        }
        if place.count > 1 {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 2.0;
                act = move_ui(ui, desk, place).or(act.take());
            });
        }
    });
    let rect = inside.response.rect;
    let x = rect.left() + 3.0;
    let stroke = egui::Stroke::new(2.0, desk.input.theme.tokens.line);
    ui.painter().vline(x, rect.top() + 2.0..=rect.bottom() - 4.0, stroke);
    act
}

fn move_ui(ui: &mut Ui, desk: &Desk<'_>, place: &Place<'_>) -> Option<Act> {
    let mut act = None;
    let theme = desk.input.theme;
    let up = place.named(desk, words::UP);
    ui.add_enabled_ui(place.index > 0, |ui| {
        if icon_button(ui, theme, "arrow-up", TOOL, &up).clicked() {
            act = Some(Act::Move(place.index, place.index - 1));
        }
    });
    let down = place.named(desk, words::DOWN);
    ui.add_enabled_ui(place.index + 1 < place.count, |ui| {
        if icon_button(ui, theme, "arrow-down", TOOL, &down).clicked() {
            act = Some(Act::Move(place.index, place.index + 1));
        }
    });
    act
}

/// Findings about a row as a whole: its button leads nowhere, or something deep inside it is wrong.
fn row_findings_ui(
    ui: &mut Ui,
    desk: &Desk<'_>,
    (place, row): (&Place<'_>, &Record),
    commands: &mut Vec<Command>,
) {
    if place.spot.row.is_some() {
        return;
    }
    let (block_id, key) = (desk.input.block_id, text_of(row, "key"));
    let inside = format!("{}.", place.spot.path);
    let of_row = |finding: &&Diagnostic| match &finding.at {
        Anchor::Exit(block, exit) => *block == block_id && !key.is_empty() && exit.0 == key,
        Anchor::Prop { block, prop, row } => {
            let deep = prop.strip_prefix(&inside).is_some_and(|rest| rest.contains('.'));
            *block == block_id && (deep || *prop == place.spot.path) && *row == Some(place.index)
        }
        Anchor::Project | Anchor::Funnel(_) | Anchor::Block(_) | Anchor::File(_) => false,
    };
    for finding in desk.input.findings.iter().filter(of_row) {
        // Where a button leads is chosen just above.
        let brief = matches!(finding.at, Anchor::Exit(..));
        finding_ui(ui, desk, finding, brief, commands);
    }
}

fn perform(
    ui: &Ui,
    desk: &mut Desk<'_>,
    spot: &Spot,
    rows: &[Record],
    form: &'static Form,
    acts: Vec<Act>,
) -> Option<Change> {
    let mut rows = rows.to_vec();
    let mut change = Change::set(None);
    for act in acts {
        change.typing = false;
        match act {
            Act::Remove(index) => drop((index < rows.len()).then(|| rows.remove(index))),
            Act::Move(from, to) if from < rows.len() && to < rows.len() => {
                let row = rows.remove(from);
                rows.insert(to, row);
            }
            Act::Move(..) => {}
            Act::Add { goes_on } => {
                rows.push(fresh_row(desk, form, rows.len()));
                let face = new_row::face_of(form)?;
                if spot.row.is_none() && is_page(desk) {
                    // A name alone does nothing: what matters is asked for at once.
                    desk.state.open.insert(spot.id.with(rows.len() - 1), true);
                }
                let words = rows.last().map_or("", |row| text_of(row, face.name));
                new_row::begin(ui, desk, (spot, rows.len() - 1, face), words, goes_on);
            }
            Act::Edit(index, name, edited) => {
                let row = rows.get_mut(index)?;
                match edited.prop {
                    Some(prop) => row.insert(name.to_owned(), prop),
                    None => row.remove(name),
                };
                change.typing = edited.typing;
                change.along = edited.along;
            }
        }
    }
    change.prop = (!rows.is_empty()).then_some(Prop::List(rows));
    Some(change)
}

/// A new row: a key of its own where the form wants one, and words to write over.
fn fresh_row(desk: &Desk<'_>, form: &Form, count: usize) -> Record {
    let mut row = Record::new();
    if form.field("key").is_some()
        && let Some((_, block)) = desk.input.project.block(desk.input.block_id)
    {
        row.insert("key".to_owned(), Prop::Text(build::next_key(block)));
    }
    let (_, label) = words::row_words(form.name);
    let label = desk.say(label);
    let named = ["label", "name"].into_iter().find(|name| form.field(name).is_some());
    if let Some(name) = named.filter(|_| !label.is_empty()) {
        row.insert(name.to_owned(), Prop::Text(format!("{label} {}", count + 1)));
    }
    row
}
