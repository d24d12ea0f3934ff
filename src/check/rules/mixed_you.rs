//! A bot that cannot decide between «ты» and «вы».

use crate::check::forms::written;
use crate::check::{Context, Rule, warning};
use crate::diag::{Anchor, Diagnostic, Words};
use crate::model::{Label, Project, Shape};
use std::ops::Range;

pub(super) static RULE: Rule = Rule {
    code: "mixed-you",
    label: Label::new("Бот говорит то «ты», то «вы»", "The bot mixes the familiar and the polite “you”"),
    why: Label::new(
        "Подписчик замечает чужую интонацию: разговор звучит так, будто пишут два разных человека.",
        "The subscriber hears a false note: the conversation sounds as if two people were writing.",
    ),
    fix: Label::new("Выберите одно обращение для всех текстов.", "Choose one form of address for all texts."),
    check,
};

/// Forms of the two pronouns and of what belongs to them, with `е` for `ё`. Endings of verbs are left alone:
/// too many words look like an order to one person.
const FAMILIAR: &[&str] = &[
    "ты",
    "тебя",
    "тебе",
    "тобой",
    "тобою",
    "твой",
    "твоя",
    "твое",
    "твои",
    "твоего",
    "твоей",
    "твоему",
    "твою",
    "твоим",
    "твоих",
    "твоими",
    "твоем",
];
const POLITE: &[&str] = &[
    "вы",
    "вас",
    "вам",
    "вами",
    "ваш",
    "ваша",
    "ваше",
    "ваши",
    "вашего",
    "вашей",
    "вашему",
    "вашу",
    "вашим",
    "ваших",
    "вашими",
    "вашем",
];

/// A pronoun and where it stands.
struct Said {
    at: Anchor,
    span: Option<Range<usize>>,
    word: String,
    place: Words,
}

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let (mut familiar, mut polite) = (Vec::new(), Vec::new());
    for (at, text, place) in texts(context) {
        let mut before = String::new();
        for (span, word) in spoken(text) {
            let folded = word.to_lowercase().replace('ё', "е");
            // «Перейдём на ты» names the address and is none.
            let is_name =
                std::mem::replace(&mut before, folded.clone()) == "на" && folded.len() == "ты".len();
            let list = match folded.as_str() {
                _ if is_name => continue,
                folded if FAMILIAR.contains(&folded) => &mut familiar,
                folded if POLITE.contains(&folded) => &mut polite,
                _ => continue,
            };
            // Settings have no text in which a part could be marked.
            let span = at.block().map(|_| span);
            list.push(Said { at: at.clone(), span, word, place: place.clone() });
        }
    }
    // The rarer form is the slip.
    let (slips, usual) = if polite.len() < familiar.len() { (polite, familiar) } else { (familiar, polite) };
    let pair = slips.into_iter().next().zip(usual.into_iter().next());
    pair.map(|(slip, usual)| finding(slip, &usual)).into_iter().collect()
}

/// Every text that the bot says itself. What stands on buttons is said by the subscriber.
fn texts<'a>(context: &Context<'a>) -> Vec<(Anchor, &'a str, Words)> {
    let in_blocks = written(context).into_iter().filter(|text| matches!(text.field.shape, Shape::Text));
    let in_blocks = in_blocks.map(|text| {
        let (name, block_id) = (context.name_of(text.block_id), text.block_id);
        let place =
            Words::new(format!("«{}», блок {block_id}", name.ru), format!("“{}”, block {block_id}", name.en));
        (text.at(), text.text(), place)
    });
    let settings = settings(context.project)
        .into_iter()
        .map(|(text, label)| (Anchor::Project, text, Words::new(label.ru, label.en)));
    in_blocks.chain(settings).collect()
}

fn settings(project: &Project) -> Vec<(&str, Label)> {
    const BOT: Label = Label::new("профиль бота", "the bot's profile");
    const WORDS: Label =
        Label::new("ответ на стоп-слово или старт-слово", "the answer to a stop or start word");
    const LANDING: Label = Label::new("минилендинг", "the minilanding");
    let (bot, words, landing) = (&project.bot, &project.words, &project.landing);
    let named =
        [(&bot.about, BOT), (&bot.description, BOT), (&words.stop_reply, WORDS), (&words.start_reply, WORDS)];
    let on_page =
        [&landing.headline, &landing.promise, &landing.question, &landing.qr_title, &landing.qr_text];
    let on_page = on_page.into_iter().chain(&landing.ticks).map(|text| (text, LANDING));
    named.into_iter().chain(on_page).map(|(text, label)| (text.as_str(), label)).collect()
}

/// The words that the bot says in its own name, with their characters: not what stands in quotation marks, which
/// somebody else says, nor in the braces of a field.
fn spoken(text: &str) -> Vec<(Range<usize>, String)> {
    let mut words: Vec<(Range<usize>, String)> = Vec::new();
    let (mut quoted, mut braces, mut inside) = (0_u32, 0_u32, false);
    for (at, c) in text.chars().chain([' ']).enumerate() {
        match c {
            '«' | '“' | '„' => quoted += 1,
            '»' | '”' => quoted = quoted.saturating_sub(1),
            '{' => braces += 1,
            '}' => braces = braces.saturating_sub(1),
            // A mark that is never closed ends with its line.
            '\n' => (quoted, braces) = (0, 0),
            _ => {}
        }
        let counts = c.is_alphabetic() && quoted == 0 && braces == 0;
        match words.last_mut().filter(|_| inside && counts) {
            Some((span, word)) => {
                span.end = at + 1;
                word.push(c);
            }
            None if counts => words.push((at..at + 1, c.to_string())),
            None => {}
        }
        inside = counts;
    }
    words
}

fn finding(slip: Said, usual: &Said) -> Diagnostic {
    let (here, there) = (&slip.place, &usual.place);
    let found = warning(
        RULE.code,
        slip.at.clone(),
        Words::new(
            format!(
                "Бот говорит и «{}» ({}), и «{}» ({}): подписчику кажется, что пишут два разных человека",
                slip.word, here.ru, usual.word, there.ru
            ),
            format!(
                "The bot says both “{}” ({}) and “{}” ({}): it sounds as if two people were writing",
                slip.word, here.en, usual.word, there.en
            ),
        ),
        Words::new(
            "Выберите одно обращение, «ты» или «вы», для всех текстов",
            "Choose one form of address, familiar or polite, for all texts",
        ),
    );
    match slip.span {
        Some(span) => found.with_span(span),
        None => found,
    }
}
