//! How each messenger looks and where it puts buttons. One file each, one line in [`SKINS`]; its colours stand in
//! `assets/theme/chat.ron`, what it can carry in [`crate::channels`].

mod max;
mod messenger;
mod plain;
mod telegram;
mod viber;
mod vk;
mod whatsapp;

use super::ChatInput;
use egui::{Color32, CornerRadius, Painter, Rect, Shape, Stroke, pos2};

/// Every messenger that has a look of its own.
pub(super) static SKINS: &[&Skin] =
    &[&telegram::SKIN, &vk::SKIN, &max::SKIN, &whatsapp::SKIN, &viber::SKIN, &messenger::SKIN];

/// Width and height of a beak, points.
const BEAK: (f32, f32) = (6.0, 9.0);

/// The look of one messenger.
#[derive(Debug)]
pub(super) struct Skin {
    /// The messenger, as project files name it.
    pub name: &'static str,
    /// Corner radius of bubbles, points.
    pub round: u8,
    /// What a bubble has on the side of the one who speaks.
    pub tail: Tail,
    /// Corner radius of buttons, points.
    pub key_round: u8,
    /// Where inline buttons stand.
    pub inline: Place,
    /// Where quick replies stand.
    pub quick: Place,
    /// Whether quick replies go away when anything is written; else only a press or a caption takes them away.
    pub brief: bool,
    /// Whether cards stand beside each other; else each is a message below the one before.
    pub carousel: bool,
}

/// What points at the one who speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tail {
    /// Nothing: all corners are the same.
    None,
    /// A lower corner of that radius.
    Low(u8),
    /// An upper corner of that radius.
    High(u8),
    /// A small beak at an upper corner.
    Beak,
}

/// Where buttons stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Each by itself under the message.
    Under,
    /// Rows in the foot of the bubble, with lines between them.
    Foot,
    /// A keyboard under the field to write in.
    Keyboard,
    /// Round chips over that field, which scroll sideways.
    Chips,
}

/// The look of the messenger in which the conversation runs.
pub(super) fn skin(input: &ChatInput<'_>) -> &'static Skin {
    let name = input.emulator.setup().channel.as_str();
    SKINS.iter().find(|skin| skin.name == name).copied().unwrap_or(&plain::SKIN)
}

impl Skin {
    /// Corners of a bubble of the subscriber or of the bot; `joined` when something of the same bubble follows.
    pub fn corners(&self, own: bool, joined: bool) -> CornerRadius {
        let all = CornerRadius::same(self.round);
        let mut corners = match (self.tail, own) {
            (Tail::None, _) => all,
            (Tail::Low(small), true) => CornerRadius { se: small, ..all },
            (Tail::Low(small), false) => CornerRadius { sw: small, ..all },
            (Tail::High(small), true) => CornerRadius { ne: small, ..all },
            (Tail::High(small), false) => CornerRadius { nw: small, ..all },
            (Tail::Beak, true) => CornerRadius { ne: 0, ..all },
            (Tail::Beak, false) => CornerRadius { nw: 0, ..all },
        };
        if joined {
            (corners.se, corners.sw) = (0, 0);
        }
        corners
    }

    /// Paints the ground of a bubble.
    pub fn bubble(&self, painter: &Painter, rect: Rect, own: bool, joined: bool, fill: Color32) {
        painter.rect_filled(rect, self.corners(own, joined), fill);
        if self.tail == Tail::Beak {
            let (wide, high) = BEAK;
            let (x, out) = if own { (rect.right(), wide) } else { (rect.left(), -wide) };
            let points = vec![pos2(x, rect.top()), pos2(x + out, rect.top()), pos2(x, rect.top() + high)];
            painter.add(Shape::convex_polygon(points, fill, Stroke::NONE));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::channels::CHANNELS;

    #[test]
    fn every_messenger_has_a_skin_and_no_two_look_the_same() {
        for channel in CHANNELS {
            assert_eq!(SKINS.iter().filter(|skin| skin.name == channel.name()).count(), 1);
        }
        let looks: Vec<_> = SKINS.iter().map(|skin| format!("{:?} {:?}", skin.round, skin.tail)).collect();
        assert!(looks.iter().enumerate().all(|(at, look)| !looks[..at].contains(look)), "{looks:?}");
    }
}
