//! How a template looks while it is being written: a variable is a chip with the field's name, marks of formatting
//! stand faint beside the words that they form.
//!
//! The text itself stays as the file has it, so that copying, searching and undo mean what they say; what a chip
//! does not show is laid out too narrow to be seen. A chip is entered, left and deleted as a whole.

use crate::flow::{Style, marks};
use crate::studio::theme::{self, Tokens};
use egui::text::{CCursor, LayoutJob, TextFormat};
use egui::{Color32, FontId, Galley, Rect, Stroke, Vec2, pos2, vec2};
use std::ops::Range;
use std::sync::Arc;

/// Size of what is hidden; smaller is not laid out.
const HIDDEN: f32 = 0.1;
/// Room on either side of a chip's name, points.
const PAD: f32 = 5.0;

/// A variable in a text, by characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Chip {
    /// From `{{` to `}}`.
    pub chars: Range<usize>,
    /// Its name.
    pub name: Range<usize>,
}

/// Every variable that is written to its end.
pub(super) fn chips(text: &str) -> Vec<Chip> {
    let mut found = Vec::new();
    let (mut at, mut chars) = (0, 0);
    while let Some(start) = text[at..].find("{{").map(|found| at + found) {
        chars += text[at..start].chars().count();
        let Some(len) = text[start..].find("}}").map(|found| found + 2) else { break };
        let inside = &text[start + 2..start + len - 2];
        let named = inside.split(['|', ':']).next().unwrap_or_default();
        let lead = named.chars().take_while(|c| c.is_whitespace()).count();
        let name = named.trim().chars().count();
        let all = text[start..start + len].chars().count();
        if name > 0 && !inside.contains("{{") {
            let from = chars + 2 + lead;
            found.push(Chip { chars: chars..chars + all, name: from..from + name });
        }
        (at, chars) = (start + len, chars + all);
    }
    found
}

/// The characters in a range.
pub(super) fn slice(text: &str, chars: &Range<usize>) -> String {
    text.chars().skip(chars.start).take(chars.len()).collect()
}

/// Name, way of showing and fallback of a chip.
pub(super) fn parts(text: &str, chip: &Chip) -> (String, String, String) {
    let whole = slice(text, &chip.chars);
    let inside = whole.trim_start_matches("{{").trim_end_matches("}}");
    let (named, fallback) = inside.split_once('|').unwrap_or((inside, ""));
    let (name, filter) = named.split_once(':').unwrap_or((named, ""));
    (name.trim().to_owned(), filter.trim().to_owned(), fallback.trim().to_owned())
}

/// A variable as it is written.
pub(super) fn variable(name: &str, filter: &str, fallback: &str) -> String {
    let filter = if filter.is_empty() { String::new() } else { format!(" : {filter}") };
    // A fallback cannot hold what ends it.
    let fallback = fallback.replace(['{', '}', '|'], "");
    match fallback.trim() {
        "" => format!("{{{{ {name}{filter} }}}}"),
        fallback => format!("{{{{ {name}{filter} | {fallback} }}}}"),
    }
}

/// How a text is laid out.
pub(super) struct Look<'a> {
    /// Colours.
    pub tokens: &'a Tokens,
    /// Whether `**` and its like form words.
    pub formatted: bool,
    /// Whether the project has a field of that name.
    pub knows: &'a dyn Fn(&str) -> bool,
}

impl Look<'_> {
    /// Lays a text out at a width.
    pub fn job(&self, text: &str, width: f32) -> LayoutJob {
        let mut job = LayoutJob { text: String::new(), ..LayoutJob::default() };
        job.wrap.max_width = width;
        let letters: Vec<char> = text.chars().collect();
        let faces = self.faces(text, letters.len());
        let mut from = 0;
        for run in faces.chunk_by(|a, b| a == b) {
            let words: String = letters[from..from + run.len()].iter().collect();
            let format = self.format_of(run[0], &letters);
            job.append(&words, 0.0, format);
            from += run.len();
        }
        if job.sections.is_empty() {
            job.append("", 0.0, self.format(theme::regular(theme::BODY), self.tokens.ink));
        }
        job
    }

    /// How every character looks.
    fn faces(&self, text: &str, count: usize) -> Vec<Face> {
        let mut faces = Vec::with_capacity(count);
        let marks = if self.formatted { marks(text) } else { Vec::new() };
        let (mut styles, mut next) = (Styles::default(), marks.iter().peekable());
        for (at, _) in text.char_indices() {
            while let Some(mark) = next.next_if(|mark| mark.range.end <= at) {
                styles.set(mark.style, mark.opens);
            }
            let in_mark = next.peek().is_some_and(|mark| mark.range.start <= at);
            faces.push(if in_mark { Face::Mark } else { Face::Words(styles) });
        }
        for chip in chips(text) {
            let (name_from, name_to) = (chip.name.start, chip.name.end);
            let head = name_from - chip.chars.start;
            faces[chip.chars.start..name_from].fill(Face::Hidden { at: chip.chars.start, count: head });
            faces[name_from..name_to].fill(Face::Name { at: name_from, count: chip.name.len() });
            let tail = chip.chars.end - name_to;
            faces[name_to..chip.chars.end].fill(Face::Hidden { at: name_to, count: tail });
        }
        faces
    }

    fn format(&self, font_id: FontId, color: Color32) -> TextFormat {
        TextFormat { font_id, color, ..TextFormat::default() }
    }

    fn format_of(&self, face: Face, letters: &[char]) -> TextFormat {
        let tokens = self.tokens;
        match face {
            Face::Words(styles) => self.styled(styles),
            Face::Mark => self.format(theme::regular(theme::CAPTION), tokens.faint),
            Face::Name { at, count } => {
                let name: String = letters[at..at + count].iter().collect();
                let color = if (self.knows)(&name) { tokens.accent } else { tokens.error };
                self.format(theme::medium(theme::BODY), color)
            }
            Face::Hidden { count, .. } => {
                let hidden =
                    self.format(FontId::new(HIDDEN, theme::regular(HIDDEN).family), Color32::TRANSPARENT);
                TextFormat { extra_letter_spacing: PAD / count.max(1) as f32, ..hidden }
            }
        }
    }

    fn styled(&self, styles: Styles) -> TextFormat {
        let has = |style| styles.has(style);
        let font = if has(Style::Bold) { theme::semibold(theme::BODY) } else { theme::regular(theme::BODY) };
        let ink = if has(Style::Link) { self.tokens.accent } else { self.tokens.ink };
        let line = |drawn: bool| if drawn { Stroke::new(1.0, ink) } else { Stroke::NONE };
        TextFormat {
            italics: has(Style::Italic),
            underline: line(has(Style::Underline) || has(Style::Link)),
            strikethrough: line(has(Style::Strike)),
            background: if has(Style::Code) { self.tokens.hover } else { Color32::TRANSPARENT },
            ..self.format(font, ink)
        }
    }
}

/// How a character looks.
#[derive(Clone, Copy, PartialEq)]
enum Face {
    /// A part of the text.
    Words(Styles),
    /// A part of a mark.
    Mark,
    /// A part of a chip's name, which begins at that character.
    Name { at: usize, count: usize },
    /// What a chip does not show, from that character.
    Hidden { at: usize, count: usize },
}

/// Styles that are on, one bit each.
#[derive(Clone, Copy, Default, PartialEq)]
struct Styles(u8);

impl Styles {
    fn set(&mut self, style: Style, on: bool) {
        let bit = 1 << style as u8;
        self.0 = if on { self.0 | bit } else { self.0 & !bit };
    }

    fn has(self, style: Style) -> bool {
        self.0 & (1 << style as u8) != 0
    }
}

/// A link in a text, by characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct LinkAt {
    /// From `[` to `)`.
    pub chars: Range<usize>,
    /// Its words.
    pub words: Range<usize>,
    /// Its address.
    pub address: Range<usize>,
}

/// The link around or at a cursor.
pub(super) fn link_at(text: &str, cursor: &Range<usize>) -> Option<LinkAt> {
    let count = |at: usize| text[..at].chars().count();
    let found = marks(text);
    let links = found.iter().filter(|mark| mark.style == Style::Link);
    let ends: Vec<_> = links.collect();
    let links = ends.chunks_exact(2).map(|pair| LinkAt {
        chars: count(pair[0].range.start)..count(pair[1].range.end),
        words: count(pair[0].range.end)..count(pair[1].range.start),
        address: count(pair[1].range.start + 2)..count(pair[1].range.end - 1),
    });
    links.into_iter().find(|link| link.chars.start <= cursor.start && cursor.end <= link.chars.end)
}

/// The text with a link to another address; with none the words remain. Gives where the cursor stands then:
/// over the words.
pub(super) fn with_address(text: &str, link: &LinkAt, address: &str) -> (String, Range<usize>) {
    let part = |range: Range<usize>| slice(text, &range);
    let before = part(0..link.chars.start);
    let after = part(link.chars.end..text.chars().count());
    let words = part(link.words.clone());
    // A blank would end it, a bracket too.
    let address: String = address.chars().filter(|c| !c.is_whitespace()).collect();
    let (shown, from) = match address.as_str() {
        "" => (words, link.chars.start),
        address => (format!("[{words}]({address})"), link.chars.start + 1),
    };
    (format!("{before}{shown}{after}"), from..from + link.words.len())
}

/// The grounds of the chips of a text that lies at `origin`; a chip over two rows has two.
pub(super) fn grounds(text: &str, galley: &Arc<Galley>, origin: Vec2) -> Vec<Rect> {
    let mut found = Vec::new();
    for chip in chips(text) {
        let edge = |index: usize, next: bool| {
            galley.pos_from_cursor(CCursor { prefer_next_row: next, ..CCursor::new(index) })
        };
        let (start, end) = (edge(chip.name.start, true), edge(chip.name.end, false));
        if (start.top() - end.top()).abs() < 1.0 {
            let area = Rect::from_min_max(start.min - vec2(PAD - 1.0, 0.0), end.max + vec2(PAD - 1.0, 0.0));
            found.push(area.translate(origin));
            continue;
        }
        let width = galley.rect.right();
        let first = Rect::from_min_max(start.min - vec2(PAD - 1.0, 0.0), pos2(width, start.bottom()));
        let last = Rect::from_min_max(pos2(0.0, end.top()), end.max + vec2(PAD - 1.0, 0.0));
        found.extend([first.translate(origin), last.translate(origin)]);
    }
    found
}

/// Where the cursor stands that was put inside a chip: on the side that it was moving to, or the nearer one.
pub(super) fn snapped(chips: &[Chip], index: usize, before: Option<usize>) -> usize {
    let Some(chip) = chips.iter().find(|chip| chip.chars.start < index && index < chip.chars.end) else {
        return index;
    };
    let near_start = index <= chip.name.start + chip.name.len() / 2;
    match before {
        Some(before) if before == chip.chars.start => chip.chars.end,
        Some(before) if before == chip.chars.end => chip.chars.start,
        Some(_) | None if near_start => chip.chars.start,
        Some(_) | None => chip.chars.end,
    }
}

/// What becomes of an edit that took away a part of a chip: the whole chip goes. Gives the text and where the
/// cursor stands then; nothing when every chip is whole or gone.
pub(super) fn without_torn(before: &str, after: &str) -> Option<(String, usize)> {
    let (old, new): (Vec<char>, Vec<char>) = (before.chars().collect(), after.chars().collect());
    let prefix = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let most = old.len().min(new.len()) - prefix;
    let suffix = old.iter().rev().zip(new.iter().rev()).take(most).take_while(|(a, b)| a == b).count();
    let removed = prefix..old.len() - suffix;
    let torn = |chip: &Chip| {
        let cut = removed.start < chip.chars.end && chip.chars.start < removed.end;
        let whole = removed.start <= chip.chars.start && chip.chars.end <= removed.end;
        cut && !whole
    };
    let (mut from, mut to) = (removed.start, removed.end);
    let mut any = false;
    for chip in chips(before).iter().filter(|chip| !removed.is_empty() && torn(chip)) {
        (from, to, any) = (from.min(chip.chars.start), to.max(chip.chars.end), true);
    }
    if !any {
        return None;
    }
    let inserted = &new[prefix..new.len() - suffix];
    let text = old[..from].iter().chain(inserted).chain(&old[to..]).collect();
    Some((text, from + inserted.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_are_found_by_characters_and_half_written_ones_are_text() {
        let text = "Да, {{ имя | друг }}! {{x}} {{ }} {{ два";
        let found = chips(text);
        let names: Vec<_> = found.iter().map(|chip| slice(text, &chip.name)).collect();
        assert_eq!(names, ["имя", "x"]);
        assert_eq!(slice(text, &found[0].chars), "{{ имя | друг }}");
        assert_eq!(parts(text, &found[0]), ("имя".into(), String::new(), "друг".into()));
        assert_eq!(variable("дата", "date", "скоро"), "{{ дата : date | скоро }}");
        assert_eq!(variable("имя", "", "a}}b"), "{{ имя | ab }}");
    }

    #[test]
    fn a_chip_is_deleted_and_passed_as_a_whole() {
        let text = "а {{ имя }} б";
        assert_eq!(without_torn(text, "а {{ имя } б"), Some(("а  б".into(), 2)));
        assert_eq!(without_torn(text, "а {{ имя }} бв"), None);
        assert_eq!(without_torn(text, "а  б"), None, "deleted whole already");
        let chips = chips(text);
        assert_eq!(snapped(&chips, 3, Some(2)), 11, "to the right");
        assert_eq!(snapped(&chips, 10, Some(11)), 2, "to the left");
        assert_eq!(snapped(&chips, 9, None), 11, "by the mouse");
        assert_eq!(snapped(&chips, 1, None), 1);
    }

    #[test]
    fn the_laid_out_text_is_the_text() {
        let tokens = Tokens::default();
        let look = Look { tokens: &tokens, formatted: true, knows: &|_| true };
        for text in ["", "**Привет**, {{ имя | друг }} ~~да~~ __и__", "**{{ имя }}", "* _ ~ ***"]
        {
            assert_eq!(look.job(text, 100.0).text, text);
        }
    }
}
