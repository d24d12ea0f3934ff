//! Ways in as an author reads them.

use super::triggers::target_of;
use crate::blocks::{Way, block_type};
use crate::diag::Words;
use crate::flow::{EventTrigger, KeywordMode, KeywordTrigger, event_id};
use crate::model::{Block, Choice, Label, Project, Shape};

/// What a way in answers to.
pub(super) fn way_words(project: &Project, way: &Way) -> Words {
    let block = project.block(target_of(way).block).map(|(_, block)| block);
    match way {
        Way::Link(link) => {
            Words::new(format!("ссылка «{}»", link.payload), format!("the link “{}”", link.payload))
        }
        Way::Command(name, _) => Words::new(format!("команда «/{name}»"), format!("the command “/{name}”")),
        Way::Keyword(keyword) => keyword_words(keyword),
        Way::Event(event) => event_words(block, event),
        Way::Alarm(_) => moment_words(block),
        Way::Default(_) => Words::new("ответ на всё остальное", "the answer to everything else"),
        Way::Stop(_) => Words::new("ответ на стоп-слово", "the answer to a stop word"),
        Way::Resume(_) => Words::new("ответ на слово «старт»", "the answer to a start word"),
        Way::Greeting(_) => Words::new("кнопка «Старт» без ссылки", "the start button without a link"),
    }
}

/// A stop or start word of the project.
pub(super) fn reserved_words(word: &str, is_stop: bool) -> Words {
    if is_stop {
        Words::new(format!("стоп-слово «{word}»"), format!("the stop word “{word}”"))
    } else {
        Words::new(format!("старт-слово «{word}»"), format!("the start word “{word}”"))
    }
}

fn keyword_words(keyword: &KeywordTrigger) -> Words {
    let word = &keyword.word;
    let how = match keyword.mode {
        KeywordMode::Exact => Label::new("целиком", "whole"),
        KeywordMode::Starts => Label::new("в начале", "at the beginning"),
        KeywordMode::Contains => Label::new("внутри", "inside"),
    };
    Words::new(format!("слово «{word}» {}", how.ru), format!("the word “{word}” {}", how.en))
}

fn event_words(block: Option<&Block>, event: &EventTrigger) -> Words {
    let mut words = block.map_or_else(|| Words::new("событие", "an event"), |block| event_name(block, event));
    if !event.about.is_empty() {
        words.ru += &format!(" ({})", event.about);
        words.en += &format!(" ({})", event.about);
    }
    if !event.words.is_empty() {
        words.ru += &format!(" «{}»", event.words.join("», «"));
        words.en += &format!(" “{}”", event.words.join("”, “"));
    }
    words
}

/// The event as the form of the block calls it.
fn event_name(block: &Block, event: &EventTrigger) -> Words {
    let choices = ["received", "what"].into_iter().flat_map(|prop| choices(block, prop));
    let known =
        choices.filter(|choice| event_id(choice.name) == event.event).map(|choice| choice.label).next();
    let kind = block_type(&block.kind).map(|kind| kind.label);
    let of_block = chosen(block, "what").or(kind).unwrap_or(Label::new("Событие", "Event"));
    let label = known.unwrap_or(of_block);
    let named = [block.text("tag"), block.text("field"), block.text("name")];
    let named = match block.text("what") {
        "tag" | "untag" => named[0],
        "field" => named[1],
        "own" => named[2],
        _ => "",
    };
    let value = block.text("value").trim();
    let value = if block.text("what") == "field" && !value.is_empty() {
        format!(" = {value}")
    } else {
        String::new()
    };
    let words = |label: &str| format!("{} {named}{value}", lowered(label)).trim_end().to_owned();
    Words::new(words(label.ru), words(label.en))
}

fn moment_words(block: Option<&Block>) -> Words {
    let label = block
        .and_then(|block| chosen(block, "when").or_else(|| block_type(&block.kind).map(|kind| kind.label)));
    let label = label.unwrap_or(Label::new("По времени", "By time"));
    Words::new(lowered(label.ru), lowered(label.en))
}

/// The options of a property of the block.
fn choices(block: &Block, prop: &str) -> &'static [Choice] {
    let field = block_type(&block.kind).and_then(|kind| kind.form.field(prop));
    match field.map(|field| field.shape) {
        Some(Shape::Choice(choices)) => choices,
        _ => &[],
    }
}

/// The option that is chosen; the first when none is.
fn chosen(block: &Block, prop: &str) -> Option<Label> {
    let choices = choices(block, prop);
    let own = choices.iter().find(|choice| choice.name == block.text(prop));
    own.or(choices.first()).map(|choice| choice.label)
}

/// A label in the middle of a sentence.
fn lowered(label: &str) -> String {
    let mut chars = label.chars();
    let first = chars.next().map(|first| first.to_lowercase().to_string()).unwrap_or_default();
    first + chars.as_str()
}
