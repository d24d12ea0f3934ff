//! VK: round bubbles without a tail, inline buttons under the message, the keyboard under the field.

use super::{Place, Skin, Tail};

pub(super) static SKIN: Skin = Skin {
    name: "vk",
    round: 17,
    tail: Tail::None,
    key_round: 8,
    inline: Place::Under,
    quick: Place::Keyboard,
    brief: true,
    carousel: true,
};
