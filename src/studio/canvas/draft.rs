//! A text that is written in its place on the canvas. The project has every letter of it at once, so that saving,
//! leaving and even a kill lose nothing; Esc puts the text back as it was, when there was one.

/// What was there and what is in the field.
#[derive(Clone, Debug, Default)]
pub(super) struct Draft {
    before: Option<String>,
    /// What the field shows.
    pub text: String,
}

impl Draft {
    /// Takes the text of the project over at first, and again when it is no longer what was written: when the
    /// change was refused, or came from elsewhere. Gives whether this is the first time.
    pub fn follow(&mut self, held: &str) -> bool {
        let first = self.before.is_none();
        if first {
            self.before = Some(held.to_owned());
        }
        if first || self.text.trim() != held.trim() {
            held.clone_into(&mut self.text);
        }
        first
    }

    /// What the project shall say now, when that is not `held`: without blanks at its ends, or after Esc as before. A
    /// first text stays: there is nothing to go back to, and what was written would be lost.
    pub fn wish(&self, held: &str, escaped: bool) -> Option<String> {
        let wish = match &self.before {
            Some(before) if escaped && !before.is_empty() => before.clone(),
            _ => self.text.trim_end().to_owned(),
        };
        (wish != held).then_some(wish)
    }
}
