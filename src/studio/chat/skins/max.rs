//! MAX: one keyboard of the message itself, in which quick replies are buttons as all others; there is no carousel.

use super::{Place, Skin, Tail};

pub(super) static SKIN: Skin = Skin {
    name: "max",
    round: 16,
    tail: Tail::Low(4),
    key_round: 11,
    inline: Place::Under,
    quick: Place::Under,
    brief: false,
    carousel: false,
};
