//! The card of the selected block: every property with an editor that fits its shape, drawn from the form of
//! the block's kind, so that a new kind gets its card for nothing.
//!
//! The card never changes the project: it pushes commands. What is typed is read back from the project every
//! frame, so undo changes the text under the cursor without losing the focus.

mod applies;
mod desk;
mod editor;
mod emoji;
mod footer;
mod gist;
mod layers;
mod length;
mod lines;
mod link;
mod links;
mod list_name;
mod losses;
mod media;
mod new_row;
mod order;
mod outside;
mod phrase;
mod pick;
mod preview;
mod refer;
mod rich;
mod rows;
mod say;
mod sentence;
mod simple;
mod stepped;
mod text;
mod time;
mod tools;
mod words;

use crate::blocks::{BlockType, ListType, Registry, block_type};
use crate::compile::Spoken;
use crate::diag::{Anchor, Diagnostic};
use crate::edit::{Transaction, build};
use crate::emulator::Emulator;
use crate::model::{Block, BlockId, FormField, Lang, Project, Prop};
use crate::studio::chat::MediaStore;
use crate::studio::command::{ChatCommand, Command, MediaPlace};
use crate::studio::keyboard::come_into_view;
use crate::studio::theme::{self, Theme};
use crate::studio::widgets::{
    goes_on, hairline, icon_at, icon_button, list_ui, menu_row, name_it, note_ui, steady_ui, tile_at,
};
use applies::{applies, is_rare};
use desk::{Change, Desk, Spot};
use egui::{Id, IdMap, Rect, Sense, TextEdit, Ui, vec2};
pub use outside::{
    Aim, LANGUAGES, Single, add_layer_ui, language_name, layer_name, lines_ui, single_ui, template_ui,
    text_name,
};
use std::ops::Range;
pub use stepped::Before;
pub use tools::text_keys;

/// Width of the card in points, border included.
pub const CARD_WIDTH: f32 = 290.0;

/// How much of the card its foot may take where the form needs the room.
const FOOT_SHARE: f32 = 0.34;
/// The same of a card that is hardly as high as a text with its tools.
const FOOT_SHARE_LOW: f32 = 0.16;
const LOW: f32 = 320.0;

/// A file below `media/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MediaFile {
    /// Its path below `media/`, with `/`.
    pub path: String,
    /// Its size.
    pub bytes: u64,
}

/// What the card is drawn from.
#[derive(Clone, Copy)]
pub struct InspectorInput<'a> {
    /// The project.
    pub project: &'a Project,
    /// The block whose card it is.
    pub block_id: BlockId,
    /// Looks.
    pub theme: &'a Theme,
    /// Language of the window.
    pub lang: Lang,
    /// Findings of the whole project or of this block.
    pub findings: &'a [Diagnostic],
    /// Files that can be attached.
    pub media: &'a [MediaFile],
    /// Their pictures.
    pub store: &'a dyn MediaStore,
    /// The conversation in the chat, whose person lends values to the preview.
    pub emulator: Option<&'a Emulator>,
    /// Changes whenever the project changes.
    pub revision: u64,
}

/// What the card remembers between frames. Nothing of it belongs to the project.
#[derive(Debug, Default)]
pub struct InspectorState {
    shown: Option<BlockId>,
    /// Text of number fields that is no number yet, and the number it stands for.
    drafts: IdMap<(String, i64)>,
    /// Whether something is wrong with what may be folded away.
    hidden_wrong: bool,
    /// Editors of a block that has got another number, with their new names.
    moved: Option<Vec<(Id, Id)>>,
    /// The name of a list's row that is being typed.
    list_name: Option<list_name::Draft>,
    /// Text of fields that add a line.
    adding: IdMap<lines::Adding>,
    /// Addresses of links that are being written.
    lines: IdMap<String>,
    /// Rows that were unfolded or folded by hand.
    open: IdMap<bool>,
    /// The row that was added last.
    new_row: Option<new_row::NewRow>,
    /// Whether the rare properties are shown; decided anew for every block.
    more: bool,
    /// Name of a field or tag that is being made.
    new_name: String,
    /// Text field that had the cursor last, and the characters that were selected in it: pressing a tool
    /// takes the focus away before the tool is done.
    cursor: Option<(Id, Range<usize>)>,
    /// What is looked for in the list that lies open.
    search: String,
    /// Emoji that were taken last, the newest first; kept from block to block.
    pub recent: Vec<String>,
    /// The layer whose texts are shown; empty for the project's own. Kept from block to block.
    layer: String,
    /// Whether the preview is unfolded, and in which messenger. Kept from block to block.
    preview_open: bool,
    /// Whether it was unfolded just now and shall come into sight.
    preview_comes: bool,
    preview_in: String,
    played: Option<preview::Played>,
    /// The texts of a block in a state of the project.
    spoken: Option<((BlockId, u64), Vec<Spoken>)>,
    /// The row that is being dragged: its list and number.
    dragged: Option<(Id, usize)>,
    /// Places of attachments as they were drawn last, for files that are dropped.
    media_spots: Vec<(Rect, MediaPlace)>,
    /// Heights of the foot as it was drawn last, and of everything that scrolls over it.
    footer_height: f32,
    form_height: f32,
    /// How high the card would be if nothing of it had to scroll, once it was drawn.
    whole: Option<f32>,
    /// The text that somebody asked to see.
    pub aim: Option<Aim>,
    /// What a step of undo or redo has changed, until it is in sight.
    stepped: Option<stepped::Stepped>,
    /// What editors asked for that have no say of their own.
    asked: Vec<Command>,
}

impl InspectorState {
    /// Whether a line is being written that is not among the lines yet.
    pub fn is_adding(&self) -> bool {
        !self.adding.is_empty()
    }

    /// How high the card of this block would be if nothing of it had to scroll, points; nothing before it was drawn.
    pub fn whole_height(&self, block_id: BlockId) -> Option<f32> {
        self.whole.filter(|_| self.shown == Some(block_id))
    }

    /// What editors asked for that have no say of their own.
    pub fn take_asked(&mut self) -> Vec<Command> {
        std::mem::take(&mut self.asked)
    }
}

impl InspectorState {
    /// The place of an attachment under a point of the screen.
    pub fn media_at(&self, pos: egui::Pos2) -> Option<&MediaPlace> {
        self.media_spots.iter().find(|spot| spot.0.contains(pos)).map(|spot| &spot.1)
    }
}

/// Draws the card into the space that is left, [`CARD_WIDTH`] wide and as high as it needs; what does not
/// fit scrolls.
pub fn inspector_ui(
    ui: &mut Ui,
    input: &InspectorInput<'_>,
    state: &mut InspectorState,
    commands: &mut Vec<Command>,
) {
    let Some((_, block)) = input.project.block(input.block_id) else { return };
    let kind = block_type(&block.kind);
    if state.shown != Some(input.block_id) {
        let more = kind.is_some_and(|kind| any_rare_busy(kind, block, input));
        let kept = std::mem::take(state);
        *state = InspectorState {
            shown: Some(input.block_id),
            more,
            recent: kept.recent,
            layer: kept.layer,
            preview_open: kept.preview_open,
            preview_in: kept.preview_in,
            aim: kept.aim,
            ..InspectorState::default()
        };
    }
    state.hand_over(ui);
    // What was found out after the card came up opens the fold once; who closes it again means it.
    let wrong = kind.is_some_and(|kind| any_hidden_wrong(kind, block, input));
    state.more |= wrong && !std::mem::replace(&mut state.hidden_wrong, wrong);
    if let Some(aim) = state.aim.as_ref().filter(|aim| aim.block_id == input.block_id) {
        state.layer.clone_from(&aim.layer);
        state.more |= aim.layer.is_empty();
    }
    if input.project.layers.iter().all(|layer| layer.name != state.layer) {
        state.layer.clear();
    }
    state.media_spots.clear();
    let height = ui.available_height();
    let exits = kind.map(|kind| (kind.exits)(block)).unwrap_or_default();
    let mut desk = Desk { input, state, exits, any: false };
    let card = input.theme.card().show(ui, |ui| {
        ui.set_width(CARD_WIDTH - 26.0);
        ui.spacing_mut().item_spacing.y = 0.0;
        header_ui(ui, &mut desk, block, kind, commands);
        ui.add_space(8.0);
        let room = height - 26.0 - theme::HIT - 8.0 - desk.state.footer_height;
        let scroll = egui::ScrollArea::vertical().id_salt(input.block_id.0).max_height(room.max(80.0));
        let scrolled = steady_ui(ui, scroll.auto_shrink([false, true]), |ui| {
            ui.spacing_mut().item_spacing.y = 12.0;
            match kind {
                Some(kind) => form_ui(ui, &mut desk, block, kind, commands),
                None => quiet(ui, &desk, words::UNKNOWN_KIND.of(input.lang)),
            }
            outside::aim_ui(ui, desk.state, input.block_id);
            stepped::stepped_ui(ui, desk.state);
            come_into_view(ui);
        });
        desk.state.form_height = scrolled.content_size.y;
        let hidden = scrolled.content_size.y - scrolled.inner_rect.height();
        hidden + foot_ui(ui, &mut desk, block, height, commands)
    });
    state.whole = Some(card.response.rect.height() + card.inner);
    commands.extend(state.take_asked());
}

/// The foot of a card of that height: however much is wrong, most of the card is for mending it. Gives how much of the
/// foot has to scroll.
fn foot_ui(ui: &mut Ui, desk: &mut Desk<'_>, block: &Block, height: f32, commands: &mut Vec<Command>) -> f32 {
    let top = ui.cursor().top();
    ui.add_space(10.0);
    hairline(ui, desk.input.theme);
    ui.add_space(8.0);
    let over = ui.cursor().top() - top;
    let spare = height - 26.0 - theme::HIT - 8.0 - over - desk.state.form_height;
    let share = if height < LOW { FOOT_SHARE_LOW } else { FOOT_SHARE };
    let most = spare.max(height * share);
    let area = egui::ScrollArea::vertical().id_salt(("foot", desk.input.block_id.0)).min_scrolled_height(0.0);
    let scrolled = ui.push_id("foot", |ui| {
        steady_ui(ui, area.max_height(most).auto_shrink([false, true]), |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            footer::footer_ui(ui, desk, block, commands);
            come_into_view(ui);
        })
    });
    let (wanted, shown) = (scrolled.inner.content_size.y, scrolled.inner.inner_rect.height());
    // What it wants and not what it got: the form gives way to it in the next frame.
    desk.state.footer_height = over + wanted.min(most);
    wanted - shown
}

/// Draws the rows of a list of the project with the editors of blocks.
pub fn list_rows_ui(
    ui: &mut Ui,
    input: &InspectorInput<'_>,
    state: &mut InspectorState,
    list: &'static ListType,
    commands: &mut Vec<Command>,
) {
    let spot = Spot {
        id: Id::unique(("list", list.name)),
        path: list.name.to_owned(),
        row: None,
        name: list.label.of(input.lang).to_owned(),
    };
    let held = input.project.lists.get(list.name).map_or(&[][..], Vec::as_slice);
    let mut desk = Desk { input, state, exits: Vec::new(), any: false };
    let Some(change) = rows::list(ui, &mut desk, &spot, held, list.form, commands) else { return };
    let rows = match change.prop {
        Some(Prop::List(rows)) => rows,
        Some(_) | None => Vec::new(),
    };
    let own = match list_name::renamed(held, &rows) {
        Some((name, new)) => build::rename_listed(input.project, &Registry, list.name, name, new),
        None => build::set_list(input.project, list.name, rows),
    };
    commands.push(joined(own, change.along, change.typing));
}

/// Whether a rare property says something or is found fault with, so that it must not be hidden.
fn any_rare_busy(kind: &BlockType, block: &Block, input: &InspectorInput<'_>) -> bool {
    // What the sentence says needs no second place, unless it is found fault with.
    let says = |field: &FormField| is_rare(kind.form, field) && block.props.contains_key(field.name);
    kind.form.fields.iter().any(says) || any_hidden_wrong(kind, block, input)
}

/// Whether something is found fault with that stands among what is folded away.
fn any_hidden_wrong(kind: &BlockType, block: &Block, input: &InspectorInput<'_>) -> bool {
    let wrong = |name: &str| {
        input.findings.iter().any(|finding| match &finding.at {
            Anchor::Prop { block, prop, .. } => {
                *block == input.block_id && prop.split('.').next() == Some(name)
            }
            Anchor::Project | Anchor::Funnel(_) | Anchor::Block(_) | Anchor::Exit(..) | Anchor::File(_) => {
                false
            }
        })
    };
    let said = say::parts(block, input.lang).is_some();
    kind.form.fields.iter().any(|field| (said || is_rare(kind.form, field)) && wrong(field.name))
}

fn quiet(ui: &mut Ui, desk: &Desk<'_>, text: &str) {
    note_ui(ui, text, theme::regular(theme::BODY), desk.input.theme.tokens.muted);
}

/// The field of a block's title in its card.
pub fn title_id(block_id: BlockId) -> Id {
    Id::unique(("block title", block_id.0))
}

/// Icon tile, title that is edited in place, menu.
fn header_ui(
    ui: &mut Ui,
    desk: &mut Desk<'_>,
    block: &Block,
    kind: Option<&'static BlockType>,
    commands: &mut Vec<Command>,
) {
    let input = desk.input;
    ui.horizontal(|ui| {
        let (rect, _) = ui.allocate_exact_size(vec2(22.0, theme::HIT), Sense::hover());
        let tile = Rect::from_center_size(rect.center(), vec2(22.0, 22.0));
        let (icon, color) = kind.map_or(("circle-question-mark", input.theme.tokens.muted), |kind| {
            (kind.icon, input.theme.family(kind.family))
        });
        tile_at(ui, tile, icon, color);
        let mut title = block.title.clone();
        let hint = kind.map_or(block.kind.as_str(), |kind| kind.label.of(input.lang));
        let hint =
            egui::RichText::new(hint).font(theme::semibold(theme::TITLE)).color(input.theme.tokens.ink);
        // An untitled block goes by the name of its kind, which is as good as a title.
        ui.visuals_mut().weak_text_color = Some(input.theme.tokens.ink);
        let edit = TextEdit::singleline(&mut title)
            .id(title_id(input.block_id))
            .frame(egui::Frame::NONE)
            .font(theme::semibold(theme::TITLE))
            .text_color(input.theme.tokens.ink)
            .hint_text(hint)
            .min_size(vec2(0.0, theme::HIT))
            .align(egui::Align2::LEFT_CENTER)
            .desired_width(ui.available_width() - 2.0 * (theme::HIT + 8.0));
        let output = edit.show(ui);
        if !output.response.has_focus() {
            goes_on(ui, &output, input.theme.tokens.card, input.theme.tokens.ink);
        }
        let response = &output.response;
        name_it(response, words::TITLE.of(input.lang));
        if response.changed() {
            let transaction = build::set_title(input.project, input.block_id, title);
            commands.push(Command::Typing(transaction));
        }
        if kind.is_some() && input.project.layers.is_empty() && !layers::said(desk).is_empty() {
            let name = words::ADD_LAYER.of(input.lang);
            let button = icon_button(ui, input.theme, "languages", theme::HIT, name);
            layers::add_ui(desk, &button, commands);
        } else {
            ui.add_space(theme::HIT);
        }
        menu_ui(ui, desk, commands);
    });
}

fn menu_ui(ui: &mut Ui, desk: &Desk<'_>, commands: &mut Vec<Command>) {
    let (theme, block_id) = (desk.input.theme, desk.input.block_id);
    let button = icon_button(ui, theme, "ellipsis", theme::HIT, desk.say(words::MENU));
    list_ui(theme, &button, 200.0, |ui| {
        let select = Command::Select(vec![block_id]);
        for (icon, label, asked) in [
            ("play", words::PLAY_FROM, vec![Command::Chat(ChatCommand::PlayFrom(block_id))]),
            ("copy", words::DUPLICATE, vec![select.clone(), Command::DuplicateSelection]),
            ("trash-2", words::DELETE, vec![select, Command::DeleteSelection]),
        ] {
            if menu_row(ui, theme, icon, desk.say(label), false).clicked() {
                commands.extend(asked);
                ui.close();
            }
        }
    });
}

/// The languages and messengers, the properties or the texts of one of them, and the preview.
fn form_ui(
    ui: &mut Ui,
    desk: &mut Desk<'_>,
    block: &Block,
    kind: &'static BlockType,
    commands: &mut Vec<Command>,
) {
    let said = layers::said(desk);
    if !said.is_empty() && !desk.input.project.layers.is_empty() {
        layers::strip_ui(ui, desk, &said, commands);
    }
    if desk.state.layer.is_empty() {
        phrase::sentence_ui(ui, desk, block, kind, commands);
        fields_ui(ui, desk, block, kind, commands);
        links::rest_ui(ui, desk, block, commands);
    } else if said.is_empty() {
        quiet(ui, desk, words::NOTHING_SPOKEN.of(desk.input.lang));
    } else {
        layers::form_ui(ui, desk, block, &said, commands);
    }
    if preview::says(desk) {
        preview::preview_ui(ui, desk, block);
    }
}

/// All properties that have a say: the usual ones, then the rare ones when they are unfolded.
fn fields_ui(
    ui: &mut Ui,
    desk: &mut Desk<'_>,
    block: &Block,
    kind: &'static BlockType,
    commands: &mut Vec<Command>,
) {
    let shown = kind.form.fields.iter().filter(|field| applies(kind.form, field, &block.props));
    let (rare, usual): (Vec<_>, Vec<_>) =
        shown.partition(|field| is_rare(kind.form, field) || phrase::says(block, desk, field.name));
    if usual.is_empty() && rare.is_empty() {
        quiet(ui, desk, words::NO_PROPS.of(desk.input.lang));
    }
    for field in usual {
        prop_ui(ui, desk, block, field, commands);
    }
    if rare.is_empty() {
        return;
    }
    more_ui(ui, desk);
    if desk.state.more {
        for field in rare {
            prop_ui(ui, desk, block, field, commands);
        }
    }
}

/// The row that folds and unfolds the rare properties.
fn more_ui(ui: &mut Ui, desk: &mut Desk<'_>) {
    let text = desk.say(words::MORE);
    let tokens = &desk.input.theme.tokens;
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), theme::HIT), Sense::click());
    let color = if response.hovered() || response.has_focus() { tokens.ink } else { tokens.muted };
    let icon = if desk.state.more { "chevron-down" } else { "chevron-right" };
    icon_at(ui, Rect::from_min_size(rect.min, vec2(16.0, rect.height())), icon, 14.0, color);
    let room = Rect::from_min_max(rect.min + vec2(20.0, 0.0), rect.max);
    crate::studio::widgets::text_in(ui, room, text, theme::medium(theme::BODY), color);
    response.widget_info(|| {
        egui::WidgetInfo::selected(egui::accesskit::Role::DisclosureTriangle, true, desk.state.more, text)
    });
    if response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked() {
        desk.state.more = !desk.state.more;
    }
}

fn prop_ui(
    ui: &mut Ui,
    desk: &mut Desk<'_>,
    block: &Block,
    field: &'static FormField,
    commands: &mut Vec<Command>,
) {
    let input = desk.input;
    let spot = Spot {
        id: stepped::prop_id(input.block_id, field.name),
        path: field.name.to_owned(),
        row: None,
        name: field.label.of(input.lang).to_owned(),
    };
    let change = editor::field_ui(ui, desk, &spot, field, &block.props, commands);
    commands.extend(change.map(|change| command_of(input, field.name, change)));
}

/// What the application must do for a change of a property.
fn command_of(input: &InspectorInput<'_>, prop: &str, change: Change) -> Command {
    let own = build::set_prop(input.project, input.block_id, prop, change.prop);
    joined(own, change.along, change.typing)
}

/// A change together with what must happen to the project in the same step, which is told by that: a field or tag that
/// is made on the way is a field or tag of the whole project.
fn joined(own: Transaction, along: Option<Transaction>, typing: bool) -> Command {
    let transaction = match along {
        Some(along) => Transaction::new(along.label, along.edits.into_iter().chain(own.edits).collect()),
        None => own,
    };
    if typing { Command::Typing(transaction) } else { Command::Edit(transaction) }
}
