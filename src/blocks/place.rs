//! Place: a point on the map with a name and an address.

use super::parts::field;
use super::{BlockType, ExitSpec, Family, Lower, PreviewLine, ProblemKind};
use crate::flow::{ExtraPlan, Op, ReplyPlan};
use crate::model::{Block, Decimal, Exit, Form, Label, Shape};

static FORM: Form = Form {
    name: "block place",
    fields: &[
        field(
            "label",
            Label::new("Название места", "Name of the place"),
            Label::new("Что написано над адресом", "What is written above the address"),
            Shape::Line,
        )
        .spoken(),
        field(
            "address",
            Label::new("Адрес", "Address"),
            Label::new("Улица, дом, вход", "Street, house, entrance"),
            Shape::Text,
        ),
        field(
            "lat",
            Label::new("Широта", "Latitude"),
            Label::new("Градусы с карты: 55.751244", "Degrees from the map: 55.751244"),
            Shape::Line,
        ),
        field(
            "lon",
            Label::new("Долгота", "Longitude"),
            Label::new("Градусы с карты: 37.618423", "Degrees from the map: 37.618423"),
            Shape::Line,
        ),
        field(
            "text",
            Label::new("Текст", "Text"),
            Label::new("Что бот скажет вместе с картой", "What the bot says along with the map"),
            Shape::Text,
        ),
    ],
};

/// Shows a place on the map.
pub(super) static PLACE: BlockType = BlockType {
    name: "place",
    family: Family::Send,
    icon: "map-pin",
    label: Label::new("Место на карте", "Place on the map"),
    summary: Label::new(
        "Точка на карте с названием и адресом",
        "A point on the map with a name and an address",
    ),
    also: Label::new("карта, адрес, геолокация, как добраться", "map, address, location"),
    form: &FORM,
    exits: |_| vec![ExitSpec::next()],
    preview: |block: &Block| {
        let address = block.text("address").to_owned();
        let mut lines = vec![PreviewLine::Pair(Label::new("📍", "📍"), block.text("label").to_owned())];
        lines.extend((!address.is_empty()).then_some(PreviewLine::Text(address)));
        lines
    },
    lower,
};

/// Degrees of a property; what is no such number is a problem.
fn degrees(lower: &mut Lower<'_>, prop: &str, most: i64) -> Option<Decimal> {
    let source = lower.block.text(prop).trim();
    let ends = Decimal::from_int(-most)..=Decimal::from_int(most);
    let parsed = Decimal::parse(source).filter(|degrees| ends.contains(degrees));
    if parsed.is_none() && !source.is_empty() {
        lower.reading(prop, None);
        lower.problem(None, ProblemKind::BrokenPlace(source.into()));
    }
    parsed
}

/// Without a point on the map, name and address are said as a text.
fn lower(lower: &mut Lower<'_>) {
    let block = lower.block;
    let next = lower.exit(&Exit::next(), false);
    lower.begin();
    let point = (degrees(lower, "lat", 90), degrees(lower, "lon", 180));
    lower.reading("text", None);
    let mut reply = ReplyPlan { block: lower.block_id, ..ReplyPlan::default() };
    if let (Some(lat), Some(lon)) = point {
        reply.text = lower.template(block.text("text"));
        lower.reading("label", None);
        let title = lower.plain(block.text("label"));
        lower.reading("address", None);
        let address = lower.plain(block.text("address"));
        reply.extra = Some(ExtraPlan::Location { lat, lon, title, address });
    } else {
        let said = [block.text("text"), block.text("label"), block.text("address")];
        let said: Vec<_> = said.into_iter().filter(|part| !part.trim().is_empty()).collect();
        reply.text = lower.template(&said.join("\n"));
    }
    let reply = lower.reply(reply);
    lower.op(Op::Say(reply));
    lower.op(Op::Jump(next));
}
