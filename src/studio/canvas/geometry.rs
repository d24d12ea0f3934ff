//! The shape of a block in canvas units: its size, its lines, its ports. Made once for a block and a language;
//! drawing, hitting and wiring all read it.

use super::prose::{Ink, LINE, Prose, Span, span_words};
use super::ruler::{Face, Ruler};
use crate::blocks::{Caption, ExitKind, ExitSpec, Family, block_title, block_type};
use crate::model::{Block, Exit, Lang};
use crate::studio::theme;
use egui::{Rect, Vec2, pos2, vec2};

/// Narrowest block.
const WIDTH_MIN: f32 = 200.0;
/// Widest block.
const WIDTH_MAX: f32 = 260.0;
/// Width of a block that says something.
const WIDTH_TEXT: f32 = 236.0;
/// Height of the title row; wires arrive in its middle.
pub(super) const TITLE: f32 = 34.0;
/// Left edge of the icon's tile and of port rows.
pub(super) const INSET: f32 = 8.0;
/// Side of the icon's tile.
pub(super) const TILE: f32 = 22.0;
/// Left edge of text.
const TEXT_LEFT: f32 = 11.0;
/// Left edge of the title.
const TITLE_LEFT: f32 = INSET + TILE + 8.0;
/// Height of a port row.
const ROW: f32 = 25.0;
/// Gap between port rows.
const ROW_GAP: f32 = 3.0;
/// Room for the mark of a link button.
pub(super) const LINK_MARK: f32 = 18.0;

/// A way out, where it is drawn and what stands beside it.
#[derive(Debug)]
pub(super) struct Port {
    pub exit: Exit,
    pub kind: ExitKind,
    /// Middle of the dot, from the block's corner.
    pub at: Vec2,
    /// The box of its caption, from the block's corner; the only way on of a block has none.
    pub row: Option<Rect>,
    pub caption: Span,
}

impl Port {
    /// Whether a wire can leave here: a link button opens a site and leads nowhere.
    pub fn is_open_to_wires(&self) -> bool {
        self.kind != ExitKind::Link
    }
}

/// Everything about a block that does not depend on where it lies.
#[derive(Debug)]
pub(super) struct BlockShape {
    pub size: Vec2,
    pub family: Family,
    pub icon: Span,
    pub title: Span,
    pub lines: Vec<Span>,
    pub ports: Vec<Port>,
}

impl BlockShape {
    /// Where wires arrive, from the block's corner.
    pub fn input(&self) -> Vec2 {
        vec2(0.0, TITLE / 2.0)
    }

    /// The shape of the block while a card stands for it: all wires leave and arrive at the card's middle.
    pub fn folded(&self, card: Vec2) -> Self {
        let size = card;
        let empty = |span: &Span| Span::new(span.at, span.width, span.text.clone(), Ink::Plain);
        let ports = self.ports.iter().map(|port| Port {
            exit: port.exit.clone(),
            kind: port.kind,
            at: vec2(size.x, TITLE / 2.0),
            row: None,
            caption: empty(&port.caption),
        });
        Self {
            size,
            family: self.family,
            icon: empty(&self.icon),
            title: empty(&self.title),
            lines: Vec::new(),
            ports: ports.collect(),
        }
    }
}

/// Measures a block and sets its text.
pub(super) fn shape_of(
    ctx: &egui::Context,
    ruler: &mut Ruler,
    block: &Block,
    leads_to: &str,
    lang: Lang,
) -> BlockShape {
    let kind = block_type(&block.kind);
    let title = block_title(block, lang);
    let exits = kind.map_or_else(|| loose_exits(block), |kind| (kind.exits)(block));
    let preview = kind.map_or_else(Vec::new, |kind| (kind.preview)(block));
    let captions: Vec<String> = exits.iter().map(|exit| caption_of(exit, lang)).collect();
    let widest = captions.iter().map(|text| ruler.width(ctx, Face::Regular, text)).fold(0.0, f32::max);
    let title_width = ruler.width(ctx, Face::Semibold, title);
    let wanted = if preview.is_empty() { WIDTH_MIN } else { WIDTH_TEXT };
    let width = wanted
        .max(title_width + TITLE_LEFT + 16.0)
        .max(widest + 2.0 * INSET + 34.0)
        .clamp(WIDTH_MIN, WIDTH_MAX)
        .round();

    let (title, title_width) = ruler.cut(ctx, Face::Semibold, title, width - TITLE_LEFT - 16.0);
    let title = Span::new(vec2(TITLE_LEFT, TITLE / 2.0), title_width, title, Ink::Title);
    let icon = theme::icon_char(kind.map_or("circle-question-mark", |kind| kind.icon)).to_string();
    let icon = Span::new(vec2(INSET + TILE / 2.0, TITLE / 2.0), TILE, icon, Ink::Title);

    let room = width - 2.0 * TEXT_LEFT;
    let mut prose =
        Prose { ctx, ruler, lang, leads_to, left: TEXT_LEFT, width: room, y: TITLE, spans: Vec::new() };
    prose.preview(&preview);
    let (lines, text_end) = (prose.spans, prose.y);
    let (ports, end) = ports_of(ctx, ruler, exits, captions, width, text_end);
    let height = end.max(if preview.is_empty() && end <= TITLE { TITLE + 4.0 } else { 0.0 });
    let family = kind.map_or(Family::End, |kind| kind.family);
    BlockShape { size: vec2(width, height.ceil()), family, icon, title, lines, ports }
}

/// Ports under the text, or one beside the title when there is only one way on; also the block's lower edge.
fn ports_of(
    ctx: &egui::Context,
    ruler: &mut Ruler,
    exits: Vec<ExitSpec>,
    captions: Vec<String>,
    width: f32,
    text_end: f32,
) -> (Vec<Port>, f32) {
    let text_bottom = if text_end > TITLE { text_end + LINE / 2.0 } else { text_end };
    if let [only] = exits.as_slice()
        && only.exit == Exit::next()
        && matches!(only.kind, ExitKind::Next | ExitKind::Branch)
    {
        let caption = captions.into_iter().next().unwrap_or_default();
        let caption = Span::new(vec2(width, TITLE / 2.0), 0.0, caption, Ink::Plain);
        let (exit, kind) = (only.exit.clone(), only.kind);
        return (vec![Port { exit, kind, at: vec2(width, TITLE / 2.0), row: None, caption }], text_bottom);
    }
    if exits.is_empty() {
        return (Vec::new(), text_bottom);
    }
    let mut y = if text_end > TITLE { text_end + INSET } else { TITLE };
    let mut ports = Vec::with_capacity(exits.len());
    for (exit, caption) in exits.into_iter().zip(captions) {
        let row = Rect::from_min_size(pos2(INSET, y), vec2(width - 2.0 * INSET, ROW));
        let mark = if exit.kind == ExitKind::Link { LINK_MARK } else { 0.0 };
        let (text, text_width) = ruler.cut(ctx, Face::Regular, &caption, row.width() - 18.0 - mark);
        let caption = Span::new(vec2(INSET + 9.0, row.center().y), text_width, text, Ink::Plain);
        let at = vec2(width, row.center().y);
        ports.push(Port { exit: exit.exit, kind: exit.kind, at, row: Some(row), caption });
        y += ROW + ROW_GAP;
    }
    (ports, y - ROW_GAP + INSET)
}

/// What stands beside a port.
fn caption_of(exit: &ExitSpec, lang: Lang) -> String {
    match &exit.caption {
        Caption::Own(text) => text.clone(),
        Caption::Fixed(label) => label.of(lang).to_owned(),
        Caption::With(label, value) => format!("{} {}", label.of(lang), span_words(value, lang)),
    }
}

/// Exits of a block whose kind this program does not know: those that have a wire.
fn loose_exits(block: &Block) -> Vec<ExitSpec> {
    let exit = |exit: &Exit| ExitSpec {
        exit: exit.clone(),
        caption: Caption::Own(exit.0.clone()),
        kind: ExitKind::Branch,
    };
    block.exits.keys().map(exit).collect()
}
