//! Turns the preview of a block into lines of spans: wraps templates, makes chips of variables and tags.

use super::ruler::{Face, Ruler};
use crate::blocks::PreviewLine;
use crate::flow::{Style, marks, parse_duration};
use crate::model::Lang;
use crate::studio::widgets::spoken::days_named;
use egui::{Vec2, vec2};

/// Height of a line of text, canvas units.
pub(super) const LINE: f32 = 18.5;
/// Lines shown of one text.
const LINES_MAX: usize = 4;
/// Room inside a chip on either side of its text.
pub(super) const CHIP_PAD: f32 = 5.0;
/// Room between two chips.
const CHIP_GAP: f32 = 4.0;

/// How a span is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ink {
    /// Title of the block.
    Title,
    /// Plain text.
    Plain,
    /// Words in bold.
    Strong,
    /// A quiet remark.
    Quiet,
    /// A variable or field.
    Chip,
    /// A tag put on or taken off.
    Tag,
}

impl Ink {
    pub fn face(self) -> Face {
        match self {
            Self::Title | Self::Strong => Face::Semibold,
            Self::Plain | Self::Quiet | Self::Chip | Self::Tag => Face::Regular,
        }
    }

    /// Whether the span stands on a tinted ground.
    pub fn is_chip(self) -> bool {
        matches!(self, Self::Chip | Self::Tag)
    }
}

/// Text in one look on one line.
#[derive(Debug)]
pub(super) struct Span {
    /// Left end and vertical middle, from the block's corner.
    pub at: Vec2,
    /// Width of the text without a chip's room, canvas units.
    pub width: f32,
    pub text: String,
    pub ink: Ink,
}

impl Span {
    pub fn new(at: Vec2, width: f32, text: String, ink: Ink) -> Self {
        Self { at, width, text, ink }
    }
}

/// A word with what it looks like.
struct Atom {
    text: String,
    ink: Ink,
    space_before: bool,
}

/// Writes spans from a corner within a width.
pub(super) struct Prose<'a> {
    pub ctx: &'a egui::Context,
    pub ruler: &'a mut Ruler,
    pub lang: Lang,
    /// The funnel or block that the block leads to.
    pub leads_to: &'a str,
    /// Left end of every line.
    pub left: f32,
    /// Room for a line.
    pub width: f32,
    /// Upper edge of the next line.
    pub y: f32,
    pub spans: Vec<Span>,
}

impl Prose<'_> {
    /// Writes the lines of a preview; tags that follow one another share lines.
    pub fn preview(&mut self, lines: &[PreviewLine]) {
        let mut tags: Vec<Atom> = Vec::new();
        for line in lines {
            if let PreviewLine::Tag(tag, on) = line {
                let sign = if *on { '+' } else { '−' };
                let text = format!("{sign} {tag}");
                tags.push(Atom { text, ink: Ink::Tag, space_before: true });
                continue;
            }
            self.flow(std::mem::take(&mut tags));
            let atoms = self.atoms(line);
            self.flow(atoms);
        }
        self.flow(tags);
    }

    fn atoms(&self, line: &PreviewLine) -> Vec<Atom> {
        match line {
            PreviewLine::Text(text) => template_atoms(text, Ink::Plain),
            PreviewLine::Media(path) => {
                let name = path.rsplit('/').next().unwrap_or(path);
                template_atoms(&format!("📎 {name}"), Ink::Plain)
            }
            PreviewLine::Tag(..) => Vec::new(),
            PreviewLine::Muted(label, value) => {
                let mut atoms = template_atoms(label.of(self.lang), Ink::Quiet);
                match value.strip_prefix("→ ") {
                    Some(field) => atoms.extend([
                        Atom { text: "→".into(), ink: Ink::Quiet, space_before: true },
                        Atom { text: field.to_owned(), ink: Ink::Chip, space_before: true },
                    ]),
                    None => atoms.extend(template_atoms(&span_words(value, self.lang), Ink::Quiet)),
                }
                atoms
            }
            PreviewLine::LeadsTo(label) => {
                let words = format!("{} {}", label.of(self.lang), self.leads_to);
                template_atoms(words.trim(), Ink::Quiet)
            }
            PreviewLine::Pair(label, value) => {
                let mut atoms = template_atoms(label.of(self.lang), Ink::Strong);
                atoms.extend(template_atoms(value, Ink::Plain));
                atoms
            }
            PreviewLine::Times(label, value) => {
                let mut atoms = template_atoms(label.of(self.lang), Ink::Strong);
                atoms.extend(template_atoms(&time_words(value, self.lang), Ink::Plain));
                atoms
            }
            PreviewLine::MutedTimes(label, value) => {
                let words = format!("{} {}", label.of(self.lang), time_words(value, self.lang));
                template_atoms(words.trim(), Ink::Quiet)
            }
        }
    }

    /// Sets atoms into lines; what does not fit on the last line allowed is cut with `…`.
    fn flow(&mut self, atoms: Vec<Atom>) {
        if atoms.is_empty() {
            return;
        }
        let space = self.ruler.width(self.ctx, Face::Regular, " ");
        let (mut x, mut row) = (0.0, 0);
        let mut open: Option<Span> = None;
        for atom in split_long(atoms, self.ruler, self.ctx, self.width) {
            if atom.text == "\n" {
                self.close(open.take());
                (x, row) = (0.0, row + 1);
                continue;
            }
            if row >= LINES_MAX {
                break;
            }
            let chip = atom.ink.is_chip();
            let pad = if chip { CHIP_PAD } else { 0.0 };
            let (text, width) = self.ruler.cut(self.ctx, atom.ink.face(), &atom.text, self.width - 2.0 * pad);
            let lead = match (x > 0.0, atom.space_before) {
                (false, _) => 0.0,
                (true, true) => {
                    if chip {
                        CHIP_GAP
                    } else {
                        space
                    }
                }
                (true, false) => {
                    if chip {
                        2.0
                    } else {
                        0.0
                    }
                }
            };
            let wraps = x > 0.0 && x + lead + width + 2.0 * pad > self.width;
            if wraps && row + 1 >= LINES_MAX {
                self.end_with_dots(&mut open);
                row = LINES_MAX;
                break;
            }
            let joins = open.as_ref().is_some_and(|span| span.ink == atom.ink && !chip) && !wraps;
            if wraps {
                self.close(open.take());
                (x, row) = (0.0, row + 1);
            }
            let lead = if wraps { 0.0 } else { lead };
            match &mut open {
                Some(span) if joins => {
                    if lead > 0.0 {
                        span.text.push(' ');
                    }
                    span.text.push_str(&text);
                    span.width += lead + width;
                }
                _ => {
                    self.close(open.take());
                    let y = self.y + row as f32 * LINE + LINE / 2.0;
                    open = Some(Span::new(vec2(self.left + x + lead + pad, y), width, text, atom.ink));
                }
            }
            x += lead + width + 2.0 * pad;
        }
        self.close(open);
        self.y += (row + 1).min(LINES_MAX) as f32 * LINE;
    }

    fn close(&mut self, span: Option<Span>) {
        self.spans.extend(span.filter(|span| !span.text.is_empty()));
    }

    fn end_with_dots(&mut self, open: &mut Option<Span>) {
        let Some(span) = open else { return };
        let room = self.left + self.width - span.at.x;
        let longer = format!("{}…", span.text);
        let dots = self.ruler.width(self.ctx, span.ink.face(), "…");
        if span.width + dots <= room {
            span.text = longer;
            return;
        }
        let (text, width) = self.ruler.cut(self.ctx, span.ink.face(), &longer, room);
        (span.text, span.width) = (text, width);
    }
}

/// Words too long for a line in pieces that fit.
fn split_long(atoms: Vec<Atom>, ruler: &mut Ruler, ctx: &egui::Context, width: f32) -> Vec<Atom> {
    let mut pieces = Vec::with_capacity(atoms.len());
    for atom in atoms {
        let mut rest = atom.text.as_str();
        let mut space_before = atom.space_before;
        if atom.ink.is_chip() || ruler.width(ctx, atom.ink.face(), rest) <= width {
            pieces.push(atom);
            continue;
        }
        while !rest.is_empty() && pieces.len() < 256 {
            let (piece, after) = rest.split_at(ruler.fitting(ctx, atom.ink.face(), rest, width));
            pieces.push(Atom { text: piece.to_owned(), ink: atom.ink, space_before });
            (rest, space_before) = (after, false);
        }
    }
    pieces
}

/// What a chip says of what stands in its braces: the field, or the word that the field counts.
fn chip_words(inside: &str) -> &str {
    let named = inside.split('|').next().unwrap_or_default();
    let (name, filter) = named.split_once(':').unwrap_or((named, ""));
    let forms = filter.trim().strip_prefix("plural(").and_then(|forms| forms.strip_suffix(')'));
    forms.and_then(|forms| forms.rsplit(',').next()).unwrap_or(name).trim()
}

/// Words, variables and line ends of a template as it is written.
fn template_atoms(text: &str, ink: Ink) -> Vec<Atom> {
    /// More than four lines of any block ever show.
    const ATOMS_MAX: usize = 160;
    let mut atoms = Vec::new();
    let (mut rest, mut space_before, mut strong) = (text, true, false);
    let found = if ink == Ink::Plain { marks(text) } else { Vec::new() };
    let mut next = found.iter().peekable();
    while !rest.is_empty() && atoms.len() < ATOMS_MAX {
        if let Some(after) = rest.strip_prefix("{{")
            && let Some((inside, after)) = after.split_once("}}")
        {
            atoms.push(Atom { text: chip_words(inside).to_owned(), ink: Ink::Chip, space_before });
            (rest, space_before) = (after, false);
        } else if let Some(mark) = next.next_if(|mark| mark.range.start <= text.len() - rest.len()) {
            strong = if mark.style == Style::Bold { mark.opens } else { strong };
            rest = text.get(mark.range.end..).unwrap_or_default();
        } else if let Some(after) = rest.strip_prefix('\n') {
            atoms.push(Atom { text: "\n".into(), ink, space_before: false });
            (rest, space_before) = (after, true);
        } else if rest.starts_with(char::is_whitespace) {
            (rest, space_before) = (rest.trim_start_matches([' ', '\t', '\r', '\u{a0}']), true);
            rest = rest.strip_prefix(|c: char| c != '\n' && c.is_whitespace()).unwrap_or(rest);
        } else {
            let first = rest.chars().next().map_or(1, char::len_utf8);
            let next_mark = next.peek().map(|mark| mark.range.start);
            let stop = |at: usize| {
                let after = &rest[at..];
                let is_mark = next_mark == Some(text.len() - after.len());
                after.starts_with(char::is_whitespace) || after.starts_with("{{") || is_mark
            };
            let end = rest.char_indices().map(|(at, _)| at).find(|at| *at >= first && stop(*at));
            let (word, after) = rest.split_at(end.unwrap_or(rest.len()));
            let ink = if strong && ink == Ink::Plain { Ink::Strong } else { ink };
            atoms.push(Atom { text: word.to_owned(), ink, space_before });
            (rest, space_before) = (after, false);
        }
    }
    atoms
}

/// A time as people say it: `1d` becomes `1 день`, `mon-fri` `пн–пт`; whatever is no time stays as it is.
fn time_words(value: &str, lang: Lang) -> String {
    days_named(value, lang).unwrap_or_else(|| span_words(value, lang))
}

/// A value as people say it when it is a span: `1d` becomes `1 день`. Nothing else is touched, for it may be the
/// author's own word.
pub(super) fn span_words(value: &str, lang: Lang) -> String {
    let span = value.starts_with(|c: char| c.is_ascii_digit()).then(|| parse_duration(value)).flatten();
    let Some(span) = span else { return value.to_owned() };
    let (months, days, secs) = (i64::from(span.months), i64::from(span.days), span.secs as i64);
    let days_in = |lang: Lang| match (lang, days % 10, days % 100) {
        (Lang::En, _, _) => {
            if days == 1 {
                "day"
            } else {
                "days"
            }
        }
        (Lang::Ru, 1, n) if n != 11 => "день",
        (Lang::Ru, 2..=4, n) if !(12..=14).contains(&n) => "дня",
        (Lang::Ru, _, _) => "дней",
    };
    let ru = lang == Lang::Ru;
    let parts = [
        (months, if ru { "мес" } else { "mo" }),
        (days, days_in(lang)),
        (secs / 3600, if ru { "ч" } else { "h" }),
        (secs / 60 % 60, if ru { "мин" } else { "min" }),
        (secs % 60, if ru { "с" } else { "s" }),
    ];
    let words: Vec<String> = parts
        .iter()
        .filter(|(count, _)| *count != 0)
        .map(|(count, unit)| format!("{count} {unit}"))
        .collect();
    if words.is_empty() { value.to_owned() } else { words.join(" ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_falls_into_words_and_variables() {
        let atoms = template_atoms("Привет, {{ имя | друг }}! **Да** ок\nвот {{", Ink::Plain);
        let seen: Vec<(&str, Ink, bool)> =
            atoms.iter().map(|atom| (atom.text.as_str(), atom.ink, atom.space_before)).collect();
        assert_eq!(
            seen,
            [
                ("Привет,", Ink::Plain, true),
                ("имя", Ink::Chip, true),
                ("!", Ink::Plain, false),
                ("Да", Ink::Strong, true),
                ("ок", Ink::Plain, true),
                ("\n", Ink::Plain, false),
                ("вот", Ink::Plain, true),
                ("{{", Ink::Plain, true),
            ]
        );
    }

    #[test]
    fn spans_of_time_are_said_in_words() {
        for (value, ru, en) in [
            ("1d", "1 день", "1 day"),
            ("3d", "3 дня", "3 days"),
            ("11d", "11 дней", "11 days"),
            ("1h 30m", "1 ч 30 мин", "1 h 30 min"),
            ("10:00-20:00", "10:00-20:00", "10:00-20:00"),
            ("mon-fri", "пн–пт", "Mon–Fri"),
        ] {
            assert_eq!(time_words(value, Lang::Ru), ru);
            assert_eq!(time_words(value, Lang::En), en);
        }
    }
}
