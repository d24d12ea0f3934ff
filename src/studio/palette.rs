//! Search or run, Ctrl+K: commands, blocks by their title and texts, funnels.

mod fuzzy;

use super::command::{Command, UI_COMMANDS, UiCommand};
use super::controls::is_second_press;
use super::find;
use super::inspector::MediaFile;
use super::settings::Section;
use super::theme::{self, BODY, CAPTION, Theme};
use super::top_bar::command_row;
use super::widgets::{icon_at, mark_row, name_it, text_in, tile_at};
use super::words::canvas::ADD_BLOCK;
use super::words::shell as words;
use crate::blocks::{BLOCK_TYPES, BlockType, block_title, block_type};
use crate::model::{Block, BlockId, Funnel, FunnelName, Label, Lang, Project, Prop, Record};
use crate::uses::Thing;
use egui::accesskit::Role;
use egui::{
    Align2, CursorIcon, Id, Key, Modifiers, Order, Rect, Response, Sense, Ui, WidgetInfo, pos2, vec2,
};
use fuzzy::Typed;

const WIDTH: f32 = 560.0;
const ROW: f32 = 34.0;
const FIELD: &str = "palette field";
/// Most rows of what was found; without a word every command has one.
const FOUND_MAX: usize = 40;

/// What the palette remembers while it is open.
#[derive(Clone, Debug, Default)]
pub struct PaletteState {
    /// What was typed.
    typed: String,
    /// The row that Enter runs.
    chosen: usize,
    /// Whether the text field has had the keyboard.
    began: bool,
    /// What had the keyboard when the palette came.
    before: Option<Option<Id>>,
    /// Whether only blocks are looked for.
    blocks_only: bool,
    /// What was found, and for what: looking through every text of a large project takes longer than a frame.
    kept: Option<(Asked, Vec<Found>)>,
}

/// What is looked for and where: the state of the project and its files, the language, the letters.
type Asked = (Option<(u64, u64, u32)>, Lang, String);

impl PaletteState {
    /// A palette that finds blocks and nothing else.
    pub fn of_blocks() -> Self {
        Self { blocks_only: true, ..Self::default() }
    }

    /// What had the keyboard before, and gets it back when nothing was chosen.
    pub fn before(&self) -> Option<Id> {
        self.before.flatten()
    }
}

/// What the palette searches.
#[derive(Debug)]
pub struct PaletteInput<'a> {
    /// How to draw.
    pub theme: &'a Theme,
    /// Language of the window.
    pub lang: Lang,
    /// The project; `None` on the start screen.
    pub project: Option<&'a Project>,
    /// Changes whenever the project or its files change or are others.
    pub revision: Option<(u64, u64, u32)>,
    /// Its files.
    pub media: &'a [MediaFile],
}

/// Something to run or to go to.
#[derive(Clone, Debug)]
enum Found {
    Command(&'static UiCommand),
    Block { id: BlockId, kind: String, title: String, place: String },
    Funnel { name: FunnelName, title: String },
    Section { section: Section, title: String },
    Kind(&'static BlockType),
    Uses { thing: Thing, name: String, title: String },
}

/// Draws the palette over the window; gives whether it stays open.
pub fn palette_ui(
    ctx: &egui::Context,
    input: &PaletteInput<'_>,
    state: &mut PaletteState,
    commands: &mut Vec<Command>,
) -> bool {
    state.before.get_or_insert_with(|| ctx.memory(|memory| memory.focused()));
    let screen = ctx.content_rect();
    let width = WIDTH.min(screen.width() - 48.0);
    let id = Id::unique("palette area");
    let name = if state.blocks_only { words::BLOCKS_HINT } else { words::SEARCH };
    let area = egui::Modal::new(Id::unique("palette"))
        .backdrop_color(input.theme.tokens.scrim)
        .frame(input.theme.card().inner_margin(8))
        .area(
            egui::Area::new(id)
                .kind(egui::UiKind::Modal)
                .accessible_name(name.of(input.lang))
                .order(Order::Foreground)
                .anchor(Align2::CENTER_TOP, vec2(0.0, (screen.height() * 0.12).round())),
        );
    let asked = (input.revision, input.lang, state.typed.clone());
    let kept = state.kept.take().filter(|kept| kept.0 == asked).map(|kept| kept.1);
    let found = kept.unwrap_or_else(|| found(input, &state.typed, state.blocks_only));
    let shown = area.show(ctx, |ui| {
        ui.set_width(width);
        ctx.accesskit_node_builder(id, |node| node.set_modal());
        let run = keys(ui, state, found.len());
        field_ui(ui, input, state);
        rows_ui(ui, input, state, &found, run)
    });
    let closing = shown.should_close() && !is_second_press(ctx);
    if let Some(at) = shown.inner {
        commands.extend(found.get(at).map(Found::command));
        return false;
    }
    state.kept = Some((asked, found));
    !closing
}

/// Moves the choice; gives whether it was moved, and whether it shall run.
fn keys(ui: &Ui, state: &mut PaletteState, count: usize) -> (bool, bool) {
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let (down, up) = (pressed(Key::ArrowDown), pressed(Key::ArrowUp));
    let count = count.max(1);
    state.chosen = match (up, down) {
        // The ends of the list meet.
        (true, _) => (state.chosen + count - 1) % count,
        (_, true) => (state.chosen + 1) % count,
        (false, false) => state.chosen.min(count - 1),
    };
    (down || up, pressed(Key::Enter))
}

fn field_ui(ui: &mut Ui, input: &PaletteInput<'_>, state: &mut PaletteState) {
    let tokens = &input.theme.tokens;
    ui.horizontal(|ui| {
        let (rect, _) = ui.allocate_exact_size(vec2(30.0, 36.0), Sense::hover());
        icon_at(ui, rect, "search", 16.0, tokens.muted);
        let hint = match input.project {
            _ if state.blocks_only => words::BLOCKS_HINT,
            Some(_) => words::PALETTE_HINT,
            None => words::COMMANDS_HINT,
        };
        let hint = egui::RichText::new(hint.of(input.lang)).color(tokens.faint);
        let field = egui::TextEdit::singleline(&mut state.typed)
            .id(Id::unique(FIELD))
            .frame(egui::Frame::NONE)
            .hint_text(hint)
            .font(theme::regular(theme::TITLE))
            .align(egui::Align2::LEFT_CENTER)
            .min_size(vec2(0.0, 36.0))
            .desired_width(f32::INFINITY);
        let response = ui.add(field);
        name_it(&response, words::SEARCH.of(input.lang));
        if response.changed() {
            state.chosen = 0;
        }
        // The keyboard belongs to the field as long as the palette is open.
        if !state.began || !response.has_focus() {
            state.began = true;
            response.request_focus();
        }
    });
    ui.add_space(4.0);
    super::widgets::hairline(ui, input.theme);
    ui.add_space(4.0);
}

/// Gives the row that shall run.
fn rows_ui(
    ui: &mut Ui,
    input: &PaletteInput<'_>,
    state: &mut PaletteState,
    found: &[Found],
    (moved, run): (bool, bool),
) -> Option<usize> {
    ui.spacing_mut().item_spacing.y = 1.0;
    if found.is_empty() {
        let font = theme::regular(BODY);
        super::widgets::note_ui(ui, words::NOTHING_FOUND.of(input.lang), font, input.theme.tokens.muted);
        return None;
    }
    let mut pressed = run.then_some(state.chosen);
    let height = (ROW * 11.0).min(ui.ctx().content_rect().height() * 0.88 - 90.0).max(ROW * 3.0);
    // A list that was short for one word is long for the next.
    let list = egui::ScrollArea::vertical().max_height(height).min_scrolled_height(height);
    list.show(ui, |ui| {
        for (at, entry) in found.iter().enumerate() {
            let chosen = at == state.chosen;
            // Another row at the same place is another one for whoever hears it.
            let response =
                ui.push_id((at, entry.title(input.lang)), |ui| row_ui(ui, input, entry, chosen)).inner;
            mark_row(&response, Id::unique(FIELD), chosen);
            if chosen && moved {
                response.scroll_to_me(None);
            }
            if response.clicked() {
                pressed = Some(at);
            }
        }
    });
    pressed
}

fn row_ui(ui: &mut Ui, input: &PaletteInput<'_>, entry: &Found, chosen: bool) -> Response {
    match entry {
        Found::Command(command) => command_row(ui, input.theme, input.lang, command, chosen),
        Found::Block { kind, title, place, .. } => {
            let (rect, response) = place_row(ui, input.theme, chosen, title, place);
            let tile = Rect::from_center_size(pos2(rect.left() + 17.0, rect.center().y), vec2(20.0, 20.0));
            if let Some(block_type) = block_type(kind) {
                tile_at(ui, tile, block_type.icon, input.theme.family(block_type.family));
            }
            response
        }
        Found::Funnel { title, .. } => {
            let place = words::FUNNEL.of(input.lang);
            let (rect, response) = place_row(ui, input.theme, chosen, title, place);
            let icon = Rect::from_center_size(pos2(rect.left() + 17.0, rect.center().y), vec2(20.0, 20.0));
            icon_at(ui, icon, "workflow", 15.0, input.theme.tokens.muted);
            response
        }
        Found::Kind(kind) => {
            let place = ADD_BLOCK.of(input.lang);
            let (rect, response) = place_row(ui, input.theme, chosen, kind.label.of(input.lang), place);
            let tile = Rect::from_center_size(pos2(rect.left() + 17.0, rect.center().y), vec2(20.0, 20.0));
            tile_at(ui, tile, kind.icon, input.theme.family(kind.family));
            response
        }
        Found::Section { section, title } => {
            icon_row(ui, input, chosen, section.icon(), (title, words::SETTINGS.of(input.lang)))
        }
        Found::Uses { thing, title, .. } => {
            let icon = match thing {
                Thing::Tag => "tag",
                Thing::Field => "text-cursor-input",
                Thing::Link => "link",
                Thing::Media => "paperclip",
            };
            icon_row(ui, input, chosen, icon, (title, ""))
        }
    }
}

/// A row for something with an icon of its own.
fn icon_row(
    ui: &mut Ui,
    input: &PaletteInput<'_>,
    chosen: bool,
    icon: &str,
    (title, place): (&str, &str),
) -> Response {
    let (rect, response) = place_row(ui, input.theme, chosen, title, place);
    let tile = Rect::from_center_size(pos2(rect.left() + 17.0, rect.center().y), vec2(20.0, 20.0));
    icon_at(ui, tile, icon, 15.0, input.theme.tokens.muted);
    response
}

/// A row for something in the project: its title and where it is.
fn place_row(ui: &mut Ui, theme: &Theme, chosen: bool, title: &str, place: &str) -> (Rect, Response) {
    let tokens = &theme.tokens;
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 30.0), Sense::click());
    if chosen {
        ui.painter().rect_filled(rect, theme::RADIUS_CONTROL, tokens.selected);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, theme::RADIUS_CONTROL, tokens.hover);
    }
    let place = super::widgets::elided(ui, place, theme::regular(CAPTION), tokens.muted, rect.width() * 0.45);
    let right = rect.right() - 8.0 - place.size().x;
    ui.painter().galley(pos2(right, rect.center().y - place.size().y / 2.0).round(), place, tokens.muted);
    let room = Rect::from_min_max(rect.min + vec2(34.0, 0.0), pos2(right - 8.0, rect.bottom()));
    text_in(ui, room, title, theme::regular(BODY), tokens.ink);
    response.widget_info(|| WidgetInfo::labeled(Role::MenuItem, true, title));
    (rect, response.on_hover_cursor(CursorIcon::PointingHand))
}

impl Found {
    fn title(&self, lang: Lang) -> &str {
        match self {
            Self::Command(command) => command.label.of(lang),
            Self::Kind(kind) => kind.label.of(lang),
            Self::Block { title, .. }
            | Self::Funnel { title, .. }
            | Self::Section { title, .. }
            | Self::Uses { title, .. } => title,
        }
    }

    fn command(&self) -> Command {
        match self {
            Self::Command(command) => (command.make)(),
            Self::Block { id, .. } => Command::FocusBlock(*id),
            Self::Funnel { name, .. } => Command::SelectFunnel(name.clone()),
            Self::Kind(kind) => Command::AddBlock { kind: kind.name.to_owned(), at: None, from: None },
            Self::Section { section, .. } => Command::ShowSettings(section.name()),
            Self::Uses { thing, name, .. } => Command::ShowUses(*thing, name.clone()),
        }
    }
}

/// The commands that do something just now; the palette itself is open already.
fn usable_commands(has_project: bool) -> impl Iterator<Item = &'static UiCommand> {
    let usable = move |command: &&UiCommand| has_project || !command.needs_project();
    UI_COMMANDS.iter().filter(|command| command.id != "palette").filter(usable)
}

/// Something that fits, before it is worth a row.
enum Fitting<'a> {
    Command(&'static UiCommand),
    Block(&'a Funnel, BlockId, &'a Block),
    Funnel(&'a Funnel),
    Section(Section),
    Kind(&'static BlockType),
    Uses(Thing, &'a str),
}

impl Fitting<'_> {
    fn found(self, lang: Lang) -> Found {
        match self {
            Self::Command(command) => Found::Command(command),
            Self::Block(funnel, id, block) => {
                let (title, place) =
                    (block_title(block, lang).to_owned(), funnel.shown_title(lang).to_owned());
                Found::Block { id, kind: block.kind.clone(), title, place }
            }
            Self::Funnel(funnel) => {
                Found::Funnel { name: funnel.name.clone(), title: funnel.shown_title(lang).to_owned() }
            }
            Self::Kind(kind) => Found::Kind(kind),
            Self::Section(section) => Found::Section { title: section.label(lang), section },
            Self::Uses(thing, name) => {
                Found::Uses { thing, name: name.to_owned(), title: find::where_is(thing, name, lang) }
            }
        }
    }
}

/// Everything that fits what was typed, best first. Of blocks and funnels nothing until something is typed.
fn found(input: &PaletteInput<'_>, typed: &str, blocks_only: bool) -> Vec<Found> {
    let (typed, lang) = (Typed::new(typed.trim()), input.lang);
    let mut fitting: Vec<(i32, Fitting<'_>)> = Vec::new();
    for command in usable_commands(input.project.is_some()).filter(|_| !blocks_only) {
        let names = [(command.label.ru, 0), (command.label.en, 0), (command.tooltip.of(lang), -6)];
        let also = other_words(command.also).map(|word| (word, -6));
        let score =
            names.into_iter().chain(also).filter_map(|(name, less)| Some(typed.fit(name)? + less)).max();
        fitting.extend(score.map(|score| (score, Fitting::Command(command))));
    }
    if let Some(project) = input.project.filter(|_| !typed.is_empty() && !blocks_only) {
        for funnel in &project.funnels {
            let score = typed.fit(funnel.shown_title(lang));
            fitting.extend(score.map(|score| (score + 1, Fitting::Funnel(funnel))));
        }
        for kind in BLOCK_TYPES {
            let also = other_words(kind.also)
                .chain([kind.label.ru, kind.label.en])
                .filter_map(|word| typed.fit(word))
                .max();
            let adds = typed.fit(ADD_BLOCK.of(lang));
            // Blocks of the project come before those that it could have, unless one is called by its name.
            let own = typed.fit(kind.label.of(lang));
            let own = own.map(|score| if typed.is(kind.label.of(lang)) { score + 8 } else { score - 3 });
            let score = own.max(also.map(|score| score - 6)).max(adds.map(|score| score - 10));
            let score = score.filter(|score| *score > 0);
            fitting.extend(score.map(|score| (score, Fitting::Kind(kind))));
        }
        for section in Section::all(project) {
            let score = typed.fit(&section.label(lang));
            fitting.extend(score.map(|score| (score + 1, Fitting::Section(section))));
        }
        for (thing, name) in named(project, input.media) {
            let by_title = typed.fit(&find::where_is(thing, name, lang)).map(|score| score - 1);
            let score = typed.fit(name).map(|score| score - 2).max(by_title);
            fitting.extend(score.map(|score| (score, Fitting::Uses(thing, name))));
        }
    }
    if let Some(project) = input.project.filter(|_| !typed.is_empty() || blocks_only) {
        for (funnel, id, block) in project.blocks() {
            let by_text = texts(&block.props).filter_map(|text| typed.fit(text)).max();
            let kind = block_type(&block.kind).map_or("", |kind| kind.label.of(lang));
            let by_kind = typed.fit(kind).map(|score| score - 2);
            let score = typed.fit(block_title(block, lang)).max(by_text.map(|score| score - 4)).max(by_kind);
            fitting.extend(score.map(|score| (score + 1, Fitting::Block(funnel, id, block))));
        }
    }
    if !typed.is_empty() {
        // Stable: what fits equally well keeps the order of menus and drawing.
        fitting.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    }
    let most = if typed.is_empty() && !blocks_only { fitting.len() } else { FOUND_MAX };
    fitting.into_iter().take(most).map(|(_, fitting)| fitting.found(lang)).collect()
}

/// The words beside its name that something is found by, of both languages.
fn other_words(also: Label) -> impl Iterator<Item = &'static str> {
    [also.ru, also.en].into_iter().flat_map(|words| words.split(", ")).filter(|word| !word.is_empty())
}

/// What a project may name in many places.
fn named<'a>(project: &'a Project, media: &'a [MediaFile]) -> impl Iterator<Item = (Thing, &'a str)> {
    let tags = project.tags.iter().map(|tag| (Thing::Tag, tag.name.as_str()));
    let fields = project.fields.iter().map(|field| (Thing::Field, field.name.as_str()));
    let links = project.blocks().flat_map(|(_, _, block)| block.lines("links"));
    let links = links.map(|link| (Thing::Link, link.as_str()));
    let files = media.iter().map(|file| (Thing::Media, file.path.as_str()));
    tags.chain(fields).chain(links).chain(files)
}

/// The texts that a person wrote into a block, captions of its rows included.
fn texts(record: &Record) -> Box<dyn Iterator<Item = &str> + '_> {
    Box::new(record.iter().filter(|(name, _)| *name != "key").flat_map(|(_, prop)| match prop {
        Prop::Text(text) => Box::new(std::iter::once(text.as_str())) as Box<dyn Iterator<Item = &str>>,
        Prop::Lines(lines) => Box::new(lines.iter().map(String::as_str)),
        Prop::List(rows) => Box::new(rows.iter().flat_map(texts)),
        Prop::Int(_) | Prop::Flag(_) => Box::new(std::iter::empty()),
    }))
}
