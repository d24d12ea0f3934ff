//! Messenger: very round bubbles, buttons in the foot of the message, quick replies as chips over the field.

use super::{Place, Skin, Tail};

pub(super) static SKIN: Skin = Skin {
    name: "messenger",
    round: 18,
    tail: Tail::Low(6),
    key_round: 15,
    inline: Place::Foot,
    quick: Place::Chips,
    brief: true,
    carousel: true,
};
