//! How many of the buttons of a message a messenger shows, and in which of its kinds of keyboard. The chat draws by it
//! and the check judges by it, so that they cannot disagree.

use super::{Caps, Limit};

/// The buttons of a message, counted; without those that ask for what the messenger has no button for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Given {
    /// Whether the message asks a question that its buttons answer.
    pub asks: bool,
    /// Inline buttons that come back as a press.
    pub inline: usize,
    /// Inline buttons that are links.
    pub links: usize,
    /// Quick replies.
    pub quick: usize,
}

/// Where the buttons of a message stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Room {
    /// Inline buttons and quick replies in places of their own, so many of each at most.
    Apart {
        /// Most inline buttons.
        inline: usize,
        /// Most quick replies.
        quick: usize,
        /// Whether the inline answers of a question stand among the quick replies, because too few fit inline.
        moved: bool,
    },
    /// All choices in one place: rows, or a list where there are more than `few`; links are words of the text.
    Together {
        /// Most rows.
        few: usize,
        /// Most rows of the list.
        most: usize,
    },
}

/// The number that limits; one that is not confirmed forbids nothing.
fn sure(limit: Option<Limit>) -> usize {
    limit.map_or(0, |limit| if limit.confirmed { limit.max } else { usize::MAX })
}

impl Given {
    /// Where a messenger puts them.
    pub fn room(&self, caps: &Caps) -> Room {
        if let Some(list) = caps.list {
            return Room::Together { few: caps.buttons.map_or(0, |limit| limit.max), most: list.max };
        }
        let (inline, quick) = (sure(caps.buttons), sure(caps.quick));
        Room::Apart { inline, quick, moved: self.asks && self.inline + self.links > inline && quick > inline }
    }

    /// What is not shown: how many there are and how many at most can be, for inline buttons and for quick replies;
    /// `None` where all are seen.
    pub fn unseen(&self, caps: &Caps) -> [Option<(usize, usize)>; 2] {
        let over = |count: usize, most: usize| (count > most).then_some((count, most));
        match self.room(caps) {
            Room::Together { most, .. } if self.inline > 0 => [over(self.inline + self.quick, most), None],
            Room::Together { most, .. } => [None, over(self.quick, most)],
            Room::Apart { quick, moved: true, inline } => {
                [over(self.inline + self.quick, quick).or(over(self.links, inline)), None]
            }
            Room::Apart { inline, quick, moved: false } => {
                [over(self.inline + self.links, inline), over(self.quick, quick)]
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::channels::channel;

    #[test]
    fn answers_move_to_the_keyboard_that_holds_them_and_only_the_rest_is_unseen() {
        for (name, inline, moved, unseen) in [
            ("vk", 10, false, None),
            ("vk", 11, true, None),
            ("vk", 41, true, Some((41, 40))),
            ("messenger", 3, false, None),
            ("messenger", 11, true, None),
            ("messenger", 14, true, Some((14, 13))),
            ("telegram", 11, false, None),
        ] {
            let caps = channel(name).unwrap().caps();
            let given = Given { asks: true, inline, ..Given::default() };
            let is_moved = matches!(given.room(caps), Room::Apart { moved: true, .. });
            assert_eq!((is_moved, given.unseen(caps)), (moved, [unseen, None]), "{name} {inline}");
        }
        let told = Given { inline: 11, ..Given::default() };
        assert_eq!(told.unseen(channel("vk").unwrap().caps()), [Some((11, 10)), None]);
    }
}
