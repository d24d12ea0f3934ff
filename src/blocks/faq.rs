//! FAQ: frequent questions and their answers. Each question is told by its phrases; what runs goes on.

use super::parts::{KEY, field};
use super::ways::{INTERRUPTS_FIELD, PRIORITY_FIELD, SEGMENT_FIELD, guard};
use super::{BlockType, ExitSpec, Family, Lower, PreviewLine, Way};
use crate::flow::{KeywordMode, KeywordTrigger, Op, ReplyPlan, StartPolicy, fold_text};
use crate::model::{Block, Exit, Form, FormField, Label, Record, Shape, text_of};

/// Below every entry that says nothing of its priority: an entry of that word is more than an answer.
const USUAL_PRIORITY: i64 = -10;
/// Questions that the canvas shows.
const SHOWN_MAX: usize = 3;

static QUESTION_FORM: Form = Form {
    name: "question of a FAQ",
    fields: &[
        KEY,
        field(
            "phrases",
            Label::new("Как спрашивают", "How people ask"),
            Label::new(
                "Слова или фразы через запятую: доставк*, сколько везти; звёздочка — любое окончание",
                "Words or phrases with commas between: deliver*, how long; a star takes any ending",
            ),
            Shape::Line,
        ),
        field(
            "answer",
            Label::new("Ответ", "Answer"),
            Label::new("Что ответит бот", "What the bot answers"),
            Shape::Text,
        ),
    ],
};

static FORM: Form = Form {
    name: "block faq",
    fields: &[
        field(
            "questions",
            Label::new("Вопросы", "Questions"),
            Label::new(
                "Побеждает самая длинная подходящая фраза, из равных — первая",
                "The longest phrase that fits wins, the first of equal ones",
            ),
            Shape::List(&QUESTION_FORM),
        ),
        FormField { shape: Shape::Int { min: -100, max: 100, default: USUAL_PRIORITY }, ..PRIORITY_FIELD },
        INTERRUPTS_FIELD,
        SEGMENT_FIELD,
    ],
};

/// Answers frequent questions at any moment of any funnel.
pub(super) static FAQ: BlockType = BlockType {
    name: "faq",
    family: Family::Entry,
    icon: "circle-question-mark",
    label: Label::new("Частые вопросы", "FAQ"),
    summary: Label::new(
        "Узнаёт вопрос по словам и отвечает, не прерывая начатого",
        "Knows a question by its words and answers without ending what runs",
    ),
    also: Label::new("вопрос и ответ, база знаний, FAQ", "question and answer, knowledge base"),
    form: &FORM,
    exits: |_| vec![ExitSpec::next()],
    preview,
    lower,
};

fn lower(lower: &mut Lower<'_>) {
    let next = lower.exit(&Exit::next(), false);
    lower.begin();
    lower.op(Op::Jump(next));
    let block = lower.block;
    lower.reading("segment", None);
    let guard = guard(lower, block.text("segment"));
    for (row, question) in block.rows("questions").iter().enumerate() {
        let answer = text_of(question, "answer");
        if answer.trim().is_empty() {
            continue;
        }
        lower.reading("questions.answer", Some(row));
        let text = lower.template(answer);
        let block_id = lower.block_id;
        let reply = lower.reply(ReplyPlan { block: block_id, text, ..ReplyPlan::default() });
        let say = lower.op(Op::Say(reply));
        lower.op(Op::Jump(next));
        let target = lower.target_at(say, StartPolicy::Beside, guard);
        for word in phrases(question) {
            let (mode, interrupts) = (KeywordMode::Contains, block.flag("interrupts"));
            let keyword = KeywordTrigger { word, mode, except: vec![], interrupts, target };
            lower.way(block.int("priority", USUAL_PRIORITY), Way::Keyword(keyword));
        }
    }
}

/// The phrases of a question as the engine compares them.
fn phrases(question: &Record) -> impl Iterator<Item = String> {
    let phrases = text_of(question, "phrases").split([',', ';', '\n']);
    phrases.map(str::trim).filter(|phrase| !phrase.is_empty()).map(fold_text)
}

fn preview(block: &Block) -> Vec<PreviewLine> {
    let questions = block.rows("questions");
    let mut lines: Vec<_> = questions
        .iter()
        .take(SHOWN_MAX)
        .map(|question| {
            let first = text_of(question, "phrases").split(',').next().unwrap_or_default().trim();
            PreviewLine::Pair(Label::new("Вопрос", "Question"), first.to_owned())
        })
        .collect();
    if questions.len() > SHOWN_MAX {
        let more = (questions.len() - SHOWN_MAX).to_string();
        lines.push(PreviewLine::Muted(Label::new("и ещё", "and more:"), more));
    }
    lines
}
