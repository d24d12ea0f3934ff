//! Whose the bare keys of a frame are: one answer for everything that listens to them.
//!
//! Esc takes the focus off a text before anything is drawn, and Enter while the text is drawn: in the frame of
//! such a key nothing is being written any more, though the key was meant for the text. So who wrote in the frame
//! before is remembered here.

use egui::{Context, Id, Popup};

/// Whose keys they are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Keys {
    /// Nobody's in particular: the canvas and the page that is shown may take them.
    #[default]
    Free,
    /// A text's that is being written, or was left by a key of this frame.
    Text,
    /// Something's that lies over what is drawn: a dialog, the palette, an open list.
    Cover,
}

/// What is remembered from frame to frame.
#[derive(Clone, Copy, Debug, Default)]
pub struct Keyboard {
    /// The text that had the focus when the frame before ended.
    written: Option<Id>,
}

impl Keyboard {
    /// Whose the keys are, asked before anything is drawn; `covered` by something that is no list.
    pub fn holder(&self, ctx: &Context, covered: bool) -> Keys {
        if covered || Popup::is_any_open(ctx) {
            Keys::Cover
        } else if self.written.is_some() || ctx.text_edit_focused() {
            Keys::Text
        } else {
            Keys::Free
        }
    }

    /// Remembers which text is being written; gives whether that is another one than before.
    pub fn follow(&mut self, ctx: &Context) -> bool {
        let written = ctx.memory(|memory| memory.focused()).filter(|_| ctx.text_edit_focused());
        std::mem::replace(&mut self.written, written) != written
    }
}
