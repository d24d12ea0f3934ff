//! Words of the window: said in both languages, each in its own letters, and nowhere but in pairs.

use crate::source::{Source, report, sources};

/// Calls that take a phrase in Russian and in English, in turn.
const PAIRS: &[&str] = &["say", "named", "Label::new", "Words::new"];

/// Calls that bend a Russian word by a count; the English one stands in another arm.
const PLURAL_CALLS: &[&str] = &["plural_ru", "counted"];

/// Phrases that are the same in both languages: names, keys and signs.
const SAME: &[&str] = &[
    "Русский",
    "English",
    "Переключить на русский",
    "Switch to English",
    "Esc",
    "Backspace",
    "30m, 1h",
    "score + 1",
    "Add “стоп” and “stop”",
    "F2",
    "Tab",
];

/// Files whose Russian words stand alone, and why.
const BESIDE: &[(&str, &str)] = &[
    ("src/studio/widgets/spoken.rs", "plural forms, both languages beside each other"),
    ("src/studio/status_bar.rs", "plural forms, both languages beside each other"),
    ("src/studio/palette/fuzzy.rs", "letters of the two layouts of a keyboard"),
    ("src/studio/inspector/say.rs", "months in the form that a date wants"),
    ("src/studio/chat/words.rs", "a Russian verb that agrees with its unit"),
    ("src/studio/inspector/layers.rs", "languages by their own names"),
];

/// Names that are the same in both languages.
const NAMES: &[&str] = &["ВКонтакте", "Facebook"];

/// Names that a report of a crash and a test know a thing by; nobody reads them on the screen.
const INSIDE: &[&str] = &["src/studio/command.rs", "src/studio/crash.rs", "src/studio/window/error.rs"];

/// Words that name an idea which has another word already, and that word.
const DOUBLES: &[(&str, &str)] = &[
    ("канал", "мессенджер"),
    ("channel", "messenger"),
    ("мини-лендинг", "минилендинг"),
    ("landing page", "minilanding"),
    ("с переменными", "с полями"),
    ("variables", "fields"),
    ("узел", "блок"),
    ("connection “", "wire"),
    ("проблем", "замечание"),
    ("пользовател", "подписчик"),
];

/// What has such a word all the same: names for a program, things of the system, words that a command is found by and
/// nobody reads.
const DOUBLES_MEANT: &[(&str, &str)] = &[
    ("src/model/field.rs", "канал"),
    ("src/cli/run.rs", "пользовател"),
    ("src/studio/command/table.rs", "landing page"),
    ("src/studio/command/table.rs", "variables"),
    ("src/studio/command/table.rs", "проблем"),
];

/// A string literal: where it stands and which part of a pair it belongs to.
struct Literal {
    line: usize,
    text: String,
    /// Number of the pair and of the argument.
    part: Option<(usize, usize)>,
    /// Whether it is a form of a Russian word.
    plural: bool,
}

/// What a file says, by a reader that knows strings, comments and brackets.
fn literals(source: &Source) -> Vec<Literal> {
    let mut found = Vec::new();
    // Open brackets: number of the pair when it is one, and which argument is being read.
    let mut open: Vec<(Option<usize>, usize, bool)> = Vec::new();
    let mut pairs = 0;
    let mut word = String::new();
    let text: Vec<(usize, char)> = source
        .lines
        .iter()
        .flat_map(|(number, line)| line.chars().chain(['\n']).map(|c| (*number, c)))
        .collect();
    let mut at = 0;
    while let Some((line, c)) = text.get(at).copied() {
        let next = text.get(at + 1).map(|(_, c)| *c);
        at += 1;
        match c {
            '/' if next == Some('/') => {
                while text.get(at).is_some_and(|(_, c)| *c != '\n') {
                    at += 1;
                }
            }
            // A character, unless it is a lifetime.
            '\'' if next == Some('\\') => at += 3,
            '\'' if text.get(at + 1).is_some_and(|(_, c)| *c == '\'') => at += 2,
            '"' => {
                let raw = word == "r";
                let mut literal = String::new();
                while let Some((_, c)) = text.get(at).copied().filter(|(_, c)| *c != '"') {
                    at += 1;
                    if c == '\\' && !raw {
                        at += 1;
                    } else {
                        literal.push(c);
                    }
                }
                at += 1;
                let part = open.iter().rev().find_map(|(pair, argument, _)| Some(((*pair)?, *argument)));
                let plural = open.iter().any(|(_, _, plural)| *plural);
                found.push(Literal { line, text: literal, part, plural });
            }
            '(' | '[' | '{' => {
                let is_pair = c == '('
                    && PAIRS.iter().any(|name| word == *name || word.ends_with(&format!("::{name}")));
                pairs += usize::from(is_pair);
                open.push((is_pair.then_some(pairs), 0, PLURAL_CALLS.contains(&word.as_str())));
            }
            ')' | ']' | '}' => {
                open.pop();
            }
            ',' => {
                if let Some((_, argument, _)) = open.last_mut() {
                    *argument += 1;
                }
            }
            _ => {}
        }
        if c.is_alphanumeric() || c == '_' || c == ':' {
            word.push(c);
        } else {
            word.clear();
        }
    }
    found
}

/// Whether a literal stands in one of two arms, the other of which is said in the other language.
fn has_arms(source: &Source, line: usize) -> bool {
    let near = |word: &str| {
        let around = source.lines.iter().filter(|(number, _)| number.abs_diff(line) <= 14);
        around.into_iter().any(|(_, text)| text.contains(word))
    };
    near("Lang::Ru") && near("Lang::En")
}

fn is_russian(c: char) -> bool {
    matches!(c, 'А'..='я' | 'Ё' | 'ё')
}

/// What a person sees of a literal: without what is put into it when it is said.
fn shown(text: &str) -> String {
    let mut depth = 0;
    let kept = text.chars().filter(|c| {
        depth += i32::from(*c == '{');
        let keep = depth == 0;
        depth -= i32::from(*c == '}');
        keep
    });
    kept.collect()
}

#[test]
fn everything_that_is_said_is_said_in_russian_and_in_english() {
    let mut complaints = Vec::new();
    for source in sources() {
        for Literal { line, text, part, .. } in literals(&source) {
            let Some((_, argument)) = part else { continue };
            let said = shown(&text);
            let (russian, latin) =
                (said.chars().any(is_russian), said.chars().filter(char::is_ascii_alphabetic).count());
            let wrong = match argument % 2 {
                // A Russian phrase of Latin words alone: a name of one word may stand.
                0 => !russian && latin > 1 && said.trim().contains(' '),
                _ => russian,
            };
            if wrong && !SAME.contains(&text.as_str()) {
                complaints.push(format!("{}:{line}: «{text}» is not translated", source.path));
            }
        }
    }
    report("both languages", complaints);
}

#[test]
fn words_of_the_window_stand_in_pairs() {
    let mut complaints = Vec::new();
    for source in sources().iter().filter(|source| source.module() == "studio") {
        let all = literals(source);
        for Literal { line, text, part, plural } in &all {
            let (line, plural) = (*line, *plural);
            let excused = plural || has_arms(source, line) || NAMES.contains(&text.trim());
            let elsewhere = BESIDE.iter().any(|(path, _)| *path == source.path);
            let other = |russian: bool| {
                let here = all.iter().filter(|literal| literal.line.abs_diff(line) <= 2);
                here.map(|literal| shown(&literal.text)).any(|text| {
                    text.chars().any(is_russian) == russian && text.chars().any(char::is_alphabetic)
                })
            };
            if part.is_none()
                && !excused
                && !elsewhere
                && !other(false)
                && shown(text).chars().any(is_russian)
            {
                complaints.push(format!("{}:{line}: «{text}» has no English beside it", source.path));
            }
            let mut letters = text.chars();
            let sentence = letters.next().is_some_and(|c| c.is_ascii_uppercase())
                && text.contains(' ')
                && text.chars().all(|c| c.is_ascii_alphanumeric() || " ,.’'…-".contains(c));
            if part.is_none()
                && sentence
                && !excused
                && !text.starts_with("Ctrl ")
                && !other(true)
                && !INSIDE.contains(&source.path.as_str())
            {
                complaints.push(format!("{}:{line}: “{text}” has no Russian beside it", source.path));
            }
        }
    }
    report("words in pairs", complaints);
}

#[test]
fn every_phrase_is_shown_somewhere() {
    let all = sources();
    let mut complaints = Vec::new();
    for source in all.iter().filter(|source| source.path.contains("/words")) {
        for (number, line) in &source.lines {
            let Some((_, rest)) =
                line.split_once("pub(crate) const ").filter(|(_, rest)| !rest.starts_with("fn "))
            else {
                continue;
            };
            let name = rest.split(':').next().unwrap_or(rest);
            let is_named = |text: &str| {
                text.match_indices(name).any(|(at, _)| {
                    let around = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
                    !around(text[..at].chars().last()) && !around(text[at + name.len()..].chars().next())
                })
            };
            let uses = all.iter().flat_map(|other| other.lines.iter().map(move |line| (other, line)));
            let mut elsewhere = uses.filter(|(other, (at, _))| (&other.path, at) != (&source.path, number));
            if !elsewhere.any(|(_, (_, text))| is_named(text)) {
                complaints.push(format!("{}:{number}: nobody shows {name}", source.path));
            }
        }
    }
    report("phrases in use", complaints);
}

#[test]
fn one_idea_has_one_word() {
    let mut complaints = Vec::new();
    for source in sources() {
        for Literal { line, text, part, .. } in literals(&source) {
            let said = shown(&text).to_lowercase();
            // A word of one program for another is not said to anybody.
            let is_read = part.is_some() || said.chars().any(is_russian);
            for (double, word) in DOUBLES.iter().filter(|(double, _)| is_read && said.contains(double)) {
                if !DOUBLES_MEANT.contains(&(source.path.as_str(), double)) {
                    complaints.push(format!("{}:{line}: «{text}» says {double} for {word}", source.path));
                }
            }
        }
    }
    report("one word per idea", complaints);
}
