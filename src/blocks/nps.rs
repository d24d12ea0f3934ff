//! Net promoter score: would you recommend us, 0 to 10, with a way on for each of its three groups.

use super::asking::{
    ATTEMPTS, Asked, Asking, CHANGE, FIELD, MEDIA, PROGRESS, RETRY, SKIP, TEXT, TYPING, asking_exits,
    asking_preview, branch,
};
use super::parts::{REMIND, TIMEOUT, keyboard_rows};
use super::rating::{retry, score_button, scores};
use super::{BlockType, ExitSpec, Family, Lower, PreviewLine};
use crate::flow::{NPS_MAX, NpsGroup};
use crate::model::{Block, Exit, Form, Label};

/// The first score of the second row of buttons.
const SECOND_ROW: i64 = 6;

static FORM: Form = Form {
    name: "block nps",
    fields: &[TEXT, MEDIA, PROGRESS, FIELD, RETRY, ATTEMPTS, SKIP, CHANGE, TYPING, REMIND, TIMEOUT],
};

/// Asks how likely the subscriber is to recommend.
pub(super) static NPS: BlockType = BlockType {
    name: "nps",
    family: Family::Ask,
    icon: "gauge",
    label: Label::new("NPS", "NPS"),
    summary: Label::new(
        "Готовы ли советовать вас, от 0 до 10: свой путь сторонникам, нейтральным и критикам",
        "How likely people are to recommend you, 0 to 10: a way each for promoters, passives and detractors",
    ),
    also: Label::new("опрос, лояльность, отзыв, порекомендуете", "survey, loyalty, recommend, feedback"),
    form: &FORM,
    exits,
    preview,
    lower,
};

/// The exit of a group and what it is called.
const fn exit_of(group: NpsGroup) -> (&'static str, Label) {
    match group {
        NpsGroup::Promoter => ("promoter", Label::new("9–10 Сторонники", "9–10 Promoters")),
        NpsGroup::Passive => ("passive", Label::new("7–8 Нейтральные", "7–8 Passives")),
        NpsGroup::Detractor => ("detractor", Label::new("0–6 Критики", "0–6 Detractors")),
    }
}

fn exits(block: &Block) -> Vec<ExitSpec> {
    let own = NpsGroup::ALL.map(exit_of);
    asking_exits(block, own.map(|(exit, caption)| branch(exit, caption)))
}

fn preview(block: &Block) -> Vec<PreviewLine> {
    asking_preview(block, Label::new("От 0 до 10", "0 to 10"))
}

fn lower(lower: &mut Lower<'_>) {
    let ways = NpsGroup::ALL.map(|group| (group, lower.exit(&Exit::new(exit_of(group).0), true)));
    let to = |score| {
        let group = NpsGroup::of(score);
        ways.iter().find(|way| Some(way.0) == group).map_or(ways[0].1, |way| way.1)
    };
    let to = scores(lower, 0..=NPS_MAX, to);
    let asking = Asking::exits(lower);
    lower.begin();
    let buttons = to.into_iter().map(|(score, to)| score_button(lower, score, "", to));
    let rows = keyboard_rows(buttons.map(|(score, button)| (score != 0 && score != SECOND_ROW, button)));
    let retry = retry(0, NPS_MAX);
    let asked = Asked { numbered: true, retry, ..Asked::by_press(lower.block, rows) };
    asking.ask(lower, asked);
}
