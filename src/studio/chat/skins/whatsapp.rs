//! WhatsApp: choices are rows in the foot of the bubble; more than fit there open as a list. There are no quick
//! replies apart from these.

use super::{Place, Skin, Tail};

pub(super) static SKIN: Skin = Skin {
    name: "whatsapp",
    round: 9,
    tail: Tail::Beak,
    key_round: 8,
    inline: Place::Foot,
    quick: Place::Foot,
    brief: false,
    carousel: true,
};
