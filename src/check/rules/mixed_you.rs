//! A bot that cannot decide between «ты» and «вы».

use crate::check::{Context, Reads, Rule, warning};
use crate::diag::{Anchor, Diagnostic, Words};
use crate::model::{Label, Project};
use std::ops::Range;

pub(super) static RULE: Rule = Rule {
    code: "mixed-you",
    label: Label::new("Бот говорит то «ты», то «вы»", "The bot mixes the familiar and the polite “you”"),
    why: Label::new(
        "Подписчик замечает чужую интонацию: разговор звучит так, будто пишут два разных человека.",
        "The subscriber hears a false note: the conversation sounds as if two people were writing.",
    ),
    fix: Label::new("Выберите одно обращение для всех текстов.", "Choose one form of address for all texts."),
    reads: Reads::Project,
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

/// One form of address: how often it comes, and where first.
#[derive(Debug, Default, PartialEq, Eq)]
pub(in crate::check) struct Address {
    /// How often.
    pub count: usize,
    first: Option<Said>,
}

impl Address {
    /// Adds what comes after it.
    pub fn add(&mut self, later: Self) {
        self.count += later.count;
        self.first = self.first.take().or(later.first);
    }
}

/// A pronoun and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Said {
    at: Anchor,
    span: Range<usize>,
    word: String,
    /// Where it stands when not in a block.
    place: Option<Label>,
}

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let mut both = [Address::default(), Address::default()];
    let noted = context.noted();
    let of_blocks = context.project.blocks().filter_map(|(_, block_id, _)| noted.get(&block_id));
    for notes in of_blocks {
        for (all, address) in both.iter_mut().zip(&notes.you) {
            all.count += address.count;
            if all.first.is_none() {
                all.first.clone_from(&address.first);
            }
        }
    }
    for (text, label) in settings(context.project) {
        for (all, mut address) in both.iter_mut().zip(told(text, || Anchor::Project)) {
            if let Some(first) = &mut address.first {
                first.place = Some(label);
            }
            all.add(address);
        }
    }
    let [familiar, polite] = both;
    // The rarer form is the slip.
    let (slip, usual) = if polite.count < familiar.count { (polite, familiar) } else { (familiar, polite) };
    let pair = slip.first.zip(usual.first);
    pair.map(|(slip, usual)| finding(context, slip, &usual)).into_iter().collect()
}

/// The familiar and the polite “you” of a text that the bot says itself. What stands on buttons is said by the
/// subscriber.
pub(in crate::check) fn told(text: &str, at: impl Fn() -> Anchor) -> [Address; 2] {
    let mut both = [Address::default(), Address::default()];
    let mut after_na = false;
    spoken(text, |span, word| {
        // «Перейдём на ты» names the address and is none.
        let is_name = std::mem::replace(&mut after_na, matches!(word, "на" | "На" | "НА"));
        let Some(is_polite) = form_of(word).filter(|_| !is_name || word.chars().count() > 2) else { return };
        let address = &mut both[usize::from(is_polite)];
        address.count += 1;
        address.first.get_or_insert_with(|| Said { at: at(), span, word: word.to_owned(), place: None });
    });
    both
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

/// Whether a word is a polite pronoun, `false` for a familiar one; `None` for any other word. Most words are told
/// by their first letter, so that long projects are read fast.
fn form_of(word: &str) -> Option<bool> {
    if !word.starts_with(['т', 'Т', 'в', 'В']) {
        return None;
    }
    let folded = word.to_lowercase().replace('ё', "е");
    let is_in = |list: &[&str]| list.contains(&folded.as_str());
    is_in(POLITE).then_some(true).or_else(|| is_in(FAMILIAR).then_some(false))
}

/// Shows the words that the bot says in its own name, with their places in characters: not what stands in quotation
/// marks, which somebody else says, nor in the braces of a field.
fn spoken<'t>(text: &'t str, mut show: impl FnMut(Range<usize>, &'t str)) {
    let (mut quoted, mut braces, mut start) = (0_u32, 0_u32, None);
    let end = (text.len(), ' ');
    for (at, (byte, c)) in text.char_indices().chain([end]).enumerate() {
        match c {
            '«' | '“' | '„' => quoted += 1,
            '»' | '”' => quoted = quoted.saturating_sub(1),
            '{' => braces += 1,
            '}' => braces = braces.saturating_sub(1),
            // A mark that is never closed ends with its line.
            '\n' => (quoted, braces) = (0, 0),
            _ => {}
        }
        let counts = quoted == 0 && braces == 0 && is_letter(c);
        match start {
            None if counts => start = Some((at, byte)),
            Some((first, from)) if !counts => {
                show(first..at, &text[from..byte]);
                start = None;
            }
            _ => {}
        }
    }
}

/// Whether a character belongs to a word; the letters of Russian are told without a look into a table.
fn is_letter(c: char) -> bool {
    matches!(c, 'а'..='я' | 'А'..='Я') || c.is_alphabetic()
}

fn finding(context: &Context<'_>, slip: Said, usual: &Said) -> Diagnostic {
    let (here, there) = (place(context, &slip), place(context, usual));
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
    // Settings have no text in which a part could be marked.
    if slip.at.block().is_some() { found.with_span(slip.span) } else { found }
}

fn place(context: &Context<'_>, said: &Said) -> Words {
    if let Some(label) = said.place {
        return Words::new(label.ru, label.en);
    }
    let block_id = said.at.block().unwrap_or_default();
    let name = context.name_of(block_id);
    Words::new(format!("«{}», блок {block_id}", name.ru), format!("“{}”, block {block_id}", name.en))
}
