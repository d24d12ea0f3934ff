//! Every text that a subscriber will see, with its place and its shortest possible length.

use super::Context;
use crate::channels::LengthUnit;
use crate::diag::{Anchor, Words};
use crate::flow::{Piece, parse_template};
use crate::model::{Block, BlockId, Project, Record, Shape, rows_of, text_of};

/// A text of a block.
pub(super) struct Sent<'a> {
    /// The block.
    pub block_id: BlockId,
    /// The block itself.
    pub block: &'a Block,
    /// Name of the property.
    pub prop: &'static str,
    /// The text as it leaves at the least: literals and fallbacks without formatting marks.
    pub least: String,
    /// Whether a field is put in, so that it may become longer.
    pub grows: bool,
}

impl Sent<'_> {
    /// Whether it goes out under a picture or file.
    pub fn is_caption(&self) -> bool {
        self.prop == "text" && !self.block.text("media").trim().is_empty()
    }

    /// Whether buttons stand under it.
    pub fn has_buttons(&self) -> bool {
        self.prop == "text" && BUTTONS.iter().any(|list| !self.block.rows(list).is_empty())
    }

    /// Its place.
    pub fn at(&self) -> Anchor {
        super::prop(self.block_id, self.prop, None)
    }
}

/// The lists that hold buttons.
pub(super) const BUTTONS: [&str; 2] = ["buttons", "quick_replies"];

/// All texts of all blocks: the properties whose shape is a text of several lines.
pub(super) fn sent<'a>(context: &Context<'a>) -> Vec<Sent<'a>> {
    let mut found = Vec::new();
    for (block_id, block, kind) in context.typed() {
        let texts = kind.form.fields.iter().filter(|field| matches!(field.shape, Shape::Text));
        for field in texts.filter(|field| !block.text(field.name).trim().is_empty()) {
            let (least, grows) = least(context.project, block.text(field.name));
            found.push(Sent { block_id, block, prop: field.name, least, grows });
        }
    }
    found
}

/// All buttons: block, list, row of the outermost list, and the button's properties.
pub(super) fn buttons<'a>(
    context: &Context<'a>,
) -> impl Iterator<Item = (BlockId, &'static str, usize, &'a Record)> {
    context.typed().flat_map(|(block_id, block, _)| {
        let own = BUTTONS.into_iter().flat_map(move |list| {
            let rows = block.rows(list).iter().enumerate();
            rows.map(move |(row, record)| (block_id, list, row, record))
        });
        let of_cards = block.rows("cards").iter().enumerate().flat_map(move |(row, card)| {
            rows_of(card, "buttons").iter().map(move |record| (block_id, "cards.buttons", row, record))
        });
        own.chain(of_cards)
    })
}

/// The caption of a button as the author wrote it.
pub(super) fn label(record: &Record) -> &str {
    text_of(record, "label").trim()
}

/// The shortest that a template can become, and whether a field can make it longer.
pub(super) fn least(project: &Project, source: &str) -> (String, bool) {
    let (template, _) = parse_template(source.trim(), |name| project.field(name).map(|field| field.0));
    let (mut text, mut grows) = (String::new(), false);
    for piece in &template.pieces {
        match piece {
            Piece::Literal(literal) => text.push_str(literal),
            Piece::Field(_, fallback) => {
                text.push_str(fallback);
                grows = true;
            }
            Piece::Shown(shown) => {
                text.push_str(&shown.fallback);
                grows = true;
            }
            Piece::Open(_) | Piece::Close(_) => {}
        }
    }
    (text, grows)
}

/// The name of a unit after a number.
pub(super) fn unit(unit: LengthUnit) -> Words {
    match unit {
        LengthUnit::Utf16 => Words::new("знаков (эмодзи — за два)", "characters (an emoji counts as two)"),
        LengthUnit::Chars => Words::new("знаков", "characters"),
        LengthUnit::Bytes => Words::new("байт", "bytes"),
        LengthUnit::Items => Words::new("штук", "items"),
    }
}

/// “1300 characters of 1024, 276 too many”, with a note when fields can make it longer still.
pub(super) fn excess(length: usize, max: usize, counted: LengthUnit, grows: bool) -> Words {
    let (over, unit) = (length - max, unit(counted));
    let least = if grows { Words::new("не меньше ", "at least ") } else { Words::default() };
    Words::new(
        format!("{}{length} {} вместо {max}, лишних {over}", least.ru, unit.ru),
        format!("{}{length} {} instead of {max}, {over} too many", least.en, unit.en),
    )
}
