//! Viber: all buttons are one coloured keyboard under the field.

use super::{Place, Skin, Tail};

pub(super) static SKIN: Skin = Skin {
    name: "viber",
    round: 12,
    tail: Tail::High(3),
    key_round: 5,
    inline: Place::Keyboard,
    quick: Place::Keyboard,
    brief: true,
    carousel: true,
};
